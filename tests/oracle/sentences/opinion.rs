//! The oracle's opinion of a claim: ends of the operands, rounded in arbitrary precision.
//!
//! A stated result can come of operands that lie between known ends exactly when the rounding, being monotone and
//! stepping through every whole number, takes the lowest to it or below and the highest to it or above.

use gouji::verdict::{Reading, Verdict};
use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive};

use super::equation::{Equation, doublings, nearest_doublings};
use super::rounding::{Q, ROUNDINGS, power_of_ten, round_half_even, round_half_up};
use super::term::{Ends, Term};

/// What has to be said of a claim.
#[derive(Debug, Clone)]
pub(crate) struct Opinion {
    pub(crate) verdict: Verdict,
    pub(crate) readings: Vec<Reading>,
    /// How many other results would have passed, from ten on.
    pub(crate) low_power: Option<u64>,
    pub(crate) boundary: bool,
    /// Whether it is worth a finding of any severity.
    pub(crate) blamed: bool,
    /// Whether it only holds because a hedge leaves room.
    pub(crate) loosely: bool,
}

impl Opinion {
    /// A verdict, and nothing else to say.
    pub(crate) fn plain(verdict: Verdict) -> Opinion {
        Opinion { verdict, readings: vec![], low_power: None, boundary: false, blamed: false, loosely: false }
    }
}

/// The figures of a claim that states its result.
pub(crate) struct Claim<'a> {
    pub(crate) equation: Equation,
    pub(crate) operands: &'a [Term],
    pub(crate) result: &'a Term,
}

impl Claim<'_> {
    fn ends(&self, of: fn(&Term) -> Ends) -> Ends {
        self.equation.extremes(&self.operands.iter().map(of).collect::<Vec<_>>())
    }

    /// The exact result of what is printed.
    pub(crate) fn value(&self) -> Q {
        self.equation.result(&self.operands.iter().map(|term| term.value.clone()).collect::<Vec<_>>())
    }

    /// The result of what the operands are taken to mean.
    pub(crate) fn allowed(&self) -> Ends {
        self.ends(Term::meant)
    }

    /// `result` as it would be printed under a reading, in units of the last place.
    pub(crate) fn printed(&self, reading: Reading, result: &Q) -> BigInt {
        if self.equation == Equation::Doublings {
            let (below, all) = doublings(result);
            return match reading {
                Reading::HalfUp | Reading::HalfEven => nearest_doublings(result),
                Reading::RoundedUp if !all => below + BigInt::one(),
                _ => below,
            };
        }
        let (_, round) = ROUNDINGS[Reading::ALL.iter().position(|own| *own == reading).unwrap()];
        round(&(result / &self.result.place))
    }

    fn stated(&self) -> BigInt {
        self.result.places().to_integer()
    }

    /// Whether one of some results is printed as it is stated.
    fn gives(&self, reading: Reading, of: &Ends) -> bool {
        let stated = self.stated();
        self.printed(reading, &of.low) <= stated && stated <= self.printed(reading, &of.high)
    }

    fn readings(&self, allowed: &Ends) -> Vec<Reading> {
        if self.result.exact {
            return if allowed.contains(&self.result.value) { vec![Reading::HalfUp] } else { vec![] };
        }
        Reading::ALL.into_iter().filter(|reading| self.gives(*reading, allowed)).collect()
    }

    /// Whether some of these results is rounded to what is stated, or lies where its hedge says.
    fn agrees(&self, allowed: &Ends, hedged: fn(&Term) -> Ends) -> bool {
        let rounded = match self.result.exact {
            true => allowed.contains(&self.result.value),
            false => self.gives(Reading::HalfUp, allowed) || self.gives(Reading::HalfEven, allowed),
        };
        match self.result.hedge {
            None => rounded,
            // Between what is meant and what is rounded to it there is no gap that would not do.
            Some(_) => hedged(self.result).hull(self.result.rounded_from()).meet(allowed),
        }
    }

    pub(crate) fn opinion(&self) -> Opinion {
        let (value, allowed) = (self.value(), self.allowed());
        let readings = self.readings(&allowed);
        let verdict = self.verdict(&value, &allowed, &readings);
        let low_power = self.low_power(&allowed).filter(|_| verdict != Verdict::Unchecked);
        let hedged = self.hedged();
        let weak = hedged || low_power.is_some() || self.operands.iter().chain([self.result]).any(|t| t.soft);
        let blamed = match verdict {
            Verdict::Inconsistent | Verdict::RoundedUp => true,
            Verdict::Truncated => !weak,
            _ => false,
        };
        let boundary = verdict == Verdict::WithinRounding && self.hangs(&allowed);
        Opinion { verdict, readings, low_power, boundary, blamed, loosely: hedged }
    }

    fn hedged(&self) -> bool {
        self.operands.iter().chain([self.result]).any(|term| term.hedge.is_some())
    }

    fn verdict(&self, value: &Q, allowed: &Ends, readings: &[Reading]) -> Verdict {
        let printed = Ends::point(value);
        let loose = self.operands.iter().any(|term| !term.exact || term.hedge.is_some());
        match () {
            () if self.result.hedge.is_some() && self.agrees(&printed, Term::meant) => Verdict::Consistent,
            () if self.result.exact && *value == self.result.value => Verdict::Consistent,
            () if !self.result.exact && self.gives(Reading::HalfUp, &printed) => Verdict::Consistent,
            () if !self.result.exact && self.gives(Reading::HalfEven, &printed) => Verdict::HalfEven,
            () if loose && self.agrees(allowed, Term::meant) => Verdict::WithinRounding,
            () if self.hedged() && self.agrees(&self.ends(Term::possible), Term::possible) => {
                Verdict::Unchecked
            }
            () if readings.contains(&Reading::Truncated) => Verdict::Truncated,
            () if readings.contains(&Reading::RoundedUp) => Verdict::RoundedUp,
            () => Verdict::Inconsistent,
        }
    }

    /// How many different results would have passed, where it can be told and there are ten or more.
    fn low_power(&self, allowed: &Ends) -> Option<u64> {
        let bound = power_of_ten(40);
        if [&allowed.low, &allowed.high].into_iter().any(|end| end.abs() > bound) {
            return None;
        }
        let (first, last) = match (self.equation, self.result.exact) {
            (Equation::Doublings, _) => return None,
            (_, true) => {
                ((&allowed.low / &self.result.place).ceil(), (&allowed.high / &self.result.place).floor())
            }
            (_, false) => {
                let rounded = |end: &Q| Q::from(round_half_up(&(end / &self.result.place)));
                (rounded(&allowed.low), rounded(&allowed.high))
            }
        };
        (last - first + Q::one()).to_integer().to_u64().filter(|count| *count >= 10)
    }

    /// Whether all hangs on two closed ends that touch.
    fn hangs(&self, allowed: &Ends) -> bool {
        if self.equation == Equation::Doublings {
            return false;
        }
        let hedge = self.result.hedge.as_ref().map(|_| self.result.meant());
        let rounded = self.result.rounded_from();
        allowed.touch(&hedge.into_iter().fold(rounded, Ends::hull))
    }
}

