//! Overlaps: a figure is the result of one claim only, and nothing is claimed twice.
//!
//! The documented order, first difference wins: the rule's priority (higher first), the number of stated operands
//! (more first), the length of the claim (shorter first), the rule's place in its pack (earlier first). This module
//! must not know text.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::choose::Judged;
use crate::verdict::{Reason, Verdict};
use crate::work;

/// Kinds whose anchor is the stated result: one figure is the result of one of them.
const RESULTS: [&str; 5] = ["completion", "growth", "share", "rate", "premium"];

/// Keeps the claims that win, in the order of the text; `watch` is told of the others, with those that won so far.
pub(crate) fn resolve<'p>(
    mut judged: Vec<Judged<'p>>,
    watch: &mut impl FnMut(Judged<'p>, &[Judged<'p>]),
) -> Vec<Judged<'p>> {
    if judged.len() < 2 {
        return judged;
    }
    judged.sort_by_cached_key(rank);
    let mut results = FxHashSet::default();
    let mut anchors = FxHashSet::default();
    let mut kept: Vec<Judged<'p>> = Vec::new();
    // By figure, the claims kept so far that use it: whatever tells all of a claim's figures tells that which fewest use.
    let mut telling: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for claim in judged {
        let kind = claim.rule.info.kind.as_str();
        let own = figures(&claim);
        let users = own.iter().map(|figure| telling.get(figure).map_or(&[][..], Vec::as_slice));
        let others = users.min_by_key(|users| users.len()).unwrap_or_default().iter();
        let mut others = others.inspect(|_| work::steps(1)).filter_map(|other| kept.get(*other));
        if others.any(|other| is_told_by(&claim, &own, other)) {
            watch(claim, &kept);
            continue;
        }
        let free = if RESULTS.contains(&kind) {
            results.insert(claim.anchor)
        } else {
            anchors.insert((kind, claim.anchor))
        };
        if free {
            own.into_iter().for_each(|figure| telling.entry(figure).or_default().push(kept.len()));
            kept.push(claim);
        } else {
            watch(claim, &kept);
        }
    }
    kept.sort_by_key(|claim| (claim.candidate.span.start, claim.anchor, claim.order));
    kept
}

type Rank = (Reverse<i32>, Reverse<usize>, usize, usize, usize);

fn rank(claim: &Judged<'_>) -> Rank {
    let length = claim.candidate.span.len();
    (Reverse(claim.rule.priority), Reverse(stated(claim)), length, claim.order, claim.anchor)
}

/// What one claim has over another that wants the same figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Advantage {
    /// Its rule has a higher priority.
    Priority,
    /// It states more operands.
    StatedOperands,
    /// It is shorter.
    Length,
    /// Its rule comes earlier in the pack.
    Order,
}

/// The claim that a lost one lost to, and by what.
pub(crate) fn winner<'k, 'p>(
    lost: &Judged<'p>,
    kept: &'k [Judged<'p>],
) -> Option<(&'k Judged<'p>, Advantage)> {
    let kind = |claim: &Judged<'_>| claim.rule.info.kind.clone();
    let result = |claim: &Judged<'_>| RESULTS.contains(&kind(claim).as_str());
    let same = |other: &&Judged<'_>| {
        let comparable = result(lost) && result(other) || kind(lost) == kind(other);
        comparable && other.anchor == lost.anchor
    };
    let own = figures(lost);
    let told = kept.iter().find(|other| is_told_by(lost, &own, other));
    let found = told.or_else(|| kept.iter().find(same))?;
    let (a, b) = (rank(found), rank(lost));
    let advantage = match () {
        () if a.0 != b.0 => Advantage::Priority,
        () if a.1 != b.1 => Advantage::StatedOperands,
        () if a.2 != b.2 => Advantage::Length,
        () => Advantage::Order,
    };
    Some((found, advantage))
}

/// How many operands are stated; a claim that is recognised only to be left unchecked counts as if all were.
fn stated(claim: &Judged<'_>) -> usize {
    if claim.judgement.verdict == Verdict::Unchecked && claim.judgement.reason != Some(Reason::NoTarget) {
        return usize::MAX;
    }
    claim.candidate.slots.iter().map(|slot| slot.mentions.len()).sum()
}

/// Whether a claim says nothing that another does not: all its figures stand in one of the same kind, or, for a
/// target without a verdict word, in one of any kind.
fn is_told_by(claim: &Judged<'_>, own: &[usize], other: &Judged<'_>) -> bool {
    let kind = claim.rule.info.kind.as_str();
    let bare_target = kind == "target" && claim.judgement.verdict == Verdict::Implied;
    let comparable = bare_target || kind == other.rule.info.kind;
    let bound = |figure| other.candidate.slots.iter().any(|slot| slot.mentions.contains(figure));
    comparable && own.iter().all(bound)
}

/// The figures of a claim in their order, each once.
fn figures(claim: &Judged<'_>) -> Vec<usize> {
    let slots = claim.candidate.slots.iter();
    let mut figures: Vec<usize> = slots.flat_map(|slot| slot.mentions.iter().copied()).collect();
    figures.sort_unstable();
    figures.dedup();
    figures
}
