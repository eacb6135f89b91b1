//! Numerals that may hold Chinese characters: 一千二百, 二十万亿, 十六点三亿, 壹佰元, 1万3千, 二零一五, 2千零30万.
//! It must not know units, hedges, fractions or dates.

use super::Figure;
use super::literal::{self, Literal};
use super::text::{at, fold, is_digit, is_han, is_space, skip_spaces, step};
use crate::exact::Exact;

/// A numeral: what it states, and what its writing shows.
#[derive(Debug, Clone)]
pub(super) struct Numeral {
    /// What it states; `None` when it is vague or does not fit in 256 bits.
    pub(super) figure: Option<Figure>,
    /// What its writing shows.
    pub(super) written: Written,
}

/// What the writing of a numeral shows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Written {
    /// One past its last byte.
    pub(super) end: usize,
    /// Two neighbouring digits before a scale word (七八十): about a number, stating none.
    pub(super) vague: bool,
    /// Two neighbouring digits: vague if a unit follows (三五个), a row of digits if not.
    pub(super) pair: bool,
    /// Scale words only (百, 千万): a number just where something says so.
    pub(super) bare: bool,
    /// Whether it starts with an Arabic digit.
    pub(super) arabic: bool,
    /// Just one Chinese character.
    pub(super) lone: bool,
    /// The number, if it is nothing but a row of at most nine digits, and how many.
    pub(super) plain: Option<(u32, usize)>,
    /// The power of ten of the scale words at its end (万, 亿).
    pub(super) scale: Option<i32>,
}

/// One piece of a numeral.
#[derive(Debug, Clone, Copy)]
enum Piece {
    /// 一 … 九, 两, 壹 …
    Digit(u8),
    /// 零.
    Zero,
    /// 廿, 卅: a digit and its ten.
    Tens(u8),
    /// 十, 百, 千: a power of ten.
    Small(i32),
    /// 万, 亿 …: a power of ten.
    Large(i32),
    /// 点.
    Point,
    /// Digits.
    Arabic,
}

/// Whether a numeral may start with this character.
pub(super) const fn starts(c: char) -> bool {
    !matches!(piece(c), None | Some(Piece::Point))
}

/// Whether a character is part of a word as well as a numeral: a Chinese one.
pub(super) fn is_han_numeral(c: char) -> bool {
    is_han(c) && starts(c)
}

/// Every character that a numeral may hold, full width apart.
pub(super) const PIECES: &str = "一壹弌幺二贰貳两兩弍三叁參叄弎四肆五伍六陆陸七柒八捌九玖零〇○廿卅十拾百佰千仟\
     万萬亿億兆京垓秭穰沟溝涧澗点點0123456789";

/// The digit that a Chinese character stands for in a row of digits.
pub(super) fn digit(c: char) -> Option<u8> {
    match piece(c)? {
        Piece::Digit(d) if !matches!(c, '两' | '兩' | '俩' | '双' | '雙') => Some(d),
        Piece::Zero => Some(0),
        _ => None,
    }
}

const fn piece(c: char) -> Option<Piece> {
    Some(match c {
        '一' | '壹' | '弌' | '幺' => Piece::Digit(1),
        '二' | '贰' | '貳' | '两' | '兩' | '弍' => Piece::Digit(2),
        '三' | '叁' | '參' | '叄' | '弎' => Piece::Digit(3),
        '四' | '肆' => Piece::Digit(4),
        '五' | '伍' => Piece::Digit(5),
        '六' | '陆' | '陸' => Piece::Digit(6),
        '七' | '柒' => Piece::Digit(7),
        '八' | '捌' => Piece::Digit(8),
        '九' | '玖' => Piece::Digit(9),
        '零' | '〇' | '○' => Piece::Zero,
        '廿' => Piece::Tens(2),
        '卅' => Piece::Tens(3),
        '十' | '拾' => Piece::Small(1),
        '百' | '佰' => Piece::Small(2),
        '千' | '仟' => Piece::Small(3),
        '万' | '萬' => Piece::Large(4),
        '亿' | '億' => Piece::Large(8),
        '兆' => Piece::Large(12),
        '京' => Piece::Large(16),
        '垓' => Piece::Large(20),
        '秭' => Piece::Large(24),
        '穰' => Piece::Large(28),
        '沟' | '溝' => Piece::Large(32),
        '涧' | '澗' => Piece::Large(36),
        '点' | '點' => Piece::Point,
        '0'..='9' | '０'..='９' => Piece::Arabic,
        _ => return None,
    })
}

