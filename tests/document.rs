//! What only a whole document shows: copies, declarations, the rounding habit, signs left out, coverage.
#![allow(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::sync::LazyLock;

use gouji::ledger::{Lines, Note};
use gouji::verdict::{Reason, Severity, Verdict};
use gouji::{Pack, Report};
use proptest::prelude::*;

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::builtin("zh-report").unwrap());

fn check(text: &str) -> Report {
    gouji::check(text, &PACK)
}

/// A line for each claim: so many firms of so many, and the percent that is printed.
fn completions(rows: &[(u32, u32, &str)]) -> String {
    let line = |(actual, target, percent): &(u32, u32, &str)| {
        format!("引进企业{actual}家，目标{target}家，完成年初任务的{percent}%。\n")
    };
    rows.iter().map(line).collect()
}

const CUT: [(u32, u32, &str); 6] =
    [(2, 3, "66.6"), (8, 9, "88.8"), (11, 12, "91.6"), (13, 15, "86.6"), (19, 21, "90.4"), (25, 26, "96.1")];
const ROUNDED: [(u32, u32, &str); 6] =
    [(2, 3, "66.7"), (8, 9, "88.9"), (11, 12, "91.7"), (13, 15, "86.7"), (19, 21, "90.5"), (25, 26, "96.2")];

fn severities(report: &Report, verdict: Verdict) -> Vec<Option<Severity>> {
    let claims = report.claims.iter().filter(|claim| claim.judgement.verdict == verdict);
    claims.map(|claim| claim.severity).collect()
}

#[test]
fn a_report_that_cuts_percents_off_is_judged_by_that() {
    let report = check(&(completions(&CUT) + &completions(&[(29, 30, "96.7"), (3, 4, "80")])));
    assert_eq!(report.notes, [Note::CutsOff { cut: 6, telling: 7 }]);
    assert_eq!(severities(&report, Verdict::Truncated), [None; 6]);
    assert_eq!(report.count(Verdict::Consistent), 1);
    assert_eq!(severities(&report, Verdict::Inconsistent), [Some(Severity::Error)]);
}

#[test]
fn a_percent_cut_off_in_a_report_that_rounds_is_a_warning() {
    let report = check(&(completions(&ROUNDED) + &completions(&[(29, 30, "96.6")])));
    assert_eq!(report.notes, [Note::Rounds { rounded: 6, telling: 7 }]);
    assert_eq!(severities(&report, Verdict::Truncated), [Some(Severity::Warning)]);
}

#[test]
fn a_habit_takes_five_claims_and_four_fifths_of_them() {
    let few = check(&completions(&CUT[..4]));
    assert_eq!((few.notes.len(), severities(&few, Verdict::Truncated)), (0, vec![Some(Severity::Note); 4]));
    let mixed = check(&(completions(&CUT[..4]) + &completions(&ROUNDED[4..])));
    assert_eq!(
        (mixed.notes.len(), severities(&mixed, Verdict::Truncated)),
        (0, vec![Some(Severity::Note); 4])
    );
    assert!(check(&completions(&ROUNDED)).notes.is_empty(), "a habit that turns nothing is not worth a note");
}

const PASSAGE: &str = "街道工作总结\n\n一、经济工作\n\
    全年引进外资1442万美元，目标1200万美元，完成年初任务的124%，招商引资工作取得新的成绩，营商环境持续优化。\n\
    二、民生工作\n群众满意度达到98%。\n";

#[test]
fn a_report_pasted_twice_is_judged_once_and_noted_once() {
    let (once, twice) = (check(PASSAGE), check(&PASSAGE.repeat(2)));
    assert_eq!(once.claims, twice.claims);
    assert_eq!(once.unclaimed, twice.unclaimed);
    assert!(once.notes.is_empty());
    let note = Note::Copy { lines: Lines { first: 7, last: 12 }, of: Lines { first: 1, last: 6 } };
    assert_eq!(twice.notes, [note]);
    let mut doubled = once.coverage;
    doubled.add(once.coverage);
    assert_eq!(twice.coverage, doubled);
}

#[test]
fn a_copied_line_without_figures_is_not_worth_a_note() {
    let line = "坚持以人民为中心的发展思想，全面推进各项工作，不断增强人民群众的获得感。\n";
    assert!(check(&line.repeat(2)).notes.is_empty());
}

