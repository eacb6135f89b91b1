//! A mismatch from file to screen.

use super::room::Room;

const WRONG: &str = "全年引进内资1442万美元，目标1200万美元，完成年初任务的124%。\n";

#[test]
fn a_mismatch_is_an_error_and_fails_the_run() {
    let run = Room::new().with("wrong.txt", WRONG).run(&["check", "wrong.txt"]);
    assert_eq!(run.code, 1, "{run}");
    assert!(run.stdout.contains("wrong.txt:1:1"), "{run}");
}

#[test]
fn an_unreadable_file_wins_over_a_mismatch() {
    let run = Room::new().with("wrong.txt", WRONG).run(&["check", "wrong.txt", "none.txt"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stdout.contains("120%"), "{run}");
}

#[test]
fn offsets_are_the_files_own_behind_a_byte_order_mark() {
    let marked = format!("\u{feff}{WRONG}");
    let run = Room::new().with("wrong.txt", &marked).run(&["check", "wrong.txt", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let operand = &document["files"][0]["claims"][0]["operands"][0];
    let end = |key: &str| usize::try_from(operand[key].as_u64().unwrap()).unwrap();
    assert_eq!(&marked[end("start")..end("end")], operand["text"].as_str().unwrap());
}

#[test]
fn notes_alone_do_not_fail_a_run() {
    let run = Room::new()
        .with("cut.txt", "全年引进资金98.96亿元，目标100亿元，完成年初任务的98%。\n")
        .run(&["check", "cut.txt"]);
    assert!(run.stdout.contains("note["), "{run}");
    assert_eq!(run.code, 0, "{run}");
}

#[test]
fn a_whole_screen() {
    let text =
        format!("# 年度报告\n\n{}{WRONG}覆盖率达到99.3%。\n", "全县上下认真贯彻落实各项决策部署，".repeat(9));
    let room = Room::new().with("wrong.md", text);
    let zh = room.run(&["check", "wrong.md", "--lang", "zh"]);
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("finding-zh", zh.to_string()) });
    let en = room.run(&["check", "wrong.md", "--all"]);
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("finding-en", en.to_string()) });
}

#[test]
fn mentions_are_one_object_a_line() {
    let room = Room::new();
    let json = room.run_with(&["mentions", "--format", "json", "-"], WRONG);
    let lines: Vec<serde_json::Value> =
        json.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let texts: Vec<&str> = lines.iter().map(|line| line["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["1442万美元", "1200万美元", "124%"], "{json}");
    let text = room.run_with(&["mentions"], WRONG);
    assert_eq!(text.stdout.lines().last(), Some("1:32  percent  124% = 124% [123.5, 124.5]"), "{text}");
}
