//! Equations over numbered slots: what a rule says must hold between its figures.
//!
//! Each slot occurs once in an equation, so that interval arithmetic gives exactly the set of possible results
//! and any slot can be solved for by undoing the operations around it. This module must not know slot names
//! other than to print them.

use crate::exact::Exact;

/// An expression over slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// The figure bound to a slot.
    Slot(usize),
    /// A constant.
    Constant(Exact),
    /// A sum of two.
    Add(Box<Expr>, Box<Expr>),
    /// A difference.
    Sub(Box<Expr>, Box<Expr>),
    /// A product.
    Mul(Box<Expr>, Box<Expr>),
    /// A quotient.
    Div(Box<Expr>, Box<Expr>),
    /// The sum of all figures bound to a slot that repeats.
    Sum(usize),
    /// The product of all figures bound to a slot that repeats.
    Product(usize),
    /// The largest figure bound to a slot that repeats.
    Max(usize),
    /// The smallest figure bound to a slot that repeats.
    Min(usize),
    /// How many figures are bound to a slot that repeats.
    Len(usize),
    /// Two to the power of an expression (翻n番); only for whole exponents.
    PowerOfTwo(Box<Expr>),
}

/// How the two sides compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A relation between two expressions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    /// The left side.
    pub left: Expr,
    /// How they compare.
    pub relation: Relation,
    /// The right side. For `=`, a single slot here is the stated result, whose rounding is tested.
    pub right: Expr,
}

impl Expr {
    /// Every slot in it, in the order written, as often as it occurs.
    pub fn slots(&self) -> Vec<usize> {
        let mut found = Vec::new();
        self.each_slot(&mut |slot| found.push(slot));
        found
    }

    /// Whether a slot occurs in it.
    pub fn mentions(&self, slot: usize) -> bool {
        match self {
            Expr::Slot(own)
            | Expr::Sum(own)
            | Expr::Product(own)
            | Expr::Max(own)
            | Expr::Min(own)
            | Expr::Len(own) => *own == slot,
            Expr::Constant(_) => false,
            Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => {
                a.mentions(slot) || b.mentions(slot)
            }
            Expr::PowerOfTwo(a) => a.mentions(slot),
        }
    }

    fn each_slot(&self, take: &mut impl FnMut(usize)) {
        match self {
            Expr::Slot(slot)
            | Expr::Sum(slot)
            | Expr::Product(slot)
            | Expr::Max(slot)
            | Expr::Min(slot)
            | Expr::Len(slot) => take(*slot),
            Expr::Constant(_) => {}
            Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => {
                a.each_slot(take);
                b.each_slot(take);
            }
            Expr::PowerOfTwo(a) => a.each_slot(take),
        }
    }

    /// Whether a slot stands in it for one figure, not for several.
    pub(super) fn states(&self, slot: usize) -> bool {
        match self {
            Expr::Slot(own) => *own == slot,
            Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => {
                a.states(slot) || b.states(slot)
            }
            Expr::PowerOfTwo(a) => a.states(slot),
            _ => false,
        }
    }

    /// Shows `test` every divisor in it, outermost first, until one fails.
    pub(super) fn each_divisor<E>(&self, test: &mut impl FnMut(&Expr) -> Result<(), E>) -> Result<(), E> {
        match self {
            Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) => {
                a.each_divisor(test)?;
                b.each_divisor(test)
            }
            Expr::Div(a, b) => {
                test(b)?;
                a.each_divisor(test)?;
                b.each_divisor(test)
            }
            Expr::PowerOfTwo(a) => a.each_divisor(test),
            _ => Ok(()),
        }
    }

    /// The slot, when there is one only and it is bound to one figure: what a side of an equation states.
    pub(super) fn only_slot(&self) -> Option<usize> {
        match self {
            Expr::Slot(slot) => Some(*slot),
            Expr::Constant(_)
            | Expr::Sum(_)
            | Expr::Product(_)
            | Expr::Max(_)
            | Expr::Min(_)
            | Expr::Len(_) => None,
            Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => {
                match (a.has_slot(), b.has_slot()) {
                    (false, true) => b.only_slot(),
                    (true, false) => a.only_slot(),
                    _ => None,
                }
            }
            Expr::PowerOfTwo(a) => a.only_slot(),
        }
    }

    /// Whether something in it is doubled, so that it may have no value that is exact.
    pub(super) fn has_doublings(&self) -> bool {
        match self {
            Expr::PowerOfTwo(_) => true,
            Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => {
                a.has_doublings() || b.has_doublings()
            }
            _ => false,
        }
    }

    /// Whether a slot or more occurs in it.
    fn has_slot(&self) -> bool {
        match self {
            Expr::Constant(_) => false,
            Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => {
                a.has_slot() || b.has_slot()
            }
            Expr::PowerOfTwo(a) => a.has_slot(),
            _ => true,
        }
    }

    /// Puts in the slots whose figures matter, and so may occur once only; how many figures a slot has is always known.
    /// Whether none of them was there before.
    fn each_valued_once(&self, seen: &mut SlotSet) -> bool {
        match self {
            Expr::Len(_) | Expr::Constant(_) => true,
            Expr::Slot(slot) | Expr::Sum(slot) | Expr::Product(slot) | Expr::Max(slot) | Expr::Min(slot) => {
                seen.insert(*slot)
            }
            Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => {
                a.each_valued_once(seen) && b.each_valued_once(seen)
            }
            Expr::PowerOfTwo(a) => a.each_valued_once(seen),
        }
    }
}

