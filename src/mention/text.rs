//! Small steps over text by byte offset: the character here, the one before, full width folded to half.
//! It must not know any language.

use super::charset::Chars;
use crate::chars;

/// How many spaces may stand inside one mention, in a row.
const MAX_SPACES: usize = 6;

/// The character at byte `i`.
#[inline]
pub(super) fn at(s: &str, i: usize) -> Option<char> {
    chars::char_at(s, i)
}

/// The character at byte `i`, folded to half width.
#[inline]
pub(super) fn folded(s: &str, i: usize) -> Option<char> {
    at(s, i).map(fold)
}

/// The character that ends at byte `i`.
#[inline]
pub(super) fn before(s: &str, i: usize) -> Option<char> {
    chars::char_before(s, i)
}

/// Where the character that ends at byte `i` starts.
pub(super) fn back(s: &str, i: usize) -> usize {
    i - before(s, i).map_or(0, char::len_utf8)
}

/// One past the character at byte `i`.
pub(super) fn step(s: &str, i: usize) -> usize {
    match s.as_bytes().get(i) {
        Some(byte) if byte.is_ascii() => i + 1,
        _ => i + at(s, i).map_or(0, char::len_utf8),
    }
}

/// Whether `word` stands at byte `i`.
pub(super) fn has(s: &str, i: usize, word: &str) -> bool {
    s.get(i..).is_some_and(|rest| rest.starts_with(word))
}

/// Full-width ASCII and the usual look-alikes to half width.
#[inline]
pub(super) fn fold(c: char) -> char {
    match c {
        // Told first, for these are most: ASCII, and everything between the blank and the look-alikes of ASCII.
        '\0'..='\u{9F}' | '\u{3001}'..='\u{FE5F}' => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        '−' | '﹣' => '-',
        '﹪' => '%',
        _ => c,
    }
}

/// Blank space within a line.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\u{3000}')
}

/// A Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '〇')
}

/// An ASCII letter, half or full width.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// An ASCII digit, half or full width.
pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Opening and closing quotation marks.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | '『' | '』' | '《' | '》' | '＂')
}

/// A dash or a word character that joins the two ends of a range.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '－' | '~' | '～' | '−' | '─' | '‐' | '‑' | '﹣' | '∼' | '〜')
}

/// Past the spaces at byte `i`, a few at most.
pub(super) fn skip_spaces(s: &str, i: usize) -> usize {
    if s.as_bytes().get(i).is_some_and(|byte| byte.is_ascii_graphic() || (0xE4..=0xE9).contains(byte)) {
        // Neither a graphic character of ASCII nor, by its first byte, a Chinese one is blank.
        return i;
    }
    let Some(rest) = s.get(i..) else { return i };
    i + rest.chars().take(MAX_SPACES).take_while(|&c| is_space(c)).map(char::len_utf8).sum::<usize>()
}

/// Before the spaces that end at byte `i`, a few at most, but not before `floor`.
pub(super) fn skip_spaces_back(s: &str, i: usize, floor: usize) -> usize {
    let mut start = i;
    for _ in 0..MAX_SPACES {
        let Some(c) = before(s, start).filter(|&c| is_space(c) && start > floor) else { break };
        start -= c.len_utf8();
    }
    start
}

/// Whether a line, a sentence or a clause starts at byte `i`, but for spaces.
pub(super) fn starts_clause(s: &str, i: usize) -> bool {
    let i = skip_spaces_back(s, i, 0);
    before(s, i).is_none_or(|c| !(is_word(c) || is_quote(c) || matches!(c, '%' | '％' | '、' | '.')))
}

/// A letter, a digit or a character of a word; told at once of the usual Chinese ones.
pub(super) fn is_word(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphanumeric()
}

/// Whether a line starts at byte `i`, but for spaces.
pub(super) fn starts_line(s: &str, i: usize) -> bool {
    let i = skip_spaces_back(s, i, 0);
    before(s, i).is_none_or(|c| matches!(c, '\n' | '\r' | '。' | '；' | ';' | '\u{FEFF}' | '：' | '#' | '*'))
}

/// Words looked up by what stands at, or before, a place in the text; the longest wins.
#[derive(Debug, Clone)]
pub(super) struct Words<T> {
    /// For each character that a word begins with (or ends with), the number of its list, from one.
    index: Chars,
    lists: Vec<List<T>>,
}

/// The words that have their first (or last) character in common, longest first.
#[derive(Debug, Clone)]
struct List<T> {
    key: char,
    words: Vec<Word<T>>,
}

#[derive(Debug, Clone)]
struct Word<T> {
    text: Box<str>,
    /// Whether nothing else in a text can be folded to it: it is there byte by byte or not at all.
    literal: bool,
    value: T,
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Words { index: Chars::default(), lists: Vec::new() }
    }
}

impl<T> Words<T> {
    /// Adds a word to be found at the place it starts.
    pub(super) fn add_forward(&mut self, word: &str, value: T) {
        self.add(word, word.chars().next(), value);
    }

