//! Numbers in Arabic digits: half and full width mixed, grouping commas, decimals, 1e10.
//! It must not know scale words, units or signs.

use super::Figure;
use super::text::{at, fold, folded, is_digit, step};
use crate::exact::{Exact, SHORT_DIGITS};

/// More digits than any 256-bit number has.
const MOST_DIGITS: usize = 90;

/// A number in Arabic digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Literal {
    /// One past its last byte.
    pub(super) end: usize,
    /// What it states; `None` when it does not fit in 256 bits.
    pub(super) figure: Option<Figure>,
    /// How many digits stand before the point.
    pub(super) whole_digits: usize,
    /// The number, if it is nothing but at most nine digits.
    pub(super) plain: Option<u32>,
}

/// Reads the number whose first digit, or the point before it, is at byte `i`.
#[inline]
pub(super) fn read(s: &str, i: usize) -> Option<Literal> {
    let row = Row::read(s, i)?;
    let figure = row.figure(s.get(i..row.end)?);
    let (end, figure) = match exponent(s, row.end) {
        Some((past, power)) => (past, figure.and_then(|f| shift(f, power))),
        None => (row.end, figure),
    };
    Some(Literal { end, figure, whole_digits: row.whole, plain: row.plain() })
}

/// The number at byte `i` that is nothing but at most nine digits, and where it ends.
pub(super) fn plain(s: &str, i: usize) -> Option<(u32, usize)> {
    let row = Row::read(s, i)?;
    let number = row.plain()?;
    Some((number, exponent(s, row.end).map_or(row.end, |(past, _)| past)))
}

/// The digits of a number, with or without a point.
#[derive(Default)]
struct Row {
    /// One past the last.
    end: usize,
    count: usize,
    /// How many stand before the first comma or point.
    whole: usize,
    /// What they state without a point, as long as they are few.
    short: i64,
    decimals: usize,
    /// Whether commas part them.
    grouped: bool,
}

impl Row {
    /// The digits at byte `i`, or after the point there, with their grouping commas.
    fn read(s: &str, i: usize) -> Option<Row> {
        let mut row = Row::default();
        row.take(s, i);
        row.whole = row.count;
        while let Some(next) = group_at(s, i, row.end) {
            row.grouped = true;
            row.take(s, next);
        }
        if folded(s, row.end) == Some('.') {
            let point = step(s, row.end);
            if at(s, point).is_some_and(is_digit) {
                let before = row.count;
                row.take(s, point);
                row.decimals = row.count - before;
            }
        }
        crate::work::steps(row.end - i);
        (row.count > 0).then_some(row)
    }

    /// Takes the run of digits at byte `i`.
    fn take(&mut self, s: &str, i: usize) {
        let mut end = i;
        while let Some(digit) = digit_at(s, end) {
            self.count += 1;
            if self.count <= SHORT_DIGITS {
                self.short = self.short * 10 + i64::from(digit);
            }
            end = step(s, end);
        }
        self.end = end;
    }

    /// The number, if it is nothing but at most nine digits.
    fn plain(&self) -> Option<u32> {
        let alone = self.decimals == 0 && !self.grouped && self.whole <= 9;
        u32::try_from(self.short).ok().filter(|_| alone)
    }

    /// The figure that they state, which stand in `printed`.
    fn figure(&self, printed: &str) -> Option<Figure> {
        if self.count >= MOST_DIGITS {
            return None;
        }
        let decimals = u32::try_from(self.decimals).ok()?;
        if self.count <= SHORT_DIGITS {
            return Figure::short(self.short, decimals);
        }
        let place = Exact::pow10(-i32::try_from(self.decimals).ok()?)?;
        let digits: String = printed.chars().map(fold).filter(|c| *c != ',').collect();
        Figure::new(Exact::parse(&digits)?, place, decimals, false)
    }
}

/// The digit at byte `i`, half or full width.
fn digit_at(s: &str, i: usize) -> Option<u8> {
    let byte = *s.as_bytes().get(i)?;
    if byte < 0x80 {
        return byte.is_ascii_digit().then(|| byte - b'0');
    }
    folded(s, i)?.to_digit(10).and_then(|digit| u8::try_from(digit).ok())
}

/// Where the three digits after a grouping comma at `comma` start, if it is one.
fn group_at(s: &str, start: usize, comma: usize) -> Option<usize> {
    let mark = at(s, comma).filter(|c| matches!(c, ',' | '，'))?;
    let first = s.get(start..comma)?;
    let lead = first.split([',', '，']).next()?.chars().count();
    if !(1..=3).contains(&lead) || first.starts_with('0') {
        return None;
    }
    let next = comma + mark.len_utf8();
    let mut end = next;
    for _ in 0..3 {
        at(s, end).filter(|&c| is_digit(c))?;
        end = step(s, end);
    }
    (!at(s, end).is_some_and(is_digit)).then_some(next)
}

/// The power of ten of a trailing `e10`, and where it ends.
fn exponent(s: &str, i: usize) -> Option<(usize, i32)> {
    let rest = s.get(i..)?.strip_prefix(['e', 'E'])?;
    let sign = usize::from(rest.starts_with(['-', '+']));
    let digits = rest.get(sign..)?.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let past = i + 1 + sign + digits;
    if digits == 0 || at(s, past).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let power: i32 = rest.get(sign..sign + digits)?.parse().ok()?;
    Some((past, if rest.starts_with('-') { -power } else { power }))
}

fn shift(figure: Figure, power: i32) -> Option<Figure> {
    figure.times(Exact::pow10(power)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_printed_and_no_more() {
        for (text, printed, value) in [
            ("365．77万", "365．77", "365.77"),
            ("1,234,567", "1,234,567", "1234567"),
            ("1,2,3", "1", "1"),
            ("2013,456", "2013", "2013"),
            ("12,3456", "12", "12"),
            ("１，２３４", "１，２３４", "1234"),
            ("12，225人", "12，225", "12225"),
            ("82，225.00元", "82，225.00", "82225"),
            ("1.", "1", "1"),
            (".25", ".25", "0.25"),
            ("1e10", "1e10", "10000000000"),
            ("21.2E0", "21.2E0", "21.2"),
            ("2e", "2", "2"),
        ] {
            let literal = read(text, 0).unwrap();
            assert_eq!(text.get(..literal.end), Some(printed));
            assert_eq!(literal.figure.unwrap().value, Exact::parse(value).unwrap(), "{text}");
        }
    }

    #[test]
    fn too_many_digits_state_nothing() {
        let text = "9".repeat(200);
        let literal = read(&text, 0).unwrap();
        assert_eq!((literal.end, literal.figure), (200, None));
    }
}