impl Relation {
    /// The same relation read from right to left.
    pub fn mirrored(self) -> Relation {
        match self {
            Relation::Equal => Relation::Equal,
            Relation::Less => Relation::Greater,
            Relation::LessOrEqual => Relation::GreaterOrEqual,
            Relation::Greater => Relation::Less,
            Relation::GreaterOrEqual => Relation::LessOrEqual,
        }
    }
}

impl Equation {
    /// Every slot in it by its number, each once.
    pub fn slots(&self) -> Vec<usize> {
        self.slot_set().iter().collect()
    }

    /// Every slot in it, as a set.
    pub(crate) fn slot_set(&self) -> SlotSet {
        let mut found = SlotSet::default();
        let mut take = |slot| {
            found.insert(slot);
        };
        self.left.each_slot(&mut take);
        self.right.each_slot(&mut take);
        found
    }

    /// Whether the figures of each slot are used once, as exact answers need (`len` beside `sum` may be).
    pub fn each_slot_once(&self) -> bool {
        let mut seen = SlotSet::default();
        self.left.each_valued_once(&mut seen) && self.right.each_valued_once(&mut seen)
    }

    /// Whether the equation can be solved for a slot that is not stated: it stands there for one figure.
    pub(crate) fn solves_for(&self, slot: usize) -> bool {
        self.left.states(slot) || self.right.states(slot)
    }

    /// The slot of the stated result, whose rounding is tested: alone on the right side, else alone on the left.
    pub fn result(&self) -> Option<usize> {
        match self.relation {
            Relation::Equal => self.right.only_slot().or_else(|| self.left.only_slot()),
            _ => None,
        }
    }
}

/// A set of slots, by their numbers. Nearly every rule has fewer than 64, which need no memory of their own.
#[derive(Debug, Clone, Default)]
pub(crate) struct SlotSet {
    /// One bit for each slot below 64.
    first: u64,
    /// The others, in their order.
    rest: Vec<usize>,
}

impl SlotSet {
    /// Puts a slot in; whether it was not there before.
    fn insert(&mut self, slot: usize) -> bool {
        match u32::try_from(slot).ok().and_then(|slot| 1u64.checked_shl(slot)) {
            Some(bit) => {
                let is_new = self.first & bit == 0;
                self.first |= bit;
                is_new
            }
            None => {
                let place = self.rest.binary_search(&slot);
                place.map_err(|place| self.rest.insert(place, slot)).is_err()
            }
        }
    }

    /// Whether every slot in it is below `count`.
    pub(crate) fn all_below(&self, count: usize) -> bool {
        let highest = 64 - self.first.leading_zeros();
        self.rest.is_empty() && usize::try_from(highest).is_ok_and(|highest| highest <= count)
            || self.rest.last().is_some_and(|last| *last < count)
    }

    /// The slots in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + use<'_> {
        let mut bits = self.first;
        let first = std::iter::from_fn(move || {
            let slot = usize::try_from(bits.trailing_zeros()).ok().filter(|_| bits != 0);
            bits &= bits.wrapping_sub(1);
            slot
        });
        first.chain(self.rest.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(number: usize) -> Box<Expr> {
        Box::new(Expr::Slot(number))
    }

    #[test]
    fn the_result_is_the_slot_that_stands_alone() {
        let one = || Box::new(Expr::Constant(Exact::ONE));
        let ratio = || Expr::Div(slot(0), slot(1));
        let equals = |left, right| Equation { left, relation: Relation::Equal, right };
        assert_eq!(equals(ratio(), Expr::Add(one(), slot(2))).result(), Some(2));
        assert_eq!(equals(Expr::Slot(2), ratio()).result(), Some(2));
        assert_eq!(equals(Expr::Slot(2), Expr::Sum(0)).result(), Some(2));
        assert_eq!(equals(ratio(), Expr::Mul(slot(2), slot(3))).result(), None);
        assert_eq!(equals(ratio(), Expr::PowerOfTwo(slot(2))).result(), Some(2));
    }

    #[test]
    fn a_slot_used_twice_is_noticed() {
        let mean = Expr::Div(Box::new(Expr::Sum(0)), Box::new(Expr::Len(0)));
        let equation = Equation { left: mean, relation: Relation::Equal, right: Expr::Slot(1) };
        assert!(equation.each_slot_once());
        assert_eq!(equation.slots(), [0, 1]);
        let twice = Expr::Sub(slot(1), slot(1));
        assert!(!Equation { left: twice, ..equation }.each_slot_once());
    }

    #[test]
    fn a_set_of_slots_is_in_order_whatever_their_numbers() {
        let mut set = SlotSet::default();
        assert!(set.all_below(0) && set.iter().next().is_none());
        let fresh: Vec<bool> = [63, 2, 400, 64, 2, 64, 0].map(|slot| set.insert(slot)).to_vec();
        assert_eq!(fresh, [true, true, true, true, false, false, true]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 2, 63, 64, 400]);
        assert!(set.all_below(401) && !set.all_below(400));
        let equation = Equation { left: Expr::Slot(63), relation: Relation::Equal, right: Expr::Slot(64) };
        assert_eq!(equation.slots(), [63, 64]);
        let below = |slot| {
            let mut set = SlotSet::default();
            set.insert(slot);
            [set.all_below(slot), set.all_below(slot + 1)]
        };
        assert_eq!([below(0), below(63), below(64)], [[false, true]; 3]);
    }

    #[test]
    fn an_equation_is_solved_for_what_stands_for_one_figure() {
        let mean = Expr::Div(Box::new(Expr::Sum(0)), Box::new(Expr::Len(0)));
        let equation = Equation { left: mean, relation: Relation::Equal, right: Expr::Slot(1) };
        assert!(equation.solves_for(1) && !equation.solves_for(0) && !equation.solves_for(2));
    }
}
