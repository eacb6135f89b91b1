//! Columns bound to the slots of a rule: which column is the target, which the actual, which the percent.
//!
//! Heads decide, whole heads and not parts of them. Where they leave several ways open, all are offered, and none of them is
//! certain. This module must not know rows.

use super::head::Head;
use super::layout::Layout;
use crate::claim::found_in;
use crate::mention::DateSpan;
use crate::rule::{Column, Pack, Rule, TableRule};

/// So many ways are offered at most.
const WAYS: usize = 16;

/// With figures of more years than this it is not plain which of them a rate is of.
const YEARS: usize = 2;

/// One way to bind columns to slots.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub(super) columns: Vec<(usize, Source)>,
    /// The column of the result.
    pub(super) result: usize,
    pub(super) certain: bool,
    /// Whether every slot that a column could bind is bound.
    pub(super) complete: bool,
}

/// Where the figure of a slot comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// This column of the row.
    Column(usize),
    /// This column of the row of the total.
    Total(usize),
}

/// A column that may be meant.
#[derive(Debug, Clone)]
struct Choice<'l> {
    column: usize,
    /// The cells over its own.
    group: Vec<&'l str>,
    /// It is only if its year is the one before that of the column bound to this slot.
    year_before: Option<usize>,
}

/// How many slots the rules of a pack find columns for, as a measure of how well a table was understood.
pub(super) fn slots(layout: &Layout, pack: &Pack) -> usize {
    let tables = pack.rules.iter().filter_map(|rule| Some((rule, rule.table.as_ref()?)));
    let bound = tables.flat_map(|(rule, table)| ways(layout, rule, table));
    bound.map(|bound| if bound.complete { bound.columns.len() } else { 0 }).max().unwrap_or(0)
}

/// Every way to bind a rule's slots, by result column.
pub(super) fn ways(layout: &Layout, rule: &Rule, table: &TableRule) -> Vec<Bound> {
    let Some((slot, result)) = table.columns.iter().find(|(slot, _)| *slot == table.result) else {
        return Vec::new();
    };
    let results = choices(layout, rule, table, *slot, result);
    results.iter().flat_map(|result| around(layout, rule, table, result)).collect()
}

/// Every way to bind the other slots to columns that go with one result.
fn around(layout: &Layout, rule: &Rule, table: &TableRule, result: &Choice<'_>) -> Vec<Bound> {
    let mut ways = vec![vec![(table.result, result.clone())]];
    let (mut complete, mut years) = (true, 0);
    for (slot, column) in table.columns.iter().filter(|(slot, _)| *slot != table.result) {
        if column.left_of.is_some() || column.total_of.is_some() {
            continue;
        }
        let fitting = choices(layout, rule, table, *slot, column).into_iter();
        let fitting: Vec<Choice<'_>> = fitting.filter(|choice| go_together(layout, choice, result)).collect();
        if fitting.is_empty() {
            // What a base or a target was can be told from the rest; what was done has to be there.
            let told = rule.slots.get(*slot).is_some_and(|slot| slot.same_unit_as.is_some());
            if !told || layout.heads.iter().any(|head| group(head, column).is_some()) {
                return Vec::new();
            }
            complete = false;
            continue;
        }
        years = years.max(fitting.iter().filter(|choice| is_dated(layout, choice.column)).count());
        ways = longer(&ways, *slot, &fitting);
        ways.truncate(WAYS * WAYS);
    }
    ways.retain(|way| is_sound(layout, way, table.result));
    nearest(layout, &mut ways, table.result);
    ways.truncate(WAYS);
    // Growth over many years may be over any of them, unless it says which.
    let certain = ways.len() == 1 && (years <= YEARS || is_dated(layout, result.column));
    let mut found = Vec::new();
    for way in ways {
        found.extend(finished(layout, table, &way, certain, complete));
    }
    found
}

