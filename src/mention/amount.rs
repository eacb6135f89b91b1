//! A number with what belongs to it on its right: fraction, 余, k, unit, smaller units, half, 以上.
//! It must not know what stands on its left.

use std::sync::Arc;

use super::hanzi::{self, Numeral, Written};
use super::lexicon::UnitKind;
use super::tables::{Tables, UnitEntry};
use super::text::{at, folded, has, is_digit, is_letter, skip_spaces, step};
use super::{Figure, HedgeKind, english};
use crate::exact::Exact;

/// A hedge word that was found, and how far it reaches.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundHedge {
    pub(super) kind: HedgeKind,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) width: Exact,
}

/// A number and what follows it.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where the numeral itself ends.
    pub(super) number_end: usize,
    pub(super) figure: Option<Figure>,
    pub(super) vague: bool,
    pub(super) numeral: Written,
    /// Whether the numeral by itself states a number.
    pub(super) stated: bool,
    pub(super) unit: Option<Arc<UnitEntry>>,
    /// What the unit is divided by (亩 of 元/亩).
    pub(super) per: Option<Arc<UnitEntry>>,
    pub(super) hedge: Option<FoundHedge>,
    /// 三分之一, 1/5.
    pub(super) fraction: bool,
}

impl Tables {
    /// Whether a unit that starts like a scale word stands at byte `i` (千瓦, 百分点).
    pub(super) fn scale_like_unit(&self, s: &str, i: usize) -> bool {
        let points = || has(s, i, "百分点") || has(s, i, "百分點");
        at(s, i) == Some('百') && points() || self.unit(s, i).is_some_and(|(end, _)| end > step(s, i))
    }

    /// The numeral at byte `i`.
    pub(super) fn numeral(&self, s: &str, i: usize) -> Option<Numeral> {
        hanzi::read(s, i, &|at| self.scale_like_unit(s, at))
    }

    /// The number at byte `i` with all that belongs to it on its right.
    pub(super) fn amount(&self, s: &str, i: usize) -> Option<Amount> {
        Some(self.amount_from(s, i, &self.numeral(s, i)?))
    }

    /// The numeral that starts at byte `i` with all that belongs to it on its right.
    pub(super) fn amount_from(&self, s: &str, i: usize, numeral: &Numeral) -> Amount {
        let mut amount = Amount::new(i, numeral);
        self.fraction(s, &mut amount);
        if !amount.fraction {
            self.more(s, &mut amount);
            suffix(s, &mut amount);
            spoken_scale(s, &mut amount);
        }
        if amount.unit.is_none() {
            self.unit_after(s, &mut amount);
        }
        self.rest_of_unit(s, &mut amount);
        amount
    }

    /// A number already read (in English words) with what belongs to it on its right.
    pub(super) fn amount_of(&self, s: &str, start: usize, end: usize, figure: Option<Figure>) -> Amount {
        let plain = Numeral { figure, written: Written { end, arabic: true, ..Written::default() } };
        let mut amount = Amount::new(start, &plain);
        self.unit_after(s, &mut amount);
        self.rest_of_unit(s, &mut amount);
        amount
    }

    fn rest_of_unit(&self, s: &str, amount: &mut Amount) {
        self.smaller(s, amount);
        half_after(s, amount);
        self.hedge_after(s, amount);
    }

    /// 三分之一, 百分之五, 五又二分之一, 1/5.
    fn fraction(&self, s: &str, amount: &mut Amount) {
        if !amount.numeral.bare
            && let Some(past) = one_of(s, amount.end, &['又'])
            && let Some(whole) = amount.figure
            && let Some(numeral) = self.numeral(s, past)
            && let Some((part, end, false)) = self.parts(s, numeral.figure.as_ref(), numeral.written)
        {
            amount.fraction_is(whole.plus(part), end);
            return;
        }
        if let Some((figure, end, percent)) = self.parts(s, amount.figure.as_ref(), amount.numeral) {
            amount.fraction_is(Some(figure), end);
            if percent {
                amount.unit = self.percent();
            }
            return;
        }
        if let Some((figure, end)) = slash(s, amount) {
            amount.fraction_is(figure, end);
        }
    }

