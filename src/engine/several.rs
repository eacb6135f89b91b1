//! One document checked by several packs: their claims together, each figure counted once.
//!
//! This module joins reports. It must not know how one comes about.

use std::collections::BTreeMap;
use std::ops::Range;

use super::check_by_pack;
use crate::document::{Document, Limits};
use crate::ledger::{Accounted, Claim, Coverage, Detail, Note, OutOfTime, Report, Use};
use crate::rule::Pack;

/// Checks a document against several rule packs of its language, in their order.
///
/// The report has the claims of all. Where two packs make a claim of one kind on the same figures, the first pack's is
/// kept. A figure counts once, as judged where any pack judged it. No pack at all gives an empty report.
pub fn check_with_packs(document: &Document, packs: &[&Pack]) -> Report {
    // Without a deadline there is an end to every document.
    check_within(document, packs, &Limits::default()).unwrap_or_default()
}

/// Checks like [`check_with_packs`], with limits of one's own. Those on the file have been seen to when it was read;
/// what is left are those on lines and sentences, and the deadline.
///
/// # Errors
///
/// The deadline is over. What was found so far is not given: it must not be taken for all there is.
pub fn check_within(document: &Document, packs: &[&Pack], limits: &Limits) -> Result<Report, OutOfTime> {
    check_within_telling(document, packs, limits, Detail::Everything)
}

/// Checks like [`check_within`], for a report that need not tell everything. To find nothing wrong costs less so.
///
/// # Errors
///
/// As for [`check_within`].
pub fn check_within_telling(
    document: &Document,
    packs: &[&Pack],
    limits: &Limits,
    detail: Detail,
) -> Result<Report, OutOfTime> {
    // What one pack claims is held against all that another claims.
    let detail = if packs.len() > 1 { Detail::Everything } else { detail };
    let mut reports = packs.iter().map(|pack| check_by_pack(document, pack, limits, detail));
    let first = reports.next().transpose()?.unwrap_or_default();
    reports.try_fold(first, |first, later| Ok(join(first, later?)))
}

/// Two reports on one document as one.
fn join(mut first: Report, later: Report) -> Report {
    let Report { claims, unclaimed, notes, figures, .. } = later;
    let known = Known::new(&first.claims);
    let (same, new): (Vec<Claim>, Vec<Claim>) = claims.into_iter().partition(|claim| known.has(claim));
    let mut dropped: Vec<Range<usize>> = same.iter().flat_map(stated).collect();
    dropped.sort_by_key(|span| span.start);
    first.claims.extend(new);
    first.claims.sort_by_key(|claim| claim.span.start);
    let before = first.figures.clone();
    first.figures = union(first.figures, figures, &dropped);
    let open = |span: &Range<usize>| {
        overlapping(&first.figures, span).iter().all(|figure| figure.used == Use::Unclaimed)
    };
    let added = unclaimed.into_iter().filter(|one| overlapping(&before, &one.span).is_empty());
    first.unclaimed.extend(added);
    first.unclaimed.retain(|one| open(&one.span));
    first.unclaimed.sort_by_key(|one| one.span.start);
    first.coverage = Coverage::of(&first.figures);
    for note in notes {
        if !first.notes.iter().any(|known| says_the_same(known, &note)) {
            first.notes.push(note);
        }
    }
    first
}

/// Whether two packs noted one thing: a habit of the whole document is told once, as the first pack saw it.
fn says_the_same(known: &Note, note: &Note) -> bool {
    let whole = note.lines().is_none() || matches!(note, Note::BarePercents { .. });
    known == note || whole && !matches!(note, Note::Reading(_)) && known.code() == note.code()
}

/// The claims of a report by where the last of their figures starts. Figures of one report do not overlap.
struct Known<'a>(BTreeMap<usize, Vec<&'a Claim>>);

impl<'a> Known<'a> {
    fn new(claims: &'a [Claim]) -> Known<'a> {
        let mut by_last: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
        for claim in claims {
            if let Some(last) = stated(claim).last() {
                by_last.entry(last.start).or_default().push(claim);
            }
        }
        Known(by_last)
    }

    /// Whether one of the claims is of the same kind, on the same figures.
    fn has(&self, claim: &Claim) -> bool {
        let spans = stated(claim);
        let Some(last) = spans.last() else { return false };
        let near = self.0.range(..last.end).rev().take(NEAR).flat_map(|(_, claims)| claims);
        near.filter(|known| known.rule.kind == claim.rule.kind).any(|known| {
            let others = stated(known);
            others.len() == spans.len() && others.iter().zip(&spans).all(|(a, b)| meet(a, b))
        })
    }
}

/// So many figures before the end of another one may reach into it: two packs may read one stretch as a range and as
/// two figures.
const NEAR: usize = 3;

/// Where the figures of a claim stand, in the order of the text.
fn stated(claim: &Claim) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> =
        claim.operands.iter().filter_map(|operand| operand.span.clone()).collect();
    spans.sort_by_key(|span| span.start);
    spans
}

