//! The worked examples of the semantics, one row each, and cases that hang on one rule of it.

use super::{
    Bound, Class, Equation, Expr, Flag, HedgeKind, Interval, Judgement, Operand, Options, Reading, Reason,
    Relation, Severity, Slip, Verdict, judge,
};
use crate::exact::Exact;

fn n(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

/// A figure by a short notation: digits, then 万 or 亿 or %, then `!` for exact; `~` in front of a soft one, 超 in
/// front of one that is exceeded by less than 10万.
fn operand(text: &str) -> Operand {
    if let Some(rest) = text.strip_prefix('超') {
        return Operand { hedge: Some((HedgeKind::Over, n("100000"))), ..operand(rest) };
    }
    let soft = text.starts_with('~');
    let text = text.trim_start_matches('~');
    let class = if text.ends_with('!') { Class::Exact } else { Class::Rounded };
    let text = text.trim_end_matches('!');
    let digits = text.trim_end_matches(['万', '亿', '%']);
    let scale = match text.trim_start_matches(digits) {
        "万" => n("10000"),
        "亿" => n("100000000"),
        "%" => n("0.01"),
        _ => n("1"),
    };
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
    let value = n(digits).mul(scale).unwrap();
    let place = Exact::pow10(-decimals).unwrap().mul(scale).unwrap();
    Operand { value, place, class, hedge: None, whole: class == Class::Exact, soft }
}

fn hedged(text: &str, kind: HedgeKind, width: &str) -> Bound {
    Bound::Stated(vec![Operand { hedge: Some((kind, n(width))), ..operand(text) }])
}

fn bound(text: &str) -> Bound {
    if text == "?" { Bound::Missing } else { Bound::Stated(text.split(' ').map(operand).collect()) }
}

fn slot(number: usize) -> Box<Expr> {
    Box::new(Expr::Slot(number))
}

fn one() -> Box<Expr> {
    Box::new(Expr::Constant(Exact::ONE))
}

fn equal(left: Expr, right: Expr) -> Equation {
    Equation { left, relation: Relation::Equal, right }
}

/// actual / target = percent
fn completion() -> Equation {
    equal(Expr::Div(slot(0), slot(1)), Expr::Slot(2))
}

/// actual / base = 1 + percent
fn growth() -> Equation {
    equal(Expr::Div(slot(0), slot(1)), Expr::Add(one(), slot(2)))
}

/// actual / base = 1 - percent
fn decline() -> Equation {
    equal(Expr::Div(slot(0), slot(1)), Expr::Sub(one(), slot(2)))
}

/// sum(part) = total
fn total() -> Equation {
    equal(Expr::Sum(0), Expr::Slot(1))
}

fn compare(relation: Relation) -> Equation {
    Equation { left: Expr::Slot(0), relation, right: Expr::Slot(1) }
}

fn options() -> Options {
    Options { crosses_target: true, ..Options::default() }
}

fn whole() -> Options {
    Options { whole_unknown: true, ..options() }
}

fn say(equation: &Equation, figures: &[&str], options: &Options) -> Judgement {
    let slots: Vec<Bound> = figures.iter().map(|text| bound(text)).collect();
    judge(equation, &slots, options)
}

fn flag_names(judgement: &Judgement) -> String {
    let name = |flag: &Flag| match flag {
        Flag::Hedged => "hedged",
        Flag::Boundary => "boundary",
        Flag::CrossesTarget => "crosses-target",
        Flag::LowPower { .. } => "low-power",
        Flag::ExcessDigits => "excess-digits",
        Flag::DoubleRounding => "double-rounding",
    };
    judgement.flags.iter().map(name).collect::<Vec<_>>().join(" ")
}

fn has_low_power(judgement: &Judgement) -> bool {
    judgement.flags.iter().any(|flag| matches!(flag, Flag::LowPower { .. }))
}

/// Whether a set ends where it should, its ends cut to as many digits as are given.
fn near(set: &Interval, low: &str, high: &str) -> bool {
    let close = |end: Exact, text: &str| {
        let wanted = n(text);
        let off = end.sub(wanted).unwrap().abs().unwrap().div(wanted).unwrap();
        off.compare(n("0.0001")) == Some(std::cmp::Ordering::Less)
    };
    close(set.low.unwrap().at, low) && close(set.high.unwrap().at, high)
}

#[test]
fn worked_examples() {
    use Verdict::*;
    let (completion, excess) = (&completion(), &growth());
    let rows = [
        ("1442万 of 1200万 as 120%", completion, ["1442万", "1200万!", "120%"], Consistent, ""),
        ("1442万 of 1200万 as 124%", completion, ["1442万", "1200万!", "124%"], Inconsistent, ""),
        ("219.22亿 of 589亿", completion, ["219.22亿", "589亿!", "37.22%"], Consistent, ""),
        ("87.88亿 of 69.75亿", completion, ["87.88亿", "69.75亿", "126%"], Consistent, ""),
        ("87.88亿 of 69.75亿, exact", completion, ["87.88亿", "69.75亿!", "126%"], Consistent, ""),
        ("273 of 88 as excess", excess, ["273!", "88!", "210.23%"], Consistent, ""),
        ("273 of 88 as completion", completion, ["273!", "88!", "210.23%"], Inconsistent, ""),
        ("98.96亿 of 100亿", completion, ["98.96亿", "100亿!", "98%"], Truncated, ""),
        ("999.6 of 1000", completion, ["999.6", "1000!", "100%"], Consistent, "crosses-target"),
        ("85 of 80, to even", completion, ["85!", "80!", "106.2%"], HalfEven, ""),
        ("85 of 80, up", completion, ["85!", "80!", "106.3%"], Consistent, ""),
        ("85 of 80, neither", completion, ["85!", "80!", "106.1%"], Inconsistent, ""),
        ("83 of 80", completion, ["83!", "80!", "103.7%"], Truncated, ""),
        (
            "1.4亿 of 1.2亿",
            completion,
            ["1.4亿", "1.2亿", "118.3%"],
            WithinRounding,
            "low-power excess-digits",
        ),
        ("3 of 4", completion, ["3!", "4!", "80%"], Inconsistent, ""),
        ("1442万 of 1.2亿", completion, ["1442万", "1.2亿!", "120.2%"], Inconsistent, "crosses-target"),
        ("超1440万 of 1200万", completion, ["超1440万!", "1200万!", "120%"], Consistent, "hedged"),
        ("98.1 of 100", completion, ["98.1", "100!", "99%"], RoundedUp, ""),
        ("1204.49万 of 1000万", completion, ["1204.49万", "1000万!", "120.5%"], RoundedUp, "double-rounding"),
        ("2661 of ?", completion, ["2661!", "?", "110.18%"], Impossible, ""),
        ("540 of ?", completion, ["540!", "?", "98.54%"], Implied, ""),
        ("18 of ?", completion, ["18!", "?", "80%"], Impossible, ""),
        ("1442万 of ?", completion, ["1442万", "?", "120%"], Implied, ""),
    ];
    for (name, equation, figures, verdict, flags) in rows {
        let judgement = say(equation, &figures, &whole());
        assert_eq!((judgement.verdict, &*flag_names(&judgement)), (verdict, flags), "{name}: {judgement:?}");
    }
    let thirds = say(&total(), &["33.3 33.3 33.3", "100.0"], &options());
    assert_eq!((thirds.verdict, thirds.flags), (WithinRounding, vec![]));
}

#[test]
fn a_mismatch_says_what_each_figure_would_have_to_be() {
    let judgement = say(&completion(), &["1442万", "1200万!", "124%"], &options());
    assert_eq!(judgement.severity, Some(Severity::Error));
    assert_eq!(judgement.readings, []);
    let repair = |slot| judgement.repairs.iter().find(|(own, _)| *own == slot).unwrap().1;
    assert_eq!(repair(0), Interval::closed(n("14820000"), n("14940000")));
    assert!(near(&repair(1), "11578313", "11680162"));
    assert!(near(&repair(2), "1.20125", "1.20208"));
    assert_eq!(judgement.computed.unwrap().0.to_string(), "1.20166666666…");
}

#[test]
fn slips_are_named() {
    let slip = |equation: &Equation, figures: &[&str], options: &Options| {
        say(equation, figures, options).diagnosis.map(|found| found.slip)
    };
    let ten = Some(Slip::UnitSlip(n("10")));
    assert_eq!(slip(&completion(), &["1442万", "1.2亿", "120.2%"], &options()), ten);
    assert_eq!(slip(&completion(), &["273!", "88!", "210.23%"], &options()), Some(Slip::RatioForExcess));
    assert_eq!(slip(&growth(), &["273!", "88!", "310.23%"], &options()), Some(Slip::RatioForExcess));
    let other = Options { sense: super::Sense::Other, ..Options::default() };
    // So many pupils for a teacher: nobody means one more.
    assert_ne!(slip(&completion(), &["273!", "88!", "210.23%"], &other), Some(Slip::RatioForExcess));
    let growing = Options { sense: super::Sense::Growth, ..Options::default() };
    assert_eq!(slip(&growth(), &["273!", "88!", "310.23%"], &growing), Some(Slip::GrowthForLevel));
    assert_eq!(slip(&growth(), &["85.6%", "80.1%", "5.5%"], &growing), Some(Slip::PercentForPoints));
    let premium = Options { sense: super::Sense::Premium, ..Options::default() };
    assert_eq!(slip(&completion(), &["125.5", "100.3", "25.12%"], &premium), Some(Slip::TotalForPart));
    assert_eq!(slip(&completion(), &["813!", "945!", "116.24%"], &options()), Some(Slip::OperandsSwapped));
    assert_eq!(slip(&completion(), &["813!", "945!", "81.13%"], &options()), None);
    assert_eq!(slip(&completion(), &["813!", "945!", "68.03%"], &options()), Some(Slip::DigitsSwapped));
    assert_eq!(slip(&completion(), &["813!", "945!", "86.53%"], &options()), Some(Slip::DigitMistyped));
    assert_eq!(slip(&completion(), &["3!", "4!", "80%"], &options()), None);
    // A part that should not have been added is not a unit slip, and no unit slip excuses a broken promise.
    assert_eq!(slip(&total(), &["100! 40! 60!", "100"], &options()), None);
    assert_eq!(slip(&compare(Relation::Greater), &["1442万", "1500万!"], &options()), None);
    let slots = [bound("90!"), bound("100!"), hedged("95%", HedgeKind::AtLeast, "0")];
    assert_eq!(judge(&completion(), &slots, &options()).diagnosis, None);
    let twice = say(&completion(), &["1204.49万", "1000万!", "120.5%"], &options());
    assert_eq!(twice.diagnosis.map(|found| found.slip), Some(Slip::DoubleRounding));
    assert!(twice.flags.contains(&Flag::DoubleRounding));
}

#[test]
fn implied_sets_and_what_fits_in_them() {
    let target = |figures: &[&str], options: &Options| say(&completion(), figures, options);
    let judgement = target(&["1442万", "?", "120%"], &options());
    let (slot, set) = judgement.implied.unwrap();
    assert_eq!(slot, 1);
    assert!(near(&set, "11962655", "12071129"));
    assert_eq!(judgement.round_number, Some(n("12000000")));
    let judgement = target(&["540!", "?", "98.54%"], &whole());
    assert!(near(&judgement.implied.unwrap().1, "547.973007", "548.028619"));
    assert_eq!(judgement.round_number, Some(n("548")));
    let judgement = target(&["2661!", "?", "110.18%"], &whole());
    assert_eq!(judgement.truncation_would_allow, Some(n("2415")));
    assert_eq!(judgement.severity, Some(Severity::Warning));
    let judgement = target(&["18!", "?", "80%"], &whole());
    assert_eq!(judgement.truncation_would_allow, None);
    let judgement = target(&["18!", "22!", "?"], &options());
    assert_eq!(judgement.verdict, Verdict::Implied);
    assert_eq!(judgement.computed.unwrap().0, n("9").div(n("11")).unwrap());
}

#[test]
fn a_fraction_is_not_impossible_where_a_figure_may_have_been_rounded() {
    assert_eq!(say(&completion(), &["~18!", "?", "80%"], &whole()).verdict, Verdict::Implied);
    assert_eq!(say(&completion(), &["18", "?", "80%"], &whole()).verdict, Verdict::Implied);
    assert_eq!(say(&completion(), &["18!", "?", "80%"], &options()).verdict, Verdict::Implied);
    let slots = [hedged("18!", HedgeKind::About, "1"), Bound::Missing, bound("80.0%")];
    assert_eq!(judge(&completion(), &slots, &whole()).verdict, Verdict::Implied);
}

#[test]
fn known_bounds_narrow_what_is_implied() {
    let at_most = |bound: &str| Options { unknown_at_most: Some(n(bound)), ..whole() };
    let high = |judgement: Judgement| judgement.implied.unwrap().1.high.unwrap().at;
    assert_eq!(high(say(&completion(), &["?", "4!", "100%"], &at_most("4"))), n("4"));
    assert_eq!(high(say(&completion(), &["?", "4!", "100%"], &at_most("3"))), n("4.02"));
}

#[test]
fn a_target_crossed_by_rounding_is_a_warning() {
    let crosses = |figures: &[&str]| {
        let judgement = say(&completion(), figures, &options());
        (judgement.flags.contains(&Flag::CrossesTarget), judgement.severity)
    };
    assert_eq!(crosses(&["999.6", "1000!", "100%"]), (true, Some(Severity::Warning)));
    assert_eq!(crosses(&["~9996!", "10000!", "100%"]), (true, Some(Severity::Note)));
    assert_eq!(crosses(&["1000", "1000!", "100%"]), (false, None));
    assert!(crosses(&["1000", "1000!", "99%"]).0);
    assert_eq!(crosses(&["990", "1000!", "99%"]), (false, None));
    let plain = say(&completion(), &["999.6", "1000!", "100%"], &Options::default());
    assert_eq!((plain.flags, plain.severity), (vec![], None));
}

#[test]
fn hedges_confirm_narrowly_and_refute_widely() {
    let over = |percent: &str| {
        let slots = [hedged("1440万!", HedgeKind::Over, "100000"), bound("1200万!"), bound(percent)];
        judge(&completion(), &slots, &options())
    };
    for (percent, verdict, severity) in [
        ("120%", Verdict::Consistent, None),
        ("121%", Verdict::WithinRounding, None),
        ("125%", Verdict::Unchecked, None),
        ("118%", Verdict::Inconsistent, Some(Severity::Warning)),
    ] {
        let judgement = over(percent);
        assert_eq!((judgement.verdict, judgement.severity), (verdict, severity), "{percent}");
        assert!(judgement.flags.contains(&Flag::Hedged));
    }
    assert_eq!(over("125%").reason, Some(Reason::Hedge));
    let about = |kind, width| {
        let slots = [bound("1442万"), bound("1200万!"), hedged("110%", kind, width)];
        judge(&completion(), &slots, &options()).verdict
    };
    assert_eq!(about(HedgeKind::About, "0.1"), Verdict::Inconsistent);
    assert_eq!(about(HedgeKind::About, "0.11"), Verdict::Consistent);
    assert_eq!(about(HedgeKind::Over, "0.1"), Verdict::Unchecked);
    assert_eq!(about(HedgeKind::AtLeast, "0"), Verdict::Consistent);
    assert_eq!(about(HedgeKind::AtMost, "0"), Verdict::Inconsistent);
}

#[test]
fn an_exact_result_has_one_reading() {
    let verdict = |figures: &[&str]| say(&total(), figures, &options()).verdict;
    assert_eq!(verdict(&["3! 4! 5!", "12!"]), Verdict::Consistent);
    assert_eq!(verdict(&["3! 4! 5!", "13!"]), Verdict::Inconsistent);
    assert_eq!(verdict(&["3.4 4.4 5.4", "13!"]), Verdict::Inconsistent);
    assert_eq!(verdict(&["3.3 4.3 5.3", "13!"]), Verdict::WithinRounding);
    assert_eq!(verdict(&["3 4 5", "13!"]), Verdict::WithinRounding);
    let count = equal(Expr::Len(0), Expr::Slot(1));
    assert_eq!(say(&count, &["1! 1! 1!", "3!"], &options()).verdict, Verdict::Consistent);
    assert_eq!(say(&count, &["1! 1! 1!", "4!"], &options()).verdict, Verdict::Inconsistent);
}

#[test]
fn closed_ends_that_touch_are_a_boundary() {
    // [2.05, 2.15] + [2.05, 2.15] reaches 4.3, and 4.4 starts at 4.35.
    let apart = say(&total(), &["2.1 2.1", "4.4"], &options());
    assert_eq!(apart.verdict, Verdict::Inconsistent);
    let across = say(&total(), &["2.0 2.1 2.1", "6.3"], &options());
    assert_eq!((across.verdict, across.flags), (Verdict::WithinRounding, vec![]));
    // Even last digits close both ends: 6.1 + 0.05 = 6.2 - 0.05.
    let touch = say(&total(), &["2.1 4.0!", "6.2"], &options());
    assert_eq!((touch.verdict, touch.flags), (Verdict::WithinRounding, vec![Flag::Boundary]));
    // An odd one is open above, and under half up closed below.
    assert_eq!(say(&total(), &["2.2 4.0!", "6.3"], &options()).verdict, Verdict::WithinRounding);
    assert_eq!(say(&total(), &["2.2 4.0!", "6.1"], &options()).verdict, Verdict::Truncated);
}

#[test]
fn growth_and_decline_are_solved_for_the_percent() {
    let verdict = |equation: &Equation, figures: &[&str]| say(equation, figures, &options()).verdict;
    assert_eq!(verdict(&growth(), &["120!", "100!", "20%"]), Verdict::Consistent);
    assert_eq!(verdict(&growth(), &["80!", "100!", "-20%"]), Verdict::Consistent);
    assert_eq!(verdict(&decline(), &["80!", "100!", "20%"]), Verdict::Consistent);
    assert_eq!(verdict(&decline(), &["7996!", "10000!", "20.0%"]), Verdict::Consistent);
    assert_eq!(verdict(&growth(), &["7996!", "10000!", "-20.0%"]), Verdict::Consistent);
    // -20.05 % is cut off to -20.0 % and rounded half up, away from zero, to -20.1 %.
    assert_eq!(verdict(&growth(), &["7995!", "10000!", "-20.1%"]), Verdict::Consistent);
    assert_eq!(verdict(&growth(), &["7995!", "10000!", "-20.0%"]), Verdict::HalfEven);
    assert_eq!(verdict(&growth(), &["7991!", "10000!", "-20.0%"]), Verdict::Truncated);
    assert_eq!(verdict(&growth(), &["7999!", "10000!", "-20.1%"]), Verdict::RoundedUp);
    assert_eq!(verdict(&decline(), &["7991!", "10000!", "20.0%"]), Verdict::Truncated);
}

#[test]
fn doublings() {
    let doubling = equal(Expr::Div(slot(0), slot(1)), Expr::PowerOfTwo(slot(2)));
    let verdict = |figures: &[&str]| say(&doubling, figures, &options()).verdict;
    assert_eq!(verdict(&["8!", "2!", "2"]), Verdict::Consistent);
    assert_eq!(verdict(&["8!", "2!", "2!"]), Verdict::Consistent);
    assert_eq!(verdict(&["41!", "20!", "1"]), Verdict::Consistent);
    assert_eq!(verdict(&["41!", "20!", "1!"]), Verdict::Inconsistent);
    assert_eq!(verdict(&["39!", "10!", "1"]), Verdict::Truncated);
    assert_eq!(verdict(&["41!", "10!", "3"]), Verdict::RoundedUp);
    assert_eq!(verdict(&["41!", "10!", "1"]), Verdict::Inconsistent);
    assert_eq!(verdict(&["3!", "-2!", "1"]), Verdict::Unchecked);
    let base = say(&doubling, &["41!", "?", "1"], &options()).implied.unwrap().1;
    assert!(near(&base, "14.49568", "28.99137"));
}

#[test]
fn comparisons() {
    use Relation::{Greater, GreaterOrEqual, Less, LessOrEqual};
    for (relation, figures, expected) in [
        (Greater, ["3!", "2!"], Verdict::Consistent),
        (Greater, ["2!", "2!"], Verdict::Inconsistent),
        (GreaterOrEqual, ["2!", "2!"], Verdict::Consistent),
        (Less, ["2!", "2!"], Verdict::Inconsistent),
        (LessOrEqual, ["2.1", "2.0"], Verdict::WithinRounding),
        (Less, ["2.1", "2.0"], Verdict::Inconsistent),
        (Less, ["2.1", "2.1"], Verdict::WithinRounding),
        (LessOrEqual, ["2.2", "2.0"], Verdict::Inconsistent),
    ] {
        let judgement = say(&compare(relation), &figures, &options());
        assert_eq!(judgement.verdict, expected, "{figures:?} {relation:?}");
    }
    let touch = say(&compare(LessOrEqual), &["2.1", "2.0"], &options());
    assert_eq!(touch.flags, [Flag::Boundary]);
    let missed = say(&compare(Greater), &["1442万", "1500万!"], &options());
    assert_eq!(missed.repairs[0], (0, Interval::from_low(super::End::open(n("15000000")))));
    let slots = [hedged("1000!", HedgeKind::Nearly, "100"), bound("1000!")];
    assert_eq!(judge(&compare(GreaterOrEqual), &slots, &options()).verdict, Verdict::Inconsistent);
    let slots = [hedged("1000!", HedgeKind::Over, "100"), bound("1200!")];
    assert_eq!(judge(&compare(Greater), &slots, &options()).verdict, Verdict::Unchecked);
    assert_eq!(judge(&compare(Less), &slots, &options()).verdict, Verdict::Consistent);
}

#[test]
fn what_is_not_judged_says_why() {
    let reason = |figures: &[&str]| say(&completion(), figures, &options()).reason;
    assert_eq!(reason(&["3!", "?", "?"]), Some(Reason::NoTarget));
    assert_eq!(reason(&["3!", "0!", "80%"]), Some(Reason::NegativeBase));
    assert_eq!(reason(&["?", "-4!", "80%"]), Some(Reason::NegativeBase));
    assert_eq!(reason(&["100000000000000000000!", "4!", "80%"]), Some(Reason::OutOfRange));
    assert_eq!(reason(&["99999999999999999999!", "4!", "80%"]), None);
    assert_eq!(reason(&["3.00000000001!", "4!", "80%"]), Some(Reason::OutOfRange));
    assert_eq!(reason(&["3! 4!", "4!", "80%"]), Some(Reason::Unparsed));
    assert_eq!(reason(&["3!", "4!"]), Some(Reason::Unparsed));
    let twice = equal(Expr::Div(slot(0), slot(0)), Expr::Slot(1));
    assert_eq!(say(&twice, &["3!", "1"], &options()).reason, Some(Reason::Unparsed));
}

#[test]
fn a_pass_that_proves_little_says_so() {
    let weak = say(&completion(), &["1.4亿", "1.2亿", "118.3%"], &options());
    assert!(has_low_power(&weak) && weak.flags.contains(&Flag::ExcessDigits));
    assert_eq!(weak.readings, Reading::ALL);
    let strong = say(&completion(), &["1442万", "1200万!", "120%"], &options());
    assert_eq!(strong.flags, []);
    let wrong = say(&completion(), &["1.4亿", "1.2亿", "148.3%"], &options());
    assert_eq!((wrong.verdict, wrong.severity), (Verdict::Inconsistent, Some(Severity::Warning)));
    let soft = say(&completion(), &["~300!", "400!", "80%"], &options());
    assert_eq!(soft.severity, Some(Severity::Warning));
}

#[test]
fn truncation_weighs_more_where_the_document_rounds() {
    let severity = |rounds| {
        let options = Options { rounds, ..options() };
        say(&completion(), &["98.96亿", "100亿!", "98%"], &options).severity
    };
    assert_eq!((severity(false), severity(true)), (Some(Severity::Note), Some(Severity::Warning)));
}
