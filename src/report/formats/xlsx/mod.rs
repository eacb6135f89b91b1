//! `xlsx`: the auditor's working paper (核对底稿), a workbook in which every figure is a cell and every result a formula.
//!
//! The formulas reach gouji's verdict again from the figures alone: whoever doubts one follows it cell by cell, and who
//! corrects a figure sees what becomes of it. No text from a report can become a formula. This module must not decide
//! anything: verdicts come from the ledger.

mod book;
mod cell;
mod claims;
mod formula;
mod operands;
mod pages;
mod sheet;
mod working;

use std::collections::HashMap;
use std::io::{self, Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rust_xlsxwriter::XlsxError;

use super::super::terminal::Options;
use super::super::{FileReport, Lang};
use super::{End, Printer};
use crate::ledger::{Claim, RuleInfo};
use crate::rule::Rule;
use crate::verdict::{Equation, Verdict};
use book::Book;

/// Writes the rows of each file as it comes.
pub(super) struct Xlsx {
    lang: Lang,
    /// The rules of the file at hand by their full names.
    rules: HashMap<String, Known>,
    book: Option<Book>,
    claims: usize,
}

/// What the sheets need to know of a rule.
struct Known {
    info: Arc<RuleInfo>,
    /// The names of its slots.
    slots: Vec<String>,
    /// Its equations, by their text.
    equations: Vec<(String, Equation)>,
}

/// One claim of the run.
#[derive(Clone, Copy)]
struct Item<'r> {
    number: usize,
    file: &'r FileReport,
    claim: &'r Claim,
    rule: Option<&'r Known>,
    equation: Option<&'r Equation>,
}

impl Xlsx {
    pub(super) fn new(options: Options) -> Xlsx {
        Xlsx { lang: options.lang, rules: HashMap::new(), book: None, claims: 0 }
    }
}

impl Known {
    fn new(rule: &Rule) -> Known {
        Known {
            info: Arc::clone(&rule.info),
            slots: rule.slots.iter().map(|slot| slot.name.clone()).collect(),
            equations: rule.equations.iter().chain(&rule.or_else).cloned().collect(),
        }
    }

    /// An equation, by the text of it that a claim has.
    fn equation(&self, text: &str) -> Option<&Equation> {
        self.equations.iter().find(|(written, _)| written == text).map(|(_, equation)| equation)
    }
}

impl<'r> Item<'r> {
    fn new(
        number: usize,
        file: &'r FileReport,
        claim: &'r Claim,
        rules: &'r HashMap<String, Known>,
    ) -> Item<'r> {
        let rule = rules.get(&claim.rule.full_id()).filter(|rule| rule.info == claim.rule);
        let equation = rule.and_then(|rule| rule.equation(&claim.equation));
        Item { number, file, claim, rule, equation }
    }
}

/// Whether a claim all of whose figures are stated holds as rounded figures do; nothing for one that was not judged.
fn holds(claim: &Claim) -> Option<bool> {
    match claim.judgement.verdict {
        Verdict::Consistent | Verdict::HalfEven | Verdict::WithinRounding => Some(true),
        Verdict::Truncated | Verdict::RoundedUp | Verdict::Inconsistent => Some(false),
        Verdict::Implied | Verdict::Impossible | Verdict::Unchecked => None,
    }
}

impl Printer for Xlsx {
    fn start(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        self.book = Some(written(|| Book::new(self.lang))?);
        Ok(())
    }

    fn rules(&mut self, rules: &[&Rule]) {
        for rule in rules {
            let known = self.rules.entry(rule.info.full_id()).or_insert_with(|| Known::new(rule));
            // Files may have packs of their own, with other rules of the same names.
            if known.info != rule.info {
                *known = Known::new(rule);
            }
        }
    }

    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        let Some(book) = &mut self.book else { return Ok(()) };
        for claim in &file.report.claims {
            self.claims += 1;
            let item = Item::new(self.claims, file, claim, &self.rules);
            written(|| book.claim(&item))?;
        }
        written(|| book.left_out(file))
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let Some(book) = self.book.take() else { return Ok(()) };
        let mut file = tempfile::tempfile()?;
        written(|| book.save(end, &mut file))?;
        file.rewind()?;
        io::copy(&mut file, out).map(|_| ())
    }
}

/// What `work` gives. The library panics where it cannot write a temporary file.
fn written<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> io::Result<T> {
    let folder = || format!("cannot write temporary files in {}", std::env::temp_dir().display());
    let done = catch_unwind(AssertUnwindSafe(work)).map_err(|_| io::Error::other(folder()))?;
    done.map_err(io::Error::other)
}
