//! Which figures can be held against one another, by their units.
//!
//! This module must not know rules, nor what the figures say of each other.

use crate::mention::{Kind, Mention};

fn family(mention: &Mention) -> Option<&str> {
    mention.unit.as_ref().map(|unit| &*unit.family)
}

/// Whether two figures have units of one family; a figure without a unit takes the other's.
pub(crate) fn comparable(a: &Mention, b: &Mention) -> bool {
    match (family(a), family(b)) {
        (Some(x), Some(y)) => x == y,
        _ if a.kind.is_relative() || b.kind.is_relative() => a.kind == b.kind,
        (None, None) => true,
        // A bare number may be a count (11699) or an amount in 万; a count is not printed in 万.
        _ => !(is_scaled_number(a) && b.kind == Kind::Count || is_scaled_number(b) && a.kind == Kind::Count),
    }
}

fn is_scaled_number(mention: &Mention) -> bool {
    mention.kind == Kind::Number && mention.figure.is_some_and(|figure| figure.scaled)
}

pub(super) fn both_money(a: &Mention, b: &Mention) -> bool {
    let money = |m: &Mention| family(m).is_some_and(|family| family.starts_with("money"));
    money(a) && money(b)
}
