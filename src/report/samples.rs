//! Claims built by hand for the tests of this room: the figures of `docs/semantics.md` §8.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::Exact;
use crate::document::{Foreign, Place, ReadError};
use crate::ledger::{Claim, ClaimOperand, Coverage, Lines, Localized, Note, Report, RuleInfo, Unclaimed};
use crate::mention::{Kind, Unit};
use crate::verdict::{End, Flag, Interval, Judgement, Reading, Reason, Severity, Slip, Verdict};

use super::gate::GateFinding;
use super::{FileReport, PackInfo, Problem, SuppressedBy, Suppression};

pub(crate) const VERDICTS: [Verdict; 9] = [
    Verdict::Consistent,
    Verdict::HalfEven,
    Verdict::WithinRounding,
    Verdict::Truncated,
    Verdict::RoundedUp,
    Verdict::Inconsistent,
    Verdict::Implied,
    Verdict::Impossible,
    Verdict::Unchecked,
];

pub(crate) const REASONS: [Reason; 12] = [
    Reason::NoTarget,
    Reason::Hedge,
    Reason::UnitMismatch,
    Reason::RealGrowth,
    Reason::ComparableBasis,
    Reason::NegativeBase,
    Reason::ReverseIndicator,
    Reason::PaceUndefined,
    Reason::Range,
    Reason::Plan,
    Reason::OutOfRange,
    Reason::Unparsed,
];

pub(crate) fn flags() -> Vec<Flag> {
    vec![
        Flag::Hedged,
        Flag::Boundary,
        Flag::CrossesTarget,
        Flag::LowPower { k: 84 },
        Flag::ExcessDigits,
        Flag::DoubleRounding,
    ]
}

pub(crate) fn slips() -> Vec<Slip> {
    vec![
        Slip::UnitSlip(Exact::whole(10_000)),
        Slip::UnitSlip(Exact::ratio(1, 10).unwrap()),
        Slip::DigitsSwapped,
        Slip::DigitMistyped,
        Slip::RatioForExcess,
        Slip::GrowthForLevel,
        Slip::PercentForPoints,
        Slip::OperandsSwapped,
        Slip::DoubleRounding,
        Slip::TotalForPart,
    ]
}

pub(crate) fn exact(text: &str) -> Exact {
    match text.split_once('/') {
        Some((num, den)) => exact(num).div(exact(den)).unwrap(),
        None => Exact::parse(text).unwrap(),
    }
}

/// `[low, high)` and the like.
pub(crate) fn interval(text: &str) -> Interval {
    let (low, high) = text.split_once(", ").unwrap();
    let low_end = End { at: exact(&low[1..]), open: low.starts_with('(') };
    let high_end = End { at: exact(&high[..high.len() - 1]), open: high.ends_with(')') };
    Interval { low: Some(low_end), high: Some(high_end) }
}

pub(crate) fn localized(zh: &str, en: &str) -> Localized {
    Localized(BTreeMap::from([("zh".to_owned(), zh.to_owned()), ("en".to_owned(), en.to_owned())]))
}

fn rule(id: &str, kind: &str) -> Arc<RuleInfo> {
    Arc::new(RuleInfo {
        pack: "zh-report".into(),
        version: "1".into(),
        id: id.into(),
        kind: kind.into(),
        title: localized(
            "完成率与目标、实际不符",
            "completion percent does not follow from target and actual",
        ),
        message: Localized::default(),
    })
}

pub(crate) fn set_message(claim: &mut Claim, zh: &str) {
    let mut rule = (*claim.rule).clone();
    rule.message = localized(zh, zh);
    claim.rule = Arc::new(rule);
}

