//! Findings of the gate itself: what is wrong with a waiver, shown beside what is wrong with the reports.
//!
//! This module must not know when a waiver is wrong.

use serde::Serialize;

use crate::verdict::Severity;

/// Something wrong with what whoever runs the check has written for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GateFinding {
    /// `gouji/waiver-expired` and its like.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The gate's own file.
    pub path: String,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in Unicode scalar values.
    pub column: usize,
    /// The id of the finding that it is about.
    pub fingerprint: String,
    /// One sentence, in the chosen language.
    pub message: String,
}
