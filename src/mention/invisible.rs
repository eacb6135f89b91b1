//! Characters that leave no trace on paper: between two digits, or a digit and its percent sign, they must not make
//! another figure of it. What a person cannot see must not silence the check.
//!
//! This module must not know what a figure is.

use memchr::{memchr3, memchr3_iter, memmem};

use super::Mention;

/// Whether a character is not seen: joiners, marks of direction, soft hyphens, variation selectors
/// (the default-ignorable characters of Unicode that occur in documents).
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a text may have invisible characters; where it has, `true` for certain.
pub(crate) fn may_hide(text: &str) -> bool {
    may_hold(text.as_bytes())
}

/// Whether there may be invisible characters, by the first bytes that they have in UTF-8.
fn may_hold(bytes: &[u8]) -> bool {
    memchr3(0xCD, 0xD8, 0xE1, bytes).is_some()
        || memchr3_iter(0xC2, 0xE2, 0xF3, bytes).any(|at| begins_one(bytes.get(at..).unwrap_or_default()))
        || memmem::find(bytes, b"\xEF\xB8").is_some()
        || memmem::find(bytes, b"\xEF\xBB\xBF").is_some()
}

/// Whether bytes may begin with an invisible character whose first byte others have as well.
fn begins_one(bytes: &[u8]) -> bool {
    matches!(bytes, [0xC2, 0xAD, ..] | [0xE2, 0x80, 0x8B..=0x8F | 0xAA..=0xAE, ..] | [0xE2, 0x81, ..] | [0xF3, ..])
}

/// A text without its invisible characters, and the way back.
#[derive(Debug)]
pub(super) struct Visible {
    /// What is seen.
    pub(super) text: String,
    /// For each stretch that was left out, the byte of `text` it stood before, and how many bytes are left out so far.
    left_out: Vec<(usize, usize)>,
}

impl Visible {
    /// `None` for a text without invisible characters, as nearly all are.
    pub(super) fn of(s: &str) -> Option<Visible> {
        if !may_hold(s.as_bytes()) || !s.contains(is_invisible) {
            return None;
        }
        let mut visible = Visible { text: String::with_capacity(s.len()), left_out: Vec::new() };
        let mut out = 0;
        for c in s.chars() {
            if is_invisible(c) {
                out += c.len_utf8();
                visible.left_out.push((visible.text.len(), out));
            } else {
                visible.text.push(c);
            }
        }
        Some(visible)
    }

    /// The mention, which was read in `text`, as it stands in the text with everything in it.
    pub(super) fn back(&self, mut mention: Mention) -> Mention {
        mention.start = self.origin(mention.start, |before, at| before <= at);
        mention.end = self.origin(mention.end, |before, at| before < at);
        mention
    }

    fn origin(&self, at: usize, counts: impl Fn(usize, usize) -> bool) -> usize {
        let index = self.left_out.partition_point(|(before, _)| counts(*before, at));
        at + index.checked_sub(1).and_then(|i| self.left_out.get(i)).map_or(0, |(_, out)| *out)
    }
}

#[cfg(test)]
mod tests {
    use crate::Pack;

    fn printed(text: &str) -> Vec<&str> {
        let pack = Pack::builtin("zh-report").unwrap();
        pack.reader().read(text).iter().map(|mention| &text[mention.start..mention.end]).collect()
    }

    #[test]
    fn what_is_not_seen_does_not_part_a_figure() {
        for hidden in ['\u{200B}', '\u{2060}', '\u{FEFF}', '\u{AD}', '\u{202E}', '\u{FE0F}'] {
            let text = format!("完成14{hidden}42万{hidden}元,增长{hidden}5.{hidden}2{hidden}%{hidden}。");
            let expected = [format!("14{hidden}42万{hidden}元"), format!("5.{hidden}2{hidden}%")];
            assert_eq!(printed(&text), expected, "{:?}", hidden);
        }
    }

    #[test]
    fn no_invisible_character_is_overlooked() {
        for c in ('\0'..=char::MAX).filter(|c| super::is_invisible(*c)) {
            assert!(super::may_hide(&format!("完成“12”，{c}")), "{c:?}");
        }
        assert!(!super::may_hide("“十四五”—2025年 ①；×·，３％\u{3000}"));
    }

    #[test]
    fn quotes_and_dashes_are_seen() {
        assert!(super::Visible::of("“十四五”—2025年 ①").is_none());
    }

    #[test]
    fn a_claim_is_found_and_quoted_with_what_is_hidden_in_it() {
        let text = "引进外资1442万美元,目标1200万美元,完\u{200B}成年初任务的1\u{200B}24\u{2060}%。";
        let report = crate::check(text, &Pack::builtin("zh-report").unwrap());
        assert_eq!(report.claims.len(), 1);
        assert_eq!(report.claims[0].judgement.verdict, crate::Verdict::Inconsistent);
        let percent = report.claims[0].operands.iter().find(|operand| operand.role == "percent");
        assert_eq!(percent.unwrap().text.as_deref(), Some("1\u{200B}24\u{2060}%"));
        assert!(text.contains(&report.claims[0].quote));
    }
}
