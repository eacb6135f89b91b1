//! The units that a slot may be limited to, checked against the lexicon.
//!
//! This module must not know how figures are read or bound.

use std::ops::Range;

use super::compile::Source;
use super::spec::SlotOptions;
use crate::mention::{Lexicon, Unit};
use crate::problem::{Problem, nearest};

/// The units that a slot takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Units {
    /// Families, by name.
    pub(crate) families: Vec<String>,
    /// Single units, as the lexicon writes them.
    pub(crate) words: Vec<String>,
}

impl Units {
    /// Whether a figure with this unit may be bound; one without any is for the slot's type to refuse.
    pub(crate) fn take(&self, unit: Option<&Unit>) -> bool {
        let Some(unit) = unit else { return true };
        self.families.iter().any(|family| **family == *unit.family)
            || self.words.iter().any(|word| word.eq_ignore_ascii_case(&unit.printed))
    }

    /// Families and units, to be shown.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.families.iter().chain(&self.words).map(String::as_str)
    }
}

/// The names of the units that a pack's lexicons know.
#[derive(Debug, Default)]
pub(crate) struct Known {
    families: Vec<String>,
    words: Vec<String>,
}

impl Known {
    /// The names in some lexicons.
    pub(crate) fn of<'l>(lexicons: impl Iterator<Item = &'l Lexicon>) -> Known {
        let mut known = Known::default();
        for family in lexicons.flat_map(|lexicon| &lexicon.units) {
            known.families.push(family.family.clone());
            known.words.extend(family.unit_words().map(str::to_owned));
        }
        known
    }

    /// The units that a slot is limited to; `None` where it takes any. A name that no lexicon has is a problem.
    pub(crate) fn wanted(
        &self,
        options: &SlotOptions,
        source: &Source,
        place: &Range<usize>,
        problems: &mut Vec<Problem>,
    ) -> Option<Units> {
        let listed = |names: &Option<super::spec::OneOrMany>| {
            names.as_ref().map_or(Vec::new(), |names| names.0.clone())
        };
        let units = Units { families: listed(&options.family), words: listed(&options.unit) };
        let families = units.families.iter().map(|name| (name, "family of units is called", &self.families));
        let words = units.words.iter().map(|name| (name, "unit is written", &self.words));
        for (name, what, known) in families.chain(words) {
            if known.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                continue;
            }
            let near =
                nearest(name, known.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
            let help = near.or_else(|| Some("add it to `units` in lexicon.yaml".to_owned()));
            let message = format!("no {what} `{name}` in the lexicon");
            problems.push(source.problem(Some(source.word(place, "", name, "")), message, help));
        }
        (!units.families.is_empty() || !units.words.is_empty()).then_some(units)
    }
}
