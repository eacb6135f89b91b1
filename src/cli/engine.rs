//! The one place where the command touches the engine: loading packs, choosing one for a document, running it.
//!
//! Which pack reads a document is the command's choice, by script; everything else is passed on.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use crate::ledger::Report;
use crate::report::{Lang, PackInfo};
use crate::verdict::Severity;

use crate::check;
use crate::mention::json;
use crate::rule::{Pack, PackError, Rule, builtin_packs, nearest};

/// Why no pack could be used, ready to be shown.
#[derive(Debug)]
pub(super) struct LoadError(pub String);

/// The packs of a run: those named on the command line first, then the built-in ones.
#[derive(Debug)]
pub(super) struct Packs(Vec<Pack>);

/// A pack as `gouji rules` lists it.
#[derive(Debug, Serialize)]
pub(super) struct PackRow {
    pub id: String,
    pub version: String,
    pub language: String,
    pub rules: Vec<RuleRow>,
}

/// A rule as `gouji rules` lists it.
#[derive(Debug, Serialize)]
pub(super) struct RuleRow {
    pub id: String,
    pub kind: String,
    pub status: String,
    pub severity: Option<Severity>,
    pub title: String,
}

/// A rule that was asked for, in its pack.
pub(super) struct Named<'p> {
    pub pack: &'p Pack,
    pub rule: &'p Rule,
}

/// Reads the figures of one line.
pub(super) struct LineReader<'p>(Option<&'p Pack>);

impl Packs {
    /// Loads the packs in `folders` and the built-in ones they do not replace; only the one called `only`, if any.
    pub(super) fn load(folders: &[PathBuf], only: Option<&str>, lang: Lang) -> Result<Packs, LoadError> {
        let mut packs: Vec<Pack> = Vec::new();
        for folder in folders {
            packs.push(Pack::load(folder).map_err(|error| LoadError(error.to_string()))?);
        }
        for name in builtin_packs() {
            if !packs.iter().any(|pack| pack.id() == name) {
                packs.push(Pack::builtin(name).map_err(|error| LoadError(error.to_string()))?);
            }
        }
        let known: Vec<String> = packs.iter().map(|pack| pack.id().to_owned()).collect();
        packs.retain(|pack| only.is_none_or(|only| pack.id() == only));
        match (packs.iter().map(|pack| pack.rules().len()).sum(), only) {
            (0, Some(only)) if packs.is_empty() => Err(LoadError(unknown(only, &known.join(", "), lang))),
            (0, _) => {
                Err(LoadError(lang.pick("错误: 没有载入任何规则", "error: no rule is loaded").to_owned()))
            }
            (_, _) => Ok(Packs(packs)),
        }
    }

    /// The packs to be tested: those in `folders` and those named, or the built-in ones where none is named. One
    /// that is called as a built-in pack is that one, any other is a folder.
    pub(super) fn to_test(
        named: &[PathBuf],
        folders: &[PathBuf],
        only: Option<&str>,
        lang: Lang,
    ) -> Result<Packs, LoadError> {
        let mut loaded: Vec<_> = folders.iter().map(|folder| Pack::load(folder)).collect();
        loaded.extend(named.iter().map(|path| by_name(path).unwrap_or_else(|| Pack::load(path))));
        let is_loaded = |name: &&str| loaded.iter().flatten().any(|pack| pack.id() == *name);
        let shipped: Vec<&str> =
            builtin_packs().filter(|name| named.is_empty() && !is_loaded(name)).collect();
        loaded.extend(shipped.into_iter().map(Pack::builtin));
        let errors: Vec<String> =
            loaded.iter().filter_map(|pack| pack.as_ref().err()).map(ToString::to_string).collect();
        if !errors.is_empty() {
            return Err(LoadError(errors.join("\n")));
        }
        let mut packs: Vec<Pack> = loaded.into_iter().flatten().collect();
        let known: Vec<String> = packs.iter().map(|pack| pack.id().to_owned()).collect();
        packs.retain(|pack| only.is_none_or(|only| pack.id() == only));
        match only {
            Some(only) if packs.is_empty() => Err(LoadError(unknown(only, &known.join(", "), lang))),
            _ => Ok(Packs(packs)),
        }
    }

    /// The packs themselves.
    pub(super) fn all(&self) -> &[Pack] {
        &self.0
    }

    /// The packs as output names them.
    pub(super) fn infos(&self) -> Vec<PackInfo> {
        let info = |pack: &Pack| PackInfo {
            id: pack.id().to_owned(),
            version: pack.version().to_owned(),
            rules: pack.rules().len(),
        };
        self.0.iter().map(info).collect()
    }

