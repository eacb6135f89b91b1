//! The one place where the command touches the engine: loading packs, choosing one for a document, running it.
//!
//! Which pack reads a document is the command's choice, by script; everything else is passed on.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::Serialize;
use serde_json::Value;

use crate::ledger::{Detail, OutOfTime, Report};
use crate::report::{Lang, PackInfo};
use crate::verdict::Severity;

use crate::check_within_telling;
use crate::document::{Document, Limits};
use crate::gate::settings::{Origin, Set, Settings};
use crate::mention::json;
use crate::rule::{Pack, PackError, Rule, builtin_language, builtin_packs, nearest};

/// Why no pack could be used, ready to be shown.
#[derive(Debug, Clone)]
pub(super) struct LoadError(pub String);

impl From<PackError> for LoadError {
    fn from(error: PackError) -> LoadError {
        LoadError(error.to_string())
    }
}

impl From<LoadError> for io::Error {
    fn from(error: LoadError) -> io::Error {
        io::Error::other(error.0)
    }
}

/// The packs of a run: those named on the command line first, then the built-in ones. A built-in pack is loaded when
/// a document in its language comes, so that a run does not pay for the others.
#[derive(Debug)]
pub(super) struct Packs(Vec<Entry>);

/// A pack, loaded or not yet.
#[derive(Debug)]
struct Entry {
    id: String,
    language: String,
    pack: OnceLock<Result<Pack, LoadError>>,
}

impl Entry {
    fn loaded(pack: Pack) -> Entry {
        let (id, language) = (pack.id().to_owned(), pack.language().to_owned());
        Entry { id, language, pack: OnceLock::from(Ok(pack)) }
    }

    fn builtin(name: &str) -> Entry {
        let language = builtin_language(name).unwrap_or_default();
        Entry { id: name.to_owned(), language, pack: OnceLock::new() }
    }

    fn get(&self) -> Result<&Pack, LoadError> {
        let pack = self.pack.get_or_init(|| Ok(Pack::builtin(&self.id)?));
        pack.as_ref().map_err(Clone::clone)
    }

