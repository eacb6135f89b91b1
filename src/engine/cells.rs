//! Cells in the engine: what the text says of an indicator, held against the one row of a table that is called so.
//!
//! Two figures are one only where everything that is said of both is the same: the name word for word, the family of the
//! unit, the time. Where anything is open, nothing is said. This module must not know patterns or the layout of tables.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::build::Builder;
use super::choose::Judged;
use super::contradiction::{contradiction, slot, stated};
use super::operands;
use super::table::Tables;
use crate::claim::{self, Candidate, NamedCell, Offer, Page, Period, Setting};
use crate::exact::Exact;
use crate::ledger::{Claim, ClaimOperand};
use crate::mention::{Kind, Mention};
use crate::rule::{Pack, Rule};
use crate::verdict::{Bound, Class, Flag, Operand, Verdict};

/// The cells of a document that its text may name, and what the text says of them.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    cells: Vec<Cell>,
    /// The same by the names of their rows.
    by_name: HashMap<String, Vec<usize>>,
    /// How many rows have a name.
    rows: HashMap<String, usize>,
    /// What the text before a table says of its time.
    openings: HashMap<usize, Option<Period>>,
    heard: Vec<Heard>,
}

#[derive(Debug)]
struct Cell {
    table: usize,
    /// The place of the rule in the pack.
    order: usize,
    named: NamedCell,
    /// Whether no other column of the row will do.
    alone: bool,
    /// The sections that its table stands in; none of an appendix.
    sections: Vec<usize>,
    family: String,
    operand: Operand,
    shown: ClaimOperand,
}

/// A time as a sentence or a table says it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Time {
    period: Period,
    /// The word slots that say it without a date.
    words: Vec<usize>,
}

/// A figure of the text that has the name of a row.
#[derive(Debug)]
struct Heard {
    order: usize,
    name: String,
    family: String,
    time: Time,
    /// Whether its own sentence names the year.
    dated: bool,
    value: Exact,
    /// The cells of that row, each with the claim that it makes if the two contradict each other.
    against: Vec<(usize, Option<Claim>)>,
}

/// The figures of a block that have the names of rows, by rule, with the words that say when.
pub(crate) type Listed = HashMap<(usize, usize), Vec<usize>>;

impl Cells {
    /// The cells of every table that rules of a pack let the text name.
    pub(crate) fn of(tables: &Tables<'_, '_>, pack: &Pack, builder: &Builder<'_>) -> Cells {
        let mut cells = Cells::default();
        for name in tables.names() {
            *cells.rows.entry(name.clone()).or_default() += 1;
        }
        for (table, order, page, found) in tables.named() {
            let Some(rule) = pack.rules.get(order) else { continue };
            let wanted = cells.wanted(rule, page, found, builder);
            let sections = sections(page, found, pack, builder);
            for (named, alone) in wanted {
                let Some(cell) = Cell::new((table, order), rule, page, named, builder) else { continue };
                cells.by_name.entry(named.name.clone()).or_default().push(cells.cells.len());
                cells.cells.push(Cell { alone, sections: sections.clone(), ..cell });
            }
        }
        cells
    }

