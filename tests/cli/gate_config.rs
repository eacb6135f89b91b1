//! `gouji.toml`: which one holds, what it changes, and how its mistakes are shown.

use super::room::{Room, Run};

const WRONG: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。\n";
const CUT: &str = "新登记企业320家,其中服务业企业294家,占新登记企业数的91.8%。\n";
const RULE: &str = "zh-report/completion-of-task";

fn room() -> Room {
    Room::new()
        .with("reports/wrong.txt", WRONG)
        .with("reports/old/wrong.txt", WRONG)
        .with("clean.txt", "无\n")
}

fn snapshot(name: &str, run: &Run) {
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, run); });
}

#[test]
fn the_nearest_file_holds_and_nothing_of_those_above_it() {
    let room = room()
        .with("gouji.toml", format!("off = [\"{RULE}\"]\n"))
        .with("reports/old/gouji.toml", "lang = \"zh\"\n");
    assert_eq!(room.run(&["check", "reports/wrong.txt"]).code, 0);
    assert_eq!(room.run(&["check", "reports/old/wrong.txt"]).code, 1, "nothing is merged");
    let both = room.run(&["check", "reports"]);
    assert!(both.code == 1 && both.stdout.contains("reports/old/wrong.txt:1"), "{both}");
    assert!(!both.stdout.contains("reports/wrong.txt:1"), "{both}");
}

#[test]
fn what_is_extended_holds_where_the_file_says_nothing() {
    let room = room()
        .with("gouji.toml", format!("fail-on = \"never\"\noff = [\"{RULE}\"]\n"))
        .with("reports/old/gouji.toml", "extends = \"../../gouji.toml\"\nfail-on = \"error\"\n");
    let run = room.run(&["config", "reports/old/wrong.txt"]);
    snapshot("config-extended", &run);
    assert_eq!(room.run(&["check", "reports/old"]).code, 0);
}

#[test]
fn a_file_that_extends_itself_or_nothing_is_an_error() {
    let room =
        room().with("gouji.toml", "extends = \"a.toml\"\n").with("a.toml", "extends = \"gouji.toml\"\n");
    let run = room.run(&["check", "reports"]);
    assert!(
        run.code == 2 && run.stderr.contains("extends itself") && run.stderr.contains("a.toml:1:11"),
        "{run}"
    );
    let room = room.with("gouji.toml", "\nextends = \"none.toml\"\n");
    let run = room.run(&["check", "reports"]);
    assert!(
        run.code == 2 && run.stderr.contains("gouji.toml:2:11") && run.stderr.contains("cannot be read"),
        "{run}"
    );
}

#[test]
fn flags_win_over_the_file_and_the_file_over_defaults() {
    let room = room().with("gouji.toml", "fail-on = \"never\"\nlang = \"zh\"\nmin-coverage = 100\n");
    let run = room.run(&["check", "reports/wrong.txt"]);
    assert!(run.code == 0 && run.stdout.contains("1个文件"), "{run}");
    let run = room.run(&["check", "reports/wrong.txt", "--fail-on", "error", "--lang", "en"]);
    assert!(run.code == 1 && run.stdout.contains("1 file"), "{run}");
    snapshot(
        "config-flags",
        &room.run(&["config", "reports/wrong.txt", "--fail-on", "error", "--off", RULE, "--format", "json"]),
    );
}

#[test]
fn config_takes_the_place_of_what_would_be_found_and_isolated_of_everything() {
    let room =
        room().with("gouji.toml", "nonsense = 1\n").with("gate/gate.toml", format!("off = [\"{RULE}\"]\n"));
    assert_eq!(room.run(&["check", "reports"]).code, 2);
    assert_eq!(room.run(&["check", "reports", "--config", "gate/gate.toml"]).code, 0);
    assert_eq!(room.run(&["check", "reports", "--isolated"]).code, 1);
    let run = room.run(&["check", "reports", "--isolated", "--config", "gate/gate.toml"]);
    assert!(run.code == 2 && run.stderr.contains("cannot be used with"), "{run}");
    let run = room.run(&["check", "reports", "--config", "none.toml"]);
    assert!(run.code == 2 && run.stderr.contains("none.toml") && run.stdout.is_empty(), "{run}");
}

