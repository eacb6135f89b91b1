//! Which figures can be held against one another, by their units.
//!
//! This module must not know rules, nor what the figures say of each other.

use std::cmp::Ordering;

use crate::exact::Exact;
use crate::mention::{Figure, Kind, Mention};

fn family(mention: &Mention) -> Option<&str> {
    mention.unit.as_ref().map(|unit| &*unit.family)
}

/// Whether two figures have units of one family; a figure without a unit takes the other's.
pub(crate) fn comparable(a: &Mention, b: &Mention) -> bool {
    if lacks_scale(a, b) || lacks_scale(b, a) || lacks_unit(a, b) || lacks_unit(b, a) {
        return false;
    }
    match (family(a), family(b)) {
        (Some(x), Some(y)) => x == y,
        _ if a.kind.is_relative() || b.kind.is_relative() => a.kind == b.kind,
        (None, None) => true,
        // A bare number may be a count (11699) or an amount in 万; a count is not printed in 万.
        _ => !(is_scaled_number(a) && b.kind == Kind::Count || is_scaled_number(b) && a.kind == Kind::Count),
    }
}

/// Whether a figure seems to have left its scale to another: the 1.2 of 1.2 to 1.5 million, the 2.08 of 2.05万元,比上年2.08, the $12 of
/// $12 to $15 million.
fn lacks_scale(one: &Mention, other: &Mention) -> bool {
    let (Some(own), Some(scaled)) = (one.figure, other.figure.filter(|figure| figure.scaled)) else {
        return false;
    };
    let below = |value: Exact, limit: i128| value.compare(Exact::whole(limit)).is_some_and(Ordering::is_lt);
    let small = match &one.unit {
        None if one.kind == Kind::Number => below(own.value, if own.decimals > 0 { 100_000 } else { 1000 }),
        // A word for the currency would stand behind the scale.
        Some(unit) if unit.printed.chars().all(|c| !c.is_alphanumeric()) => {
            below(own.value, 1000) && !below(scaled.value, 1_000_000)
        }
        _ => false,
    };
    small && !own.scaled
}

/// Whether a bare number seems to have left its unit to another, of which amounts are not kept: the 19 of from 412 to 431 km, an increase of
/// 19.
fn lacks_unit(one: &Mention, other: &Mention) -> bool {
    let bare = one.kind == Kind::Number && one.unit.is_none();
    let measured = other.figure.filter(|figure| bare && other.kind == Kind::Quantity && !figure.scaled);
    let digits =
        |figure: Figure| i32::try_from(figure.decimals).ok().and_then(|places| Exact::pow10(-places));
    measured.is_some_and(|figure| {
        digits(figure).and_then(|place| place.compare(figure.place)) != Some(Ordering::Equal)
    })
}

fn is_scaled_number(mention: &Mention) -> bool {
    mention.kind == Kind::Number && mention.figure.is_some_and(|figure| figure.scaled)
}

pub(super) fn both_money(a: &Mention, b: &Mention) -> bool {
    let money = |m: &Mention| family(m).is_some_and(|family| family.starts_with("money"));
    money(a) && money(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Pack;

    /// Whether the first two figures of a text can be held against one another.
    fn are_comparable(pack: &str, text: &str) -> bool {
        let mentions = Pack::builtin(pack).unwrap().reader.read(text);
        comparable(&mentions[0], &mentions[1])
    }

    #[test]
    fn a_figure_that_left_its_scale_to_another_is_compared_with_nothing() {
        let en = |text: &str| are_comparable("en-report", text);
        for apart in ["1.2, then 1.5 million tonnes", "12, then 15 million", "grants of $12 and $15 million"]
        {
            assert!(!en(apart), "{apart}");
        }
        for together in
            ["950,000, then 1.2 million", "$1,200 and $15 million", "$12 and $15", "12 of 15 people"]
        {
            assert!(en(together), "{together}");
        }
        assert!(!en("431 km, then 19") && en("431 tonnes, then 19") && en("431 km, then 19 km"));
        let zh = |text: &str| are_comparable("zh-report", text);
        assert!(!zh("支出2.05万元,比上年2.08减少") && zh("800元,共1.2万元") && zh("11699人,目标12000"));
    }
}
