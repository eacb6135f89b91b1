//! Memory while a folder is printed: however many files there are, no format holds more than a few megabytes of them.
//!
//! One test, in a process of its own, since it looks at the memory of the whole process; on Linux, which tells that.
#![cfg(all(target_os = "linux", feature = "cli"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]

use std::fs;
use std::io;

use gouji::Pack;
use gouji::report::formats::{End, Format};
use gouji::report::terminal::Options;
use gouji::report::{FileReport, Lang, Summary};
use gouji::rule::Rule;

/// How many findings the file has that is printed again and again.
const FINDINGS: usize = 60;

/// By how many bytes three times as many files may raise the peak: far less than what is printed of them.
const GROWTH: usize = 4 << 20;

/// The largest that this process has been since it was last asked.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: usize = line.trim().trim_end_matches("kB").trim().parse().unwrap();
    fs::write("/proc/self/clear_refs", "5").unwrap();
    kilobytes * 1024
}

/// A file, and the rules it was checked with.
fn file(pack: &Pack) -> FileReport {
    let said = |number: usize| {
        let actual = 1000 + number;
        format!("第{number}号街道引进外资{actual}万美元，目标900万美元，完成年初任务的124%。\n")
    };
    let text: String = (1..=FINDINGS).map(said).collect();
    let report = gouji::check(&text, pack);
    assert!(report.findings().count() > FINDINGS / 2, "{}", report.findings().count());
    FileReport { text, has_lines: true, report, media_type: "text/plain", ..FileReport::default() }
}

/// Counts what is printed.
#[derive(Default)]
struct Count(usize);

impl io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Prints so many files; gives back the peak of memory and how many bytes were printed.
fn printed(format: Format, all: bool, files: usize, file: &mut FileReport, pack: &Pack) -> (usize, usize) {
    let rules: Vec<&Rule> = pack.rules().iter().collect();
    let (mut out, mut summary) = (Count::default(), Summary::default());
    let mut printer = format.printer(Options { lang: Lang::Zh, all });
    peak();
    printer.start(&mut out).unwrap();
    for number in 0..files {
        file.path = format!("reports/{number}.txt");
        summary.add(file);
        printer.rules(&rules);
        printer.file(file, &mut out).unwrap();
    }
    let end = End { summary: &summary, gate: &[], packs: &[], rules: &rules, code: 1, shortfall: None };
    printer.finish(&end, &mut out).unwrap();
    (peak(), out.0)
}

#[test]
fn memory_does_not_grow_with_the_number_of_files() {
    let pack = Pack::builtin("zh-report").unwrap();
    let mut file = file(&pack);
    let runs = Format::ALL.into_iter().map(|format| (format, false)).chain([(Format::Html, true)]);
    for (format, all) in runs {
        // So many that thrice as many are much more than may be held.
        let files = match format {
            Format::Html | Format::Xlsx => 25,
            Format::Json | Format::Sarif => 60,
            _ => 100,
        };
        let (few, _) = printed(format, all, files, &mut file, &pack);
        let (many, bytes) = printed(format, all, 3 * files, &mut file, &pack);
        let name = format.name();
        assert!(
            bytes > 2 * GROWTH || format == Format::Xlsx || format == Format::Markdown,
            "{name}: {bytes}"
        );
        let growth = many.saturating_sub(few);
        assert!(
            growth < GROWTH,
            "{name} (all: {all}): {few} bytes at {files} files, {growth} more at thrice as many"
        );
    }
}
