//! Sheets: which of its cells are a table, what stands over it, and what is text.
//!
//! A sheet of a report is rarely one table from its first cell on: a title and a line with the unit stand over it, notes
//! under it, and an empty row before the next. Rows with one filled cell are text where they stand over or under
//! rows with several, and part of the table between them. This module must not know file formats, nor what a header says.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::draft::{Draft, DraftCell, DraftTable};
use super::super::{Limits, ReadError};

/// A sheet: its name, and the cells that show something.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// What it shows, by row and column of the sheet, both 0-based.
    pub(super) cells: BTreeMap<(usize, usize), Filled>,
}

/// What a cell shows, and how far it reaches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filled {
    /// What is shown.
    pub(super) text: String,
    /// How many rows it covers, at least 1.
    pub(super) rows: usize,
    /// How many columns it covers, at least 1.
    pub(super) columns: usize,
}

/// A caption is shorter than this; what is longer is text.
const CAPTION_CHARS: usize = 60;
/// Empty rows inside a table are at most so many.
const GAP: usize = 2;

impl Sheet {
    /// Puts a cell where nothing stands yet; one that shows nothing is not put.
    pub(super) fn put(&mut self, row: usize, column: usize, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            let filled = Filled { text: text.to_owned(), rows: 1, columns: 1 };
            self.cells.insert((row, column), filled);
        }
    }

    /// Lets a cell cover others, no further than where anything is shown.
    pub(super) fn merge(&mut self, start: (usize, usize), end: (usize, usize)) {
        let last_row = self.cells.keys().next_back().map_or(0, |(row, _)| *row);
        let Some(cell) = self.cells.get_mut(&start) else { return };
        cell.rows = end.0.min(last_row.max(start.0)).saturating_sub(start.0) + 1;
        cell.columns = end.1.saturating_sub(start.1) + 1;
    }

    /// Puts the sheet into the document: its name as a heading, then its tables and texts.
    pub(super) fn draft(&self, draft: &mut Draft, limits: Limits) -> Result<(), ReadError> {
        if self.cells.is_empty() {
            return Ok(());
        }
        draft.heading(1, &self.name)?;
        let name: Arc<str> = self.name.as_str().into();
        for band in bands(&self.rows(limits)?) {
            band.draft(draft, &name)?;
        }
        Ok(())
    }

    /// The rows on which something stands, the rows that merged cells reach into among them.
    fn rows(&self, limits: Limits) -> Result<Vec<Row<'_>>, ReadError> {
        let mut covered: BTreeMap<usize, usize> = BTreeMap::new();
        let mut count = 0_usize;
        for ((row, _), cell) in &self.cells {
            count = count.saturating_add(cell.rows);
            if count > limits.cells {
                let limit = u64::try_from(limits.cells).unwrap_or(u64::MAX);
                return Err(ReadError::TooMany { what: "cells", limit });
            }
            for row in *row..row.saturating_add(cell.rows) {
                *covered.entry(row).or_default() += 1;
            }
        }
        Ok(covered.into_iter().map(|(number, covered)| self.row(number, covered)).collect())
    }

    fn row(&self, number: usize, covered: usize) -> Row<'_> {
        let cells = self.cells.range((number, 0)..=(number, usize::MAX));
        Row { number, covered, cells: cells.map(|((_, column), cell)| (*column, cell)).collect() }
    }
}

/// A row: the cells that begin in it, and how many there are with those that reach into it.
#[derive(Debug, Clone)]
struct Row<'s> {
    number: usize,
    covered: usize,
    cells: Vec<(usize, &'s Filled)>,
}

impl Row<'_> {
    /// Whether it is one cell of text, or a few that each name something (编制单位:…　单位:万元).
    fn is_text(&self) -> bool {
        let names = |cell: &Filled| cell.text.contains([':', '\u{ff1a}']);
        self.covered < 2
            || (self.covered < 4
                && self.cells.len() == self.covered
                && self.cells.iter().all(|(_, cell)| names(cell)))
    }

    /// Whether a figure stands in it, its first cell aside: then it is no row of headers.
    fn has_figure(&self) -> bool {
        self.cells.iter().skip(1).any(|(_, cell)| is_figure(&cell.text))
    }

    fn text(&self) -> String {
        self.cells.iter().map(|(_, cell)| cell.text.as_str()).collect::<Vec<_>>().join("\u{3000}")
    }
}

