//! From a mention bound to a slot to an operand of an equation: its value, exactness class and hedge.
//!
//! The classes are those of `docs/semantics.md` §1. This module must not know verdicts.

use super::dates;
use crate::claim::{self, Binding, Candidate, Page};
use crate::exact::Exact;
use crate::mention::{Figure, Kind, Mention};
use crate::rule::spec::DateValue;
use crate::rule::{Rule, Slot, SlotType};
use crate::verdict::{Bound, Class, Equation, Expr, Operand, Options, Sense};

/// What is bound to each slot of a rule, as operands: every way to read it, the usual one first.
///
/// There are several only where a list, a range of dates or a period can be counted in more than one way.
pub(crate) fn readings(page: &Page<'_>, rule: &Rule, candidate: &Candidate) -> Vec<Vec<Bound>> {
    let mut readings = vec![Vec::with_capacity(rule.slots.len())];
    for (slot, binding) in rule.slots.iter().zip(&candidate.slots) {
        let mut ways = ways(page, slot, slot.set && !candidate.measured, binding);
        if let (1, [reading]) = (ways.len(), readings.as_mut_slice()) {
            reading.append(&mut ways);
            continue;
        }
        readings = longer(&readings, &ways);
    }
    readings
}

/// Each reading with each way to read one more slot, the first of them where there are many.
fn longer(readings: &[Vec<Bound>], ways: &[Bound]) -> Vec<Vec<Bound>> {
    let with = |before: &Vec<Bound>, way: &Bound| before.iter().cloned().chain([way.clone()]).collect();
    let all = readings.iter().flat_map(|before| ways.iter().map(move |way| with(before, way)));
    all.take(MAX_READINGS).collect()
}

/// A claim is read in this many ways at most.
const MAX_READINGS: usize = 16;

/// What one slot may stand for; `set` says whether its figures are set rather than measured.
fn ways(page: &Page<'_>, slot: &Slot, set: bool, binding: &Binding) -> Vec<Bound> {
    if slot.accepts == SlotType::List {
        let range = binding.word.clone().unwrap_or(0..0);
        let lists = claim::items(&page.skeleton.text, range);
        return or_missing(lists.into_iter().map(|items| vec![counted(Exact::ONE); items.len()]).collect());
    }
    let mentions = binding.mentions.iter().filter_map(|m| page.mentions.get(*m));
    if let Some(value) = slot.value {
        let values = mentions.filter_map(|m| m.dates).flat_map(|span| match value {
            DateValue::Days => dates::days(&span),
            DateValue::Pace => dates::paces(&span),
        });
        return or_missing(values.map(|value| vec![counted(value)]).collect());
    }
    match mentions.filter_map(|mention| operand(mention, slot, set)).collect::<Vec<_>>() {
        operands if operands.is_empty() => vec![Bound::Missing],
        operands => vec![Bound::Stated(operands)],
    }
}

fn or_missing(ways: Vec<Vec<Operand>>) -> Vec<Bound> {
    let mut ways: Vec<Bound> = ways.into_iter().filter(|way| !way.is_empty()).map(Bound::Stated).collect();
    if ways.is_empty() {
        ways.push(Bound::Missing);
    }
    ways
}

/// A number that was counted and not printed.
fn counted(value: Exact) -> Operand {
    Operand { value, place: Exact::ONE, class: Class::Exact, hedge: None, whole: true, soft: false }
}

/// How many of a mention's units one unit of an equation is: 100 for a percent, which equations see as a fraction.
pub(crate) fn factor(kind: Kind) -> Exact {
    if matches!(kind, Kind::Percent | Kind::Points) { Exact::whole(100) } else { Exact::ONE }
}

