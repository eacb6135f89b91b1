//! Tables in plain text: consecutive lines parted into the same number of columns, one of them of figures.
//!
//! Prose must never be taken for a table: a sentence cut into cells is not checked. So the lines have to be parted alike,
//! the cells short, and a column behind the first has to consist of figures. This module must not know formats that mark
//! their tables.

use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use super::{Block, BlockKind, Cell, Document, Table};
use crate::work;

/// What parts the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// Tabs, as spreadsheets put them on the clipboard.
    Tab,
    /// Upright bars.
    Bar,
    /// Two spaces or more, or a full-width one.
    Spaces,
}

const SEPARATORS: [Separator; 3] = [Separator::Tab, Separator::Bar, Separator::Spaces];
/// A cell has at most this many characters.
const CELL_CHARS: usize = 24;
/// A line over a table that belongs to it has at most this many.
const ABOVE_CHARS: usize = 40;
/// This many lines are a table; two are one if the first has no figures and the second has.
const LINES: usize = 3;

/// The cells of a line, as stretches of the text.
struct Row<'b> {
    block: &'b Block,
    cells: Vec<Range<usize>>,
    /// Whether it is drawn with dashes and has no cells.
    ruler: bool,
}

/// Finds the tables in the lines of a document and puts their cells in the place of the lines.
pub(super) fn find(document: &mut Document) {
    let held = SEPARATORS.map(|separator| may_part(&document.text, separator));
    if held == [false; 3] {
        return;
    }
    let blocks = std::mem::take(&mut document.blocks);
    // Up to which block lines are known to be parted alike and no table, so that none is looked at for every line of it.
    let mut known = [0; 3];
    let mut at = 0;
    while let Some(first) = blocks.get(at) {
        let line = document.text.get(first.span.clone()).unwrap_or("");
        let mut separators = SEPARATORS.into_iter().zip(held).filter(|(_, held)| *held);
        if !separators.any(|(separator, _)| may_be_row(line, separator)) {
            document.blocks.push(first.clone());
            at += 1;
            continue;
        }
        let rest = blocks.get(at..).unwrap_or(&[]);
        let mut found = None;
        for (separator, known) in SEPARATORS.into_iter().zip(&mut known).filter(|(_, known)| **known <= at) {
            let rows = run(&document.text, rest, separator);
            if is_table(&document.text, &rows) {
                found = Some(rows);
                break;
            }
            *known = at + rows.len();
        }
        at += found.as_ref().map_or(1, Vec::len);
        match found {
            Some(rows) => put(document, &rows),
            None => document.blocks.push(first.clone()),
        }
    }
}

/// The lines from the first of the blocks on that are parted into the same number of columns.
fn run<'b>(text: &str, blocks: &'b [Block], separator: Separator) -> Vec<Row<'b>> {
    let mut rows: Vec<Row<'b>> = Vec::new();
    let mut width = None;
    let first = blocks.first().map_or(0, |block| block.line);
    for (block, line) in blocks.iter().zip(first..) {
        work::steps(1);
        let row = row(text, block, separator);
        let fits = row.ruler || (row.cells.len() > 1 && width.is_none_or(|width| width == row.cells.len()));
        if block.line != line || block.kind != BlockKind::Line || !fits {
            break;
        }
        if !row.ruler {
            width = Some(row.cells.len());
        }
        rows.push(row);
    }
    rows
}

/// Whether a text has anything that a separator or a ruler could be in one of its lines.
fn may_part(text: &str, separator: Separator) -> bool {
    match separator {
        Separator::Tab => memchr(b'\t', text.as_bytes()).is_some(),
        Separator::Bar => memchr2(b'|', b'-', text.as_bytes()).is_some(),
        Separator::Spaces => has_wide_space(text),
    }
}

/// Whether a text has two blanks together or a full-width one.
fn has_wide_space(text: &str) -> bool {
    memmem::find(text.as_bytes(), b"  ").is_some()
        || memmem::find(text.as_bytes(), "\u{3000}".as_bytes()).is_some()
}

/// Whether a line has anything that a separator or a ruler could be: most lines of prose have not.
fn may_be_row(line: &str, separator: Separator) -> bool {
    match separator {
        Separator::Tab => memchr(b'\t', line.as_bytes()).is_some(),
        Separator::Bar => {
            memchr(b'|', line.as_bytes()).is_some()
                || line.starts_with(['-', '+', ':', ' ']) && line.contains('-')
        }
        Separator::Spaces => has_wide_space(line.trim_matches([' ', '\u{3000}'])),
    }
}

