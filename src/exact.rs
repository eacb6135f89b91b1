//! Exact rational numbers: what every value, interval end and product on the way to a verdict is made of.
//!
//! A number is a fraction of two 256-bit integers. Every operation is checked: where 256 bits do not do, the
//! answer is `None` and the claim it was for becomes `unchecked: out-of-range`, never wrong. This module must
//! not know what the numbers mean.

use std::cmp::Ordering;
use std::fmt;

use ethnum::I256;
use rust_decimal::Decimal;

/// How many significant digits a value that does not end is printed with.
pub const PRINTED_DIGITS: u32 = 12;

/// A row of this many digits fits in 64 bits.
pub(crate) const SHORT_DIGITS: usize = 18;

/// An exact rational number. The denominator is positive and the fraction is in lowest terms.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exact {
    num: I256,
    den: I256,
}

// The operators of the standard library cannot say "does not fit": these can, and so are methods.
#[allow(clippy::should_implement_trait)]
impl Exact {
    /// Zero.
    pub const ZERO: Exact = Exact { num: I256::ZERO, den: I256::ONE };
    /// One.
    pub const ONE: Exact = Exact { num: I256::ONE, den: I256::ONE };

    /// The whole number `n`.
    pub fn whole(n: i128) -> Exact {
        Exact { num: I256::from(n), den: I256::ONE }
    }

    /// `num / den` in lowest terms; `None` when `den` is zero.
    pub fn ratio(num: i128, den: i128) -> Option<Exact> {
        Exact::new(I256::from(num), I256::from(den))
    }

    /// Ten to the power `exponent`; `None` past 76 either way.
    pub fn pow10(exponent: i32) -> Option<Exact> {
        let power = match 10i128.checked_pow(exponent.unsigned_abs()) {
            Some(power) => I256::from(power),
            None => I256::from(10).checked_pow(exponent.unsigned_abs())?,
        };
        let (num, den) = if exponent < 0 { (I256::ONE, power) } else { (power, I256::ONE) };
        Some(Exact { num, den })
    }

