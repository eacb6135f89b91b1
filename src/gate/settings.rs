//! What holds for one file in the end, and who said so: flags over the nearest `gouji.toml`, that over the ones it
//! extends, those over the defaults.
//!
//! This module must not know how configuration files are found.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::bound::{self, Bound};
use super::config::{Config, Demands};
use super::read::{At, Place};
use super::{Change, Glob, RuleName};
use crate::Exact;
use crate::document::{Deadline, Limits};
use crate::report::{FailOn, Lang};

/// Who set a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The flag of this name, dashes included.
    Flag(&'static str),
    /// A line of a configuration file.
    Line(Place),
}

/// A value, and who set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set<T> {
    /// The value.
    pub value: T,
    /// Who set it.
    pub origin: Origin,
}

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    /// `--rules`
    pub packs: Vec<PathBuf>,
    /// `--pack`
    pub pack: Vec<String>,
    /// `--lang`
    pub lang: Option<Lang>,
    /// `--off` and `--severity`
    pub changes: Vec<Change>,
    /// `--fail-on`
    pub fail_on: Option<FailOn>,
    /// `--min-coverage`
    pub min_coverage: Option<Exact>,
    /// `--baseline`
    pub baseline: Option<PathBuf>,
    /// `--waivers`
    pub waivers: Option<PathBuf>,
    /// `--limit`
    pub limits: Vec<Bound>,
    /// `--timeout`
    pub timeout: Option<Duration>,
}

/// What holds for one file. `None`, or nothing in a list, is the default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Folders with rule packs, each laid over those before it.
    pub packs: Vec<Set<PathBuf>>,
    /// The packs to use; empty for all.
    pub pack: Vec<Set<String>>,
    /// The language of messages.
    pub lang: Option<Set<Lang>>,
    /// One change for each rule that is off or has another severity.
    pub changes: Vec<Set<Change>>,
    /// From which severity on a finding fails the run.
    pub fail_on: Option<Set<FailOn>>,
    /// The least percent of figures that must be judged.
    pub min_coverage: Option<Set<Exact>>,
    /// The findings that are known.
    pub baseline: Option<Set<PathBuf>>,
    /// The findings that somebody answers for.
    pub waivers: Option<Set<PathBuf>>,
    /// How much of anything the file may have, later ones over earlier ones.
    pub limits: Vec<Set<Bound>>,
    /// How long it may take; nothing for as long as it likes.
    pub timeout: Option<Set<Duration>>,
}

impl Settings {
    /// What holds for the file at `path` (absolute; `None` for standard input), by `flags` and the `chain` of
    /// configurations, each over those before it.
    pub fn of(flags: &Flags, chain: &[Config], path: Option<&Path>) -> Settings {
        let mut settings = Settings::default();
        for config in chain {
            settings.lay(config, path);
        }
        settings.lay_flags(flags);
        settings.changes = settled(settings.changes);
        settings
    }

    fn lay(&mut self, config: &Config, path: Option<&Path>) {
        self.packs.extend(config.packs.iter().map(by_line));
        if !config.pack.is_empty() {
            self.pack = config.pack.iter().map(by_line).collect();
        }
        replace(&mut self.lang, config.lang.as_ref());
        replace(&mut self.baseline, config.baseline.as_ref());
        replace(&mut self.waivers, config.waivers.as_ref());
        config.limits.iter().for_each(|at| self.bound(by_line(at)));
        replace(&mut self.timeout, config.timeout.as_ref());
        self.demand(&config.every);
        let meant = |glob: &Glob| path.is_some_and(|path| glob.matches(path));
        for (_, demands) in config.paths.iter().filter(|(glob, _)| meant(glob)) {
            self.demand(demands);
        }
    }

    fn demand(&mut self, demands: &Demands) {
        self.changes.extend(demands.changes.iter().map(by_line));
        replace(&mut self.fail_on, demands.fail_on.as_ref());
        replace(&mut self.min_coverage, demands.min_coverage.as_ref());
    }

