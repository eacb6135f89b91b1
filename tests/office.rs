//! What workbooks, CSV files and PDFs are read as: their text, where things stand in it, and what is said of it.
//!
//! tests/fixtures/make/ says how the files were made.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the report, in its helpers too")]

use std::fmt::Write;

use gouji::document::{BlockKind, Document, read};

/// The text with its blocks marked, the tables and the remarks, for a person to check.
fn told(name: &str) -> String {
    let path = format!("{}/tests/fixtures/documents/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    match read(&bytes, name) {
        Ok(document) => shown(&document),
        Err(error) => format!("{}: {error}\n", error.code()),
    }
}

fn shown(document: &Document) -> String {
    let mut out = format!("{}\n", document.media_type);
    let mut line = 0;
    for block in &document.blocks {
        let text = &document.text[block.span.clone()];
        let end = if block.line == line { "\t" } else { "\n" };
        line = block.line;
        let page = block.page.map_or(String::new(), |page| format!("p{page} "));
        let kind = match block.kind {
            BlockKind::Cell { .. } if end == "\t" => String::new(),
            BlockKind::Cell { table, .. } => format!("{page}table {}: ", table + 1),
            kind => format!("{page}{kind:?}: "),
        };
        write!(out, "{end}{kind}{text}").unwrap();
    }
    out.push_str("\n\n");
    for (number, table) in document.tables.iter().enumerate() {
        let above = table.above.clone().map(|above| &document.text[above]);
        let size = (table.rows(), table.columns());
        writeln!(
            out,
            "table {} {:?} at {:?}, {size:?}, above {above:?}",
            number + 1,
            table.sheet,
            table.origin
        )
        .unwrap();
        for cell in table.cells.iter().filter(|cell| cell.rows > 1 || cell.columns > 1) {
            let text = &document.text[cell.span.clone()];
            writeln!(out, "  {:?} covers {} x {}: {text}", (cell.row, cell.column), cell.rows, cell.columns)
                .unwrap();
        }
    }
    for remark in &document.remarks {
        writeln!(out, "{remark:?}").unwrap();
    }
    out
}

#[test]
fn workbooks() {
    for name in [
        "indicators.xlsx",
        "indicators.xls",
        "indicators.ods",
        "indicators-raw.xlsx",
        "report.xlsx",
        "report.xls",
        "report.ods",
        "report.csv",
    ] {
        insta::assert_snapshot!(name, told(name));
    }
}

#[test]
#[cfg(feature = "pdf")]
fn pdfs() {
    let names = ["summary-chromium.pdf", "summary-writer.pdf", "report.pdf", "locked.pdf", "scan.pdf"];
    let encodings = [
        "cid-gbk-euc.pdf",
        "cid-identity-no-tounicode.pdf",
        "cid-identity-tounicode.pdf",
        "cid-unigb-ucs2.pdf",
    ];
    for name in names.into_iter().chain(encodings) {
        insta::assert_snapshot!(name, told(name));
    }
}

/// Page 2 of this file has three paragraphs in each of two columns, at 34 and at 312 points from the left: `pdftotext
/// -layout` shows them side by side.
#[test]
#[cfg(feature = "pdf")]
fn a_page_in_two_columns_is_read_one_column_after_the_other() {
    let path = format!("{}/tests/fixtures/documents/summary-chromium.pdf", env!("CARGO_MANIFEST_DIR"));
    let document = read(&std::fs::read(path).unwrap(), "summary-chromium.pdf").unwrap();
    let page = document.blocks.iter().filter(|block| block.page == Some(2));
    let sentences: Vec<&str> =
        page.map(|block| &document.text[block.span.clone()]).filter(|text| text.ends_with('。')).collect();
    let sentence = |number: usize| {
        let (roads, money, share) = (500 + number, 7000 + number, 60 + number);
        format!(
            "全年新建农村公路{roads}公里,完成投资{money}万元,占计划的{share}%,群众出行条件进一步改善,各项工作按时序推进。"
        )
    };
    assert_eq!(sentences, (0..6).map(sentence).collect::<Vec<_>>());
}

/// Whatever a file was cut down or changed to, reading it ends with a document or an error.
#[test]
fn damaged_files_end_in_words() {
    for name in ["indicators.xlsx", "indicators.xls", "indicators.ods", "report.pdf", "report.csv"] {
        let path = format!("{}/tests/fixtures/documents/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        for part in 1..8 {
            let cut = bytes.len() * part / 8;
            let _ = read(&bytes[..cut], name).map_err(|error| assert!(!error.to_string().is_empty()));
            let mut changed = bytes.clone();
            for at in (cut..bytes.len()).step_by(97 + part) {
                changed[at] = changed[at].wrapping_mul(31).wrapping_add(7);
            }
            let _ = read(&changed, name).map_err(|error| assert!(!error.to_string().is_empty()));
        }
        let nothing = read(&bytes[..bytes.len() / 3], name).is_ok();
        assert_eq!(nothing, name == "report.csv", "{name}");
    }
}