#[test]
fn a_section_holds_for_its_paths() {
    let sections = "fail-on = \"error\"\n[[paths]]\nmatch = \"reports/old/**\"\nfail-on = \"never\"\n\
                    [[paths]]\nmatch = \"*-cut.txt\"\nfail-on = \"warning\"\n";
    let room =
        room().with("gouji.toml", sections).with("reports/old/a-cut.txt", CUT).with("reports/cut.txt", CUT);
    assert_eq!(room.run(&["check", "reports/wrong.txt"]).code, 1);
    assert_eq!(room.run(&["check", "reports/old/wrong.txt"]).code, 0);
    assert_eq!(room.run(&["check", "reports/cut.txt"]).code, 0);
    let run = room.run(&["check", "-"]);
    assert_eq!(run.code, 0, "{run}");
    assert_eq!(room.run_with(&["check", "-"], WRONG).code, 1, "no section is for standard input");
}

#[test]
fn a_floor_is_for_the_files_it_was_set_for() {
    let loose = "覆盖率80%。\n";
    let room = room()
        .with(
            "gouji.toml",
            "min-coverage = 100\n[[paths]]\nmatch = \"reports/loose.txt\"\nmin-coverage = 0\n",
        )
        .with("reports/loose.txt", loose)
        .with("right.txt", WRONG.replace("124", "120"));
    let run = room.run(&["check", "right.txt", "reports/loose.txt"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run}");
    let room = room.with("also.txt", loose);
    let run = room.run(&["check", "right.txt", "reports/loose.txt", "also.txt"]);
    assert_eq!(run.code, 1, "{run}");
    assert_eq!(
        run.stderr,
        "error: coverage is 50.00% (1 of 2 percents, multiples and points judged), below the 100% that gouji.toml:1 asks for\n"
    );
}

#[test]
fn files_of_a_folder_are_chosen_and_those_left_out_are_counted() {
    let room = room()
        .with("gouji.toml", "include = [\"*.txt\", \"*.report\"]\nexclude = [\"reports/old/**\"]\n")
        .with("reports/a.report", "无\n")
        .with("reports/a.md", "无\n");
    let run = room.run(&["check", "reports"]);
    assert!(run.stdout.contains("2 files"), "{run}");
    assert_eq!(run.stderr, "note: 2 files of folders were left out by include/exclude\n");
    let named = room.run(&["check", "reports/old/wrong.txt"]);
    assert!(named.code == 1 && named.stderr.is_empty(), "a file that was named is read: {named}");
}

#[test]
fn a_pack_of_the_configuration_is_found_from_its_folder() {
    let room = room();
    assert_eq!(room.run(&["init", "pack", "demo", "gate/demo", "--lang", "zh"]).code, 0);
    let room = room.with("gate/gouji.toml", "packs = [\"demo\"]\npack = \"demo\"\n");
    let run = room.run(&["rules", "--config", "gate/gouji.toml"]);
    assert!(run.stdout.starts_with("demo 1"), "{run}");
    let run = room.run(&["check", "reports/wrong.txt", "--config", "gate/gouji.toml", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["tool"]["packs"][0]["id"], "demo");
    let room = room.with("gate/gouji.toml", "packs = [\"none\"]\n");
    let run = room.run(&["check", "reports/wrong.txt", "--config", "gate/gouji.toml"]);
    assert!(run.code == 2 && run.stderr.contains("gate/gouji.toml:1 asks for this pack"), "{run}");
}

#[test]
fn mistakes_are_underlined_before_anything_is_read() {
    let room = room().with(
        "gouji.toml",
        "min-coverge = 50\noff = [\"zh-report/completion-of-tsak\"]\nfail-on = \"loud\"\n",
    );
    let run = room.run(&["check", "reports", "--output", "out.txt"]);
    snapshot("config-mistakes", &run);
    assert!(!room.path().join("out.txt").exists());
    let room = room.with("gouji.toml", "off = [\"zh-report/completion-of-tsak\"]\n");
    snapshot("config-unknown-rule", &room.run(&["check", "reports"]));
    let room = room.with("gouji.toml", "pack = \"zh-reprot\"\n");
    snapshot("config-unknown-pack", &room.run(&["check", "reports"]));
}

#[test]
fn a_report_or_a_hostile_line_of_it_cannot_configure_anything() {
    let room = room().with("gouji.toml", "\"\\u001b[31m\" = 1\n");
    let run = room.run(&["check", "reports"]);
    assert!(run.code == 2 && !run.stderr.contains('\x1b'), "{run}");
    let silence = "off = [\"zh-report/completion-of-task\"]\n# gouji: ignore\n[[waiver]]\n";
    let room = Room::new().with("a.txt", format!("{silence}{WRONG}"));
    assert_eq!(room.run(&["check", "a.txt"]).code, 1);
}

#[test]
fn packs_are_tested_as_they_are() {
    let room = Room::new().with("gouji.toml", "nonsense = 1\n");
    assert_eq!(room.run(&["test", "zh-report"]).code, 0);
}
