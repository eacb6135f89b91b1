//! From the files of a pack to a [`Pack`]: reads them, gathers every problem, and puts the parts together.
//!
//! This module knows which file holds what. It must not know how a rule compiles.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;

use super::compile::{self, Source};
use super::error::PackError;
use super::spec::{AS_PRINTED, PackSpec, RuleFile, VocabularyFile};
use super::table::{self, TableWords};
use super::units::Known;
use super::vocabulary::Vocabulary;
use super::{Context, Lazy, Pack, Phrases, Rule, builtin, pattern, requires, sound};
use crate::ledger::Localized;
use crate::mention::{Lexicon, Reader};
use crate::problem::{Problem, nearest};

/// A pack file may be this large.
const MAX_FILE: u64 = 4 << 20;
/// A pack may hold this many rules.
const MAX_RULES: usize = 10_000;

impl Pack {
    /// A pack that ships with gouji, by name.
    ///
    /// # Errors
    /// When no pack has that name.
    ///
    /// ```
    /// let pack = gouji::Pack::builtin("zh-report")?;
    /// assert_eq!(pack.language(), "zh");
    /// # Ok::<(), gouji::PackError>(())
    /// ```
    pub fn builtin(name: &str) -> Result<Pack, PackError> {
        let Some((_, files)) = builtin::PACKS.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = builtin::builtin_packs().collect();
            let help = format!("the packs that ship are {}", known.join(", "));
            return Err(PackError::general(name, format!("no pack is called `{name}`"), Some(help)));
        };
        let files = files.iter().map(|file| (format!("{name}/{}", file.name), Arc::from(file.json)));
        build(name, files.collect(), true)
    }

    /// A pack from a folder that holds `pack.yaml`.
    ///
    /// # Errors
    /// Every problem of the pack, each with its place in the YAML.
    pub fn load(folder: &Path) -> Result<Pack, PackError> {
        let pack = build(&folder.display().to_string(), read_folder(folder)?, false)?;
        Ok(Pack { folder: Some(folder.to_owned()), ..pack })
    }
}

fn read_folder(folder: &Path) -> Result<Vec<(String, Arc<str>)>, PackError> {
    let shown = folder.display().to_string();
    if folder.is_file() {
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.map_or_else(|| ".".to_owned(), |parent| parent.display().to_string());
        let help = format!("name the folder that holds `pack.yaml`: {parent}");
        return Err(PackError::general(&shown, "a pack is a folder, and this is a file".into(), Some(help)));
    }
    let fail =
        |what: std::io::Error| PackError::general(&shown, format!("cannot read the pack: {what}"), None);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.extension().is_some_and(|ext| ext == "yaml" || ext == "yml") && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let fail = |what: String| PackError::general(&name, what, None);
        if leads_out(&path, folder) {
            let help = "put the file itself into the folder of the pack".to_owned();
            let told = "this link leads out of the pack, and is not followed".to_owned();
            return Err(PackError::general(&name, told, Some(help)));
        }
        let size = std::fs::metadata(&path).map_err(|e| fail(format!("cannot read it: {e}")))?.len();
        if size > MAX_FILE {
            return Err(fail(format!(
                "the file has {size} bytes, more than the {MAX_FILE} a pack file may have"
            )));
        }
        let text =
            std::fs::read_to_string(&path).map_err(|e| fail(format!("cannot read it as UTF-8: {e}")))?;
        files.push((name, Arc::from(text)));
    }
    Ok(files)
}

/// Whether a file of a pack is a link to somewhere else: what a pack is read from must be what was handed over, and an
/// error shows lines of it.
fn leads_out(path: &Path, folder: &Path) -> bool {
    let is_link = std::fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    is_link && !real(path).zip(real(folder)).is_some_and(|(path, folder)| path.starts_with(folder))
}

/// The files of a pack by what they hold.
#[derive(Default)]
struct Files {
    pack: Option<(Source, PackSpec)>,
    lexicon: Option<(Source, Lexicon)>,
    vocabulary: Option<(Source, VocabularyFile)>,
    rules: Vec<(Source, RuleFile)>,
}

/// The language of a pack that ships, without loading its rules.
#[cfg(feature = "cli")]
pub(crate) fn builtin_language(name: &str) -> Option<String> {
    let (_, files) = builtin::PACKS.iter().find(|(known, _)| *known == name)?;
    let file = files.iter().find(|file| file.name == "pack.yaml")?;
    serde_json::from_str::<PackSpec>(file.json).ok().map(|spec| spec.language.value)
}

