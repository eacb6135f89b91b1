//! What an example expects, held against its rule: a verdict there is, and the roles of the rule's slots.
//!
//! This module must not run anything.

use serde_yaml::Spanned;

use super::Slot;
use super::compile::Source;
use super::spec::{DateValue, Example};
use crate::problem::{Problem, nearest};
use crate::verdict::{Reason, Verdict};

/// Every key and verdict in the examples of a rule that nothing can come out as.
pub(super) fn check(
    examples: &[Spanned<Example>],
    slots: &[Slot],
    source: &Source,
    problems: &mut Vec<Problem>,
) {
    let roles = roles(slots);
    for example in examples {
        let place = source.span_of(&example.referenced);
        let mut tell = |(lead, word, tail): (&str, &str, &str), message: String, help: String| {
            problems.push(source.problem(Some(source.word(&place, lead, word, tail)), message, Some(help)));
        };
        for (key, texts) in example.value.expect.iter().flatten() {
            let word = texts.0.first().map_or("", String::as_str);
            match key.as_str() {
                "verdict" if named::<Verdict>(word).is_none() => {
                    let help = format!("the verdicts are {}", VERDICTS.join(", "));
                    tell(("verdict: ", word, ""), format!("there is no verdict `{word}`"), help);
                }
                "reason" if named::<Reason>(word).is_none() => {
                    let help = "docs/semantics.md lists the reasons".to_owned();
                    tell(("reason: ", word, ""), format!("there is no reason `{word}`"), help);
                }
                "verdict" | "reason" => {}
                role if roles.iter().any(|known| known == role) => {}
                role => tell(("", role, ":"), format!("the rule has no role `{role}`"), advice(role, &roles)),
            }
        }
        for survives in &example.value.survives {
            let role = &survives.operand;
            if !roles.contains(role) {
                tell(("operand: ", role, ""), format!("the rule has no role `{role}`"), advice(role, &roles));
            }
        }
    }
}

/// The verdicts, by the names that output gives them.
const VERDICTS: [&str; 9] = [
    "consistent",
    "half-even",
    "within-rounding",
    "truncated",
    "rounded-up",
    "inconsistent",
    "implied",
    "impossible",
    "unchecked",
];

fn named<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// The roles that the operands of a rule's claims can have.
fn roles(slots: &[Slot]) -> Vec<String> {
    let mut roles: Vec<String> = slots.iter().map(|slot| slot.role.clone()).collect();
    if slots.iter().any(|slot| slot.value == Some(DateValue::Days)) {
        roles.extend(["start_date".to_owned(), "end_date".to_owned()]);
    }
    roles
}

fn advice(role: &str, roles: &[String]) -> String {
    match nearest(role, roles.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its roles are {}; a figure with a comma in it wants quotes", roles.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_is_named() {
        assert!(VERDICTS.iter().all(|word| named::<Verdict>(word).is_some()));
        assert!(named::<Verdict>("ok").is_none() && named::<Reason>("range").is_some());
    }
}