    /// The cells of a table that may be meant, and whether each is the only one of its row.
    fn wanted<'n>(
        &self,
        rule: &Rule,
        page: &Page<'_>,
        found: &'n [NamedCell],
        builder: &Builder<'_>,
    ) -> Vec<(&'n NamedCell, bool)> {
        let Some(first) = found.first() else { return Vec::new() };
        if is_elsewhere(page, first.mention, rule, builder) {
            return Vec::new();
        }
        let mut columns: HashMap<&str, usize> = HashMap::new();
        let mut silenced: HashMap<&str, bool> = HashMap::new();
        for cell in found {
            *columns.entry(&cell.name).or_default() += 1;
            silenced.entry(&cell.said).or_insert_with(|| cell.is_silenced(rule));
        }
        let only = |cell: &&NamedCell| self.rows.get(&cell.name) == Some(&1);
        let heard = |cell: &&NamedCell| silenced.get(&*cell.said) == Some(&false);
        let alone = |cell: &NamedCell| columns.get(cell.name.as_str()) == Some(&1);
        found.iter().filter(only).filter(heard).map(|cell| (cell, alone(cell))).collect()
    }

    /// Whether there is nothing that the text could name.
    pub(crate) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Notes what the text before a table says of its time, when the table is come to.
    pub(crate) fn meet(&mut self, table: usize, opening: Option<Period>) {
        self.openings.entry(table).or_insert(opening);
    }

    /// Takes in what a rule offers for a figure of the text; `opening` is what the text before its block says of the time.
    pub(crate) fn hear(
        &mut self,
        page: &Page<'_>,
        offer: Offer<'_>,
        opening: Option<Period>,
        listed: &mut Listed,
        builder: &mut Builder<'_>,
    ) -> Option<()> {
        let Offer { rule, order, anchor, candidates } = offer;
        let candidate = candidates.into_iter().find(|candidate| candidate.reason.is_none())?;
        let found = Found { page, rule, order, anchor, candidate };
        let name = self.row_named(&found).filter(|_| !is_elsewhere(page, anchor, rule, builder))?;
        let mention = page.mentions.get(anchor).filter(|mention| mention.hedge.is_none())?;
        let setting = claim::setting(page, anchor)?;
        let words = found.words(&setting, listed)?;
        if setting.own == Period::default() && words.is_empty() {
            return None;
        }
        listed.insert((order, anchor), words.clone());
        let bound = operands::readings(page, rule, &found.candidate).into_iter().next()?;
        let operand = loosened(stated(&bound, slot(rule, MENTION)?)?, mention);
        let mut heard = Heard {
            order,
            name,
            family: mention.unit.as_ref()?.family.to_string(),
            time: Time { period: with_year(&setting, opening), words },
            dated: setting.own.year.is_some(),
            value: operand.value,
            against: Vec::new(),
        };
        let sections = builder.sections(page);
        for number in self.against(&heard) {
            let Some(cell) = self.cells.get(number) else { continue };
            if !is_within(&sections, &cell.sections) {
                return None;
            }
            heard.against.push((number, found.contradicts(&bound, operand, cell, builder)));
        }
        self.heard.push(heard);
        Some(())
    }

    /// The name of the row that the words before a figure are, if they are one; not where they are part of a longer name of
    /// a row that stands there too.
    fn row_named(&self, found: &Found<'_>) -> Option<String> {
        let Found { page, rule, candidate, anchor, .. } = found;
        let row = rule.table.as_ref()?.named.as_ref()?.row;
        let word = candidate.slots.get(row)?.word.clone()?;
        let text = &page.skeleton.text;
        let name = text.get(word.clone())?;
        self.rows.get(name)?;
        let floor = text.ceil_char_boundary(word.start.saturating_sub(LONGER));
        let start = text.get(floor..word.start)?.rfind(claim::CLAUSE).map_or(floor, |mark| floor + mark);
        let end = page.skeleton.at.get(*anchor)?.min(&word.end.saturating_add(LONGER)).to_owned();
        let long_enough = name.chars().filter(|c| c.is_alphanumeric()).count() >= NAME_CHARS;
        (long_enough && !self.has_longer(text, start..end, &word)).then(|| name.to_owned())
    }

    /// Whether a row is called by more of a stretch of text than a word in it.
    fn has_longer(&self, text: &str, stretch: Range<usize>, word: &Range<usize>) -> bool {
        let is_row =
            |from: usize, to: usize| text.get(from..to).is_some_and(|name| self.rows.contains_key(name));
        let longer = |from: usize, to: usize| (from, to) != (word.start, word.end) && is_row(from, to);
        (stretch.start..=word.start).any(|from| (word.end..=stretch.end).any(|to| longer(from, to)))
    }

    /// The cells that a figure of the text may repeat, so far as they say their time themselves.
    fn against(&self, heard: &Heard) -> Vec<usize> {
        let may_be = |cell: &Cell| match cell.named.period {
            Some(period) => period.may_be(heard.time.period) && (cell.alone || heard.dated),
            None => true,
        };
        let fitting = |cell: &Cell| cell.order == heard.order && cell.family == heard.family && may_be(cell);
        let named = self.by_name.get(&heard.name).map(Vec::as_slice).unwrap_or_default();
        named.iter().copied().filter(|number| self.cells.get(*number).is_some_and(fitting)).collect()
    }

    /// Every contradiction, in the order of the text: nothing of what the text says in two ways.
    pub(crate) fn claims(mut self) -> Vec<Claim> {
        let heard = std::mem::take(&mut self.heard);
        let mut values: HashMap<(usize, String, String, Time), HashSet<String>> = HashMap::new();
        let subject =
            |heard: &Heard| (heard.order, heard.name.clone(), heard.family.clone(), heard.time.clone());
        for one in &heard {
            values.entry(subject(one)).or_default().insert(one.value.to_string());
        }
        let single = |one: &Heard| values.get(&subject(one)).is_some_and(|values| values.len() == 1);
        let claims = heard.into_iter().filter(single).filter_map(|one| self.settled(one));
        let mut claims: Vec<Claim> = claims.collect();
        claims.sort_by_key(|claim| (claim.span.start, claim.span.end));
        claims
    }

    /// The claim on a figure of the text if exactly one cell is of its time, and none may be.
    fn settled(&self, heard: Heard) -> Option<Claim> {
        let mut found = None;
        for (number, claim) in heard.against {
            let time = self.time(self.cells.get(number)?)?;
            if time.period.may_be(heard.time.period) && !same_time(&heard.time, &time) {
                return None;
            }
            if same_time(&heard.time, &time) && found.replace(claim).is_some() {
                return None;
            }
        }
        found.flatten()
    }

    /// The time of a cell, with what the text before its table says; `None` where it names two.
    fn time(&self, cell: &Cell) -> Option<Time> {
        let opening = self.openings.get(&cell.table).copied().flatten().unwrap_or_default();
        Some(Time { period: cell.named.period?.or(opening), words: cell.named.words.clone() })
    }
}

