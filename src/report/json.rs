//! The output contract as JSON text.

use std::io::{self, Write};

use super::contract::Document;

/// The document as indented JSON and a line feed.
///
/// # Errors
///
/// It cannot be written as JSON.
pub fn text(document: &Document) -> io::Result<String> {
    let mut out = Vec::new();
    write(document, &mut out)?;
    String::from_utf8(out).map_err(io::Error::other)
}

/// Writes the document as indented JSON and a line feed.
pub fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::super::contract::File;
    use super::super::{Lang, Summary, samples};
    use super::*;

    fn document() -> Document {
        let (packs, file) = samples::run();
        let mut summary = Summary::default();
        summary.add(&file);
        Document::new(&packs, vec![File::new(&file, Lang::Zh)], Vec::new(), summary)
    }

    #[test]
    fn is_the_document_of_the_contract() {
        insta::assert_json_snapshot!(document(), { ".tool.version" => "[version]" });
    }

    #[test]
    fn is_one_document_and_a_line_feed() {
        let mut out = Vec::new();
        write(&document(), &mut out).unwrap();
        assert!(out.ends_with(b"}\n"));
        let read: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(read["schema"], "gouji/1");
        assert_eq!(read["summary"]["rounded-up"], 0);
    }

    #[test]
    fn offsets_are_those_of_the_file() {
        let (_, mut file) = samples::run();
        let before = File::new(&file, Lang::En);
        file.offset = 3;
        let after = File::new(&file, Lang::En);
        assert_eq!(after.claims[0].start, before.claims[0].start + 3);
        assert_eq!(after.claims[0].operands[1].end, before.claims[0].operands[1].end.map(|end| end + 3));
        assert_eq!(after.unclaimed[0].start, before.unclaimed[0].start + 3);
    }
}
