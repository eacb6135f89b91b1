//! `--min-coverage`: whether enough of the figures were judged, in exact arithmetic.
//!
//! This module must not know how figures are judged.

use std::cmp::Ordering;

use crate::Exact;
use crate::ledger::Coverage;
use crate::report::Lang;

/// A percent may have this many characters, so that every product fits.
const MAX_CHARS: usize = 20;

/// Reads a percent from 0 to 100; decimals are allowed.
pub(super) fn percent(text: &str) -> Result<Exact, String> {
    let digits = text.strip_suffix('%').unwrap_or(text);
    let within = |value: &Exact| {
        !value.is_negative()
            && value.compare(Exact::whole(100)).is_some_and(|order| order != Ordering::Greater)
    };
    let value = Exact::parse(digits).filter(within).filter(|_| digits.len() <= MAX_CHARS);
    value.ok_or_else(|| "expected a percent from 0 to 100, such as 50 or 37.5".to_owned())
}

/// Whether judged figures are at least that share of all figures. A run without figures lacks nothing.
pub(super) fn is_met(coverage: Coverage, least: Exact) -> bool {
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

/// What to say of a run: that it falls short, or that there was nothing to judge.
pub(super) fn message(coverage: Coverage, least: Exact, lang: Lang) -> Option<String> {
    if coverage.figures == 0 {
        let none = lang.pick(
            "提示: 没有读到百分数、倍数或百分点，覆盖率按100%计",
            "note: no percent, multiple or percentage point was seen; coverage counts as 100%",
        );
        return Some(none.to_owned());
    }
    if is_met(coverage, least) {
        return None;
    }
    let Coverage { figures, judged, .. } = coverage;
    let share = share(coverage);
    Some(match lang {
        Lang::Zh => {
            format!("错误: 覆盖率{share}%（{figures}个中已核{judged}个），低于--min-coverage要求的{least}%")
        }
        Lang::En => format!(
            "error: coverage is {share}% ({judged} of {figures} percents, multiples and points judged), below the {least}% that --min-coverage asks for"
        ),
    })
}

/// The share to two decimals, cut off so that it never looks like enough when it is not.
fn share(coverage: Coverage) -> String {
    let hundredths = coverage.judged.saturating_mul(10_000).checked_div(coverage.figures).unwrap_or(0);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coverage(judged: usize, figures: usize) -> Coverage {
        Coverage { figures, judged, unchecked: 0, unclaimed: figures - judged }
    }

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
        let met = |judged, figures, least| is_met(coverage(judged, figures), percent(least).unwrap());
        assert!(met(3, 8, "37.5"));
        assert!(!met(3, 8, "37.500000001"));
        assert!(met(1, 3, "33.33333333333333"));
        assert!(!met(1, 3, "33.33333333333334"));
        assert!(met(0, 0, "100"));
        assert!(met(0, 9, "0"));
    }

    #[test]
    fn a_share_that_falls_short_is_never_shown_as_enough() {
        assert_eq!(share(coverage(19_999, 20_000)), "99.99");
        let least = percent("100").unwrap();
        assert!(
            message(coverage(19_999, 20_000), least, Lang::En).unwrap().contains("99.99% (19999 of 20000")
        );
        assert!(message(coverage(2, 2), least, Lang::En).is_none());
        assert!(message(coverage(0, 0), least, Lang::En).unwrap().starts_with("note"));
    }
}
