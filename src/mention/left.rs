//! What belongs to a number on its left: sign, currency, 数 of 数十, hedge, the point of .25.
//! It must not know what stands on its right.

use super::amount::{Amount, FoundHedge, point_figure};
use super::lexicon::UnitKind;
use super::reader::Place;
use super::text::{
    at, back, before, folded, is_dash, is_digit, is_han, is_letter, is_quote, is_word, skip_spaces_back,
    starts_line,
};
use super::{Figure, HedgeKind, hanzi};

impl Place<'_> {
    /// Sign, currency, 数 of 数十, hedge: what is left of the number.
    pub(super) fn left(&self, amount: &mut Amount) {
        self.leading_point(amount);
        self.sign(amount);
        self.prefix(amount);
        self.sign(amount);
        self.vague(amount);
        let end = skip_spaces_back(self.s, amount.start, self.floor);
        let Some((start, Some(kind))) = self.t.hedge_before.longest_before(self.s, end, self.floor) else {
            return;
        };
        if self.lasts(amount, start, *kind) {
            return;
        }
        let Some(figure) = amount.figure else {
            amount.start = start;
            return;
        };
        if amount.hedge.is_none() {
            let width = figure.significant;
            amount.hedge = Some(FoundHedge { kind: *kind, from: start, to: end, width });
        }
        amount.start = start;
    }

    /// 6 hours over 190 days: right behind an amount, “over” says how long that took and loosens nothing.
    fn lasts(&self, amount: &Amount, word: usize, kind: HedgeKind) -> bool {
        let long = amount.unit.as_ref().is_some_and(|unit| unit.kind == UnitKind::Duration);
        let behind = self.s.get(self.floor..word).is_some_and(|gap| gap.trim().is_empty());
        kind == HedgeKind::Over && self.measured && long && behind
    }

    /// 点五: a point in Chinese with nothing before it.
    fn leading_point(&self, amount: &mut Amount) {
        let Some(c @ ('点' | '點')) = before(self.s, amount.start) else { return };
        let point = amount.start - c.len_utf8();
        if point < self.floor || amount.fraction || amount.unit.is_some() {
            return;
        }
        if before(self.s, point).is_some_and(|c| is_han(c) || is_digit(c)) {
            return;
        }
        let numeral = self.t.numeral(self.s, amount.start);
        if let Some(figure) = numeral.as_ref().and_then(point_figure) {
            (amount.figure, amount.start) = (Some(figure), point);
            amount.numeral.lone = false;
        }
    }

    /// Where the number starts whose first digit is at `i`: at the point before it in .25.
    pub(super) fn first(&self, i: usize) -> usize {
        let point = back(self.s, i);
        let bare =
            at(self.s, i).is_some_and(is_digit) && folded(self.s, point) == Some('.') && point >= self.floor;
        if !bare || point >= i {
            return i;
        }
        let lead = before(self.s, point);
        let apart = !lead.is_some_and(|c| is_word(c) || matches!(c, '.' | ')' | '）'));
        if apart { point } else { i }
    }

    /// 负, minus or a dash that is a sign.
    fn sign(&self, amount: &mut Amount) {
        let end = skip_spaces_back(self.s, amount.start, self.floor);
        let of = amount.fraction && end > self.floor && before(self.s, end) == Some('的');
        let end = if of { back(self.s, end) } else { end };
        let Some(start) = self.sign_before(end, end < amount.start) else { return };
        amount.figure = amount.figure.and_then(Figure::negated);
        amount.start = start;
        amount.numeral.lone = false;
    }

    /// Where the sign that ends at `end` starts; `apart` says that it does not touch the number.
    fn sign_before(&self, end: usize, apart: bool) -> Option<usize> {
        let c = before(self.s, end).filter(|_| end > self.floor)?;
        if apart && c.is_ascii_lowercase() {
            let left = self.s.get(self.floor..end)?;
            let word = ["minus", "negative"].into_iter().find(|word| left.ends_with(word))?;
            let start = end - word.len();
            return (!before(self.s, start).is_some_and(is_letter)).then_some(start);
        }
        let start = end - c.len_utf8();
        let negative = match c {
            '-' | '－' | '−' => self.is_sign(start, apart),
            '负' | '負' => {
                let word = self.t.hedge_before.longest_before(self.s, end, self.floor);
                !matches!(word, Some((_, None)))
            }
            _ => false,
        };
        negative.then_some(start)
    }

    /// Whether the dash at byte `start` is a sign, and joins nothing.
    fn is_sign(&self, start: usize, apart: bool) -> bool {
        let closed = |c| {
            is_digit(c) || is_letter(c) || is_dash(c) || matches!(c, ')' | '）' | '%' | ']') || is_quote(c)
        };
        let touches = start == self.floor && self.floor > 0;
        let joins = before(self.s, start).is_some_and(closed);
        !(joins || touches || apart && !starts_line(self.s, start))
    }

    /// $5, 人民币5万元.
    fn prefix(&self, amount: &mut Amount) {
        let end = skip_spaces_back(self.s, amount.start, self.floor);
        let Some((start, unit)) = self.t.prefixes.longest_before(self.s, end, self.floor) else { return };
        match &amount.unit {
            None => {
                amount.figure = amount.figure.and_then(|figure| figure.times(unit.factor));
                amount.unit = Some(unit.clone());
                amount.start = start;
            }
            Some(own) if own.family == unit.family => amount.start = start,
            // $10,000 grant: the money is what is stated.
            Some(own) if own.whole && amount.hedge.is_none_or(|hedge| hedge.to <= amount.number_end) => {
                amount.figure = amount.figure.and_then(|figure| figure.times(unit.factor));
                (amount.start, amount.end) = (start, amount.number_end);
                (amount.unit, amount.per) = (Some(unit.clone()), None);
            }
            Some(_) => {}
        }
    }

    /// 数十, 几百, 上千: a scale with no number before it.
    fn vague(&self, amount: &mut Amount) {
        let scale_first = at(self.s, amount.start).is_some_and(|c| hanzi::scale(c).is_some());
        if !scale_first || amount.fraction {
            return;
        }
        if let Some((start, ())) = self.t.vague.longest_before(self.s, amount.start, self.floor) {
            (amount.start, amount.vague, amount.figure) = (start, true, None);
        }
    }
}
