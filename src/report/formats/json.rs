//! `json`: the output contract, one document at the end.

use std::io::{self, Write};

use super::super::contract::{Document, File};
use super::super::terminal::Options;
use super::super::{FileReport, Lang, json};
use super::{End, Printer};

/// Keeps every file until the document can be written.
pub(super) struct Json {
    lang: Lang,
    files: Vec<File>,
}

impl Json {
    pub(super) fn new(options: Options) -> Json {
        Json { lang: options.lang, files: Vec::new() }
    }
}

impl Printer for Json {
    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        self.files.push(File::new(file, self.lang));
        Ok(())
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let files = std::mem::take(&mut self.files);
        let document = Document::new(end.packs, files, end.gate.to_vec(), end.summary.clone());
        json::write(&document, out)
    }
}
