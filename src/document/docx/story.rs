//! What a part of a Word document tells: paragraphs, tables and notes in order, before any is put into a draft.
//!
//! This module must not know XML, nor drafts.

use super::line::Line;

/// A piece of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// A text box, or a paragraph of a note.
    Note(Line),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) line: Line,
    /// The level of heading that it is.
    pub(super) level: Option<u8>,
    /// Whether it is numbered, or has a bullet.
    pub(super) numbered: bool,
    /// Whether it is a line of the table of contents.
    pub(super) contents: bool,
    /// Whether its end was deleted, so that the next paragraph goes on with it.
    pub(super) joins: bool,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) header: bool,
}

/// A cell with more characters than this holds text, not data.
const LONG: usize = 300;

/// A cell with more characters than this and several paragraphs holds text as well.
const LONG_PARTED: usize = 100;

impl Table {
    /// Whether it only arranges the page: no two cells with text side by side, or text in a cell.
    pub(super) fn arranges(&self) -> bool {
        let mut rows: Vec<usize> =
            self.cells.iter().filter(|cell| !cell.is_blank()).map(|cell| cell.row).collect();
        rows.sort_unstable();
        let alone = rows.windows(2).all(|pair| pair.first() != pair.last());
        alone || self.cells.iter().any(Cell::holds_text)
    }
}

impl Cell {
    fn is_blank(&self) -> bool {
        self.paragraphs.iter().all(|paragraph| paragraph.line.is_blank())
    }

    fn holds_text(&self) -> bool {
        let lines = self.paragraphs.iter().filter(|paragraph| !paragraph.line.is_blank());
        let lengths =
            lines.map(|paragraph| paragraph.line.text.chars().filter(|c| !c.is_whitespace()).count());
        let (count, characters) = lengths.fold((0, 0), |(count, sum), length| (count + 1, sum + length));
        characters > LONG || count > 1 && characters > LONG_PARTED
    }
}
