//! Edges: how far one printed figure of a claim can be moved before the claim no longer holds.
//!
//! A figure is moved in steps of its last printed digit, towards zero and away from it. The values under which a
//! claim holds have no holes, for its equation names every figure once, so the last step inside and the first one
//! outside are found by doubling and halving. (Days and paces that can be read in several ways may leave a hole; what
//! is found is an edge all the same.) This module must not know text.

use crate::engine::choose::{self, Judged};
use crate::exact::Exact;
use crate::mention::Mention;
use crate::rule::Rule;
use crate::verdict::{Bound, Equation, Expr};

/// A figure is moved up to this many times its value; what still holds there has no edge on that side.
const FAR: i128 = 1000;

/// The two printed values on either side of an edge, in steps of the last printed digit, without their sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// The outermost value that still holds; the printed one itself where it is that already.
    pub(super) inside: i128,
    /// The first value that does not.
    pub(super) outside: i128,
}

/// One figure of a claim, ready to be moved.
pub(super) struct Figure<'a> {
    pub(super) rule: &'a Rule,
    /// What is bound to the slots, in every way to read it.
    pub(super) readings: &'a [Vec<Bound>],
    /// Each place at which it is bound: slot and number within the slot.
    pub(super) places: Vec<(usize, usize)>,
    /// The claim holds by the rule's weaker equation only.
    pub(super) weaker: bool,
    pub(super) confirm_only: bool,
}

impl Figure<'_> {
    /// Its value in steps of its last printed digit, without its sign.
    pub(super) fn steps(&self) -> Option<i128> {
        let (value, place) = self.printed()?;
        let steps = value.abs()?.div(place)?;
        steps.is_whole().then(|| i128::try_from(steps.numerator()).ok()).flatten()
    }

    fn printed(&self) -> Option<(Exact, Exact)> {
        let (slot, index) = self.places.first()?;
        let Bound::Stated(operands) = self.readings.first()?.get(*slot)? else { return None };
        operands.get(*index).map(|operand| (operand.value, operand.place))
    }

    /// The edges towards zero and away from it.
    pub(super) fn edges(&self) -> Vec<Edge> {
        let Some(steps) = self.steps() else { return Vec::new() };
        let down = edge(|by| self.stands(steps - by), steps - 1);
        let up = edge(|by| self.stands(steps + by), steps.max(1).saturating_mul(FAR));
        let down = down.map(|(inside, outside)| Edge { inside: steps - inside, outside: steps - outside });
        let up = up.map(|(inside, outside)| Edge { inside: steps + inside, outside: steps + outside });
        down.into_iter().chain(up).collect()
    }

    /// Whether the claim stands as it did with this figure moved to so many steps.
    fn stands(&self, steps: i128) -> bool {
        let moved = || {
            let (value, place) = self.printed()?;
            let size = Exact::whole(steps).mul(place)?;
            let value = if value.is_negative() { size.neg()? } else { size };
            choose::judge_readings(self.rule, &self.with(value), false)
        };
        let Some((equation, judgement)) = moved() else { return false };
        let fell_back = is_weaker(self.rule, equation) && !self.weaker;
        // A loose pattern makes no claim where there is anything to remark.
        let silent = self.confirm_only && judgement.severity.is_some();
        choose::holds(&judgement) && !fell_back && !silent
    }

    /// Every reading with another value for the figure, which has one value in all of them.
    fn with(&self, value: Exact) -> Vec<Vec<Bound>> {
        let mut readings = self.readings.to_vec();
        for bound in &mut readings {
            for (slot, index) in &self.places {
                if let Some(Bound::Stated(operands)) = bound.get_mut(*slot)
                    && let Some(operand) = operands.get_mut(*index)
                {
                    operand.value = value;
                }
            }
        }
        readings
    }
}

/// Whether an equation is the one that a rule falls back on.
pub(super) fn is_weaker(rule: &Rule, equation: &(String, Equation)) -> bool {
    rule.or_else.as_ref() == Some(equation)
}

/// The last step that holds and the first that does not, within `most` steps; step 0 is known to hold.
fn edge(holds: impl Fn(i128) -> bool, most: i128) -> Option<(i128, i128)> {
    let (mut inside, mut outside) = (0, 1);
    if most < outside {
        return None;
    }
    while holds(outside) {
        if outside == most {
            return None;
        }
        (inside, outside) = (outside, outside.saturating_mul(2).min(most));
    }
    while outside - inside > 1 {
        let middle = inside + (outside - inside) / 2;
        if holds(middle) { inside = middle } else { outside = middle }
    }
    Some((inside, outside))
}

/// The slots whose values were judged: those of the equations that are stated in full. A slot that is only counted
/// (`len`) has no value to change.
pub(super) fn judged_slots(judged: &Judged<'_>, readings: &[Vec<Bound>]) -> Vec<usize> {
    let Some(bound) = readings.first() else { return Vec::new() };
    let stated = |equation: &Equation| {
        equation.slots().into_iter().all(|slot| matches!(bound.get(slot), Some(Bound::Stated(_))))
    };
    let mut slots = Vec::new();
    for (_, equation) in judged.rule.equations.iter().chain(&judged.rule.or_else) {
        if stated(equation) {
            values(&equation.left, &mut slots);
            values(&equation.right, &mut slots);
        }
    }
    slots.sort_unstable();
    slots.dedup();
    slots
}

fn values(expr: &Expr, found: &mut Vec<usize>) {
    match expr {
        Expr::Slot(slot) | Expr::Sum(slot) | Expr::Product(slot) | Expr::Max(slot) | Expr::Min(slot) => {
            found.push(*slot);
        }
        Expr::Constant(_) | Expr::Len(_) => {}
        Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => {
            values(a, found);
            values(b, found);
        }
        Expr::PowerOfTwo(a) => values(a, found),
    }
}

/// Every slot and number within it at which a mention is bound, as operands count: a mention without a figure is
/// none.
pub(super) fn places(judged: &Judged<'_>, mentions: &[Mention], wanted: usize) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let is_figure = |mention: &&usize| mentions.get(**mention).is_some_and(|m| m.figure.is_some());
    for (slot, binding) in judged.candidate.slots.iter().enumerate() {
        let figures = binding.mentions.iter().filter(is_figure).enumerate();
        places.extend(figures.filter(|(_, m)| **m == wanted).map(|(index, _)| (slot, index)));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_is_found_at_any_distance_and_none_past_the_limit() {
        for far in [0, 1, 2, 3, 7, 8, 9, 100, 999] {
            assert_eq!(edge(|step| step <= far, 1000), Some((far, far + 1)), "{far}");
        }
        assert_eq!(edge(|_| true, 1000), None);
        assert_eq!(edge(|_| false, 0), None);
    }
}
