//! Word documents (docx): paragraphs, headings, items, tables and notes, with the way back to the XML.
//!
//! Tracked insertions are text and deletions are not; what is hidden is left out; both are said. Headers and footers,
//! the table of contents, comments and the instructions of fields are not text of the report. This module must not
//! know what a figure is.

mod comments;
mod line;
mod parts;
mod properties;
mod rows;
mod runs;
mod story;
mod styles;
mod symbol;
mod walk;
mod write;

pub use self::comments::{Anchored, DocxAnchor, DocxComment, DocxReview};
pub use self::runs::{DocxNotes, DocxPlace, DocxRun, DocxRuns, DocxStretch};

use self::parts::Parts;
use self::styles::Styles;
use self::walk::{Story, Walk};
use self::write::Writer;
use super::package::{Package, damaged};
use super::{Document, Limits, ReadError, Remark};

/// What errors call such a file.
const WHAT: &str = "a Word document (docx)";

/// Reads a Word document.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Document, ReadError> {
    both(bytes, limits).map(|(document, _)| document)
}

/// Where the text of a Word document stands in its XML: the offsets of the text are those of the document that
/// [`read`](super::read) makes of the same bytes.
///
/// # Errors
///
/// Those of reading it, and `Damaged` where its main part is not in UTF-8.
pub fn docx_runs(bytes: &[u8]) -> Result<DocxRuns, ReadError> {
    let (_, runs) = both(bytes, Limits::default())?;
    runs.ok_or_else(|| damaged(WHAT, &"its main part is not in UTF-8"))
}

fn both(bytes: &[u8], limits: Limits) -> Result<(Document, Option<DocxRuns>), ReadError> {
    let mut package = Package::open(bytes, WHAT, limits)?;
    let parts = Parts::find(&mut package, limits)?;
    let main = package.xml(&parts.document)?;
    let main = main.ok_or_else(|| damaged(WHAT, &format!("{} is missing", parts.document)))?;
    let styles = match &parts.styles {
        Some(name) => package.xml(name)?.map(|xml| Styles::read(&xml.text, limits)).transpose()?,
        None => None,
    };
    let styles = styles.unwrap_or_default();
    let mut writer = Writer::new(limits);
    let mut story = Walk::new(&main.text, &styles, limits).read()?;
    writer.write(&story.pieces)?;
    let stretches = std::mem::take(&mut writer.stretches);
    let mut parted = Vec::new();
    for name in [&parts.footnotes, &parts.endnotes].into_iter().flatten() {
        let Some(xml) = package.xml(name)? else { continue };
        let notes = Walk::new(&xml.text, &styles, limits).read()?;
        writer.write(&notes.pieces)?;
        story.count(&notes);
        let by = xml.offset.unwrap_or(0);
        let stretches = std::mem::take(&mut writer.stretches);
        let runs = DocxRuns { stretches, ..DocxRuns::default() }.shifted(by);
        parted.push(DocxNotes { member: name.clone(), stretches: runs.stretches });
    }
    story.remarks().for_each(|remark| writer.draft.remark(remark));
    let document = writer.draft.finish(MEDIA_TYPE);
    if document.blocks.is_empty() {
        return Err(ReadError::NoText);
    }
    let runs = main.offset.map(|offset| {
        let runs = DocxRuns { member: parts.document, runs: story.runs, stretches, notes: parted };
        runs.shifted(offset)
    });
    Ok((document, runs))
}

/// The media type of a Word document.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

impl Story {
    /// Adds what was left out of another part.
    fn count(&mut self, other: &Story) {
        self.deleted += other.deleted;
        self.inserted += other.inserted;
        self.hidden += other.hidden;
    }

    fn remarks(&self) -> impl Iterator<Item = Remark> + use<> {
        let (deleted, inserted, hidden) = (self.deleted, self.inserted, self.hidden);
        let remarks = [
            (deleted, Remark::DeletedText { places: deleted }),
            (inserted, Remark::InsertedText { places: inserted }),
            (hidden, Remark::HiddenText { places: hidden }),
        ];
        remarks.into_iter().filter(|(places, _)| *places > 0).map(|(_, remark)| remark)
    }
}

#[cfg(test)]
mod tests;
