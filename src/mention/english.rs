//! Numbers in English words: twenty-five, one hundred and thirty, three quarters, nought point nought three.
//! It must not know units, hedges or any other language.

use super::Figure;
use super::literal;
use super::text::{at, has, is_dash, is_digit, skip_spaces, step};
use crate::exact::Exact;

/// A number in words and what its writing shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spoken {
    /// One past its last byte.
    pub(super) end: usize,
    /// What it states; `None` when it does not fit.
    pub(super) figure: Option<Figure>,
    /// Whether it is an ordinal (twenty-fifth).
    pub(super) ordinal: bool,
}

/// One word of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Ones(i128),
    Tens(i128),
    Hundred,
    Scale(i32),
    And,
    A,
    Point,
    Oh,
    Over,
    Minus,
    Half(bool),
    /// The ordinal of a number below a hundred, of a hundred or a thousand; plural or not.
    Ordinal(i128, bool),
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(&str, i32); 6] = [
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("quadrillion", 15),
    ("quintillion", 18),
];
const ORDINALS: [(&str, i128); 14] = [
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("quarter", 4),
    ("fourth", 4),
    ("fifth", 5),
    ("eighth", 8),
    ("ninth", 9),
    ("twelfth", 12),
    ("hundredth", 100),
    ("thousandth", 1000),
    ("millionth", 1_000_000),
    ("billionth", 1_000_000_000),
    ("trillionth", 1_000_000_000_000),
];

/// The letters of the word at `i`, and where it ends.
pub(super) fn letters(s: &str, i: usize) -> Option<(&str, usize)> {
    let rest = s.as_bytes().get(i..)?;
    let length = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let word = s.get(i..i + length)?;
    (length > 0).then_some((word, i + length))
}

fn word(s: &str, i: usize) -> Option<(Word, usize)> {
    let (text, end) = letters(s, i).filter(|(text, _)| text.len() <= 12)?;
    let lower = text.to_ascii_lowercase();
    let found = match lower.as_str() {
        "a" | "an" => Word::A,
        "and" => Word::And,
        "point" => Word::Point,
        "o" | "oh" => Word::Oh,
        "nought" | "naught" => Word::Ones(0),
        "over" => Word::Over,
        "minus" | "negative" => Word::Minus,
        "hundred" | "hundreds" => Word::Hundred,
        "half" => Word::Half(false),
        "halves" => Word::Half(true),
        other => cardinal_word(other).or_else(|| ordinal_word(other))?,
    };
    Some((found, end))
}

fn cardinal_word(text: &str) -> Option<Word> {
    let ones = ONES.iter().zip(0..).find(|(word, _)| **word == text).map(|(_, n)| Word::Ones(n));
    let tens = || TENS.iter().zip(2..).find(|(word, _)| **word == text).map(|(_, n)| Word::Tens(n * 10));
    let scale = || SCALES.iter().find(|(word, _)| *word == text).map(|&(_, power)| Word::Scale(power));
    ones.or_else(tens).or_else(scale)
}

fn ordinal_word(text: &str) -> Option<Word> {
    let (stem, plural) = text.strip_suffix('s').map_or((text, false), |stem| (stem, true));
    if let Some(&(_, n)) = ORDINALS.iter().find(|(word, _)| *word == stem) {
        return Some(Word::Ordinal(n, plural));
    }
    let root = stem.strip_suffix("th")?;
    let tens = root.strip_suffix("ie").map(|root| format!("{root}y"));
    match cardinal_word(tens.as_deref().unwrap_or(root))? {
        Word::Ones(n) if n > 3 => Some(Word::Ordinal(n, plural)),
        Word::Tens(n) => Some(Word::Ordinal(n, plural)),
        _ => None,
    }
}

/// The next word after `i`, past spaces or one dash.
fn next(s: &str, i: usize) -> Option<(Word, usize)> {
    let mut from = skip_spaces(s, i);
    if at(s, from).is_some_and(is_dash) {
        from = skip_spaces(s, step(s, from));
    }
    if from == i { None } else { word(s, from) }
}

