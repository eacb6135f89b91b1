//! Sets of values between two ends, each end closed, open or at infinity, and exact arithmetic on them.
//!
//! Every operation gives exactly the set of results of its operands' values, taken independently; `None` means
//! that 256 bits do not do. This module must not know where a set came from or what it stands for.

use std::cmp::Ordering;

use super::{End, Interval};
use crate::exact::Exact;

impl End {
    /// An end that belongs to the set.
    pub fn closed(at: Exact) -> End {
        End { at, open: false }
    }

    /// An end that is left out.
    pub fn open(at: Exact) -> End {
        End { at, open: true }
    }

    fn neg(self) -> Option<End> {
        Some(End { at: self.at.neg()?, open: self.open })
    }
}

/// One corner of a product: a finite end or an infinity.
#[derive(Clone, Copy)]
enum Corner {
    Below,
    At(End),
    Above,
}

impl Interval {
    /// Every value.
    pub const ALL: Interval = Interval { low: None, high: None };

    /// One value.
    pub fn point(at: Exact) -> Interval {
        Interval::closed(at, at)
    }

    /// `[low, high]`
    pub fn closed(low: Exact, high: Exact) -> Interval {
        Interval { low: Some(End::closed(low)), high: Some(End::closed(high)) }
    }

    /// `(low, high)`
    pub fn open(low: Exact, high: Exact) -> Interval {
        Interval { low: Some(End::open(low)), high: Some(End::open(high)) }
    }

    /// From `low` up.
    pub fn from_low(low: End) -> Interval {
        Interval { low: Some(low), high: None }
    }

    /// Up to `high`.
    pub fn to_high(high: End) -> Interval {
        Interval { low: None, high: Some(high) }
    }

    /// Whether there is no value in it.
    pub fn is_empty(&self) -> Option<bool> {
        let (Some(low), Some(high)) = (self.low, self.high) else { return Some(false) };
        Some(match low.at.compare(high.at)? {
            Ordering::Less => false,
            Ordering::Equal => low.open || high.open,
            Ordering::Greater => true,
        })
    }

    /// The value, when there is exactly one.
    pub fn single(&self) -> Option<Exact> {
        let (low, high) = (self.low?, self.high?);
        (low.at == high.at && !low.open && !high.open).then_some(low.at)
    }

    /// Whether `value` is in it.
    pub fn contains(&self, value: Exact) -> Option<bool> {
        let inside = |end: Option<&End>, beyond: Ordering| match end {
            None => Some(true),
            Some(end) => match value.compare(end.at)? {
                Ordering::Equal => Some(!end.open),
                order => Some(order == beyond),
            },
        };
        Some(inside(self.low.as_ref(), Ordering::Greater)? && inside(self.high.as_ref(), Ordering::Less)?)
    }

    /// Whether the two have a value in common.
    pub fn meets(&self, other: &Interval) -> Option<bool> {
        let low = inner(self.low.as_ref(), other.low.as_ref(), Ordering::Greater)?;
        let high = inner(self.high.as_ref(), other.high.as_ref(), Ordering::Less)?;
        let (Some((low, low_open)), Some((high, high_open))) = (low, high) else { return Some(true) };
        Some(match low.compare(*high)? {
            Ordering::Less => true,
            Ordering::Equal => !low_open && !high_open,
            Ordering::Greater => false,
        })
    }

    /// What the two have in common; may be empty.
    pub fn intersect(&self, other: &Interval) -> Option<Interval> {
        let low = inner(self.low.as_ref(), other.low.as_ref(), Ordering::Greater)?;
        let high = inner(self.high.as_ref(), other.high.as_ref(), Ordering::Less)?;
        Some(Interval { low: low.map(end), high: high.map(end) })
    }

    /// The smallest set of this kind that holds both.
    pub fn hull(&self, other: &Interval) -> Option<Interval> {
        Some(Interval {
            low: outer(self.low, other.low, Ordering::Less)?,
            high: outer(self.high, other.high, Ordering::Greater)?,
        })
    }

