//! Reports and file names written to harm the one who reads them.

use super::room::Room;

/// Escape sequences, a carriage return, a backspace, C1 controls, marks that reorder and characters without width.
const HOSTILE: &str = "\x1b[2J\x1b]0;own\x07完成\r1442万元\u{8}，\u{202e}目标\u{2066}1200\u{200b}万元，\u{9b}31m完成年初任务的124%\u{1b}c。\n";

fn harmless(text: &str) -> bool {
    text.chars().all(|c| c == '\n' || !(c.is_control() || matches!(c, '\u{200b}' | '\u{202e}' | '\u{2066}')))
}

#[test]
fn a_hostile_report_cannot_touch_the_terminal() {
    let room = Room::new().with("hostile.txt", HOSTILE);
    for args in [["check", "hostile.txt", "--all"], ["mentions", "hostile.txt", "--lang=zh"]] {
        let run = room.run(&args);
        assert!(harmless(&run.stdout) && harmless(&run.stderr), "{run}");
    }
}

#[test]
fn a_hostile_report_cannot_touch_a_build_or_a_browser() {
    let sentence = "<img src=x>@all|\u{1b}[2J::error::\u{202e}内资\u{7}1442万元，目标1200万元，完成年初任务的124%。\n::set-env name=x::y\n";
    let room = Room::new().with("hostile.txt", sentence);
    for format in ["github", "junit", "markdown"] {
        let run = room.run(&["check", "hostile.txt", "--format", format]);
        assert!(harmless(&run.stdout), "{run}");
        assert!(!run.stdout.lines().any(|line| line.starts_with("::set-env")), "{run}");
        assert!(format != "junit" || !run.stdout.contains("<img"), "{run}");
        assert!(run.stdout.contains("not 124%"), "the finding is there: {run}");
    }
}

#[cfg(unix)]
#[test]
fn a_hostile_file_name_cannot_touch_the_terminal() {
    let room = Room::new().with("a\x1b[31m\u{202e}.txt", b"\0");
    for args in [["check", ".", "--all"], ["check", "no\x1b[31m.txt", "--lang=zh"]] {
        let run = room.run(&args);
        assert_eq!(run.code, 2);
        assert!(harmless(&run.stdout) && harmless(&run.stderr), "{run}");
        assert!(run.stderr.contains("␛[31m"), "{run}");
    }
}

#[test]
fn a_nul_is_refused_and_the_other_files_are_read_all_the_same() {
    let room = Room::new().with("a.txt", "完成\0").with("b.txt", "完成\n");
    let run = room.run(&["check", ".", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(run.code, 2);
    assert_eq!(document["files"][0]["errors"][0]["code"], "binary");
    assert_eq!(document["files"][1]["errors"], serde_json::json!([]));
    assert_eq!(document["summary"]["unreadable"], 1);
}
