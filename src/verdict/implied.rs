//! A claim with one operand unstated: the set that operand must be in, and a number in it worth naming.
//!
//! This module must not know the table for claims whose operands are all stated.

use std::cmp::Ordering;

use super::case::{Case, sets};
use super::evaluate::{Checked, fits};
use super::readings::{operand_spread, result_set};
use super::solve::{Unknown, solve};
use super::table::{printed_result, value_of};
use super::{Class, End, Flag, Interval, Judgement, Options, Reading, Reason, Verdict};
use crate::exact::Exact;

/// The most significant digits a round number has.
const ROUND_DIGITS: i32 = 3;

/// Solves a claim for the slot it does not state.
pub(super) fn solve_for(case: &Case<'_>, options: &Options, slot: usize) -> Checked<Judgement> {
    let found = bounded(solve(case.equation, &case.confirm, Unknown::only(slot))?, options)?;
    if fits(found.is_empty())? {
        return Err(Reason::NegativeBase);
    }
    let mut judgement = Judgement::bare(Verdict::Implied);
    judgement.implied = Some((slot, found));
    if case.hedged() {
        judgement.flags.push(Flag::Hedged);
    }
    if case.result == Some(slot) {
        let value = value_of(&printed_result(case, slot)?)?;
        judgement.computed = Some((value, found));
    }
    if options.whole_unknown && first_whole(&found)?.is_none() && counts_whole_things(case) {
        judgement.verdict = Verdict::Impossible;
        judgement.truncation_would_allow = whole_if_truncated(case, options, slot)?;
    }
    judgement.round_number = match only_whole(&found)? {
        Some(whole) if options.whole_unknown => Some(whole),
        _ if judgement.verdict == Verdict::Impossible => None,
        _ => roundest(&found).flatten(),
    };
    Ok(judgement)
}

/// The set within the bounds the caller knows; bounds that leave nothing are let go.
fn bounded(found: Interval, options: &Options) -> Checked<Interval> {
    let known = Interval {
        low: options.unknown_at_least.map(End::closed),
        high: options.unknown_at_most.map(End::closed),
    };
    let within = fits(found.intersect(&known))?;
    Ok(if fits(within.is_empty())? { found } else { within })
}

/// Whether every stated figure but the result is a count of whole things, and none is hedged or soft: only then
/// can a fraction be called impossible.
fn counts_whole_things(case: &Case<'_>) -> bool {
    !case.hedged()
        && !case.soft()
        && case.operands().all(|(slot, operand)| operand.whole || case.result == Some(slot))
}

/// The lowest whole number in a set (the highest, where it has no lower end).
fn first_whole(set: &Interval) -> Checked<Option<Exact>> {
    let candidate = match (set.low, set.high) {
        (Some(low), _) if low.open => fits(low.at.floor().add(Exact::ONE))?,
        (Some(low), _) => fits(low.at.ceil())?,
        (None, Some(high)) if high.open => fits(high.at.ceil().and_then(|at| at.sub(Exact::ONE)))?,
        (None, Some(high)) => high.at.floor(),
        (None, None) => Exact::ZERO,
    };
    Ok(fits(set.contains(candidate))?.then_some(candidate))
}

/// The only whole number in a set.
fn only_whole(set: &Interval) -> Checked<Option<Exact>> {
    let (Some(_), Some(_), Some(first)) = (set.low, set.high, first_whole(set)?) else { return Ok(None) };
    let next = fits(first.add(Exact::ONE))?;
    Ok((!fits(set.contains(next))?).then_some(first))
}

/// A whole number that would do if the stated result had been cut off instead of rounded.
fn whole_if_truncated(case: &Case<'_>, options: &Options, slot: usize) -> Checked<Option<Exact>> {
    let cut = sets(case.slots, |own, operand| match operand.class {
        Class::Rounded if case.result == Some(own) => result_set(operand, Reading::Truncated),
        Class::Exact if case.result == Some(own) => result_set(operand, Reading::HalfUp),
        _ => Some(operand_spread(operand)?.confirm),
    })?;
    first_whole(&bounded(solve(case.equation, &cut, Unknown::only(slot))?, options)?)
}

/// The number in a set with the fewest significant digits, three at most; of several the one nearest to the
/// middle. None where the set has no end or holds zero.
fn roundest(set: &Interval) -> Option<Option<Exact>> {
    let (Some(low), Some(high)) = (set.low, set.high) else { return Some(None) };
    if set.contains(Exact::ZERO)? || set.is_empty()? {
        return Some(None);
    }
    if low.at.is_negative() {
        return Some(match roundest(&set.neg()?)? {
            None => None,
            Some(found) => Some(found.neg()?),
        });
    }
    let middle = low.at.add(high.at)?.half()?;
    let top = magnitude(high.at)?;
    for digits in 0..ROUND_DIGITS {
        let nearest = nearest_multiple(set, middle, Exact::pow10(top - digits)?)?;
        if nearest.is_some() {
            return Some(nearest);
        }
    }
    Some(None)
}

/// The multiple of `step` in the set that is nearest to `middle`.
fn nearest_multiple(set: &Interval, middle: Exact, step: Exact) -> Option<Option<Exact>> {
    let below = middle.div(step)?.floor().mul(step)?;
    let above = below.add(step)?;
    let nearer = match middle.sub(below)?.compare(above.sub(middle)?)? {
        Ordering::Greater => [above, below],
        _ => [below, above],
    };
    for candidate in nearer {
        if !candidate.is_zero() && set.contains(candidate)? {
            return Some(Some(candidate));
        }
    }
    Some(None)
}

/// The power of ten of the first digit of a value above zero.
fn magnitude(value: Exact) -> Option<i32> {
    let mut power = 0;
    while value.compare(Exact::pow10(power + 1)?)? != Ordering::Less {
        power += 1;
    }
    while value.compare(Exact::pow10(power)?)? == Ordering::Less {
        power -= 1;
    }
    Some(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    fn closed(low: &str, high: &str) -> Interval {
        Interval::closed(n(low), n(high))
    }

    #[test]
    fn the_roundest_number() {
        for (low, high, expected) in [
            ("11963000", "12071000", Some("12000000")),
            ("150", "960", Some("600")),
            ("14.2", "26", Some("20")),
            ("0.00123", "0.00129", Some("0.00126")),
            ("1234.5", "1234.9", None),
            ("-1207", "-1196", Some("-1200")),
            ("96", "104", Some("100")),
            ("-5", "5", None),
        ] {
            assert_eq!(roundest(&closed(low, high)).unwrap(), expected.map(n), "{low}..{high}");
        }
        assert_eq!(roundest(&Interval::ALL), Some(None));
    }

    #[test]
    fn whole_numbers_in_a_set() {
        assert_eq!(first_whole(&closed("2.1", "2.9")), Ok(None));
        assert_eq!(only_whole(&closed("2.1", "3.9")), Ok(Some(n("3"))));
        assert_eq!(only_whole(&closed("2", "3")), Ok(None));
        assert_eq!(first_whole(&Interval::open(n("2"), n("3"))), Ok(None));
        assert_eq!(first_whole(&Interval::from_low(End::open(n("2")))), Ok(Some(n("3"))));
        assert_eq!(first_whole(&Interval::to_high(End::open(n("2")))), Ok(Some(n("1"))));
    }
}
