//! The draft of a document: readers of formats put blocks and tables into it one after the other, and it keeps text,
//! lines, pages and limits in step.
//!
//! Every block is a line of the text; in a table, cells are parted by tabs and rows by line feeds. What would break a
//! line inside a block becomes a space. This module must not know file formats.

use std::ops::Range;
use std::sync::Arc;

use super::{Block, BlockKind, Cell, Document, Limits, ReadError, Remark, Table};

/// A document while it is read.
#[derive(Debug)]
pub(super) struct Draft {
    limits: Limits,
    text: String,
    line: usize,
    page: Option<u32>,
    notes: usize,
    cells: usize,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    remarks: Vec<Remark>,
}

/// One cell to be put into a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DraftCell {
    /// What is shown in it.
    pub text: String,
    /// 0-based row.
    pub row: usize,
    /// 0-based column.
    pub column: usize,
    /// How many rows it covers; 0 counts as 1.
    pub rows: usize,
    /// How many columns it covers; 0 counts as 1.
    pub columns: usize,
    /// Whether the file marks it as a header.
    pub header: bool,
}

/// A table to be put into a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DraftTable {
    /// Its cells, in any order.
    pub cells: Vec<DraftCell>,
    /// A caption, where the format has one; else the paragraph before is taken.
    pub caption: Option<String>,
    /// The sheet it is, for a workbook.
    pub sheet: Option<Arc<str>>,
    /// Where in the sheet its row 0 and column 0 are.
    pub origin: (usize, usize),
}