/// The power of ten of a scale character that may follow 余 (10余万): 十 to 亿 and beyond.
pub(super) fn scale(c: char) -> Option<(Exact, bool)> {
    match piece(c)? {
        Piece::Small(power) => Some((Exact::pow10(power)?, false)),
        Piece::Large(power) => Some((Exact::pow10(power)?, true)),
        _ => None,
    }
}

/// Reads the numeral at byte `i`. `is_unit` says whether a unit that starts like a scale word (千瓦, 百分点)
/// stands at a place, where the numeral then ends.
pub(super) fn read(s: &str, i: usize, is_unit: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    if let Some(numeral) = alone(s, i, is_unit) {
        return Some(numeral);
    }
    let mut sum = Sum::default();
    let (mut pos, mut last) = (i, None);
    while let Some((from, next)) = following(s, pos, last, is_unit) {
        match sum.take(s, from, next, last) {
            Taken::Past(end) => (pos, last) = (end, Some(next)),
            Taken::Vague(end) => return Some(sum.numeral(s, i, end, true)),
            Taken::Stop => break,
        }
    }
    crate::work::steps(pos - i);
    (pos > i).then(|| sum.numeral(s, i, pos, false))
}

/// The numeral at byte `i`, if it is one piece, or digits and one scale word, with nothing after it that could belong: the
/// usual cases, told at once.
#[inline]
fn alone(s: &str, i: usize, is_unit: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    let first = at(s, i)?;
    let (end, figure, plain, bare) = match piece(first)? {
        Piece::Arabic => {
            let Literal { end, figure, whole_digits, plain } = literal::read(s, i)?;
            (end, figure, plain.map(|n| (n, whole_digits)), false)
        }
        Piece::Digit(digit) => (i + first.len_utf8(), Some(Figure::digit(digit)), None, false),
        Piece::Small(power) => {
            let figure = Figure::new(Exact::pow10(power)?, Exact::ONE, 0, false);
            (i + first.len_utf8(), figure, None, power > 1)
        }
        Piece::Zero | Piece::Tens(_) | Piece::Large(_) | Piece::Point => return None,
    };
    let (arabic, lone) = (is_digit(first), is_han(first));
    let written = Written { end, bare, arabic, lone, plain, ..Written::default() };
    let numeral = Numeral { figure, written };
    match at(s, end) {
        Some(next) if is_space(next) => None,
        Some(next) => match piece(next) {
            None => Some(numeral),
            Some(Piece::Large(power)) if arabic && !is_unit(end) => scaled(s, numeral, step(s, end), power),
            Some(_) => None,
        },
        None => Some(numeral),
    }
}

/// 3.5万: a number in digits and the scale word that ends at `end`, if nothing after it could belong.
#[inline]
fn scaled(s: &str, digits: Numeral, end: usize, power: i32) -> Option<Numeral> {
    if at(s, end).is_some_and(|next| is_space(next) || piece(next).is_some()) {
        return None;
    }
    let figure = Some(digits.figure?.scaled_by(Exact::pow10(power)?)?);
    let written = Written { end, plain: None, scale: Some(power), ..digits.written };
    Some(Numeral { figure, written })
}

/// The next piece after `pos`, past spaces where the pieces on both sides belong together.
fn following(
    s: &str,
    pos: usize,
    last: Option<Piece>,
    is_unit: &dyn Fn(usize) -> bool,
) -> Option<(usize, Piece)> {
    let from = if last.is_some() { skip_spaces(s, pos) } else { pos };
    let c = at(s, from)?;
    let next = if last.is_none() && fold(c) == '.' { Piece::Arabic } else { piece(c)? };
    if matches!(next, Piece::Small(2 | 3) | Piece::Large(_)) && last.is_some() && is_unit(from) {
        return None;
    }
    if from > pos && !joins_over_space(s, from, last?, next) {
        return None;
    }
    Some((from, next))
}

