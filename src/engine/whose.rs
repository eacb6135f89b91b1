//! Whose figure: a claim that would accuse may be on an earlier figure of its sentence, on several together, or compare its own with one.
//!
//! In 收入12亿元,其中税收8亿元,比上年10亿元增长20% grammar gives the growth to the 8, arithmetic to the 12. Where an earlier figure bears
//! the claim out, it is on that one; where several together do, there is no telling and no claim. This module must not
//! know text but for where sentences end.

use crate::claim::{Candidate, Page, Subject, comparable, only};
use crate::mention::Kind;
use crate::rule::Rule;
use crate::verdict::{Bound, Class, Equation, Judgement, Operand, Verdict};

use super::choose::{self, Judged};
use super::{fewer, operands};

/// So many figures before its own a claim may be on.
const LOOK_BACK: usize = 4;
/// The slots of what was done or is a part; in sums there are none.
const SUBJECTS: &[&str] = &["actual", "part", "numerator"];
/// The slots of what it is compared with.
const BEFORE: &[&str] = &["base", "target"];
/// The slots of what it is a part of, and of sums.
const WHOLES: &[&str] = &["whole", "total", "denominator"];

/// A judged claim on the figure that it is on; `Err` gives it back where nobody can tell which that is.
pub(super) fn settle<'p>(page: &Page<'_>, judged: Judged<'p>) -> Result<Judged<'p>, Box<Judged<'p>>> {
    if !may_accuse(&judged.judgement) {
        return Ok(judged);
    }
    if let Some((candidate, equation, judgement)) = of_before(page, &judged) {
        return Ok(Judged { candidate, equation, judgement, ..judged });
    }
    let another = judged.judgement.verdict == Verdict::Impossible && another_may_do(page, &judged);
    if another || has_its_own(page, &judged) || fewer::do_as_well(page, &judged) {
        return Err(Box::new(judged));
    }
    for names in [SUBJECTS, WHOLES, BEFORE] {
        if names == SUBJECTS && judged.rule.info.kind == "sum" {
            continue;
        }
        let Some((slot, own)) = asked(judged.rule, &judged.candidate, names) else { continue };
        let earlier = earlier(page, &judged.candidate, own);
        for other in earlier.iter().chain(&later(page, &judged.candidate, own)) {
            let candidate = on(page, &judged.candidate, slot, *other, names == SUBJECTS);
            if let Some((equation, judgement)) = borne_out(page, judged.rule, &candidate) {
                return Ok(Judged { candidate, equation, judgement, ..judged });
            }
        }
        let mut several = (1..=earlier.len()).filter_map(|count| earlier.get(..count));
        if names != BEFORE && several.any(|others| holds_together(page, &judged, slot, own, others)) {
            return Err(Box::new(judged));
        }
    }
    Ok(judged)
}

/// Whether a judgement raises something, or will where the report turns out to round: a percent that was cut off.
fn may_accuse(judgement: &Judgement) -> bool {
    judgement.verdict.is_misrounded() || judgement.severity.is_some() && !choose::holds(judgement)
}

/// Whether no whole number fits what was done, but one fits an earlier figure of the sentence, whatever it counts: in 事故5起,死亡17人,
/// 同比下降28.6% the rate is of the 5, in 收入5亿元,在20个县中居首,增长8% of the money.
fn another_may_do(page: &Page<'_>, judged: &Judged<'_>) -> bool {
    let Some((slot, own)) = asked(judged.rule, &judged.candidate, SUBJECTS) else { return false };
    let amount = |mention: &usize| page.mentions.get(*mention).is_some_and(|found| is_amount(found.kind));
    let before = (0..own).rev().take_while(|mention| is_in_sentence(page, *mention, own));
    before.filter(amount).take(LOOK_BACK).any(|other| {
        let candidate = on(page, &judged.candidate, slot, other, false);
        let found = choose::judge(page, judged.rule, &candidate, false);
        found.is_some_and(|(_, judgement)| judgement.severity.is_none())
    })
}

