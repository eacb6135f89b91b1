//! Days and periods as numbers: how many days a range of dates has, how much of its year a period leaves behind.
//!
//! Where the text leaves something open (the year, whether both ends count, months or days), every reading is given,
//! the usual one first. This module must not know what they are compared with.

use crate::exact::Exact;
use crate::mention::{DateSpan, Day};

/// The lengths in days that a range of dates may have: both ends counted, or one; with and without a leap day.
pub(crate) fn days(span: &DateSpan) -> Vec<Exact> {
    let mut lengths = Vec::new();
    for year in years(span) {
        let Some((first, last)) = ordinals(span, year) else { continue };
        for length in [last - first + 1, last - first] {
            if length > 0 && !lengths.contains(&Exact::whole(length)) {
                lengths.push(Exact::whole(length));
            }
        }
    }
    lengths
}

/// The shares of its year that may be over at the end of a period: by months, then by days.
pub(crate) fn paces(span: &DateSpan) -> Vec<Exact> {
    let Some(month) = span.last.month else { return Vec::new() };
    let mut paces: Vec<Exact> = Exact::ratio(i128::from(month), 12).into_iter().collect();
    for year in years(span) {
        let last = Day { day: Some(span.last.day.unwrap_or_else(|| month_days(year, month))), ..span.last };
        let whole = if is_leap(year) { 366 } else { 365 };
        let start = day_number(year, 1, 1);
        let end = last.day.and_then(|day| day_number(year, month, day));
        let share = start.zip(end).and_then(|(start, end)| Exact::ratio(end - start + 1, whole));
        paces.extend(share.filter(|share| !paces.contains(share)));
    }
    paces
}

/// The years in which the range may lie: the printed one, else one without and one with a leap day.
fn years(span: &DateSpan) -> Vec<i32> {
    match span.first.year.or(span.last.year) {
        Some(year) => vec![year],
        None => vec![2023, 2024],
    }
}

fn ordinals(span: &DateSpan, year: i32) -> Option<(i128, i128)> {
    let first = day_number(span.first.year.unwrap_or(year), span.first.month?, span.first.day?)?;
    let last = day_number(span.last.year.unwrap_or(year), span.last.month?, span.last.day?)?;
    if last >= first || span.last.year.is_some() && span.first.year.is_some() {
        return Some((first, last));
    }
    let last = day_number(year.checked_add(1)?, span.last.month?, span.last.day?)?;
    Some((first, last))
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_days(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of a day in the proleptic Gregorian calendar; `None` for a day that is not in it.
fn day_number(year: i32, month: u8, day: u8) -> Option<i128> {
    let fits = (1..=12).contains(&month) && (1..=month_days(year, month)).contains(&day);
    if !fits {
        return None;
    }
    let before = i128::from(year).checked_sub(1)?;
    let leaps = before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400);
    let months: i128 = (1..month).map(|m| i128::from(month_days(year, m))).sum();
    Some(before * 365 + leaps + months + i128::from(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: Option<i32>, month: u8, day: Option<u8>) -> Day {
        Day { year, month: Some(month), day }
    }

    fn length(first: Day, last: Day) -> Vec<String> {
        days(&DateSpan { first, last }).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn counts_both_ends_or_one() {
        assert_eq!(length(day(None, 10, Some(9)), day(None, 12, Some(17))), ["70", "69"]);
        assert_eq!(length(day(Some(2023), 12, Some(30)), day(Some(2024), 1, Some(2))), ["4", "3"]);
        assert_eq!(length(day(None, 12, Some(30)), day(None, 1, Some(2))), ["4", "3"]);
    }

    #[test]
    fn an_unknown_year_may_have_a_leap_day() {
        assert_eq!(length(day(None, 2, Some(1)), day(None, 3, Some(1))), ["29", "28", "30"]);
        assert_eq!(length(day(Some(2024), 2, Some(1)), day(Some(2024), 3, Some(1))), ["30", "29"]);
        assert_eq!(length(day(None, 2, Some(30)), day(None, 3, Some(1))), Vec::<String>::new());
    }

    #[test]
    fn the_pace_is_by_months_or_by_days() {
        let span = DateSpan { first: day(Some(2023), 1, None), last: day(Some(2023), 7, None) };
        assert_eq!(paces(&span), [Exact::ratio(7, 12).unwrap(), Exact::ratio(212, 365).unwrap()]);
    }
}
