//! One target for each format: arbitrary bytes, and arbitrary content in a file that is otherwise whole.

use arbitrary::{Result, Unstructured};
use gouji::document::{Limits, docx_runs, read_within};

use super::archive::{Member, listed, zipped};
use super::promises::{keep_in_document, keep_in_reports};
use super::{biff, office, page};

/// Smaller than the program's own, so that what is large on purpose ends soon.
fn limits() -> Limits {
    Limits {
        file: 1 << 20,
        text: 1 << 20,
        pages: 100,
        cells: 50_000,
        depth: 128,
        member: 1 << 22,
        ..Limits::default()
    }
}

/// Reads the bytes as a file of this name; what comes of it keeps its promises.
pub fn read(bytes: &[u8], name: &str) {
    if let Ok(document) = read_within(bytes, name, limits()) {
        keep_in_document(&document);
        keep_in_reports(&document);
    }
}

/// Bytes with the mark of the format are the file; a text of parts is packed; any others tell how to make one up.
fn office_file(data: &[u8], make: fn(&mut Unstructured) -> Result<Vec<Member>>) -> Vec<u8> {
    if data.starts_with(b"PK") {
        return data.to_vec();
    }
    zipped(&listed(data).unwrap_or_else(|| make(&mut Unstructured::new(data)).unwrap_or_default()))
}

/// Word.
pub fn docx(data: &[u8]) {
    let file = office_file(data, office::docx);
    read(&file, "a.docx");
    let _ = docx_runs(&file);
}

/// Excel.
pub fn xlsx(data: &[u8]) {
    read(&office_file(data, office::xlsx), "a.xlsx");
}

/// OpenDocument.
pub fn ods(data: &[u8]) {
    read(&office_file(data, office::ods), "a.ods");
}

/// Old Excel: a compound file, the records of one behind an exclamation mark, or what to make records of.
pub fn xls(data: &[u8]) {
    let file = match data {
        [0xD0, 0xCF, ..] => data.to_vec(),
        [b'!', stream @ ..] => biff::compound(stream),
        _ => biff::workbook(&mut Unstructured::new(data)).unwrap_or_default(),
    };
    read(&file, "a.xls");
}

/// PDF.
pub fn pdf(data: &[u8]) {
    if data.starts_with(b"%PDF") {
        return read(data, "a.pdf");
    }
    let parts = listed(data).unwrap_or_else(|| page::page(&mut Unstructured::new(data)).unwrap_or_default());
    read(&page::pdf(&parts), "a.pdf");
}

/// A web page.
pub fn html(data: &[u8]) {
    read(data, "a.html");
}

/// Markdown.
pub fn markdown(data: &[u8]) {
    read(data, "a.md");
}

/// Values parted by something.
pub fn csv(data: &[u8]) {
    read(data, "a.csv");
}
