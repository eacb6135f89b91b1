//! Formats: one way each of printing a run of `gouji check`, behind one trait.
//!
//! A printer is told of the files one by one and of the end, and writes as it goes where its format lets it. All of
//! them show the same findings; none decides what a finding is. This module must not know where output goes.

mod json;
mod text;

use std::io::{self, Write};

use super::terminal::Options;
use super::{FileReport, PackInfo, Summary};
use crate::rule::Rule;

/// A way to print a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    #[default]
    Text,
    /// The output contract, one document.
    Json,
    /// One page for auditors, with every proof.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 3] = [Format::Text, Format::Json, Format::Html];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Html => "html",
        }
    }

    /// Something that prints in this way.
    pub fn printer(self, options: Options) -> Box<dyn Printer> {
        match self {
            Format::Text => Box::new(text::Text::new(options)),
            Format::Json => Box::new(json::Json::new(options)),
            Format::Html => Box::new(super::html::Page::new(options)),
        }
    }
}

/// Prints one run: the start, each file, the end, in that order and to one writer.
pub trait Printer {
    /// Before the first file.
    fn start(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

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
    /// The packs that were used.
    pub packs: &'a [PackInfo],
    /// The rules of those packs.
    pub rules: &'a [&'a Rule],
    /// The code that the run ends with.
    pub code: u8,
    /// What is to be said of the run's coverage, in the chosen language, where a least one was asked for.
    pub coverage: Option<&'a str>,
}
