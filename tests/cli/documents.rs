//! Files of each format that `check` reads, and how a finding in each is placed.

use std::io::{Cursor, Write};

use super::room::Room;

const WRONG: &str = "引进外资1442万美元，目标1200万美元，完成年初任务的124%。";

/// A Word document with this body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    write!(zip, "<w:document xmlns:w='{space}'><w:body>{body}</w:body></w:document>").unwrap();
    zip.finish().unwrap().into_inner()
}

pub(crate) fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn room() -> Room {
    let (first, rest) = WRONG.split_at(WRONG.find("442").unwrap());
    let heading = "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>一、招商引资</w:t></w:r></w:p>";
    let split = format!(
        "<w:p><w:r><w:t>{first}</w:t></w:r><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:r><w:t>{rest}</w:t></w:r></w:p>"
    );
    Room::new()
        .with("a.md", WRONG.replace("1442", "**1442**").replace("124%", "124**%**"))
        .with("b.html", format!("<html><h2>招商引资</h2><nav>{WRONG}</nav><p>{WRONG}<p hidden>{WRONG}"))
        .with("c.docx", docx(&format!("{heading}{split}")))
        .with("d.txt", docx(&paragraph(WRONG)))
}

#[test]
fn a_finding_is_placed_as_its_file_can_be_searched() {
    let run = room().run(&["check", ".", "--lang", "zh"]);
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("documents", run.to_string()) });
}

#[test]
fn what_is_broken_says_what_and_why() {
    let whole = docx(&paragraph(WRONG));
    let room = Room::new()
        .with("cut.docx", &whole[..whole.len() - 20])
        .with("empty.docx", "")
        .with("none.docx", docx(""))
        .with("entity.docx", docx("<w:p>&x;</w:p>"))
        .with("deep.html", "<html>".to_owned() + &"<div>".repeat(2_000))
        .with("locked.docx", ole("EncryptedPackage"))
        .with("old.doc", ole("WordDocument"));
    for (lang, name) in [("en", "broken-en"), ("zh", "broken-zh")] {
        let run = room.run(&["check", ".", "old.doc", "--lang", lang]);
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, run.to_string()) });
    }
}

/// The beginning of an OLE compound file, with a name of its directory.
fn ole(name: &str) -> Vec<u8> {
    let wide = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes);
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".iter().copied().chain([0; 512]).chain(wide).collect()
}
