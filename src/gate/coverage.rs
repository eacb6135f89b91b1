//! A minimum of coverage: whether enough of the figures were judged, in exact arithmetic.
//!
//! This module must not know how figures are judged.

use std::cmp::Ordering;

use crate::Exact;
use crate::ledger::Coverage;

/// A percent may have this many characters, so that every product fits.
const MAX_CHARS: usize = 20;

/// Reads a percent from 0 to 100; decimals are allowed.
///
/// # Errors
///
/// What was expected.
pub fn percent(text: &str) -> Result<Exact, String> {
    let digits = text.strip_suffix('%').unwrap_or(text);
    let within = |value: &Exact| {
        !value.is_negative()
            && value.compare(Exact::whole(100)).is_some_and(|order| order != Ordering::Greater)
    };
    let value = Exact::parse(digits).filter(within).filter(|_| digits.len() <= MAX_CHARS);
    value.ok_or_else(|| "expected a percent from 0 to 100, such as 50 or 37.5".to_owned())
}

/// Whether judged figures are at least that share of all figures. Where there are none, none is lacking.
pub fn is_met(coverage: Coverage, least: Exact) -> bool {
    let (Some(judged), Some(figures)) = (whole(coverage.judged), whole(coverage.figures)) else {
        return false;
    };
    let needed = least.mul(figures);
    let reached = judged.mul(Exact::whole(100));
    let order = reached.zip(needed).and_then(|(reached, needed)| reached.compare(needed));
    order.is_some_and(|order| order != Ordering::Less)
}

fn whole(count: usize) -> Option<Exact> {
    i128::try_from(count).ok().map(Exact::whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_is_a_decimal_from_0_to_100() {
        for good in ["0", "37.5", "100", "100.00", "50%", ".5"] {
            assert!(percent(good).is_ok(), "{good}");
        }
        for bad in ["", "-1", "100.01", "half", "1e1", "∞", "0.0000000000000000000000001"] {
            assert!(percent(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_share_is_compared_exactly() {
        let met = |judged, figures, least| {
            let coverage = Coverage { figures, judged, unchecked: 0, unclaimed: figures - judged };
            is_met(coverage, percent(least).unwrap())
        };
        assert!(met(3, 8, "37.5"));
        assert!(!met(3, 8, "37.500000001"));
        assert!(met(1, 3, "33.33333333333333"));
        assert!(!met(1, 3, "33.33333333333334"));
        assert!(met(0, 0, "100"));
        assert!(met(0, 9, "0"));
    }
}
