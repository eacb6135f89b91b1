//! Numbers as the digits that a spreadsheet shows: rounded and shifted as text, never calculated with.
//!
//! Spreadsheets keep fifteen digits of a number and round halves away from zero. This module must not know number formats.

/// The digits of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    /// Whether it is below zero.
    pub(super) negative: bool,
    /// Its digits from the first to the last that is not 0; empty for zero.
    digits: Vec<u8>,
    /// Where the point stands: behind so many of the digits, or so many zeros before them.
    point: i32,
}

/// How many characters a number without a format may take, its point included and its sign not.
const GENERAL_WIDTH: i32 = 11;
/// How many decimals it may have.
const GENERAL_DECIMALS: i32 = 8;

impl Decimal {
    /// The fifteen digits that a spreadsheet keeps of `value`; `None` for what is no number.
    pub(super) fn of(value: f64) -> Option<Decimal> {
        let text = format!("{value:.14e}");
        let (mantissa, exponent) = text.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).collect();
        let decimal =
            Decimal { negative: mantissa.starts_with('-'), digits, point: exponent.checked_add(1)? };
        Some(decimal.trimmed())
    }

    fn trimmed(mut self) -> Decimal {
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            return Decimal { negative: false, digits: self.digits, point: 0 };
        }
        self
    }

    /// Whether it is zero.
    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The number times ten to the power of `places`.
    pub(super) fn shifted(mut self, places: i32) -> Decimal {
        if !self.is_zero() {
            self.point = self.point.saturating_add(places);
        }
        self
    }

    /// The number without its sign.
    pub(super) fn absolute(self) -> Decimal {
        Decimal { negative: false, ..self }
    }

    /// The number with so many decimals, halves rounded away from zero.
    pub(super) fn rounded(mut self, decimals: i32) -> Decimal {
        let kept = self.point.saturating_add(decimals);
        let Ok(kept) = usize::try_from(kept) else {
            return Decimal { negative: false, digits: Vec::new(), point: 0 };
        };
        let up = self.digits.get(kept).is_some_and(|digit| *digit >= b'5');
        self.digits.truncate(kept);
        if up { self.incremented() } else { self.trimmed() }
    }

    /// One more at the last digit.
    fn incremented(mut self) -> Decimal {
        while self.digits.last() == Some(&b'9') {
            self.digits.pop();
        }
        match self.digits.last_mut() {
            Some(digit) => *digit = digit.saturating_add(1),
            None => {
                self.digits.push(b'1');
                self.point = self.point.saturating_add(1);
            }
        }
        self
    }

    /// The digits before the point; empty if there are none.
    pub(super) fn integer(&self) -> String {
        let places = usize::try_from(self.point).unwrap_or(0);
        let zeros = std::iter::repeat(&b'0');
        self.digits
            .iter()
            .chain(zeros)
            .take(if self.is_zero() { 0 } else { places })
            .copied()
            .map(char::from)
            .collect()
    }

    /// The first `decimals` digits behind the point.
    pub(super) fn fraction(&self, decimals: usize) -> String {
        let zeros = usize::try_from(self.point.saturating_neg()).unwrap_or(0).min(decimals);
        let skip = usize::try_from(self.point).unwrap_or(0);
        let before = std::iter::repeat_n(&b'0', zeros);
        let behind = std::iter::repeat(&b'0');
        let digits = before.chain(self.digits.iter().skip(skip)).chain(behind);
        digits.take(decimals).copied().map(char::from).collect()
    }

    /// How a number without a format is shown: with the decimals that fit, but never as zero when it is not.
    pub(super) fn general(&self) -> String {
        let room = GENERAL_WIDTH.saturating_sub(self.point.max(1)).saturating_sub(1);
        let rounded = self.clone().rounded(room.clamp(0, GENERAL_DECIMALS));
        if rounded.is_zero() { self.plain() } else { rounded.plain() }
    }

    /// All its digits.
    fn plain(&self) -> String {
        let decimals =
            usize::try_from(self.digits.len().try_into().unwrap_or(i32::MAX).saturating_sub(self.point));
        let fraction = self.fraction(decimals.unwrap_or(0));
        let integer = self.integer();
        let sign = if self.negative { "-" } else { "" };
        let integer = if integer.is_empty() { "0" } else { &integer };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{integer}{point}{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn general(value: f64) -> String {
        Decimal::of(value).unwrap().general()
    }

    #[test]
    fn a_number_without_a_format_is_shown_as_spreadsheets_do() {
        let rows: [(f64, &str); 12] = [
            (0.0, "0"),
            (-0.0, "0"),
            (1234.5, "1234.5"),
            (-0.5, "-0.5"),
            (0.1 + 0.2, "0.3"),
            (2.0 / 3.0, "0.66666667"),
            (1234567.891, "1234567.891"),
            (12345678901.25, "12345678901"),
            (1e15, "1000000000000000"),
            (0.000_000_001_5, "0.0000000015"),
            (99_999_999.999_9, "100000000"),
            (5e-324, "0."),
        ];
        for (value, expected) in rows {
            let shown = general(value);
            if expected == "0." {
                assert!(shown.starts_with(expected) && shown.len() > 300, "{shown}");
            } else {
                assert_eq!(shown, expected);
            }
        }
        assert_eq!(Decimal::of(f64::INFINITY), None);
        assert_eq!(Decimal::of(f64::NAN), None);
    }

    #[test]
    fn halves_are_rounded_away_from_zero_on_the_decimal_digits() {
        let rows: [(f64, i32, &str); 8] = [
            (1.005, 2, "1.01"),
            (2.675, 2, "2.68"),
            (-0.125, 2, "-0.13"),
            (0.5, 0, "1"),
            (0.4999, 0, "0"),
            (9.996, 2, "10"),
            (0.05, 0, "0"),
            (1234.0, -2, "1200"),
        ];
        for (value, decimals, expected) in rows {
            assert_eq!(Decimal::of(value).unwrap().rounded(decimals).plain(), expected, "{value}");
        }
    }

    #[test]
    fn shifting_moves_the_point_only() {
        let shifted = |value: f64, places| Decimal::of(value).unwrap().shifted(places).plain();
        assert_eq!(shifted(0.9063, 2), "90.63");
        assert_eq!(shifted(12.0, -6), "0.000012");
        assert_eq!(shifted(0.0, 2), "0");
        let small = Decimal::of(0.000_012).unwrap();
        assert_eq!(
            (small.integer(), small.fraction(3), small.fraction(6)),
            (String::new(), "000".into(), "000012".into())
        );
    }
}
