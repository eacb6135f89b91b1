//! Line breaks inside a paragraph (`<br>`, Word's soft return): which of them part paragraphs, and which only wrap.
//!
//! Text that was pasted from elsewhere has soft breaks where its author saw paragraphs and headings; taken for spaces
//! they would run a heading into the sentence under it. This module must not know file formats.

/// The paragraphs of a text whose line breaks are line feeds; the breaks that only wrap become spaces.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before = "";
    for line in text.split('\n') {
        match paragraphs.last_mut() {
            Some(last) if !parts(before, line) => {
                last.push(' ');
                last.push_str(line);
            }
            _ => paragraphs.push(line.to_owned()),
        }
        before = line;
    }
    paragraphs
}

/// Whether the break between two lines parts paragraphs.
fn parts(before: &str, after: &str) -> bool {
    let indented = after.starts_with(['\u{3000}', '\u{a0}']);
    let blank = before.trim().is_empty() || after.trim().is_empty();
    let ended = before.trim_end().ends_with(['。', '！', '？', '；', '：']);
    blank || indented || ended || is_numbered(before) || is_numbered(after)
}

/// Whether a line begins with the number of a section: 一、 or （二） or 3. and the like.
fn is_numbered(line: &str) -> bool {
    let line = line.trim_start();
    let inner = line.trim_start_matches(['(', '（']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let mut after = rest.chars();
    let (mark, next) = (after.next(), after.next());
    let decimal = mark == Some('.') && next.is_some_and(|c| c.is_ascii_digit());
    let marked = if inner.len() < line.len() { ")）" } else { "、.．" };
    rest.len() < inner.len() && !decimal && mark.is_some_and(|mark| marked.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_that_wraps_is_a_space_and_one_that_parts_is_not() {
        for (text, expected) in [
            ("完成投资3亿元，\n增长5%", vec!["完成投资3亿元， 增长5%"]),
            ("合\n计", vec!["合 计"]),
            ("增长5%。\n完成3项", vec!["增长5%。", "完成3项"]),
            ("二、下步打算\n力争4项", vec!["二、下步打算", "力争4项"]),
            ("完成3项\n（三）民生\n5.2%", vec!["完成3项", "（三）民生", "5.2%"]),
            ("增长\n5.2%", vec!["增长 5.2%"]),
            ("增长\n\u{3000}其中", vec!["增长", "\u{3000}其中"]),
        ] {
            assert_eq!(paragraphs(text), expected, "{text}");
        }
    }
}
