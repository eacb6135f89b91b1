//! Suppressions: findings that somebody has accepted, with the reason given.
//!
//! A suppressed finding is shown as such wherever findings are counted and never fails a run. This module must not
//! know where a suppression was written down, nor how it was matched to its finding.

use serde::Serialize;

/// Why a finding does not count against a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Suppression {
    /// What suppresses it.
    pub by: SuppressedBy,
    /// The reason that was given; `null` where none was asked for.
    pub justification: Option<String>,
    /// Who answers for it; `null` where nobody was asked to.
    pub owner: Option<String>,
    /// The last day that it holds, as `2026-03-31`; `null` where it holds until it is taken back.
    pub until: Option<String>,
}

impl Suppression {
    /// A finding that was there when checking began.
    pub fn known() -> Suppression {
        Suppression { by: SuppressedBy::Baseline, justification: None, owner: None, until: None }
    }
}

/// What can suppress a finding. Never the document that it was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SuppressedBy {
    /// Somebody looked at this finding and accepted it.
    Waiver,
    /// It was there when checking began.
    Baseline,
}

impl SuppressedBy {
    /// Its name, as the contract has it.
    pub fn name(self) -> &'static str {
        match self {
            SuppressedBy::Waiver => "waiver",
            SuppressedBy::Baseline => "baseline",
        }
    }
}