/// The slot of the figure in the text.
const MENTION: &str = "mention";
/// What a figure of the text is that a finer one in a table does not round to: rounding up is no excuse.
const DIFFERS: [Verdict; 2] = [Verdict::Inconsistent, Verdict::RoundedUp];
/// A name is longer than the one that was found by this many bytes at most, to either side.
const LONGER: usize = 60;
/// A shorter name may be that of anything.
const NAME_CHARS: usize = 4;

/// Whether a figure stands under a heading that speaks of something else than the document does. Its title says what that is.
fn is_elsewhere(page: &Page<'_>, mention: usize, rule: &Rule, builder: &Builder<'_>) -> bool {
    let headings = builder.place(page, mention).headings;
    let title = builder.title();
    claim::is_elsewhere(headings.iter().filter(|heading| Some(*heading) != title.as_ref()), rule)
}

/// The sections that a table stands in; none if it belongs to the whole report.
fn sections(page: &Page<'_>, cells: &[NamedCell], pack: &Pack, builder: &Builder<'_>) -> Vec<usize> {
    let over = cells.first().map_or("", |cell| &cell.said);
    let headings = cells.first().map(|cell| builder.place(page, cell.mention).headings).unwrap_or_default();
    let appendix = claim::is_appendix(over, &headings, &pack.tables);
    if appendix { Vec::new() } else { builder.sections(page) }
}

/// Whether one of two stretches of the document holds the other, by the sections they stand in.
fn is_within(text: &[usize], table: &[usize]) -> bool {
    text.starts_with(table) || table.starts_with(text)
}

fn is_amount(mention: &Mention) -> bool {
    matches!(mention.kind, Kind::Number | Kind::Quantity | Kind::Count | Kind::Range)
}

/// The period of a sentence. A year that it does not name is that of the text before it, if only one is named there.
fn with_year(setting: &Setting, opening: Option<Period>) -> Period {
    let years = setting.before.iter().flat_map(|date| [date.first.year, date.last.year]).flatten();
    let years: HashSet<i32> = years.chain(opening.and_then(|opening| opening.year)).collect();
    let year = if years.len() == 1 { years.into_iter().next() } else { None };
    setting.own.or(Period { year, until: None })
}

