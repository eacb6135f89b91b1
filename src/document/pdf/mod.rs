//! PDF: the text of each page in reading order, its tables, and which pages cannot be read.
//!
//! A PDF says where each glyph stands and little else; that words are a paragraph or a table is a finding of the library. What
//! it gives is therefore looked at once more: figures that it took for page numbers are put back, prose that it took for
//! a table is prose again, and a page on which anything could not be decoded is not read at all. This module must not
//! know figures.

mod folio;
mod glyphs;
mod page;
mod reach;
mod restore;

use unpdf::{ErrorKind, ParseOptions, PdfParser};

use super::draft::Draft;
use super::guard::guarded;
use super::{Document, Limits, ReadError, Remark};
use page::{PageText, Piece};

const WHAT: &str = "a PDF";

/// Reads a PDF.
///
/// # Errors
///
/// It is damaged, encrypted, without any text, or larger than the limits allow.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Document, ReadError> {
    let bytes = bytes.to_vec();
    let mut pages = guarded(WHAT, limits.deadline, move || parsed(&bytes, limits))?;
    folio::leave_out(&mut pages);
    if pages.iter().all(|page| page.pieces.is_empty()) {
        return Err(ReadError::NoText);
    }
    let mut draft = Draft::new(limits);
    for page in pages {
        draft.page(page.number)?;
        if page.unreadable {
            draft.remark(Remark::PageWithoutText { page: page.number });
        }
        page.pieces.into_iter().try_for_each(|piece| put(&mut draft, piece))?;
    }
    Ok(draft.finish("application/pdf"))
}

fn put(draft: &mut Draft, piece: Piece) -> Result<(), ReadError> {
    match piece {
        Piece::Heading(level, text) => draft.heading(level, &text),
        Piece::Paragraph(text) => draft.paragraph(&text),
        Piece::Item(text) => draft.item(&text),
        Piece::Table(table) => draft.table(table),
    }
}

fn parsed(bytes: &[u8], limits: Limits) -> Result<Vec<PageText>, ReadError> {
    // One thread of the library's own would escape the guard.
    let options = ParseOptions::new().sequential();
    let parser = PdfParser::from_bytes_with_options(bytes, options).map_err(|error| failed(&error))?;
    if parser.page_count() > limits.pages {
        return Err(ReadError::TooMany { what: "pages", limit: limits.pages.into() });
    }
    reach::all_near(bytes, parser.page_count())?;
    let document = parser.parse().map_err(|error| failed(&error))?;
    if document.extraction_quality.pages_incomplete {
        return Err(ReadError::Damaged { what: WHAT, detail: "pages are missing from it".to_owned() });
    }
    let mut pages: Vec<PageText> = document.pages.iter().map(PageText::of).collect();
    let lost =
        document.pages.iter().filter(|page| page.omitted_page_number_chars > 0).map(|page| page.number);
    restore::put_back(bytes, &mut pages, &lost.collect::<Vec<u32>>());
    Ok(pages)
}

fn failed(error: &unpdf::Error) -> ReadError {
    match error.kind() {
        ErrorKind::Encrypted | ErrorKind::InvalidPassword => ReadError::Encrypted { what: WHAT },
        _ => ReadError::Damaged { what: WHAT, detail: error.to_string() },
    }
}
