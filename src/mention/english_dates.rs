//! English dates and periods: March 5, 2013, 5 March 2013, January–June 2016, FY 2020, Q1 2016.
//! It must not know numbers that are no dates.

use super::dates::Dated;
use super::english::letters;
use super::literal;
use super::text::{at, has, is_dash, is_digit, is_letter, skip_spaces, step};
use super::{DateSpan, Day, Kind};

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

/// The month named at `i`, in full or by its first three or four letters, and where the name ends.
fn month(s: &str, i: usize) -> Option<(u8, usize)> {
    let (name, end) =
        letters(s, i).filter(|(name, _)| name.len() >= 3 && name.starts_with(char::is_uppercase))?;
    let short = name.len() <= 4;
    let number = MONTHS.iter().zip(1..).find(|(month, _)| {
        name.eq_ignore_ascii_case(month)
            || short && month.get(..name.len()).is_some_and(|head| name.eq_ignore_ascii_case(head))
    })?;
    let end = if short && at(s, end) == Some('.') { step(s, end) } else { end };
    Some((number.1, end))
}

/// The date that starts with the word at `i`.
pub(super) fn read(s: &str, i: usize) -> Option<Dated> {
    let (first, end) = fiscal(s, i).or_else(|| quarter(s, i)).or_else(|| month_date(s, i))?;
    Some(joined(s, i, first, end))
}

/// Whether behind the digits at `i` stands anything that makes a date of them: a letter, perhaps past a space, a dash or
/// a stroke. Digits that a point or a comma follows are a number, or the end of a clause.
pub(super) fn may_follow(s: &str, i: usize) -> bool {
    let mut end = i;
    while at(s, end).is_some_and(is_digit) {
        end = step(s, end);
    }
    let next = at(s, skip_spaces(s, end));
    next.is_some_and(|c| is_letter(c) || is_dash(c) || c == '/')
}

/// The date whose day or year in digits is at `i`: 5 March 2013.
pub(super) fn day_first(s: &str, i: usize) -> Option<Dated> {
    let (day, end) = number(s, i).filter(|&(n, _)| (1..=31).contains(&n))?;
    let end = suffix(s, end);
    let from = skip_spaces(s, end);
    let from = if has(s, from, "of ") { from + 3 } else { from };
    let (month, end) = month(s, from).filter(|_| from > end)?;
    let (year, end) = year_after(s, end).map_or((None, end), |(year, end)| (Some(year), end));
    let first = Day { year, month: Some(month), day: u8::try_from(day).ok() };
    Some(joined(s, i, span(first), end))
}

/// A year in digits that stands alone (after "in", "since"), or two joined by "to" or "and".
pub(super) fn lone_year(s: &str, i: usize) -> Option<Dated> {
    let (year, end) = year(s, i)?;
    let next = at(s, end);
    // The 1990's; but 2011's is that year's.
    let possessive = has(s, end, "'s") || has(s, end, "’s");
    let decade = has(s, end, "s") || possessive && year % 10 == 0;
    if decade || next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | '$' | '-')) {
        return None;
    }
    let first = span(Day { year: Some(year), month: None, day: None });
    Some(Dated { start: i, end, span: first, kind: Kind::Date })
}

/// Two years in a row, the second perhaps cut short: 2018-19, 2018/2019.
pub(super) fn year_pair(s: &str, i: usize) -> Option<Dated> {
    let (first, end) = year(s, i)?;
    let (last, end) = next_year(s, first, end)?;
    let day = |year| Day { year: Some(year), month: None, day: None };
    let span = DateSpan { first: day(first), last: day(last) };
    Some(Dated { start: i, end, span, kind: Kind::DateRange })
}

