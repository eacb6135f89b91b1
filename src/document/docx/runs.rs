//! The way back from the text of a Word document to its XML, for whoever writes something into it.
//!
//! This module must not know how a document is read.

use std::ops::Range;

/// Where the text of a Word document stands in the XML of its main part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocxRuns {
    /// The member of the package that the offsets are those of (`word/document.xml`).
    pub member: String,
    /// The runs, in the order of the XML.
    pub runs: Vec<DocxRun>,
    /// The stretches of text, in the order of the text.
    pub stretches: Vec<DocxStretch>,
    /// Where the text of notes stands, which are in parts of their own.
    pub notes: Vec<DocxNotes>,
}

/// Where the text of the footnotes or endnotes stands in the XML of their part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocxNotes {
    /// The member of the package that the offsets are those of (`word/footnotes.xml`).
    pub member: String,
    /// The stretches of text, in the order of the text; their runs are counted within the part.
    pub stretches: Vec<DocxStretch>,
}

/// A run: text of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocxRun {
    /// The whole element `w:r`, in bytes of the member.
    pub element: Range<usize>,
    /// Its properties, the element `w:rPr`.
    pub properties: Option<Range<usize>>,
}

/// A stretch of text that comes from one place in the XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocxStretch {
    /// Where it stands in `Document::text`, in bytes.
    pub text: Range<usize>,
    /// Where it comes from, in bytes of the member. As long as `text` where both run alike; a character that the
    /// XML writes otherwise (`&amp;`, `<w:tab/>`) is a stretch of its own.
    pub xml: Range<usize>,
    /// Which of `DocxRuns::runs` it belongs to.
    pub run: usize,
    /// Whether `xml` is text inside `w:t`; else it is an element beside it.
    pub literal: bool,
}

/// A place between two characters, in the XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocxPlace {
    /// The byte of the member.
    pub xml: usize,
    /// Which of `DocxRuns::runs` it is in.
    pub run: usize,
    /// Whether it is inside the text of a `w:t`, which has to be parted there; else before or behind an element.
    pub literal: bool,
}

impl DocxRuns {
    /// The places in the XML between which a stretch of the text stands; `None` where that text is not in the main
    /// part (a footnote), or the stretch is empty.
    pub fn places(&self, text: Range<usize>) -> Option<(DocxPlace, DocxPlace)> {
        let first = self.stretch(text.start)?;
        let last = self.stretch(text.end.checked_sub(1).filter(|last| *last >= text.start)?)?;
        let start = DocxPlace { xml: first.at(text.start), run: first.run, literal: first.literal };
        let end = DocxPlace { xml: last.end_at(text.end), run: last.run, literal: last.literal };
        Some((start, end))
    }

    /// With every offset in the XML so much further on.
    pub(super) fn shifted(mut self, by: usize) -> DocxRuns {
        let shift = |range: &mut Range<usize>| *range = range.start + by..range.end + by;
        for run in &mut self.runs {
            shift(&mut run.element);
            run.properties.iter_mut().for_each(shift);
        }
        self.stretches.iter_mut().for_each(|stretch| shift(&mut stretch.xml));
        self
    }

    /// The stretch that a byte of the text is in.
    fn stretch(&self, at: usize) -> Option<&DocxStretch> {
        let index = self.stretches.partition_point(|stretch| stretch.text.end <= at);
        self.stretches.get(index).filter(|stretch| stretch.text.contains(&at))
    }
}

impl DocxStretch {
    fn at(&self, text: usize) -> usize {
        if self.runs_alike() { self.xml.start + (text - self.text.start) } else { self.xml.start }
    }

    fn end_at(&self, text: usize) -> usize {
        if self.runs_alike() { self.xml.start + (text - self.text.start) } else { self.xml.end }
    }

    fn runs_alike(&self) -> bool {
        self.xml.len() == self.text.len()
    }
}
