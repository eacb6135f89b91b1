//! `gouji mentions`: every figure that is read in a text, one a line.

use std::io::{self, Write};

use serde_json::Value;

use super::Outcome;
use super::engine::Packs;
use super::inputs::sources;
use super::plan::{Format, Input, Plan};
use crate::report::terminal::{visible, write_problem};

/// Lists the figures of `input`.
pub(super) fn run(
    plan: &Plan,
    input: &Input,
    packs: &Packs,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    for source in sources(std::slice::from_ref(input)) {
        let document = match source.read() {
            Ok(document) => document,
            Err(problem) => {
                write_problem(&source.name, &problem, plan.lang, errors)?;
                outcome = Outcome::Failed;
                continue;
            }
        };
        let reader = packs.reader(&document.text)?;
        for (index, line) in document.text.lines().enumerate() {
            for mention in reader.read(line, index + 1) {
                match plan.format {
                    Format::Json => writeln!(out, "{mention}")?,
                    Format::Text => writeln!(out, "{}", row(&mention, line))?,
                }
            }
        }
    }
    Ok(outcome)
}

/// `3:12  quantity  2.44亿元 = 244000000元 [243500000, 244500000]`
fn row(mention: &Value, line: &str) -> String {
    let text = |key: &str| mention.get(key).and_then(Value::as_str).unwrap_or("");
    let number = |key: &str| mention.get(key).and_then(Value::as_u64).unwrap_or(0);
    let start = usize::try_from(number("start")).unwrap_or(0);
    let column = line.get(..start).map_or(0, |before| before.chars().count()) + 1;
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
    fn a_row_tells_place_kind_text_and_value() {
        let mention: Value = serde_json::from_str(
            r#"{"line": 3, "start": 6, "end": 18, "text": "2.44亿元", "kind": "quantity", "value": "244000000",
                "low": "243500000", "high": "244500000", "unit": "元", "hedge": null}"#,
        )
        .unwrap();
        assert_eq!(
            row(&mention, "完成2.44亿元"),
            "3:3  quantity  2.44亿元 = 244000000元 [243500000, 244500000]"
        );
        let date: Value = serde_json::from_str(
            r#"{"line": 1, "start": 0, "text": "\u001b2014年", "kind": "date", "value": "2014"}"#,
        )
        .unwrap();
        assert_eq!(row(&date, ""), "1:1  date  ␛2014年 = 2014");
    }
}
