//! The body of the page: list, texts, proofs and table, with all claims or with what was found alone.
//!
//! This module must not know how much of it a browser can take.

use std::io::{self, Write};

use super::files::{self, Files};
use super::item::Item;
use super::list::List;
use super::text::Text;
use super::write::Html;
use super::{frame, overview, proof, table};
use crate::report::held::Held;
use crate::report::{FileReport, Lang, notes, words};

/// How much of each file there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// The whole text and every claim.
    Whole,
    /// Findings, accepted ones too, and the text around them.
    Findings,
}

/// What the page says of each file, one after the other.
#[derive(Debug)]
pub(super) struct Body {
    detail: Detail,
    /// A line for each file.
    lines: Held,
    list: List,
    texts: Held,
    proofs: Held,
    table: Held,
}

impl Body {
    /// A body without a file.
    pub(super) fn new(detail: Detail) -> Body {
        let (lines, texts, proofs, table) = Default::default();
        Body { detail, lines, list: List::default(), texts, proofs, table }
    }

    /// Whether there is less in it than was read.
    pub(super) fn is_brief(&self) -> bool {
        self.detail == Detail::Findings
    }

    /// How many rows the list has.
    pub(super) fn rows(&self) -> usize {
        self.list.len()
    }

    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        [self.list.bytes(), self.lines.len(), self.texts.len(), self.proofs.len(), self.table.len()]
            .iter()
            .sum()
    }

    /// Adds a file with its `number`, its claims, and the number of its first figure that no claim used.
    pub(super) fn add(
        &mut self,
        file: &FileReport,
        number: usize,
        items: &[Item<'_>],
        first_unclaimed: usize,
        lang: Lang,
    ) -> io::Result<()> {
        let shown = items.iter().filter(|item| self.detail.shows(item));
        let (mut proofs, mut table, mut any) = (Html::default(), Html::default(), false);
        for item in shown {
            if !std::mem::replace(&mut any, true) {
                proofs.leaf("h2", &[("class", "path")], &file.path);
            }
            self.list.claim(item, lang)?;
            proof::write(item, lang, &mut proofs);
            table::row(item, lang, &mut table);
        }
        let figures = file.report.unclaimed.iter().filter(|_| self.detail == Detail::Whole);
        for (at, figure) in figures.enumerate() {
            self.list.unclaimed(figure, first_unclaimed + at, file, number, lang)?;
        }
        self.proofs.add(proofs.as_str())?;
        self.table.add(table.as_str())?;
        let section = self.detail == Detail::Whole || any || has_to_be_known(file, lang);
        if section {
            let text = Text::new(file, items, first_unclaimed, self.detail, lang);
            self.texts.add(self::section(file, number, text, lang).as_str())?;
        }
        self.lines.add(files::line(file, number, section, lang).as_str())
    }

    /// The line of each file.
    pub(super) fn lines(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.lines.write(out)
    }

    /// Everything below the overview.
    pub(super) fn write(
        &mut self,
        files: &mut Files,
        lang: Lang,
        html: &mut Html,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        html.open("div", &[("id", "work")]);
        self.list.write(files, lang, html, out)?;
        html.open("main", &[("id", "text"), ("aria-label", lang.pick("原文", "Text"))]);
        html.pour(out)?;
        self.texts.write(out)?;
        html.close("main");
        frame::proofs(&mut self.proofs, lang, html, out)?;
        html.close("div");
        table::open(self.is_brief(), lang, html);
        html.pour(out)?;
        self.table.write(out)?;
        table::close(html);
        Ok(())
    }
}

impl Detail {
    /// Whether a claim is shown.
    pub(super) fn shows(self, item: &Item<'_>) -> bool {
        self == Detail::Whole || item.standing.is_finding()
    }
}

/// The section with the text of a file.
fn section(file: &FileReport, number: usize, text: Text<'_, '_>, lang: Lang) -> Html {
    let mut html = Html::default();
    let id = format!("f{number}");
    let title = format!("{id}-h");
    html.open("section", &[("class", "file"), ("id", &id), ("aria-labelledby", &title)]);
    html.leaf("h2", &[("id", &title), ("class", "path")], &file.path);
    about(file, lang, &mut html);
    if file.errors.is_empty() {
        text.write(&mut html);
    }
    html.close("section");
    html
}

/// Whether there is something to say of a file in which nothing was found.
fn has_to_be_known(file: &FileReport, lang: Lang) -> bool {
    !file.errors.is_empty() || file.report.claims.is_empty() || !remarks(file, lang).is_empty()
}

/// What to know of a file as a whole: why it could not be read, its coverage, a guessed encoding, its notes.
fn about(file: &FileReport, lang: Lang, html: &mut Html) {
    for problem in &file.errors {
        html.leaf("p", &[("class", "alert")], &words::problem(problem, lang));
    }
    if file.errors.is_empty() {
        overview::coverage(file.report.coverage, lang, html);
    }
    if file.errors.is_empty() && file.report.claims.is_empty() {
        let told = lang.pick(
            "这个文件里没有认出任何可以核算的说法：什么都没有核对",
            "no claim was recognised in this file: nothing was checked",
        );
        html.leaf("p", &[("class", "alert")], told);
    }
    let notes = remarks(file, lang);
    if notes.is_empty() {
        return;
    }
    html.open("ul", &[("class", "notes"), ("aria-label", lang.pick("说明", "Notes on the file"))]);
    notes.iter().for_each(|note| html.leaf("li", &[], note));
    html.close("ul");
}

/// A guessed encoding, and what only the whole document shows.
fn remarks(file: &FileReport, lang: Lang) -> Vec<String> {
    let guessed = file.encoding.filter(|encoding| encoding.assumed).map(|encoding| match lang {
        Lang::Zh => format!("按{}编码读取（推测）", encoding.name),
        Lang::En => format!("read as {} (a guess)", encoding.name),
    });
    let notes = file.report.notes.iter().map(|note| notes::sentence(note, lang));
    guessed.into_iter().chain(notes).collect()
}
