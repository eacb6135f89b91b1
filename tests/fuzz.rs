//! Replays the seeds and the finds of the fuzz targets, with the very functions that the targets call.
//!
//! `fuzz/README.md` says how to let the targets themselves run.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    missing_docs,
    reason = "in a test a panic is the report; the targets are a library elsewhere"
)]

use std::path::{Path, PathBuf};

#[path = "../fuzz/src/lib.rs"]
mod targets;

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The files of a folder, in order; none if there is no folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_seed_and_every_find_keeps_the_promises() {
    for (name, target) in targets::TARGETS {
        let seeds = files(&fuzz().join("seeds").join(name));
        assert!(seeds.len() >= 2, "{name} has {} seeds", seeds.len());
        for path in seeds.into_iter().chain(files(&fuzz().join("regressions").join(name))) {
            println!("{}", path.display());
            target(&std::fs::read(&path).unwrap());
        }
    }
}

#[test]
fn every_target_has_its_program_and_every_folder_its_target() {
    let manifest = std::fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for (name, _) in targets::TARGETS {
        assert!(fuzz().join(format!("fuzz_targets/{name}.rs")).is_file(), "{name} has no program");
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is not in the manifest");
    }
    for kept in ["seeds", "regressions"].into_iter().flat_map(|kind| files(&fuzz().join(kind))) {
        let name = kept.file_name().unwrap().to_string_lossy().into_owned();
        assert!(targets::TARGETS.iter().any(|(known, _)| *known == name), "{name} is no target");
    }
}

/// Reports of which all is true, made of numbers instead of a fuzzer's bytes; `GOUJI_TRUE_REPORTS` says how many. Each
/// false alarm is told.
#[test]
fn nothing_is_accused_in_reports_that_are_true() {
    let count = std::env::var("GOUJI_TRUE_REPORTS").map_or(400, |count| count.parse::<u64>().unwrap());
    let accused = |number: &u64| std::panic::catch_unwind(|| targets::numbered_truth(*number)).is_err();
    let alarms = (0..count).filter(accused).count();
    assert_eq!(alarms, 0, "of {count} reports");
}