    /// The unit that `%` is.
    pub(super) fn percent(&self) -> Option<Arc<UnitEntry>> {
        self.units.longest("%", 0).map(|(_, unit)| unit.clone())
    }

    /// `denominator` 分之 numerator; the last tells whether it is a percent (百分之五), given in percent.
    fn parts(&self, s: &str, stated: Option<&Figure>, denominator: Written) -> Option<(Figure, usize, bool)> {
        at(s, skip_spaces(s, denominator.end)).filter(|c| *c == '分')?;
        if denominator.bare && stated.is_some() && has(s, denominator.end, "分百") {
            let all = Figure::whole(100)?;
            return Some((all, denominator.end + "分百".len(), true));
        }
        let over = stated?.value;
        let past = word(s, denominator.end, &["分之", "分 之"])?;
        let (negative, from) = match folded(s, past)? {
            '负' | '負' | '-' => (true, skip_spaces(s, step(s, past))),
            '点' | '點' => return self.below_one(s, past, over, denominator.bare),
            _ => (false, past),
        };
        let numeral = self.numeral(s, from)?;
        let mut above = Amount::new(from, &numeral);
        suffix(s, &mut above);
        let figure = if negative { above.figure?.negated()? } else { above.figure? };
        ratio(figure, over, denominator.bare).map(|figure| (figure, above.end, denominator.bare))
    }

    /// 百分之点二八.
    fn below_one(&self, s: &str, point: usize, over: Exact, bare: bool) -> Option<(Figure, usize, bool)> {
        let numeral = self.numeral(s, step(s, point))?;
        let figure = point_figure(&numeral)?;
        ratio(figure, over, bare).map(|figure| (figure, numeral.written.end, bare))
    }

    /// 10余万, 10万余, 400余, 二十几万.
    fn more(&self, s: &str, amount: &mut Amount) {
        let from = skip_spaces(s, amount.end);
        let Some((to, &free)) = self.inside.longest(s, from) else { return };
        let Some(figure) = amount.figure else { return };
        let mut end = skip_spaces(s, to);
        let (mut scale, mut large) = (Exact::ONE, false);
        while let Some((more, is_large)) =
            at(s, end).and_then(hanzi::scale).filter(|_| !self.scale_like_unit(s, end))
        {
            let Some(product) = scale.mul(more) else { return };
            (scale, large, end) = (product, large || is_large, step(s, end));
        }
        let scaled = scale != Exact::ONE;
        let place = if amount.numeral.scale.is_some() { figure.place } else { figure.significant };
        let unit_follows = self.unit(s, skip_spaces(s, end)).is_some();
        let stands = free && (amount.numeral.arabic || !amount.numeral.lone);
        if !(scaled || unit_follows || stands) {
            return;
        }
        let figure = if large { figure.scaled_by(scale) } else { figure.times(scale) };
        let width = if scaled { figure.map(|f| f.significant) } else { Some(place) };
        amount.hedge = width.map(|width| FoundHedge { kind: HedgeKind::More, from, to, width });
        amount.figure = figure;
        amount.end = if scaled { end } else { to };
        amount.number_end = amount.end;
    }

    /// The unit after the number, past a space or two.
    fn unit_after(&self, s: &str, amount: &mut Amount) {
        let from = skip_spaces(s, amount.end);
        if self.divided_unit(s, from, amount) {
            return;
        }
        let Some((end, unit)) = self.unit(s, from) else { return };
        amount.scale(unit.factor);
        amount.vague |= amount.figure.is_none() || amount.numeral.pair;
        amount.unit = Some(unit.clone());
        amount.end = end;
        let slash = at(s, end).filter(|c| matches!(c, '/' | '／'));
        if let Some((end, per)) = slash.and_then(|_| self.unit(s, step(s, end))) {
            (amount.per, amount.end) = (Some(per.clone()), end);
        }
    }

