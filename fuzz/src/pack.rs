//! `pack`: arbitrary YAML as a rule pack. It is an error that says where, or a pack that checks texts.

use gouji::{Pack, check, run_examples};

use super::archive::{Member, listed};
use super::promises::keep_in_report;

const HEAD: &str = "id: fuzz\nversion: \"1\"\nlanguage: zh\ntitle: {zh: 试, en: trial}\n";
const TEXTS: [&str; 2] = [
    "引进外资1442万美元,目标1200万美元,完成年初任务的120.2%。",
    "甲乡3个,乙乡4个,共7个,同比增长5.3个百分点。",
];

/// A text of parts is the files of a pack, anything else one file of rules beside a plain `pack.yaml`.
pub fn pack(data: &[u8]) {
    let files = listed(data).unwrap_or_else(|| {
        let rules = String::from_utf8_lossy(data).into_owned();
        vec![("pack.yaml".to_owned(), HEAD.to_owned()), ("rules.yaml".to_owned(), rules)]
    });
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files.iter().filter(|(path, _)| is_name(path)) {
        std::fs::write(folder.path().join(path), content).unwrap();
    }
    match Pack::load(folder.path()) {
        Ok(pack) => used(&pack),
        Err(error) => told(&error, &files),
    }
}

/// A plain file name: nothing is written outside the folder.
fn is_name(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '.';
    path.ends_with(".yaml") && path.len() < 64 && path.chars().all(plain)
}

/// Every pattern is tried, for patterns compile when they are first needed.
fn used(pack: &Pack) {
    for text in TEXTS {
        keep_in_report(text, &check(text, pack));
    }
    run_examples(pack);
}

fn told(error: &gouji::PackError, files: &[Member]) {
    assert!(!error.problems.is_empty(), "an error without a problem for {files:?}");
    assert!(!error.to_string().is_empty());
}
