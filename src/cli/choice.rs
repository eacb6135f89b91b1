//! Changes to rules from the command line: which are off, and how bad a mismatch is.
//!
//! This module must not know how packs are loaded.

use crate::rule::{Pack, PackError};
use crate::verdict::Severity;

/// A rule as the command line names it: `pack/rule`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RuleName {
    pub pack: String,
    pub rule: String,
}

/// One change to one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub name: RuleName,
    /// `None` switches the rule off.
    pub severity: Option<Severity>,
}

impl Change {
    /// Makes the change in the pack it is about.
    pub(super) fn make(&self, pack: &mut Pack) -> Result<(), PackError> {
        match self.severity {
            Some(severity) => pack.set_severity(&self.name.rule, severity),
            None => pack.switch_off(&self.name.rule),
        }
    }
}

/// Reads `pack/rule`.
pub(super) fn off(text: &str) -> Result<Change, String> {
    let name = text.split_once('/').filter(|(pack, rule)| !pack.is_empty() && !rule.is_empty());
    let (pack, rule) = name.ok_or("expected PACK/RULE, such as zh-report/completion-of-task")?;
    Ok(Change { name: RuleName { pack: pack.to_owned(), rule: rule.to_owned() }, severity: None })
}

/// Reads `pack/rule=severity`.
pub(super) fn severity(text: &str) -> Result<Change, String> {
    let expected = "expected PACK/RULE=SEVERITY, the severity being error, warning or note";
    let (name, word) = text.split_once('=').ok_or(expected)?;
    let severity = match word {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        "note" => Severity::Note,
        _ => return Err(expected.to_owned()),
    };
    Ok(Change { severity: Some(severity), ..off(name)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_pack_rule_and_severity() {
        let change = severity("zh-report/sum-of-which=note").unwrap();
        assert_eq!((change.name.pack.as_str(), change.name.rule.as_str()), ("zh-report", "sum-of-which"));
        assert_eq!(change.severity, Some(Severity::Note));
        assert_eq!(off("a/b").unwrap().severity, None);
        for bad in ["", "a", "/b", "a/", "a/b", "a/b=", "a/b=loud", "a=note"] {
            assert!(severity(bad).is_err(), "{bad}");
        }
        assert!(off("rule").is_err());
    }
}
