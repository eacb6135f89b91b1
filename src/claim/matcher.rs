//! The matcher: which pattern of which rule matches around which mention.
//!
//! Every match is anchored on one mention. The window around it, a few sentences at most, is searched with the
//! anchor spelled by a character of its own, so that work grows with the text and not with its square. This module
//! must not know what the figures are.

use std::ops::Range;

use regex::Captures;

use super::bind::{self, Bindings};
use super::guard::{self, Place, Ruling};
use super::{Candidate, Offer, Page, Skeleton, names};
use crate::rule::alphabet::{ANCHOR, BARRIER};
use crate::rule::{Pack, Pattern, Rule, SlotType};

/// A window reaches this many bytes to either side of its anchor at most.
const REACH: usize = 1500;
/// A window reaches over this many figures to either side of its anchor at most.
const FIGURES: usize = 64;
/// A window holds this many sentence ends before its anchor's sentence.
const SENTENCES_BEFORE: usize = 2;
const SENTENCE: &[char] = &['。', '!', '?', '\n'];

/// Everything that the rules of a pack offer for one block, anchor by anchor.
pub(crate) fn offers<'a>(page: &'a Page<'_>, pack: &'a Pack) -> impl Iterator<Item = Offer<'a>> {
    let heard = |rule: &Rule| rule.in_plans || !page.block.plan;
    let open = |(order, rule): (usize, &'a Rule)| {
        let patterns = rule.patterns.iter().filter(|pattern| is_open(pattern, &page.skeleton.text));
        let patterns: Vec<&Pattern> = patterns.collect();
        (heard(rule) && !patterns.is_empty()).then_some((order, rule, patterns))
    };
    let rules: Vec<(usize, &Rule, Vec<&Pattern>)> = pack.rules.iter().enumerate().filter_map(open).collect();
    (0..page.mentions.len()).flat_map(move |anchor| around(page, pack, &rules, anchor))
}

/// What the rules offer around one mention.
fn around<'a>(
    page: &'a Page<'_>,
    pack: &'a Pack,
    rules: &[(usize, &'a Rule, Vec<&'a Pattern>)],
    anchor: usize,
) -> Vec<Offer<'a>> {
    let mut window = None;
    let offer = |(order, rule, patterns): &(usize, &'a Rule, Vec<&'a Pattern>)| {
        let at = At { page, pack, rule, anchor };
        let candidates = candidates(&at, patterns, &mut window);
        (!candidates.is_empty()).then_some(Offer { rule, order: *order, anchor, candidates })
    };
    rules.iter().filter_map(offer).collect()
}

/// Whether the texts that a pattern cannot do without are there.
fn is_open(pattern: &Pattern, text: &str) -> bool {
    pattern.gate.is_empty() || pattern.gate.iter().any(|word| text.contains(word.as_str()))
}

/// What one rule offers around one mention: `window` is made when a pattern first needs it.
fn candidates(at: &At<'_, '_>, patterns: &[&Pattern], window: &mut Option<Window>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let Some(sort) = at.page.skeleton.sorts.get(at.anchor) else { return found };
    for pattern in patterns {
        let SlotType::Figure(sorts) = pattern.anchor else { continue };
        if sorts.0 & (1 << sort) == 0 {
            continue;
        }
        let window = window.get_or_insert_with(|| Window::new(at.page, at.anchor));
        if !is_open(pattern, &window.text) {
            continue;
        }
        let Some(candidate) = candidate(at, pattern, window) else { continue };
        let last = !candidate.confirm_only;
        found.push(candidate);
        if last {
            break;
        }
    }
    found
}

/// A stretch of skeleton with its anchor marked, and with a barrier behind which no claim may begin.
struct Window {
    text: String,
    start: usize,
    barrier: usize,
}

impl Window {
    fn new(page: &Page<'_>, anchor: usize) -> Window {
        let text = &page.skeleton.text;
        let at = page.skeleton.at.get(anchor).copied().unwrap_or(0);
        let range = reach(&page.skeleton, anchor, at);
        let mut marked = String::with_capacity(range.len());
        marked.push_str(text.get(range.start..at).unwrap_or(""));
        marked.push(ANCHOR);
        marked.push_str(text.get(at + ANCHOR.len_utf8()..range.end).unwrap_or(""));
        Window { barrier: marked.len(), text: marked, start: range.start }
    }

    /// The same window, with a barrier at a byte of it.
    fn before(&self, at: usize) -> Window {
        let mut text = self.text.replace(BARRIER, "");
        text.insert(at, BARRIER);
        Window { text, start: self.start, barrier: at }
    }

    /// The byte of the skeleton that a byte of the window stands for.
    fn origin(&self, at: usize) -> usize {
        self.start + if at > self.barrier { at - BARRIER.len_utf8() } else { at }
    }
}

