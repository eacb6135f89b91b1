//! Solving an equation for one operand by undoing the operations around it.
//!
//! Each slot occurs once, so the answer is exactly the set of values for which the rest can agree. This module
//! must not know verdicts or readings: it is given sets.

use super::evaluate::{Checked, Sets, divide, doublings, fits, product, set_of, sum};
use super::{End, Equation, Expr, Interval, Reason, Relation};
use crate::exact::Exact;

/// The operand that is solved for: a slot, and which of its figures where it repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) slot: usize,
    pub(super) index: usize,
}

impl Unknown {
    /// The only figure of a slot.
    pub(super) fn only(slot: usize) -> Unknown {
        Unknown { slot, index: 0 }
    }
}

/// The values of the unknown for which the equation can hold, given sets for all others. May be empty.
pub(super) fn solve(equation: &Equation, sets: &Sets, unknown: Unknown) -> Checked<Interval> {
    if equation.left.mentions(unknown.slot) {
        let other = set_of(&equation.right, sets)?;
        undo(&equation.left, &towards(equation.relation, &other), sets, unknown)
    } else {
        let other = set_of(&equation.left, sets)?;
        undo(&equation.right, &towards(equation.relation.mirrored(), &other), sets, unknown)
    }
}

/// The values `x` for which `x relation y` holds for some `y` of `other`.
fn towards(relation: Relation, other: &Interval) -> Interval {
    let strictly = |end: Option<End>| end.map(|end| End::open(end.at));
    match relation {
        Relation::Equal => *other,
        Relation::Less => Interval { low: None, high: strictly(other.high) },
        Relation::LessOrEqual => Interval { low: None, high: other.high },
        Relation::Greater => Interval { low: strictly(other.low), high: None },
        Relation::GreaterOrEqual => Interval { low: other.low, high: None },
    }
}

/// The values of the unknown for which `expr` can be in `wanted`.
pub(super) fn undo(expr: &Expr, wanted: &Interval, sets: &Sets, unknown: Unknown) -> Checked<Interval> {
    let first = |a: &Expr| a.mentions(unknown.slot);
    match expr {
        Expr::Slot(slot) if *slot == unknown.slot => Ok(*wanted),
        Expr::Add(a, b) if first(a) => undo(a, &fits(wanted.sub(&set_of(b, sets)?))?, sets, unknown),
        Expr::Add(a, b) => undo(b, &fits(wanted.sub(&set_of(a, sets)?))?, sets, unknown),
        Expr::Sub(a, b) if first(a) => undo(a, &fits(wanted.add(&set_of(b, sets)?))?, sets, unknown),
        Expr::Sub(a, b) => undo(b, &fits(set_of(a, sets)?.sub(wanted))?, sets, unknown),
        Expr::Mul(a, b) if first(a) => undo(a, &cofactor(wanted, &set_of(b, sets)?)?, sets, unknown),
        Expr::Mul(a, b) => undo(b, &cofactor(wanted, &set_of(a, sets)?)?, sets, unknown),
        Expr::Div(a, b) if first(a) => {
            let divisor = fits(set_of(b, sets)?.positive())?;
            undo(a, &fits(wanted.mul(&divisor))?, sets, unknown)
        }
        Expr::Div(a, b) => undo(b, &divisor_for(&set_of(a, sets)?, wanted)?, sets, unknown),
        Expr::Sum(slot) => fits(wanted.sub(&sum(&others(sets, *slot, unknown)?)?)),
        Expr::Product(slot) => cofactor(wanted, &product(&others(sets, *slot, unknown)?)?),
        Expr::PowerOfTwo(exponent) => undo(exponent, &doublings(wanted)?, sets, unknown),
        Expr::Slot(_) | Expr::Constant(_) | Expr::Max(_) | Expr::Min(_) | Expr::Len(_) => {
            Err(Reason::NoTarget)
        }
    }
}

/// The sets of a repeated slot but for the unknown one.
fn others(sets: &Sets, slot: usize, unknown: Unknown) -> Checked<Vec<Interval>> {
    let all = sets.get(slot).filter(|all| slot == unknown.slot && !all.is_empty()).ok_or(Reason::NoTarget)?;
    Ok(all.iter().enumerate().filter(|(index, _)| *index != unknown.index).map(|(_, set)| *set).collect())
}

/// The values that, multiplied by one of `factor`, can be in `wanted` (as one interval around them all).
fn cofactor(wanted: &Interval, factor: &Interval) -> Checked<Interval> {
    let zero = Exact::ZERO;
    if fits(factor.contains(zero))? && fits(wanted.contains(zero))? {
        return Ok(Interval::ALL);
    }
    let above = quotient(wanted, factor)?;
    let below = quotient(&fits(wanted.neg())?, &fits(factor.neg())?)?;
    joined(above, below)?.ok_or(Reason::NegativeBase)
}

