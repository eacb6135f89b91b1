//! The first pass over a document: what it declares of all its figures, and how it prints its percents.
//!
//! This module joins the pack's patterns to the rooms that use what they find. It must not know claims.

use crate::claim::{Block, Survey, Told};
use crate::ledger::{Copies, Declarations, Note, Patterns, Words};
use crate::rule::alphabet::folded;
use crate::rule::{Lazy, Pack};

impl Words for Lazy {
    fn are_in(&self, line: &str) -> bool {
        self.is_match(line)
    }

    fn begin(&self, line: &str) -> Option<usize> {
        self.find(line).filter(|found| found.start == 0).map(|found| found.end)
    }
}

/// What the first pass found.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    pub(crate) declarations: Declarations,
    survey: Survey,
}

impl Declared {
    /// Reads the lines of a document that are no copies.
    pub(crate) fn read(blocks: &[Block<'_>], copies: &Copies, pack: &Pack) -> Declared {
        let context = &pack.context;
        let patterns = Patterns {
            rounding: context.rounding_note.as_ref().map(|words| words as &dyn Words),
            constant_prices: context.constant_prices.as_ref().map(|words| words as &dyn Words),
            unit: context.unit_line.as_ref().map(|words| words as &dyn Words),
        };
        let is_unit = |text: &str| is_unit(text, pack);
        let mut declared = Declared::default();
        for (number, block) in blocks.iter().enumerate() {
            if copies.original(number).is_some() {
                continue;
            }
            let line = folded(block.text, pack.spaces);
            declared.declarations.read(block.line, &line, &patterns, &is_unit);
            if let Some(phrases) = &context.bare_percent {
                declared.survey.read(block.line, &line, phrases);
            }
        }
        declared
    }

    /// What each block needs to know.
    pub(crate) fn told(&self) -> Told {
        Told {
            constant_prices: self.declarations.constant_prices(),
            bare_percents: self.survey.found().is_some(),
            // Tables are read with what is told here.
            named_cells: false,
        }
    }

    /// What to say of it.
    pub(crate) fn notes(&self) -> Vec<Note> {
        let mut notes = self.declarations.notes();
        notes.extend(self.survey.found().map(|(line, places)| Note::BarePercents { line, places }));
        notes
    }
}

/// Whether `text` is a unit, or a list that begins with one.
fn is_unit(text: &str, pack: &Pack) -> bool {
    let first = text.split([',', '、', '/', ';', ' ']).next().unwrap_or(text);
    let number = format!("1{first}");
    match pack.reader.read(&number).as_slice() {
        [only] => only.end == number.len() && only.figure.is_some(),
        _ => false,
    }
}
