//! Dates, periods and ranges of dates in digits and in Chinese: 2014年3月5日, 1-10月, 前三季度, 10月9日-12月17日.
//! It must not know what a span of days is compared with.

use super::hanzi::{self, Numeral, Written};
use super::text::{at, back, before, folded, has, is_dash, is_digit, skip_spaces, skip_spaces_back, step};
use super::{DateSpan, Day, Kind};

/// A date or a range of dates and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) span: DateSpan,
    pub(super) kind: Kind,
}

/// One end of a possible range.
#[derive(Debug, Clone, Copy)]
struct Part {
    end: usize,
    span: DateSpan,
    kind: Kind,
}

/// A whole number and how it was printed.
#[derive(Debug, Clone, Copy)]
struct Count {
    n: u32,
    /// How many digits, when it is a row of digits.
    row: usize,
    arabic: bool,
    end: usize,
}

/// Reads the date whose first numeral is at byte `i` and reads as `numeral`; it may start before that (前, 第), but not before `floor`.
pub(super) fn read(s: &str, i: usize, floor: usize, numeral: Option<&Numeral>) -> Option<Dated> {
    if at(s, i) == Some('半') {
        return half_year(s, i, floor);
    }
    if numeral.is_none_or(|numeral| may_be_numeric(s, numeral.written))
        && let Some(part) = numeric(s, i)
    {
        return Some(joined(s, i, part));
    }
    let next = at(s, skip_spaces(s, numeral?.written.end))?;
    if !(matches!(next, '年' | '月' | '日' | '季' | '至' | '到') || is_dash(next)) {
        return None;
    }
    let count = count_of(numeral?)?;
    if let Some(dated) = quarters(s, i, count, floor) {
        return Some(dated);
    }
    let part = part_at(s, i, count).or_else(|| years(s, count)).or_else(|| months(s, count, None))?;
    Some(joined(s, i, part))
}

/// 上半年, 下半年 with `i` at 半.
fn half_year(s: &str, i: usize, floor: usize) -> Option<Dated> {
    let start = back(s, i);
    let (first, last) = half(before(s, i)?)?;
    (start >= floor && has(s, i, "半年")).then(|| Dated {
        start,
        end: i + "半年".len(),
        span: months_of(None, first, last),
        kind: Kind::Date,
    })
}

fn half(c: char) -> Option<(u8, u8)> {
    match c {
        '上' => Some((1, 6)),
        '下' => Some((7, 12)),
        _ => None,
    }
}

fn months_of(year: Option<i32>, first: u8, last: u8) -> DateSpan {
    let day = |month| Day { year, month: Some(month), day: None };
    DateSpan { first: day(first), last: day(last) }
}

fn single(day: Day) -> DateSpan {
    DateSpan { first: day, last: day }
}

fn count_at(s: &str, i: usize) -> Option<Count> {
    count_of(&hanzi::read(s, i, &|_| false)?)
}

fn count_of(numeral: &Numeral) -> Option<Count> {
    let Written { end, bare, arabic, plain, .. } = numeral.written;
    let figure = numeral.figure.as_ref().filter(|f| f.decimals == 0 && !f.scaled && !bare)?;
    let n = u32::try_from(figure.value.numerator()).ok().filter(|_| figure.value.is_whole())?;
    let row = plain.map_or(0, |(_, digits)| digits);
    Some(Count { n, row, arabic, end })
}

/// 一季度, 第三季度, 前三季度, 四季度.
fn quarters(s: &str, i: usize, count: Count, floor: usize) -> Option<Dated> {
    let (end, first, last) = quarter(s, count)?;
    let lead = before(s, i).filter(|_| back(s, i) >= floor);
    let (start, first) = match lead {
        Some('前') => (back(s, i), 1),
        Some('第') => (back(s, i), first),
        _ => (i, first),
    };
    Some(Dated { start, end, span: months_of(None, first, last), kind: Kind::Date })
}

fn quarter(s: &str, count: Count) -> Option<(usize, u8, u8)> {
    let at = skip_spaces(s, count.end);
    let n = u8::try_from(count.n).ok().filter(|n| (1..=4).contains(n))?;
    has(s, at, "季度").then(|| (at + "季度".len(), n * 3 - 2, n * 3))
}

/// A year with what follows it, or a month with what follows it, or a day of the month.
fn part_at(s: &str, i: usize, count: Count) -> Option<Part> {
    let mark = skip_spaces(s, count.end);
    match at(s, mark)? {
        '年' => year(s, count, step(s, mark)),
        '月' if named(s, count, step(s, mark)) => None,
        '月' => month(s, count, step(s, mark), None),
        '日' => lone_day(s, i, count, step(s, mark)),
        _ => None,
    }
}