/// The year after `first`, past a dash or a stroke at `i`.
fn next_year(s: &str, first: i32, i: usize) -> Option<(i32, usize)> {
    let next = at(s, i).filter(|&c| is_dash(c) || c == '/').map(|_| step(s, i))?;
    let (n, end) = number(s, next)?;
    let n = i32::try_from(n).ok()?;
    let follows = n == first + 1 || end == next + 2 && n == (first + 1) % 100;
    let alone = !at(s, end).is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | '/') || is_dash(c));
    (follows && alone).then_some((first + 1, end))
}

fn span(day: Day) -> DateSpan {
    DateSpan { first: day, last: day }
}

/// FY 2020, FY2020, fiscal year 2016.
fn fiscal(s: &str, i: usize) -> Option<(DateSpan, usize)> {
    let (word, end) = letters(s, i)?;
    let end = if word.eq_ignore_ascii_case("fiscal") {
        match letters(s, skip_spaces(s, end)) {
            Some((next, end)) if next.eq_ignore_ascii_case("year") => end,
            _ => end,
        }
    } else {
        (word == "FY").then_some(end)?
    };
    let from = skip_spaces(s, end);
    let (n, end) = number(s, from).filter(|&(n, _)| n < 100 || (1900..2100).contains(&n))?;
    let year = i32::try_from(if n < 100 { n + 2000 } else { n }).ok()?;
    let day = |year| Day { year: Some(year), month: None, day: None };
    let pair = next_year(s, year, end);
    Some(
        pair.map_or((span(day(year)), end), |(next, end)| {
            (DateSpan { first: day(year), last: day(next) }, end)
        }),
    )
}

/// Q1 2016, Q3.
fn quarter(s: &str, i: usize) -> Option<(DateSpan, usize)> {
    let digit = at(s, i).filter(|&c| c == 'Q').and_then(|_| at(s, step(s, i)))?.to_digit(10)?;
    let n = u8::try_from(digit).ok().filter(|n| (1..=4).contains(n))?;
    let end = i + 2;
    if at(s, end).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let (year, end) = year_after(s, end).map_or((None, end), |(year, end)| (Some(year), end));
    let day = |month| Day { year, month: Some(month), day: None };
    Some((DateSpan { first: day(n * 3 - 2), last: day(n * 3) }, end))
}

/// March 5, 2013; March 2013; March 5-8; a month alone only when another follows.
fn month_date(s: &str, i: usize) -> Option<(DateSpan, usize)> {
    let (month, end) = month(s, i)?;
    let date = |year, day| Day { year, month: Some(month), day };
    if let Some((year, end)) = year_after(s, end) {
        return Some((span(date(Some(year), None)), end));
    }
    let from = skip_spaces(s, end);
    if let Some((first, past)) = number(s, from).filter(|&(n, _)| (1..=31).contains(&n) && from > end) {
        let past = suffix(s, past);
        let last = dash(s, past).and_then(|next| number(s, next)).filter(|&(n, _)| (first..=31).contains(&n));
        let (last, past) = last.map_or((first, past), |(n, past)| (n, suffix(s, past)));
        let (year, end) = year_after(s, past).map_or((None, past), |(year, end)| (Some(year), end));
        let day = |n| date(year, u8::try_from(n).ok());
        return Some((DateSpan { first: day(first), last: day(last) }, end));
    }
    let another = to(s, end).is_some_and(|next| self::month(s, next).is_some());
    another.then(|| (span(date(None, None)), end))
}

/// The range that a date starts, or the date alone.
fn joined(s: &str, start: usize, first: DateSpan, end: usize) -> Dated {
    let kind =
        if first.first == first.last || first.first.day.is_none() { Kind::Date } else { Kind::DateRange };
    let alone = Dated { start, end, span: first, kind };
    let other = to(s, end).and_then(|next| {
        month_date(s, next).or_else(|| {
            month(s, next).map(|(m, end)| (span(Day { year: None, month: Some(m), day: None }), end))
        })
    });
    let Some((last, end)) = other.filter(|(last, _)| last.last.day.is_some() == first.first.day.is_some())
    else {
        return alone;
    };
    let mut span = DateSpan { first: first.first, last: last.last };
    span.first.year = span.first.year.or(span.last.year);
    span.last.year = span.last.year.or(span.first.year);
    Dated { start, end, span, kind: Kind::DateRange }
}

