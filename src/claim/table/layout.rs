//! The layout of a table: what its columns are, what its rows are called, and the figure in each place.
//!
//! This module must not know equations.

use std::ops::Range;

use super::cell::{self, Content};
use super::grid::Grid;
use super::head::{self, Head};
use super::seen;
use super::standing::{Held, Standing};
use super::unit::{self, Said, Unit};
use crate::claim::found_in;
use crate::mention::{DateSpan, Kind, Mention};
use crate::rule::{Column, Lazy, Pack, SlotType, TableWords};

/// A table that is understood as far as rules need it.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(super) grid: Grid,
    pub(super) turned: bool,
    pub(super) heads: Vec<Head>,
    pub(super) columns: Vec<ColumnKind>,
    pub(super) rows: Vec<Row>,
    /// What the rows of each panel say together.
    standings: Vec<Standing>,
    /// What sorts of figures each column holds.
    held: Vec<Held>,
    /// The figures, in the order of the text, until the page takes them.
    pub(super) mentions: Vec<Placed>,
    /// Where each of them stands, in bytes of the document.
    spans: Vec<Range<usize>>,
    /// The columns whose figures may be percents or amounts: nothing prints their sign.
    pub(super) assumed: Vec<bool>,
    /// What stands over the table, as patterns see it.
    pub(super) caption: String,
    /// The dates in it.
    pub(super) dates: Vec<DateSpan>,
    /// Where the unit is named that figures took, in bytes, if it is named once for all of them.
    pub(super) unit_at: Option<usize>,
}

/// A figure in a cell of its own.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) mention: Mention,
    /// The number of its cell in the table.
    pub(super) cell: usize,
    /// What it would have behind its number if its unit were printed there and not elsewhere (万元).
    pub(super) given: Option<String>,
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnKind {
    /// It names the rows of this panel.
    Name(usize),
    /// It gives the unit of each row of this panel.
    Unit(usize),
    /// It holds the figures of this panel.
    Figures(usize),
    /// It holds something else: serial numbers, remarks.
    Other,
}

/// A row of the body.
#[derive(Debug)]
pub(super) struct Row {
    /// Its number in the grid.
    pub(super) row: usize,
    /// What it is called, for each panel.
    pub(super) names: Vec<Name>,
    /// What stands in each column.
    pub(super) values: Vec<Value>,
    /// Whether a figure is said not to be stated.
    dash: bool,
}

impl Row {
    /// Whether it is one of those that state figures, or should.
    pub(super) fn is_listed(&self) -> bool {
        self.dash || self.values.iter().any(|value| matches!(value, Value::Stated(..)))
    }
}

/// What stands at a place of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// The mention of this number; whether its sign leaves no doubt.
    Stated(usize, bool),
    /// Nothing.
    Blank,
    /// Something that is no single figure.
    Other,
}

/// The name of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Name {
    /// As patterns see it, without its number and unit.
    pub(super) text: String,
    /// As printed.
    pub(super) shown: String,
    /// The row without figures that it stands under, as patterns see it.
    pub(super) section: String,
    /// How deep its number says it is: 1 for 一、, 2 for (一), 3 for 1. and so on.
    pub(super) level: Option<u8>,
    pub(super) of_which: bool,
    pub(super) kind: RowKind,
    /// The cell of the outer of several columns of names.
    pub(super) outer: Option<usize>,
    unit: Option<Unit>,
}

/// What the name of a row makes it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum RowKind {
    /// One of the things that the table lists.
    #[default]
    Plain,
    /// The total.
    Total,
    /// The total of some of the others.
    Subtotal,
    /// The total, if the figures bear it out.
    Whole,
    /// Something that takes no part in sums.
    Apart,
}

