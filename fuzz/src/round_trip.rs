//! `round_trip`: a report of sentences with known figures, right or wrong by a known amount, gives exactly the claims
//! and the verdicts that an independent oracle has for them.

#[allow(dead_code, unused_imports, reason = "the long comparison of the oracle uses more of it")]
#[path = "../../tests/oracle/sentences/mod.rs"]
pub mod sentences;

use gouji::check;

use super::dressed::dressed;
use super::promises::{keep_in_report, packs};
use sentences::{Dice, Said, boundary, random, settled};

/// A report has at most so many sentences.
const MOST: usize = 12;

/// The bytes choose the sentences, the figures in them and how the report carries them.
pub fn round_trip(data: &[u8]) {
    let mut dice = Dice::told(data);
    let mut report: Vec<(Said, Said)> = Vec::new();
    while report.is_empty() || report.len() < MOST && dice.has_bytes() {
        let next = sentence(&mut dice);
        if fits(report.iter().map(|(bare, _)| bare), &next) {
            report.push((next.clone(), dressed(&mut dice, next)));
        }
    }
    let mut text = String::new();
    let mut places = Vec::new();
    for (_, said) in &report {
        places.push(text.len()..text.len() + said.text.len());
        text.push_str(&said.text);
        text.push_str(behind(&mut dice, said.pack));
    }
    let pack = packs().iter().find(|pack| pack.id() == report[0].0.pack).unwrap();
    let found = check(&text, pack);
    keep_in_report(&text, &found);
    for (place, (_, said)) in places.iter().zip(&report) {
        if let Some(complaint) = settled(&found, place, said) {
            panic!("{complaint}\nin\n{text}");
        }
    }
}

fn sentence(dice: &mut Dice) -> Said {
    if dice.chance(25) { boundary(dice) } else { random(dice) }
}

/// What stands between two sentences: mostly a blank line, else they share a paragraph.
fn behind(dice: &mut Dice, pack: &str) -> &'static str {
    match (dice.between(0, 5), pack) {
        (0, "en-report") => " ",
        (0, _) => "",
        (1, _) => "\n",
        (2, "en-report") => "\n\nThe board met on 5 March.\n\n",
        (2, _) => "\n\n会议于3月5日召开。\n\n",
        _ => "\n\n",
    }
}

/// A line that comes again is a copy, and one indicator has one value in a report: neither is meant here, so no two
/// sentences of one rule that holds mentions against each other, and no two that begin alike.
fn fits<'a>(mut report: impl Iterator<Item = &'a Said>, next: &Said) -> bool {
    let beginning = |said: &Said| said.text.chars().take(4).collect::<String>();
    let apart = |said: &Said| {
        let repeats = "repeat-of-indicator";
        beginning(said) != beginning(next) && !(said.rule == repeats && next.rule == repeats)
    };
    report.all(|said| said.pack == next.pack && apart(said))
}
