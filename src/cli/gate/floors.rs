//! The least coverage that is asked for, by whoever asked: files for which one line or flag asks are counted together.
//!
//! This module must not know how figures are judged.

use std::io::{self, Write};

use crate::Exact;
use crate::cli::coverage;
use crate::gate::coverage::is_met;
use crate::gate::settings::{Origin, Set, Settings};
use crate::ledger::Coverage;
use crate::report::{FileReport, Lang};

/// What was asked for, and what came of it.
#[derive(Default)]
pub(in crate::cli) struct Floors(Vec<(Set<Exact>, Coverage)>);

impl Floors {
    /// Counts a file.
    pub(in crate::cli) fn add(&mut self, settings: &Settings, file: &FileReport) {
        let Some(asked) = &settings.min_coverage else { return };
        let at = self.0.iter().position(|(known, _)| known == asked).unwrap_or(self.0.len());
        match self.0.get_mut(at) {
            Some((_, coverage)) => coverage.add(file.report.coverage),
            None => self.0.push((asked.clone(), file.report.coverage)),
        }
    }

    /// Whether all of them were reached.
    pub(in crate::cli) fn are_met(&self) -> bool {
        self.0.iter().all(|(asked, coverage)| is_met(*coverage, asked.value))
    }

    /// What is to be said, a line for each that was not reached or had nothing to count.
    pub(in crate::cli) fn messages(&self, lang: Lang) -> Vec<String> {
        self.0
            .iter()
            .filter_map(|(asked, seen)| coverage::message(*seen, asked.value, &who(&asked.origin), lang))
            .collect()
    }
}

/// Who asked, as people call it.
fn who(origin: &Origin) -> String {
    match origin {
        Origin::Flag(name) => (*name).to_owned(),
        Origin::Line(place) => place.name(),
    }
}

/// Says that configuration left files out, so that they do not pass for checked ones.
pub(in crate::cli) fn say_left_out(count: usize, lang: Lang, errors: &mut dyn Write) -> io::Result<()> {
    match (count, lang) {
        (0, _) => Ok(()),
        (count, Lang::Zh) => writeln!(errors, "提示: 按 include/exclude 略过了文件夹里的{count}个文件"),
        (1, Lang::En) => writeln!(errors, "note: 1 file of a folder was left out by include/exclude"),
        (count, Lang::En) => {
            writeln!(errors, "note: {count} files of folders were left out by include/exclude")
        }
    }
}
