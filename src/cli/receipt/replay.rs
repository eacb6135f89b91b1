//! `gouji replay`: checks again what a receipt is about, and says what is no longer the same.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::super::Outcome;
use super::super::choice;
use super::super::engine::LoadError;
use super::super::gate::{Baselines, Gate};
use super::super::output::Sink;
use super::super::plan::{Format, Input, Plan};
use super::super::typed::{Mode, Typed};
use super::compare::{differences, missing};
use super::{made, say_unreadable};
use crate::gate::Change;
use crate::gate::bound::Bound;
use crate::gate::settings::Flags;
use crate::report::receipt::{Options, Receipt};
use crate::report::terminal::visible;
use crate::report::{FileReport, Lang};

/// Replays the receipt in `file`; its paths start from `root`, else from the working folder.
pub(in crate::cli) fn run(
    plan: &Plan,
    file: &Path,
    root: Option<&Path>,
    errors: &mut dyn Write,
) -> Result<io::Result<Outcome>, LoadError> {
    let lang = plan.lang;
    let recorded = read(file, lang)?;
    // Opened before the working folder changes, for its name is meant from here.
    let output = plan.output.as_deref().map(std::path::absolute).transpose();
    let colours = plan.colours(plan.format == Format::Json);
    let mut out = match output.and_then(|output| Sink::at(output.as_deref(), colours)) {
        Ok(out) => out,
        Err(error) => return Ok(Err(error)),
    };
    if let Some(root) = root {
        std::env::set_current_dir(root)
            .map_err(|error| failed(lang, &format!("{}: {error}", root.display())))?;
    }
    let mut typed = typed(&recorded.options, lang)?;
    // How long it may take depends on the machine and not on the reports.
    typed.flags.timeout = plan.gate.flags.timeout;
    let inputs: Vec<Input> = recorded.inputs.iter().map(|path| Input::Path(PathBuf::from(path))).collect();
    let mut gate = Gate::new(&typed);
    let mut session = gate.session(&inputs, Baselines::AsSet, lang)?;
    let again = made(&typed, &inputs, &mut gate, &mut session);
    Ok(again.and_then(|(receipt, files)| {
        let outcome = tell(plan, &recorded, &receipt, &files, &mut out, errors)?;
        out.finish()?;
        Ok(outcome)
    }))
}

fn read(file: &Path, lang: Lang) -> Result<Receipt, LoadError> {
    let text =
        fs::read_to_string(file).map_err(|error| failed(lang, &format!("{}: {error}", file.display())))?;
    Receipt::parse(&text).map_err(|error| {
        let what = lang.pick("这份凭证不可用", "this receipt cannot be used");
        failed(lang, &format!("{}: {what}: {error}", file.display()))
    })
}

fn failed(lang: Lang, what: &str) -> LoadError {
    LoadError(format!("{}: {what}", lang.pick("错误", "error")))
}

/// What was typed for the run that the receipt is of.
fn typed(options: &Options, lang: Lang) -> Result<Typed, LoadError> {
    let paths = |paths: &[String]| paths.iter().map(PathBuf::from).collect();
    let path = |path: &Option<String>| path.as_ref().map(PathBuf::from);
    let off = options.off.iter().map(|text| choice::off(text));
    let changes = off.chain(options.severity.iter().map(|text| choice::severity(text)));
    let changes: Result<Vec<Change>, String> = changes.collect();
    let mode = match (&options.config, options.isolated) {
        (_, true) => Mode::Isolated,
        (Some(file), false) => Mode::File(PathBuf::from(file)),
        (None, false) => Mode::Search,
    };
    let limits: Result<Vec<Bound>, String> = options.limits.iter().map(|text| Bound::parse(text)).collect();
    let today = options.today.as_ref().map(|day| day.parse()).transpose();
    Ok(Typed {
        mode,
        flags: Flags {
            packs: paths(&options.rules),
            pack: options.pack.clone(),
            changes: changes.map_err(|error| failed(lang, &error))?,
            baseline: path(&options.baseline),
            waivers: path(&options.waivers),
            limits: limits.map_err(|error| failed(lang, &error))?,
            ..Flags::default()
        },
        today: today.map_err(|error: jiff::Error| failed(lang, &error.to_string()))?,
    })
}

/// Says what is not the same.
fn tell(
    plan: &Plan,
    recorded: &Receipt,
    again: &Receipt,
    files: &[FileReport],
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    let differences = differences(recorded, again, plan.lang);
    let known = |path: &str| recorded.files.iter().any(|file| file.path == path && !file.errors.is_empty());
    let unread: Vec<FileReport> = files.iter().filter(|file| !known(&file.path)).cloned().collect();
    let mut outcome = say_unreadable(&unread, plan.lang, errors)?;
    let mut gone = false;
    for file in recorded.files.iter().filter(|file| again.files.iter().all(|other| other.path != file.path)) {
        gone = true;
        let word = plan.lang.pick("错误", "error");
        writeln!(errors, "{word}: {}: {}", visible(&file.path), missing(plan.lang))?;
    }
    if gone {
        outcome = Outcome::Failed;
    } else if !differences.is_empty() {
        outcome = outcome.max(Outcome::Found);
    }
    match plan.format {
        Format::Json => {
            let same = differences.is_empty();
            writeln!(
                out,
                "{:#}",
                json!({"same": same, "exit_code": outcome.code(), "differences": differences})
            )?;
        }
        Format::Text => {
            for difference in &differences {
                writeln!(out, "{}", visible(difference))?;
            }
            writeln!(out, "{}", closing(recorded, differences.len(), plan.lang))?;
        }
    }
    Ok(outcome)
}

fn closing(recorded: &Receipt, differences: usize, lang: Lang) -> String {
    let files = recorded.files.len();
    let claims: usize = recorded.files.iter().map(|file| file.claims.len()).sum();
    match (differences, lang) {
        (0, Lang::Zh) => format!("与凭证一致：{files}个文件，{claims}项核对"),
        (0, Lang::En) => format!("the same as in the receipt: files {files}, claims {claims}"),
        (count, Lang::Zh) => format!("与凭证不一致：{count}处"),
        (count, Lang::En) => format!("not the same as in the receipt: differences {count}"),
    }
}
