//! Tables: cells on a grid, each with its stretch of the document's text.
//!
//! This module must not know what a header says.

use std::ops::Range;
use std::sync::Arc;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Where it stands in the text, in bytes, from its first cell to its last.
    pub span: Range<usize>,
    /// The text that stands over it and belongs to it: a caption, or the line before it (单位:万元). In bytes.
    pub above: Option<Range<usize>>,
    /// Its cells, row by row. A cell that covers several rows or columns is here once, at its first.
    pub cells: Vec<Cell>,
    /// The sheet it is, for a workbook.
    pub sheet: Option<Arc<str>>,
    /// The row and column of the sheet that row 0 and column 0 of the table are.
    pub origin: (usize, usize),
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Where its text stands, in bytes; empty for an empty cell.
    pub span: Range<usize>,
    /// 0-based row of its upper end.
    pub row: usize,
    /// 0-based column of its left end.
    pub column: usize,
    /// How many rows it covers, at least 1.
    pub rows: usize,
    /// How many columns it covers, at least 1.
    pub columns: usize,
    /// Whether the file marks it as a header.
    pub header: bool,
}

impl Table {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.cells.iter().map(|cell| cell.row.saturating_add(cell.rows)).max().unwrap_or(0)
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.cells.iter().map(|cell| cell.column.saturating_add(cell.columns)).max().unwrap_or(0)
    }
}
