//! Rounding rationals to whole numbers, in arbitrary precision.

use gouji::verdict::Reading;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed};

pub(crate) type Q = BigRational;

pub(crate) type Rounding = fn(&Q) -> BigInt;

pub(crate) const ROUNDINGS: [(Reading, Rounding); 4] = [
    (Reading::HalfUp, round_half_up),
    (Reading::HalfEven, round_half_even),
    (Reading::Truncated, cut_off),
    (Reading::RoundedUp, round_up),
];

pub(crate) fn power_of_ten(exponent: i32) -> Q {
    let power = Q::from(BigInt::from(10).pow(exponent.unsigned_abs()));
    if exponent < 0 { power.recip() } else { power }
}

pub(crate) fn half() -> Q {
    Q::new(BigInt::one(), BigInt::from(2))
}

/// Half away from zero.
pub(crate) fn round_half_up(x: &Q) -> BigInt {
    let magnitude = (x.abs() + half()).floor().to_integer();
    if x.is_negative() { -magnitude } else { magnitude }
}

pub(crate) fn round_half_even(x: &Q) -> BigInt {
    let twice = x * Q::from(BigInt::from(2));
    if twice.is_integer() && twice.to_integer().is_odd() {
        let below = x.floor().to_integer();
        return if below.is_even() { below } else { below + BigInt::one() };
    }
    round_half_up(x)
}

pub(crate) fn cut_off(x: &Q) -> BigInt {
    x.trunc().to_integer()
}

pub(crate) fn round_up(x: &Q) -> BigInt {
    if x.is_negative() { x.floor().to_integer() } else { x.ceil().to_integer() }
}
