//! Figures as people read them: values and intervals in the scale and unit that the text uses.
//!
//! An interval to choose from is cut inwards, so that whatever is inside what is shown is inside the real one; one
//! that bounds a result is cut outwards, so that it holds the real one. This module must not know verdicts.

use crate::exact::Exact;
use crate::ledger::ClaimOperand;
use crate::verdict::{End, Interval};

use super::{Lang, words};

/// How many decimals are tried, past those printed, for the ends of a short interval.
const FINEST: u32 = 12;

/// An operand as the text has it, with the unit that a table gives it elsewhere, or its role where the text does not
/// state it.
pub(super) fn operand(operand: &ClaimOperand, lang: Lang) -> String {
    match &operand.text {
        Some(text) if text.ends_with(char::is_numeric) => with_suffix(&one_line(text), operand),
        Some(text) => one_line(text),
        None => words::role(&operand.role, lang).to_owned(),
    }
}

/// A quote without the line breaks that a text may have inside a figure.
pub(super) fn one_line(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).collect()
}

/// A value of the equation in the operand's own unit (a percent as a number of percent).
pub(super) fn in_unit(value: Exact, operand: &ClaimOperand) -> Option<Exact> {
    value.mul(operand.factor)
}

/// An interval of the equation in the operand's own unit.
pub(super) fn interval_in_unit(interval: Interval, operand: &ClaimOperand) -> Option<Interval> {
    let end = |end: Option<End>| match end {
        None => Some(None),
        Some(end) => in_unit(end.at, operand).map(|at| Some(End { at, open: end.open })),
    };
    Some(Interval { low: end(interval.low)?, high: end(interval.high)? })
}

/// A value in the operand's unit, in its scale and with its suffix, to `places` decimals; `true` beside it when
/// nothing was lost.
pub(super) fn printed(value: Exact, operand: &ClaimOperand, places: u32) -> Option<(String, bool)> {
    let scaled = value.div(operand.scale)?;
    let digits = trimmed(&scaled.rounded(places)?);
    let whole = Exact::parse(&digits) == Some(scaled);
    Some((with_suffix(&digits, operand), whole))
}

/// A value in the operand's unit, with exactly the decimals the operand has.
pub(super) fn as_stated(value: Exact, operand: &ClaimOperand) -> Option<String> {
    let digits = value.div(operand.scale)?.rounded(operand.decimals)?;
    Some(with_suffix(&digits, operand))
}

/// `value` with two decimals more than the operand has, behind `=` or, if that is not all of it, `≈`.
pub(super) fn equals(value: Exact, operand: &ClaimOperand) -> Option<String> {
    let (text, whole) = printed(value, operand, operand.decimals.saturating_add(2))?;
    Some(format!("{} {text}", if whole { "=" } else { "≈" }))
}

fn with_suffix(digits: &str, operand: &ClaimOperand) -> String {
    let space = if operand.suffix.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
    format!("{digits}{space}{}", operand.suffix)
}

fn trimmed(digits: &str) -> String {
    if digits.contains('.') {
        digits.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        digits.to_owned()
    }
}

/// An interval in the operand's unit as `[1482万元, 1494万元]`, or the one value in it. `None` when the operand must
/// be whole and no whole number is inside.
pub(super) fn interval(interval: Interval, operand: &ClaimOperand) -> Option<String> {
    let step = if is_whole(operand) { Some(0) } else { None };
    let from = step.unwrap_or_else(|| operand.decimals.saturating_add(1));
    let to = step.unwrap_or_else(|| from.saturating_add(FINEST));
    if let (Some(low), Some(high)) = (interval.low, interval.high)
        && low.at == high.at
        && step.is_none()
    {
        return printed(low.at, operand, operand.decimals.saturating_add(4)).map(|(text, _)| text);
    }
    (from..=to).find_map(|places| inwards(interval, operand, places))
}

/// An interval in the operand's unit that holds the given one, with two decimals more than the operand has.
pub(super) fn around(interval: Interval, operand: &ClaimOperand) -> Option<String> {
    let step = Exact::pow10(i32::try_from(operand.decimals.saturating_add(2)).ok()?)?;
    let moved = |end: Option<End>, low: bool| match end {
        None => Some(None),
        Some(end) => outwards(end, operand.scale, step, low).map(Some),
    };
    Some(ends(moved(interval.low, true)?, moved(interval.high, false)?, operand))
}

fn outwards(end: End, scale: Exact, step: Exact, low: bool) -> Option<End> {
    let scaled = end.at.div(scale)?.mul(step)?;
    let moved = if low { scaled.floor() } else { scaled.ceil()? };
    Some(End { at: moved.div(step)?, open: end.open || moved != scaled })
}

/// Whether the operand counts whole things in units of one.
fn is_whole(operand: &ClaimOperand) -> bool {
    let whole = operand.counted || operand.unit.as_ref().is_some_and(|unit| unit.whole);
    whole && operand.scale == Exact::ONE
}

/// The part of the interval between two numbers of `places` decimals, if there is any.
fn inwards(interval: Interval, operand: &ClaimOperand, places: u32) -> Option<String> {
    let step = Exact::pow10(i32::try_from(places).ok()?)?;
    let whole = places == 0;
    let low = match interval.low {
        None => None,
        Some(end) => Some(cut(end, operand.scale, step, whole, true)?),
    };
    let high = match interval.high {
        None => None,
        Some(end) => Some(cut(end, operand.scale, step, whole, false)?),
    };
    if let (Some(low), Some(high)) = (low, high) {
        match low.at.compare(high.at)? {
            std::cmp::Ordering::Greater => return None,
            std::cmp::Ordering::Equal if low.open || high.open => return None,
            std::cmp::Ordering::Equal => return Some(with_suffix(&low.at.to_string(), operand)),
            std::cmp::Ordering::Less => {}
        }
    }
    Some(ends(low, high, operand))
}

/// Both ends in brackets, or the only one behind a sign.
fn ends(low: Option<End>, high: Option<End>, operand: &ClaimOperand) -> String {
    let text = |end: End| with_suffix(&end.at.to_string(), operand);
    match (low, high) {
        (None, None) => "(-∞, ∞)".to_owned(),
        (Some(low), None) => format!("{}{}", if low.open { ">" } else { "≥" }, text(low)),
        (None, Some(high)) => format!("{}{}", if high.open { "<" } else { "≤" }, text(high)),
        (Some(low), Some(high)) => {
            let brackets = (if low.open { '(' } else { '[' }, if high.open { ')' } else { ']' });
            format!("{}{}, {}{}", brackets.0, text(low), text(high), brackets.1)
        }
    }
}

/// Whether an interval's text starts with a sign, so that no verb is wanted before it.
pub(super) fn has_sign(interval: &str) -> bool {
    interval.starts_with(['>', '≥', '<', '≤'])
}

/// An end moved inwards to the next multiple of one over `step`; an open end at a whole number moves on by one when
/// only whole numbers count.
fn cut(end: End, scale: Exact, step: Exact, whole: bool, low: bool) -> Option<End> {
    let scaled = end.at.div(scale)?.mul(step)?;
    let moved = if low { scaled.ceil()? } else { scaled.floor() };
    let stays = moved == scaled;
    if stays && end.open && whole {
        let next = if low { moved.add(Exact::ONE)? } else { moved.sub(Exact::ONE)? };
        return Some(End { at: next.div(step)?, open: false });
    }
    Some(End { at: moved.div(step)?, open: end.open && stays })
}
