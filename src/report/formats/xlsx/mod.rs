//! `xlsx`: the auditor's working paper (核对底稿), a workbook in which every figure is a cell and every result a formula.
//!
//! The formulas reach gouji's verdict again from the figures alone: whoever doubts one follows it cell by cell, and who
//! corrects a figure sees what becomes of it. No text from a report can become a formula. This module must not decide
//! anything: verdicts come from the ledger.

mod cell;
mod claims;
mod formula;
mod operands;
mod pages;
mod sheet;
mod working;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::super::terminal::Options;
use super::super::{FileReport, Lang};
use super::{End, Printer};
use crate::ledger::Claim;
use crate::rule::Rule;
use crate::verdict::{Equation, Verdict};
use cell::Looks;
use formula::Cells;

/// Keeps every file until the workbook can be written.
pub(super) struct Xlsx {
    lang: Lang,
    files: Vec<FileReport>,
}

/// One claim of the run.
#[derive(Clone, Copy)]
struct Item<'r> {
    number: usize,
    file: &'r FileReport,
    claim: &'r Claim,
    rule: Option<&'r Rule>,
    equation: Option<&'r Equation>,
}

impl Xlsx {
    pub(super) fn new(options: Options) -> Xlsx {
        Xlsx { lang: options.lang, files: Vec::new() }
    }

    fn items<'r>(&'r self, rules: &[&'r Rule]) -> Vec<Item<'r>> {
        let claims =
            self.files.iter().flat_map(|file| file.report.claims.iter().map(move |claim| (file, claim)));
        let item = |(number, (file, claim)): (usize, (&'r FileReport, &'r Claim))| {
            let rule = rules.iter().copied().find(|rule| rule.info == claim.rule);
            let equation = rule.and_then(|rule| equation(rule, &claim.equation));
            Item { number, file, claim, rule, equation }
        };
        (1..).zip(claims).map(item).collect()
    }

    fn workbook(&self, end: &End<'_>) -> Result<Vec<u8>, XlsxError> {
        let (lang, looks, items) = (self.lang, Looks::new(), self.items(end.rules));
        let names = match lang {
            Lang::Zh => ["核对清单", "数据", "验算", "汇总", "未核部分"],
            Lang::En => ["claims", "operands", "working", "summary", "coverage"],
        };
        let [claims, operands, working, summary, coverage] = names;
        let mut workbook = Workbook::new();
        // The same files give the same bytes, whatever the day.
        let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
        workbook.set_properties(&properties);
        for name in names {
            workbook.add_worksheet().set_name(name)?;
        }
        let sheet = workbook.worksheet_from_name(operands)?;
        let placed = operands::write(sheet, &looks, lang, &items)?;
        let quoted = [operands, working].map(|name| format!("'{name}'"));
        let [operands, working_name] = &quoted;
        let cells: Vec<Cells<'_>> = placed.iter().map(|slots| Cells { sheet: operands, slots }).collect();
        let sheet = workbook.worksheet_from_name(working)?;
        let said = working::write(sheet, &looks, lang, &items, &cells)?;
        let sources = claims::Sources { working: working_name, cells: &cells, said: &said };
        claims::write(workbook.worksheet_from_name(claims)?, &looks, lang, &items, &sources)?;
        pages::summary(workbook.worksheet_from_name(summary)?, &looks, lang, end)?;
        pages::coverage(workbook.worksheet_from_name(coverage)?, &looks, lang, &self.files)?;
        workbook.save_to_buffer()
    }
}

/// A rule's equation, by the text of it that a claim has.
fn equation<'r>(rule: &'r Rule, text: &str) -> Option<&'r Equation> {
    let all = rule.equations.iter().chain(&rule.or_else);
    all.into_iter().find(|(written, _)| written == text).map(|(_, equation)| equation)
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
    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        self.files.push(file.clone());
        Ok(())
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let bytes = self.workbook(end).map_err(io::Error::other)?;
        out.write_all(&bytes)
    }
}
