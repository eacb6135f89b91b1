//! Archives written as text, so that a seed can be read and a fuzzer gets at what is inside a zip file:
//!
//! ```text
//! === word/document.xml
//! <w:document>…
//! === word/styles.xml
//! …
//! ```

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MARK: &str = "=== ";

/// One member: its path and what it holds.
pub type Member = (String, String);

/// The members that a text lists; `None` for bytes that are no such text.
pub fn listed(data: &[u8]) -> Option<Vec<Member>> {
    data.starts_with(MARK.as_bytes()).then_some(())?;
    let text = String::from_utf8_lossy(data);
    let mut members: Vec<Member> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix(MARK), members.last_mut()) {
            (Some(path), _) => members.push((path.trim().to_owned(), String::new())),
            (None, Some((_, content))) => content.push_str(line),
            (None, None) => {}
        }
    }
    Some(members)
}

/// A zip file of these members; of two with one path the first.
pub fn zipped(members: &[Member]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in members {
        // OpenDocument wants its type to be readable without unpacking.
        let method = if path == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        if zip.start_file(path.as_str(), options).is_ok() {
            zip.write_all(content.as_bytes()).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}
