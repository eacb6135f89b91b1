//! A run that is stopped: what it was writing is gone, and what was there before is as it was.
#![cfg(unix)]

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use super::room::{Room, fifo};

const REPORT: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。\n";

fn names(room: &Room) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(room.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A run that waits for a pipe nobody writes into, once it has begun its files.
fn stopped_by(signal: &str, threads: &str) -> (Option<i32>, Vec<String>, String) {
    let room = Room::new().with("a.txt", REPORT).with("out.json", "what was there before");
    fifo(&room, "b.txt");
    let args =
        ["check", "a.txt", "b.txt", threads, "--format", "json", "-o", "out.json", "--also", "html=new.html"];
    let mut child = room.command(&args).spawn().unwrap();
    let start = Instant::now();
    while names(&room).iter().filter(|name| name.ends_with(".tmp")).count() < 2 {
        assert!(start.elapsed() < Duration::from_secs(60), "{:?}", names(&room));
        std::thread::sleep(Duration::from_millis(5));
    }
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let code = child.wait().unwrap().code();
    (code, names(&room), fs::read_to_string(room.path().join("out.json")).unwrap())
}

#[test]
fn an_interrupted_run_leaves_nothing_half_written() {
    for (signal, threads, code) in [("-INT", "-j1", 130), ("-INT", "-j3", 130), ("-TERM", "-j3", 143)] {
        let (got, names, kept) = stopped_by(signal, threads);
        assert_eq!(got, Some(code), "{signal}");
        assert_eq!(names, ["a.txt", "b.txt", "out.json"], "{signal} {threads}");
        assert_eq!(kept, "what was there before");
    }
}

#[test]
fn a_reader_that_goes_away_stops_the_threads_and_leaves_nothing() {
    let mut room = Room::new();
    for number in 0..200 {
        room = room.with(&format!("in/{number:03}.txt"), REPORT.repeat(50));
    }
    let args = ["check", "in", "-j4", "--format", "text"];
    let mut child = room.command(&args).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(names(&room), ["in"]);
}

#[test]
fn a_file_past_what_the_system_allows_is_an_error_and_is_not_left_behind() {
    let room = Room::new().with("a.txt", REPORT.repeat(400)).with("out.json", "what was there before");
    let program = env!("CARGO_BIN_EXE_gouji");
    let line = format!("ulimit -f 8 && exec {program} check a.txt --format json -o out.json");
    let output = Command::new("sh").args(["-c", &line]).current_dir(room.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(names(&room), ["a.txt", "out.json"]);
    assert_eq!(fs::read_to_string(room.path().join("out.json")).unwrap(), "what was there before");
}
