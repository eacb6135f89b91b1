//! Units in tables: taken off a head (完成额(万元), 完成额/亿元, 完成%), or said once over the whole table.
//!
//! A unit is what the pack's reader takes for one behind or before a number. This module must not know where in a table
//! a text stands.

use crate::mention::{Kind, Mention};
use crate::rule::Pack;
use crate::rule::alphabet::folded;

/// A unit to be read with numbers that are printed without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    before: String,
    after: String,
}

impl Unit {
    /// The unit that `text` is, if it is one.
    pub(super) fn of(text: &str, pack: &Pack) -> Option<Unit> {
        let text = text.trim().trim_start_matches('±').trim();
        let chars = text.chars().count();
        if chars == 0 || chars > 16 {
            return None;
        }
        if let Some(scaled) = Unit::scaled(text, pack) {
            return Some(scaled);
        }
        if text.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let behind = Unit { before: String::new(), after: text.to_owned() };
        if behind.is_read(pack) {
            return Some(behind);
        }
        let ahead = |at: usize| {
            let (before, after) = text.split_at_checked(at)?;
            let unit = Unit { before: before.to_owned(), after: after.trim().to_owned() };
            unit.is_read(pack).then_some(unit)
        };
        let spaced = Unit { before: String::new(), after: format!(" {text}") };
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(4);
        ends.filter_map(ahead).last().or_else(|| spaced.is_read(pack).then_some(spaced))
    }

    /// A currency with a scale in short: £m, $000.
    fn scaled(text: &str, pack: &Pack) -> Option<Unit> {
        let lower = text.to_ascii_lowercase();
        pack.tables.scales.iter().find_map(|(short, word)| {
            let before = text.get(..lower.strip_suffix(short.as_str())?.len())?.trim().to_owned();
            let unit = Unit { before, after: format!(" {word}") };
            (!unit.before.is_empty() && unit.is_read(pack)).then_some(unit)
        })
    }

    fn is_read(&self, pack: &Pack) -> bool {
        self.read("2", pack).is_some_and(|mention| mention.unit.is_some())
    }

    /// A percent.
    pub(super) fn percent() -> Unit {
        Unit { before: String::new(), after: "%".to_owned() }
    }

    /// Whether it says how one figure is to another: a percent, percentage points.
    pub(super) fn is_relative(&self, pack: &Pack) -> bool {
        self.read("2", pack).is_some_and(|mention| mention.kind.is_relative())
    }

    /// What stands behind a number that has this unit; `None` where something stands before it.
    pub(super) fn behind(&self) -> Option<String> {
        self.before.is_empty().then(|| self.after.clone())
    }

    /// `number` with this unit, as the reader reads the two.
    pub(super) fn read(&self, number: &str, pack: &Pack) -> Option<Mention> {
        only(&format!("{}{number}{}", self.before, self.after), pack)
    }
}

/// The figure that a text is and nothing else.
pub(super) fn only(text: &str, pack: &Pack) -> Option<Mention> {
    let mut read = pack.reader.read(text);
    let mention = read.pop().filter(|_| read.is_empty())?;
    let stated = mention.figure.is_some() && mention.upper.is_none() && mention.dates.is_none();
    let whole = mention.start == 0 && mention.end == text.len();
    (stated && whole && mention.kind != Kind::Ordinal).then_some(mention)
}

/// A text without the unit it ends in, and that unit.
pub(super) fn split<'t>(text: &'t str, pack: &Pack) -> (&'t str, Option<Unit>) {
    let text = text.trim();
    if let Some((core, inner)) = bracket(text)
        && let Some(unit) = Unit::of(named(inner), pack)
    {
        return (core, Some(unit));
    }
    if let Some((core, rest)) = text.rsplit_once(['/', '／', ',', '，', ':', '：'])
        && let Some(unit) = Unit::of(rest, pack)
    {
        return (core.trim_end(), Some(unit));
    }
    for sign in ["%", "％"] {
        if let Some(core) = text.strip_suffix(sign) {
            return (core.trim_end_matches('±').trim_end(), Some(Unit::percent()));
        }
    }
    match Unit::of(text, pack) {
        Some(unit) => ("", Some(unit)),
        None => points(text, pack).map_or((text, None), |(core, unit)| (core, Some(unit))),
    }
}

/// A text that ends in percentage points (增减百分点), without them.
fn points<'t>(text: &'t str, pack: &Pack) -> Option<(&'t str, Unit)> {
    let ends = text.char_indices().skip(1).map(|(at, _)| at).filter(|at| text.len() - at <= POINTS_BYTES);
    ends.filter_map(|at| text.split_at_checked(at)).find_map(|(core, rest)| {
        let unit = Unit::of(rest, pack)?;
        let kind = unit.read("2", pack)?.kind;
        (kind == Kind::Points).then_some((core.trim_end(), unit))
    })
}

/// Percentage points are looked for in this many bytes at the end of a head.
const POINTS_BYTES: usize = 24;

/// 单位:万元 names 万元.
fn named(text: &str) -> &str {
    text.rsplit([':', '：']).next().unwrap_or(text)
}

/// A text and what stands in brackets at its end.
fn bracket(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix([')', '）', ']', '】'])?;
    let (at, open) = inner.char_indices().rev().find(|(_, c)| matches!(c, '(' | '（' | '[' | '【'))?;
    Some((inner.get(..at)?.trim_end(), inner.get(at + open.len_utf8()..)?))
}

/// The units that are said once for a whole table.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// The one for amounts, if there is exactly one.
    pub(super) amount: Option<Unit>,
    /// Whether percents are printed without their sign.
    pub(super) percent: bool,
}

impl Said {
    /// What `text` (a caption, a line over a table) says, if it says any: 单位:万元、%.
    pub(super) fn by(text: &str, pack: &Pack) -> Option<Said> {
        let folded = folded(text, pack.spaces);
        let found = pack.context.unit_line.as_ref()?.find(&folded)?;
        let rest = folded.get(found.end..)?;
        let list = rest.split([')', '。', ';', '(']).next().unwrap_or(rest).trim();
        let units: Vec<Option<Unit>> =
            list.split(['、', ',', '/', ' ']).map(|unit| Unit::of(unit, pack)).collect();
        if let Some(unit) = Unit::of(list, pack) {
            return Some(Said::from(&[unit], pack));
        }
        let units: Vec<Unit> = units.into_iter().flatten().collect();
        (!units.is_empty()).then(|| Said::from(&units, pack))
    }

    fn from(units: &[Unit], pack: &Pack) -> Said {
        let (relative, amounts): (Vec<&Unit>, Vec<&Unit>) =
            units.iter().partition(|unit| unit.is_relative(pack));
        let amount = match amounts.as_slice() {
            [only] => Some((*only).clone()),
            _ => None,
        };
        Said { amount, percent: !relative.is_empty() }
    }
}
