//! How much a verdict proves: the flags beside it.
//!
//! This module counts what else would have passed and notices what rounding hides. It must not decide verdicts.

use super::case::Case;
use super::evaluate::{Checked, fits};
use super::readings::operand_spread;
use super::table::Outcome;
use super::{Class, End, Expr, Flag, Interval, Operand, Options, Reading, Verdict};
use crate::exact::Exact;

/// From how many passing results on a claim has low power.
const LOW_POWER: u64 = 10;
/// From how many passing results on the stated one has digits its operands cannot support.
const EXCESS_DIGITS: u64 = 100;

/// What to know beside the verdict of a claim all of whose operands are stated.
pub(super) fn flags(case: &Case<'_>, options: &Options, outcome: &Outcome) -> Checked<Vec<Flag>> {
    let mut flags = Vec::new();
    if case.hedged() {
        flags.push(Flag::Hedged);
    }
    if outcome.boundary {
        flags.push(Flag::Boundary);
    }
    if options.crosses_target && crosses_target(case)? {
        flags.push(Flag::CrossesTarget);
    }
    let Some(result) = case.stated_result() else { return Ok(flags) };
    if outcome.verdict != Verdict::Unchecked {
        flags.extend(power_flags(result, &outcome.computed.1)?);
    }
    if outcome.verdict > Verdict::HalfEven && rounded_twice(result, outcome.computed.0)? {
        flags.push(Flag::DoubleRounding);
    }
    Ok(flags)
}

fn power_flags(result: &Operand, allowed: &Interval) -> Checked<Vec<Flag>> {
    let mut flags = Vec::new();
    let passing = fits(passing_results(result, allowed))?;
    if let Some(k) = passing.filter(|k| *k >= LOW_POWER) {
        flags.push(Flag::LowPower { k });
        if k >= EXCESS_DIGITS {
            flags.push(Flag::ExcessDigits);
        }
    }
    Ok(flags)
}

/// How many results with as many decimals as the stated one would have passed; no number where hedges leave
/// the set without an end.
fn passing_results(result: &Operand, allowed: &Interval) -> Option<Option<u64>> {
    let (Some(low), Some(high)) = (allowed.low, allowed.high) else { return Some(None) };
    let (first, last) = match result.class {
        Class::Exact => (first_multiple(low, result.place)?, last_multiple(high, result.place)?),
        Class::Rounded => (first_rounded(low, result.place)?, last_rounded(high, result.place)?),
    };
    let count = last.sub(first)?.add(Exact::ONE)?;
    Some(Some(if count.is_negative() { 0 } else { u64::try_from(count.numerator()).unwrap_or(u64::MAX) }))
}

/// The lowest multiple of `place` not below `low`, counted in places.
fn first_multiple(low: End, place: Exact) -> Option<Exact> {
    let places = low.at.div(place)?;
    if low.open { places.floor().add(Exact::ONE) } else { places.ceil() }
}

fn last_multiple(high: End, place: Exact) -> Option<Exact> {
    first_multiple(End { at: high.at.neg()?, ..high }, place)?.neg()
}

/// The lowest number of places that a value from `low` up is rounded to, half away from zero.
fn first_rounded(low: End, place: Exact) -> Option<Exact> {
    let places = low.at.div(place)?;
    let half = Exact::ratio(1, 2)?;
    if places.is_negative() && !low.open {
        // -2.5 itself rounds to -3, anything above it to -2.
        return places.sub(half)?.ceil();
    }
    Some(places.add(half)?.floor())
}

fn last_rounded(high: End, place: Exact) -> Option<Exact> {
    first_rounded(End { at: high.at.neg()?, ..high }, place)?.neg()
}

/// Whether rounding half up at one more decimal and then again gives the stated result, though once does not.
pub(super) fn rounded_twice(result: &Operand, value: Exact) -> Checked<bool> {
    if result.class == Class::Exact || result.hedge.is_some() {
        return Ok(false);
    }
    let finer = fits(result.place.div(Exact::whole(10)))?;
    let once = fits(half_up(value, finer))?;
    let twice = fits(half_up(once, result.place))?;
    let stated = fits(Reading::HalfUp.set(result.value, result.place))?;
    Ok(twice == result.value && !fits(stated.contains(value))?)
}

