//! The command: flags, files and folders, exit codes. It only calls what the other rooms do.
//!
//! Arguments go in two steps: `args` is what was typed, `plan` what it means. Exit codes: 0 nothing wrong, 1
//! findings of warning or above, 2 the job could not be done, in whole or in part.

mod args;
mod check;
mod choice;
mod coverage;
mod docs;
mod engine;
mod explain;
mod extra;
mod help;
mod init;
mod inputs;
mod mentions;
mod output;
mod outputs;
mod plan;
mod progress;
mod rules;
mod schema;
mod test;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use crate::report::terminal::visible;
use engine::{Choice, Packs};
use output::Sink;
use plan::{Job, Plan};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing of warning or above.
    Fine,
    /// Findings of warning or above.
    Found,
    /// Something could not be done.
    Failed,
}

impl Outcome {
    /// The exit code.
    fn code(self) -> u8 {
        match self {
            Outcome::Fine => 0,
            Outcome::Found => 1,
            Outcome::Failed => 2,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome.code())
    }
}

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let env = |name: &str| std::env::var(name).ok();
    let lang = plan::language_of_help(&words, &env);
    let plan = help::parse(words, lang).and_then(|typed| Plan::new(typed, lang, io::stdin().is_terminal()));
    let plan = match plan {
        Ok(plan) => plan,
        Err(error) => return told(&error),
    };
    plan.colour.write_global();
    let mut errors = anstream::AutoStream::new(io::stderr().lock(), plan.colour);
    match run(&plan, &mut errors) {
        Ok(outcome) => outcome.into(),
        Err(error) => failed(&plan, &error, &mut errors).into(),
    }
}

/// Help and version are no errors; clap knows which is which.
fn told(error: &clap::Error) -> ExitCode {
    // Nobody is there to hear of a failure to print.
    let _ = error.print();
    if error.use_stderr() { Outcome::Failed.into() } else { Outcome::Fine.into() }
}

fn run(plan: &Plan, errors: &mut dyn Write) -> io::Result<Outcome> {
    match &plan.job {
        Job::Schema { shape } => schema::run(plan, *shape),
        Job::InitPack { name, folder } => init::run(plan, name, folder, errors),
        job => run_with_packs(plan, job, errors),
    }
}

fn run_with_packs(plan: &Plan, job: &Job, errors: &mut dyn Write) -> io::Result<Outcome> {
    let choice = Choice { folders: &plan.rules, only: &plan.packs, changes: &plan.changes };
    let loaded = match job {
        Job::Test { packs, .. } => Packs::to_test(packs, choice, plan.lang),
        _ => Packs::load(choice, plan.lang),
    };
    let packs = match loaded {
        Ok(packs) => packs,
        Err(error) => {
            // What a pack says of itself is shown as text, line by line.
            let shown: Vec<String> = error.0.trim_end().lines().map(visible).collect();
            writeln!(errors, "{}", shown.join("\n"))?;
            return Ok(Outcome::Failed);
        }
    };
    if let Job::Check { inputs, wanted } = job {
        return check::run(plan, inputs, wanted, &packs, errors);
    }
    let mut sink = Sink::open(plan)?;
    let outcome = match job {
        Job::Mentions { input } => mentions::run(plan, input, &packs, &mut sink, errors)?,
        Job::Rules { docs: Some(folder) } => docs::run(plan, folder, &packs, &mut sink)?,
        Job::Rules { docs: None } => rules::run(plan, &packs, &mut sink)?,
        Job::Explain { rule, text } => {
            explain::run(plan, rule.as_deref(), text.as_ref(), &packs, &mut sink, errors)?
        }
        Job::Test { also, .. } => test::run(plan, &packs, *also, &mut sink)?,
        Job::Check { .. } | Job::Schema { .. } | Job::InitPack { .. } => Outcome::Fine,
    };
    sink.finish()?;
    Ok(outcome)
}

/// A reader that went away (`gouji check | head`) is no failure; a full disk is.
fn failed(plan: &Plan, error: &io::Error, errors: &mut dyn Write) -> Outcome {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Outcome::Fine;
    }
    let word = plan.lang.pick("错误", "error");
    let _ = writeln!(errors, "{word}: {}", visible(&error.to_string()));
    Outcome::Failed
}
