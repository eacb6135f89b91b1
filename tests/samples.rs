//! The samples of `examples/`: the findings that their README lists and no other, and every claim as a snapshot.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]

use std::fmt::Write as _;

use gouji::ledger::{Claim, ClaimOperand};
use gouji::verdict::{End, Severity};
use gouji::{Exact, Pack, Report, Verdict};

const STREET: &str = include_str!("../examples/street-2024.txt");
const COUNTY: &str = include_str!("../examples/county-2024.txt");
const README: &str = include_str!("../examples/README.md");

fn report(text: &str) -> Report {
    gouji::check(text, &Pack::builtin("zh-report").unwrap())
}

/// Kind, verdict, severity and a part of the quote of each slip in `street-2024.txt`, in the order of the text.
const SLIPS: [(&str, Verdict, Severity, &str); 6] = [
    ("completion", Verdict::Inconsistent, Severity::Error, "1442万美元,目标1200万美元,完成年初任务的124%"),
    ("target", Verdict::Inconsistent, Severity::Error, "税收任务1970万元,全年完成1832万元,超额完成"),
    ("share", Verdict::Truncated, Severity::Warning, "服务业企业294家,占新登记企业数的91.8%"),
    ("completion", Verdict::Impossible, Severity::Warning, "单位普查完成2661户,为任务数的110.18%"),
    (
        "sum",
        Verdict::Inconsistent,
        Severity::Error,
        "156场,其中敬老助残42场,环境整治61场,文明宣传38场,其他活动17场",
    ),
    ("rate", Verdict::Inconsistent, Severity::Error, "纠纷436件,成功调解421件,调解成功率97.6%"),
];

#[test]
fn the_street_has_the_six_slips_and_nothing_else() {
    let report = report(STREET);
    let found: Vec<&Claim> = report.findings().collect();
    assert_eq!(found.len(), SLIPS.len(), "{:?}", found.iter().map(|claim| &claim.quote).collect::<Vec<_>>());
    for (claim, (kind, verdict, severity, part)) in found.into_iter().zip(SLIPS) {
        let told = (claim.rule.kind.as_str(), claim.judgement.verdict, claim.severity);
        assert_eq!(told, (kind, verdict, Some(severity)), "{}", claim.quote);
        assert!(claim.quote.contains(part), "{} should contain {part}", claim.quote);
    }
}

#[test]
fn the_readme_of_the_samples_lists_the_same_slips() {
    for (_, verdict, _, _) in SLIPS {
        let name = serde_json::to_value(verdict).unwrap();
        let rows = README.matches(&format!("| `{}`", name.as_str().unwrap())).count();
        // The English programme has one more contradiction.
        let other = usize::from(verdict == Verdict::Inconsistent);
        assert_eq!(rows, SLIPS.iter().filter(|slip| slip.1 == verdict).count() + other, "{verdict:?}");
    }
}

#[test]
fn the_county_has_no_slip_and_is_not_passed_over() {
    let report = report(COUNTY);
    let found: Vec<&str> = report.findings().map(|claim| claim.quote.as_str()).collect();
    assert!(found.is_empty(), "{found:?}");
    let judged = report.claims.iter().filter(|claim| claim.judgement.verdict != Verdict::Unchecked).count();
    assert!(judged >= 29, "{judged} claims judged");
    assert_eq!(report.coverage.unclaimed, 0);
    // 地区生产总值, at constant prices, is the one that must not be judged.
    assert_eq!(report.count(Verdict::Unchecked), 1);
}

#[test]
fn what_the_samples_only_look_odd_about_is_implied() {
    let report = report(STREET);
    for (quote, target) in [
        ("帮扶就业困难人员上岗540人", "548"),
        ("到位内资6.73亿元", "600000000"),
        ("个体普查完成4201户", "3700"),
    ] {
        let claim = report.claims.iter().find(|claim| claim.quote.contains(quote)).unwrap();
        assert_eq!(claim.judgement.verdict, Verdict::Implied, "{quote}");
        let (_, set) = claim.judgement.implied.unwrap();
        let target = Exact::parse(target).unwrap();
        let (low, high) = (set.low.unwrap().at, set.high.unwrap().at);
        assert!(low.compare(target).unwrap().is_le() && high.compare(target).unwrap().is_ge(), "{quote}");
    }
}

/// One claim on a line: rule, verdict, operands, what they give.
fn line(claim: &Claim) -> String {
    let mut line = format!("{}:{} {} ", claim.line, claim.column, claim.rule.id);
    let verdict = serde_json::to_value(claim.judgement.verdict).unwrap();
    line.push_str(verdict.as_str().unwrap());
    if let Some(reason) = claim.judgement.reason {
        let _ = write!(line, " ({})", serde_json::to_value(reason).unwrap().as_str().unwrap());
    }
    for operand in &claim.operands {
        let _ = write!(line, " | {} {}", operand.role, shown(operand));
    }
    if let Some((exact, _)) = claim.judgement.computed {
        let _ = write!(line, " | = {exact}");
    }
    line
}

fn shown(operand: &ClaimOperand) -> String {
    match (&operand.text, operand.interval) {
        (Some(text), _) => text.clone(),
        (None, Some(interval)) => {
            let end = |end: Option<End>| end.map_or_else(|| "∞".to_owned(), |end| end.at.to_string());
            let open = |end: Option<End>| end.is_none_or(|end| end.open);
            let (low, high) = (interval.low, interval.high);
            let (left, right) = (if open(low) { '(' } else { '[' }, if open(high) { ')' } else { ']' });
            format!("in {left}{}, {}{right}", end(low), end(high))
        }
        (None, None) => "?".to_owned(),
    }
}

fn all(report: &Report) -> String {
    let mut text: String = report.claims.iter().map(|claim| line(claim) + "\n").collect();
    for figure in &report.unclaimed {
        let _ = writeln!(text, "{}:{} unclaimed {}", figure.line, figure.column, figure.text);
    }
    let _ = write!(text, "{:?}", report.coverage);
    text
}

#[test]
fn every_claim_in_the_samples() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!("street-2024", all(&report(STREET)));
        insta::assert_snapshot!("county-2024", all(&report(COUNTY)));
    });
}
