//! Naming the slip behind a mismatch: a closed list, tried in order of plausibility.
//!
//! A slip is offered only if the claim holds once it is undone. This module must not know words: which word was
//! meant for which is told by `Sense` alone.

use super::case::{Case, stated};
use super::digits::{length, one_changed, swapped_neighbours};
use super::evaluate::Checked;
use super::solve::{Unknown, solve};
use super::table::{Outcome, look_up};
use super::{
    Bound, Diagnosis, End, Equation, Expr, Flag, HedgeKind, Interval, Operand, Options, Relation, Sense,
    Slip, Verdict,
};
use crate::exact::Exact;

/// The powers of ten that units are off by.
const UNIT_STEPS: [i32; 8] = [1, 2, 4, 8, -1, -2, -4, -8];
/// A figure with fewer digits is too easily hit by changing one of them.
const DIGITS_TO_MISTYPE: u32 = 4;

/// The first slip that explains a mismatch.
pub(super) fn diagnose(
    case: &Case<'_>,
    options: &Options,
    outcome: &Outcome,
    flags: &[Flag],
) -> Option<Diagnosis> {
    let twice = flags.contains(&Flag::DoubleRounding).then_some(Diagnosis {
        slip: Slip::DoubleRounding,
        slot: case.result,
        value: None,
    });
    if outcome.verdict != Verdict::Inconsistent {
        return twice;
    }
    if case.equation.relation != Relation::Equal || case.operands().any(|(_, operand)| is_endless(operand)) {
        // Where all values above or below would do, that a changed figure does explains nothing.
        return None;
    }
    let suspects = suspects(case);
    unit_slip(case, &suspects)
        .or_else(|| ratio_for_excess(case, options))
        .or_else(|| percent_for_points(case, options))
        .or_else(|| operands_swapped(case))
        .or(twice)
        .or_else(|| changed_digits(case, &suspects))
}

fn is_endless(operand: &Operand) -> bool {
    matches!(operand.hedge, Some((HedgeKind::AtLeast | HedgeKind::AtMost, _)))
}

/// Whether a changed claim would hold.
fn holds(equation: &Equation, slots: &[Bound]) -> bool {
    let verdict = || -> Checked<Verdict> { Ok(look_up(&Case::new(equation, slots)?)?.verdict) };
    verdict().is_ok_and(Verdict::holds)
}

/// The slots with one figure of the other one in its place.
fn with(slots: &[Bound], at: Unknown, operand: Operand) -> Vec<Bound> {
    let mut slots = slots.to_vec();
    if let Some(Bound::Stated(operands)) = slots.get_mut(at.slot)
        && let Some(place) = operands.get_mut(at.index)
    {
        *place = operand;
    }
    slots
}

/// A figure of the claim, where it stands and the set it must be in for the claim to hold (when that is known).
struct Suspect {
    at: Unknown,
    operand: Operand,
    needed: Option<Interval>,
}

impl Suspect {
    /// Whether the claim holds with `changed` in place of the figure. The set it must be in is looked at first:
    /// most changes miss it.
    fn explained_by(&self, case: &Case<'_>, changed: Operand) -> bool {
        let far = changed.hedge.is_none() && self.misses(&changed) == Some(true);
        !far && holds(case.equation, &with(case.slots, self.at, changed))
    }

    /// Whether no value within one place of the changed one is in the set.
    fn misses(&self, changed: &Operand) -> Option<bool> {
        let reach = Interval::closed(changed.value.sub(changed.place)?, changed.value.add(changed.place)?);
        Some(!reach.meets(&self.needed?)?)
    }
}

/// Every figure of the claim; the stated result last.
fn suspects(case: &Case<'_>) -> Vec<Suspect> {
    let mut found = Vec::new();
    for slot in case.equation.slots() {
        for (index, operand) in case.slots.get(slot).map(stated).unwrap_or_default().iter().enumerate() {
            let at = Unknown { slot, index };
            let needed = solve(case.equation, &case.confirm, at).ok();
            found.push(Suspect { at, operand: *operand, needed });
        }
    }
    found.sort_by_key(|suspect| Some(suspect.at.slot) == case.result);
    found
}

fn unit_slip(case: &Case<'_>, suspects: &[Suspect]) -> Option<Diagnosis> {
    for step in UNIT_STEPS {
        for suspect in suspects.iter().filter(|suspect| !suspect.operand.value.is_zero()) {
            if let Some(scaled) = unit_explains(case, suspect, step) {
                let (slip, slot) = (Slip::UnitSlip(Exact::pow10(step)?), Some(suspect.at.slot));
                return Some(Diagnosis { slip, slot, value: Some(scaled.value) });
            }
        }
    }
    None
}

/// The figure with its unit moved by `step` powers of ten, where that makes the claim hold and one power more or
/// less does not: a figure made so small that it no longer counts explains nothing.
fn unit_explains(case: &Case<'_>, suspect: &Suspect, step: i32) -> Option<Operand> {
    let moved = |step| scaled(&suspect.operand, Exact::pow10(step)?);
    let explains = |operand: &Operand| suspect.explained_by(case, *operand);
    let found = moved(step).filter(explains)?;
    let also = [step - 1, step + 1].into_iter().filter_map(moved).any(|other| explains(&other));
    (!also).then_some(found)
}

fn scaled(operand: &Operand, factor: Exact) -> Option<Operand> {
    let hedge = match operand.hedge {
        None => None,
        Some((kind, width)) => Some((kind, width.mul(factor)?)),
    };
    let (value, place) = (operand.value.mul(factor)?, operand.place.mul(factor)?);
    Some(Operand { value, place, hedge, ..*operand })
}

