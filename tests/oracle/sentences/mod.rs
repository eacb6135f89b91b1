//! Claims as sentences: figures printed in the forms that reports use, put into a sentence for each kind of claim, with
//! what has to come of it worked out beside it.
//!
//! The long comparison makes a million of them, and a fuzz target makes them of its bytes. Nothing here shares
//! arithmetic with the engine: sets are ends in arbitrary precision, and a rounding is a function that is tried.

mod chinese;
mod compare;
mod counted;
mod dice;
mod english;
mod equation;
mod make;
mod opinion;
mod printed;
mod rounding;
mod templates;
mod term;

#[allow(unused_imports, reason = "the fuzz target asks for the lines of a whole report")]
pub(crate) use compare::settled;
pub(crate) use compare::{Said, disagreement};
pub(crate) use dice::Dice;
pub(crate) use make::{boundary, random};
pub(crate) use rounding::{
    Q, ROUNDINGS, Rounding, cut_off, half, power_of_ten, round_half_even, round_half_up,
};
pub(crate) use templates::kinds;
