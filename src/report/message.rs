//! Messages: one sentence for every claim, and the notes that go under a finding, in Chinese and English.
//!
//! Every figure in them comes from the typed claim and its proof. This module must not know where the words will
//! be shown, and makes no decision that the engine has not made.

use super::{Lang, contract, equation, figures, words};
use crate::ledger::{Claim, ClaimOperand};
use crate::verdict::{Diagnosis, Verdict};

/// One sentence that says what the verdict on a claim is, and why.
pub fn sentence(claim: &Claim, lang: Lang) -> String {
    let body = own_words(claim, lang).unwrap_or_else(|| body(claim, lang));
    match &claim.indicator {
        Some(indicator) => format!("{}{}{body}", figures::one_line(indicator), lang.pick("：", ": ")),
        None => body,
    }
}

/// A finding's heading: the rule's own title, else the verdict.
pub fn title(claim: &Claim, lang: Lang) -> &str {
    let own = claim.rule.title.get(lang.code());
    if own.is_empty() { words::verdict(claim.judgement.verdict, lang) } else { own }
}

/// The rule's own sentence for a mismatch, with `{role}`, `{role.place}` and `{computed}` filled in.
fn own_words(claim: &Claim, lang: Lang) -> Option<String> {
    let template = claim.rule.message.get(lang.code());
    if template.is_empty() || claim.judgement.verdict != Verdict::Inconsistent {
        return None;
    }
    let mut out = template.replace("{computed}", &equation::computed(claim).unwrap_or_default());
    for operand in &claim.operands {
        let place = words::location(operand.place.as_ref().unwrap_or(&claim.place), lang);
        out = out.replace(&format!("{{{}.place}}", operand.role), &place);
        out = out.replace(&format!("{{{}}}", operand.role), &figures::operand(operand, lang));
    }
    Some(out)
}

fn body(claim: &Claim, lang: Lang) -> String {
    let worked = equation::worked(claim, lang);
    match claim.judgement.verdict {
        Verdict::Consistent | Verdict::HalfEven | Verdict::WithinRounding => {
            format!("{worked}{}", holds(claim, lang))
        }
        Verdict::Truncated | Verdict::RoundedUp => rounded_otherwise(claim, &worked, lang),
        Verdict::Inconsistent => inconsistent(claim, &worked, lang),
        Verdict::Implied => implied(claim, lang),
        Verdict::Impossible => impossible(claim, lang),
        Verdict::Unchecked => unchecked(claim, lang),
    }
}

/// The values that the operands allow for the result, where that is more than one.
pub fn allowed(claim: &Claim) -> Option<String> {
    let (_, allowed) = claim.judgement.computed?;
    let one = matches!((allowed.low, allowed.high), (Some(low), Some(high)) if low.at == high.at);
    let result = equation::result(claim)?;
    if one { None } else { figures::around(figures::interval_in_unit(allowed, result)?, result) }
}

/// What is stated for the result, where something was computed to compare it with.
fn stated(claim: &Claim, lang: Lang) -> Option<String> {
    equation::computed(claim)?;
    equation::result(claim).map(|result| figures::operand(result, lang))
}

fn holds(claim: &Claim, lang: Lang) -> String {
    let Some(stated) = stated(claim, lang) else {
        return match claim.judgement.verdict {
            Verdict::WithinRounding => lang.pick("，在修约误差之内成立", " holds within rounding").to_owned(),
            _ => lang.pick("，成立", " holds").to_owned(),
        };
    };
    match (claim.judgement.verdict, lang) {
        (Verdict::HalfEven, Lang::Zh) => format!("，所述{stated}是四舍六入五成双（GB/T 8170）的结果"),
        (Verdict::HalfEven, Lang::En) => format!(", and {stated} is that rounded half to even (GB/T 8170)"),
        (Verdict::WithinRounding, Lang::Zh) => format!("，与所述{stated}之差在各数的修约误差之内"),
        (Verdict::WithinRounding, Lang::En) => {
            format!(", which differs from the stated {stated} by no more than the figures' own rounding")
        }
        (_, Lang::Zh) => format!("，与所述{stated}相符"),
        (_, Lang::En) => format!(", as stated ({stated})"),
    }
}

