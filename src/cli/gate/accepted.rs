//! Findings that are accepted: the baselines and waivers of a run, held against each file as it is checked.
//!
//! A file's read error and a shortfall of coverage are no findings, and nothing here can accept them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::find::{shown, unreadable, whole};
use crate::cli::engine::LoadError;
use crate::gate::baseline::{Baseline, Entry};
use crate::gate::settings::Settings;
use crate::gate::waiver::{Waiver, Waivers};
use crate::gate::{At, relative};
use crate::problem::Problem;
use crate::report::gate::GateFinding;
use crate::report::terminal::visible;
use crate::report::{FileReport, Lang, SuppressedBy, Suppression};

/// What standard input is called in a baseline.
const STDIN: &str = "<stdin>";

/// The baselines and waivers of a run, by their whole paths.
pub(in crate::cli) struct Accepted {
    lang: Lang,
    today: Date,
    /// Whether a baseline that is not there yet is an empty one.
    may_begin: bool,
    pub(in crate::cli) baselines: BTreeMap<PathBuf, Known>,
    waivers: BTreeMap<PathBuf, Waivers>,
}

/// One baseline, and what the run found beside it.
pub(in crate::cli) struct Known {
    /// As it is shown.
    pub name: String,
    folder: PathBuf,
    /// What it holds.
    pub stored: Baseline,
    /// Every finding of the run in files that it is for.
    pub found: Baseline,
    /// Those of them that no waiver covers.
    pub standing: Baseline,
    /// The files that were checked.
    checked: BTreeSet<String>,
    /// The files that could not be read.
    unreadable: BTreeSet<String>,
}

impl Accepted {
    pub(super) fn new(lang: Lang, today: Option<Date>, may_begin: bool) -> Accepted {
        let today = today.unwrap_or_else(|| jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date());
        Accepted { lang, today, may_begin, baselines: BTreeMap::new(), waivers: BTreeMap::new() }
    }

    /// Reads the files that `settings` name; `here` is the working folder.
    pub(super) fn open(&mut self, settings: &Settings, here: &Path) -> Result<(), LoadError> {
        if let Some(file) = settings.baseline.as_ref().map(|set| whole(&set.value))
            && !self.baselines.contains_key(&file)
        {
            let known = Known::read(&file, here, self.may_begin)?;
            self.baselines.insert(file, known);
        }
        if let Some(file) = settings.waivers.as_ref().map(|set| whole(&set.value))
            && !self.waivers.contains_key(&file)
        {
            let name = relative(&file, here);
            let source = fs::read_to_string(&file).map_err(|error| unreadable(&name, &error))?;
            let folder = file.parent().unwrap_or(here);
            let waivers = Waivers::parse(&name, folder, &source, self.today);
            self.waivers.insert(file, waivers.map_err(|problems| shown(&problems))?);
        }
        Ok(())
    }

    /// Marks the findings of a file that are accepted; `path` is whole, `None` for standard input.
    pub(super) fn mark(&mut self, settings: &Settings, path: Option<&Path>, file: &mut FileReport) {
        let readable = file.errors.is_empty();
        let waivers = settings.waivers.as_ref().and_then(|set| self.waivers.get_mut(&whole(&set.value)));
        if let Some(waivers) = waivers {
            waivers.saw(path, readable);
            for claim in file.report.claims.iter().filter(|claim| claim.severity.is_some()) {
                if let Some(waiver) = waivers.covering(path, &claim.rule.full_id(), &claim.id) {
                    file.suppressions.insert(claim.id.clone(), waived(waiver));
                }
            }
        }
        let known = settings.baseline.as_ref().and_then(|set| self.baselines.get_mut(&whole(&set.value)));
        if let Some(known) = known {
            known.mark(path, file);
        }
    }

    /// The day on which waivers have to hold.
    pub(in crate::cli) fn today(&self) -> Date {
        self.today
    }