impl Layout {
    /// Understands a grid under a text, which begins at the byte beside it; `None` if it has no header, no names or no
    /// figures.
    pub(super) fn of(grid: Grid, (above, start): (&str, usize), pack: &Pack) -> Option<Layout> {
        let contents: Vec<Content> = grid.cells.iter().map(|cell| cell::content(&cell.text, pack)).collect();
        let top = head::top(&grid, &contents, pack)?;
        let heads = head::heads(&grid, &top.header, pack);
        let body = body(&grid, &top.header, top.body);
        let columns = columns(&grid, &heads, &body, &contents, pack)?;
        let said = top.said.clone().or_else(|| Some((Said::by(above, pack)?, start)));
        let (said, unit_at) = said.map_or((Said::default(), None), |(said, at)| (said, Some(at)));
        let kinds: Vec<Kinds> = heads.iter().map(|head| kinds(head, pack)).collect();
        let turned = grid.turned;
        let over = format!("{above} {}", top.titles);
        let caption = seen(&over, pack);
        let dates = pack.reader.read(&over).iter().filter_map(|mention| mention.dates).collect();
        let assumed = kinds.iter().map(|kinds| kinds.either).collect();
        let mut layout = Layout {
            grid,
            turned,
            heads,
            columns,
            rows: Vec::new(),
            standings: Vec::new(),
            held: Vec::new(),
            mentions: Vec::new(),
            spans: Vec::new(),
            assumed,
            caption,
            dates,
            unit_at: None,
        };
        let mut sections = vec![String::new(); layout.panels()];
        for row in body {
            let mut names: Vec<Name> =
                (0..layout.panels()).map(|panel| layout.name(row, panel, pack)).collect();
            let values = layout.values(row, &names, &contents, &said, &kinds, pack);
            for (name, section) in names.iter_mut().zip(&mut sections) {
                if values.iter().all(|value| !matches!(value, Value::Stated(..))) {
                    section.clone_from(&name.text);
                } else {
                    name.section.clone_from(section);
                }
            }
            let dash = has_dash(&layout.grid, row, &contents);
            layout.rows.push(Row { row, names, values, dash });
        }
        layout.standings = Standing::of(&layout.rows, layout.panels());
        layout.unit_at = unit_at.filter(|_| layout.takes(&said));
        layout.in_order();
        layout.held = (0..layout.grid.columns).map(|column| Held::of(&layout, column)).collect();
        layout.spans =
            layout.mentions.iter().map(|placed| placed.mention.start..placed.mention.end).collect();
        (!layout.mentions.is_empty()).then_some(layout)
    }

    /// How many tables stand side by side in it, each with names of its own.
    pub(super) fn panels(&self) -> usize {
        let panels = self.columns.iter().filter_map(|kind| match kind {
            ColumnKind::Figures(panel) => Some(panel + 1),
            _ => None,
        });
        panels.max().unwrap_or(0)
    }

    /// What the rows of a panel say together.
    pub(super) fn standing(&self, panel: usize) -> Standing {
        self.standings.get(panel).copied().unwrap_or_default()
    }

    /// The panel of a column of figures.
    pub(super) fn panel(&self, column: usize) -> Option<usize> {
        match self.columns.get(column) {
            Some(ColumnKind::Figures(panel)) => Some(*panel),
            _ => None,
        }
    }

    /// Whether a column holds amounts: figures that are no percents.
    pub(super) fn has_amounts(&self, column: usize) -> bool {
        self.panel(column).is_some() && self.held.get(column).is_some_and(|held| held.amounts)
    }

    /// Whether a column holds a figure that a slot of this type takes.
    pub(super) fn holds(&self, column: usize, accepts: SlotType) -> bool {
        let SlotType::Figure(sorts) = accepts else { return false };
        let held = || self.held.get(column).is_some_and(|held| held.sorts & sorts.0 != 0);
        self.panel(column).is_some() && held()
    }

    /// The bytes of the document that a row of the body takes up; in a table on its side, those from its first cell of
    /// a claim to its last.
    pub(super) fn span(&self, row: usize, mentions: &[usize]) -> Option<Range<usize>> {
        let bound = mentions.iter().filter_map(|number| self.spans.get(*number)).cloned();
        let own = |cell: &super::grid::GridCell| cell.rows.len() == 1 && !self.turned;
        let cells = self.grid.row(row).into_iter().filter(|cell| own(cell)).map(|cell| cell.span.clone());
        bound.chain(cells).reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
    }

