//! From what a Word document tells to a draft of the document, and where each stretch of text came to stand.
//!
//! This module must not know XML.

use std::ops::Range;

use super::line::Line;
use super::runs::DocxStretch;
use super::story::{Cell, Paragraph, Piece, Table};
use crate::document::draft::{Draft, DraftCell, DraftTable};
use crate::document::{Limits, ReadError, breaks};

/// A draft, and the way back from it.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) draft: Draft,
    pub(super) stretches: Vec<DocxStretch>,
}

impl Writer {
    pub(super) fn new(limits: Limits) -> Writer {
        Writer { draft: Draft::new(limits), stretches: Vec::new() }
    }

    /// Writes the pieces of a part.
    pub(super) fn write(&mut self, pieces: &[Piece]) -> Result<(), ReadError> {
        for (number, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Paragraph(paragraph) => self.paragraph(paragraph, is_in_list(pieces, number))?,
                Piece::Table(table) if table.arranges() => self.flow(table)?,
                Piece::Table(table) => self.table(table)?,
                Piece::Note(line) => self.parted(line, Draft::note)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: &Paragraph, in_list: bool) -> Result<(), ReadError> {
        let line = &paragraph.line;
        match paragraph.level {
            _ if paragraph.contents => Ok(()),
            Some(level) => {
                let start = self.draft.length();
                self.draft.heading(level, &line.unbroken())?;
                self.trace(line, 0..line.text.len(), start);
                Ok(())
            }
            None if in_list => self.parted(line, Draft::item),
            None => self.parted(line, Draft::paragraph),
        }
    }

    /// Writes a line as the paragraphs that its breaks part it into.
    fn parted(
        &mut self,
        line: &Line,
        put: impl Fn(&mut Draft, &str) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let mut at = 0;
        for text in breaks::paragraphs(&line.text) {
            let start = self.draft.length();
            put(&mut self.draft, &text)?;
            self.trace(line, at..at + text.len(), start);
            at += text.len() + 1;
        }
        Ok(())
    }

    /// The cells of a table that only arranges the page, one after the other.
    fn flow(&mut self, table: &Table) -> Result<(), ReadError> {
        for cell in &table.cells {
            for paragraph in &cell.paragraphs {
                self.paragraph(paragraph, paragraph.numbered)?;
            }
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), ReadError> {
        let mut cells: Vec<(&Cell, Line)> = table.cells.iter().map(|cell| (cell, joined(cell))).collect();
        cells.sort_by_key(|(cell, _)| (cell.row, cell.column));
        let draft = |(cell, line): &(&Cell, Line)| DraftCell {
            text: line.unbroken(),
            row: cell.row,
            column: cell.column,
            rows: cell.rows,
            columns: cell.columns,
            header: cell.header,
        };
        let drafts = cells.iter().map(draft).collect();
        self.draft.table(DraftTable { cells: drafts, ..DraftTable::default() })?;
        let starts: Vec<usize> = self.draft.last_cells().map(|span| span.start).collect();
        for ((_, line), start) in cells.iter().zip(starts) {
            self.trace(line, 0..line.text.len(), start);
        }
        Ok(())
    }

    /// Notes where a part of a line came to stand: at `start`, blanks at its ends left out.
    fn trace(&mut self, line: &Line, part: Range<usize>, start: usize) {
        let text = line.text.get(part.clone()).unwrap_or("");
        let from = part.start + text.len() - text.trim_start().len();
        let part = from..from + text.trim().len();
        for mark in &line.marks {
            let (first, last) = (mark.at.start.max(part.start), mark.at.end.min(part.end));
            if first >= last {
                continue;
            }
            let alike = mark.at.len() == mark.xml.len();
            let shift = |at: usize| mark.xml.start + (at - mark.at.start);
            let xml = if alike { shift(first)..shift(last) } else { mark.xml.clone() };
            let text = start + first - part.start..start + last - part.start;
            self.stretches.push(DocxStretch { text, xml, run: mark.run, literal: mark.literal });
        }
    }
}

/// The text of a cell on one line.
fn joined(cell: &Cell) -> Line {
    let mut lines = cell.paragraphs.iter().map(|paragraph| &paragraph.line).filter(|line| !line.is_blank());
    let mut all = lines.next().cloned().unwrap_or_default();
    lines.for_each(|line| all.append(line, "\n"));
    all
}

/// Whether a numbered paragraph has another beside it. One that stands alone is a heading, as a rule.
fn is_in_list(pieces: &[Piece], number: usize) -> bool {
    let is_numbered =
        |piece: Option<&Piece>| matches!(piece, Some(Piece::Paragraph(paragraph)) if paragraph.numbered);
    let before = number.checked_sub(1).and_then(|before| pieces.get(before));
    is_numbered(pieces.get(number)) && (is_numbered(before) || is_numbered(pieces.get(number + 1)))
}