fn rounded_otherwise(claim: &Claim, worked: &str, lang: Lang) -> String {
    let stated = stated(claim, lang).unwrap_or_default();
    let how = match (claim.judgement.verdict, lang) {
        (Verdict::Truncated, Lang::Zh) => format!("，所述{stated}是截尾而不是四舍五入的结果"),
        (Verdict::Truncated, Lang::En) => format!(", and the stated {stated} is that cut off, not rounded"),
        (_, Lang::Zh) => format!("，所述{stated}只有“只进不舍”才成立，有夸大之嫌"),
        (_, Lang::En) => {
            format!(", and the stated {stated} is that rounded up where it should go down: it flatters")
        }
    };
    let nearest = nearest(claim).filter(|nearest| *nearest != stated);
    let nearest = nearest.map(|nearest| match lang {
        Lang::Zh => format!("；四舍五入应为{nearest}"),
        Lang::En => format!("; rounded half up it is {nearest}"),
    });
    format!("{worked}{how}{}", nearest.unwrap_or_default())
}

/// The computed value with the decimals of the stated result.
fn nearest(claim: &Claim) -> Option<String> {
    let (value, _) = claim.judgement.computed?;
    let result = equation::result(claim)?;
    figures::as_stated(figures::in_unit(value, result)?, result)
}

fn inconsistent(claim: &Claim, worked: &str, lang: Lang) -> String {
    let stated = stated(claim, lang);
    let differs = match (&stated, lang) {
        (Some(stated), Lang::Zh) => format!("，与所述{stated}不符"),
        (Some(stated), Lang::En) => format!(", not {stated}"),
        (None, Lang::Zh) => "，不成立".to_owned(),
        (None, Lang::En) => " does not hold".to_owned(),
    };
    let first = contract::suggestions(claim).into_iter().next();
    let repair = first.map(|first| {
        let role = words::role(&first.role, lang);
        match lang {
            Lang::Zh if figures::has_sign(&first.text) => format!("；若其余无误，{role}应{}", first.text),
            Lang::Zh => format!("；若其余无误，{role}应为{}", first.text),
            Lang::En => format!("; if the rest is right, {role} should be {}", first.text),
        }
    });
    format!("{worked}{differs}{}", repair.unwrap_or_default())
}

/// The operand that is not stated.
fn unknown(claim: &Claim) -> Option<&ClaimOperand> {
    let slot = claim.judgement.implied.map(|(slot, _)| slot);
    let by_slot = slot.and_then(|slot| claim.operands.iter().find(|operand| operand.slot == slot));
    by_slot.or_else(|| claim.operands.iter().find(|operand| operand.text.is_none()))
}

fn implied(claim: &Claim, lang: Lang) -> String {
    let equation = equation::whole(claim, lang);
    let Some(operand) = unknown(claim) else { return equation };
    let role = words::role(&operand.role, lang);
    let set = operand.interval.and_then(|interval| figures::interval(interval, operand));
    let round = claim.judgement.round_number.and_then(|value| {
        let value = figures::in_unit(value, operand)?;
        figures::printed(value, operand, operand.decimals.saturating_add(4)).map(|(text, _)| text)
    });
    let round = round.filter(|round| set.as_ref() != Some(round));
    match (lang, set, round) {
        (Lang::Zh, Some(set), Some(round)) => {
            format!("{equation}：{role}未写明，推算为{set}，如{round}")
        }
        (Lang::Zh, Some(set), None) => format!("{equation}：{role}未写明，推算为{set}"),
        (Lang::Zh, None, _) => format!("{equation}：{role}未写明"),
        (Lang::En, Some(set), Some(round)) => {
            format!("{equation}: {role} is not stated; it must be {set}, such as {round}")
        }
        (Lang::En, Some(set), None) => format!("{equation}: {role} is not stated; it must be {set}"),
        (Lang::En, None, _) => format!("{equation}: {role} is not stated"),
    }
}

fn impossible(claim: &Claim, lang: Lang) -> String {
    let equation = equation::whole(claim, lang);
    let role = unknown(claim).map_or("", |operand| words::role(&operand.role, lang));
    let truncated = claim.judgement.truncation_would_allow.and_then(|value| {
        let operand = unknown(claim)?;
        figures::printed(figures::in_unit(value, operand)?, operand, 0).map(|(text, _)| text)
    });
    let none = match lang {
        Lang::Zh => format!("{equation}：{role}须为整数，但没有整数的{role}能得到这个结果"),
        Lang::En => format!("{equation}: {role} must be a whole number, and none gives this result"),
    };
    match (truncated, lang) {
        (Some(value), Lang::Zh) => format!("{none}（若是截尾，{value}可以）"),
        (Some(value), Lang::En) => format!("{none} ({value} would if it was cut off)"),
        (None, _) => none,
    }
}

