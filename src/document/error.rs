//! Why a file could not be read as text, and what kind of file it seems to be instead.
//!
//! This module must not know how the error is shown, nor in which language: [`ReadError::code`] is for others to
//! word it, the `Display` of it is English.

use super::Limit;

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The bytes are those of another kind of file.
    #[error("this is {}, which is not read: {}", .0.name(), .0.advice())]
    Foreign(Foreign),
    /// There is a NUL in it, which no text has.
    #[error(
        "this is not text: a NUL byte at offset {at} (UTF-16 without a byte order mark is not recognised)"
    )]
    Binary {
        /// The offset of the first one.
        at: usize,
    },
    /// It is not valid in the encoding it claims or seems to have.
    #[error("this is not valid {encoding}; save it as UTF-8")]
    Undecodable {
        /// That encoding.
        encoding: &'static str,
    },
    /// There is more text in it than this program reads.
    #[error("there are more than {limit} bytes of text in it; split it")]
    TooMuchText {
        /// The limit.
        limit: u64,
    },
    /// There are more of something in it than this program reads.
    #[error("there are more than {limit} {what} in it; split it")]
    TooMany {
        /// Of what, in English: `pages`, `cells`, `members`, `bytes in one member`, `elements inside one another`.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// It is of a kind that can be read, and broken.
    #[error("this is {what}, and it is damaged: {detail}")]
    Damaged {
        /// What it is, in English, with its article.
        what: &'static str,
        /// What is wrong with it, in English.
        detail: String,
    },
    /// It is of a kind that can be read, and locked with a password.
    #[error("this is {what}, and it is encrypted: save it without a password")]
    Encrypted {
        /// What it is, in English, with its article.
        what: &'static str,
    },
    /// It is of a kind that can be read, and has no text: scanned pages, or fonts that do not tell their characters.
    #[error("there is no text in it; run text recognition (OCR) first")]
    NoText,
    /// It unpacks to more than its size can be.
    #[error("it unpacks to more than {ratio} times its size, as files made to do harm do; it is not read")]
    Bomb {
        /// How many times.
        ratio: u64,
    },
    /// Reading it takes longer than it may.
    #[error("reading it takes longer than {time:?}")]
    OutOfTime {
        /// How long it may take.
        time: std::time::Duration,
    },
    /// It is larger than this program reads.
    #[error("this is larger than {limit} bytes; split it")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
}

impl ReadError {
    /// A short name for machines, stable from the first release on.
    pub fn code(&self) -> &'static str {
        match self {
            ReadError::Foreign(_) => "not-text",
            ReadError::Binary { .. } => "binary",
            ReadError::Undecodable { .. } => "undecodable",
            ReadError::TooLarge { .. } | ReadError::TooMuchText { .. } | ReadError::TooMany { .. } => {
                "too-large"
            }
            ReadError::Damaged { .. } => "damaged",
            ReadError::Encrypted { .. } => "encrypted",
            ReadError::NoText => "no-text",
            ReadError::Bomb { .. } => "bomb",
            ReadError::OutOfTime { .. } => "timeout",
        }
    }

    /// The limit that it is past, where that is one that can be set.
    pub fn limit(&self) -> Option<Limit> {
        match self {
            ReadError::TooLarge { .. } => Some(Limit::File),
            ReadError::TooMuchText { .. } => Some(Limit::Text),
            ReadError::Bomb { .. } => Some(Limit::Ratio),
            ReadError::TooMany { what: "pages", .. } => Some(Limit::Pages),
            ReadError::TooMany { what: "cells", .. } => Some(Limit::Cells),
            ReadError::TooMany { what: "elements inside one another", .. } => Some(Limit::Depth),
            ReadError::TooMany { what: "bytes in one member", .. } => Some(Limit::Member),
            _ => None,
        }
    }
}

/// Kinds of file that people hand to a checker of reports although they are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// PDF.
    Pdf,
    /// Word's docx.
    Docx,
    /// Excel's xlsx.
    Xlsx,
    /// Excel's binary workbook, xlsb.
    Xlsb,
    /// PowerPoint's pptx.
    Pptx,
    /// OpenDocument text, sheet or slides.
    OpenDocument,
    /// The office formats before 2007 and WPS's own: doc, xls, ppt, wps, et.
    OldOffice,
    /// Rich text.
    Rtf,
    /// A zip file with none of the above in it.
    Zip,
    /// Another archive or compressed file.
    Archive,
    /// A picture.
    Picture,
}