    fn lay_flags(&mut self, flags: &Flags) {
        fn over<T: Clone>(held: &mut Option<Set<T>>, typed: Option<&T>, name: &'static str) {
            if let Some(value) = typed {
                *held = Some(Set { value: value.clone(), origin: Origin::Flag(name) });
            }
        }
        let typed = |path: &PathBuf| Set { value: path.clone(), origin: Origin::Flag("--rules") };
        self.packs.extend(flags.packs.iter().map(typed));
        if !flags.pack.is_empty() {
            let typed = |name: &String| Set { value: name.clone(), origin: Origin::Flag("--pack") };
            self.pack = flags.pack.iter().map(typed).collect();
        }
        over(&mut self.lang, flags.lang.as_ref(), "--lang");
        over(&mut self.fail_on, flags.fail_on.as_ref(), "--fail-on");
        over(&mut self.min_coverage, flags.min_coverage.as_ref(), "--min-coverage");
        over(&mut self.baseline, flags.baseline.as_ref(), "--baseline");
        over(&mut self.waivers, flags.waivers.as_ref(), "--waivers");
        over(&mut self.timeout, flags.timeout.as_ref(), "--timeout");
        for value in &flags.limits {
            self.bound(Set { value: *value, origin: Origin::Flag("--limit") });
        }
        self.changes.extend(flags.changes.iter().map(|change| {
            let name = if change.severity.is_some() { "--severity" } else { "--off" };
            Set { value: change.clone(), origin: Origin::Flag(name) }
        }));
    }

    /// Sets a limit, whatever it was before.
    fn bound(&mut self, set: Set<Bound>) {
        self.limits.retain(|before| before.value.limit != set.value.limit);
        self.limits.push(set);
    }

    /// The limits of a file whose time begins now.
    pub fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        self.limits.iter().for_each(|set| limits.set(set.value.limit, set.value.most));
        let time = self.timeout.as_ref().map_or(bound::TIMEOUT, |set| set.value);
        if !time.is_zero() {
            limits.deadline = Deadline::after(time);
        }
        limits
    }

    /// From which severity on a finding fails the run.
    pub fn fails_on(&self) -> FailOn {
        self.fail_on.as_ref().map_or_else(FailOn::default, |set| set.value)
    }
}

/// Whether a walk through a folder is to read the file at `path`, which is absolute. `known` says whether its format
/// is known by its name.
pub fn is_read(chain: &[Config], path: &Path, known: bool) -> bool {
    let any = |globs: fn(&Config) -> &[At<Glob>]| {
        chain.iter().flat_map(|config| globs(config).iter()).any(|at| at.value.matches(path))
    };
    let narrowed = chain.iter().any(|config| !config.include.is_empty());
    let wanted = if narrowed { any(|config| &config.include) } else { known };
    wanted && !any(|config| &config.exclude)
}

fn by_line<T: Clone>(at: &At<T>) -> Set<T> {
    Set { value: at.value.clone(), origin: Origin::Line(at.place.clone()) }
}

fn replace<T: Clone>(held: &mut Option<Set<T>>, set: Option<&At<T>>) {
    if let Some(at) = set {
        *held = Some(by_line(at));
    }
}