/// Reads the number that starts with the word at `i`.
pub(super) fn read(s: &str, i: usize) -> Option<Spoken> {
    let (first, end) = word(s, i)?;
    match first {
        Word::Minus => {
            next(s, end)
                .filter(|(w, _)| matches!(w, Word::Ones(_) | Word::Tens(_) | Word::Half(_) | Word::Point))?;
            let spoken = read(s, skip_dash(s, end)).filter(|spoken| !spoken.ordinal)?;
            Some(Spoken { figure: spoken.figure?.negated(), ..spoken })
        }
        Word::Point => {
            let (figure, end) = decimals(s, end)?;
            Some(scaled(s, Spoken { end, figure: Some(figure), ordinal: false }))
        }
        Word::Ordinal(n, false) => {
            let fraction = n == 4 && scale_after(s, end).is_some() && has(s, i, "quarter");
            if fraction {
                return Some(scaled(s, Spoken { end, figure: quotient(Exact::ONE, 4), ordinal: false }));
            }
            let named = !text_is(s, i, "quarter");
            named.then(|| Spoken { end, figure: Figure::whole(n), ordinal: true })
        }
        Word::Half(false) => scale_after(s, end)
            .map(|_| scaled(s, Spoken { end, figure: quotient(Exact::ONE, 2), ordinal: false })),
        Word::A => article(s, end),
        Word::Ones(_) | Word::Tens(_) => {
            let (count, end) = cardinal(s, i)?;
            Some(rest(s, count, end))
        }
        _ => None,
    }
}

fn skip_dash(s: &str, i: usize) -> usize {
    let from = skip_spaces(s, i);
    if at(s, from).is_some_and(is_dash) { skip_spaces(s, step(s, from)) } else { from }
}

fn text_is(s: &str, i: usize, word: &str) -> bool {
    letters(s, i).is_some_and(|(text, _)| text.eq_ignore_ascii_case(word))
}

/// a half, a fifth, a hundred, a million.
fn article(s: &str, end: usize) -> Option<Spoken> {
    if let Some((over, past)) = denominator(s, end, false) {
        let second = over == 2 && !text_is(s, skip_spaces(s, end), "half");
        return (!second && over > 1)
            .then(|| scaled(s, Spoken { end: past, figure: quotient(Exact::ONE, over), ordinal: false }));
    }
    match next(s, end)?.0 {
        Word::Hundred | Word::Scale(_) => {
            let (count, past) = scales(s, Some(1), end)?;
            Some(rest(s, count, past))
        }
        _ => None,
    }
}

/// What may follow a cardinal: point and decimals, a denominator, "and a half", "over twenty".
fn rest(s: &str, count: i128, end: usize) -> Spoken {
    let whole = Spoken { end, figure: Figure::whole(count), ordinal: false };
    if let Some((Word::Point, past)) = next(s, end)
        && let Some((part, past)) = decimals(s, past)
    {
        let figure = whole.figure.and_then(|figure| figure.plus(part));
        return scaled(s, Spoken { end: past, figure, ordinal: false });
    }
    if let Some((over, past)) = denominator(s, end, count != 1) {
        return Spoken { end: past, figure: quotient(Exact::whole(count), over), ordinal: false };
    }
    if let Some((Word::Ordinal(n, false), past)) =
        next(s, end).filter(|_| !text_is(s, skip_dash(s, end), "quarter"))
        && (count % 100 >= 20 && count % 10 == 0 && n < 10 || count % 100 == 0)
        && n < 100
    {
        return Spoken { end: past, figure: Figure::whole(count + n), ordinal: true };
    }
    if let Some((part, past)) = and_fraction(s, end) {
        return mixed(s, count, part, past);
    }
    if let Some((Word::Over, past)) = next(s, end)
        && let Some((below, past)) = cardinal(s, skip_spaces(s, past)).filter(|&(below, _)| below > count)
    {
        return Spoken { end: past, figure: quotient(Exact::whole(count), below), ordinal: false };
    }
    Spoken { figure: whole.figure.and_then(|figure| spoken_scale(count, figure)), ..whole }
}

/// A whole number whose last word was a scale counts as scaled: five million.
fn spoken_scale(count: i128, figure: Figure) -> Option<Figure> {
    match trailing_scale(count) {
        Some(scale) => {
            Figure::new(Exact::whole(count / scale), Exact::ONE, 0, false)?.scaled_by(Exact::whole(scale))
        }
        None => Some(figure),
    }
}

fn trailing_scale(count: i128) -> Option<i128> {
    SCALES
        .iter()
        .rev()
        .filter_map(|&(_, power)| 10_i128.checked_pow(power.unsigned_abs()))
        .find(|p| count != 0 && count % p == 0)
}

/// Five and a half, five and a half million, two million and one half.
fn mixed(s: &str, count: i128, part: Figure, past: usize) -> Spoken {
    let sum = |part: Figure| Figure::new(Exact::whole(count).add(part.value)?, part.place, 0, false);
    if scale_after(s, past).is_none()
        && let Some(scale) = trailing_scale(count)
    {
        let figure = part.scaled_by(Exact::whole(scale)).and_then(sum);
        return Spoken { end: past, figure, ordinal: false };
    }
    scaled(s, Spoken { end: past, figure: sum(part), ordinal: false })
}