/// The window around a mention, which stands at a byte of the skeleton.
fn reach(skeleton: &Skeleton, anchor: usize, at: usize) -> Range<usize> {
    let text = skeleton.text.as_str();
    let figure = |number: Option<usize>| skeleton.at.get(number?).copied();
    let first = figure(anchor.checked_sub(FIGURES)).unwrap_or(0);
    let last = figure(anchor.checked_add(FIGURES)).unwrap_or(text.len());
    let floor = text.ceil_char_boundary(at.saturating_sub(REACH)).max(first);
    let mut start = at;
    for _ in 0..=SENTENCES_BEFORE {
        let head = text.get(floor..start).unwrap_or("").trim_end_matches(SENTENCE);
        start = head.rfind(SENTENCE).map_or(floor, |mark| {
            let width = head.get(mark..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
            floor + mark + width
        });
    }
    let ceiling = text.ceil_char_boundary((at + REACH).min(text.len())).min(last);
    let text = text.get(..ceiling).unwrap_or("");
    let first = guard::next(text, at, SENTENCE);
    let width = text.get(first..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    start..guard::next(text, first + width, SENTENCE)
}

/// A pattern is tried at this many places before its anchor, nearest first, until the figures there fit and no guard objects.
const TRIES: usize = 4;

/// The nearest place before the anchor where a pattern matches and the figures fit its slots.
fn candidate(at: &At<'_, '_>, pattern: &Pattern, window: &Window) -> Option<Candidate> {
    let regex = pattern.main.get()?;
    let mut barred;
    let mut window = window;
    for _ in 0..TRIES {
        let captures = regex.captures(&window.text)?;
        let claim = captures.name("claim__")?.range();
        let matched = window.origin(claim.start)..window.origin(claim.end);
        let settled = settle(at, pattern, &captures, window, &matched);
        let found = settled.and_then(|bindings| complete(at, pattern, matched, bindings));
        if found.is_some() {
            return found;
        }
        barred = window.before(window.origin(claim.start) - window.start);
        window = &barred;
    }
    None
}

/// Where a rule is being tried.
struct At<'a, 't> {
    page: &'a Page<'t>,
    pack: &'a Pack,
    rule: &'a Rule,
    anchor: usize,
}

fn settle<'a>(
    at: &'a At<'_, '_>,
    pattern: &Pattern,
    captures: &Captures<'_>,
    window: &Window,
    matched: &Range<usize>,
) -> Option<Bindings<'a>> {
    let slots = captured(at, pattern, captures, window)?;
    let mut bindings = Bindings { page: at.page, rule: at.rule, slots, reason: None };
    bindings.settle(matched, &at.pack.context.indicator_trim)?;
    Some(bindings)
}

/// Asks the guards and names the claim.
fn complete(
    at: &At<'_, '_>,
    pattern: &Pattern,
    matched: Range<usize>,
    bindings: Bindings<'_>,
) -> Option<Candidate> {
    let (page, trim) = (at.page, &at.pack.context.indicator_trim);
    let slots = bindings.slots;
    let figures: Vec<usize> = slots.iter().flat_map(|slot| slot.mentions.iter().copied()).collect();
    let position = |mention: usize| page.skeleton.at.get(mention).copied();
    let place =
        Place { matched, anchor: position(at.anchor)?, first: position(figures.iter().min().copied()?)? };
    let reason = match guard::ruling(at.rule, &page.skeleton, &place, page.told, trim) {
        Ruling::Silent => return None,
        Ruling::Unchecked(reason) => Some(reason),
        Ruling::Free => bindings.reason,
    };
    let leading = bind::leading(at.rule, &slots).and_then(position);
    Some(Candidate {
        span: span(page, &figures, &place),
        indicator: leading.and_then(|place| names::indicator(&page.skeleton, place, trim)),
        slots,
        reason,
        confirm_only: pattern.confirm_only,
    })
}

/// What the capture groups bind, slot by slot.
fn captured(
    at: &At<'_, '_>,
    pattern: &Pattern,
    captures: &Captures<'_>,
    window: &Window,
) -> Option<Vec<super::Binding>> {
    let (skeleton, rule) = (&at.page.skeleton, at.rule);
    let mut slots = vec![super::Binding::default(); rule.slots.len()];
    for (slot, binding) in rule.slots.iter().zip(&mut slots) {
        let Some(found) = captures.name(&slot.name) else { continue };
        if !matches!(slot.accepts, SlotType::Figure(_)) {
            binding.word = Some(window.origin(found.start())..window.origin(found.end()));
        } else {
            binding.mentions.push(skeleton.mention_at(window.origin(found.start()))?);
        }
    }
    if let (Some(slot), Some(repeat), Some(whole)) =
        (pattern.repeated, &pattern.repeat, captures.name("repeat__"))
    {
        let items = bind::items(repeat.get()?, whole.as_str(), &rule.slots.get(slot)?.name);
        let mention = |offset: usize| skeleton.mention_at(window.origin(whole.start() + offset));
        slots.get_mut(slot)?.mentions = items.into_iter().filter_map(mention).collect();
    }
    Some(slots)
}

/// The bytes of the block that a claim takes up: from the clause of its first figure to its last figure or word.
fn span(page: &Page<'_>, figures: &[usize], place: &Place) -> Range<usize> {
    let name = names::before(&page.skeleton, place.first);
    let start = page.skeleton.origin(name.start.min(place.matched.start.max(name.start)));
    let last =
        figures.iter().filter_map(|mention| page.mentions.get(*mention)).map(|m| m.end).max().unwrap_or(0);
    let end = last.max(page.skeleton.origin(place.matched.end).min(page.block.text.len()));
    start.min(end)..end
}