impl Draft {
    pub(super) fn new(limits: Limits) -> Draft {
        Draft {
            limits,
            text: String::new(),
            line: 1,
            page: None,
            notes: 0,
            cells: 0,
            blocks: Vec::new(),
            tables: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// From here on, everything stands on this 1-based page.
    #[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "no other format has pages"))]
    pub(super) fn page(&mut self, page: u32) -> Result<(), ReadError> {
        self.page = Some(page);
        if page > self.limits.pages {
            Err(ReadError::TooMany { what: "pages", limit: self.limits.pages.into() })
        } else {
            Ok(())
        }
    }

    /// A heading of a level (1 for the outermost, 0 for the title).
    pub(super) fn heading(&mut self, level: u8, text: &str) -> Result<(), ReadError> {
        self.block(BlockKind::Heading(level), text)
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, text: &str) -> Result<(), ReadError> {
        self.block(BlockKind::Paragraph, text)
    }

    /// An item of a list.
    pub(super) fn item(&mut self, text: &str) -> Result<(), ReadError> {
        self.block(BlockKind::Item, text)
    }

    /// A footnote, an endnote, a text box.
    pub(super) fn note(&mut self, text: &str) -> Result<(), ReadError> {
        let number = self.notes + 1;
        self.block(BlockKind::Note(number), text)?;
        self.notes = number;
        Ok(())
    }

    /// How much text there is: where the next block begins, in bytes.
    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    /// Where the cells of the last table stand, row by row.
    pub(super) fn last_cells(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.tables.last().into_iter().flat_map(|table| table.cells.iter().map(|cell| cell.span.clone()))
    }

    /// Something to know about the file.
    pub(super) fn remark(&mut self, remark: Remark) {
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// A table.
    pub(super) fn table(&mut self, mut table: DraftTable) -> Result<(), ReadError> {
        table.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.cells = self.cells.saturating_add(table.cells.len());
        if self.cells > self.limits.cells {
            return Err(ReadError::TooMany { what: "cells", limit: to_u64(self.limits.cells) });
        }
        let above = match &table.caption {
            Some(caption) => {
                self.paragraph(caption)?;
                self.before()
            }
            None => self.before(),
        };
        let start = self.text.len();
        let number = self.tables.len();
        let mut cells: Vec<Cell> = Vec::with_capacity(table.cells.len());
        for cell in table.cells {
            let row = cells.last().map(|last| last.row);
            match row {
                Some(row) if row == cell.row => self.text.push('\t'),
                Some(_) => self.end_line(),
                None => {}
            }
            let kind = BlockKind::Cell { table: number, cell: cells.len() };
            let span = self.put(kind, &cell.text)?;
            let (rows, columns) = (cell.rows.max(1), cell.columns.max(1));
            cells.push(Cell { span, row: cell.row, column: cell.column, rows, columns, header: cell.header });
        }
        let span = start..self.text.len();
        self.end_line();
        self.tables.push(Table { span, above, cells, sheet: table.sheet, origin: table.origin });
        Ok(())
    }

    /// The last block, if it is not a cell.
    fn before(&self) -> Option<Range<usize>> {
        let last = self.blocks.last()?;
        (!matches!(last.kind, BlockKind::Cell { .. })).then(|| last.span.clone())
    }

    fn block(&mut self, kind: BlockKind, text: &str) -> Result<(), ReadError> {
        if bare(text).is_empty() {
            return Ok(());
        }
        self.put(kind, text)?;
        self.end_line();
        Ok(())
    }

    /// Appends the text of a block; an empty one has no block.
    fn put(&mut self, kind: BlockKind, text: &str) -> Result<Range<usize>, ReadError> {
        self.limits.in_time()?;
        let start = self.text.len();
        let room = self.limits.text.saturating_sub(start);
        if text.len() > room {
            return Err(ReadError::TooMuchText { limit: to_u64(self.limits.text) });
        }
        push_on_one_line(&mut self.text, bare(text));
        let span = start..self.text.len();
        if !span.is_empty() {
            self.blocks.push(Block { span: span.clone(), line: self.line, kind, page: self.page });
        }
        Ok(span)
    }

    fn end_line(&mut self) {
        self.text.push('\n');
        self.line += 1;
    }

    /// The document, of a format whose offsets are those of this text.
    pub(super) fn finish(self, media_type: &'static str) -> Document {
        Document {
            media_type,
            encoding: None,
            text: self.text,
            offset: 0,
            has_lines: false,
            blocks: self.blocks,
            tables: self.tables,
            remarks: self.remarks,
        }
    }
}

/// A text without the space around it, and without the NULs, which no text has.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\0')
}

/// Appends `text`, with each stretch of line breaks and tabs as one space; a NUL, which no text has, as well.
fn push_on_one_line(to: &mut String, text: &str) {
    let breaks = |c: char| {
        matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\0')
    };
    for (number, part) in text.split(breaks).filter(|part| !part.is_empty()).enumerate() {
        if number > 0 {
            to.push(' ');
        }
        to.push_str(part);
    }
}

fn to_u64(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: usize, column: usize, text: &str) -> DraftCell {
        DraftCell { text: text.to_owned(), row, column, ..DraftCell::default() }
    }

    #[test]
    fn blocks_are_lines_and_cells_are_parted_by_tabs() {
        let mut draft = Draft::new(Limits::default());
        draft.page(1).unwrap();
        draft.heading(1, "一、总体情况").unwrap();
        draft.paragraph("  单位:\n万元 ").unwrap();
        draft.paragraph(" \n").unwrap();
        draft.paragraph("\0\u{a0}\0").unwrap();
        let cells = vec![cell(1, 0, "甲\t村"), cell(0, 0, "指标"), cell(0, 1, "完成"), cell(1, 1, "")];
        draft.table(DraftTable { cells, ..DraftTable::default() }).unwrap();
        draft.page(2).unwrap();
        draft.note("注:同上").unwrap();
        let document = draft.finish("text/html");
        assert_eq!(document.text, "一、总体情况\n单位: 万元\n指标\t完成\n甲 村\t\n注:同上\n");
        let table = &document.tables[0];
        assert_eq!(document.text.get(table.above.clone().unwrap()), Some("单位: 万元"));
        assert_eq!(document.text.get(table.span.clone()), Some("指标\t完成\n甲 村\t"));
        assert_eq!((table.rows(), table.columns(), table.cells[3].span.len()), (2, 2, 0));
        let lines: Vec<_> = document.blocks.iter().map(|block| (block.line, block.page)).collect();
        assert_eq!(
            lines,
            [(1, Some(1)), (2, Some(1)), (3, Some(1)), (3, Some(1)), (4, Some(1)), (5, Some(2))]
        );
        assert_eq!(document.blocks[5].kind, BlockKind::Note(1));
    }

    #[test]
    fn what_is_too_much_is_refused() {
        let limits = Limits { text: 10, cells: 1, pages: 3, ..Limits::default() };
        let mut draft = Draft::new(limits);
        assert!(draft.paragraph("1234567890").is_ok());
        assert_eq!(draft.paragraph("1").unwrap_err().code(), "too-large");
        let cells = vec![cell(0, 0, ""), cell(0, 1, "")];
        let table = DraftTable { cells, ..DraftTable::default() };
        assert!(matches!(draft.table(table), Err(ReadError::TooMany { what: "cells", limit: 1 })));
        assert!(draft.page(3).is_ok() && draft.page(4).is_err());
    }
}
