//! The sieve: which patterns have a chance around which mention, by the texts that they cannot do without.
//!
//! One pass over the sentences near figures finds the texts of all patterns; what is asked around a mention is then only where
//! they, and other figures, stand. It lets through whatever may match, and more. This module must not know how patterns are matched.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use super::{Skeleton, list};
use crate::chars;
use crate::rule::alphabet::{ANCHOR, FIGURE_BITS};
use crate::rule::figures::FigureNeed;
use crate::rule::index::{Entry, GuardNeeds, Index, Need, Side};
use crate::rule::pattern::Reach;
use crate::rule::program::Chars;
use crate::rule::texts::Found;
use crate::rule::{Pack, Rule};

/// A text stands at most this many bytes from the anchor.
const REACH: usize = super::matcher::REACH;
/// A window holds this many sentence ends before its anchor's sentence.
const SENTENCES_BEFORE: usize = super::matcher::SENTENCES_BEFORE;

/// A block as the sieve sees it.
pub(crate) struct Sieve<'a> {
    index: &'a Index,
    skeleton: &'a Skeleton,
    memory: Memory,
    /// For each mention, where the stretches around it end.
    bounds: Vec<Bounds>,
    /// The patterns whose texts are all in the block.
    open: Vec<&'a Entry>,
    /// The mentions that no plain gap crosses.
    barred: Vec<usize>,
}

/// What a sieve knows of the texts. The next one on the same thread goes on with its memory, for there are many more groups
/// than a block has texts.
#[derive(Debug, Default)]
struct Memory {
    /// In the order in which they begin.
    found: Vec<Found>,
    /// The stretches of text in which texts were looked for.
    seen: Vec<Range<usize>>,
    /// For each text, whether it was found. Between two sieves none is.
    texts: Vec<bool>,
    /// For each group, what is known of it. Between two sieves none is there.
    groups: Vec<Group>,
    /// The groups that have any text.
    there: Vec<usize>,
    places: RefCell<Places>,
}

/// Whether a group has a text in the block, and under which number its places are kept.
#[derive(Debug, Clone, Default)]
struct Group {
    there: bool,
    places: Cell<Option<u32>>,
}

/// Where the texts of the groups that were asked for stand, in the order in which they end.
#[derive(Debug, Default)]
struct Places {
    all: Vec<Place>,
    /// Where the places of each group begin and end.
    groups: Vec<Range<usize>>,
}

thread_local! {
    static MEMORY: Cell<Memory> = Cell::default();
}

impl Memory {
    fn clear(&mut self) {
        for group in self.there.drain(..) {
            if let Some(group) = self.groups.get_mut(group) {
                *group = Group::default();
            }
        }
        for one in self.found.drain(..) {
            if let Some(text) = self.texts.get_mut(one.text) {
                *text = false;
            }
        }
        self.seen.clear();
        let places = self.places.get_mut();
        places.all.clear();
        places.groups.clear();
    }

    /// Whether a group has a text in the block.
    fn has(&self, group: usize) -> bool {
        self.groups.get(group).is_some_and(|group| group.there)
    }

    /// Looks for all texts once, and notes which groups are there.
    fn find(&mut self, index: &Index, text: &str) {
        self.groups.resize(self.groups.len().max(index.led_by.len()), Group::default());
        self.texts.resize(self.texts.len().max(index.groups_of.len()), false);
        for range in &self.seen {
            index.texts.find(text, range.clone(), |one| self.found.push(one));
        }
        for one in &self.found {
            let Some(known) = self.texts.get_mut(one.text).filter(|known| !**known) else { continue };
            *known = true;
            for number in index.groups_of.get(one.text).into_iter().flatten() {
                let Some(group) = self.groups.get_mut(*number).filter(|group| !group.there) else { continue };
                group.there = true;
                self.there.push(*number);
            }
        }
    }