    /// 个多月, 个半小时: more than one, one and a half.
    fn divided_unit(&self, s: &str, from: usize, amount: &mut Amount) -> bool {
        let Some(middle) = one_of(s, from, &['个', '個']) else { return false };
        let Some(c @ ('多' | '余' | '半' | '來' | '来')) = at(s, middle) else { return false };
        let rest = step(s, middle);
        let found = self.chained.longest(s, rest).or_else(|| self.units.longest(s, rest));
        let Some((end, unit)) = found.filter(|(_, unit)| unit.kind == UnitKind::Duration) else {
            return false;
        };
        let figure = amount.figure.and_then(|figure| figure.times(unit.factor));
        if c == '半' {
            amount.figure = figure.and_then(|figure| half_more(figure, unit.factor));
        } else {
            amount.figure = figure;
            let width = unit.factor;
            amount.hedge = Some(FoundHedge { kind: HedgeKind::More, from: middle, to: rest, width });
        }
        amount.unit = Some(unit.clone());
        amount.end = end;
        true
    }

    /// 5角 after 3元, 30分 after 2小时.
    fn smaller(&self, s: &str, amount: &mut Amount) {
        while let Some(unit) = amount.unit.as_ref().filter(|unit| !unit.whole && amount.per.is_none()) {
            let from = one_of(s, amount.end, &['零']).unwrap_or(amount.end);
            let Some(numeral) = at(s, from).filter(|&c| hanzi::starts(c)).and_then(|_| self.numeral(s, from))
            else {
                return;
            };
            let chained = self.chained.longest(s, numeral.written.end).map(|(end, unit)| (end, unit.clone()));
            let found =
                chained.or_else(|| self.unit(s, numeral.written.end).map(|(end, unit)| (end, unit.clone())));
            let smaller = found.filter(|(_, next)| {
                next.family == unit.family
                    && next.factor.compare(unit.factor) == Some(std::cmp::Ordering::Less)
                    && !matches!(next.kind, UnitKind::Percent | UnitKind::Points | UnitKind::Multiple)
            });
            let Some((end, next)) = smaller else { return };
            let part = numeral.figure.and_then(|figure| figure.times(next.factor));
            let Some(sum) = amount.figure.zip(part).and_then(|(sum, part)| sum.plus(part)) else { return };
            (amount.figure, amount.end, amount.unit) = (Some(sum), end, Some(next));
        }
    }

    /// 以上, 左右 after the number or its unit; 多 after a unit that measures, where it is no verb (比2.4亿元多600万元).
    fn hedge_after(&self, s: &str, amount: &mut Amount) {
        let from = skip_spaces(s, amount.end);
        let Some((to, Some(kind))) = self.hedge_after.longest(s, from) else { return };
        let measured = amount.unit.as_ref().is_some_and(|unit| !unit.whole);
        let verb = || at(s, skip_spaces(s, to)).is_some_and(char::is_numeric);
        let loosens = |_: &Figure| *kind != HedgeKind::More || measured && !verb();
        let Some(figure) = amount.figure.filter(loosens) else { return };
        if amount.unit.is_none() && amount.numeral.lone && !amount.fraction {
            return;
        }
        let unit = amount.unit.as_ref().map_or(Exact::ONE, |unit| unit.factor);
        let width = if *kind == HedgeKind::More { unit } else { figure.significant };
        if amount.hedge.is_none() {
            amount.hedge = Some(FoundHedge { kind: *kind, from, to, width });
        }
        amount.end = to;
    }
}

