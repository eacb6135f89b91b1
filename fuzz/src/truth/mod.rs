//! `truth`: a report in which every figure is worked out from what happened in a place that does not exist, so that
//! nothing in it may be accused, however its sentences and tables are put together.

mod chinese;
mod english;
mod form;
mod model;
mod report;
mod table;

use gouji::document::{Limits, read_within};
use gouji::ledger::Claim;
use gouji::verdict::{Flag, Verdict};
use gouji::{Pack, check_document};

use super::promises::{keep_in_report, packs};
use super::round_trip::sentences::Dice;

/// The bytes choose what happened and what is said of it.
pub fn truth(data: &[u8]) {
    let mut dice = Dice::told(data);
    let (text, pack) = report::made(&mut dice);
    let document = read_within(text.as_bytes(), "a.md", Limits::default()).unwrap();
    let pack = packs().iter().find(|known| known.id() == pack).unwrap();
    nothing_is_accused(&text, &document, pack);
}

/// The same of bytes that follow from a number.
pub fn numbered_truth(number: u64) {
    let mut dice = Dice::new(number);
    let bytes: Vec<u8> = (0..60).flat_map(|_| dice.next().to_le_bytes()).collect();
    truth(&bytes);
}

fn nothing_is_accused(text: &str, document: &gouji::document::Document, pack: &Pack) {
    let report = check_document(document, pack);
    keep_in_report(&document.text, &report);
    let told = |claim: &Claim| {
        let operands: Vec<_> = claim.operands.iter().map(|operand| operand.text.as_deref()).collect();
        format!("{} {}: {:?} of {operands:?}\n", claim.rule.id, claim.quote, claim.judgement.verdict)
    };
    let accused: String = report.claims.iter().filter(|claim| accuses(claim)).map(told).collect();
    assert!(accused.is_empty(), "all of it is true\n{accused}in\n{text}");
}

/// Whether it says that something is wrong. That rounding hides a target that was missed is no such thing.
fn accuses(claim: &Claim) -> bool {
    let crossed = claim.judgement.flags.contains(&Flag::CrossesTarget);
    let plainly = matches!(
        claim.judgement.verdict,
        Verdict::Inconsistent | Verdict::Impossible | Verdict::RoundedUp | Verdict::Truncated
    );
    plainly || claim.severity.is_some() && !crossed
}
