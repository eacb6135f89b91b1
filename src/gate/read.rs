//! TOML with the place of everything in it: what is there, what should not be, and what is of the wrong type.
//!
//! All that is wrong with a file is collected, not only the first of it. Numbers stay text, so that no decimal is ever a
//! binary fraction. This module must not know what any key means.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::problem::{Problem, nearest};

/// A stretch of a file: where a value was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as it is shown.
    pub file: Arc<str>,
    /// Its whole text.
    pub source: Arc<str>,
    /// The bytes of the stretch.
    pub span: Range<usize>,
}

impl Place {
    /// 1-based line of its start.
    pub fn line(&self) -> usize {
        self.before().matches('\n').count() + 1
    }

    /// 1-based column of its start, in Unicode scalar values.
    pub fn column(&self) -> usize {
        self.before().rsplit('\n').next().unwrap_or("").chars().count() + 1
    }

    fn before(&self) -> &str {
        self.source.get(..self.span.start).unwrap_or("")
    }

    /// `gouji.toml:3`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.file, self.line())
    }

    /// Says that what stands here is wrong.
    pub fn problem(&self, message: String, help: Option<String>) -> Problem {
        let span = Some(self.span.clone());
        Problem { file: self.file.to_string(), source: Arc::clone(&self.source), span, message, help }
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> At<T> {
    /// What `make` makes of the value, at the same place.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> At<U> {
        At { value: make(self.value), place: self.place }
    }
}

/// A file that is being read, and what was found wrong with it.
pub(super) struct Reader {
    file: Arc<str>,
    source: Arc<str>,
    problems: Vec<Problem>,
}

/// A table of the file, with the keys that it may have.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    table: &'t DeTable<'t>,
    span: (usize, usize),
}

type Value<'t> = toml::Spanned<DeValue<'t>>;

/// Reads `source`; `make` takes from the top-level table what it wants.
///
/// `file` is how the file is called in messages.
///
/// # Errors
///
/// Everything that is wrong with the file, in the order of its text.
pub(super) fn read<T>(
    file: &str,
    source: &str,
    make: impl FnOnce(Table<'_>, &mut Reader) -> T,
) -> Result<T, Vec<Problem>> {
    let mut reader = Reader { file: Arc::from(file), source: Arc::from(source), problems: Vec::new() };
    let document = match DeTable::parse(source) {
        Ok(document) => document,
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            return Err(vec![reader.place(span).problem(error.message().to_owned(), None)]);
        }
    };
    let made = make(Table { table: document.get_ref(), span: (0, 0) }, &mut reader);
    reader.problems.sort_by_key(|problem| problem.span.as_ref().map(|span| span.start));
    if reader.problems.is_empty() { Ok(made) } else { Err(reader.problems) }
}

impl Reader {
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place { file: Arc::clone(&self.file), source: Arc::clone(&self.source), span }
    }

    /// Notes that what stands at `place` is wrong.
    pub(super) fn wrong(&mut self, place: &Place, message: String, help: Option<String>) {
        self.problems.push(place.problem(message, help));
    }

    /// Understands a text by `make`, whose error is what was expected.
    pub(super) fn understand<T>(
        &mut self,
        at: At<String>,
        make: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<At<T>> {
        match make(&at.value) {
            Ok(value) => Some(At { value, place: at.place }),
            Err(expected) => {
                self.wrong(&at.place, format!("`{}` is not what belongs here", at.value), Some(expected));
                None
            }
        }
    }

    fn mistyped(&mut self, key: &str, value: &Value<'_>, expected: &str) {
        let place = self.place(value.span());
        let found = named(value.get_ref());
        self.wrong(&place, format!("`{key}` is {found}; expected {expected}"), None);
    }
}

impl<'t> Table<'t> {
    /// Where the table begins.
    pub(super) fn place(&self, reader: &Reader) -> Place {
        reader.place(self.span.0..self.span.1)
    }

