//! Numerals that are part of a word and nothing else, told by the characters beside them: 统一, 一心一意, 唯一.
//! Whatever could make a figure of a lone numeral character begins right after it or ends right before it; where neither
//! does, there is no figure, and nothing needs to be read.
//! It must not know how any figure is read.

use super::hanzi;
use super::tables::Tables;
use super::text::{at, before, is_han, is_letter};

/// Characters that could make something of the numeral beside them.
const JOINS: u16 = 1;
/// Characters of words that may stand beside a numeral that stands free.
const FREE: u16 = 2;
/// Characters before a scale that make a vague number of it (数十).
const VAGUE: u16 = 4;

/// Second characters of phrases that are one label.
const PHRASE: u16 = 8;

/// The character after a numeral, and what it could make of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct After {
    bits: u16,
    next: Option<char>,
}

/// What may follow a numeral by the grammar alone: fractions, dates, ranges, list marks, lists of labels.
const GRAMMAR_AFTER: &str = "又分个個年月日季至到-–—~─‐‑∼〜)）〕】、.．和及与";
/// What may precede a numeral by the grammar alone: signs and a point.
const GRAMMAR_BEFORE: &str = "-负負点點";
/// Blanks that no other is read like.
const BLANKS: &str = " \t\u{2009}\u{202F}";

impl After {
    /// Whether the two characters could begin a phrase that is one label.
    pub(super) fn may_be_phrase(self) -> bool {
        self.bits & PHRASE != 0
    }
}

impl Tables {
    /// Notes what the words of all the lists begin and end with.
    pub(super) fn note_neighbours(&mut self) {
        let words = [&self.marks, &self.label_after, &self.label_after_han];
        self.after.add(JOINS, words.into_iter().flat_map(|words| words.keys()));
        self.after.add(JOINS, self.units.keys().chain(self.inside.keys()));
        self.after.add(JOINS | PHRASE, self.phrases.words().filter_map(|phrase| phrase.chars().nth(1)));
        self.after.add(JOINS, GRAMMAR_AFTER.chars().chain(hanzi::PIECES.chars()).chain(BLANKS.chars()));
        self.after.add(FREE, self.free_after.keys());
        // A phrase of one character could stand before anything.
        if self.phrases.words().any(|phrase| phrase.chars().nth(1).is_none()) {
            self.every = JOINS | PHRASE;
        }
        self.before.add(JOINS, self.ordinal_before.keys().chain(self.prefixes.keys()));
        self.before.add(JOINS, self.hedge_before.keys_of(Option::is_some).chain(self.label_before.keys()));
        self.before.add(JOINS, GRAMMAR_BEFORE.chars().chain(BLANKS.chars()));
        self.before.add(FREE, self.free_before.keys());
        self.before.add(VAGUE, self.vague.keys());
    }

    /// Lets every numeral be read, as if anything could be made of it.
    #[cfg(test)]
    pub(super) fn read_all(&mut self) {
        self.every = JOINS | PHRASE;
    }

    /// What the character at byte `i`, right after another, could make of that.
    #[inline]
    pub(super) fn after(&self, s: &str, i: usize) -> After {
        let next = at(s, i);
        After { bits: self.every | next.map_or(0, |c| self.after.of(c)), next }
    }

    /// Where to go on behind the numeral character at byte `i`, if it is `c` and nothing can be made of it.
    pub(super) fn part_of_word(&self, s: &str, i: usize, c: char, after: After) -> Option<usize> {
        if !hanzi::is_han_numeral(c) {
            return None;
        }
        let past = i + c.len_utf8();
        let left = before(s, i);
        let ahead = left.map_or(0, |c| self.before.of(c));
        let vague = ahead & VAGUE != 0 && hanzi::scale(c).is_some();
        if (after.bits | ahead) & JOINS != 0 || vague {
            return None;
        }
        let free = (ahead & FREE != 0 || apart(left)) && (after.bits & FREE != 0 || apart(after.next));
        (!free).then(|| self.not_numbers.end(s, i).map_or(past, |(end, _)| end))
    }
}

/// Whether a numeral is apart from what stands there: no character of a word.
fn apart(c: Option<char>) -> bool {
    c.is_none_or(|c| !(is_han(c) || is_letter(c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::text::{is_dash, is_space};

    #[test]
    fn whatever_the_grammar_may_go_on_with_is_known() {
        let mut tables = Tables::default();
        tables.note_neighbours();
        let all = '\0'..='\u{FFFF}';
        let after = |c: &char| hanzi::starts(*c) || is_dash(*c) || is_space(*c) || "点．）、".contains(*c);
        let other = all.clone().filter(|c| after(c) && tables.after.of(*c) & JOINS == 0);
        assert_eq!(other.collect::<String>(), "");
        let before = |c: &char| is_space(*c) || "-－−负負点點".contains(*c);
        let other = all.filter(|c| before(c) && tables.before.of(*c) & JOINS == 0);
        assert_eq!(other.collect::<String>(), "");
    }

    #[test]
    fn a_numeral_in_a_word_is_none_and_one_by_itself_may_be() {
        let lexicon = "units: [{family: count, base: 个, kind: count, words: [个, 批]}]\nvague: [数]\n\
                       free: {before: [是], after: [的]}\nnot-numbers: [统一, 一心一意]";
        let tables = Tables::new(&[crate::mention::Lexicon::from_yaml(lexicon).unwrap()]).unwrap();
        for (text, at, past) in [
            ("统一指挥", "一", Some("统一")),
            ("一心一意", "一", Some("一心一意")),
            ("万众", "万", Some("万")),
            ("数一", "一", Some("数一")),
            ("统一", "一", Some("统一")),
            ("数万众", "万", None),
            ("一批", "一", None),
            ("一年", "一", None),
            ("统一二", "一", None),
            ("负一众", "一", None),
            ("是一的", "一", None),
            ("一", "一", None),
            ("半岛", "半", None),
            ("3众", "3", None),
        ] {
            let (i, c) = (text.find(at).unwrap(), at.chars().next().unwrap());
            assert_eq!(
                tables.part_of_word(text, i, c, tables.after(text, i + c.len_utf8())).map(|end| &text[..end]),
                past,
                "{text}"
            );
        }
    }
}
