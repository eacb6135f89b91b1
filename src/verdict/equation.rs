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
