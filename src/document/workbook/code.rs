//! Codes of number formats (`#,##0.00_ ;[Red]-0.0%`): their sections, and what each sign in them stands for.
//!
//! This module must not know numbers.

/// One of the parts of a code that semicolons separate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// What is shown, in order.
    pub(super) signs: Vec<Sign>,
    /// Whether there is something in it that is not read here: a condition, a fraction, an exponent, numerals of
    /// another script.
    pub(super) strange: bool,
}

/// What one place of a code stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sign {
    /// These words.
    Words(String),
    /// A digit: `0` always shown, `#` and `?` only if it counts.
    Digit(char),
    /// The decimal point.
    Point,
    /// A comma: thousands, or behind the last digit a division by a thousand.
    Comma,
    /// A percent sign, which multiplies by a hundred.
    Percent,
    /// `General`.
    General,
    /// `@`: the text of the cell.
    Text,
    /// A part of a date or time, and how often its letter stands there.
    Date(char, usize),
    /// Hours, minutes or seconds that do not stop at a day: `[h]`.
    Elapsed(char),
    /// `AM/PM` or `上午/下午`.
    HalfDay,
}

impl Section {
    /// Whether it shows a date or a time.
    pub(super) fn is_date(&self) -> bool {
        self.signs.iter().any(|sign| matches!(sign, Sign::Date(..) | Sign::Elapsed(_) | Sign::HalfDay))
    }

    /// The words in it.
    pub(super) fn words(&self) -> String {
        let words = self.signs.iter().map(|sign| match sign {
            Sign::Words(words) => words.as_str(),
            _ => "",
        });
        words.collect::<String>().trim().to_owned()
    }

    fn word(&mut self, c: char) {
        match self.signs.last_mut() {
            Some(Sign::Words(words)) => words.push(c),
            _ => self.signs.push(Sign::Words(c.into())),
        }
    }
}

/// The sections of a code.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or("");
        let taken = match (first, sections.last_mut()) {
            (';', _) => {
                sections.push(Section::default());
                1
            }
            (_, Some(section)) => take(section, first, rest, after),
            (_, None) => rest.len(),
        };
        rest = rest.get(taken..).unwrap_or("");
    }
    sections
}

/// Reads the first sign of `rest` into the section, and says how many bytes it is.
fn take(section: &mut Section, first: char, rest: &str, after: &str) -> usize {
    match first {
        '"' => {
            let words = after.split('"').next().unwrap_or(after);
            words.chars().for_each(|c| section.word(c));
            words.len() + 2
        }
        '\\' | '!' => match after.chars().next() {
            Some(c) => {
                section.word(c);
                1 + c.len_utf8()
            }
            None => 1,
        },
        // The width of a character, and one that fills the cell.
        '_' | '*' => 1 + after.chars().next().map_or(0, char::len_utf8),
        '[' => match after.split_once(']') {
            Some((inside, _)) => {
                bracket(section, inside);
                inside.len() + 2
            }
            None => 1,
        },
        _ => plain(section, first, rest),
    }
}

/// What stands in brackets: a colour, a currency, elapsed time, a condition.
fn bracket(section: &mut Section, inside: &str) {
    let lower = inside.to_ascii_lowercase();
    let same = |c: char| !lower.is_empty() && lower.chars().all(|other| other == c);
    if let Some(currency) = inside.strip_prefix('$') {
        let sign = currency.split('-').next().unwrap_or("");
        sign.chars().for_each(|c| section.word(c));
    } else if let Some(letter) = ['h', 'm', 's'].into_iter().find(|letter| same(*letter)) {
        section.signs.push(Sign::Elapsed(letter));
    } else if lower.starts_with(['<', '>', '=']) || lower.starts_with("dbnum") || lower.starts_with("natnum")
    {
        section.strange = true;
    }
}

/// A sign that is neither quoted nor in brackets.
fn plain(section: &mut Section, first: char, rest: &str) -> usize {
    for (words, sign) in [
        ("general", Sign::General),
        ("am/pm", Sign::HalfDay),
        ("上午/下午", Sign::HalfDay),
        ("a/p", Sign::HalfDay),
    ] {
        if rest.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words)) {
            section.signs.push(sign);
            return words.len();
        }
    }
    let lower = first.to_ascii_lowercase();
    match lower {
        '0' | '#' | '?' => section.signs.push(Sign::Digit(lower)),
        '.' => section.signs.push(Sign::Point),
        ',' => section.signs.push(Sign::Comma),
        '%' => section.signs.push(Sign::Percent),
        '@' => section.signs.push(Sign::Text),
        'y' | 'm' | 'd' | 'h' | 's' => {
            let count = rest.chars().take_while(|c| c.to_ascii_lowercase() == lower).count();
            section.signs.push(Sign::Date(lower, count));
            return count;
        }
        // Exponents, eras and names of weekdays.
        'e' | 'g' | 'a' | 'b' => section.strange = true,
        '/' if section.signs.iter().any(|sign| matches!(sign, Sign::Digit(_))) => section.strange = true,
        _ => section.word(first),
    }
    first.len_utf8()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_told_from_words() {
        let found = sections(r#"[Red]_ * #,##0.0"万元"_ ;-0\%;"-"??;@"#);
        assert_eq!(found.len(), 4);
        assert_eq!(found[0].words(), "万元");
        let digits = found[0].signs.iter().filter(|sign| matches!(sign, Sign::Digit(_))).count();
        assert_eq!((digits, found[0].strange), (5, false));
        assert_eq!(found[1].words(), "-%");
        assert_eq!(found[2].words(), "-");
        assert_eq!(found[3].signs, [Sign::Text]);
    }

    #[test]
    fn dates_currencies_and_what_is_not_read() {
        assert_eq!(sections("[$-804]yyyy\"年\"m\"月\"")[0].words(), "年月");
        assert!(sections("[h]:mm")[0].is_date());
        assert!(!sections("[Red]0.0")[0].is_date());
        assert_eq!(sections("[$¥-804]0")[0].words(), "¥");
        for strange in ["[DBNum1]0", "[>100]0", "0.0E+00", "# ?/?", "aaaa"] {
            assert!(sections(strange)[0].strange, "{strange}");
        }
        assert!(!sections("yyyy/m/d")[0].strange);
    }

    #[test]
    fn what_does_not_close_ends() {
        for code in ["\"abc", "[Red", "\\", "_", "*", "", "!", "0.0;;;;"] {
            assert!(!sections(code).is_empty(), "{code}");
        }
    }
}
