//! `gouji check`: reads each file, has it checked, shows what was found.

use std::io::{self, Write};

use super::Outcome;
use super::engine::Packs;
use super::gate::{Floors, Session, Step, say_left_out};
use super::outputs::Outputs;
use super::plan::{Plan, Wanted};
use super::progress::Progress;
use crate::report::formats::End;
use crate::report::terminal::write_problem;
use crate::report::{FailOn, FileReport, Summary};

/// Checks the files of `session`; `fail_on` says which findings about the gate's own files fail the run.
pub(super) fn run(
    plan: &Plan,
    wanted: &Wanted,
    mut session: Session,
    fail_on: FailOn,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    say_left_out(session.left_out, plan.lang, errors)?;
    let progress = Progress::new(session.tasks.len());
    let mut outputs = Outputs::open(plan, wanted)?;
    let (mut summary, mut floors, mut fails) = (Summary::default(), Floors::default(), false);
    outputs.start()?;
    session.detail = wanted.needs();
    session.each(plan.threads, |step| {
        let (task, file, packs) = match step {
            Step::Awaits(number, task) => return progress.show(number, &task.source.name, errors),
            Step::Has(task, file, packs) => (task, file, packs),
        };
        progress.clear(errors)?;
        file.errors.iter().try_for_each(|problem| write_problem(&file.path, problem, plan.lang, errors))?;
        summary.add(file);
        floors.add(&task.settings, file);
        fails |= has_failing(file, task.settings.fails_on());
        outputs.file(file, &packs.map(Packs::rules).unwrap_or_default())
    })?;
    let gate = session.accepted.findings();
    summary.add_gate(&gate);
    fails |= gate.iter().any(|finding| fail_on.fails(finding.severity));
    let outcome = outcome(&summary, fails || !floors.are_met());
    let told = floors.messages(plan.lang);
    let shortfall = (!floors.are_met()).then(|| told.join("\n"));
    let end = End {
        summary: &summary,
        gate: &gate,
        packs: &session.infos(),
        rules: &session.rules(),
        code: outcome.code(),
        shortfall: shortfall.as_deref(),
    };
    outputs.finish(&end)?;
    told.iter().try_for_each(|message| writeln!(errors, "{message}"))?;
    session.accepted.say_stale(plan.lang, errors)?;
    Ok(outcome)
}

/// Whether a finding of the file that nobody has accepted fails the run.
pub(super) fn has_failing(file: &FileReport, fail_on: FailOn) -> bool {
    let severities = file.report.claims.iter().filter_map(|claim| file.severity(claim));
    severities.into_iter().any(|severity| fail_on.fails(severity))
}

pub(super) fn outcome(summary: &Summary, fails: bool) -> Outcome {
    if summary.unreadable > 0 {
        Outcome::Failed
    } else if fails {
        Outcome::Found
    } else {
        Outcome::Fine
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;
    use crate::verdict::Severity;

    fn found(severity: Option<Severity>) -> FileReport {
        let (_, mut file) = samples::run();
        file.report.claims.iter_mut().for_each(|claim| claim.severity = severity);
        file
    }

    #[test]
    fn two_wins_over_one() {
        for (unreadable, fails, expected) in [
            (0, false, Outcome::Fine),
            (0, true, Outcome::Found),
            (1, false, Outcome::Failed),
            (1, true, Outcome::Failed),
        ] {
            assert_eq!(outcome(&Summary { unreadable, ..Summary::default() }, fails), expected);
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
        let severities = [Severity::Note, Severity::Warning, Severity::Error];
        for (fail_on, fails) in rows {
            for (severity, fails) in severities.into_iter().zip(fails) {
                assert_eq!(has_failing(&found(Some(severity)), fail_on), fails, "{fail_on:?} {severity:?}");
            }
            assert!(!has_failing(&found(None), fail_on));
        }
    }
}