fn joins_over_space(s: &str, from: usize, last: Piece, next: Piece) -> bool {
    match (last, next) {
        (Piece::Digit(_) | Piece::Arabic | Piece::Tens(_), Piece::Small(_) | Piece::Large(_)) => true,
        (Piece::Digit(_), Piece::Point) | (Piece::Point, Piece::Digit(_)) => true,
        (
            Piece::Small(_) | Piece::Large(_),
            Piece::Digit(_) | Piece::Zero | Piece::Small(_) | Piece::Point,
        ) => true,
        (Piece::Small(_), Piece::Large(_)) => true,
        (Piece::Small(_) | Piece::Large(_), Piece::Arabic) => {
            let after = skip_spaces(s, step(s, from));
            at(s, after).and_then(piece).is_some_and(|p| matches!(p, Piece::Small(_) | Piece::Large(_)))
        }
        _ => false,
    }
}

enum Taken {
    /// The piece belongs; it ends here.
    Past(usize),
    /// Two neighbouring digits; they end here.
    Vague(usize),
    /// The piece does not belong.
    Stop,
}

/// The part of a numeral read so far: finished groups (万 and above), the section below the next scale word,
/// and the digits that wait for their scale.
#[derive(Default)]
struct Sum {
    groups: Vec<(Figure, i32)>,
    section: Option<Figure>,
    waiting: Option<Figure>,
    /// The last 十百千 (or the last scale word), for a tail without one (一百二, 一万三).
    tail: Option<i32>,
    /// Lowest power already used in the section.
    floor: Option<i32>,
    overflow: bool,
    digits: usize,
    fraction: bool,
    scale: Option<i32>,
    plain: Option<(u32, usize)>,
    pair: bool,
    /// A row of Chinese digits waits: no 十百千 can follow.
    row: bool,
}

impl Sum {
    fn take(&mut self, s: &str, from: usize, next: Piece, last: Option<Piece>) -> Taken {
        match next {
            Piece::Digit(_) | Piece::Arabic if self.waiting.is_some() => Taken::Stop,
            Piece::Digit(_) => self.digit(s, from),
            Piece::Zero => self.zero(s, from, last),
            Piece::Arabic => self.arabic(s, from),
            Piece::Tens(n) => self.tens(s, from, n),
            Piece::Small(power) => self.small(s, from, power, last),
            Piece::Large(power) => self.large(s, from, power),
            Piece::Point => self.point(s, from),
        }
    }

    fn wait(&mut self, figure: Option<Figure>) {
        self.overflow |= figure.is_none();
        self.waiting = figure.or_else(|| Figure::whole(0));
        self.scale = None;
    }

    fn digit(&mut self, s: &str, from: usize) -> Taken {
        let Some((digits, past)) = row(s, from) else {
            let Some(Piece::Digit(d)) = at(s, from).and_then(piece) else { return Taken::Stop };
            // 三十两 is thirty of a weight: 两 stands for two at the start or before a scale word only.
            if self.tail.is_some() && matches!(at(s, from), Some('两' | '兩')) && !scale_at(s, step(s, from))
            {
                return Taken::Stop;
            }
            self.digits += 1;
            self.wait(Figure::whole(i128::from(d)));
            return Taken::Past(step(s, from));
        };
        let scales = scales_after(s, past);
        self.pair = neighbours(s, from, past);
        // 七八十, 十五六, 一万六七
        if self.pair && scales > past || self.tail.is_some() {
            return Taken::Vague(scales);
        }
        self.long_row(&digits, past)
    }