    /// Whether a text of a group stands within a stretch, at a byte that will do.
    fn any_place(
        &self,
        index: &Index,
        group: usize,
        within: Range<usize>,
        will_do: impl Fn(usize) -> bool,
    ) -> bool {
        let Some(known) = self.groups.get(group).filter(|group| group.there) else { return false };
        let mut places = self.places.borrow_mut();
        let number = known.places.get().unwrap_or_else(|| {
            let number = places.add(self.found.iter().filter(|one| index.is_in(one.text, group)));
            known.places.set(Some(number));
            number
        });
        let own = places.of(number);
        let first = own.partition_point(|place| place.end <= within.start);
        let mut near =
            own.get(first..).unwrap_or_default().iter().take_while(|place| place.end <= within.end);
        near.any(|place| place.start >= within.start && will_do(place.start))
    }
}

impl Places {
    /// Keeps where the texts of one more group stand, and says under which number.
    fn add<'f>(&mut self, found: impl Iterator<Item = &'f Found>) -> u32 {
        let from = self.all.len();
        self.all.extend(found.map(|one| Place { start: one.start, end: one.end }));
        let own = self.all.get_mut(from..).unwrap_or_default();
        // A long text may begin before a short one of its group and end behind it.
        if !own.is_sorted_by_key(|place| place.end) {
            own.sort_unstable_by_key(|place| place.end);
        }
        self.groups.push(from..self.all.len());
        u32::try_from(self.groups.len() - 1).unwrap_or(u32::MAX)
    }

    fn of(&self, number: u32) -> &[Place] {
        let range = usize::try_from(number).ok().and_then(|number| self.groups.get(number)).cloned();
        range.and_then(|range| self.all.get(range)).unwrap_or_default()
    }
}

impl Drop for Sieve<'_> {
    fn drop(&mut self) {
        let mut memory = std::mem::take(&mut self.memory);
        memory.clear();
        MEMORY.set(memory);
    }
}

