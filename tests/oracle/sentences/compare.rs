//! What a report says of a sentence, held against what has to be said of it.

use std::ops::Range;

use gouji::ledger::{Claim, Note};
use gouji::verdict::Flag;
use gouji::{Pack, Report, Verdict};

use super::opinion::Opinion;

/// A sentence, and what has to come of it.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) pack: &'static str,
    pub(crate) rule: &'static str,
    /// The rule that makes the claim instead where the figures agree.
    pub(crate) or: &'static str,
    /// Rules that make a claim of their own of it.
    pub(crate) also: &'static [&'static str],
    /// The figures of the claim as they stand in the text.
    pub(crate) figures: Vec<String>,
    pub(crate) expected: Expected,
}

#[derive(Debug, Clone)]
pub(crate) enum Expected {
    /// A claim of this rule, judged in every respect like this.
    Claim(Opinion),
    /// A claim of this rule with this verdict.
    Counted(Opinion),
    /// No claim of this rule: it only confirms, and these figures do not agree.
    Nothing,
}

impl Said {
    /// The verdict it has to get, by name.
    pub(crate) fn verdict(&self) -> String {
        match &self.expected {
            Expected::Claim(opinion) | Expected::Counted(opinion) => format!("{:?}", opinion.verdict),
            Expected::Nothing => "no claim".to_owned(),
        }
    }

    /// Whether ten results or more would have passed.
    pub(crate) fn proves_little(&self) -> bool {
        matches!(&self.expected, Expected::Claim(opinion) if opinion.low_power.is_some())
    }

    /// Whether all hangs on closed ends that touch.
    pub(crate) fn hangs(&self) -> bool {
        matches!(&self.expected, Expected::Claim(opinion) if opinion.boundary)
    }
}

/// What a report of this one sentence says otherwise, if anything.
pub(crate) fn disagreement(pack: &Pack, said: &Said) -> Option<String> {
    settled(&gouji::check(&said.text, pack), &(0..said.text.len()), said)
}

/// What a report says otherwise of the sentence that stands at `place`, if anything.
pub(crate) fn settled(report: &Report, place: &Range<usize>, said: &Said) -> Option<String> {
    let within = |claim: &Claim| claim.span.start < place.end && place.start < claim.span.end;
    let expected =
        |claim: &&Claim| claim.line > 0 && within(claim) && !said.also.contains(&claim.rule.id.as_str());
    let claims: Vec<&Claim> = report.claims.iter().filter(expected).collect();
    let of_rule: Vec<&&Claim> =
        claims.iter().filter(|claim| [said.rule, said.or].contains(&claim.rule.id.as_str())).collect();
    let complaint = match (&said.expected, &claims[..], &of_rule[..]) {
        (Expected::Nothing, _, []) => return None,
        (Expected::Nothing, ..) => "a claim that cannot be confirmed",
        (_, [only], [_]) => differs(only, said, report)?,
        (_, _, []) => "no claim of the rule",
        _ => "several claims",
    };
    let told = |claim: &&Claim| {
        let Claim { rule, quote, severity, judgement, .. } = claim;
        let (verdict, readings, flags) = (judgement.verdict, &judgement.readings, &judgement.flags);
        format!("\n  gouji {} {quote}: {verdict:?} {severity:?} {readings:?} {flags:?}", rule.id)
    };
    let found: String = claims.iter().map(told).collect();
    Some(format!(
        "{complaint}: {}\n  oracle {} {:?} {:?}{found}",
        said.text, said.rule, said.figures, said.expected
    ))
}

fn differs(claim: &Claim, said: &Said, report: &Report) -> Option<&'static str> {
    let quoted = |text: &str| said.figures.iter().any(|figure| figure == text);
    let shown: Vec<&String> = claim.operands.iter().filter_map(|operand| operand.text.as_ref()).collect();
    let (opinion, whole) = match &said.expected {
        Expected::Claim(opinion) => (opinion, true),
        Expected::Counted(opinion) => (opinion, false),
        Expected::Nothing => return None,
    };
    let judged = &claim.judgement;
    let power = judged.flags.iter().find_map(|flag| match flag {
        Flag::LowPower { k } => Some(*k),
        _ => None,
    });
    match () {
        () if judged.verdict != opinion.verdict => Some("another verdict"),
        () if claim.severity.is_some()
            && !opinion.blamed
            && !crossed(claim)
            && !stands_out(claim, report) =>
        {
            Some("a finding")
        }
        () if !whole => None,
        () if judged.readings != opinion.readings => Some("other readings"),
        () if power != opinion.low_power => Some("another power"),
        () if judged.flags.contains(&Flag::Boundary) != opinion.boundary => Some("another boundary"),
        () if shown.iter().filter(|text| quoted(text)).count() < said.figures.len() => Some("other figures"),
        () => None,
    }
}

/// Whether it cuts off in a report that rounds elsewhere, of which the sentence alone knows nothing.
fn stands_out(claim: &Claim, report: &Report) -> bool {
    let rounds = |note: &Note| matches!(note, Note::Rounds { .. });
    claim.judgement.verdict == Verdict::Truncated && report.notes.iter().any(rounds)
}

/// Whether rounding hides that a target was missed or met, which is a finding of its own.
fn crossed(claim: &Claim) -> bool {
    claim.judgement.flags.contains(&Flag::CrossesTarget)
}