    /// The packs and their rules, with titles in `lang`.
    pub(super) fn rows(&self, lang: Lang) -> Vec<PackRow> {
        self.0.iter().map(|pack| pack_row(pack, lang)).collect()
    }

    /// Has `text` checked by the pack for its script.
    pub(super) fn check(&self, text: &str) -> Report {
        self.pack_for(text).map_or_else(Report::default, |pack| check(text, pack))
    }

    /// The reader for `text`, by its script.
    pub(super) fn reader(&self, text: &str) -> LineReader<'_> {
        LineReader(self.pack_for(text))
    }

    /// The rules called `name`, with or without their pack; else the ids that come near.
    pub(super) fn wanted(&self, name: &str) -> Result<Vec<Named<'_>>, Vec<String>> {
        let all = || self.0.iter().flat_map(|pack| pack.rules().iter().map(move |rule| Named { pack, rule }));
        let called = |wanted: &Named<'_>| {
            let info = wanted.rule.info();
            info.id == name || info.full_id() == name
        };
        let found: Vec<Named<'_>> = all().filter(called).collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let ids: Vec<String> = all().map(|wanted| wanted.rule.info().full_id()).collect();
        let bare = name.rsplit('/').next().unwrap_or(name);
        let short = |id: &str| id.split_once('/').map_or("", |(_, id)| id).to_owned();
        let shorts: Vec<String> = ids.iter().map(|id| short(id)).collect();
        let near = nearest(bare, shorts.iter().map(String::as_str)).map(str::to_owned);
        let close = |id: &&String| near.as_ref() == Some(&short(id)) || !bare.is_empty() && id.contains(bare);
        Err(ids.iter().filter(close).take(NEAR).cloned().collect())
    }

    /// The first pack in the language that the text seems to be in, else the first pack.
    pub(super) fn pack_for(&self, text: &str) -> Option<&Pack> {
        let language = language_of(text);
        self.0.iter().find(|pack| pack.language() == language).or_else(|| self.0.first())
    }
}

impl LineReader<'_> {
    /// The figures of a line, each as the contract has it.
    pub(super) fn read(&self, line: &str, number: usize) -> Vec<Value> {
        let Some(pack) = self.0 else { return Vec::new() };
        pack.reader()
            .read(line)
            .iter()
            .filter_map(|m| serde_json::from_str(&json::line(m, number, line)).ok())
            .collect()
    }
}

/// The built-in pack of this name, if there is one.
fn by_name(path: &Path) -> Option<Result<Pack, PackError>> {
    let name = builtin_packs().find(|name| Some(*name) == path.to_str())?;
    Some(Pack::builtin(name))
}

fn pack_row(pack: &Pack, lang: Lang) -> PackRow {
    let rules = pack.rules().iter().map(|rule| RuleRow {
        id: rule.info().id.clone(),
        kind: rule.info().kind.clone(),
        status: rule.status().name().to_owned(),
        severity: rule.severity(),
        title: rule.info().title.get(lang.code()).to_owned(),
    });
    PackRow {
        id: pack.id().to_owned(),
        version: pack.version().to_owned(),
        language: pack.language().to_owned(),
        rules: rules.collect(),
    }
}

fn unknown(name: &str, known: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("错误: 没有名为 {name} 的规则包；现有：{known}"),
        Lang::En => format!("error: there is no pack called {name}; there are: {known}"),
    }
}

/// So many near names are suggested.
const NEAR: usize = 3;

/// How many characters at the start of a text decide its script.
const SAMPLE: usize = 20_000;

/// `zh` where at least one letter in eight is a Han character, else `en`: a Chinese report full of Latin names is
/// Chinese still, and an English one that quotes a Chinese name is English.
fn language_of(text: &str) -> &'static str {
    let (mut han, mut letters) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE) {
        letters += 1;
        han += usize::from(
            matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}'),
        );
    }
    if han > 0 && han * 8 >= letters { "zh" } else { "en" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_tells_the_language() {
        assert_eq!(language_of("全年GDP增长5.2%"), "zh");
        assert_eq!(language_of("5.2%"), "en");
        assert_eq!(
            language_of("Growth was 5.2 percent in Guizhou (贵州) and elsewhere in the country"),
            "en"
        );
    }

    #[test]
    fn a_pack_nobody_knows_is_an_error_that_names_those_there_are() {
        let LoadError(told) = Packs::load(&[], Some("zh-reprot"), Lang::En).unwrap_err();
        assert!(told.contains("zh-reprot") && told.contains("zh-report"), "{told}");
    }
}