    fn name(&self, row: usize, panel: usize, pack: &Pack) -> Name {
        let of_panel = |kind: ColumnKind| move |column: &usize| self.columns.get(*column) == Some(&kind);
        let columns: Vec<usize> = (0..self.grid.columns).filter(of_panel(ColumnKind::Name(panel))).collect();
        let mut cells: Vec<usize> = columns.iter().filter_map(|column| self.grid.at(row, *column)).collect();
        cells.dedup();
        let text = |number: &usize| self.grid.cells.get(*number).map_or("", |cell| cell.text.as_str());
        let own = cells.iter().rev().map(text).find(|text| !text.is_empty()).unwrap_or("");
        let outer: String = cells.iter().map(text).filter(|text| *text != own).collect();
        let unit = (0..self.grid.columns).find(of_panel(ColumnKind::Unit(panel)));
        let unit = unit.and_then(|column| Unit::of(self.grid.text(row, column), pack));
        let outer_cell = if columns.len() > 1 { cells.first().copied() } else { None };
        let name = Name::new(own, pack);
        let shown = format!("{outer}{}", name.shown);
        let section = seen(&outer, pack);
        Name { unit: unit.or(name.unit.clone()), outer: outer_cell, shown, section, ..name }
    }

    fn values(
        &mut self,
        row: usize,
        names: &[Name],
        contents: &[Content],
        said: &Said,
        kinds: &[Kinds],
        pack: &Pack,
    ) -> Vec<Value> {
        let mut values = Vec::with_capacity(self.grid.columns);
        for column in 0..self.grid.columns {
            let found = self.grid.at(row, column).and_then(|number| {
                let (content, cell) = (contents.get(number)?, self.grid.cells.get(number)?);
                // A figure that covers several rows is that of none of them.
                let merged = cell.rows.len() > 1 || cell.columns.len() > 1;
                Some((number, content.clone(), cell.span.clone(), cell.text.clone(), merged))
            });
            let Some((number, content, span, text, merged)) = found else {
                values.push(Value::Blank);
                continue;
            };
            let Some(panel) = self.panel(column) else {
                values.push(Value::Other);
                continue;
            };
            let figure = match content {
                Content::Blank => None,
                Content::Figure(figure) => Some(*figure),
                Content::Date => cell::Figure::of_year(&text, pack),
                Content::Words => None,
            };
            let blank = matches!(contents.get(number), Some(Content::Blank));
            let Some(figure) = figure.filter(|_| !merged) else {
                values.push(if blank { Value::Blank } else { Value::Other });
                continue;
            };
            let kind = kinds.get(column).and_then(|kinds| kinds.relative);
            let unit = self.unit(column, names.get(panel), said, kind);
            let bare = unit.is_none() && !figure.has_unit();
            let given = unit.as_ref().filter(|_| !figure.has_unit()).and_then(Unit::behind);
            let unit = unit.or_else(|| kind.map(|_| Unit::percent()));
            let Some(mut mention) = figure.mention(unit.as_ref(), span.start, span.end, pack) else {
                values.push(Value::Other);
                continue;
            };
            if let (Some(kind), true) = (kind, bare) {
                mention.kind = kind;
                if let Some(assumed) = self.assumed.get_mut(column) {
                    *assumed |= kind == Kind::Percent;
                }
            }
            values.push(Value::Stated(self.mentions.len(), figure.sure));
            self.mentions.push(Placed { mention, cell: number, given });
        }
        values
    }

    /// The unit of a figure that is printed without one.
    fn unit(&self, column: usize, name: Option<&Name>, said: &Said, relative: Option<Kind>) -> Option<Unit> {
        let head = self.heads.get(column).and_then(|head| head.unit.clone());
        let row = name.and_then(|name| name.unit.clone());
        match (head, row) {
            (Some(head), Some(row)) if head == row || relative.is_some() => Some(head),
            (Some(_), Some(_)) => None,
            (Some(head), None) => Some(head),
            (None, _) if relative.is_some() => said.percent.then(Unit::percent),
            (None, Some(row)) => Some(row),
            (None, None) => said.amount.clone(),
        }
    }

    /// Whether a figure took the unit that is said for all.
    fn takes(&self, said: &Said) -> bool {
        let amount = said.amount.as_ref().and_then(Unit::behind);
        let percent = said.percent.then(|| Unit::percent().behind()).flatten();
        let given = |unit: &Option<String>| {
            unit.is_some() && self.mentions.iter().any(|placed| placed.given == *unit)
        };
        given(&amount) || given(&percent)
    }

