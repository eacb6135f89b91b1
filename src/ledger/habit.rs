//! The rounding habit of a document: whether it rounds its percents or cuts them off, told by its own claims.
//!
//! A claim tells when its percent holds under exactly one of the two. The counts are whole numbers, so the same
//! document always has the same habit. This module must not know how a percent was tested.

use super::{Claim, ClaimOperand, Note};
use crate::mention::Kind;
use crate::verdict::{Flag, Judgement, Reading, Severity, Verdict};

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

/// What an operand is to the habit: its role, its sort, and whether the text states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part<'r> {
    pub(crate) role: &'r str,
    pub(crate) kind: Kind,
    pub(crate) stated: bool,
}

impl<'r> From<&'r ClaimOperand> for Part<'r> {
    fn from(operand: &'r ClaimOperand) -> Part<'r> {
        Part { role: &operand.role, kind: operand.kind, stated: operand.text.is_some() }
    }
}

/// How many claims tell of a habit, and how many of them that percents are cut off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Telling {
    cut: usize,
    all: usize,
}

impl Telling {
    /// Hears a claim that holds only as cut off (`true`) or only as rounded half up (`false`).
    fn hear(&mut self, cut: bool) {
        self.cut += usize::from(cut);
        self.all += 1;
    }

    /// Hears a claim, where it tells; whether its result is a percent is asked only then.
    pub(crate) fn hear_of(&mut self, judgement: &Judgement, has_percent_result: impl FnOnce() -> bool) {
        if let Some(cut) = is_cut(judgement).filter(|_| has_percent_result()) {
            self.hear(cut);
        }
    }
}

impl Habit {
    /// The habit that at least five claims tell, four fifths of them alike; `untold` are those not among `claims`.
    pub(crate) fn of(claims: &[Claim], untold: Telling) -> Option<Habit> {
        let mut all = untold;
        claims.iter().filter_map(told).for_each(|cut| all.hear(cut));
        let Telling { cut, all: telling } = all;
        let rounded = telling.checked_sub(cut)?;
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
        for claim in claims.iter_mut() {
            let severity = match self {
                Habit::CutsOff { .. } if is_cut_alike(claim) => None,
                Habit::Rounds { .. } if stands_out(claim) => raised(claim.severity),
                _ => continue,
            };
            if !results_in_percent(claim) {
                continue;
            }
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

/// Whether a claim may be judged otherwise once the habit is known, although it is no finding yet.
pub(crate) fn may_be_raised(verdict: Verdict) -> bool {
    verdict == Verdict::Truncated
}

/// What a claim tells, if anything.
fn told(claim: &Claim) -> Option<bool> {
    is_cut(&claim.judgement).filter(|_| results_in_percent(claim))
}

/// Whether figures agree only as cut off (`true`) or only as rounded half up (`false`); `None` if that does not tell.
fn is_cut(judgement: &Judgement) -> Option<bool> {
    if judgement.computed.is_none() || judgement.flags.contains(&Flag::Hedged) {
        return None;
    }
    let cut = judgement.readings.contains(&Reading::Truncated);
    let rounded = judgement.readings.contains(&Reading::HalfUp);
    (cut != rounded).then_some(cut)
}

fn results_in_percent(claim: &Claim) -> bool {
    has_percent_result(&claim.operands.iter().map(Part::from).collect::<Vec<_>>(), &claim.equation)
}

/// Whether the one percent of a claim stands alone on a side of its equation: what the others come to.
pub(crate) fn has_percent_result(parts: &[Part<'_>], equation: &str) -> bool {
    let mut percents = parts.iter().filter(|part| part.kind == Kind::Percent);
    let (Some(percent), None) = (percents.next().filter(|percent| percent.stated), percents.next()) else {
        return false;
    };
    let alone = |side: &str| {
        let names = side.split(|c: char| !c.is_alphanumeric() && c != '_');
        let mut bound = names.filter(|name| parts.iter().any(|part| part.role == *name));
        bound.next() == Some(percent.role) && bound.next().is_none()
    };
    equation.split('=').any(alone)
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
