//! Changes to rules: which are off, and how bad a mismatch is.
//!
//! This module must not know how packs are loaded, nor who asks for a change.

use crate::report::FailOn;
use crate::rule::{Pack, PackError};
use crate::verdict::Severity;

/// A rule by its full name, `pack/rule`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleName {
    /// The pack's id.
    pub pack: String,
    /// The rule's id within it.
    pub rule: String,
}

/// One change to one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule.
    pub name: RuleName,
    /// How bad a mismatch is; `None` switches the rule off.
    pub severity: Option<Severity>,
}

impl RuleName {
    /// Reads `pack/rule`.
    ///
    /// # Errors
    ///
    /// What was expected.
    pub fn parse(text: &str) -> Result<RuleName, String> {
        let name = text.split_once('/').filter(|(pack, rule)| !pack.is_empty() && !rule.is_empty());
        let (pack, rule) = name.ok_or("expected PACK/RULE, such as zh-report/completion-of-task")?;
        Ok(RuleName { pack: pack.to_owned(), rule: rule.to_owned() })
    }
}

impl std::fmt::Display for RuleName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.pack, self.rule)
    }
}

impl Change {
    /// Switches the rule off.
    pub fn off(name: RuleName) -> Change {
        Change { name, severity: None }
    }

    /// Makes the change in the pack it is about.
    ///
    /// # Errors
    ///
    /// When the pack has no such rule.
    pub fn make(&self, pack: &mut Pack) -> Result<(), PackError> {
        match self.severity {
            Some(severity) => pack.set_severity(&self.name.rule, severity),
            None => pack.switch_off(&self.name.rule),
        }
    }
}

/// Reads `error`, `warning`, `note` or `never`.
///
/// # Errors
///
/// What was expected.
pub fn fail_on(word: &str) -> Result<FailOn, String> {
    match word {
        "error" => Ok(FailOn::Error),
        "warning" => Ok(FailOn::Warning),
        "note" => Ok(FailOn::Note),
        "never" => Ok(FailOn::Never),
        _ => Err("expected error, warning, note or never".to_owned()),
    }
}

/// Reads `error`, `warning` or `note`.
///
/// # Errors
///
/// What was expected.
pub fn severity(word: &str) -> Result<Severity, String> {
    match word {
        "error" => Ok(Severity::Error),
        "warning" => Ok(Severity::Warning),
        "note" => Ok(Severity::Note),
        _ => Err("expected error, warning or note".to_owned()),
    }
}