/// "and a half", "and three fifths".
fn and_fraction(s: &str, end: usize) -> Option<(Figure, usize)> {
    let (and, past) = next(s, end)?;
    if and != Word::And {
        return None;
    }
    let (first, after) = next(s, past)?;
    let (above, end) = match first {
        Word::A => (1, after),
        _ => cardinal(s, skip_spaces(s, past))?,
    };
    let (over, end) = denominator(s, end, above != 1)?;
    (over > 1).then_some(())?;
    Some((quotient(Exact::whole(above), over)?, end))
}

/// A denominator after `i`: half, quarters, twenty-fifth; plural when `plural` is asked for.
fn denominator(s: &str, i: usize, plural: bool) -> Option<(i128, usize)> {
    let (first, end) = next(s, i)?;
    match first {
        Word::Half(many) if many == plural => Some((2, end)),
        Word::Ordinal(n, many) if many == plural && n > 2 => Some((n, end)),
        Word::Tens(tens) => match next(s, end)? {
            (Word::Ordinal(n, many), end) if many == plural && n < 10 => Some((tens + n, end)),
            _ => None,
        },
        _ => None,
    }
}

fn quotient(above: Exact, over: i128) -> Option<Figure> {
    let value = above.div(Exact::whole(over))?;
    Figure::new(value, Exact::ratio(1, over)?, 0, false)
}

fn scale_after(s: &str, i: usize) -> Option<(Exact, usize)> {
    match next(s, i)? {
        (Word::Scale(power), end) => Some((Exact::pow10(power)?, end)),
        (Word::Hundred, end) => Some((Exact::whole(100), end)),
        _ => None,
    }
}

/// With the scale word that follows, if any.
fn scaled(s: &str, spoken: Spoken) -> Spoken {
    match scale_after(s, spoken.end) {
        Some((scale, end)) => {
            Spoken { end, figure: spoken.figure.and_then(|f| f.scaled_by(scale)), ..spoken }
        }
        None => spoken,
    }
}

/// The digits after "point" as a fraction of one.
fn decimals(s: &str, i: usize) -> Option<(Figure, usize)> {
    let (mut digits, mut end) = (String::new(), i);
    while let Some((word, past)) = next(s, end) {
        match word {
            Word::Ones(n) => digits.push_str(&n.to_string()),
            Word::Oh => digits.push('0'),
            Word::Tens(n) => digits.push_str(&(n / 10).to_string()),
            _ => break,
        }
        end = past;
        if digits.len() > 60 {
            return None;
        }
    }
    let count = i32::try_from(digits.len()).ok().filter(|&count| count > 0)?;
    let value = Exact::parse(&format!("0.{digits}"))?;
    Some((Figure::new(value, Exact::pow10(-count)?, u32::try_from(count).ok()?, false)?, end))
}

/// A whole number in words at `i`.
fn cardinal(s: &str, i: usize) -> Option<(i128, usize)> {
    let (first, end) = word(s, i)?;
    match first {
        Word::Ones(n) | Word::Tens(n) => scales(s, Some(n), end),
        Word::A => scales(s, Some(1), end),
        _ => None,
    }
}

/// The rest of a whole number whose part below the next scale word is `below` so far.
fn scales(s: &str, below: Option<i128>, i: usize) -> Option<(i128, usize)> {
    let (mut total, mut below, mut end, mut lowest) = (0_i128, below, i, i32::MAX);
    while let Some((mut word, mut past)) = next(s, end) {
        if word == Word::And {
            let worth = below.is_none_or(|n| n >= 20);
            let Some((after, further)) = next(s, past).filter(|_| worth && denominator_after(s, past)) else {
                break;
            };
            (word, past) = (after, further);
        }
        let now = below.unwrap_or(0);
        below = match word {
            Word::Ones(n) if fits(below, n, n < 10) => Some(now + n),
            Word::Tens(n) if fits(below, n, false) => Some(now + n),
            Word::Hundred if (1..100).contains(&now) => Some(now * 100),
            Word::Scale(power) if now > 0 && power < lowest => {
                let scale = 10_i128.checked_pow(power.unsigned_abs())?;
                total = total.checked_add(now.checked_mul(scale)?)?;
                lowest = power;
                None
            }
            _ => break,
        };
        end = past;
    }
    Some((total.checked_add(below.unwrap_or(0))?, end))
}

