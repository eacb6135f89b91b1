//! Nothing brings the program down, and work grows with the text: arbitrary bytes, real reports, endless lines.
//!
//! Built for debugging, the endless lines are a thirty-second as long; `cargo test --release --test robust` runs them
//! in full.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "in a test a panic is the report"
)]

use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use gouji::document::{self, Document};
use gouji::{Pack, Report};
use proptest::prelude::*;

fn packs() -> &'static [Pack] {
    static PACKS: OnceLock<Vec<Pack>> = OnceLock::new();
    PACKS.get_or_init(|| gouji::rule::builtin_packs().map(|name| Pack::builtin(name).unwrap()).collect())
}

fn zh() -> &'static Pack {
    packs().iter().find(|pack| pack.id() == "zh-report").unwrap()
}

/// The text at a place, which must be one.
fn at(text: &str, span: &Range<usize>) -> String {
    let found = text.get(span.clone());
    found.unwrap_or_else(|| panic!("{span:?} is no place in {} bytes", text.len())).to_owned()
}

/// Every place in a report is a place in its text and holds what the report quotes; the counts add up.
fn check_places(text: &str, report: &Report) {
    for claim in &report.claims {
        assert_eq!(at(text, &claim.span), claim.quote);
        assert!(!claim.quote.is_empty());
        for operand in &claim.operands {
            if let (Some(span), Some(printed)) = (&operand.span, &operand.text) {
                assert_eq!(&at(text, span), printed);
            }
        }
        let line_start = text[..claim.span.start].rfind('\n').map_or(0, |mark| mark + 1);
        assert_eq!(claim.line, text[..claim.span.start].matches('\n').count() + 1);
        assert_eq!(claim.column, text[line_start..claim.span.start].chars().count() + 1);
    }
    for figure in &report.unclaimed {
        assert_eq!(at(text, &figure.span), figure.text);
    }
    let coverage = report.coverage;
    assert_eq!(coverage.figures, coverage.judged + coverage.unchecked + coverage.unclaimed);
}

fn check_all(text: &str) -> usize {
    let report = |pack| {
        let report = gouji::check(text, pack);
        check_places(text, &report);
        report.claims.len()
    };
    packs().iter().map(report).sum()
}

fn check_bytes(bytes: &[u8]) {
    if let Ok(Document { text, .. }) = document::read(bytes, "arbitrary.txt") {
        check_all(&text);
    }
}

#[test]
fn an_empty_file_is_an_empty_report() {
    let document = document::read(b"", "empty.txt").unwrap();
    let report = gouji::check(&document.text, zh());
    assert_eq!(report, Report::default());
}

#[test]
fn real_reports_have_their_claims_where_they_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no reports in {}", folder.display());
        return;
    };
    let mut claims = 0;
    for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let bytes = std::fs::read(&path).unwrap();
        let document = document::read(&bytes, "report.txt").unwrap_or_else(|e| panic!("{path:?}: {e}"));
        claims += check_all(&document.text);
    }
    assert!(claims > 100, "{claims} claims in all reports");
}

/// Pieces of reports, to be put together at random: figures, the words around them, marks and what is none.
const PIECES: [&str; 48] = [
    "完成",
    "年初任务的",
    "目标",
    "1442万美元",
    "124%",
    "1.4",
    "亿元",
    "320家",
    "其中",
    "占",
    "总数的",
    "同比",
    "增长",
    "下降",
    "5.3个百分点",
    "翻两番",
    "3～5个",
    "约",
    "余",
    "超额完成",
    "上年同期",
    "其他",
    "（",
    "）",
    "(",
    ")",
    "，",
    ",",
    "、",
    "；",
    "。",
    "：",
    "\n",
    " ",
    "　",
    "“",
    "”",
    "率",
    "整改",
    "共",
    "一、",
    "2024年",
    "1-7月",
    "%",
    "𝟙",
    "é",
    "\u{e000}",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        check_bytes(&bytes);
    }

    #[test]
    fn arbitrary_text(text in "\\PC{0,200}") {
        check_bytes(text.as_bytes());
        check_all(&text);
    }

    #[test]
    fn pieces_of_reports(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..80)) {
        check_all(&pieces.concat());
    }

    #[test]
    fn damaged_reports(cut in 0usize..6000, byte in any::<u8>()) {
        let mut bytes = include_bytes!("../examples/street-2024.txt").to_vec();
        let cut = cut.min(bytes.len() - 1);
        bytes[cut] = byte;
        check_bytes(&bytes);
        check_bytes(&bytes[..cut]);
    }
}

/// What "1 MB" stands for.
const MEGABYTE: usize = if cfg!(debug_assertions) { 1 << 15 } else { 1 << 20 };

/// A line of the given length or a little less.
fn line(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len())
}

/// The time one check takes.
fn time(text: &str) -> Duration {
    let start = Instant::now();
    let report = gouji::check(text, zh());
    let took = start.elapsed();
    assert!(report.claims.iter().all(|claim| text.get(claim.span.clone()) == Some(claim.quote.as_str())));
    took
}

/// Twice the line is to cost about twice the time: three times at most, in the best of a few attempts, for the machine
/// has other things to do. Below a few milliseconds there is nothing to measure.
fn grows_with_the_text(piece: &str) {
    let (one, two) = (line(piece, MEGABYTE), line(piece, 2 * MEGABYTE));
    let mut ratios = Vec::new();
    for _ in 0..5 {
        let (once, twice) = (time(&one), time(&two));
        let floor = Duration::from_millis(5);
        ratios.push((once, twice));
        if twice < 3 * once.max(floor) {
            println!("1 MB in {once:?}, 2 MB in {twice:?}: {piece}");
            return;
        }
    }
    panic!("a line of `{piece}` twice as long takes more than three times as long: {ratios:?}");
}

/// Ten times the line, within a limit that only a square could break.
fn is_done(piece: &str) {
    if cfg!(debug_assertions) {
        println!("skipped: 10 MB of {piece}, for a release build only");
        return;
    }
    let took = time(&line(piece, 10 * MEGABYTE));
    println!("10 MB in {took:?}: {piece}");
    assert!(took < Duration::from_secs(240), "a line of `{piece}` takes {took:?}");
}

macro_rules! endless {
    ($($name:ident: $piece:expr;)*) => {
        $(
            #[test]
            fn $name() {
                grows_with_the_text($piece);
                is_done($piece);
            }
        )*
    };
}

endless! {
    one_letter: "a";
    prose_without_figures: "全县上下认真贯彻落实各项决策部署,扎实推进重点工作";
    dense_figures: "完成1万元,增长5%,";
    dense_claims: "全年引进内资1442万元,目标1200万元,完成年初任务的124%;其中一类3家、二类4家。";
    digits: "1234567890";
    numerals: "一二三四五六七八九十百千万亿";
    brackets: "(";
    numbered: "(一)";
}

#[test]
fn a_line_that_comes_again_is_listed_once() {
    let text = "税收完成12.86亿元,占年初预算12.50亿元的102.9%。\n".repeat(MEGABYTE / 128);
    let report = gouji::check(&text, zh());
    assert_eq!(report.coverage.figures, MEGABYTE / 128);
    assert_eq!(report.coverage.judged, MEGABYTE / 128);
    // A line this long that comes again is a copy: counted, and listed once.
    assert_eq!(report.claims.len(), 1);
}
