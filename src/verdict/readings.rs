//! What a printed number may stand for: the sets of the rounding readings and of the hedges.
//!
//! Every set is laid out for a number that is not negative and mirrored for one that is. This module must not
//! know equations or verdicts.

use super::{Class, End, HedgeKind, Interval, Operand, Reading};
use crate::exact::Exact;

/// The sets a printed operand stands for: one to confirm a claim with, and a wider one (超1440万 may be far
/// above) that has to be excluded before the claim is contradicted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// What the number is taken to mean.
    pub confirm: Interval,
    /// All that it can mean.
    pub refute: Interval,
}

impl Spread {
    fn same(set: Interval) -> Spread {
        Spread { confirm: set, refute: set }
    }

    fn hull(self, other: &Interval) -> Option<Spread> {
        Some(Spread { confirm: self.confirm.hull(other)?, refute: self.refute.hull(other)? })
    }
}

impl Reading {
    /// Every reading, in the order of the table.
    pub const ALL: [Reading; 4] =
        [Reading::HalfUp, Reading::HalfEven, Reading::Truncated, Reading::RoundedUp];

    /// The values that are printed as `value` with the last digit at `place` under this reading.
    pub fn set(self, value: Exact, place: Exact) -> Option<Interval> {
        if value.is_negative() {
            return self.set_of_magnitude(value.neg()?, place)?.neg();
        }
        self.set_of_magnitude(value, place)
    }

    fn set_of_magnitude(self, value: Exact, place: Exact) -> Option<Interval> {
        if matches!(self, Reading::Truncated | Reading::RoundedUp) {
            return self.set_to_one_side(value, place);
        }
        let half = place.half()?;
        self.set_about(value, place, (value.sub(half)?, value.add(half)?))
    }

    /// The set of a reading that rounds to the nearest, between the halves on both sides of `value`.
    fn set_about(self, value: Exact, place: Exact, (low, high): (Exact, Exact)) -> Option<Interval> {
        Some(match self {
            // Rounding away from zero treats both sides of zero alike.
            Reading::HalfUp if !value.is_zero() => {
                Interval { low: Some(End::closed(low)), high: Some(End::open(high)) }
            }
            Reading::HalfEven if is_even(value, place)? => Interval::closed(low, high),
            _ => Interval::open(low, high),
        })
    }

    /// The set of a reading that cuts off or rounds up.
    fn set_to_one_side(self, value: Exact, place: Exact) -> Option<Interval> {
        // Cutting off towards zero treats both sides of zero alike.
        let zero = value.is_zero();
        Some(match self {
            Reading::RoundedUp if zero => Interval::point(value),
            Reading::RoundedUp => {
                Interval { low: Some(End::open(value.sub(place)?)), high: Some(End::closed(value)) }
            }
            _ if zero => Interval::open(place.neg()?, place),
            _ => Interval { low: Some(End::closed(value)), high: Some(End::open(value.add(place)?)) },
        })
    }

    /// The sets of all readings, in the order of [`Reading::ALL`].
    fn sets(value: Exact, place: Exact) -> Option<[Interval; 4]> {
        let [up, even, cut, over] = Reading::ALL;
        let magnitude = value.abs()?;
        let half = place.half()?;
        let about = (magnitude.sub(half)?, magnitude.add(half)?);
        let sets = [
            up.set_about(magnitude, place, about)?,
            even.set_about(magnitude, place, about)?,
            cut.set_to_one_side(magnitude, place)?,
            over.set_to_one_side(magnitude, place)?,
        ];
        if !value.is_negative() {
            return Some(sets);
        }
        let [up, even, cut, over] = sets;
        Some([up.neg()?, even.neg()?, cut.neg()?, over.neg()?])
    }
}

/// The values a stated result was rounded from, reading by reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ResultSets {
    sets: [Interval; 4],
    readings: &'static [Reading],
}

impl ResultSets {
    /// Those of an operand; an exact one has one reading only.
    pub(super) fn of(operand: &Operand) -> Option<ResultSets> {
        let sets = match operand.class {
            Class::Exact => [Interval::point(operand.value); 4],
            Class::Rounded => Reading::sets(operand.value, operand.place)?,
        };
        Some(ResultSets { sets, readings: readings_of(operand) })
    }