/// Builds a pack from its files; `lean` says that they are JSON, and their examples were left aside.
fn build(name: &str, files: Vec<(String, Arc<str>)>, lean: bool) -> Result<Pack, PackError> {
    let files: Vec<Source> = files.into_iter().map(|(file, text)| Source { file, text, lean }).collect();
    let head = files.iter().find(|source| source.base() == "pack.yaml");
    if let Some(problem) = head.filter(|_| !lean).and_then(requires::check) {
        return Err(PackError { problems: vec![problem] });
    }
    let mut problems = Vec::new();
    let sorted = sort_files(files, &mut problems);
    if !problems.is_empty() {
        return Err(PackError { problems });
    }
    let Some((pack_source, spec)) = sorted.pack else {
        let help = "a pack is a folder with `pack.yaml`, `lexicon.yaml`, `vocabulary.yaml` and rule files";
        return Err(PackError::general(name, "the folder holds no `pack.yaml`".into(), Some(help.into())));
    };
    check_head(&pack_source, &spec, &mut problems);
    let vocabulary = Arc::new(vocabulary(sorted.vocabulary, spec.spaces, &mut problems));
    if !problems.is_empty() {
        return Err(PackError { problems });
    }
    let (lexicon_source, lexicons): (Vec<Source>, Vec<Lexicon>) = sorted.lexicon.into_iter().unzip();
    let below = shipped_lexicon(name, &spec.id.value);
    let units = Known::of(lexicons.iter().chain(&below));
    let rules = rules(&sorted.rules, &spec, &vocabulary, &units, &mut problems);
    let context = context(&pack_source, &spec, &vocabulary, &mut problems);
    let tables = table::words(&pack_source, &spec, &vocabulary, &mut problems);
    let reader = reader(lexicon_source.first(), &lexicons, &mut problems);
    match reader {
        Some(reader) if problems.is_empty() => {
            Ok(Pack { lexicons, tables, ..assemble(spec, reader, rules, context) })
        }
        _ => Err(PackError { problems }),
    }
}

/// What is wrong with the id or the language of a pack.
fn check_head(source: &Source, spec: &PackSpec, problems: &mut Vec<Problem>) {
    if let Some(message) = compile::not_an_id(&spec.id.value) {
        problems.push(source.problem(Some(source.span_of(&spec.id.referenced)), message, None));
    }
    let language = &spec.language.value;
    if !((2..=3).contains(&language.len()) && language.chars().all(|c| c.is_ascii_lowercase())) {
        let message = format!("`{language}` is not a code of a language");
        let help = "write its code of two or three letters: `zh`, `en`, `fr`".to_owned();
        let span = source.span_of(&spec.language.referenced);
        problems.push(source.problem(Some(span), message, Some(help)));
    }
}

/// The lexicon that a folder with the id of a pack that ships will be laid over.
fn shipped_lexicon(name: &str, id: &str) -> Option<Lexicon> {
    let (_, files) = builtin::PACKS.iter().find(|(known, _)| *known == id && *known != name)?;
    let file = files.iter().find(|file| file.name == "lexicon.yaml")?;
    serde_json::from_str(file.json).ok()
}

fn assemble(spec: PackSpec, reader: Reader, rules: Vec<Rule>, context: Context) -> Pack {
    Pack {
        id: spec.id.value,
        version: spec.version,
        language: spec.language.value,
        title: Localized(spec.title),
        spaces: spec.spaces,
        reader,
        rules,
        index: OnceLock::new(),
        context,
        tables: TableWords::default(),
        folder: None,
        lexicons: Vec::new(),
    }
}

fn sort_files(files: Vec<Source>, problems: &mut Vec<Problem>) -> Files {
    let mut sorted = Files::default();
    for source in files {
        match source.base() {
            "pack.yaml" => sorted.pack = parse(&source, problems).map(|spec| (source, spec)),
            "lexicon.yaml" => sorted.lexicon = parse(&source, problems).map(|spec| (source, spec)),
            "vocabulary.yaml" => sorted.vocabulary = parse(&source, problems).map(|spec| (source, spec)),
            _ => sorted.rules.extend(parse(&source, problems).map(|spec| (source, spec))),
        }
    }
    sorted
}

fn parse<T: DeserializeOwned>(source: &Source, problems: &mut Vec<Problem>) -> Option<T> {
    if source.lean {
        let value = serde_json::from_str::<T>(&source.text);
        let told = |error: serde_json::Error| problems.push(source.problem(None, error.to_string(), None));
        return value.map_err(told).ok();
    }
    match serde_yaml::from_str::<T>(&source.text) {
        Ok(value) => Some(value),
        Err(error) => {
            let span = error.location().map(|location| source.span_of(&location));
            problems.push(told(source, span, &first_line(&error.without_snippet().to_string())));
            None
        }
    }
}

