//! The sheet of operands: a row for each figure of each claim, with the set of values it stands for.
//!
//! This module must not know what is computed from the figures.

use rust_xlsxwriter::XlsxError;

use super::super::super::{Lang, words};
use super::Item;
use super::cell::{Looks, Number, Row, number};
use super::formula::column::VALUE;
use super::formula::{INFINITE, Slot};
use super::sheet::Sheet;
use crate::exact::Exact;
use crate::ledger::ClaimOperand;
use crate::mention::Kind;
use crate::verdict::{End, Interval};

/// Where the figures of a claim's equation stand, by slot; nothing for a slot that formulas cannot use.
pub(super) type Placed = Vec<Option<Slot>>;

/// Its columns.
pub(super) const HEAD: [(&str, &str, u16); 12] = [
    ("序号", "no.", 6),
    ("角色", "role", 12),
    ("原文", "as printed", 22),
    ("数值", "value", 18),
    ("单位", "unit", 8),
    ("下限", "low", 18),
    ("下限不含", "low open", 9),
    ("上限", "high", 18),
    ("上限不含", "high open", 9),
    ("小数位", "decimals", 8),
    ("修饰语", "hedge", 10),
    ("备注", "remark", 30),
];

/// One line of the sheet: a figure, or what was counted or reckoned from several words.
struct Line<'c> {
    operand: Option<&'c ClaimOperand>,
    role: &'c str,
    value: Option<Exact>,
    set: Option<Interval>,
}

/// How many rows a claim takes.
pub(super) fn rows(item: &Item<'_>) -> u32 {
    let count = (0..slots(item)).map(|slot| lines(item, slot).0.len()).sum::<usize>();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn slots(item: &Item<'_>) -> usize {
    let last = item.claim.operands.iter().map(|operand| operand.slot + 1).max().unwrap_or(0);
    last.max(item.claim.judgement.intervals.len())
}

/// Writes the rows of a claim; gives back where its figures are.
pub(super) fn claim(
    sheet: &mut Sheet,
    looks: &Looks,
    lang: Lang,
    item: &Item<'_>,
) -> Result<Placed, XlsxError> {
    let mut placed = Vec::new();
    for slot in 0..slots(item) {
        let (lines, used) = lines(item, slot);
        let skipped = lines.len().saturating_sub(used);
        let first = sheet.next + u32::try_from(skipped).unwrap_or(0);
        let mut usable = used > 0;
        for line in &lines {
            let mut row = sheet.row(looks);
            let number = row.row;
            let numbers = write_line(&mut row, lang, item.number, line)?;
            usable &= numbers || number < first;
        }
        // Formulas count rows from one, as people do.
        let place = Slot {
            first: first + 1,
            last: sheet.next,
            factor: factor(item, slot).to_string(),
            positive: lines.iter().all(|line| line.set.is_none_or(is_positive)),
        };
        placed.push(usable.then_some(place));
    }
    Ok(placed)
}

/// The lines of a slot, those that the equation uses last, and how many those are.
fn lines<'c>(item: &Item<'c>, slot: usize) -> (Vec<Line<'c>>, usize) {
    let claim = item.claim;
    let operands: Vec<&ClaimOperand> = claim.operands.iter().filter(|operand| operand.slot == slot).collect();
    let sets = claim.judgement.intervals.get(slot).map(Vec::as_slice).unwrap_or_default();
    let own = |operand: &'c ClaimOperand| Line {
        operand: Some(operand),
        role: &operand.role,
        value: operand.value,
        set: operand.interval,
    };
    if operands.len() == sets.len() {
        let with = |(operand, set): (&&'c ClaimOperand, &Interval)| {
            let set = times(*set, operand.factor);
            let value = operand.value.or_else(|| set.and_then(|set| set.single()));
            Line { value, set, ..own(operand) }
        };
        return (operands.iter().zip(sets).map(with).collect(), sets.len());
    }
    let role = item.rule.and_then(|rule| rule.slots.get(slot)).map_or("", String::as_str);
    let reckoned = sets.iter().map(|set| Line { operand: None, role, value: set.single(), set: Some(*set) });
    (operands.into_iter().map(own).chain(reckoned).collect(), sets.len())
}