    fn long_row(&mut self, digits: &str, past: usize) -> Taken {
        self.digits += digits.len();
        self.row = true;
        if self.groups.is_empty() && self.section.is_none() && digits.len() <= 9 {
            self.plain = digits.parse().ok().map(|n| (n, digits.len()));
        }
        let value = if digits.len() > 80 { None } else { Exact::parse(digits) };
        self.wait(value.and_then(|v| Figure::new(v, Exact::ONE, 0, false)));
        self.tail = None;
        Taken::Past(past)
    }

    fn zero(&mut self, s: &str, from: usize, last: Option<Piece>) -> Taken {
        if last.is_none() {
            if let Some((digits, past)) = row(s, from) {
                return self.long_row(&digits, past);
            }
            self.digits += 1;
            self.wait(Figure::whole(0));
            return Taken::Past(step(s, from));
        }
        if self.waiting.is_some() || !at(s, step(s, from)).is_some_and(starts) {
            return Taken::Stop;
        }
        self.tail = None;
        Taken::Past(step(s, from))
    }

    fn arabic(&mut self, s: &str, from: usize) -> Taken {
        let Some(Literal { end, figure, whole_digits, plain }) = literal::read(s, from) else {
            return Taken::Stop;
        };
        self.digits += whole_digits;
        if self.groups.is_empty() && self.section.is_none() {
            self.plain = plain.map(|n| (n, whole_digits));
        }
        self.fraction |= figure.is_some_and(|f| f.decimals > 0);
        if whole_digits > 1 {
            self.tail = None;
        }
        self.wait(figure);
        Taken::Past(end)
    }

    fn tens(&mut self, s: &str, from: usize, n: u8) -> Taken {
        if self.waiting.is_some() || self.floor.is_some_and(|p| p <= 1) {
            return Taken::Stop;
        }
        self.digits += 1;
        self.add_section(Figure::whole(i128::from(n) * 10), 1);
        Taken::Past(step(s, from))
    }

    fn small(&mut self, s: &str, from: usize, power: i32, last: Option<Piece>) -> Taken {
        if self.row || self.floor.is_some_and(|p| p <= power) {
            return Taken::Stop;
        }
        if self.waiting.is_none() && power == 1 {
            self.digits += usize::from(last.is_none() || !matches!(last, Some(Piece::Small(_))));
        }
        let waiting = self.waiting.take();
        let arabic = matches!(last, Some(Piece::Arabic)) || waiting.is_some_and(|f| f.decimals > 0);
        let part = Exact::pow10(power).and_then(|p| waiting.map_or_else(|| Figure::whole(1), Some)?.times(p));
        // 一千二百 is meant to the last unit, 3千 and 3.1千 are not.
        let part =
            part.and_then(|f| if arabic { Some(f) } else { Figure::new(f.value, Exact::ONE, 0, false) });
        self.add_section(part, power);
        Taken::Past(step(s, from))
    }

    fn add_section(&mut self, part: Option<Figure>, power: i32) {
        self.section = add(self.section, part);
        self.overflow |= self.section.is_none();
        (self.floor, self.tail) = (Some(power), Some(power));
        (self.scale, self.plain) = (None, None);
    }

    fn large(&mut self, s: &str, from: usize, power: i32) -> Taken {
        self.tail = self.tail.filter(|&tail| tail <= 3);
        self.row = false;
        self.finish_tail();
        let section = self.section.take();
        let mut below = add_opt(section, self.waiting.take());
        // 一万万: with nothing between them the second scales the first; 三千万, 零一百万 are groups of their own.
        let lowest = if below.is_none() { power + 1 } else { power };
        let (mut reach, alone) = (power, below.is_none());
        while let Some((group, p)) = self.groups.pop_if(|(_, p)| below.is_none() || *p < lowest) {
            reach = if alone { power.saturating_add(p) } else { power };
            below = add_opt(Some(group), below);
        }
        // 3万5万: two numbers in a row, stating neither.
        self.overflow |= self.groups.last().is_some_and(|(_, p)| *p <= power);
        let below = below.or_else(|| Figure::whole(1));
        let scale = Exact::pow10(power);
        let group = scale.zip(below).and_then(|(scale, below)| below.scaled_by(scale));
        match group {
            Some(group) => self.groups.push((group, reach)),
            None => self.overflow = true,
        }
        (self.floor, self.tail) = (None, Some(power));
        let reached = self.scale.map_or(Some(power), |scale| scale.checked_add(power));
        self.scale = reached.filter(|power| Exact::pow10(*power).is_some());
        self.plain = None;
        Taken::Past(step(s, from))
    }

