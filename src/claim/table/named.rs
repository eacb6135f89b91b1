//! Named cells: the figures of a table that a sentence may repeat, by the name of their row and the time of their column.
//!
//! A row that may be part of another is left out, and so is a column whose whole head is not what the rule asks for. This
//! module must not know sentences.

use std::sync::Arc;

use super::Read;
use super::layout::{Row, Value};
use crate::claim::period::Period;
use crate::claim::{Stretch, found_in};
use crate::mention::Mention;
use crate::rule::alphabet::folded;
use crate::rule::spec::Within;
use crate::rule::{Lazy, Rule, SlotType, TableRule, TableWords};

/// A cell that the text outside the table may repeat.
#[derive(Debug, Clone)]
pub(crate) struct NamedCell {
    /// The mention in it.
    pub(crate) mention: usize,
    /// The name of its row, as patterns see it.
    pub(crate) name: String,
    /// What its head says, and where that says nothing the text over the table; `None` where either names two times.
    pub(crate) period: Option<Period>,
    /// The word slots of the rule that its head says the same as.
    pub(crate) words: Vec<usize>,
    /// Its head and what stands over the table, as patterns see them.
    pub(crate) said: Arc<str>,
}

impl Read<'_> {
    /// The name of every row, without what says that it is part of another.
    pub(crate) fn names(&self, words: &TableWords) -> Vec<String> {
        let names = self.layout.rows.iter().flat_map(|row| &row.names);
        names.map(|name| without_start(&name.text, words.of_which.as_ref()).to_owned()).collect()
    }

    /// The cells that a rule lets the text name.
    pub(crate) fn named_cells(&self, rule: &Rule, table: &TableRule) -> Vec<NamedCell> {
        let mut cells = Vec::new();
        let Some((slot, head)) = table.columns.first() else { return cells };
        let Some(accepts) = rule.slots.get(*slot).map(|slot| slot.accepts) else { return cells };
        for column in 0..self.layout.heads.len() {
            let text = self.layout.heads.get(column).map_or_else(String::new, |head| head.text());
            if found_in(head.head.as_ref(), &text) && self.layout.holds(column, accepts) {
                cells.extend(self.of_column(column, table, accepts));
            }
        }
        cells
    }

    fn of_column(&self, column: usize, table: &TableRule, accepts: SlotType) -> Vec<NamedCell> {
        let layout = &self.layout;
        let (Some(panel), Some(head)) = (layout.panel(column), layout.heads.get(column)) else {
            return Vec::new();
        };
        let standing = layout.standing(panel);
        let text = head.text();
        let own = Period::of(head.dates.iter().copied());
        let period = own.zip(Period::of(layout.dates.iter().copied())).map(|(own, over)| own.or(over));
        let periods = table.named.iter().flat_map(|named| &named.periods);
        let words = periods.filter(|words| found_in(Some(&words.head), &text)).map(|words| words.slot);
        let words: Vec<usize> = words.collect();
        let said: Arc<str> = Arc::from(format!("{},{text}", layout.caption));
        let cell = |row: &Row| {
            let name = row.names.get(panel).filter(|name| standing.is_whole(row, name))?;
            let &Value::Stated(mention, true) = row.values.get(column)? else { return None };
            let stated = self.page.mentions.get(mention).is_some_and(|m| takes(m, accepts));
            (stated && !found_in(table.unless.as_ref(), &name.text)).then(|| NamedCell {
                mention,
                name: name.text.clone(),
                period,
                words: words.clone(),
                said: Arc::clone(&said),
            })
        };
        layout.rows.iter().filter_map(cell).collect()
    }
}

/// Whether a figure is one of what a slot takes, with a unit, and plainly stated.
fn takes(mention: &Mention, accepts: SlotType) -> bool {
    let SlotType::Figure(sorts) = accepts else { return false };
    let sort = crate::claim::skeleton::sort(mention, "0");
    sorts.0 & (1 << sort) != 0 && mention.unit.is_some() && mention.hedge.is_none()
}

/// A name without what it begins with, and the marks behind that.
fn without_start<'n>(name: &'n str, start: Option<&Lazy>) -> &'n str {
    let found = start.and_then(Lazy::get).and_then(|start| start.find(name));
    let rest = found.and_then(|found| name.get(found.end()..)).unwrap_or(name);
    rest.trim_start_matches(|c: char| !c.is_alphanumeric())
}

impl NamedCell {
    /// Whether the head or what stands over the table says what a rule does not want to hear.
    pub(crate) fn is_silenced(&self, rule: &Rule) -> bool {
        is_unwanted(&self.said, rule)
    }
}

/// Whether a table belongs to the whole report: what stands over it, or a heading, begins so.
pub(crate) fn is_appendix(over: &str, headings: &[String], words: &TableWords) -> bool {
    let begins = |text: &str| found_in(words.appendix.as_ref(), text);
    begins(over) || headings.iter().any(|heading| begins(&folded(heading, false)))
}

/// Whether one of the headings that something stands under says what a rule does not want to hear.
pub(crate) fn is_elsewhere<'h>(mut headings: impl Iterator<Item = &'h String>, rule: &Rule) -> bool {
    // A heading is to be read like what stands before a colon.
    headings.any(|heading| is_unwanted(&(folded(heading, false) + ":"), rule))
}

fn is_unwanted(text: &str, rule: &Rule) -> bool {
    let elsewhere = rule.table.as_ref().and_then(|table| table.named.as_ref()?.elsewhere.as_ref());
    // What the match itself must not say has nothing to do with where it stands.
    let mut guards = rule.guards.iter().filter(|guard| guard.within != Within::Match);
    found_in(elsewhere, text) || guards.any(|guard| Stretch::all(text).holds(guard.words.program()))
}
