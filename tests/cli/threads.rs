//! Files checked in several threads: the same bytes as one after the other, in the same order, as soon as they are there.

use super::room::Room;

const WRONG: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。\n";
const RIGHT: &str = "全年走访540人,完成年计划600人的90%。\n";
const FORMATS: [&str; 9] =
    ["text", "json", "jsonl", "github", "junit", "sarif", "markdown", "html", "text --all"];

/// Thirty files of very different sizes, most in Chinese and some in English, two of which cannot be read.
fn room() -> Room {
    let mut room = Room::new();
    for number in 0..30 {
        let line = if number % 3 == 0 { WRONG } else { RIGHT };
        let text = line.repeat(1 + (30 - number) * (number % 4));
        room = room.with(&format!("reports/{number:02}.txt"), format!("第{number}号\n{text}"));
    }
    let english = "The department visited 540 of the 600 households planned, or 95 per cent of the target.\n";
    room.with("reports/13.txt", "\0").with("reports/27.txt", "\0").with("reports/21.md", english)
}

#[test]
fn every_format_has_the_same_bytes_however_many_threads_there_are() {
    let room = room();
    for format in FORMATS {
        let said: Vec<String> = ["-j1", "-j2", "--threads=7"]
            .map(|threads| {
                let mut args = vec!["check", "reports", threads, "--format"];
                args.extend(format.split(' '));
                let run = room.run(&args);
                assert_eq!(run.code, 2, "{run}");
                run.to_string().replacen(threads, "", 1)
            })
            .to_vec();
        assert!(said[0].contains("13.txt") && said[0].contains("24.txt"), "{format}");
        assert!(said.iter().all(|run| *run == said[0]), "{format}");
    }
}

#[test]
fn every_file_is_replaced_with_the_same_bytes() {
    let room = room();
    for threads in ["1", "5"] {
        let (book, page) = (format!("{threads}.xlsx"), format!("html={threads}.html"));
        let args =
            ["check", "reports", "--threads", threads, "--format", "xlsx", "-o", &book, "--also", &page];
        assert_eq!(room.run(&args).code, 2);
    }
    for kind in ["xlsx", "html"] {
        let [one, five] =
            ["1", "5"].map(|name| std::fs::read(room.path().join(format!("{name}.{kind}"))).unwrap());
        assert!(one == five && one.len() > 1000, "{kind}");
    }
}

#[test]
fn baselines_and_waivers_do_not_depend_on_threads() {
    let room = room();
    std::fs::remove_file(room.path().join("reports/13.txt")).unwrap();
    std::fs::remove_file(room.path().join("reports/27.txt")).unwrap();
    for threads in ["-j1", "-j4"] {
        let name = format!("{threads}.json");
        let run = room.run(&["baseline", "write", "reports", threads, "--baseline", &format!("./{name}")]);
        assert_eq!(run.code, 0, "{run}");
    }
    let [one, four] =
        ["-j1.json", "-j4.json"].map(|name| std::fs::read_to_string(room.path().join(name)).unwrap());
    assert!(one == four && one.contains("24.txt"));
    let [one, four] = ["-j1", "-j4"].map(|threads| room.run(&["waive", "reports", threads]).stdout);
    assert!(one == four && one.contains("[[waiver]]"));
}

#[test]
fn no_thread_at_all_is_refused() {
    let run = Room::new().with("a.txt", RIGHT).run(&["check", "a.txt", "-j0"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--threads"), "{run}");
}

#[cfg(unix)]
#[test]
fn what_is_found_in_a_file_is_printed_before_the_next_one_is_there() {
    use std::io::{BufRead, BufReader, Write};

    let room = Room::new().with("a.txt", WRONG);
    super::room::fifo(&room, "b.txt");
    for (threads, format, what) in
        [("-j1", "jsonl", "\"claim\""), ("-j2", "jsonl", "\"claim\""), ("-j2", "text", "124%")]
    {
        let args = ["check", "a.txt", "b.txt", threads, "--format", format];
        let mut child = room.command(&args).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Nobody has written into the pipe yet: that it is found is a line that was not held back.
        assert!(lines.any(|line| line.unwrap().contains(what)), "{args:?}");
        let mut pipe = std::fs::OpenOptions::new().write(true).open(room.path().join("b.txt")).unwrap();
        pipe.write_all(RIGHT.as_bytes()).unwrap();
        drop(pipe);
        assert!(lines.count() > 0);
        assert_eq!(child.wait().unwrap().code(), Some(1));
    }
}
