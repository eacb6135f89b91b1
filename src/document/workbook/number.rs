//! Numbers as a spreadsheet shows them: a value under the code of a number format.
//!
//! What the code asks for and this module does not know (fractions, exponents, conditions) leaves the number as it is shown
//! without a format, so that nothing of it is lost. This module must not know file formats.

use super::code::{Section, Sign, sections};
use super::date;
use super::decimal::Decimal;

/// What a cell with this number shows. `epoch_1904` says how the workbook counts its days.
pub(super) fn shown(value: f64, code: &str, epoch_1904: bool) -> String {
    match Decimal::of(value) {
        Some(decimal) => decimal_shown(&decimal, code, epoch_1904),
        None => value.to_string(),
    }
}

fn decimal_shown(decimal: &Decimal, code: &str, epoch_1904: bool) -> String {
    let sections = sections(if code.trim().is_empty() { "General" } else { code });
    let Some((section, number)) = chosen(&sections, decimal) else { return decimal.general() };
    if section.is_date() {
        return date::shown(decimal, section, epoch_1904).unwrap_or_else(|| decimal.general());
    }
    if section.strange || interrupted(section) {
        return fallback(decimal, section);
    }
    let signed = number.negative || (decimal.negative && unsigned(&sections));
    let shown = laid_out(number.absolute(), section);
    let zero = !shown.chars().any(|c| ('1'..='9').contains(&c));
    let shown = shown.trim();
    match bracketed(shown) {
        Some(inside) if decimal.negative => format!("-{inside}"),
        _ if signed && !zero => format!("-{shown}"),
        _ => shown.to_owned(),
    }
}

/// A number below zero as it is shown, with the sign that brackets or a colour stand for.
pub(super) fn with_sign(shown: &str, negative: bool) -> String {
    let zero = !shown.chars().any(|c| ('1'..='9').contains(&c));
    let words = shown.contains(['-', '\u{2212}']) || shown.chars().any(char::is_alphabetic);
    match bracketed(shown) {
        Some(inside) if negative => format!("-{inside}"),
        _ if negative && !zero && !words => format!("-{shown}"),
        _ => shown.to_owned(),
    }
}

/// The section for a number, and what of the number it shows: the second shows it without its sign.
fn chosen<'s>(sections: &'s [Section], number: &Decimal) -> Option<(&'s Section, Decimal)> {
    let of_numbers = sections.len().min(3);
    match (of_numbers, number.negative, number.is_zero()) {
        (2.., true, _) => Some((sections.get(1)?, number.clone().absolute())),
        (3, _, true) => Some((sections.get(2)?, number.clone())),
        _ => Some((sections.first()?, number.clone())),
    }
}

/// Whether numbers below zero look like those above it but for their colour: then only the sign keeps the value.
fn unsigned(sections: &[Section]) -> bool {
    match sections {
        [positive, negative, ..] => !negative.signs.is_empty() && positive.words() == negative.words(),
        _ => false,
    }
}

/// What stands between the brackets that mean below zero to an accountant.
fn bracketed(shown: &str) -> Option<&str> {
    shown.strip_prefix(['(', '\u{ff08}'])?.strip_suffix([')', '\u{ff09}'])
}

/// Whether a number stands in it twice: General beside digits, or two points.
fn interrupted(section: &Section) -> bool {
    let count = |wanted: &Sign| section.signs.iter().filter(|sign| *sign == wanted).count();
    let digits = section.signs.iter().any(|sign| matches!(sign, Sign::Digit(_)));
    count(&Sign::Point) > 1 || count(&Sign::General) + usize::from(digits) > 1
}

/// The number without a format, but as a percent if its format says so.
fn fallback(number: &Decimal, section: &Section) -> String {
    if section.signs.contains(&Sign::Percent) {
        number.clone().shifted(2).general() + "%"
    } else {
        number.general()
    }
}

/// Where the digits of a section stand.
struct Layout {
    /// The places before the point: whether each is shown as 0 when no digit comes to stand there.
    whole: Vec<bool>,
    /// The places behind it, likewise.
    decimals: Vec<bool>,
    /// Whether thousands are grouped.
    grouped: bool,
    /// How many thousands the number is divided by.
    thousands: i32,
    /// How many percent signs there are.
    percents: i32,
}

impl Layout {
    fn of(section: &Section) -> Layout {
        let mut layout =
            Layout { whole: Vec::new(), decimals: Vec::new(), grouped: false, thousands: 0, percents: 0 };
        let (mut behind, mut commas) = (false, 0_i32);
        for sign in &section.signs {
            match sign {
                Sign::Digit(digit) => {
                    layout.grouped |= commas > 0 && !behind;
                    commas = 0;
                    if behind {
                        layout.decimals.push(*digit == '0');
                    } else {
                        layout.whole.push(*digit == '0');
                    }
                }
                Sign::Point => {
                    behind = true;
                    layout.thousands += std::mem::take(&mut commas);
                }
                Sign::Comma if behind || !layout.whole.is_empty() => commas += 1,
                Sign::Percent => layout.percents += 1,
                _ => {}
            }
        }
        layout.thousands += commas;
        layout
    }
}