/// First bytes, and what they are the first bytes of.
const SIGNATURES: [(&[u8], Foreign); 10] = [
    (b"%PDF-", Foreign::Pdf),
    (b"{\\rtf", Foreign::Rtf),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Foreign::OldOffice),
    (b"\x1F\x8B", Foreign::Archive),
    (b"7z\xBC\xAF\x27\x1C", Foreign::Archive),
    (b"Rar!\x1A\x07", Foreign::Archive),
    (b"\x89PNG\r\n\x1A\n", Foreign::Picture),
    (b"\xFF\xD8\xFF", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"II*\0", Foreign::Picture),
];

/// What the name of an entry near the front of a zip file says it is.
const INSIDE_ZIP: [(&[u8], Foreign); 4] = [
    (b"application/vnd.oasis.opendocument", Foreign::OpenDocument),
    (b"word/", Foreign::Docx),
    (b"xl/", Foreign::Xlsx),
    (b"ppt/", Foreign::Pptx),
];

/// How much of a zip file is looked through for such a name, at either end.
const ZIP_LOOK: usize = 16 * 1024;

impl Foreign {
    /// What `bytes` are, if they are one of these.
    pub(super) fn of(bytes: &[u8]) -> Option<Foreign> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Some(inside_zip(bytes));
        }
        SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, found)| *found)
    }

    /// What it is, in English, with its article.
    pub fn name(self) -> &'static str {
        match self {
            Foreign::Pdf => "a PDF",
            Foreign::Docx => "a Word document (docx)",
            Foreign::Xlsx => "an Excel workbook (xlsx)",
            Foreign::Xlsb => "a binary Excel workbook (xlsb)",
            Foreign::Pptx => "a PowerPoint presentation (pptx)",
            Foreign::OpenDocument => "an OpenDocument file",
            Foreign::OldOffice => "an office file of the old format (doc, xls, ppt, wps)",
            Foreign::Rtf => "a rich text file (rtf)",
            Foreign::Zip => "a zip file",
            Foreign::Archive => "a compressed file",
            Foreign::Picture => "a picture",
        }
    }

    /// What to do about it, in English.
    pub fn advice(self) -> &'static str {
        match self {
            Foreign::Pdf => "extract its text first, e.g. `pdftotext -layout report.pdf report.txt`",
            Foreign::Docx | Foreign::OpenDocument | Foreign::OldOffice | Foreign::Rtf => {
                "save it as docx first, e.g. `soffice --headless --convert-to docx report.doc`"
            }
            Foreign::Xlsb => "save it as xlsx first",
            Foreign::Xlsx | Foreign::Pptx => "copy its text into a text file first",
            Foreign::Zip | Foreign::Archive => "unpack it first",
            Foreign::Picture => "run text recognition (OCR) first",
        }
    }
}

fn inside_zip(bytes: &[u8]) -> Foreign {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok();
    let members = archive
        .as_ref()
        .map(|archive| archive.file_names_raw().map(<[u8]>::to_ascii_lowercase).collect::<Vec<_>>());
    let is_in = |folder: &[u8]| members.iter().flatten().any(|name| name.starts_with(folder));
    if let Some((_, found)) = INSIDE_ZIP.iter().find(|(name, _)| is_in(name)) {
        return *found;
    }
    let front = bytes.get(..ZIP_LOOK).unwrap_or(bytes);
    let back = bytes.get(bytes.len().saturating_sub(ZIP_LOOK)..).unwrap_or(bytes);
    let holds = |needle: &[u8]| [front, back].iter().any(|part| contains(part, needle));
    INSIDE_ZIP.iter().find(|(name, _)| holds(name)).map_or(Foreign::Zip, |(_, found)| *found)
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_the_bytes_are_and_what_to_do() {
        let rows: [(&[u8], Foreign); 6] = [
            (b"%PDF-1.7 ...", Foreign::Pdf),
            (b"PK\x03\x04....[Content_Types].xml....word/document.xml", Foreign::Docx),
            (b"PK\x03\x04....xl/workbook.xml", Foreign::Xlsx),
            (b"PK\x03\x04....readme", Foreign::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 ...", Foreign::OldOffice),
            (b"{\\rtf1\\ansi", Foreign::Rtf),
        ];
        for (bytes, expected) in rows {
            assert_eq!(Foreign::of(bytes), Some(expected));
            let told = ReadError::Foreign(expected).to_string();
            assert!(told.contains(expected.name()) && told.contains(expected.advice()), "{told}");
        }
        assert_eq!(Foreign::of("PK 赛".as_bytes()), None);
    }
}