/// The reader's complaint in our words, with the nearest known name.
fn told(source: &Source, span: Option<Range<usize>>, message: &str) -> Problem {
    if message.contains("found a tab") {
        let help = "indent with spaces: YAML does not take tabs".to_owned();
        return source.problem(tab(&source.text).or(span), "a tab as indentation".into(), Some(help));
    }
    if let Some(key) = message.strip_prefix("duplicate mapping key: ") {
        let key = key.split(',').next().unwrap_or(key);
        return source.problem(
            span,
            format!("the key `{key}` stands twice"),
            Some("keep one of the two".into()),
        );
    }
    if let Some(key) = message.strip_prefix("missing field ") {
        return source.problem(span, format!("the key {key} is missing here"), None);
    }
    if message.contains(AS_PRINTED) {
        let help = "write the figure as it is printed, in quotes: \"94.4%\", \"1,250 places\" (in `{…}` a comma ends a value)";
        let message = "a figure that the example expects must be a text".to_owned();
        return source.problem(span, message, Some(help.to_owned()));
    }
    if message.contains("expected mapping start") {
        let help = "a title or another text for people says its language: `{en: …}` or `{zh: …, en: …}`";
        return source.problem(span, "a mapping is expected here".into(), Some(help.to_owned()));
    }
    let (what, expected) = message.split_once(", expected one of ").unwrap_or((message, ""));
    let (Some(name), false) = (what.split('`').nth(1), expected.is_empty()) else {
        return source.problem(span, message.to_owned(), None);
    };
    let what = what.replace("unknown field", "unknown key").replace("unknown variant", "unknown word");
    let near = nearest(name, expected.split(", ")).map(|near| format!("did you mean `{near}`?"));
    source.problem(span, what, near.or_else(|| Some(format!("expected one of: {expected}"))))
}

/// The first tab at the beginning of a line.
fn tab(text: &str) -> Option<Range<usize>> {
    let lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let inside = |(start, line): (usize, &str)| {
        let indent = line.len() - line.trim_start().len();
        line.get(..indent)?.find('\t').map(|tab| start + tab..start + tab + 1)
    };
    lines.filter_map(inside).next()
}

/// The message without the place it repeats, for the place is shown with the YAML.
fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or("");
    let line = line.split(" at line ").next().unwrap_or(line);
    let cut =
        line.strip_prefix("line ").and_then(|rest| rest.split_once(": ")).map_or(line, |(_, rest)| rest);
    cut.trim_start_matches("error: ").to_owned()
}

fn vocabulary(
    file: Option<(Source, VocabularyFile)>,
    spaces: bool,
    problems: &mut Vec<Problem>,
) -> Vocabulary {
    let Some((source, file)) = file else { return Vocabulary::default() };
    let words =
        |list: &Vec<serde_yaml::Spanned<String>>| list.iter().map(|word| word.value.clone()).collect();
    let lists: BTreeMap<String, Vec<String>> =
        file.vocabulary.iter().map(|(name, list)| (name.clone(), words(list))).collect();
    match Vocabulary::new(&lists, spaces) {
        Ok(vocabulary) => vocabulary,
        Err(errors) => {
            for error in errors {
                let word = file.vocabulary.get(&error.list).and_then(|list| list.get(error.index));
                let span = word.map(|word| source.span_of(&word.referenced));
                problems.push(source.problem(span, error.message, None));
            }
            Vocabulary::default()
        }
    }
}

fn rules(
    files: &[(Source, RuleFile)],
    pack: &PackSpec,
    vocabulary: &Arc<Vocabulary>,
    units: &Known,
    problems: &mut Vec<Problem>,
) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for (source, file) in files {
        for spec in &file.rules {
            if rules.iter().any(|rule| rule.info.id == spec.id.value) {
                let message = format!("two rules are called `{}`", spec.id.value);
                problems.push(source.problem(Some(source.span_of(&spec.id.referenced)), message, None));
            }
            if rules.len() >= MAX_RULES {
                problems.push(source.problem(
                    None,
                    format!("a pack may hold {MAX_RULES} rules at most"),
                    None,
                ));
                return rules;
            }
            rules.extend(compile::rule(spec, source, pack, vocabulary, units, problems));
        }
    }
    rules
}

