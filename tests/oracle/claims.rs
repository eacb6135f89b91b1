//! Claims made up for the comparison: random ones near the truth, and ones built to land on an end of a reading.

use gouji::verdict::HedgeKind;
use num_bigint::BigInt;
use num_traits::{One, ToPrimitive};

use crate::opinion::{Claim, Figure, Shape, extremes, result_of};
use crate::sentences::{Dice, Q, ROUNDINGS, power_of_ten};

/// A printed amount of one to seven digits, in ones, hundredths, 万 …
pub(crate) fn amount(dice: &mut Dice) -> Figure {
    let length = dice.between(1, 7) as u32;
    let digits = dice.between(10i128.pow(length - 1), 10i128.pow(length) - 1);
    let decimals = dice.pick(&[0, 0, 1, 2, 3, -2, -4]);
    Figure { digits, decimals, exact: dice.chance(40), hedge: None }
}

pub(crate) fn shape(dice: &mut Dice) -> Shape {
    dice.pick(&[Shape::Ratio, Shape::Ratio, Shape::Growth, Shape::Decline, Shape::Sum])
}

pub(crate) fn operands(dice: &mut Dice, shape: Shape) -> Vec<Figure> {
    if shape == Shape::Sum {
        let count = dice.between(2, 6);
        return (0..count)
            .map(|_| {
                let part = amount(dice);
                signed(dice, part)
            })
            .collect();
    }
    let mut actual = amount(dice);
    let mut target = amount(dice);
    if dice.chance(70) {
        // Figures of one size, as in reports.
        target = Figure { decimals: actual.decimals, ..target };
        actual.digits = (target.digits * dice.between(20, 250) / 100).max(1);
    }
    if dice.chance(12) {
        let kinds =
            [HedgeKind::About, HedgeKind::Nearly, HedgeKind::Over, HedgeKind::OverInclusive, HedgeKind::More];
        actual.hedge = Some(dice.pick(&kinds));
    }
    vec![signed(dice, actual), target]
}

/// A few losses among the gains.
pub(crate) fn signed(dice: &mut Dice, figure: Figure) -> Figure {
    let turn = figure.hedge.is_none() && dice.chance(5);
    Figure { digits: if turn { -figure.digits } else { figure.digits }, ..figure }
}

/// A claim whose stated result is the true one under some rounding, or a few places off.
pub(crate) fn random_claim(dice: &mut Dice) -> Claim {
    let shape = shape(dice);
    let operands = operands(dice, shape);
    let decimals = if shape == Shape::Sum {
        operands.iter().map(|part| part.decimals).max().unwrap_or(0) - dice.pick(&[0, 0, 1])
    } else {
        dice.pick(&[2, 3, 4, 5, 1])
    };
    let exact = shape == Shape::Sum && dice.chance(40);
    let mut claim = Claim { shape, operands, result: Figure { digits: 0, decimals, exact, hedge: None } };
    let corners: Vec<(Q, Q)> = claim.operands.iter().map(Figure::corners).collect();
    let printed: Vec<Q> = claim.operands.iter().map(Figure::value).collect();
    let (low, high) = extremes(&claim, &corners);
    let from = match dice.between(0, 3) {
        0 => low,
        1 => high,
        _ => result_of(&claim, &printed),
    };
    let round = ROUNDINGS[dice.between(0, 3) as usize].1;
    let off = dice.pick(&[0, 0, 0, 0, 0, 1, -1, 2, -2, 5]);
    claim.result.digits = round(&from).to_i128().unwrap_or(0) + off;
    claim
}

/// A claim made so that a corner of its operands lands exactly on an end of a reading, or one place past it.
pub(crate) fn boundary_claim(dice: &mut Dice) -> Claim {
    loop {
        let shape = shape(dice);
        let made = if shape == Shape::Sum { boundary_sum(dice) } else { boundary_ratio(dice, shape) };
        if let Some(claim) = made {
            return claim;
        }
    }
}

/// The end of a reading of `digits`, in places: half up or down, the number itself, one place up or down.
pub(crate) fn reading_end(dice: &mut Dice, digits: i128) -> Q {
    let twice = dice.pick(&[-2, -1, -1, -1, 0, 1, 1, 1, 2]);
    Q::new(BigInt::from(2 * digits + twice), BigInt::from(2))
}

pub(crate) fn boundary_ratio(dice: &mut Dice, shape: Shape) -> Option<Claim> {
    let decimals = dice.pick(&[2, 3, 4]);
    let most = 2 * 10i128.pow(decimals as u32);
    let result = Figure { digits: dice.between(1, most), decimals, exact: false, hedge: None };
    let target = Figure {
        digits: 2 * dice.between(1, 49_999) + 1,
        decimals: dice.pick(&[0, 1, 2, -4]),
        exact: dice.chance(50),
        hedge: None,
    };
    let end = reading_end(dice, result.digits) * result.place();
    let ratio = match shape {
        Shape::Growth => Q::one() + end,
        Shape::Decline => Q::one() - end,
        _ => end,
    };
    let (low, high) = target.corners();
    let wanted = ratio * if dice.chance(50) { low } else { high };
    let actual = printed_with_end(dice, &wanted)?;
    Some(Claim { shape, operands: vec![nudged(dice, actual), target], result })
}

pub(crate) fn boundary_sum(dice: &mut Dice) -> Option<Claim> {
    let decimals = dice.pick(&[0, 1, 2]);
    let count = dice.between(1, 4);
    let mut operands: Vec<Figure> = (0..count)
        .map(|_| Figure { digits: dice.between(1, 99_999), decimals, exact: dice.chance(30), hedge: None })
        .collect();
    let result = Figure {
        digits: dice.between(1, 199_999),
        decimals: decimals - dice.pick(&[0, 1]),
        exact: dice.chance(25),
        hedge: None,
    };
    let end =
        if result.exact { Q::from(BigInt::from(result.digits)) } else { reading_end(dice, result.digits) };
    let up = dice.chance(50);
    let others: Q = operands.iter().map(|part| if up { part.corners().1 } else { part.corners().0 }).sum();
    let last = printed_with_end(dice, &(end * result.place() - others))?;
    operands.push(nudged(dice, last));
    Some(Claim { shape: Shape::Sum, operands, result })
}

/// A figure one of whose ends is exactly `wanted`: rounded where its last digit is a 5, else exact.
pub(crate) fn printed_with_end(dice: &mut Dice, wanted: &Q) -> Option<Figure> {
    let decimals = (0..=9).find(|decimals| (wanted * power_of_ten(*decimals)).is_integer())?;
    let digits = (wanted * power_of_ten(decimals)).to_integer().to_i128()?;
    if digits % 10 == 5 || digits % 10 == -5 {
        let below = digits.div_euclid(10);
        let digits = below + dice.between(0, 1);
        return Some(Figure { digits, decimals: decimals - 1, exact: false, hedge: None });
    }
    Some(Figure { digits, decimals, exact: true, hedge: None })
}

/// Mostly as it is, sometimes one place off.
pub(crate) fn nudged(dice: &mut Dice, figure: Figure) -> Figure {
    Figure { digits: figure.digits + dice.pick(&[0, 0, 0, 1, -1]), ..figure }
}
