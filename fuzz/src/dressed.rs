//! Sentences as reports carry them: something before, something behind, spaces around digits, half-width marks. None of
//! it changes what the sentence claims.

use super::round_trip::sentences::{Dice, Said};

/// What stands before a sentence.
const BEFORE: [&str; 12] = [
    "今年以来，",
    "一是",
    "（一）",
    "据统计，",
    "同时，",
    "　　",
    "2.",
    "——",
    "●",
    "截至目前，",
    "从数据看，",
    "另外，",
];
const BEFORE_ENGLISH: [&str; 6] = ["In total, ", "Overall, ", "- ", "1. ", "As reported, ", "  "];

/// What follows it.
const BEHIND: [&str; 7] = [
    "成效明显",
    "群众反响良好",
    "夯实了工作基础",
    "工作进展顺利",
    "得到了上级的肯定",
    "居全市前列",
    "有关情况另行报告",
];

/// Rules that listen to a line only where nothing stands before its name, or no number (2.) beside its figures.
const ALONE: [&str; 2] = ["repeat-of-indicator", "rate-by-name-alone"];

/// The same sentence among other words.
pub fn dressed(dice: &mut Dice, said: Said) -> Said {
    if dice.chance(40) || ALONE.contains(&said.rule) {
        return said;
    }
    if said.pack == "en-report" {
        return Said { text: format!("{}{}", dice.pick(&BEFORE_ENGLISH), said.text), ..said };
    }
    let said = if dice.chance(50) { said } else { spaced(said) };
    let before = if dice.chance(50) { "" } else { dice.pick(&BEFORE) };
    let behind = if dice.chance(60) { None } else { Some(dice.pick(&BEHIND)) };
    let body = said.text.strip_suffix('。').unwrap_or(&said.text);
    let text = match behind {
        Some(behind) => format!("{before}{body}，{behind}。"),
        None => format!("{before}{body}。"),
    };
    let text = if dice.chance(20) { half_width(&text) } else { text };
    Said { text, ..said }
}

/// Digits stand apart from the characters around them.
fn spaced(said: Said) -> Said {
    let figures = said.figures.iter().map(|figure| apart(figure)).collect();
    Said { text: apart(&said.text), figures, ..said }
}

fn apart(text: &str) -> String {
    let wide = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut spaced = String::new();
    let mut before = '\0';
    for c in text.chars() {
        if before.is_ascii_digit() && wide(c) || wide(before) && c.is_ascii_digit() {
            spaced.push(' ');
        }
        spaced.push(c);
        before = c;
    }
    spaced
}

fn half_width(text: &str) -> String {
    text.replace('，', ",").replace('：', ":").replace('；', ";").replace('（', "(").replace('）', ")")
}
