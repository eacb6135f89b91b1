//! Text that cannot touch the terminal: what is safe to show of a character, and how many columns it takes.
//!
//! A report is written by someone else. Escape sequences, control characters, marks that reorder text and
//! characters that cannot be seen are shown as a sign in their place, so that what is on the screen is what was
//! checked. This module must not know what the text says.

use unicode_width::UnicodeWidthChar;

/// How many combining marks may stand on one character.
const STACKED: usize = 3;

/// What stands in for a character that is not shown.
const HIDDEN: char = '\u{FFFD}';

/// What is shown for a character.
pub(super) fn shown(c: char) -> char {
    match c {
        '\t' | '\u{A0}' => ' ',
        '\0'..='\u{1F}' => char::from_u32(u32::from(c) + 0x2400).unwrap_or(HIDDEN),
        '\u{7F}' => '\u{2421}',
        // C1 controls, soft hyphen, Arabic and Mongolian format characters, fillers.
        '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' => HIDDEN,
        '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}' | '\u{3164}' | '\u{FFA0}' => HIDDEN,
        // Zero width characters, marks and isolates of direction, separators, invisible operators.
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => HIDDEN,
        // What is no character, and may not stand in XML.
        '\u{FDD0}'..='\u{FDEF}' | '\u{FFFE}' | '\u{FFFF}' => HIDDEN,
        // Interlinear annotation, musical format characters, tags, private use.
        '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' => HIDDEN,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => HIDDEN,
        other => other,
    }
}

/// How many columns what is shown for `c` takes. Ambiguous characters (“ ” … —) count as one.
pub(super) fn columns(c: char) -> usize {
    if is_variation(c) { 0 } else { shown(c).width().unwrap_or(0) }
}

/// Variation selectors choose between two looks of one character; they are left out, so that widths add up.
fn is_variation(c: char) -> bool {
    ('\u{FE00}'..='\u{FE0F}').contains(&c) || ('\u{E0100}'..='\u{E01EF}').contains(&c)
}

/// Collects what is shown of a row of characters.
#[derive(Default)]
pub(super) struct Shown {
    /// What to print.
    pub text: String,
    /// How many columns it takes.
    pub columns: usize,
    stacked: usize,
}

impl Shown {
    /// Adds what is shown for `c`; gives back its columns.
    pub(super) fn push(&mut self, c: char) -> usize {
        let wide = columns(c);
        self.stacked = if wide == 0 { self.stacked + 1 } else { 0 };
        let first = self.columns == 0 && wide == 0;
        if !is_variation(c) && self.stacked <= STACKED && !first {
            self.text.push(shown(c));
        }
        self.columns += wide;
        wide
    }
}

/// A text with everything in it shown as above; line ends too.
pub(crate) fn visible(text: &str) -> String {
    let mut out = Shown::default();
    for c in text.chars() {
        out.push(c);
    }
    out.text
}

/// How many columns `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_the_cursor_or_reorders_comes_through() {
        let hostile = "a\x1b[31mb\u{9b}2Jc\u{202e}d\u{2066}e\u{200b}f\r\n\x07g\x7f\u{e0041}h\0\u{fffe}i";
        let shown = visible(hostile);
        assert_eq!(shown, "a␛[31mb�2Jc�d�e�f␍␊␇g␡�h␀�i");
        assert!(!shown.chars().any(char::is_control));
    }

    #[test]
    fn marks_do_not_pile_up_and_never_stand_first() {
        let piled = format!("\u{301}e{}x", "\u{301}".repeat(50));
        assert_eq!(visible(&piled), format!("e{}x", "\u{301}".repeat(STACKED)));
        assert_eq!(width(&piled), 2);
    }

    #[test]
    fn columns_are_those_of_a_terminal() {
        assert_eq!(width("完成1442万"), 10);
        assert_eq!(width("１２０％"), 8);
        assert_eq!(width("ｱ“”…—"), 5);
        assert_eq!(width("\t\u{1b}"), 2);
    }
}
