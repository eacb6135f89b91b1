//! One report in every format: the claims and verdicts must be the same from each, only their places differ.
//!
//! The files are in `tests/fixtures/formats`, made by the programs named in `make.py` there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]

use gouji::ledger::Claim;
use gouji::{Pack, document};

/// One claim without its place: rule, verdict, what it speaks of, and each operand's role and value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    rule: String,
    verdict: String,
    operands: Vec<(String, String)>,
    in_table: bool,
}

fn seen(claim: &Claim) -> Seen {
    let operand = |operand: &gouji::ledger::ClaimOperand| {
        let value = operand.value.map_or_else(String::new, |value| value.to_string());
        let unit = operand.unit.as_ref().map_or("", |unit| &*unit.base);
        (operand.role.clone(), format!("{value}{unit}"))
    };
    Seen {
        rule: claim.rule.full_id(),
        verdict: format!("{:?} {:?}", claim.judgement.verdict, claim.severity),
        operands: claim.operands.iter().map(operand).collect(),
        in_table: claim.place.table.is_some() || claim.place.cell.is_some(),
    }
}

fn claims(name: &str) -> Vec<Seen> {
    let path = format!("tests/fixtures/formats/{name}");
    let bytes = std::fs::read(&path).unwrap();
    let document = document::read(&bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"));
    let pack = Pack::builtin("zh-report").unwrap();
    let mut claims: Vec<Seen> = gouji::check_document(&document, &pack).claims.iter().map(seen).collect();
    claims.sort();
    claims
}

#[track_caller]
fn assert_same(name: &str, found: &[Seen], expected: &[Seen]) {
    let missing: Vec<_> = expected.iter().filter(|claim| !found.contains(claim)).collect();
    let extra: Vec<_> = found.iter().filter(|claim| !expected.contains(claim)).collect();
    assert!(missing.is_empty() && extra.is_empty(), "{name}\nmissing: {missing:#?}\nextra: {extra:#?}");
    assert_eq!(found.len(), expected.len(), "{name}");
}

#[test]
fn the_report_has_about_forty_claims_and_six_findings() {
    let claims = claims("report.txt");
    let wrong: Vec<&Seen> = claims.iter().filter(|claim| !claim.verdict.ends_with("None")).collect();
    assert!((36..=44).contains(&claims.len()), "{}", claims.len());
    // Foreign trade, mediation; in the tables 农产品加工产值, the total of 完成整改, and the rate of that total.
    let told: Vec<&str> = wrong.iter().map(|claim| claim.rule.as_str()).collect();
    assert_eq!(told.len(), 5, "{wrong:#?}");
    assert_eq!(wrong.iter().filter(|claim| claim.in_table).count(), 3);
}

#[test]
fn every_format_of_the_whole_report_gives_the_same() {
    let expected = claims("report.txt");
    for name in
        ["report-gb18030.txt", "report.md", "report.html", "report.docx", "report.pdf", "report-browser.pdf"]
    {
        assert_same(name, &claims(name), &expected);
    }
}

#[test]
fn workbooks_and_csv_files_give_what_the_tables_give() {
    let tables: Vec<Seen> = claims("report.txt").into_iter().filter(|claim| claim.in_table).collect();
    assert_same("report.xlsx", &claims("report.xlsx"), &tables);
    let mut csv: Vec<Seen> =
        ["table-1.csv", "table-2.csv", "table-3.csv"].into_iter().flat_map(claims).collect();
    csv.sort();
    assert_same("table-*.csv", &csv, &tables);
}
