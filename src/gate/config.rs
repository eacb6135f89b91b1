//! One `gouji.toml`: what it sets, and where.
//!
//! This module must not know how files are found, nor what holds in the end: that is for `settings`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::bound::{self, Bound};
use super::read::{At, Place, Reader, Table, read};
use super::{Change, Glob, RuleName, coverage, fail_on, severity};
use crate::Exact;
use crate::document::Limit;
use crate::problem::Problem;
use crate::report::{FailOn, Lang};

/// Its file name.
pub const NAME: &str = "gouji.toml";

const KEYS: [&str; 15] = [
    "extends",
    "packs",
    "pack",
    "lang",
    "off",
    "severity",
    "fail-on",
    "min-coverage",
    "baseline",
    "waivers",
    "limits",
    "timeout",
    "include",
    "exclude",
    "paths",
];

const PATH_KEYS: [&str; 5] = ["match", "off", "severity", "fail-on", "min-coverage"];

/// What one file sets.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file.
    pub place: Place,
    /// The folder that it is in; all paths below are joined to it.
    pub folder: PathBuf,
    /// The file whose settings hold where this one sets nothing.
    pub extends: Option<At<PathBuf>>,
    /// Folders with rule packs.
    pub packs: Vec<At<PathBuf>>,
    /// The packs to use; empty for all.
    pub pack: Vec<At<String>>,
    /// The language of messages.
    pub lang: Option<At<Lang>>,
    /// The findings that are known.
    pub baseline: Option<At<PathBuf>>,
    /// The findings that somebody answers for.
    pub waivers: Option<At<PathBuf>>,
    /// How much of anything a report may have.
    pub limits: Vec<At<Bound>>,
    /// How long a report may take; nothing for as long as it likes.
    pub timeout: Option<At<Duration>>,
    /// Which files of a folder are read, instead of those whose format is known by their name.
    pub include: Vec<At<Glob>>,
    /// Which files of a folder are not.
    pub exclude: Vec<At<Glob>>,
    /// What holds for every file.
    pub every: Demands,
    /// What holds for some, later ones over earlier ones.
    pub paths: Vec<(Glob, Demands)>,
}

/// What can be set for some files only.
#[derive(Debug, Clone, Default)]
pub struct Demands {
    /// Rules that are off, or whose mismatches have another severity.
    pub changes: Vec<At<Change>>,
    /// From which severity on a finding fails the run.
    pub fail_on: Option<At<FailOn>>,
    /// The least percent of figures that must be judged.
    pub min_coverage: Option<At<Exact>>,
}

impl Config {
    /// Reads the text of a `gouji.toml`.
    ///
    /// `file` is how it is called in messages, `folder` where it is, absolute.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn parse(file: &str, folder: &Path, source: &str) -> Result<Config, Vec<Problem>> {
        read(file, source, |table, reader| Config::of(table, folder, reader))
    }

    fn of(table: Table<'_>, folder: &Path, reader: &mut Reader) -> Config {
        table.only(&KEYS, reader);
        let path = |at: At<String>| at.map(|path| folder.join(path));
        let globs = |key: &str, reader: &mut Reader| -> Vec<At<Glob>> {
            let texts = table.texts(key, reader);
            texts.into_iter().filter_map(|at| reader.understand(at, |text| Glob::new(text, folder))).collect()
        };
        Config {
            place: table.place(reader),
            folder: folder.to_owned(),
            extends: table.text("extends", reader).map(path),
            packs: table.texts("packs", reader).into_iter().map(path).collect(),
            pack: table.text_or_texts("pack", reader),
            lang: table.text("lang", reader).and_then(|at| reader.understand(at, language)),
            baseline: table.text("baseline", reader).map(path),
            waivers: table.text("waivers", reader).map(path),
            limits: limits(table, reader),
            timeout: table.number("timeout", reader).and_then(|at| reader.understand(at, bound::timeout)),
            include: globs("include", reader),
            exclude: globs("exclude", reader),
            every: Demands::of(table, reader),
            paths: table
                .tables("paths", reader)
                .into_iter()
                .filter_map(|table| section(table, folder, reader))
                .collect(),
        }
    }
}

impl Demands {
    fn of(table: Table<'_>, reader: &mut Reader) -> Demands {
        let mut changes: Vec<At<Change>> = Vec::new();
        for at in table.texts("off", reader) {
            changes.extend(reader.understand(at, |text| RuleName::parse(text).map(Change::off)));
        }
        for (name, level) in table.pairs("severity", reader) {
            let name = reader.understand(name, RuleName::parse);
            let level = reader.understand(level, severity);
            let both = name.zip(level);
            changes.extend(
                both.map(|(name, level)| name.map(|name| Change { name, severity: Some(level.value) })),
            );
        }
        let percent = table.number("min-coverage", reader);
        Demands {
            changes,
            fail_on: table.text("fail-on", reader).and_then(|at| reader.understand(at, fail_on)),
            min_coverage: percent.and_then(|at| reader.understand(at, coverage::percent)),
        }
    }
}

