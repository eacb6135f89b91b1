//! The gate's side of a run: which settings hold for which file, which packs read it, and what is accepted in it.
//!
//! Everything that can be wrong with configuration, packs, baselines and waivers is found before the first file is read.
//! This module must not know how findings are printed.

mod accepted;
mod find;
mod floors;

use std::collections::HashMap;
use std::io;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::crew::{self, Work};
use super::engine::{LoadError, Packs};
use super::inputs::{self, Source};
use super::plan::Input;
use super::typed::Typed;
use crate::document::{Document, Limits};
use crate::gate::Change;
use crate::gate::settings::{Flags, Origin, Set, Settings, is_read};
use crate::ledger::Detail;
use crate::report::{FileReport, Lang, PackInfo, Problem};
use crate::rule::Rule;
pub(super) use accepted::{Accepted, Known};
use find::Configs;
pub(super) use find::{Chain, whole};
pub(super) use floors::{Floors, say_left_out};

/// The baseline of the commands that are about one, where none is set.
const BASELINE: &str = "gouji-baseline.json";

/// Which baselines a run reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Baselines {
    /// Those that are set.
    AsSet,
    /// Those that are set, else the one of the usual name.
    Needed,
    /// The same, and one that is not there yet is empty.
    MayBegin,
}

/// The settings of a run.
pub(super) struct Gate {
    flags: Flags,
    today: Option<Date>,
    configs: Configs,
}

/// Files to check, with the packs and settings of each.
pub(super) struct Session {
    pub tasks: Vec<Task>,
    pub accepted: Accepted,
    /// How much of what is found in the files is to be told.
    pub detail: Detail,
    /// How many files of folders were left out by configuration.
    pub left_out: usize,
    pool: Vec<Packs>,
}

/// One file to check.
pub(super) struct Task {
    pub source: Source,
    pub settings: Arc<Settings>,
    /// Its whole path; none for standard input.
    pub path: Option<PathBuf>,
    packs: usize,
}

/// How far a run through all files is.
pub(super) enum Step<'s> {
    /// The file with this 0-based number is the next to be done.
    Awaits(usize, &'s Task),
    /// It is done, with these packs.
    Has(&'s Task, &'s FileReport, Option<&'s Packs>),
}

impl Gate {
    pub(super) fn new(typed: &Typed) -> Gate {
        Gate { flags: typed.flags.clone(), today: typed.today, configs: Configs::new(typed.mode.clone()) }
    }

    /// The configurations that hold for a path, and what holds in the end; for the working folder, where there is none.
    pub(super) fn settings(&mut self, path: Option<&Path>) -> Result<(Chain, Settings), LoadError> {
        let path = path.map(whole);
        let chain = self.configs.chain(path.as_deref())?;
        let mut settings = Settings::of(&self.flags, &chain, path.as_deref());
        for set in settings.packs.iter_mut().filter(|set| matches!(set.origin, Origin::Line(_))) {
            set.value = PathBuf::from(self.configs.name(&set.value));
        }
        Ok((chain, settings))
    }

    /// A path as it is called from the working folder.
    pub(super) fn name(&self, path: &Path) -> String {
        self.configs.name(path)
    }

    /// The files that `inputs` name, with everything that is needed to check them.
    ///
    pub(super) fn session(
        &mut self,
        inputs: &[Input],
        baselines: Baselines,
        lang: Lang,
    ) -> Result<Session, LoadError> {
        let (sources, left_out) = self.sources(inputs)?;
        let mut accepted = Accepted::new(lang, self.today, baselines == Baselines::MayBegin);
        let (mut tasks, mut pool, mut keys) = (Vec::<Task>::new(), Vec::new(), HashMap::new());
        for source in sources {
            let path = source.path().map(whole);
            let (_, mut settings) = self.settings(path.as_deref())?;
            if baselines != Baselines::AsSet && settings.baseline.is_none() {
                let value = self.configs.here.join(BASELINE);
                settings.baseline = Some(Set { value, origin: Origin::Flag("--baseline") });
            }
            accepted.open(&settings, &self.configs.here)?;
            let key = Key::of(&settings);
            let packs = match keys.get(&key) {
                Some(known) => *known,
                None => {
                    pool.push(Packs::load(&settings, lang)?);
                    keys.insert(key, pool.len() - 1);
                    pool.len() - 1
                }
            };
            // Most files have the settings of the one before, and there may be very many of them.
            let same = tasks.last().map(|task| &task.settings).filter(|before| ***before == settings);
            let settings = same.map_or_else(|| Arc::new(settings.clone()), Arc::clone);
            tasks.push(Task { source, settings, path, packs });
        }
        Ok(Session { tasks, accepted, detail: Detail::Everything, left_out, pool })
    }

    /// The sources of a run, and how many files of folders configuration keeps out.
    fn sources(&mut self, inputs: &[Input]) -> Result<(Vec<Source>, usize), LoadError> {
        let (mut left_out, mut wrong) = (0usize, None);
        let sources = inputs::chosen(inputs, &mut |path, known| {
            let path = whole(path);
            match self.configs.chain(Some(&path)) {
                Ok(chain) => {
                    let read = is_read(&chain, &path, known);
                    left_out += usize::from(known && !read);
                    read
                }
                Err(error) => {
                    wrong.get_or_insert(error);
                    known
                }
            }
        });
        wrong.map_or(Ok((sources, left_out)), Err)
    }
}

/// What tells one choice of packs from another.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    packs: Vec<PathBuf>,
    only: Vec<String>,
    changes: Vec<String>,
}

