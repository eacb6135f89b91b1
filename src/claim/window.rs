//! The window around a mention: the few sentences in which a claim on it may stand, and where a pattern matches in them.
//!
//! The anchor is spelled by a character of its own, and a barrier by another. This module must not know what the figures
//! are, nor what becomes of a match.

use std::borrow::Cow;
use std::ops::Range;

use super::Skeleton;
use super::machine::{Match, Stretch};
use crate::rule::alphabet::{ANCHOR, BARRIER};
use crate::rule::pattern::{Reach, Sorts};
use crate::rule::program::Program;
use crate::rule::{Pattern, Rule};

/// A window reaches this many bytes to either side of its anchor at most.
pub(super) const REACH: usize = 1500;
/// A window reaches over this many figures to either side of its anchor at most.
const FIGURES: usize = 64;
/// A window holds this many sentence ends before its anchor's sentence.
pub(super) const SENTENCES_BEFORE: usize = 2;

/// The stretch of skeleton around an anchor in which a claim on it may stand.
pub(crate) struct Window<'s> {
    text: Cow<'s, str>,
    range: Range<usize>,
    anchor: usize,
    /// What to add to a byte of `text` to get the one of the skeleton.
    shift: usize,
    /// Where in `text` a barrier was put in, behind which no claim begins.
    barrier: Option<usize>,
}

impl<'s> Window<'s> {
    pub(crate) fn new(skeleton: &'s Skeleton, anchor: usize) -> Window<'s> {
        let at = skeleton.at.get(anchor).copied().unwrap_or(0);
        let range = reach(skeleton, anchor, at);
        Window { text: Cow::Borrowed(&skeleton.text), range, anchor: at, shift: 0, barrier: None }
    }

    /// The same window with a barrier at a byte of its skeleton.
    pub(super) fn before(&self, skeleton: &Skeleton, at: usize) -> Window<'s> {
        let (start, end) = (self.origin(self.range.start), self.origin(self.range.end));
        let mut text = skeleton.text.get(start..end).unwrap_or_default().to_owned();
        let (barrier, mut anchor) =
            (at.saturating_sub(start), self.origin(self.anchor).saturating_sub(start));
        if text.is_char_boundary(barrier) {
            text.insert(barrier, BARRIER);
            anchor += if anchor >= barrier { BARRIER.len_utf8() } else { 0 };
        }
        let range = 0..text.len();
        Window { text: Cow::Owned(text), range, anchor, shift: start, barrier: Some(barrier) }
    }

    pub(super) fn seen(&self) -> &str {
        self.text.get(self.range.clone()).unwrap_or_default()
    }

    /// The byte of the skeleton that a byte of the window's text stands for.
    pub(super) fn origin(&self, at: usize) -> usize {
        let barrier = self.barrier.filter(|barrier| at > *barrier).map_or(0, |_| BARRIER.len_utf8());
        self.shift + at.saturating_sub(barrier)
    }

    /// The stretch of skeleton that a stretch of the window's text stands for.
    pub(super) fn origins(&self, range: Range<usize>) -> Range<usize> {
        self.origin(range.start)..self.origin(range.end)
    }

    pub(super) fn stretch(&self) -> Stretch<'_> {
        Stretch { text: &self.text, range: self.range.clone(), anchor: Some(self.anchor) }
    }

    /// Where a pattern of a rule matches nearest to the anchor, or farthest from it if it is to be as long as can be.
    pub(super) fn search(&self, skeleton: &Skeleton, rule: &Rule, pattern: &Pattern) -> Option<Match> {
        if let Some(sorts) = pattern.opening(&rule.slots) {
            let figures = self.figures(skeleton, sorts);
            let program = pattern.program(&rule.slots);
            return match pattern.longest {
                true => self.stretch().at_one_of(program, figures),
                false => self.stretch().at_one_of(program, figures.rev()),
            };
        }
        let Some(sides) = pattern.sides(&rule.slots) else {
            return self.matched(pattern.program(&rule.slots), pattern.longest);
        };
        let (stretch, latest) = (self.stretch(), self.barrier.unwrap_or(self.range.end));
        if sides.before.is_empty() {
            return stretch.at(pattern.program(&rule.slots), Some(self.anchor).filter(|at| *at <= latest)?);
        }
        let behind = self.anchor + ANCHOR.len_utf8();
        if !stretch.passes(&sides.after, behind) {
            return None;
        }
        let mut starts = stretch.ends(&sides.before, self.anchor);
        starts.retain(|start| *start <= latest);
        let start = if pattern.longest { starts.iter().min() } else { starts.iter().max() };
        stretch.at(pattern.program(&rule.slots), *start?)
    }

    /// Where the figures of some sorts stand before the anchor, and before a barrier.
    fn figures<'w>(
        &'w self,
        skeleton: &'w Skeleton,
        sorts: Sorts,
    ) -> impl DoubleEndedIterator<Item = usize> + 'w {
        let (from, to) = (self.origin(self.range.start), self.origin(self.barrier.unwrap_or(self.anchor)));
        let place = |at: usize| skeleton.at.partition_point(|figure| *figure < at);
        let (from, to) = (place(from), place(to));
        let figures = skeleton.at.iter().zip(&skeleton.sorts).take(to).skip(from);
        figures
            .filter(move |(_, sort)| u32::from(sorts.0) & (1 << **sort) != 0)
            .map(|(at, _)| at - self.shift)
    }

    /// Where a program matches nearest to the anchor, or farthest from it.
    fn matched(&self, program: &Program, farthest: bool) -> Option<Match> {
        let latest = self.barrier.unwrap_or(self.range.end);
        if farthest { self.stretch().first(program, latest) } else { self.stretch().last(program, latest) }
    }

    /// Where in its skeleton a pattern matches.
    pub(crate) fn found(&self, program: &Program, farthest: bool) -> Option<Range<usize>> {
        self.matched(program, farthest).map(|found| self.origins(found.whole()))
    }
}

