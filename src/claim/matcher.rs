//! The matcher: which pattern of which rule matches around which mention.
//!
//! Every match is anchored on one mention, and looked for in the window around it, so that work grows with the text and
//! not with its square. This module must not know what the figures are.

use std::ops::Range;

use super::alone::are_alone;
use super::bind::{self, Bindings};
use super::guard::{Hearing, Place, Ruling};
use super::machine::{Match, Stretch};
use super::sieve::Sieve;
use super::trace::{Stop, Stopped};
use super::window::Window;
use super::{Candidate, Offer, Page, Subject, names, row};
use crate::rule::index::Entry;
use crate::rule::{Pack, Pattern, Rule, SlotType};

/// Everything that the rules of a pack offer for one block, anchor by anchor; whoever watches is told of every pattern
/// that was stopped.
pub(crate) fn offers<'a>(
    page: &'a Page<'_>,
    pack: &'a Pack,
    watch: Option<&dyn Fn(Stopped)>,
) -> Vec<Offer<'a>> {
    let mut offers = Vec::new();
    if page.mentions.is_empty() {
        return offers;
    }
    if let Some(watch) = watch {
        for anchor in 0..page.mentions.len() {
            let mut tell = |order, pattern, stop| watch(Stopped { order, pattern, anchor, stop });
            offers.extend(around(page, pack, None, anchor, &tried(page, pack, anchor), &mut tell));
        }
        return offers;
    }
    let sieve = Sieve::new(&page.skeleton, pack, |rule| is_heard(page, rule));
    for anchor in 0..page.mentions.len() {
        offers.extend(around(page, pack, Some(&sieve), anchor, &sieve.around(anchor), &mut |_, _, _| {}));
    }
    offers
}

/// The patterns that somebody may want to hear of around a mention: those with one of their texts in the block.
fn tried<'a>(page: &Page<'_>, pack: &'a Pack, anchor: usize) -> Vec<&'a Entry> {
    let sort = page.skeleton.sorts.get(anchor).copied().unwrap_or(u32::MAX);
    let is_tried = |entry: &&Entry| {
        pack.rules.get(entry.order).is_some_and(|rule| {
            let pattern = rule.patterns.get(entry.number);
            let open = |pattern| is_anchor(pattern, sort) && is_open(rule, pattern, &page.skeleton.text);
            is_heard(page, rule) && pattern.is_some_and(open)
        })
    };
    pack.index().entries.iter().filter(is_tried).collect()
}

/// What the rules offer around one mention, by patterns in the order of the pack.
fn around<'a>(
    page: &'a Page<'_>,
    pack: &'a Pack,
    sieve: Option<&Sieve<'a>>,
    anchor: usize,
    entries: &[&Entry],
    stopped: &mut impl FnMut(usize, usize, Stop),
) -> Vec<Offer<'a>> {
    let mut window = None;
    let mut offers = Vec::new();
    for own in entries.chunk_by(|a, b| a.order == b.order) {
        let Some((order, rule)) =
            own.first().and_then(|entry| Some((entry.order, pack.rules.get(entry.order)?)))
        else {
            continue;
        };
        let at = At { page, pack, rule, order, sieve, anchor };
        let mut tell = |pattern, stop| stopped(order, pattern, stop);
        let candidates = candidates(&at, own, &mut window, &mut tell);
        if !candidates.is_empty() {
            offers.push(Offer { rule, order, anchor, candidates });
        }
    }
    offers
}

/// Whether a rule reads a block: most do not read sections that lay out plans, and some want tables to hold it against.
pub(crate) fn is_heard(page: &Page<'_>, rule: &Rule) -> bool {
    (rule.in_plans || !page.block.plan) && (page.told.named_cells || !rule.names_cells())
}

/// Whether the texts that a pattern cannot do without are there.
pub(crate) fn is_open(rule: &Rule, pattern: &Pattern, text: &str) -> bool {
    let gate = pattern.gate(&rule.slots);
    gate.is_empty() || gate.iter().any(|word| text.contains(word.as_str()))
}

/// Whether a pattern may be anchored on a mention of this sort.
pub(crate) fn is_anchor(pattern: &Pattern, sort: u32) -> bool {
    matches!(pattern.anchor, SlotType::Figure(sorts) if sorts.0 & (1 << sort) != 0)
}

/// What one rule offers around one mention: `window` is made when a pattern first needs it.
fn candidates<'a>(
    at: &At<'a, '_>,
    entries: &[&Entry],
    window: &mut Option<Window<'a>>,
    stopped: &mut impl FnMut(usize, Stop),
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for entry in entries {
        let Some(pattern) = at.rule.patterns.get(entry.number) else { continue };
        let window = window.get_or_insert_with(|| Window::new(&at.page.skeleton, at.anchor));
        if entry.needs.is_empty() && !is_open(at.rule, pattern, window.seen()) {
            stopped(entry.number, Stop::Unmatched);
            continue;
        }
        match candidate(at, pattern, window) {
            Err(stop) => stopped(entry.number, stop),
            Ok(candidate) => {
                let last = !candidate.confirm_only;
                found.push(Candidate { pattern: entry.number, ..candidate });
                if last {
                    break;
                }
            }
        }
    }
    found
}

