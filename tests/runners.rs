//! The files by which others run gouji, the GitHub action and the pre-commit hook: what they would run is run here.
//! What GitHub does around a step is left out, but for how it starts bash.
#![cfg(all(feature = "cli", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report, in its helpers too")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde::Deserialize;

#[derive(Deserialize)]
struct Action {
    runs: Runs,
}

#[derive(Deserialize)]
struct Runs {
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    name: String,
    run: Option<String>,
}

#[derive(Deserialize)]
struct Hook {
    id: String,
    entry: String,
    files: String,
}

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// A program in a folder that holds the sample report as `street.txt`, with the built gouji before all others.
fn at_home(program: &str, room: &Path) -> Command {
    fs::write(room.join("street.txt"), file("examples/street-2024.txt")).unwrap();
    let built = Path::new(env!("CARGO_BIN_EXE_gouji")).parent().unwrap();
    let mut command = Command::new(program);
    let path = format!("{}:{}", built.display(), std::env::var("PATH").unwrap());
    command
        .env("PATH", path)
        .env("LANG", "C.UTF-8")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .current_dir(room);
    command
}

/// The step of the action that checks, as GitHub starts it.
fn check(room: &Path, paths: &str, args: &str) -> Output {
    let action: Action = serde_yaml::from_str(&file("action.yml")).unwrap();
    let step = action.runs.steps.into_iter().find(|step| step.name == "Check").unwrap();
    at_home("bash", room)
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &step.run.unwrap()])
        .envs([("PATHS", paths), ("ARGS", args), ("SARIF", "out.sarif")])
        .output()
        .unwrap()
}

fn results(room: &Path) -> usize {
    let sarif: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(room.join("out.sarif")).unwrap()).unwrap();
    sarif["runs"][0]["results"].as_array().unwrap().len()
}

#[test]
fn the_action_fails_on_findings_and_leaves_them_for_the_upload() {
    let room = tempfile::tempdir().unwrap();
    let output = check(room.path(), "street.txt", "");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(results(room.path()), 6);
}

#[test]
fn the_action_hands_on_every_path_and_argument() {
    let room = tempfile::tempdir().unwrap();
    fs::write(room.path().join("sound.txt"), "共有12户,其中甲类7户、乙类5户。\n").unwrap();
    let output = check(room.path(), "sound.txt street.txt", "--fail-on never --format json");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let shown: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let paths: Vec<&str> =
        shown["files"].as_array().unwrap().iter().filter_map(|file| file["path"].as_str()).collect();
    assert_eq!(paths, ["sound.txt", "street.txt"]);
}

#[test]
fn the_words_of_the_action_are_never_run() {
    let room = tempfile::tempdir().unwrap();
    let output = check(room.path(), "$(touch${IFS}a) ; touch b `touch${IFS}c`", "");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let here = fs::read_dir(room.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let strange: Vec<_> = here.filter(|name| ["a", "b", "c"].iter().any(|made| name == made)).collect();
    assert!(strange.is_empty(), "{strange:?}");
}

#[test]
fn a_path_of_the_action_is_no_option() {
    let room = tempfile::tempdir().unwrap();
    let output = check(room.path(), "--version", "");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

fn hook() -> Hook {
    let hooks: Vec<Hook> = serde_yaml::from_str(&file(".pre-commit-hooks.yaml")).unwrap();
    hooks.into_iter().find(|hook| hook.id == "gouji").unwrap()
}

#[test]
fn the_hook_stops_a_commit_with_findings() {
    let room = tempfile::tempdir().unwrap();
    let entry = hook().entry;
    let mut words = entry.split(' ');
    let output = at_home(words.next().unwrap(), room.path()).args(words).arg("street.txt").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

#[test]
fn the_hook_is_shown_what_gouji_reads() {
    let files = regex::Regex::new(&hook().files).unwrap();
    let read = ["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.xlsx", "a.xlsm", "a.xls", "a.ods", "a.csv"];
    assert_eq!(read.into_iter().filter(|name| !files.is_match(name)).collect::<Vec<_>>(), [""; 0]);
    let other = ["a.rs", "a.yaml", "docxs", "a.txt.bak"];
    assert_eq!(other.into_iter().filter(|name| files.is_match(name)).collect::<Vec<_>>(), [""; 0]);
}
