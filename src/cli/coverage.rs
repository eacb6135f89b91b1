//! `--min-coverage`: what is said of a run that falls short of it.
//!
//! This module must not know how figures are judged.

use crate::Exact;
use crate::gate::coverage::is_met;
use crate::ledger::Coverage;
use crate::report::Lang;

/// What to say of files for which `who` asks for a least coverage: that it falls short, or that there was nothing to judge.
pub(super) fn message(coverage: Coverage, least: Exact, who: &str, lang: Lang) -> Option<String> {
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
            format!("错误: 覆盖率{share}%（{figures}个中已核{judged}个），低于{who}要求的{least}%")
        }
        Lang::En => format!(
            "error: coverage is {share}% ({judged} of {figures} percents, multiples and points judged), below the {least}% that {who} asks for"
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
    use crate::gate::coverage::percent;

    fn coverage(judged: usize, figures: usize) -> Coverage {
        Coverage { figures, judged, unchecked: 0, unclaimed: figures - judged }
    }

    #[test]
    fn a_share_that_falls_short_is_never_shown_as_enough() {
        assert_eq!(share(coverage(19_999, 20_000)), "99.99");
        let least = percent("100").unwrap();
        assert!(
            message(coverage(19_999, 20_000), least, "--min-coverage", Lang::En)
                .unwrap()
                .contains("99.99% (19999 of 20000")
        );
        assert!(message(coverage(2, 2), least, "--min-coverage", Lang::En).is_none());
        assert!(message(coverage(0, 0), least, "--min-coverage", Lang::En).unwrap().starts_with("note"));
    }
}