fn unchecked(claim: &Claim, lang: Lang) -> String {
    let equation = equation::whole(claim, lang);
    let reason = claim.judgement.reason.map(|reason| words::reason(reason, lang));
    match (lang, reason) {
        (Lang::Zh, Some(reason)) => format!("{equation}：未核，{reason}"),
        (Lang::Zh, None) => format!("{equation}：未核"),
        (Lang::En, Some(reason)) => format!("{equation}: not checked, {reason}"),
        (Lang::En, None) => format!("{equation}: not checked"),
    }
}

/// The operand that a diagnosis would change, and what it would be, printed alike.
pub(super) fn diagnosed<'c>(claim: &'c Claim, found: &Diagnosis) -> Option<(&'c ClaimOperand, String)> {
    let slot = found.slot?;
    let operand = claim.operands.iter().find(|operand| operand.slot == slot && operand.text.is_some())?;
    let value = figures::in_unit(found.value?, operand)?;
    let places = operand.decimals.saturating_add(4);
    Some((operand, figures::printed(value, operand, places)?.0))
}

/// What a diagnosis says, with the figure that would do.
pub fn diagnosis(claim: &Claim, found: &Diagnosis, lang: Lang) -> String {
    let slip = words::slip(&found.slip, lang);
    match (diagnosed(claim, found), lang) {
        (Some((operand, value)), Lang::Zh) => {
            format!("{slip}；{}若为{value}则相符", figures::operand(operand, lang))
        }
        (Some((operand, value)), Lang::En) => {
            format!("{slip}; with {value} for {} the figures agree", figures::operand(operand, lang))
        }
        (None, _) => slip,
    }
}

/// One line under a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What sort of line it is, in a word or two.
    pub label: &'static str,
    /// What it says.
    pub text: String,
}

/// The lines under a finding, in the order a reader needs them: the sentence, what the figures' rounding allows,
/// what would fit, what may have happened, and what else to know.
pub fn notes(claim: &Claim, lang: Lang) -> Vec<Note> {
    let judgement = &claim.judgement;
    let mut notes = vec![Note { label: lang.pick("核算", "check"), text: sentence(claim, lang) }];
    if own_words(claim, lang).is_some() {
        notes.push(Note { label: lang.pick("算式", "equation"), text: body(claim, lang) });
    }
    if let Some(allowed) = allowed(claim) {
        let text = match lang {
            Lang::Zh => format!("计入各数的修约与措辞，结果只能在{allowed}之内"),
            Lang::En => {
                format!("with the figures' own rounding and hedges the result can only be in {allowed}")
            }
        };
        notes.push(Note { label: lang.pick("范围", "range"), text });
    }
    notes.extend(would_fit(claim, lang));
    if let Some(found) = &judgement.diagnosis {
        notes.push(Note { label: lang.pick("可能", "perhaps"), text: diagnosis(claim, found, lang) });
    }
    for flag in &judgement.flags {
        notes.push(Note { label: lang.pick("注意", "note"), text: words::flag(flag, lang) });
    }
    notes
}

