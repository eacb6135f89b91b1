//! The sieve: which patterns have a chance around which mention, by the texts that they cannot do without.
//!
//! One pass over the sentences near figures finds the texts of all patterns; what is asked around a mention is then only where
//! they, and other figures, stand. It lets through whatever may match, and more. This module must not know how patterns are matched.

mod bounds;
mod memory;
mod walk;

use std::cell::Cell;
use std::ops::Range;

use self::bounds::{Bounds, Here};
use self::memory::Memory;
use super::Skeleton;
use crate::chars;
use crate::rule::alphabet::{ANCHOR, FIGURE_BITS};
use crate::rule::index::{Entry, GuardNeeds, Index};
use crate::rule::program::Chars;
use crate::rule::{Pack, Rule};

thread_local! {
    static MEMORY: Cell<Memory> = Cell::default();
}

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

impl Drop for Sieve<'_> {
    fn drop(&mut self) {
        let mut memory = std::mem::take(&mut self.memory);
        memory.clear();
        MEMORY.set(memory);
    }
}

impl<'a> Sieve<'a> {
    pub(crate) fn new(skeleton: &'a Skeleton, pack: &'a Pack, is_heard: impl Fn(&Rule) -> bool) -> Sieve<'a> {
        let index = pack.index();
        let memory = MEMORY.take();
        let mut sieve =
            Sieve { index, skeleton, memory, bounds: Vec::new(), open: Vec::new(), barred: Vec::new() };
        bounds::near(skeleton, index.anchors, &mut sieve.memory.seen);
        if sieve.memory.seen.is_empty() {
            return sieve;
        }
        sieve.memory.find(index, &skeleton.text);
        sieve.find_open();
        sieve.open.retain(|entry| pack.rules.get(entry.order).is_some_and(&is_heard));
        if !sieve.open.is_empty() {
            sieve.bounds = bounds::bounds(skeleton);
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
                && self.may_stand(entry, &here)
        });
        own.collect()
    }

    /// What stands before and behind the placeholder at a byte of the skeleton; at its ends anything may.
    fn beside(&self, at: usize) -> (Chars, Chars) {
        let text = &self.skeleton.text;
        let before = chars::char_before(text, at).map_or(Chars::ALL, Chars::of);
        (before, chars::char_at(text, at + ANCHOR.len_utf8()).map_or(Chars::ALL, Chars::of))
    }

    /// What the words of a guard need.
    pub(crate) fn guard(&self, order: usize, number: usize) -> Option<&'a GuardNeeds> {
        self.index.guards.get(order).and_then(|guards| guards.get(number))
    }

    /// Whether words may stand in a stretch of the block, by what each way to say them needs; unknown ones may.
    pub(crate) fn may_hold(&self, ways: &[Vec<usize>], range: &Range<usize>) -> bool {
        let stand = |groups: &Vec<usize>| groups.iter().all(|group| self.stands(*group, range.clone()));
        ways.is_empty() || ways.iter().any(stand) || !self.has_seen(range)
    }

    /// Whether words may stand in the sentences of a stretch, by what each way to say them needs; unknown ones may.
    pub(crate) fn may_hold_near(&self, ways: &[Vec<usize>], range: &Range<usize>) -> bool {
        let stand = |groups: &Vec<usize>| groups.iter().all(|group| self.memory.has(*group));
        ways.is_empty() || ways.iter().any(stand) || !self.has_seen(range)
    }

    /// Whether texts were looked for in all of a stretch.
    fn has_seen(&self, range: &Range<usize>) -> bool {
        self.memory.seen.iter().any(|seen| seen.start <= range.start && range.end <= seen.end)
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
            let is_growth = |one: &&crate::rule::texts::Found| &skeleton.text[one.start..one.end] == "增长";
            let text = sieve.memory.found.iter().find(is_growth).unwrap().text;
            let group = sieve.index.groups_of[text][0];
            sieve.may_hold(&[vec![group]], &range)
        };
        let (first, second) = (skeleton.text.find("增长").unwrap(), skeleton.text.rfind("增长").unwrap());
        let width = "增长".len();
        assert!(held(0..skeleton.text.len()) && held(first..first + width) && held(second..second + width));
        assert!(!held(first + width..second) && !held(second..second + 3) && !held(0..3));
    }
}