    fn take(self) -> Result<Pack, LoadError> {
        self.get()?;
        self.pack.into_inner().unwrap_or_else(|| Ok(Pack::builtin(&self.id)?))
    }
}

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
    /// The packs of `settings`, with their changes made.
    pub(super) fn load(settings: &Settings, lang: Lang) -> Result<Packs, LoadError> {
        let mut entries = merged(&settings.packs)?;
        for name in builtin_packs() {
            if !entries.iter().any(|entry| entry.id == name) {
                entries.push(Entry::builtin(name));
            }
        }
        let Packs(entries) = chosen(entries, settings, lang)?;
        // A built-in pack that is not loaded yet has rules.
        let has_rules = |entry: &Entry| entry.pack.get().is_none_or(has_rules);
        if !entries.iter().any(has_rules) {
            return Err(LoadError(
                lang.pick("错误: 没有载入任何规则", "error: no rule is loaded").to_owned(),
            ));
        }
        Ok(Packs(entries))
    }

    /// The packs to be tested: those of `settings` and those named, or the built-in ones where none is named. One
    /// that is called as a built-in pack is that one, any other is a folder.
    pub(super) fn to_test(named: &[PathBuf], settings: &Settings, lang: Lang) -> Result<Packs, LoadError> {
        let mut entries = merged(&settings.packs)?;
        let loaded: Vec<_> =
            named.iter().map(|path| by_name(path).unwrap_or_else(|| Pack::load(path))).collect();
        let errors: Vec<String> =
            loaded.iter().filter_map(|pack| pack.as_ref().err()).map(ToString::to_string).collect();
        if !errors.is_empty() {
            return Err(LoadError(errors.join("\n")));
        }
        entries.extend(loaded.into_iter().flatten().map(Entry::loaded));
        for name in builtin_packs().filter(|_| named.is_empty()) {
            if !entries.iter().any(|entry| entry.id == name) {
                entries.push(Entry::builtin(name));
            }
        }
        chosen(entries, settings, lang)
    }

    /// The packs themselves.
    pub(super) fn all(&self) -> Result<Vec<&Pack>, LoadError> {
        self.0.iter().map(Entry::get).collect()
    }

    /// The packs that were used, as output names them: one row for each version whose rules are in it.
    pub(super) fn infos(&self) -> Vec<PackInfo> {
        let mut infos: Vec<PackInfo> = Vec::new();
        for pack in self.0.iter().filter_map(|entry| entry.pack.get()?.as_ref().ok()) {
            let first = infos.len();
            infos.push(PackInfo { id: pack.id().to_owned(), version: pack.version().to_owned(), rules: 0 });
            for rule in pack.rules() {
                let version = &rule.info().version;
                let known = infos.iter().skip(first).position(|info| info.version == *version);
                match known.and_then(|at| infos.get_mut(first + at)) {
                    Some(info) => info.rules += 1,
                    None => {
                        infos.push(PackInfo { id: pack.id().to_owned(), version: version.clone(), rules: 1 })
                    }
                }
            }
        }
        infos
    }

    /// The rules of the packs that were used.
    pub(super) fn rules(&self) -> Vec<&Rule> {
        let used = self.0.iter().filter_map(|entry| entry.pack.get()?.as_ref().ok());
        used.flat_map(Pack::rules).collect()
    }

    /// The packs and their rules, with titles in `lang`.
    pub(super) fn rows(&self, lang: Lang) -> Result<Vec<PackRow>, LoadError> {
        self.0.iter().map(|entry| Ok(pack_row(entry.get()?, lang))).collect()
    }

    /// Has a document checked by every pack in its language, as long as there is time.
    pub(super) fn check(
        &self,
        document: &Document,
        limits: &Limits,
        detail: Detail,
    ) -> Result<Result<Report, OutOfTime>, LoadError> {
        let packs: Result<Vec<&Pack>, LoadError> = self.for_text(&document.text).map(Entry::get).collect();
        Ok(check_within_telling(document, &packs?, limits, detail))
    }

    /// The reader for `text`, by its script.
    pub(super) fn reader(&self, text: &str) -> Result<LineReader<'_>, LoadError> {
        Ok(LineReader(self.pack_for(text)?))
    }

    /// The rules called `name`, with or without their pack; else the ids that come near.
    pub(super) fn wanted(&self, name: &str) -> Result<Result<Vec<Named<'_>>, Vec<String>>, LoadError> {
        let packs = self.all()?;
        let all = || packs.iter().flat_map(|pack| pack.rules().iter().map(move |rule| Named { pack, rule }));
        let called = |wanted: &Named<'_>| {
            let info = wanted.rule.info();
            info.id == name || info.full_id() == name
        };
        let found: Vec<Named<'_>> = all().filter(called).collect();
        if !found.is_empty() {
            return Ok(Ok(found));
        }
        let ids: Vec<String> = all().map(|wanted| wanted.rule.info().full_id()).collect();
        let bare = name.rsplit('/').next().unwrap_or(name);
        let short = |id: &str| id.split_once('/').map_or("", |(_, id)| id).to_owned();
        let shorts: Vec<String> = ids.iter().map(|id| short(id)).collect();
        let near = nearest(bare, shorts.iter().map(String::as_str)).map(str::to_owned);
        let close = |id: &&String| near.as_ref() == Some(&short(id)) || !bare.is_empty() && id.contains(bare);
        Ok(Err(ids.iter().filter(close).take(NEAR).cloned().collect()))
    }

    /// That the pack of `pack/rule` is not loaded, if so.
    pub(super) fn stranger(&self, name: &str, lang: Lang) -> Option<String> {
        let (pack, _) = name.split_once('/')?;
        let known: Vec<&str> = self.0.iter().map(|entry| entry.id.as_str()).collect();
        (!known.contains(&pack)).then(|| unknown(pack, &known.join(", "), lang))
    }

    /// The first pack with rules in the language that the text seems to be in, else the first pack with rules.
    pub(super) fn pack_for(&self, text: &str) -> Result<Option<&Pack>, LoadError> {
        self.for_text(text).next().map(Entry::get).transpose()
    }

    /// The packs in the language that the text seems to be in, in their order; where there is none, the first pack.
    fn for_text(&self, text: &str) -> impl Iterator<Item = &Entry> {
        let language = language_of(text);
        // One without a rule would find nothing and be taken for one that found nothing wrong.
        let able = || self.0.iter().filter(|entry| entry.pack.get().is_none_or(has_rules));
        let known = able().any(|entry| entry.language == language);
        let first = able().next().filter(|_| !known);
        able().filter(move |entry| entry.language == language).chain(first)
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

/// The packs in `folders`, each laid over the one before it, or the built-in one, that has the same id.
fn merged(folders: &[Set<PathBuf>]) -> Result<Vec<Entry>, LoadError> {
    let mut entries: Vec<Entry> = Vec::new();
    for folder in folders {
        let pack = Pack::load(&folder.value).map_err(|error| asked_for(&folder.origin, error))?;
        let at = entries.iter().position(|entry| entry.id == pack.id());
        let below = match at {
            Some(at) => Some(entries.remove(at).take()?),
            None => builtin_packs().find(|name| *name == pack.id()).map(Pack::builtin).transpose()?,
        };
        let pack = match below {
            Some(below) => below.merge(pack)?,
            None => pack,
        };
        entries.insert(at.unwrap_or(entries.len()), Entry::loaded(pack));
    }
    Ok(entries)
}

fn has_rules(pack: &Result<Pack, LoadError>) -> bool {
    pack.as_ref().is_ok_and(|pack| !pack.rules().is_empty())
}

/// The entries with the changes of `settings` made, and only the packs they name.
fn chosen(mut entries: Vec<Entry>, settings: &Settings, lang: Lang) -> Result<Packs, LoadError> {
    let known: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    let unknown = |name: &str, origin: &Origin| match origin {
        Origin::Flag(_) => LoadError(unknown(name, &known.join(", "), lang)),
        Origin::Line(place) => {
            let help = Some(format!("there are: {}", known.join(", ")));
            LoadError(place.problem(format!("there is no pack called `{name}`"), help).to_string())
        }
    };
    for change in &settings.changes {
        let wanted = &change.value.name.pack;
        let at = entries.iter().position(|entry| entry.id == *wanted);
        let at = at.ok_or_else(|| unknown(wanted, &change.origin))?;
        let mut pack = entries.remove(at).take()?;
        change.value.make(&mut pack).map_err(|error| pointed(&change.origin, error))?;
        entries.insert(at, Entry::loaded(pack));
    }
    if let Some(stranger) = settings.pack.iter().find(|only| !known.contains(&only.value)) {
        return Err(unknown(&stranger.value, &stranger.origin));
    }
    if !settings.pack.is_empty() {
        entries.retain(|entry| settings.pack.iter().any(|only| only.value == entry.id));
    }
    Ok(Packs(entries))
}

/// What is wrong with a pack that somebody asked for, and who did where it was not on the command line.
fn asked_for(origin: &Origin, error: PackError) -> LoadError {
    match origin {
        Origin::Flag(_) => error.into(),
        Origin::Line(place) => LoadError(format!("{error}  = note: {} asks for this pack\n", place.name())),
    }
}

/// What is wrong with a change, shown where it was written.
fn pointed(origin: &Origin, error: PackError) -> LoadError {
    let Origin::Line(place) = origin else { return error.into() };
    let told = error.problems.into_iter().map(|wrong| place.problem(wrong.message, wrong.help).to_string());
    LoadError(told.collect())
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
        Lang::Zh => {
            format!("错误: 没有名为 {name} 的规则包；现有：{known}；自己的规则包用 --rules 文件夹 载入")
        }
        Lang::En => format!(
            "error: there is no pack called {name}; there are: {known}; a pack of your own is loaded with --rules FOLDER"
        ),
    }
}