/// What stands under `[limits]`.
fn limits(table: Table<'_>, reader: &mut Reader) -> Vec<At<Bound>> {
    let names = Limit::ALL.map(Limit::name);
    let numbers = table.numbers("limits", &names, reader);
    let read = |(name, most): (&str, At<String>)| reader.understand(most, |most| Bound::of(name, most));
    numbers.into_iter().filter_map(read).collect()
}

/// One `[[paths]]`.
fn section(table: Table<'_>, folder: &Path, reader: &mut Reader) -> Option<(Glob, Demands)> {
    table.only(&PATH_KEYS, reader);
    let demands = Demands::of(table, reader);
    let Some(pattern) = table.text("match", reader) else {
        if !table.has("match") {
            let place = table.place(reader);
            let help = "`match = \"reports/**\"`, say, names the files that it is for".to_owned();
            reader.wrong(&place, "[[paths]] without `match`".to_owned(), Some(help));
        }
        return None;
    };
    let glob = reader.understand(pattern, |text| Glob::new(text, folder))?;
    Some((glob.value, demands))
}

fn language(word: &str) -> Result<Lang, String> {
    match word {
        "zh" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err("expected zh or en".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Severity;

    fn parse(source: &str) -> Result<Config, Vec<Problem>> {
        Config::parse("gouji.toml", Path::new("/gate"), source)
    }

    fn complaints(source: &str) -> String {
        parse(source).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_empty_file_sets_nothing() {
        let config = parse("").unwrap();
        assert!(config.packs.is_empty() && config.pack.is_empty() && config.paths.is_empty());
        assert!(config.every.changes.is_empty() && config.every.min_coverage.is_none());
    }

    #[test]
    fn every_key_is_read_with_its_line_and_paths_begin_at_the_folder() {
        let config = parse(concat!(
            "extends = \"../gouji.toml\"\npacks = [\"rules/school\"]\npack = \"school\"\nlang = \"zh\"\n",
            "off = [\"a/b\"]\nfail-on = \"error\"\nmin-coverage = 37.50\nbaseline = \"known.json\"\n",
            "waivers = \"waivers.toml\"\ninclude = [\"*.report\"]\nexclude = [\"old/**\"]\n",
            "[severity]\n\"a/c\" = \"note\"\n[[paths]]\nmatch = \"drafts/**\"\nmin-coverage = 0\noff = [\"a/d\"]\n",
        ))
        .unwrap();
        assert_eq!(config.extends.unwrap().value, Path::new("/gate/../gouji.toml"));
        assert_eq!(config.packs[0].value, Path::new("/gate/rules/school"));
        assert_eq!((config.pack[0].value.as_str(), config.lang.unwrap().value), ("school", Lang::Zh));
        assert_eq!(config.pack[0].place.line(), 3);
        assert_eq!(config.every.min_coverage.unwrap().value, Exact::parse("37.5").unwrap());
        assert_eq!(config.baseline.unwrap().value, Path::new("/gate/known.json"));
        assert_eq!(config.waivers.unwrap().place.column(), 11);
        let changes: Vec<_> =
            config.every.changes.iter().map(|at| (at.value.name.to_string(), at.value.severity)).collect();
        assert_eq!(changes, [("a/b".to_owned(), None), ("a/c".to_owned(), Some(Severity::Note))]);
        let (glob, demands) = &config.paths[0];
        assert!(glob.matches(Path::new("/gate/drafts/x/a.txt")));
        assert_eq!(demands.min_coverage.as_ref().unwrap().value, Exact::ZERO);
        assert_eq!((config.include.len(), config.exclude.len(), demands.changes.len()), (1, 1, 1));
    }

    #[test]
    fn mistakes_are_shown_where_they_are_with_what_was_meant() {
        insta::assert_snapshot!(complaints(
            "packs = \"rules\"\nfali-on = \"error\"\nmin-coverage = \"37\"\n\"路径\" = 1\noff = [\"completion\", 3]\n[severity]\n\"a/b\" = \"loud\"\n\n[[paths]]\noff = []\n\n[[paths]]\nmatch = \"[\"\npack = \"x\"\n"
        ));
    }

    #[test]
    fn what_is_no_toml_is_shown_where_it_stops() {
        insta::assert_snapshot!(complaints("pack = \"a\"\nlang = zh\n"));
        assert!(complaints("pack = \"a\"\npack = \"b\"\n").contains("duplicate key"));
    }

    #[test]
    fn a_percent_that_no_share_can_be_is_refused() {
        for bad in ["100.01", "-1", "1e1", "inf", "0x10", "true"] {
            assert!(parse(&format!("min-coverage = {bad}")).is_err(), "{bad}");
        }
    }
}