    /// Reads ASCII digits with an optional leading `-` and at most one `.`; `None` for anything else or when
    /// there are more digits than 256 bits hold.
    ///
    /// ```
    /// use gouji::Exact;
    /// assert_eq!(Exact::parse("12.50"), Exact::ratio(25, 2));
    /// assert_eq!(Exact::parse("1e3"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Exact> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        if digits.len() <= SHORT_DIGITS {
            return Exact::parse_short(negative, whole, fraction);
        }
        let mut num = I256::ZERO;
        for byte in whole.bytes().chain(fraction.bytes()) {
            let digit = byte.is_ascii_digit().then(|| byte - b'0')?;
            num = num.checked_mul(I256::from(10))?.checked_add(I256::from(digit))?;
        }
        let den = I256::from(10).checked_pow(u32::try_from(fraction.len()).ok()?)?;
        Exact::new(if negative { num.checked_neg()? } else { num }, den)
    }

    fn parse_short(negative: bool, whole: &str, fraction: &str) -> Option<Exact> {
        let mut num = 0i64;
        for byte in whole.bytes().chain(fraction.bytes()) {
            let digit = byte.is_ascii_digit().then(|| byte - b'0')?;
            num = num.checked_mul(10)?.checked_add(i64::from(digit))?;
        }
        let den = 10i64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        Exact::short(if negative { num.checked_neg()? } else { num }, den)
    }

    /// `num / den` in lowest terms, by the machine's own arithmetic.
    fn short(num: i64, den: i64) -> Option<Exact> {
        let (num, den) = lowest(num, den)?;
        Exact::fraction(i128::from(num), i128::from(den))
    }

    /// A fraction in lowest terms, its sign moved to the numerator; `None` when the denominator is zero.
    fn fraction(num: i128, den: i128) -> Option<Exact> {
        let (num, den) = if den < 0 { (num.checked_neg()?, den.checked_neg()?) } else { (num, den) };
        (den != 0).then(|| Exact { num: I256::from(num), den: I256::from(den) })
    }

    /// Numerator and denominator, where the machine's own arithmetic does for both.
    fn as_short(self) -> Option<(i64, i64)> {
        Some((short(self.num)?, short(self.den)?))
    }

    fn new(num: I256, den: I256) -> Option<Exact> {
        if den == I256::ONE {
            return Some(Exact { num, den });
        }
        if den == I256::ZERO {
            return None;
        }
        if let (Some(num), Some(den)) = (short(num), short(den)) {
            return Exact::short(num, den);
        }
        let divisor = gcd(num, den)?;
        let divisor = if den < I256::ZERO { divisor.checked_neg()? } else { divisor };
        Some(Exact { num: num.checked_div(divisor)?, den: den.checked_div(divisor)? })
    }

    /// `self + other`.
    pub fn add(self, other: Exact) -> Option<Exact> {
        if self.den == other.den {
            return Exact::new(self.num.checked_add(other.num)?, self.den);
        }
        if let (Some(a), Some(b)) = (self.as_short(), other.as_short())
            && let Some(sum) = Exact::sum(a, b)
        {
            return Some(sum);
        }
        let left = self.num.checked_mul(other.den)?;
        let right = other.num.checked_mul(self.den)?;
        Exact::new(left.checked_add(right)?, self.den.checked_mul(other.den)?)
    }

    /// The sum of two short fractions, where it is one as well.
    fn sum(a: (i64, i64), b: (i64, i64)) -> Option<Exact> {
        let times = |a: i64, b: i64| i128::from(a).checked_mul(i128::from(b));
        let num = times(a.0, b.1)?.checked_add(times(b.0, a.1)?)?;
        Exact::short(i64::try_from(num).ok().filter(|num| *num > i64::MIN)?, a.1.checked_mul(b.1)?)
    }

    /// `self - other`.
    pub fn sub(self, other: Exact) -> Option<Exact> {
        self.add(other.neg()?)
    }

    /// `self × other`.
    pub fn mul(self, other: Exact) -> Option<Exact> {
        if let (Some(a), Some(b)) = (self.as_short(), other.as_short()) {
            return Exact::product(a, b);
        }
        Exact::new(self.num.checked_mul(other.num)?, self.den.checked_mul(other.den)?)
    }

    /// `self ÷ other`; `None` when `other` is zero.
    pub fn div(self, other: Exact) -> Option<Exact> {
        if let (Some(a), Some((num, den))) = (self.as_short(), other.as_short()) {
            return Exact::product(a, (den, num));
        }
        Exact::new(self.num.checked_mul(other.den)?, self.den.checked_mul(other.num)?)
    }

    /// The product of two short fractions: what cancels crosswise does so first, so that little is left to divide.
    fn product(a: (i64, i64), b: (i64, i64)) -> Option<Exact> {
        if a.1 == 0 || b.1 == 0 {
            return None;
        }
        let ((an, bd), (bn, ad)) = (lowest(a.0, b.1)?, lowest(b.0, a.1)?);
        let times = |a: i64, b: i64| i128::from(a).checked_mul(i128::from(b));
        Exact::fraction(times(an, bn)?, times(ad, bd)?)
    }

    /// `-self`.
    pub fn neg(self) -> Option<Exact> {
        Some(Exact { num: self.num.checked_neg()?, den: self.den })
    }

    /// The distance from zero.
    pub fn abs(self) -> Option<Exact> {
        if self.is_negative() { self.neg() } else { Some(self) }
    }

    /// Half of it.
    pub fn half(self) -> Option<Exact> {
        match self.as_short() {
            Some((num, den)) if num % 2 == 0 => Exact::fraction((num / 2).into(), den.into()),
            Some((num, den)) => Exact::fraction(num.into(), i128::from(den) * 2),
            None => Exact::new(self.num, self.den.checked_mul(I256::from(2))?),
        }
    }

    /// Which of two is larger, by products; `None` when the products need more than 256 bits.
    pub fn compare(self, other: Exact) -> Option<Ordering> {
        if self.den == other.den {
            return Some(self.num.cmp(&other.num));
        }
        if let (Some(a), Some(b)) = (self.as_short(), other.as_short()) {
            let product = |a: i64, b: i64| i128::from(a) * i128::from(b);
            return Some(product(a.0, b.1).cmp(&product(b.0, a.1)));
        }
        let left = self.num.checked_mul(other.den)?;
        Some(left.cmp(&other.num.checked_mul(self.den)?))
    }

    /// The largest whole number that is not above it.
    pub fn floor(self) -> Exact {
        if self.is_whole() {
            return self;
        }
        let short = self.as_short().and_then(|(num, den)| num.checked_div_euclid(den));
        Exact { num: short.map_or_else(|| self.num.div_euclid(self.den), I256::from), den: I256::ONE }
    }

    /// The smallest whole number that is not below it.
    pub fn ceil(self) -> Option<Exact> {
        self.neg()?.floor().neg()
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.num < I256::ZERO
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.num == I256::ZERO
    }

    /// Whether it is above zero.
    pub fn is_positive(self) -> bool {
        self.num > I256::ZERO
    }

    /// Whether both parts of the fraction fit in 64 bits.
    pub(crate) fn is_short(self) -> bool {
        self.as_short().is_some()
    }

    /// Whether it has no fraction.
    pub fn is_whole(self) -> bool {
        self.den == I256::ONE
    }

    /// The numerator in lowest terms.
    pub fn numerator(self) -> I256 {
        self.num
    }

    /// The denominator in lowest terms; always positive.
    pub fn denominator(self) -> I256 {
        self.den
    }

    /// The same value as a [`Decimal`], when it is a terminating decimal that fits in one.
    pub fn to_decimal(self) -> Option<Decimal> {
        let (digits, scale) = self.terminating()?;
        let mantissa = i128::try_from(digits).ok()?;
        Decimal::try_from_i128_with_scale(mantissa, scale).ok()
    }

    /// Numerator over a power of ten, and that power, where the denominator allows it.
    fn terminating(self) -> Option<(I256, u32)> {
        let (mut den, mut twos, mut fives) = (self.den, 0u32, 0u32);
        while den % I256::from(2) == I256::ZERO {
            den /= I256::from(2);
            twos += 1;
        }
        while den % I256::from(5) == I256::ZERO {
            den /= I256::from(5);
            fives += 1;
        }
        if den != I256::ONE {
            return None;
        }
        let scale = twos.max(fives);
        let factor = I256::from(10).checked_pow(scale)?.checked_div(self.den)?;
        Some((self.num.checked_mul(factor)?, scale))
    }

    /// The value to `places` decimals, rounded half away from zero (四舍五入), as plain digits.
    pub fn rounded(self, places: u32) -> Option<String> {
        let scaled = self.abs()?.mul(Exact::pow10(i32::try_from(places).ok()?)?)?;
        let whole = scaled.add(Exact::ratio(1, 2)?)?.floor();
        let negative = self.is_negative() && !whole.is_zero();
        Some(point(&whole.num.to_string(), places, negative))
    }

    /// The value as it is printed: every digit when it ends, else [`PRINTED_DIGITS`] significant ones and `…`.
    fn printed(self) -> Option<String> {
        if let Some((digits, scale)) = self.terminating() {
            let magnitude = digits.checked_abs()?.to_string();
            return Some(point(&magnitude, scale, self.is_negative()));
        }
        let magnitude = self.abs()?;
        let places = PRINTED_DIGITS.saturating_sub(leading_digits(magnitude)).max(1);
        let cut = magnitude.mul(Exact::pow10(i32::try_from(places).ok()?)?)?.floor();
        Some(format!("{}…", point(&cut.num.to_string(), places, self.is_negative())))
    }
}

