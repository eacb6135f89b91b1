//! The alphabet of skeletons: which characters stand for figures, and how other characters are folded together.
//!
//! Patterns are compiled over this alphabet and sentences are rewritten in it, so it is said once, here. This
//! module must not know patterns or sentences.

/// The first of the placeholder characters, one for each sort of figure in the order of `SORT_NAMES`.
const FIRST: u32 = 0xE000;
/// How many sorts of figure there are.
#[cfg(test)]
pub(crate) const SORTS: u32 = 16;
/// Stands for the one figure on which a match is anchored.
pub(crate) const ANCHOR: char = '\u{E01F}';
/// No claim begins at or after it; figures and gaps may stand on both sides.
pub(crate) const BARRIER: char = '\u{E01D}';
/// The end of a sentence, whatever it was printed as.
pub(crate) const SENTENCE_END: char = '。';

/// Sorts that a gap does not cross unless it says so: all but tallies, dates, durations and ordinals.
pub(crate) const FIGURE_BITS: u16 = 0b1000_0111_1101_1111;

/// The placeholder of the sort with this bit number.
pub(crate) fn placeholder(bit: u32) -> char {
    char::from_u32(FIRST + bit).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Whether a character of the text itself must not be let into a skeleton, for it would be taken for a figure.
pub(crate) fn is_reserved(c: char) -> bool {
    (FIRST..=u32::from(ANCHOR)).contains(&u32::from(c))
}

/// One spelling for characters that mean the same: full width as half width, capitals as small letters.
#[inline]
pub(crate) fn fold(c: char) -> char {
    match c {
        '!'..='}' => c.to_ascii_lowercase(),
        '—' | '–' | '―' | '−' | '﹣' | '～' | '~' | '─' => '-',
        '﹐' => ',',
        '﹔' => ';',
        '﹕' | '∶' => ':',
        '﹙' | '〔' | '［' | '【' => '(',
        '﹚' | '〕' | '］' | '】' => ')',
        '｡' => SENTENCE_END,
        '’' | '‘' => '\'',
        '\u{3000}' | '\u{A0}' | '\t' => ' ',
        '\u{FF01}'..='\u{FF5E}' => {
            let ascii = u32::from(c) - 0xFEE0;
            char::from_u32(ascii).unwrap_or(c).to_ascii_lowercase()
        }
        c => c.to_ascii_lowercase(),
    }
}

/// Whether no other character is folded to this one, nor this one to another: Chinese characters.
pub(crate) fn is_kept(c: char) -> bool {
    ('\u{4000}'..='\u{9FFF}').contains(&c)
}

/// What a text begins with that stays what it is, Chinese characters and small letters, and the rest.
pub(crate) fn unchanged(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut end = 0;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'a'..=b'z' => end += 1,
            // U+4000 to U+9FFF: this byte and two more.
            0xE4..=0xE9 => end += 3,
            _ => break,
        }
    }
    text.split_at_checked(end).unwrap_or(("", text))
}

/// A line in one spelling; white space is one blank where it separates words, and nothing where it means nothing.
pub(crate) fn folded(line: &str, spaces: bool) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (kept, behind) = unchanged(rest);
        out.push_str(kept);
        let mut chars = behind.chars();
        match chars.next().map(fold) {
            Some(c) if !c.is_whitespace() => out.push(c),
            Some(_) if spaces && !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
        rest = chars.as_str();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_widths_and_cases() {
        for (from, to) in
            [('，', ','), ('（', '('), ('％', '%'), ('Ａ', 'a'), ('G', 'g'), ('、', '、'), ('。', '。')]
        {
            assert_eq!(fold(from), to, "{from}");
        }
    }

    #[test]
    fn lines_are_folded_character_by_character() {
        let line = " 全年 Total：１２ 亿元，abc　增长% ";
        let blanks = |c: &char| !c.is_whitespace();
        assert_eq!(folded(line, false), line.chars().map(fold).filter(blanks).collect::<String>());
        assert_eq!(folded(line, true), "全年 total:12 亿元,abc 增长%");
        assert!(('\u{4000}'..='\u{9FFF}').chain('a'..='z').all(|c| fold(c) == c && !is_reserved(c)));
    }

    #[test]
    fn chinese_characters_are_written_in_one_way() {
        assert!(('\0'..=char::MAX).all(|c| fold(c) == c || !is_kept(c) && !is_kept(fold(c))));
    }

    #[test]
    fn every_character_with_a_meaning_is_reserved() {
        for c in (0..SORTS).map(placeholder).chain([ANCHOR, BARRIER]) {
            assert!(is_reserved(c));
        }
        assert!(!is_reserved('完'));
    }
}
