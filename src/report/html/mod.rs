//! `html`: one page for auditors, with the text, every claim marked in it, and every proof.
//!
//! The page needs no network and no script: without one it is a document to read and print; with one it can be
//! filtered and walked through. Where all of it is more than a browser opens, it shows what was found, says so, and has
//! the rest in numbers. The same input gives the same bytes. This room must not know how a claim was found or judged.

mod body;
mod files;
mod frame;
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
use super::{FileReport, Lang};
use body::{Body, Detail};
use files::Files;
use item::Item;
use rules::Rules;
use write::Html;

/// A page with all claims may have so many bytes; browsers take seconds to open more.
const LARGEST: usize = 20_000_000;

/// Holds what it wrote of every file, out of memory, until the counts at the top are known.
pub(super) struct Page {
    lang: Lang,
    largest: usize,
    files: Files,
    /// With all claims; nothing any more once that is too large.
    whole: Option<Body>,
    /// With findings alone; nothing where everything was asked for.
    brief: Option<Body>,
    rules: Rules,
    claims: usize,
    unclaimed: usize,
}

impl Page {
    /// A page in the language of `options`, with everything however large it gets where they ask for all.
    pub(super) fn new(options: Options) -> Page {
        let largest = if options.all { usize::MAX } else { LARGEST };
        Page {
            lang: options.lang,
            largest,
            files: Files::default(),
            whole: Some(Body::new(Detail::Whole)),
            brief: (!options.all).then(|| Body::new(Detail::Findings)),
            rules: Rules::default(),
            claims: 0,
            unclaimed: 0,
        }
    }
}

impl Printer for Page {
    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        self.files.add(file, self.lang)?;
        let items = Item::all(file, self.files.len(), self.claims + 1, self.lang);
        items.iter().for_each(|item| self.rules.claim(item.claim));
        for body in [&mut self.whole, &mut self.brief].into_iter().flatten() {
            body.add(file, self.files.len(), &items, self.unclaimed + 1, self.lang)?;
        }
        self.whole = self.whole.take().filter(|whole| whole.len() <= self.largest);
        self.claims += items.len();
        self.unclaimed += file.report.unclaimed.len();
        Ok(())
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let lang = self.lang;
        let Some(mut body) = self.whole.take().or_else(|| self.brief.take()) else { return Ok(()) };
        let mut html = Html::default();
        frame::head(body.rows(), lang, &mut html);
        overview::bar(end.summary, lang, &mut html);
        overview::write(end, &mut self.files, &mut body, lang, &mut html, out)?;
        body.write(&mut self.files, lang, &mut html, out)?;
        self.rules.write(end.rules, lang, &mut html);
        frame::foot(end.packs, lang, &mut html);
        html.pour(out)
    }
}
