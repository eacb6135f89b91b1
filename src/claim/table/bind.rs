//! Columns bound to the slots of a rule: which column is the target, which the actual, which the percent.
//!
//! Heads decide, whole heads and not parts of them. Where they leave several ways open, all are offered, and none of them is
//! certain. This module must not know rows.

use super::head::Head;
use super::layout::Layout;
use crate::claim::found_in;
use crate::mention::DateSpan;
use crate::rule::{Column, Lazy, Pack, Rule, TableRule};
use crate::work;

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
    let bound = pack.table_rules().flat_map(|(_, rule, table)| ways(layout, rule, table));
    bound.map(|bound| if bound.complete { bound.columns.len() } else { 0 }).max().unwrap_or(0)
}

/// Every way to bind a rule's slots, by result column.
pub(super) fn ways(layout: &Layout, rule: &Rule, table: &TableRule) -> Vec<Bound> {
    let Some((slot, result)) = table.columns.iter().find(|(slot, _)| *slot == table.result) else {
        return Vec::new();
    };
    let results = choices(layout, rule, table, *slot, result);
    if results.is_empty() {
        return Vec::new();
    }
    // What a head says is the same for every result.
    let of_head = |(slot, column): &'_ (usize, Column)| match column.is_sought() {
        true => Vec::new(),
        false => choices(layout, rule, table, *slot, column),
    };
    let headed: Vec<Vec<Choice<'_>>> = table.columns.iter().map(of_head).collect();
    results.iter().flat_map(|result| around(layout, rule, table, result, &headed)).collect()
}

/// Every way to bind the other slots to columns that go with one result; `headed` has the columns whose head each slot
/// takes.
fn around<'l>(
    layout: &'l Layout,
    rule: &Rule,
    table: &TableRule,
    result: &Choice<'l>,
    headed: &[Vec<Choice<'l>>],
) -> Vec<Bound> {
    let mut ways = vec![vec![(table.result, result.clone())]];
    let (mut complete, mut years) = (true, 0);
    for ((slot, column), headed) in table.columns.iter().zip(headed) {
        if *slot == table.result || column.left_of.is_some() || column.total_of.is_some() {
            continue;
        }
        let mut fitting = match column.is_sought() {
            true => sought(layout, rule, table, *slot, column, result),
            false => headed.clone(),
        };
        work::steps(fitting.len());
        fitting.retain(|choice| go_together(layout, choice, result));
        if fitting.is_empty() && column.is_sought() {
            return Vec::new();
        }
        if fitting.is_empty() {
            // What a base or a target was can be told from the rest; what was done has to be there.
            let told = rule.slots.get(*slot).is_some_and(|slot| slot.same_unit_as.is_some());
            if !told || layout.heads.iter().any(|head| group(head, column).is_some()) {
                return Vec::new();
            }
            complete = false;
            continue;
        }
        complete &= !has_unread(layout, column);
        years = years.max(fitting.iter().filter(|choice| is_dated(layout, choice.column)).count());
        ways = longer(&ways, *slot, &fitting);
    }
    ways.retain(|way| is_sound(layout, way, table.result));
    nearest(layout, &mut ways, table.result);
    ways.truncate(WAYS);
    // Growth over many years may be over any of them, unless it says which.
    let certain = ways.len() == 1 && !table.seeks() && (years <= YEARS || is_dated(layout, result.column));
    let mut found = Vec::new();
    for way in ways {
        found.extend(finished(layout, table, &way, certain, complete));
    }
    found
}

/// The columns that a slot may be bound to by more than a head of its own, the nearest to the result first.
fn sought<'l>(
    layout: &'l Layout,
    rule: &Rule,
    table: &TableRule,
    slot: usize,
    column: &Column,
    result: &Choice<'l>,
) -> Vec<Choice<'l>> {
    let Some(accepts) = rule.slots.get(slot).map(|slot| slot.accepts) else { return Vec::new() };
    let fits = |number: &usize| *number != result.column && layout.holds(*number, accepts);
    let mut numbers: Vec<usize> = (0..layout.heads.len()).filter(fits).collect();
    if let Some(other) = column.named_by {
        let stem = stem(layout, table, other, result).unwrap_or_default();
        numbers.retain(|number| layout.heads.get(*number).is_some_and(|head| has_stem(head.last(), &stem)));
    }
    numbers.sort_by_key(|number| (result.column < *number, number.abs_diff(result.column)));
    let choice = |number: usize| {
        let (_, group) = layout.heads.get(number)?.names().into_iter().next()?;
        Some(Choice { column: number, group, year_before: None })
    };
    numbers.into_iter().filter_map(choice).collect()
}

/// What the result is called, without the ending that makes it a rate: 整改 of 整改率.
fn stem(layout: &Layout, table: &TableRule, slot: usize, result: &Choice<'_>) -> Option<String> {
    let (_, column) = table.columns.iter().find(|(bound, _)| *bound == slot)?;
    let names = layout.heads.get(result.column)?.names();
    let (name, _) = names.iter().find(|(name, _)| found_in(column.head.as_ref(), name))?;
    let ending = column.ending.as_ref().and_then(Lazy::get).and_then(|ending| ending.find(name));
    Some(ending.map_or(name.as_str(), |ending| name.get(..ending.start()).unwrap_or("")).trim().to_owned())
}

/// The last letters of a stem that a name must have, where no spaces part words.
const STEM_CHARS: usize = 2;
/// The first letters of a stem that a word must begin with: this many, and half of the stem.
const STEM_LETTERS: usize = 4;

