//! Sums in tables: a row or a column of totals, and what may add up to it.
//!
//! Tables print parts of parts among the parts, and do not always say so. Each way to tell the parts is one reading; the
//! table has to bear one out. This module must not know whether anything adds up.

use super::bind;
use super::head::Head;
use super::layout::{Layout, Name, Row, RowKind, Value, kind_of_head};
use super::{Line, Reading};
use crate::claim::units::comparable;
use crate::claim::{Binding, Candidate, Page, Subject};
use crate::mention::Mention;
use crate::rule::spec::AddsUp;
use crate::rule::{Lazy, Rule, TableRule, TableWords};
use crate::work;

/// A total has this many parts at most.
const PARTS: usize = 2000;

/// What a rule makes of the totals of a table: for each total, every way to tell its parts.
pub(super) fn families(
    layout: &Layout,
    page: &Page<'_>,
    rule: &Rule,
    table: &TableRule,
    words: &TableWords,
    direction: AddsUp,
) -> Vec<Vec<Reading>> {
    let maker = Maker { layout, page, rule, table, words };
    let panels = 0..layout.panels();
    let found = match direction {
        AddsUp::Rows => panels.flat_map(|panel| maker.rows(panel)).collect::<Vec<_>>(),
        AddsUp::Columns => panels.flat_map(|panel| maker.columns(panel)).collect(),
    };
    found.into_iter().filter(|readings| !readings.is_empty()).collect()
}

struct Maker<'a> {
    layout: &'a Layout,
    page: &'a Page<'a>,
    rule: &'a Rule,
    table: &'a TableRule,
    words: &'a TableWords,
}

/// Rows or columns that may be the parts of a total, and whether there is no doubt of it.
type Parts = (Vec<usize>, bool);

/// Rows on one side of a total.
#[derive(Debug, Default)]
struct Stretch {
    rows: Vec<usize>,
    /// The total at which they end.
    end: Option<usize>,
    /// Whether a row without figures stands among them.
    gap: bool,
}

/// The names of the rows of a panel.
struct Names<'n> {
    all: Vec<&'n Name>,
    /// Whether rows are grouped by merged cells.
    grouped: bool,
}

impl<'n> Names<'n> {
    fn of(layout: &'n Layout, panel: usize) -> Names<'n> {
        let all: Vec<&Name> = layout.rows.iter().filter_map(|row| row.names.get(panel)).collect();
        let outer = all.iter().filter_map(|name| name.outer);
        let mut pairs = outer.clone().zip(outer.skip(1));
        let grouped = pairs.any(|(a, b)| a == b);
        Names { all, grouped }
    }
}

impl Maker<'_> {
    /// The totals among the rows of a panel.
    fn rows(&self, panel: usize) -> Vec<Vec<Reading>> {
        let names = Names::of(self.layout, panel);
        let own = (0..self.layout.heads.len()).filter(|column| self.layout.panel(*column) == Some(panel));
        let columns: Vec<usize> = own.filter(|column| self.adds_up(*column)).collect();
        let mut found = Vec::new();
        for (total, name) in names.all.iter().enumerate() {
            if matches!(name.kind, RowKind::Plain | RowKind::Apart) {
                continue;
            }
            let ways = self.parts_of_row(&names, total);
            let reading = |(parts, certain): Parts| {
                let lines = columns.iter().filter_map(|column| self.down(total, &parts, *column, name));
                Reading { certain, lines: lines.collect() }
            };
            let readings = ways.into_iter().map(reading).filter(|reading| !reading.lines.is_empty());
            found.push(readings.collect());
        }
        found
    }