fn row<'b>(text: &str, block: &'b Block, separator: Separator) -> Row<'b> {
    let line = text.get(block.span.clone()).unwrap_or("");
    if !may_be_row(line, separator) {
        let cells = std::iter::once(0..line.len()).collect();
        return Row { block, cells, ruler: false };
    }
    let ruler =
        separator == Separator::Bar && line.contains('-') && line.chars().all(|c| "|-+: ".contains(c));
    let mut cells: Vec<Range<usize>> = parts(line, separator);
    if separator == Separator::Bar {
        let blank = |cell: &Range<usize>| line.get(cell.clone()).is_some_and(|cell| cell.trim().is_empty());
        if cells.first().is_some_and(blank) {
            cells.remove(0);
        }
        if cells.last().is_some_and(blank) {
            cells.pop();
        }
    }
    let place = |cell: Range<usize>| {
        let part = line.get(cell.clone()).unwrap_or("");
        let start = block.span.start + cell.start + part.len() - part.trim_start().len();
        start..start + part.trim().len()
    };
    Row { block, cells: cells.into_iter().map(place).collect(), ruler }
}

/// The parts of a line between its separators.
fn parts(line: &str, separator: Separator) -> Vec<Range<usize>> {
    let by = |c: char| {
        let mut start = 0;
        line.split(c).map(move |part| {
            let range = start..start + part.len();
            start = range.end + c.len_utf8();
            range
        })
    };
    match separator {
        Separator::Tab => by('\t').collect(),
        Separator::Bar => by('|').collect(),
        Separator::Spaces => spaced(line),
    }
}

/// The parts of a line between wide spaces.
fn spaced(line: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut width = 0;
    for (index, c) in line.char_indices() {
        match c {
            ' ' => width += 1,
            '\u{3000}' => width += 2,
            _ => {
                let end = index + c.len_utf8();
                match parts.last_mut() {
                    Some(part) if width < 2 => part.end = end,
                    _ => parts.push(index..end),
                }
                width = 0;
            }
        }
    }
    parts
}

/// Whether rows parted alike are a table rather than prose.
fn is_table(text: &str, rows: &[Row<'_>]) -> bool {
    let rows: Vec<&Row<'_>> = rows.iter().filter(|row| !row.ruler).collect();
    let cell = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
    let Some((head, body)) = rows.split_first() else { return false };
    let short = |range: &Range<usize>| {
        let text = cell(range);
        text.chars().count() <= CELL_CHARS && !text.contains(['。', '\u{ff0c}', '\u{ff1b}', ';'])
    };
    if !rows.iter().all(|row| row.cells.iter().all(short)) {
        return false;
    }
    let figures = |column: usize| {
        let filled =
            body.iter().filter_map(|row| row.cells.get(column)).map(cell).filter(|cell| !cell.is_empty());
        let (figures, others): (Vec<_>, Vec<_>) = filled.partition(|cell| is_figure(cell));
        !figures.is_empty() && others.is_empty()
    };
    let headed = head.cells.iter().all(|range| !is_figure(cell(range)));
    let enough = rows.len() >= LINES || (rows.len() + 1 == LINES && headed);
    enough && (1..head.cells.len()).any(figures)
}

/// Whether a cell is a number, perhaps with a sign and a short unit; a dash stands for none.
fn is_figure(cell: &str) -> bool {
    let number = cell.trim_start_matches(['+', '-', '−', '¥', '￥', '$']);
    let unit = number.trim_start_matches(|c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || ",.，．".contains(c)
    });
    let digits = number.chars().next().is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    matches!(cell, "-" | "–" | "—" | "——" | "…") || (digits && unit.trim().chars().count() <= 2)
}

