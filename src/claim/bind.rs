//! Binding: from what a pattern captured to figures that fit their slots, units and names.
//!
//! This module must not know how a pattern matched, nor what the figures have to satisfy.

use std::cmp::Ordering;
use std::ops::Range;

use super::machine::Stretch;
use super::trace::{Misfit, Why};
use super::units::{both_money, comparable};
use super::{Binding, Page, guard, names, row};
use crate::mention::{HedgeKind, Kind, Mention};
use crate::rule::program::Program;
use crate::rule::{Like, Rule, Slot, SlotType};
use crate::verdict::Reason;

/// How many mentions back a search looks.
const SEARCH: usize = 24;
/// How many sentences back a search looks.
const SEARCH_SENTENCES: usize = 3;

/// The slots of a match while they are being settled.
pub(crate) struct Bindings<'a> {
    pub(crate) page: &'a Page<'a>,
    pub(crate) rule: &'a Rule,
    pub(crate) slots: Vec<Binding>,
    pub(crate) reason: Option<Reason>,
    /// Several figures would have fitted a slot that was looked for: the nearest was taken, too loosely to accuse.
    pub(crate) ambiguous: bool,
}

/// Where the slot stands in each repetition of an element, one after the other from the beginning of a stretch.
pub(crate) fn items(item: &Program, mut stretch: Stretch<'_>, slot: usize) -> Vec<usize> {
    let mut found = Vec::new();
    while let Some(one) = stretch.here(item) {
        let whole = one.whole();
        found.extend(one.slot(slot).map(|slot| slot.start));
        if whole.is_empty() {
            break;
        }
        stretch.range.start = whole.end;
    }
    found
}

/// The figure that a claim is about: that of the first slot that is neither a percent nor unbound.
pub(crate) fn leading(rule: &Rule, slots: &[Binding]) -> Option<usize> {
    let preferred = ["actual", "total", "part", "numerator"];
    let number = |name: &&str| rule.slots.iter().position(|slot| slot.name == **name);
    let bound = |slot: usize| slots.get(slot).and_then(|binding| binding.mentions.first()).copied();
    let named = preferred.iter().filter_map(number).find_map(bound);
    named.or_else(|| slots.iter().filter_map(|binding| binding.mentions.first()).min().copied())
}

/// The first slot of these names that a rule has, with the one figure bound to it; none where it is paired with a row's
/// figures or holds several.
pub(crate) fn only(rule: &Rule, slots: &[Binding], names: &[&str]) -> Option<(usize, usize)> {
    let number = |name: &&str| rule.slots.iter().position(|slot| slot.name == **name);
    let slot = names.iter().find_map(number)?;
    match (rule.slots.get(slot)?.in_step_with, slots.get(slot)?.mentions.as_slice()) {
        (None, [figure]) => Some((slot, *figure)),
        _ => None,
    }
}

