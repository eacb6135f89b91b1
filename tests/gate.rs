//! The sample gate: what its README says one does and sees is what happens, in a copy of its folder.
//! Its commands are those of a GNU system.
#![cfg(all(feature = "cli", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report, in its helpers too")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/gate")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &target),
            false => assert!(fs::copy(&path, &target).is_ok(), "{}", path.display()),
        }
    }
}

/// What a line of the README prints, both streams, with the built gouji before all others.
fn run(line: &str, room: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_gouji")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    for name in ["LC_ALL", "LC_MESSAGES", "CLICOLOR_FORCE", "NO_COLOR"] {
        command.env_remove(name);
    }
    let line = format!("exec 2>&1; {line}");
    let output = command
        .args(["-c", &line])
        .env("PATH", path)
        .env("LANG", "C.UTF-8")
        .current_dir(room)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The page with the output of every command as it is now.
fn done(page: &str, room: &Path) -> String {
    let mut parts = page.split("```");
    let mut now = parts.next().unwrap().to_owned();
    while let Some(block) = parts.next() {
        let (info, body) = block.split_once('\n').unwrap();
        assert_eq!(info, "console", "every block of the page is run");
        let lines = body.lines().filter_map(|line| line.strip_prefix("$ "));
        let body: String = lines.map(|line| format!("$ {line}\n{}", run(line, room))).collect();
        now.push_str(&format!("```{info}\n{body}```{}", parts.next().unwrap()));
    }
    now
}

#[test]
fn the_sample_gate_does_what_its_readme_says() {
    let page = fs::read_to_string(sample().join("README.md")).unwrap();
    let room = tempfile::tempdir().unwrap();
    copy(&sample(), room.path());
    let now = done(&page, room.path());
    if std::env::var_os("UPDATE_GATE").is_some() {
        fs::write(sample().join("README.md"), &now).unwrap();
        return;
    }
    for (number, (stated, printed)) in page.lines().zip(now.lines()).enumerate() {
        assert_eq!(stated, printed, "examples/gate/README.md, line {}", number + 1);
    }
    assert_eq!(page, now);
}

#[test]
fn the_pack_of_the_sample_has_no_failing_example() {
    let room = tempfile::tempdir().unwrap();
    copy(&sample(), room.path());
    let printed = run("gouji test --rules rules/clinic", room.path());
    assert!(printed.ends_with(", 0 failed\n"), "{printed}");
}
