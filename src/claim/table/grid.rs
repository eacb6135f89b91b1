//! The grid: which cell covers which row and column of a table.
//!
//! This module must not know what a cell says.

use std::ops::Range;

use crate::document::Document;

/// A table as rows and columns of cells.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) cells: Vec<GridCell>,
    /// For each place, row by row, the cell that covers it.
    places: Vec<Option<usize>>,
    /// Whether rows and columns changed places.
    pub(super) turned: bool,
}

/// A cell on the grid.
#[derive(Debug, Clone)]
pub(super) struct GridCell {
    pub(super) text: String,
    /// Where it stands in the document, in bytes.
    pub(super) span: Range<usize>,
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
    /// Whether the file marks it as a header.
    pub(super) header: bool,
}

impl Grid {
    /// The grid of a table; `None` if it is too small to say anything.
    pub(super) fn of(document: &Document, number: usize) -> Option<Grid> {
        let table = document.tables.get(number)?;
        let (rows, columns) = (table.rows(), table.columns());
        if rows < 2 || columns < 2 || rows.checked_mul(columns).is_none() {
            return None;
        }
        let cell = |cell: &crate::document::Cell| GridCell {
            text: document.text.get(cell.span.clone()).unwrap_or("").to_owned(),
            span: cell.span.clone(),
            rows: cell.row..cell.row.saturating_add(cell.rows),
            columns: cell.column..cell.column.saturating_add(cell.columns),
            header: cell.header,
        };
        Some(Grid::new(rows, columns, table.cells.iter().map(cell).collect(), false))
    }

    fn new(rows: usize, columns: usize, cells: Vec<GridCell>, turned: bool) -> Grid {
        let mut places = vec![None; rows * columns];
        for (number, cell) in cells.iter().enumerate() {
            for row in cell.rows.clone() {
                for column in cell.columns.clone() {
                    if let Some(place) = places.get_mut(row * columns + column) {
                        place.get_or_insert(number);
                    }
                }
            }
        }
        Grid { rows, columns, cells, places, turned }
    }

    /// The grid with rows and columns changed.
    pub(super) fn transposed(&self) -> Grid {
        let turn = |cell: &GridCell| GridCell {
            rows: cell.columns.clone(),
            columns: cell.rows.clone(),
            header: false,
            ..cell.clone()
        };
        Grid::new(self.columns, self.rows, self.cells.iter().map(turn).collect(), !self.turned)
    }

    /// The number of the cell at a place.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<usize> {
        if column >= self.columns {
            return None;
        }
        self.places.get(row * self.columns + column).copied().flatten()
    }

    /// The cell at a place.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&GridCell> {
        self.cells.get(self.at(row, column)?)
    }

    /// The text at a place; empty where there is no cell.
    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        self.cell(row, column).map_or("", |cell| &cell.text)
    }

    /// The different cells of a row, from left to right, empty ones left out.
    pub(super) fn row(&self, row: usize) -> Vec<&GridCell> {
        let mut numbers: Vec<usize> = (0..self.columns).filter_map(|column| self.at(row, column)).collect();
        numbers.dedup();
        let cells = numbers.into_iter().filter_map(|number| self.cells.get(number));
        cells.filter(|cell| !cell.text.is_empty()).collect()
    }
}