    /// The ways to tell the rows that add up to one.
    fn parts_of_row(&self, names: &Names<'_>, total: usize) -> Vec<Parts> {
        let above = self.stretch(names, total, (0..total).rev());
        let below = self.stretch(names, total, total + 1..names.all.len());
        let mut ways: Vec<Parts> = Vec::new();
        let mut add = |parts: Vec<usize>, certain: bool| {
            if parts.len() >= 2 && parts.len() <= PARTS && !ways.iter().any(|(known, _)| *known == parts) {
                ways.push((parts, certain));
            }
        };
        let explicit = names.all.get(total).is_some_and(|name| name.kind == RowKind::Total);
        for (stretch, other) in [(&above, &below), (&below, &above)] {
            let mut rows = stretch.rows.clone();
            rows.sort_unstable();
            let alone = explicit && other.rows.is_empty() && !stretch.gap && stretch.end.is_none();
            let clear = alone || is_group(names, total, &rows);
            for (parts, plain) in tellings(&names.all, &rows) {
                let with_end = stretch.end.map(|end| [&[end], parts.as_slice()].concat());
                add(parts, plain && clear);
                // 合计, what was carried over, 总计: one total may be part of the next.
                with_end.into_iter().for_each(|parts| add(parts, false));
            }
        }
        ways
    }

    /// The rows with figures from a total on, in the order given, as far as they may belong to it.
    fn stretch(&self, names: &Names<'_>, total: usize, order: impl Iterator<Item = usize>) -> Stretch {
        let mut stretch = Stretch::default();
        let name = |row: usize| names.all.get(row).copied();
        let Some(own) = name(total) else { return stretch };
        let subtotal = own.kind == RowKind::Subtotal;
        for row in order {
            work::steps(1);
            let Some(other) = name(row) else { continue };
            let elsewhere = || own.outer.is_some() && own.outer != other.outer && other.outer.is_some();
            let ends = match subtotal {
                true => {
                    let total = matches!(other.kind, RowKind::Subtotal | RowKind::Total);
                    total || elsewhere() && names.grouped
                }
                false => other.kind == own.kind || other.kind == RowKind::Total,
            };
            if ends {
                stretch.end = Some(row).filter(|_| !subtotal);
                break;
            }
            if self.layout.rows.get(row).is_some_and(Row::is_listed) {
                stretch.rows.push(row);
            } else if subtotal {
                break;
            } else {
                stretch.gap = true;
            }
        }
        stretch
    }

    /// The claim that one column makes on rows and their total.
    fn down(&self, total: usize, parts: &[usize], column: usize, name: &Name) -> Option<Line> {
        let value = |row: usize| self.layout.rows.get(row).and_then(|row| row.values.get(column)).copied();
        let parts: Option<Vec<Value>> = parts.iter().map(|row| value(*row)).collect();
        let head = self.layout.heads.get(column).map_or("", |head| head.shown.as_str());
        let joint = if head.is_empty() || name.shown.is_empty() { "" } else { " " };
        let indicator = format!("{}{joint}{head}", name.shown);
        self.line(total, value(total)?, &parts?, indicator)
    }

    /// The totals among the columns of a panel.
    fn columns(&self, panel: usize) -> Vec<Vec<Reading>> {
        let own: Vec<usize> =
            (0..self.layout.heads.len()).filter(|column| self.layout.panel(*column) == Some(panel)).collect();
        let mut found = Vec::new();
        for total in
            own.iter().copied().filter(|column| self.is_total(*column) && self.layout.has_amounts(*column))
        {
            let ways = self.parts_of_column(&own, total);
            let reading = |parts: Vec<usize>| {
                let lines =
                    (0..self.layout.rows.len()).filter_map(|row| self.across(row, &parts, total, panel));
                Reading { certain: false, lines: lines.collect() }
            };
            let readings = ways.into_iter().map(reading).filter(|reading| !reading.lines.is_empty());
            found.push(readings.collect());
        }
        found
    }

