//! Lists that add up without some of their parts: such a list accuses nobody.
//!
//! This module must not know text.

use std::cmp::Ordering;

use crate::claim::Page;
use crate::exact::Exact;
use crate::verdict::Verdict;

use super::choose::{self, Judged};

/// Whether a list adds up without some of its parts: without the first ones or any one of them (企业860家,其中规上126家,已复工812家,其余48家: the
/// 126 are some of both), or without what follows the list (380 in England and 32 in Wales, and 95 others). A total that is printed coarser
/// than a part tells nothing.
pub(super) fn do_as_well(page: &Page<'_>, judged: &Judged<'_>) -> bool {
    let slots = &judged.candidate.slots;
    let named = |name: &str| judged.rule.slots.iter().position(|slot| slot.name == name);
    let list = slots.iter().position(|bound| bound.mentions.len() > 1);
    let (Some(total), Some(list)) = (named("total"), list.filter(|_| judged.rule.info.kind == "sum")) else {
        return false;
    };
    let last = named("last");
    let of =
        |slot: Option<usize>| slot.and_then(|slot| slots.get(slot)).map(|bound| bound.mentions.as_slice());
    let parts = [of(Some(list)), of(last)].into_iter().flatten().flatten().copied().collect::<Vec<_>>();
    if !of(Some(total)).is_some_and(|total| is_as_fine(page, total, &parts)) {
        return false;
    }
    let without = |out: usize| parts.iter().copied().filter(|part| *part != out).collect();
    // Without the first alone is one of those without any one.
    let tails = (2..parts.len()).filter_map(|from| parts.get(from..)).map(<[usize]>::to_vec);
    let mut fewer = tails.chain(parts.iter().map(|out| without(*out)));
    // One part and a total are no list.
    fewer.any(|parts| parts.len() > 1 && adds_up(page, judged, (list, last), &parts))
}

/// Whether every figure of a total is printed to the place of each of some parts, or finer.
fn is_as_fine(page: &Page<'_>, total: &[usize], parts: &[usize]) -> bool {
    let place = |mention: &usize| Some(page.mentions.get(*mention)?.figure?.place);
    let finer = |total: Exact, part: &usize| {
        place(part).and_then(|place| total.compare(place)).is_some_and(Ordering::is_le)
    };
    total.iter().all(|total| place(total).is_some_and(|total| parts.iter().all(|part| finer(total, part))))
}

/// Whether a sum of just these parts is exactly what is printed; the last of them is bound by itself where the rule has it so.
fn adds_up(
    page: &Page<'_>,
    judged: &Judged<'_>,
    (list, last): (usize, Option<usize>),
    parts: &[usize],
) -> bool {
    let mut candidate = judged.candidate.clone();
    let mut set = |slot: usize, mentions: &[usize]| {
        if let Some(bound) = candidate.slots.get_mut(slot) {
            bound.mentions = mentions.to_vec();
        }
    };
    match (last, parts.split_last()) {
        (Some(last), Some((end, head))) => {
            set(last, &[*end]);
            set(list, head);
        }
        _ => set(list, parts),
    }
    let found = choose::judge(page, judged.rule, &candidate, false);
    found.is_some_and(|(_, judgement)| judgement.verdict == Verdict::Consistent)
}

#[cfg(test)]
mod tests {
    use crate::{Pack, Verdict, check};

    /// The verdicts on the sums of a text.
    fn sums(pack: &str, text: &str) -> Vec<Verdict> {
        let report = check(text, &Pack::builtin(pack).unwrap());
        let sums = report.claims.iter().filter(|claim| claim.rule.kind == "sum");
        sums.map(|claim| claim.judgement.verdict).collect()
    }

    #[test]
    fn a_list_may_hold_parts_that_are_some_of_others() {
        let zh = |text: &str| sums("zh-report", text);
        // 812 and 48 are the 860.
        assert_eq!(zh("企业860家,其中规上126家,已复工812家,其余48家将复工。"), []);
        assert_eq!(zh("企业860家,其中规上126家,已复工612家,其余48家将复工。"), [Verdict::Inconsistent]);
        // Printed coarser than its parts, the total tells nothing: 948 and 1952 nearly are 0.3万, all three are not.
        assert_eq!(zh("实施项目0.3万户,其中甲类948户,乙类1691户,其他项目1952户。"), [Verdict::Inconsistent]);
    }

    #[test]
    fn what_follows_a_list_that_is_all_may_be_none_of_it() {
        let others = |count: u32| {
            format!("The trust has 412 sites: 380 in England and 32 in Wales, and {count} others.")
        };
        assert_eq!(sums("en-report", &others(95)), []);
        let short = "The trust has 512 sites: 380 in England and 32 in Wales, and 95 others.";
        assert_eq!(sums("en-report", short), [Verdict::Inconsistent]);
    }
}
