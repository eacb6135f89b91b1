//! Periods: a year, or its first months, as several dates say it together.
//!
//! This module must not know where the dates stand.

use crate::mention::DateSpan;

/// A year and the months from its first on, as far as they are said; the default says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Period {
    pub(crate) year: Option<i32>,
    /// The last of the months that are counted from the first; `None` where no months are said.
    pub(crate) until: Option<u8>,
}

impl Period {
    /// What dates say together; `None` where they name two times, or one that is neither a year nor its first months.
    pub(crate) fn of(dates: impl IntoIterator<Item = DateSpan>) -> Option<Period> {
        dates.into_iter().try_fold(Period::default(), |all, date| all.and(Period::single(date)?))
    }

    fn single(date: DateSpan) -> Option<Period> {
        let DateSpan { first, last } = date;
        if first.year != last.year || first.day.is_some() || last.day.is_some() {
            return None;
        }
        match (first.month, last.month) {
            (None, None) => first.year.map(|year| Period { year: Some(year), until: None }),
            (Some(1), Some(last)) if last > 1 => Some(Period { year: first.year, until: Some(last) }),
            _ => None,
        }
    }

    fn and(self, other: Period) -> Option<Period> {
        let Period { year, until } = other;
        let clash = |a: bool, b: bool, same: bool| a && b && !same;
        let two_years = clash(self.year.is_some(), year.is_some(), self.year == year);
        let two_ends = clash(self.until.is_some(), until.is_some(), self.until == until);
        (!two_years && !two_ends).then(|| self.or(other))
    }

    /// This, with what it does not say taken from another.
    pub(crate) fn or(self, other: Period) -> Period {
        Period { year: self.year.or(other.year), until: self.until.or(other.until) }
    }

    /// Whether both can be one, as far as each says.
    pub(crate) fn may_be(self, other: Period) -> bool {
        self.and(other).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pack;

    fn period(text: &str) -> Option<Period> {
        let pack = Pack::builtin("zh-report").unwrap();
        Period::of(pack.reader().read(text).iter().filter_map(|mention| mention.dates))
    }

    #[test]
    fn dates_say_a_year_or_its_first_months_together() {
        let said = |year, until| Some(Period { year, until });
        for (text, expected) in [
            ("", said(None, None)),
            ("2024年", said(Some(2024), None)),
            ("2024年,前三季度", said(Some(2024), Some(9))),
            ("1-9月,前三季度", said(None, Some(9))),
            ("上半年", said(None, Some(6))),
            ("2023年和2024年", None),
            ("1-9月和上半年", None),
            ("9月份", None),
            ("三季度", None),
            ("2024年9月30日", None),
            ("2021-2024年", None),
        ] {
            assert_eq!(period(text), expected, "{text}");
        }
    }

    #[test]
    fn what_one_does_not_say_may_be_what_the_other_does() {
        let (year, months) = (period("2024年").unwrap(), period("1-9月").unwrap());
        assert_eq!(year.or(months), period("2024年1-9月").unwrap());
        assert!(year.may_be(months) && !year.may_be(period("2023年").unwrap()));
        assert!(!months.may_be(period("上半年").unwrap()));
    }
}