impl Key {
    fn of(settings: &Settings) -> Key {
        let told = |change: &Change| format!("{} {:?}", change.name, change.severity);
        Key {
            packs: settings.packs.iter().map(|set| set.value.clone()).collect(),
            only: settings.pack.iter().map(|set| set.value.clone()).collect(),
            changes: settings.changes.iter().map(|set| told(&set.value)).collect(),
        }
    }
}

impl Session {
    /// Checks every file in `threads` threads. `follow` is told of the files in their order, what is accepted in them
    /// marked.
    pub(super) fn each(
        &mut self,
        threads: NonZeroUsize,
        mut follow: impl FnMut(Step<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let Session { tasks, accepted, detail, pool, .. } = self;
        let (tasks, pool, detail) = (tasks.as_slice(), pool.as_slice(), *detail);
        let check = |number: usize| tasks.get(number).map(|task| task.check(pool, detail));
        let weigh = |number: usize| tasks.get(number).map_or(0, |task| task.source.weight());
        let work = Work { count: tasks.len(), weigh: &weigh, work: &check };
        crew::in_order(threads, &work, |files| {
            for (number, task) in tasks.iter().enumerate() {
                follow(Step::Awaits(number, task))?;
                let file = files.next().flatten();
                let mut file = file.ok_or_else(|| io::Error::other("a thread was lost"))??;
                accepted.mark(&task.settings, task.path.as_deref(), &mut file);
                follow(Step::Has(task, &file, pool.get(task.packs)))?;
            }
            Ok(())
        })
    }

    /// Reads and checks one file, and marks what is accepted in it.
    pub(super) fn check(&mut self, number: usize) -> io::Result<FileReport> {
        let Some(task) = self.tasks.get(number) else { return Ok(FileReport::default()) };
        let file = task.check(&self.pool, self.detail)?;
        Ok(self.marked(number, file))
    }

    /// Does the same, and keeps the bytes of the file; none if it could not be read.
    pub(super) fn check_keeping(&mut self, number: usize) -> io::Result<(FileReport, Option<Vec<u8>>)> {
        let Some(task) = self.tasks.get(number) else { return Ok((FileReport::default(), None)) };
        let limits = task.settings.limits();
        let bytes = task.source.bytes(limits);
        let file = task.caught(|| {
            let bytes = bytes.as_ref().map_err(Clone::clone);
            let read = bytes.and_then(|bytes| task.source.understood(bytes, limits));
            task.judge(read, limits, &self.pool, self.detail)
        })?;
        Ok((self.marked(number, file), bytes.ok()))
    }

    fn marked(&mut self, number: usize, mut file: FileReport) -> FileReport {
        if let Some(task) = self.tasks.get(number) {
            self.accepted.mark(&task.settings, task.path.as_deref(), &mut file);
        }
        file
    }

    /// The packs that were used, each version once.
    pub(super) fn infos(&self) -> Vec<PackInfo> {
        let mut infos: Vec<PackInfo> = Vec::new();
        for info in self.pool.iter().flat_map(Packs::infos) {
            if !infos.contains(&info) {
                infos.push(info);
            }
        }
        infos
    }

    /// The rules of the packs that were used, each once.
    pub(super) fn rules(&self) -> Vec<&Rule> {
        let mut seen = std::collections::HashSet::new();
        let rules = self.pool.iter().flat_map(Packs::rules);
        rules.filter(|rule| seen.insert(rule.info().full_id())).collect()
    }
}

impl Task {
    /// Reads and checks the file.
    fn check(&self, pool: &[Packs], detail: Detail) -> io::Result<FileReport> {
        let limits = self.settings.limits();
        self.caught(|| self.judge(self.source.read(limits), limits, pool, detail))
    }

    fn judge(
        &self,
        read: Result<Document, Problem>,
        limits: Limits,
        pool: &[Packs],
        detail: Detail,
    ) -> io::Result<FileReport> {
        let document = match read {
            Err(problem) => return Ok(self.failed(problem)),
            Ok(document) => document,
        };
        let packs = pool.get(self.packs).ok_or_else(|| io::Error::other("no pack is loaded"))?;
        let report = match packs.check(&document, &limits, detail)? {
            Ok(report) => report,
            Err(over) => return Ok(self.failed(Problem::OutOfTime(over))),
        };
        Ok(FileReport {
            path: self.source.name.clone(),
            media_type: document.media_type,
            encoding: document.encoding,
            offset: document.offset,
            has_lines: document.has_lines,
            report,
            text: document.text,
            blocks: document.blocks,
            tables: document.tables,
            ..FileReport::default()
        })
    }

    /// What `work` makes of the file. A panic is a mistake of this program or of a library, and costs this file alone.
    fn caught(&self, work: impl FnOnce() -> io::Result<FileReport>) -> io::Result<FileReport> {
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
            let told = panic.downcast_ref::<&str>().map(|told| (*told).to_owned());
            let words = told.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            Ok(self.failed(Problem::Panic { words }))
        })
    }

    fn failed(&self, problem: Problem) -> FileReport {
        FileReport { path: self.source.name.clone(), errors: vec![problem], ..FileReport::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::words;

    #[test]
    fn a_panic_is_a_problem_of_its_file_alone() {
        let mut gate = Gate::new(&Typed { mode: crate::cli::typed::Mode::Isolated, ..Typed::default() });
        let input = Input::Path("report.txt".into());
        let session = gate.session(&[input], Baselines::AsSet, Lang::En).unwrap();
        let file = session.tasks[0].caught(|| panic!("index out of {}", "bounds")).unwrap();
        assert_eq!(file.path, "report.txt");
        assert_eq!(file.errors, [Problem::Panic { words: "index out of bounds".to_owned() }]);
        let told = words::problem(&file.errors[0], Lang::En);
        assert!(told.contains("not checked") && told.contains("index out of bounds"), "{told}");
    }
}
