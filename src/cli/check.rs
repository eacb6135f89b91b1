//! `gouji check`: reads each file, has it checked, shows what was found.

use std::io::{self, Write};

use super::engine::Packs;
use super::inputs::{Source, sources};
use super::plan::{Format, Input, Plan, Wanted};
use super::progress::Progress;
use super::{Outcome, coverage};
use crate::Exact;
use crate::gate::coverage::is_met;
use crate::report::contract::{Document, File};
use crate::report::terminal::{Options, write_file, write_problem, write_summary};
use crate::report::{FileReport, Summary, json};

/// Checks what `inputs` name.
pub(super) fn run(
    plan: &Plan,
    inputs: &[Input],
    wanted: Wanted,
    packs: &Packs,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    let sources = sources(inputs);
    let progress = Progress::new(sources.len());
    let options = Options { lang: plan.lang, all: wanted.all };
    let (mut summary, mut files) = (Summary::default(), Vec::new());
    for (number, source) in sources.iter().enumerate() {
        progress.show(number, &source.name, errors)?;
        let file = checked(source, packs)?;
        progress.clear(errors)?;
        for problem in &file.errors {
            write_problem(&file.path, problem, plan.lang, errors)?;
        }
        summary.add(&file);
        match plan.format {
            Format::Text => write_file(&file, options, out)?,
            Format::Json => files.push(File::new(&file, plan.lang)),
        }
    }
    match plan.format {
        Format::Text => write_summary(&summary, plan.lang, out)?,
        Format::Json => json::write(&Document::new(&packs.infos(), files, summary.clone()), out)?,
    }
    if let Some(least) = wanted.min_coverage
        && let Some(message) = coverage::message(summary.coverage, least, plan.lang)
    {
        writeln!(errors, "{message}")?;
    }
    Ok(outcome(&summary, wanted.min_coverage))
}

fn checked(source: &Source, packs: &Packs) -> io::Result<FileReport> {
    let path = source.name.clone();
    Ok(match source.read() {
        Err(problem) => FileReport { path, errors: vec![problem], ..FileReport::default() },
        Ok(document) => FileReport {
            path,
            media_type: document.media_type,
            encoding: document.encoding,
            offset: document.offset,
            has_lines: document.has_lines,
            report: packs.check(&document)?,
            text: document.text,
            errors: Vec::new(),
        },
    })
}

fn outcome(summary: &Summary, min_coverage: Option<Exact>) -> Outcome {
    let short = min_coverage.is_some_and(|least| !is_met(summary.coverage, least));
    if summary.unreadable > 0 {
        Outcome::Failed
    } else if summary.findings.fails() || short {
        Outcome::Found
    } else {
        Outcome::Fine
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Findings;

    #[test]
    fn two_wins_over_one_and_notes_are_fine() {
        let summary = |unreadable, error, warning, note| Summary {
            unreadable,
            findings: Findings { error, warning, note },
            ..Summary::default()
        };
        assert_eq!(outcome(&summary(0, 0, 0, 0), None), Outcome::Fine);
        assert_eq!(outcome(&summary(0, 0, 0, 9), None), Outcome::Fine);
        assert_eq!(outcome(&summary(0, 0, 1, 0), None), Outcome::Found);
        assert_eq!(outcome(&summary(0, 1, 0, 0), None), Outcome::Found);
        assert_eq!(outcome(&summary(1, 1, 0, 0), None), Outcome::Failed);
    }
}