/// Whether a text is a number and not a year.
fn is_figure(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let only = text.chars().all(|c| c.is_ascii_digit() || ",.%+-() ".contains(c));
    let year = text.len() == 4 && digits == 4 && (text.starts_with("19") || text.starts_with("20"));
    digits > 0 && only && !year
}

/// Rows that belong together: text over a table, the table, text under it. Any of them may be missing.
#[derive(Debug, Default)]
struct Band<'s> {
    over: Vec<Row<'s>>,
    table: Vec<Row<'s>>,
    under: Vec<Row<'s>>,
}

/// Cuts rows into bands at the empty rows, but not where figures go on under a table.
fn bands<'s>(rows: &[Row<'s>]) -> Vec<Band<'s>> {
    let mut bands: Vec<Band<'s>> = Vec::new();
    for run in rows.chunk_by(|row, next| next.number == row.number + 1) {
        let band = Band::of(run);
        match bands.last_mut() {
            Some(last) if last.goes_on_with(&band) => {
                last.table.extend(band.table);
                last.under = band.under;
            }
            _ => bands.push(band),
        }
    }
    bands
}

impl<'s> Band<'s> {
    fn of(run: &[Row<'s>]) -> Band<'s> {
        let over = run.iter().take_while(|row| row.is_text()).count();
        let (over, rest) = run.split_at(over);
        let table = rest.iter().rposition(|row| row.covered > 1).map_or(0, |last| last + 1);
        let (table, under) = rest.split_at(table);
        Band { over: over.to_vec(), table: table.to_vec(), under: under.to_vec() }
    }

    fn goes_on_with(&self, next: &Band<'s>) -> bool {
        let (Some(last), Some(first)) = (self.table.last(), next.table.first()) else { return false };
        let near = first.number - last.number <= GAP + 1;
        near && self.under.is_empty() && next.over.is_empty() && first.has_figure()
    }

    fn draft(&self, draft: &mut Draft, sheet: &Arc<str>) -> Result<(), ReadError> {
        let mut caption: Vec<String> = Vec::new();
        for text in self.over.iter().map(Row::text).filter(|text| !text.is_empty()) {
            if self.table.is_empty() || is_prose(&text) {
                draft.paragraph(&text)?;
            } else {
                caption.push(text);
            }
        }
        if let Some(table) = self.table(sheet, caption) {
            draft.table(table)?;
        }
        self.under.iter().try_for_each(|row| draft.paragraph(&row.text()))
    }

    fn table(&self, sheet: &Arc<str>, caption: Vec<String>) -> Option<DraftTable> {
        let cells = || {
            self.table
                .iter()
                .flat_map(|row| row.cells.iter().map(|(column, cell)| (row.number, *column, *cell)))
        };
        let origin = (self.table.first()?.number, cells().map(|(_, column, _)| column).min()?);
        let last = self.table.last()?.number;
        let cells = cells().map(|(row, column, cell)| DraftCell {
            text: cell.text.clone(),
            row: row - origin.0,
            column: column - origin.1,
            rows: cell.rows.min(last - row + 1),
            columns: cell.columns,
            header: false,
        });
        let cells = cells.collect();
        let caption = (!caption.is_empty()).then(|| caption.join("\u{3000}"));
        Some(DraftTable { cells, caption, sheet: Some(Arc::clone(sheet)), origin })
    }
}

/// Whether a text over a table says something of its own rather than naming the table.
fn is_prose(text: &str) -> bool {
    text.contains(['。', '\u{ff1b}']) || text.chars().count() > CAPTION_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Table};

    /// A sheet from rows of cells parted by `|`; an empty cell shows nothing.
    fn sheet(rows: &[&str]) -> Sheet {
        let mut sheet = Sheet { name: "表一".to_owned(), ..Sheet::default() };
        for (row, line) in rows.iter().enumerate() {
            line.split('|').enumerate().for_each(|(column, text)| sheet.put(row, column, text));
        }
        sheet
    }

    fn document(sheet: &Sheet) -> Document {
        let mut draft = Draft::new(Limits::default());
        sheet.draft(&mut draft, Limits::default()).unwrap();
        draft.finish("")
    }

    fn above<'d>(document: &'d Document, table: &Table) -> Option<&'d str> {
        document.text.get(table.above.clone()?)
    }

    #[test]
    fn titles_units_and_notes_are_not_rows_of_the_table() {
        let rows = [
            "2024年完成情况||",
            "编制单位:统计局||单位:万元",
            "指标|目标|完成",
            "投资|12|13.5",
            "其中:||",
            "工业|10|9",
            "注:快报数||",
        ];
        let document = document(&sheet(&rows));
        assert_eq!(
            document.text,
            "表一\n2024年完成情况\u{3000}编制单位:统计局\u{3000}单位:万元\n指标\t目标\t完成\n投资\t12\t13.5\n其中:\n工业\t10\t9\n注:快报数\n"
        );
        let table = &document.tables[0];
        assert_eq!(above(&document, table), Some("2024年完成情况\u{3000}编制单位:统计局\u{3000}单位:万元"));
        assert_eq!((table.rows(), table.columns(), table.origin), (4, 3, (2, 0)));
        let block =
            document.blocks.iter().find(|block| document.text[block.span.clone()] == *"13.5").unwrap();
        let place = document.place(block);
        assert_eq!((place.sheet.as_deref(), place.cell.as_deref()), (Some("表一"), Some("C4")));
    }

    #[test]
    fn an_empty_row_parts_tables_but_not_a_table_from_its_figures() {
        let rows = ["指标|完成", "投资|12", "", "合计|12", "", "乡镇|户数", "东山|31"];
        let document = document(&sheet(&rows));
        let sizes: Vec<_> = document.tables.iter().map(|table| (table.rows(), table.origin)).collect();
        assert_eq!(sizes, [(4, (0, 0)), (2, (5, 0))]);
    }

    #[test]
    fn years_are_headers_and_prose_is_no_caption() {
        let rows = ["甲|乙", "a|1", "", "指标|2024", "b|2"];
        assert_eq!(document(&sheet(&rows)).tables.len(), 2);
        let rows = ["全县完成投资12亿元。|", "甲|乙", "a|1"];
        let document = document(&sheet(&rows));
        assert_eq!(document.text, "表一\n全县完成投资12亿元。\n甲\t乙\na\t1\n");
    }

    #[test]
    fn merged_cells_reach_over_rows_and_columns_but_not_beyond_what_is_shown() {
        let mut sheet = sheet(&["标题", "指标|2024年", "|目标|完成", "投资|1|2"]);
        sheet.merge((0, 0), (0, 2));
        sheet.merge((1, 0), (2, 0));
        sheet.merge((1, 1), (1, 2));
        sheet.merge((3, 2), (1_048_575, 2));
        sheet.merge((9, 9), (10, 10));
        let document = document(&sheet);
        let table = &document.tables[0];
        let spans: Vec<_> = table.cells.iter().map(|c| (c.row, c.column, c.rows, c.columns)).collect();
        let expected = [
            (0, 0, 2, 1),
            (0, 1, 1, 2),
            (1, 1, 1, 1),
            (1, 2, 1, 1),
            (2, 0, 1, 1),
            (2, 1, 1, 1),
            (2, 2, 1, 1),
        ];
        assert_eq!(spans, expected);
    }

    #[test]
    fn cells_far_apart_take_no_room_between_them() {
        let mut sheet = sheet(&["甲|乙"]);
        sheet.put(1_048_575, 16_383, "12");
        sheet.merge((0, 0), (1_048_575, 0));
        let tight = Limits { cells: 1000, ..Limits::default() };
        let refused = sheet.draft(&mut Draft::new(tight), tight);
        assert!(matches!(refused, Err(ReadError::TooMany { what: "cells", limit: 1000 })));
        sheet.merge((0, 0), (0, 0));
        let document = document(&sheet);
        assert_eq!(document.tables.len(), 1);
        assert_eq!(document.text, "表一\n甲\t乙\n12\n");
    }

    #[test]
    fn a_sheet_that_shows_nothing_leaves_nothing() {
        assert_eq!(document(&sheet(&["", " | "])).text, "");
    }
}
