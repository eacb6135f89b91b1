//! Walks a text once and puts together each mention: what is left of the number, the number, what is right of it.
//! It must not know rules, claims or documents.

use std::cell::Cell;
use std::sync::Arc;

use super::amount::{Amount, FoundHedge};
use super::dates::Dated;
use super::hanzi::Numeral;
use super::invisible::Visible;
use super::lexicon::{Lexicon, LexiconError, UnitKind};
use super::tables::{Tables, UnitEntry};
use super::text::{
    at, before, has, is_dash, is_digit, is_han, is_letter, skip_spaces, skip_spaces_back, step,
};
use super::{
    Figure, Hedge, Kind, Mention, Unit, dates, english, english_dates, hanzi, literal, start, typeset,
};
use crate::exact::Exact;
use crate::work;

/// Reads the mentions of a text, by the grammar of numerals and the words of some lexicons.
#[derive(Debug, Clone)]
pub struct Reader {
    tables: Tables,
}

/// A mention every so many bytes or fewer, as reports have them.
const EACH: usize = 64;

/// For no more mentions room is made before any is found.
const MOST_AT_ONCE: usize = 64;

/// What was found at one place.
#[expect(clippy::large_enum_variant, reason = "each is used up at once, and most are mentions")]
pub(super) enum Found {
    /// A mention.
    Mention(Mention),
    /// No mention, and none before this byte either.
    Nothing(usize),
}

impl Reader {
    /// A reader that knows the words of all `lexicons` at once.
    pub fn new(lexicons: &[Lexicon]) -> Result<Reader, LexiconError> {
        Ok(Reader { tables: Tables::new(lexicons)? })
    }

    /// Every mention in `text`, in order; none overlaps another. Characters that are not seen do not part a figure.
    pub fn read(&self, text: &str) -> Vec<Mention> {
        match Visible::of(text) {
            Some(visible) => {
                self.read_visible(&visible.text).into_iter().map(|mention| visible.back(mention)).collect()
            }
            None => self.read_visible(text),
        }
    }

    /// Every mention in a text all of whose characters are seen.
    pub(crate) fn read_visible(&self, text: &str) -> Vec<Mention> {
        let mut mentions = Vec::with_capacity((text.len() / EACH).min(MOST_AT_ONCE));
        let (mut pos, mut floor, mut measured) = (0, 0, false);
        while let Some(i) = start::candidate(text, pos) {
            work::steps(i - pos + 1);
            let place = Place { s: text, t: &self.tables, floor, measured };
            pos = step(text, i);
            match place.found(i) {
                Found::Mention(mention) => {
                    pos = mention.end.max(pos);
                    floor = mention.end;
                    measured = mention.figure.is_some() && mention.kind != Kind::Ordinal;
                    mentions.push(mention);
                }
                Found::Nothing(next) => pos = next.max(pos),
            }
        }
        mentions
    }
}

/// The text, the tables and how far left a mention may still reach.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) s: &'a str,
    pub(super) t: &'a Tables,
    pub(super) floor: usize,
    /// Whether the mention that ends at `floor` states an amount.
    pub(super) measured: bool,
}

