//! `--min-coverage`: how much of a run must have been judged.

use super::room::{Room, Run};

/// Three figures of eight are judged.
fn room() -> Room {
    let judged = "引进外资1442万美元，目标1200万美元，完成年初任务的120%。\n";
    Room::new()
        .with("a.txt", judged.repeat(2))
        .with("b.txt", format!("{judged}覆盖率80%，满意度90%，好评率95%，抽检率20%，提高3个百分点。\n"))
        .with("none.txt", "全面推进各项工作。\n")
        .with("wrong.txt", "引进外资1442万美元，目标1200万美元，完成年初任务的124%。\n")
        .with("binary.txt", b"\0")
}

fn check(args: &[&str]) -> Run {
    room().run(&[&["check"], args].concat())
}

#[test]
fn the_share_is_that_of_the_whole_run() {
    let run = check(&["a.txt", "b.txt", "--min-coverage", "37.5"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run}");
    assert_eq!(check(&["b.txt", "--min-coverage", "37.5"]).code, 1);
}

#[test]
fn too_little_fails_the_run_and_says_by_how_much() {
    let run = check(&["a.txt", "b.txt", "--min-coverage", "37.51", "--format", "json"]);
    assert_eq!(run.code, 1, "{run}");
    let told = "error: coverage is 37.50% (3 of 8 percents, multiples and points judged), below the 37.51% that --min-coverage asks for\n";
    assert_eq!(run.stderr, told);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["summary"]["coverage"]["judged"], 3);
    let run = check(&["b.txt", "--min-coverage", "50", "--lang", "zh"]);
    assert!(run.stderr.contains("覆盖率16.66%（6个中已核1个）"), "{run}");
}

#[test]
fn a_run_without_figures_lacks_nothing_and_says_so() {
    let run = check(&["none.txt", "--min-coverage", "100"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(run.stderr.starts_with("note: no percent"), "{run}");
}

#[test]
fn a_file_that_cannot_be_read_still_wins() {
    assert_eq!(check(&["b.txt", "binary.txt", "--min-coverage", "50"]).code, 2);
    assert_eq!(check(&["wrong.txt", "--min-coverage", "100"]).code, 1);
}

#[test]
fn what_is_no_percent_is_refused() {
    for wrong in ["101", "-1", "half", ""] {
        let run = check(&["a.txt", &format!("--min-coverage={wrong}")]);
        assert_eq!(run.code, 2, "{run}");
    }
}