    /// Adds a word to be found at the place it ends.
    pub(super) fn add_backward(&mut self, word: &str, value: T) {
        self.add(word, word.chars().next_back(), value);
    }

    fn add(&mut self, word: &str, key: Option<char>, value: T) {
        let Some(key) = key else { return };
        if self.list(key).is_none() {
            self.lists.push(List { key, words: Vec::new() });
            self.index.add(u16::try_from(self.lists.len()).unwrap_or_default(), [key]);
        }
        let index = usize::from(self.index.of(key)).checked_sub(1);
        let Some(list) = index.and_then(|index| self.lists.get_mut(index)) else { return };
        let place = list.words.partition_point(|known| known.text.len() >= word.len());
        let word = Word { text: word.into(), literal: word.chars().all(is_han), value };
        list.words.insert(place, word);
    }

    /// The words that begin (or end) with a character that is read like this one.
    #[inline]
    fn list(&self, c: char) -> Option<&[Word<T>]> {
        let index = usize::from(self.index.of(c)).checked_sub(1)?;
        self.lists.get(index).map(|list| &*list.words)
    }

    /// The characters that the words begin with, or end with where they are looked for before a place.
    pub(super) fn keys(&self) -> impl Iterator<Item = char> {
        self.lists.iter().map(|list| list.key)
    }

    /// Those that a word whose value is `wanted` begins or ends with.
    pub(super) fn keys_of(&self, wanted: impl Fn(&T) -> bool) -> impl Iterator<Item = char> {
        let any = move |list: &&List<T>| list.words.iter().any(|word| wanted(&word.value));
        self.lists.iter().filter(any).map(|list| list.key)
    }

    /// Every word.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().flat_map(|list| &list.words).map(|word| &*word.text)
    }

    /// The longest word that starts at byte `i`: its end and its value.
    #[inline]
    pub(super) fn longest(&self, s: &str, i: usize) -> Option<(usize, &T)> {
        longest(self.list(at(s, i)?)?, s, i)
    }

    /// The longest word that ends at byte `i` and starts at or after `floor`: its start and its value.
    #[inline]
    pub(super) fn longest_before(&self, s: &str, i: usize, floor: usize) -> Option<(usize, &T)> {
        longest_before(self.list(before(s, i)?)?, s, i, floor)
    }
}

/// The longest of `words` that starts at byte `i`, each of which begins with the character there.
fn longest<'w, T>(words: &'w [Word<T>], s: &str, i: usize) -> Option<(usize, &'w T)> {
    let rest = s.get(i..)?;
    words.iter().find_map(|Word { text, literal, value }| {
        if *literal {
            // The last bytes tell most words apart.
            let stands =
                rest.as_bytes().get(..text.len()).is_some_and(|head| chars::ends(head, text.as_bytes()));
            return stands.then(|| (i + text.len(), value));
        }
        let end = i + matched(rest.chars(), text.chars(), single(text))?;
        let inside_word = text.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
            && at(s, end).is_some_and(|c| is_letter(c) || text.ends_with('2') && is_digit(c));
        (!inside_word).then_some((end, value))
    })
}

/// The longest of `words` between `floor` and byte `i`, each of which ends with the character before that.
fn longest_before<'w, T>(words: &'w [Word<T>], s: &str, i: usize, floor: usize) -> Option<(usize, &'w T)> {
    let head = s.get(floor..i)?;
    words.iter().find_map(|Word { text, literal, value }| {
        if *literal {
            return chars::ends(head.as_bytes(), text.as_bytes()).then(|| (i - text.len(), value));
        }
        let start = i - matched(head.chars().rev(), text.chars().rev(), single(text))?;
        let inside_word = text.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
            && before(s, start).is_some_and(is_letter);
        (!inside_word).then_some((start, value))
    })
}

/// A one-letter word keeps its case: g is a gram, G is not.
fn single(word: &str) -> bool {
    word.len() == 1
}

/// How many bytes of `text` the whole of `word` matches.
fn matched(
    mut text: impl Iterator<Item = char>,
    word: impl Iterator<Item = char>,
    case: bool,
) -> Option<usize> {
    let mut length = 0;
    for w in word {
        let c = text.next()?;
        let same = if case { fold(c) == fold(w) } else { fold(c).eq_ignore_ascii_case(&fold(w)) };
        if !same {
            return None;
        }
        length += c.len_utf8();
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins_at_either_side() {
        let mut words = Words::default();
        for word in ["人", "人次", "km", "g"] {
            words.add_forward(word, word.len());
        }
        assert_eq!(words.longest("5人次", 1), Some((7, &6)));
        assert_eq!(words.longest("5KM", 1), Some((3, &2)));
        assert_eq!(words.longest("5kms", 1), None);
        assert_eq!(words.longest("5G", 1), None);
        let mut words = Words::default();
        words.add_backward("约", 1);
        words.add_backward("签约", 2);
        assert_eq!(words.longest_before("签约5个", 6, 0), Some((0, &2)));
        assert_eq!(words.longest_before("签约5个", 6, 3), Some((3, &1)));
    }
}
