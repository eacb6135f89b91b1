//! Puts sentences, tables and what is neither together to a report of which all is true. It must not know how a report is
//! checked.

use super::super::round_trip::sentences::Dice;
use super::form::{Blanks, Words};
use super::model::{self, Fact, Habit, Sort};
use super::{chinese, english, table};

/// A report has at most so many pieces.
const MOST: usize = 10;

/// What a language has to say it with.
pub struct Language {
    pub pack: &'static str,
    /// Between two sentences of a paragraph.
    joint: &'static str,
    words: &'static Words,
    sorts: &'static [Sort],
    forms: [&'static [&'static str]; 3],
    openings: &'static [&'static str],
    between: &'static [&'static str],
    parts: &'static [[&'static str; 3]],
}

const CHINESE: Language = Language {
    pack: "zh-report",
    joint: "",
    words: &chinese::WORDS,
    sorts: &model::CHINESE,
    forms: [chinese::ONE, chinese::PAIR, chinese::GROUP],
    openings: chinese::OPENINGS,
    between: chinese::BETWEEN,
    parts: &chinese::PARTS,
};

const ENGLISH: Language = Language {
    pack: "en-report",
    joint: " ",
    words: &english::WORDS,
    sorts: &model::ENGLISH,
    forms: [english::ONE, english::PAIR, english::GROUP],
    openings: english::OPENINGS,
    between: english::BETWEEN,
    parts: &english::PARTS,
};

/// A report, and the pack that it is for.
pub fn made(dice: &mut Dice) -> (String, &'static str) {
    let language = if dice.chance(80) { &CHINESE } else { &ENGLISH };
    (report(dice, language), language.pack)
}

fn report(dice: &mut Dice, language: &Language) -> String {
    let mut text = String::new();
    let mut named: Vec<String> = Vec::new();
    for _ in 0..MOST {
        if let Some(piece) = piece(dice, language, &mut named) {
            text.push_str(&piece);
            let together = dice.chance(35) && !piece.ends_with('\n');
            text.push_str(if together { language.joint } else { "\n\n" });
        }
        if !dice.has_bytes() {
            break;
        }
    }
    text
}

/// A sentence, a table or what is neither, of indicators that nothing was said of before.
fn piece(dice: &mut Dice, language: &Language, named: &mut Vec<String>) -> Option<String> {
    let habit = Habit { printed: dice.chance(40), decimals: dice.pick(&[0, 1, 1, 2, 2]) };
    let fresh = |dice: &mut Dice, named: &mut Vec<String>| {
        let sort = dice.between(0, language.sorts.len() as i128 - 1) as usize;
        let fact = Fact::any(dice, &language.sorts[sort]);
        let new = !named.contains(&fact.name);
        named.push(fact.name.clone());
        new.then_some(fact)
    };
    let facts = match dice.between(0, 9) {
        0 => return Some(format!("\n\n{}\n\n", dice.pick(language.between))),
        1..=3 => vec![fresh(dice, named)?],
        4..=5 => vec![fresh(dice, named)?, fresh(dice, named)?],
        6..=7 => whole(dice, language, named, fresh)?,
        8 => {
            let facts = whole(dice, language, named, fresh)?;
            let chinese = language.pack == CHINESE.pack;
            let table = table::of_parts(dice, &facts[0], &facts[1..], habit, chinese);
            return Some(format!("\n\n{table}\n"));
        }
        _ if language.pack == CHINESE.pack => {
            let facts: Vec<Fact> = (0..4).filter_map(|_| fresh(dice, named)).collect();
            let table = (facts.len() > 1).then(|| table::of_indicators(dice, &facts, habit))?;
            return Some(format!("\n\n{table}\n"));
        }
        _ => return None,
    };
    let forms = language.forms[facts.len().min(3) - 1];
    let blanks = Blanks { facts: &facts, habit, words: language.words };
    let said = dice.pick(forms);
    let opening = dice.pick(language.openings);
    blanks.filled(dice, said).map(|text| format!("{opening}{text}"))
}

/// An indicator of the place and those of its three parts; the parts have names of their own in each report.
fn whole(
    dice: &mut Dice,
    language: &Language,
    named: &mut Vec<String>,
    fresh: impl Fn(&mut Dice, &mut Vec<String>) -> Option<Fact>,
) -> Option<Vec<Fact>> {
    let like = fresh(dice, named)?;
    let names = dice.pick(language.parts);
    let parts: Vec<Fact> = names.iter().map(|name| Fact::like(dice, &like, name)).collect();
    Some([vec![Fact::sum(&parts, &like.name)], parts].concat())
}