/// What each operand would have to be, on one line.
fn would_fit(claim: &Claim, lang: Lang) -> Option<Note> {
    let each = contract::suggestions(claim).into_iter().map(|one| {
        let role = words::role(&one.role, lang);
        let verb = if figures::has_sign(&one.text) { "" } else { "为" };
        format!("{role}{}{}", lang.pick(verb, " "), one.text)
    });
    let text = each.collect::<Vec<_>>().join(lang.pick("，或", ", or "));
    if text.is_empty() { None } else { Some(Note { label: lang.pick("可改", "would fit"), text }) }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::verdict::{Flag, Reading, Reason, Severity, Slip};

    const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

    #[test]
    fn says_what_does_not_agree_and_what_would() {
        let claim = samples::inconsistent();
        assert_eq!(
            sentence(&claim, Lang::Zh),
            "内资：1442万美元 ÷ 1200万美元 ≈ 120.17%，与所述124%不符；若其余无误，比率应为120%"
        );
        assert_eq!(
            sentence(&claim, Lang::En),
            "内资: 1442万美元 ÷ 1200万美元 ≈ 120.17%, not 124%; if the rest is right, percent should be 120%"
        );
        let fit = notes(&claim, Lang::Zh).into_iter().find(|note| note.label == "可改").unwrap();
        assert_eq!(
            fit.text,
            "比率为120%，或实际为[1482万美元, 1494万美元)，或目标为[1157.9万美元, 1168万美元]"
        );
    }

    #[test]
    fn names_the_number_that_truncation_would_allow() {
        let claim = samples::impossible();
        assert_eq!(
            sentence(&claim, Lang::Zh),
            "2661户 ÷ 目标 = 110.18%：目标须为整数，但没有整数的目标能得到这个结果（若是截尾，2415户可以）"
        );
    }

    #[test]
    fn names_what_an_unstated_operand_must_be() {
        let claim = samples::implied();
        assert_eq!(sentence(&claim, Lang::Zh), "540人 ÷ 目标 = 98.54%：目标未写明，推算为548人");
        assert_eq!(
            sentence(&claim, Lang::En),
            "540人 ÷ target = 98.54%: target is not stated; it must be 548人"
        );
    }

    #[test]
    fn a_bound_on_one_side_is_written_with_a_sign() {
        let mut claim = samples::no_result();
        claim.judgement.repairs = vec![(
            0,
            crate::verdict::Interval {
                low: Some(crate::verdict::End { at: samples::exact("4"), open: true }),
                high: None,
            },
        )];
        assert_eq!(sentence(&claim, Lang::Zh), "3人 > 4人，不成立；若其余无误，实际应≥5人");
        assert_eq!(
            sentence(&claim, Lang::En),
            "3人 > 4人 does not hold; if the rest is right, actual should be ≥5人"
        );
    }

    #[test]
    fn a_figure_below_zero_is_not_offered_for_one_above() {
        let mut claim = samples::inconsistent();
        claim.judgement.repairs = vec![(0, samples::interval("[-20, -10]"))];
        assert!(contract::suggestions(&claim).is_empty());
    }

    #[test]
    fn writes_a_sum_out() {
        let claim = samples::sum();
        assert_eq!(
            sentence(&claim, Lang::Zh),
            "33.3亿元 + 33.3亿元 + 33.3亿元 = 99.9亿元，与所述100.0亿元之差在各数的修约误差之内"
        );
    }

    #[test]
    fn the_rules_own_sentence_is_filled_in() {
        let mut claim = samples::inconsistent();
        samples::set_message(&mut claim, "{actual}占{target}{computed}，不是{percent}");
        assert_eq!(sentence(&claim, Lang::Zh), "内资：1442万美元占1200万美元≈ 120.17%，不是124%");
        assert!(notes(&claim, Lang::Zh)[1].text.starts_with("1442万美元 ÷"));
    }

    #[test]
    fn every_verdict_has_its_sentence_in_both_languages() {
        let mut seen = std::collections::BTreeSet::new();
        for verdict in samples::VERDICTS {
            for lang in LANGS {
                for mut claim in [samples::inconsistent(), samples::implied(), samples::no_result()] {
                    claim.judgement.verdict = verdict;
                    assert!(!sentence(&claim, lang).is_empty());
                    assert!(!words::verdict(verdict, lang).is_empty());
                }
                let mut claim = samples::inconsistent();
                claim.judgement.verdict = verdict;
                assert!(seen.insert(sentence(&claim, lang)), "{verdict:?} says what another says");
            }
        }
    }

    #[test]
    fn every_reason_flag_slip_reading_and_severity_has_words_in_both_languages() {
        for lang in LANGS {
            let mut said: Vec<String> = Vec::new();
            said.extend(samples::REASONS.map(|reason: Reason| words::reason(reason, lang).to_owned()));
            said.extend(samples::flags().iter().map(|flag: &Flag| words::flag(flag, lang)));
            said.extend(samples::slips().iter().map(|slip: &Slip| words::slip(slip, lang)));
            let readings = [Reading::HalfUp, Reading::HalfEven, Reading::Truncated, Reading::RoundedUp];
            said.extend(readings.map(|reading| words::reading(reading, lang).to_owned()));
            let severities = [Severity::Error, Severity::Warning, Severity::Note];
            said.extend(severities.map(|severity| words::severity(severity, lang).to_owned()));
            let distinct: std::collections::BTreeSet<&String> = said.iter().collect();
            assert_eq!(distinct.len(), said.len());
            let chinese = |text: &String| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(said.iter().all(|text| chinese(text) == (lang == Lang::Zh)), "{said:#?}");
        }
    }

    #[test]
    fn a_diagnosis_names_the_figure_that_would_do() {
        let mut claim = samples::inconsistent();
        for slip in samples::slips() {
            let found = Diagnosis { slip, slot: Some(0), value: crate::Exact::parse("14880000") };
            for lang in LANGS {
                assert!(diagnosis(&claim, &found, lang).contains("1488万美元"));
            }
            claim.judgement.diagnosis = Some(found);
            assert!(notes(&claim, Lang::En).iter().any(|note| note.label == "perhaps"));
        }
    }
}