/// Whether "and" leads on in the same whole number: no fraction (and three fifths) starts there.
fn denominator_after(s: &str, past: usize) -> bool {
    let from = skip_spaces(s, past);
    let simple = word(s, from).and_then(|(w, end)| match w {
        Word::Ones(n) | Word::Tens(n) => Some((n, end)),
        _ => None,
    });
    let Some((above, end)) = simple else { return false };
    let end = match next(s, end) {
        Some((Word::Ones(n), past)) if above >= 20 && n < 10 => past,
        _ => end,
    };
    // one hundred and thirty-two fifths is 132 fifths, twenty and three fifths is 20 and three fifths
    denominator(s, end, above != 1).is_none() || above >= 20
}

/// Whether `n` may be added to what is there.
fn fits(below: Option<i128>, n: i128, ones: bool) -> bool {
    match below {
        None => n > 0,
        Some(have) => have > 0 && n > 0 && (have % 100 == 0 || ones && have % 100 >= 20 && have % 10 == 0),
    }
}

/// The scale words after a number in digits (1.2 million, 3 hundred and one, 1 point 1).
pub(super) fn after_digits(s: &str, end: usize, figure: &Figure) -> Option<(Figure, usize)> {
    if let Some((Word::Point, past)) = next(s, end) {
        let from = skip_spaces(s, past);
        let part = at(s, from).filter(|&c| is_digit(c)).and_then(|_| literal::read(s, from))?;
        let digits = part.end - from;
        let part_figure = part.figure.filter(|_| part.plain.is_some())?;
        let count = i32::try_from(digits).ok()?;
        let part_figure = part_figure.times(Exact::pow10(-count)?)?;
        let value = figure.value.add(part_figure.value)?;
        return Some((Figure::new(value, part_figure.place, u32::try_from(digits).ok()?, false)?, part.end));
    }
    let (scale, past) = scale_after(s, end)?;
    let (first, past) = scale_chain(s, figure.scaled_by(scale)?, past)?;
    Some(below_hundred(s, first, scale, past).unwrap_or((first, past)))
}

fn scale_chain(s: &str, figure: Figure, end: usize) -> Option<(Figure, usize)> {
    match scale_after(s, end) {
        Some((scale, past)) => Some((figure.scaled_by(scale)?, past)),
        None => Some((figure, end)),
    }
}

/// "and 21" or "and one" after "3 hundred".
fn below_hundred(s: &str, figure: Figure, scale: Exact, end: usize) -> Option<(Figure, usize)> {
    let (and, past) = next(s, end)?;
    if and != Word::And || scale != Exact::whole(100) {
        return None;
    }
    let from = skip_spaces(s, past);
    let (part, past) = match literal::read(s, from).filter(|_| at(s, from).is_some_and(is_digit)) {
        Some(literal) => (i128::from(literal.plain?), literal.end),
        None => cardinal(s, from)?,
    };
    let part = Figure::whole(part).filter(|_| (1..100).contains(&part))?;
    Some((figure.plus(part)?, past))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_in_words() {
        for (text, expected) in [
            ("twelve", "12"),
            ("twenty-five", "25"),
            ("two hundred and forty", "240"),
            ("three hundred forty-six thousand fifteen", "346015"),
            ("thirty two hundred and fourteen", "3214"),
            ("three hundred and five thousand", "305000"),
            ("six million nine", "6000009"),
            ("nought point nought seven", "0.07"),
            ("two hundred seventy three point four six thousand", "273460"),
            ("point three four o six", "0.3406"),
            ("three quarters", "0.75"),
            ("one fiftieth", "0.02"),
            ("forty eightieths", "0.5"),
            ("three hundred and forty-one fifths", "68.2"),
            ("two hundred and sixty and three fifths", "260.6"),
            ("seven and a half million", "7500000"),
            ("four million and one half", "4500000"),
            ("half billion", "500000000"),
            ("a fifth", "0.2"),
            ("minus one", "-1"),
            ("one over forty", "0.025"),
        ] {
            let spoken = read(text, 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(spoken.end, text.len(), "{text}");
            assert_eq!(spoken.figure.unwrap().value.to_string(), expected, "{text}");
            assert!(!spoken.ordinal, "{text}");
        }
    }

    #[test]
    fn ordinals_and_other_words_are_no_numbers() {
        for text in ["twenty-fifth", "third", "one hundred twenty-fifth"] {
            assert!(read(text, 0).unwrap().ordinal, "{text}");
        }
        for text in ["a", "a second", "half", "and", "over", "quarter", "often", "point of view"] {
            assert!(read(text, 0).is_none(), "{text}");
        }
    }
}