/// Whether both say one time, and say all of it: months, or the whole year with the year or with words for it.
fn same_time(text: &Time, cell: &Time) -> bool {
    let whole = || match text.period.year {
        Some(_) => true,
        None => text.words.iter().any(|slot| cell.words.contains(slot)),
    };
    text.period == cell.period && if text.period.until.is_some() { text.words.is_empty() } else { whole() }
}

/// A count that may have been rounded although it is one (1200户) stands for all that rounds to it.
fn loosened(operand: Operand, mention: &Mention) -> Operand {
    match mention.figure.filter(|_| operand.soft) {
        Some(figure) => Operand { place: figure.significant, class: Class::Rounded, whole: false, ..operand },
        None => operand,
    }
}

impl Cell {
    fn new(
        (table, order): (usize, usize),
        rule: &Rule,
        page: &Page<'_>,
        named: &NamedCell,
        builder: &Builder<'_>,
    ) -> Option<Cell> {
        let number = rule.table.as_ref()?.result;
        let slot = rule.slots.get(number)?;
        let mention = page.mentions.get(named.mention)?;
        let operand = loosened(operands::operand(mention, slot, slot.set)?, mention);
        let shown = builder.shown(page, slot, number, named.mention)?;
        let family = mention.unit.as_ref()?.family.to_string();
        let (named, alone, sections) = (named.clone(), false, Vec::new());
        Some(Cell { table, order, named, alone, sections, family, operand, shown })
    }
}

/// What a rule found around a figure of the text.
struct Found<'a> {
    page: &'a Page<'a>,
    rule: &'a Rule,
    order: usize,
    anchor: usize,
    candidate: Candidate,
}

impl Found<'_> {
    /// The words that say when: its own, or those of the first figure of the sentence. `None` where the sentence holds an
    /// amount before it that is not called like a row, for then it may speak of something else.
    fn words(&self, setting: &Setting, listed: &Listed) -> Option<Vec<usize>> {
        let is_amount = |number: &usize| self.page.mentions.get(*number).is_some_and(is_amount);
        let amounts = (setting.first..self.anchor).filter(is_amount);
        let earlier: Option<Vec<_>> = amounts.map(|number| listed.get(&(self.order, number))).collect();
        let said = |slot: &usize| self.candidate.slots.get(*slot).is_some_and(|found| found.word.is_some());
        let periods = &self.rule.table.as_ref()?.named.as_ref()?.periods;
        let own: Vec<usize> = periods.iter().map(|words| words.slot).filter(said).collect();
        match (own.is_empty(), earlier?.first()) {
            (true, Some(first)) => Some((*first).clone()),
            _ => Some(own),
        }
    }

    /// The claim that the figure contradicts a cell, if it does.
    fn contradicts(
        &self,
        bound: &[Bound],
        operand: Operand,
        cell: &Cell,
        builder: &mut Builder<'_>,
    ) -> Option<Claim> {
        let Found { page, rule, order, anchor, candidate } = self;
        let (here, there) = (slot(rule, MENTION)?, rule.table.as_ref()?.result);
        let mut bound = bound.to_vec();
        *bound.get_mut(here)? = Bound::Stated(vec![operand]);
        let mut judgement = contradiction(rule, bound, here, there, cell.operand, &DIFFERS)?;
        // Which of the two is the rounded one is not known, so nothing is to be said of how fine either is.
        judgement.flags.retain(|flag| !matches!(flag, Flag::LowPower { .. } | Flag::ExcessDigits));
        let end = page.mentions.get(*anchor)?.end;
        let subject = claim::Subject::Named(cell.named.name.clone());
        let span = candidate.span.start..end;
        let candidate = Candidate { span, subject, ..candidate.clone() };
        let equation = rule.equations.first()?;
        let judged = Judged { rule, order: *order, anchor: *anchor, candidate, equation, judgement };
        Some(builder.repeat(page, judged, cell.shown.clone()))
    }
}