/// The number in the places that the section has for it.
fn laid_out(number: Decimal, section: &Section) -> String {
    let layout = Layout::of(section);
    let decimals = i32::try_from(layout.decimals.len()).unwrap_or(i32::MAX);
    let scaled =
        number.shifted(layout.percents.saturating_mul(2).saturating_sub(layout.thousands.saturating_mul(3)));
    let general = scaled.general();
    let scaled = scaled.rounded(decimals);
    let fraction = fraction(&scaled, &layout);
    let whole = whole(&scaled.integer(), &layout);
    let (mut places, mut behind, mut out) = (whole.into_iter(), false, String::new());
    for sign in &section.signs {
        match sign {
            Sign::Words(words) => out.push_str(words),
            Sign::Percent => out.push('%'),
            Sign::General | Sign::Text => out.push_str(&general),
            Sign::Digit(_) if !behind => out.push_str(&places.next().unwrap_or_default()),
            Sign::Point => {
                behind = true;
                places.by_ref().for_each(|place| out.push_str(&place));
                out.push_str(&fraction);
            }
            _ => {}
        }
    }
    out
}

/// The point and what is shown behind it.
fn fraction(number: &Decimal, layout: &Layout) -> String {
    let digits = number.fraction(layout.decimals.len());
    let counts = digits.trim_end_matches('0').len();
    let asked = layout.decimals.iter().rposition(|always| *always).map_or(0, |last| last + 1);
    match digits.get(..counts.max(asked)) {
        Some(shown) if !shown.is_empty() => format!(".{shown}"),
        _ => String::new(),
    }
}

/// What stands at each place before the point: the first takes all digits that are left, the others one each.
fn whole(digits: &str, layout: &Layout) -> Vec<String> {
    let places = layout.whole.len().max(1);
    let asked = layout.whole.iter().position(|always| *always).map_or(0, |first| places - first);
    let digits = "0".repeat(asked.saturating_sub(digits.len())) + digits;
    let mut rest = digits.len();
    let mut shown = Vec::with_capacity(places);
    for place in 0..places {
        let first = place + 1 == places;
        let from = if first { 0 } else { rest.saturating_sub(1) };
        let part = digits.get(from..rest).unwrap_or("");
        shown.push(if layout.grouped { grouped(part, digits.len() - rest) } else { part.to_owned() });
        rest = from;
    }
    shown.reverse();
    shown
}

/// Digits with a comma behind each thousand, where `behind` digits follow them.
fn grouped(digits: &str, behind: usize) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        out.push(digit);
        let follow = digits.len() - index - 1 + behind;
        if follow > 0 && follow.is_multiple_of(3) {
            out.push(',');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(rows: &[(f64, &str, &str)]) {
        for (value, code, expected) in rows {
            assert_eq!(shown(*value, code, false), *expected, "{value} as {code}");
        }
    }

    #[test]
    fn decimals_percents_and_thousands() {
        all(&[
            (0.9063, "0.0%", "90.6%"),
            (0.9065, "0.0%", "90.7%"),
            (0.9063, "0.00%", "90.63%"),
            (1.2, "0%", "120%"),
            (1.005, "0.00", "1.01"),
            (1234567.5, "#,##0", "1,234,568"),
            (1234567.5, "#,##0.0", "1,234,567.5"),
            (12.0, "#,##0.00", "12.00"),
            (0.5, "#.##", ".5"),
            (12.0, "0.##", "12"),
            (12.0, "0000", "0012"),
            (999.5, "#,##0", "1,000"),
            (0.0, "0.0%", "0.0%"),
            (1234.5, "General", "1234.5"),
            (1234.5, "", "1234.5"),
            (1234.5, "@", "1234.5"),
            (3.0, "General\"个\"", "3个"),
        ]);
    }

    #[test]
    fn units_and_scaling() {
        all(&[
            (1234.5, "0.00\"万元\"", "1234.50万元"),
            (0.12, "0\"%\"", "0%"),
            (12345678.0, "0.0,", "12345.7"),
            (12345678.0, "#,##0.00,,", "12.35"),
            (123456.0, "0!.0,\"万元\"", "12.3万元"),
            (123456.0, "0\\.0,", "12.3"),
            (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
            (1234.5, "_ * #,##0.00_ ", "1,234.50"),
        ]);
    }

    #[test]
    fn below_zero_and_zero() {
        let accounting = "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ";
        all(&[
            (-1234.5, accounting, "-1,234.50"),
            (0.0, accounting, "-"),
            (-5.0, "0.0", "-5.0"),
            (-0.04, "0.0", "0.0"),
            (-5.0, "0.0;-0.0", "-5.0"),
            (0.0, "0.0;-0.0", "0.0"),
            (-5.0, "0.0_);(0.0)", "-5.0"),
            (-5.0, "0.0;[Red]0.0", "-5.0"),
            (-0.05, "\"增长\"0.0%;\"下降\"0.0%", "下降5.0%"),
            (-5.0, "0;;", ""),
            (0.0, "#,##0;-#,##0;", ""),
            (-0.1, "0.0%", "-10.0%"),
        ]);
    }

    #[test]
    fn what_is_not_known_keeps_its_value() {
        all(&[
            (0.9063, "[>1]0.0%;0.0%", "90.63%"),
            (1234.567, "0.0E+00", "1234.567"),
            (0.25, "# ?/?", "0.25"),
            (123.0, "[DBNum1]General", "123"),
            (1.5, "0.0.0", "1.5"),
            (2.5, "General 0", "2.5"),
        ]);
        assert_eq!(shown(f64::INFINITY, "0.0", false), "inf");
    }

    #[test]
    fn days() {
        all(&[
            (45413.0, "yyyy\"年\"m\"月\"d\"日\"", "2024年5月1日"),
            (45413.5, "yyyy-mm-dd hh:mm", "2024-05-01 12:00"),
            (45413.0, "[$-804]yyyy/m/d;@", "2024/5/1"),
        ]);
    }
}