    /// Each reading with its set.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Reading, &Interval)> {
        self.readings.iter().copied().zip(&self.sets)
    }

    /// The set of a reading, if the operand can be taken in it.
    pub(super) fn get(&self, reading: Reading) -> Option<&Interval> {
        self.iter().find(|(own, _)| *own == reading).map(|(_, set)| set)
    }
}

/// Whether the last printed digit is even.
fn is_even(value: Exact, place: Exact) -> Option<bool> {
    Some(value.div(place)?.half()?.is_whole())
}

/// The readings a stated result can be taken in: an exact one (a count, days) has one only.
pub fn readings_of(operand: &Operand) -> &'static [Reading] {
    match operand.class {
        Class::Exact => &Reading::ALL[..1],
        Class::Rounded => &Reading::ALL,
    }
}

/// The values a stated result was rounded from under `reading`.
pub fn result_set(operand: &Operand, reading: Reading) -> Option<Interval> {
    match operand.class {
        Class::Exact => Some(Interval::point(operand.value)),
        Class::Rounded => reading.set(operand.value, operand.place),
    }
}

/// The values a stated result stands for, rounded half up or half to even, and its hedge beside them.
pub fn result_spread(operand: &Operand) -> Option<Spread> {
    let up = result_set(operand, Reading::HalfUp)?;
    let rounded = match operand.class {
        Class::Exact => up,
        Class::Rounded => up.hull(&result_set(operand, Reading::HalfEven)?)?,
    };
    match operand.hedge {
        None => Some(Spread::same(rounded)),
        Some((kind, width)) => hedge_spread(kind, operand.value, width)?.hull(&rounded),
    }
}

/// The values an operand may have had before it was printed.
pub fn operand_spread(operand: &Operand) -> Option<Spread> {
    let value = operand.value;
    match (operand.hedge, operand.class) {
        (Some((kind, width)), _) => hedge_spread(kind, value, width),
        (None, Class::Exact) => Some(Spread::same(Interval::point(value))),
        (None, Class::Rounded) => {
            let half = operand.place.half()?;
            Some(Spread::same(Interval::closed(value.sub(half)?, value.add(half)?)))
        }
    }
}

/// The sets of a hedge that reaches `width` from `value`.
pub fn hedge_spread(kind: HedgeKind, value: Exact, width: Exact) -> Option<Spread> {
    match kind {
        HedgeKind::AtLeast => return Some(Spread::same(Interval::from_low(End::closed(value)))),
        HedgeKind::AtMost => return Some(Spread::same(Interval::to_high(End::closed(value)))),
        _ => {}
    }
    if value.is_negative() {
        let spread = hedge_of_magnitude(kind, value.neg()?, width)?;
        return Some(Spread { confirm: spread.confirm.neg()?, refute: spread.refute.neg()? });
    }
    hedge_of_magnitude(kind, value, width)
}