impl Bindings<'_> {
    /// Checks and completes the bindings; an error when they cannot make a claim.
    pub(crate) fn settle(&mut self, matched: &Range<usize>, trim: &[String]) -> Result<(), Misfit> {
        let rule = self.rule;
        for (number, slot) in rule.slots.iter().enumerate() {
            if slot.search && self.mentions(number).is_empty() {
                self.search(number, slot, matched, trim);
            }
            if let Some(other) = slot.in_step_with {
                self.keep_step(number, other)?;
            }
            if let Some(other) = slot.copy_of {
                let copied = self.mentions(other).to_vec();
                self.set(number, copied);
            }
        }
        for (number, slot) in rule.slots.iter().enumerate() {
            self.check_units(number, slot)?;
            let misfit = |mention: &usize| Some((*mention, self.misfit(*mention, slot, trim)?));
            if let Some((mention, why)) = self.mentions(number).iter().find_map(misfit) {
                return Err(self.refusal(number, Some(mention), why));
            }
        }
        self.check_ranges();
        Ok(())
    }

    fn refusal(&self, slot: usize, mention: Option<usize>, why: Why) -> Misfit {
        let other = why.against().and_then(|other| self.slots.get(other));
        let placeholder = |mention: &usize| {
            let at = self.page.skeleton.at.get(*mention)?;
            Some(*at..*at + 1)
        };
        let against =
            other.and_then(|other| other.word.clone().or_else(|| placeholder(other.mentions.first()?)));
        Misfit { slot, mention, why, against }
    }

    fn set(&mut self, slot: usize, mentions: Vec<usize>) {
        if let Some(binding) = self.slots.get_mut(slot) {
            binding.mentions = mentions;
        }
    }

    fn mentions(&self, slot: usize) -> &[usize] {
        self.slots.get(slot).map_or(&[], |binding| &binding.mentions)
    }

    fn mention(&self, number: usize) -> Option<&Mention> {
        self.page.mentions.get(number)
    }

    /// Looks back from the match for a figure that fits a slot, nearest first.
    fn search(&mut self, number: usize, slot: &Slot, matched: &Range<usize>, trim: &[String]) {
        let SlotType::Figure(sorts) = slot.accepts else { return };
        let skeleton = &self.page.skeleton;
        let used: Vec<usize> =
            self.slots.iter().flat_map(|binding| binding.mentions.iter().copied()).collect();
        let first = used.iter().min().copied().unwrap_or(0);
        let floor = sentences_back(&skeleton.text, matched.start);
        let candidates =
            (0..first).rev().take(SEARCH).take_while(|m| skeleton.at.get(*m).is_some_and(|at| *at >= floor));
        let mut found = candidates
            .filter(|m| skeleton.sorts.get(*m).is_some_and(|sort| sorts.0 & (1 << sort) != 0))
            .filter(|candidate| {
                self.unit_fits(*candidate, slot) == Some(true)
                    && self.counts_alike(*candidate, slot)
                    && self.misfit(*candidate, slot, trim).is_none()
            });
        let (nearest, next) = (found.next(), found.next());
        drop(found);
        self.ambiguous |= next.is_some();
        if let (Some(nearest), Some(binding)) = (nearest, self.slots.get_mut(number)) {
            binding.mentions.push(nearest);
        }
    }

    /// Whether a figure that is looked for counts what the other one counts: people are no part of so many events, though
    /// both are counted.
    fn counts_alike(&self, candidate: usize, slot: &Slot) -> bool {
        let unit = |mention: usize| self.mention(mention).filter(|m| m.kind == Kind::Count)?.unit.as_ref();
        let other = slot.same_unit_as.and_then(|other| self.mentions(other).first()).copied();
        match (unit(candidate), other.and_then(unit)) {
            (Some(a), Some(b)) => a.printed == b.printed,
            _ => true,
        }
    }

    /// Moves a slot from the last figure of its row to the one at the place that another slot's figure has in its own.
    fn keep_step(&mut self, number: usize, other: usize) -> Result<(), Misfit> {
        let [last] = *self.mentions(number) else { return Ok(()) };
        let (row, place) = match *self.mentions(other) {
            [anchor] => {
                let row = row::around(self.page, anchor);
                let place = row.iter().position(|mention| *mention == anchor);
                (row, place)
            }
            _ => (Vec::new(), None),
        };
        let own = row::ending_at(self.page, last);
        match place.and_then(|place| own.get(place)) {
            Some(found) if row.len() >= 2 && own.len() == row.len() => {
                self.set(number, vec![*found]);
                Ok(())
            }
            _ => {
                let why = Why::OutOfStep { with: other, own: own.len(), other: row.len() };
                Err(self.refusal(number, Some(last), why))
            }
        }
    }

    /// Why names or sizes keep a figure from being bound to a slot, if they do.
    fn misfit(&self, candidate: usize, slot: &Slot, trim: &[String]) -> Option<Why> {
        let unit = self.mention(candidate).and_then(|mention| mention.unit.as_ref());
        if slot.units.as_ref().is_some_and(|units| !units.take(unit)) {
            return Some(Why::OtherUnit);
        }
        let named = slot.like.as_ref().filter(|like| !self.is_like(candidate, like, trim));
        let named = named.map(|like| match like.not {
            false => Why::Unlike(like.slot, like.chars),
            true => Why::Alike(like.slot, like.chars),
        });
        named.or_else(|| slot.at_least.filter(|other| !self.is_at_least(candidate, *other)).map(Why::Below))
    }

    fn is_like(&self, candidate: usize, like: &Like, trim: &[String]) -> bool {
        let Some(binding) = self.slots.get(like.slot) else { return true };
        let text = &self.page.skeleton.text;
        let word = match (&binding.word, binding.mentions.first()) {
            (Some(range), _) => text.get(range.clone()).unwrap_or("").to_owned(),
            (None, Some(mention)) => self.name(*mention),
            (None, None) => return like.not,
        };
        names::resemble(&word, &self.name(candidate), like.chars, trim) != like.not
    }

    /// The words around a figure.
    fn name(&self, mention: usize) -> String {
        let skeleton = &self.page.skeleton;
        let Some(at) = skeleton.at.get(mention).copied() else { return String::new() };
        let part = |range: Range<usize>| skeleton.text.get(range).unwrap_or("");
        format!("{} {}", part(names::before(skeleton, at)), part(names::after(skeleton, at)))
    }

    fn is_at_least(&self, candidate: usize, other: usize) -> bool {
        let value = |mention: usize| self.mention(mention).and_then(|m| m.figure).map(|f| f.value);
        let Some(limit) = self.mentions(other).first().and_then(|mention| value(*mention)) else {
            return true;
        };
        value(candidate).and_then(|v| v.compare(limit)).is_some_and(|order| order != Ordering::Less)
    }

    /// Drops repeated figures of another unit; refuses a single figure of another family, or says that two
    /// currencies cannot be compared.
    fn check_units(&mut self, number: usize, slot: &Slot) -> Result<(), Misfit> {
        let Some(other) = slot.same_unit_as else { return Ok(()) };
        let bound = self.mentions(number).to_vec();
        let first = bound.first().copied();
        let few = |found: usize| Why::TooFew(found, slot.min);
        if bound.len() > 1 {
            let fits = |m: &usize| self.unit_fits(*m, slot) == Some(true) && !self.is_threshold(*m);
            let kept: Vec<usize> = bound.into_iter().filter(fits).collect();
            let found = kept.len();
            self.set(number, kept);
            return if found >= slot.min { Ok(()) } else { Err(self.refusal(number, first, few(found))) };
        }
        if first.is_some() && slot.min > 1 {
            return Err(self.refusal(number, first, few(1)));
        }
        match first.and_then(|mention| self.unit_fits(mention, slot)) {
            Some(false) => Err(self.refusal(number, first, Why::Unit(other))),
            _ => Ok(()),
        }
    }

    /// A figure with 以上 or 以下 inside a list names a class, it is no part.
    fn is_threshold(&self, mention: usize) -> bool {
        let hedge = self.mention(mention).and_then(|m| m.hedge.as_ref()).map(|hedge| hedge.kind);
        matches!(hedge, Some(HedgeKind::AtLeast | HedgeKind::AtMost))
    }

    /// Whether a figure has the unit of the slot it must share it with; notes two currencies.
    fn unit_fits(&self, candidate: usize, slot: &Slot) -> Option<bool> {
        let Some(other) = slot.same_unit_as.and_then(|other| self.mentions(other).first()) else {
            return Some(true);
        };
        let (a, b) = (self.mention(candidate)?, self.mention(*other)?);
        let strange =
            |a: &Mention, b: &Mention| slot.counted && a.kind == Kind::Number && b.kind == Kind::Quantity;
        Some((comparable(a, b) || both_money(a, b)) && !strange(a, b) && !strange(b, a))
    }

    fn check_ranges(&mut self) {
        let found = self.rule.slots.iter().enumerate().find_map(|(number, slot)| self.obstacle(number, slot));
        self.reason = found.or(self.reason);
    }

    /// Why the figures of a slot cannot be judged: one is a range, or two currencies meet.
    fn obstacle(&self, number: usize, slot: &Slot) -> Option<Reason> {
        let bound: Vec<&Mention> = self.mentions(number).iter().filter_map(|m| self.mention(*m)).collect();
        if bound.iter().any(|m| m.kind == Kind::Range) {
            return Some(Reason::Range);
        }
        let other = slot
            .same_unit_as
            .and_then(|other| self.mentions(other).first())
            .and_then(|m| self.mention(*m))?;
        bound.iter().any(|m| !comparable(m, other)).then_some(Reason::UnitMismatch)
    }
}

/// The byte behind the end of the sentence that lies a few sentences before `at`, or as far back as is seen.
fn sentences_back(text: &str, at: usize) -> usize {
    let floor = guard::floor(text, at);
    let head = text.get(floor..at).unwrap_or("");
    let ends = head.char_indices().rev().filter(|(_, c)| matches!(c, '。' | '!' | '?'));
    ends.map(|(mark, c)| floor + mark + c.len_utf8()).nth(SEARCH_SENTENCES - 1).unwrap_or(floor)
}
