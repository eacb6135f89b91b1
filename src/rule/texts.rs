//! Many texts looked for at once: where each of them stands in a skeleton.
//!
//! Texts are found by their first two characters, whose bytes are taken as they are. Most pairs of characters in a report begin no text, and a bit says so, so
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
    single: FxHashMap<Bytes, usize>,
    singles: Filter,
    /// Longer ones by their first two characters: what follows these, and the number; and a filter for the two.
    longer: FxHashMap<(Bytes, Bytes), Vec<Tail>>,
    pairs: Filter,
}

/// The bytes of one character, as a number.
type Bytes = u32;

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
        let Some((first, length)) = character(text.as_bytes(), 0) else { return };
        let Some((second, more)) = character(text.as_bytes(), length) else {
            self.single.insert(first, number);
            return self.singles.add(first);
        };
        let tail = text.get(length + more..).unwrap_or_default();
        self.longer.entry((first, second)).or_default().push((tail.into(), number));
        self.pairs.add(key(first, second));
    }

    /// Tells `found` of every place in a stretch of a text at which one of these stands.
    pub(crate) fn find(&self, text: &str, range: Range<usize>, mut found: impl FnMut(Found)) {
        let bytes = text.as_bytes().get(..range.end).unwrap_or_default();
        let (mut at, mut start, mut first) = (range.start, range.start, 0);
        while let Some((second, length)) = character(bytes, at) {
            let end = at + length;
            if self.pairs.may_hold(key(first, second)) {
                let same = self.longer.get(&(first, second)).into_iter().flatten();
                let tail = bytes.get(end..).unwrap_or_default();
                for (own, text) in same.filter(|(own, _)| chars::begins(tail, own.as_bytes())) {
                    found(Found { text: *text, start, end: end + own.len() });
                }
            }
            if self.singles.may_hold(second)
                && let Some(text) = self.single.get(&second)
            {
                found(Found { text: *text, start: at, end });
            }
            (start, first, at) = (at, second, end);
        }
    }
}

/// The character that begins at a byte, and its length.
#[inline]
fn character(bytes: &[u8], at: usize) -> Option<(Bytes, usize)> {
    match bytes.get(at..)? {
        [a @ 0xE0..=0xEF, b, c, ..] => Some((u32::from_le_bytes([*a, *b, *c, 0]), 3)),
        [a @ 0..=0x7F, ..] => Some((u32::from(*a), 1)),
        [a, b, c, d, ..] if *a >= 0xF0 => Some((u32::from_le_bytes([*a, *b, *c, *d]), 4)),
        [a, b, ..] => Some((u32::from_le_bytes([*a, *b, 0, 0]), 2)),
        _ => None,
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
