//! One mention as one line of JSON, as `gouji mentions --format json` prints it.
//! It must not know how mentions are found.

use serde_json::{Map, Value};

use super::{DateSpan, Day, Figure, Hedge, HedgeKind, Kind, Mention};
use crate::exact::Exact;

/// How many significant digits a value that does not end is cut at.
const CUT_DIGITS: u32 = 28;

/// The mention as a JSON object on one line; `line_no` counts from one and `text` is the line it was read in.
pub fn line(mention: &Mention, line_no: usize, text: &str) -> String {
    object(mention, line_no, text).to_string()
}

/// The mention as a JSON object.
pub fn object(mention: &Mention, line_no: usize, text: &str) -> Value {
    let printed = text.get(mention.start..mention.end).unwrap_or_default();
    let (low, high) = mention.figure.as_ref().map(|figure| interval(mention, figure)).unwrap_or_default();
    let unit = match (&mention.unit, mention.kind) {
        (Some(unit), _) => Value::from(unit.base.as_ref()),
        (None, Kind::Percent) => Value::from("%"),
        _ => Value::Null,
    };
    let fields = [
        ("line", Value::from(line_no)),
        ("start", Value::from(mention.start)),
        ("end", Value::from(mention.end)),
        ("text", Value::from(printed)),
        ("kind", Value::from(mention.kind.name())),
        ("value", stated(mention).map_or(Value::Null, Value::from)),
        ("low", low.map_or(Value::Null, Value::from)),
        ("high", high.map_or(Value::Null, Value::from)),
        ("unit", unit),
        ("hedge", mention.hedge.as_ref().map_or(Value::Null, |h| Value::from(h.word.as_ref()))),
    ];
    Value::Object(fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<Map<_, _>>())
}

fn stated(mention: &Mention) -> Option<String> {
    if let Some(span) = mention.dates {
        return Some(dates(span));
    }
    let figure = mention.figure?;
    match mention.upper {
        Some(upper) => Some(format!("[{},{}]", decimal(figure.value)?, decimal(upper.value)?)),
        None => decimal(figure.value),
    }
}

/// The lowest and the highest value that the printed figure may stand for; `None` at an end without a bound.
fn interval(mention: &Mention, figure: &Figure) -> (Option<String>, Option<String>) {
    let ends = match (&mention.hedge, mention.upper) {
        (_, Some(upper)) => (figure.value.sub(half(figure)), upper.value.add(half(&upper))),
        (Some(hedge), None) => hedged(figure.value, hedge),
        (None, None) if exact(mention, figure) => (Some(figure.value), Some(figure.value)),
        (None, None) => (figure.value.sub(half(figure)), figure.value.add(half(figure))),
    };
    (ends.0.and_then(decimal), ends.1.and_then(decimal))
}

fn half(figure: &Figure) -> Exact {
    figure.place.half().unwrap_or(Exact::ZERO)
}

/// Whole counts and ordinals are exact, and so is a fraction (三分之一).
fn exact(mention: &Mention, figure: &Figure) -> bool {
    let whole = mention.unit.as_ref().is_some_and(|unit| unit.whole) || mention.kind == Kind::Ordinal;
    whole && figure.decimals == 0 && !figure.scaled || decimal_cut(figure.place).is_none_or(|(_, cut)| cut)
}

fn hedged(value: Exact, hedge: &Hedge) -> (Option<Exact>, Option<Exact>) {
    let (below, above) = (value.sub(hedge.width), value.add(hedge.width));
    match hedge.kind {
        HedgeKind::About => (below, above),
        HedgeKind::Nearly => (below, Some(value)),
        HedgeKind::Over | HedgeKind::OverInclusive | HedgeKind::AtLeast => (Some(value), None),
        HedgeKind::More => (Some(value), above),
        HedgeKind::AtMost => (None, Some(value)),
    }
}

/// An exact decimal, cut at [`CUT_DIGITS`] significant digits where it does not end.
fn decimal(value: Exact) -> Option<String> {
    decimal_cut(value).map(|(text, _)| text)
}

/// The decimal, and whether it had to be cut.
fn decimal_cut(value: Exact) -> Option<(String, bool)> {
    let printed = value.to_string();
    if !printed.contains(['…', '/']) {
        return Some((printed, false));
    }
    let whole = value.abs()?.floor();
    let leading = if whole.is_zero() { 0 } else { whole.to_string().len() };
    let places = CUT_DIGITS.saturating_sub(u32::try_from(leading).ok()?).max(1);
    let scale = Exact::pow10(i32::try_from(places).ok()?)?;
    let cut = value.abs()?.mul(scale)?.floor().div(scale)?;
    Some((if value.is_negative() { cut.neg()? } else { cut }.to_string(), true))
}

/// `2014-03-05`, `2014`, `XXXX-10-09`, or two such with a slash between them.
fn dates(span: DateSpan) -> String {
    if span.first == span.last {
        return day(span.first);
    }
    format!("{}/{}", day(span.first), day(span.last))
}

fn day(day: Day) -> String {
    let mut text = day.year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
    match (day.month, day.day) {
        (Some(month), _) => text.push_str(&format!("-{month:02}")),
        (None, Some(_)) => text.push_str("-XX"),
        (None, None) => {}
    }
    if let Some(day) = day.day {
        text.push_str(&format!("-{day:02}"));
    }
    text
}
