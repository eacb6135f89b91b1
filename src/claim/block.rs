//! Blocks of a document as claims see them: which are headings, and which stand in a section of plans.
//!
//! Where white space separates words, a paragraph that was wrapped to some width is one block again: a sentence does
//! not end where its line does. Elsewhere a heading that states a figure is one block with the paragraph under it.
//!
//! This module must not know figures.

use crate::document::{self, BlockKind, Document};
use crate::rule::{Lazy, Pack};
use crate::work;

/// One block of a document, or the lines of a wrapped paragraph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block<'t> {
    /// Its text without its end; between the lines of a wrapped paragraph their ends remain.
    pub(crate) text: &'t str,
    /// Where it begins in the document, in bytes.
    pub(crate) start: usize,
    /// 1-based number of its first line.
    pub(crate) line: usize,
    /// Which block of the document it is, or begins with.
    pub(crate) source: usize,
    /// 1-based number among the blocks in the flow of the text; that of the one before for a cell or a note.
    pub(crate) number: usize,
    /// Whether it stands in a section that lays out plans.
    pub(crate) plan: bool,
    /// Whether it is a heading and nothing else.
    pub(crate) heading: bool,
    /// The heading it is or begins with.
    pub(crate) title: Option<&'t str>,
    /// The block with the heading that this one stands under.
    pub(crate) under: Option<usize>,
    /// The same among headings that the file marks or that have a number: a line over a table only looks like one.
    pub(crate) section: Option<usize>,
}

/// A heading may have this many characters, and this many where white space separates words.
const HEADING_CHARS: usize = 40;
const HEADING_CHARS_SPACED: usize = 64;
/// Wrapped lines are at least and at most this many characters wide, the last of a paragraph aside.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=160;
/// A wrapped paragraph is looked for in this many lines.
const PARAGRAPH_LINES: usize = 64;

/// Headings that the file marks are above all that only look like one: their levels begin here.
const LOOKS: usize = 10;

/// One block of the document.
struct Line<'t> {
    text: &'t str,
    start: usize,
    number: usize,
    source: usize,
    kind: BlockKind,
    /// The level and text of the heading that it is or begins with.
    heading: Option<(usize, &'t str)>,
}

/// The blocks of a document.
pub(crate) fn blocks<'t>(document: &'t Document, pack: &Pack) -> Vec<Block<'t>> {
    let lines = lines(document, pack.spaces);
    let mut blocks: Vec<Block<'t>> = Vec::new();
    let (mut plan, mut number) = (None, 0);
    // The headings that are open, the innermost last: the level of each, and its block.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut sections = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let (block, after) = rest.split_at(together(rest, pack.spaces));
        rest = after;
        let end = block.last().map_or(first.start, |last| last.start + last.text.len());
        let text = document.text.get(first.start..end).unwrap_or(first.text);
        let found = first.heading;
        plan = next_plan(plan, found, pack);
        number += usize::from(first.flows());
        work::steps(open.len() + sections.len());
        let under = next_heading(&mut open, found, blocks.len());
        let section = next_heading(&mut sections, found.filter(|(level, _)| *level != LOOKS), blocks.len());
        blocks.push(Block {
            text,
            start: first.start,
            line: first.number,
            source: first.source,
            number,
            plan: plan.is_some(),
            heading: found.is_some_and(|(_, found)| found.len() == text.trim().len()),
            title: found.map(|(_, title)| title),
            under,
            section,
        });
    }
    blocks
}

/// The block with the heading that a block stands under; the heading that it begins with is open from there on.
fn next_heading(open: &mut Vec<(usize, usize)>, found: Option<(usize, &str)>, block: usize) -> Option<usize> {
    if let Some((level, _)) = found {
        open.retain(|(outer, _)| *outer < level);
    }
    let under = open.last().map(|(_, block)| *block);
    open.extend(found.map(|(level, _)| (level, block)));
    under
}