/// A pattern is tried at this many places before its anchor, nearest first, until the figures there fit and no guard objects.
const TRIES: usize = 4;

/// The nearest place before the anchor where a pattern matches and the figures fit its slots; else what stopped it
/// at the nearest of all.
fn candidate(at: &At<'_, '_>, pattern: &Pattern, window: &Window<'_>) -> Result<Candidate, Stop> {
    let mut nearest = None;
    let mut barred;
    let mut window = window;
    for _ in 0..TRIES {
        let Some(found) = window.search(&at.page.skeleton, at.rule, pattern) else { break };
        let matched = window.origins(found.whole());
        let settled = settle(at, pattern, &found, window, &matched);
        let matched_start = matched.start;
        match settled.and_then(|bindings| complete(at, pattern, matched, bindings)) {
            Ok(candidate) => return Ok(candidate),
            Err(stop) => {
                nearest.get_or_insert(stop);
            }
        }
        barred = window.before(&at.page.skeleton, matched_start);
        window = &barred;
    }
    Err(nearest.unwrap_or(Stop::Unmatched))
}

/// Where a rule is being tried.
struct At<'a, 't> {
    page: &'a Page<'t>,
    pack: &'a Pack,
    rule: &'a Rule,
    /// The rule's place in the pack.
    order: usize,
    /// What is known of the block's texts; nothing where somebody watches.
    sieve: Option<&'a Sieve<'a>>,
    anchor: usize,
}

fn settle<'a>(
    at: &'a At<'_, '_>,
    pattern: &Pattern,
    found: &Match,
    window: &Window<'_>,
    matched: &Range<usize>,
) -> Result<Bindings<'a>, Stop> {
    let slots = captured(at, pattern, found, window).ok_or(Stop::Unmatched)?;
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
    let hearing = Hearing {
        rule: at.rule,
        skeleton: &page.skeleton,
        told: page.told,
        trim,
        sieve: at.sieve.map(|sieve| (sieve, at.order)),
    };
    let reason = match hearing.ruling(&place) {
        Ruling::Silent(guard) => return Err(Stop::Silenced(guard, place)),
        Ruling::Unchecked(reason) => Some(reason),
        Ruling::Free => bindings.reason,
    };
    let leading = bind::leading(at.rule, &slots).and_then(position);
    // The last of a list: the claim may be on all of the list together.
    let actual = bind::only(at.rule, &slots, &["actual"]);
    let listed = actual.is_some_and(|(_, figure)| row::ends_a_list(page, figure, &figures));
    let in_company = pattern.alone && !are_alone(page, &figures);
    Ok(Candidate {
        pattern: 0,
        span: span(page, &figures, &place),
        subject: leading.map_or(Subject::Unknown, Subject::Figure),
        slots,
        reason,
        confirm_only: pattern.confirm_only || ambiguous || listed || in_company,
        measured: false,
    })
}

/// What a match binds, slot by slot.
fn captured(
    at: &At<'_, '_>,
    pattern: &Pattern,
    found: &Match,
    window: &Window<'_>,
) -> Option<Vec<super::Binding>> {
    let (skeleton, rule) = (&at.page.skeleton, at.rule);
    let mut slots = vec![super::Binding::default(); rule.slots.len()];
    for (number, (slot, binding)) in rule.slots.iter().zip(&mut slots).enumerate() {
        let Some(taken) = found.slot(number) else { continue };
        if !matches!(slot.accepts, SlotType::Figure(_)) {
            binding.word = Some(window.origins(taken));
        } else {
            binding.mentions.push(skeleton.mention_at(window.origin(taken.start))?);
        }
    }
    if let (Some((slot, item)), Some(range)) = (&pattern.program(&rule.slots).repeat, found.repeat()) {
        let items = bind::items(item, Stretch { range, ..window.stretch() }, *slot);
        let mention = |at: usize| skeleton.mention_at(window.origin(at));
        slots.get_mut(*slot)?.mentions = items.into_iter().filter_map(mention).collect();
    }
    Some(slots)
}

/// What ends a clause or a sentence.
const MARKS: [char; 12] = [',', '.', ';', ':', '!', '?', '，', '。', '；', '：', '！', '？'];

/// The bytes of the block that a claim takes up: from the clause of its first figure to its last figure or word, without
/// the mark by which a pattern knows that nothing follows.
fn span(page: &Page<'_>, figures: &[usize], place: &Place) -> Range<usize> {
    let name = names::before(&page.skeleton, place.first);
    let start = page.skeleton.origin(name.start.min(place.matched.start.max(name.start)));
    let last =
        figures.iter().filter_map(|mention| page.mentions.get(*mention)).map(|m| m.end).max().unwrap_or(0);
    let end = last.max(page.skeleton.origin(place.matched.end).min(page.block.text.len()));
    let behind = page.block.text.get(last..end).unwrap_or_default();
    let kept = behind.trim_end_matches(|c: char| c.is_whitespace() || MARKS.contains(&c)).len();
    let end = last + kept;
    start.min(end)..end
}