#[test]
fn a_note_on_rounding_makes_the_tail_of_a_sum_milder() {
    let sum = |total: &str, rest: &str| {
        format!("全年投资{total}亿元，其中甲类3.012亿元，乙类4.011亿元，其他{rest}亿元。\n")
    };
    let note = "注：部分数据因四舍五入，存在总计与分项合计不等的情况。\n";
    for (total, rest, verdict, alone, noted) in [
        ("9.1", "2.012", Verdict::RoundedUp, Some(Severity::Warning), Some(Severity::Note)),
        ("9.0", "2.052", Verdict::Truncated, Some(Severity::Note), None),
        ("9.1", "2.052", Verdict::Consistent, None, None),
        ("9.5", "2.052", Verdict::Inconsistent, Some(Severity::Error), Some(Severity::Error)),
    ] {
        assert_eq!(severities(&check(&sum(total, rest)), verdict), [alone], "{total}");
        let report = check(&(sum(total, rest) + note));
        assert_eq!(severities(&report, verdict), [noted], "{total}");
        assert_eq!(report.notes, [Note::RoundingNote { line: 2 }]);
    }
}

const RETAIL: &str = "零售额完成4.05亿元，上年同期3.5亿元，同比增长10%。\n";

#[test]
fn constant_prices_declared_for_the_whole_report_leave_growth_unchecked() {
    for note in ["注：增长速度均按可比价格计算。", "文中所列增速按不变价计算。"] {
        let report = check(&format!("{RETAIL}{note}\n"));
        assert_eq!(report.notes, [Note::ConstantPrices { line: 2 }], "{note}");
        assert_eq!(report.claims[0].judgement.reason, Some(Reason::RealGrowth), "{note}");
    }
    let nominal = RETAIL.replace("同比", "名义");
    let report = check(&format!("增长速度均按可比价格计算。\n{nominal}"));
    assert_eq!(report.claims[0].judgement.verdict, Verdict::Inconsistent, "the text says that it is nominal");
}

#[test]
fn a_note_on_some_indicators_leaves_the_others_alone() {
    for note in [
        "地区生产总值绝对数按现价计算，增长速度按不变价格计算。",
        "生产总值增长速度均按可比价格计算。",
        "按可比价格计算，工业增长5%。",
    ] {
        let report = check(&format!("{RETAIL}{note}\n"));
        assert_eq!(report.claims[0].judgement.verdict, Verdict::Inconsistent, "{note}");
    }
}

#[test]
fn a_unit_on_a_line_of_its_own_is_noted_and_not_applied() {
    let report = check("表一\n（单位：万元、%）\n收入 1200 5.2\n填报单位：财政局\n");
    assert_eq!(report.notes, [Note::Unit { line: 2, unit: "万元、%".into() }]);
    assert!(report.claims.is_empty());
}

const BARE: &str = "税收完成36.55亿元，占年计划的58.2，同比增长17.8。\n投资完成12.4亿元，同比下降3.5；\n";

#[test]
fn signs_left_out_throughout_are_put_back() {
    let report = check(BARE);
    assert_eq!(report.notes, [Note::BarePercents { line: 1, places: 3 }]);
    assert_eq!(report.coverage.figures, 3);
    assert_eq!(report.count(Verdict::Implied), 3);
    let wrong = check(&format!("{BARE}引进企业3家，目标4家，完成年初任务的80.0。\n"));
    assert_eq!(wrong.count(Verdict::Inconsistent), 1);
}

#[test]
fn one_sign_or_too_few_places_and_a_bare_number_is_a_number() {
    for text in [
        format!("{BARE}零售额增长5.2%。\n"),
        "税收完成36.55亿元，占年计划的58.2，同比增长17.8。\n".to_owned(),
        "产值增长3.5倍，占地58.2亩，收入同比增长17.8万元，完成年计划的12项。\n".repeat(3),
    ] {
        let report = check(&text);
        assert!(report.notes.iter().all(|note| !matches!(note, Note::BarePercents { .. })), "{text}");
    }
    let near = check(&format!("{BARE}产值增长3.5倍，占地58.2亩，收入同比增长17.8万元，完成年计划的12项。\n"));
    let percents = near.claims.iter().flat_map(|claim| &claim.operands).filter(|one| one.role == "percent");
    let read: Vec<&str> = percents.filter_map(|one| one.text.as_deref()).collect();
    assert_eq!(read, ["58.2", "17.8", "3.5"]);
    assert_eq!(near.coverage.figures, 4, "the three and the multiple");
}

#[test]
fn percents_in_a_range_are_counted() {
    let report = check("增速保持在5%-6%之间，翻了3～5倍，提高2-3个百分点，占地3-5亩。\n");
    assert_eq!(report.coverage.figures, 3);
    assert_eq!(report.unclaimed.len(), 3);
}