/// So many near names are suggested.
const NEAR: usize = 3;

/// How many characters at the start of a text decide its script.
const SAMPLE: usize = 20_000;

/// `zh` where at least one letter in eight is a Han character, else `en`: a Chinese report full of Latin names is
/// Chinese still, and an English one that quotes a Chinese name is English.
fn language_of(text: &str) -> &'static str {
    let (mut han, mut letters, mut rest) = (0usize, 0usize, text);
    // So many Han characters decide it, whatever comes after them.
    while letters < SAMPLE && han * 8 < SAMPLE {
        let run = usual_han(rest).min(SAMPLE - letters);
        (han, letters) = (han + run, letters + run);
        rest = rest.get(run * "一".len()..).unwrap_or_default();
        let Some(c) = rest.chars().next().filter(|_| letters < SAMPLE) else { break };
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        let is_han =
            matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}');
        han += usize::from(is_han);
        letters += usize::from(is_han || !is_mark(c) && c.is_alphabetic());
    }
    if han > 0 && han * 8 >= letters { "zh" } else { "en" }
}

/// How many of the usual Han characters, U+4E00 to U+9FFF, the text begins with; each has three bytes.
fn usual_han(text: &str) -> usize {
    let mut rest = text.as_bytes();
    while let [a, b, _, tail @ ..] = rest
        && matches!(u16::from_be_bytes([*a, *b]), 0xE4B8..=0xE9BF)
    {
        rest = tail;
    }
    (text.len() - rest.len()) / "一".len()
}

