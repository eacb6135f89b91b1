//! `gouji receipt` and `gouji replay`: what was checked, written down, and the same done again.
//!
//! This module must not know how a verdict comes about.

mod compare;
mod replay;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anstream::ColorChoice;

use super::Outcome;
use super::engine::LoadError;
use super::gate::{Baselines, Gate, Session, say_left_out, whole};
use super::output::{Sink, named};
use super::plan::{Input, Plan};
use super::typed::{Mode, Typed};
use crate::gate::Change;
use crate::ledger::Coverage;
use crate::report::receipt::{File, Options, Pack, Receipt, SCHEMA, sha256};
use crate::report::terminal::write_problem;
use crate::report::{FileReport, Lang};
use crate::rule::{BuiltinFile, PACKS};
use crate::verdict::Severity;
pub(super) use replay::run as replay;

/// Writes a receipt for `inputs`.
pub(super) fn run(
    plan: &Plan,
    inputs: &[Input],
    gate: &mut Gate,
    errors: &mut dyn Write,
) -> Result<io::Result<Outcome>, LoadError> {
    if inputs.contains(&Input::Stdin) {
        return Err(LoadError(
            plan.lang
                .pick(
                    "错误: 标准输入不能再读一次，不能写入凭证；请写明文件",
                    "error: standard input cannot be read again, so there is no receipt for it: name a file",
                )
                .to_owned(),
        ));
    }
    let mut session = gate.session(inputs, Baselines::AsSet, plan.lang)?;
    Ok(write(plan, inputs, gate, &mut session, errors))
}

fn write(
    plan: &Plan,
    inputs: &[Input],
    gate: &mut Gate,
    session: &mut Session,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    say_left_out(session.left_out, plan.lang, errors)?;
    let (receipt, files) = made(&plan.gate, inputs, gate, session)?;
    let mut out = Sink::at(plan.output.as_deref(), ColorChoice::AlwaysAnsi)?;
    out.write_all(receipt.render()?.as_bytes())?;
    out.finish()?;
    say_unreadable(&files, plan.lang, errors)
}

/// Names the files that could not be read.
fn say_unreadable(files: &[FileReport], lang: Lang, errors: &mut dyn Write) -> io::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    for file in files {
        for problem in &file.errors {
            write_problem(&file.path, problem, lang, errors)?;
            outcome = Outcome::Failed;
        }
    }
    Ok(outcome)
}

/// Checks the files of a session; gives back the receipt, and the files without their texts.
fn made(
    typed: &Typed,
    inputs: &[Input],
    gate: &mut Gate,
    session: &mut Session,
) -> io::Result<(Receipt, Vec<FileReport>)> {
    let (mut files, mut reports, mut read, mut coverage) =
        (Vec::new(), Vec::new(), Read::default(), Coverage::default());
    for number in 0..session.tasks.len() {
        let file = checked(session, number, &mut files)?;
        coverage.add(file.report.coverage);
        reports.push(FileReport { path: file.path, errors: file.errors, ..FileReport::default() });
        if let Some(task) = session.tasks.get(number) {
            read.settings(gate, task.path.as_deref())?;
        }
    }
    for info in session.infos() {
        read.builtin(&info.id);
    }
    let today = (!read.waivers.is_empty()).then(|| session.accepted.today().to_string());
    let receipt = Receipt {
        schema: SCHEMA.to_owned(),
        digest: String::new(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        inputs: inputs.iter().filter_map(shown).collect(),
        options: Options { today, ..options(typed) },
        gate: read.gate,
        packs: read.packs.into_iter().map(|((name, builtin), files)| Pack { name, builtin, files }).collect(),
        files,
        coverage,
    };
    Ok((receipt.sealed()?, reports))
}

/// Checks one file, whose bytes must be the same before and after.
fn checked(session: &mut Session, number: usize, files: &mut Vec<File>) -> io::Result<FileReport> {
    let digest = |session: &Session| {
        let task = session.tasks.get(number)?;
        task.source.bytes(task.settings.limits()).ok().map(|bytes| sha256(&bytes))
    };
    let before = digest(session);
    let file = session.check(number)?;
    if digest(session) != before {
        return Err(io::Error::other(format!("{}: it changed while it was read", file.path)));
    }
    files.push(File::new(&file, before));
    Ok(file)
}

fn shown(input: &Input) -> Option<String> {
    match input {
        Input::Stdin => None,
        Input::Path(path) => Some(path.display().to_string()),
    }
}

/// What was read beside the reports: name and digest of every file.
#[derive(Default)]
struct Read {
    gate: BTreeMap<String, String>,
    waivers: Vec<String>,
    packs: BTreeMap<(String, bool), BTreeMap<String, String>>,
}

impl Read {
    /// What holds for a report.
    fn settings(&mut self, gate: &mut Gate, path: Option<&Path>) -> io::Result<()> {
        let (chain, settings) = gate.settings(path)?;
        for config in chain.iter() {
            self.gate.insert(config.place.file.to_string(), sha256(config.place.source.as_bytes()));
        }
        for set in settings.baseline.iter().chain(&settings.waivers) {
            let bytes = fs::read(&set.value).map_err(|error| named(&set.value, &error))?;
            self.gate.insert(gate.name(&whole(&set.value)), sha256(&bytes));
        }
        self.waivers.extend(settings.waivers.iter().map(|set| set.value.display().to_string()));
        settings.packs.iter().try_for_each(|set| self.folder(&set.value))
    }

    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder).map_err(|error| named(folder, &error))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
                let bytes = fs::read(&path).map_err(|error| named(&path, &error))?;
                let name = path.file_name().unwrap_or_default().display().to_string();
                files.insert(name, sha256(&bytes));
            }
        }
        self.packs.insert((folder.display().to_string(), false), files);
        Ok(())
    }

    fn builtin(&mut self, id: &str) {
        if let Some((name, files)) = PACKS.iter().find(|(name, _)| *name == id) {
            let digest = |file: &BuiltinFile| (file.name.to_owned(), sha256(file.yaml.as_bytes()));
            self.packs.insert(((*name).to_owned(), true), files.iter().map(digest).collect());
        }
    }
}

/// What was typed, as the receipt keeps it.
fn options(typed: &Typed) -> Options {
    let flags = &typed.flags;
    let path = |path: &std::path::PathBuf| path.display().to_string();
    let (off, severity): (Vec<&Change>, Vec<&Change>) =
        flags.changes.iter().partition(|change| change.severity.is_none());
    Options {
        rules: flags.packs.iter().map(path).collect(),
        pack: flags.pack.clone(),
        off: off.iter().map(|change| change.name.to_string()).collect(),
        severity: severity.iter().filter_map(|change| Some(spec(change, change.severity?))).collect(),
        config: match &typed.mode {
            Mode::File(file) => Some(path(file)),
            Mode::Search | Mode::Isolated => None,
        },
        isolated: typed.mode == Mode::Isolated,
        baseline: flags.baseline.as_ref().map(path),
        waivers: flags.waivers.as_ref().map(path),
        today: None,
        limits: flags.limits.iter().map(ToString::to_string).collect(),
    }
}

fn spec(change: &Change, severity: Severity) -> String {
    let word = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!("{}={word}", change.name)
}
