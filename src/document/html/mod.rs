//! HTML: the text of a page that a browser shows, block by block, with its tables.
//!
//! A table that only arranges the page is read as flow, its cells one after the other. What a page hides is left out
//! and said to be; navigation, margins and controls are left out. No browser is asked: style sheets are not read.

mod dom;
mod element;
mod encoding;
mod grid;
mod layout;
mod walk;

use self::dom::Dom;
use super::{Document, Limits, ReadError};

/// Reads a page.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Document, ReadError> {
    let (text, encoding) = encoding::decoded(bytes)?;
    let dom = Dom::parse(&text, limits)?;
    let document = walk::read(&dom, limits)?;
    if document.blocks.is_empty() && !text.trim().is_empty() {
        return Err(ReadError::NoText);
    }
    Ok(Document { encoding: Some(encoding), ..document })
}

#[cfg(test)]
mod tests;
