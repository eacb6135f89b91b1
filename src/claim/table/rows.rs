//! Claims of rows: the figures of one row, bound to the slots of a rule by the heads of their columns.
//!
//! This module must not know whether they agree.

use super::bind::{self, Bound, Source};
use super::head::Head;
use super::layout::{Layout, Name, Row, RowKind, Value};
use super::{Line, Reading};
use crate::claim::machine::Stretch;
use crate::claim::skeleton::sort;
use crate::claim::units::{both_money, comparable};
use crate::claim::{Binding, Candidate, Page, Subject, found_in};
use crate::mention::Mention;
use crate::rule::{Rule, Slot, SlotType, TableRule};
use crate::verdict::Reason;

/// What a rule makes of the rows of a table: for each result column, every way to bind the others.
pub(super) fn families(
    layout: &Layout,
    page: &Page<'_>,
    rule: &Rule,
    table: &TableRule,
) -> Vec<Vec<Reading>> {
    // The ways of one result follow one another.
    let mut families: Vec<(usize, Vec<Reading>)> = Vec::new();
    for bound in bind::ways(layout, rule, table) {
        let maker = Maker { layout, page, rule, table, bound: &bound };
        let reading = maker.reading();
        match families.last_mut() {
            Some((result, readings)) if *result == bound.result => readings.push(reading),
            _ => families.push((bound.result, vec![reading])),
        }
    }
    families.into_iter().map(|(_, readings)| readings).collect()
}

/// Makes claims of rows under one way to bind columns.
struct Maker<'a> {
    layout: &'a Layout,
    page: &'a Page<'a>,
    rule: &'a Rule,
    table: &'a TableRule,
    bound: &'a Bound,
}

