//! Blocks of a plain text: its lines, which of them are headings, and which stand in a section of plans.
//!
//! This module must not know figures.

use crate::rule::Pack;

/// One line of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block<'t> {
    /// The line without its end.
    pub(crate) text: &'t str,
    /// Where it begins in the document, in bytes.
    pub(crate) start: usize,
    /// 1-based line number.
    pub(crate) line: usize,
    /// 1-based number among the lines that are not empty.
    pub(crate) number: usize,
    /// Whether it stands in a section that lays out plans.
    pub(crate) plan: bool,
    /// Whether it is a heading and nothing else.
    pub(crate) heading: bool,
}

/// A heading may have this many characters.
const HEADING_CHARS: usize = 40;

/// The blocks of a document.
pub(crate) fn blocks<'t>(text: &'t str, pack: &Pack) -> Vec<Block<'t>> {
    let mut blocks = Vec::new();
    let mut plan: Option<usize> = None;
    let mut start = 0;
    for (index, raw) in text.split_inclusive('\n').enumerate() {
        let line = raw.trim_end_matches(['\n', '\r']);
        if !line.trim().is_empty() {
            plan = next_plan(plan, line, pack);
            let number = blocks.len() + 1;
            let heading = heading(line).is_some_and(|(_, text)| text.len() == line.trim().len());
            blocks.push(Block { text: line, start, line: index + 1, number, plan: plan.is_some(), heading });
        }
        start += raw.len();
    }
    blocks
}

/// The level of the plan section that is open after `line`, if one is.
fn next_plan(open: Option<usize>, line: &str, pack: &Pack) -> Option<usize> {
    let Some((level, heading)) = heading(line) else { return open };
    let folded: String =
        heading.chars().map(crate::rule::alphabet::fold).filter(|c| !c.is_whitespace()).collect();
    let plans = pack.context.plan_heading.as_ref().and_then(|words| words.get());
    if plans.is_some_and(|words| words.is_match(&folded)) {
        return Some(open.map_or(level, |outer| outer.min(level)));
    }
    open.filter(|outer| level > *outer)
}

/// The level and text of the heading that a line is or begins with: 1 for 一、, 2 for （一）, 3 for 1. and the like.
fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.trim();
    let first = line.split(['。', '!', '！', '?', '？']).next().unwrap_or(line);
    let short = first.chars().count() <= HEADING_CHARS;
    let level = level(line);
    let alone = first.len() == line.len() && !line.ends_with([',', '，', ';', '；', ':', '：', '.']);
    match level {
        Some(level) if short => Some((level, first)),
        None if short && alone => Some((0, first)),
        _ => None,
    }
}

fn level(line: &str) -> Option<usize> {
    const NUMERALS: &str = "一二三四五六七八九十";
    let inner = line.trim_start_matches(['(', '（']);
    let bracketed = inner.len() < line.len();
    let rest = inner.trim_start_matches(|c| NUMERALS.contains(c));
    if rest.len() < inner.len() {
        return match (bracketed, rest.chars().next()) {
            (true, Some(')' | '）')) => Some(2),
            (false, Some('、' | '.' | '．' | ',' | '，' | ' ' | '　')) => Some(1),
            _ => None,
        };
    }
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == inner.len() {
        return None;
    }
    match (bracketed, rest.chars().next()) {
        (true, Some(')' | '）')) => Some(4),
        (false, Some('、' | '.' | '．')) => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_headings_and_their_levels() {
        for (line, expected) in [
            ("一、工作情况", Some((1, "一、工作情况"))),
            ("（二）城市管理实现新提升。以创建为契机，开展整治。", Some((2, "（二）城市管理实现新提升"))),
            ("3.强化监管", Some((3, "3.强化监管"))),
            ("街道工作总结", Some((0, "街道工作总结"))),
            ("全年完成投资3亿元，同比增长5%。", None),
            ("一是发展理念不够先进，思想不够解放。", None),
        ] {
            assert_eq!(heading(line), expected, "{line}");
        }
    }
}
