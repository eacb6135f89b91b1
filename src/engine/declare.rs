//! The first pass over a document: what it declares of all its figures, and how it prints its percents.
//!
//! This module joins the pack's patterns to the rooms that use what they find. It must not know claims.

use super::hints::Hints;
use crate::claim::{Block, Survey, Told};
use crate::document::Document;
use crate::ledger::{Copies, Declarations, Note, Patterns, Words};
use crate::mention::may_hide;
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
    /// Whether every character is seen.
    all_seen: bool,
}

impl Declared {
    /// Reads the lines of a document that are no copies. Only those that may say something are folded.
    pub(crate) fn read(document: &Document, blocks: &[Block<'_>], copies: &Copies, pack: &Pack) -> Declared {
        let context = &pack.context;
        let words = [&context.rounding_note, &context.constant_prices, &context.unit_line];
        let gates = words.into_iter().flatten().map(Lazy::gate);
        let hints = Hints::of(&document.text, gates);
        let patterns = Patterns {
            rounding: context.rounding_note.as_ref().map(|words| words as &dyn Words),
            constant_prices: context.constant_prices.as_ref().map(|words| words as &dyn Words),
            unit: context.unit_line.as_ref().map(|words| words as &dyn Words),
        };
        let is_unit = |text: &str| is_unit(text, pack);
        let mut declared = Declared { all_seen: !may_hide(&document.text), ..Declared::default() };
        for (number, block) in blocks.iter().enumerate() {
            if copies.original(number).is_some() {
                continue;
            }
            let hinted = hints.stand_in(block.start..block.start + block.text.len());
            let phrases = context.bare_percent.as_ref().filter(|_| !declared.survey.is_settled());
            if !hinted && phrases.is_none() {
                continue;
            }
            let line = folded(block.text, pack.spaces);
            if hinted {
                declared.declarations.read(block.line, &line, &patterns, &is_unit);
            }
            if let Some(phrases) = phrases {
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
            all_seen: self.all_seen,
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