/// Past "to", "through" or a dash.
fn to(s: &str, i: usize) -> Option<usize> {
    if let Some(next) = dash(s, i) {
        return Some(next);
    }
    let (word, end) = letters(s, skip_spaces(s, i))?;
    matches!(word, "to" | "through" | "until").then(|| skip_spaces(s, end))
}

fn dash(s: &str, i: usize) -> Option<usize> {
    let from = skip_spaces(s, i);
    at(s, from).filter(|&c| is_dash(c)).map(|_| skip_spaces(s, step(s, from)))
}

/// A plain number at `i`.
fn number(s: &str, i: usize) -> Option<(u32, usize)> {
    at(s, i).filter(|&c| is_digit(c))?;
    literal::plain(s, i)
}

fn year(s: &str, i: usize) -> Option<(i32, usize)> {
    let (n, end) = number(s, i).filter(|&(n, _)| (1900..2100).contains(&n))?;
    Some((i32::try_from(n).ok()?, end))
}

/// A year after a date, past a comma.
fn year_after(s: &str, i: usize) -> Option<(i32, usize)> {
    let from = if at(s, i) == Some(',') { step(s, i) } else { i };
    let (n, end) = year(s, skip_spaces(s, from)).filter(|_| skip_spaces(s, from) > i)?;
    (!at(s, end).is_some_and(is_letter)).then_some((n, end))
}

/// Past st, nd, rd or th.
fn suffix(s: &str, i: usize) -> usize {
    let found = ["st", "nd", "rd", "th"].iter().any(|word| has(s, i, word));
    if found && !at(s, i + 2).is_some_and(is_letter) { i + 2 } else { i }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> Day {
        let part = |n| if n == 0 { None } else { Some(n) };
        Day { year: (year > 0).then_some(year), month: part(month), day: part(day) }
    }

    #[test]
    fn reads_english_dates() {
        for (text, first, last) in [
            ("March 5, 2013", day(2013, 3, 5), day(2013, 3, 5)),
            ("Mar. 5", day(0, 3, 5), day(0, 3, 5)),
            ("August 2019", day(2019, 8, 0), day(2019, 8, 0)),
            ("January–June 2016", day(2016, 1, 0), day(2016, 6, 0)),
            ("January 5 to March 7, 2014", day(2014, 1, 5), day(2014, 3, 7)),
            ("FY 2020", day(2020, 0, 0), day(2020, 0, 0)),
            ("fiscal year 2016", day(2016, 0, 0), day(2016, 0, 0)),
            ("FY2018/19", day(2018, 0, 0), day(2019, 0, 0)),
            ("Q1 2016", day(2016, 1, 0), day(2016, 3, 0)),
            ("May 5-8, 2017", day(2017, 5, 5), day(2017, 5, 8)),
        ] {
            let dated = read(text, 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((dated.end, dated.span), (text.len(), DateSpan { first, last }), "{text}");
        }
        let dated = day_first("5 March 2013", 0).unwrap();
        assert_eq!(dated.span, span(day(2013, 3, 5)));
    }

    #[test]
    fn two_years_in_a_row_are_a_period() {
        for text in ["2018-19", "2018–2019", "2018/19"] {
            let dated = year_pair(text, 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (dated.end, dated.span),
                (text.len(), DateSpan { first: day(2018, 0, 0), last: day(2019, 0, 0) })
            );
        }
        for text in ["2018-25", "2018-190", "2018-19-20", "1018-19", "2018 19", "2018-19%"] {
            assert!(year_pair(text, 0).is_none(), "{text}");
        }
    }

    #[test]
    fn month_names_alone_are_no_dates() {
        for text in ["May I", "march 5", "March", "Marching 5", "Q7"] {
            assert!(read(text, 0).is_none(), "{text}");
        }
    }
}
