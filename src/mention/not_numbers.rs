//! Words that hold a numeral character and state no number: 统一, 万一, 一户一策.
//! It must not know what a number at the same place would be.

use rustc_hash::FxHashMap;

use super::charset::Chars;
use super::hanzi;
use super::text::{at, before, is_han};

/// Words that hold a numeral character and state no number, each by that character and one near it.
#[derive(Debug, Clone, Default)]
pub(super) struct NotNumbers {
    /// Those that go on, by the first numeral character and the one after it.
    forward: FxHashMap<(char, char), Vec<Split>>,
    /// Those where any character may come next, by the first numeral character and the one after the next.
    over: FxHashMap<(char, char), Vec<Split>>,
    /// Those that end there, by that character and the one before it.
    backward: FxHashMap<(char, char), Vec<Split>>,
    /// Those where none of these is known.
    others: FxHashMap<char, Vec<Split>>,
    /// Which of these a character is in, as the numeral or as the one near it.
    near: Chars,
}

const FORWARD: u16 = 1;
const OVER: u16 = 2;
const BACKWARD: u16 = 4;
const OTHERS: u16 = 8;

/// A word in two: what stands before its first numeral character, and the rest.
#[derive(Debug, Clone)]
struct Split {
    head: Box<str>,
    tail: Box<str>,
    /// Whether a `?` stands in it for any character.
    wild: bool,
}

impl NotNumbers {
    pub(super) fn add(&mut self, words: &[String]) {
        for word in words {
            let Some((place, key)) = word.char_indices().find(|(_, c)| hanzi::starts(*c)) else { continue };
            let (head, tail) = word.split_at(place);
            let known = |c: Option<char>| c.filter(|c| *c != '?');
            let (after, over) = (known(tail.chars().nth(1)), known(tail.chars().nth(2)));
            let (near, c, list) = match (after, over, known(head.chars().next_back())) {
                (Some(c), ..) => (FORWARD, c, self.forward.entry((key, c)).or_default()),
                (None, Some(c), _) => (OVER, c, self.over.entry((key, c)).or_default()),
                (None, None, Some(c)) => (BACKWARD, c, self.backward.entry((key, c)).or_default()),
                (None, None, None) => (OTHERS, key, self.others.entry(key).or_default()),
            };
            self.near.add(near, [c]);
            list.push(Split { head: head.into(), tail: tail.into(), wild: word.contains('?') });
        }
    }

    /// Where the longest such word ends whose first numeral character is at byte `i`, and whether it starts
    /// before that.
    pub(super) fn end(&self, s: &str, i: usize) -> Option<(usize, bool)> {
        let key = at(s, i)?;
        let past = i + key.len_utf8();
        let next = at(s, past);
        let over = next.and_then(|next| at(s, past + next.len_utf8()));
        let known = |c: Option<char>, near: u16| c.filter(|c| self.near.of(*c) & near != 0);
        let after = known(next, FORWARD).and_then(|after| self.forward.get(&(key, after)));
        let over = known(over, OVER).and_then(|over| self.over.get(&(key, over)));
        let before = known(before(s, i), BACKWARD).and_then(|before| self.backward.get(&(key, before)));
        let other = known(Some(key), OTHERS).and_then(|key| self.others.get(&key));
        let mut longest = None;
        for split in [after, over, before, other].into_iter().flatten().flatten() {
            if let Some(end) = split.end(s, i) {
                longest = longest.max(Some((end, !split.head.is_empty())));
            }
        }
        longest
    }
}

impl Split {
    /// Where the word ends, if it stands with its first numeral character at byte `i`.
    fn end(&self, s: &str, i: usize) -> Option<usize> {
        if self.wild {
            return self.end_of_any(s, i);
        }
        let (left, right) = s.as_bytes().split_at_checked(i)?;
        let stands = right.starts_with(self.tail.as_bytes()) && left.ends_with(self.head.as_bytes());
        stands.then(|| i + self.tail.len())
    }

    fn end_of_any(&self, s: &str, i: usize) -> Option<usize> {
        let mut end = i;
        for expected in self.tail.chars() {
            let c = at(s, end).filter(|&c| c == expected || expected == '?' && any(c))?;
            end += c.len_utf8();
        }
        let mut start = i;
        for expected in self.head.chars().rev() {
            let c = before(s, start).filter(|&c| c == expected || expected == '?' && any(c))?;
            start -= c.len_utf8();
        }
        Some(end)
    }
}

/// What `?` stands for: a letter or a character that is no numeral.
fn any(c: char) -> bool {
    (is_han(c) || c.is_alphabetic()) && !hanzi::starts(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_around_the_character_wins() {
        let mut words = NotNumbers::default();
        let list = ["一户", "一?一策", "统一", "进一步", "一??", "?一?面"];
        words.add(&list.map(str::to_owned));
        for (text, at, expected) in [
            ("一户三", "一", Some(("一户", false))),
            ("一户一策", "一", Some(("一户一策", false))),
            ("一三一策", "一", None),
            ("统一,", "一", Some(("统一", true))),
            ("进一步", "一", Some(("进一步", true))),
            ("进一", "一", None),
            ("一甲乙", "一", Some(("一甲乙", false))),
            ("一甲三", "一", None),
            ("这一方面", "一", Some(("这一方面", true))),
        ] {
            let end = words.end(text, text.find(at).unwrap());
            let start = |inside: bool| if inside { 0 } else { text.find(at).unwrap() };
            assert_eq!(end.map(|(end, inside)| (&text[start(inside)..end], inside)), expected, "{text}");
        }
    }

    #[test]
    fn every_chinese_character_is_a_letter() {
        let han = ('\u{4E00}'..='\u{9FFF}').chain('\u{3400}'..='\u{4DBF}').chain(['〇']);
        assert_eq!(han.filter(|c| !c.is_alphabetic()).collect::<String>(), "");
    }
}
