//! JUnit XML against the schema that Jenkins holds it to, by xmllint; without xmllint this is skipped, aloud.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::fs;
use std::process::Command;

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/junit-10.xsd");

/// What `gouji check --format junit` prints of some paths.
fn junit(paths: &[&str]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["check", "--format", "junit", "--lang", "en"]);
    command.args(paths).output().unwrap().stdout
}

fn is_valid(xml: &[u8]) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("junit.xml");
    fs::write(&file, xml).unwrap();
    Command::new("xmllint")
        .args(["--noout", "--schema", SCHEMA])
        .arg(&file)
        .output()
        .unwrap()
        .status
        .success()
}

#[test]
fn what_is_printed_is_valid_and_nonsense_is_not() {
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: xmllint is not installed (Debian has it in libxml2-utils)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("a & b\u{1}.pdf");
    fs::write(&broken, "%PDF-1.7").unwrap();
    let paths =
        ["examples/street-2024.txt", "examples/gate", "tests/fixtures/formats", broken.to_str().unwrap()];
    let xml = junit(&paths);
    assert!(xml.windows(8).any(|part| part == b"<failure") && xml.windows(6).any(|part| part == b"<error"));
    assert!(is_valid(&xml));
    assert!(!is_valid(b"<testsuites><verdict/></testsuites>"));
}
