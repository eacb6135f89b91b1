//! One claim laid out for judging: which slot states the result, and the sets every operand stands for.
//!
//! This module refuses what must not be judged at all (too large, too fine, a base at or below zero, a malformed
//! equation). It must not know the table of verdicts.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::equation::SlotSet;
use super::evaluate::{Checked, Sets, compare, fits, printed_value, set_of};
use super::readings::{Spread, operand_spread, result_spread};
use super::{Bound, Class, Equation, Expr, Interval, Operand, Reason};
use crate::exact::Exact;

/// A claim that may be judged.
pub(super) struct Case<'a> {
    pub(super) equation: &'a Equation,
    pub(super) slots: &'a [Bound],
    /// Each operand as what it is taken to mean.
    pub(super) confirm: Sets,
    /// The slot whose rounding is tested, stated or not.
    pub(super) result: Option<usize>,
    /// Every slot of the equation.
    used: SlotSet,
}

impl<'a> Case<'a> {
    /// Lays a claim out, or says why it is not judged.
    pub(super) fn new(equation: &'a Equation, slots: &'a [Bound]) -> Checked<Case<'a>> {
        let used = equation.slot_set();
        well_formed(equation, &used, slots)?;
        for operand in slots.iter().flat_map(stated) {
            in_range(operand)?;
        }
        let result = equation.result();
        let confirm = sets(slots, |slot, operand| Some(spread(result == Some(slot), operand)?.confirm))?;
        let case = Case { equation, slots, confirm, result, used };
        case.check_bases()?;
        Ok(case)
    }

    /// Each operand as all that it can mean.
    pub(super) fn refute(&self) -> Checked<Cow<'_, Sets>> {
        if !self.slots.iter().flat_map(stated).any(|operand| operand.hedge.is_some()) {
            // Only a hedge can mean more than it is taken to mean.
            return Ok(Cow::Borrowed(&self.confirm));
        }
        let all = |slot, operand: &Operand| Some(spread(self.result == Some(slot), operand)?.refute);
        sets(self.slots, all).map(Cow::Owned)
    }

    /// What an expression gives with each operand as printed.
    pub(super) fn printed(&self, expr: &Expr) -> Checked<Interval> {
        if !expr.has_doublings() {
            return printed_value(expr, self.slots).map(Interval::point);
        }
        set_of(expr, &sets(self.slots, |_, operand| Some(Interval::point(operand.value)))?)
    }

    /// The stated operands of the equation, with their slots.
    pub(super) fn operands(&self) -> impl Iterator<Item = (usize, &'a Operand)> + use<'a, '_> {
        let slots = self.slots;
        let all = self.used.iter().filter_map(move |slot| Some((slot, stated(slots.get(slot)?))));
        all.flat_map(|(slot, operands)| operands.iter().map(move |operand| (slot, operand)))
    }

    /// The slots of the equation that are not stated.
    pub(super) fn missing(&self) -> impl Iterator<Item = usize> + use<'_> {
        let is_missing = |slot: &usize| matches!(self.slots.get(*slot), Some(Bound::Missing) | None);
        self.used.iter().filter(is_missing)
    }

    /// The stated result.
    pub(super) fn stated_result(&self) -> Option<&'a Operand> {
        stated(self.slots.get(self.result?)?).first()
    }

    /// The side without the stated result, and the side with it.
    pub(super) fn sides(&self) -> (&'a Expr, &'a Expr) {
        let Equation { left, right, .. } = self.equation;
        match self.result {
            Some(slot) if !right.mentions(slot) => (right, left),
            _ => (left, right),
        }
    }

    /// Whether any operand but the stated result was rounded or hedged.
    pub(super) fn loose(&self) -> bool {
        let result = self.result;
        self.operands().any(|(slot, operand)| {
            Some(slot) != result && (operand.class == Class::Rounded || operand.hedge.is_some())
        })
    }

    /// Whether any operand is hedged.
    pub(super) fn hedged(&self) -> bool {
        self.operands().any(|(_, operand)| operand.hedge.is_some())
    }

    /// Whether any operand may have been rounded although it is a count.
    pub(super) fn soft(&self) -> bool {
        self.operands().any(|(_, operand)| operand.soft)
    }

    /// A base whose printed value is zero or less is not judged.
    fn check_bases(&self) -> Checked<()> {
        let mut check = |base: &Expr| {
            if self.missing().any(|slot| base.mentions(slot)) {
                return Ok(());
            }
            let above_zero = fits(self.printed(base)?.positive())?;
            if fits(above_zero.is_empty())? { Err(Reason::NegativeBase) } else { Ok(()) }
        };
        self.equation.left.each_divisor(&mut check)?;
        self.equation.right.each_divisor(&mut check)
    }
}