/// A mention as an operand of a slot, perhaps one that somebody set; `None` if it states no number.
pub(crate) fn operand(mention: &Mention, slot: &Slot, set: bool) -> Option<Operand> {
    let figure = mention.figure?;
    let factor = factor(mention.kind);
    let counts = mention.kind == Kind::Count || slot.counted && mention.kind == Kind::Number;
    let whole = counts && is_whole(figure);
    let lasts = mention.kind == Kind::Duration && !figure.scaled;
    let set = (set || lasts) && figure.decimals == 0;
    let exact = (whole || set) && !slot.rounded;
    let hedge = match &mention.hedge {
        Some(hedge) => Some((hedge.kind, over(hedge.width, factor)?)),
        None => None,
    };
    Some(Operand {
        value: over(figure.value, factor)?,
        place: over(figure.place, factor)?,
        class: if exact { Class::Exact } else { Class::Rounded },
        hedge,
        whole,
        soft: counts && is_soft(mention, figure.value),
    })
}

/// `value / factor`, where the factor most often is one.
fn over(value: Exact, factor: Exact) -> Option<Exact> {
    if factor == Exact::ONE { Some(value) } else { value.div(factor) }
}

/// Whether a count was printed to the last thing.
fn is_whole(figure: Figure) -> bool {
    figure.decimals == 0 && !figure.scaled && figure.value.is_whole()
}

/// Whether whoever wrote it may have rounded it although it is a count.
fn is_soft(mention: &Mention, value: Exact) -> bool {
    let times = mention.unit.as_ref().is_some_and(|unit| &*unit.family == "person-times");
    let hundreds = || value.is_whole() && value.div(Exact::whole(100)).is_some_and(Exact::is_whole);
    times || !value.is_zero() && hundreds()
}

/// What the engine may tell the judge about a case beyond its figures.
pub(crate) fn options(rule: &Rule, equation: &Equation, bound: &[Bound]) -> Options {
    let missing = |slot: usize| matches!(bound.get(slot), Some(Bound::Missing));
    let whole = |slot: usize| stated(bound, slot).is_some_and(|operand| operand.whole && !operand.soft);
    let slots = equation.slot_set();
    let unknown = slots.iter().find(|slot| missing(*slot));
    let things = |slot: usize| matches!(rule.slots.get(slot).map(|s| s.accepts), Some(SlotType::Figure(s)) if s.0 & THINGS != 0);
    let partner = |slot: usize| things(slot) && slots.iter().any(|other| other != slot && whole(other));
    let mut options = Options {
        crosses_target: rule.threshold,
        sense: sense(rule),
        whole_unknown: unknown.is_some_and(partner),
        ..Options::default()
    };
    if rule.at_most_whole {
        bound_unknown(equation, bound, &mut options);
    }
    options
}

/// The sorts of figure that count things: an unstated percent need not be whole.
const THINGS: u16 = 0b1100;

fn sense(rule: &Rule) -> Sense {
    match rule.info.kind.as_str() {
        "growth" => Sense::Growth,
        "premium" => Sense::Premium,
        "completion" | "target" => Sense::Completion,
        _ => Sense::Other,
    }
}

/// A part cannot exceed its whole: bounds for whichever of the two is not stated.
fn bound_unknown(equation: &Equation, bound: &[Bound], options: &mut Options) {
    let Expr::Div(part, whole) = &equation.left else { return };
    let (Expr::Slot(part), Expr::Slot(whole)) = (&**part, &**whole) else { return };
    match (stated(bound, *part), stated(bound, *whole)) {
        (None, Some(whole)) => options.unknown_at_most = Some(whole.value),
        (Some(part), None) => options.unknown_at_least = Some(part.value),
        _ => {}
    }
}

fn stated(bound: &[Bound], slot: usize) -> Option<&Operand> {
    match bound.get(slot)? {
        Bound::Stated(operands) => operands.first(),
        Bound::Missing => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_read_in_every_way_and_in_sixteen_at_most() {
        let ways = [31, 30].map(|days| Bound::Stated(vec![counted(Exact::whole(days))]));
        let mut readings = vec![Vec::new()];
        let counts = [2, 4, 8, 16, 16].map(|_| {
            readings = longer(&readings, &ways);
            readings.len()
        });
        assert_eq!(counts, [2, 4, 8, MAX_READINGS, MAX_READINGS]);
        assert!(readings.iter().all(|reading| reading.len() == 5));
    }
}
