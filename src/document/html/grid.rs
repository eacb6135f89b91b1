//! The grid of a table: where a cell stands when those before it cover several rows and columns.
//!
//! This module must not know where the spans come from.

/// The widest table there is; a page may claim any width.
const COLUMNS: usize = 16_384;

/// The tallest cell that HTML allows.
const ROWS: usize = 65_534;

/// Where the next cell goes.
#[derive(Debug, Default)]
pub(in crate::document) struct Grid {
    row: Option<usize>,
    column: usize,
    /// For each column, the first row that no cell from above covers.
    free: Vec<usize>,
}

/// Where a cell stands and what it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) struct Spot {
    pub(in crate::document) row: usize,
    pub(in crate::document) column: usize,
    pub(in crate::document) rows: usize,
    pub(in crate::document) columns: usize,
}

impl Grid {
    /// A row begins.
    pub(in crate::document) fn row(&mut self) {
        self.row = Some(self.row.map_or(0, |row| row + 1));
        self.column = 0;
    }

    /// The place of the next cell of the row, which covers so many rows and columns.
    pub(in crate::document) fn cell(&mut self, rows: usize, columns: usize) -> Spot {
        let row = *self.row.get_or_insert(0);
        while self.free.get(self.column).is_some_and(|free| *free > row) {
            self.column += 1;
        }
        let column = self.column;
        let rows = rows.clamp(1, ROWS);
        let columns = columns.clamp(1, COLUMNS.saturating_sub(column).max(1));
        let end = column + columns;
        if self.free.len() < end && end <= COLUMNS {
            self.free.resize(end, 0);
        }
        for free in self.free.iter_mut().take(end).skip(column) {
            *free = row + rows;
        }
        self.column = end;
        Spot { row, column, rows, columns }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_go_where_those_above_leave_room() {
        let mut grid = Grid::default();
        grid.row();
        let at = |spot: Spot| (spot.row, spot.column);
        assert_eq!(at(grid.cell(2, 1)), (0, 0));
        assert_eq!(at(grid.cell(1, 2)), (0, 1));
        assert_eq!(at(grid.cell(3, 1)), (0, 3));
        grid.row();
        assert_eq!([grid.cell(1, 1), grid.cell(1, 1), grid.cell(1, 1)].map(at), [(1, 1), (1, 2), (1, 4)]);
        assert_eq!(grid.cell(0, usize::MAX).rows, 1);
    }
}
