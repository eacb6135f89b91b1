//! Reports: showing what the engine found, to people and to machines.
//!
//! [`contract`] is the document everything else is a view of; [`message`] words it in Chinese and English. This room
//! must not know how a claim was found or judged: it only reads the ledger.

#[cfg(feature = "cli")]
pub mod annotate;
pub mod card;
pub mod contract;
mod equation;
pub mod explain;
mod figures;
#[cfg(feature = "cli")]
pub mod formats;
pub mod gate;
#[cfg(feature = "cli")]
mod held;
#[cfg(feature = "cli")]
mod html;
pub mod json;
mod lang;
pub mod message;
pub mod notes;
mod options;
pub mod receipt;
pub mod records;
mod summary;
mod suppression;
#[cfg(feature = "cli")]
pub mod terminal;
pub mod words;

#[cfg(test)]
pub(crate) mod samples;

use std::collections::BTreeMap;

use crate::document::ReadError;
use crate::ledger::{Claim, OutOfTime, Report};
use crate::verdict::Severity;
pub use lang::Lang;
pub use summary::{FailOn, Findings, Summary, Verdicts};
pub use suppression::{SuppressedBy, Suppression};

/// One file, what was found in it, and what went wrong with it.
#[derive(Debug, Clone, Default)]
pub struct FileReport {
    /// The file as the user named it, `<stdin>` for standard input.
    pub path: String,
    /// `text/plain`, `text/markdown`; empty when the file could not be read.
    pub media_type: &'static str,
    /// The encoding it was read with, and whether that was guessed.
    pub encoding: Option<crate::document::Encoding>,
    /// What to add to a byte offset in `text` to get the one in the file.
    pub offset: usize,
    /// Whether the lines of `text` are those of the file.
    pub has_lines: bool,
    /// The text that the report's spans point into.
    pub text: String,
    /// The blocks of that text, in order.
    pub blocks: Vec<crate::document::Block>,
    /// The tables that its cells belong to.
    pub tables: Vec<crate::document::Table>,
    /// What the engine found.
    pub report: Report,
    /// Findings that somebody has accepted, by the id of their claim.
    pub suppressions: BTreeMap<String, Suppression>,
    /// What could not be read, and why.
    pub errors: Vec<Problem>,
}

impl FileReport {
    /// Why a claim does not count against the run, where it is a finding that somebody has accepted.
    pub fn suppression(&self, claim: &Claim) -> Option<&Suppression> {
        claim.severity.and_then(|_| self.suppressions.get(&claim.id))
    }

    /// Line and column of a claim, where the file has lines and the claim is not on the document as a whole.
    pub fn position(&self, claim: &Claim) -> Option<(usize, usize)> {
        (self.has_lines && claim.line > 0).then_some((claim.line, claim.column))
    }

    /// Whether every format shows a claim: a finding that counts, or one that somebody has waived.
    pub fn is_shown(&self, claim: &Claim) -> bool {
        let waived = self.suppression(claim).is_some_and(|why| why.by == SuppressedBy::Waiver);
        self.severity(claim).is_some() || waived
    }

    /// The severity that a claim counts with: none for one that is no finding, or that is suppressed.
    pub fn severity(&self, claim: &Claim) -> Option<Severity> {
        claim.severity.filter(|_| self.suppression(claim).is_none())
    }
}

/// Something that kept a file from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It is not text that can be read.
    Read(ReadError),
    /// The system did not hand it over.
    System {
        /// What sort of failure it was.
        kind: std::io::ErrorKind,
        /// The system's own words.
        words: String,
    },
    /// A folder without a single file to read.
    NothingToRead,
    /// Checking it took longer than it may.
    OutOfTime(OutOfTime),
    /// This program, or a library in it, broke down over the file.
    Panic {
        /// Its last words.
        words: String,
    },
}

impl Problem {
    /// What the system said.
    pub fn system(error: &std::io::Error) -> Problem {
        Problem::System { kind: error.kind(), words: error.to_string() }
    }

    /// A short name for machines, stable from the first release on.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Read(error) => error.code(),
            Problem::System { .. } => "system",
            Problem::NothingToRead => "nothing-to-read",
            Problem::OutOfTime(_) => "timeout",
            Problem::Panic { .. } => "panic",
        }
    }
}

/// A rule pack that was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackInfo {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// How many rules it has.
    pub rules: usize,
}
