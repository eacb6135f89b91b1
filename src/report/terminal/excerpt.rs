//! Excerpts: the part of a text around some marks, in rows that fit a screen, with the marks underlined.
//!
//! A paragraph of a report is often thousands of characters on one line; only the clauses around the marks are
//! shown, with `…` where something was left out. This module must not know what the marks mean.

use std::ops::Range;

use super::visible::{Shown, columns, width};
use crate::document::LineIndex;

/// How many columns a row has at most, unless a single mark is wider: a line that wraps loses its carets.
const ROW: usize = 72;
/// How many columns before the first mark are shown at most.
const BEFORE: usize = 40;
/// How few columns before the first mark are worth it to have all marks in one row.
const LEAST: usize = 16;
/// How many columns before any other mark are shown at most.
const BETWEEN: usize = 16;
/// How many columns after a mark are shown at most.
const AFTER: usize = 16;
/// How many columns may be left out without a `…` being worth it.
const GAP: usize = 8;

/// What to underline, and what to call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// What to write under it.
    pub label: String,
}

/// One row of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The 1-based line of the text.
    pub line: usize,
    /// What to show of it.
    pub text: String,
    /// Carets under the marks, column for column.
    pub carets: String,
    /// The labels under the carets, in as many rows as they need.
    pub labels: Vec<String>,
}

/// The rows that show `marks` in the text of `index`.
pub(super) fn rows(text: &str, index: &LineIndex<'_>, marks: &[Mark]) -> Vec<Row> {
    let marks = merged(text, index, marks);
    let mut rows = Vec::new();
    let mut rest = marks.as_slice();
    while let Some((line, _)) = rest.first() {
        let same = rest.iter().take_while(|(other, _)| other == line).count();
        let (here, after) = rest.split_at(same);
        let span = index.span(*line);
        let marks: Vec<Mark> = here.iter().map(|(_, mark)| relative(mark, span.start)).collect();
        let content = text.get(span).unwrap_or("");
        rows.extend(line_rows(*line, content, &marks));
        rest = after;
    }
    rows
}

fn relative(mark: &Mark, start: usize) -> Mark {
    Mark { span: mark.span.start - start..mark.span.end - start, label: mark.label.clone() }
}

/// The marks in order, each with its line: one that crosses lines is cut at their ends, and those on the same
/// stretch become one.
fn merged(text: &str, index: &LineIndex<'_>, marks: &[Mark]) -> Vec<(usize, Mark)> {
    let mut sorted: Vec<&Mark> = marks.iter().filter(|mark| text.get(mark.span.clone()).is_some()).collect();
    sorted.sort_by_key(|mark| (mark.span.start, mark.span.end));
    let mut out: Vec<(usize, Mark)> = Vec::new();
    for mark in sorted {
        let (first, last) = (index.line(mark.span.start), index.line(mark.span.end));
        for line in first..=last {
            let whole = index.span(line);
            let span = mark.span.start.max(whole.start)..mark.span.end.min(whole.end);
            if span.is_empty() {
                continue;
            }
            match out.last_mut() {
                Some((_, before)) if before.span == span => {
                    before.label = format!("{}/{}", before.label, mark.label)
                }
                _ => out.push((line, Mark { span, label: mark.label.clone() })),
            }
        }
    }
    out
}

/// The rows of one line, whose marks are relative to it.
fn line_rows(line: usize, content: &str, marks: &[Mark]) -> Vec<Row> {
    let segments = segments(content, marks);
    let mut rows: Vec<Vec<Range<usize>>> = Vec::new();
    let mut used = 0;
    for segment in segments {
        let wide = content.get(segment.clone()).map_or(0, width) + 1;
        match rows.last_mut() {
            Some(row) if used + wide <= ROW => row.push(segment),
            _ => {
                rows.push(vec![segment]);
                used = 0;
            }
        }
        used += wide;
    }
    rows.iter().map(|row| draw(line, content, row, marks)).collect()
}

/// The stretches of the line to show, in order, not touching one another.
fn segments(content: &str, marks: &[Mark]) -> Vec<Range<usize>> {
    if fits(content) {
        return std::iter::once(0..content.len()).collect();
    }
    let mut out: Vec<Range<usize>> = Vec::new();
    let lead = lead(content, marks);
    for mark in marks {
        let context = if out.is_empty() { lead } else { BETWEEN };
        let start = before(content, mark.span.start, context);
        let end = after(content, mark.span.end, AFTER);
        match out.last_mut() {
            Some(last) if joins(content, last, start, end, mark) => last.end = last.end.max(end),
            Some(last) => {
                last.end = last.end.min(mark.span.start);
                let start = start.max(last.end);
                out.push(start..end);
            }
            None => out.push(start..end),
        }
    }
    out
}