/// The claim with its figure as what is compared with, where an earlier one bears that out: in 查处47件,罚款31万元;上年查处36件,上升30.6%
/// it is 47 that is 30.6 % above 36.
fn of_before<'p>(
    page: &Page<'_>,
    judged: &Judged<'p>,
) -> Option<(Candidate, &'p (String, Equation), Judgement)> {
    let mut slots = judged.rule.slots.iter().zip(&judged.candidate.slots);
    let before =
        slots.position(|(slot, bound)| BEFORE.contains(&&*slot.name) && bound.mentions.is_empty())?;
    let slot = judged.rule.slots.iter().position(|slot| SUBJECTS.contains(&&*slot.name))?;
    let [own] = *judged.candidate.slots.get(slot)?.mentions.as_slice() else { return None };
    let mut turned = judged.candidate.clone();
    turned.slots.get_mut(before)?.mentions = vec![own];
    let near = (0..own).rev().take_while(|mention| is_near(page, *mention, own));
    let now = near.filter(|mention| may_stand_for(page, &judged.candidate, own, *mention)).take(LOOK_BACK);
    now.map(|now| on(page, &turned, slot, now, true)).find_map(|candidate| {
        let (equation, judgement) = borne_out(page, judged.rule, &candidate)?;
        Some((candidate, equation, judgement))
    })
}

/// Whether a percent between what was done and what it is compared with is the one that these two bear out: in 出口36.2亿元,增长9.8%,
/// 上年出口33亿元,增长6.2% the last is of the year before.
fn has_its_own(page: &Page<'_>, judged: &Judged<'_>) -> bool {
    let (rule, candidate) = (judged.rule, &judged.candidate);
    let bound = |names: &[&str]| only(rule, &candidate.slots, names);
    let (Some((_, own)), Some((_, base)), Some((slot, percent))) =
        (bound(SUBJECTS), bound(BEFORE), bound(&["percent"]))
    else {
        return false;
    };
    let sort = |mention: usize| page.skeleton.sorts.get(mention);
    let mut between = (own..base).skip(1).filter(|mention| sort(*mention) == sort(percent));
    between.any(|other| borne_out(page, rule, &on(page, candidate, slot, other, false)).is_some())
}

/// What is judged of a candidate, where its figures agree.
fn borne_out<'p>(
    page: &Page<'_>,
    rule: &'p Rule,
    candidate: &Candidate,
) -> Option<(&'p (String, Equation), Judgement)> {
    choose::judge(page, rule, candidate, false).filter(|(_, judgement)| choose::holds(judgement))
}

fn is_amount(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Quantity | Kind::Number)
}

/// The slot of one of these names, and the one figure bound to it; where points are what differs, a percent is what was
/// done.
fn asked(rule: &Rule, candidate: &Candidate, names: &[&str]) -> Option<(usize, usize)> {
    let points = names == SUBJECTS && rule.slots.iter().any(|slot| slot.name == "points");
    only(rule, &candidate.slots, if points { &["percent"] } else { names })
}

/// The figures before a claim's own that it may be on, nearest first: of its sentence, in its unit, not used by it.
fn earlier(page: &Page<'_>, candidate: &Candidate, own: usize) -> Vec<usize> {
    let before = (0..own).rev().take_while(|mention| is_in_sentence(page, *mention, own));
    before.filter(|mention| may_stand_for(page, candidate, own, *mention)).take(LOOK_BACK).collect()
}

/// The same of those behind it, as far as the claim goes: 存款100亿元,比年初增加8亿元,完成计划10亿元的80%.
fn later(page: &Page<'_>, candidate: &Candidate, own: usize) -> Vec<usize> {
    let last = candidate.slots.iter().flat_map(|slot| &slot.mentions).max().copied().unwrap_or(own);
    (own..last)
        .skip(1)
        .filter(|mention| may_stand_for(page, candidate, own, *mention))
        .take(LOOK_BACK)
        .collect()
}