    /// The part above zero; may be empty.
    pub fn positive(&self) -> Option<Interval> {
        let low = self.low.filter(|low| low.at.is_positive());
        Some(Interval { low: Some(low.unwrap_or(End::open(Exact::ZERO))), high: self.high })
    }

    /// `-x`
    pub fn neg(&self) -> Option<Interval> {
        let turn = |end: Option<End>| match end {
            None => Some(None),
            Some(end) => end.neg().map(Some),
        };
        Some(Interval { low: turn(self.high)?, high: turn(self.low)? })
    }

    /// `x + y`
    pub fn add(&self, other: &Interval) -> Option<Interval> {
        Some(Interval { low: add_ends(self.low, other.low)?, high: add_ends(self.high, other.high)? })
    }

    /// `x - y`
    pub fn sub(&self, other: &Interval) -> Option<Interval> {
        self.add(&other.neg()?)
    }

    /// `x × y`
    pub fn mul(&self, other: &Interval) -> Option<Interval> {
        if let Some(found) = self.mul_of_magnitudes(other) {
            return found;
        }
        self.mul_of_corners(other)
    }

    fn mul_of_corners(&self, other: &Interval) -> Option<Interval> {
        let [a, b] = self.corners();
        let [c, d] = other.corners();
        let all = [product(a, c)?, product(a, d)?, product(b, c)?, product(b, d)?];
        let (mut low, mut high) = (all[0], all[0]);
        for corner in all {
            low = extreme(low, corner, Ordering::Less)?;
            high = extreme(high, corner, Ordering::Greater)?;
        }
        Some(Interval { low: low.end(), high: high.end() })
    }

    /// `x × y` for two sets with ends, without values below zero: the lowest is that of the lowest, and so on. `None`
    /// where either is another one.
    fn mul_of_magnitudes(&self, other: &Interval) -> Option<Option<Interval>> {
        let (low, high) = self.ends_of_magnitudes()?;
        let (other_low, other_high) = other.ends_of_magnitudes()?;
        let point = self.single().is_some() && other.single().is_some();
        let times = |a: End, b: End| Some(product(Corner::At(a), Corner::At(b))?.end());
        let found = || {
            let low = times(low, other_low)?;
            Some(Interval { low, high: if point { low } else { times(high, other_high)? } })
        };
        Some(found())
    }

    /// Both ends of a set that is not empty and has no value below zero.
    fn ends_of_magnitudes(&self) -> Option<(End, End)> {
        let (low, high) = (self.low.filter(|low| !low.at.is_negative())?, self.high?);
        self.is_empty().is_some_and(|empty| !empty).then_some((low, high))
    }

    /// `1 / x`, for a set that holds only values above zero.
    pub fn reciprocal_of_positive(&self) -> Option<Interval> {
        let turn = |end: End| Some(End { at: Exact::ONE.div(end.at)?, open: end.open });
        let low = match self.high {
            None => End::open(Exact::ZERO),
            Some(high) => turn(high)?,
        };
        let high = match self.low {
            Some(low) if !low.at.is_zero() => Some(turn(low)?),
            _ => None,
        };
        Some(Interval { low: Some(low), high })
    }

    /// The larger of `x` and `y`.
    pub fn max(&self, other: &Interval) -> Option<Interval> {
        Some(Interval {
            low: inner(self.low.as_ref(), other.low.as_ref(), Ordering::Greater)?.map(end),
            high: outer(self.high, other.high, Ordering::Greater)?,
        })
    }

    fn corners(&self) -> [Corner; 2] {
        [self.low.map_or(Corner::Below, Corner::At), self.high.map_or(Corner::Above, Corner::At)]
    }
}

impl Corner {
    fn end(self) -> Option<End> {
        match self {
            Corner::At(end) => Some(end),
            Corner::Below | Corner::Above => None,
        }
    }

    /// Below, at or above zero.
    fn sign(self) -> Ordering {
        match self {
            Corner::Below => Ordering::Less,
            Corner::Above => Ordering::Greater,
            Corner::At(end) if end.at.is_zero() => Ordering::Equal,
            Corner::At(end) if end.at.is_negative() => Ordering::Less,
            Corner::At(_) => Ordering::Greater,
        }
    }
}

