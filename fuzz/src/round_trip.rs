//! `round_trip`: a report of sentences with known figures, right or wrong by a known amount, gives exactly the claims
//! and the verdicts that an independent oracle has for them.

#[allow(dead_code, unused_imports, reason = "the long comparison of the oracle uses more of it")]
#[path = "../../tests/oracle/sentences/mod.rs"]
mod sentences;

use gouji::check;

use super::promises::{keep_in_report, packs};
use sentences::{Dice, Said, boundary, random, settled};

/// A report has at most so many sentences.
const MOST: usize = 12;

/// The bytes choose the sentences and the figures in them.
pub fn round_trip(data: &[u8]) {
    let mut dice = Dice::told(data);
    let mut report: Vec<Said> = vec![sentence(&mut dice)];
    while report.len() < MOST && dice.has_bytes() {
        let next = sentence(&mut dice);
        if fits(&report, &next) {
            report.push(next);
        }
    }
    let lines: Vec<&str> = report.iter().map(|said| said.text.as_str()).collect();
    let text = lines.join("\n\n");
    let pack = packs().iter().find(|pack| pack.id() == report[0].pack).unwrap();
    let found = check(&text, pack);
    keep_in_report(&text, &found);
    for (number, said) in report.iter().enumerate() {
        if let Some(complaint) = settled(&found, 2 * number + 1, said) {
            panic!("{complaint}\nin\n{text}");
        }
    }
}

fn sentence(dice: &mut Dice) -> Said {
    if dice.chance(25) { boundary(dice) } else { random(dice) }
}

/// A line that comes again is a copy, and one indicator has one value in a report: neither is meant here, so no two
/// sentences of one rule that holds mentions against each other, and no two that begin alike.
fn fits(report: &[Said], next: &Said) -> bool {
    let beginning = |said: &Said| said.text.chars().take(4).collect::<String>();
    let apart = |said: &Said| {
        let repeats = "repeat-of-indicator";
        beginning(said) != beginning(next) && !(said.rule == repeats && next.rule == repeats)
    };
    report.iter().all(|said| said.pack == next.pack && apart(said))
}
