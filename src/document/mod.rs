//! Documents: from the bytes of a file to its text in UTF-8, with a way back to the place in the file.
//!
//! This room knows encodings and what a file that is not text looks like. It must not know what a percent is, nor
//! open files: it is given bytes.

mod decode;
mod error;
mod lines;

use std::ops::Range;
use std::path::Path;

pub use error::{Foreign, ReadError};
pub use lines::LineIndex;

/// The largest file that is read, in bytes.
pub const SIZE_LIMIT: u64 = 1 << 30;

/// A file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `text/plain` or `text/markdown`.
    pub media_type: &'static str,
    /// How the bytes became text.
    pub encoding: Encoding,
    /// The text, without a byte order mark.
    pub text: String,
    /// What to add to a byte offset in `text` to get the one in the file: 3 for UTF-8 with a byte order mark, and
    /// 0 for any encoding other than UTF-8, whose offsets are those of the text.
    pub offset: usize,
    /// The lines that are not blank, in order.
    pub blocks: Vec<Block>,
}

/// How the bytes of a file became text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    /// Its name in the Encoding Standard (`UTF-8`, `GBK`, `gb18030`, `Big5`, `UTF-16LE` …).
    pub name: &'static str,
    /// Whether it was guessed from the bytes: neither a byte order mark nor valid UTF-8 told it.
    pub assumed: bool,
}

/// A stretch of text that stands by itself: a paragraph or a heading. In plain text and Markdown, a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the text, in bytes, without the line's end.
    pub span: Range<usize>,
    /// Its 1-based line.
    pub line: usize,
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
    read_within(bytes, name, SIZE_LIMIT)
}

fn read_within(bytes: &[u8], name: &str, limit: u64) -> Result<Document, ReadError> {
    if u64::try_from(bytes.len()).is_ok_and(|size| size > limit) {
        return Err(ReadError::TooLarge { limit });
    }
    if let Some(found) = Foreign::of(bytes) {
        return Err(ReadError::Foreign(found));
    }
    let (text, encoding, offset) = decode::decode(bytes)?;
    let blocks = lines::blocks(&text);
    Ok(Document { media_type: media_type(name), encoding, text, offset, blocks })
}

fn media_type(name: &str) -> &'static str {
    let extension = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or("");
    let markdown = ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known));
    if markdown { "text/markdown" } else { "text/plain" }
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
        assert_eq!(read_within(b"12345", "a.txt", 4), Err(ReadError::TooLarge { limit: 4 }));
        assert!(read_within(b"1234", "a.txt", 4).is_ok());
    }
}
