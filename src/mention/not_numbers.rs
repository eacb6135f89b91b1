//! Words that hold a numeral character and state no number: 统一, 万一, 一户一策.
//! It must not know what a number at the same place would be.

use super::charset::Chars;
use super::hanzi;
use super::text::{at, before, is_han};
use crate::chars;

/// Words that hold a numeral character and state no number, each by that character and one near it.
#[derive(Debug, Clone, Default)]
pub(super) struct NotNumbers {
    /// For each numeral character the number of its words, from one.
    index: Chars,
    words: Vec<Near>,
}

/// The words of one numeral character, each by a character near that.
#[derive(Debug, Clone, Default)]
struct Near {
    /// Those that go on, by the next character.
    after: Splits,
    /// Those where any character may come next, by the one after that.
    over: Splits,
    /// Those that end there, by the character before.
    before: Splits,
    /// Those where none of these is known.
    others: Vec<Split>,
}

/// Words by one character.
#[derive(Debug, Clone, Default)]
struct Splits {
    /// For each character the number of its list, from one.
    index: Chars,
    lists: Vec<Vec<Split>>,
}

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
            let Some(words) = numbered(&mut self.index, &mut self.words, key) else { continue };
            let (head, tail) = word.split_at(place);
            let known = |c: Option<char>| c.filter(|c| *c != '?');
            let (after, over) = (known(tail.chars().nth(1)), known(tail.chars().nth(2)));
            let list = match (after, over, known(head.chars().next_back())) {
                (Some(c), ..) => words.after.list(c),
                (None, Some(c), _) => words.over.list(c),
                (None, None, Some(c)) => words.before.list(c),
                (None, None, None) => Some(&mut words.others),
            };
            let split = Split { head: head.into(), tail: tail.into(), wild: word.contains('?') };
            list.into_iter().for_each(|list| list.push(split.clone()));
        }
    }

    /// Where the longest such word ends whose first numeral character is at byte `i`, and whether it starts
    /// before that.
    pub(super) fn end(&self, s: &str, i: usize) -> Option<(usize, bool)> {
        let key = at(s, i)?;
        let words = of(&self.index, &self.words, key)?;
        let past = i + key.len_utf8();
        let next = at(s, past);
        let over = next.and_then(|next| at(s, past + next.len_utf8()));
        let near = [
            next.map_or(&[][..], |c| words.after.of(c)),
            over.map_or(&[][..], |c| words.over.of(c)),
            before(s, i).map_or(&[][..], |c| words.before.of(c)),
            &words.others,
        ];
        let mut longest = None;
        for split in near.into_iter().flatten() {
            if let Some(end) = split.end(s, i) {
                longest = longest.max(Some((end, !split.head.is_empty())));
            }
        }
        longest
    }
}

impl Splits {
    fn list(&mut self, c: char) -> Option<&mut Vec<Split>> {
        numbered(&mut self.index, &mut self.lists, c)
    }

    #[inline]
    fn of(&self, c: char) -> &[Split] {
        of(&self.index, &self.lists, c).map_or(&[], |list| list)
    }
}

/// What a character has the number of, made if it has none yet.
fn numbered<'a, T: Default>(index: &mut Chars, all: &'a mut Vec<T>, c: char) -> Option<&'a mut T> {
    if index.of(c) == 0 {
        all.push(T::default());
        index.add_one(u16::try_from(all.len()).unwrap_or_default(), c);
    }
    all.get_mut(usize::from(index.of(c)).checked_sub(1)?)
}

/// What a character has the number of, if it has one.
#[inline]
fn of<'a, T>(index: &Chars, all: &'a [T], c: char) -> Option<&'a T> {
    all.get(usize::from(index.of(c)).checked_sub(1)?)
}

impl Split {
    /// Where the word ends, if it stands with its first numeral character at byte `i`.
    fn end(&self, s: &str, i: usize) -> Option<usize> {
        if self.wild {
            return self.end_of_any(s, i);
        }
        let (left, right) = s.as_bytes().split_at_checked(i)?;
        let stands = chars::begins(right, self.tail.as_bytes()) && chars::ends(left, self.head.as_bytes());
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