/// The one change for each rule that holds: off wins, else the last severity.
fn settled(changes: Vec<Set<Change>>) -> Vec<Set<Change>> {
    let mut held: BTreeMap<RuleName, Set<Change>> = BTreeMap::new();
    for set in changes {
        let off = held.get(&set.value.name).is_some_and(|before| before.value.severity.is_none());
        if !off {
            held.insert(set.value.name.clone(), set);
        }
    }
    held.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Severity;

    fn config(name: &str, source: &str) -> Config {
        Config::parse(name, Path::new("/gate"), source).unwrap()
    }

    fn line(set: Option<&Origin>) -> String {
        match set {
            None => "default".to_owned(),
            Some(Origin::Flag(name)) => (*name).to_owned(),
            Some(Origin::Line(place)) => place.name(),
        }
    }

    #[test]
    fn a_flag_wins_over_the_nearest_file_and_that_over_what_it_extends() {
        let chain = [
            config("base.toml", "pack = \"a\"\nmin-coverage = 10\nbaseline = \"b\"\npacks = [\"one\"]\n"),
            config("near.toml", "lang = \"zh\"\nmin-coverage = 20\npacks = [\"two\"]\nwaivers = \"w\"\n"),
        ];
        let flags = Flags { waivers: Some("typed".into()), packs: vec!["three".into()], ..Flags::default() };
        let held = Settings::of(&flags, &chain, None);
        assert_eq!(line(held.pack.first().map(|set| &set.origin)), "base.toml:1");
        assert_eq!(line(held.min_coverage.as_ref().map(|set| &set.origin)), "near.toml:2");
        assert_eq!(line(held.baseline.as_ref().map(|set| &set.origin)), "base.toml:3");
        assert_eq!(line(held.waivers.as_ref().map(|set| &set.origin)), "--waivers");
        assert_eq!(line(held.fail_on.as_ref().map(|set| &set.origin)), "default");
        assert_eq!(held.min_coverage.unwrap().value, Exact::whole(20));
        let packs: Vec<&Path> = held.packs.iter().map(|set| set.value.as_path()).collect();
        assert_eq!(packs, [Path::new("/gate/one"), Path::new("/gate/two"), Path::new("three")]);
    }

    #[test]
    fn a_section_holds_for_its_paths_only_and_the_last_one_wins() {
        let sections = "fail-on = \"note\"\n[[paths]]\nmatch = \"d/**\"\nfail-on = \"error\"\n\
                        [[paths]]\nmatch = \"d/x.txt\"\nfail-on = \"never\"\n";
        let chain = [config("g", sections)];
        let fails = |path: Option<&str>, severity| {
            Settings::of(&Flags::default(), &chain, path.map(Path::new)).fails_on().fails(severity)
        };
        assert!(fails(Some("/gate/a.txt"), Severity::Note));
        assert!(fails(None, Severity::Note));
        assert!(!fails(Some("/gate/d/a.txt"), Severity::Warning));
        assert!(fails(Some("/gate/d/a.txt"), Severity::Error));
        assert!(!fails(Some("/gate/d/x.txt"), Severity::Error));
        let flags = Flags { fail_on: Some(FailOn::Note), ..Flags::default() };
        let held = Settings::of(&flags, &chain, Some(Path::new("/gate/d/x.txt")));
        assert!(held.fails_on().fails(Severity::Note));
    }

    #[test]
    fn the_last_severity_of_a_rule_holds_and_off_wins() {
        let chain =
            [config("g", "off = [\"p/off\"]\n[severity]\n\"p/a\" = \"note\"\n\"p/off\" = \"error\"\n")];
        let name = |rule: &str| RuleName { pack: "p".into(), rule: rule.into() };
        let typed = |rule, severity| Change { name: name(rule), severity };
        let changes =
            vec![typed("a", Some(Severity::Error)), typed("off", Some(Severity::Note)), typed("b", None)];
        let held = Settings::of(&Flags { changes, ..Flags::default() }, &chain, None).changes;
        let held: Vec<_> =
            held.iter().map(|set| (set.value.name.rule.as_str(), set.value.severity)).collect();
        assert_eq!(held, [("a", Some(Severity::Error)), ("b", None), ("off", None)]);
    }

    #[test]
    fn include_takes_the_place_of_what_is_known_and_exclude_wins() {
        let read = |source: &str, path: &str, known| is_read(&[config("g", source)], Path::new(path), known);
        assert!(read("", "/gate/a.txt", true) && !read("", "/gate/a.dat", false));
        let both = "include = [\"*.dat\"]\nexclude = [\"old/**\"]\n";
        assert!(read(both, "/gate/x/a.dat", false) && !read(both, "/gate/a.txt", true));
        assert!(!read(both, "/gate/old/a.dat", false));
    }
}
