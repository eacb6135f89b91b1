//! Lines: from a byte offset to a line and a column, and the lines that have something on them.
//!
//! This module must not know encodings.

use super::{Block, BlockKind};

/// Finds the line and column of a byte offset in a text.
#[derive(Debug, Clone)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    /// Looks through `text` once. A line ends with a line feed.
    pub fn new(text: &'t str) -> LineIndex<'t> {
        let after_feeds = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        LineIndex { text, starts: std::iter::once(0).chain(after_feeds).collect() }
    }

    /// The 1-based line and column of `offset`; the column counts Unicode scalar values. An offset past the end, or
    /// inside a character, counts as the character boundary before it.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line(offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count());
        (line, column + 1)
    }

    /// The 1-based line of `offset`, without looking at the line itself.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The bytes of the 1-based `line`, without its end; empty for a line that is not there.
    pub fn span(&self, line: usize) -> std::ops::Range<usize> {
        let Some(&start) = line.checked_sub(1).and_then(|index| self.starts.get(index)) else {
            return self.text.len()..self.text.len();
        };
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let content = self.text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r']);
        start..start + content.len()
    }

    /// How many lines there are; an empty text has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

/// The lines that are not blank.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let index = LineIndex::new(text);
    let lines = (1..=index.count()).map(|line| Block {
        span: index.span(line),
        line,
        kind: BlockKind::Line,
        page: None,
    });
    let is_blank = |line: &str| line.chars().all(char::is_whitespace);
    lines.filter(|block| text.get(block.span.clone()).is_some_and(|line| !is_blank(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let index = LineIndex::new("甲乙\n丙𠮷丁\r\n");
        assert_eq!(index.position(0), (1, 1));
        assert_eq!(index.position(3), (1, 2));
        assert_eq!(index.position(7), (2, 1));
        assert_eq!(index.position(14), (2, 3));
        assert_eq!(index.position(999), (3, 1));
        assert_eq!(index.span(2), 7..17);
        assert_eq!(index.span(9), 19..19);
    }

    #[test]
    fn an_offset_inside_a_character_is_the_one_before() {
        assert_eq!(LineIndex::new("甲乙").position(4), (1, 2));
    }
}