fn lines(document: &Document, spaces: bool) -> Vec<Line<'_>> {
    let line = |(source, block): (usize, &document::Block)| {
        let text = document.text.get(block.span.clone())?;
        let (start, number, kind) = (block.span.start, block.line, block.kind);
        let heading = heading_of(kind, text, spaces);
        Some(Line { text, start, number, source, kind, heading })
    };
    document.blocks.iter().enumerate().filter_map(line).collect()
}

fn heading_of(kind: BlockKind, text: &str, spaces: bool) -> Option<(usize, &str)> {
    match kind {
        BlockKind::Heading(level) => Some((usize::from(level).min(LOOKS - 1), text.trim())),
        BlockKind::Line | BlockKind::Paragraph => {
            heading(text, spaces).map(|(level, text)| (LOOKS + level, text))
        }
        BlockKind::Item | BlockKind::Note(_) | BlockKind::Cell { .. } => None,
    }
}

impl Line<'_> {
    /// Whether it is one of the paragraphs, headings and items that follow one another.
    fn flows(&self) -> bool {
        !matches!(self.kind, BlockKind::Cell { .. } | BlockKind::Note(_))
    }

    /// Whether it is a heading and nothing else.
    fn is_heading(&self) -> bool {
        self.heading.is_some_and(|(_, found)| found.len() == self.text.trim().len())
    }
}