/// Whether a month in Chinese characters is part of a name (八月湖): a word goes on after it.
fn named(s: &str, count: Count, after: usize) -> bool {
    let word = at(s, after).filter(|&c| super::text::is_han(c) && !hanzi::starts(c));
    !count.arabic && word.is_some_and(|c| !"份底初末中上下以之的至到前后间起,开召完全".contains(c))
}

fn year(s: &str, count: Count, after: usize) -> Option<Part> {
    if at(s, after) == Some('代') {
        return None;
    }
    let rest = skip_spaces(s, after);
    let full = count.row == 4 && (1000..3000).contains(&count.n);
    let year = i32::try_from(if count.row == 2 { 2000 + count.n } else { count.n }).ok()?;
    if let Some(part) = within_year(s, rest, year).filter(|_| full || count.row == 2 || count.row == 3) {
        return Some(part);
    }
    let end = if at(s, after) == Some('度') { step(s, after) } else { after };
    let span = single(Day { year: Some(year), month: None, day: None });
    full.then_some(Part { end, span, kind: Kind::Date })
}

/// What may follow a year: a month, a run of months, a half, quarters.
fn within_year(s: &str, i: usize, year: i32) -> Option<Part> {
    let c = at(s, i)?;
    if let Some((first, last)) = half(c).filter(|_| has(s, step(s, i), "半年")) {
        let end = step(s, i) + "半年".len();
        return Some(Part { end, span: months_of(Some(year), first, last), kind: Kind::Date });
    }
    let lead = matches!(c, '前' | '第');
    let count = count_at(s, if lead { step(s, i) } else { i })?;
    if let Some((end, first, last)) = quarter(s, count) {
        let first = if c == '前' { 1 } else { first };
        return Some(Part { end, span: months_of(Some(year), first, last), kind: Kind::Date });
    }
    if lead {
        return None;
    }
    let mark = skip_spaces(s, count.end);
    if at(s, mark) == Some('月') {
        return month(s, count, step(s, mark), Some(year));
    }
    months(s, count, Some(year))
}

fn month(s: &str, count: Count, after: usize, year: Option<i32>) -> Option<Part> {
    let month = u8::try_from(count.n).ok().filter(|n| (1..=12).contains(n))?;
    let end = if at(s, after) == Some('份') { step(s, after) } else { after };
    let date = |day| Day { year, month: Some(month), day };
    if end == after
        && let Some((first, last, end)) = days(s, skip_spaces(s, end))
    {
        let kind = if first == last { Kind::Date } else { Kind::DateRange };
        return Some(Part { end, span: DateSpan { first: date(Some(first)), last: date(Some(last)) }, kind });
    }
    Some(Part { end, span: single(date(None)), kind: Kind::Date })
}

/// 5日, or 5-8日, after a month.
fn days(s: &str, i: usize) -> Option<(u8, u8, usize)> {
    let first = count_at(s, i)?;
    let low = day_of_month(first.n)?;
    let mark = skip_spaces(s, first.end);
    if matches!(at(s, mark)?, '日' | '号' | '號') {
        return Some((low, low, step(s, mark)));
    }
    let second = count_at(s, connector(s, first.end)?)?;
    let high = day_of_month(second.n).filter(|&n| n > low)?;
    let mark = skip_spaces(s, second.end);
    matches!(at(s, mark)?, '日' | '号').then(|| (low, high, step(s, mark)))
}

fn day_of_month(n: u32) -> Option<u8> {
    u8::try_from(n).ok().filter(|n| (1..=31).contains(n))
}

/// A day without its month (15日), unless it is a length of time (15日内).
fn lone_day(s: &str, i: usize, count: Count, after: usize) -> Option<Part> {
    let length = at(s, after).is_some_and(|c| matches!(c, '内' | '以' | '之' | '均' | '常' | '游' | '后'));
    let day = day_of_month(count.n).filter(|_| count.arabic && !length)?;
    let counted = before(s, i).is_some_and(|c| matches!(c, '第' | '历' | '共'));
    let span = single(Day { year: None, month: None, day: Some(day) });
    (!counted && !is_yen(s, after)).then_some(Part { end: after, span, kind: Kind::Date })
}

