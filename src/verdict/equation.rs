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
        self.collect(&mut found);
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

    fn collect(&self, found: &mut Vec<usize>) {
        match self {
            Expr::Slot(slot)
            | Expr::Sum(slot)
            | Expr::Product(slot)
            | Expr::Max(slot)
            | Expr::Min(slot)
            | Expr::Len(slot) => {
                found.push(*slot);
            }
            Expr::Constant(_) => {}
            Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => {
                a.collect(found);
                b.collect(found);
            }
            Expr::PowerOfTwo(a) => a.collect(found),
        }
    }

    /// Every divisor in it, outermost first.
    pub(super) fn divisors(&self) -> Vec<&Expr> {
        match self {
            Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) => [a.divisors(), b.divisors()].concat(),
            Expr::Div(a, b) => [vec![&**b], a.divisors(), b.divisors()].concat(),
            Expr::PowerOfTwo(a) => a.divisors(),
            _ => Vec::new(),
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
                match (a.slots().is_empty(), b.slots().is_empty()) {
                    (true, false) => b.only_slot(),
                    (false, true) => a.only_slot(),
                    _ => None,
                }
            }
            Expr::PowerOfTwo(a) => a.only_slot(),
        }
    }

    /// Slots whose figures matter, and so may occur once only; how many figures a slot has is always known.
    fn valued(&self) -> Vec<usize> {
        match self {
            Expr::Len(_) | Expr::Constant(_) => Vec::new(),
            Expr::Slot(slot) | Expr::Sum(slot) | Expr::Product(slot) | Expr::Max(slot) | Expr::Min(slot) => {
                vec![*slot]
            }
            Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => {
                [a.valued(), b.valued()].concat()
            }
            Expr::PowerOfTwo(a) => a.valued(),
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
    /// Every slot in it, left to right, each once.
    pub fn slots(&self) -> Vec<usize> {
        let mut found = self.left.slots();
        found.extend(self.right.slots());
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the figures of each slot are used once, as exact answers need (`len` beside `sum` may be).
    pub fn each_slot_once(&self) -> bool {
        let mut found = [self.left.valued(), self.right.valued()].concat();
        let all = found.len();
        found.sort_unstable();
        found.dedup();
        found.len() == all
    }

    /// The slot of the stated result, whose rounding is tested: alone on the right side, else alone on the left.
    pub fn result(&self) -> Option<usize> {
        match self.relation {
            Relation::Equal => self.right.only_slot().or_else(|| self.left.only_slot()),
            _ => None,
        }
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
}