/// How many of the first lines are one block.
fn together(lines: &[Line<'_>], spaces: bool) -> usize {
    match lines.first().map(|first| first.kind) {
        Some(BlockKind::Line) if spaces => wrapped(lines),
        Some(_) if !spaces => headed(lines),
        _ => 1,
    }
}

/// A heading that states a figure (招商引资(目标5亿元)) lends it to the paragraph under it: both are one block.
fn headed(lines: &[Line<'_>]) -> usize {
    let [first, second, ..] = lines else { return 1 };
    let near = second.number <= first.number + 2;
    let under = near && second.flows() && !second.is_heading();
    if first.is_heading() && states_figure(first.text) && under { 2 } else { 1 }
}

/// Whether a heading states a figure other than its own number or a date.
fn states_figure(heading: &str) -> bool {
    let title = heading.trim_start_matches(|c: char| !c.is_alphabetic());
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut last = false;
    for c in title.chars() {
        if last && !is_digit(c) && !"年月日-—~至".contains(c) {
            return true;
        }
        last = is_digit(c);
    }
    last
}

/// How many of the first lines are one paragraph, wrapped where the next word would have been too long for the line.
fn wrapped(lines: &[Line<'_>]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let near = lines.iter().take(PARAGRAPH_LINES);
    let run = near.zip(first.number..);
    let run = run.take_while(|(line, number)| line.number == *number && line.kind == BlockKind::Line);
    let widths = run.map(|(line, _)| line.text.chars().count()).take_while(|width| *width <= *WRAPPED.end());
    let widths: Vec<usize> = widths.collect();
    let widest = widths.iter().max().copied().unwrap_or(0);
    let mut count = 1;
    for ((line, width), next) in lines.iter().zip(&widths).zip(lines.iter().skip(1)) {
        let word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let full = WRAPPED.contains(width) && width + 1 + word > widest;
        if next.number != line.number + 1 || !full || !goes_on(line.text, next.text) {
            break;
        }
        count += 1;
    }
    count
}

/// Whether a line reads as if the next went on with it.
fn goes_on(line: &str, next: &str) -> bool {
    let ended = line.trim_end().ends_with(['.', '!', '?', ',', ';', ')', '%', '-']);
    let next = next.trim_start();
    let inside = next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || "$£€(\"“".contains(c));
    let item = is_item(next) || level(next).is_some();
    !item && (ended || inside) && !line.trim_end().ends_with(':')
}

/// Whether a line is an item of a list.
fn is_item(line: &str) -> bool {
    line.trim_start().starts_with(['•', '·', '-', '–', '*', '▪', '‣', '#', '|'])
}

/// The level of the plan section that is open after a block that begins with `heading`, if one is.
fn next_plan(open: Option<usize>, heading: Option<(usize, &str)>, pack: &Pack) -> Option<usize> {
    let Some((level, heading)) = heading else { return open };
    let words = heading.split_whitespace().flat_map(|word| [if pack.spaces { " " } else { "" }, word]);
    let folded: String = words.flat_map(str::chars).map(crate::rule::alphabet::fold).collect();
    let (plans, reports) = (&pack.context.plan_heading, &pack.context.report_heading);
    let matches = |words: &Option<Lazy>| words.as_ref().is_some_and(|words| words.is_match(&folded));
    if matches(plans) && !matches(reports) {
        return Some(open.map_or(level, |outer| outer.min(level)));
    }
    open.filter(|outer| level > *outer)
}

/// The level and text of the heading that a line is or begins with: 1 for 一、, 2 for （一）, 3 for 1. and the like.
fn heading(line: &str, spaces: bool) -> Option<(usize, &str)> {
    let line = line.trim();
    if spaces && is_item(line) && !line.starts_with('#') {
        return None;
    }
    let limit = if spaces { HEADING_CHARS_SPACED } else { HEADING_CHARS };
    let level = level(line);
    // No character has more than four bytes.
    if level.is_none() && line.len() > 4 * (limit + 1) {
        return None;
    }
    // What is longer than a heading may be need not be read to its end.
    let longest = line.char_indices().nth(limit + 1).map_or(line.len(), |(at, _)| at);
    let head = line.get(..longest).unwrap_or(line);
    let end = head.find(['。', '!', '！', '?', '？']);
    if end.is_none() && longest < line.len() {
        return None;
    }
    let first = end.and_then(|end| line.get(..end)).unwrap_or(line);
    let short = first.chars().count() <= limit;
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
            assert_eq!(heading(line, false), expected, "{line}");
        }
        let long = "街道".repeat(HEADING_CHARS);
        let numbered = format!("1.强化监管。{long}");
        assert_eq!([&long, &numbered].map(|line| heading(line, false)), [None, Some((3, "1.强化监管"))]);
    }

    #[test]
    fn a_title_that_promises_a_report_opens_no_section_of_plans() {
        let plans = |text: &str| -> Vec<bool> {
            let pack = Pack::builtin("zh-report").unwrap();
            blocks(&Document::plain(text), &pack).iter().map(|block| block.plan).collect()
        };
        let title = "街道2024年工作总结和2025年工作打算\n一、主要工作\n完成投资3亿元。\n二、2025年工作打算\n完成投资4亿元。";
        assert_eq!(plans(title), [false, false, false, true, true]);
        assert!(states_figure("一、招商引资(目标5亿元)") && !states_figure("二、2025年1-6月工作"));
        assert_eq!(plans("街道2025年工作计划\n一、主要工作\n完成投资3亿元。"), [true, true, true]);
        assert_eq!(plans("一、下步打算\n力争4亿元。\n二、主要成绩\n完成3亿元。"), [true, true, false, false]);
    }

    #[test]
    fn a_wrapped_paragraph_is_one_block_where_spaces_separate_words() {
        let text = "2. Reach\n\nField staff were on the road from March on, and made 415 visits\nagainst a target of 480 \
                    (86%). They also ran a helpline, which\nwas new.\n- Calls answered by the helpline in its first months: 120\n- Calls lost: 3\n";
        let document = Document::plain(text);
        let spaced = blocks(&document, &Pack::builtin("en-report").unwrap());
        assert_eq!(
            spaced.iter().map(|b| (b.line, b.number)).collect::<Vec<_>>(),
            [(1, 1), (3, 2), (6, 3), (7, 4)]
        );
        assert!(spaced[1].text.ends_with("was new."), "{}", spaced[1].text);
        assert_eq!(blocks(&document, &Pack::builtin("zh-report").unwrap()).len(), 6);
    }
}
