//! Waivers: a finding is let through for a reason, in somebody's name, until a day; never by the report.

use super::room::{Room, Run};

const WRONG: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。\n";

/// A room with one finding and one waiver for it, these lines beside rule and fingerprint.
fn room(lines: &str) -> Room {
    let room = Room::new().with("reports/a.txt", WRONG).with("reports/b.txt", "无\n");
    let printed = room.run(&["waive", "reports", "--today", "2026-03-01"]).stdout;
    let known = |line: &&str| line.starts_with("rule") || line.starts_with("fingerprint");
    let named: Vec<&str> = printed.lines().filter(known).collect();
    assert_eq!(named.len(), 2, "{printed}");
    room.with("waivers.toml", format!("[[waiver]]\n{}\n{lines}", named.join("\n")))
}

const WHOLE: &str = "reason = \"目标年中调整，见附件二\"\nowner = \"统计科\"\nuntil = 2026-06-30\n";

fn check(room: &Room, more: &[&str]) -> Run {
    let args = ["check", "reports", "--waivers", "waivers.toml", "--today", "2026-06-30"];
    room.run(&[&args, more].concat())
}

fn snapshot(name: &str, run: &Run) {
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, run); });
}

#[test]
fn a_waived_finding_passes_and_is_shown_with_its_reason() {
    let room = room(WHOLE);
    snapshot("waived", &check(&room, &[]));
    snapshot("waived-zh", &check(&room, &["--lang", "zh"]));
    let document: serde_json::Value =
        serde_json::from_str(&check(&room, &["--format", "json"]).stdout).unwrap();
    let claim = &document["files"][0]["claims"][0];
    assert_eq!((&claim["severity"], &claim["suppression"]["by"]), (&"error".into(), &"waiver".into()));
    assert_eq!(claim["suppression"]["owner"], "统计科");
    assert_eq!(claim["suppression"]["until"], "2026-06-30");
    assert_eq!(document["summary"]["suppressed"], 1);
}

#[test]
fn what_is_printed_covers_nothing_until_it_is_filled_in() {
    let room = room("");
    let printed = room.run(&["waive", "reports", "--today", "2026-03-01"]);
    snapshot("waive", &printed);
    let room = room.with("waivers.toml", &printed.stdout);
    let run = check(&room, &["--today", "2026-03-01"].as_slice()[..0]);
    assert!(run.code == 1 && run.stdout.contains("gouji/waiver-reasonless"), "{run}");
    let filled =
        printed.stdout.replace("reason = \"\"", "reason = \"x\"").replace("owner = \"\"", "owner = \"y\"");
    let room = room.with("waivers.toml", filled.replace("2026-05-30", "2026-06-30"));
    let run = check(&room, &[]);
    assert_eq!(run.code, 0, "{run}");
}

#[test]
fn one_that_is_over_or_incomplete_is_a_finding_and_covers_nothing() {
    let late = WHOLE.replace("2026-06-30", "2026-06-29");
    let run = check(&room(&late), &[]);
    assert!(run.code == 1 && run.stdout.contains("warning[gouji/waiver-expired]"), "{run}");
    assert!(run.stdout.contains("error[zh-report/completion-of-task]"), "{run}");
    snapshot("waiver-incomplete", &check(&room("reason = \" \"\n"), &[]));
    let far = WHOLE.replace("2026-06-30", "2027-07-01");
    assert!(check(&room(&far), &[]).stdout.contains("gouji/waiver-too-long"));
}

#[test]
fn one_that_covers_nothing_is_a_finding_where_that_can_be_known() {
    let lines = format!("path = \"reports/b.txt\"\n{WHOLE}");
    let run = check(&room(&lines), &[]);
    assert!(run.stdout.contains("warning[gouji/waiver-unused]"), "{run}");
    let room = room(&lines).with("reports/a.txt", "无\n");
    assert_eq!(check(&room, &[]).code, 1, "the waiver alone fails the run");
    assert_eq!(check(&room, &["--fail-on", "error"]).code, 0);
    let other = ["check", "reports/a.txt", "--waivers", "waivers.toml", "--today", "2026-06-30"];
    let run = room.run(&other);
    assert!(run.code == 0 && !run.stdout.contains("waiver-unused"), "its file was not checked: {run}");
    let document = check(&room, &["--format", "json"]).stdout;
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["gate"][0]["rule"], "gouji/waiver-unused");
    assert_eq!(document["summary"]["gate"]["warning"], 1);
}

#[test]
fn a_waiver_covers_neither_a_read_error_nor_a_shortfall_of_coverage() {
    let room = room(WHOLE).with("reports/b.txt", b"\0");
    assert_eq!(check(&room, &[]).code, 2);
    let room = room.with("reports/b.txt", "覆盖率80%。\n");
    assert_eq!(check(&room, &[]).code, 0);
    assert_eq!(check(&room, &["--min-coverage", "60"]).code, 1);
}

#[test]
fn a_known_finding_that_is_waived_is_waived() {
    let room = room(WHOLE);
    assert_eq!(room.run(&["baseline", "write", "reports"]).code, 0);
    let run = check(&room, &["--baseline", "gouji-baseline.json"]);
    assert!(run.stdout.contains("(and 1 waived)") && run.stderr.is_empty(), "{run}");
}

#[test]
fn mistakes_in_the_file_stop_the_run() {
    let room = room("reason = 3\nuntill = 2026-01-01\n");
    let run = check(&room, &[]);
    snapshot("waiver-mistakes", &run);
    let missing = room.run(&["check", "reports", "--waivers", "none.toml"]);
    assert!(missing.code == 2 && missing.stderr.contains("none.toml"), "{missing}");
    let day = room.run(&["check", "reports", "--today", "2026-02-30"]);
    assert!(day.code == 2 && day.stderr.contains("expected a day"), "{day}");
}