/// How many columns to show before the first mark, so that all marks of a sentence still fit in one row.
fn lead(content: &str, marks: &[Mark]) -> usize {
    let start = marks.first().map_or(0, |mark| mark.span.start);
    let end = marks.iter().map(|mark| mark.span.end).max().unwrap_or(start);
    let spread = content.get(start..end).unwrap_or("").chars().map(columns);
    let spread = spread.scan(0, |sum, wide| Some(*sum + wide).inspect(|now| *sum = *now));
    let spread = spread.take_while(|sum| *sum <= ROW).last().unwrap_or(0);
    let room = ROW.saturating_sub(spread + AFTER / 2);
    if room < LEAST { BEFORE } else { room.min(BEFORE) }
}

/// Whether the whole line fits in a row; found out without reading a long line to its end.
fn fits(content: &str) -> bool {
    let mut used = 0;
    content.chars().all(|c| {
        used += columns(c);
        used <= ROW
    })
}

/// Whether a mark with its context is to be shown in one piece with the segment before it.
fn joins(content: &str, last: &Range<usize>, start: usize, end: usize, mark: &Mark) -> bool {
    let gap = content.get(last.end..start).map_or(0, width);
    let together = content.get(last.start..end).map_or(0, width);
    mark.span.start < last.start || (gap <= GAP && together <= ROW)
}

/// Where to start showing what stands before `at`: at the sentence, else at the farthest clause within `limit`
/// columns, else as far as `limit` goes.
fn before(content: &str, at: usize, limit: usize) -> usize {
    let head = content.get(..at).unwrap_or("");
    let (mut used, mut start, mut clause) = (0, at, None);
    for (offset, c) in head.char_indices().rev() {
        used += columns(c);
        if used > limit {
            return clause.unwrap_or(start);
        }
        match boundary(content, offset, c) {
            Boundary::Sentence => return start,
            Boundary::Clause => clause = Some(start),
            Boundary::None => {}
        }
        // Never between a character and the marks that combine with it.
        if columns(c) > 0 {
            start = offset;
        }
    }
    0
}

/// Where to stop showing what stands after `at`: behind the next mark of punctuation within `limit` columns.
fn after(content: &str, at: usize, limit: usize) -> usize {
    let tail = content.get(at..).unwrap_or("");
    let mut used = 0;
    for (offset, c) in tail.char_indices() {
        used += columns(c);
        if used > limit {
            return at + offset;
        }
        if boundary(content, at + offset, c) != Boundary::None {
            return at + offset + c.len_utf8();
        }
    }
    content.len()
}

#[derive(PartialEq, Eq)]
enum Boundary {
    Sentence,
    Clause,
    None,
}

/// Whether the character at `offset` ends a sentence or a clause. A comma between digits groups them.
fn boundary(content: &str, offset: usize, c: char) -> Boundary {
    let next = content.get(offset + c.len_utf8()..).and_then(|rest| rest.chars().next());
    match c {
        '。' | '！' | '？' | '；' | '!' | '?' | ';' => Boundary::Sentence,
        '.' if next.is_none_or(char::is_whitespace) => Boundary::Sentence,
        '，' | '：' | '、' | ':' => Boundary::Clause,
        ',' if !next.is_some_and(|next| next.is_ascii_digit()) => Boundary::Clause,
        _ => Boundary::None,
    }
}

/// Draws one row: its segments with `…` between, and what goes under them.
fn draw(line: usize, content: &str, segments: &[Range<usize>], marks: &[Mark]) -> Row {
    let mut shown = Shown::default();
    let mut carets = String::new();
    let mut labels: Vec<(usize, &str)> = Vec::new();
    let mut at = content.len() - content.trim_start().len();
    for segment in segments {
        if segment.start > at {
            carets.push_str(&" ".repeat(shown.push('…')));
        }
        for (offset, c) in content.get(segment.clone()).unwrap_or("").char_indices() {
            let offset = segment.start + offset;
            let column = shown.columns;
            let starting = marks.iter().filter(|mark| mark.span.start == offset);
            labels.extend(starting.map(|mark| (column, mark.label.as_str())));
            let marked = marks.iter().any(|mark| mark.span.contains(&offset));
            carets.push_str(&if marked { "^" } else { " " }.repeat(shown.push(c)));
        }
        at = segment.end;
    }
    if at < content.trim_end().len() {
        shown.push('…');
    }
    Row { line, text: shown.text, carets: carets.trim_end().to_owned(), labels: place(&labels) }
}