/// The multiple of `place` nearest to `value`, half away from zero.
fn half_up(value: Exact, place: Exact) -> Option<Exact> {
    let rounded = value.abs()?.div(place)?.add(Exact::ratio(1, 2)?)?.floor().mul(place)?;
    if value.is_negative() { rounded.neg() } else { Some(rounded) }
}

/// Whether the percent is on one side of 100 % while actual and target, as printed, are on the other. A hedge
/// counts only where all it can mean is on that side.
fn crosses_target(case: &Case<'_>) -> Checked<bool> {
    let (Expr::Div(actual, target), Expr::Slot(percent)) = case.sides() else { return Ok(false) };
    let (Expr::Slot(actual), Expr::Slot(target)) = (&**actual, &**target) else { return Ok(false) };
    let operand = |slot: &usize| case.operands().find(|(own, _)| own == slot).map(|(_, operand)| operand);
    let (Some(actual), Some(target), Some(percent)) = (operand(actual), operand(target), operand(percent))
    else {
        return Ok(false);
    };
    let one = Interval::point(Exact::ONE);
    let (actual, target, percent) = (meant(actual)?, meant(target)?, meant(percent)?);
    let missed = always_below(&actual, &target)?;
    let met = never_below(&actual, &target)?;
    let claims_met = never_below(&percent, &one)?;
    let claims_missed = always_below(&percent, &one)?;
    Ok((claims_met && missed) || (claims_missed && met))
}

fn meant(operand: &Operand) -> Checked<Interval> {
    match operand.hedge {
        None => Ok(Interval::point(operand.value)),
        Some(_) => Ok(fits(operand_spread(operand))?.refute),
    }
}

/// Whether every value of `a` is below every value of `b`.
fn always_below(a: &Interval, b: &Interval) -> Checked<bool> {
    let gap = fits(b.sub(a))?;
    Ok(gap.low.is_some_and(|low| !low.at.is_negative() && (low.open || !low.at.is_zero())))
}

/// Whether every value of `a` is at or above every value of `b`.
fn never_below(a: &Interval, b: &Interval) -> Checked<bool> {
    let gap = fits(a.sub(b))?;
    Ok(gap.low.is_some_and(|low| !low.at.is_negative()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    fn operand(value: &str, place: &str, class: Class) -> Operand {
        Operand { value: n(value), place: n(place), class, hedge: None, whole: false, soft: false }
    }

    #[test]
    fn counts_the_results_that_would_pass() {
        let ends = |low: &str, low_open, high: &str, high_open| Interval {
            low: Some(End { at: n(low), open: low_open }),
            high: Some(End { at: n(high), open: high_open }),
        };
        for (set, rounded, exact) in [
            (ends("2", false, "2", false), 1, 1),
            (ends("1.5", false, "2.5", false), 2, 1),
            (ends("1.5", true, "2.5", true), 1, 1),
            (ends("1.4", false, "2.6", false), 3, 1),
            (ends("-2.5", false, "-1.5", false), 2, 1),
            (ends("-2.5", true, "-1.5", true), 1, 1),
            (ends("-0.5", true, "0.5", true), 1, 1),
            (ends("-0.5", false, "0.5", false), 3, 1),
            (ends("1", true, "3", true), 3, 1),
            (ends("1", false, "3", false), 3, 3),
        ] {
            let count = |class| passing_results(&operand("2", "1", class), &set).unwrap().unwrap();
            assert_eq!(count(Class::Rounded), rounded, "{set:?}");
            assert_eq!(count(Class::Exact), exact, "{set:?}");
        }
        assert_eq!(passing_results(&operand("2", "1", Class::Rounded), &Interval::ALL), Some(None));
    }

    #[test]
    fn rounding_twice_is_told_from_rounding_once() {
        let stated = operand("1.205", "0.001", Class::Rounded);
        assert_eq!(rounded_twice(&stated, n("1.20449")), Ok(true));
        assert_eq!(rounded_twice(&stated, n("1.2045")), Ok(false));
        assert_eq!(rounded_twice(&stated, n("1.20444")), Ok(false));
        let lower = operand("-1.205", "0.001", Class::Rounded);
        assert_eq!(rounded_twice(&lower, n("-1.20449")), Ok(true));
    }
}
