//! `json`: the output contract, one document at the end.
//!
//! This module must not keep anything of a file in memory once the next one comes.

use std::io::{self, Write};

use super::super::contract::{Document, File};
use super::super::terminal::Options;
use super::super::{FileReport, Lang, json};
use super::spool::Spool;
use super::{End, Printer};

/// Spools every file until the document can be written.
pub(super) struct Json {
    lang: Lang,
    files: Spool,
}

impl Json {
    pub(super) fn new(options: Options) -> Json {
        Json { lang: options.lang, files: Spool::new("    ") }
    }
}

impl Printer for Json {
    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        self.files.push(&File::new(file, self.lang))
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let document = Document::new(end.packs, Vec::new(), end.gate.to_vec(), end.summary.clone());
        self.files.write(&json::text(&document)?, "files", "  ", out)
    }
}
