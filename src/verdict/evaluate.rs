//! What an expression gives when each slot stands for a set of values.
//!
//! Printed values are sets of one value, so the same walk gives the exact result of what is printed and the set
//! of all results the operands allow. This module must not know verdicts or how an operand was rounded.

use std::cmp::Ordering;

use super::case::stated;
use super::{Bound, End, Expr, Interval, Operand, Reason};
use crate::exact::Exact;

/// The sets bound to each slot: none for a slot that is not stated, several for one that repeats.
pub(super) type Sets = Vec<Vec<Interval>>;

/// A value, or why there is none.
pub(super) type Checked<T> = Result<T, Reason>;

/// `None` is a number too large or too fine.
pub(super) fn fits<T>(value: Option<T>) -> Checked<T> {
    value.ok_or(Reason::OutOfRange)
}

/// The doublings past which 翻n番 is out of range (2^66 is more than any figure that is judged).
const MOST_DOUBLINGS: i128 = 66;

/// √2 lies between these two over [`ROOT_SCALE`].
const ROOT_TWO: (i128, i128) = (141_421_356_237_309, 141_421_356_237_310);
const ROOT_SCALE: i128 = 100_000_000_000_000;

/// The set of values `expr` can have. A divisor is taken above zero, where it is stated to be.
pub(super) fn set_of(expr: &Expr, sets: &Sets) -> Checked<Interval> {
    match expr {
        Expr::Slot(slot) => match all(sets, *slot)? {
            [one] => Ok(*one),
            _ => Err(Reason::Unparsed),
        },
        Expr::Constant(value) => Ok(Interval::point(*value)),
        Expr::Add(a, b) => fits(set_of(a, sets)?.add(&set_of(b, sets)?)),
        Expr::Sub(a, b) => fits(set_of(a, sets)?.sub(&set_of(b, sets)?)),
        Expr::Mul(a, b) => fits(set_of(a, sets)?.mul(&set_of(b, sets)?)),
        Expr::Div(a, b) => divide(&set_of(a, sets)?, &set_of(b, sets)?),
        Expr::Sum(slot) => sum(all(sets, *slot)?),
        Expr::Product(slot) => product(all(sets, *slot)?),
        Expr::Max(slot) => largest(all(sets, *slot)?),
        Expr::Min(slot) => smallest(all(sets, *slot)?),
        Expr::Len(slot) => count(all(sets, *slot)?),
        Expr::PowerOfTwo(exponent) => power_of_two(&set_of(exponent, sets)?),
    }
}

/// The value of `expr` with the figures as they are printed: what [`set_of`] gives for sets of one value. Not for
/// doublings, which may have none that is exact.
pub(super) fn printed_value(expr: &Expr, slots: &[Bound]) -> Checked<Exact> {
    let value = |expr: &Expr| printed_value(expr, slots);
    match expr {
        Expr::Slot(slot) => match figures(slots, *slot)? {
            [one] => Ok(one.value),
            _ => Err(Reason::Unparsed),
        },
        Expr::Constant(value) => Ok(*value),
        Expr::Add(a, b) => fits(value(a)?.add(value(b)?)),
        Expr::Sub(a, b) => fits(value(a)?.sub(value(b)?)),
        Expr::Mul(a, b) => fits(value(a)?.mul(value(b)?)),
        Expr::Div(a, b) => {
            let (numerator, divisor) = (value(a)?, value(b)?);
            if !divisor.is_positive() {
                return Err(Reason::NegativeBase);
            }
            fits(numerator.div(divisor))
        }
        Expr::Sum(slot) => joined_value(figures(slots, *slot)?, Exact::ZERO, Exact::add),
        Expr::Product(slot) => joined_value(figures(slots, *slot)?, Exact::ONE, Exact::mul),
        Expr::Max(slot) => extreme_value(figures(slots, *slot)?, Ordering::Greater),
        Expr::Min(slot) => extreme_value(figures(slots, *slot)?, Ordering::Less),
        Expr::Len(slot) => whole(figures(slots, *slot)?.len()),
        Expr::PowerOfTwo(_) => Err(Reason::Unparsed),
    }
}

fn figures(slots: &[Bound], slot: usize) -> Checked<&[Operand]> {
    slots.get(slot).map(stated).ok_or(Reason::Unparsed)
}

fn joined_value(
    figures: &[Operand],
    none: Exact,
    join: impl Fn(Exact, Exact) -> Option<Exact>,
) -> Checked<Exact> {
    fits(figures.iter().try_fold(none, |before, figure| join(before, figure.value)))
}

