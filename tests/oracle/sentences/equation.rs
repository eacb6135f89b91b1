//! What each kind of claim says of its figures: the result as a function of the operands, growing or falling with each.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::rounding::Q;
use super::term::{Ends, speck};

/// What is claimed of the figures, in the order in which they are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Equation {
    /// a / t = p
    Ratio,
    /// a / t = 1 + p
    Above,
    /// a / t = 1 - p
    Below,
    /// a / i = 1 + 1/p: i was added and a came of it.
    Added,
    /// a / i = 1/p - 1: i was taken away and a is left.
    TakenAway,
    /// a - b = d
    Difference,
    /// The parts add up.
    Sum,
    /// The factors make the product.
    Product,
    /// a / b = 2ⁿ
    Doublings,
    /// The one is the other.
    Same,
}

impl Equation {
    /// Whether the result grows with the operand at `index`.
    fn grows_with(self, index: usize) -> bool {
        match self {
            Equation::Ratio | Equation::Above | Equation::Difference | Equation::Doublings => index == 0,
            Equation::Below | Equation::Added | Equation::TakenAway => index == 1,
            Equation::Sum | Equation::Product | Equation::Same => true,
        }
    }

    /// Whether the operand at `index` is divided by.
    fn divides(self, index: usize) -> bool {
        let ratio = matches!(
            self,
            Equation::Ratio
                | Equation::Above
                | Equation::Below
                | Equation::Doublings
                | Equation::Added
                | Equation::TakenAway
        );
        ratio && index == 1
    }

    /// The result; for doublings the ratio itself.
    pub(crate) fn result(self, values: &[Q]) -> Q {
        let one = Q::one();
        match self {
            Equation::Ratio | Equation::Doublings => &values[0] / &values[1],
            Equation::Above => &values[0] / &values[1] - one,
            Equation::Below => one - &values[0] / &values[1],
            Equation::Added => &values[1] / (&values[0] - &values[1]),
            Equation::TakenAway => &values[1] / (&values[0] + &values[1]),
            Equation::Difference => &values[0] - &values[1],
            Equation::Sum => values.iter().sum(),
            Equation::Product => values.iter().product(),
            Equation::Same => values[0].clone(),
        }
    }

    /// The lowest and the highest result of all the operands may be.
    pub(crate) fn extremes(self, operands: &[Ends]) -> Ends {
        let corner = |highest: bool, divisor: fn(&Ends) -> &Q| {
            let end = |(index, ends): (usize, &Ends)| match () {
                // What is divided by is above zero, and does the more the smaller it is, to a figure below zero too.
                () if self.divides(index) => divisor(ends).clone().max(speck()),
                () if self.grows_with(index) == highest => ends.high.clone(),
                () => ends.low.clone(),
            };
            self.result(&operands.iter().enumerate().map(end).collect::<Vec<_>>())
        };
        let over = |highest| [corner(highest, |ends| &ends.low), corner(highest, |ends| &ends.high)];
        let ([a, b], [c, d]) = (over(false), over(true));
        Ends { low: a.min(b), high: c.max(d) }
    }
}

/// How many times at most a ratio above zero is twice one: the whole logarithm below it, and whether that is all.
pub(crate) fn doublings(ratio: &Q) -> (BigInt, bool) {
    assert!(ratio.is_positive());
    let (mut whole, mut power) = (BigInt::zero(), Q::one());
    let two = Q::from_integer(2.into());
    while &power * &two <= *ratio {
        power *= &two;
        whole += 1;
    }
    while power > *ratio {
        power /= &two;
        whole -= 1;
    }
    (whole, power == *ratio)
}

/// The logarithm rounded to the nearest whole: there are no ties, for no power of two with a half is rational.
pub(crate) fn nearest_doublings(ratio: &Q) -> BigInt {
    // 2^(n-1/2) < ratio means 2^(2n-1) < ratio².
    let (whole, _) = doublings(&(ratio * ratio));
    (whole + BigInt::one()).div_floor(&BigInt::from(2))
}
