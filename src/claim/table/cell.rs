//! Cells: whether one states a figure, and which.
//!
//! Signs are read here, for tables print them in ways that prose does not: −5.3, (5.3), ▼5.3. This module must not know
//! where a cell stands.

use super::unit::{Unit, only};
use crate::mention::{Kind, Mention};
use crate::rule::Pack;
use crate::rule::alphabet::folded;

/// What a cell says.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// Nothing, or that there is nothing to say (—).
    Blank,
    /// Words.
    Words,
    /// A date, a year.
    Date,
    /// A figure.
    Figure(Box<Figure>),
}

/// A figure that is all a cell says.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    /// The digits, without their sign, as they are to be read with a unit.
    digits: String,
    negative: bool,
    /// As printed, without a unit from elsewhere; its place is within the digits.
    plain: Mention,
    /// Whether its sign leaves no doubt.
    pub(super) sure: bool,
}

/// What a cell says.
pub(super) fn content(text: &str, pack: &Pack) -> Content {
    let text = text.trim();
    let blank = pack.tables.blank.as_ref().and_then(|words| words.get());
    if text.is_empty() || blank.is_some_and(|words| words.is_match(&folded(text, pack.spaces))) {
        return Content::Blank;
    }
    if is_date(text, pack) {
        return Content::Date;
    }
    let (digits, negative, sure) = signed(text);
    match only(digits, pack)
        .filter(|_| digits.starts_with(|c: char| c.is_ascii_digit() || !c.is_alphanumeric() || !c.is_ascii()))
    {
        Some(plain) => Content::Figure(Box::new(Figure { digits: digits.to_owned(), negative, plain, sure })),
        None => Content::Words,
    }
}

/// A text without its sign, whether it is negative, and whether that is sure.
fn signed(text: &str) -> (&str, bool, bool) {
    if let Some(rest) = text.strip_prefix(['-', '−', '－', '–']) {
        return (rest.trim_start(), true, true);
    }
    if let Some(rest) = text.strip_prefix(['+', '＋']) {
        return (rest.trim_start(), false, true);
    }
    if let Some(rest) = text.strip_prefix(['▼', '↓', '▽']) {
        return (rest.trim_start(), true, false);
    }
    if let Some(rest) = text.strip_prefix(['▲', '↑', '△']) {
        return (rest.trim_start(), false, false);
    }
    let inner = text.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']));
    match inner.filter(|inner| inner.starts_with(|c: char| c.is_ascii_digit() || "$£€¥￥".contains(c))) {
        Some(inner) => (inner.trim(), true, false),
        None => (text, false, true),
    }
}

fn is_date(text: &str, pack: &Pack) -> bool {
    let year = text.len() == 4
        && text.starts_with(['1', '2'])
        && text.chars().all(|c| c.is_ascii_digit())
        && matches!(text.get(..2), Some("19" | "20"));
    let read = pack.reader.read(text);
    let dated =
        matches!(read.as_slice(), [only] if only.dates.is_some() && only.end - only.start == text.len());
    year || dated
}

/// Whether a text is a year in digits and nothing else, which may be a number as well.
pub(super) fn is_bare_year(text: &str) -> bool {
    text.len() == 4 && text.chars().all(|c| c.is_ascii_digit()) && matches!(text.get(..2), Some("19" | "20"))
}

impl Figure {
    /// A year that stands where figures do is a number.
    pub(super) fn of_year(text: &str, pack: &Pack) -> Option<Figure> {
        let plain = only(text, pack)?;
        Some(Figure { digits: text.to_owned(), negative: false, plain, sure: true })
    }

    /// Whether it was printed with a unit.
    pub(super) fn has_unit(&self) -> bool {
        self.plain.unit.is_some() || self.plain.kind != Kind::Number
    }

    /// The mention, over these bytes of the document, with a unit that a head gives it where it has none.
    pub(super) fn mention(
        &self,
        unit: Option<&Unit>,
        start: usize,
        end: usize,
        pack: &Pack,
    ) -> Option<Mention> {
        let read = match unit.filter(|_| !self.has_unit()) {
            Some(unit) => unit.read(&self.digits, pack).unwrap_or_else(|| self.plain.clone()),
            None => self.plain.clone(),
        };
        let mut mention = Mention { start, end, ..read };
        if self.negative {
            let figure = mention.figure.as_mut()?;
            figure.value = figure.value.neg()?;
        }
        Some(mention)
    }
}
