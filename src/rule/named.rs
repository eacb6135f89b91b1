//! `row` of a table and what belongs to it: the cell that prose names, by the words it calls its row.
//!
//! This module must not know how a row or a cell is found.

use serde_yaml::{Location, Spanned};

use super::compile::Source;
use super::spec::RuleSpec;
use super::table::TableSpec;
use super::{Lazy, Slot, SlotType};
use crate::problem::{Problem, nearest};

/// The kind of the only rules that hold prose against cells.
const KIND: &str = "repeat";

/// How a rule finds the cell that a sentence repeats.
#[derive(Debug)]
pub(crate) struct Named {
    /// The word slot that takes the name of the row.
    pub(crate) row: usize,
    /// Word slots, each with the heads that say the same where no date does.
    pub(crate) periods: Vec<Words>,
    /// For what stands over a table, and for headings: it may speak of something else than the report does.
    pub(crate) elsewhere: Option<Lazy>,
    /// The same, as the rule writes it.
    pub(crate) elsewhere_source: Option<String>,
}

/// A word slot, and what says the same over a column.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) slot: usize,
    pub(crate) head: Lazy,
    /// The head, as the rule writes it.
    pub(crate) source: String,
}

/// Checks and compiles `row` and what belongs to it; `None` if there is no `row`, or one with problems, which are added to
/// `problems`. `compile` makes a pattern one for a whole text, or for any part of it.
pub(super) fn named(
    spec: &RuleSpec,
    table: &TableSpec,
    slots: &[Slot],
    source: &Source,
    problems: &mut Vec<Problem>,
    mut compile: impl FnMut(&Spanned<String>, bool, &mut Vec<Problem>) -> Option<Lazy>,
) -> Option<Named> {
    let before = problems.len();
    let Some(row) = &table.row else {
        if let Some(words) = table.periods.values().chain(&table.elsewhere).next() {
            let message =
                "`periods` and `elsewhere` are about a cell that the text repeats, and no `row` names one";
            problems.push(source.problem(Some(source.span_of(&words.referenced)), message.to_owned(), None));
        }
        return None;
    };
    problems.extend(misuse(spec, table, row, source));
    let number = word_slot(&row.value, &row.referenced, slots, source, problems);
    let mut periods = Vec::new();
    for (name, words) in &table.periods {
        let slot = word_slot(name, &words.referenced, slots, source, problems);
        let head = compile(words, true, problems);
        let made = slot.zip(head).map(|(slot, head)| Words { slot, head, source: words.value.clone() });
        periods.extend(made);
    }
    let elsewhere = table.elsewhere.as_ref().and_then(|words| compile(words, false, problems));
    let elsewhere_source = table.elsewhere.as_ref().map(|words| words.value.clone());
    let row = number.filter(|_| problems.len() == before)?;
    Some(Named { row, periods, elsewhere, elsewhere_source })
}

/// What keeps a rule from having a `row`.
fn misuse(spec: &RuleSpec, table: &TableSpec, row: &Spanned<String>, source: &Source) -> Option<Problem> {
    let (message, help) = if spec.kind.value != KIND {
        ("only a rule of kind `repeat` names a `row`", "other kinds bind their slots to columns of any row")
    } else if spec.r#match.is_empty() {
        (
            "`row` is named by a slot of a pattern, and the rule has none",
            "write how prose says it under `match`",
        )
    } else if table.adds_up.is_some() || table.columns.len() != 1 {
        (
            "the text repeats one cell of the row",
            "write one slot under `columns`, with the head of its column",
        )
    } else {
        return None;
    };
    Some(source.problem(Some(source.span_of(&row.referenced)), message.to_owned(), Some(help.to_owned())))
}

fn word_slot(
    name: &str,
    place: &Location,
    slots: &[Slot],
    source: &Source,
    problems: &mut Vec<Problem>,
) -> Option<usize> {
    let words = || slots.iter().filter(|slot| slot.accepts == SlotType::Word);
    let found = slots.iter().position(|slot| slot.name == name && slot.accepts == SlotType::Word);
    if found.is_none() {
        let near = nearest(name, words().map(|slot| slot.name.as_str()));
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let message = format!("the rule has no slot `{name}` of type `word`");
        problems.push(source.problem(Some(source.span_of(place)), message, help));
    }
    found
}
