//! The output contract line by line: the records that `gouji check --format jsonl` prints.
//!
//! The schema of a line is made from these types. Keys are only ever added. This module must not know when a record
//! is written.

use serde::Serialize;

#[cfg(feature = "schema")]
use super::contract::SCHEMA;
use super::contract::{Claim, Encoding, Error, Tool, Unclaimed};
use super::gate::GateFinding;
use super::notes::Note;
use super::{Findings, Summary};
use crate::ledger::Coverage;

/// One line. Only a `claim` whose `severity` is not null, and that has no `suppression`, is a finding; `error` is a
/// file that could not be read; the others are no findings.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Record<'a> {
    /// A file that was read; its claims and unclaimed figures follow. Not a finding.
    File(FileRecord<'a>),
    /// A claim: a finding, or with `--all` any claim.
    Claim(Box<ClaimRecord<'a>>),
    /// A figure that no claim used; with `--all` only. Not a finding.
    Unclaimed(UnclaimedRecord<'a>),
    /// A file that could not be read: it was not checked, and the exit code is 2.
    Error(ErrorRecord<'a>),
    /// Something wrong with the gate's own files: a finding, though not one in a report.
    Gate(&'a GateFinding),
    /// The last line. Not a finding; output without it is not complete.
    Summary(SummaryRecord<'a>),
}

/// A file that was read.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileRecord<'a> {
    /// As the user named it.
    pub path: &'a str,
    /// What it was read as.
    pub media_type: &'static str,
    /// How its bytes became text.
    pub encoding: Option<Encoding>,
    /// How many claims are in it, findings or not.
    pub claims: usize,
    /// Its findings by severity, without those that are suppressed.
    pub findings: Findings,
    /// Its findings that somebody has accepted.
    pub suppressed: usize,
    /// How many of its figures were accounted for, and how.
    pub coverage: Coverage,
    /// What to know of it as a whole.
    pub notes: Vec<Note>,
}

/// A claim and its file.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimRecord<'a> {
    /// The file.
    pub path: &'a str,
    /// The claim, as the document of `--format json` has it.
    #[serde(flatten)]
    pub claim: Claim,
}

/// A figure that no claim used, and its file.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnclaimedRecord<'a> {
    /// The file.
    pub path: &'a str,
    /// The figure, as the document of `--format json` has it.
    #[serde(flatten)]
    pub figure: Unclaimed,
}

/// A file that could not be read.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErrorRecord<'a> {
    /// The file.
    pub path: &'a str,
    /// Why, as the document of `--format json` has it.
    #[serde(flatten)]
    pub error: Error,
}

/// The end of the run.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SummaryRecord<'a> {
    /// The contract's name and version.
    #[cfg_attr(feature = "schema", schemars(extend("const" = SCHEMA)))]
    pub schema: &'static str,
    /// What made it.
    pub tool: Tool,
    /// The code that the run ends with.
    pub exit_code: u8,
    /// Counts over all files.
    pub summary: &'a Summary,
}
