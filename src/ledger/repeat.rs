//! Repeats: one indicator that a document states twice, with two values.
//!
//! The first mention of a subject is kept; later ones are held against it. A subject that has three values or more is a
//! list of several things and not one indicator, so nothing is said of it. This module must not know what makes two
//! mentions the same subject, nor whether two values agree.

use std::collections::HashMap;

use super::{Claim, ClaimOperand};
use crate::exact::Exact;
use crate::verdict::Operand;

/// What a figure speaks of, as far as it must be the same for two figures to be one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Subject {
    /// The rule that names it.
    pub(crate) rule: String,
    /// Its name, with every word that makes it this one.
    pub(crate) name: String,
    /// The family of its unit.
    pub(crate) family: String,
    /// The periods it is said of.
    pub(crate) periods: Vec<String>,
}

/// The first mention of a subject.
#[derive(Debug, Clone)]
pub(crate) struct FirstMention {
    /// Its figure, for the judge.
    pub(crate) operand: Operand,
    /// The same, for people.
    pub(crate) shown: ClaimOperand,
}

#[derive(Debug)]
struct Entry {
    first: FirstMention,
    /// The values that contradict it, with what to say of each.
    others: Vec<(Exact, Claim)>,
}

/// The subjects of a document.
#[derive(Debug, Default)]
pub(crate) struct Repeats(HashMap<Subject, Entry>);

impl Repeats {
    /// The first mention of a subject, if this one is not the first.
    pub(crate) fn meet(&mut self, subject: &Subject, mention: FirstMention) -> Option<FirstMention> {
        if let Some(entry) = self.0.get(subject) {
            return Some(entry.first.clone());
        }
        self.0.insert(subject.clone(), Entry { first: mention, others: Vec::new() });
        None
    }

    /// Notes that a later mention contradicts the first.
    pub(crate) fn contradict(&mut self, subject: &Subject, value: Exact, claim: Claim) {
        if let Some(entry) = self.0.get_mut(subject) {
            entry.others.push((value, claim));
        }
    }

    /// What to say of subjects with exactly two values, in the order of the text.
    pub(crate) fn claims(self) -> Vec<Claim> {
        let two_values = |entry: &Entry| {
            let mut values = entry.others.iter().map(|(value, _)| *value);
            let first = values.next();
            values.all(|value| Some(value) == first)
        };
        let entries = self.0.into_values().filter(two_values);
        let mut claims: Vec<Claim> = entries.flat_map(|entry| entry.others).map(|(_, claim)| claim).collect();
        claims.sort_by_key(|claim| (claim.span.start, claim.span.end));
        claims
    }
}