/// Whether a figure could stand in for a claim's own: the claim does not use it, and the two are of one sort and unit.
fn may_stand_for(page: &Page<'_>, candidate: &Candidate, own: usize, mention: usize) -> bool {
    let used = candidate.slots.iter().any(|slot| slot.mentions.contains(&mention));
    // A date, which has no unit either, is like nothing.
    let sorts = page.skeleton.sorts.get(mention) == page.skeleton.sorts.get(own);
    let units = page.mentions.get(mention).zip(page.mentions.get(own));
    !used && sorts && units.is_some_and(|(a, b)| comparable(a, b))
}

/// Whether no full stop stands between two figures.
fn is_near(page: &Page<'_>, first: usize, last: usize) -> bool {
    is_without(page, first, last, &['。', '!', '?', '\n'])
}

/// Whether no sentence ends between two figures.
fn is_in_sentence(page: &Page<'_>, first: usize, last: usize) -> bool {
    is_without(page, first, last, &['。', ';', '!', '?', '\n'])
}

fn is_without(page: &Page<'_>, first: usize, last: usize, marks: &[char]) -> bool {
    let range = page.skeleton.at.get(first).zip(page.skeleton.at.get(last));
    let between = range.and_then(|(from, to)| page.skeleton.text.get(*from..*to));
    between.is_some_and(|between| !between.contains(marks))
}

/// The candidate on another figure, which it is named by if it is what was done.
fn on(page: &Page<'_>, candidate: &Candidate, slot: usize, mention: usize, names_it: bool) -> Candidate {
    let mut candidate = candidate.clone();
    if let Some(binding) = candidate.slots.get_mut(slot) {
        binding.mentions = vec![mention];
    }
    if let Some(found) = page.mentions.get(mention) {
        candidate.span.start = candidate.span.start.min(found.start);
    }
    if let Some(at) = page.skeleton.at.get(mention).filter(|_| names_it) {
        candidate.subject = Subject::Figure(*at);
    }
    candidate
}

/// Whether a claim holds on its own figure and others added to it.
fn holds_together(page: &Page<'_>, judged: &Judged<'_>, slot: usize, own: usize, others: &[usize]) -> bool {
    let rule = judged.rule;
    let operand = |mention: &usize| {
        let slot = rule.slots.get(slot)?;
        operands::operand(page.mentions.get(*mention)?, slot, slot.set && !judged.candidate.measured)
    };
    let sum = others.iter().map(operand).fold(operand(&own), |sum, part| plus(&sum?, &part?));
    let Some(sum) = sum else { return false };
    let mut readings = operands::readings(page, rule, &judged.candidate);
    for reading in &mut readings {
        if let Some(bound) = reading.get_mut(slot) {
            *bound = Bound::Stated(vec![sum]);
        }
    }
    choose::judge_readings(rule, &readings, true).is_some_and(|(_, judgement)| choose::holds(&judgement))
}

/// Two operands as one, as far off as both together; `None` if either is hedged or the sum is out of range.
fn plus(one: &Operand, other: &Operand) -> Option<Operand> {
    if one.hedge.is_some() || other.hedge.is_some() {
        return None;
    }
    let exact = one.class == Class::Exact && other.class == Class::Exact;
    Some(Operand {
        value: one.value.add(other.value)?,
        place: one.place.add(other.place)?,
        class: if exact { Class::Exact } else { Class::Rounded },
        hedge: None,
        whole: one.whole && other.whole,
        soft: one.soft || other.soft,
    })
}

#[cfg(test)]
mod tests {
    use crate::{Pack, Verdict, check};

    /// What is claimed of one percent: the verdict and the figure it is on.
    fn claimed(text: &str, kind: &str) -> Vec<(Verdict, String)> {
        claimed_by(text, kind, "actual")
    }

    /// The same by the figure in another role; a part where there is none.
    fn claimed_by(text: &str, kind: &str, role: &str) -> Vec<(Verdict, String)> {
        let pack = Pack::builtin("zh-report").unwrap();
        let report = check(text, &pack);
        let claims = report.claims.iter().filter(|claim| claim.rule.kind == kind);
        let figure = |role: &str, claim: &crate::ledger::Claim| {
            let operand = claim.operands.iter().find(|operand| operand.role == role)?;
            Some(text.get(operand.span.clone()?)?.to_owned())
        };
        let shown = |claim| figure(role, claim).or_else(|| figure("part", claim)).unwrap();
        claims.map(|claim| (claim.judgement.verdict, shown(claim))).collect()
    }