/// Sets each label under its caret, in the first row where it does not run into another.
fn place(labels: &[(usize, &str)]) -> Vec<String> {
    let mut rows: Vec<(String, usize)> = Vec::new();
    for (column, label) in labels {
        let free = rows.iter().position(|(_, end)| *end == 0 || end < column);
        let at = free.unwrap_or_else(|| {
            rows.push((String::new(), 0));
            rows.len() - 1
        });
        if let Some((row, end)) = rows.get_mut(at) {
            row.push_str(&" ".repeat(column.saturating_sub(*end)));
            row.push_str(label);
            *end = column + width(label);
        }
    }
    rows.into_iter().map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str, wanted: &[(&str, &str)]) -> Vec<Mark> {
        let mut at = 0;
        let found = wanted.iter().map(|(what, label)| {
            let start = at + text[at..].find(what).unwrap();
            at = start + what.len();
            Mark { span: start..at, label: (*label).to_owned() }
        });
        found.collect()
    }

    /// The shown text that stands over carets, run by run, by display columns.
    fn over_carets(row: &Row) -> Vec<String> {
        let mut runs: Vec<String> = Vec::new();
        let (mut column, mut inside) = (0, false);
        let carets: Vec<char> = row.carets.chars().collect();
        for c in row.text.chars() {
            let wide = columns(c);
            let under =
                (column..column + wide.max(1)).map(|at| carets.get(at) == Some(&'^')).collect::<Vec<_>>();
            assert!(wide == 0 || under.iter().all(|one| *one == under[0]), "a caret under half a character");
            match (under[0] && wide > 0, inside) {
                (true, false) => runs.push(c.to_string()),
                (true, true) => runs.last_mut().unwrap().push(c),
                (false, _) => {}
            }
            if wide > 0 {
                inside = under[0];
            } else if inside && let Some(run) = runs.last_mut() {
                run.push(c);
            }
            column += wide;
        }
        runs
    }

    fn shown(text: &str, wanted: &[(&str, &str)]) -> Vec<Row> {
        rows(text, &LineIndex::new(text), &marks(text, wanted))
    }

    const WANTED: [(&str, &str); 3] = [("１４４２万美元", "实际"), ("1200万美元", "目标"), ("124%", "比率")];

    #[test]
    fn carets_stand_exactly_under_full_width_figures() {
        let rows = shown("　引进“外资”１４４２万美元，目标1200万美元，完成年初任务的124%。", &WANTED);
        assert_eq!(rows.len(), 1);
        assert_eq!(over_carets(&rows[0]), ["１４４２万美元", "1200万美元", "124%"]);
        let column = width(&rows[0].text[..rows[0].text.find("1200").unwrap()]);
        let label = &rows[0].labels[0];
        assert_eq!(width(&label[..label.find("目标").unwrap()]), column);
    }

    #[test]
    fn a_long_paragraph_is_cut_at_clauses_around_the_figures() {
        let filler = "全县上下认真贯彻落实各项决策部署，".repeat(60);
        let text = format!(
            "{filler}有力有效。引进外资１４４２万美元，{filler}目标1200万美元，{filler}完成年初任务的124%，{filler}"
        );
        let rows = shown(&text, &WANTED);
        let all: Vec<String> = rows.iter().flat_map(over_carets).collect();
        assert_eq!(all, ["１４４２万美元", "1200万美元", "124%"]);
        assert!(rows.iter().all(|row| width(&row.text) <= ROW + 2), "{rows:#?}");
        assert!(rows[0].text.starts_with("…引进外资１４４２万美元，…"), "{rows:#?}");
        assert!(rows.len() <= 2);
    }

    #[test]
    fn marks_close_together_in_a_long_line_stay_in_one_piece() {
        let text = format!(
            "{}。引进外资１４４２万美元,目标1200万美元,完成年初任务的124%。{}",
            "前".repeat(200),
            "后".repeat(200)
        );
        let rows = shown(&text, &WANTED);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].text, "…引进外资１４４２万美元,目标1200万美元,完成年初任务的124%。…");
    }

    #[test]
    fn hostile_text_neither_moves_nor_reorders_anything() {
        let text = "外资\x1b[2J\u{202e}１４４２万美元\t目标\u{200b}1200\u{301}万美元\u{7}，124%\u{9b}。";
        let rows =
            shown(text, &[("１４４２万美元", "实际"), ("1200\u{301}万美元", "目标"), ("124%", "比率")]);
        assert_eq!(over_carets(&rows[0]), ["１４４２万美元", "1200\u{301}万美元", "124%"]);
        assert!(!rows[0].text.chars().any(|c| c.is_control() || c == '\u{202e}' || c == '\u{200b}'));
    }

    #[test]
    fn figures_on_several_lines_show_each_line() {
        let rows = shown("引进外资１４４２万美元，\r\n目标1200万美元，\n完成年初任务的124%", &WANTED);
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 2, 3]);
        assert!(rows.iter().all(|row| over_carets(row).len() == 1));
    }

    #[test]
    fn a_figure_across_a_line_end_is_underlined_on_both() {
        let rows = shown("完成12\n00万元", &[("12\n00万元", "实际")]);
        assert_eq!(rows.iter().flat_map(over_carets).collect::<Vec<_>>(), ["12", "00万元"]);
    }

    #[test]
    fn two_roles_of_one_figure_share_a_label_and_close_labels_take_two_rows() {
        let text = "整改61处";
        let mark = |label: &str| Mark { span: 6..11, label: label.to_owned() };
        let rows = rows(text, &LineIndex::new(text), &[mark("分子"), mark("分母")]);
        assert_eq!(rows[0].labels, ["    分子/分母"]);
        assert_eq!(place(&[(0, "actual"), (3, "x"), (7, "y")]), ["actual y", "   x"]);
    }

    #[test]
    fn a_span_that_is_not_in_the_text_is_left_out() {
        let mark = Mark { span: 1..900, label: String::new() };
        assert_eq!(rows("短", &LineIndex::new("短"), &[mark]), []);
    }
}