/// How many digits stand before the decimal point (0 for a value below one).
fn leading_digits(value: Exact) -> u32 {
    let whole = value.floor();
    if whole.is_zero() { 0 } else { u32::try_from(whole.num.to_string().len()).unwrap_or(u32::MAX) }
}

/// Sets the decimal point `places` from the right of a row of digits.
fn point(digits: &str, places: u32, negative: bool) -> String {
    let places = usize::try_from(places).unwrap_or(0);
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let sign = if negative { "-" } else { "" };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// A number in 64 bits, if its distance from zero fits there as well.
fn short(n: I256) -> Option<i64> {
    let (high, low) = n.into_words();
    let low = i64::try_from(low).ok().filter(|low| *low > i64::MIN)?;
    (high == i128::from(low >> 63)).then_some(low)
}

/// Two numbers over what divides both; `None` when both are zero.
fn lowest(num: i64, den: i64) -> Option<(i64, i64)> {
    if den == 1 || num == 1 {
        return Some((num, den));
    }
    match i64::try_from(gcd_u64(num.unsigned_abs(), den.unsigned_abs())).ok()? {
        1 => Some((num, den)),
        divisor => Some((num.checked_div(divisor)?, den.checked_div(divisor)?)),
    }
}

fn gcd(a: I256, b: I256) -> Option<I256> {
    let (mut a, mut b) = (a.checked_abs()?, b.checked_abs()?);
    // Most figures are short: once both fit in 128 bits the machine divides much faster.
    while b != I256::ZERO {
        if let (Ok(x), Ok(y)) = (u128::try_from(a), u128::try_from(b)) {
            return Some(I256::from(gcd_u128(x, y)));
        }
        (a, b) = (b, a.checked_rem(b)?);
    }
    Some(a)
}

fn gcd_u128(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(gcd_u64(x, y));
        }
        (a, b) = (b, a % b);
    }
    a
}

