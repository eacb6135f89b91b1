//! Guards: words near a match that keep it from being a claim, or from being judged.
//!
//! This module must not know patterns or arithmetic.

use std::ops::Range;

use super::Told;
use super::machine::Stretch;
use super::names;
use super::sieve::Sieve;
use super::skeleton::Skeleton;
use crate::rule::spec::Within;
use crate::rule::{Guard, Phrases, Rule};
use crate::verdict::Reason;

/// What the guards of a rule say of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ruling {
    /// It is no claim: the guard of this number says so.
    Silent(usize),
    /// It is a claim, not to be judged.
    Unchecked(Reason),
    /// Nothing stands in its way.
    Free,
}

/// Where a match lies in a skeleton.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) matched: Range<usize>,
    pub(crate) anchor: usize,
    pub(crate) first: usize,
}

/// The guards of a rule, and where they listen.
pub(crate) struct Hearing<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) skeleton: &'a Skeleton,
    /// What the whole document has told counts as said wherever a guard asks for it.
    pub(crate) told: Told,
    /// Words that name nothing.
    pub(crate) trim: &'a [String],
    /// What is known of the block's texts, and the rule's place in the pack.
    pub(crate) sieve: Option<(&'a Sieve<'a>, usize)>,
}

impl Hearing<'_> {
    /// Asks every guard.
    pub(crate) fn ruling(&self, place: &Place) -> Ruling {
        let mut ruling = Ruling::Free;
        for (number, guard) in self.rule.guards.iter().enumerate() {
            if !self.speaks(number, guard, place) {
                continue;
            }
            match guard.then {
                None => return Ruling::Silent(number),
                Some(reason) if ruling == Ruling::Free => ruling = Ruling::Unchecked(reason),
                Some(_) => {}
            }
        }
        ruling
    }

    /// Whether the words of a guard are said, and nothing lifts it.
    fn speaks(&self, number: usize, guard: &Guard, place: &Place) -> bool {
        let needs = self.sieve.and_then(|(sieve, order)| sieve.guard(order, number));
        let (words, unless_words) = needs.map_or((&[][..], &[][..]), |needs| (&needs.words, &needs.unless));
        let everywhere = self.told.constant_prices && guard.then == Some(Reason::RealGrowth);
        let is_near = !matches!(guard.within, Within::Paragraph | Within::Behind);
        if !everywhere && is_near && self.is_unsaid(words, place) {
            return false;
        }
        let range = stretch(guard.within, &self.skeleton.text, place, self.trim);
        if !everywhere && !self.says(&guard.words, words, &range) {
            return false;
        }
        let Some(unless) = &guard.unless else { return true };
        let own = || stretch(Within::Clause, &self.skeleton.text, place, self.trim);
        !self.says(unless, unless_words, &range) && !self.says(unless, unless_words, &own())
    }

    /// Whether no way to say the words has its texts near a match, so that nothing has to be looked at.
    fn is_unsaid(&self, ways: &[Vec<usize>], place: &Place) -> bool {
        let near = place.first.min(place.matched.start)..place.anchor.max(place.matched.end);
        self.sieve.is_some_and(|(sieve, _)| !sieve.may_hold_near(ways, &near))
    }

    /// Whether words stand in a stretch; `ways` is what each way to say them needs.
    fn says(&self, words: &Phrases, ways: &[Vec<usize>], range: &Range<usize>) -> bool {
        self.sieve.is_none_or(|(sieve, _)| sieve.may_hold(ways, range))
            && Stretch { text: &self.skeleton.text, range: range.clone(), anchor: None }
                .holds(words.program())
    }
}

/// Where the words of a guard stand in a skeleton, if they do.
pub(crate) fn found(
    guard: &Guard,
    skeleton: &Skeleton,
    place: &Place,
    trim: &[String],
) -> Option<Range<usize>> {
    let range = stretch(guard.within, &skeleton.text, place, trim);
    let latest = range.end;
    let found = Stretch { text: &skeleton.text, range, anchor: None }.first(guard.words.program(), latest)?;
    Some(found.whole())
}