/// Which of two figures is said to be larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Above,
    AtLeast,
    Below,
}

impl Order {
    fn can_hold(self, a: &Ends, b: &Ends) -> bool {
        match self {
            Order::Above => a.high > b.low,
            Order::AtLeast => a.high >= b.low,
            Order::Below => a.low < b.high,
        }
    }

    /// What has to be said of two figures, the one judged and what it is held against.
    pub(crate) fn opinion(self, terms: &[Term]) -> Opinion {
        let both = |of: fn(&Term) -> Ends| (of(&terms[0]), of(&terms[1]));
        let holds = |(a, b): &(Ends, Ends)| self.can_hold(a, b);
        let (meant, possible) = (both(Term::meant), holds(&both(Term::possible)));
        let verdict = match () {
            () if possible && holds(&both(|term| Ends::point(&term.value))) => Verdict::Consistent,
            () if holds(&meant) => Verdict::WithinRounding,
            () if possible => Verdict::Unchecked,
            () => Verdict::Inconsistent,
        };
        let boundary =
            verdict == Verdict::WithinRounding && self == Order::AtLeast && meant.0.touch(&meant.1);
        let loosely = terms.iter().any(|term| term.hedge.is_some());
        let blamed = verdict == Verdict::Inconsistent;
        Opinion { boundary, blamed, loosely, ..Opinion::plain(verdict) }
    }
}

/// Rounds as the two readings of a rounded number do.
pub(crate) fn rounds_to(result: &Q, stated: &BigInt) -> bool {
    round_half_up(result) == *stated || round_half_even(result) == *stated
}
