//! Sentences of English reports.

use super::equation::Equation;
use super::printed::Unit;
use super::templates::{NONE, PLAIN, Role, Says, Template};

const USD: &[Unit] = &[
    Unit { before: "$", after: "", times: 1, over: 1, power: 0, counts: false },
    Unit { before: "$", after: " million", times: 1, over: 1, power: 6, counts: false },
];
const DOLLAR_AMOUNTS: &[&[Unit]] = &[USD];

const EN: Template = Template { pack: "en-report", units: DOLLAR_AMOUNTS, ..PLAIN };

/// The sentences.
pub(super) const SENTENCES: &[Template] = &[
    Template {
        rule: "completion-of-target",
        form: "Spending came to {0} against a budget of {1} ({r}).",
        strong: true,
        ..EN
    },
    Template {
        rule: "growth-from-to",
        form: "Income rose from {1} to {0}, an increase of {r}.",
        says: Says::Gives(Equation::Above, Role::Percent),
        operands: &[Role::Amount, Role::Amount],
        sizes: (101, 300),
        hedges: (&[0, 1], false),
        ..EN
    },
    Template {
        rule: "decline-from-to",
        form: "Costs fell from {1} to {0}, a {r} decrease.",
        says: Says::Gives(Equation::Below, Role::Percent),
        operands: &[Role::Amount, Role::Amount],
        sizes: (5, 99),
        ..EN
    },
    Template {
        rule: "excess-over-target",
        also: &["exceeded-target"],
        form: "Income reached {0}, exceeding the target of {1} by {r}.",
        says: Says::Gives(Equation::Above, Role::Percent),
        sizes: (101, 300),
        ..EN
    },
    Template {
        rule: "shortfall-of-target",
        also: &["missed-target"],
        form: "Income reached {0}, falling short of the target of {1} by {r}.",
        says: Says::Gives(Equation::Below, Role::Percent),
        sizes: (5, 99),
        ..EN
    },
    Template {
        rule: "growth-over-base",
        form: "Income rose by {r} from {1} to {0}.",
        says: Says::Gives(Equation::Above, Role::Percent),
        operands: &[Role::Amount, Role::Amount],
        sizes: (101, 300),
        ..EN
    },
    Template {
        rule: "increment-of-fall",
        form: "Costs fell from {0} to {1}, a drop of {r}.",
        says: Says::Gives(Equation::Difference, Role::Amount),
        operands: &[Role::Amount, Role::Amount],
        sizes: (101, 300),
        ..EN
    },
    Template {
        rule: "points-of-fall",
        form: "The vacancy rate fell from {0} to {1}, a drop of {r}.",
        says: Says::Gives(Equation::Difference, Role::Points),
        operands: &[Role::Percent, Role::Percent],
        sizes: (101, 250),
        units: NONE,
        ..EN
    },
    Template {
        rule: "share-of-named-whole",
        form: "The fund was allocated {1}. It has paid out {0} ({r} of the allocation).",
        confirm_only: true,
        operands: &[Role::Amount, Role::Amount],
        sizes: (1, 100),
        ..EN
    },
    Template {
        rule: "increment-of-rise",
        form: "Assets rose from {1} to {0}, an increase of {r}.",
        says: Says::Gives(Equation::Difference, Role::Amount),
        operands: &[Role::Amount, Role::Amount],
        sizes: (101, 300),
        ..EN
    },
    Template {
        rule: "points-of-rise",
        form: "The graduation rate rose from {1} to {0}, an increase of {r}.",
        says: Says::Gives(Equation::Difference, Role::Points),
        operands: &[Role::Percent, Role::Percent],
        sizes: (101, 250),
        units: NONE,
        ..EN
    },
];