/// An operand; `text` is looked for in `source` by the caller.
fn operand(role: &str, slot: usize, text: Option<&str>, value: Option<&str>, suffix: &str) -> ClaimOperand {
    let percent = suffix == "%";
    let scale = match suffix.chars().next() {
        Some('万') => 10_000,
        Some('亿') => 100_000_000,
        _ => 1,
    };
    let unit: Arc<str> = suffix.trim_start_matches(['万', '亿']).into();
    let whole = matches!(&*unit, "人" | "户");
    let decimals =
        text.and_then(|text| Some(text.split_once('.')?.1.chars().take_while(char::is_ascii_digit).count()));
    ClaimOperand {
        role: role.into(),
        slot,
        text: text.map(str::to_owned),
        span: None,
        kind: if percent { Kind::Percent } else { Kind::Quantity },
        value: value.map(exact),
        interval: value.map(|value| Interval {
            low: Some(End { at: exact(value), open: false }),
            high: Some(End { at: exact(value), open: false }),
        }),
        unit: (!percent).then(|| Unit { printed: unit.clone(), base: unit.clone(), family: unit, whole }),
        scale: Exact::whole(scale),
        suffix: suffix.into(),
        decimals: u32::try_from(decimals.unwrap_or(0)).unwrap(),
        counted: false,
        hedge: None,
        factor: Exact::whole(if percent { 100 } else { 1 }),
        place: None,
    }
}

pub(crate) fn judgement(verdict: Verdict, severity: Option<Severity>) -> Judgement {
    Judgement {
        verdict,
        reason: (verdict == Verdict::Unchecked).then_some(Reason::RealGrowth),
        severity,
        readings: vec![],
        flags: vec![],
        computed: None,
        intervals: vec![],
        implied: None,
        round_number: None,
        truncation_would_allow: None,
        repairs: vec![],
        diagnosis: None,
    }
}

/// Where in the text a claim stands is for [`file`] to say.
fn claim(kind: &str, equation: &str, operands: Vec<ClaimOperand>, judgement: Judgement) -> Claim {
    Claim {
        id: "3f1c".into(),
        rule: rule("completion-of-task", kind),
        indicator: None,
        equation: equation.into(),
        span: 0..0,
        line: 1,
        column: 1,
        place: Place { paragraph: Some(1), ..Place::default() },
        quote: String::new(),
        operands,
        severity: judgement.severity,
        judgement,
        copy_of: None,
    }
}

const COMPLETION: &str = "actual / target = percent";

pub(crate) fn inconsistent() -> Claim {
    let operands = vec![
        operand("actual", 0, Some("1442万美元"), Some("14420000"), "万美元"),
        operand("target", 1, Some("1200万美元"), Some("12000000"), "万美元"),
        operand("percent", 2, Some("124%"), Some("124"), "%"),
    ];
    let mut judgement = judgement(Verdict::Inconsistent, Some(Severity::Error));
    judgement.computed = Some((exact("1442/1200"), interval("[14415000/12000000, 14425000/12000000]")));
    judgement.repairs = vec![
        (0, interval("[14820000, 14940000)")),
        (1, interval("[14415000/1.245, 14425000/1.235]")),
        (2, interval("[14415000/12000000, 14425000/12000000]")),
    ];
    let mut claim = claim("completion", COMPLETION, operands, judgement);
    claim.indicator = Some("内资".into());
    claim
}

pub(crate) fn impossible() -> Claim {
    let operands = vec![
        operand("actual", 0, Some("2661户"), Some("2661"), "户"),
        operand("target", 1, None, None, "户"),
        operand("percent", 2, Some("110.18%"), Some("110.18"), "%"),
    ];
    let mut judgement = judgement(Verdict::Impossible, Some(Severity::Warning));
    judgement.implied = Some((1, interval("(2661/1.10185, 2661/1.10175]")));
    judgement.truncation_would_allow = Some(exact("2415"));
    claim("completion", COMPLETION, operands, judgement)
}

pub(crate) fn implied() -> Claim {
    let mut operands = vec![
        operand("actual", 0, Some("540人"), Some("540"), "人"),
        operand("target", 1, None, None, "人"),
        operand("percent", 2, Some("98.54%"), Some("98.54"), "%"),
    ];
    let set = interval("(540/0.98545, 540/0.98535]");
    operands[1].interval = Some(set);
    operands[2].interval = Some(interval("[98.535, 98.545)"));
    let mut judgement = judgement(Verdict::Implied, None);
    judgement.implied = Some((1, set));
    judgement.round_number = Some(exact("548"));
    judgement.readings = vec![Reading::HalfUp];
    claim("completion", COMPLETION, operands, judgement)
}

