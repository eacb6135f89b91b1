//! What happened in a place that does not exist: amounts to the last base unit, and how they are printed.
//!
//! Everything that a report says is worked out from here, so it is true; nothing here knows sentences.

use super::super::round_trip::sentences::Dice;

/// How amounts of one sort are printed: so many base units to the unit, with so many decimals.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    pub after: &'static str,
    pub before: &'static str,
    pub size: i128,
    pub decimals: u32,
}

const fn unit(after: &'static str, size: i128, decimals: u32) -> Unit {
    Unit { after, before: "", size, decimals }
}

impl Unit {
    /// Base units to the last digit that is printed.
    fn place(self) -> i128 {
        self.size / 10i128.pow(self.decimals)
    }

    /// Whether it counts whole things, of which there is no rest to round.
    pub fn counts(self) -> bool {
        self.size == 100 && !["吨", "亩"].contains(&self.after) && self.before.is_empty()
    }
}

/// What is counted or measured: names, and the units in which it may be printed.
pub struct Sort {
    pub names: &'static [&'static str],
    pub units: &'static [Unit],
}

/// In units of a hundredth of a yuan, a tonne, a mu, so that all are whole numbers.
pub const CHINESE: [Sort; 7] = [
    Sort {
        names: &["税收收入", "旅游收入", "集体经济收入", "项目资金", "工业技改投资", "财政支出", "合同金额"],
        units: &[
            unit("亿元", 10_000_000_000, 2),
            unit("亿元", 10_000_000_000, 1),
            unit("万元", 1_000_000, 0),
            unit("万元", 1_000_000, 1),
        ],
    },
    Sort {
        names: &["实际利用外资", "出口额"],
        units: &[unit("万美元", 1_000_000, 0), unit("亿美元", 10_000_000_000, 2)],
    },
    Sort {
        names: &["粮食产量", "货物吞吐量"], units: &[unit("万吨", 1_000_000, 2), unit("吨", 100, 0)]
    },
    Sort {
        names: &["造林面积", "土地流转面积"], units: &[unit("亩", 100, 0), unit("万亩", 1_000_000, 2)]
    },
    Sort { names: &["改造农房", "走访群众"], units: &[unit("户", 100, 0)] },
    Sort { names: &["新增企业", "培育小微企业"], units: &[unit("家", 100, 0)] },
    Sort { names: &["办结案件", "受理诉求"], units: &[unit("件", 100, 0)] },
];

/// In cents.
pub const ENGLISH: [Sort; 2] = [
    Sort {
        names: &["Income", "Spending", "Grant funding"],
        units: &[
            Unit { before: "$", after: " million", size: 100_000_000, decimals: 1 },
            Unit { before: "$", after: "", size: 100, decimals: 0 },
            Unit { before: "£", after: "m", size: 100_000_000, decimals: 1 },
        ],
    },
    Sort { names: &["Enrolment", "Homes repaired", "Permits issued"], units: &[unit("", 100, 0)] },
];

/// One indicator: what was done, what was done a year before, and what was to be done.
#[derive(Debug, Clone)]
pub struct Fact {
    pub name: String,
    pub unit: Unit,
    pub actual: i128,
    pub last: i128,
    pub target: i128,
}

/// How a writer works: from what happened or from what was printed, and with how many decimals behind a percent.
#[derive(Debug, Clone, Copy)]
pub struct Habit {
    pub printed: bool,
    pub decimals: u32,
}

/// Half up, away from zero; `by` is above zero.
pub fn rounded(value: i128, by: i128) -> i128 {
    let magnitude = (2 * value.abs() + by) / (2 * by);
    if value < 0 { -magnitude } else { magnitude }
}

impl Habit {
    /// A number as the writer takes it into a calculation.
    pub fn taken(self, value: i128, unit: Unit) -> i128 {
        if self.printed { rounded(value, unit.place()) * unit.place() } else { value }
    }

    /// One number in percent of another, in places of the last decimal.
    pub fn percent(self, part: i128, whole: i128) -> i128 {
        let scaled = part * 10i128.pow(self.decimals + 2);
        if whole < 0 { rounded(-scaled, -whole) } else { rounded(scaled, whole.max(1)) }
    }
}

impl Fact {
    /// An indicator of this sort; counts are whole, targets are what is printed of them.
    pub fn any(dice: &mut Dice, sort: &Sort) -> Fact {
        let unit = dice.pick(sort.units);
        let length = dice.between(2, 4 + i128::from(unit.decimals)) as u32;
        let printed = dice.between(10i128.pow(length - 1), 10i128.pow(length) - 1);
        let last = with_rest(dice, printed, unit);
        let grown = printed * dice.between(60, 190) / 100 + 1;
        let actual = with_rest(dice, grown, unit);
        let round = dice.pick(&[1, 1, 10, 100]);
        let target = (printed * dice.between(70, 130) / 100 / round).max(1) * round * unit.place();
        Fact { name: dice.pick(sort.names).to_owned(), unit, actual, last, target }
    }

    /// The same for a part of the place.
    pub fn like(dice: &mut Dice, other: &Fact, name: &str) -> Fact {
        let place = other.unit.place();
        let share = |dice: &mut Dice, of: i128| (of / place * dice.between(5, 180) / 100).max(1);
        let (actual, last, target) =
            (share(dice, other.actual), share(dice, other.last), share(dice, other.target));
        Fact {
            name: name.to_owned(),
            unit: other.unit,
            actual: with_rest(dice, actual, other.unit),
            last: with_rest(dice, last, other.unit),
            target: target * place,
        }
    }

    /// Some of it, in whole places.
    pub fn some(dice: &mut Dice, of: &Fact, name: &str) -> Fact {
        let place = of.unit.place();
        let percent = dice.between(10, 80);
        let share = |of: i128| of * percent / 100 / place * place;
        let (actual, last, target) = (share(of.actual), share(of.last), share(of.target));
        Fact { name: name.to_owned(), unit: of.unit, actual, last, target }
    }

    /// All parts together.
    pub fn sum(parts: &[Fact], name: &str) -> Fact {
        let of = |field: fn(&Fact) -> i128| parts.iter().map(field).sum::<i128>();
        Fact {
            name: name.to_owned(),
            unit: parts[0].unit,
            actual: of(|part| part.actual),
            last: of(|part| part.last),
            target: of(|part| part.target),
        }
    }
}

/// What is printed as `printed`, with some rest that is not.
fn with_rest(dice: &mut Dice, printed: i128, unit: Unit) -> i128 {
    let place = unit.place();
    if unit.counts() || dice.chance(20) {
        return printed * place;
    }
    let half = place / 2;
    printed * place + dice.between(-half, (half - 1).max(-half))
}

/// A number of places as a decimal.
pub fn decimal(places: i128, decimals: u32) -> String {
    let padded = format!("{:0>width$}", places.abs(), width = decimals as usize + 1);
    let (whole, fraction) = padded.split_at(padded.len() - decimals as usize);
    let sign = if places < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The number of an amount, without its unit.
pub fn number(value: i128, unit: Unit) -> String {
    decimal(rounded(value, unit.place()), unit.decimals)
}

/// An amount with its unit.
pub fn amount(value: i128, unit: Unit) -> String {
    format!("{}{}{}", unit.before, number(value, unit), unit.after)
}
