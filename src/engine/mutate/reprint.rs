//! Printing a changed figure the way the first one was printed: decimals, grouping, width of digits, words around it.
//!
//! This module must not know what the figure is for, nor what it is changed to and why.

use crate::exact::Exact;

/// `printed` with its number replaced by so many steps of its last digit; `None` where it has no number in digits.
///
/// Whether the number was understood is for the caller to see: reprinting the steps it has now must give the same
/// text again. It does not for 一千二百, 1万3千 or 1/5.
pub(super) fn reprint(printed: &str, steps: i128, decimals: u32) -> Option<String> {
    let start = printed.find(is_digit)?;
    let rest = printed.get(start..)?;
    let end = rest.find(|c| !is_digit(c) && !is_mark(c)).unwrap_or(rest.len());
    let number = rest.get(..end)?.trim_end_matches(is_mark);
    let tail = rest.get(number.len()..)?;
    let number = alike(number, steps, decimals)?;
    Some(format!("{}{number}{tail}", printed.get(..start)?))
}

/// A number in the format of another.
fn alike(number: &str, steps: i128, decimals: u32) -> Option<String> {
    let value = Exact::whole(steps).div(Exact::pow10(i32::try_from(decimals).ok()?)?)?;
    let plain = value.rounded(decimals)?;
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let point = number.chars().find(|c| matches!(c, '.' | '．')).unwrap_or('.');
    let whole = match number.chars().find(|c| matches!(c, ',' | '，')) {
        Some(comma) => grouped(whole, comma),
        None => whole.to_owned(),
    };
    let text = if fraction.is_empty() { whole } else { format!("{whole}{point}{fraction}") };
    let wide = number.starts_with(|c: char| !c.is_ascii());
    Some(if wide { text.chars().map(widened).collect() } else { text })
}

/// Digits in groups of three.
fn grouped(digits: &str, comma: char) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(comma);
        }
        text.push(digit);
    }
    text
}

fn widened(c: char) -> char {
    match c.to_digit(10) {
        Some(digit) => char::from_u32('０' as u32 + digit).unwrap_or(c),
        None => c,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

fn is_mark(c: char) -> bool {
    matches!(c, ',' | '，' | '.' | '．')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_printed_as_the_one_it_replaces() {
        for (printed, steps, decimals, expected) in [
            ("1442万美元", 1489, 0, "1489万美元"),
            ("67286.37万元", 6_728_638, 2, "67286.38万元"),
            ("-47.9%", 480, 1, "-48.0%"),
            ("999,999件", 1_000_000, 0, "1,000,000件"),
            ("１２．５％", 1249, 2, "１２．４９％"),
            ("3成", 4, 0, "4成"),
            ("0.5亿元,", 4, 1, "0.4亿元,"),
            ("￥1,200.0", 9995, 1, "￥999.5"),
        ] {
            assert_eq!(reprint(printed, steps, decimals).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_was_not_understood_does_not_come_back_as_it_was() {
        assert_eq!(reprint("一千二百户", 1200, 0), None);
        assert_ne!(reprint("1万3千户", 13, 0).as_deref(), Some("1万3千户"));
    }
}
