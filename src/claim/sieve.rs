//! The sieve: which patterns have a chance around which mention, by the texts that they cannot do without.
//!
//! One pass over a block finds the texts of all patterns; what is asked around a mention is then only where they stand.
//! It lets through whatever may match, and more. This module must not know how patterns are matched.

use super::Skeleton;
use crate::rule::index::{Entry, Index, Need, Side, mark};
use crate::rule::pattern::Reach;
use crate::rule::{Pack, Rule};

/// A text stands at most this many bytes from the anchor.
const REACH: usize = super::matcher::REACH;

/// A block as the sieve sees it.
pub(crate) struct Sieve<'a> {
    index: &'a Index,
    skeleton: &'a Skeleton,
    /// Where texts stand: by group, and then in the order of the block.
    places: Vec<Place>,
    /// For each group, where its places begin and end.
    groups: Vec<(usize, usize)>,
    /// For each mention, where the stretches around it end.
    bounds: Vec<Bounds>,
    /// The patterns whose texts are all in the block.
    open: Vec<&'a Entry>,
}

/// A text of a group: where it begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    group: usize,
    start: usize,
    end: usize,
}

/// The nearest marks on both sides of a mention that end a clause, a part and a sentence.
#[derive(Debug, Clone, Copy, Default)]
struct Bounds {
    before: [usize; 3],
    after: [usize; 3],
}

impl<'a> Sieve<'a> {
    pub(crate) fn new(skeleton: &'a Skeleton, pack: &'a Pack, is_heard: impl Fn(&Rule) -> bool) -> Sieve<'a> {
        let index = pack.index();
        let mut sieve = Sieve {
            index,
            skeleton,
            places: Vec::new(),
            groups: Vec::new(),
            bounds: Vec::new(),
            open: Vec::new(),
        };
        sieve.find_places();
        sieve.find_open();
        sieve.open.retain(|entry| pack.rules.get(entry.order).is_some_and(&is_heard));
        sieve
    }

    /// The patterns that may be anchored on a mention, in the order of the pack.
    pub(crate) fn around(&mut self, anchor: usize) -> Vec<&'a Entry> {
        let Some(sort) = self.skeleton.sorts.get(anchor) else { return Vec::new() };
        let own =
            self.open.iter().filter(|entry| entry.sorts & (1 << sort) != 0).copied().collect::<Vec<_>>();
        own.into_iter().filter(|entry| self.may_match(entry, anchor)).collect()
    }

    /// Whether a pattern may match around a mention.
    pub(crate) fn may_match(&mut self, entry: &Entry, anchor: usize) -> bool {
        if self.bounds.is_empty() {
            self.bounds = bounds(self.skeleton);
        }
        let (Some(at), Some(bounds)) = (self.skeleton.at.get(anchor), self.bounds.get(anchor)) else {
            return false;
        };
        let behind = *at + crate::rule::alphabet::ANCHOR.len_utf8();
        let text = &self.skeleton.text;
        let before = text.get(..*at).and_then(|head| head.chars().next_back());
        let after = text.get(behind..).and_then(|tail| tail.chars().next());
        before.is_none_or(|c| entry.before.may_hold(c))
            && after.is_none_or(|c| entry.after.may_hold(c))
            && entry.needs.iter().all(|need| self.is_met(*need, *at, behind, bounds))
    }

    fn is_met(&self, need: Need, at: usize, behind: usize, bounds: &Bounds) -> bool {
        let far = (at.saturating_sub(REACH), behind.saturating_add(REACH));
        let place = match need.within {
            Reach::Clause => Some(0),
            Reach::Part => Some(1),
            Reach::Sentence => Some(2),
            Reach::Paragraph => None,
        };
        let bound =
            |all: &[usize; 3], far: usize| place.and_then(|place| all.get(place)).copied().unwrap_or(far);
        let (low, high) = match need.side {
            Side::Before => (bound(&bounds.before, far.0), at),
            Side::After => (behind, bound(&bounds.after, far.1)),
            Side::Either => far,
        };
        let Some(places) = self.groups.get(need.group).and_then(|(from, to)| self.places.get(*from..*to))
        else {
            return false;
        };
        let first = places.partition_point(|place| place.start < low);
        let mut inside =
            places.get(first..).unwrap_or_default().iter().take_while(|place| place.start < high);
        inside.any(|place| place.end <= high)
    }

    fn find_places(&mut self) {
        let Some(texts) = &self.index.texts else { return };
        for found in texts.find_overlapping_iter(&self.skeleton.text) {
            let groups = self.index.groups_of.get(found.pattern().as_usize());
            let place = |group: &usize| Place { group: *group, start: found.start(), end: found.end() };
            self.places.extend(groups.into_iter().flatten().map(place));
        }
        self.places.sort_unstable();
        self.groups = vec![(0, 0); self.index.led_by.len()];
        let mut from = 0;
        for run in self.places.chunk_by(|a, b| a.group == b.group) {
            let to = from + run.len();
            let group = run.first().and_then(|place| self.groups.get_mut(place.group));
            group.into_iter().for_each(|group| *group = (from, to));
            from = to;
        }
    }

    fn find_open(&mut self) {
        let is_there = |group: usize| self.groups.get(group).is_some_and(|(from, to)| from < to);
        let groups = (0..self.groups.len()).filter(|group| is_there(*group));
        let led = groups.filter_map(|group| self.index.led_by.get(group)).flatten();
        let entries = led.chain(&self.index.free).filter_map(|number| self.index.entries.get(*number));
        let mut open: Vec<&Entry> =
            entries.filter(|entry| entry.needs.iter().all(|need| is_there(need.group))).collect();
        open.sort_unstable_by_key(|entry| (entry.order, entry.number));
        self.open = open;
    }
}

/// The bounds of every mention, in one pass in each direction.
fn bounds(skeleton: &Skeleton) -> Vec<Bounds> {
    let mut all = vec![Bounds::default(); skeleton.at.len()];
    let mut last = [0; 3];
    let mut next = 0;
    let marks: Vec<(usize, Reach)> =
        skeleton.text.char_indices().filter_map(|(at, c)| Some((at, mark(c)?))).collect();
    for (bounds, at) in all.iter_mut().zip(&skeleton.at) {
        while let Some((place, reach)) = marks.get(next).filter(|(place, _)| place < at) {
            note(&mut last, *place, *reach);
            next += 1;
        }
        bounds.before = last;
    }
    let mut last = [skeleton.text.len(); 3];
    let mut next = marks.len();
    for (bounds, at) in all.iter_mut().zip(&skeleton.at).rev() {
        while let Some((place, reach)) =
            next.checked_sub(1).and_then(|n| marks.get(n)).filter(|(place, _)| place > at)
        {
            note(&mut last, *place, *reach);
            next -= 1;
        }
        bounds.after = last;
    }
    all
}

/// A mark ends every stretch that is smaller than what passes over it.
fn note(last: &mut [usize; 3], place: usize, passed_by: Reach) {
    let stretches = match passed_by {
        Reach::Clause => 0,
        Reach::Part => 1,
        Reach::Sentence => 2,
        Reach::Paragraph => 3,
    };
    last.iter_mut().take(stretches).for_each(|last| *last = place);
}
