//! A table of a Word document while it is read: rows, cells, and cells that go on from the row above.
//!
//! This module must not know text.

use std::collections::HashMap;

use super::properties::Properties;
use super::story::{Cell, Paragraph, Table};

/// The widest table there is; a file may claim any width.
const COLUMNS: usize = 16_384;

/// A table so far.
#[derive(Debug, Default)]
pub(super) struct Rows {
    cells: Vec<Cell>,
    row: Option<usize>,
    column: usize,
    header: bool,
    cell: Option<Cell>,
    /// Whether the cell goes on from the row above.
    goes_on: bool,
    /// Which cell reached down to the last row, by its column.
    above: HashMap<usize, usize>,
}

impl Rows {
    pub(super) fn begin_row(&mut self) {
        self.row = Some(self.row.map_or(0, |row| row + 1));
        (self.column, self.header) = (0, false);
    }

    pub(super) fn row_properties(&mut self, properties: &Properties) {
        self.header = properties.is_on("tblHeader").unwrap_or(false);
        self.column = properties.number("gridBefore").unwrap_or(0).min(COLUMNS);
    }

    pub(super) fn end_row(&mut self) {
        self.end_cell();
    }

    pub(super) fn begin_cell(&mut self) {
        self.end_cell();
        let (row, column, header) = (self.row.unwrap_or(0), self.column, self.header);
        self.cell = Some(Cell { row, column, rows: 1, columns: 1, header, ..Cell::default() });
        self.goes_on = false;
    }

    pub(super) fn cell_properties(&mut self, properties: &Properties) {
        let Some(cell) = &mut self.cell else { return };
        cell.columns = properties.number("gridSpan").unwrap_or(1).clamp(1, COLUMNS);
        self.goes_on = properties.has("vMerge") && properties.value("vMerge") != Some("restart");
    }

    pub(super) fn paragraph(&mut self, paragraph: Paragraph) {
        if let Some(cell) = &mut self.cell {
            cell.paragraphs.push(paragraph);
        }
    }

    pub(super) fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        self.column = self.column.saturating_add(cell.columns).min(COLUMNS);
        let above = self.above.get(&cell.column).copied().filter(|_| self.goes_on);
        if let Some(upper) = above.and_then(|above| self.cells.get_mut(above)) {
            upper.rows = cell.row.saturating_sub(upper.row) + 1;
            upper
                .paragraphs
                .extend(cell.paragraphs.into_iter().filter(|paragraph| !paragraph.line.is_blank()));
            return;
        }
        self.above.insert(cell.column, self.cells.len());
        self.cells.push(cell);
    }

    pub(super) fn finish(mut self) -> Table {
        self.end_cell();
        Table { cells: self.cells }
    }
}