/// Where a text begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
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
        let memory = MEMORY.take();
        let (bounds, open, barred) = (Vec::new(), Vec::new(), Vec::new());
        let mut sieve = Sieve { index, skeleton, memory, bounds, open, barred };
        near(skeleton, index.anchors, &mut sieve.memory.seen);
        if sieve.memory.seen.is_empty() {
            return sieve;
        }
        sieve.memory.find(index, &skeleton.text);
        sieve.find_open();
        sieve.open.retain(|entry| pack.rules.get(entry.order).is_some_and(&is_heard));
        if !sieve.open.is_empty() {
            sieve.bounds = self::bounds(skeleton);
            let is_barred = |sort: u32| u32::from(FIGURE_BITS) & (1 << sort) != 0;
            let sorts = skeleton.sorts.iter().enumerate();
            sieve.barred = sorts.filter(|(_, sort)| is_barred(**sort)).map(|(mention, _)| mention).collect();
        }
        sieve
    }

    /// The patterns that may be anchored on a mention, in the order of the pack.
    pub(crate) fn around(&self, anchor: usize) -> Vec<&'a Entry> {
        let (Some(sort), Some(at)) = (self.skeleton.sorts.get(anchor), self.skeleton.at.get(anchor)) else {
            return Vec::new();
        };
        if self.index.anchors & (1 << sort) == 0 {
            return Vec::new();
        }
        let Some(bounds) = self.bounds.get(anchor) else { return Vec::new() };
        let here = Here { anchor, at: *at, behind: *at + ANCHOR.len_utf8(), bounds };
        let (before, after) = self.beside(*at);
        let own = self.open.iter().copied().filter(|entry| {
            entry.sorts & (1 << sort) != 0
                && entry.before.meets(before)
                && entry.after.meets(after)
                && entry.figures.iter().all(|need| self.is_there(need, &here))
                && entry.needs.iter().all(|need| self.is_met(need, &here))
        });
        own.collect()
    }

    /// What stands before and behind the placeholder at a byte of the skeleton; at its ends anything may.
    fn beside(&self, at: usize) -> (Chars, Chars) {
        let text = &self.skeleton.text;
        let before = chars::char_before(text, at).map_or(Chars::ALL, Chars::of);
        (before, chars::char_at(text, at + ANCHOR.len_utf8()).map_or(Chars::ALL, Chars::of))
    }

    /// What the words of a guard need: whether a text of theirs stands in a stretch of the block.
    pub(crate) fn guard(&self, order: usize, number: usize) -> GuardNeeds {
        self.index.guards.get(order).and_then(|guards| guards.get(number)).copied().unwrap_or_default()
    }

    /// Whether a text of a group may stand in a stretch of the block; where there is no group, anything may.
    pub(crate) fn may_hold(&self, group: Option<usize>, range: &Range<usize>) -> bool {
        group.is_none_or(|group| self.stands(group, range.start, range.end, false) || !self.has_seen(range))
    }

    /// Whether a text of a group may stand in the sentences of a stretch; where there is no group, anything may.
    pub(crate) fn may_hold_near(&self, group: Option<usize>, range: &Range<usize>) -> bool {
        group.is_none_or(|group| self.memory.has(group) || !self.has_seen(range))
    }

    /// Whether texts were looked for in all of a stretch.
    fn has_seen(&self, range: &Range<usize>) -> bool {
        self.memory.seen.iter().any(|seen| seen.start <= range.start && range.end <= seen.end)
    }

    fn is_met(&self, need: &Need, here: &Here<'_>) -> bool {
        let (low, high) = here.stretch(need.side, need.within);
        self.stands(need.group, low, high, need.joins)
    }

    /// Whether a text of a group stands between two places; of `joins`, one that belongs to no word.
    fn stands(&self, group: usize, low: usize, high: usize, joins: bool) -> bool {
        let is_mark = |at: usize| !joins || list::may_join(&self.skeleton.text, at);
        self.memory.any_place(self.index, group, low..high, is_mark)
    }

    /// Whether a figure that a pattern needs is where it must be.
    fn is_there(&self, need: &FigureNeed, here: &Here<'_>) -> bool {
        let (low, high) = here.stretch(need.side, need.within);
        if need.next {
            let found = self.next_barred(need, here.anchor);
            return found.is_some_and(|mention| self.fits(need, mention, low, high));
        }
        let (skeleton, distance) = (self.skeleton, need.nth);
        let is_one = |mention: usize| {
            skeleton.sorts.get(mention).is_some_and(|sort| u32::from(need.sorts) & (1 << sort) != 0)
        };
        let is_near = |mention: &usize| skeleton.at.get(*mention).is_some_and(|at| (low..high).contains(at));
        match need.side {
            Side::Before => {
                (0..(here.anchor + 1).saturating_sub(distance)).rev().take_while(is_near).any(is_one)
            }
            _ => (here.anchor + distance..skeleton.at.len()).take_while(is_near).any(is_one),
        }
    }

    /// The figure that is as many away from the anchor as a need says, of those that no plain gap crosses.
    fn next_barred(&self, need: &FigureNeed, anchor: usize) -> Option<usize> {
        let place = match need.side {
            Side::Before => self.barred.partition_point(|mention| *mention < anchor).checked_sub(need.nth)?,
            _ => self.barred.partition_point(|mention| *mention <= anchor) + need.nth - 1,
        };
        self.barred.get(place).copied()
    }

    fn fits(&self, need: &FigureNeed, mention: usize, low: usize, high: usize) -> bool {
        let (Some(sort), Some(at)) = (self.skeleton.sorts.get(mention), self.skeleton.at.get(mention)) else {
            return false;
        };
        if u32::from(need.sorts) & (1 << sort) == 0 || !(low..high).contains(at) {
            return false;
        }
        let (before, after) = self.beside(*at);
        need.before.meets(before) && need.after.meets(after)
    }

    fn find_open(&mut self) {
        let led = self.memory.there.iter().filter_map(|group| self.index.led_by.get(*group)).flatten();
        let entries = led.chain(&self.index.free).filter_map(|number| self.index.entries.get(*number));
        let sorts = self.skeleton.sorts.iter().fold(0, |all: u16, sort| all | 1 << sort);
        let able = entries.filter(|entry| entry.sorts & sorts != 0);
        let mut open: Vec<&Entry> =
            able.filter(|entry| entry.needs.iter().all(|need| self.memory.has(need.group))).collect();
        open.sort_unstable_by_key(|entry| (entry.order, entry.number));
        self.open = open;
    }
}

/// A mention that something is asked around.
struct Here<'b> {
    anchor: usize,
    at: usize,
    behind: usize,
    bounds: &'b Bounds,
}