    fn point(&mut self, s: &str, from: usize) -> Taken {
        let point = step(s, from);
        let decimals = skip_spaces(s, point);
        let Some((digits, past)) = decimal_row(s, decimals).filter(|(d, _)| !d.is_empty()) else {
            return Taken::Stop;
        };
        // 八点三十分 is a time, not 8.3.
        let time = at(s, past).and_then(piece).is_some_and(|p| matches!(p, Piece::Small(1 | 2)));
        if self.fraction || time || self.waiting.is_some_and(|f| f.decimals > 0) {
            return Taken::Stop;
        }
        self.finish_tail();
        let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
        let value = Exact::parse(&format!("0.{digits}")).filter(|_| digits.len() <= 70);
        let part = value
            .zip(Exact::pow10(-count))
            .and_then(|(value, place)| Figure::new(value, place, u32::try_from(digits.len()).ok()?, false));
        self.waiting = add(self.waiting.or_else(|| Figure::whole(0)), part);
        self.overflow |= self.waiting.is_none();
        (self.fraction, self.floor, self.tail, self.plain, self.scale) = (true, Some(0), None, None, None);
        Taken::Past(past)
    }

    /// 一百二 is 120 and 一万三 is 13000: a last digit right after a scale word counts the next lower one.
    fn finish_tail(&mut self) {
        let Some(power) = self.tail.take().filter(|&p| p >= 2) else { return };
        if let Some(waiting) = self.waiting.filter(|f| !self.fraction && f.value.is_whole()) {
            self.waiting = Exact::pow10(power - 1).and_then(|p| waiting.times(p));
        }
    }

    fn numeral(mut self, s: &str, start: usize, end: usize, vague: bool) -> Numeral {
        self.finish_tail();
        let mut total = None;
        for (group, _) in &self.groups {
            total = add_opt(total, Some(*group));
        }
        let total = add_opt(add_opt(total, self.section), self.waiting);
        let first = at(s, start);
        let written = Written {
            end,
            vague,
            pair: self.pair && !self.fraction,
            bare: self.digits == 0 && !self.fraction,
            arabic: first.is_some_and(|c| is_digit(c) || fold(c) == '.'),
            lone: first.is_some_and(is_han) && step(s, start) == end,
            plain: self.plain,
            scale: self.scale,
        };
        Numeral { figure: total.filter(|_| !self.overflow && !vague), written }
    }
}

/// Past the scale words that follow two neighbouring digits (七八十万).
fn scales_after(s: &str, i: usize) -> usize {
    let mut end = i;
    while scale_at(s, end) {
        end = step(s, end);
    }
    end
}

fn scale_at(s: &str, i: usize) -> bool {
    at(s, i).and_then(piece).is_some_and(|p| matches!(p, Piece::Small(_) | Piece::Large(_)))
}

fn add(left: Option<Figure>, right: Option<Figure>) -> Option<Figure> {
    let right = right?;
    match left {
        None => Some(right),
        Some(left) => left.plus(right),
    }
}

/// Adds what is there; an absent part is nothing.
fn add_opt(left: Option<Figure>, right: Option<Figure>) -> Option<Figure> {
    match (left, right) {
        (Some(left), Some(right)) => left.plus(right),
        (one, other) => one.or(other),
    }
}

/// Two or more Chinese digits in a row (二零一五) as ASCII digits, and where they end.
fn row(s: &str, i: usize) -> Option<(String, usize)> {
    let (digits, end) = decimal_row(s, i)?;
    let han = at(s, i).is_some_and(is_han) || at(s, i) == Some('○');
    (digits.len() >= 2 && han).then_some((digits, end))
}

