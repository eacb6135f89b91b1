//! Places: from the spans of a file's claims to lines, columns and characters.
//!
//! This module must not know how any format writes a place down.

use std::ops::Range;

use super::super::FileReport;
use crate::document::LineIndex;
use crate::ledger::Claim;

/// Finds places in one file.
pub(super) struct Places<'f> {
    file: &'f FileReport,
    index: LineIndex<'f>,
    /// How many characters there are before each line.
    before: Vec<usize>,
}

/// One end of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    /// 1-based.
    pub line: usize,
    /// 1-based, in Unicode scalar values.
    pub column: usize,
    /// 0-based offset in the text, in Unicode scalar values.
    pub offset: usize,
}

/// A stretch of text; the end is one past its last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub start: Point,
    pub end: Point,
}

impl<'f> Places<'f> {
    /// Looks through the text of `file` once.
    pub(super) fn new(file: &'f FileReport) -> Places<'f> {
        let text = file.text.as_str();
        let lengths = text.split_inclusive('\n').map(|line| line.chars().count());
        let before = std::iter::once(0).chain(lengths).scan(0, |sum, length| {
            *sum += length;
            Some(*sum)
        });
        Places { file, index: LineIndex::new(text), before: before.collect() }
    }

    /// Where a claim stands; `None` for one on the document as a whole, and in a file that has no lines.
    pub(super) fn of(&self, claim: &Claim) -> Option<Stretch> {
        self.file.position(claim).and_then(|_| self.stretch(&claim.span))
    }

    /// Where a span stands; `None` for one that is not in the text.
    pub(super) fn stretch(&self, span: &Range<usize>) -> Option<Stretch> {
        self.file.text.get(span.clone())?;
        Some(Stretch { start: self.point(span.start), end: self.point(span.end) })
    }

    fn point(&self, offset: usize) -> Point {
        let (line, column) = self.index.position(offset);
        let before = line.checked_sub(1).and_then(|index| self.before.get(index)).copied().unwrap_or(0);
        Point { line, column, offset: before + column.saturating_sub(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_over_two_lines_has_both_ends_in_every_unit() {
        let file = FileReport { text: "甲乙\r\n丙𠮷丁\n".into(), ..FileReport::default() };
        let found = Places::new(&file).stretch(&(3..15)).unwrap();
        assert_eq!(found.start, Point { line: 1, column: 2, offset: 1 });
        assert_eq!(found.end, Point { line: 2, column: 3, offset: 6 });
        assert_eq!(Places::new(&file).stretch(&(3..99)), None);
        assert_eq!(Places::new(&file).stretch(&(1..3)), None, "inside a character");
    }
}
