//! Mentions: every numeral, amount, percent, date and label that a reader of the text would see as one figure.
//!
//! This room knows how to read numerals, units, hedges and dates: exact value, place of the last printed digit,
//! span. It must not know which rule will use a mention, nor what any figure has to agree with.

mod amount;
mod charset;
mod dates;
mod english;
mod english_dates;
mod figure;
mod hanzi;
mod invisible;
pub mod json;
mod label;
mod left;
pub mod lexicon;
mod literal;
mod not_numbers;
mod part;
mod reader;
mod start;
mod tables;
mod text;
mod typeset;

use std::sync::Arc;

pub use self::invisible::is_invisible;
pub(crate) use self::invisible::may_hide;
pub use self::lexicon::{Lexicon, LexiconError};
pub use self::reader::Reader;
use crate::exact::Exact;

/// One figure as printed, with the exact value it states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// First byte, in the text that was read. A hedge word that touches the number is inside the span.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What sort of figure it is.
    pub kind: Kind,
    /// The stated number; `None` for a date, and for a vague number (数十, 几百) that states none.
    pub figure: Option<Figure>,
    /// The upper end of a range (3～5个), whose lower end is `figure`.
    pub upper: Option<Figure>,
    /// The unit or classifier, if one was printed.
    pub unit: Option<Unit>,
    /// A word that loosens the number (约, 余, 超 …).
    pub hedge: Option<Hedge>,
    /// First and last day, for dates, periods and date ranges.
    pub dates: Option<DateSpan>,
}

/// What sort of figure a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A number with no unit.
    Number,
    /// A number with a unit that measures (money, area, weight …), or one whose unit is not known.
    Quantity,
    /// A number with a classifier of things (个, 家, 户 …) or of person-times (人次).
    Count,
    /// A percent, a per mille or tenths (成), as a number of percent.
    Percent,
    /// Percentage points.
    Points,
    /// A multiple (倍) or a number of doublings (番); the unit says which.
    Multiple,
    /// A day, month, year or named period.
    Date,
    /// Two dates joined by a dash or 至.
    DateRange,
    /// Two numbers joined by a dash or 至.
    Range,
    /// A length of time (70天, 三年).
    Duration,
    /// An ordinal, a name or any label that is not a quantity (第二届, 12345热线, “4+4”).
    Ordinal,
}

/// A stated number, in the base unit of its family (万元 as 元, a percent as percent).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The value.
    pub value: Exact,
    /// The place of the last printed digit: 0.01万元 is 100 for 67286.37万元. Always positive.
    pub place: Exact,
    /// The place of the last digit that is not zero: 100万 for 1400万. Always positive.
    pub significant: Exact,
    /// How many decimals were printed.
    pub decimals: u32,
    /// Whether a scale word (万, 亿, million …) was printed.
    pub scaled: bool,
}

/// A unit as printed and what it is in terms of its family's base unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// As printed, normalised to half width (万元 is printed 元 here, for the 万 belongs to the number).
    pub printed: Arc<str>,
    /// The base unit that `Figure::value` is in (元 for 角, 平方米 for 亩).
    pub base: Arc<str>,
    /// Units may be compared when their families are the same: `money-cny`, `area`, `count`, `person-times` …
    /// A measure word the lexicon does not know is its own family.
    pub family: Arc<str>,
    /// Whether the unit counts whole things (个, 家, 户), so that half of one cannot be.
    pub whole: bool,
}

/// What a hedge says of the number beside it (see the table in `docs/semantics.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HedgeKind {
    /// 约, 大约, 左右, 上下: either side.
    About,
    /// 近, 将近, 接近, 不足, 不到: a little below.
    Nearly,
    /// 超, 超过, 逾, 多于: above.
    Over,
    /// 突破: at or above.
    OverInclusive,
    /// 余, 多 after or inside the number: above, by less than `width`.
    More,
    /// 以上, 至少, 不低于: at or above, without an upper end.
    AtLeast,
    /// 以下, 以内, 不超过: at or below, without a lower end.
    AtMost,
}

/// A hedge on a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hedge {
    /// What it says.
    pub kind: HedgeKind,
    /// How far it reaches, in the base unit: the place of the last digit that is not zero, or the scale for 10万余.
    pub width: Exact,
    /// The word as printed.
    pub word: Arc<str>,
}

/// A calendar day, each part only as far as it was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year, when printed or inherited from the other end of a range.
    pub year: Option<i32>,
    /// The month.
    pub month: Option<u8>,
    /// The day of the month.
    pub day: Option<u8>,
}

/// First and last day of a date, a period or a range of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateSpan {
    /// The first.
    pub first: Day,
    /// The last; equal to `first` for a single date.
    pub last: Day,
}

impl Kind {
    /// The name in the output contract (`gouji mentions`).
    pub fn name(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Quantity | Kind::Count | Kind::Multiple => "quantity",
            Kind::Percent => "percent",
            Kind::Points => "points",
            Kind::Date => "date",
            Kind::DateRange | Kind::Range => "range",
            Kind::Duration => "duration",
            Kind::Ordinal => "ordinal",
        }
    }

    /// Whether it is a figure that coverage accounts for: a percent, percentage points, a multiple.
    pub fn is_relative(self) -> bool {
        matches!(self, Kind::Percent | Kind::Points | Kind::Multiple)
    }
}

#[cfg(test)]
mod tests;
