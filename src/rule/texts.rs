//! Many texts looked for at once: where each of them stands in a skeleton.
//!
//! Texts are found by their first two characters. Most pairs of characters in a report begin no text, and a bit says so, so
//! that little is left to look up; and there is no automaton to build before the first sentence is read. This module must
//! not know what the texts are needed for.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::chars;

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its number.
    pub(crate) text: usize,
    /// Its first byte.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
}

/// Texts by number, by how they begin.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    /// Texts of one character, and a filter for it.
    single: FxHashMap<char, usize>,
    singles: Filter,
    /// Longer ones by their first two characters: what follows these, and the number; and a filter for the two.
    longer: FxHashMap<(char, char), Vec<Tail>>,
    pairs: Filter,
}

/// What follows the first two characters of a text, and its number.
type Tail = (Box<str>, usize);

/// A set of keys, told by one bit each: what it does not hold is not there, what it holds may be.
#[derive(Debug)]
struct Filter(Box<[u64; WORDS]>);

/// Words of a filter.
const WORDS: usize = 1024;

impl Default for Filter {
    fn default() -> Filter {
        Filter(Box::new([0; WORDS]))
    }
}

impl Filter {
    /// Where the bit of a key is: high bits of a product depend on all of the key.
    #[inline]
    fn place(key: u32) -> (usize, u64) {
        let hash = key.wrapping_mul(0x9E37_79B1) >> 16;
        (hash as usize / 64 % WORDS, 1 << (hash % 64))
    }

    fn add(&mut self, key: u32) {
        let (word, bit) = Filter::place(key);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    #[inline]
    fn may_hold(&self, key: u32) -> bool {
        let (word, bit) = Filter::place(key);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

#[inline]
fn key(first: u32, second: u32) -> u32 {
    first.wrapping_mul(0x101) ^ second.rotate_left(13)
}

impl Texts {
    /// Texts are numbered in the order in which they come; an empty one is found nowhere.
    pub(crate) fn new<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Texts {
        let mut all = Texts::default();
        for (number, text) in texts.into_iter().enumerate() {
            all.add(text.as_ref(), number);
        }
        all
    }

    fn add(&mut self, text: &str, number: usize) {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) => {
                self.single.insert(only, number);
                self.singles.add(u32::from(only));
            }
            (Some(first), Some(second)) => {
                let same = self.longer.entry((first, second)).or_default();
                same.push((chars.as_str().into(), number));
                self.pairs.add(key(u32::from(first), u32::from(second)));
            }
            (None, _) => {}
        }
    }

    /// Tells `found` of every place in a stretch of a text at which one of these stands: of two, first of the one whose first
    /// characters come first.
    pub(crate) fn find(&self, text: &str, range: Range<usize>, mut found: impl FnMut(Found)) {
        let text = text.get(..range.end).unwrap_or(text);
        let (mut at, mut start, mut first) = (range.start, range.start, None);
        while let Some(c) = chars::char_at(text, at) {
            let end = at + c.len_utf8();
            if let Some(first) = first
                && self.pairs.may_hold(key(u32::from(first), u32::from(c)))
            {
                let tail = text.get(end..).unwrap_or_default();
                self.longer(first, c, tail, |text, length| found(Found { text, start, end: end + length }));
            }
            if self.singles.may_hold(u32::from(c))
                && let Some(text) = self.single.get(&c)
            {
                found(Found { text: *text, start: at, end });
            }
            (start, first, at) = (at, Some(c), end);
        }
    }

    /// Tells `found` of the texts that begin with two characters and go on as `tail` does: the number, and the length of
    /// what goes on.
    fn longer(&self, first: char, second: char, tail: &str, mut found: impl FnMut(usize, usize)) {
        let same = self.longer.get(&(first, second)).into_iter().flatten();
        same.filter(|(own, _)| tail.starts_with(&**own)).for_each(|(own, number)| found(*number, own.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_wherever_it_stands() {
        let texts = ["完成", "完成任务", "成", "任务", "", "of the", "𠮷", "𠮷林", "务的"];
        let in_it = "甲完成任务的𠮷林of theof";
        let mut found = Vec::new();
        Texts::new(texts).find(in_it, 0..in_it.len(), |at| found.push((at.start, at.end, at.text)));
        let mut expected = Vec::new();
        for (number, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            expected.extend(in_it.match_indices(text).map(|(at, _)| (at, at + text.len(), number)));
        }
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected);
        assert_eq!(found.len(), 8);
    }
}
