//! `gouji check`: reads each file, has it checked, shows what was found.

use std::io::{self, Write};

use super::engine::Packs;
use super::inputs::{Source, sources};
use super::outputs::Outputs;
use super::plan::{Input, Plan, Wanted};
use super::progress::Progress;
use super::{Outcome, coverage};
use crate::report::formats::End;
use crate::report::terminal::write_problem;
use crate::report::{FileReport, Summary};

/// Checks what `inputs` name.
pub(super) fn run(
    plan: &Plan,
    inputs: &[Input],
    wanted: &Wanted,
    packs: &Packs,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    let sources = sources(inputs);
    let progress = Progress::new(sources.len());
    let mut outputs = Outputs::open(plan, wanted)?;
    let mut summary = Summary::default();
    outputs.start()?;
    for (number, source) in sources.iter().enumerate() {
        progress.show(number, &source.name, errors)?;
        let file = checked(source, packs)?;
        progress.clear(errors)?;
        for problem in &file.errors {
            write_problem(&file.path, problem, plan.lang, errors)?;
        }
        summary.add(&file);
        outputs.file(&file)?;
    }
    let outcome = outcome(&summary, wanted);
    let told = wanted.min_coverage.and_then(|least| coverage::message(summary.coverage, least, plan.lang));
    let end = End {
        summary: &summary,
        packs: &packs.infos(),
        rules: &packs.rules(),
        code: outcome.code(),
        shortfall: told.as_deref().filter(|_| short(&summary, wanted)),
    };
    outputs.finish(&end)?;
    if let Some(message) = &told {
        writeln!(errors, "{message}")?;
    }
    Ok(outcome)
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
            ..FileReport::default()
        },
    })
}

fn outcome(summary: &Summary, wanted: &Wanted) -> Outcome {
    if summary.unreadable > 0 {
        Outcome::Failed
    } else if summary.findings.fails(wanted.fail_on) || short(summary, wanted) {
        Outcome::Found
    } else {
        Outcome::Fine
    }
}

fn short(summary: &Summary, wanted: &Wanted) -> bool {
    wanted.min_coverage.is_some_and(|least| !coverage::is_met(summary.coverage, least))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{FailOn, Findings};

    fn ends(unreadable: usize, (error, warning, note): (usize, usize, usize), fail_on: FailOn) -> Outcome {
        let findings = Findings { error, warning, note };
        let wanted = Wanted { fail_on, ..Wanted::default() };
        outcome(&Summary { unreadable, findings, ..Summary::default() }, &wanted)
    }

    #[test]
    fn two_wins_over_one_and_notes_are_fine() {
        for (found, expected) in
            [((0, 0, 0), Outcome::Fine), ((0, 0, 9), Outcome::Fine), ((0, 1, 0), Outcome::Found)]
        {
            assert_eq!(ends(0, found, FailOn::default()), expected, "{found:?}");
            assert_eq!(ends(1, found, FailOn::default()), Outcome::Failed, "{found:?}");
        }
    }

    #[test]
    fn the_mildest_finding_that_fails_is_ones_own_choice() {
        let rows = [
            (FailOn::Error, [false, false, true]),
            (FailOn::Warning, [false, true, true]),
            (FailOn::Note, [true, true, true]),
            (FailOn::Never, [false, false, false]),
        ];
        for (fail_on, fails) in rows {
            for (found, fails) in [(0, 0, 1), (0, 1, 0), (1, 0, 0)].into_iter().zip(fails) {
                assert_eq!(ends(0, found, fail_on) == Outcome::Found, fails, "{fail_on:?} {found:?}");
            }
            assert_eq!(ends(1, (0, 0, 0), fail_on), Outcome::Failed);
        }
    }
}