/// Whether two stretches share a byte: packs may differ in the words they take for part of a figure.
fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The figures that share a byte with a stretch; `figures` stand in the order of the text.
fn overlapping<'f>(figures: &'f [Accounted], span: &Range<usize>) -> &'f [Accounted] {
    let from = figures.partition_point(|figure| figure.span.end <= span.start);
    let to = figures.partition_point(|figure| figure.span.start < span.end);
    figures.get(from..to).unwrap_or_default()
}

/// The figures of both, each once, with the better of its two uses. What the later pack did with the figures of a
/// claim that was `dropped` does not count: the first pack's word on them is kept.
fn union(mut first: Vec<Accounted>, later: Vec<Accounted>, dropped: &[Range<usize>]) -> Vec<Accounted> {
    let mut added = Vec::new();
    for figure in later {
        let from = first.partition_point(|known| known.span.end <= figure.span.start);
        let mut known = first.iter_mut().skip(from).take_while(|known| known.span.start < figure.span.end);
        let Some(one) = known.next() else {
            added.push(figure);
            continue;
        };
        let at = dropped.partition_point(|span| span.start < figure.span.end);
        let reached = dropped.get(..at).unwrap_or_default().iter().rev().take(NEAR);
        if reached.into_iter().any(|span| meet(span, &figure.span)) {
            continue;
        }
        one.used = one.used.max(figure.used);
        known.for_each(|other| other.used = other.used.max(figure.used));
    }
    first.extend(added);
    first.sort_by_key(|figure| figure.span.start);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(figures: &[(usize, usize, Use)]) -> Vec<Accounted> {
        figures.iter().map(|(start, end, used)| Accounted { span: *start..*end, used: *used }).collect()
    }

    #[test]
    fn a_figure_counts_once_with_the_better_use() {
        let first = seen(&[(0, 4, Use::Unclaimed), (10, 14, Use::Judged), (20, 24, Use::Unchecked)]);
        let later = seen(&[(1, 4, Use::Judged), (10, 13, Use::Unclaimed), (30, 33, Use::Unclaimed)]);
        let both = union(first, later, &[]);
        let expected =
            [(0, 4, Use::Judged), (10, 14, Use::Judged), (20, 24, Use::Unchecked), (30, 33, Use::Unclaimed)];
        assert_eq!(both, seen(&expected));
        assert_eq!(Coverage::of(&both), Coverage { figures: 4, judged: 2, unchecked: 1, unclaimed: 1 });
    }

    /// Two claims of one quote, the second of them a finding, then claims that cut their percents off.
    fn mixed() -> String {
        let wrong = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。";
        let right = "引进外资1440万美元,目标1200万美元,完成年初任务的120%。";
        let cut = [(2, 3, 66), (5, 9, 55), (7, 9, 77), (8, 9, 88), (1, 6, 16)];
        let cut: String = cut
            .map(|(part, all, percent)| {
                format!("引进外资{part}000万美元,目标{all}000万美元,完成年初任务的{percent}%。\n")
            })
            .concat();
        format!("{right}\n{right}甲。\n{wrong}\n甲，{wrong}\n同比增长5%。\n{cut}")
    }

    #[test]
    fn findings_are_the_same_whether_everything_is_told_or_not() {
        let pack = Pack::builtin("zh-report").unwrap();
        let (document, limits) = (Document::plain(&mixed()), Limits::default());
        let told = |detail| check_within_telling(&document, &[&pack], &limits, detail).unwrap();
        let (all, few) = (told(Detail::Everything), told(Detail::Findings));
        let findings: Vec<&Claim> = all.findings().collect();
        assert_eq!(few.findings().collect::<Vec<_>>(), findings);
        assert!(findings.len() >= 2 && few.claims.len() < all.claims.len(), "{findings:?}");
        assert_eq!((&few.coverage, &few.figures, &few.notes), (&all.coverage, &all.figures, &all.notes));
        assert!(!all.notes.is_empty(), "the document has a habit");
        assert!(all.untold.is_empty() && !all.unclaimed.is_empty() && few.unclaimed.is_empty());
        for claim in &all.claims {
            let verdict = claim.judgement.verdict;
            assert_eq!(few.count(verdict), all.count(verdict), "{verdict:?}");
        }
    }

    #[test]
    fn two_packs_are_held_against_each_other_in_full() {
        let pack = Pack::builtin("zh-report").unwrap();
        let (document, limits) = (Document::plain(&mixed()), Limits::default());
        let told = |detail| check_within_telling(&document, &[&pack, &pack], &limits, detail).unwrap();
        assert_eq!(told(Detail::Findings), told(Detail::Everything));
    }

    #[test]
    fn a_claim_that_was_dropped_judges_nothing() {
        let first = seen(&[(0, 4, Use::Unchecked)]);
        let later = seen(&[(0, 4, Use::Judged)]);
        let dropped = 0..4;
        assert_eq!(union(first.clone(), later, &[dropped]), first);
    }
}