/// The value that lies furthest in the direction `wanted`.
fn extreme_value(figures: &[Operand], wanted: Ordering) -> Checked<Exact> {
    let (first, rest) = figures.split_first().ok_or(Reason::Unparsed)?;
    rest.iter().try_fold(first.value, |before, figure| {
        let further = compare(figure.value, before)? == wanted;
        Ok(if further { figure.value } else { before })
    })
}

fn all(sets: &Sets, slot: usize) -> Checked<&[Interval]> {
    sets.get(slot).map(Vec::as_slice).ok_or(Reason::Unparsed)
}

/// The sum of some sets; zero for none.
pub(super) fn sum(sets: &[Interval]) -> Checked<Interval> {
    fits(sets.iter().try_fold(Interval::point(Exact::ZERO), |total, set| total.add(set)))
}

/// The product of some sets; one for none.
pub(super) fn product(sets: &[Interval]) -> Checked<Interval> {
    fits(sets.iter().try_fold(Interval::point(Exact::ONE), |total, set| total.mul(set)))
}

fn largest(sets: &[Interval]) -> Checked<Interval> {
    let (first, rest) = sets.split_first().ok_or(Reason::Unparsed)?;
    fits(rest.iter().try_fold(*first, |most, set| most.max(set)))
}

fn smallest(sets: &[Interval]) -> Checked<Interval> {
    let mirrored: Option<Vec<Interval>> = sets.iter().map(Interval::neg).collect();
    fits(largest(&fits(mirrored)?)?.neg())
}

fn count(sets: &[Interval]) -> Checked<Interval> {
    Ok(Interval::point(whole(sets.len())?))
}

fn whole(count: usize) -> Checked<Exact> {
    i128::try_from(count).map(Exact::whole).map_err(|_| Reason::OutOfRange)
}

/// `x / y` for every `y` above zero.
pub(super) fn divide(numerator: &Interval, divisor: &Interval) -> Checked<Interval> {
    let divisor = fits(divisor.positive())?;
    if fits(divisor.is_empty())? {
        return Err(Reason::NegativeBase);
    }
    if let (Some(numerator), Some(divisor)) = (numerator.single(), divisor.single()) {
        return fits(numerator.div(divisor)).map(Interval::point);
    }
    fits(divisor.reciprocal_of_positive().and_then(|inverse| numerator.mul(&inverse)))
}

/// Two to the power of each value of a set whose ends are whole or half; an end that is neither is moved
/// outwards to one that is.
fn power_of_two(exponent: &Interval) -> Checked<Interval> {
    let low = match exponent.low {
        None => End::open(Exact::ZERO),
        Some(end) => power_end(end, false)?,
    };
    let high = exponent.high.map(|end| power_end(end, true)).transpose()?;
    Ok(Interval { low: Some(low), high })
}

fn power_end(end: End, up: bool) -> Checked<End> {
    if end.at.is_whole() {
        return Ok(End { at: double(end.at)?, open: end.open });
    }
    let twice = fits(end.at.mul(Exact::whole(2)))?;
    let twice = if up { fits(twice.ceil())? } else { twice.floor() };
    let halves = fits(twice.half())?;
    let power = double(halves.floor())?;
    if halves.is_whole() {
        return Ok(End::open(power));
    }
    let root = if up { ROOT_TWO.1 } else { ROOT_TWO.0 };
    let at = fits(Exact::ratio(root, ROOT_SCALE).and_then(|root| power.mul(root)))?;
    Ok(End::open(at))
}

/// Two to a whole power.
fn double(exponent: Exact) -> Checked<Exact> {
    let times = i128::try_from(exponent.numerator()).map_err(|_| Reason::OutOfRange)?;
    if !(-MOST_DOUBLINGS..=MOST_DOUBLINGS).contains(&times) {
        return Err(Reason::OutOfRange);
    }
    let power = Exact::whole(1i128 << times.unsigned_abs());
    if times < 0 { fits(Exact::ONE.div(power)) } else { Ok(power) }
}

/// How many doublings give each value of a set above zero.
pub(super) fn doublings(set: &Interval) -> Checked<Interval> {
    let set = fits(set.positive())?;
    if fits(set.is_empty())? {
        return Err(Reason::NegativeBase);
    }
    let log = |end: Option<End>| match end {
        Some(end) if !end.at.is_zero() => Ok(Some(End { at: log_of_two(end.at)?, open: end.open })),
        _ => Ok(None),
    };
    Ok(Interval { low: log(set.low)?, high: log(set.high)? })
}