/// Puts a table and the blocks of its cells into the document.
fn put(document: &mut Document, rows: &[Row<'_>]) {
    let number = document.tables.len();
    let mut cells = Vec::new();
    for (row, line) in rows.iter().filter(|row| !row.ruler).enumerate() {
        for (column, span) in line.cells.iter().enumerate() {
            if !span.is_empty() {
                let kind = BlockKind::Cell { table: number, cell: cells.len() };
                document.blocks.push(Block { span: span.clone(), kind, ..line.block.clone() });
            }
            cells.push(Cell { span: span.clone(), row, column, rows: 1, columns: 1, header: false });
        }
    }
    let start = rows.first().map_or(0, |row| row.block.span.start);
    let end = rows.last().map_or(start, |row| row.block.span.end);
    let above = rows.first().and_then(|row| above(document, row.block.line));
    document.tables.push(Table { span: start..end, above, cells, ..Table::default() });
}

/// The short line over a table, an empty one between them or not.
fn above(document: &Document, line: usize) -> Option<Range<usize>> {
    let near = |block: &&Block| block.line < line && block.line + 2 >= line;
    let block = document.blocks.iter().rev().find(near).filter(|block| block.kind == BlockKind::Line)?;
    let text = document.text.get(block.span.clone())?;
    (text.chars().count() <= ABOVE_CHARS && !text.contains('。')).then(|| block.span.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        let mut document = Document::plain(text);
        find(&mut document);
        document
    }

    /// Each table as rows of cells, and what stands over it.
    fn tables(text: &str) -> Vec<(Vec<Vec<String>>, Option<String>)> {
        let document = document(text);
        let told = |table: &Table| {
            let mut rows = vec![Vec::new(); table.rows()];
            for cell in &table.cells {
                rows[cell.row].push(text[cell.span.clone()].to_owned());
            }
            (rows, table.above.clone().map(|above| text[above].to_owned()))
        };
        document.tables.iter().map(told).collect()
    }

    #[test]
    fn columns_parted_by_tabs_bars_or_spaces() {
        let expected =
            vec![vec!["指标", "目标", "完成"], vec!["投资", "1,200", "1300"], vec!["合计", "1,200", "1300"]];
        let texts = [
            "单位:万元\n指标\t目标\t完成\n投资\t1,200\t1300\n合计\t1,200\t1300\n以上。",
            "单位:万元\n| 指标 | 目标 | 完成 |\n|---|---|---|\n| 投资 | 1,200 | 1300 |\n| 合计 | 1,200 | 1300 |\n",
            "单位:万元\n\n  指标    目标   完成\n  投资   1,200   1300\n  合计   1,200   1300\n",
            "单位:万元\n指标\u{3000}目标\u{3000}完成\n投资\u{3000}1,200\u{3000}1300\n合计\u{3000}1,200\u{3000}1300\n",
        ];
        for text in texts {
            let [(rows, above)] = tables(text).try_into().expect(text);
            assert_eq!(rows, expected, "{text}");
            assert_eq!(above.as_deref(), Some("单位:万元"), "{text}");
        }
    }

    #[test]
    fn cells_stand_where_they_stand_in_the_file() {
        let text = "甲\n乡镇\t户数\n东山\t\n西河\t31户\n";
        let document = document(text);
        let seen: Vec<_> =
            document.blocks.iter().map(|block| (&text[block.span.clone()], block.line, block.kind)).collect();
        let cell = |cell| BlockKind::Cell { table: 0, cell };
        let rows = [
            ("乡镇", 2, cell(0)),
            ("户数", 2, cell(1)),
            ("东山", 3, cell(2)),
            ("西河", 4, cell(4)),
            ("31户", 4, cell(5)),
        ];
        assert_eq!(seen[0], ("甲", 1, BlockKind::Line));
        assert_eq!(seen[1..], rows);
        assert!(document.has_lines);
    }

    #[test]
    fn two_lines_are_a_table_if_the_first_is_its_header() {
        assert_eq!(tables("指标\t完成\n投资\t12").len(), 1);
        assert_eq!(tables("投资\t12\n工业\t13").len(), 0);
        assert_eq!(tables("投资\t12\n工业\t13\n农业\t14").len(), 1);
        assert_eq!(tables("指标\t完成").len(), 0);
    }

    #[test]
    fn prose_is_no_table() {
        let texts = [
            "一、投资  全年完成12亿元\n二、工业  全年完成13亿元\n三、农业  全年完成14亿元",
            "完成投资12亿元  增长5%\n完成产值13亿元  增长6%\n完成税收14亿元  增长7%",
            "It rose by 12 percent.  In the year before,\nit had risen by 13 percent.  Nobody\nasked for more than 14.  That was",
            "全年完成投资,合计\t12\n其中工业;农业\t13\n其他\t14\n",
            "项目名称\t负责人\n公路\t张三\n桥梁\t李四",
            "  1  完成投资\n  2  完成产值\n  3  完成税收",
            "甲|12\n\n乙|13\n\n丙|14",
        ];
        for text in texts {
            assert_eq!(tables(text), [], "{text}");
        }
        assert_eq!(document("").blocks, []);
    }

    #[test]
    fn rows_of_another_width_end_the_table() {
        let found = tables("指标\t完成\n投资\t12\n工业\t13\n备注\t快报\t数\n");
        assert_eq!(found[0].0.len(), 3);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn figures_have_signs_and_short_units() {
        for figure in ["12", "-1,234.5", "12.3%", "５６", "31户", "¥12.00", "12万元", "-", "——"] {
            assert!(is_figure(figure), "{figure}");
        }
        for other in ["", "增长5%", "12个百分点", "A12", "2024年上半年", "."] {
            assert!(!is_figure(other), "{other}");
        }
    }
}