/// How many of the cells' units one unit of the equation is.
fn factor(item: &Item<'_>, slot: usize) -> Exact {
    let found = item.claim.operands.iter().find(|operand| operand.slot == slot);
    found.map_or(Exact::ONE, |operand| operand.factor)
}

fn times(set: Interval, factor: Exact) -> Option<Interval> {
    let end = |end: Option<End>| match end {
        None => Some(None),
        Some(End { at, open }) => at.mul(factor).map(|at| Some(End { at, open })),
    };
    Some(Interval { low: end(set.low)?, high: end(set.high)? })
}

fn is_positive(set: Interval) -> bool {
    set.low.is_some_and(|low| !low.at.is_negative())
}

/// Writes a line; gives back whether all of its numbers can be computed with.
fn write_line(row: &mut Row<'_>, lang: Lang, number: usize, line: &Line<'_>) -> Result<bool, XlsxError> {
    let operand = line.operand;
    row.count(number)?;
    row.text(words::role(line.role, lang))?;
    let text = operand.and_then(|operand| operand.text.as_deref());
    row.text(text.unwrap_or_else(|| lang.pick("（未写明）", "(not stated)")))?;
    let mut fits = value(row, line.value)?;
    let has_value = line.value.is_some();
    row.text(&operand.map(unit).unwrap_or_default())?;
    fits &= end(row, line, line.set.and_then(|set| set.low), "-")?;
    fits &= end(row, line, line.set.and_then(|set| set.high), "")?;
    match operand.filter(|_| has_value) {
        Some(operand) => row.count(usize::try_from(operand.decimals).unwrap_or(0))?,
        None => row.text("")?,
    }
    row.text(operand.and_then(|operand| operand.hedge.as_ref()).map_or("", |hedge| &hedge.word))?;
    row.text(remark(lang, operand.is_none(), fits))?;
    Ok(fits && has_value && line.set.is_some())
}

fn remark(lang: Lang, reckoned: bool, fits: bool) -> &'static str {
    match (fits, reckoned) {
        (false, _) => lang.pick(
            "超过15位有效数字，电子表格存不下，按文本写出",
            "more than 15 significant digits, which no spreadsheet holds: written as text",
        ),
        (true, true) => lang.pick("由上面的原文推得", "reckoned from the words above"),
        (true, false) => "",
    }
}

fn unit(operand: &ClaimOperand) -> String {
    match (&operand.unit, operand.kind) {
        (Some(unit), _) => unit.base.to_string(),
        (None, Kind::Percent | Kind::Points) => "%".to_owned(),
        (None, _) => String::new(),
    }
}

fn value(row: &mut Row<'_>, value: Option<Exact>) -> Result<bool, XlsxError> {
    match value {
        Some(value) => row.number(value),
        None => row.text("").map(|()| true),
    }
}

/// Writes one end of a set and whether it is open; both empty where there is no set. The end hangs on the value, so
/// that it follows when somebody corrects that.
fn end(row: &mut Row<'_>, line: &Line<'_>, end: Option<End>, sign: &str) -> Result<bool, XlsxError> {
    if line.set.is_none() {
        row.text("")?;
        return row.text("").map(|()| true);
    }
    let fits = match end {
        Some(end) => match beside(line.value, end, row.row + 1) {
            Some(formula) => row.computes(&formula, Some(end.at)).map(|()| true)?,
            None => row.number(end.at)?,
        },
        None => {
            row.formula(&format!("={sign}{INFINITE}"), &format!("{sign}{INFINITE}"))?;
            true
        }
    };
    row.count(usize::from(end.is_none_or(|end| end.open)))?;
    Ok(fits)
}

/// An end as so much more or less than the value in its row.
fn beside(value: Option<Exact>, end: End, row: u32) -> Option<String> {
    let away = end.at.sub(value?)?;
    let distance = match number(away.abs()?) {
        Number::Whole(_) => away.abs()?.to_string(),
        _ => return None,
    };
    let sign = if away.is_negative() { '-' } else { '+' };
    Some(if away.is_zero() { format!("={VALUE}{row}") } else { format!("={VALUE}{row}{sign}{distance}") })
}
