//! The choice: of the ways in which a rule reads a stretch of text, the first that can stand.
//!
//! Candidates come in the order of the rule's patterns. One that is too loose to accuse stands only if it holds. A
//! list of parts ends where the parts add up. This module must not know text.

use std::cmp::Ordering;

use crate::claim::{Binding, Candidate, Offer, Page};
use crate::exact::Exact;
use crate::rule::Rule;
use crate::verdict::{self, Bound, Equation, Flag, Judgement, Options, Reason, Verdict};

use super::operands;

/// One claim, judged.
pub(crate) struct Judged<'p> {
    pub(crate) rule: &'p Rule,
    /// The rule's place in the pack.
    pub(crate) order: usize,
    pub(crate) anchor: usize,
    pub(crate) candidate: Candidate,
    /// The equation that was judged, as the rule writes it.
    pub(crate) equation: &'p (String, Equation),
    pub(crate) judgement: Judgement,
}

/// A candidate that cannot stand.
pub(crate) enum Dropped<'p> {
    /// Its pattern is too loose to accuse, and the figures do not hold.
    Unconfirmed(Box<Judged<'p>>),
    /// So much is not stated that no equation can be solved.
    Unsolved { order: usize, anchor: usize, candidate: Candidate },
}

/// The first candidate of an offer that can stand, judged; whoever watches is told of those before it.
pub(crate) fn decide<'p>(
    page: &Page<'_>,
    offer: Offer<'p>,
    watch: Option<&dyn Fn(Dropped<'p>)>,
) -> Option<Judged<'p>> {
    let tell = |dropped| {
        if let Some(watch) = watch {
            watch(dropped);
        }
    };
    let Offer { rule, order, anchor, candidates } = offer;
    for mut candidate in candidates {
        // What is dropped if it does not hold need not be explained to nobody.
        let brief = candidate.confirm_only && watch.is_none();
        let found = match candidate.reason {
            Some(reason) => Some((rule.equations.first()?, unchecked(reason, &candidate))),
            None => {
                end_list(page, rule, &mut candidate);
                judge(page, rule, &candidate, brief)
            }
        };
        let Some((mut equation, mut judgement)) = found else {
            tell(Dropped::Unsolved { order, anchor, candidate });
            continue;
        };
        let stands = !candidate.confirm_only || confirms(&judgement);
        if brief && stands && !holds(&judgement) {
            (equation, judgement) = judge(page, rule, &candidate, false)?;
        }
        let judged = Judged { rule, order, anchor, candidate, equation, judgement };
        if stands {
            return Some(judged);
        }
        tell(Dropped::Unconfirmed(Box::new(judged)));
    }
    None
}

/// Whether a judgement speaks for a reading that is too loose to accuse: the figures agree or nothing contradicts them,
/// it raises nothing, and it does not hold only because a hedge leaves room. A percent that was cut off is no agreement,
/// however mild it is: it says no more in a report that rounds.
fn confirms(judgement: &Judgement) -> bool {
    let loose = judgement.verdict == Verdict::WithinRounding && judgement.flags.contains(&Flag::Hedged);
    let agrees = holds(judgement) || judgement.verdict == Verdict::Implied;
    judgement.severity.is_none() && agrees && !loose
}

/// Whether the figures agree, exactly or within rounding.
pub(crate) fn holds(judgement: &Judgement) -> bool {
    judgement.verdict.holds()
}

fn unchecked(reason: Reason, candidate: &Candidate) -> Judgement {
    let mut judgement = Judgement::unchecked(reason);
    judgement.intervals = vec![Vec::new(); candidate.slots.len()];
    judgement
}

/// Judges every way to read the figures; the first that raises nothing, else the usual one.
pub(super) fn judge<'p>(
    page: &Page<'_>,
    rule: &'p Rule,
    candidate: &Candidate,
    brief: bool,
) -> Option<(&'p (String, Equation), Judgement)> {
    judge_readings(rule, &operands::readings(page, rule, candidate), brief)
}

/// Judges every way to read what is bound to the slots of a rule, wherever it came from.
pub(crate) fn judge_readings<'p>(
    rule: &'p Rule,
    readings: &[Vec<Bound>],
    brief: bool,
) -> Option<(&'p (String, Equation), Judgement)> {
    let mut first = None;
    for bound in readings {
        let Some(found) = judge_reading(rule, bound, brief) else { continue };
        if found.1.severity.is_none() {
            return Some(found);
        }
        first.get_or_insert(found);
    }
    first
}