/// The marks at which a clause ends.
pub(crate) const CLAUSE: &[char] = &[',', ';', '。', '!', '?', ':', '\n'];
const SENTENCE: &[char] = &['。', '!', '?', '\n'];
/// A guard sees this many bytes to either side of a match at most, so that one endless sentence costs no more than
/// many short ones.
pub(crate) const SIGHT: usize = 6000;

fn stretch(within: Within, text: &str, place: &Place, trim: &[String]) -> Range<usize> {
    let clause_end = next(text, place.anchor, CLAUSE);
    let floor = floor(text, place.matched.start.min(place.first));
    match within {
        Within::Match => place.matched.clone(),
        Within::Clause => last(text, place.anchor, CLAUSE)..clause_end,
        Within::Subject => subject(text, place.first, trim)..place.first,
        Within::Found if place.first >= place.matched.start => place.first..place.first,
        Within::Found => {
            let end = two_clauses(text, place.first).min(place.matched.start);
            last(text, place.first, CLAUSE)..end
        }
        Within::Sentence => last(text, place.first, SENTENCE)..clause_end,
        Within::Paragraph => floor..clause_end,
        Within::Behind => {
            let start = place.matched.end.max(place.anchor);
            start..next(text, start, SENTENCE)
        }
    }
}

/// Where the clause after the one of a figure ends, or its own where that ends the sentence.
fn two_clauses(text: &str, figure: usize) -> usize {
    let end = next(text, figure, CLAUSE);
    match text.get(end..).is_some_and(|rest| rest.starts_with([',', ':'])) {
        true => next(text, end + 1, CLAUSE),
        false => end,
    }
}

/// Where the name of a figure begins: at its clause, or at the one before where its own says nothing but words such
/// as 达到 (地区生产总值再上台阶,达到300亿元).
fn subject(text: &str, figure: usize, trim: &[String]) -> usize {
    let start = last(text, figure, CLAUSE);
    let name = text.get(start..figure).unwrap_or("");
    match text.get(..start).and_then(|head| head.strip_suffix(',')) {
        Some(head) if names::trimmed(name, trim).is_empty() => last(text, head.len(), CLAUSE),
        _ => start,
    }
}

/// As far back from `at` as is seen.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    text.ceil_char_boundary(at.saturating_sub(SIGHT))
}

/// The byte behind the last mark before `at`, or as far back as is seen.
pub(crate) fn last(text: &str, at: usize, marks: &[char]) -> usize {
    let floor = floor(text, at);
    let head = text.get(floor..at).unwrap_or("");
    let found = head.char_indices().rev().find(|(_, c)| marks.contains(c));
    found.map_or(floor, |(mark, c)| floor + mark + c.len_utf8())
}

/// The next mark at or after `at`, or as far ahead as is seen.
pub(crate) fn next(text: &str, at: usize, marks: &[char]) -> usize {
    let ceiling = text.floor_char_boundary(at.saturating_add(SIGHT));
    let tail = text.get(at..ceiling).unwrap_or("");
    // A mark is ASCII or the sentence end, which begins with this byte.
    let may_be = tail.bytes().enumerate().filter(|(_, byte)| byte.is_ascii() || *byte == 0xE3);
    let is_mark = |offset: &usize| {
        tail.get(*offset..).and_then(|t| t.chars().next()).is_some_and(|c| marks.contains(&c))
    };
    may_be.map(|(offset, _)| offset).find(is_mark).map_or(ceiling, |offset| at + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_sees_to_the_next_mark_and_no_further_than_its_sight() {
        let near = "甲,乙5丙,丁";
        let at = near.find('5').unwrap();
        assert_eq!(&near[last(near, at, CLAUSE)..next(near, at, CLAUSE)], "乙5丙");
        let far = format!("{}5{}", "甲".repeat(SIGHT), "乙".repeat(SIGHT));
        let at = far.find('5').unwrap();
        assert_eq!((at - last(&far, at, CLAUSE), at - floor(&far, at)), (SIGHT, SIGHT));
        assert!((SIGHT - 3..=SIGHT).contains(&(next(&far, at, CLAUSE) - at)));
    }
}