/// Each way with each choice for one more slot.
fn longer<'l>(
    ways: &[Vec<(usize, Choice<'l>)>],
    slot: usize,
    choices: &[Choice<'l>],
) -> Vec<Vec<(usize, Choice<'l>)>> {
    let with = |way: &[(usize, Choice<'l>)], choice: &Choice<'l>| {
        way.iter().cloned().chain([(slot, choice.clone())]).collect()
    };
    ways.iter().flat_map(|way| choices.iter().map(|choice| with(way, choice))).collect()
}

/// The columns whose head a slot takes.
fn choices<'l>(
    layout: &'l Layout,
    rule: &Rule,
    table: &TableRule,
    slot: usize,
    column: &Column,
) -> Vec<Choice<'l>> {
    let mut choices = Vec::new();
    let earlier = column.year_before.and_then(|other| {
        let (_, other_column) = table.columns.iter().find(|(slot, _)| *slot == other)?;
        Some((other, other_column))
    });
    let Some(accepts) = rule.slots.get(slot).map(|slot| slot.accepts) else { return choices };
    let heads = layout.heads.iter().enumerate().filter(|(number, _)| layout.holds(*number, accepts));
    for (number, head) in heads {
        if let Some(group) = group(head, column) {
            choices.push(Choice { column: number, group, year_before: None });
        } else if let Some((other, other_column)) = earlier
            && !head.dates.is_empty()
            && let Some(group) = group(head, other_column)
        {
            choices.push(Choice { column: number, group, year_before: Some(other) });
        }
    }
    choices
}

/// The cells over the ones that a column's head is made of, if it is what a slot takes.
fn group<'l>(head: &'l Head, column: &Column) -> Option<Vec<&'l str>> {
    head.names().into_iter().find(|(name, _)| found_in(column.head.as_ref(), name)).map(|(_, group)| group)
}

fn go_together(layout: &Layout, choice: &Choice<'_>, result: &Choice<'_>) -> bool {
    let (short, long) = match choice.group.len() < result.group.len() {
        true => (&choice.group, &result.group),
        false => (&result.group, &choice.group),
    };
    choice.column != result.column
        && layout.panel(choice.column) == layout.panel(result.column)
        && long.starts_with(short)
}