    /// Objects to every key that is not in `known`.
    pub(super) fn only(&self, known: &[&str], reader: &mut Reader) {
        for (key, _) in self.table.iter() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", known.join(", ")),
            };
            let place = reader.place(key.span());
            reader.wrong(&place, format!("unknown key `{name}`"), Some(help));
        }
    }

    /// Whether anything stands under `key`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn get(&self, key: &str) -> Option<&'t Value<'t>> {
        self.table.iter().find(|(known, _)| known.get_ref() == key).map(|(_, value)| value)
    }

    /// The text under `key`.
    pub(super) fn text(&self, key: &str, reader: &mut Reader) -> Option<At<String>> {
        let value = self.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            reader.mistyped(key, value, "a string");
            return None;
        };
        Some(At { value: text.to_owned(), place: reader.place(value.span()) })
    }

    /// The text under `key`, which must not be missing.
    pub(super) fn needed(&self, key: &str, reader: &mut Reader) -> Option<At<String>> {
        if !self.has(key) {
            let place = self.place(reader);
            reader.wrong(&place, format!("`{key}` is missing"), None);
        }
        self.text(key, reader)
    }

    /// The texts in the array under `key`.
    pub(super) fn texts(&self, key: &str, reader: &mut Reader) -> Vec<At<String>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            reader.mistyped(key, value, "an array of strings");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for element in array.iter() {
            match element.get_ref().as_str() {
                Some(text) => {
                    texts.push(At { value: text.to_owned(), place: reader.place(element.span()) });
                }
                None => reader.mistyped(key, element, "a string in each place of the array"),
            }
        }
        texts
    }

    /// The text under `key`, or the texts in the array there.
    pub(super) fn text_or_texts(&self, key: &str, reader: &mut Reader) -> Vec<At<String>> {
        let one = self.get(key).is_some_and(|value| value.get_ref().is_str());
        if one { self.text(key, reader).into_iter().collect() } else { self.texts(key, reader) }
    }

    /// The number under `key`, as it is written.
    pub(super) fn number(&self, key: &str, reader: &mut Reader) -> Option<At<String>> {
        let value = self.get(key)?;
        let digits = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => None,
        };
        let Some(digits) = digits else {
            reader.mistyped(key, value, "a decimal number");
            return None;
        };
        Some(At { value: digits.to_owned(), place: reader.place(value.span()) })
    }

    /// The calendar date under `key`: year, month, day.
    pub(super) fn date(&self, key: &str, reader: &mut Reader) -> Option<At<(u16, u8, u8)>> {
        let value = self.get(key)?;
        let plain =
            value.get_ref().as_datetime().filter(|found| found.time.is_none() && found.offset.is_none());
        let Some(date) = plain.and_then(|found| found.date) else {
            reader.mistyped(key, value, "a date without quotes, such as 2027-03-31");
            return None;
        };
        Some(At { value: (date.year, date.month, date.day), place: reader.place(value.span()) })
    }

    /// The pairs of name and text in the table under `key`; each is placed where its text is.
    pub(super) fn pairs(&self, key: &str, reader: &mut Reader) -> Vec<(At<String>, At<String>)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            reader.mistyped(key, value, "a table");
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for (name, value) in table.iter() {
            let Some(text) = value.get_ref().as_str() else {
                reader.mistyped(name.get_ref(), value, "a string");
                continue;
            };
            let name = At { value: name.get_ref().to_string(), place: reader.place(name.span()) };
            pairs.push((name, At { value: text.to_owned(), place: reader.place(value.span()) }));
        }
        pairs.sort_by_key(|(name, _)| name.place.span.start);
        pairs
    }

    /// The numbers in the table under `key`, by those of the names `known` that are there; others are objected to.
    pub(super) fn numbers(
        &self,
        key: &str,
        known: &[&'static str],
        reader: &mut Reader,
    ) -> Vec<(&'static str, At<String>)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            reader.mistyped(key, value, "a table");
            return Vec::new();
        };
        let span = value.span();
        let table = Table { table, span: (span.start, span.end) };
        table.only(known, reader);
        known.iter().filter_map(|name| Some((*name, table.number(name, reader)?))).collect()
    }

    /// The tables under `[[key]]`, in the order of the text.
    pub(super) fn tables(&self, key: &str, reader: &mut Reader) -> Vec<Table<'t>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let expected = format!("tables, each under [[{key}]]");
        let Some(array) = value.get_ref().as_array() else {
            reader.mistyped(key, value, &expected);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for element in array.iter() {
            match element.get_ref().as_table() {
                Some(table) => {
                    let span = element.span();
                    tables.push(Table { table, span: (span.start, span.end) });
                }
                None => reader.mistyped(key, element, &expected),
            }
        }
        tables
    }
}

fn named(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a truth value",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}
