//! Formats: which reader a file goes to. What its bytes say comes first, its extension second.
//!
//! A name lies more often than bytes do: a docx that was renamed to `.txt` is still a docx, a page that a web system
//! exports as `.xls` is still HTML. Only where bytes do not tell formats apart (plain text, Markdown, CSV) does the
//! extension decide. This module must not know how any format is read.

use std::path::Path;

use super::{Foreign, ReadError};

/// What a file is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text, and whatever nothing else claims.
    Text,
    /// Markdown, by its extension.
    Markdown,
    /// HTML.
    Html,
    /// Word's docx.
    Docx,
    /// A workbook: xlsx, xlsm, xlsb, xls, ods.
    Workbook,
    /// Values parted by commas, tabs or semicolons, by its extension.
    Csv,
    /// PDF.
    Pdf,
}

/// Names of what extensions promise, in English with an article, where its first bytes would have to show it.
const PROMISES: [(&str, &str); 5] = [
    ("docx", "a Word document (docx)"),
    ("docm", "a Word document (docm)"),
    ("xlsx", "an Excel workbook (xlsx)"),
    ("ods", "an OpenDocument workbook (ods)"),
    ("pdf", "a PDF"),
];

/// Extensions of files that their bytes do not tell from plain text.
const TEXTS: [(&str, Format); 9] = [
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("csv", Format::Csv),
    ("tsv", Format::Csv),
    // Systems export tables of plain text under the name of a workbook.
    ("xls", Format::Csv),
    ("et", Format::Csv),
];

/// How far into a file its first element may stand, behind comments and declarations.
const MARKUP_LOOK: usize = 4096;

impl Format {
    /// What the bytes of a file called `name` are to be read as.
    ///
    /// # Errors
    ///
    /// The bytes are those of a kind of file that this program does not read, are encrypted, or are not what the
    /// extension promises and cannot be anything else.
    pub(super) fn of(bytes: &[u8], name: &str) -> Result<Format, ReadError> {
        if let Some(known) = by_content(bytes)? {
            return Ok(known);
        }
        let extension =
            Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or("").to_ascii_lowercase();
        if let Some((_, what)) = PROMISES.iter().find(|(known, _)| *known == extension) {
            return Err(ReadError::Damaged { what, detail: "it does not begin like one".to_owned() });
        }
        Ok(TEXTS.iter().find(|(known, _)| *known == extension).map_or(Format::Text, |(_, format)| *format))
    }
}

fn by_content(bytes: &[u8]) -> Result<Option<Format>, ReadError> {
    match Foreign::of(bytes) {
        Some(Foreign::Docx) => Ok(Some(Format::Docx)),
        Some(Foreign::Xlsx) => Ok(Some(Format::Workbook)),
        Some(Foreign::Pdf) => Ok(Some(Format::Pdf)),
        Some(Foreign::OldOffice) => compound(bytes).map(Some),
        Some(Foreign::OpenDocument) if holds(bytes, b"opendocument.spreadsheet") => {
            Ok(Some(Format::Workbook))
        }
        Some(other) => Err(ReadError::Foreign(other)),
        None => Ok(is_page(bytes).then_some(Format::Html)),
    }
}

/// What an OLE compound file holds, by the names in its directory, which are UTF-16.
fn compound(bytes: &[u8]) -> Result<Format, ReadError> {
    let named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        holds(bytes, &wide)
    };
    if named("EncryptedPackage") {
        return Err(ReadError::Encrypted { what: "an office document" });
    }
    if named("WordDocument") {
        return Err(ReadError::Foreign(Foreign::OldOffice));
    }
    if named("Workbook") || named("Book") {
        Ok(Format::Workbook)
    } else {
        Err(ReadError::Foreign(Foreign::OldOffice))
    }
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// Whether the bytes begin like a page: `<!doctype html` or `<html`, behind blanks, comments and an XML declaration.
fn is_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // A letter or a Chinese character opens no tag; white space may be more than blanks.
    if let Some(b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'(' | b'#' | 0xE4..=0xE9) =
        bytes.trim_ascii_start().first()
    {
        return false;
    }
    let start = bytes.get(..MARKUP_LOOK).unwrap_or(bytes);
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let mut rest = start.trim_start();
    while let Some((_, after)) = skipped(rest) {
        rest = after.trim_start();
    }
    ["<!doctype html", "<html"].iter().any(|tag| rest.starts_with(tag))
}

/// A comment or a processing instruction at the beginning, and what is after it.
fn skipped(text: &str) -> Option<(&str, &str)> {
    let ends = [("<!--", "-->"), ("<?xml", "?>")];
    let (_, end) = ends.iter().find(|(start, _)| text.starts_with(start))?;
    text.split_once(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

    fn ole(name: &str) -> Vec<u8> {
        let wide = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes);
        OLE.iter().copied().chain([0; 512]).chain(wide).collect()
    }

    #[test]
    fn bytes_come_before_the_name() {
        let docx: &[u8] = b"PK\x03\x04....[Content_Types].xml....word/document.xml";
        let sheet: &[u8] = b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
        let rows: [(&[u8], &str, Format); 9] = [
            (docx, "a.txt", Format::Docx),
            (b"PK\x03\x04....xl/workbook.xml", "a.docx", Format::Workbook),
            (sheet, "a.ods", Format::Workbook),
            (b"%PDF-1.7", "a.md", Format::Pdf),
            (b"\xEF\xBB\xBF <!-- saved --><!DOCTYPE HTML><p>", "a.txt", Format::Html),
            (b"<html><table>", "a.xls", Format::Html),
            (b"<?xml version=\"1.0\"?>\n<html>", "a.md", Format::Html),
            (b"<p>12</p>", "a.HTM", Format::Html),
            (b"<p>12</p>", "a.txt", Format::Text),
        ];
        for (bytes, name, expected) in rows {
            assert_eq!(Format::of(bytes, name), Ok(expected), "{name}");
        }
    }

    #[test]
    fn the_name_tells_texts_apart() {
        let rows = [
            ("a.MD", Format::Markdown),
            ("a.csv", Format::Csv),
            ("a.tsv", Format::Csv),
            ("a.xls", Format::Csv),
            ("a", Format::Text),
            ("a.doc", Format::Text),
        ];
        for (name, expected) in rows {
            assert_eq!(Format::of("完成3个".as_bytes(), name), Ok(expected), "{name}");
        }
    }

    #[test]
    fn a_name_that_promises_what_the_bytes_are_not_is_an_error() {
        for name in ["a.docx", "a.xlsx", "a.ods", "a.PDF"] {
            let error = Format::of("完成3个".as_bytes(), name).unwrap_err();
            assert_eq!(error.code(), "damaged", "{name}");
            assert_eq!(Format::of(b"", name), Err(error), "{name}");
        }
    }

    #[test]
    fn a_compound_file_is_told_by_its_directory() {
        assert_eq!(Format::of(&ole("Workbook"), "a.doc"), Ok(Format::Workbook));
        assert_eq!(Format::of(&ole("WordDocument"), "a.xls"), Err(ReadError::Foreign(Foreign::OldOffice)));
        assert_eq!(Format::of(&ole("EncryptedPackage"), "a.docx").unwrap_err().code(), "encrypted");
        assert_eq!(Format::of(&ole(""), "a.wps"), Err(ReadError::Foreign(Foreign::OldOffice)));
    }
}