fn hedge_of_magnitude(kind: HedgeKind, value: Exact, width: Exact) -> Option<Spread> {
    let (low, high) = (value.sub(width)?, value.add(width)?);
    let above = |end: End| Spread {
        confirm: Interval { low: Some(end), high: Some(End::open(high)) },
        refute: Interval::from_low(end),
    };
    Some(match kind {
        HedgeKind::About => Spread::same(Interval::closed(low, high)),
        HedgeKind::Nearly => Spread::same(Interval::open(low, value)),
        HedgeKind::More => Spread::same(Interval::open(value, high)),
        HedgeKind::Over => above(End::open(value)),
        HedgeKind::OverInclusive => above(End::closed(value)),
        HedgeKind::AtLeast => Spread::same(Interval::from_low(End::closed(value))),
        HedgeKind::AtMost => Spread::same(Interval::to_high(End::closed(value))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    fn ends(set: &Interval) -> String {
        let left =
            set.low.map_or("(-∞".to_owned(), |e| format!("{}{}", if e.open { '(' } else { '[' }, e.at));
        let right =
            set.high.map_or("∞)".to_owned(), |e| format!("{}{}", e.at, if e.open { ')' } else { ']' }));
        format!("{left},{right}")
    }

    #[test]
    fn every_reading_of_even_odd_zero_and_negative() {
        for (value, place, expected) in [
            ("12.4", "0.1", ["[12.35,12.45)", "[12.35,12.45]", "[12.4,12.5)", "(12.3,12.4]"]),
            ("12.5", "0.1", ["[12.45,12.55)", "(12.45,12.55)", "[12.5,12.6)", "(12.4,12.5]"]),
            ("-12.4", "0.1", ["(-12.45,-12.35]", "[-12.45,-12.35]", "(-12.5,-12.4]", "[-12.4,-12.3)"]),
            ("-3", "1", ["(-3.5,-2.5]", "(-3.5,-2.5)", "(-4,-3]", "[-3,-2)"]),
            ("0", "1", ["(-0.5,0.5)", "[-0.5,0.5]", "(-1,1)", "[0,0]"]),
            ("1200", "100", ["[1150,1250)", "[1150,1250]", "[1200,1300)", "(1100,1200]"]),
        ] {
            for (reading, wanted) in Reading::ALL.into_iter().zip(expected) {
                let set = reading.set(n(value), n(place)).unwrap();
                assert_eq!(ends(&set), wanted, "{value} {reading:?}");
            }
        }
    }

    #[test]
    fn all_readings_at_once_are_those_one_by_one() {
        for (value, place) in [("12.4", "0.1"), ("12.5", "0.1"), ("-12.4", "0.1"), ("0", "1"), ("-3", "1")] {
            let operand = Operand { value: n(value), place: n(place), ..result() };
            let sets = ResultSets::of(&operand).unwrap();
            assert_eq!(sets.iter().count(), 4);
            for (reading, set) in sets.iter() {
                assert_eq!(Some(*set), result_set(&operand, reading), "{value} {reading:?}");
                assert_eq!(sets.get(reading), Some(set));
            }
        }
        let exact = ResultSets::of(&Operand { class: Class::Exact, ..result() }).unwrap();
        assert_eq!(exact.iter().collect::<Vec<_>>(), [(Reading::HalfUp, &Interval::point(n("5")))]);
        assert_eq!(exact.get(Reading::HalfEven), None);
    }

    fn result() -> Operand {
        Operand {
            value: n("5"),
            place: Exact::ONE,
            class: Class::Rounded,
            hedge: None,
            whole: false,
            soft: false,
        }
    }

    #[test]
    fn every_hedge() {
        for (kind, value, confirm, refute) in [
            (HedgeKind::About, "1400", "[1300,1500]", "[1300,1500]"),
            (HedgeKind::Nearly, "1400", "(1300,1400)", "(1300,1400)"),
            (HedgeKind::Over, "1400", "(1400,1500)", "(1400,∞)"),
            (HedgeKind::OverInclusive, "1400", "[1400,1500)", "[1400,∞)"),
            (HedgeKind::More, "1400", "(1400,1500)", "(1400,1500)"),
            (HedgeKind::AtLeast, "1400", "[1400,∞)", "[1400,∞)"),
            (HedgeKind::AtMost, "1400", "(-∞,1400]", "(-∞,1400]"),
            (HedgeKind::Over, "-1400", "(-1500,-1400)", "(-∞,-1400)"),
            (HedgeKind::Nearly, "-1400", "(-1400,-1300)", "(-1400,-1300)"),
            (HedgeKind::AtLeast, "-1400", "[-1400,∞)", "[-1400,∞)"),
        ] {
            let spread = hedge_spread(kind, n(value), n("100")).unwrap();
            assert_eq!(ends(&spread.confirm), confirm, "{kind:?} {value}");
            assert_eq!(ends(&spread.refute), refute, "{kind:?} {value}");
        }
    }

    #[test]
    fn a_result_is_closed_where_either_rounding_closes() {
        let operand = |value: &str, class| Operand {
            value: n(value),
            place: Exact::ONE,
            class,
            hedge: None,
            whole: false,
            soft: false,
        };
        let set = |operand| ends(&result_spread(&operand).unwrap().confirm);
        assert_eq!(set(operand("4", Class::Rounded)), "[3.5,4.5]");
        assert_eq!(set(operand("5", Class::Rounded)), "[4.5,5.5)");
        assert_eq!(set(operand("-5", Class::Rounded)), "(-5.5,-4.5]");
        assert_eq!(set(operand("0", Class::Rounded)), "[-0.5,0.5]");
        assert_eq!(set(operand("5", Class::Exact)), "[5,5]");
        let hedged = Operand { hedge: Some((HedgeKind::Over, n("5"))), ..operand("5", Class::Rounded) };
        assert_eq!(set(hedged), "[4.5,10)");
    }
}