/// The divisors above zero that, dividing a value of `numerator`, can give one of `wanted`; may be empty.
fn divisor_for(numerator: &Interval, wanted: &Interval) -> Checked<Interval> {
    let zero = Exact::ZERO;
    if fits(numerator.contains(zero))? && fits(wanted.contains(zero))? {
        return Ok(Interval::from_low(End::open(zero)));
    }
    let positive = |set: &Interval| fits(set.positive());
    let above = quotient(&positive(numerator)?, wanted)?;
    let below = quotient(&positive(&fits(numerator.neg())?)?, &fits(wanted.neg())?)?;
    Ok(joined(above, below)?.unwrap_or(Interval::open(zero, zero)))
}

fn joined(a: Option<Interval>, b: Option<Interval>) -> Checked<Option<Interval>> {
    match (a, b) {
        (Some(a), Some(b)) => fits(a.hull(&b)).map(Some),
        (one, other) => Ok(one.or(other)),
    }
}

/// The quotients by the values above zero of `divisor`; `None` when there are none.
fn quotient(numerator: &Interval, divisor: &Interval) -> Checked<Option<Interval>> {
    let divisor = fits(divisor.positive())?;
    if fits(numerator.is_empty())? || fits(divisor.is_empty())? {
        return Ok(None);
    }
    divide(numerator, &divisor).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    fn closed(low: &str, high: &str) -> Interval {
        Interval::closed(n(low), n(high))
    }

    fn slot(number: usize) -> Box<Expr> {
        Box::new(Expr::Slot(number))
    }

    fn equals(left: Expr, right: Expr) -> Equation {
        Equation { left, relation: Relation::Equal, right }
    }

    #[test]
    fn every_slot_of_a_growth_equation() {
        let growth =
            equals(Expr::Div(slot(0), slot(1)), Expr::Add(Box::new(Expr::Constant(Exact::ONE)), slot(2)));
        let sets = vec![vec![closed("12", "13")], vec![closed("10", "10")], vec![closed("0.2", "0.3")]];
        let at = |slot| solve(&growth, &sets, Unknown::only(slot)).unwrap();
        assert_eq!(at(0), closed("12", "13"));
        assert_eq!(at(1).low.unwrap().at, Exact::ratio(120, 13).unwrap());
        assert_eq!(at(1).high.unwrap().at, Exact::ratio(65, 6).unwrap());
        assert_eq!(at(2), closed("0.2", "0.3"));
    }

    #[test]
    fn a_divisor_where_the_ratio_may_be_zero() {
        assert_eq!(divisor_for(&closed("5", "5"), &closed("-0.5", "0.5")).unwrap().low.unwrap().at, n("10"));
        assert_eq!(divisor_for(&closed("5", "5"), &closed("-0.5", "0.5")).unwrap().high, None);
        assert_eq!(divisor_for(&closed("0", "0"), &closed("0", "1")).unwrap().high, None);
        assert_eq!(divisor_for(&closed("-6", "-6"), &closed("-3", "-2")), Ok(closed("2", "3")));
        assert_eq!(divisor_for(&closed("6", "6"), &closed("-3", "-2")).unwrap().is_empty(), Some(true));
    }

    #[test]
    fn one_part_of_a_sum_and_a_factor() {
        let sum = equals(Expr::Sum(0), Expr::Slot(1));
        let sets = vec![vec![closed("2", "3"), closed("5", "5")], vec![closed("10", "10")]];
        assert_eq!(solve(&sum, &sets, Unknown { slot: 0, index: 0 }), Ok(closed("5", "5")));
        assert_eq!(solve(&sum, &sets, Unknown { slot: 0, index: 1 }), Ok(closed("7", "8")));
        let product = equals(Expr::Product(0), Expr::Slot(1));
        assert_eq!(solve(&product, &sets, Unknown { slot: 0, index: 0 }), Ok(closed("2", "2")));
        assert_eq!(cofactor(&closed("4", "6"), &closed("-2", "-2")), Ok(closed("-3", "-2")));
        assert_eq!(cofactor(&closed("4", "6"), &closed("-2", "2")), Ok(Interval::ALL));
        assert_eq!(
            cofactor(&closed("4", "6"), &closed("0", "2")),
            Ok(Interval::from_low(End::closed(n("2"))))
        );
        assert_eq!(cofactor(&closed("4", "6"), &closed("0", "0")), Err(Reason::NegativeBase));
    }

    #[test]
    fn comparisons_leave_one_end_free() {
        let above = Equation { left: Expr::Slot(0), relation: Relation::Greater, right: Expr::Slot(1) };
        let sets = vec![vec![closed("2", "3")], vec![closed("4", "5")]];
        assert_eq!(solve(&above, &sets, Unknown::only(0)), Ok(Interval::from_low(End::open(n("4")))));
        assert_eq!(solve(&above, &sets, Unknown::only(1)), Ok(Interval::to_high(End::open(n("3")))));
    }
}
