//! The rounding habit of a document: whether it rounds its percents or cuts them off, told by its own claims.
//!
//! A claim tells when its percent holds under exactly one of the two. The counts are whole numbers, so the same
//! document always has the same habit. This module must not know how a percent was tested.

use super::{Claim, Note};
use crate::mention::Kind;
use crate::verdict::{Flag, Reading, Severity, Verdict};

/// Fewer claims than this tell nothing of a habit.
const ENOUGH: usize = 5;

/// What a document does with its percents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Habit {
    /// Cuts them off: `cut` of `telling` claims.
    CutsOff { cut: usize, telling: usize },
    /// Rounds them: `rounded` of `telling` claims.
    Rounds { rounded: usize, telling: usize },
}

impl Habit {
    /// The habit that at least five claims tell, four fifths of them alike.
    pub(crate) fn of(claims: &[Claim]) -> Option<Habit> {
        let told: Vec<bool> = claims.iter().filter_map(is_cut).collect();
        let telling = told.len();
        let cut = told.iter().filter(|cut| **cut).count();
        let rounded = telling - cut;
        let most = |count: usize| telling >= ENOUGH && count * 5 >= telling * 4;
        if most(cut) {
            Some(Habit::CutsOff { cut, telling })
        } else {
            most(rounded).then_some(Habit::Rounds { rounded, telling })
        }
    }

    /// Judges the claims by the habit; whether that changed anything.
    pub(crate) fn apply(self, claims: &mut [Claim]) -> bool {
        let mut changed = false;
        for claim in claims.iter_mut().filter(|claim| has_percent_result(claim)) {
            let severity = match self {
                Habit::CutsOff { .. } if is_cut_alike(claim) => None,
                Habit::Rounds { .. } if stands_out(claim) => raised(claim.severity),
                _ => continue,
            };
            changed |= claim.severity != severity;
            claim.severity = severity;
        }
        changed
    }

    /// What to say of it.
    pub(crate) fn note(self) -> Note {
        match self {
            Habit::CutsOff { cut, telling } => Note::CutsOff { cut, telling },
            Habit::Rounds { rounded, telling } => Note::Rounds { rounded, telling },
        }
    }
}

/// Whether a claim holds only as cut off (`true`) or only as rounded half up (`false`); `None` if it does not tell.
fn is_cut(claim: &Claim) -> Option<bool> {
    let judgement = &claim.judgement;
    if judgement.computed.is_none() || judgement.flags.contains(&Flag::Hedged) || !has_percent_result(claim) {
        return None;
    }
    let cut = judgement.readings.contains(&Reading::Truncated);
    let rounded = judgement.readings.contains(&Reading::HalfUp);
    (cut != rounded).then_some(cut)
}

/// Whether the one percent of a claim stands alone on a side of its equation: what the others come to.
fn has_percent_result(claim: &Claim) -> bool {
    let mut percents = claim.operands.iter().filter(|operand| operand.kind == Kind::Percent);
    let (Some(percent), None) = (percents.next().filter(|percent| percent.text.is_some()), percents.next())
    else {
        return false;
    };
    let alone = |side: &str| {
        let names = side.split(|c: char| !c.is_alphanumeric() && c != '_');
        let mut bound = names.filter(|name| claim.operands.iter().any(|operand| operand.role == *name));
        bound.next() == Some(&percent.role) && bound.next().is_none()
    };
    claim.equation.split('=').any(alone)
}

/// Cut off like all the others, or solved for on the ground that it was not.
fn is_cut_alike(claim: &Claim) -> bool {
    match claim.judgement.verdict {
        Verdict::Truncated => stands_out(claim),
        Verdict::Impossible => claim.judgement.truncation_would_allow.is_some(),
        _ => false,
    }
}

/// Cut off, and no worse: a percent that crosses its target keeps the severity it has for that.
fn stands_out(claim: &Claim) -> bool {
    claim.judgement.verdict == Verdict::Truncated && !claim.judgement.flags.contains(&Flag::CrossesTarget)
}

/// One level up, as `Options::rounds` has it: from nothing where the claim is weak, from a note where it is not.
fn raised(severity: Option<Severity>) -> Option<Severity> {
    match severity {
        None => Some(Severity::Note),
        Some(_) => Some(Severity::Warning),
    }
}
