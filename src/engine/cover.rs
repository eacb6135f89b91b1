//! Coverage of one block: which of its figures were used by claims that were judged, by others only, or by none.
//!
//! This module must not know what a claim says.

use rustc_hash::FxHashSet;

use super::choose::Judged;
use crate::claim::Page;
use crate::ledger::Use;
use crate::mention::{Kind, Mention};
use crate::verdict::Verdict;

/// Every percent, multiple and percentage point of a block, by its number, and what became of it.
pub(crate) fn cover(page: &Page<'_>, claims: &[Judged<'_>]) -> Vec<(usize, Use)> {
    let (unchecked, judged): (Vec<_>, Vec<_>) =
        claims.iter().partition(|claim| claim.judgement.verdict == Verdict::Unchecked);
    let (judged, unchecked) = (used(&judged), used(&unchecked));
    let use_of = |number: usize| match (judged.contains(&number), unchecked.contains(&number)) {
        (true, _) => Use::Judged,
        (false, true) => Use::Unchecked,
        (false, false) => Use::Unclaimed,
    };
    let counted = page.mentions.iter().enumerate().filter(|(_, mention)| is_counted(mention));
    counted.map(|(number, _)| (number, use_of(number))).collect()
}

fn used(claims: &[&Judged<'_>]) -> FxHashSet<usize> {
    let slots = claims.iter().flat_map(|claim| &claim.candidate.slots);
    slots.flat_map(|slot| slot.mentions.iter().copied()).collect()
}

/// Families of units that say how one figure is to another.
const RELATIVE: [&str; 4] = ["percent", "points", "multiple", "doublings"];

/// Percents, multiples and percentage points, ranges of them among them.
fn is_counted(mention: &Mention) -> bool {
    let family = mention.unit.as_ref().map(|unit| &*unit.family);
    let range = || mention.kind == Kind::Range && family.is_some_and(|family| RELATIVE.contains(&family));
    mention.kind.is_relative() || range()
}