/// The window around a mention, which stands at a byte of the skeleton.
fn reach(skeleton: &Skeleton, anchor: usize, at: usize) -> Range<usize> {
    let text = skeleton.text.as_str();
    let figure = |number: Option<usize>| skeleton.at.get(number?).copied();
    let first = figure(anchor.checked_sub(FIGURES)).unwrap_or(0);
    let last = figure(anchor.checked_add(FIGURES)).unwrap_or(text.len());
    let floor = text.ceil_char_boundary(at.saturating_sub(REACH)).max(first);
    let ceiling = text.ceil_char_boundary((at + REACH).min(text.len())).min(last);
    let here = skeleton.marks.partition_point(|(place, _)| *place < at);
    let (before, behind) = skeleton.marks.split_at_checked(here).unwrap_or_default();
    let is_end = |mark: &&(usize, char)| Reach::over(mark.1) == Some(Reach::Paragraph);
    let ends = before.iter().rev().filter(is_end).map(|(place, c)| (*place, place + c.len_utf8()));
    let start = sentence_start(ends.take_while(|(place, _)| *place >= floor), at).unwrap_or(floor);
    let mut next = behind.iter().filter(is_end).map(|(place, _)| *place).take_while(|place| *place < ceiling);
    start..next.nth(1).unwrap_or(ceiling)
}

/// Where the sentence begins that lies a few before `at`, by the sentence ends before it, nearest first. Several in a row
/// end one sentence.
fn sentence_start(ends: impl Iterator<Item = (usize, usize)>, at: usize) -> Option<usize> {
    let (mut start, mut sentences) = (at, 0);
    for (place, end) in ends {
        sentences += usize::from(end != start);
        if sentences > SENTENCES_BEFORE {
            return Some(end);
        }
        start = place;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Pack;

    /// What the window around the figure of this number holds, its own marked by `|`.
    fn window(text: &str, figure: usize) -> String {
        let pack = Pack::builtin("zh-report").unwrap();
        let skeleton = Skeleton::new(text, &pack.reader().read(text), false);
        let at = skeleton.at[figure];
        let range = reach(&skeleton, figure, at);
        format!("{}|{}", &skeleton.text[range.start..at], &skeleton.text[at..range.end])
    }

    #[test]
    fn a_window_holds_two_sentences_before_its_own_and_one_behind() {
        let seen = window("甲。乙。丙。丁5%戊。己。庚。", 0);
        assert!(seen.starts_with("乙。丙。丁|") && seen.ends_with("戊。己"), "{seen}");
    }

    #[test]
    fn a_window_ends_after_its_bytes() {
        let seen = window(&format!("甲{}5%{}乙", "子".repeat(2000), "丑".repeat(2000)), 0);
        let (before, behind) = seen.split_once('|').unwrap();
        assert!(before.len().abs_diff(REACH) < 4 && before.starts_with('子'), "{}", before.len());
        assert!(behind.len().abs_diff(REACH) < 4 && behind.ends_with('丑'), "{}", behind.len());
    }

    #[test]
    fn a_window_ends_after_its_figures() {
        let text = (0..200).map(|_| "5%、").collect::<String>();
        let seen = window(&text, 100);
        let (before, behind) = seen.split_once('|').unwrap();
        let count = |text: &str| text.matches('、').count();
        assert_eq!((count(before), count(behind)), (FIGURES, FIGURES));
    }
}
