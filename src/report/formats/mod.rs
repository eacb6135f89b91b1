//! Formats: one way each of printing a run of `gouji check`, behind one trait.
//!
//! A printer is told of the files one by one and of the end, and writes as it goes where its format lets it. All of
//! them show the same findings; none decides what a finding is. This module must not know where output goes.

mod escape;
mod github;
mod json;
mod jsonl;
mod junit;
mod kept;
mod markdown;
mod place;
mod sarif;
mod spool;
mod text;
mod xlsx;

use std::io::{self, Write};

use super::gate::GateFinding;
use super::terminal::Options;
use super::{FileReport, PackInfo, Summary};
use crate::ledger::Detail;
use crate::rule::Rule;

/// A way to print a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    #[default]
    Text,
    /// The output contract, one document.
    Json,
    /// The output contract, an object a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// A test suite for each file, as servers that run tests display them.
    Junit,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A comment for a merge request.
    Markdown,
    /// One page for auditors, with every proof.
    Html,
    /// A workbook for auditors, in which every result is a formula.
    Xlsx,
}

impl Format {
    /// How much a printer needs to be told; with `all`, it shows every claim.
    pub fn needs(self, all: bool) -> Detail {
        match self {
            Format::Text | Format::Jsonl | Format::Github if !all => Detail::Findings,
            _ => Detail::Everything,
        }
    }

    /// Every format.
    pub const ALL: [Format; 9] = [
        Format::Text,
        Format::Json,
        Format::Jsonl,
        Format::Github,
        Format::Junit,
        Format::Sarif,
        Format::Markdown,
        Format::Html,
        Format::Xlsx,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Github => "github",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Xlsx => "xlsx",
        }
    }

    /// Whether what it writes is no text, which neither a terminal nor a log can show.
    pub fn is_binary(self) -> bool {
        self == Format::Xlsx
    }

    /// Something that prints in this way.
    pub fn printer(self, options: Options) -> Box<dyn Printer> {
        match self {
            Format::Text => Box::new(text::Text::new(options)),
            Format::Json => Box::new(json::Json::new(options)),
            Format::Jsonl => Box::new(jsonl::Jsonl::new(options)),
            Format::Sarif => Box::new(sarif::Sarif::new(options)),
            Format::Junit => Box::new(junit::Junit::new(options)),
            Format::Github => Box::new(github::Github::new(options)),
            Format::Markdown => Box::new(markdown::Markdown::new(options)),
            Format::Html => Box::new(super::html::Page::new(options)),
            Format::Xlsx => Box::new(xlsx::Xlsx::new(options)),
        }
    }
}

/// Prints one run: the start, each file, the end, in that order and to one writer.
pub trait Printer {
    /// Before the first file.
    fn start(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Before a file: the rules that it was checked with.
    fn rules(&mut self, _rules: &[&Rule]) {}

    /// One more file, in the order of reading.
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()>;

    /// After the last file.
    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()>;
}

/// What is known when all files are read.
#[derive(Debug, Clone, Copy)]
pub struct End<'a> {
    /// Counts over all files.
    pub summary: &'a Summary,
    /// What is wrong with the gate's own files.
    pub gate: &'a [GateFinding],
    /// The packs that were used.
    pub packs: &'a [PackInfo],
    /// The rules of those packs.
    pub rules: &'a [&'a Rule],
    /// The code that the run ends with.
    pub code: u8,
    /// What to say, in the chosen language, where less was judged than the run asks for.
    pub shortfall: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::super::{Lang, samples};
    use super::*;

    /// What a run over the sample of everything prints.
    pub(super) fn printed(format: Format, lang: Lang, all: bool) -> String {
        let (packs, files) = samples::gate();
        run_with(&samples::gate_findings(), format, Options { lang, all }, &packs, &files)
    }

    /// What a run over a file in which nothing is recognised prints.
    pub(super) fn printed_of_nothing(format: Format, lang: Lang) -> String {
        let text = "全面推进各项工作。\n";
        let file = FileReport {
            path: "a.txt".into(),
            media_type: "text/plain",
            text: text.into(),
            ..FileReport::default()
        };
        run(format, Options { lang, all: false }, &[], &[file])
    }

    pub(super) fn run(format: Format, options: Options, packs: &[PackInfo], files: &[FileReport]) -> String {
        run_with(&[], format, options, packs, files)
    }

    fn run_with(
        gate: &[GateFinding],
        format: Format,
        options: Options,
        packs: &[PackInfo],
        files: &[FileReport],
    ) -> String {
        let bytes = bytes_with(gate, format, options, packs, files);
        String::from_utf8(bytes).unwrap().replace(env!("CARGO_PKG_VERSION"), "[version]")
    }

    fn bytes_with(
        gate: &[GateFinding],
        format: Format,
        options: Options,
        packs: &[PackInfo],
        files: &[FileReport],
    ) -> Vec<u8> {
        let (mut printer, mut out, mut summary) = (format.printer(options), Vec::new(), Summary::default());
        printer.start(&mut out).unwrap();
        for file in files {
            summary.add(file);
            printer.file(file, &mut out).unwrap();
        }
        let code = if summary.unreadable > 0 { 2 } else { 0 };
        summary.add_gate(gate);
        let end = End { summary: &summary, gate, packs, rules: &[], code, shortfall: None };
        printer.finish(&end, &mut out).unwrap();
        out
    }

    /// The cells of a workbook, a line a row.
    fn rows_of(bytes: Vec<u8>) -> String {
        use calamine::Reader;
        let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let sheets = book.worksheets().into_iter().flat_map(|(name, range)| {
            let rows =
                range.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "));
            std::iter::once(format!("== {name}")).chain(rows).collect::<Vec<_>>()
        });
        let rows: Vec<String> = sheets.map(|row| row.trim_end_matches([' ', '|']).to_owned()).collect();
        rows.join("\n").replace(env!("CARGO_PKG_VERSION"), "[version]")
    }

    #[test]
    fn the_sample_of_everything_in_text() {
        let shown = anstream::adapter::strip_str(&printed(Format::Text, Lang::En, true)).to_string();
        insta::assert_snapshot!(shown);
    }

    #[test]
    fn the_sample_of_everything_in_json() {
        insta::assert_snapshot!(printed(Format::Json, Lang::Zh, true));
    }

    #[test]
    fn the_sample_of_everything_in_a_workbook() {
        let (packs, files) = samples::gate();
        let options = Options { lang: Lang::En, all: true };
        let bytes = bytes_with(&samples::gate_findings(), Format::Xlsx, options, &packs, &files);
        insta::assert_snapshot!(rows_of(bytes));
    }
}
