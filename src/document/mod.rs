//! Documents: from the bytes of a file to its text in UTF-8, with a way back to the place in the file.
//!
//! This room knows encodings, file formats, and what a file looks like that it cannot read. It must not know what a
//! percent is, nor open files: it is given bytes.

mod block;
mod breaks;
mod csv;
mod deadline;
mod decode;
mod docx;
mod draft;
mod error;
mod format;
mod grid;
mod guard;
mod html;
mod limits;
mod lines;
mod markdown;
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod place;
mod raised;
mod remark;
mod tabbed;
mod table;
mod workbook;
mod xml;

pub use block::{Block, BlockKind};
pub use deadline::Deadline;
pub use docx::{
    Anchored, DocxAnchor, DocxComment, DocxNotes, DocxPlace, DocxReview, DocxRun, DocxRuns, DocxStretch,
    MEDIA_TYPE as DOCX, docx_runs,
};
pub use error::{Foreign, ReadError};
use format::Format;
pub use limits::{Limit, Limits};
pub use lines::LineIndex;
pub use place::{Place, address};
pub use remark::Remark;
pub use table::{Cell, Table};

/// The largest file that is read, in bytes.
pub const SIZE_LIMIT: u64 = 1 << 30;

/// A file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `text/plain`, `text/markdown`, `text/html` …
    pub media_type: &'static str,
    /// How the bytes became text; `None` for a format that settles it.
    pub encoding: Option<Encoding>,
    /// The text, without a byte order mark.
    pub text: String,
    /// What to add to a byte offset in `text` to get the one in the file: 3 for UTF-8 with a byte order mark, and
    /// 0 for any encoding other than UTF-8, whose offsets are those of the text.
    pub offset: usize,
    /// Whether the lines of `text` are those of the file, so that an editor finds them.
    pub has_lines: bool,
    /// What stands by itself, in order; nothing in it is blank.
    pub blocks: Vec<Block>,
    /// The tables, in order.
    pub tables: Vec<Table>,
    /// What to know about how it was read.
    pub remarks: Vec<Remark>,
}

/// How the bytes of a file became text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    /// Its name in the Encoding Standard (`UTF-8`, `GBK`, `gb18030`, `Big5`, `UTF-16LE` …).
    pub name: &'static str,
    /// Whether it was guessed from the bytes: neither a byte order mark nor valid UTF-8 told it.
    pub assumed: bool,
}

impl Document {
    /// Plain text.
    pub fn plain(text: &str) -> Document {
        Document::of_text(text.to_owned(), "text/plain", None, 0)
    }

    fn of_text(
        text: String,
        media_type: &'static str,
        encoding: Option<Encoding>,
        offset: usize,
    ) -> Document {
        let blocks = lines::blocks(&text);
        let (tables, remarks) = (Vec::new(), Vec::new());
        Document { media_type, encoding, text, offset, has_lines: true, blocks, tables, remarks }
    }

    /// Where a block stands, but for the headings over it and its number among the paragraphs.
    pub fn place(&self, block: &Block) -> Place {
        let place = Place { page: block.page, ..Place::default() };
        match block.kind {
            BlockKind::Note(note) => Place { note: Some(note), ..place },
            BlockKind::Cell { table, cell } => self.place_in_table(table, cell, place),
            _ => place,
        }
    }

    /// Where a cell stands; `place` says on which page.
    pub fn place_in_table(&self, number: usize, cell: usize, place: Place) -> Place {
        let Some(table) = self.tables.get(number) else { return place };
        let Some(cell) = table.cells.get(cell) else { return place };
        let (row, column) =
            (cell.row.saturating_add(table.origin.0), cell.column.saturating_add(table.origin.1));
        match &table.sheet {
            Some(sheet) => {
                Place { sheet: Some(sheet.to_string()), cell: Some(address(row, column)), ..place }
            }
            None => Place { table: Some(number + 1), row: Some(row + 1), column: Some(column + 1), ..place },
        }
    }
}

/// Reads the bytes of a file called `name` (only its extension matters) as text.
///
/// A byte order mark decides the encoding; without one, text that is valid UTF-8 is UTF-8, and anything else is
/// guessed. Bytes that are not text at all are an error that says what they look like.
///
/// ```
/// let document = gouji::document::read("完成1200万元".as_bytes(), "report.txt")?;
/// assert_eq!(document.text, "完成1200万元");
/// # Ok::<(), gouji::document::ReadError>(())
/// ```
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    read_within(bytes, name, Limits::default())
}

/// Reads like [`read`], with limits of one's own.
pub fn read_within(bytes: &[u8], name: &str, limits: Limits) -> Result<Document, ReadError> {
    if u64::try_from(bytes.len()).is_ok_and(|size| size > limits.file) {
        return Err(ReadError::TooLarge { limit: limits.file });
    }
    match Format::of(bytes, name)? {
        Format::Text => {
            let mut document = text(bytes, "text/plain", limits)?;
            grid::find(&mut document);
            limits.in_time()?;
            Ok(document)
        }
        Format::Markdown => markdown::read(bytes, limits),
        Format::Html => html::read(bytes, limits),
        Format::Csv => csv::read(bytes, limits),
        Format::Docx => docx::read(bytes, limits),
        Format::Workbook => workbook::read(bytes, limits),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes, limits),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err(ReadError::Foreign(Foreign::Pdf)),
    }
}

fn text(bytes: &[u8], media_type: &'static str, limits: Limits) -> Result<Document, ReadError> {
    let (text, encoding, offset) = decode::decode(bytes)?;
    if text.len() > limits.text {
        return Err(ReadError::TooMuchText { limit: limits.get(Limit::Text) });
    }
    Ok(Document::of_text(text, media_type, Some(encoding), offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_an_empty_document() {
        let document = read(b"", "empty.txt").unwrap();
        assert_eq!((document.text.as_str(), document.blocks.len(), document.offset), ("", 0, 0));
        assert_eq!(document.media_type, "text/plain");
    }

    #[test]
    fn blocks_are_the_lines_with_something_on_them() {
        let document = read("甲\r\n\r\n  \n乙".as_bytes(), "A.MD").unwrap();
        let seen: Vec<_> = document.blocks.iter().map(|b| (&document.text[b.span.clone()], b.line)).collect();
        assert_eq!(seen, [("甲", 1), ("乙", 4)]);
        assert_eq!(document.media_type, "text/markdown");
    }

    #[test]
    fn a_file_past_the_limit_is_refused() {
        let limits = Limits { file: 4, ..Limits::default() };
        assert_eq!(read_within(b"12345", "a.txt", limits), Err(ReadError::TooLarge { limit: 4 }));
        assert!(read_within(b"1234", "a.txt", limits).is_ok());
    }

    #[test]
    fn a_cell_is_placed_in_its_table_or_its_sheet() {
        let cell = Cell { row: 1, column: 1, rows: 1, columns: 1, ..Cell::default() };
        let table = Table { cells: vec![cell], origin: (5, 0), ..Table::default() };
        let mut document = Document { tables: vec![table], ..Document::plain("") };
        let block = Block { span: 0..0, line: 1, kind: BlockKind::Cell { table: 0, cell: 0 }, page: Some(3) };
        let place = document.place(&block);
        assert_eq!((place.page, place.table, place.row, place.column), (Some(3), Some(1), Some(7), Some(2)));
        document.tables[0].sheet = Some("表一".into());
        assert_eq!(document.place(&block).cell.as_deref(), Some("B7"));
    }
}