    /// Numbers the mentions in the order of the text.
    fn in_order(&mut self) {
        let mut order: Vec<usize> = (0..self.mentions.len()).collect();
        order.sort_by_key(|number| self.mentions.get(*number).map(|placed| placed.mention.start));
        let mut places = vec![0; order.len()];
        for (place, number) in order.iter().enumerate() {
            if let Some(entry) = places.get_mut(*number) {
                *entry = place;
            }
        }
        // Both sorts are stable, so that they agree where two figures begin at one place.
        self.mentions.sort_by_key(|placed| placed.mention.start);
        for value in self.rows.iter_mut().flat_map(|row| &mut row.values) {
            if let Value::Stated(number, _) = value {
                *number = places.get(*number).copied().unwrap_or(0);
            }
        }
    }
}

/// Whether a row says that something is not stated: with a dash, not just nothing.
fn has_dash(grid: &Grid, row: usize, contents: &[Content]) -> bool {
    let cells = (0..grid.columns).filter_map(|column| grid.at(row, column));
    let mut cells = cells.filter_map(|number| Some((contents.get(number)?, grid.cells.get(number)?)));
    cells.any(|(content, cell)| matches!(content, Content::Blank) && !cell.text.is_empty())
}

/// The rows under the header that do not repeat it.
fn body(grid: &Grid, header: &Range<usize>, start: usize) -> Vec<usize> {
    let texts = |row: usize| (0..grid.columns).map(move |column| grid.text(row, column).trim());
    let repeats = |row: &usize| header.clone().any(|head| texts(head).eq(texts(*row)));
    (start..grid.rows).filter(|row| !repeats(row)).collect()
}

/// What each column is; `None` where there is nothing to name rows by, or no figures.
fn columns(
    grid: &Grid,
    heads: &[Head],
    body: &[usize],
    contents: &[Content],
    pack: &Pack,
) -> Option<Vec<ColumnKind>> {
    let words = &pack.tables;
    let of = |column: usize| body.iter().filter_map(move |row| contents.get(grid.at(*row, column)?));
    let is_figure = |content: &Content| matches!(content, Content::Figure(_));
    let said = |column: usize, words: &Option<Lazy>| {
        heads.get(column).is_some_and(|head| found_in(words.as_ref(), head.last()))
    };
    let units = |column: usize| said(column, &words.unit) && is_units(grid, body, column, pack);
    let wordy = |column: usize| of(column).any(|content| matches!(content, Content::Words));
    let serial =
        |column: usize| said(column, &words.number) && !wordy(column) || is_serial(grid, body, column);
    let first = (0..grid.columns).find(|column| of(*column).any(is_figure) && !serial(*column))?;
    let texts = |column: usize| {
        let wordy = of(column).any(|content| matches!(content, Content::Words | Content::Date));
        wordy && !of(column).any(is_figure) && !serial(column) && !units(column)
    };
    let opening = (0..first).find(|column| texts(*column))?;
    let same = |column: usize| {
        let head = |column: usize| heads.get(column).map(Head::last);
        said(column, &words.name) || head(column) == head(opening)
    };
    let mut panel: usize = 0;
    let mut after_figures = false;
    let mut kinds = Vec::with_capacity(grid.columns);
    for column in 0..grid.columns {
        let kind = if serial(column) {
            ColumnKind::Other
        } else if units(column) {
            ColumnKind::Unit(panel)
        } else if texts(column) && (column < first || same(column)) {
            panel += usize::from(after_figures);
            after_figures = false;
            ColumnKind::Name(panel)
        } else if of(column).any(is_figure) {
            after_figures = true;
            ColumnKind::Figures(panel)
        } else {
            ColumnKind::Other
        };
        kinds.push(kind);
    }
    Some(kinds)
}

/// Whether most of what a column says is units.
fn is_units(grid: &Grid, body: &[usize], column: usize, pack: &Pack) -> bool {
    let texts: Vec<&str> =
        body.iter().map(|row| grid.text(*row, column)).filter(|text| !text.is_empty()).collect();
    let units = texts.iter().filter(|text| Unit::of(text, pack).is_some()).count();
    units > 0 && units * 2 >= texts.len()
}

/// Whether a column counts the rows: 1, 2, 3 from the top.
fn is_serial(grid: &Grid, body: &[usize], column: usize) -> bool {
    let numbers = body.iter().map(|row| grid.text(*row, column).trim()).filter(|text| !text.is_empty());
    let numbers: Option<Vec<usize>> = numbers.map(|text| text.parse().ok()).collect();
    let counts = |numbers: &Vec<usize>| numbers.len() >= 2 && numbers.iter().copied().eq(1..=numbers.len());
    column == 0 && numbers.is_some_and(|numbers| counts(&numbers))
}

