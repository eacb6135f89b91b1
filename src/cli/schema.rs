//! `gouji schema`: the JSON Schema of a pack's files and of the output.

use std::io::{self, Write};

use super::Outcome;
use super::output::Sink;
use super::plan::Plan;
use crate::report::Lang;
use crate::schema::Shape;

/// Prints one schema, or what there is.
pub(super) fn run(plan: &Plan, shape: Option<Shape>) -> io::Result<Outcome> {
    let mut out = Sink::open(plan)?;
    match shape {
        Some(shape) => writeln!(out, "{:#}", shape.schema())?,
        None => list(plan.lang, &mut out)?,
    }
    out.finish()?;
    Ok(Outcome::Fine)
}

fn list(lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for shape in Shape::ALL {
        let of = match shape {
            Shape::Pack => "pack.yaml",
            Shape::Vocabulary => "vocabulary.yaml",
            Shape::Lexicon => "lexicon.yaml",
            Shape::Rules => lang.pick("规则包的其他文件", "any other file of a pack"),
            Shape::Output => {
                lang.pick("gouji check --format json 的输出", "what gouji check --format json prints")
            }
            Shape::Lines => lang.pick(
                "gouji check --format jsonl 输出的一行",
                "a line of what gouji check --format jsonl prints",
            ),
            Shape::Receipt => lang.pick("gouji receipt 写出的凭证", "what gouji receipt writes"),
        };
        writeln!(out, "{:10}  {of}", shape.name())?;
    }
    Ok(())
}