/// The end that lies further in the direction `wanted`, and whether it is left out; of two equal ones an open one.
/// Infinity gives way.
fn inner<'e>(a: Option<&'e End>, b: Option<&'e End>, wanted: Ordering) -> Option<Option<(&'e Exact, bool)>> {
    let (Some(x), Some(y)) = (a, b) else { return Some(a.or(b).map(|end| (&end.at, end.open))) };
    let order = x.at.compare(y.at)?;
    Some(Some(match order {
        Ordering::Equal => (&x.at, x.open || y.open),
        _ if order == wanted => (&x.at, x.open),
        _ => (&y.at, y.open),
    }))
}

fn end((at, open): (&Exact, bool)) -> End {
    End { at: *at, open }
}

/// The end that lies further in the direction `wanted`; of two equal ones a closed one. Infinity wins.
fn outer(a: Option<End>, b: Option<End>, wanted: Ordering) -> Option<Option<End>> {
    let (Some(x), Some(y)) = (a, b) else { return Some(None) };
    let order = x.at.compare(y.at)?;
    Some(Some(match order {
        Ordering::Equal => End { at: x.at, open: x.open && y.open },
        _ if order == wanted => x,
        _ => y,
    }))
}

fn add_ends(a: Option<End>, b: Option<End>) -> Option<Option<End>> {
    let (Some(x), Some(y)) = (a, b) else { return Some(None) };
    Some(Some(End { at: x.at.add(y.at)?, open: x.open || y.open }))
}

/// The product of two corners. Zero times anything is zero, and is attained where the zero is.
fn product(a: Corner, b: Corner) -> Option<Corner> {
    if let (Corner::At(x), Corner::At(y)) = (a, b) {
        let zero = (x.at.is_zero() && !x.open) || (y.at.is_zero() && !y.open);
        return Some(Corner::At(End { at: x.at.mul(y.at)?, open: !zero && (x.open || y.open) }));
    }
    Some(match (a, b) {
        (Corner::At(end), _) | (_, Corner::At(end)) if end.at.is_zero() => Corner::At(end),
        _ if a.sign() == b.sign() => Corner::Above,
        _ => Corner::Below,
    })
}