impl Maker<'_> {
    fn reading(&self) -> Reading {
        let lines: Vec<Line> = self.layout.rows.iter().filter_map(|row| self.line(row)).collect();
        let certain = self.bound.certain && self.total_is_whole();
        Reading { certain, lines }
    }

    /// Whether the row of the total, if the rule looks there, has the share that a whole has.
    fn total_is_whole(&self) -> bool {
        let share = || {
            let value = *self.total_row()?.values.get(self.bound.result)?;
            let Value::Stated(number, _) = value else { return None };
            self.page.mentions.get(number)?.figure
        };
        !self.looks_at_total() || share().is_some_and(|figure| figure.value == crate::Exact::whole(100))
    }

    /// The one row that is the total of all others.
    fn total_row(&self) -> Option<&Row> {
        let panel = self.layout.panel(self.bound.result)?;
        self.layout.rows.get(self.layout.standing(panel).total?)
    }

    fn line(&self, row: &Row) -> Option<Line> {
        let panel = self.layout.panel(self.bound.result)?;
        let name = row.names.get(panel)?;
        let said = format!("{},{}", name.section, name.text);
        if found_in(self.table.unless.as_ref(), &said) {
            return None;
        }
        let mut slots = vec![Binding::default(); self.rule.slots.len()];
        let mut doubtful =
            found_in(self.table.doubtful.as_ref(), &said) || self.is_doubtful(row, name, panel);
        for (slot, source) in &self.bound.columns {
            match self.value(row, *source)? {
                Value::Stated(number, sure) => {
                    let binding = slots.get_mut(*slot)?;
                    binding.mentions.push(number);
                    doubtful |= !sure;
                }
                Value::Blank if self.may_lack(*slot) => doubtful = true,
                _ => return None,
            }
        }
        let bound: Vec<usize> = slots.iter().flat_map(|slot| slot.mentions.iter().copied()).collect();
        let telling = self.is_telling(&bound);
        let anchor = *slots.get(self.table.result)?.mentions.first()?;
        if bound.len() < 2 {
            return None;
        }
        let mismatch = self.units(&slots)?;
        let span = self.layout.span(row.row, &bound)?;
        let start = self.page.block.start;
        let own_total = self.looks_at_total() && self.total_row().is_some_and(|total| total.row == row.row);
        let candidate = Candidate {
            pattern: usize::MAX,
            slots,
            span: span.start.checked_sub(start)?..span.end.checked_sub(start)?,
            reason: mismatch.or_else(|| self.reason(name)),
            confirm_only: doubtful || !self.bound.complete || own_total,
            measured: !self.has_decimals(&bound),
            subject: Subject::Named(name.shown.clone()),
        };
        Some(Line { anchor, candidate, telling })
    }

    /// Whether it says anything for a reading that these figures fit: not where all but one are 0, and where columns are
    /// looked for, not where two amounts are the same, for any two columns would do.
    fn is_telling(&self, bound: &[usize]) -> bool {
        let figures = || {
            let mentions = bound.iter().filter_map(|number| self.page.mentions.get(*number));
            mentions.filter_map(|mention| Some((mention.kind.is_relative(), mention.figure?.value)))
        };
        let amounts: Vec<_> = figures().filter(|(relative, _)| !relative).collect();
        let same = amounts
            .iter()
            .enumerate()
            .any(|(at, amount)| amounts.iter().skip(at + 1).any(|other| other == amount));
        figures().filter(|(_, value)| !value.is_zero()).count() >= 2 && !(self.table.seeks() && same)
    }

    /// Whether a row can only confirm: where columns are looked for, the row of means, for the mean of rates is no rate of
    /// means, and of shares those of what is part of a part.
    fn is_doubtful(&self, row: &Row, name: &Name, panel: usize) -> bool {
        let apart = self.table.seeks() && name.kind == RowKind::Apart;
        self.table.confirm_only
            || apart
            || self.looks_at_total() && self.layout.standing(panel).is_nested(row, name)
    }

    fn looks_at_total(&self) -> bool {
        self.bound.columns.iter().any(|(_, source)| matches!(source, Source::Total(_)))
    }

    /// Whether a figure can be told from the others.
    fn may_lack(&self, slot: usize) -> bool {
        slot != self.table.result && self.rule.slots.get(slot).is_some_and(|slot| slot.same_unit_as.is_some())
    }

    /// Whether an amount is printed with decimals: then one without them beside it was set.
    fn has_decimals(&self, bound: &[usize]) -> bool {
        let mentions = bound.iter().filter_map(|number| self.page.mentions.get(*number));
        let mut amounts = mentions.filter(|mention| !mention.kind.is_relative());
        amounts.any(|mention| mention.figure.is_some_and(|figure| figure.decimals > 0))
    }

    fn value(&self, row: &Row, source: Source) -> Option<Value> {
        match source {
            Source::Column(column) => row.values.get(column).copied(),
            Source::Total(column) => self.total_row()?.values.get(column).copied(),
        }
    }

    /// `None` where a figure does not fit its slot; a reason where two currencies meet.
    fn units(&self, slots: &[Binding]) -> Option<Option<Reason>> {
        let mention = |slot: usize| self.page.mentions.get(*slots.get(slot)?.mentions.first()?);
        let mut reason = None;
        for (number, slot) in self.rule.slots.iter().enumerate() {
            let Some(own) = mention(number) else { continue };
            if !self.fits(slot, own) {
                return None;
            }
            let Some(other) = slot.same_unit_as.and_then(mention) else { continue };
            if !comparable(own, other) {
                if !both_money(own, other) {
                    return None;
                }
                reason = Some(Reason::UnitMismatch);
            }
        }
        Some(reason)
    }

    fn fits(&self, slot: &Slot, mention: &Mention) -> bool {
        let SlotType::Figure(sorts) = slot.accepts else { return false };
        let printed = self.page.block.text.get(mention.start..mention.end).unwrap_or("");
        let taken = slot.units.as_ref().is_none_or(|units| units.take(mention.unit.as_ref()));
        taken && sorts.0 & (1 << sort(mention, printed)) != 0
    }

    /// Why a row is not to be judged: what the rule's guards ask for is said by its name, its head, or over the table.
    fn reason(&self, name: &Name) -> Option<Reason> {
        let head = self.layout.heads.get(self.bound.result).map_or_else(String::new, Head::text);
        let said = [&self.layout.caption, &name.section, &name.text, &head].map(String::as_str).join(",");
        let own = [name.text.as_str(), &head].join(",");
        let guards = self.rule.guards.iter().filter_map(|guard| Some((guard, guard.then?)));
        let mut said = guards.filter(|(guard, reason)| {
            let everywhere = self.page.told.constant_prices && *reason == Reason::RealGrowth;
            let lifted = guard.unless.as_ref().is_some_and(|words| Stretch::all(&own).holds(words.program()));
            (everywhere || Stretch::all(&said).holds(guard.words.program())) && !lifted
        });
        said.next().map(|(_, reason)| reason)
    }
}