impl Place<'_> {
    fn found(&self, i: usize) -> Found {
        let Some(c) = at(self.s, i) else { return Found::Nothing(self.s.len()) };
        if c.is_ascii_alphabetic() {
            if let Some(found) = self.phrase(i) {
                return found;
            }
            return self.english(i);
        }
        let after = self.t.after(self.s, i + c.len_utf8());
        if let Some(end) = self.t.part_of_word(self.s, i, c, after) {
            return Found::Nothing(end);
        }
        let cut = Cell::new(false);
        let numeral = hanzi::read(self.s, i, &|at| {
            let unit = self.t.scale_like_unit(self.s, at);
            cut.set(cut.get() || unit);
            unit
        });
        // Labels and dates know no units: where one starts like a scale word, the numeral is another to them.
        let scaled = if cut.get() { hanzi::read(self.s, i, &|_| false) } else { None };
        let plain = scaled.as_ref().or(numeral.as_ref());
        if let Some(found) = self.label(i, plain, after) {
            return found;
        }
        if let Some(dated) = dates::read(self.s, i, self.floor, plain).or_else(|| self.english_date(i)) {
            return self.dated(dated);
        }
        if c == '半' {
            return self.half(i);
        }
        if let Some(found) = self.ordinal(i) {
            return found;
        }
        self.number(i, numeral.as_ref())
    }

    pub(super) fn mention(&self, start: usize, end: usize, kind: Kind) -> Mention {
        Mention { start, end, kind, figure: None, upper: None, unit: None, hedge: None, dates: None }
    }

    pub(super) fn ordinal_mention(&self, start: usize, end: usize, figure: Option<Figure>) -> Found {
        Found::Mention(Mention { figure, ..self.mention(start, end, Kind::Ordinal) })
    }

    fn dated(&self, dated: Dated) -> Found {
        let mention = Mention { dates: Some(dated.span), ..self.mention(dated.start, dated.end, dated.kind) };
        Found::Mention(mention)
    }

    /// 5 March 2013, or a year after a word that says it is one.
    fn english_date(&self, i: usize) -> Option<Dated> {
        at(self.s, i).filter(|&c| is_digit(c))?;
        let joined = || english_dates::day_first(self.s, i).or_else(|| english_dates::year_pair(self.s, i));
        let dated = if english_dates::may_follow(self.s, i) { joined() } else { None };
        dated.or_else(|| {
            let end = skip_spaces_back(self.s, i, 0);
            let end = if before(self.s, end) == Some(',') { end - 1 } else { end };
            self.t.year_cues.longest_before(self.s, end, 0)?;
            let dated = english_dates::lone_year(self.s, i)?;
            self.t.unit(self.s, skip_spaces(self.s, dated.end)).is_none().then_some(dated)
        })
    }

    /// What starts with the English word at `i`.
    fn english(&self, i: usize) -> Found {
        let past = english::letters(self.s, i).map_or(step(self.s, i), |(_, end)| end);
        if before(self.s, i).is_some_and(|c| is_letter(c) || is_digit(c)) {
            return Found::Nothing(past);
        }
        if let Some(dated) = english_dates::read(self.s, i) {
            return self.dated(dated);
        }
        let Some(spoken) = english::read(self.s, i) else { return Found::Nothing(past) };
        let end = skip_spaces_back(self.s, i, 0);
        let pronoun = english::letters(self.s, i).is_some_and(|(word, _)| word.eq_ignore_ascii_case("one"))
            && (self.t.not_before_one.longest_before(self.s, end, 0).is_some()
                || self.t.not_after_one.longest(self.s, skip_spaces(self.s, past)).is_some());
        if pronoun && spoken.end == past {
            return Found::Nothing(past);
        }
        if spoken.ordinal {
            return self.ordinal_mention(i, spoken.end, spoken.figure);
        }
        self.finish(self.t.amount_of(self.s, i, spoken.end, spoken.figure))
    }

    /// 半年, 半小时.
    fn half(&self, i: usize) -> Found {
        let past = step(self.s, i);
        let lead = before(self.s, i).is_some_and(|c| is_han(c) && "上下前后大过多泰一夜减对".contains(c));
        let rest = skip_spaces(self.s, past);
        let rest = if matches!(at(self.s, rest), Some('个' | '個')) { step(self.s, rest) } else { rest };
        let unit = self.t.unit(self.s, rest).or_else(|| self.t.chained.longest(self.s, rest));
        let Some((end, unit)) = unit.filter(|(_, unit)| unit.kind == UnitKind::Duration && !lead) else {
            return Found::Nothing(past);
        };
        let half = unit.factor.half();
        let figure = half.and_then(|half| Figure::new(half, half, 0, false));
        let mut mention = self.mention(i, end, Kind::Duration);
        (mention.figure, mention.unit) = (figure, Some(unit_of(unit, None)));
        Found::Mention(mention)
    }

    /// A number with all that belongs to it; `known` is the numeral there.
    fn number(&self, at: usize, known: Option<&Numeral>) -> Found {
        let i = self.first(at);
        let other = if i == at { None } else { self.t.numeral(self.s, i) };
        let Some(numeral) = other.as_ref().or(known.filter(|_| i == at)) else {
            return Found::Nothing(step(self.s, i));
        };
        if let Some(end) = typeset::spaced_groups(self.s, i).or_else(|| typeset::footnote(self.s, i)) {
            return Found::Nothing(end);
        }
        let amount = self.t.amount_from(self.s, i, numeral);
        match self.t.not_numbers.end(self.s, i) {
            Some((end, inside)) if !self.outgrows(&amount, end, inside) => Found::Nothing(end),
            _ => self.finish(amount),
        }
    }

    /// Whether a number is more than the word at its place that is none: 十分之一 and 十分钟 are more than 十分,
    /// 同一个 is not more than 同一.
    fn outgrows(&self, amount: &Amount, end: usize, inside: bool) -> bool {
        let measured = amount.unit.is_some() && amount.end > end && !inside;
        amount.fraction || amount.numeral.end > end || measured
    }

    /// The mention of an amount: its left side, then a range if one starts here.
    pub(super) fn finish(&self, mut amount: Amount) -> Found {
        self.left(&mut amount);
        self.share_unit(&mut amount);
        let stop = amount.end;
        match self.high_end(&amount) {
            Some((high, false)) if self.change(&amount) => change_unit(&mut amount, &high),
            Some((high, dash)) => {
                if let Some(found) = self.joined(&amount, &high, dash) {
                    return found;
                }
            }
            None => {}
        }
        if let Some(found) = self.label_after(&amount) {
            return found;
        }
        if !self.stands(&amount) {
            return Found::Nothing(stop);
        }
        Found::Mention(self.whole(&amount))
    }

    /// 提高0.9、5.9个百分点: a decimal in a list has the unit of the list's last.
    fn share_unit(&self, amount: &mut Amount) {
        if amount.unit.is_some()
            || amount.fraction
            || amount.figure.is_none_or(|f| f.decimals == 0 || f.scaled)
        {
            return;
        }
        let mut end = amount.end;
        for _ in 0..6 {
            if !matches!(at(self.s, end), Some('、' | '和')) {
                return;
            }
            let next = step(self.s, end);
            let Some(literal) =
                at(self.s, next).filter(|&c| is_digit(c)).and_then(|_| literal::read(self.s, next))
            else {
                return;
            };
            end = literal.end;
            if let Some((_, unit)) = self.t.unit(self.s, skip_spaces(self.s, end)) {
                amount.figure = amount.figure.and_then(|figure| figure.times(unit.factor));
                amount.unit = Some(unit.clone());
                return;
            }
        }
    }

    fn whole(&self, amount: &Amount) -> Mention {
        let kind = if amount.per.is_some() { Kind::Quantity } else { kind_of(amount.unit.as_deref()) };
        let mut mention = self.mention(amount.start, amount.end, kind);
        mention.figure = amount.figure.filter(|_| !amount.vague);
        mention.unit = amount.unit.as_ref().map(|unit| unit_of(unit, amount.per.as_ref()));
        mention.hedge = amount.hedge.filter(|_| mention.figure.is_some()).map(|hedge| self.hedge(hedge));
        mention
    }

    fn hedge(&self, found: FoundHedge) -> Hedge {
        let word = self.s.get(found.from..found.to).unwrap_or_default();
        Hedge { kind: found.kind, width: found.width, word: word.into() }
    }

    /// Whether the number is one, and not a character of some other word.
    fn stands(&self, amount: &Amount) -> bool {
        if amount.numeral.arabic || amount.fraction || amount.vague {
            return true;
        }
        if amount.numeral.bare {
            return amount.hedge.is_some()
                && (amount.unit.is_some() || amount.hedge.is_some_and(|h| h.from > amount.start));
        }
        if amount.unit.is_some() || !amount.numeral.lone {
            return true;
        }
        self.stands_free(amount)
    }

    /// A lone numeral character between punctuation, or words that may stand beside a number.
    fn stands_free(&self, amount: &Amount) -> bool {
        let (s, start, end) = (self.s, amount.start, amount.number_end);
        let left = before(s, start).is_none_or(|c| !(is_han(c) || is_letter(c)))
            || self.t.free_before.longest_before(s, start, 0).is_some();
        let right = at(s, end).is_none_or(|c| !(is_han(c) || is_letter(c)))
            || self.t.free_after.longest(s, end).is_some();
        left && right
    }

    /// The other end of a possible range (3～5个, 30-50%, 一百二十到一百五十万元), and whether a dash joins them.
    fn high_end(&self, low: &Amount) -> Option<(Amount, bool)> {
        let s = self.s;
        let joint = skip_spaces(s, low.end);
        let c = at(s, joint)?;
        let dash = is_dash(c);
        let to = has(s, joint, "to ") && joint > low.end;
        if !(dash || to || matches!(c, '至' | '到')) || low.hedge.is_some_and(|h| h.from >= low.number_end)
        {
            return None;
        }
        let mut next = if to { joint + "to ".len() } else { step(s, joint) };
        next = if dash && at(s, next).is_some_and(is_dash) { step(s, next) } else { next };
        next = skip_spaces(s, next);
        at(s, next).filter(|&c| hanzi::starts(c))?;
        Some((self.t.amount(s, next)?, dash))
    }

    /// Two amounts as one range, when they can be the ends of one.
    pub(super) fn joined(&self, low: &Amount, high: &Amount, dash: bool) -> Option<Found> {
        let (mut first, last) = (low.figure?, high.figure.filter(|_| !high.vague)?);
        let unit = match (&low.unit, &high.unit) {
            (None, Some(unit)) => {
                first = first.times(unit.factor)?;
                Some(unit.clone())
            }
            (Some(a), Some(b)) if a.family == b.family && low.per.is_none() && high.per.is_none() => {
                Some(b.clone())
            }
            (None, None) if low.numeral.arabic == high.numeral.arabic => None,
            _ => return None,
        };
        if let Some(power) = high.numeral.scale.filter(|_| !first.scaled && low.unit.is_none()) {
            first = first.scaled_by(Exact::pow10(power)?)?;
        }
        let ordered = first.value.compare(last.value)? == std::cmp::Ordering::Less;
        let same_hand = low.numeral.arabic || dash || unit.is_some() || !low.numeral.lone;
        if !ordered || !same_hand || low.fraction {
            return None;
        }
        if let Some(found) = self.label_range(low, high) {
            return Some(found);
        }
        let mut mention = self.mention(low.start, high.end, Kind::Range);
        (mention.figure, mention.upper) = (Some(first), Some(last));
        mention.unit = unit.map(|unit| unit_of(&unit, None));
        Some(Found::Mention(mention))
    }

    /// Whether the number is where a change starts from (从3家到5家).
    fn change(&self, low: &Amount) -> bool {
        let end = skip_spaces_back(self.s, low.start, self.floor);
        self.t.changes.longest_before(self.s, end, 0).is_some()
    }
}

