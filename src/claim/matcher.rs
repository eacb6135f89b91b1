//! The matcher: which pattern of which rule matches around which mention.
//!
//! Every match is anchored on one mention. The window around it, a few sentences at most, is searched with the
//! anchor spelled by a character of its own, so that work grows with the text and not with its square. This module
//! must not know what the figures are.

use std::ops::Range;

use regex::Captures;

use super::bind::{self, Bindings};
use super::guard::{self, Place, Ruling};
use super::trace::{Stop, Stopped};
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

/// A rule with its place in the pack, and those of its patterns that have a chance, with theirs in the rule.
type Open<'a> = (usize, &'a Rule, Vec<(usize, &'a Pattern)>);

/// Everything that the rules of a pack offer for one block, anchor by anchor; `watch` is told of every pattern that
/// was stopped.
pub(crate) fn offers<'a>(
    page: &'a Page<'_>,
    pack: &'a Pack,
    mut watch: impl FnMut(Stopped),
) -> impl Iterator<Item = Offer<'a>> {
    let open = |(order, rule): (usize, &'a Rule)| {
        let patterns = rule.patterns.iter().enumerate();
        let patterns: Vec<_> =
            patterns.filter(|(_, pattern)| is_open(pattern, &page.skeleton.text)).collect();
        (is_heard(page, rule) && !patterns.is_empty()).then_some((order, rule, patterns))
    };
    let rules: Vec<Open<'a>> = pack.rules.iter().enumerate().filter_map(open).collect();
    (0..page.mentions.len()).flat_map(move |anchor| around(page, pack, &rules, anchor, &mut watch))
}

/// What the rules offer around one mention.
fn around<'a>(
    page: &'a Page<'_>,
    pack: &'a Pack,
    rules: &[Open<'a>],
    anchor: usize,
    watch: &mut impl FnMut(Stopped),
) -> Vec<Offer<'a>> {
    let mut window = None;
    let offer = |(order, rule, patterns): &Open<'a>| {
        let at = At { page, pack, rule, anchor };
        let mut stopped = |pattern, stop| watch(Stopped { order: *order, pattern, anchor, stop });
        let candidates = candidates(&at, patterns, &mut window, &mut stopped);
        (!candidates.is_empty()).then_some(Offer { rule, order: *order, anchor, candidates })
    };
    rules.iter().filter_map(offer).collect()
}

/// Whether a rule reads a block: most do not read sections that lay out plans.
pub(crate) fn is_heard(page: &Page<'_>, rule: &Rule) -> bool {
    rule.in_plans || !page.block.plan
}

/// Whether the texts that a pattern cannot do without are there.
pub(crate) fn is_open(pattern: &Pattern, text: &str) -> bool {
    pattern.gate.is_empty() || pattern.gate.iter().any(|word| text.contains(word.as_str()))
}

/// Whether a pattern may be anchored on a mention of this sort.
pub(crate) fn is_anchor(pattern: &Pattern, sort: u32) -> bool {
    matches!(pattern.anchor, SlotType::Figure(sorts) if sorts.0 & (1 << sort) != 0)
}

/// What one rule offers around one mention: `window` is made when a pattern first needs it.
fn candidates(
    at: &At<'_, '_>,
    patterns: &[(usize, &Pattern)],
    window: &mut Option<Window>,
    stopped: &mut impl FnMut(usize, Stop),
) -> Vec<Candidate> {
    let mut found = Vec::new();
    let Some(sort) = at.page.skeleton.sorts.get(at.anchor) else { return found };
    for (number, pattern) in patterns.iter().filter(|(_, pattern)| is_anchor(pattern, *sort)) {
        let window = window.get_or_insert_with(|| Window::new(at.page, at.anchor));
        if !is_open(pattern, &window.text) {
            stopped(*number, Stop::Unmatched);
            continue;
        }
        match candidate(at, pattern, window) {
            Err(stop) => stopped(*number, stop),
            Ok(candidate) => {
                let last = !candidate.confirm_only;
                found.push(Candidate { pattern: *number, ..candidate });
                if last {
                    break;
                }
            }
        }
    }
    found
}

/// A stretch of skeleton with its anchor marked, and with a barrier behind which no claim may begin.
pub(crate) struct Window {
    pub(crate) text: String,
    start: usize,
    barrier: usize,
}

impl Window {
    pub(crate) fn new(page: &Page<'_>, anchor: usize) -> Window {
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
    pub(crate) fn origin(&self, at: usize) -> usize {
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

/// The nearest place before the anchor where a pattern matches and the figures fit its slots; else what stopped it
/// at the nearest of all.
fn candidate(at: &At<'_, '_>, pattern: &Pattern, window: &Window) -> Result<Candidate, Stop> {
    let mut nearest = None;
    let mut barred;
    let mut window = window;
    for _ in 0..TRIES {
        let Some((captures, claim)) = search(pattern, window) else { break };
        let matched = window.origin(claim.start)..window.origin(claim.end);
        let settled = settle(at, pattern, &captures, window, &matched);
        match settled.and_then(|bindings| complete(at, pattern, matched, bindings)) {
            Ok(candidate) => return Ok(candidate),
            Err(stop) => {
                nearest.get_or_insert(stop);
            }
        }
        barred = window.before(window.origin(claim.start) - window.start);
        window = &barred;
    }
    Err(nearest.unwrap_or(Stop::Unmatched))
}

/// Where a pattern matches nearest to the anchor.
fn search<'w>(pattern: &Pattern, window: &'w Window) -> Option<(Captures<'w>, Range<usize>)> {
    let captures = pattern.main.get()?.captures(&window.text)?;
    let claim = captures.name("claim__")?.range();
    Some((captures, claim))
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
) -> Result<Bindings<'a>, Stop> {
    let slots = captured(at, pattern, captures, window).ok_or(Stop::Unmatched)?;
    let mut bindings = Bindings { page: at.page, rule: at.rule, slots, reason: None, ambiguous: false };
    match bindings.settle(matched, &at.pack.context.indicator_trim) {
        Ok(()) => Ok(bindings),
        Err(misfit) => Err(Stop::Misfit(matched.clone(), misfit)),
    }
}

/// Asks the guards and names the claim.
fn complete(
    at: &At<'_, '_>,
    pattern: &Pattern,
    matched: Range<usize>,
    bindings: Bindings<'_>,
) -> Result<Candidate, Stop> {
    let (page, trim) = (at.page, &at.pack.context.indicator_trim);
    let (slots, ambiguous) = (bindings.slots, bindings.ambiguous);
    let figures: Vec<usize> = slots.iter().flat_map(|slot| slot.mentions.iter().copied()).collect();
    let position = |mention: usize| page.skeleton.at.get(mention).copied();
    let first = figures.iter().min().copied().and_then(position);
    let (Some(anchor), Some(first)) = (position(at.anchor), first) else { return Err(Stop::Unmatched) };
    let place = Place { matched, anchor, first };
    let reason = match guard::ruling(at.rule, &page.skeleton, &place, page.told, trim) {
        Ruling::Silent(guard) => return Err(Stop::Silenced(guard, place)),
        Ruling::Unchecked(reason) => Some(reason),
        Ruling::Free => bindings.reason,
    };
    let leading = bind::leading(at.rule, &slots).and_then(position);
    Ok(Candidate {
        pattern: 0,
        span: span(page, &figures, &place),
        indicator: leading.and_then(|place| names::indicator(&page.skeleton, place, trim)),
        slots,
        reason,
        confirm_only: pattern.confirm_only || ambiguous,
        measured: false,
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
