//! What the two READMEs say of the program is what the program does.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]

use std::path::Path;
use std::process::Command;

use gouji::Pack;

const READMES: [(&str, &str, &str); 2] = [
    ("README.md", "en", include_str!("../README.md")),
    ("README.zh-CN.md", "zh", include_str!("../README.zh-CN.md")),
];
const LEXICON: &str = include_str!("../rules/zh-report/lexicon.yaml");

/// The command, run where the READMEs say it is.
fn gouji(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    for name in ["LC_ALL", "LC_MESSAGES", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> &'t str {
    let from = text.find(open).unwrap_or_else(|| panic!("no `{open}`")) + open.len();
    &text[from..from + text[from..].find(close).unwrap_or_else(|| panic!("no `{close}` after `{open}`"))]
}

/// What stands in the fenced blocks of one language.
fn fenced<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let open = format!("```{language}\n");
    text.split(&open).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn the_finding_shown_is_the_finding_printed() {
    for (name, lang, text) in READMES {
        let shown = between(text, "<!-- finding:begin -->", "<!-- finding:end -->");
        let shown = fenced(shown, "text")[0];
        let printed = gouji(&["check", "--lang", lang, "examples/street-2024.txt"]);
        assert!(shown.contains("1442万美元") && shown.contains("124%"), "{name}:\n{shown}");
        assert!(
            printed.split("\n\n").any(|finding| finding == shown.trim_end_matches('\n')),
            "{name} shows\n{shown}\nthe command prints\n{printed}"
        );
    }
}

#[test]
fn the_commands_shown_are_commands() {
    let help = gouji(&["--help", "--lang", "en"]);
    for (name, _, text) in READMES {
        let commands: Vec<&str> = fenced(text, "sh").into_iter().flat_map(str::lines).collect();
        assert!(commands.contains(&"cargo test --locked"), "{name}: {commands:?}");
        let runs: Vec<&str> =
            commands.iter().filter_map(|line| line.strip_prefix("cargo run --release -- ")).collect();
        assert!(!runs.is_empty(), "{name} never runs the command");
        for run in runs {
            let (subcommand, path) = run.split_once(' ').unwrap();
            assert!(help.contains(&format!("\n  {subcommand} ")), "{name}: no `{subcommand}` in\n{help}");
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(path).is_file(), "{name}: no {path}");
        }
    }
}

#[test]
fn the_rule_shown_is_a_rule_and_its_examples_hold() {
    for (name, _, text) in READMES {
        let rule = fenced(text, "yaml")[0];
        let folder = tempfile::tempdir().unwrap();
        let pack = "id: shown\nversion: '1'\nlanguage: zh\ntitle: {zh: 示例}\n";
        for (file, text) in [
            ("pack.yaml", pack),
            ("lexicon.yaml", LEXICON),
            ("vocabulary.yaml", "vocabulary:\n  task: [年初任务, 全年任务]\n"),
            ("shown.yaml", rule),
        ] {
            std::fs::write(folder.path().join(file), text).unwrap();
        }
        let pack = Pack::load(folder.path()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(pack.rules().len(), 1, "{name}");
        let failures: Vec<String> = gouji::run_examples(&pack).iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{name}: {}", failures.join("\n"));
        let expected: Vec<usize> = pack.rules()[0].examples().iter().map(|e| e.expect.len()).collect();
        assert_eq!(expected, [1, 0], "{name}: an example that fires and a near miss");
    }
}

#[test]
fn the_pages_that_are_linked_exist() {
    for (name, _, text) in READMES {
        for link in text.split("](").skip(1).map(|rest| rest.split([')', '#']).next().unwrap()) {
            let outside = link.starts_with("http") || link.is_empty();
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(link);
            assert!(outside || path.exists(), "{name} links to {link}");
        }
    }
}