/// Whether 日 begins the name of Japan's money: 5日元, not 5日元旦.
fn is_yen(s: &str, after: usize) -> bool {
    let feast = |c| matches!(c, '旦' | '宵' | '月');
    match at(s, after) {
        Some('圆' | '币') => true,
        Some(first @ '元') => !at(s, after + first.len_utf8()).is_some_and(feast),
        _ => false,
    }
}

/// 2012—2013年度, 2016-2018.
fn years(s: &str, first: Count) -> Option<Part> {
    let low = four_digits(first)?;
    let second = count_at(s, connector(s, first.end)?)?;
    let high = four_digits(second).filter(|&n| n > low)?;
    let mark = skip_spaces(s, second.end);
    let mut end = second.end;
    if at(s, mark) == Some('年') {
        end = step(s, mark);
        end = if at(s, end) == Some('度') { step(s, end) } else { end };
    } else if at(s, end).is_some_and(|c| c.is_alphanumeric() || is_dash(c)) {
        return None;
    }
    let year = |y| Day { year: Some(y), month: None, day: None };
    Some(Part { end, span: DateSpan { first: year(low), last: year(high) }, kind: Kind::DateRange })
}

fn four_digits(count: Count) -> Option<i32> {
    i32::try_from(count.n).ok().filter(|n| count.row == 4 && (1900..2100).contains(n))
}

/// 1-10月, 1至9月.
fn months(s: &str, first: Count, year: Option<i32>) -> Option<Part> {
    let low = u8::try_from(first.n).ok().filter(|n| (1..=12).contains(n))?;
    let second = count_at(s, connector(s, first.end)?)?;
    let high = u8::try_from(second.n).ok().filter(|n| (low + 1..=12).contains(n))?;
    let mark = skip_spaces(s, second.end);
    if at(s, mark) != Some('月') {
        return None;
    }
    let after = step(s, mark);
    let end = if at(s, after) == Some('份') { step(s, after) } else { after };
    Some(Part { end, span: months_of(year, low, high), kind: Kind::DateRange })
}

/// Past a dash, 至 or 到.
fn connector(s: &str, i: usize) -> Option<usize> {
    let from = skip_spaces(s, i);
    let c = at(s, from).filter(|&c| is_dash(c) || matches!(c, '至' | '到'))?;
    let mut end = step(s, from);
    if is_dash(c) && at(s, end).is_some_and(is_dash) {
        end = step(s, end);
    }
    Some(skip_spaces(s, end))
}

/// The date at `start`, and the one it is joined to by a dash or 至, if any.
fn joined(s: &str, start: usize, part: Part) -> Dated {
    let alone = Dated { start, end: part.end, span: part.span, kind: part.kind };
    if part.kind == Kind::DateRange {
        return alone;
    }
    let Some(other) = connector(s, part.end).and_then(|next| second(s, next)) else { return alone };
    let (first, mut last) = (part.span.first, other.span.last);
    if depth(first) != depth(last) {
        return alone;
    }
    last.year = last.year.or(first.year);
    last.month = last.month.or(first.month);
    Dated { start, end: other.end, span: DateSpan { first, last }, kind: Kind::DateRange }
}

fn second(s: &str, i: usize) -> Option<Part> {
    numeric(s, i).or_else(|| {
        let count = count_at(s, i)?;
        let mark = skip_spaces(s, count.end);
        if at(s, mark) == Some('日') {
            let span = single(Day { year: None, month: None, day: Some(day_of_month(count.n)?) });
            return Some(Part { end: step(s, mark), span, kind: Kind::Date });
        }
        part_at(s, i, count)
    })
}

/// The finest part that a day states.
fn depth(day: Day) -> u8 {
    match day {
        Day { day: Some(_), .. } => 3,
        Day { month: Some(_), .. } => 2,
        _ => 1,
    }
}

/// Whether more digits may follow a numeral in a date: behind nothing but digits a mark parts them.
fn may_be_numeric(s: &str, numeral: Written) -> bool {
    let mark = |c| matches!(c, '-' | '/' | '.');
    numeral.arabic && (numeral.plain.is_none() || folded(s, numeral.end).is_some_and(mark))
}

