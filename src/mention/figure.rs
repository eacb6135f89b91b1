//! Figures while they are being read: how scales, signs and parts change value and places.
//! It must not know how any of them is written.

use ethnum::I256;

use super::Figure;
use crate::exact::Exact;

impl Figure {
    /// A figure from its value and the place of its last printed digit.
    pub(super) fn new(value: Exact, place: Exact, decimals: u32, scaled: bool) -> Option<Figure> {
        let significant = significant(value, place)?;
        Some(Figure { value, place, significant, decimals, scaled })
    }

    /// A whole number as printed.
    pub(super) fn whole(n: i128) -> Option<Figure> {
        match i64::try_from(n) {
            Ok(n) => Figure::short(n, 0),
            Err(_) => Figure::new(Exact::whole(n), Exact::ONE, 0, false),
        }
    }

    /// One digit that is not zero.
    #[inline]
    pub(super) fn digit(digit: u8) -> Figure {
        let (place, significant) = (Exact::ONE, Exact::ONE);
        Figure { value: Exact::whole(i128::from(digit)), place, significant, decimals: 0, scaled: false }
    }

    /// A number of a few digits as printed, the last `decimals` of them after the point.
    #[inline]
    pub(super) fn short(digits: i64, decimals: u32) -> Option<Figure> {
        let power = -i32::try_from(decimals).ok()?;
        let place = Exact::pow10(power)?;
        let value = match decimals {
            0 => Exact::whole(i128::from(digits)),
            _ => Exact::ratio(i128::from(digits), i128::from(10i64.checked_pow(decimals)?))?,
        };
        let significant = match zeros_at_end(digits) {
            0 => place,
            zeros => Exact::pow10(power + zeros)?,
        };
        Some(Figure { value, place, significant, decimals, scaled: false })
    }

    /// Times a unit's or a scale's factor.
    #[inline]
    pub(super) fn times(self, factor: Exact) -> Option<Figure> {
        if factor == Exact::ONE {
            return Some(self);
        }
        let value = self.value.mul(factor)?;
        let place = self.place.mul(factor)?;
        let significant =
            if self.significant == self.place { place } else { self.significant.mul(factor)? };
        Some(Figure { value, place, significant, ..self })
    }

    /// Times a scale word (万, million).
    #[inline]
    pub(super) fn scaled_by(self, scale: Exact) -> Option<Figure> {
        Some(Figure { scaled: true, ..self.times(scale)? })
    }

    /// Below zero.
    pub(super) fn negated(self) -> Option<Figure> {
        Some(Figure { value: self.value.neg()?, ..self })
    }

    /// With a smaller part after it (三元 and 五角, 三年 and 半): the part's places hold.
    pub(super) fn plus(self, part: Figure) -> Option<Figure> {
        let value = self.value.add(part.value)?;
        Figure::new(value, part.place, part.decimals, self.scaled || part.scaled)
    }
}

/// The place of the last digit of `value` that is not zero, `place` being that of the last printed one.
fn significant(value: Exact, place: Exact) -> Option<Exact> {
    let count = if place == Exact::ONE { value } else { value.div(place)? };
    let mut digits = count.numerator();
    if !count.is_whole() || digits == I256::ZERO {
        return Some(place);
    }
    if let Ok(digits) = i64::try_from(digits) {
        return match zeros_at_end(digits) {
            0 => Some(place),
            zeros => place.mul(Exact::pow10(zeros)?),
        };
    }
    let ten = I256::from(10);
    let mut zeros = 0;
    while digits % ten == I256::ZERO {
        digits /= ten;
        zeros += 1;
    }
    place.mul(Exact::pow10(zeros)?)
}

/// How many zeros a number ends with that is not zero itself.
fn zeros_at_end(mut digits: i64) -> i32 {
    let mut zeros = 0;
    while digits % 10 == 0 && digits != 0 {
        digits /= 10;
        zeros += 1;
    }
    zeros
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_significant_place_skips_trailing_zeros() {
        for (value, place, expected) in
            [("1400", "1", "100"), ("0.50", "0.01", "0.1"), ("0", "1", "1"), ("67286.37", "0.01", "0.01")]
        {
            let figure = Figure::new(Exact::parse(value).unwrap(), Exact::parse(place).unwrap(), 0, false);
            assert_eq!(figure.unwrap().significant, Exact::parse(expected).unwrap(), "{value}");
        }
    }

    #[test]
    fn one_digit_states_itself() {
        for digit in 1..=9 {
            assert_eq!(Some(Figure::digit(digit)), Figure::whole(i128::from(digit)));
        }
    }

    #[test]
    fn a_few_digits_state_the_same_as_their_value_and_place() {
        for digits in [0, 1, 10, 25, 30, 1400, 123_456, 999_999_999_999_999_999] {
            for decimals in [0, 1, 2, 5, 18] {
                let place = Exact::pow10(-i32::try_from(decimals).unwrap()).unwrap();
                let value = Exact::whole(i128::from(digits)).mul(place).unwrap();
                let long = Figure::new(value, place, decimals, false);
                assert_eq!(Figure::short(digits, decimals), long, "{digits} {decimals}");
                assert!(long.is_some());
            }
        }
    }
}