impl Amount {
    fn new(start: usize, numeral: &Numeral) -> Amount {
        let written = numeral.written;
        Amount {
            start,
            end: written.end,
            number_end: written.end,
            figure: numeral.figure,
            vague: written.vague,
            numeral: written,
            stated: numeral.figure.is_some(),
            unit: None,
            per: None,
            hedge: None,
            fraction: false,
        }
    }

    fn fraction_is(&mut self, figure: Option<Figure>, end: usize) {
        (self.figure, self.end, self.number_end, self.fraction) = (figure, end, end, true);
    }

    /// Takes everything stated so far times a unit's factor.
    fn scale(&mut self, factor: Exact) {
        if factor == Exact::ONE {
            return;
        }
        self.figure = self.figure.and_then(|figure| figure.times(factor));
        self.hedge =
            self.hedge.and_then(|hedge| Some(FoundHedge { width: hedge.width.mul(factor)?, ..hedge }));
    }
}

/// Past one of `chars`, with spaces around it allowed.
fn one_of(s: &str, i: usize, chars: &[char]) -> Option<usize> {
    let from = skip_spaces(s, i);
    let c = at(s, from).filter(|c| chars.contains(c))?;
    Some(skip_spaces(s, from + c.len_utf8()))
}

/// Past one of `words`, with spaces around it allowed.
fn word(s: &str, i: usize, words: &[&str]) -> Option<usize> {
    let from = skip_spaces(s, i);
    words.iter().find(|word| has(s, from, word)).map(|word| skip_spaces(s, from + word.len()))
}

/// 0.28 from 二八 after a point.
pub(super) fn point_figure(numeral: &Numeral) -> Option<Figure> {
    let digits = match numeral.written.plain {
        Some((_, digits)) => digits,
        None if numeral.written.lone => 1,
        None => return None,
    };
    let places = i32::try_from(digits).ok()?;
    let figure = numeral.figure?.times(Exact::pow10(-places)?)?;
    Figure::new(figure.value, figure.place, u32::try_from(digits).ok()?, false)
}

/// `above` over `over`: in percent for 百分之, 千分之, else as a number.
fn ratio(above: Figure, over: Exact, percent: bool) -> Option<Figure> {
    let factor = Exact::ONE.div(over)?;
    above.times(if percent { factor.mul(Exact::whole(100))? } else { factor })
}

/// million after 1.2, and the fraction of 1 4/5.
fn spoken_scale(s: &str, amount: &mut Amount) {
    if !amount.numeral.arabic || amount.numeral.scale.is_some() {
        return;
    }
    let Some(figure) = &amount.figure else { return };
    if let Some((figure, end)) = english::after_digits(s, amount.end, figure) {
        (amount.figure, amount.end, amount.number_end) = (Some(figure), end, end);
        return;
    }
    let from = skip_spaces(s, amount.end);
    if from != amount.end + 1 || amount.numeral.plain.is_none() || !at(s, from).is_some_and(is_digit) {
        return;
    }
    let Some(part) = hanzi::read(s, from, &|_| false).map(|numeral| Amount::new(from, &numeral)) else {
        return;
    };
    let Some((Some(part), end)) = slash(s, &part) else { return };
    if part.value.compare(Exact::ONE) == Some(std::cmp::Ordering::Less) {
        amount.fraction_is(figure.plus(part), end);
    }
}

/// The rest of 1/5, unless it is a part of something longer.
fn slash(s: &str, amount: &Amount) -> Option<(Option<Figure>, usize)> {
    at(s, amount.end).filter(|c| *c == '/' && amount.numeral.plain.is_some() && amount.numeral.arabic)?;
    let above = amount.figure?;
    if super::text::before(s, amount.start).is_some_and(|c| c == '/' || is_letter(c)) {
        return None;
    }
    let below = super::literal::read(s, step(s, amount.end))?;
    let next = at(s, below.end);
    let longer = next.is_some_and(|c| matches!(c, '/' | '-') || is_letter(c) || is_digit(c));
    let over = below.figure.filter(|_| below.plain.is_some_and(|n| n > 0) && !longer)?.value;
    Some((ratio(above, over, false), below.end))
}