/// By halving and subtracting, which is faster than dividing; that of zero and a number is the number.
fn gcd_u64(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << twos
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.printed() {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}/{}", self.num, self.den),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Exact {
        let den = I256::from(10).checked_pow(value.scale()).unwrap_or(I256::ONE);
        Exact::new(I256::from(value.mantissa()), den).unwrap_or(Exact::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    #[test]
    fn reads_and_prints_what_was_written() {
        for text in ["0", "12", "-47.9", "0.0001", "365.77", "18446744073709551615"] {
            assert_eq!(exact(text).to_string(), text);
        }
        assert_eq!(exact("12.50").to_string(), "12.5");
        for bad in ["", "-", ".", "1_000", "1e3", "１", "1.2.3"] {
            assert_eq!(Exact::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn cuts_a_repeating_value_at_twelve_digits() {
        assert_eq!(exact("540").div(exact("0.98545")).unwrap().to_string(), "547.973007255…");
        assert_eq!(Exact::ratio(-1, 3).unwrap().to_string(), "-0.333333333333…");
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(exact("2.345").rounded(2).unwrap(), "2.35");
        assert_eq!(exact("-2.345").rounded(2).unwrap(), "-2.35");
        assert_eq!(exact("-0.001").rounded(2).unwrap(), "0.00");
        assert_eq!(exact("99.96").rounded(0).unwrap(), "100");
    }

    #[test]
    fn refuses_what_does_not_fit_instead_of_rounding() {
        let huge = Exact::pow10(70).unwrap();
        assert_eq!(huge.mul(huge), None);
        assert_eq!(Exact::pow10(77), None);
        assert_eq!(exact("1").div(Exact::ZERO), None);
    }

    #[test]
    fn floor_and_ceil_go_towards_the_right_side() {
        assert_eq!(exact("-1.5").floor().to_string(), "-2");
        assert_eq!(exact("-1.5").ceil().unwrap().to_string(), "-1");
        assert_eq!(exact("2").ceil().unwrap().to_string(), "2");
    }

    #[test]
    fn short_and_long_numbers_agree_at_the_border() {
        let border = i128::from(i64::MAX);
        for num in [border - 1, border, border + 1, border + 2, -border, -border - 1, -border - 2] {
            let whole = Exact::whole(num);
            assert_eq!(whole.is_short(), num.abs() <= border, "{num}");
            let wide = I256::from(num).div_euclid(I256::from(3));
            assert_eq!(Exact::ratio(num, 3).unwrap().floor().numerator(), wide, "{num}");
            assert_eq!((whole.is_positive(), whole.is_negative()), (num > 0, num < 0));
        }
        let far = Exact::pow10(60).unwrap();
        assert!(!far.is_short() && !Exact::ONE.div(far).unwrap().is_short());
        assert!(!far.neg().unwrap().is_short() && Exact::ZERO.is_short() && !Exact::ZERO.is_positive());
    }

    #[test]
    fn a_decimal_comes_back_as_itself() {
        let decimal = Decimal::from_str_exact("12345678901234567.89").unwrap();
        assert_eq!(Exact::from(decimal).to_decimal(), Some(decimal));
        assert_eq!(Exact::ratio(1, 3).unwrap().to_decimal(), None);
    }
}
