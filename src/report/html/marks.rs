//! Marks: the text cut into pieces, each of which is covered by the same claims, operands and figures throughout.
//!
//! Claims nest and overlap, elements of HTML do not; so marks are flat and say whose they are. This module must not
//! know how a mark looks.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::ledger::{Claim, Report};

/// What covers a stretch of text. Numbers count the claims and the unclaimed figures of one file, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cover {
    /// A claim.
    Claim(usize),
    /// An operand of a claim: which claim, and which of its operands.
    Operand(usize, usize),
    /// A figure that no claim used.
    Unclaimed(usize),
}

/// A stretch of text and all that covers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// What covers all of it, in order.
    pub covers: Vec<Cover>,
}

/// The pieces of a report's text that something `shown` covers, in order.
pub(super) fn pieces(report: &Report, shown: impl Fn(Cover) -> bool) -> Vec<Piece> {
    let mut covers: Vec<(Range<usize>, Cover)> = Vec::new();
    let claims = report.claims.iter().enumerate().filter(|(number, _)| shown(Cover::Claim(*number)));
    for (number, claim) in claims {
        let operands = claim.operands.iter().enumerate();
        let stated = operands.filter_map(|(at, operand)| Some((at, operand.span.clone()?)));
        covers.extend(stated.map(|(at, span)| (span, Cover::Operand(number, at))));
        covers.extend(grounds(claim).map(|span| (span, Cover::Claim(number))));
    }
    let unclaimed = report.unclaimed.iter().enumerate();
    let unclaimed = unclaimed.filter(|(number, _)| shown(Cover::Unclaimed(*number)));
    covers.extend(unclaimed.map(|(number, figure)| (figure.span.clone(), Cover::Unclaimed(number))));
    swept(&covers)
}

/// What a claim covers: its stretch of text; in a table, where that may run through cells it says nothing of, its
/// figures alone.
fn grounds(claim: &Claim) -> impl Iterator<Item = Range<usize>> {
    let in_table = claim.place.table.is_some() || claim.place.cell.is_some();
    let figures: Vec<Range<usize>> = match in_table {
        true => claim.operands.iter().filter_map(|operand| operand.span.clone()).collect(),
        false => Vec::new(),
    };
    let whole = figures.is_empty().then(|| claim.span.clone());
    whole.into_iter().chain(figures)
}

/// Goes through all ends in order and keeps what covers the text between two of them.
fn swept(covers: &[(Range<usize>, Cover)]) -> Vec<Piece> {
    let mut ends: Vec<(usize, bool, Cover)> = Vec::new();
    for (span, cover) in covers.iter().filter(|(span, _)| !span.is_empty()) {
        ends.extend([(span.start, true, *cover), (span.end, false, *cover)]);
    }
    ends.sort_unstable();
    let (mut pieces, mut active, mut from) = (Vec::new(), BTreeSet::new(), 0);
    for (at, starts, cover) in ends {
        if at > from && !active.is_empty() {
            pieces.push(Piece { span: from..at, covers: active.iter().copied().collect() });
        }
        from = at;
        if starts {
            active.insert(cover);
        } else {
            active.remove(&cover);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(covers: &[(Range<usize>, Cover)]) -> Vec<(Range<usize>, Vec<Cover>)> {
        swept(covers).into_iter().map(|piece| (piece.span, piece.covers)).collect()
    }

    #[test]
    fn overlapping_claims_share_the_piece_between_them() {
        let (a, b) = (Cover::Claim(0), Cover::Claim(1));
        let pieces = cut(&[(0..6, a), (4..9, b)]);
        assert_eq!(pieces, [(0..4, vec![a]), (4..6, vec![a, b]), (6..9, vec![b])]);
    }

    #[test]
    fn nested_ones_cut_the_outer_in_three_and_gaps_are_nobodys() {
        let (outer, inner, later) = (Cover::Claim(0), Cover::Operand(0, 1), Cover::Unclaimed(0));
        let pieces = cut(&[(0..9, outer), (3..5, inner), (12..14, later), (7..7, inner)]);
        let expected =
            [(0..3, vec![outer]), (3..5, vec![outer, inner]), (5..9, vec![outer]), (12..14, vec![later])];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn neighbours_do_not_run_together() {
        let (a, b) = (Cover::Claim(0), Cover::Claim(1));
        assert_eq!(cut(&[(0..3, a), (3..5, b)]), [(0..3, vec![a]), (3..5, vec![b])]);
    }

    #[test]
    fn a_claim_in_a_table_covers_its_figures_alone() {
        let mut claim = crate::report::samples::inconsistent();
        claim.span = 0..50;
        for (operand, span) in claim.operands.iter_mut().zip([2..4, 10..12, 20..22]) {
            operand.span = Some(span);
        }
        assert!(grounds(&claim).eq(std::iter::once(0..50)));
        claim.place.table = Some(1);
        assert_eq!(grounds(&claim).collect::<Vec<_>>(), [2..4, 10..12, 20..22]);
    }
}
