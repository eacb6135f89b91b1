//! Blocks: stretches of text that stand by themselves.
//!
//! This module must not know file formats.

use std::ops::Range;

/// A stretch of text that stands by itself: a paragraph, a heading, a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the text, in bytes, without the line's end.
    pub span: Range<usize>,
    /// Its 1-based line.
    pub line: usize,
    /// What it is, as far as the file says.
    pub kind: BlockKind,
    /// The 1-based page it begins on, where the format has pages.
    pub page: Option<u32>,
}

/// What a block is, as far as its file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A line of plain text: a heading, a paragraph, or a part of one that was wrapped.
    Line,
    /// A heading of this level, 1 for the outermost; 0 for the title of the whole.
    Heading(u8),
    /// A whole paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A footnote, an endnote, a text box: not in the flow of the text. 1-based number among its like.
    Note(usize),
    /// A cell: the number of its table and its number in it, both 0-based.
    Cell {
        /// Which of `Document::tables`.
        table: usize,
        /// Which of `Table::cells`.
        cell: usize,
    },
}
