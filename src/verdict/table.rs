//! The table of verdicts: what is said of a claim all of whose operands are stated.
//!
//! First row that holds wins. This module must not know flags, severities, slips or repairs.

use std::cmp::Ordering;

use super::case::Case;
use super::evaluate::{Checked, Sets, compare, fits, set_of};
use super::readings::{ResultSets, result_spread};
use super::solve::{Unknown, undo};
use super::{End, Interval, Operand, Reading, Reason, Relation, Verdict};
use crate::exact::Exact;

/// What the table says.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    pub(super) verdict: Verdict,
    /// Why, for `Unchecked`.
    pub(super) reason: Option<Reason>,
    pub(super) readings: Vec<Reading>,
    /// The verdict hangs on two closed ends that touch.
    pub(super) boundary: bool,
    /// The exact result of the printed values, and the set the operands allow.
    pub(super) computed: (Exact, Interval),
}

impl Outcome {
    fn new(verdict: Verdict, computed: (Exact, Interval)) -> Outcome {
        let reason = (verdict == Verdict::Unchecked).then_some(Reason::Hedge);
        Outcome { verdict, reason, readings: Vec::new(), boundary: false, computed }
    }
}

/// Looks a claim up in the table.
pub(super) fn look_up(case: &Case<'_>) -> Checked<Outcome> {
    match (case.stated_result(), case.equation.relation) {
        (Some(result), _) => look_up_result(case, result),
        (None, Relation::Equal) => look_up_sides(case),
        (None, relation) => look_up_comparison(case, relation),
    }
}

/// What the operands give, brought to where the result stands: `1 + p` is undone for `p`.
pub(super) fn result_from(case: &Case<'_>, slot: usize, sets: &Sets) -> Checked<Interval> {
    let (free, stated) = case.sides();
    undo(stated, &set_of(free, sets)?, sets, Unknown::only(slot))
}

/// What the operands give as they are printed, brought to where the result stands.
pub(super) fn printed_result(case: &Case<'_>, slot: usize) -> Checked<Interval> {
    let (free, stated) = case.sides();
    // No other figure stands beside the result.
    undo(stated, &case.printed(free)?, &Sets::new(), Unknown::only(slot))
}

/// The one value of a set that was computed from single values.
pub(super) fn value_of(set: &Interval) -> Checked<Exact> {
    set.low.map(|end| end.at).ok_or(Reason::OutOfRange)
}

fn look_up_result(case: &Case<'_>, result: &Operand) -> Checked<Outcome> {
    let slot = case.result.ok_or(Reason::NoTarget)?;
    let printed = printed_result(case, slot)?;
    let value = value_of(&printed)?;
    let allowed = if case.loose() { result_from(case, slot, &case.confirm)? } else { printed };
    let sets = fits(ResultSets::of(result))?;
    let readings = held_readings(&sets, &allowed)?;
    let verdict = result_verdict(case, result, &sets, (value, &allowed), &readings)?;
    let boundary = verdict == Verdict::WithinRounding && touch(&allowed, stands_for(case)?)?;
    Ok(Outcome { readings, boundary, ..Outcome::new(verdict, (value, allowed)) })
}

/// Every reading under which the stated result can come of the values the operands allow.
fn held_readings(sets: &ResultSets, allowed: &Interval) -> Checked<Vec<Reading>> {
    let mut held = Vec::new();
    for (reading, set) in sets.iter() {
        if fits(set.meets(allowed))? {
            held.push(reading);
        }
    }
    Ok(held)
}

/// What the stated result is taken to mean.
fn stands_for<'c>(case: &'c Case<'_>) -> Checked<&'c Interval> {
    let sets = case.result.and_then(|slot| case.confirm.get(slot));
    sets.and_then(|sets| sets.first()).ok_or(Reason::NoTarget)
}

fn result_verdict(
    case: &Case<'_>,
    result: &Operand,
    sets: &ResultSets,
    (value, allowed): (Exact, &Interval),
    readings: &[Reading],
) -> Checked<Verdict> {
    let holds = |reading| sets.get(reading).map_or(Ok(false), |set| fits(set.contains(value)));
    let stands_for = stands_for(case)?;
    if holds(Reading::HalfUp)? || (result.hedge.is_some() && fits(stands_for.contains(value))?) {
        return Ok(Verdict::Consistent);
    }
    if holds(Reading::HalfEven)? {
        return Ok(Verdict::HalfEven);
    }
    if case.loose() && fits(stands_for.meets(allowed))? {
        return Ok(Verdict::WithinRounding);
    }
    if case.hedged() && leaves_room(case, result)? {
        return Ok(Verdict::Unchecked);
    }
    Ok(match readings {
        readings if readings.contains(&Reading::Truncated) => Verdict::Truncated,
        readings if readings.contains(&Reading::RoundedUp) => Verdict::RoundedUp,
        _ => Verdict::Inconsistent,
    })
}