impl Here<'_> {
    /// The stretch on a side of the mention that no mark ends.
    fn stretch(&self, side: Side, within: Reach) -> (usize, usize) {
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
fn near(skeleton: &Skeleton, anchors: u16, out: &mut Vec<Range<usize>>) {
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
fn bounds(skeleton: &Skeleton) -> Vec<Bounds> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Skeleton;

    fn skeleton(text: &str, pack: &Pack) -> Skeleton {
        Skeleton::new(text, &pack.reader().read(text), false)
    }

    /// The patterns let through around the last mention of a text, as rule and source.
    fn around(text: &str) -> Vec<(String, String)> {
        let pack = Pack::builtin("zh-report").unwrap();
        let skeleton = skeleton(text, &pack);
        let sieve = Sieve::new(&skeleton, &pack, |_| true);
        let name = |entry: &Entry| {
            let rule = &pack.rules()[entry.order];
            (rule.info().id.clone(), rule.patterns().nth(entry.number).unwrap().to_owned())
        };
        sieve.around(skeleton.at.len() - 1).into_iter().map(name).collect()
    }

    #[test]
    fn only_patterns_whose_texts_stand_on_their_side_are_let_through() {
        let rules = |text: &str| around(text).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
        assert!(rules("完成投资3亿元,完成年初任务的98%。").contains(&"completion-of-task".to_owned()));
        assert!(rules("风景秀丽,空气清新,3亿元,好98%。").is_empty());
        assert!(!rules("完成年初任务。完成投资3亿元,好98%。").contains(&"completion-of-task".to_owned()));
    }

    #[test]
    fn a_pattern_waits_for_its_other_figures() {
        let has = |text: &str, rule: &str| around(text).iter().any(|(id, _)| id == rule);
        assert!(has("完成投资3亿元,增加1亿元,同比增长5%", "growth-by-increment"));
        assert!(!has("完成投资3亿元,同比增长5%", "growth-by-increment"));
        assert!(!has("到2023年,完成投资增加1亿元,同比增长5%", "growth-by-increment"));
        assert!(has("完成投资3亿元,同比增长5%", "growth-over-base"));
    }

    #[test]
    fn a_character_inside_a_word_makes_no_enumeration() {
        let has = |text: &str| around(text).iter().any(|(id, _)| id == "count-of-list");
        assert!(has("东街、西街2个社区") && has("东街及西街2个社区"));
        assert!(!has("涉及社区2个"));
    }

    #[test]
    fn texts_are_looked_for_in_the_sentences_around_figures() {
        let pack = Pack::builtin("zh-report").unwrap();
        let text = "甲。乙。丙。丁。增长5%。戊。己。庚。";
        let skeleton = skeleton(text, &pack);
        let sieve = Sieve::new(&skeleton, &pack, |_| true);
        let seen = sieve.memory.seen.first().unwrap();
        assert_eq!(sieve.memory.seen.len(), 1);
        assert!(
            skeleton.text[seen.clone()].starts_with("丙。丁。增长")
                && skeleton.text[seen.clone()].ends_with("。戊")
        );
        assert!(sieve.has_seen(seen) && !sieve.has_seen(&(0..seen.end)));
    }

    #[test]
    fn a_text_counts_only_where_all_of_it_stands_in_the_stretch() {
        let pack = Pack::builtin("zh-report").unwrap();
        let skeleton = skeleton("同比增长5%,增长6%", &pack);
        let sieve = Sieve::new(&skeleton, &pack, |_| true);
        let held = |range: std::ops::Range<usize>| {
            let is_growth = |one: &&Found| &skeleton.text[one.start..one.end] == "增长";
            let text = sieve.memory.found.iter().find(is_growth).unwrap().text;
            let group = sieve.index.groups_of[text].first().copied();
            sieve.may_hold(group, &range)
        };
        let (first, second) = (skeleton.text.find("增长").unwrap(), skeleton.text.rfind("增长").unwrap());
        let width = "增长".len();
        assert!(held(0..skeleton.text.len()) && held(first..first + width) && held(second..second + width));
        assert!(!held(first + width..second) && !held(second..second + 3) && !held(0..3));
    }
}
