//! Comments for the author of a report: what to say of a claim beside the words it is about.
//!
//! This module must not know how a comment gets into a file.

use std::ops::Range;

use super::terminal::visible;
use super::{FileReport, Lang, equation, message, words};
use crate::document::Anchored;
use crate::ledger::Claim;
use crate::verdict::Verdict;

/// The claims of a file to comment on, in the order of the text: findings that nobody has accepted, or `all` claims.
pub fn claims(file: &FileReport, all: bool) -> Vec<&Claim> {
    let wanted = |claim: &&Claim| all || file.severity(claim).is_some();
    let mut claims: Vec<&Claim> = file.report.claims.iter().filter(wanted).collect();
    claims.sort_by_key(|claim| (claim.span.start, claim.span.end));
    claims
}

/// The stretches of text to comment on, the best first: the claim, what it states as its result, its other figures.
pub fn spans(claim: &Claim) -> Vec<Range<usize>> {
    let result = equation::result(claim).and_then(|operand| operand.span.clone());
    let figures = claim.operands.iter().filter_map(|operand| operand.span.clone());
    let all = std::iter::once(claim.span.clone()).chain(result).chain(figures);
    all.filter(|span| !span.is_empty()).collect()
}

/// What a comment says, a line each: how the claim stands, where it is if the comment is not on the very words, the
/// proof, what would fit and what may have happened, and the rule with the fingerprint.
pub fn lines(file: &FileReport, claim: &Claim, on: Anchored, lang: Lang) -> Vec<String> {
    let colon = lang.pick("：", ": ");
    let heading = format!("{}{colon}{}", standing(file, claim, lang), subject(claim, lang));
    let mut lines = vec![heading];
    lines.extend(file.suppression(claim).map(|why| words::suppression(why, lang)));
    lines.extend(elsewhere(claim, on, lang));
    lines.extend(
        message::notes(claim, lang).into_iter().map(|note| format!("{}{colon}{}", note.label, note.text)),
    );
    let (rule, id) = (claim.rule.full_id(), &claim.id);
    lines.push(match lang {
        Lang::Zh => format!("规则：{rule}（{}），指纹：{id}", claim.rule.version),
        Lang::En => format!("rule: {rule} ({}), fingerprint: {id}", claim.rule.version),
    });
    lines.iter().map(|line| visible(line)).collect()
}

/// How a claim stands, in a word or two.
fn standing(file: &FileReport, claim: &Claim, lang: Lang) -> &'static str {
    match (file.severity(claim), claim.judgement.verdict) {
        (Some(severity), _) => words::severity(severity, lang),
        (None, _) if file.suppression(claim).is_some() => lang.pick("已接受，不计", "accepted, not counted"),
        (None, Verdict::Consistent | Verdict::HalfEven | Verdict::WithinRounding) => {
            lang.pick("已核，成立", "checked, holds")
        }
        (None, Verdict::Unchecked) => lang.pick("未核，不等于正确", "not checked, which is no pass"),
        (None, _) => lang.pick("不列为问题", "no finding"),
    }
}

/// What a claim is about: what is wrong for a finding, else the verdict.
fn subject(claim: &Claim, lang: Lang) -> &str {
    match claim.severity {
        Some(_) => message::title(claim, lang),
        None => words::verdict(claim.judgement.verdict, lang),
    }
}