/// Whether a name has a stem: its last characters (已整改 for 隐患整改), or a word that begins like its last (passed for
/// pass).
fn has_stem(name: &str, stem: &str) -> bool {
    if stem.ends_with(|c: char| c.is_ascii_alphabetic()) {
        let word = stem.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or(stem);
        let letters = STEM_LETTERS.max(word.len().div_ceil(2));
        let start = word.get(..letters);
        let mut words = name.split(|c: char| !c.is_ascii_alphabetic());
        return start.is_some_and(|start| words.any(|word| word.starts_with(start)));
    }
    let last = stem.char_indices().rev().nth(STEM_CHARS - 1).and_then(|(at, _)| stem.get(at..));
    last.is_some_and(|last| name.contains(last))
}

/// Each way with each choice for one more slot, the first of them where there are very many.
fn longer<'l>(
    ways: &[Vec<(usize, Choice<'l>)>],
    slot: usize,
    choices: &[Choice<'l>],
) -> Vec<Vec<(usize, Choice<'l>)>> {
    let with = |way: &[(usize, Choice<'l>)], choice: &Choice<'l>| {
        way.iter().cloned().chain([(slot, choice.clone())]).collect()
    };
    let all = ways.iter().flat_map(|way| choices.iter().map(|choice| with(way, choice)));
    all.take(WAYS * WAYS).collect()
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
    work::steps(layout.heads.len());
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

/// Whether a column that is not read as figures has the head that a slot takes: 本年实际 over 1968 and 1999, which are years as well, so
/// that another column with such a head (2023年) need not be the one that was meant.
fn has_unread(layout: &Layout, column: &Column) -> bool {
    let mut unread = layout.heads.iter().enumerate().filter(|(number, _)| layout.panel(*number).is_none());
    unread.any(|(_, head)| group(head, column).is_some())
}

/// Whether a column has the head that a slot takes.
pub(super) fn is_headed(layout: &Layout, number: usize, column: &Column) -> bool {
    layout.heads.get(number).is_some_and(|head| group(head, column).is_some())
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
    // A column without a year (实际完成 beside 2023年) is not older than one with it.
    if let Some(last) = ways.iter().filter_map(newest).max() {
        ways.retain(|way| newest(way).is_none_or(|date| date.year.is_none() || date == last));
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

/// Adds the slots that are bound by where they stand: a way for each column that may be meant.
fn finished(
    layout: &Layout,
    table: &TableRule,
    way: &[(usize, Choice<'_>)],
    certain: bool,
    complete: bool,
) -> Vec<Bound> {
    let Some((_, result)) = way.iter().find(|(slot, _)| *slot == table.result) else { return Vec::new() };
    let columns: Vec<(usize, Source)> =
        way.iter().map(|(slot, choice)| (*slot, Source::Column(choice.column))).collect();
    let certain = certain && !layout.assumed.get(result.column).copied().unwrap_or(true);
    let mut ways = vec![columns];
    for (slot, column) in &table.columns {
        if column.left_of.is_some() {
            let left = left_of(layout, result);
            let with = |way: &Vec<(usize, Source)>, left: usize| {
                way.iter().copied().chain([(*slot, Source::Column(left))]).collect()
            };
            ways = ways.iter().flat_map(|way| left.iter().map(|left| with(way, *left))).collect();
        }
    }
    let bound = |columns: Vec<(usize, Source)>| {
        let columns = with_totals(table, columns)?;
        let others = columns.len() > 1;
        others.then_some(Bound { columns, result: result.column, certain: certain && complete, complete })
    };
    ways.into_iter().filter_map(bound).take(WAYS).collect()
}

/// Adds the slots that are bound to the row of the total.
fn with_totals(table: &TableRule, mut columns: Vec<(usize, Source)>) -> Option<Vec<(usize, Source)>> {
    for (slot, column) in &table.columns {
        if let Some(other) = column.total_of {
            let (_, source) = columns.iter().find(|(bound, _)| *bound == other)?;
            let Source::Column(column) = *source else { return None };
            columns.push((*slot, Source::Total(column)));
        }
    }
    Some(columns)
}

/// The columns of amounts to the left, those of this time and the nearest first.
fn left_of(layout: &Layout, result: &Choice<'_>) -> Vec<usize> {
    let left = (0..result.column).rev().filter(|column| {
        let same = layout.panel(*column) == layout.panel(result.column);
        let path = layout.heads.get(*column).map_or_else(Vec::new, Head::path);
        same && path.starts_with(&result.group) && layout.has_amounts(*column)
    });
    let (earlier, own): (Vec<usize>, Vec<usize>) =
        left.partition(|column| layout.heads.get(*column).is_some_and(|head| head.earlier));
    own.into_iter().chain(earlier).collect()
}

#[cfg(test)]
mod tests {
    use super::has_stem;

    #[test]
    fn a_column_is_named_by_a_rate_where_it_has_its_last_characters_or_begins_like_its_word() {
        assert!(has_stem("完成整改", "整改"));
        assert!(has_stem("已整改", "隐患整改"));
        assert!(!has_stem("排查隐患", "隐患整改"));
        assert!(!has_stem("整改", "改"));
        assert!(has_stem("pupils passed", "pass"));
        assert!(has_stem("completed", "works completion"));
        assert!(!has_stem("compared", "completion"));
        assert!(!has_stem("population", "vaccination"));
        assert!(!has_stem("整改", ""));
    }
}
