//! Limits, as people meet them: each refuses or notes what is past it, says so, and is raised by the option it names.

use super::room::Room;

const WRONG: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。\n";

/// A zip file of these members.
fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let xml = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let types = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    zipped(&[("[Content_Types].xml", types), ("word/document.xml", xml.as_bytes())])
}

/// A file past a limit: its name, its bytes, the limit that refuses it and one that does not.
fn files() -> Vec<(&'static str, Vec<u8>, &'static str, &'static str)> {
    let line = WRONG.as_bytes().to_vec();
    let pages = std::fs::read(format!("{}/tests/fixtures/formats/report.pdf", env!("CARGO_MANIFEST_DIR")));
    let deep = format!("<!doctype html>{}{WRONG}", "<div>".repeat(600));
    let much = docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "一".repeat(3 << 20)));
    let member = format!("member={}", 12 << 20);
    vec![
        ("a.txt", line.clone(), "file=20", "file=200"),
        ("a.txt", line.clone(), "text=20", "text=200"),
        ("a.md", line, "text=20", "text=200"),
        ("a.csv", b"a,b,c\n1,2,3\n".to_vec(), "cells=5", "cells=6"),
        ("a.html", deep.into(), "depth=100", "depth=1000"),
        ("a.docx", much.clone(), "member=4096", Box::leak(member.into_boxed_str())),
        ("a.pdf", pages.unwrap(), "pages=1", "pages=100"),
    ]
}

#[test]
fn a_file_past_a_limit_is_refused_and_read_once_the_limit_is_raised() {
    let mut told = String::new();
    for (name, bytes, refused, enough) in files() {
        let room = Room::new().with(name, bytes);
        for lang in ["en", "zh"] {
            let run = room.run(&["check", name, "--limit", refused, "--lang", lang]);
            let limit = refused.split('=').next().unwrap();
            assert!(run.stderr.contains(&format!("--limit {limit}=")), "{run}");
            told += &format!("{name} --limit {refused}: exit {}: {}", run.code, run.stderr);
        }
        let run = room.run(&["check", name, "--limit", enough]);
        assert!(run.code < 2, "{run}");
    }
    insta::assert_snapshot!("refused", told);
}

