//! Two statements of one figure, held against each other.
//!
//! This module must not know where either of them stands.

use super::operands;
use crate::rule::Rule;
use crate::verdict::{self, Bound, Judgement, Operand, Verdict};

/// The number of a slot.
pub(crate) fn slot(rule: &Rule, name: &str) -> Option<usize> {
    rule.slots.iter().position(|slot| slot.name == name)
}

/// The figure that is bound to a slot.
pub(crate) fn stated(bound: &[Bound], slot: usize) -> Option<Operand> {
    match bound.get(slot)? {
        Bound::Stated(operands) => operands.first().copied(),
        Bound::Missing => None,
    }
}

/// The judgement on two mentions that cannot both be true, whichever of them is taken for the rounded one: with this one
/// as that, the verdict has to be one of `turned`.
pub(crate) fn contradiction(
    rule: &Rule,
    mut bound: Vec<Bound>,
    here: usize,
    before: usize,
    first: Operand,
    turned: &[Verdict],
) -> Option<Judgement> {
    let (_, equation) = rule.equations.first()?;
    *bound.get_mut(before)? = Bound::Stated(vec![first]);
    let judge = |bound: &[Bound]| verdict::judge(equation, bound, &operands::options(rule, equation, bound));
    let judgement = judge(&bound);
    bound.swap(here, before);
    let contradicted = judgement.verdict == Verdict::Inconsistent && turned.contains(&judge(&bound).verdict);
    contradicted.then_some(judgement)
}