/// Of a rule's equations, judges those whose slots are all bound and reports the worst; else the first that lacks
/// one slot.
fn judge_reading<'p>(
    rule: &'p Rule,
    bound: &[Bound],
    brief: bool,
) -> Option<(&'p (String, Equation), Judgement)> {
    let is_missing = |slot: &usize| matches!(bound.get(*slot), Some(Bound::Missing));
    let missing = |equation: &Equation| equation.slot_set().iter().filter(is_missing).count();
    if brief && rule.equations.iter().chain(&rule.or_else).all(|(_, equation)| is_hopeless(equation, bound)) {
        return None;
    }
    let run = |entry: &'p (String, Equation)| {
        let options = Options { brief, ..operands::options(rule, &entry.1, bound) };
        (entry, verdict::judge(&entry.1, bound, &options))
    };
    if let Some(entry) = rule.equations.iter().find(|(_, equation)| missing(equation) == 0)
        && has_no_base(rule, entry, bound)
    {
        return Some((entry, Judgement::unchecked(Reason::NegativeBase)));
    }
    let full = rule.equations.iter().filter(|(_, equation)| missing(equation) == 0).map(run);
    let worst = full.max_by_key(|(_, judgement)| judgement.verdict);
    let (entry, judgement) = match worst {
        Some(found) => found,
        None => run(rule.equations.iter().find(|(_, equation)| missing(equation) == 1)?),
    };
    match &rule.or_else {
        Some(weaker) if !holds(&judgement) && missing(&weaker.1) == 0 => Some(run(weaker)),
        _ => Some((entry, judgement)),
    }
}

/// Whether something is said to have grown by all of itself or by more (50万元,比上年增加50万元,增长100%): there was nothing to grow from,
/// and no rate says how much it grew.
fn has_no_base(rule: &Rule, (source, _): &(String, Equation), bound: &[Bound]) -> bool {
    let stated = |name: &str| {
        let slot = rule.slots.iter().position(|slot| slot.name == name)?;
        match bound.get(slot)? {
            Bound::Stated(operands) => operands.first().map(|operand| operand.value),
            Bound::Missing => None,
        }
    };
    let grew = rule.info.kind == "growth" && source.contains("actual / increment = 1 + ");
    let values = || stated("actual").zip(stated("increment"));
    grew.then(values)
        .flatten()
        .and_then(|(actual, increment)| actual.compare(increment))
        .is_some_and(Ordering::is_le)
}

/// Whether an equation lacks so much that nothing confirms it: several slots, or one that it cannot be solved for.
fn is_hopeless(equation: &Equation, bound: &[Bound]) -> bool {
    let slots = equation.slot_set();
    let mut missing = slots.iter().filter(|slot| matches!(bound.get(*slot), Some(Bound::Missing)));
    missing.next().is_some_and(|first| !equation.solves_for(first) || missing.next().is_some())
}

/// Cuts a list of parts off where the parts so far add up to the total, if they do anywhere: counted from the
/// total, whether the list follows it or leads up to it (A三件、B四件,合计七件).
fn end_list(page: &Page<'_>, rule: &Rule, candidate: &mut Candidate) {
    let Some(slot) = rule.slots.iter().position(|slot| slot.prefix) else { return };
    let Some(total) = rule.slots.iter().position(|slot| slot.name == "total") else { return };
    let value = |mention: &usize| page.mentions.get(*mention).and_then(|m| m.figure).map(|f| f.value);
    let first = |binding: &Binding| binding.mentions.first().copied();
    let Some(at) = candidate.slots.get(total).and_then(first) else { return };
    let total = value(&at);
    let Some(parts) = candidate.slots.get_mut(slot) else { return };
    let before = parts.mentions.last().is_some_and(|last| *last < at);
    if before {
        parts.mentions.reverse();
    }
    let mut sum = Some(Exact::ZERO);
    let mut end = None;
    for (index, part) in parts.mentions.iter().enumerate() {
        sum = sum.zip(value(part)).and_then(|(sum, part)| sum.add(part));
        if sum.is_some() && sum == total && index > 0 {
            end = Some(index + 1);
        }
    }
    if let Some(end) = end {
        parts.mentions.truncate(end);
    }
    if before {
        parts.mentions.reverse();
    }
}