/// 2020-11-24, 2014.10.9, 13/5/2015.
fn numeric(s: &str, i: usize) -> Option<Part> {
    at(s, i).filter(|&c| is_digit(c))?;
    let (a, a_digits, end) = digits(s, i)?;
    let mark = folded(s, end).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (b, b_digits, end) = digits(s, step(s, end))?;
    if folded(s, end) != Some(mark) {
        return None;
    }
    let (c, c_digits, end) = digits(s, step(s, end))?;
    let more = folded(s, end).is_some_and(|c| c.is_alphanumeric() && !super::text::is_han(c) || c == '%');
    let (year, month, day) = match (a_digits, c_digits) {
        (4, 1 | 2) => (a, b, c),
        (1 | 2, 4) if b > 12 => (c, a, b),
        (1 | 2, 4) => (c, b, a),
        _ => return None,
    };
    let valid = (1000..3000).contains(&year) && (1..=12).contains(&month) && b_digits <= 2 && !more;
    let day = day_of_month(day).filter(|_| valid)?;
    let span =
        single(Day { year: i32::try_from(year).ok(), month: u8::try_from(month).ok(), day: Some(day) });
    Some(Part { end, span, kind: Kind::Date })
}

/// At most four Arabic digits at `i`: the number, how many, and where they end.
fn digits(s: &str, i: usize) -> Option<(u32, usize, usize)> {
    let (mut n, mut count, mut end) = (0, 0, i);
    while let Some(d) = folded(s, end).and_then(|c| c.to_digit(10)) {
        count += 1;
        if count > 4 {
            return None;
        }
        n = n * 10 + d;
        end = step(s, end);
    }
    (count > 0).then_some((n, count, end))
}

/// Whether the digits at `i` are hours and minutes (08:37), and where they end.
pub(super) fn clock(s: &str, i: usize) -> Option<usize> {
    let (_, _, mut end) = digits(s, i).filter(|&(n, count, _)| n < 25 && count <= 2)?;
    let mut minutes = 0;
    while matches!(at(s, end), Some(':' | '：')) {
        let (_, count, past) = digits(s, step(s, end)).filter(|&(n, _, _)| n < 60)?;
        if count != 2 {
            return None;
        }
        end = past;
        minutes += 1;
    }
    let glued = at(s, end).is_some_and(is_digit) || before(s, skip_spaces_back(s, i, 0)) == Some(':');
    ((1..=2).contains(&minutes) && !glued).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(text: &str) -> Option<Dated> {
        read(text, 0, 0, hanzi::read(text, 0, &|_| false).as_ref())
    }

    fn show(day: Day) -> String {
        let part = |n: Option<i64>| n.map_or("?".to_owned(), |n| n.to_string());
        let year = part(day.year.map(i64::from));
        format!("{year}.{}.{}", part(day.month.map(i64::from)), part(day.day.map(i64::from)))
    }

    #[test]
    fn reads_dates_and_ranges() {
        for (text, first, last, kind) in [
            ("2014年3月5日", "2014.3.5", "2014.3.5", Kind::Date),
            ("二零一五年八月八日", "2015.8.8", "2015.8.8", Kind::Date),
            ("2014年度", "2014.?.?", "2014.?.?", Kind::Date),
            ("10月9日-12月17日", "?.10.9", "?.12.17", Kind::DateRange),
            ("6月7日至9日", "?.6.7", "?.6.9", Kind::DateRange),
            ("1-10月", "?.1.?", "?.10.?", Kind::DateRange),
            ("2014年1至9月", "2014.1.?", "2014.9.?", Kind::DateRange),
            ("2012—2013年度", "2012.?.?", "2013.?.?", Kind::DateRange),
            ("2016-2018", "2016.?.?", "2018.?.?", Kind::DateRange),
            ("2013年上半年", "2013.1.?", "2013.6.?", Kind::Date),
            ("2013年前三季度", "2013.1.?", "2013.9.?", Kind::Date),
            ("三季度", "?.7.?", "?.9.?", Kind::Date),
            ("2020-11-24", "2020.11.24", "2020.11.24", Kind::Date),
            ("2019年6月1日-6月30日", "2019.6.1", "2019.6.30", Kind::DateRange),
            ("3月5-8日", "?.3.5", "?.3.8", Kind::DateRange),
        ] {
            let dated = opening(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((dated.end, dated.kind), (text.len(), kind), "{text}");
            assert_eq!(
                (show(dated.span.first), show(dated.span.last)),
                (first.into(), last.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn days_are_told_from_yen() {
        for text in ["5日元", "30日圆", "8日币"] {
            assert!(opening(text).is_none(), "{text}");
        }
        for text in ["1日元旦", "15日元宵节", "5日,", "5日前"] {
            assert!(opening(text).is_some(), "{text}");
        }
    }

    #[test]
    fn lengths_of_time_are_no_dates() {
        for text in ["3个月", "15日内", "三年", "50年以上", "13月", "80年代"] {
            assert!(opening(text).is_none(), "{text}");
        }
    }
}