/// Whether the hedges leave room for the stated result.
fn leaves_room(case: &Case<'_>, result: &Operand) -> Checked<bool> {
    let slot = case.result.ok_or(Reason::NoTarget)?;
    let all = fits(result_spread(result))?.refute;
    fits(all.meets(&result_from(case, slot, &*case.refute()?)?))
}

/// Both sides are computed: they agree, can agree, or cannot.
fn look_up_sides(case: &Case<'_>) -> Checked<Outcome> {
    let [left, right] = printed_sides(case)?;
    let [left_set, right_set] = both_sides(case, &case.confirm)?;
    let computed = (value_of(&left)?, left_set);
    if left == right {
        return Ok(Outcome::new(Verdict::Consistent, computed));
    }
    if fits(left_set.meets(&right_set))? {
        let boundary = touch(&left_set, &right_set)?;
        return Ok(Outcome { boundary, ..Outcome::new(Verdict::WithinRounding, computed) });
    }
    let [left, right] = both_sides(case, &*case.refute()?)?;
    let verdict = if fits(left.meets(&right))? { Verdict::Unchecked } else { Verdict::Inconsistent };
    Ok(Outcome::new(verdict, computed))
}

fn look_up_comparison(case: &Case<'_>, relation: Relation) -> Checked<Outcome> {
    let [left, right] = printed_sides(case)?;
    let [left_set, right_set] = if case.loose() { both_sides(case, &case.confirm)? } else { [left, right] };
    let [left_all, right_all] =
        if case.hedged() { both_sides(case, &*case.refute()?)? } else { [left_set, right_set] };
    let possible = can_hold(relation, &left_all, &right_all)?;
    let verdict = if possible && can_hold(relation, &left, &right)? {
        Verdict::Consistent
    } else if can_hold(relation, &left_set, &right_set)? {
        Verdict::WithinRounding
    } else if possible {
        Verdict::Unchecked
    } else {
        Verdict::Inconsistent
    };
    let apart = matches!(relation, Relation::LessOrEqual | Relation::GreaterOrEqual);
    let boundary = verdict == Verdict::WithinRounding && apart && touch(&left_set, &right_set)?;
    Ok(Outcome { boundary, ..Outcome::new(verdict, (value_of(&left)?, left_set)) })
}

fn printed_sides(case: &Case<'_>) -> Checked<[Interval; 2]> {
    Ok([case.printed(&case.equation.left)?, case.printed(&case.equation.right)?])
}

fn both_sides(case: &Case<'_>, sets: &Sets) -> Checked<[Interval; 2]> {
    Ok([set_of(&case.equation.left, sets)?, set_of(&case.equation.right, sets)?])
}

/// Whether two sets have one value in common only, and that at an end of both.
fn touch(a: &Interval, b: &Interval) -> Checked<bool> {
    let Some(at) = fits(a.intersect(b))?.single() else { return Ok(false) };
    let ends_at = |set: &Interval| [set.low, set.high].into_iter().flatten().any(|end| end.at == at);
    Ok(ends_at(a) && ends_at(b) && (a.single().is_none() || b.single().is_none()))
}

/// Whether the relation holds between some value of the one and some value of the other.
pub(super) fn can_hold(relation: Relation, left: &Interval, right: &Interval) -> Checked<bool> {
    match relation {
        Relation::Equal => fits(left.meets(right)),
        Relation::Less => below(left.low, right.high, false),
        Relation::LessOrEqual => below(left.low, right.high, true),
        Relation::Greater => below(right.low, left.high, false),
        Relation::GreaterOrEqual => below(right.low, left.high, true),
    }
}

/// Whether a set that starts at `low` has a value below (or at) one of a set that ends at `high`.
fn below(low: Option<End>, high: Option<End>, or_equal: bool) -> Checked<bool> {
    let (Some(low), Some(high)) = (low, high) else { return Ok(true) };
    Ok(match compare(low.at, high.at)? {
        Ordering::Less => true,
        Ordering::Equal => or_equal && !low.open && !high.open,
        Ordering::Greater => false,
    })
}
