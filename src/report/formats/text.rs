//! `text`: for people at a terminal.

use std::io::{self, Write};

use super::super::FileReport;
use super::super::terminal::{Options, write_file, write_gate, write_summary};
use super::{End, Printer};

/// Findings as they come, then the summary.
pub(super) struct Text {
    options: Options,
}

impl Text {
    pub(super) fn new(options: Options) -> Text {
        Text { options }
    }
}

impl Printer for Text {
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        write_file(file, self.options, out)
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        write_gate(end.gate, self.options.lang, out)?;
        write_summary(end.summary, self.options.lang, out)
    }
}