    #[test]
    fn a_claim_is_on_the_figure_that_bears_it_out() {
        let on = |figure: &str| vec![(Verdict::Consistent, figure.to_owned())];
        // 12 of 15 is 80 %, 12.6 is 20 % more than 10.5, and 8.1 is neither.
        let share = "完成投资12亿元,其中工业8.1亿元,占年度计划15亿元的80%。";
        assert_eq!(claimed(share, "completion"), on("12亿元"));
        assert_eq!(claimed("完成12.6亿元,其中税收8.1亿元,比上年10.5亿元增长20%。", "growth"), on("12.6亿元"));
        // 8.1 is 20 % more than 6.75: grammar's own figure is asked first.
        assert_eq!(claimed("完成12.6亿元,其中税收8.1亿元,比上年6.75亿元增长20%。", "growth"), on("8.1亿元"));
        // 99.68 of 100 rounds to 100 %: a finding, for it hides that the target was missed, but one on the 99.68.
        let missed = "完成99.68亿元,其中县级28.24亿元,占年度计划100亿元的100%。";
        assert_eq!(claimed(missed, "completion"), on("99.68亿元"));
        // Four figures back.
        let far = "甲12.6亿元,乙1亿元,丙2亿元,丁3亿元,戊4亿元,比上年10.5亿元增长20%。";
        assert_eq!(claimed(far, "growth"), on("12.6亿元"));
    }

    #[test]
    fn a_percent_that_seems_cut_off_may_be_of_another_figure() {
        // 0.10 is 37.5 % less than 0.16; 0.09 is 43.75 % less, or with luck 38.7 % that was cut off.
        let cut = "税收收入0.10亿元,其中河口镇0.09亿元,比上年0.16亿元下降38%。";
        assert_eq!(claimed(cut, "growth"), [(Verdict::Consistent, "0.10亿元".to_owned())]);
        let alone = "河口镇税收0.09亿元,比上年0.16亿元下降38%。";
        assert_eq!(claimed(alone, "growth"), [(Verdict::Truncated, "0.09亿元".to_owned())]);
    }

    #[test]
    fn the_whole_and_the_total_may_be_an_earlier_figure_too() {
        let whole = |text: &str, kind: &str, role: &str| {
            let report = check(text, &Pack::builtin("zh-report").unwrap());
            let claims = report.claims.into_iter().filter(|claim| claim.rule.kind == kind);
            let told = claims.flat_map(|claim| claim.operands.into_iter().filter(|one| one.role == role));
            told.filter_map(|operand| operand.text).collect::<Vec<_>>()
        };
        // 9 of the 12 that died, not of the 35 that were hurt.
        let dead = "发生事故40起,死亡12人,受伤35人,其中摩托车事故死亡9人,占75%。";
        assert_eq!(whole(dead, "share", "whole"), ["12人"]);
        // 450 and 50 are the 500, not the 100 that are new.
        let staff = "员工500人,比上年增加100人,其中生产人员450人,其他50人。";
        assert_eq!(whole(staff, "sum", "total"), ["500人"]);
    }

    #[test]
    fn the_figure_may_stand_behind_the_one_that_grammar_gives() {
        // 8 of 10 is 80 %; 100 is what it came to.
        let net = "存款余额100亿元,较年初净增8亿元,完成全年计划10亿元的80%。";
        assert_eq!(claimed(net, "completion"), [(Verdict::Consistent, "8亿元".to_owned())]);
    }

    #[test]
    fn a_count_is_not_impossible_where_the_rate_may_be_of_another() {
        // 7 accidents less 28.6 % are 5, 19 dead less 10.5 % are 17.
        assert_eq!(claimed("发生事故5起,死亡17人,同比下降28.6%,死亡人数下降10.5%。", "growth"), []);
        assert_eq!(claimed("死亡17人,同比下降28.6%。", "growth"), [(Verdict::Impossible, "17人".to_owned())]);
    }