/// Chinese digits, one or more, as ASCII digits (no more than are of use), and where they end.
fn decimal_row(s: &str, i: usize) -> Option<(String, usize)> {
    let (mut digits, mut end) = (String::new(), i);
    if let Some('两' | '兩') = at(s, i)
        && at(s, step(s, i)).and_then(digit) == Some(3)
    {
        return Some(("23".to_owned(), step(s, step(s, i))));
    }
    while let Some(d) = at(s, end).and_then(digit) {
        if digits.len() < 90 {
            digits.push(char::from(b'0' + d));
        }
        end = step(s, end);
    }
    (!digits.is_empty()).then_some((digits, end))
}

/// Whether exactly two neighbouring digits (七八, 三五) stand between two places.
fn neighbours(s: &str, from: usize, past: usize) -> bool {
    let Some(pair) = s.get(from..past) else { return false };
    let mut digits = pair.chars().filter_map(|c| digit(c).or(matches!(c, '两' | '兩').then_some(2)));
    match (digits.next(), digits.next(), digits.next()) {
        (Some(a), Some(b), None) => a > 0 && (b == a + 1 || (a, b) == (3, 5)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        let numeral = read(text, 0, &|_| false)?;
        assert_eq!(numeral.written.end, text.trim_end().len(), "{text}");
        Some(numeral.figure?.value.to_string())
    }

    #[test]
    fn reads_whole_numerals() {
        for (text, expected) in [
            ("一千二百", "1200"),
            ("二十万亿", "20000000000000"),
            ("十六点三亿", "1630000000"),
            ("叁佰伍拾萬", "3500000"),
            ("三万零二十六", "30026"),
            ("二百五", "250"),
            ("一万二", "12000"),
            ("三百四十万五", "3405000"),
            ("千百六萬", "11600000"),
            ("千三", "1300"),
            ("億七萬", "100070000"),
            ("二零一五", "2015"),
            ("三八四零点六二五", "3840.625"),
            ("三百六点二四", "360.24"),
            ("1万3千", "13000"),
            ("3亿497万", "304970000"),
            ("3.1千万", "31000000"),
            ("2百05", "205"),
            ("6万7000", "67000"),
            ("4千零70万", "40700000"),
            ("6万 3千 2百", "63200"),
            ("三 百 八 十 六", "386"),
            ("廿七", "27"),
            ("叁仟肆佰廿陆", "3426"),
            ("三万万万亿", "300000000000000000000"),
            ("二十万万零三百二十万亿", "200320000000000000"),
            ("三十七万二千六百五十四点一三五亿", "37265413500000"),
            ("六百億點零三零", "60000000000.03"),
            ("七点三五万", "73500"),
        ] {
            assert_eq!(value(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn every_piece_is_in_the_list() {
        let missing = ('\0'..=char::MAX).filter(|c| piece(*c).is_some() != PIECES.contains(fold(*c)));
        assert_eq!(missing.collect::<String>(), "");
    }

    #[test]
    fn keeps_the_place_of_the_last_digit() {
        for (text, place, significant) in [
            ("一千二百", "1", "100"),
            ("3亿497万", "10000", "10000"),
            ("十六点三亿", "10000000", "10000000"),
            ("1万3千", "1000", "1000"),
            ("1400万", "10000", "1000000"),
            ("67286.37万", "100", "100"),
        ] {
            let figure = read(text, 0, &|_| false).unwrap().figure.unwrap();
            assert_eq!(figure.place, Exact::parse(place).unwrap(), "{text}");
            assert_eq!(figure.significant, Exact::parse(significant).unwrap(), "{text}");
        }
    }

    #[test]
    fn neighbouring_digits_state_no_number() {
        for text in ["七八十万", "二三十", "十五六", "一万六七"] {
            let numeral = read(text, 0, &|_| false).unwrap();
            assert!(numeral.written.vague && numeral.figure.is_none(), "{text}");
        }
        assert_eq!(value("一二").as_deref(), Some("12"));
    }
}
