//! The outputs of one check: a format each, on standard output or in a file, all fed from one run.
//!
//! This module must not know what any format looks like.

use std::io;

use super::output::Sink;
use super::plan::{Plan, Wanted};
use crate::report::FileReport;
use crate::report::formats::{End, Format, Printer};
use crate::report::terminal::Options;
use crate::rule::Rule;

/// Everything that is written in a run.
pub(super) struct Outputs(Vec<Output>);

/// One format and where it goes.
struct Output {
    printer: Box<dyn Printer>,
    sink: Sink,
}

impl Outputs {
    /// Opens what was asked for; nothing is written unless all of it can be opened.
    pub(super) fn open(plan: &Plan, wanted: &Wanted) -> io::Result<Outputs> {
        let options = Options { lang: plan.lang, all: wanted.all };
        let main = (wanted.format, plan.output.as_deref());
        let extra = wanted.also.iter().map(|extra| (extra.format, Some(extra.file.as_path())));
        let opened = std::iter::once(main).chain(extra).map(|(format, file)| {
            let sink = Sink::at(file, plan.colours(format != Format::Text))?;
            Ok(Output { printer: format.printer(options), sink })
        });
        opened.collect::<io::Result<_>>().map(Outputs)
    }

    pub(super) fn start(&mut self) -> io::Result<()> {
        self.each(|output| output.printer.start(&mut output.sink))
    }

    /// Writes what there is to say of a file that was checked with `rules`.
    pub(super) fn file(&mut self, file: &FileReport, rules: &[&Rule]) -> io::Result<()> {
        self.each(|output| {
            output.printer.rules(rules);
            output.printer.file(file, &mut output.sink)?;
            output.sink.pass_on()
        })
    }

    /// Writes out everything, then puts the files in their places.
    pub(super) fn finish(mut self, end: &End<'_>) -> io::Result<()> {
        self.each(|output| {
            output.printer.finish(end, &mut output.sink)?;
            io::Write::flush(&mut output.sink)
        })?;
        self.0.into_iter().try_for_each(|output| output.sink.finish())
    }

    /// Does `work` for each output. A reader of standard output that went away does not stop the files.
    fn each(&mut self, mut work: impl FnMut(&mut Output) -> io::Result<()>) -> io::Result<()> {
        let mut gone = None;
        for (number, output) in self.0.iter_mut().enumerate() {
            match work(output) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => gone = Some((number, error)),
                done => done?,
            }
        }
        match gone {
            Some((_, error)) if self.0.len() == 1 => Err(error),
            Some((number, _)) => {
                // What is still held back has nowhere to go.
                self.0.remove(number).sink.abandon();
                Ok(())
            }
            None => Ok(()),
        }
    }
}
