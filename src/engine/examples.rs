//! Runs the examples that rules carry: what they must claim, and near misses that must stay silent.
//!
//! This module compares; it must not know how claims are found.

use std::collections::BTreeMap;

use super::check_document;
use crate::document::Document;
use crate::ledger::Claim;
use crate::rule::spec::{Example, Texts};
use crate::rule::{Pack, Rule};

/// An example that came out otherwise than its rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleFailure {
    /// The rule's id.
    pub rule: String,
    /// The example's text.
    pub text: String,
    /// What the rule says, a line a claim.
    pub expected: Vec<String>,
    /// What was found, a line a claim.
    pub found: Vec<String>,
}

impl std::fmt::Display for ExampleFailure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |lines: &[String]| {
            if lines.is_empty() { "nothing".to_owned() } else { lines.join("\n            ") }
        };
        writeln!(f, "{}: {}", self.rule, self.text)?;
        writeln!(f, "  expected: {}", list(&self.expected))?;
        write!(f, "  found:    {}", list(&self.found))
    }
}

/// Runs every example of a pack; the failures, in the order of the rules.
pub fn run_examples(pack: &Pack) -> Vec<ExampleFailure> {
    let all = pack.rules().iter().flat_map(|rule| rule.examples().iter().map(move |example| (rule, example)));
    all.filter_map(|(rule, example)| run(pack, rule, example)).collect()
}

/// Something that a pack's examples leave untested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// The pack has no rules.
    NoRules,
    /// No example of this rule makes a claim.
    NeverFires(String),
    /// No example shows where this rule must stay silent.
    NoNearMiss(String),
}

/// What the examples of a pack leave untested, in the order of the rules.
pub fn gaps(pack: &Pack) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if pack.rules().is_empty() {
        gaps.push(Gap::NoRules);
    }
    for rule in pack.rules() {
        let id = || rule.info().id.clone();
        if rule.examples().iter().all(|example| example.expect.is_empty()) {
            gaps.push(Gap::NeverFires(id()));
        }
        if rule.examples().iter().all(|example| !example.expect.is_empty()) {
            gaps.push(Gap::NoNearMiss(id()));
        }
    }
    gaps
}

/// An example of a rule, and what the engine makes of it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The example's text.
    pub text: String,
    /// The rule's claims in it.
    pub claims: Vec<Claim>,
    /// Whether they are what the rule expects.
    pub as_expected: bool,
}

/// Runs the examples of one rule of a pack.
pub fn try_examples(pack: &Pack, rule: &Rule) -> Vec<Tried> {
    rule.examples().iter().map(|example| tried(pack, rule, example)).collect()
}

/// The text of an example, as it is or changed, as a document of its own.
pub(super) fn document(example: &Example, text: &str) -> Document {
    if example.table.is_empty() { Document::plain(text) } else { Document::tabbed(text) }
}

fn tried(pack: &Pack, rule: &Rule, example: &Example) -> Tried {
    let mut claims = check_document(&document(example, &example.source()), pack).claims;
    claims.retain(|claim| claim.rule.id == rule.info().id);
    let as_expected = claims.len() == example.expect.len()
        && claims.iter().zip(&example.expect).all(|(claim, expected)| agrees(claim, expected));
    Tried { text: example.source(), claims, as_expected }
}

fn run(pack: &Pack, rule: &Rule, example: &Example) -> Option<ExampleFailure> {
    let Tried { text, claims, as_expected } = tried(pack, rule, example);
    (!as_expected).then(|| ExampleFailure {
        rule: rule.info().id.clone(),
        text,
        expected: example.expect.iter().map(describe_expected).collect(),
        found: claims.iter().map(describe).collect(),
    })
}

/// Whether a claim has the verdict, the reason and exactly the stated operands that an example says.
fn agrees(claim: &Claim, expected: &BTreeMap<String, Texts>) -> bool {
    let found = facts(claim);
    let verdict = expected.get("verdict").is_none_or(|want| found.get("verdict") == Some(&want.0));
    let reason = expected.get("reason").map(|want| &want.0) == found.get("reason");
    let operands = |all: &BTreeMap<String, Vec<String>>| -> BTreeMap<String, Vec<String>> {
        all.iter()
            .filter(|(key, _)| *key != "verdict" && *key != "reason")
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect()
    };
    let wanted = expected.iter().map(|(key, texts)| (key.clone(), texts.0.clone())).collect();
    verdict && reason && operands(&found) == operands(&wanted)
}

fn facts(claim: &Claim) -> BTreeMap<String, Vec<String>> {
    let mut facts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    facts.insert("verdict".into(), vec![name(&claim.judgement.verdict)]);
    if let Some(reason) = &claim.judgement.reason {
        facts.insert("reason".into(), vec![name(reason)]);
    }
    for operand in &claim.operands {
        if let Some(text) = &operand.text {
            facts.entry(operand.role.clone()).or_default().push(text.clone());
        }
    }
    facts
}

/// The name of a verdict or reason in the output contract.
fn name(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// A claim in the spelling of an example's `expect`.
pub(super) fn describe(claim: &Claim) -> String {
    line(facts(claim).into_iter())
}

fn describe_expected(expected: &BTreeMap<String, Texts>) -> String {
    line(expected.iter().map(|(key, texts)| (key.clone(), texts.0.clone())))
}

fn line(facts: impl Iterator<Item = (String, Vec<String>)>) -> String {
    facts.map(|(key, values)| format!("{key}: {}", values.join(" + "))).collect::<Vec<_>>().join(", ")
}
