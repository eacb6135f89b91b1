//! What must hold of every document that was read and of every report on it, whatever the bytes were.

use std::ops::Range;
use std::sync::OnceLock;

use gouji::document::{BlockKind, Document, Table};
use gouji::{Pack, Report};

/// A document longer than this is read and not checked, so that many are tried in a second.
const CHECKED_BYTES: usize = 600;

/// The packs that ship.
pub fn packs() -> &'static [Pack] {
    static PACKS: OnceLock<Vec<Pack>> = OnceLock::new();
    PACKS.get_or_init(|| gouji::rule::builtin_packs().map(|name| Pack::builtin(name).unwrap()).collect())
}

/// The text at a place, which must be one.
fn at<'a>(text: &'a str, span: &Range<usize>) -> &'a str {
    text.get(span.clone()).unwrap_or_else(|| panic!("{span:?} is no place in {} bytes", text.len()))
}

/// Blocks and cells stand in the text, in order, and know their places.
pub fn keep_in_document(document: &Document) {
    let text = &document.text;
    // Counted on from block to block: there may be thousands of them.
    let (mut end, mut counted, mut line) = (0, 0, 1);
    for block in &document.blocks {
        assert!(!at(text, &block.span).trim().is_empty(), "a blank block at {:?}", block.span);
        assert!(end <= block.span.start, "{:?} begins before {end}", block.span);
        line += text[counted..block.span.start].matches('\n').count();
        assert_eq!(block.line, line, "{:?}", block.span);
        (end, counted) = (block.span.end, block.span.start);
        if let BlockKind::Cell { table, cell } = block.kind {
            let cell = &document.tables[table].cells[cell];
            assert!(cell.span.start <= block.span.start && block.span.end <= cell.span.end);
        }
        document.place(block);
    }
    document.tables.iter().for_each(|table| keep_in_table(text, table));
}

fn keep_in_table(text: &str, table: &Table) {
    at(text, &table.span);
    table.above.iter().for_each(|above| assert!(text.get(above.clone()).is_some()));
    for cell in &table.cells {
        at(text, &cell.span);
        assert!(cell.rows >= 1 && cell.columns >= 1, "{cell:?}");
    }
}

/// Checks a short document with every pack that ships.
pub fn keep_in_reports(document: &Document) {
    if document.text.len() > CHECKED_BYTES {
        return;
    }
    for pack in packs() {
        keep_in_report(&document.text, &gouji::check_document(document, pack));
    }
}

/// Every place in a report is one of its text and holds what the report quotes; the counts add up.
pub fn keep_in_report(text: &str, report: &Report) {
    for claim in report.claims.iter().filter(|claim| claim.line > 0) {
        assert_eq!(at(text, &claim.span), claim.quote);
        assert!(!claim.quote.is_empty(), "{claim:?}");
        for operand in &claim.operands {
            assert_eq!(operand.text.is_some(), operand.span.is_some(), "{operand:?}");
            if let (Some(span), Some(printed)) = (&operand.span, &operand.text) {
                assert_eq!(at(text, span), printed);
            }
        }
        assert_eq!((claim.line, claim.column), line_and_column(text, claim.span.start), "{claim:?}");
    }
    for figure in &report.unclaimed {
        assert_eq!(at(text, &figure.span), figure.text);
    }
    report.figures.iter().for_each(|figure| assert!(!at(text, &figure.span).is_empty()));
    let coverage = report.coverage;
    assert_eq!(coverage.figures, coverage.judged + coverage.unchecked + coverage.unclaimed);
}

fn line_and_column(text: &str, start: usize) -> (usize, usize) {
    let before = &text[..start];
    let line_start = before.rfind('\n').map_or(0, |mark| mark + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