/// The corner that lies further in the direction `wanted`; of two equal ones a closed one.
fn extreme(a: Corner, b: Corner, wanted: Ordering) -> Option<Corner> {
    let order = match (a, b) {
        (Corner::Below, Corner::Below) | (Corner::Above, Corner::Above) => Ordering::Equal,
        (Corner::Below, _) | (_, Corner::Above) => Ordering::Less,
        (Corner::Above, _) | (_, Corner::Below) => Ordering::Greater,
        (Corner::At(x), Corner::At(y)) => match x.at.compare(y.at)? {
            Ordering::Equal => return Some(Corner::At(End { at: x.at, open: x.open && y.open })),
            order => order,
        },
    };
    Some(if order == wanted || order == Ordering::Equal { a } else { b })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    /// `[1, 2)` and the like; `-` alone is infinity.
    fn set(text: &str) -> Interval {
        let inside = &text[1..text.len() - 1];
        let (low, high) = inside.split_once(',').unwrap();
        let end = |text: &str, open: bool| (text.trim() != "-").then(|| End { at: n(text.trim()), open });
        Interval { low: end(low, text.starts_with('(')), high: end(high, text.ends_with(')')) }
    }

    #[test]
    fn sums_are_open_where_any_end_is() {
        assert_eq!(set("[1,2)").add(&set("[3,4]")), Some(set("[4,6)")));
        assert_eq!(set("[1,2)").sub(&set("[3,4]")), Some(set("[-3,-1)")));
        assert_eq!(set("[1,-)").add(&set("(3,4]")), Some(set("(4,-)")));
    }

    #[test]
    fn products_take_the_right_corners_across_zero() {
        for (a, b, expected) in [
            ("[2,3)", "[4,5]", "[8,15)"),
            ("[-2,3)", "[4,5]", "[-10,15)"),
            ("[-2,3]", "(-4,5]", "(-12,15]"),
            ("(-2,2]", "[-4,4)", "[-8,8)"),
            ("[-3,-2]", "[-5,-4)", "(8,15]"),
            ("[0,1]", "(2,3)", "[0,3)"),
            ("(0,1]", "[2,3]", "(0,3]"),
            ("[0,1]", "[2,-)", "[0,-)"),
            ("(-,2]", "[3,4]", "(-,8]"),
            ("(-,-)", "[0,0]", "[0,0]"),
        ] {
            assert_eq!(set(a).mul(&set(b)), Some(set(expected)), "{a} × {b}");
            assert_eq!(set(b).mul(&set(a)), Some(set(expected)), "{b} × {a}");
        }
    }

    #[test]
    fn products_of_magnitudes_are_those_of_all_corners() {
        let ends = ["0", "1", "1.5", "3"];
        let mut sets = Vec::new();
        for (low, high) in ends.iter().flat_map(|low| ends.iter().map(move |high| (low, high))) {
            for (open, close) in [('[', ']'), ('[', ')'), ('(', ']'), ('(', ')')] {
                sets.push(set(&format!("{open}{low},{high}{close}")));
            }
        }
        let mut taken = 0;
        for (a, b) in sets.iter().flat_map(|a| sets.iter().map(move |b| (a, b))) {
            taken += usize::from(a.mul_of_magnitudes(b).is_some());
            assert_eq!(a.mul(b), a.mul_of_corners(b), "{a:?} × {b:?}");
        }
        assert!(taken > 500, "{taken}");
        assert_eq!(set("[-1,2]").mul_of_magnitudes(&set("[1,2]")), None);
    }

    #[test]
    fn what_two_sets_share_is_not_empty_when_they_meet() {
        let all = ["[1,2]", "[1,2)", "(1,2]", "(2,3]", "[2,3)", "(2,2)", "[2,2]", "(-,2)", "[2,-)", "[3,1]"];
        for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (set(a), set(b)))) {
            let shared = a.intersect(&b).unwrap();
            assert_eq!(a.meets(&b), shared.is_empty().map(|empty| !empty), "{a:?} {b:?}");
        }
        for (text, value) in all.iter().flat_map(|text| ["0", "1", "2", "3"].map(|value| (text, value))) {
            let one = Interval::point(n(value));
            assert_eq!(set(text).contains(n(value)), set(text).meets(&one), "{value} in {text}");
        }
        assert_eq!(set("(-,2)").positive(), set("(-,2)").intersect(&set("(0,-)")));
        assert_eq!(set("[0,2)").positive(), set("[0,2)").intersect(&set("(0,-)")));
        assert_eq!(set("[1,2)").positive(), set("[1,2)").intersect(&set("(0,-)")));
    }

    #[test]
    fn reciprocals_swap_ends_and_reach_infinity_at_zero() {
        assert_eq!(set("[2,4)").reciprocal_of_positive(), Some(set("(0.25,0.5]")));
        assert_eq!(set("(0,4]").reciprocal_of_positive(), Some(set("[0.25,-)")));
        assert_eq!(set("[4,-)").reciprocal_of_positive(), Some(set("(0,0.25]")));
    }

    #[test]
    fn open_ends_that_touch_do_not_meet() {
        assert_eq!(set("[1,2]").meets(&set("[2,3]")), Some(true));
        assert_eq!(set("[1,2)").meets(&set("[2,3]")), Some(false));
        assert_eq!(set("[1,2]").meets(&set("(2,3]")), Some(false));
        assert_eq!(set("[1,-)").meets(&set("(-,1]")), Some(true));
    }

    #[test]
    fn the_larger_of_two() {
        assert_eq!(set("[1,5)").max(&set("(2,3]")), Some(set("(2,5)")));
        assert_eq!(set("[1,3)").max(&set("(1,3]")), Some(set("(1,3]")));
    }

    #[test]
    fn too_large_is_none() {
        let huge = Interval::point(Exact::pow10(70).unwrap());
        assert_eq!(huge.mul(&huge), None);
    }
}