/// From 52.6 to 58.5 percent: no range, but the first has the unit of the second; not where it may have its scale too
/// (from 1.2 to 1.5 million tonnes).
fn change_unit(low: &mut Amount, high: &Amount) {
    let scaled = |amount: &Amount| amount.figure.is_some_and(|figure| figure.scaled);
    let alike = scaled(low) || !scaled(high);
    if low.unit.is_none() && !low.vague && alike {
        let factor = high.unit.as_ref().map_or(Exact::ONE, |unit| unit.factor);
        low.figure = low.figure.and_then(|figure| figure.times(factor));
        (low.unit, low.per) = (high.unit.clone(), high.per.clone());
    }
}

fn kind_of(unit: Option<&UnitEntry>) -> Kind {
    match unit.map(|unit| unit.kind) {
        None => Kind::Number,
        Some(UnitKind::Quantity) => Kind::Quantity,
        Some(UnitKind::Count) => Kind::Count,
        Some(UnitKind::Duration) => Kind::Duration,
        Some(UnitKind::Percent) => Kind::Percent,
        Some(UnitKind::Points) => Kind::Points,
        Some(UnitKind::Multiple) => Kind::Multiple,
    }
}

/// The unit of a mention; `per` is what it is divided by (元 per 亩), a family of its own.
pub(super) fn unit_of(unit: &Arc<UnitEntry>, per: Option<&Arc<UnitEntry>>) -> Unit {
    match per {
        None => Unit {
            printed: unit.printed.clone(),
            base: unit.base.clone(),
            family: unit.family.clone(),
            whole: unit.whole,
        },
        Some(per) => Unit {
            printed: format!("{}/{}", unit.printed, per.printed).into(),
            base: format!("{}/{}", unit.base, per.printed).into(),
            family: format!("{}/{}", unit.family, per.printed).into(),
            whole: false,
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Numerals, what may stand beside them, and words that are none.
    const PARTS: [&str; 64] = [
        "一", "二", "两", "十", "百", "千", "万", "亿", "零", "○", "半", "点", "3", "12", "2013", "５", "年",
        "月", "日", "季度", "个", "批", "户", "是", "要", "的", "和", "、", "，", "。", "（", "）", "-", "—",
        "至", "到", "又", "分之", "第", "约", "近", "超", "数", "几", "上", "多", "余", "左右", "以上", "负",
        "￥", "统", "进", "步", "心", "同", "众", " ", "\u{3000}", "\n", "级", "号", "五", "a",
    ];

    fn lexicon(name: &str) -> Lexicon {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/rules");
        Lexicon::from_yaml(&std::fs::read_to_string(format!("{folder}/{name}/lexicon.yaml")).unwrap())
            .unwrap()
    }

    proptest! {
        #[test]
        fn a_numeral_is_told_from_a_word_as_if_it_had_been_read(
            texts in prop::collection::vec(prop::collection::vec(0..PARTS.len(), 1..12), 64),
        ) {
            let quick = Reader::new(&[lexicon("zh-report"), lexicon("en-report")]).unwrap();
            let mut slow = quick.clone();
            slow.tables.read_all();
            for parts in texts {
                let text: String = parts.into_iter().map(|part| PARTS[part]).collect();
                prop_assert_eq!(quick.read(&text), slow.read(&text), "{}", text);
            }
        }
    }
}
