//! Capped completion: many reports count no further than 100 % (计划12期,实际13期,完成率100%), so that it is no claim.
//!
//! This module must not know text.

use std::cmp::Ordering;

use crate::claim::{Page, only};
use crate::exact::Exact;

use super::choose::{self, Judged};

/// Whether a completion of just 100 % stands beside more than was asked for, and does not come from it by rounding.
pub(super) fn is_capped(page: &Page<'_>, judged: &Judged<'_>) -> bool {
    let value = |name: &str| {
        let (_, mention) = only(judged.rule, &judged.candidate.slots, &[name])?;
        Some(page.mentions.get(mention)?.figure?.value)
    };
    let (source, _) = judged.equation;
    let whole = || value("percent").is_some_and(|percent| percent == Exact::whole(100));
    let more = || value("actual").zip(value("target")).and_then(|(a, t)| a.compare(t));
    let counts = source == "actual / target = percent" && !choose::holds(&judged.judgement);
    counts && whole() && more() == Some(Ordering::Greater)
}

#[cfg(test)]
mod tests {
    use crate::{Pack, Verdict, check};

    /// What is said of all three figures; one of them alone implies the others.
    fn verdicts(text: &str) -> Vec<Verdict> {
        let pack = Pack::builtin("zh-report").unwrap();
        let all = check(text, &pack).claims.into_iter().map(|claim| claim.judgement.verdict);
        all.filter(|verdict| *verdict != Verdict::Implied).collect()
    }

    #[test]
    fn just_all_of_it_may_stand_for_more() {
        assert_eq!(verdicts("年度任务40户,已完成41户,完成率100%。"), []);
        assert_eq!(verdicts("年度任务40户,已完成41户,完成率100.0%。"), []);
    }

    #[test]
    fn more_than_all_of_it_and_less_are_claims() {
        // 41 of 40 is 102.5 %, 39 of 40 is 97.5 %.
        assert_eq!(verdicts("年度任务40户,已完成41户,完成率102.5%。"), [Verdict::Consistent]);
        assert_eq!(verdicts("年度任务40户,已完成41户,完成率104.5%。"), [Verdict::Inconsistent]);
        assert_eq!(verdicts("年度任务40户,已完成39户,完成率100%。"), [Verdict::Inconsistent]);
        assert_eq!(verdicts("年度任务40户,已完成40户,完成率100%。"), [Verdict::Consistent]);
        assert_eq!(verdicts("年度任务1000万元,已完成1000.4万元,完成率100%。"), [Verdict::Consistent]);
    }
}
