//! Coverage of one block: which of its figures were used by claims that were judged, by others only, or by none.
//!
//! This module must not know what a claim says.

use std::collections::HashSet;

use super::choose::Judged;
use crate::claim::Page;
use crate::ledger::Coverage;
use crate::mention::{Kind, Mention};
use crate::verdict::Verdict;

/// What was counted in one block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Covered {
    /// The count.
    pub(crate) coverage: Coverage,
    /// The mentions that no claim used.
    pub(crate) unclaimed: Vec<usize>,
}

/// Accounts for every percent, multiple and percentage point of a block.
pub(crate) fn cover(page: &Page<'_>, claims: &[Judged<'_>]) -> Covered {
    let (unchecked, judged): (Vec<_>, Vec<_>) =
        claims.iter().partition(|claim| claim.judgement.verdict == Verdict::Unchecked);
    let (judged, unchecked) = (used(&judged), used(&unchecked));
    let mut covered = Covered::default();
    for (number, _) in page.mentions.iter().enumerate().filter(|(_, mention)| is_counted(mention)) {
        let coverage = &mut covered.coverage;
        coverage.figures += 1;
        if judged.contains(&number) {
            coverage.judged += 1;
        } else if unchecked.contains(&number) {
            coverage.unchecked += 1;
        } else {
            coverage.unclaimed += 1;
            covered.unclaimed.push(number);
        }
    }
    covered
}

fn used(claims: &[&Judged<'_>]) -> HashSet<usize> {
    let slots = claims.iter().flat_map(|claim| &claim.candidate.slots);
    slots.flat_map(|slot| slot.mentions.iter().copied()).collect()
}

/// Families of units that say how one figure is to another.
const RELATIVE: [&str; 4] = ["percent", "points", "multiple", "doublings"];

/// Percents, multiples and percentage points, ranges of them among them.
fn is_counted(mention: &Mention) -> bool {
    let family = mention.unit.as_ref().map(|unit| &*unit.family);
    let range = mention.kind == Kind::Range && family.is_some_and(|family| RELATIVE.contains(&family));
    mention.kind.is_relative() || range
}
