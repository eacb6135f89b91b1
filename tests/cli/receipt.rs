//! Receipts: written, replayed, and what a replay notices.

use std::fs;

use super::room::{Room, Run};

const REPORT: &str = "引进外资1442万美元，目标1200万美元，完成年初任务的124%。\n";

fn receipted() -> Room {
    let room = Room::new().with("reports/a.txt", REPORT).with("reports/b.txt", "全面推进各项工作。\n");
    let run = room.run(&["receipt", "reports", "-o", "receipt.json"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""), "{run}");
    room
}

fn replay(room: &Room) -> Run {
    room.run(&["replay", "receipt.json"])
}

fn read(room: &Room) -> String {
    fs::read_to_string(room.path().join("receipt.json")).unwrap()
}

#[test]
fn a_receipt_replays_to_itself() {
    let room = receipted();
    insta::assert_snapshot!(replay(&room));
    let value: serde_json::Value = serde_json::from_str(&read(&room)).unwrap();
    let claim = &value["files"][0]["claims"][0];
    assert_eq!(
        (&claim["verdict"], &claim["operands"][0]["value"]),
        (&"inconsistent".into(), &"14420000".into())
    );
    assert_eq!(value["inputs"], serde_json::json!(["reports"]));
    let digest = value["files"][0]["sha256"].as_str().unwrap();
    assert_eq!(digest, gouji::report::receipt::sha256(REPORT.as_bytes()));
    let here = room.path().display().to_string();
    assert!(!read(&room).contains(&here), "a path that nobody gave");
}

#[test]
fn a_receipt_is_the_same_in_every_language_and_on_every_run() {
    let room = receipted();
    let run = room.run(&["receipt", "reports", "--lang", "zh"]);
    assert_eq!(run.stdout, read(&room));
}

#[test]
fn a_receipt_is_what_its_schema_says() {
    let value: serde_json::Value = serde_json::from_str(&read(&receipted())).unwrap();
    let validator = jsonschema::validator_for(&gouji::schema::Shape::Receipt.schema()).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(!validator.is_valid(&serde_json::json!({"schema": "gouji-receipt/1"})));
}

#[test]
fn a_changed_report_is_named_with_the_verdict_that_turned() {
    let room = receipted().with("reports/a.txt", REPORT.replace("1442", "1443"));
    insta::assert_snapshot!(replay(&room));
    let zh = room.run(&["replay", "receipt.json", "--lang", "zh"]);
    assert!(zh.code == 1 && zh.stdout.contains("内容已改动"), "{zh}");
    let json = room.run(&["replay", "receipt.json", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((json.code, &value["same"], &value["exit_code"]), (1, &false.into(), &1.into()), "{json}");
}

#[test]
fn a_change_that_turns_no_verdict_is_a_change() {
    let room = receipted().with("reports/b.txt", "全面推进各项任务。\n");
    let run = replay(&room);
    assert!(run.code == 1 && run.stdout.starts_with("reports/b.txt: its bytes have changed"), "{run}");
}

#[test]
fn a_receipt_that_was_changed_is_refused() {
    let room = receipted();
    let changed = read(&room).replacen("\"inconsistent\"", "\"consistent\"", 1);
    let run = replay(&room.with("receipt.json", changed));
    assert!(run.code == 2 && run.stderr.contains("it was changed after it was written"), "{run}");
    assert_eq!(replay(&Room::new().with("receipt.json", "{}")).code, 2);
    assert_eq!(replay(&Room::new()).code, 2, "there is no receipt");
}

#[test]
fn a_report_that_is_gone_makes_the_replay_fail() {
    let room = receipted();
    fs::remove_file(room.path().join("reports/a.txt")).unwrap();
    insta::assert_snapshot!(replay(&room));
    let room = receipted().with("reports/c.txt", REPORT);
    let run = replay(&room);
    assert!(run.code == 1 && run.stdout.contains("reports/c.txt: not in the receipt"), "{run}");
}

#[test]
fn a_pack_that_was_changed_is_named_by_file() {
    let room = Room::new().with("a.txt", REPORT);
    assert_eq!(room.run(&["init", "pack", "mine", "--lang", "zh"]).code, 0);
    let run = room.run(&["receipt", "a.txt", "--rules", "mine", "--off", "zh-report/growth-over-base"]);
    assert_eq!(run.code, 0, "{run}");
    let room = room.with("receipt.json", &run.stdout);
    assert_eq!(replay(&room).code, 0, "{}", replay(&room));
    let pack = fs::read_to_string(room.path().join("mine/pack.yaml")).unwrap();
    let room = room.with("mine/pack.yaml", format!("{pack}# changed\n"));
    let run = replay(&room);
    assert!(run.code == 1 && run.stdout.starts_with("mine/pack.yaml: its bytes have changed"), "{run}");
}

#[test]
fn a_configuration_and_waivers_belong_to_a_receipt() {
    let waivers = "[[waiver]]\nfingerprint = \"2268089a769da016\"\nrule = \"zh-report/completion-of-task\"\nreason = \"已更正\"\nowner = \"甲\"\nuntil = 2026-01-31\n";
    let room = Room::new()
        .with("a.txt", REPORT)
        .with("waivers.toml", waivers)
        .with("gouji.toml", "waivers = \"waivers.toml\"\n");
    let run = room.run(&["receipt", "a.txt", "--today", "2026-01-15", "-o", "receipt.json"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(read(&room).contains("\"accepted\": \"waiver\""), "{}", read(&room));
    assert_eq!(replay(&room).code, 0, "the day is part of the receipt: {}", replay(&room));
    let room = room.with("gouji.toml", "# another\nwaivers = \"waivers.toml\"\n");
    let run = replay(&room);
    assert!(run.code == 1 && run.stdout.starts_with("gouji.toml: its bytes have changed"), "{run}");
}

#[test]
fn a_folder_may_be_moved() {
    let room = receipted();
    fs::create_dir(room.path().join("archive")).unwrap();
    fs::rename(room.path().join("reports"), room.path().join("archive/reports")).unwrap();
    assert_eq!(replay(&room).code, 2);
    let run = room.run(&["replay", "receipt.json", "--root", "archive", "-o", "told.txt"]);
    assert_eq!(run.code, 0, "{run}");
    let told = fs::read_to_string(room.path().join("told.txt")).unwrap();
    assert_eq!(told, "the same as in the receipt: files 2, claims 1\n");
    assert_eq!(room.run(&["replay", "receipt.json", "--root", "nowhere"]).code, 2);
}

#[test]
fn what_cannot_be_read_is_in_the_receipt_and_makes_the_code_two() {
    let room = Room::new().with("scan.pdf", b"%PDF-1.7\n");
    let run = room.run(&["receipt", "scan.pdf", "-o", "receipt.json"]);
    assert!(run.code == 2 && run.stderr.contains("scan.pdf"), "{run}");
    assert!(read(&room).contains("\"damaged\""), "{}", read(&room));
    let run = room.run(&["receipt", "-"]);
    assert!(run.code == 2 && run.stderr.contains("standard input"), "{run}");
}
