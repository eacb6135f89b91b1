//! Coverage of one block: which of its figures were used by claims that were judged, by others only, or by none.
//!
//! This module must not know what a claim says.

use super::choose::Judged;
use crate::claim::Page;
use crate::ledger::Use;
use crate::mention::{Kind, Mention};
use crate::verdict::Verdict;

/// Every percent, multiple and percentage point of a block, by its number, and what became of it.
pub(crate) fn cover(page: &Page<'_>, claims: &[Judged<'_>]) -> Vec<(usize, Use)> {
    let mut uses = vec![Use::Unclaimed; page.mentions.len()];
    for claim in claims {
        let checked = claim.judgement.verdict != Verdict::Unchecked;
        for number in claim.candidate.slots.iter().flat_map(|slot| &slot.mentions) {
            match uses.get_mut(*number) {
                Some(used) if checked => *used = Use::Judged,
                Some(used) if *used == Use::Unclaimed => *used = Use::Unchecked,
                _ => {}
            }
        }
    }
    let counted = page.mentions.iter().zip(uses).enumerate().filter(|(_, (mention, _))| is_counted(mention));
    counted.map(|(number, (_, used))| (number, used)).collect()
}

/// Families of units that say how one figure is to another.
const RELATIVE: [&str; 4] = ["percent", "points", "multiple", "doublings"];

/// Percents, multiples and percentage points, ranges of them among them.
fn is_counted(mention: &Mention) -> bool {
    let family = mention.unit.as_ref().map(|unit| &*unit.family);
    let range = || mention.kind == Kind::Range && family.is_some_and(|family| RELATIVE.contains(&family));
    mention.kind.is_relative() || range()
}