#[test]
fn the_figures_of_a_copy_stand_where_it_stands() {
    let line = "服务业营业收入18.36亿元，上年同期15.92亿元，同比增长15.3%，占地区生产总值的比重稳步提高。";
    let text = format!("　　{line}\n二、其他\n{line}\n");
    let report = check(&text);
    let figures: Vec<&str> =
        report.figures.iter().filter_map(|figure| text.get(figure.span.clone())).collect();
    assert_eq!(figures, ["15.3%", "15.3%"]);
}

fn repeats(text: &str) -> Vec<(String, usize)> {
    let report = check(text);
    let claims = report.claims.iter().filter(|claim| claim.rule.kind == "repeat");
    claims.map(|claim| (format!("{:?}", claim.severity), claim.line)).collect()
}

#[test]
fn one_indicator_with_two_values_is_a_warning_where_it_comes_again() {
    let text = "全年固定资产投资完成300亿元。\n二、经济运行\n产业投资稳步增长。全年完成固定资产投资330亿元，增长5%。\n";
    assert_eq!(repeats(text), [("Some(Warning)".to_owned(), 3)]);
    let claim = check(text).claims.into_iter().find(|claim| claim.rule.kind == "repeat").unwrap();
    let operands: Vec<_> =
        claim.operands.iter().map(|one| (one.role.as_str(), one.text.as_deref())).collect();
    assert_eq!(operands, [("first_mention", Some("300亿元")), ("mention", Some("330亿元"))]);
    assert_eq!(&text[claim.operands[0].span.clone().unwrap()], "300亿元");
}

#[test]
fn two_figures_that_may_be_one_or_two_are_left_alone() {
    for text in [
        "全年固定资产投资300.4亿元。全年固定资产投资300亿元。",
        "全年固定资产投资300亿元。全年固定资产投资300.9亿元。",
        "全年固定资产投资超300亿元。全年固定资产投资330亿元。",
        "全年固定资产投资300亿元。上半年固定资产投资130亿元。当月固定资产投资30亿元。",
        "全市固定资产投资300亿元。市本级固定资产投资130亿元。固定资产投资120亿元。",
        "2022年固定资产投资280亿元。2023年固定资产投资300亿元。",
        "2022年，攻坚克难。\n固定资产投资280亿元。\n2023年，再创佳绩。\n固定资产投资300亿元。",
        "2022年工作总结\n固定资产投资280亿元。\n2023年工作总结\n固定资产投资300亿元。",
        "固定资产投资300亿元。\n（一）城关镇\n固定资产投资30亿元。\n（二）南山乡\n固定资产投资20亿元。",
        "固定资产投资300亿元。甲县：固定资产投资30亿元。",
        "固定资产投资300亿元。\n高新区发展提速。固定资产投资31亿元。",
        "固定资产投资300亿元。\n园区企业发展提速，固定资产投资31亿元。",
        "固定资产投资300亿元，上年固定资产投资280亿元。",
        "固定资产投资预计300亿元。预计固定资产投资310亿元。",
        "固定资产投资300亿元。\n二、下一步工作打算\n固定资产投资330亿元。",
        "固定资产投资300亿元。固定资产投资31亿元。固定资产投资32亿元。",
        "地区生产总值1228亿元，人均地区生产总值8万元。",
    ] {
        assert_eq!(repeats(text), [], "{text}");
    }
}

/// Pieces that are put together in any order.
const PIECES: [&str; 16] = [
    "全年引进外资1442万美元，目标1200万美元，完成年初任务的124%，",
    "招商引资工作取得新的成绩，营商环境持续优化，企业获得感进一步增强",
    "地区生产总值完成1228亿元，同比增长1.5%",
    "排查隐患61处，整改61处，整改率100%。",
    "增长3%-5%，",
    "翻一番，增长3～5倍，提高2个百分点；",
    "二、下一步工作打算\n",
    "一、工作情况\n",
    "占年计划的58.2，",
    "同比增长17.8，",
    "完成率90.6%。",
    "增长速度均按可比价格计算。",
    "因四舍五入，合计不等。",
    "\n",
    "\n\n",
    "。",
];

proptest! {
    #[test]
    fn every_figure_is_accounted_for_once(order in prop::collection::vec(0..PIECES.len(), 0..40), times in 1..3usize) {
        let text: String = order.iter().map(|piece| PIECES[*piece]).collect();
        let report = check(&text.repeat(times));
        let coverage = report.coverage;
        prop_assert_eq!(coverage.judged + coverage.unchecked + coverage.unclaimed, coverage.figures);
        let copied = report.notes.iter().any(|note| matches!(note, Note::Copy { .. }));
        prop_assert!(report.unclaimed.len() == coverage.unclaimed || (copied && report.unclaimed.len() < coverage.unclaimed));
    }
}