    /// Says which baselines have entries that no longer occur.
    pub(in crate::cli) fn say_stale(&self, lang: Lang, errors: &mut dyn Write) -> io::Result<()> {
        for known in self.baselines.values() {
            let (count, name) = (known.stale().len(), visible(&known.name));
            match (count, lang) {
                (0, _) => {}
                (_, Lang::Zh) => {
                    writeln!(errors, "提示: {name}里有{count}条已不再出现；`gouji baseline prune`可以删去")?
                }
                (_, Lang::En) => writeln!(
                    errors,
                    "note: entries of {name} that no longer occur: {count}; `gouji baseline prune` takes them out"
                )?,
            }
        }
        Ok(())
    }

    /// What is wrong with the waivers, after the last file.
    pub(in crate::cli) fn findings(&self) -> Vec<GateFinding> {
        let flaws = self.waivers.values().flat_map(|waivers| waivers.flaws(&|path| path.exists()));
        flaws.map(|(waiver, flaw)| flaw.finding(waiver, self.lang)).collect()
    }
}

impl Known {
    fn read(file: &Path, here: &Path, may_begin: bool) -> Result<Known, LoadError> {
        let name = relative(file, here);
        let stored = match fs::read_to_string(file) {
            Ok(source) => Baseline::parse(&source).map_err(|wrong| misread(&name, &source, wrong))?,
            Err(error) if may_begin && error.kind() == std::io::ErrorKind::NotFound => Baseline::default(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(missing(&name)),
            Err(error) => return Err(unreadable(&name, &error)),
        };
        Ok(Known {
            name,
            folder: file.parent().unwrap_or(here).to_owned(),
            stored,
            found: Baseline::default(),
            standing: Baseline::default(),
            checked: BTreeSet::new(),
            unreadable: BTreeSet::new(),
        })
    }

    fn mark(&mut self, path: Option<&Path>, file: &mut FileReport) {
        let called = path.map_or(STDIN.to_owned(), |path| relative(path, &self.folder));
        if !file.errors.is_empty() {
            self.unreadable.insert(called);
            return;
        }
        self.checked.insert(called.clone());
        for claim in file.report.claims.iter().filter(|claim| claim.severity.is_some()) {
            let entry = Entry::of(&called, claim);
            if !file.suppressions.contains_key(&claim.id) {
                self.standing.add(entry.clone());
                if self.stored.knows(&entry) {
                    file.suppressions.insert(claim.id.clone(), Suppression::known());
                }
            }
            self.found.add(entry);
        }
    }

    /// The entries that no longer occur: in a file that was checked, or one that is gone.
    pub(in crate::cli) fn stale(&self) -> Vec<&Entry> {
        let gone = |path: &str| path != STDIN && !self.folder.join(path).exists();
        let over =
            |path: &str| !self.unreadable.contains(path) && (self.checked.contains(path) || gone(path));
        self.stored.stale(&self.found, &over)
    }

    /// The findings that are neither known nor waived.
    pub(in crate::cli) fn new_ones(&self) -> Vec<&Entry> {
        self.standing.entries().filter(|entry| !self.stored.knows(entry)).collect()
    }

    /// Whether the run checked the file with this name.
    pub(in crate::cli) fn has_checked(&self, path: &str) -> bool {
        self.checked.contains(path)
    }
}

fn waived(waiver: &Waiver) -> Suppression {
    let trimmed = |at: &At<String>| at.value.trim().to_owned();
    Suppression {
        by: SuppressedBy::Waiver,
        justification: waiver.reason.as_ref().map(trimmed),
        owner: waiver.owner.as_ref().map(trimmed),
        until: waiver.until.as_ref().map(|at| at.value.to_string()),
    }
}

fn missing(name: &str) -> LoadError {
    let message = "there is no such baseline".to_owned();
    let help = Some(format!("`gouji baseline write --baseline {name} PATH…` writes one"));
    shown(&[Problem { file: name.to_owned(), source: Arc::from(""), span: None, message, help }])
}

fn misread(name: &str, source: &str, (message, line, column): (String, usize, usize)) -> LoadError {
    let before: usize = source.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let at = (before + column - 1).min(source.len());
    let span = source.get(at..).map(|_| at..at);
    let help = Some("a baseline is written by `gouji baseline write`, not by hand".to_owned());
    shown(&[Problem { file: name.to_owned(), source: Arc::from(source), span, message, help }])
}
