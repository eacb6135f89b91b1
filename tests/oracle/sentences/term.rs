//! One printed figure as the oracle sees it, and the ends of what it may stand for.

use gouji::verdict::HedgeKind;
use num_traits::Signed;

use super::rounding::{Q, half, power_of_ten};

/// A printed figure: what it says, where its last digit stands, and how exactly it is known.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub(crate) value: Q,
    pub(crate) place: Q,
    pub(crate) exact: bool,
    /// A count that may have been rounded all the same.
    pub(crate) soft: bool,
    /// A hedge, and how far it reaches.
    pub(crate) hedge: Option<(HedgeKind, Q)>,
}

/// The lowest and the highest of some values. An end that is left out is moved inwards by less than any two figures
/// here can differ, one without a bound is far away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ends {
    pub(crate) low: Q,
    pub(crate) high: Q,
}

/// Less than any two figures here can differ.
pub(crate) fn speck() -> Q {
    power_of_ten(-60)
}

/// More than any figure here.
pub(crate) fn far() -> Q {
    power_of_ten(60)
}

impl Ends {
    pub(crate) fn point(at: &Q) -> Ends {
        Ends { low: at.clone(), high: at.clone() }
    }

    pub(crate) fn meet(&self, other: &Ends) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    pub(crate) fn hull(self, other: Ends) -> Ends {
        Ends { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    pub(crate) fn contains(&self, value: &Q) -> bool {
        self.low <= *value && *value <= self.high
    }

    pub(crate) fn is_point(&self) -> bool {
        self.low == self.high
    }

    /// Whether they have one value in common only, which is an end of both.
    pub(crate) fn touch(&self, other: &Ends) -> bool {
        let (low, high) = ((&self.low).max(&other.low), (&self.high).min(&other.high));
        low == high
            && !(self.is_point() && other.is_point())
            && [&self.low, &self.high].contains(&low)
            && [&other.low, &other.high].contains(&low)
    }
}

impl Term {
    /// What it is taken to mean.
    pub(crate) fn meant(&self) -> Ends {
        match &self.hedge {
            Some((kind, width)) => self.hedged(*kind, width, width),
            None if self.exact => Ends::point(&self.value),
            None => self.nearest(),
        }
    }

    /// All that it can mean: a figure that is said to be above may be far above.
    pub(crate) fn possible(&self) -> Ends {
        match &self.hedge {
            Some((kind, width)) => self.hedged(*kind, width, &far()),
            None => self.meant(),
        }
    }

    /// All that is printed like this, both ends included.
    fn nearest(&self) -> Ends {
        let reach = &self.place * half();
        Ends { low: &self.value - &reach, high: &self.value + &reach }
    }

    fn hedged(&self, kind: HedgeKind, width: &Q, above: &Q) -> Ends {
        let (value, speck) = (self.value.clone(), speck());
        let (low, high) = match kind {
            HedgeKind::About => (&value - width, &value + width),
            HedgeKind::Nearly => (&value - width + &speck, &value - &speck),
            HedgeKind::Over => (&value + &speck, &value + above - &speck),
            HedgeKind::OverInclusive => (value.clone(), &value + above - &speck),
            HedgeKind::More => (&value + &speck, &value + width - &speck),
            HedgeKind::AtLeast => (value.clone(), &value + far()),
            HedgeKind::AtMost => (&value - far(), value.clone()),
        };
        Ends { low, high }
    }

    /// The printed digits without the point, above or below zero.
    pub(crate) fn places(&self) -> Q {
        &self.value / &self.place
    }

    /// What a result that is printed like this was rounded from, half up or half to even. A tie is let in by an even
    /// last digit, and by any on the side away from zero that half up takes it from.
    pub(crate) fn rounded_from(&self) -> Ends {
        if self.exact {
            return Ends::point(&self.value);
        }
        let Ends { low, high } = self.nearest();
        let even = (self.places() / Q::from_integer(2.into())).is_integer();
        match () {
            () if even => Ends { low, high },
            () if self.value.is_negative() => Ends { low: low + speck(), high },
            () => Ends { low, high: high - speck() },
        }
    }
}
