//! Figures as reports print them: digits with or without commas, in full width or in Chinese, scale words, units, hedges.

use gouji::verdict::HedgeKind;
use num_bigint::BigInt;

use super::dice::Dice;
use super::rounding::{Q, power_of_ten};
use super::term::Term;

/// A figure, as it stands in the sentence and as what it says.
#[derive(Debug, Clone)]
pub(crate) struct Printed {
    pub(crate) text: String,
    pub(crate) term: Term,
}

/// A unit as printed behind a number (and what stands before it), and how many base units it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit {
    pub(crate) before: &'static str,
    pub(crate) after: &'static str,
    /// So many base units, over `over`, times ten to the power of `power`.
    pub(crate) times: i128,
    pub(crate) over: i128,
    pub(crate) power: i32,
    /// Whether it counts whole things.
    pub(crate) counts: bool,
}

/// A unit of so many powers of ten.
pub(crate) const fn unit(after: &'static str, power: i32, counts: bool) -> Unit {
    Unit { before: "", after, times: 1, over: 1, power, counts }
}

impl Unit {
    pub(crate) fn size(&self) -> Q {
        Q::new(BigInt::from(self.times), BigInt::from(self.over)) * power_of_ten(self.power)
    }

    /// Whether a scale word is part of it.
    fn scaled(&self) -> bool {
        ["万", "亿", "million"].iter().any(|word| self.after.contains(word))
    }
}

/// How the figure is known beyond its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// By its unit alone.
    ByUnit,
    /// Set by somebody: exact without decimals.
    Set,
}

/// What is to be printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    pub(crate) digits: i128,
    pub(crate) decimals: u32,
    pub(crate) unit: Unit,
    pub(crate) known: Known,
}

impl Figure {
    pub(crate) fn term(&self) -> Term {
        let place = self.unit.size() * power_of_ten(-(self.decimals as i32));
        let whole = self.unit.counts && !self.unit.scaled() && self.decimals == 0;
        let set = self.known == Known::Set && self.decimals == 0;
        Term {
            value: &place * Q::from(BigInt::from(self.digits)),
            place,
            exact: whole || set,
            soft: self.unit.counts && self.ends_in_hundreds(),
            hedge: None,
        }
    }

    fn ends_in_hundreds(&self) -> bool {
        let value =
            Q::from(BigInt::from(self.digits)) * power_of_ten(-(self.decimals as i32)) * self.unit.size();
        self.digits != 0 && (value / power_of_ten(2)).is_integer()
    }

    /// The place of the last digit that is not zero.
    fn width(&self) -> Q {
        let (mut digits, mut width) = (self.digits, self.term().place);
        while digits != 0 && digits % 10 == 0 {
            digits /= 10;
            width *= power_of_ten(1);
        }
        width
    }

    /// As it is.
    pub(crate) fn plain(&self, dice: &mut Dice) -> Printed {
        let number = number(dice, self);
        Printed { text: format!("{}{number}{}", self.unit.before, self.unit.after), term: self.term() }
    }

    /// With a hedge, where the language has one for it.
    pub(crate) fn hedged(&self, dice: &mut Dice) -> Printed {
        let plain = Figure::plain(self, dice);
        if dice.chance(15) && self.decimals == 0 && self.unit.before.is_empty() {
            return self.more(dice);
        }
        let english = !self.unit.before.is_empty() || self.unit.after.starts_with(' ');
        let (kind, before, after) = if english { dice.pick(&ENGLISH_HEDGES) } else { dice.pick(&HEDGES) };
        let term = Term { hedge: Some((kind, self.width())), ..plain.term };
        Printed { text: format!("{before}{}{after}", plain.text), term }
    }

    /// 1200余万元, 1200万余元, 1200余户.
    fn more(&self, dice: &mut Dice) -> Printed {
        let (scale, rest) = split_scale(self.unit.after);
        let word = dice.pick(&["余", "多"]);
        let behind = !scale.is_empty() && dice.chance(40);
        let (text, width) = if behind {
            (format!("{}{scale}{word}{rest}", self.digits), self.unit.size())
        } else {
            (format!("{}{word}{scale}{rest}", self.digits), self.width())
        };
        Printed { text, term: Term { hedge: Some((HedgeKind::More, width)), ..self.term() } }
    }
}

fn split_scale(unit: &str) -> (&str, &str) {
    let scaled = unit.starts_with('万') || unit.starts_with('亿');
    unit.split_at(if scaled { '万'.len_utf8() } else { 0 })
}

const HEDGES: [(HedgeKind, &str, &str); 16] = [
    (HedgeKind::About, "约", ""),
    (HedgeKind::About, "大约", ""),
    (HedgeKind::About, "", "左右"),
    (HedgeKind::Nearly, "近", ""),
    (HedgeKind::Nearly, "将近", ""),
    (HedgeKind::Nearly, "不足", ""),
    (HedgeKind::Over, "超", ""),
    (HedgeKind::Over, "超过", ""),
    (HedgeKind::Over, "逾", ""),
    (HedgeKind::OverInclusive, "突破", ""),
    (HedgeKind::AtLeast, "至少", ""),
    (HedgeKind::AtLeast, "不低于", ""),
    (HedgeKind::AtLeast, "", "以上"),
    (HedgeKind::AtMost, "不超过", ""),
    (HedgeKind::AtMost, "", "以下"),
    (HedgeKind::AtMost, "", "以内"),
];

const ENGLISH_HEDGES: [(HedgeKind, &str, &str); 4] = [
    (HedgeKind::About, "about ", ""),
    (HedgeKind::Nearly, "nearly ", ""),
    (HedgeKind::Over, "over ", ""),
    (HedgeKind::About, "approximately ", ""),
];

/// The digits in one of the ways in which they are written.
fn number(dice: &mut Dice, figure: &Figure) -> String {
    let plain = decimal(figure.digits, figure.decimals);
    let english =
        !figure.unit.before.is_empty() || figure.unit.after.starts_with(' ') || figure.unit.after.is_empty();
    let way = dice.next() % 20;
    match way {
        0..=2 => grouped(&plain),
        3 if !english => full_width(&plain),
        4 if figure.unit.counts
            && figure.decimals == 0
            && !english
            && (100..10_000).contains(&figure.digits) =>
        {
            chinese(figure.digits)
        }
        _ => plain,
    }
}

pub(crate) fn decimal(digits: i128, decimals: u32) -> String {
    let places = decimals as usize;
    let padded = format!("{:0>width$}", digits.abs(), width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let sign = if digits < 0 { "-" } else { "" };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn grouped(plain: &str) -> String {
    let (whole, fraction) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text + fraction
}

fn full_width(plain: &str) -> String {
    let wide = |c: char| match c {
        '0'..='9' => char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap(),
        '.' => '．',
        other => other,
    };
    plain.chars().map(wide).collect()
}

/// From 100 to 9999, in Chinese; smaller numbers in words are turns of speech to a rule.
pub(crate) fn chinese(number: i128) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut text = String::new();
    let mut gap = false;
    for (power, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = (number / power % 10) as usize;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push_str(DIGITS[0]);
        }
        text.push_str(DIGITS[digit]);
        text.push_str(word);
    }
    text
}