pub(crate) fn sum() -> Claim {
    let part = |_| operand("part", 0, Some("33.3亿元"), Some("3330000000"), "亿元");
    let mut operands: Vec<ClaimOperand> = (0..3).map(part).collect();
    operands.push(operand("total", 1, Some("100.0亿元"), Some("10000000000"), "亿元"));
    let mut judgement = judgement(Verdict::WithinRounding, None);
    judgement.computed = Some((exact("9990000000"), interval("[9975000000, 10005000000]")));
    judgement.flags = vec![Flag::LowPower { k: 84 }];
    claim("sum", "sum(part) = total", operands, judgement)
}

/// A relation with no stated result and nothing computed.
pub(crate) fn no_result() -> Claim {
    let operands = vec![
        operand("actual", 0, Some("3人"), Some("3"), "人"),
        operand("target", 1, Some("4人"), Some("4"), "人"),
    ];
    claim("target", "actual > target", operands, judgement(Verdict::Inconsistent, Some(Severity::Error)))
}

/// A note of every sort.
pub(crate) fn notes() -> Vec<Note> {
    vec![
        Note::Copy { lines: Lines { first: 30, last: 58 }, of: Lines { first: 1, last: 29 } },
        Note::RoundingNote { line: 3 },
        Note::ConstantPrices { line: 3 },
        Note::Unit { line: 3, unit: "万元".into() },
        Note::CutsOff { cut: 6, telling: 7 },
        Note::Rounds { rounded: 6, telling: 7 },
        Note::BarePercents { line: 3, places: 4 },
    ]
}

/// A file with the claims in it, each operand and quote looked for in `text` from where the one before ended.
pub(crate) fn file(path: &str, text: &str, claims: Vec<Claim>) -> FileReport {
    let index = crate::document::LineIndex::new(text);
    let mut at = 0;
    let mut placed = Vec::new();
    for mut claim in claims {
        for operand in &mut claim.operands {
            let Some(wanted) = &operand.text else { continue };
            let start = at + text[at..].find(wanted.as_str()).unwrap();
            at = start + wanted.len();
            operand.span = Some(start..at);
        }
        let starts = claim.operands.iter().filter_map(|operand| Some(operand.span.as_ref()?.start));
        claim.span = starts.min().unwrap()..at;
        (claim.line, claim.column) = index.position(claim.span.start);
        claim.quote = text[claim.span.clone()].to_owned();
        placed.push(claim);
    }
    let report = Report { claims: placed, ..Report::default() };
    FileReport {
        path: path.into(),
        media_type: "text/plain",
        has_lines: true,
        text: text.into(),
        report,
        ..FileReport::default()
    }
}

/// A run over one file with one claim of most sorts.
pub(crate) fn run() -> (Vec<PackInfo>, FileReport) {
    let text = "引进内资1442万美元，目标1200万美元，完成年初任务的124%。\n走访群众540人，完成任务数的98.54%。\n\
                帮扶2661户，完成任务数的110.18%。覆盖率80%。\n";
    let mut file = file("reports/2014.txt", text, vec![inconsistent(), implied(), impossible()]);
    let start = text.find("80%").unwrap();
    file.report.unclaimed = vec![Unclaimed {
        span: start..start + 3,
        line: 3,
        column: 25,
        place: Place { paragraph: Some(3), ..Place::default() },
        text: "80%".into(),
    }];
    file.report.notes = notes().into_iter().take(1).collect();
    file.report.coverage = Coverage { figures: 4, judged: 3, unchecked: 0, unclaimed: 1 };
    (vec![PackInfo { id: "zh-report".into(), version: "1".into(), rules: 41 }], file)
}

/// A sentence of a claim with everything in it that output formats have to keep from harm, around three figures.
const HOSTILE: &str = "\u{1b}[31m1442万美元|::error file=a::b%0A\r\n<img src=x onerror=y>`@all` ``` #1 \u{0}\u{202e}\u{fffe}\
                       1200万美元]](https://example.org) -->]]> <!-- $x$ \\| ~~~124%\n::set-output name=x::y\n";

