//! Snapshots of packs: what is told of missing, changed and orphaned ones, and those of the packs that ship.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]

use std::fs;
use std::path::{Path, PathBuf};

use gouji::Pack;
use gouji::report::Lang;
use gouji::snapshots::{Folders, SnapshotProblem, compare, update};

const SENTENCE: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。\n";

fn pack() -> Pack {
    Pack::builtin("zh-report").unwrap()
}

/// A folder with one sample report and nothing else.
fn folder() -> (tempfile::TempDir, Folders) {
    let folder = tempfile::tempdir().unwrap();
    let folders = Folders::of_pack(folder.path());
    fs::create_dir(&folders.samples).unwrap();
    fs::write(folders.samples.join("a.txt"), SENTENCE).unwrap();
    (folder, folders)
}

#[test]
fn a_snapshot_says_all_that_matters_of_a_claim() {
    let text = gouji::snapshot(&pack(), SENTENCE);
    for part in [
        "rule: completion-of-task",
        "at: 1:1-1:34",
        "verdict: inconsistent",
        "severity: error",
        "- actual: {text: \"1442万美元\", in: \"[14415000, 14425000]\", at: 1:5-1:12}",
        "message: \"",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    let read: serde_json::Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(read["claims"][0]["verdict"], "inconsistent");
}

#[test]
fn a_snapshot_is_missing_then_written_then_current() {
    let (_room, folders) = folder();
    let sample = folders.samples.join("a.txt");
    assert_eq!(compare(&pack(), &folders), [SnapshotProblem::Missing { sample }]);
    assert_eq!(update(&pack(), &folders).unwrap(), [folders.snapshots.join("a.txt.snap")]);
    assert_eq!(compare(&pack(), &folders), []);
    assert!(update(&pack(), &folders).unwrap().is_empty(), "what is current is not written again");
    let left: Vec<_> = fs::read_dir(&folders.snapshots).unwrap().collect();
    assert_eq!(left.len(), 1, "no temporary file stays behind");
}

#[test]
fn a_change_is_shown_as_a_difference() {
    let (_room, folders) = folder();
    update(&pack(), &folders).unwrap();
    fs::write(folders.samples.join("a.txt"), SENTENCE.replace("124%", "120%")).unwrap();
    let problems = compare(&pack(), &folders);
    let [SnapshotProblem::Different { snapshot, diff }] = problems.as_slice() else { panic!("{problems:?}") };
    assert!(snapshot.ends_with("snapshots/a.txt.snap"));
    assert!(diff.contains("+    verdict: consistent\n"), "{diff}");
    assert!(problems[0].told(Lang::En).contains("--update"));
}

#[test]
fn line_ends_of_a_checkout_are_no_difference() {
    let (_room, folders) = folder();
    let [file] = update(&pack(), &folders).unwrap().try_into().unwrap();
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace('\n', "\r\n")).unwrap();
    assert_eq!(compare(&pack(), &folders), []);
}

#[test]
fn a_snapshot_of_nothing_is_an_orphan_and_stays() {
    let (_room, folders) = folder();
    update(&pack(), &folders).unwrap();
    let orphan = folders.snapshots.join("gone.txt.snap");
    fs::write(&orphan, "").unwrap();
    let expected = [SnapshotProblem::Orphaned { snapshot: orphan.clone() }];
    assert_eq!(compare(&pack(), &folders), expected);
    update(&pack(), &folders).unwrap();
    assert!(orphan.exists());
}

#[test]
fn a_sample_that_is_no_text_is_told() {
    let (_room, folders) = folder();
    fs::write(folders.samples.join("a.txt"), b"%PDF-1.7\n").unwrap();
    fs::create_dir(&folders.snapshots).unwrap();
    fs::write(folders.snapshots.join("a.txt.snap"), "").unwrap();
    let problems = compare(&pack(), &folders);
    assert!(matches!(problems.as_slice(), [SnapshotProblem::Unreadable { .. }]), "{problems:?}");
    assert!(update(&pack(), &folders).is_err());
}

/// The sample reports of the packs that ship: those under `examples/`, each for the pack that reads it.
const SHIPPED: [(&str, &[&str]); 2] =
    [("zh-report", &["county-2024.txt", "street-2024.txt"]), ("en-report", &["programme-2024.txt"])];

/// The samples of one pack in a folder of their own, and its snapshots where they are kept.
fn shipped(pack: &str, samples: &[&str]) -> (tempfile::TempDir, Folders) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let room = tempfile::tempdir().unwrap();
    for sample in samples {
        fs::copy(root.join("examples").join(sample), room.path().join(sample)).unwrap();
    }
    let snapshots: PathBuf = root.join("snapshots/packs").join(pack);
    let folders = Folders { samples: room.path().to_owned(), snapshots };
    (room, folders)
}

#[test]
fn the_shipped_packs_say_what_their_snapshots_say() {
    let mut told = Vec::new();
    for (name, samples) in SHIPPED {
        let (_room, folders) = shipped(name, samples);
        let problems = compare(&Pack::builtin(name).unwrap(), &folders);
        told.extend(problems.iter().map(|problem| problem.told(Lang::En)));
    }
    assert!(
        told.is_empty(),
        "{}\nRead every line; if all are right, accept them with\n  cargo test --test snapshots -- --ignored",
        told.join("\n")
    );
}

#[test]
#[ignore = "writes the snapshots of the shipped packs anew; run it by hand and read what changed"]
fn accept_the_snapshots_of_the_shipped_packs() {
    for (name, samples) in SHIPPED {
        let (_room, folders) = shipped(name, samples);
        update(&Pack::builtin(name).unwrap(), &folders).unwrap();
    }
}
