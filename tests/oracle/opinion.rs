//! The oracle's own opinion of a claim: corners of the operands, rounded in arbitrary precision.
//!
//! It must share nothing with the engine but the names of verdicts and readings.

use gouji::verdict::{HedgeKind, Reading, Verdict};
use num_bigint::BigInt;
use num_traits::{One, ToPrimitive, Zero};

use crate::sentences::{Q, ROUNDINGS, Rounding, half, power_of_ten, round_half_even, round_half_up};

/// A figure as printed: `digits` in units of 10^-`decimals`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    pub(crate) digits: i128,
    pub(crate) decimals: i32,
    pub(crate) exact: bool,
    pub(crate) hedge: Option<HedgeKind>,
}

/// What is claimed of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// a / t = p
    Ratio,
    /// a / t = 1 + p
    Growth,
    /// a / t = 1 - p
    Decline,
    /// the parts add up
    Sum,
}

#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) shape: Shape,
    pub(crate) operands: Vec<Figure>,
    pub(crate) result: Figure,
}

impl Figure {
    pub(crate) fn value(&self) -> Q {
        Q::from(BigInt::from(self.digits)) * self.place()
    }

    pub(crate) fn place(&self) -> Q {
        power_of_ten(-self.decimals)
    }

    /// How far its hedge reaches: the place of the last digit that is not zero.
    pub(crate) fn width_exponent(&self) -> i32 {
        let (mut digits, mut exponent) = (self.digits, -self.decimals);
        while digits != 0 && digits % 10 == 0 {
            digits /= 10;
            exponent += 1;
        }
        exponent
    }

    /// The lowest and highest value it may have had. An open end is moved inwards by far less than any two
    /// figures of this test can differ.
    pub(crate) fn corners(&self) -> (Q, Q) {
        let value = self.value();
        if self.hedge.is_none() {
            let reach = if self.exact { Q::zero() } else { self.place() * half() };
            return (&value - &reach, &value + &reach);
        }
        let (speck, width) = (power_of_ten(-60), power_of_ten(self.width_exponent()));
        match self.hedge {
            Some(HedgeKind::About) => (&value - &width, &value + &width),
            Some(HedgeKind::Nearly) => (&value - &width + &speck, &value - &speck),
            Some(HedgeKind::OverInclusive) => (value.clone(), &value + &width - &speck),
            _ => (&value + &speck, &value + &width - &speck),
        }
    }

    /// Whether its hedge says no more than that it is above.
    fn unbounded(&self) -> bool {
        matches!(self.hedge, Some(HedgeKind::Over | HedgeKind::OverInclusive))
    }
}

/// The result in units of its last place, from values of the operands.
pub(crate) fn result_of(claim: &Claim, values: &[Q]) -> Q {
    let result = match claim.shape {
        Shape::Ratio => &values[0] / &values[1],
        Shape::Growth => &values[0] / &values[1] - Q::one(),
        Shape::Decline => Q::one() - &values[0] / &values[1],
        Shape::Sum => values.iter().sum(),
    };
    result / claim.result.place()
}

/// The lowest and highest result over all corners of the operands.
pub(crate) fn extremes(claim: &Claim, corners: &[(Q, Q)]) -> (Q, Q) {
    if claim.shape == Shape::Sum {
        let lows: Vec<Q> = corners.iter().map(|(low, _)| low.clone()).collect();
        let highs: Vec<Q> = corners.iter().map(|(_, high)| high.clone()).collect();
        return (result_of(claim, &lows), result_of(claim, &highs));
    }
    let mut found: Vec<Q> = Vec::new();
    for a in [&corners[0].0, &corners[0].1] {
        for t in [&corners[1].0, &corners[1].1] {
            found.push(result_of(claim, &[a.clone(), t.clone()]));
        }
    }
    found.sort();
    (found[0].clone(), found[3].clone())
}

/// The extremes when a hedge that says 'above' reaches as far as it likes.
pub(crate) fn farther(claim: &Claim) -> Option<(Q, Q)> {
    claim.operands.iter().find(|figure| figure.unbounded())?;
    let reach = |figure: &Figure| match figure.corners() {
        (low, _) if figure.unbounded() => (low, power_of_ten(60)),
        corners => corners,
    };
    let corners: Vec<(Q, Q)> = claim.operands.iter().map(reach).collect();
    Some(extremes(claim, &corners))
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Opinion {
    pub(crate) verdict: Verdict,
    pub(crate) readings: Vec<Reading>,
    pub(crate) passing: u64,
    pub(crate) boundary: bool,
    pub(crate) low: Q,
    pub(crate) high: Q,
}

pub(crate) fn opinion(claim: &Claim) -> Opinion {
    let stated = BigInt::from(claim.result.digits);
    let printed: Vec<Q> = claim.operands.iter().map(Figure::value).collect();
    let corners: Vec<(Q, Q)> = claim.operands.iter().map(Figure::corners).collect();
    let value = result_of(claim, &printed);
    let (low, high) = extremes(claim, &corners);
    let hit = |round: Rounding, low: &Q, high: &Q| round(low) <= stated && stated <= round(high);
    let between = |low: &Q, high: &Q| hit(round_half_up, low, high) || hit(round_half_even, low, high);
    let loose = claim.operands.iter().any(|figure| !figure.exact || figure.hedge.is_some());

    if claim.result.exact {
        let stated = Q::from(stated);
        let within = loose && low <= stated && stated <= high;
        let verdict = match () {
            () if value == stated => Verdict::Consistent,
            () if within => Verdict::WithinRounding,
            () => Verdict::Inconsistent,
        };
        let readings = if low <= stated && stated <= high { vec![Reading::HalfUp] } else { vec![] };
        let boundary = verdict == Verdict::WithinRounding && (low == stated || high == stated);
        let passing = (high.floor() - low.ceil() + Q::one()).to_integer();
        return Opinion { verdict, readings, passing: passing.to_u64().unwrap_or(0), boundary, low, high };
    }

    let readings: Vec<Reading> =
        ROUNDINGS.iter().filter(|(_, round)| hit(*round, &low, &high)).map(|(reading, _)| *reading).collect();
    let verdict = match () {
        () if round_half_up(&value) == stated => Verdict::Consistent,
        () if round_half_even(&value) == stated => Verdict::HalfEven,
        () if loose && between(&low, &high) => Verdict::WithinRounding,
        () if farther(claim).is_some_and(|(low, high)| between(&low, &high)) => Verdict::Unchecked,
        () if readings.contains(&Reading::Truncated) => Verdict::Truncated,
        () if readings.contains(&Reading::RoundedUp) => Verdict::RoundedUp,
        () => Verdict::Inconsistent,
    };
    let boundary = verdict == Verdict::WithinRounding && {
        // Only an end does when moving off it, however little, no longer does.
        let speck = (&high - &low) * power_of_ten(-40);
        !between(&(&low + &speck), &(&high - &speck))
    };
    let passing = (round_half_up(&high) - round_half_up(&low) + BigInt::one()).to_u64().unwrap_or(0);
    Opinion { verdict, readings, passing, boundary, low, high }
}