/// Whether no column stands in two roles and the years fit.
fn is_sound(layout: &Layout, way: &[(usize, Choice<'_>)], result: usize) -> bool {
    let dates = |choice: &Choice<'_>| layout.heads.get(choice.column).map_or(&[][..], |head| &head.dates);
    let of = |slot: usize| way.iter().find(|(bound, _)| *bound == slot).map(|(_, choice)| choice);
    let once = way.iter().enumerate().all(|(number, (_, choice))| {
        way.iter().skip(number + 1).all(|(_, other)| other.column != choice.column)
    });
    let years_fit = way.iter().all(|(slot, choice)| match choice.year_before {
        Some(other) => of(other).is_some_and(|other| is_year_after(dates(other), dates(choice))),
        None if *slot == result => true,
        None => way.iter().all(|(slot, other)| {
            other.year_before.is_some() || *slot == result || agree(dates(choice), dates(other))
        }),
    });
    let own = of(result).map_or(&[][..], dates);
    let others = way.iter().filter(|(slot, choice)| *slot != result && choice.year_before.is_none());
    let mut times = others.filter_map(|(_, choice)| dates(choice).last());
    once && years_fit && times.all(|date| own.is_empty() || own.iter().any(|own| same_time(own, date)))
}

fn agree(a: &[DateSpan], b: &[DateSpan]) -> bool {
    a.last().zip(b.last()).is_none_or(|(a, b)| same_time(a, b))
}

/// Whether two periods may be one, as far as each says.
fn same_time(a: &DateSpan, b: &DateSpan) -> bool {
    let same = |a: Option<i32>, b: Option<i32>| a.is_none() || b.is_none() || a == b;
    let month = |month: Option<u8>| month.map(i32::from);
    same(a.last.year, b.last.year)
        && same(month(a.first.month), month(b.first.month))
        && same(month(a.last.month), month(b.last.month))
}

/// Whether two heads name the same time of two years, the first one year after the second.
fn is_year_after(later: &[DateSpan], earlier: &[DateSpan]) -> bool {
    let (Some(a), Some(b)) = (later.last(), earlier.last()) else { return false };
    let next = |year: Option<i32>| year.and_then(|year| year.checked_add(1));
    let same = a.last.month == b.last.month && a.first.month == b.first.month && a.last.day == b.last.day;
    same && a.last.year.is_some() && a.last.year == next(b.last.year)
}

/// Keeps the ways whose columns stand nearest to the result under the same cells, and of several years the last.
fn nearest(layout: &Layout, ways: &mut Vec<Vec<(usize, Choice<'_>)>>, result: usize) {
    let distance = |way: &Vec<(usize, Choice<'_>)>| -> usize {
        let own = way.iter().find(|(slot, _)| *slot == result).map(|(_, choice)| choice);
        way.iter().map(|(_, choice)| own.map_or(0, |own| apart(layout, choice, own))).sum()
    };
    if let Some(least) = ways.iter().map(distance).min() {
        ways.retain(|way| distance(way) == least);
    }
    let dates =
        |choice: &Choice<'_>| layout.heads.get(choice.column).and_then(|head| head.dates.last().copied());
    let newest = |way: &Vec<(usize, Choice<'_>)>| {
        let others = way.iter().filter(|(slot, _)| *slot != result);
        others.filter_map(|(_, choice)| dates(choice)).map(|date| date.last).max()
    };
    if let Some(last) = ways.iter().filter_map(newest).max() {
        ways.retain(|way| newest(way) == Some(last));
    }
}

/// How many cells over one of two columns are not over the other; a time that one names and the other does not counts.
fn apart(layout: &Layout, a: &Choice<'_>, b: &Choice<'_>) -> usize {
    let named = is_dated(layout, b.column) && !is_dated(layout, a.column);
    a.group.len().abs_diff(b.group.len()) + usize::from(named)
}

fn is_dated(layout: &Layout, column: usize) -> bool {
    layout.heads.get(column).is_some_and(|head| !head.dates.is_empty())
}

/// Adds the slots that are bound by where they stand.
fn finished(
    layout: &Layout,
    table: &TableRule,
    way: &[(usize, Choice<'_>)],
    certain: bool,
    complete: bool,
) -> Option<Bound> {
    let result = way.iter().find(|(slot, _)| *slot == table.result).map(|(_, choice)| choice.clone())?;
    let mut columns: Vec<(usize, Source)> =
        way.iter().map(|(slot, choice)| (*slot, Source::Column(choice.column))).collect();
    let mut certain = certain && !layout.assumed.get(result.column).copied().unwrap_or(true);
    for (slot, column) in &table.columns {
        if column.left_of.is_some() {
            let (left, only) = left_of(layout, &result)?;
            certain &= only;
            columns.push((*slot, Source::Column(left)));
        }
    }
    for (slot, column) in &table.columns {
        if let Some(other) = column.total_of {
            let (_, source) = columns.iter().find(|(bound, _)| *bound == other)?;
            let Source::Column(column) = *source else { return None };
            columns.push((*slot, Source::Total(column)));
        }
    }
    let others = columns.len() > 1;
    others.then_some(Bound { columns, result: result.column, certain: certain && complete, complete })
}

/// The nearest column of amounts to the left, and whether it is the only one that goes with the result.
fn left_of(layout: &Layout, result: &Choice<'_>) -> Option<(usize, bool)> {
    let amounts = (0..layout.heads.len()).filter(|column| {
        let same = layout.panel(*column) == layout.panel(result.column);
        let path = layout.heads.get(*column).map_or_else(Vec::new, Head::path);
        same && path.starts_with(&result.group) && layout.has_amounts(*column)
    });
    let amounts: Vec<usize> = amounts.collect();
    let left = amounts.iter().rev().find(|column| **column < result.column)?;
    Some((*left, amounts.len() == 1))
}