/// What the head of a column says of the kind of its figures.
#[derive(Debug, Clone, Copy, Default)]
struct Kinds {
    /// Percents or percentage points, and nothing else.
    relative: Option<Kind>,
    /// It may be either those or amounts (增减), and no unit tells.
    either: bool,
}

fn kinds(head: &Head, pack: &Pack) -> Kinds {
    if let Some(unit) = &head.unit {
        let kind = unit.read("2", pack).map(|mention| mention.kind);
        return Kinds { relative: kind.filter(|kind| kind.is_relative()), either: false };
    }
    let names = head.names();
    let fits = |column: &Column| names.iter().any(|(name, _)| found_in(column.head.as_ref(), name));
    let slots = pack.table_rules().flat_map(|(_, rule, table)| {
        let fitting = table.columns.iter().filter(|(_, column)| fits(column));
        fitting.filter_map(|(slot, _)| rule.slots.get(*slot).map(|slot| slot.accepts))
    });
    let (mut relative, mut amounts) = (None, false);
    for slot in slots {
        match slot {
            SlotType::Figure(sorts) if sorts.0 == PERCENT => relative = Some(Kind::Percent),
            SlotType::Figure(sorts) if sorts.0 == POINTS => relative = relative.or(Some(Kind::Points)),
            _ => amounts = true,
        }
    }
    Kinds { relative: relative.filter(|_| !amounts), either: amounts && relative.is_some() }
}

/// The bits of the types `percent` and `points`.
const PERCENT: u16 = 1 << 6;
const POINTS: u16 = 1 << 7;

impl Name {
    fn new(text: &str, pack: &Pack) -> Name {
        let (level, rest) = numbered(text.trim());
        let (core, unit) = unit::split(rest, pack);
        let (core, unit) = if core.is_empty() { (rest, None) } else { (core, unit) };
        let text = seen(core, pack);
        let words = &pack.tables;
        let start = words.of_which.as_ref().and_then(Lazy::get);
        let of_which = start.is_some_and(|start| start.is_match(&text));
        Name {
            kind: kind(&text, words),
            of_which,
            level,
            unit,
            shown: core.to_owned(),
            text,
            ..Name::default()
        }
    }
}

fn kind(text: &str, words: &TableWords) -> RowKind {
    let kinds = [
        (&words.subtotal, RowKind::Subtotal),
        (&words.total, RowKind::Total),
        (&words.whole, RowKind::Whole),
        (&words.apart, RowKind::Apart),
        (&words.earlier, RowKind::Apart),
    ];
    let found = kinds.into_iter().find(|(words, _)| found_in(words.as_ref(), text));
    found.map_or(RowKind::Plain, |(_, kind)| kind)
}

/// What a head makes its column.
pub(super) fn kind_of_head(head: &Head, pack: &TableWords) -> RowKind {
    kind(head.last(), pack)
}

/// A name's own number, as a level, and the name without it.
fn numbered(text: &str) -> (Option<u8>, &str) {
    const NUMERALS: &str = "一二三四五六七八九十";
    let inner = text.trim_start_matches(['(', '（']);
    let bracketed = inner.len() < text.len();
    let is_han = |c: char| NUMERALS.contains(c);
    let digits = |c: char| c.is_ascii_digit();
    let (han, after) = match inner.trim_start_matches(is_han) {
        rest if rest.len() < inner.len() => (true, rest),
        _ => (false, inner.trim_start_matches(digits)),
    };
    if text.starts_with(|c: char| ('①'..='⑳').contains(&c)) {
        return (Some(5), text.get('①'.len_utf8()..).unwrap_or(text).trim_start());
    }
    if after.len() == inner.len() {
        return (None, text);
    }
    let mark = after.chars().next();
    let rest = after.get(mark.map_or(0, char::len_utf8)..).unwrap_or("").trim_start();
    match (bracketed, han, mark) {
        (true, true, Some(')' | '）')) => (Some(2), rest),
        (true, false, Some(')' | '）')) => (Some(4), rest),
        (false, true, Some('、' | '.' | '．')) => (Some(1), rest),
        (false, false, Some('、' | '.' | '．')) if !rest.starts_with(digits) => (Some(3), rest),
        _ => (None, text),
    }
}
