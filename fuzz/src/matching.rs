//! `matching`: arbitrary text against the packs that ship.

use arbitrary::Unstructured;
use gouji::{Pack, Report, check};

use super::promises::{keep_in_report, packs};
use super::words::sewn;

/// Two blank lines.
const ABOVE: &str = "\n\n";

/// Checks a text with each pack: twice the same, lower down the same, and every place in the report is one in the text.
/// Bytes that begin with an exclamation mark tell how to sew the text together, others are the text.
pub fn matching(data: &[u8]) {
    let text = match data.strip_prefix(b"!") {
        Some(rest) => sewn(&mut Unstructured::new(rest)).unwrap_or_default(),
        None => String::from_utf8_lossy(data).into_owned(),
    };
    packs().iter().for_each(|pack| checked(&text, pack));
}

fn checked(text: &str, pack: &Pack) {
    let report = check(text, pack);
    keep_in_report(text, &report);
    // A byte order mark is one only at the very beginning.
    if is_even(text) || text.starts_with('\u{feff}') {
        assert_eq!(report, check(text, pack), "the same text and pack gave another report");
    } else {
        lower_down(&report, &check(&format!("{ABOVE}{text}"), pack));
    }
}

/// One of two texts is checked twice as it is, the other lower down: each costs as much as the check itself.
fn is_even(text: &str) -> bool {
    text.len().is_multiple_of(2)
}

/// Blank lines above a text leave all that is said of it.
fn lower_down(report: &Report, below: &Report) {
    assert_eq!(report.coverage, below.coverage);
    assert_eq!(report.claims.len(), below.claims.len(), "{:?}\n{:?}", report.claims, below.claims);
    for (claim, lower) in report.claims.iter().zip(&below.claims) {
        let moved = if claim.line > 0 { ABOVE.len() } else { 0 };
        assert_eq!((claim.span.start + moved, claim.line + moved), (lower.span.start, lower.line));
        assert_eq!((&claim.rule, &claim.quote), (&lower.rule, &lower.quote));
        assert_eq!((&claim.judgement, claim.severity), (&lower.judgement, lower.severity));
    }
}