/// The usual marks between Han characters, told before the tables of all letters are asked.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{FF01}'..='\u{FF20}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_han_is_as_long_as_its_characters_are_han() {
        for c in '\u{800}'..='\u{FFFF}' {
            let text = format!("一{c}国");
            let expected = if ('\u{4E00}'..='\u{9FFF}').contains(&c) { 3 } else { 1 };
            assert_eq!(usual_han(&text), expected, "{c:?}");
        }
        assert_eq!((usual_han(""), usual_han("a一"), usual_han("一a二")), (0, 0, 1));
    }

    #[test]
    fn no_mark_is_a_letter() {
        let letters = ('\0'..=char::MAX).filter(|c| is_mark(*c) && c.is_alphabetic());
        assert_eq!(letters.collect::<String>(), "");
        assert!(is_mark('，') && is_mark('、') && is_mark('。') && !is_mark('a') && !is_mark('国'));
    }

    #[test]
    fn only_the_start_of_a_text_decides() {
        let long = "字".repeat(SAMPLE) + &"letters ".repeat(SAMPLE * 2);
        assert_eq!(language_of(&long), "zh");
        let long = "letter".repeat(SAMPLE) + &"字".repeat(SAMPLE * 2);
        assert_eq!(language_of(&long), "en");
    }

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
    fn a_pack_is_loaded_when_a_document_in_its_language_comes() {
        let packs = Packs::load(&Settings::default(), Lang::En).unwrap();
        assert!(packs.infos().is_empty());
        packs
            .check(&Document::plain("完成1200万元。"), &Limits::default(), Detail::Everything)
            .unwrap()
            .unwrap();
        let loaded: Vec<String> = packs.infos().into_iter().map(|info| info.id).collect();
        assert_eq!(loaded, ["zh-report"]);
    }

    #[test]
    fn the_packs_that_ship_have_a_language_and_load() {
        let packs = Packs::load(&Settings::default(), Lang::En).unwrap();
        assert!(packs.0.iter().all(|entry| entry.get().is_ok_and(|pack| pack.language() == entry.language)));
    }

    #[test]
    fn a_pack_nobody_knows_is_an_error_that_names_those_there_are() {
        let only = Set { value: "zh-reprot".to_owned(), origin: Origin::Flag("--pack") };
        let settings = Settings { pack: vec![only], ..Settings::default() };
        let LoadError(told) = Packs::load(&settings, Lang::En).unwrap_err();
        assert!(
            told.contains("zh-reprot") && told.contains("zh-report") && told.contains("--rules"),
            "{told}"
        );
    }
}
