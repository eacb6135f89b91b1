//! The findings that are known already, kept in a file so that only new ones fail a run.
//!
//! A finding is known by its file and its id, which is made of rule, quote and ordinal: never by its line. This module
//! must not know where files are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ledger::Claim;

/// The name and version of the file's shape.
pub const SCHEMA: &str = "gouji-baseline/1";

/// How much of a quote is kept: enough to know it again.
const QUOTE: usize = 60;

/// A finding that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its file, as it is called from the baseline's folder.
    pub path: String,
    /// `pack/rule`.
    pub rule: String,
    /// The finding's id.
    pub id: String,
    /// The beginning of the text it is about, for people: nothing is compared with it.
    pub quote: String,
}

/// All findings that are known, by file, rule and id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<(String, String, String), Entry>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    schema: String,
    findings: Vec<Entry>,
}

impl Entry {
    /// What is kept of a finding in the file called `path`.
    pub fn of(path: &str, claim: &Claim) -> Entry {
        let mut quote: String = claim.quote.split_whitespace().collect::<Vec<_>>().join(" ");
        if quote.chars().count() > QUOTE {
            quote = quote.chars().take(QUOTE).chain(['…']).collect();
        }
        Entry { path: path.to_owned(), rule: claim.rule.full_id(), id: claim.id.clone(), quote }
    }

    fn key(&self) -> (String, String, String) {
        (self.path.clone(), self.rule.clone(), self.id.clone())
    }
}

impl Baseline {
    /// Reads the text of a baseline.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and the 1-based line and column where it was noticed.
    pub fn parse(source: &str) -> Result<Baseline, (String, usize, usize)> {
        let stored: Stored = serde_json::from_str(source).map_err(|error| {
            let words = error.to_string();
            let words = words.split(" at line ").next().unwrap_or("").to_owned();
            (words, error.line().max(1), error.column().max(1))
        })?;
        if stored.schema != SCHEMA {
            return Err((format!("the schema is `{}`, expected `{SCHEMA}`", stored.schema), 1, 1));
        }
        Ok(stored.findings.into_iter().collect())
    }

    /// The text of the file: sorted, one finding a line, the same for the same findings.
    pub fn render(&self) -> String {
        let entries: Vec<String> = self
            .entries()
            .filter_map(|entry| serde_json::to_string(entry).ok())
            .map(|entry| format!("\n    {entry}"))
            .collect();
        let end = if entries.is_empty() { "" } else { "\n  " };
        format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"findings\": [{}{end}]\n}}\n", entries.join(","))
    }

    /// Whether a finding is in it.
    pub fn knows(&self, entry: &Entry) -> bool {
        self.0.contains_key(&entry.key())
    }

    /// Its entries, by file, rule and id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.0.values()
    }

    /// The entries of this one that `found`, what a run came upon, does not have, for files that `checked` is about.
    pub fn stale(&self, found: &Baseline, checked: &dyn Fn(&str) -> bool) -> Vec<&Entry> {
        self.entries().filter(|entry| checked(&entry.path) && !found.knows(entry)).collect()
    }

    /// Adds a finding.
    pub fn add(&mut self, entry: Entry) {
        self.0.insert(entry.key(), entry);
    }

    /// Takes a finding out.
    pub fn remove(&mut self, entry: &Entry) {
        self.0.remove(&entry.key());
    }
}

impl FromIterator<Entry> for Baseline {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Baseline {
        let mut baseline = Baseline::default();
        entries.into_iter().for_each(|entry| baseline.add(entry));
        baseline
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, rule: &str, id: &str) -> Entry {
        Entry { path: path.into(), rule: rule.into(), id: id.into(), quote: "完成\"124%\"".into() }
    }

    #[test]
    fn the_file_is_sorted_and_reads_back() {
        let baseline: Baseline =
            [entry("b.txt", "p/a", "2"), entry("a.txt", "p/b", "1"), entry("a.txt", "p/a", "9")]
                .into_iter()
                .collect();
        let text = baseline.render();
        assert_eq!(
            text,
            "{\n  \"schema\": \"gouji-baseline/1\",\n  \"findings\": [\n    \
             {\"path\":\"a.txt\",\"rule\":\"p/a\",\"id\":\"9\",\"quote\":\"完成\\\"124%\\\"\"},\n    \
             {\"path\":\"a.txt\",\"rule\":\"p/b\",\"id\":\"1\",\"quote\":\"完成\\\"124%\\\"\"},\n    \
             {\"path\":\"b.txt\",\"rule\":\"p/a\",\"id\":\"2\",\"quote\":\"完成\\\"124%\\\"\"}\n  ]\n}\n"
        );
        assert_eq!(Baseline::parse(&text), Ok(baseline));
        assert_eq!(Baseline::parse(&Baseline::default().render()), Ok(Baseline::default()));
    }

    #[test]
    fn what_no_longer_occurs_is_told_for_checked_files_only() {
        let known: Baseline =
            [entry("a", "p/r", "1"), entry("a", "p/r", "2"), entry("b", "p/r", "1")].into_iter().collect();
        let found: Baseline = [entry("a", "p/r", "2")].into_iter().collect();
        let stale = |checked: &dyn Fn(&str) -> bool| -> Vec<String> {
            known.stale(&found, checked).iter().map(|entry| format!("{}{}", entry.path, entry.id)).collect()
        };
        assert_eq!(stale(&|path| path == "a"), ["a1"]);
        assert_eq!(stale(&|_| true), ["a1", "b1"]);
    }

    #[test]
    fn what_is_no_baseline_is_refused_with_its_place() {
        let wrong = |text: &str| Baseline::parse(text).unwrap_err();
        assert_eq!(wrong("{\n  \"schema\": 1\n}").1, 2);
        assert!(wrong("{\"schema\": \"gouji/1\", \"findings\": []}").0.contains("gouji-baseline/1"));
        assert!(
            wrong("{\"schema\": \"gouji-baseline/1\", \"findings\": [], \"x\": 1}")
                .0
                .contains("unknown field")
        );
        assert!(wrong("").0.contains("EOF"));
    }
}