/// A ratio stated where the ratio less one was meant, or the reverse.
fn ratio_for_excess(case: &Case<'_>, options: &Options) -> Option<Diagnosis> {
    let result = case.stated_result()?;
    let (free, stated) = case.sides();
    if !matches!(free, Expr::Div(..)) {
        return None;
    }
    let slot = Expr::Slot(case.result?);
    let one = || Box::new(Expr::Constant(Exact::ONE));
    let (other, value) = match stated {
        Expr::Slot(_) => (Expr::Add(one(), Box::new(slot)), result.value.add(Exact::ONE)?),
        Expr::Add(a, b) if a == &one() || b == &one() => (slot, result.value.sub(Exact::ONE)?),
        Expr::Sub(a, _) if a == &one() => (slot, Exact::ONE.sub(result.value)?),
        _ => return None,
    };
    let equation = Equation { left: free.clone(), relation: case.equation.relation, right: other };
    let slip = match options.sense {
        Sense::Completion => Slip::RatioForExcess,
        Sense::Growth => Slip::GrowthForLevel,
        Sense::Premium => Slip::TotalForPart,
        Sense::Other => return None,
    };
    let found = Diagnosis { slip, slot: case.result, value: Some(value) };
    holds(&equation, case.slots).then_some(found)
}

/// A difference of two percents stated as a growth in percent, or the reverse.
fn percent_for_points(case: &Case<'_>, options: &Options) -> Option<Diagnosis> {
    let result = case.stated_result().filter(|_| options.sense == Sense::Growth)?;
    let (free, stated) = case.sides();
    let one = || Box::new(Expr::Constant(Exact::ONE));
    let slot = || Expr::Slot(result_slot(case));
    let (left, right) = match (free, stated) {
        (Expr::Div(a, b), Expr::Add(c, d)) if c == &one() || d == &one() => {
            (Expr::Sub(a.clone(), b.clone()), slot())
        }
        (Expr::Div(a, b), Expr::Sub(c, _)) if c == &one() => (Expr::Sub(b.clone(), a.clone()), slot()),
        (Expr::Sub(a, b), Expr::Slot(_)) => {
            (Expr::Div(a.clone(), b.clone()), Expr::Add(one(), Box::new(slot())))
        }
        _ => return None,
    };
    let equation = Equation { left, relation: case.equation.relation, right };
    let found = Diagnosis { slip: Slip::PercentForPoints, slot: case.result, value: Some(result.value) };
    holds(&equation, case.slots).then_some(found)
}

fn result_slot(case: &Case<'_>) -> usize {
    case.result.unwrap_or_default()
}

/// The two sides of a division the wrong way round.
fn operands_swapped(case: &Case<'_>) -> Option<Diagnosis> {
    let (free, stated) = case.sides();
    let Expr::Div(a, b) = free else { return None };
    let left = Expr::Div(b.clone(), a.clone());
    let equation = Equation { left, relation: case.equation.relation, right: stated.clone() };
    let swapped = Diagnosis { slip: Slip::OperandsSwapped, slot: None, value: None };
    holds(&equation, case.slots).then_some(swapped)
}

/// Two digits swapped or one mistyped, where one repair of that sort alone does: in the stated result first.
fn changed_digits(case: &Case<'_>, suspects: &[Suspect]) -> Option<Diagnosis> {
    let result = suspects.partition_point(|suspect| Some(suspect.at.slot) != case.result);
    let (others, results) = suspects.split_at(result);
    [Slip::DigitsSwapped, Slip::DigitMistyped]
        .into_iter()
        .find_map(|slip| [results, others].into_iter().find_map(|suspects| only_repair(case, suspects, slip)))
}

/// The only change of this sort, over all these figures, that makes the claim hold.
fn only_repair(case: &Case<'_>, suspects: &[Suspect], slip: Slip) -> Option<Diagnosis> {
    let mut repairs = suspects.iter().flat_map(|suspect| {
        let changed = |value| Operand { value, ..suspect.operand };
        let values = variants(suspect, slip).unwrap_or_default();
        let explaining = values.into_iter().filter(move |value| suspect.explained_by(case, changed(*value)));
        explaining.map(|value| (suspect.at.slot, value))
    });
    let (slot, value) = repairs.next()?;
    if repairs.next().is_some() {
        return None;
    }
    Some(Diagnosis { slip, slot: Some(slot), value: Some(value) })
}

/// The values near the set a figure must be in that differ from the printed one by the slip.
fn variants(suspect: &Suspect, slip: Slip) -> Option<Vec<Exact>> {
    let Operand { value, place, .. } = suspect.operand;
    let places = value.abs()?.div(place)?;
    let number = i128::try_from(places.numerator()).ok().filter(|_| places.is_whole())?;
    let numbers = match slip {
        Slip::DigitsSwapped => swapped_neighbours(number),
        _ if length(number) >= DIGITS_TO_MISTYPE => one_changed(number),
        _ => Vec::new(),
    };
    let (low, high) = window(suspect)?;
    let near = numbers.into_iter().map(|number| if value.is_negative() { -number } else { number });
    let near = near.filter(|number| (low..=high).contains(number));
    Some(near.filter_map(|number| Exact::whole(number).mul(place)).collect())
}

/// The numbers of places that are near enough to the set a figure must be in.
fn window(suspect: &Suspect) -> Option<(i128, i128)> {
    let Some(needed) = suspect.needed.filter(|_| suspect.operand.hedge.is_none()) else {
        return Some((i128::MIN, i128::MAX));
    };
    let place = suspect.operand.place;
    let places = |end: Option<End>, none: i128, off: i128| match end {
        None => Some(none),
        Some(end) => i128::try_from(end.at.div(place)?.floor().numerator()).ok()?.checked_add(off),
    };
    Some((places(needed.low, i128::MIN, -1)?, places(needed.high, i128::MAX, 2)?))
}
