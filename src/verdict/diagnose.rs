//! Naming the slip behind a mismatch: a closed list, tried in order of plausibility.
//!
//! A slip is offered only if the claim holds once it is undone. This module must not know words: which word was
//! meant for which is told by `Sense` alone.

use super::case::{Case, stated};
use super::evaluate::Checked;
use super::solve::{Unknown, solve};
use super::table::{Outcome, look_up};
use super::{Bound, Diagnosis, Equation, Expr, Flag, Interval, Operand, Options, Sense, Slip, Verdict};
use crate::exact::Exact;

/// The powers of ten that units are off by.
const UNIT_STEPS: [i32; 8] = [1, 2, 4, 8, -1, -2, -4, -8];
/// A figure with fewer digits is too easily hit by changing one of them.
const DIGITS_TO_MISTYPE: usize = 4;

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
    unit_slip(case)
        .or_else(|| ratio_for_excess(case, options))
        .or_else(|| percent_for_points(case, options))
        .or_else(|| operands_swapped(case))
        .or(twice)
        .or_else(|| changed_digits(case))
}

/// Whether a changed claim would hold.
fn holds(equation: &Equation, slots: &[Bound]) -> bool {
    let verdict = || -> Checked<Verdict> { Ok(look_up(&Case::new(equation, slots)?)?.verdict) };
    matches!(verdict(), Ok(Verdict::Consistent | Verdict::HalfEven | Verdict::WithinRounding))
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

/// Every figure of the claim and where it stands; the stated result last.
fn figures(case: &Case<'_>) -> Vec<(Unknown, Operand)> {
    let mut found = Vec::new();
    for slot in case.equation.slots() {
        let operands = case.slots.get(slot).map(stated).unwrap_or_default();
        found.extend(operands.iter().enumerate().map(|(index, operand)| (Unknown { slot, index }, *operand)));
    }
    found.sort_by_key(|(at, _)| Some(at.slot) == case.result);
    found
}

fn unit_slip(case: &Case<'_>) -> Option<Diagnosis> {
    for step in UNIT_STEPS {
        let factor = Exact::pow10(step)?;
        for (at, operand) in figures(case) {
            let Some(scaled) = scaled(&operand, factor).filter(|_| !operand.value.is_zero()) else {
                continue;
            };
            if holds(case.equation, &with(case.slots, at, scaled)) {
                let slip = Slip::UnitSlip(factor);
                return Some(Diagnosis { slip, slot: Some(at.slot), value: Some(scaled.value) });
            }
        }
    }
    None
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
        Expr::Add(..) => (slot, result.value.sub(Exact::ONE)?),
        Expr::Sub(..) => (slot, Exact::ONE.sub(result.value)?),
        _ => return None,
    };
    let equation = Equation { left: free.clone(), relation: case.equation.relation, right: other };
    let slip = match options.sense {
        Sense::Completion => Slip::RatioForExcess,
        Sense::Growth => Slip::GrowthForLevel,
        Sense::Premium => Slip::TotalForPart,
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
        (Expr::Div(a, b), Expr::Add(..)) => (Expr::Sub(a.clone(), b.clone()), slot()),
        (Expr::Div(a, b), Expr::Sub(..)) => (Expr::Sub(b.clone(), a.clone()), slot()),
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
fn changed_digits(case: &Case<'_>) -> Option<Diagnosis> {
    let (results, others): (Vec<_>, Vec<_>) =
        figures(case).into_iter().partition(|(at, _)| Some(at.slot) == case.result);
    [Slip::DigitsSwapped, Slip::DigitMistyped]
        .into_iter()
        .find_map(|slip| [&results, &others].into_iter().find_map(|figures| only_repair(case, figures, slip)))
}

/// The only change of this sort, over all these figures, that makes the claim hold.
fn only_repair(case: &Case<'_>, figures: &[(Unknown, Operand)], slip: Slip) -> Option<Diagnosis> {
    let mut repairs = figures.iter().flat_map(|(at, operand)| {
        let values = variants(operand, &slip).unwrap_or_default();
        values
            .into_iter()
            .filter(|value| repairs_it(case, *at, operand, *value))
            .map(|value| (at.slot, value))
    });
    let (slot, value) = repairs.next()?;
    if repairs.next().is_some() {
        return None;
    }
    Some(Diagnosis { slip, slot: Some(slot), value: Some(value) })
}

/// Whether the claim holds with `value` in place of a figure. The set the figure must be in is looked at first:
/// most values miss it.
fn repairs_it(case: &Case<'_>, at: Unknown, operand: &Operand, value: Exact) -> bool {
    let changed = Operand { value, ..*operand };
    let far = operand.hedge.is_none() && misses(case, at, value, operand.place) == Some(true);
    !far && holds(case.equation, &with(case.slots, at, changed))
}

/// Whether no value within one place of `value` is in the set the figure must be in.
fn misses(case: &Case<'_>, at: Unknown, value: Exact, place: Exact) -> Option<bool> {
    let needed = solve(case.equation, &case.confirm, at).ok()?;
    let reach = Interval::closed(value.sub(place)?, value.add(place)?);
    Some(!reach.meets(&needed)?)
}

/// The values that differ from a printed one by the slip.
fn variants(operand: &Operand, slip: &Slip) -> Option<Vec<Exact>> {
    let digits = printed_digits(operand)?;
    let rows = match slip {
        Slip::DigitsSwapped => swapped_neighbours(&digits),
        _ if digits.len() >= DIGITS_TO_MISTYPE => one_changed(&digits),
        _ => Vec::new(),
    };
    let value = |row: Vec<u8>| {
        let number = Exact::parse(std::str::from_utf8(&row).ok()?)?.mul(operand.place)?;
        if operand.value.is_negative() { number.neg() } else { Some(number) }
    };
    Some(rows.into_iter().filter_map(value).collect())
}

/// The digits of a figure down to its last printed one.
fn printed_digits(operand: &Operand) -> Option<Vec<u8>> {
    let places = operand.value.abs()?.div(operand.place)?;
    places.is_whole().then(|| places.numerator().to_string().into_bytes())
}

fn swapped_neighbours(digits: &[u8]) -> Vec<Vec<u8>> {
    let pairs = (1..digits.len()).filter(|at| digits[at - 1] != digits[*at]);
    let swapped = pairs.map(|at| {
        let mut row = digits.to_vec();
        row.swap(at - 1, at);
        row
    });
    swapped.filter(|row| row[0] != b'0').collect()
}

fn one_changed(digits: &[u8]) -> Vec<Vec<u8>> {
    let mut rows = Vec::new();
    for at in 0..digits.len() {
        for digit in b'0'..=b'9' {
            let mut row = digits.to_vec();
            row[at] = digit;
            if row != digits && row[0] != b'0' {
                rows.push(row);
            }
        }
    }
    rows
}
