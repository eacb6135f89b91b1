//! What a sentence is made of: where its figures go, what they are, and what it says of them.

use std::collections::BTreeSet;

use super::dice::Dice;
use super::equation::Equation;
use super::opinion::Order;
use super::printed::{Unit, unit};

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// An amount in the units of the claim.
    Amount,
    /// The same, set by somebody.
    Target,
    /// A number of persons beside an amount of another unit.
    People,
    Percent,
    /// A percent that was set.
    TargetPercent,
    Points,
    Multiple,
    Doublings,
}

/// What is claimed of the figures.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Says {
    /// The operands {0}, {1} … give the result {r}.
    Gives(Equation, Role),
    /// {0} is so beside {1}.
    Stands(Order),
    /// {0} is at least this percent.
    AtLeastPercent(i128),
    /// The operands give a result that nobody prints: twice the one is the other, all shares are 100 %.
    Makes(Equation, i128),
    /// {1} is a part of {0}, or all of it.
    Holds,
    /// Nothing yet: what follows is only shown.
    Shows,
}

/// One way to say one kind of claim.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Template {
    pub(crate) pack: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) form: &'static str,
    pub(crate) says: Says,
    pub(crate) operands: &'static [Role],
    /// Which units the amounts may have.
    pub(crate) units: &'static [&'static [Unit]],
    /// How {0} stands to {1}, in percent: a part is no larger than its whole.
    pub(crate) sizes: (i128, i128),
    /// The rule makes no claim where the figures do not agree.
    pub(crate) confirm_only: bool,
    /// Which of the operands may be hedged, and whether the result may.
    pub(crate) hedges: (&'static [usize], bool),
    /// The rule that makes the claim instead where the figures agree.
    pub(crate) or: &'static str,
    /// What else the sentence claims.
    pub(crate) also: &'static [&'static str],
    /// The list ends where its first figures, two or more, make what is stated.
    pub(crate) prefix: bool,
    /// Of figures that prove little, another rule makes another claim.
    pub(crate) strong: bool,
}

/// What most sentences of any language have in common: a ratio in percent, and nothing out of the way.
pub(super) const PLAIN: Template = Template {
    pack: "",
    rule: "",
    form: "",
    says: Says::Gives(Equation::Ratio, Role::Percent),
    operands: &[Role::Amount, Role::Target],
    units: NONE,
    sizes: (20, 250),
    confirm_only: false,
    hedges: UNHEDGED,
    or: "",
    also: &[],
    prefix: false,
    strong: false,
};

/// No amounts.
pub(super) const NONE: &[&[Unit]] = &[];

/// The persons of a product.
pub(crate) const PEOPLE: Unit = unit("人", 0, true);
pub(crate) const PERCENT: Unit = unit("%", -2, false);
pub(crate) const POINTS: Unit = unit("个百分点", -2, false);
pub(crate) const ENGLISH_POINTS: Unit = unit(" percentage points", -2, false);
pub(crate) const MULTIPLE: Unit = unit("倍", 0, false);

pub(super) const BOTH: (&[usize], bool) = (&[0, 1], true);
pub(super) const UNHEDGED: (&[usize], bool) = (&[], false);

/// Every sentence.
pub(crate) fn all() -> impl Iterator<Item = &'static Template> {
    super::chinese::SENTENCES.iter().chain(super::english::SENTENCES)
}

/// One of them.
pub(crate) fn any(dice: &mut Dice) -> &'static Template {
    let number = dice.between(0, all().count() as i128 - 1);
    all().nth(number as usize).unwrap()
}

/// The rules that have a sentence, those that `counted` makes included.
pub(crate) fn kinds() -> BTreeSet<(&'static str, &'static str)> {
    all().map(|template| (template.pack, template.rule)).chain(super::counted::RULES).collect()
}
