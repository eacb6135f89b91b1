//! Numbers that are names: 第二届, 12345热线, “4+4”, 3·01, 10#, A2021, list marks.
//! It must not know units or values beyond what tells a label from a figure.

use super::Figure;
use super::amount::Amount;
use super::dates;
use super::hanzi::{self, Numeral, Written};
use super::literal;
use super::part::After;
use super::reader::{Found, Place};
use super::text::{at, back, before, fold, folded, has, is_digit, is_han, is_letter, is_quote, step};
use super::text::{starts_clause, starts_line};
use crate::exact::Exact;

/// How long a serial number is followed.
const LONGEST: usize = 128;

/// How far back a web address is looked for.
const ADDRESS: usize = 96;

/// What links two numbers to one label, or makes one of a number.
const LINKS: [char; 7] = ['+', '＋', '·', '•', '・', '#', '＃'];

/// Whether a number has two digits before its point at most.
fn below_hundred(value: Exact) -> bool {
    value.compare(Exact::whole(100)) == Some(std::cmp::Ordering::Less)
}

impl Place<'_> {
    /// A label that the characters around the number give away, whatever the number is.
    /// `numeral` is what stands at `i` where no unit starts like a scale word, `after` the second character.
    pub(super) fn label(&self, i: usize, numeral: Option<&Numeral>, after: After) -> Option<Found> {
        if after.may_be_phrase()
            && let Some(found) = self.phrase(i)
        {
            return Some(found);
        }
        if at(self.s, i).is_some_and(is_digit)
            && let Some(end) = self.address(i).or_else(|| self.signed(i))
        {
            return Some(self.ordinal_mention(i, end, self.numbered(i, end)));
        }
        self.mark(i, numeral?).map(|end| self.ordinal_mention(i, end, None))
    }

    /// A label that a letter or a sign right beside the digits at `i` makes: past its end.
    fn signed(&self, i: usize) -> Option<usize> {
        let (before, next) = (before(self.s, i), at(self.s, self.digits_end(i)));
        let letter = |c| is_letter(c);
        let serial = next.is_some_and(|c| letter(c) || matches!(fold(c), '-' | '.'))
            || before.is_some_and(|c| letter(c) || matches!(c, '_' | '-'));
        let serial = || serial.then(|| self.serial(i)).flatten();
        let clock = || next.filter(|c| matches!(c, ':' | '：')).and_then(|_| dates::clock(self.s, i));
        let chain = || next.filter(|c| LINKS.contains(c)).and_then(|_| self.chain(i));
        serial().or_else(clock).or_else(chain).or_else(|| self.quoted(i))
    }

    /// A phrase that is one label: 十四五, Year 7; not in Year 71.
    pub(super) fn phrase(&self, i: usize) -> Option<Found> {
        let (end, ()) = self.t.phrases.longest(self.s, i)?;
        let letters = at(self.s, i).is_some_and(is_letter);
        let inside = letters && before(self.s, i).is_some_and(|c| is_letter(c) || is_digit(c));
        let goes_on = before(self.s, end).is_some_and(is_digit) && at(self.s, end).is_some_and(is_digit);
        (!inside && !goes_on).then(|| self.ordinal_mention(i, end, None))
    }

    /// The number of 25th.
    fn numbered(&self, i: usize, end: usize) -> Option<Figure> {
        let literal = literal::read(self.s, i)?;
        let suffix = self.s.get(literal.end..end)?;
        literal.figure.filter(|_| matches!(suffix, "st" | "nd" | "rd" | "th") && literal.plain.is_some())
    }

    /// Digits in a web or mail address: past its end.
    fn address(&self, i: usize) -> Option<usize> {
        let bytes = self.s.as_bytes().get(..i)?;
        let from = bytes.iter().rev().take(ADDRESS).take_while(|b| b.is_ascii_graphic()).count();
        let head = bytes.get(i - from..)?;
        let has = |word: &[u8]| head.windows(word.len()).any(|part| part == word);
        if !(has(b"@") || has(b"://") || has(b"www.")) {
            return None;
        }
        let rest = self.s.as_bytes().get(i..)?;
        let length = rest.iter().take_while(|b| b.is_ascii_graphic()).count();
        (length > 0).then_some(i + length)
    }

    /// Digits glued to letters (G60, 4S, 24703L202), or to more digits by two hyphens or dots (1-222-2222).
    fn serial(&self, i: usize) -> Option<usize> {
        let lettered = before(self.s, i).is_some_and(|c| is_letter(c) || c == '_')
            && self.t.prefixes.longest_before(self.s, i, self.floor).is_none();
        let dashed = before(self.s, i) == Some('-') && before(self.s, back(self.s, i)).is_some_and(is_letter);
        let (end, joints, letters) = self.glued(i);
        let amount = if letters || lettered { self.t.amount(self.s, self.first(i)) } else { None };
        let known = letters && amount.as_ref().is_some_and(|amount| amount.end >= self.word_end(i));
        let lettered = lettered && amount.is_none_or(|amount| amount.numeral.scale.is_none());
        if lettered || dashed || letters && !known {
            return Some(self.past_groups(i, end));
        }
        (joints >= 2
            && dates::read(self.s, i, i, hanzi::read(self.s, i, &|_| false).as_ref()).is_none()
            && !letters)
            .then_some(end)
    }

    /// Past the groups of a number that begins a label at `i`: a label is no part of a number, and in Spent-5,774 million
    /// the rest of it is no figure.
    fn past_groups(&self, i: usize, end: usize) -> usize {
        literal::read(self.s, i).map_or(end, |number| number.end.max(end))
    }

    /// Past the letters and digits at `i`, allowing one point or comma between digits.
    fn word_end(&self, i: usize) -> usize {
        let mut end = i;
        while let Some(c) = at(self.s, end).filter(|_| end < i + LONGEST) {
            let inner = matches!(c, '.' | ',' | '．') && at(self.s, step(self.s, end)).is_some_and(is_digit);
            if !(is_letter(c) || is_digit(c) || inner) {
                break;
            }
            end = step(self.s, end);
        }
        end
    }

    /// Past the letters and digits at `i`, with hyphens and points between digits; how many of these there
    /// are, and whether letters follow digits directly.
    fn glued(&self, i: usize) -> (usize, usize, bool) {
        let (mut end, mut joints, mut letters) = (i, 0, false);
        while let Some(c) = at(self.s, end).filter(|_| end < i + LONGEST) {
            let next = step(self.s, end);
            let joint = matches!(fold(c), '-' | '.') && at(self.s, next).is_some_and(is_digit);
            if !(is_letter(c) || is_digit(c) || joint) {
                break;
            }
            letters |= is_letter(c);
            joints += usize::from(joint);
            end = next;
        }
        (end, joints, letters)
    }

    /// 4+4, 1+5+X, 3·01, 4·15, 10#.
    fn chain(&self, i: usize) -> Option<usize> {
        let (mut end, mut links) = (self.digits_end(i), 0);
        while let Some(c) = at(self.s, end).filter(|c| matches!(c, '+' | '＋' | '·' | '•' | '・')) {
            let next = step(self.s, end);
            let part = self.digits_end(next);
            let past = if part > next {
                part
            } else if matches!(c, '+' | '＋') && at(self.s, next).is_some_and(|c| c.is_ascii_uppercase()) {
                step(self.s, next)
            } else {
                break;
            };
            (end, links) = (past, links + 1);
        }
        if matches!(at(self.s, end), Some('#' | '＃')) {
            return Some(step(self.s, end));
        }
        (links > 0).then_some(end)
    }

    fn digits_end(&self, i: usize) -> usize {
        let mut end = i;
        while at(self.s, end).is_some_and(is_digit) {
            end = step(self.s, end);
        }
        end
    }

    /// “12345”, “6.26”: nothing but the number in quotes.
    fn quoted(&self, i: usize) -> Option<usize> {
        before(self.s, i).filter(|&c| is_quote(c))?;
        let number = literal::read(self.s, i)?;
        let plain = number.plain.is_some() || number.figure.is_some_and(|f| f.decimals > 0);
        at(self.s, number.end).filter(|&c| is_quote(c) && plain)?;
        Some(number.end)
    }

    /// Where a list mark ends: 一、 1. （一） (1) 一是, where a clause starts.
    fn mark(&self, i: usize, numeral: &Numeral) -> Option<usize> {
        let Written { end, bare, arabic, .. } = numeral.written;
        let next = at(self.s, end)?;
        let small = numeral.figure.as_ref().is_some_and(|f| below_hundred(f.value)) && !bare;
        let lead = before(self.s, i);
        let braced =
            matches!(lead, Some('(' | '（' | '〔' | '【')) && matches!(next, ')' | '）' | '〕' | '】');
        if braced && small {
            return Some(end);
        }
        if !small {
            return None;
        }
        let line = || starts_line(self.s, i);
        if arabic && let Some(past) = self.year_after_mark(i).filter(|_| line()) {
            return Some(past);
        }
        let dot = matches!(next, '.' | '．') && !at(self.s, step(self.s, end)).is_some_and(is_digit);
        let listed = matches!(next, '、' | ')' | '）');
        let listed = listed && (!arabic || line() && !self.enumerates(end));
        let says = || {
            let han = !arabic && at(self.s, i).is_some_and(is_han);
            han && self.free_mark(i) && self.t.marks.longest(self.s, end).is_some()
        };
        let mark = dot && line() || listed && (line() || starts_clause(self.s, i)) || says();
        mark.then_some(end)
    }

    /// Whether 一是 may be a list mark here: not in 第一是 or 之一是.
    fn free_mark(&self, i: usize) -> bool {
        before(self.s, i).is_none_or(|c| !is_han(c) && !is_letter(c))
    }

    /// 1、2、3号线: the number goes on after the list comma.
    fn enumerates(&self, end: usize) -> bool {
        at(self.s, step(self.s, end)).is_some_and(is_digit)
    }

    /// 1.2013年: a list mark and a year, not 1.2013.
    fn year_after_mark(&self, i: usize) -> Option<usize> {
        let end = self.digits_end(i);
        folded(self.s, end).filter(|c| *c == '.')?;
        let year = step(self.s, end);
        let past = self.digits_end(year);
        let short = self.s.get(i..end).is_some_and(|d| (1..=2).contains(&d.chars().count()));
        let four = self.s.get(year..past).is_some_and(|d| d.chars().count() == 4);
        (short && four && has(self.s, past, "年")).then_some(end)
    }

    /// 第二届, 第1: the number of an order, with what it orders.
    pub(super) fn ordinal(&self, i: usize) -> Option<Found> {
        let lead = super::text::skip_spaces_back(self.s, i, self.floor);
        let (start, ()) = self.t.ordinal_before.longest_before(self.s, lead, self.floor)?;
        let numeral = self.t.numeral(self.s, i)?;
        let past = numeral.written.end;
        let after = self.t.unit(self.s, past).map(|(end, _)| end);
        let label = self.t.label_after.longest(self.s, past).map(|(end, ())| end);
        let han = self.t.label_after_han.longest(self.s, past).map(|(end, ())| end);
        let end = [after, label, han].into_iter().flatten().max().unwrap_or(past);
        Some(self.ordinal_mention(start, end, numeral.figure))
    }

    /// A plain number whose unit, or want of one, and the words beside it make it a label.
    pub(super) fn label_after(&self, amount: &Amount) -> Option<Found> {
        let number = &amount.numeral;
        let whole = amount.figure.as_ref().is_some_and(|f| f.decimals == 0 && !f.scaled) || !amount.stated;
        if !whole || number.bare || amount.fraction || amount.hedge.is_some() {
            return None;
        }
        let end = number.end;
        let word = self.label_word(end, !number.arabic).filter(|&past| past >= amount.end);
        if let Some(past) = word {
            return Some(self.ordinal_mention(amount.start, past, None));
        }
        if amount.unit.is_some() {
            return None;
        }
        let before_it = self.named(amount);
        // All that a cell of a table says is a number.
        let alone = amount.start == 0 && end == self.s.len();
        let code = !alone
            && number.arabic
            && self.s.get(amount.start..end).is_some_and(|digits| self.t.codes.contains(digits));
        let follows = number.arabic && self.t.label_after_unitless.longest(self.s, end).is_some();
        if before_it || code || follows || self.shares_label(end, !number.arabic) {
            return Some(self.ordinal_mention(amount.start, end, None));
        }
        None
    }

    /// Whether a word before the number makes it a name: No. 5, Year 7. Across a blank only a number without grouping
    /// commas is one, for nobody groups the digits of a name.
    fn named(&self, amount: &Amount) -> bool {
        let Some(left) = self.s.get(self.floor..amount.start) else { return false };
        let lead = self.floor + left.trim_end_matches([' ', '\u{A0}', '\u{3000}']).len();
        let Some((_, most)) = self.t.label_before.longest_before(self.s, lead, self.floor) else {
            return false;
        };
        let number = self.s.get(amount.start..amount.numeral.end).unwrap_or("");
        let digits = number.chars().filter(|c| is_digit(*c)).count();
        let grouped = number.contains([',', '，']);
        most.is_none_or(|most| digits <= most) && (lead == amount.start || !grouped)
    }

    fn label_word(&self, i: usize, han: bool) -> Option<usize> {
        let any = self.t.label_after.longest(self.s, i).map(|(end, ())| end);
        let only = self.t.label_after_han.longest(self.s, i).map(|(end, ())| end).filter(|_| han);
        any.max(only)
            .filter(|&end| self.t.not_units.longest(self.s, i).is_none_or(|(longer, ())| longer <= end))
    }

    /// 3、4号线: an item of a list whose last one carries the label.
    fn shares_label(&self, i: usize, han: bool) -> bool {
        let mut end = i;
        for _ in 0..8 {
            if !at(self.s, end).is_some_and(|c| matches!(c, '、' | '和' | '及' | '与' | '-' | '—')) {
                return false;
            }
            let Some(numeral) = hanzi::read(self.s, step(self.s, end), &|_| false) else { return false };
            end = numeral.written.end;
            if self.label_word(end, han && !numeral.written.arabic).is_some()
                || matches!(at(self.s, end), Some('#'))
            {
                return true;
            }
        }
        false
    }

    /// 1-10#, 5-8号楼.
    pub(super) fn label_range(&self, low: &Amount, high: &Amount) -> Option<Found> {
        if low.unit.is_some() || !high.numeral.arabic {
            return None;
        }
        let end = high.numeral.end;
        let mark = matches!(at(self.s, end), Some('#' | '＃')).then(|| step(self.s, end));
        let past = mark.or_else(|| self.label_word(end, false)).filter(|&past| past >= high.end)?;
        Some(self.ordinal_mention(low.start, past, None))
    }
}