    /// The ways to tell the columns that add up to one.
    fn parts_of_column(&self, columns: &[usize], total: usize) -> Vec<Vec<usize>> {
        let path = |column: usize| self.layout.heads.get(column).map_or_else(Vec::new, Head::path);
        let outer =
            |column: usize| path(column).split_last().map_or_else(Vec::new, |(_, outer)| outer.to_vec());
        let group = outer(total);
        let takes_part = |column: usize| !self.is_apart(column) && !self.is_earlier(column);
        let amounts =
            |column: &usize| *column != total && self.layout.has_amounts(*column) && takes_part(*column);
        let within: Vec<usize> = columns
            .iter()
            .copied()
            .filter(amounts)
            .filter(|column| path(*column).starts_with(&group))
            .collect();
        let plain = |column: &usize| !self.is_total(*column);
        let siblings: Vec<usize> =
            within.iter().copied().filter(plain).filter(|column| outer(*column) == group).collect();
        let details: Vec<usize> = within.iter().copied().filter(plain).collect();
        let subtotals = within.iter().copied().filter(|column| {
            !plain(column) || !within.iter().any(|other| !plain(other) && outer(*other) == outer(*column))
        });
        let subtotals: Vec<usize> = subtotals.collect();
        let right = columns.iter().copied().filter(|column| *column > total);
        let right: Vec<usize> = right.take_while(|column| amounts(column) && plain(column)).collect();
        let left = columns.iter().rev().copied().filter(|column| *column < total);
        let mut left: Vec<usize> = left.take_while(|column| amounts(column) && plain(column)).collect();
        left.reverse();
        let mut ways: Vec<Vec<usize>> = Vec::new();
        for way in [siblings, details, subtotals, right, left] {
            if way.len() >= 2 && way.len() <= PARTS && !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }

    /// The claim that one row makes on columns and their total.
    fn across(&self, row: usize, parts: &[usize], total: usize, panel: usize) -> Option<Line> {
        let own = self.layout.rows.get(row)?;
        let name = own.names.get(panel).filter(|name| name.kind != RowKind::Apart)?;
        let parts: Option<Vec<Value>> = parts.iter().map(|column| own.values.get(*column).copied()).collect();
        self.line(row, *own.values.get(total)?, &parts?, name.shown.clone())
    }

    /// A claim in a row of the body: parts and their total.
    fn line(&self, row: usize, total: Value, parts: &[Value], indicator: String) -> Option<Line> {
        let Value::Stated(anchor, sure) = total else { return None };
        let mut doubtful = !sure || self.table.confirm_only;
        let mut bound = Vec::new();
        for part in parts {
            match part {
                Value::Stated(number, sure) => {
                    bound.push(*number);
                    doubtful |= !sure;
                }
                Value::Blank => doubtful = true,
                Value::Other => return None,
            }
        }
        let whole = self.page.mentions.get(anchor)?;
        let mentions: Option<Vec<&Mention>> =
            bound.iter().map(|number| self.page.mentions.get(*number)).collect();
        let amounts = self.table.columns.is_empty();
        let fits = |part: &&Mention| comparable(part, whole) && !(amounts && part.kind.is_relative());
        let mentions = mentions.filter(|parts| parts.len() >= 2 && parts.iter().all(fits))?;
        let stated = |mention: &Mention| mention.figure.is_some_and(|figure| !figure.value.is_zero());
        let telling = mentions.iter().filter(|mention| stated(mention)).count() >= 2;
        let slot = |name: &str| self.rule.slots.iter().position(|slot| slot.name == name);
        let mut slots = vec![Binding::default(); self.rule.slots.len()];
        slots.get_mut(slot("total")?)?.mentions = vec![anchor];
        slots.get_mut(slot("part")?)?.mentions = bound;
        let span = self.layout.span(self.layout.rows.get(row)?.row, &[anchor])?;
        let start = self.page.block.start;
        let candidate = Candidate {
            pattern: usize::MAX,
            slots,
            span: span.start.checked_sub(start)?..span.end.checked_sub(start)?,
            reason: None,
            confirm_only: doubtful,
            measured: true,
            subject: Subject::Named(indicator),
        };
        Some(Line { anchor, candidate, telling })
    }

    /// Whether the figures of a column may add up: amounts, or what the rule says.
    fn adds_up(&self, column: usize) -> bool {
        match self.table.columns.first() {
            Some((slot, asked)) => {
                let accepts = self.rule.slots.get(*slot).map(|slot| slot.accepts);
                bind::is_headed(self.layout, column, asked)
                    && accepts.is_some_and(|accepts| self.layout.holds(column, accepts))
            }
            None => self.layout.has_amounts(column) && !self.is_apart(column),
        }
    }

    fn is_total(&self, column: usize) -> bool {
        let head = self.layout.heads.get(column);
        let kind = head.map_or(RowKind::Plain, |head| kind_of_head(head, self.words));
        matches!(kind, RowKind::Total | RowKind::Subtotal | RowKind::Whole)
    }

    /// Whether a column is of an earlier time: its rows add up, but not it and its neighbours.
    fn is_earlier(&self, column: usize) -> bool {
        self.layout.heads.get(column).is_some_and(|head| head.earlier)
    }

    /// Whether the head of a column says that its figures do not add up.
    fn is_apart(&self, column: usize) -> bool {
        let words = self.words.apart.as_ref().and_then(Lazy::get);
        let found = |name: &str| words.is_some_and(|words| words.is_match(name));
        // No gap crosses a bracket: Change (points) is told by what stands before it or in it.
        let parts = |name: &&str| name.split(['(', '（', ')', '）']).any(|part| found(part.trim()));
        self.layout.heads.get(column).is_some_and(|head| head.path().iter().any(parts))
    }
}

/// Whether rows over a subtotal are those of its group, by a cell that is merged over all of them.
fn is_group(names: &Names<'_>, total: usize, rows: &[usize]) -> bool {
    let outer = |row: usize| names.all.get(row).and_then(|name| name.outer);
    let own = outer(total).filter(|_| names.grouped);
    let subtotal = names.all.get(total).is_some_and(|name| name.kind == RowKind::Subtotal);
    let above = rows.last().is_some_and(|last| *last < total);
    subtotal && above && own.is_some() && rows.iter().all(|row| outer(*row) == own)
}

/// The ways to tell parts among rows, and whether the rows are plainly parts: no two levels, nothing apart.
fn tellings(names: &[&Name], rows: &[usize]) -> Vec<Parts> {
    let name = |row: &usize| names.get(*row).copied();
    let kind = |row: &usize| name(row).map_or(RowKind::Apart, |name| name.kind);
    let listed: Vec<usize> = rows.iter().copied().filter(|row| kind(row) != RowKind::Apart).collect();
    let details: Vec<usize> = listed.iter().copied().filter(|row| kind(row) == RowKind::Plain).collect();
    let subtotals: Vec<usize> = listed.iter().copied().filter(|row| kind(row) != RowKind::Plain).collect();
    let levels: Vec<Option<u8>> = details.iter().filter_map(name).map(|name| name.level).collect();
    let one_level = levels.windows(2).all(|pair| pair.first() == pair.last());
    let of_which = details.iter().filter_map(name).any(|name| name.of_which);
    let plain = one_level && !of_which && subtotals.is_empty() && listed.len() == rows.len();
    let mut ways = Vec::new();
    if !of_which {
        ways.push((details.clone(), plain));
    }
    if !subtotals.is_empty() {
        let last = subtotals.last().copied().unwrap_or(0);
        let rest = details.iter().copied().filter(|row| *row > last);
        let with_rest: Vec<usize> = subtotals.iter().copied().chain(rest).collect();
        let clear = one_level && subtotals.iter().all(|row| kind(row) == RowKind::Subtotal);
        ways.push((with_rest, clear));
        ways.push((subtotals, false));
    }
    let mut depths: Vec<u8> = levels.iter().filter_map(|level| *level).collect();
    depths.sort_unstable();
    depths.dedup();
    for depth in depths.into_iter().take(2) {
        let at = |row: &usize| name(row).is_some_and(|name| name.level == Some(depth));
        ways.push((details.iter().copied().filter(at).collect(), false));
    }
    let unmarked = |row: &usize| name(row).is_some_and(|name| name.level.is_none() && !name.of_which);
    ways.push((details.iter().copied().filter(unmarked).collect(), false));
    if of_which {
        let own = |row: &usize| name(row).is_some_and(|name| !name.of_which);
        ways.push((details.iter().copied().filter(own).collect(), false));
        ways.push((without_asides(&details, names), false));
    }
    ways
}

/// Rows without those of which the one before says that they are part of it: from 其中 to the next row that is numbered
/// like one before.
fn without_asides(rows: &[usize], names: &[&Name]) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    let mut aside = None;
    for row in rows {
        let Some(name) = names.get(*row) else { continue };
        if name.of_which {
            aside = Some(kept.last().and_then(|last| names.get(*last)).and_then(|last| last.level));
        } else if aside.is_some_and(|level| level.is_some() && name.level == level) {
            aside = None;
        }
        if aside.is_none() {
            kept.push(*row);
        }
    }
    kept
}