/// That a comment does not stand on the words it is about, and where those are.
fn elsewhere(claim: &Claim, on: Anchored, lang: Lang) -> Option<String> {
    let told = match on {
        Anchored::Words => return None,
        Anchored::Holder => lang.pick(
            "所指文字在文本框、域或内容控件之内，批注加在整个对象上",
            "the words are inside a text box, a field or a content control; the comment is on the whole of it",
        ),
        Anchored::NoteMark => lang.pick(
            "所指文字在脚注或尾注里，批注加在注释标记处",
            "the words are in a footnote or an endnote; the comment is at its mark in the text",
        ),
        Anchored::FirstPart => lang.pick(
            "所指文字跨越几段，批注加在其中第一段上",
            "the words are in several paragraphs; the comment is on those in the first",
        ),
        Anchored::Beginning if claim.line == 0 => {
            return Some(lang.pick("针对全文", "this is about the document as a whole").to_owned());
        }
        Anchored::Beginning => lang.pick(
            "所指文字处无法加批注，批注加在文首",
            "no comment can stand on the words; it is at the beginning of the document",
        ),
    };
    let quote = if claim.quote.is_empty() {
        String::new()
    } else {
        format!("{}{}", lang.pick("：", ": "), claim.quote)
    };
    Some(format!("{told}{quote}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;
    use crate::report::{SuppressedBy, Suppression};

    fn file(claim: &Claim) -> FileReport {
        let mut file = FileReport::default();
        file.report.claims = vec![claim.clone()];
        file
    }

    #[test]
    fn a_comment_on_a_finding_has_all_that_is_needed_to_check_it() {
        let claim = samples::inconsistent();
        let told = lines(&file(&claim), &claim, Anchored::Words, Lang::En).join("\n");
        for part in [
            words::severity(claim.severity.unwrap(), Lang::En),
            message::title(&claim, Lang::En),
            "1442万美元 ÷ 1200万美元 ≈ 120.17%, not 124%",
            "would fit: percent 120%",
            &claim.rule.full_id(),
            &claim.id,
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(!told.contains("comment is"), "{told}");
    }

    #[test]
    fn only_what_nobody_accepted_is_commented_on_unless_all_is_asked_for() {
        let claim = samples::inconsistent();
        let mut file = file(&claim);
        assert_eq!(claims(&file, false).len(), 1);
        let by = Suppression {
            by: SuppressedBy::Waiver,
            justification: Some("口径不同".into()),
            owner: Some("张三".into()),
            until: Some("2026-12-31".into()),
        };
        file.suppressions.insert(claim.id.clone(), by);
        assert!(claims(&file, false).is_empty());
        assert_eq!(claims(&file, true).len(), 1);
        let told = lines(&file, &claim, Anchored::Words, Lang::Zh);
        assert!(told[0].starts_with("已接受，不计：") && told[1].starts_with("已豁免：口径不同"), "{told:?}");
    }

    #[test]
    fn what_was_not_judged_never_reads_as_holding() {
        for verdict in samples::VERDICTS {
            let mut claim = samples::inconsistent();
            (claim.severity, claim.judgement.verdict) = (None, verdict);
            let holds = matches!(verdict, Verdict::Consistent | Verdict::HalfEven | Verdict::WithinRounding);
            for (lang, word) in [(Lang::Zh, "已核，成立"), (Lang::En, "checked, holds")] {
                let told = lines(&file(&claim), &claim, Anchored::Words, lang);
                assert_eq!(told[0].starts_with(word), holds, "{told:?}");
            }
        }
    }

    #[test]
    fn a_comment_that_is_not_on_the_words_says_where_they_are_and_nothing_in_it_is_hidden() {
        let mut claim = samples::inconsistent();
        claim.quote = "增长\u{202E}5%\u{1}".into();
        let on = [Anchored::Holder, Anchored::NoteMark, Anchored::FirstPart, Anchored::Beginning];
        let told = on.map(|on| lines(&file(&claim), &claim, on, Lang::Zh)[1].clone());
        assert!(told.iter().all(|line| line.ends_with("：增长\u{FFFD}5%␁")), "{told:?}");
        let distinct: std::collections::BTreeSet<_> = told.iter().collect();
        assert_eq!(distinct.len(), 4);
    }

    #[test]
    fn the_result_comes_before_the_other_figures() {
        let (_, file) = samples::run();
        let claim = &file.report.claims[0];
        let result = equation::result(claim).unwrap().span.clone().unwrap();
        let spans = spans(claim);
        assert_eq!(spans[0], claim.span);
        assert_eq!(spans[1], result);
    }
}