/// 12k, 1.04M, 30w right after the digits; £3.2m, $1.4bn.
fn suffix(s: &str, amount: &mut Amount) {
    if !amount.numeral.arabic {
        return;
    }
    let Some((power, end)) =
        money_suffix(s, amount).or_else(|| word_suffix(s, amount)).or_else(|| letter_suffix(s, amount))
    else {
        return;
    };
    if at(s, end).is_some_and(|c| is_letter(c) || is_digit(c) || c == '/') {
        return;
    }
    amount.figure = Exact::pow10(power).and_then(|scale| amount.figure?.scaled_by(scale));
    (amount.end, amount.number_end) = (end, end);
}

/// The power of ten that a letter stands for, and where it ends.
fn letter_suffix(s: &str, amount: &Amount) -> Option<(i32, usize)> {
    let from = skip_spaces(s, amount.end);
    let decimals = amount.figure.is_some_and(|f| f.decimals > 0);
    let power = match folded(s, from)? {
        'k' | 'K' => 3,
        'w' | 'W' => 4,
        'M' if from == amount.end => 6,
        'b' | 'B' if decimals && from == amount.end => 9,
        'G' if decimals && from == amount.end => 9,
        _ => return None,
    };
    Some((power, step(s, from)))
}

/// The letters that scale amounts of money, the longer first, where the sign of a currency stands before the number:
/// elsewhere m is a metre.
const MONEY: [(&str, i32); 9] = [
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("mn", 6),
    ("bn", 9),
    ("tn", 12),
    ("m", 6),
    ("b", 9),
    ("t", 12),
];

/// Words for scales that are none elsewhere, in figures.
const WORDS: [(&str, i32); 8] =
    [("lakhs", 5), ("lakh", 5), ("crores", 7), ("crore", 7), ("mln", 6), ("mio", 6), ("bln", 9), ("mrd", 9)];

fn word_suffix(s: &str, amount: &Amount) -> Option<(i32, usize)> {
    let rest = s.get(skip_spaces(s, amount.end)..)?;
    let begins = |word: &str| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let (word, power) = WORDS.iter().find(|(word, _)| begins(word))?;
    Some((*power, s.len() - rest.len() + word.len()))
}

fn money_suffix(s: &str, amount: &Amount) -> Option<(i32, usize)> {
    super::text::before(s, amount.start).filter(|c| matches!(c, '$' | '£' | '€' | '¥' | '￥' | '₹'))?;
    let from = skip_spaces(s, amount.end);
    let found = |(letters, power): &(&str, i32)| {
        let from = if letters.len() > 1 { from } else { amount.end };
        let end = from + letters.len();
        s.get(from..end).filter(|part| part.eq_ignore_ascii_case(letters)).map(|_| (*power, end))
    };
    MONEY.iter().find_map(found)
}

/// 半 after a unit: three years and a half; 三成半.
fn half_after(s: &str, amount: &mut Amount) {
    let Some(unit) = amount.unit.as_ref().filter(|unit| !unit.whole) else { return };
    if at(s, amount.end) != Some('半') || matches!(unit.kind, UnitKind::Points | UnitKind::Multiple) {
        return;
    }
    let end = step(s, amount.end);
    if at(s, end).is_some_and(|c| matches!(c, '数' | '年' | '月' | '天' | '径' | '成' | '自' | '个'))
    {
        return;
    }
    amount.figure = amount.figure.and_then(|figure| half_more(figure, unit.factor));
    amount.end = end;
}

fn half_more(figure: Figure, factor: Exact) -> Option<Figure> {
    let half = factor.half()?;
    Figure::new(figure.value.add(half)?, half, figure.decimals, figure.scaled)
}
