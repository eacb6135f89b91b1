//! Days and hours as a spreadsheet shows them: a count of days under the code of a date format.
//!
//! This module must not know how other numbers are shown.

use super::code::{Section, Sign};
use super::decimal::Decimal;

/// A moment: the civil date and the time of day that a count of days stands for.
struct Moment {
    year: i64,
    month: i64,
    day: i64,
    /// Seconds since midnight.
    second: i64,
    /// Seconds since the first day.
    elapsed: i64,
}

const DAY: i64 = 86_400;
/// Days from 1899-12-30 and from 1904-01-01 to 1970-01-01: what the two ways of counting begin with.
const TO_1970: i64 = 25_569;
const FROM_1904: i64 = 24_107;
/// The day that workbooks have after 28 February 1900, and that year had not.
const NO_DAY: i64 = 60;
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What a cell with this count of days shows; `None` for one that is no date.
pub(super) fn shown(days: &Decimal, section: &Section, epoch_1904: bool) -> Option<String> {
    let moment = Moment::of(days, epoch_1904)?;
    if section.strange {
        return Some(moment.plain());
    }
    let half_day = section.signs.contains(&Sign::HalfDay);
    let mut out = String::new();
    for (index, sign) in section.signs.iter().enumerate() {
        match sign {
            Sign::Words(words) => out.push_str(words),
            Sign::Comma => out.push(','),
            Sign::Point => out.push('.'),
            Sign::Percent => out.push('%'),
            Sign::Digit(_) => out.push('0'),
            Sign::HalfDay => out.push_str(if moment.second < DAY / 2 { "AM" } else { "PM" }),
            Sign::Elapsed(letter) => out.push_str(&moment.elapsed(*letter)),
            Sign::Date('m', count) if *count < 3 && of_time(section, index) => {
                out.push_str(&padded(moment.second % 3600 / 60, *count));
            }
            Sign::Date(letter, count) => out.push_str(&moment.part(*letter, *count, half_day)),
            Sign::General | Sign::Text => {}
        }
    }
    Some(out.trim().to_owned())
}

/// Whether an `m` means minutes: hours stand before it, or seconds behind it.
fn of_time(section: &Section, index: usize) -> bool {
    let letter = |sign: &Sign| match sign {
        Sign::Date(letter, _) | Sign::Elapsed(letter) => Some(*letter),
        _ => None,
    };
    let before = section.signs.get(..index).and_then(|signs| signs.iter().rev().find_map(letter));
    let behind = section.signs.get(index + 1..).and_then(|signs| signs.iter().find_map(letter));
    before == Some('h') || behind == Some('s')
}

impl Moment {
    fn of(days: &Decimal, epoch_1904: bool) -> Option<Moment> {
        let whole: i64 = if days.is_zero() { 0 } else { digits(&days.integer())? };
        if days.negative || whole > 2_958_465 {
            return None;
        }
        // Fifteen decimals of a day times its seconds fit i64 only in i128.
        let part: i128 = days.fraction(15).parse().ok()?;
        let unit = 10_i128.pow(15);
        let second = part.checked_mul(i128::from(DAY))?.checked_add(unit / 2)? / unit;
        let elapsed = whole * DAY + i64::try_from(second).ok()?;
        let (whole, second) = (elapsed / DAY, elapsed % DAY);
        let since = match (epoch_1904, whole < NO_DAY) {
            (true, _) => whole - FROM_1904,
            (false, true) => whole + 1 - TO_1970,
            (false, false) => whole - TO_1970,
        };
        let (year, month, day) = civil(since);
        Some(Moment { year, month, day, second, elapsed })
    }

    fn plain(&self) -> String {
        format!("{}-{:02}-{:02}", self.year, self.month, self.day)
    }

    fn part(&self, letter: char, count: usize, half_day: bool) -> String {
        let name =
            usize::try_from(self.month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("");
        match (letter, count) {
            ('y', 0..=2) => padded(self.year % 100, 2),
            ('y', _) => self.year.to_string(),
            ('m', 3) => name.get(..3).unwrap_or("").to_owned(),
            ('m', 4..) => name.to_owned(),
            ('m', _) => padded(self.month, count),
            ('d', 3..) => String::new(),
            ('d', _) => padded(self.day, count),
            ('h', _) if half_day => padded((self.second / 3600 + 11) % 12 + 1, count),
            ('h', _) => padded(self.second / 3600, count),
            _ => padded(self.second % 60, count),
        }
    }

    fn elapsed(&self, letter: char) -> String {
        match letter {
            'h' => (self.elapsed / 3600).to_string(),
            'm' => (self.elapsed / 60).to_string(),
            _ => self.elapsed.to_string(),
        }
    }
}

fn digits(text: &str) -> Option<i64> {
    if text.is_empty() { Some(0) } else { text.parse().ok() }
}

fn padded(number: i64, count: usize) -> String {
    if count > 1 { format!("{number:02}") } else { number.to_string() }
}

/// The civil date that is so many days after 1970-01-01, by the calendar's cycle of 400 years of 146,097 days.
fn civil(days: i64) -> (i64, i64, i64) {
    // Counted from 0000-03-01, a leap day is the last of its year.
    let days = days + 719_468;
    let (cycle, of_cycle) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_cycle - of_cycle / 1460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (cycle * 400 + year + next, month, day)
}

#[cfg(test)]
mod tests {
    use super::super::code::sections;
    use super::*;

    fn of(days: f64, code: &str, epoch_1904: bool) -> Option<String> {
        shown(&Decimal::of(days).unwrap(), &sections(code)[0], epoch_1904)
    }

    #[test]
    fn days_are_civil_dates() {
        let rows: [(f64, &str, &str); 10] = [
            (1.0, "yyyy-mm-dd", "1900-01-01"),
            (61.0, "yyyy-mm-dd", "1900-03-01"),
            (25569.0, "yyyy-mm-dd", "1970-01-01"),
            (45351.0, "yyyy/m/d", "2024/2/29"),
            (45_657.999_999_9, "yyyy-mm-dd", "2025-01-01"),
            (45657.0, "yy.m.d", "24.12.31"),
            (45657.0, "d-mmm-yyyy", "31-Dec-2024"),
            (0.5, "h:mm AM/PM", "12:00 PM"),
            (45_657.755_555_6, "yyyy-mm-dd hh:mm:ss", "2024-12-31 18:08:00"),
            (1.25, "[h]:mm", "30:00"),
        ];
        for (days, code, expected) in rows {
            assert_eq!(of(days, code, false).as_deref(), Some(expected), "{days} as {code}");
        }
        assert_eq!(of(43_951.0, "yyyy-mm-dd", true).as_deref(), Some("2024-05-01"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        assert_eq!(of(-1.0, "yyyy", false), None);
        assert_eq!(of(1e12, "yyyy", false), None);
        assert_eq!(of(45657.0, "yyyy aaaa", false).as_deref(), Some("2024-12-31"));
    }
}
