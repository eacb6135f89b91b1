//! Words of the page's own, in Chinese and English, and the shapes of numbers on it.
//!
//! This module must not know HTML.

use crate::report::Lang;

/// Every kind of `docs/claims-json.md`.
const KINDS: [(&str, &str, &str); 12] = [
    ("completion", "完成率", "completion"),
    ("target", "完成情况", "target"),
    ("growth", "增长", "growth"),
    ("share", "占比", "share"),
    ("rate", "比率", "rate"),
    ("sum", "合计", "sum"),
    ("product", "乘积", "product"),
    ("span", "起止天数", "span of days"),
    ("count", "个数", "count"),
    ("premium", "溢价", "premium"),
    ("progress", "序时进度", "progress"),
    ("repeat", "前后不一", "stated twice"),
];

/// What a kind of claim is called; one that is not in the contract goes by its own name.
pub(super) fn kind(kind: &str, lang: Lang) -> &str {
    KINDS.iter().find(|(name, ..)| *name == kind).map_or(kind, |(_, zh, en)| lang.pick(zh, en))
}

/// The `lang` of the page.
pub(super) fn page_lang(lang: Lang) -> &'static str {
    lang.pick("zh-Hans", "en")
}

/// The `lang` of a report's text, as far as its script tells: one character in eight is enough Chinese.
pub(super) fn text_lang(text: &str) -> &'static str {
    let (mut han, mut seen) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(4000) {
        seen += 1;
        han += usize::from(('\u{3400}'..='\u{9fff}').contains(&c));
    }
    if han * 8 > seen { "zh-Hans" } else { "en" }
}

/// A text on one line: line breaks inside Chinese vanish, elsewhere they are spaces.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        if out.ends_with(|c: char| c.is_ascii()) && line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// At most `most` characters of a text.
pub(super) fn clipped(text: &str, most: usize) -> String {
    let mut chars = text.chars();
    let mut out: String = chars.by_ref().take(most).collect();
    if chars.next().is_some() {
        out.push('…');
    }
    out
}

/// Numbers in a text with their whole parts in groups of three (GB/T 15835), from five digits on.
pub(super) fn grouped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut whole) = (text, true);
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let length = if digits == 0 { first.len_utf8() } else { digits };
        let (token, after) = rest.split_at(length);
        if digits > 4 && whole {
            push_groups(token, &mut out);
        } else {
            out.push_str(token);
        }
        whole = token != ".";
        rest = after;
    }
    out
}

fn push_groups(digits: &str, out: &mut String) {
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
}

/// `1 file`, `2 files`.
pub(super) fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_parts_are_grouped_and_decimals_are_not() {
        let rows = [
            ("14420000", "14 420 000"),
            ("[14415000, 1234567.1234567)", "[14 415 000, 1 234 567.1234567)"),
            ("1200", "1200"),
            ("12000.00005", "12 000.00005"),
        ];
        for (plain, expected) in rows {
            assert_eq!(grouped(plain).replace('\u{202f}', " "), expected);
        }
    }

    #[test]
    fn a_wrapped_sentence_keeps_its_words_apart_and_chinese_together() {
        assert_eq!(one_line("up from\n938 in"), "up from 938 in");
        assert_eq!(one_line("完成年\r\n初任务"), "完成年初任务");
    }

    #[test]
    fn the_script_tells_the_language() {
        assert_eq!((text_lang("完成GDP目标"), text_lang("Plan 计划 of the programme")), ("zh-Hans", "en"));
    }
}