fn context(
    source: &Source,
    spec: &PackSpec,
    vocabulary: &Arc<Vocabulary>,
    problems: &mut Vec<Problem>,
) -> Context {
    let from = &spec.context;
    let asked = from.bare_percent.as_ref();
    let bare_percent = asked.and_then(|text| phrases(text, source, spec.spaces, vocabulary, problems));
    let mut compiled = |text: &Option<serde_yaml::Spanned<String>>| {
        words(text.as_ref()?, source, spec.spaces, vocabulary, problems)
    };
    Context {
        plan_heading: compiled(&from.plan_heading),
        report_heading: compiled(&from.report_heading),
        indicator_trim: from.indicator_trim.clone(),
        rounding_note: compiled(&from.rounding_note),
        constant_prices: compiled(&from.constant_prices),
        unit_line: compiled(&from.unit_line),
        bare_percent,
    }
}

/// Compiles a pattern without slots, to be searched for anywhere in a stretch of skeleton.
pub(super) fn phrases(
    text: &serde_yaml::Spanned<String>,
    source: &Source,
    spaces: bool,
    vocabulary: &Arc<Vocabulary>,
    problems: &mut Vec<Problem>,
) -> Option<Phrases> {
    let node = checked(text, source, spaces, vocabulary, problems)?;
    Some(Phrases::new(node, vocabulary))
}

/// Compiles a pattern without slots, to be searched for anywhere in a line of text.
pub(super) fn words(
    text: &serde_yaml::Spanned<String>,
    source: &Source,
    spaces: bool,
    vocabulary: &Arc<Vocabulary>,
    problems: &mut Vec<Problem>,
) -> Option<Lazy> {
    let node = checked(text, source, spaces, vocabulary, problems)?;
    Some(Lazy::new(node, vocabulary))
}

/// Parses a pattern without slots.
fn checked(
    text: &serde_yaml::Spanned<String>,
    source: &Source,
    spaces: bool,
    vocabulary: &Vocabulary,
    problems: &mut Vec<Problem>,
) -> Option<pattern::Node> {
    let place = source.span_of(&text.referenced);
    let node = match pattern::parse(&text.value, spaces) {
        Ok(node) => node,
        Err(error) => {
            problems.push(source.inside(place, &text.value, Some(error.at), error.message, None));
            return None;
        }
    };
    match sound::check(&node, &sound::Scope { vocabulary, slot: &|_| None }) {
        Ok(_) => Some(node),
        Err(error) => {
            let help = match &error.unknown {
                Some(sound::Unknown::Word(name)) => nearest(name, vocabulary.names()),
                _ => None,
            };
            let help = help.map(|near| format!("did you mean `<{near}>`?"));
            problems.push(source.inside(place, &text.value, error.at, error.message, help));
            None
        }
    }
}

fn reader(source: Option<&Source>, lexicons: &[Lexicon], problems: &mut Vec<Problem>) -> Option<Reader> {
    match Reader::new(lexicons) {
        Ok(reader) => Some(reader),
        Err(error) => {
            problems.extend(source.map(|source| {
                let span = error.word().and_then(|word| last_word(&source.text, word));
                source.problem(span, error.to_string(), error.help().map(str::to_owned))
            }));
            None
        }
    }
}

/// Where a word of a list stands last in a file: the second of two.
fn last_word(text: &str, word: &str) -> Option<Range<usize>> {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let mut found = text.rmatch_indices(word).map(|(at, _)| at..at + word.len());
    found.find(|span| {
        let before = text.get(..span.start).and_then(|head| head.chars().next_back());
        apart(before) && apart(text.get(span.end..).and_then(|tail| tail.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packs_that_ship_load_with_their_examples_as_well() {
        for (name, files) in builtin::PACKS {
            let files = files.iter().map(|file| (format!("{name}/{}", file.name), Arc::from(file.yaml)));
            let whole = build(name, files.collect(), false).unwrap();
            assert_eq!(told(&whole), told(&Pack::builtin(name).unwrap()));
        }
    }

    /// What a pack says, but for its examples.
    fn told(pack: &Pack) -> Vec<String> {
        let rule = |rule: &Rule| {
            let patterns: Vec<&str> = rule.patterns().collect();
            let guards: Vec<_> = rule.guards.iter().map(|g| (&g.source, &g.but_not, g.then)).collect();
            let numbers = (rule.priority, rule.in_plans, rule.threshold, rule.at_most_whole);
            format!(
                "{:?} {patterns:?} {guards:?} {numbers:?} {:?} {:?} {:?} {:?}",
                rule.info, rule.slots, rule.equations, rule.severity, rule.why
            )
        };
        let head = format!("{} {} {} {:?}", pack.id, pack.version, pack.language, pack.title);
        let words = format!("{:?} {:?}", pack.lexicons, pack.context.indicator_trim);
        pack.rules.iter().map(rule).chain([head, words]).collect()
    }
}
