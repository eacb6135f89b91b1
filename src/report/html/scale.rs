//! A scale: what the figures give and what is stated, drawn one over the other, so that the gap between them can be
//! seen before any number is read.
//!
//! Positions are exact until they are cut to thousandths of the width. This module must not decide anything.

use super::item::Item;
use super::write::Html;
use crate::exact::Exact;
use crate::ledger::ClaimOperand;
use crate::report::{Lang, equation, figures, message};
use crate::verdict::Interval;

/// The width of the drawing.
const WIDTH: i128 = 1000;
/// What is left free on either side.
const MARGIN: i128 = 80;
/// The least width at which a bar is seen.
const LEAST: i128 = 8;

/// A range with both of its ends.
#[derive(Clone, Copy)]
struct Range {
    low: Exact,
    high: Exact,
}

/// Draws the scale of a claim, where both what is computed and what is stated have ends.
pub(super) fn write(item: &Item<'_>, lang: Lang, html: &mut Html) {
    let Some((result, computed, stated)) = ranges(item) else { return };
    let Some(bars) = bars(computed, stated) else { return };
    let told = message::allowed(item.claim).or_else(|| equation::computed(item.claim)).unwrap_or_default();
    let printed = figures::operand(result, lang);
    html.with("figure", &[("class", "scale"), ("aria-hidden", "true")], |html| {
        row("computed", lang.pick("算得", "computed"), &bars[0], told.trim_start_matches(['=', ' ']), html);
        row("stated", lang.pick("所述", "stated"), &bars[1], &printed, html);
    });
}

fn ranges<'c>(item: &Item<'c>) -> Option<(&'c ClaimOperand, Range, Range)> {
    let (_, allowed) = item.claim.judgement.computed?;
    let result = equation::result(item.claim)?;
    let computed = closed(figures::interval_in_unit(allowed, result)?)?;
    Some((result, computed, closed(result.interval?)?))
}

fn closed(interval: Interval) -> Option<Range> {
    Some(Range { low: interval.low?.at, high: interval.high?.at })
}

/// Where each of two ranges begins on the drawing, and how wide it is.
fn bars(first: Range, second: Range) -> Option<[(String, String); 2]> {
    let low = least(first.low, second.low)?;
    let high = most(first.high, second.high)?;
    let length = high.sub(low)?;
    if length.is_zero() {
        return None;
    }
    let unit = Exact::whole(WIDTH - 2 * MARGIN).div(length)?;
    let bar = |range: Range| {
        let from = range.low.sub(low)?.mul(unit)?.add(Exact::whole(MARGIN))?;
        let wide = most(range.high.sub(range.low)?.mul(unit)?, Exact::whole(LEAST))?;
        Some((from.rounded(0)?, wide.rounded(0)?))
    };
    Some([bar(first)?, bar(second)?])
}

fn least(a: Exact, b: Exact) -> Option<Exact> {
    a.compare(b).map(|order| if order.is_le() { a } else { b })
}

fn most(a: Exact, b: Exact) -> Option<Exact> {
    a.compare(b).map(|order| if order.is_ge() { a } else { b })
}

fn row(class: &'static str, label: &str, bar: &(String, String), told: &str, html: &mut Html) {
    html.open("div", &[("class", class)]);
    html.leaf("span", &[("class", "who")], label);
    html.raw("<svg viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\">");
    html.leaf("path", &[("d", &format!("M{} 6h{}", bar.0, bar.1))], "");
    html.raw("</svg>");
    html.leaf("span", &[("class", "what")], told);
    html.close("div");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::exact;

    fn range(low: &str, high: &str) -> Range {
        Range { low: exact(low), high: exact(high) }
    }

    #[test]
    fn bars_keep_their_order_and_proportion() {
        let drawn = bars(range("120", "121"), range("123", "124")).unwrap();
        let told: Vec<(&str, &str)> = drawn.iter().map(|(x, w)| (x.as_str(), w.as_str())).collect();
        assert_eq!(told, [("80", "210"), ("710", "210")]);
    }

    #[test]
    fn a_single_value_is_wide_enough_to_be_seen_and_no_length_is_no_scale() {
        assert_eq!(bars(range("1", "1"), range("2", "2")).unwrap()[0].1, "8");
        assert!(bars(range("1", "1"), range("1", "1")).is_none());
    }
}