/// The binary logarithm: exact for a power of two. Anything else has an irrational one, given to 14 binary
/// places and always on the right side of every whole and every half, which is all a reading of 番 asks for.
fn log_of_two(value: Exact) -> Checked<Exact> {
    let mut whole = -MOST_DOUBLINGS;
    while compare(double(Exact::whole(whole + 1))?, value)? != Ordering::Greater {
        whole += 1;
    }
    let rest = fits(value.div(double(Exact::whole(whole))?))?;
    if rest == Exact::ONE {
        return Ok(Exact::whole(whole));
    }
    if compare(rest, Exact::ONE)? == Ordering::Less {
        return Err(Reason::OutOfRange);
    }
    fits(fraction_of_log(rest).and_then(|fraction| Exact::whole(whole).add(fraction)))
}

/// The binary logarithm of a value between one and two, a little off, but on the right side of a half.
fn fraction_of_log(value: Exact) -> Option<Exact> {
    let fine = Exact::whole(1 << 40);
    let (mut rest, mut result, mut step) = (value, Exact::ZERO, Exact::ONE);
    for _ in 0..13 {
        step = step.half()?;
        rest = rest.mul(rest)?;
        if rest.compare(Exact::whole(2))? != Ordering::Less {
            rest = rest.half()?;
            result = result.add(step)?;
        }
        rest = rest.mul(fine)?.floor().div(fine)?;
    }
    result.add(step.half()?)
}

/// Which of two is larger.
pub(super) fn compare(a: Exact, b: Exact) -> Checked<Ordering> {
    fits(a.compare(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    fn points(values: &[&str]) -> Sets {
        values.iter().map(|value| vec![Interval::point(n(value))]).collect()
    }

    fn slot(number: usize) -> Box<Expr> {
        Box::new(Expr::Slot(number))
    }

    #[test]
    fn a_divisor_at_or_below_zero_is_refused() {
        let ratio = Expr::Div(slot(0), slot(1));
        assert_eq!(set_of(&ratio, &points(&["3", "0"])), Err(Reason::NegativeBase));
        assert_eq!(set_of(&ratio, &points(&["3", "-4"])), Err(Reason::NegativeBase));
        assert_eq!(set_of(&ratio, &points(&["3", "4"])), Ok(Interval::point(n("0.75"))));
    }

    #[test]
    fn repeated_slots() {
        let sets = vec![vec![Interval::point(n("2")), Interval::point(n("5")), Interval::point(n("3"))]];
        for (expr, expected) in
            [(Expr::Sum(0), "10"), (Expr::Product(0), "30"), (Expr::Max(0), "5"), (Expr::Len(0), "3")]
        {
            assert_eq!(set_of(&expr, &sets), Ok(Interval::point(n(expected))), "{expr:?}");
        }
        assert_eq!(set_of(&Expr::Max(0), &vec![vec![]]), Err(Reason::Unparsed));
        assert_eq!(set_of(&Expr::Slot(0), &sets), Err(Reason::Unparsed));
        assert_eq!(set_of(&Expr::Slot(7), &sets), Err(Reason::Unparsed));
    }

    #[test]
    fn powers_of_two_and_back() {
        let power = |low: &str, high: &str| power_of_two(&Interval::closed(n(low), n(high))).unwrap();
        assert_eq!(power("3", "3"), Interval::point(n("8")));
        assert_eq!(power("-2", "-1"), Interval::closed(n("0.25"), n("0.5")));
        let half = power("0.5", "1.5");
        assert_eq!(half.contains(n("1.41421356237")), Some(false));
        assert_eq!(half.contains(n("1.41421356238")), Some(true));
        assert_eq!(half.contains(n("2.82842712475")), Some(false));
        assert_eq!(power_of_two(&Interval::point(n("67"))), Err(Reason::OutOfRange));
    }

    #[test]
    fn logarithms_keep_to_their_side_of_a_half() {
        assert_eq!(log_of_two(n("8")), Ok(n("3")));
        assert_eq!(log_of_two(n("0.125")), Ok(n("-3")));
        for (value, above, below) in [
            ("1.4142135", "0.4", "0.5"),
            ("1.4142136", "0.5", "0.6"),
            ("1.00000001", "0", "0.01"),
            ("1.99999999", "0.99", "1"),
            ("2.05", "1.03", "1.04"),
        ] {
            let log = Interval::point(log_of_two(n(value)).unwrap());
            assert_eq!(log.meets(&Interval::open(n(above), n(below))), Some(true), "{value} {log:?}");
        }
    }
}
