//! Pieces of reports, so that arbitrary bytes soon become something that a rule listens to.

use std::sync::OnceLock;

use arbitrary::{Result, Unstructured};

use super::promises::packs;

/// Figures, marks and what is neither.
const PIECES: [&str; 40] = [
    "完成",
    "目标",
    "1442万美元",
    "124%",
    "1.4亿元",
    "320家",
    "其中",
    "占",
    "同比增长",
    "下降",
    "5.3个百分点",
    "翻两番",
    "3～5个",
    "约",
    "余",
    "超额完成",
    "上年同期",
    "，",
    "、",
    "；",
    "。",
    "：",
    "\n",
    " ",
    "\u{3000}",
    "合计",
    "单位：万元",
    "2024年",
    "1-7月",
    "一千二百",
    "三成",
    "-",
    "+",
    "0",
    "0.00%",
    "9999999999999999999999999999",
    "\u{200b}",
    "\u{fffc}",
    "grew by 5.3% to $1.4 billion",
    "½",
];

/// The sentences of the rules' own examples.
fn examples() -> &'static [String] {
    static EXAMPLES: OnceLock<Vec<String>> = OnceLock::new();
    EXAMPLES.get_or_init(|| {
        let rules = packs().iter().flat_map(|pack| pack.rules());
        rules.flat_map(|rule| rule.examples().iter().map(|example| example.text.clone())).collect()
    })
}

/// A text sewn together of parts of examples, pieces, digits and arbitrary characters.
pub fn sewn(u: &mut Unstructured) -> Result<String> {
    let mut text = String::new();
    while !u.is_empty() && text.len() < 4096 {
        match u.int_in_range(0..=9)? {
            0..=3 => text.push_str(&part_of_example(u)?),
            4..=6 => text.push_str(u.choose(&PIECES)?),
            7 => text.push_str(&number(u)?),
            8 => text.push_str(u.arbitrary::<&str>()?),
            _ => text.push('\n'),
        }
    }
    Ok(text)
}

/// A piece, a number or arbitrary characters.
pub fn short(u: &mut Unstructured) -> Result<String> {
    match u.int_in_range(0..=3)? {
        0 | 1 => Ok((*u.choose(&PIECES)?).to_owned()),
        2 => number(u),
        _ => Ok(u.arbitrary::<char>()?.to_string()),
    }
}

fn number(u: &mut Unstructured) -> Result<String> {
    let (digits, decimals) = (u.arbitrary::<u32>()?, u.int_in_range(0..=4)?);
    let digits = digits.to_string();
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(decimals));
    Ok(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

/// A whole example or a part of it, with one digit changed.
fn part_of_example(u: &mut Unstructured) -> Result<String> {
    let mut chars: Vec<char> = u.choose(examples())?.chars().collect();
    if chars.is_empty() {
        return Ok(String::new());
    }
    let digits: Vec<usize> = (0..chars.len()).filter(|at| chars[*at].is_ascii_digit()).collect();
    if !digits.is_empty() && u.arbitrary()? {
        chars[*u.choose(&digits)?] = char::from(b'0' + u.int_in_range(0..=9)?);
    }
    if u.arbitrary()? {
        return Ok(chars.into_iter().collect());
    }
    let (one, other) = (u.choose_index(chars.len())?, u.choose_index(chars.len())?);
    Ok(chars[one.min(other)..=one.max(other)].iter().collect())
}
