//! `docs/writing-rules.md`, done as it says: its files are written, its commands run, and each must print what stands
//! there.
//!
//! A block whose first line is "```yaml file=NAME" is a file; one that begins "```console" holds commands after `$ `,
//! each with its output. UPDATE_TUTORIAL=1 writes what the commands print into the page; read the difference.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]

use std::fs;
use std::path::Path;
use std::process::Command;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/writing-rules.md");

/// The words of a command line; double quotes hold some together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

/// What a command prints in `room`.
fn run(line: &str, room: &Path) -> String {
    let words = words(line);
    assert_eq!(words[0], "gouji", "the page may only run gouji: {line}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    for name in ["LC_ALL", "LC_MESSAGES", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.args(&words[1..]).current_dir(room).env("LANG", "C.UTF-8");
    let output = command.output().unwrap();
    let (stdout, stderr) = (String::from_utf8(output.stdout), String::from_utf8(output.stderr));
    stdout.unwrap() + &stderr.unwrap()
}

/// The console block with the output that its commands have now.
fn console(block: &str, room: &Path) -> String {
    let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
    commands.map(|line| format!("$ {line}\n{}", run(line, room))).collect()
}

/// The page with every output as it is now.
fn done(page: &str, room: &Path) -> String {
    let mut parts = page.split("```");
    let mut now = parts.next().unwrap_or("").to_owned();
    while let Some(block) = parts.next() {
        let (info, body) = block.split_once('\n').unwrap();
        let body = match info.split_once(" file=") {
            Some((_, file)) => {
                fs::write(room.join(file), body).unwrap();
                body.to_owned()
            }
            None if info == "console" => console(body, room),
            None => body.to_owned(),
        };
        now.push_str(&format!("```{info}\n{body}```{}", parts.next().unwrap()));
    }
    now
}

#[test]
fn the_tutorial_prints_what_it_says() {
    let page = fs::read_to_string(PAGE).unwrap();
    let room = tempfile::tempdir().unwrap();
    let now = done(&page, room.path());
    if std::env::var_os("UPDATE_TUTORIAL").is_some() {
        fs::write(PAGE, &now).unwrap();
        return;
    }
    for (number, (stated, printed)) in page.lines().zip(now.lines()).enumerate() {
        assert_eq!(stated, printed, "docs/writing-rules.md, line {}", number + 1);
    }
    assert_eq!(page, now);
}
