//! Items: a claim with all that the page shows of it, and how it stands in the audit.
//!
//! This module must not know HTML.

use crate::ledger;
use crate::report::contract::Claim;
use crate::report::{FileReport, Lang, words};
use crate::verdict::{Severity, Verdict};

/// How a claim or a figure stands, in the order in which an auditor needs them: what is wrong, then what nobody has
/// checked, then the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// A finding that is an error.
    Error,
    /// A warning.
    Warning,
    /// A note.
    Note,
    /// A finding that somebody has accepted.
    Suppressed,
    /// A claim that was recognised and not judged.
    Unchecked,
    /// A figure that no claim used.
    Unclaimed,
    /// A mismatch or another rounding that is no finding here.
    Quiet,
    /// One figure is not stated, and was solved for.
    Implied,
    /// A claim that holds.
    Holds,
}

impl Standing {
    /// All of them, in order.
    #[cfg(test)]
    pub(super) const ALL: [Standing; 9] = [
        Standing::Error,
        Standing::Warning,
        Standing::Note,
        Standing::Suppressed,
        Standing::Unchecked,
        Standing::Unclaimed,
        Standing::Quiet,
        Standing::Implied,
        Standing::Holds,
    ];

    /// How a claim of a file stands.
    pub(super) fn of(file: &FileReport, claim: &ledger::Claim) -> Standing {
        match (file.severity(claim), claim.judgement.verdict) {
            (Some(Severity::Error), _) => Standing::Error,
            (Some(Severity::Warning), _) => Standing::Warning,
            (Some(Severity::Note), _) => Standing::Note,
            (None, _) if file.suppression(claim).is_some() => Standing::Suppressed,
            (None, Verdict::Unchecked) => Standing::Unchecked,
            (None, Verdict::Implied) => Standing::Implied,
            (None, Verdict::Consistent | Verdict::HalfEven | Verdict::WithinRounding) => Standing::Holds,
            (None, Verdict::Truncated | Verdict::RoundedUp | Verdict::Inconsistent | Verdict::Impossible) => {
                Standing::Quiet
            }
        }
    }

    /// Whether it is a finding, accepted or not.
    pub(super) fn is_finding(self) -> bool {
        self <= Standing::Suppressed
    }

    /// Its class on the page.
    pub(super) fn class(self) -> &'static str {
        match self {
            Standing::Error => "error",
            Standing::Warning => "warning",
            Standing::Note => "note",
            Standing::Suppressed => "suppressed",
            Standing::Unchecked => "unchecked",
            Standing::Unclaimed => "unclaimed",
            Standing::Quiet => "quiet",
            Standing::Implied => "implied",
            Standing::Holds => "holds",
        }
    }

    /// A sign for those who do not see colours.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Standing::Error => "✕",
            Standing::Warning => "!",
            Standing::Note => "i",
            Standing::Suppressed => "–",
            Standing::Unchecked | Standing::Unclaimed => "?",
            Standing::Quiet => "·",
            Standing::Implied => "→",
            Standing::Holds => "✓",
        }
    }

    /// Its name.
    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Standing::Error => words::severity(Severity::Error, lang),
            Standing::Warning => words::severity(Severity::Warning, lang),
            Standing::Note => words::severity(Severity::Note, lang),
            Standing::Suppressed => lang.pick("已接受", "accepted"),
            Standing::Unchecked => lang.pick("未核", "not checked"),
            Standing::Unclaimed => lang.pick("未涉及", "unclaimed"),
            Standing::Quiet => lang.pick("不列为问题", "no finding"),
            Standing::Implied => lang.pick("可推算", "implied"),
            Standing::Holds => lang.pick("相符", "holds"),
        }
    }

    /// The heading over all of its sort in the list.
    pub(super) fn heading(self, lang: Lang) -> &'static str {
        match self {
            Standing::Error => lang.pick("错误", "Errors"),
            Standing::Warning => lang.pick("警告", "Warnings"),
            Standing::Note => lang.pick("提示", "Notes"),
            Standing::Suppressed => lang.pick("已接受，不计入发现", "Accepted, not counted"),
            Standing::Unchecked => lang.pick("认出而未核的说法", "Recognised, not checked"),
            Standing::Unclaimed => lang.pick("没有规则用到的数", "Figures no rule used"),
            Standing::Quiet => lang.pick("不列为问题的说法", "Judged, no finding here"),
            Standing::Implied => lang.pick("可推算", "Implied"),
            Standing::Holds => lang.pick("相符", "Holds"),
        }
    }
}

/// A claim, ready to be shown.
pub(super) struct Item<'f> {
    /// Its number on the page, from 1.
    pub number: usize,
    /// The number of its file on the page, from 1.
    pub file_number: usize,
    /// Its file.
    pub file: &'f FileReport,
    /// What the engine says of it.
    pub claim: &'f ledger::Claim,
    /// The same as the output contract words it.
    pub told: Claim,
    /// How it stands.
    pub standing: Standing,
}

impl<'f> Item<'f> {
    /// The claims of a file, numbered on from `first`.
    pub(super) fn all(file: &'f FileReport, file_number: usize, first: usize, lang: Lang) -> Vec<Item<'f>> {
        let told = crate::report::contract::File::new(file, lang).claims;
        let claims = file.report.claims.iter().zip(told).enumerate();
        let item = |(at, (claim, told))| Item {
            number: first + at,
            file_number,
            file,
            claim,
            told,
            standing: Standing::of(file, claim),
        };
        claims.map(item).collect()
    }

    /// What a reader takes it for at a glance: what the figures speak of, else the quote.
    pub(super) fn subject(&self) -> String {
        match &self.claim.indicator {
            Some(indicator) if !(indicator.is_ascii() && indicator.len() < 3) => {
                super::words::one_line(indicator)
            }
            _ => super::words::clipped(&super::words::one_line(&self.claim.quote), 40),
        }
    }

    /// Its name among the languages' short ones.
    pub(super) fn verdict(&self, lang: Lang) -> &'static str {
        words::verdict(self.claim.judgement.verdict, lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn nothing_that_was_not_judged_stands_with_what_holds() {
        let file = FileReport::default();
        for verdict in samples::VERDICTS {
            let mut claim = samples::inconsistent();
            claim.severity = None;
            claim.judgement.verdict = verdict;
            let holds = matches!(verdict, Verdict::Consistent | Verdict::HalfEven | Verdict::WithinRounding);
            assert_eq!(Standing::of(&file, &claim) == Standing::Holds, holds, "{verdict:?}");
        }
    }

    #[test]
    fn every_standing_has_a_class_and_words_of_its_own() {
        for lang in [Lang::Zh, Lang::En] {
            let told: std::collections::BTreeSet<_> =
                Standing::ALL.iter().flat_map(|one| [one.class(), one.heading(lang)]).collect();
            assert_eq!(told.len(), 2 * Standing::ALL.len());
        }
    }
}
