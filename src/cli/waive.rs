//! `gouji waive`: a waiver to fill in for each finding that nobody has accepted.
//!
//! What it prints covers nothing until somebody writes a reason and a name into it.

use std::io::{self, Write};
use std::path::Path;

use jiff::ToSpan;

use super::Outcome;
use super::gate::{Session, Step, Task, say_left_out};
use super::plan::Plan;
use crate::gate::{Glob, relative};
use crate::ledger::Claim;
use crate::report::FileReport;
use crate::report::terminal::{visible, write_problem};

/// How long a waiver is proposed for.
const DAYS: i32 = 90;

/// Prints a waiver for each finding of `session`.
pub(super) fn run(
    plan: &Plan,
    mut session: Session,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    say_left_out(session.left_out, plan.lang, errors)?;
    let mut outcome = Outcome::Fine;
    let until = session.accepted.today().checked_add(DAYS.days());
    let until = until.map_or(String::new(), |day| day.to_string());
    session.each(plan.threads, |step| {
        let Step::Has(task, file, _) = step else { return Ok(()) };
        for problem in &file.errors {
            write_problem(&file.path, problem, plan.lang, errors)?;
            outcome = Outcome::Failed;
        }
        let open = file.report.claims.iter().filter(|claim| file.severity(claim).is_some());
        open.into_iter().try_for_each(|claim| write_waiver(claim, file, task, &until, out))
    })?;
    Ok(outcome)
}

fn write_waiver(
    claim: &Claim,
    file: &FileReport,
    task: &Task,
    until: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (path, quote) = (visible(&file.path), visible(&claim.quote));
    writeln!(out, "# {path}:{}:{}: {quote}", claim.line, claim.column)?;
    writeln!(out, "[[waiver]]\nrule = \"{}\"\nfingerprint = \"{}\"", claim.rule.full_id(), claim.id)?;
    if let Some(path) = pattern(task) {
        writeln!(out, "path = {path}")?;
    }
    writeln!(out, "reason = \"\"\nowner = \"\"\nuntil = {until}\n")
}

/// The file as it is called from the folder of the waivers that hold for it, else from the working folder; in quotes.
fn pattern(task: &Task) -> Option<String> {
    let waivers = task.settings.waivers.as_ref().map(|set| set.value.as_path());
    let folder = super::gate::whole(waivers.unwrap_or(Path::new("waivers.toml")));
    let path = relative(task.path.as_deref()?, folder.parent()?);
    // What JSON escapes in a string, TOML does alike; it asks for one character more.
    let quoted = serde_json::to_string(&Glob::for_path(&path)).ok()?;
    Some(quoted.replace('\u{7f}', "\\u007F"))
}