    #[test]
    fn the_figure_of_the_year_before_is_what_an_earlier_one_is_compared_with() {
        let on = |figure: &str| vec![(Verdict::Consistent, figure.to_owned())];
        // 47 is 30.6 % more than 36, which is 30.6 % more than no whole number.
        for between in [",罚款312.6万元;", ";", ";罚款312.6万元;"] {
            let text = format!("查处案件47件{between}上年查处36件,上升30.6%。");
            assert_eq!(claimed(&text, "growth"), on("47件"), "{text}");
        }
        let two = "查处案件47件。上年查处36件,上升30.6%。";
        assert_eq!(claimed(two, "growth"), [(Verdict::Impossible, "36件".to_owned())]);
        // Of two rows, the second is of the year before.
        let rows = "事故9起、死亡11人;2023年为13起、17人,分别下降30.8%和35.3%。";
        assert_eq!(claimed(rows, "growth"), [on("9起"), on("11人")].concat());
        // 31 less 26 are 5, which is 19.2 % of 26; 19 of 17 is 111.8 %.
        assert_eq!(claimed("开展新技术31项,首例7项;上年开展26项,增加5项,增长19.2%。", "growth"), on("31项"));
        assert_eq!(claimed("全年培训19期、2316人次;原计划17期,完成率111.8%。", "completion"), on("19期"));
    }

    #[test]
    fn what_was_saved_may_be_saved_of_an_earlier_price() {
        let claims = |text: &str| claimed_by(text, "premium", "premium");
        // 340 of 4200 are 8.1 %.
        let fine = [(Verdict::Consistent, "340万元".to_owned())];
        assert_eq!(claims("预算4200万元,控制价4050万元,合同价3860万元,节约340万元,节约率8.1%。"), fine);
        let wrong = "预算4200万元,控制价4050万元,合同价3860万元,节约340万元,节约率9.3%。";
        assert_eq!(claims(wrong), [(Verdict::Inconsistent, "340万元".to_owned())]);
    }

    #[test]
    fn a_percent_behind_the_year_before_is_of_that_year() {
        // 86 is 36.5 % more than 63, and 63 is 6.8 % more than 59.
        let chained = "办结86件,增长36.5%,上年办结63件,增长6.8%。";
        assert_eq!(claimed(chained, "growth"), [(Verdict::Consistent, "86件".to_owned())]);
        // 86 is not 30 % more than 63 either.
        let wrong = "办结86件,增长30%,上年办结63件,增长6.8%。";
        assert!(claimed(wrong, "growth").iter().any(|(verdict, _)| *verdict == Verdict::Inconsistent));
    }

    #[test]
    fn points_are_between_the_percents_that_bear_them_out() {
        // 99.5 less 98.9; 99.0 was asked for.
        let report = check(
            "合格率99.5%,高于考核指标99.0%,较上年98.9%提高0.6个百分点。",
            &Pack::builtin("zh-report").unwrap(),
        );
        let claim = report.claims.iter().find(|claim| claim.rule.full_id().contains("points")).unwrap();
        assert_eq!(claim.judgement.verdict, Verdict::Consistent);
    }

    #[test]
    fn what_only_several_bear_out_is_not_claimed() {
        // 5.2 and 7.4 are 12.6, which is 20 % more than 10.5.
        assert_eq!(claimed("上半年完成5.2亿元,下半年完成7.4亿元,比上年10.5亿元增长20%。", "growth"), []);
    }

    #[test]
    fn what_nothing_bears_out_is_accused_where_it_stands() {
        let wrong = |figure: &str| vec![(Verdict::Inconsistent, figure.to_owned())];
        // 12.4 of 15 is 82.7 %; the 12.6 of which the growth would be true stands in another sentence.
        assert_eq!(
            claimed("完成12.4亿元,其中工业8.1亿元,占年度计划15亿元的80%。", "completion"),
            wrong("8.1亿元")
        );
        assert_eq!(claimed("完成12.6亿元。税收8.1亿元,比上年10.5亿元增长20%。", "growth"), wrong("8.1亿元"));
    }
}
