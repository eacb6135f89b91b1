//! `html`: one page for auditors, with the text, every claim marked in it, and every proof.
//!
//! The page needs no network and no script: without one it is a document to read and print; with one it can be
//! filtered and walked through. The same input gives the same bytes. This room must not know how a claim was found
//! or judged.

mod files;
mod frame;
mod held;
mod item;
mod list;
mod marks;
mod overview;
mod proof;
mod rules;
mod scale;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod words;
mod write;

use std::io::{self, Write};

use super::formats::{End, Printer};
use super::terminal::Options;
use super::{FileReport, Lang, notes};
use files::Files;
use held::Held;
use item::Item;
use list::List;
use rules::Rules;
use text::Text;
use write::Html;

/// Holds what it wrote of every file, out of memory, until the counts at the top are known.
pub(super) struct Page {
    lang: Lang,
    files: Files,
    texts: Held,
    proofs: Held,
    table: Held,
    list: List,
    rules: Rules,
    claims: usize,
    unclaimed: usize,
}

impl Page {
    /// A page in the language of `options`.
    pub(super) fn new(options: Options) -> Page {
        Page {
            lang: options.lang,
            files: Files::default(),
            texts: Held::default(),
            proofs: Held::default(),
            table: Held::default(),
            list: List::default(),
            rules: Rules::default(),
            claims: 0,
            unclaimed: 0,
        }
    }

    /// The section with the text of a file.
    fn text(&mut self, file: &FileReport, items: &[Item<'_>]) -> io::Result<()> {
        let (lang, mut html) = (self.lang, Html::default());
        let id = format!("f{}", self.files.len());
        let title = format!("{id}-h");
        html.open("section", &[("class", "file"), ("id", &id), ("aria-labelledby", &title)]);
        html.leaf("h2", &[("id", &title), ("class", "path")], &file.path);
        about(file, lang, &mut html);
        if file.errors.is_empty() {
            Text::new(file, items, self.unclaimed + 1, lang).write(&mut html);
        }
        html.close("section");
        self.texts.add(&html)
    }

    fn claims(&mut self, file: &FileReport, items: &[Item<'_>]) -> io::Result<()> {
        let (mut proofs, mut table) = (Html::default(), Html::default());
        if !items.is_empty() {
            proofs.leaf("h2", &[("class", "path")], &file.path);
        }
        for item in items {
            self.list.claim(item, self.lang)?;
            self.rules.claim(item.claim);
            proof::write(item, self.lang, &mut proofs);
            table::row(item, self.lang, &mut table);
        }
        for (at, figure) in file.report.unclaimed.iter().enumerate() {
            let number = self.unclaimed + at + 1;
            self.list.unclaimed(figure, number, file, self.files.len(), self.lang)?;
        }
        self.proofs.add(&proofs)?;
        self.table.add(&table)
    }
}

impl Printer for Page {
    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        self.files.add(file, self.lang)?;
        let items = Item::all(file, self.files.len(), self.claims + 1, self.lang);
        self.text(file, &items)?;
        self.claims(file, &items)?;
        self.claims += items.len();
        self.unclaimed += file.report.unclaimed.len();
        Ok(())
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let lang = self.lang;
        let mut html = Html::default();
        frame::head(self.list.len(), lang, &mut html);
        overview::bar(end.summary, lang, &mut html);
        overview::write(end, &mut self.files, lang, &mut html, out)?;
        html.open("div", &[("id", "work")]);
        self.list.write(&mut self.files, lang, &mut html, out)?;
        html.open("main", &[("id", "text"), ("aria-label", lang.pick("原文", "Text"))]);
        html.pour(out)?;
        self.texts.write(out)?;
        html.close("main");
        frame::proofs(&mut self.proofs, lang, &mut html, out)?;
        html.close("div");
        table::open(lang, &mut html);
        html.pour(out)?;
        self.table.write(out)?;
        table::close(&mut html);
        self.rules.write(end.rules, lang, &mut html);
        frame::foot(end.packs, lang, &mut html);
        html.pour(out)
    }
}

/// What to know of a file as a whole: why it could not be read, its coverage, a guessed encoding, its notes.
fn about(file: &FileReport, lang: Lang, html: &mut Html) {
    for problem in &file.errors {
        html.leaf("p", &[("class", "alert")], &super::words::problem(problem, lang));
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
    let guessed = file.encoding.filter(|encoding| encoding.assumed).map(|encoding| match lang {
        Lang::Zh => format!("按{}编码读取（推测）", encoding.name),
        Lang::En => format!("read as {} (a guess)", encoding.name),
    });
    let notes: Vec<String> = file.report.notes.iter().map(|note| notes::sentence(note, lang)).collect();
    let notes: Vec<String> = guessed.into_iter().chain(notes).collect();
    if notes.is_empty() {
        return;
    }
    html.open("ul", &[("class", "notes"), ("aria-label", lang.pick("说明", "Notes on the file"))]);
    notes.iter().for_each(|note| html.leaf("li", &[], note));
    html.close("ul");
}
