//! The command: flags, files and folders, exit codes. It only calls what the other rooms do.
//!
//! Arguments go in two steps: `args` is what was typed, `plan` what it means. Exit codes: 0 nothing wrong, 1
//! findings of warning or above, 2 the job could not be done, in whole or in part.

mod annotate;
mod args;
mod baseline;
mod check;
mod choice;
mod config;
mod coverage;
mod crew;
mod docs;
mod engine;
mod explain;
mod extra;
mod gate;
mod help;
mod init;
mod inputs;
mod interrupt;
mod manual;
mod mentions;
mod output;
mod outputs;
mod plan;
mod progress;
mod receipt;
mod rules;
mod schema;
mod test;
mod typed;
mod waive;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::gate::settings::Settings;
use crate::report::terminal::visible;
use engine::{LoadError, Packs};
use gate::{Baselines, Gate};
use output::Sink;
use plan::{Input, Job, Plan, Task};

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
    let mut plan = match plan {
        Ok(plan) => plan,
        Err(error) => return told(&error),
    };
    plan.colour.write_global();
    // Not locked: a thread that breaks down has something to say as well.
    let mut errors = anstream::AutoStream::new(io::stderr(), plan.colour);
    match run(&mut plan, &mut errors) {
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

fn run(plan: &mut Plan, errors: &mut dyn Write) -> io::Result<Outcome> {
    let done = match &plan.job {
        Job::Schema { shape } => return schema::run(plan, *shape),
        Job::InitPack { name, folder } => return init::run(plan, name, folder, errors),
        Job::Completions { shell } => return to_sink(plan, |sink| manual::completions(*shell, sink)),
        Job::Man { of } => return to_sink(plan, |sink| manual::page(of.as_deref(), plan.lang, sink)),
        Job::Replay { receipt, root } => receipt::replay(plan, receipt, root.as_deref(), errors),
        Job::Test { packs, also } => run_test(plan, packs, *also),
        _ => run_configured(plan, errors),
    };
    match done {
        Ok(outcome) => outcome,
        Err(error) => {
            // What a pack says of itself is shown as text, line by line.
            let shown: Vec<String> = error.0.trim_end().lines().map(visible).collect();
            writeln!(errors, "{}", shown.join("\n"))?;
            Ok(Outcome::Failed)
        }
    }
}

/// Packs are tested as they are: no configuration changes them, only flags do.
fn run_test(plan: &Plan, packs: &[PathBuf], also: typed::Also) -> Result<io::Result<Outcome>, LoadError> {
    let settings = Settings::of(&plan.gate.flags, &[], None);
    let packs = Packs::to_test(packs, &settings, plan.lang)?;
    Ok(to_sink(plan, |sink| test::run(plan, &packs, also, sink)))
}

/// Commands that a `gouji.toml` has a say in.
fn run_configured(plan: &mut Plan, errors: &mut dyn Write) -> Result<io::Result<Outcome>, LoadError> {
    let mut gate = Gate::new(&plan.gate);
    let (_, settings) = gate.settings(None)?;
    plan.lang = settings.lang.as_ref().map_or(plan.lang, |set| set.value);
    let plan = &*plan;
    if let Job::Check { inputs, wanted } = &plan.job {
        let session = gate.session(inputs, Baselines::AsSet, plan.lang)?;
        return Ok(check::run(plan, wanted, session, settings.fails_on(), errors));
    }
    match &plan.job {
        Job::Annotate { input, output, remarks } => {
            let session = gate.session(std::slice::from_ref(input), Baselines::AsSet, plan.lang)?;
            let to = annotate::Wanted { input, output, remarks, fail_on: settings.fails_on() };
            return Ok(annotate::run(plan, &to, session, errors));
        }
        Job::Baseline { task, inputs } => {
            let baselines = if *task == Task::Write { Baselines::MayBegin } else { Baselines::Needed };
            let session = gate.session(inputs, baselines, plan.lang)?;
            return Ok(to_sink(plan, |sink| baseline::run(plan, *task, session, sink, errors)));
        }
        Job::Waive { inputs } => {
            let session = gate.session(inputs, Baselines::AsSet, plan.lang)?;
            return Ok(to_sink(plan, |sink| waive::run(plan, session, sink, errors)));
        }
        Job::Receipt { inputs } => return receipt::run(plan, inputs, &mut gate, errors),
        Job::Config { path } => {
            let (chain, settings) = gate.settings(path.as_deref())?;
            return Ok(to_sink(plan, |sink| {
                config::run(plan, path.as_deref(), &gate, &chain, &settings, sink)
            }));
        }
        _ => {}
    }
    let settings = match &plan.job {
        Job::Mentions { input: Input::Path(path) } => gate.settings(Some(path))?.1,
        _ => settings,
    };
    let packs = Packs::load(&settings, plan.lang)?;
    Ok(to_sink(plan, |sink| match &plan.job {
        Job::Mentions { input } => mentions::run(plan, input, &packs, settings.limits(), sink, errors),
        Job::Rules { docs: Some(folder) } => docs::run(plan, folder, &packs, sink),
        Job::Rules { docs: None } => rules::run(plan, &packs, sink),
        Job::Explain { rule, text } => {
            explain::run(plan, (rule.as_deref(), text.as_ref()), &packs, settings.limits(), sink, errors)
        }
        _ => Ok(Outcome::Fine),
    }))
}

/// Does `work` with the output that was asked for.
fn to_sink(plan: &Plan, work: impl FnOnce(&mut Sink) -> io::Result<Outcome>) -> io::Result<Outcome> {
    let mut sink = Sink::open(plan)?;
    let outcome = work(&mut sink)?;
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
