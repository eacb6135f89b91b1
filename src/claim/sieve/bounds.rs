//! Stretches around a mention: how far clauses, parts and sentences reach, and which sentences are near.
//!
//! This module must not know texts or patterns.

use std::ops::Range;

use super::super::Skeleton;
use super::super::window::{REACH, SENTENCES_BEFORE};
use crate::rule::index::Side;
use crate::rule::pattern::Reach;

/// The nearest marks on both sides of a mention that end a clause, a part and a sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bounds {
    before: [usize; 3],
    after: [usize; 3],
}

/// A mention that something is asked around.
pub(super) struct Here<'b> {
    pub(super) anchor: usize,
    pub(super) at: usize,
    pub(super) behind: usize,
    pub(super) bounds: &'b Bounds,
}

impl Here<'_> {
    /// The stretch on a side of the mention that no mark ends.
    pub(super) fn stretch(&self, side: Side, within: Reach) -> (usize, usize) {
        let far = (self.at.saturating_sub(REACH), self.behind.saturating_add(REACH));
        let place = match within {
            Reach::Clause => Some(0),
            Reach::Part => Some(1),
            Reach::Sentence => Some(2),
            Reach::Paragraph => None,
        };
        let bound =
            |all: &[usize; 3], far: usize| place.and_then(|place| all.get(place)).copied().unwrap_or(far);
        match side {
            Side::Before => (bound(&self.bounds.before, far.0), self.at),
            Side::After => (self.behind, bound(&self.bounds.after, far.1)),
            Side::Either => far,
        }
    }
}

/// The sentences around every mention that a pattern may be anchored on: as many as any window has, without its other limits.
pub(super) fn near(skeleton: &Skeleton, anchors: u16, out: &mut Vec<Range<usize>>) {
    let mut ends = SentenceEnds::default();
    let mentions = skeleton.at.iter().zip(&skeleton.sorts);
    for (at, _) in mentions.filter(|(_, sort)| u32::from(anchors) & (1 << **sort) != 0) {
        let (start, end) = ends.around(skeleton, *at);
        match out.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => out.push(start..end),
        }
    }
}

/// Where sentences end, on the way through a block.
#[derive(Default)]
struct SentenceEnds {
    /// The next mark.
    next: usize,
    /// Where the last sentences before it end, the last one last.
    last: [usize; SENTENCES_BEFORE + 2],
}

impl SentenceEnds {
    /// Where the sentences begin that a window around a place may hold, and where they end; places come in order.
    fn around(&mut self, skeleton: &Skeleton, at: usize) -> (usize, usize) {
        while let Some((place, c)) = skeleton.marks.get(self.next).filter(|(place, _)| *place < at) {
            if Reach::over(*c) == Some(Reach::Paragraph) {
                self.pass(*place, *place + c.len_utf8());
            }
            self.next += 1;
        }
        let behind = skeleton.marks.get(self.next..).unwrap_or_default().iter();
        let mut ends = behind.filter(|(_, c)| Reach::over(*c) == Some(Reach::Paragraph));
        let end = ends.nth(1).map_or(skeleton.text.len(), |(place, _)| *place);
        // A sentence end right before the figure ends none before it.
        let begins = self.last.last() == Some(&at);
        let start = if begins { self.last.first() } else { self.last.get(1) };
        (start.copied().unwrap_or(0), end)
    }

    /// Several marks in a row end one sentence.
    fn pass(&mut self, start: usize, end: usize) {
        if self.last.last() != Some(&start) {
            self.last.rotate_left(1);
        }
        if let Some(last) = self.last.last_mut() {
            *last = end;
        }
    }
}

/// The bounds of every mention, in one pass in each direction.
pub(super) fn bounds(skeleton: &Skeleton) -> Vec<Bounds> {
    let mut all = vec![Bounds::default(); skeleton.at.len()];
    let mut last = [0; 3];
    let mut next = 0;
    let marks = &skeleton.marks;
    for (bounds, at) in all.iter_mut().zip(&skeleton.at) {
        while let Some((place, c)) = marks.get(next).filter(|(place, _)| place < at) {
            note(&mut last, *place, *c);
            next += 1;
        }
        bounds.before = last;
    }
    let mut last = [skeleton.text.len(); 3];
    let mut next = marks.len();
    for (bounds, at) in all.iter_mut().zip(&skeleton.at).rev() {
        while let Some((place, c)) =
            next.checked_sub(1).and_then(|n| marks.get(n)).filter(|(place, _)| place > at)
        {
            note(&mut last, *place, *c);
            next -= 1;
        }
        bounds.after = last;
    }
    all
}

/// A mark ends every stretch that is smaller than what passes over it.
fn note(last: &mut [usize; 3], place: usize, mark: char) {
    let stretches = match Reach::over(mark) {
        None | Some(Reach::Clause) => 0,
        Some(Reach::Part) => 1,
        Some(Reach::Sentence) => 2,
        Some(Reach::Paragraph) => 3,
    };
    last.iter_mut().take(stretches).for_each(|last| *last = place);
}
