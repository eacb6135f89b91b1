//! `matching`: arbitrary text against the packs that ship.

use arbitrary::Unstructured;
use gouji::{Pack, check};

use super::promises::{keep_in_report, packs};
use super::words::sewn;

/// Checks a text with each pack: twice the same, and every place in the report is one in the text. Bytes that begin
/// with an exclamation mark tell how to sew the text together, others are the text.
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
    assert_eq!(report, check(text, pack), "the same text and pack gave another report");
}