/// A whole run as a gate sees it: findings of every sort, one without a place, one that is accepted, full-width and
/// hostile text, a claim that was not judged, and files that could not be read.
pub(crate) fn gate() -> (Vec<PackInfo>, Vec<FileReport>) {
    let (packs, first) = run();
    let mut files = vec![first, wide(), hostile(), unplaced(), in_a_cell()];
    let claims = files.iter_mut().flat_map(|file| &mut file.report.claims);
    claims.enumerate().for_each(|(number, claim)| claim.id = format!("{number:016x}"));
    for file in files.iter_mut().filter(|file| file.path.contains('宽')) {
        let id = file.report.claims[1].id.clone();
        let justification = Some("审计已核实，见 <附件二>|@x".to_owned());
        file.suppressions = BTreeMap::from([(
            id,
            Suppression { by: SuppressedBy::Waiver, justification, ..Suppression::known() },
        )]);
    }
    files.push(unreadable("scans/扫描 1.pdf", Problem::Read(ReadError::Foreign(Foreign::Pdf))));
    let words = "no such file".to_owned();
    files.push(unreadable("none.txt", Problem::System { kind: std::io::ErrorKind::NotFound, words }));
    (packs, files)
}

fn unreadable(path: &str, problem: Problem) -> FileReport {
    FileReport { path: path.into(), errors: vec![problem], ..FileReport::default() }
}

fn wide() -> FileReport {
    let mut wide = inconsistent();
    for (operand, text) in wide.operands.iter_mut().zip(["１４４２万美元", "１２００万美元", "１２４％"])
    {
        operand.text = Some(text.into());
    }
    let unchecked = Claim { judgement: judgement(Verdict::Unchecked, None), severity: None, ..implied() };
    let text = "引进内资１４４２万美元，目标１２００万美元，完成１２４％。\r\n增收1442万美元，目标1200万美元，完成124%。\r\n\
                走访540人，完成98.54%。\r\n";
    let mut file = file("报告/全宽.txt", text, vec![wide, inconsistent(), unchecked]);
    file.encoding = Some(crate::document::Encoding { name: "GBK", assumed: true });
    file.report.coverage = Coverage { figures: 3, judged: 2, unchecked: 1, unclaimed: 0 };
    file
}

fn hostile() -> FileReport {
    let mut claim = inconsistent();
    claim.indicator = Some("内|资\u{7}@all".into());
    let mut file = file("a|b,c:d%`<x>@y\n\u{1b}.txt", HOSTILE, vec![claim]);
    file.encoding = Some(crate::document::Encoding { name: "UTF-8", assumed: false });
    file.report.coverage = Coverage { figures: 1, judged: 1, unchecked: 0, unclaimed: 0 };
    file
}

/// A finding in a cell of a workbook, which has no lines.
fn in_a_cell() -> FileReport {
    let mut file = file("表.xlsx", "1442万美元\t1200万美元\t124%\n", vec![inconsistent()]);
    file.report.claims[0].place =
        Place { sheet: Some("预算|执行".into()), cell: Some("B7".into()), ..Place::default() };
    (file.has_lines, file.media_type) =
        (false, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    file
}

/// A finding on a document as a whole.
fn unplaced() -> FileReport {
    let mut claim = no_result();
    (claim.line, claim.column, claim.place, claim.severity) = (0, 0, Place::default(), Some(Severity::Note));
    let report = Report { claims: vec![claim], ..Report::default() };
    FileReport { path: "budget.md".into(), media_type: "text/markdown", report, ..FileReport::default() }
}

/// What is wrong with a waiver whose file has a hostile name.
pub(crate) fn gate_findings() -> Vec<GateFinding> {
    vec![GateFinding {
        rule: "gouji/waiver-expired",
        severity: Severity::Warning,
        path: "gate/a,b|<c>.toml".to_owned(),
        line: 7,
        column: 1,
        fingerprint: "3f1c0d6be2a94b57".to_owned(),
        message: "the waiver of p/r expired on 2026-01-01, 100% <over>".to_owned(),
    }]
}
