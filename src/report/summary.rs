//! Counts over a run: claims by verdict, findings by severity, and coverage.
//!
//! This module must not know how a count is worded.

use serde::Serialize;

use super::gate::GateFinding;
use super::{FileReport, SuppressedBy};
use crate::ledger::Coverage;
use crate::verdict::{Severity, Verdict};

/// Counts over all files.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Files that were asked for.
    pub files: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// Claims.
    pub claims: usize,
    /// Claims by verdict, one key each.
    #[serde(flatten)]
    pub verdicts: Verdicts,
    /// Findings by severity, without those that are suppressed.
    pub findings: Findings,
    /// Findings that somebody has accepted, in a baseline or by a waiver.
    pub suppressed: usize,
    /// Those of them that are in a baseline.
    pub known: usize,
    /// Findings about the gate's own files, by severity.
    pub gate: Findings,
    /// How many figures were accounted for, and how.
    pub coverage: Coverage,
}

/// Claims by verdict.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is named for its verdict")]
pub struct Verdicts {
    pub consistent: usize,
    pub half_even: usize,
    pub within_rounding: usize,
    pub truncated: usize,
    pub rounded_up: usize,
    pub inconsistent: usize,
    pub implied: usize,
    pub impossible: usize,
    pub unchecked: usize,
}

/// Findings by severity.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(missing_docs, reason = "each is named for its severity")]
pub struct Findings {
    pub error: usize,
    pub warning: usize,
    pub note: usize,
}

/// The mildest finding that fails a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FailOn {
    /// Errors alone.
    Error,
    /// Warnings and errors.
    #[default]
    Warning,
    /// Any finding.
    Note,
    /// No finding.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity fails a run.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Note => true,
            FailOn::Never => false,
        }
    }

    /// Its name on the command line and in a configuration.
    pub fn name(self) -> &'static str {
        match self {
            FailOn::Error => "error",
            FailOn::Warning => "warning",
            FailOn::Note => "note",
            FailOn::Never => "never",
        }
    }
}

impl Summary {
    /// Counts one more file.
    pub fn add(&mut self, file: &FileReport) {
        self.files += 1;
        self.unreadable += usize::from(!file.errors.is_empty());
        self.claims += file.report.claims.len();
        for (verdict, count) in &file.report.untold {
            self.claims += count;
            *self.verdicts.of(*verdict) += count;
        }
        for claim in &file.report.claims {
            *self.verdicts.of(claim.judgement.verdict) += 1;
            self.findings.add(file.severity(claim));
            let suppressed = file.suppression(claim);
            self.suppressed += usize::from(suppressed.is_some());
            self.known += usize::from(suppressed.is_some_and(|why| why.by == SuppressedBy::Baseline));
        }
        self.coverage.add(file.report.coverage);
    }

    /// Counts what is wrong with the gate's own files.
    pub fn add_gate(&mut self, findings: &[GateFinding]) {
        findings.iter().for_each(|finding| self.gate.add(Some(finding.severity)));
    }
}

impl Verdicts {
    fn of(&mut self, verdict: Verdict) -> &mut usize {
        match verdict {
            Verdict::Consistent => &mut self.consistent,
            Verdict::HalfEven => &mut self.half_even,
            Verdict::WithinRounding => &mut self.within_rounding,
            Verdict::Truncated => &mut self.truncated,
            Verdict::RoundedUp => &mut self.rounded_up,
            Verdict::Inconsistent => &mut self.inconsistent,
            Verdict::Implied => &mut self.implied,
            Verdict::Impossible => &mut self.impossible,
            Verdict::Unchecked => &mut self.unchecked,
        }
    }

    /// Each verdict with its count, in the order of the table in `docs/semantics.md` §5.
    pub fn each(&self) -> [(Verdict, usize); 9] {
        [
            (Verdict::Consistent, self.consistent),
            (Verdict::HalfEven, self.half_even),
            (Verdict::WithinRounding, self.within_rounding),
            (Verdict::Truncated, self.truncated),
            (Verdict::RoundedUp, self.rounded_up),
            (Verdict::Inconsistent, self.inconsistent),
            (Verdict::Implied, self.implied),
            (Verdict::Impossible, self.impossible),
            (Verdict::Unchecked, self.unchecked),
        ]
    }
}

impl Findings {
    fn add(&mut self, severity: Option<Severity>) {
        match severity {
            Some(Severity::Error) => self.error += 1,
            Some(Severity::Warning) => self.warning += 1,
            Some(Severity::Note) => self.note += 1,
            None => {}
        }
    }

    /// How many there are of any severity.
    pub fn total(&self) -> usize {
        self.error + self.warning + self.note
    }
}
