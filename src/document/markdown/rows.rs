//! The tables of a Markdown file while they are read, row by row.
//!
//! This module must not know what is in a cell.

use std::ops::Range;

use crate::document::{BlockKind, Cell, Limits, ReadError, Table};

/// The tables so far, and the place in the last one.
#[derive(Debug)]
pub(super) struct Rows {
    tables: Vec<Table>,
    row: usize,
    column: usize,
    cells: usize,
    limit: usize,
}

impl Rows {
    pub(super) fn new(limits: Limits) -> Rows {
        Rows { tables: Vec::new(), row: 0, column: 0, cells: 0, limit: limits.cells }
    }

    /// A table begins, under the text `above`.
    pub(super) fn table(&mut self, span: Range<usize>, above: Option<Range<usize>>) {
        self.tables.push(Table { span, above, ..Table::default() });
    }

    /// A row begins; the head is the first.
    pub(super) fn row(&mut self, head: bool) {
        self.row = if head { 0 } else { self.row + 1 };
        self.column = 0;
    }

    /// A cell begins.
    pub(super) fn cell(&mut self) -> Result<BlockKind, ReadError> {
        self.cells += 1;
        if self.cells > self.limit {
            let limit = u64::try_from(self.limit).unwrap_or(u64::MAX);
            return Err(ReadError::TooMany { what: "cells", limit });
        }
        let table = self.tables.len().saturating_sub(1);
        Ok(BlockKind::Cell { table, cell: self.tables.last().map_or(0, |table| table.cells.len()) })
    }

    /// The cell ends, with its text at `span`.
    pub(super) fn end_cell(&mut self, span: Range<usize>) {
        let (row, column) = (self.row, self.column);
        self.column += 1;
        if let Some(table) = self.tables.last_mut() {
            table.cells.push(Cell { span, row, column, rows: 1, columns: 1, header: row == 0 });
        }
    }

    pub(super) fn finish(self) -> Vec<Table> {
        self.tables
    }
}