#[test]
fn a_bomb_is_refused_and_the_ratio_can_be_raised() {
    let spaces = vec![b' '; 20 << 20];
    let xml = [b"<w:document>".as_slice(), &spaces, b"</w:document>"].concat();
    let types = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let bytes = zipped(&[("[Content_Types].xml", types), ("word/document.xml", &xml)]);
    let room = Room::new().with("a.docx", bytes);
    let run = room.run(&["check", "a.docx"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("200 times") && run.stderr.contains("--limit ratio="), "{run}");
    let run = room.run(&["check", "a.docx", "--limit", "ratio=5000"]);
    assert!(!run.stderr.contains("times its size"), "{run}");
}

#[test]
fn what_is_too_long_is_noted_and_counts_as_unclaimed() {
    let room = Room::new().with("a.txt", WRONG);
    for (limit, what) in [("line=40", "bytes"), ("sentence=40", "sentence"), ("figures=2", "figures")] {
        let run = room.run(&["check", "a.txt", "--limit", limit]);
        assert_eq!(run.code, 0, "{run}");
        assert!(run.stdout.contains(what) && run.stdout.contains("no claim was looked for"), "{run}");
        assert!(run.stdout.contains("unclaimed 1"), "{run}");
        let covered = room.run(&["check", "a.txt", "--limit", limit, "--min-coverage", "100"]);
        assert_eq!(covered.code, 1, "{covered}");
    }
    let run = room.run(&["check", "a.txt", "--limit=figures=2", "--format=jsonl"]);
    insta::assert_snapshot!("noted", run.stdout.lines().next().unwrap());
}

#[test]
fn a_file_that_takes_too_long_is_not_checked_and_the_others_are() {
    let room = Room::new().with("a.txt", WRONG).with("gouji.toml", "timeout = 0.000000001\n");
    for lang in ["en", "zh"] {
        let run = room.run(&["check", "a.txt", "--lang", lang]);
        assert_eq!(run.code, 2, "{run}");
        assert!(run.stderr.contains("1ns") && run.stderr.contains("--timeout"), "{run}");
    }
    for time in ["0", "600", "7.5"] {
        assert_eq!(room.run(&["check", "a.txt", "--timeout", time]).code, 1, "{time}");
    }
    let document: serde_json::Value =
        serde_json::from_str(&room.run(&["check", "a.txt", "--format=json"]).stdout).unwrap();
    assert_eq!(document["files"][0]["errors"][0]["code"], "timeout");
    assert_eq!(document["summary"]["unreadable"], 1);
}

#[test]
fn a_table_past_a_limit_is_noted_and_not_checked_as_a_table() {
    // 1442 of 1200 are 120.17 %; what a table of six columns would say stands in no cell alone.
    let room =
        Room::new().with("a.csv", "项目,计划,完成,完成率,备注,负责人\n甲,1200万元,1442万元,124%,无,张\n");
    assert_eq!(room.run(&["check", "a.csv"]).code, 1);
    for (limit, what) in [("places=11", "12 places, more than 11"), ("columns=5", "6 columns, more than 5")] {
        let run = room.run(&["check", "a.csv", "--limit", limit]);
        assert_eq!(run.code, 0, "{run}");
        assert!(run.stdout.contains(what) && run.stdout.contains("it was not checked as a table"), "{run}");
        assert!(run.stdout.contains("unclaimed 1"), "{run}");
        let covered = room.run(&["check", "a.csv", "--limit", limit, "--min-coverage", "100"]);
        assert_eq!(covered.code, 1, "{covered}");
    }
    for limit in ["places=12", "columns=6"] {
        assert_eq!(room.run(&["check", "a.csv", "--limit", limit]).code, 1, "{limit}");
    }
}

#[test]
fn flags_win_over_the_configuration_and_both_are_shown() {
    let config = "timeout = 90\n[limits]\npages = 7\nline = 5000\n";
    let room = Room::new().with("a.txt", WRONG).with("gouji.toml", config);
    let run = room.run(&["config", "a.txt", "--limit", "pages=9"]);
    assert!(run.stdout.contains("line=5000  (gouji.toml:4)"), "{run}");
    assert!(run.stdout.contains("pages=9  (--limit)") && !run.stdout.contains("pages=7"), "{run}");
    assert!(run.stdout.contains("90  (gouji.toml:1)"), "{run}");
}

#[test]
fn a_limit_that_is_none_is_an_error_that_names_those_there_are() {
    let room = Room::new().with("a.txt", WRONG);
    for wrong in ["page=9", "pages=0", "pages", "depth=5000"] {
        let run = room.run(&["check", "a.txt", "--limit", wrong]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(wrong), "{run}");
    }
    let config = "timeout = \"long\"\n[limits]\npage = 7\nline = 1.5\nfile = \"1\"\n";
    insta::assert_snapshot!("config-limits", room.with("gouji.toml", config).run(&["check", "a.txt"]));
}

/// docs/limits.md has a row for every limit, with the default that holds.
#[test]
fn the_page_of_limits_is_true() {
    use gouji::document::{Limit, Limits};
    let page = std::fs::read_to_string(format!("{}/docs/limits.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    for limit in Limit::ALL {
        let row = page.lines().find(|line| line.contains(&format!("`--limit {}=", limit.name())));
        let row = row.unwrap_or_else(|| panic!("no row for {}", limit.name()));
        let bare = row.replace([' ', '\u{a0}', '_'], "");
        assert!(bare.contains(&format!("|{}|", Limits::default().get(limit))), "{row}");
    }
    assert!(page.contains("`--timeout SECONDS`") && page.contains("| 60 |"));
}
