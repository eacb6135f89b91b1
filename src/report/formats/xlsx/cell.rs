//! Cells: how a text, an exact number and a formula get into a sheet, and how they look.
//!
//! A text from a report is always a string, whatever it begins with. This module must not know what a column is for.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError};

use super::super::super::terminal::visible;
use crate::exact::Exact;

/// A cell holds so many characters, counted as the file format does, in UTF-16.
const LONGEST: usize = 32_767;

/// A spreadsheet keeps so many significant digits of a number.
const DIGITS: usize = 15;

/// The font: one that has the characters of reports in either language.
const FONT: &str = "SimSun";

/// How cells look.
pub(super) struct Looks {
    pub plain: Format,
    pub head: Format,
    pub title: Format,
    pub number: Format,
    /// For the auditor to fill in.
    pub blank: Format,
}

impl Looks {
    pub(super) fn new() -> Looks {
        let base = Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::Top);
        let plain = base.clone().set_text_wrap().set_border(FormatBorder::Thin);
        Looks {
            head: plain.clone().set_bold().set_background_color(0xD9_E1_F2),
            title: base.clone().set_bold().set_font_size(14),
            number: plain.clone().set_num_format(r#"[>=1E+90]"∞";[<=-1E+90]"-∞";General"#),
            blank: plain.clone().set_background_color(0xFF_FF_E5),
            plain,
        }
    }
}

/// What can be written for an exact number.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Number {
    /// All of its digits fit.
    Whole(f64),
    /// A fraction that does not end, as a division of two numbers whose digits fit.
    Ratio(String),
    /// More digits than a spreadsheet keeps.
    TooFine(String),
}

/// An exact number, never rounded on the way.
pub(super) fn number(value: Exact) -> Number {
    let text = value.to_string();
    if fits(&text)
        && let Ok(double) = text.parse()
    {
        return Number::Whole(double);
    }
    let (above, below) = (value.numerator().to_string(), value.denominator().to_string());
    if text.ends_with('…') && fits(&above) && fits(&below) {
        return Number::Ratio(format!("={above}/{below}"));
    }
    Number::TooFine(text)
}

fn fits(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '0', '.']);
    let digits = if text.contains('.') { digits } else { digits.trim_end_matches('0') };
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-');
    plain && digits.chars().filter(char::is_ascii_digit).count() <= DIGITS
}

/// A text with everything in it visible, and no longer than a cell.
pub(super) fn shown(text: &str) -> String {
    let text = visible(text);
    if text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let mut length = 1;
    let fit = text.chars().take_while(|c| {
        length += c.len_utf16();
        length <= LONGEST
    });
    fit.chain(['…']).collect()
}

/// One row of a sheet, written from left to right.
pub(super) struct Row<'s> {
    pub sheet: &'s mut Worksheet,
    pub looks: &'s Looks,
    pub row: u32,
    pub column: u16,
}

impl Row<'_> {
    pub(super) fn text(&mut self, text: &str) -> Result<(), XlsxError> {
        self.text_as(text, &self.looks.plain)
    }

    pub(super) fn text_as(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, self.column, shown(text), format)?;
        self.column += 1;
        Ok(())
    }

    pub(super) fn count(&mut self, count: usize) -> Result<(), XlsxError> {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.sheet.write_number_with_format(self.row, self.column, count, &self.looks.number)?;
        self.column += 1;
        Ok(())
    }

    /// An exact number; gives back whether formulas can use it.
    pub(super) fn number(&mut self, value: Exact) -> Result<bool, XlsxError> {
        let (row, column, format) = (self.row, self.column, &self.looks.number);
        match number(value) {
            Number::Whole(double) => self.sheet.write_number_with_format(row, column, double, format)?,
            Number::Ratio(ratio) => {
                self.computes(&ratio, Some(value))?;
                return Ok(true);
            }
            Number::TooFine(text) => {
                self.sheet.write_string_with_format(row, column, text, format)?;
                self.column += 1;
                return Ok(false);
            }
        };
        self.column += 1;
        Ok(true)
    }

    /// A formula. Programs that show a file without computing it show `result`.
    pub(super) fn formula(&mut self, formula: &str, result: &str) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(result);
        self.sheet.write_formula_with_format(self.row, self.column, formula, &self.looks.number)?;
        self.column += 1;
        Ok(())
    }

    /// A formula that comes to a number.
    pub(super) fn computes(&mut self, formula: &str, result: Option<Exact>) -> Result<(), XlsxError> {
        let result = match result.map(number) {
            Some(Number::Whole(double)) => double.to_string(),
            _ => result.map_or("0".to_owned(), |value| value.to_string().replace('…', "")),
        };
        self.formula(formula, &result)
    }

    pub(super) fn blank(&mut self) -> Result<(), XlsxError> {
        self.sheet.write_blank(self.row, self.column, &self.looks.blank)?;
        self.column += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    #[test]
    fn a_number_is_written_whole_or_not_as_a_number() {
        assert_eq!(number(exact("14420000")), Number::Whole("14420000".parse().unwrap()));
        assert_eq!(number(exact("-0.000123")), Number::Whole("-0.000123".parse().unwrap()));
        assert_eq!(
            number(exact("12345678901234500000")),
            Number::Whole("12345678901234500000".parse().unwrap())
        );
        let fine = "1234567890.1234567";
        assert_eq!(number(exact(fine)), Number::TooFine(fine.into()));
        assert_eq!(number(exact("2").div(exact("3")).unwrap()), Number::Ratio("=2/3".into()));
    }

    #[test]
    fn a_text_is_cut_to_a_cell_and_shows_what_is_hidden() {
        assert_eq!(shown("a\u{202E}b\n"), "a\u{FFFD}b␊");
        let long = shown(&"𠮷".repeat(20_000));
        assert!(long.ends_with('…') && long.encode_utf16().count() <= LONGEST, "{}", long.len());
        assert_eq!(shown(&"甲".repeat(LONGEST)).chars().count(), LONGEST);
    }
}
