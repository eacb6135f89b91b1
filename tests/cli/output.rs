//! Where output goes: pipes that close, files that are replaced whole, colours that stay out of both.

use std::fs;

use super::room::Room;

fn room() -> Room {
    Room::new().with("clean.txt", "全面推进各项工作。\n")
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let room = room();
    let mut child = room.command(&["check", "clean.txt", "--format", "json"]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn a_file_takes_the_whole_output_and_nothing_is_left_beside_it() {
    let room = room().with("out.json", "before");
    let run = room.run(&["check", "clean.txt", "--format", "json", "--output", "out.json"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""), "{run}");
    let written: serde_json::Value =
        serde_json::from_slice(&fs::read(room.path().join("out.json")).unwrap()).unwrap();
    assert_eq!(written["schema"], "gouji/1");
    assert_eq!(fs::read_dir(room.path()).unwrap().count(), 2);
}

#[test]
fn a_run_that_could_not_start_leaves_the_file_alone() {
    let room = room().with("out.json", "before");
    let run = room.run(&["check", "--pack", "nobody", "clean.txt", "--output", "out.json"]);
    assert_eq!(run.code, 2);
    assert_eq!(fs::read_to_string(room.path().join("out.json")).unwrap(), "before");
}

#[test]
fn colours_are_for_terminals_or_for_those_who_ask() {
    let room = room();
    assert!(!room.run(&["check", "clean.txt"]).stdout.contains('\x1b'));
    assert!(room.run(&["check", "clean.txt", "--color", "always"]).stdout.contains('\x1b'));
    assert!(
        !room.run(&["check", "clean.txt", "--color", "always", "--format", "json"]).stdout.contains('\x1b')
    );
}

#[test]
fn the_language_comes_from_the_environment() {
    let room = room();
    let output = room.command(&["check", "clean.txt"]).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("1个文件"));
    assert!(room.run(&["check", "clean.txt"]).stdout.contains("1 file"));
    assert!(room.run(&["check", "clean.txt", "--lang", "zh"]).stdout.contains("1个文件"));
}

#[test]
fn one_run_is_written_in_several_formats() {
    let room = room().with("b.json", "before");
    let args = ["check", "clean.txt", "--also", "json=a.json", "--also=json=b.json", "--also", "text=c.txt"];
    let run = room.run(&args);
    assert!(run.code == 0 && run.stdout.starts_with("1 file,"), "{run}");
    let read = |name: &str| fs::read_to_string(room.path().join(name)).unwrap();
    assert_eq!(read("c.txt"), run.stdout);
    assert_eq!(read("a.json"), read("b.json"));
    assert!(read("a.json").contains("gouji/1"));
    assert_eq!(fs::read_dir(room.path()).unwrap().count(), 4, "nothing is left beside them");
}

#[test]
fn an_output_that_cannot_be_written_leaves_all_of_them_alone() {
    let room = room().with("a.json", "before");
    let run = room.run(&["check", "clean.txt", "--also", "json=a.json", "--also", "text=no/such/b.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run}");
    assert!(run.stderr.contains("no/such/b.txt"), "{run}");
    assert_eq!(fs::read_to_string(room.path().join("a.json")).unwrap(), "before");
    assert_eq!(fs::read_dir(room.path()).unwrap().count(), 2);
}

#[test]
fn a_reader_that_went_away_does_not_stop_the_files() {
    let room = room();
    let mut child = room.command(&["check", "clean.txt", "--also", "json=a.json"]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    assert!(fs::read_to_string(room.path().join("a.json")).unwrap().ends_with("}\n"));
}

#[test]
fn two_outputs_to_one_file_are_refused() {
    for args in [["--output", "a.json", "--also", "json=./a.json"], ["--also", "json=a", "--also", "text=a"]]
    {
        let run = room().run(&[&["check", "clean.txt"], &args[..]].concat());
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("two outputs are to go to"), "{run}");
    }
}

/// A finding, a file that cannot be read and one in which nothing is recognised.
fn mixed() -> Room {
    room()
        .with("error.txt", "引进外资1442万美元，目标1200万美元，完成年初任务的124%。\n")
        .with("scan.pdf", b"%PDF-1.7\n")
}

#[test]
fn every_format_shows_the_finding_and_what_could_not_be_read() {
    for format in ["text", "json", "jsonl", "sarif", "junit", "github", "markdown"] {
        let run = mixed().run(&[
            "check",
            "clean.txt",
            "error.txt",
            "scan.pdf",
            "--format",
            format,
            "--color=always",
        ]);
        assert_eq!(run.code, 2, "{run}");
        assert_eq!(run.stdout.contains('\x1b'), format == "text", "{run}");
        assert!(run.stdout.contains("completion-of-task") && run.stdout.contains("124%"), "{run}");
        // In text, standard error is where people see it; the others stand alone.
        assert!(
            run.stderr.contains("scan.pdf") && (format == "text" || run.stdout.contains("scan.pdf")),
            "{run}"
        );
    }
}

#[test]
fn documents_for_programs_say_how_the_run_ended() {
    for (args, code) in [(&["error.txt"][..], 1), (&["clean.txt"], 0), (&["error.txt", "scan.pdf"], 2)] {
        let run = mixed().run(&[&["check", "--format=jsonl"], args].concat());
        let last: serde_json::Value = serde_json::from_str(run.stdout.lines().last().unwrap()).unwrap();
        assert_eq!((run.code, &last["exit_code"]), (code, &code.into()), "{run}");
        let run = mixed().run(&[&["check", "--format=sarif"], args].concat());
        let log: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let invocation = &log["runs"][0]["invocations"][0];
        assert_eq!(invocation["exitCode"], code);
        assert_eq!(invocation["executionSuccessful"], code < 2);
    }
}

#[test]
fn too_little_coverage_is_in_the_output_too() {
    for format in ["sarif", "junit", "github", "markdown"] {
        let run = mixed().run(&["check", "error.txt", "--format", format, "--min-coverage", "100"]);
        assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{run}");
        let room = Room::new().with("a.txt", "覆盖率80%。\n");
        let run = room.run(&["check", "a.txt", "--format", format, "--min-coverage", "100"]);
        assert_eq!(run.code, 1, "{run}");
        assert!(run.stdout.contains("--min-coverage asks for"), "{run}");
    }
}

#[test]
fn formats_of_a_check_are_refused_elsewhere() {
    for args in [&["rules"][..], &["mentions", "clean.txt"], &["explain", "x"], &["test"], &["schema"]] {
        let run = room().run(&[args, &["--format", "junit", "--lang", "en"]].concat());
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run}");
        let told = "--format junit is for gouji check; this command prints text or json";
        assert!(run.stderr.contains(told), "{run}");
    }
    let run = room().run(&["rules", "--format", "sarif", "--lang", "zh"]);
    assert!(run.stderr.contains("--format sarif 只用于 gouji check"), "{run}");
}
