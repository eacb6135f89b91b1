//! The text of a paragraph, each stretch with the place in the XML that it comes from.
//!
//! This module must not know elements.

use std::ops::Range;

/// A stretch of a line and where it stands in the XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where in the line, in bytes.
    pub(super) at: Range<usize>,
    /// Where in the XML, in bytes: as long as the stretch where both run alike.
    pub(super) xml: Range<usize>,
    /// The run that it belongs to.
    pub(super) run: usize,
    /// Whether it is text of the XML, or an element that stands for text.
    pub(super) literal: bool,
}

/// Where what is appended comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) xml: Range<usize>,
    pub(super) run: usize,
    pub(super) literal: bool,
}

/// The text of a paragraph; a line feed where the line breaks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
}

impl Line {
    /// Appends text that runs alike with the XML at `source`: blanks of any sort as a space, what has no width not
    /// at all.
    pub(super) fn push_alike(&mut self, text: &str, source: &Source) {
        let mut start = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| is_odd(*c)) {
            self.push_stretch(text, start..at, source);
            start = at + c.len_utf8();
            let xml = source.xml.start + at..source.xml.start + start;
            if !has_no_width(c) {
                self.push(" ", &Source { xml, ..source.clone() });
            }
        }
        self.push_stretch(text, start..text.len(), source);
    }

    fn push_stretch(&mut self, text: &str, part: Range<usize>, source: &Source) {
        let xml = source.xml.start + part.start..source.xml.start + part.end;
        self.push(text.get(part).unwrap_or(""), &Source { xml, ..source.clone() });
    }

    /// Appends text that the XML has in another shape at `source`.
    pub(super) fn push(&mut self, text: &str, source: &Source) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let Source { xml, run, literal } = source.clone();
        self.marks.push(Mark { at: start..self.text.len(), xml, run, literal });
    }

    /// Appends another line behind `between`.
    pub(super) fn append(&mut self, other: &Line, between: &str) {
        self.text.push_str(between);
        let shift = self.text.len();
        self.text.push_str(&other.text);
        let moved = |mark: &Mark| Mark { at: mark.at.start + shift..mark.at.end + shift, ..mark.clone() };
        self.marks.extend(other.marks.iter().map(moved));
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// With its breaks as spaces.
    pub(super) fn unbroken(&self) -> String {
        self.text.replace('\n', " ")
    }
}

/// Whether a character cannot stay as it is.
fn is_odd(c: char) -> bool {
    has_no_width(c) || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn has_no_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_knows_where_its_stretches_come_from() {
        let mut line = Line::default();
        let source = |xml| Source { xml, run: 7, literal: true };
        line.push_alike("完成\t1\u{200b}2", &source(100..112));
        line.push("&", &source(112..117));
        assert_eq!(line.text, "完成 12&");
        let places: Vec<_> = line.marks.iter().map(|mark| (mark.at.clone(), mark.xml.clone())).collect();
        assert_eq!(
            places,
            [(0..6, 100..106), (6..7, 106..107), (7..8, 107..108), (8..9, 111..112), (9..10, 112..117)]
        );
        let mut both = Line::default();
        both.push("甲", &source(0..3));
        both.append(&line, "\n");
        assert_eq!((both.unbroken().as_str(), both.marks[1].at.clone()), ("甲 完成 12&", 4..10));
    }
}