/// The figures bound to a slot.
pub(super) fn stated(bound: &Bound) -> &[Operand] {
    match bound {
        Bound::Missing => &[],
        Bound::Stated(operands) => operands,
    }
}

/// The sets an operand stands for: a stated result by its readings, any other by what it may have been.
fn spread(is_result: bool, operand: &Operand) -> Option<Spread> {
    if is_result { result_spread(operand) } else { operand_spread(operand) }
}

/// The set of every operand of every slot.
pub(super) fn sets(slots: &[Bound], set: impl Fn(usize, &Operand) -> Option<Interval>) -> Checked<Sets> {
    let mut all = Vec::with_capacity(slots.len());
    for (slot, bound) in slots.iter().enumerate() {
        let operands = stated(bound);
        let mut own = Vec::with_capacity(operands.len());
        for operand in operands {
            own.push(fits(set(slot, operand))?);
        }
        all.push(own);
    }
    Ok(all)
}

/// What each operand is taken to stand for, as far as it can be told, for a claim that is not judged.
pub(super) fn known_sets(equation: &Equation, slots: &[Bound]) -> Sets {
    let result = equation.result();
    sets(slots, |slot, operand| Some(spread(result == Some(slot), operand)?.confirm)).unwrap_or_default()
}

/// Every slot is there, used once, and bound to one figure unless it repeats.
fn well_formed(equation: &Equation, used: &SlotSet, slots: &[Bound]) -> Checked<()> {
    let known = used.all_below(slots.len());
    let sides = [&equation.left, &equation.right];
    if known && equation.each_slot_once() && sides.into_iter().all(|side| counts_fit(side, slots)) {
        return Ok(());
    }
    Err(Reason::Unparsed)
}

fn counts_fit(expr: &Expr, slots: &[Bound]) -> bool {
    let figures = |slot: &usize| match slots.get(*slot) {
        Some(Bound::Stated(operands)) => Some(operands.len()),
        _ => None,
    };
    match expr {
        Expr::Slot(slot) => figures(slot).is_none_or(|count| count == 1),
        Expr::Constant(_) | Expr::Len(_) => true,
        Expr::Sum(slot) | Expr::Product(slot) | Expr::Max(slot) | Expr::Min(slot) => figures(slot) != Some(0),
        Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => {
            counts_fit(a, slots) && counts_fit(b, slots)
        }
        Expr::PowerOfTwo(a) => counts_fit(a, slots),
    }
}

/// A figure's denominator in lowest terms may be this large: ten decimals, or a fraction such as 7/12 of a year or
/// 2000/3 square metres to the 亩.
const FINEST: i128 = 10_000_000_000;

/// Figures at or past 10^20, or with digits past the tenth decimal (the eighth of a percent), are not judged.
fn in_range(operand: &Operand) -> Checked<()> {
    let width = operand.hedge.map(|(_, width)| width);
    for value in [Some(operand.value), Some(operand.place), width].into_iter().flatten() {
        // What fits in 64 bits is below 10^20.
        let small =
            value.is_short() || compare(fits(value.abs())?, fits(Exact::pow10(20))?)? == Ordering::Less;
        if !small || value.denominator() > FINEST {
            return Err(Reason::OutOfRange);
        }
    }
    let sound = operand.place.is_positive() && width.is_none_or(|width| !width.is_negative());
    if sound { Ok(()) } else { Err(Reason::OutOfRange) }
}
