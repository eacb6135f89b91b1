//! Whole screens, to be read by people before they are accepted.

use super::room::{Room, Run};

fn room() -> Room {
    let (gbk, ..) = encoding_rs::GBK.encode("全年各项工作有序推进，群众满意度进一步提升。\n");
    Room::new()
        .with("a.txt", "全面推进各项工作。\n")
        .with("gbk.txt", gbk)
        .with("binary.txt", b"\0")
        .with("report.pdf", b"%PDF-1.7\n")
        .with("report.docx", b"PK\x03\x04..word/document.xml")
        .with_folder("nothing")
}

fn snapshot(name: &str, run: &Run) {
    let block = run.to_string().replace(env!("CARGO_PKG_VERSION"), "[version]");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(name, block);
    });
}

#[test]
fn help() {
    snapshot("help", &room().run(&["--help"]));
}

#[test]
fn help_of_check() {
    snapshot("help-check", &room().run(&["check", "-h"]));
}

#[test]
fn help_of_check_in_chinese() {
    snapshot("help-check-zh", &room().run(&["check", "--lang", "zh", "-h"]));
}

#[test]
fn what_cannot_be_read_in_english() {
    snapshot(
        "unreadable-en",
        &room().run(&["check", "a.txt", "binary.txt", "report.pdf", "report.docx", "nothing"]),
    );
}

#[test]
fn what_cannot_be_read_in_chinese() {
    let paths =
        ["check", "a.txt", "binary.txt", "report.pdf", "report.docx", "nothing", "none.txt", "--lang=zh"];
    snapshot("unreadable-zh", &room().run(&paths));
}

#[test]
fn a_guessed_encoding() {
    snapshot("guessed", &room().run(&["check", "gbk.txt"]));
}

#[test]
fn json_of_files_with_nothing_in_them() {
    let mut run = room().run(&["check", "a.txt", "binary.txt", "--format", "json"]);
    let mut document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    // Which packs there are is for their own tests.
    assert!(document["tool"]["packs"][0]["rules"].as_u64().is_some_and(|rules| rules > 0));
    document["tool"]["packs"] = "[packs]".into();
    run.stdout = format!("{document:#}\n");
    snapshot("json", &run);
}
