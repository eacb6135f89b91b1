//! The pages under docs/rules are those that the shipped packs give now.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report, in its helpers too")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const REFRESH: &str = "cargo run -- rules --docs docs/rules";

/// Every file below a folder, by its path in it.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            found.insert(name, fs::read_to_string(path).unwrap());
        }
    }
    found
}

#[test]
fn the_pages_of_the_shipped_packs_are_current() {
    let temporary = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let run = command.args(["rules", "--docs"]).arg(temporary.path()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let wanted = files(temporary.path());
    let kept = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules"));
    let all = wanted.keys().chain(kept.keys());
    let mut differ: Vec<&String> = all.filter(|name| wanted.get(*name) != kept.get(*name)).collect();
    differ.sort();
    differ.dedup();
    assert!(differ.is_empty(), "docs/rules is not current in {differ:?}; refresh it with\n\n    {REFRESH}\n");
}
