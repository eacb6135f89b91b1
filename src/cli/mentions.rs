//! `gouji mentions`: every figure that is read in a text, one a line.

use std::io::{self, Write};

use serde_json::Value;

use super::Outcome;
use super::engine::Packs;
use super::inputs::sources;
use super::plan::{Format, Input, Plan};
use crate::document::Limits;
use crate::report::terminal::{visible, write_problem};
use crate::work;

/// Lists the figures of `input`.
pub(super) fn run(
    plan: &Plan,
    input: &Input,
    packs: &Packs,
    limits: Limits,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    for source in sources(std::slice::from_ref(input)) {
        let document = match source.read(limits) {
            Ok(document) => document,
            Err(problem) => {
                write_problem(&source.name, &problem, plan.lang, errors)?;
                outcome = Outcome::Failed;
                continue;
            }
        };
        let reader = packs.reader(&document.text)?;
        for (index, line) in document.text.lines().enumerate() {
            let mut columns = Columns::new(line);
            for mention in reader.read(line, index + 1) {
                match plan.format {
                    Format::Json => writeln!(out, "{mention}")?,
                    Format::Text => writeln!(out, "{}", row(&mention, &mut columns))?,
                }
            }
        }
    }
    Ok(outcome)
}

/// The columns of a line, asked for from left to right: each is counted on from the one before.
struct Columns<'l> {
    line: &'l str,
    at: usize,
    chars: usize,
}

impl Columns<'_> {
    fn new(line: &str) -> Columns<'_> {
        Columns { line, at: 0, chars: 0 }
    }

    /// The 1-based column of a byte.
    fn of(&mut self, byte: usize) -> usize {
        let between = self.line.get(self.at..byte).map(|between| between.chars().count());
        work::steps(between.unwrap_or(byte));
        match between {
            Some(chars) => (self.at, self.chars) = (byte, self.chars + chars),
            None => {
                let before = self.line.get(..byte).unwrap_or("");
                (self.at, self.chars) = (before.len(), before.chars().count());
            }
        }
        self.chars + 1
    }
}

/// `3:12  quantity  2.44亿元 = 244000000元 [243500000, 244500000]`
fn row(mention: &Value, columns: &mut Columns<'_>) -> String {
    let text = |key: &str| mention.get(key).and_then(Value::as_str).unwrap_or("");
    let number = |key: &str| mention.get(key).and_then(Value::as_u64).unwrap_or(0);
    let start = usize::try_from(number("start")).unwrap_or(0);
    let column = columns.of(start);
    let value = match text("value") {
        "" => String::new(),
        value => format!(" = {value}{}", text("unit")),
    };
    let set = match (text("low"), text("high")) {
        (low, high) if low == high => String::new(),
        (low, high) => {
            format!(
                " [{}, {}]",
                if low.is_empty() { "-∞" } else { low },
                if high.is_empty() { "∞" } else { high }
            )
        }
    };
    visible(&format!("{}:{column}  {}  {}{value}{set}", number("line"), text("kind"), text("text")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters_in_whatever_order_they_are_asked_for() {
        let mut columns = Columns::new("甲1乙2");
        assert_eq!([3, 3, 7, 0, 4].map(|byte| columns.of(byte)), [2, 2, 4, 1, 3]);
    }

    #[test]
    fn the_columns_of_a_line_cost_its_length() {
        let line = "12 ".repeat(1000);
        let cost = work::count(|| {
            let mut columns = Columns::new(&line);
            (0..1000).for_each(|number| assert_eq!(columns.of(number * 3), number * 3 + 1));
        });
        assert!((1000..=3000).contains(&cost), "{cost}");
    }

    #[test]
    fn a_row_tells_place_kind_text_and_value() {
        let mention: Value = serde_json::from_str(
            r#"{"line": 3, "start": 6, "end": 18, "text": "2.44亿元", "kind": "quantity", "value": "244000000",
                "low": "243500000", "high": "244500000", "unit": "元", "hedge": null}"#,
        )
        .unwrap();
        assert_eq!(
            row(&mention, &mut Columns::new("完成2.44亿元")),
            "3:3  quantity  2.44亿元 = 244000000元 [243500000, 244500000]"
        );
        let date: Value = serde_json::from_str(
            r#"{"line": 1, "start": 0, "text": "\u001b2014年", "kind": "date", "value": "2014"}"#,
        )
        .unwrap();
        assert_eq!(row(&date, &mut Columns::new("")), "1:1  date  ␛2014年 = 2014");
    }
}
