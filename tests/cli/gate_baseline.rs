//! `gouji baseline`: what is known does not fail a run, what is new does, what is over is told.

use std::fs;

use super::room::{Room, Run};

const WRONG: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。\n";
const OTHER: &str = "受理纠纷436件,成功调解421件,调解成功率97.6%。\n";

fn room() -> Room {
    Room::new().with("reports/a.txt", WRONG).with("reports/b.txt", OTHER)
}

fn known(room: Room) -> Room {
    let run = room.run(&["baseline", "write", "reports"]);
    assert_eq!(run.code, 0, "{run}");
    room
}

fn check(room: &Room) -> Run {
    room.run(&["check", "reports", "--baseline", "gouji-baseline.json"])
}

fn stored(room: &Room) -> String {
    fs::read_to_string(room.path().join("gouji-baseline.json")).unwrap()
}

fn snapshot(name: &str, run: &Run) {
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, run); });
}

#[test]
fn what_is_written_is_known_and_stays_in_sight() {
    let room = room();
    assert_eq!(room.run(&["check", "reports"]).code, 1);
    snapshot("baseline-write", &room.run(&["baseline", "write", "reports"]));
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("baseline-file", stored(&room));
    });
    let run = check(&room);
    assert!(run.code == 0 && run.stdout.contains("no findings (and 2 known)"), "{run}");
    assert!(!run.stdout.contains("124%"), "{run}");
    let all = room.run(&["check", "reports", "--baseline", "gouji-baseline.json", "--all"]);
    assert!(all.stdout.contains("124%") && all.stdout.contains("suppressed: in the baseline"), "{all}");
    let json = room.run(&["check", "reports", "--baseline", "gouji-baseline.json", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(document["files"][0]["claims"][0]["suppression"]["by"], "baseline");
    assert_eq!(
        (&document["summary"]["known"], &document["summary"]["findings"]["error"]),
        (&2.into(), &0.into())
    );
    assert_eq!(room.run(&["check", "reports"]).code, 1, "it is not looked for unless it is named");
}

#[test]
fn a_finding_is_known_wherever_its_line_goes_and_each_copy_counts() {
    let room = known(room()).with("reports/a.txt", format!("一、招商引资\n\n{WRONG}"));
    assert_eq!(check(&room).code, 0);
    let other = WRONG.replace("引进外资", "去年外资");
    let room = room.with("reports/a.txt", format!("{WRONG}{other}{WRONG}"));
    let run = check(&room);
    assert!(run.code == 1 && run.stdout.contains("(and 2 known)"), "{run}");
}

#[test]
fn a_file_under_another_name_has_to_be_accepted_again() {
    let room = known(room());
    fs::rename(room.path().join("reports/a.txt"), room.path().join("reports/c.txt")).unwrap();
    snapshot("baseline-renamed", &room.run(&["baseline", "check", "reports"]));
}

#[test]
fn check_tells_new_from_stale_and_fails_on_new_ones() {
    let room = known(room());
    let run = room.run(&["baseline", "check", "reports"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (0, "gouji-baseline.json: 0 new, 2 known, 0 stale; entries now: 2\n")
    );
    let room = room.with("reports/b.txt", OTHER.replace("97.6", "96.6"));
    let run = room.run(&["baseline", "check", "reports"]);
    assert!(run.code == 0 && run.stdout.contains("stale  reports/b.txt"), "{run}");
    assert!(check(&room).stderr.contains("entries of gouji-baseline.json that no longer occur: 1"));
    let room = room.with("reports/c.txt", OTHER);
    snapshot("baseline-check", &room.run(&["baseline", "check", "reports"]));
    snapshot("baseline-check-json", &room.run(&["baseline", "check", "reports", "--format", "json"]));
    assert_eq!(check(&room).code, 1);
}

#[test]
fn prune_takes_out_what_is_over_and_adds_nothing() {
    let room = known(room()).with("reports/b.txt", "无\n").with("reports/c.txt", OTHER);
    snapshot("baseline-prune", &room.run(&["baseline", "prune", "reports", "--lang", "zh"]));
    let text = stored(&room);
    assert!(text.contains("reports/a.txt") && !text.contains("b.txt") && !text.contains("c.txt"), "{text}");
}

#[test]
fn files_that_were_not_checked_keep_their_entries() {
    let room = known(room()).with("reports/a.txt", "无\n");
    assert_eq!(room.run(&["baseline", "write", "reports/a.txt"]).code, 0);
    let text = stored(&room);
    assert!(!text.contains("a.txt") && text.contains("b.txt"), "{text}");
    fs::remove_file(room.path().join("reports/b.txt")).unwrap();
    assert_eq!(room.run(&["baseline", "prune", "reports/a.txt"]).code, 0);
    assert!(stored(&room).contains("\"findings\": []"), "a file that is gone has none");
}

#[test]
fn nothing_is_written_when_a_file_cannot_be_read() {
    let room = known(room()).with("reports/b.txt", b"\0").with("reports/a.txt", "无\n");
    let before = stored(&room);
    for task in ["write", "prune"] {
        let run = room.run(&["baseline", task, "reports"]);
        assert!(run.code == 2 && run.stderr.contains("no baseline was changed"), "{run}");
        assert_eq!(stored(&room), before);
    }
    let run = room.run(&["baseline", "check", "reports"]);
    assert!(run.code == 2 && !run.stdout.contains("stale  reports/b.txt"), "{run}");
    assert_eq!(check(&room).code, 2, "a baseline never covers what could not be read");
}

#[test]
fn the_same_findings_make_the_same_file_from_any_folder() {
    let room = known(room());
    let before = stored(&room);
    let mut command = room.command(&["baseline", "write", ".", "--baseline", "../gouji-baseline.json"]);
    assert!(command.current_dir(room.path().join("reports")).status().unwrap().success());
    assert_eq!(stored(&room), before);
}

#[test]
fn a_baseline_that_is_missing_or_is_none_stops_the_run() {
    let room = room();
    let run = check(&room);
    assert!(run.code == 2 && run.stderr.contains("gouji baseline write --baseline"), "{run}");
    assert!(run.stdout.is_empty());
    let room =
        room.with("gouji-baseline.json", "{\n  \"schema\": \"gouji-baseline/1\",\n  \"findngs\": []\n}\n");
    snapshot("baseline-misread", &check(&room));
}
