//! Claims that are counted out: days between dates, items of a list, whole things behind a percent, one figure twice.

use gouji::Verdict;
use num_bigint::BigInt;

use super::compare::{Expected, Said};
use super::dice::Dice;
use super::equation::Equation;
use super::opinion::{Claim, Opinion, rounds_to};
use super::printed::{Figure, Known, decimal, unit};
use super::rounding::{Q, cut_off, power_of_ten};
use super::templates::PERCENT;
use super::term::Term;

/// The rules of the sentences that are made here.
pub(crate) const RULES: [(&str, &str); 4] = [
    ("zh-report", "days-of-span"),
    ("zh-report", "count-of-list"),
    ("zh-report", "completion-of-task"),
    ("zh-report", "repeat-of-indicator"),
];

pub(crate) fn random(dice: &mut Dice) -> Said {
    match dice.between(0, 3) {
        0 => days(dice),
        1 => items(dice),
        2 => behind(dice),
        _ => twice(dice),
    }
}

fn said(rule: &'static str, text: String, figures: Vec<String>, holds: bool) -> Said {
    let expected =
        if holds { Expected::Counted(Opinion::plain(Verdict::Consistent)) } else { Expected::Nothing };
    Said { text, pack: "zh-report", rule, or: "", also: &[], figures, expected }
}

const MONTHS: [i128; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Two days of one year and how many there are from the one to the other, both counted or one.
fn days(dice: &mut Dice) -> Said {
    // Neither year has a leap day.
    let year = dice.pick(&[2021, 2022, 2023]);
    let mut ends: Vec<(usize, i128)> = Vec::new();
    for _ in 0..2 {
        let month = dice.between(0, 11) as usize;
        ends.push((month, dice.between(1, MONTHS[month])));
    }
    ends.sort();
    let number = |(month, day): (usize, i128)| MONTHS[..month].iter().sum::<i128>() + day;
    let apart = number(ends[1]) - number(ends[0]);
    let stated = (apart + dice.pick(&[0, 0, 1, 1, 2, -1, 10])).max(1);
    let shown = |(month, day): (usize, i128)| format!("{}月{day}日", month + 1);
    let dates = [format!("{year}年{}", shown(ends[0])), format!("{year}年{}", shown(ends[1]))];
    let text = format!("集中整治从{}到{}（{stated}天）。", dates[0], dates[1]);
    let holds = stated == apart || stated == apart + 1;
    let figures = vec![dates[0].clone(), dates[1].clone(), format!("{stated}天")];
    said("days-of-span", text, figures, holds)
}

/// A list and how many there are in it.
fn items(dice: &mut Dice) -> Said {
    const NAMES: [&str; 8] = ["东街", "西街", "南街", "北街", "新桥", "古塔", "龙泉", "清水"];
    let count = dice.between(2, 8);
    let listed = &NAMES[..count as usize];
    let stated = (count + dice.pick(&[0, 0, 0, 1, -1])).max(2);
    let text = format!("下辖{}等{stated}个社区。", listed.join("、"));
    let mut figures: Vec<String> = listed.iter().map(|name| (*name).to_owned()).collect();
    figures[0] = format!("下辖{}", figures[0]);
    figures.push(format!("{stated}个"));
    said("count-of-list", text, figures, stated == count)
}

/// An actual and a percent: the target must be a whole number, and there may be none.
fn behind(dice: &mut Dice) -> Said {
    let actual = dice.between(1, 4000);
    let decimals = dice.pick(&[0, 1, 2, 2]);
    let unit_digits = 10i128.pow(decimals + 2);
    let percent = dice.between(unit_digits / 5, 2 * unit_digits);
    let soft = actual % 100 == 0;
    let found = targets(actual, percent, decimals);
    let verdict = if found || soft { Verdict::Implied } else { Verdict::Impossible };
    let count = Figure { digits: actual, decimals: 0, unit: unit("户", 0, true), known: Known::ByUnit };
    let count = count.plain(dice).text;
    let percent = format!("{}{}", decimal(percent, decimals), PERCENT.after);
    let text = format!("普查单位{count}，为任务数的{percent}。");
    let opinion = Opinion { blamed: verdict == Verdict::Impossible, ..Opinion::plain(verdict) };
    let expected = Expected::Counted(opinion);
    Said {
        text,
        pack: "zh-report",
        rule: "completion-of-task",
        or: "",
        also: &[],
        figures: vec![count, percent],
        expected,
    }
}

/// Whether there is a whole target that the actual is so many percent of, by trying all that are near.
fn targets(actual: i128, percent: i128, decimals: u32) -> bool {
    let places = power_of_ten(decimals as i32 + 2);
    let of = |target: i128| Q::new(BigInt::from(actual), BigInt::from(target)) * &places;
    let near = cut_off(&(Q::from(BigInt::from(actual)) * &places / Q::from(BigInt::from(percent))));
    let near = i128::try_from(&near).unwrap();
    let around = (near - near / 50 - 2).max(1)..=near + near / 50 + 2;
    around.into_iter().any(|target| rounds_to(&of(target), &BigInt::from(percent)))
}

/// One indicator twice, with one value or with two.
fn twice(dice: &mut Dice) -> Said {
    let place = unit("亿元", 8, false);
    let figure = |digits, decimals| Figure { digits, decimals, unit: place, known: Known::ByUnit };
    let (digits, decimals) = (dice.between(100, 9999), dice.pick(&[0, 1, 2]));
    let first = figure(digits, decimals);
    let finer = dice.between(0, 1) as u32;
    let off = dice.pick(&[0, 0, 0, 3, 4, 5, 6, -3, -5, 10, 40]);
    let second =
        if finer == 0 { figure(digits + off, decimals) } else { figure(digits * 10 + off, decimals + 1) };
    let (first, second) = (first.plain(dice), second.plain(dice));
    let text = format!("2023年固定资产投资{}。2023年固定资产投资完成{}。", first.text, second.text);
    // Whichever of the two is taken for the rounded one.
    let apart = |one: &Term, other: &Term| {
        let claim = Claim { equation: Equation::Same, operands: std::slice::from_ref(one), result: other };
        claim.opinion().verdict == Verdict::Inconsistent
    };
    let meet = !apart(&first.term, &second.term) || !apart(&second.term, &first.term);
    let opinion = Opinion { blamed: true, ..Opinion::plain(Verdict::Inconsistent) };
    let expected = if meet { Expected::Nothing } else { Expected::Counted(opinion) };
    let figures = vec![first.text, second.text];
    Said { text, pack: "zh-report", rule: "repeat-of-indicator", or: "", also: &[], figures, expected }
}
