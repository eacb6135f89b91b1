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

/// What a browser, a spreadsheet, a build or a reader of merge requests might act on, around a finding.
const ACTIVE: &str = "=HYPERLINK(1)<script>x</script>\"'&]]>--><!-- @all ![a](b) `c` | ::error::d\u{1b}[31m\u{202e}\u{9b}\
引进外资1442万美元，目标1200万美元，完成年初任务的124%。\n";

/// What must not stand in the output of a format, whoever wrote it, and what shows that the text got there.
const FORBIDDEN: [(&str, &[&str]); 8] = [
    ("text", &["\u{1b}", "\u{202e}", "\u{9b}"]),
    ("json", &["\u{1b}", "\u{0}"]),
    ("jsonl", &["\u{1b}", "\u{0}"]),
    ("sarif", &["\u{1b}", "\u{0}"]),
    ("junit", &["<script", "]]>--", "\u{1b}", "\u{202e}", "\u{9b}"]),
    ("github", &["\n::error::d", "\u{1b}", "\u{202e}", "\u{9b}"]),
    ("markdown", &["<script", "![a]", " @all", "\u{1b}", "\u{202e}", "\u{9b}"]),
    ("html", &["<script>x", "\u{1b}", "\u{202e}", "\u{9b}"]),
];

#[cfg(unix)]
#[test]
fn neither_text_nor_file_name_is_markup_in_any_format() {
    let name = "=1+1<script>x<b>\"'&]]>--@all![a](b)`c`|\n::error::d\u{1b}[31m\u{202e}\u{9b}.txt";
    // A slash would be a folder, so the end tag is in the text alone.
    let room = Room::new().with(name, ACTIVE).with(&name.replace("txt", "pdf"), "no pdf");
    for (format, forbidden) in FORBIDDEN {
        let run = room.run(&["check", ".", "--format", format, "--all"]);
        assert_eq!(run.code, 2, "{run}");
        assert!(run.stdout.contains("124%"), "the finding is there: {run}");
        for what in forbidden {
            assert!(!run.stdout.contains(what), "{format}: {what:?}: {run}");
        }
        assert!(harmless(&run.stderr), "{run}");
        if matches!(format, "json" | "sarif") {
            let read: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
            let path = &read["files"][0]["path"];
            assert!(format == "sarif" || path.as_str().is_some_and(|path| path.contains("<script>x<b>\"'&")));
        }
    }
}

#[test]
fn a_hostile_configuration_pack_or_waiver_cannot_touch_the_terminal() {
    let escape = "\u{1b}[2J\u{202e}\u{9b}31m";
    let files = [
        ("gouji.toml", format!("pack = \"{escape}\"\n")),
        ("gouji.toml", format!("\"{escape}\" = 1\n")),
        ("gouji.toml", format!("packs = [\"{escape}\"]\n")),
        ("gouji.toml", format!("waivers = \"w.toml\" # {escape}\nlang = 1 # {escape}\n")),
        (
            "pack/pack.yaml",
            format!("id: demo\nversion: \"1\"\nlanguage: zh\ntitle: {{zh: a}}\n{escape}: 1\n"),
        ),
    ];
    for (name, content) in files {
        let room = Room::new().with("a.txt", "全年增长5%。\n").with(name, content);
        let mut args = vec!["check", "a.txt"];
        if name.starts_with("pack") {
            args.extend(["--rules", "pack"]);
        }
        let run = room.run(&args);
        assert_eq!(run.code, 2, "{run}");
        assert!(harmless(&run.stdout) && harmless(&run.stderr), "{run}");
        assert!(!run.stderr.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_a_pack_that_leads_out_of_it_is_refused() {
    use std::os::unix::fs::symlink;
    let room = Room::new().with("secret.yaml", "password: hunter2\n").with("a.txt", "全年增长5%。\n");
    assert_eq!(room.run(&["init", "pack", "demo", "pack", "--lang", "zh"]).code, 0);
    let pack = room.path().join("pack");
    assert_eq!(room.run(&["check", "a.txt", "--rules", "pack"]).code, 0);
    symlink(pack.join("completion.yaml"), pack.join("again.yml")).unwrap();
    let inside = room.run(&["check", "a.txt", "--rules", "pack"]);
    assert!(!inside.stderr.contains("leads out"), "{inside}");
    std::fs::remove_file(pack.join("again.yml")).unwrap();
    symlink("../secret.yaml", pack.join("stolen.yaml")).unwrap();
    let run = room.run(&["check", "a.txt", "--rules", "pack"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("leads out of the pack") && !run.stderr.contains("hunter2"), "{run}");
}

/// Nothing that lies among reports has a say where a configuration is given.
#[test]
fn a_configuration_among_the_reports_has_no_say_where_another_is_given() {
    let wrong = "引进外资1442万美元，目标1200万美元，完成年初任务的124%。\n";
    let room = Room::new()
        .with("in/a.txt", wrong)
        .with("in/gouji.toml", "fail-on = \"never\"\ntimeout = 0\n[limits]\nfigures = 1\n")
        .with("own.toml", "");
    assert_eq!(room.run(&["check", "in"]).code, 0, "it is believed where it is looked for");
    for args in [["check", "in", "--isolated"], ["check", "in", "--config=own.toml"]] {
        assert_eq!(room.run(&args).code, 1);
    }
}
