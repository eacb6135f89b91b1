//! `gouji explain`: what is to be known of a rule, or what became of every rule in a text.

use std::io::{self, Write};

use serde_json::Value;

use super::Outcome;
use super::engine::{Named, Packs};
use super::inputs::{Source, sources};
use super::plan::{Asked, Format, Input, Plan};
use crate::document::Limits;
use crate::explain;
use crate::report::Problem;
use crate::report::card::{self, Card};
use crate::report::explain as told;
use crate::report::terminal::{visible, write_problem};

/// Explains what was asked.
pub(super) fn run(
    plan: &Plan,
    (rule, text): (Option<&str>, Option<&Asked>),
    packs: &Packs,
    limits: Limits,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    let wanted = match rule.map(|rule| packs.wanted(rule)).transpose()? {
        Some(Err(near)) => {
            let told = packs.stranger(rule.unwrap_or(""), plan.lang);
            let told = told.unwrap_or_else(|| unknown(rule.unwrap_or(""), &near, plan));
            writeln!(errors, "{}", visible(&told))?;
            return Ok(Outcome::Failed);
        }
        Some(Ok(wanted)) => wanted,
        None => Vec::new(),
    };
    match text.map(|text| read(text, limits)) {
        Some(Ok(text)) => explain_text(plan, &text, &wanted, packs, out)?,
        Some(Err((name, problem))) => {
            write_problem(&name, &problem, plan.lang, errors)?;
            return Ok(Outcome::Failed);
        }
        None => explain_rules(plan, &wanted, out)?,
    }
    Ok(Outcome::Fine)
}

/// The text that was typed, or what standard input holds.
fn read(text: &Asked, limits: Limits) -> Result<String, (String, Problem)> {
    match text {
        Asked::Text(text) => Ok(text.clone()),
        Asked::Stdin => {
            let read =
                |source: &Source| source.read(limits).map_err(|problem| (source.name.clone(), problem));
            let texts = sources(&[Input::Stdin]).iter().map(read).collect::<Result<Vec<_>, _>>()?;
            Ok(texts.into_iter().map(|document| document.text).collect())
        }
    }
}

fn explain_rules(plan: &Plan, wanted: &[Named<'_>], out: &mut dyn Write) -> io::Result<()> {
    let cards: Vec<Card<'_>> = wanted.iter().map(|wanted| Card::new(wanted.pack, wanted.rule)).collect();
    match plan.format {
        Format::Json => json(&card::document(&cards), out),
        Format::Text => {
            let blocks: Vec<Vec<String>> = cards.iter().map(|card| card.text(plan.lang)).collect();
            blocks.into_iter().enumerate().try_for_each(|(at, lines)| paragraph(at, &lines, out))
        }
    }
}

/// Explains a text by the pack of the rule that was named, else by the pack for its script.
fn explain_text(
    plan: &Plan,
    text: &str,
    wanted: &[Named<'_>],
    packs: &Packs,
    out: &mut dyn Write,
) -> io::Result<()> {
    let by_script = packs.pack_for(text)?;
    let own = |wanted: &&Named<'_>| by_script.is_some_and(|pack| pack.id() == wanted.pack.id());
    let rule = wanted.iter().find(own).or_else(|| wanted.first());
    let Some(pack) = rule.map(|wanted| wanted.pack).or(by_script) else { return Ok(()) };
    let lines = explain::explain(text, pack, rule.map(|wanted| wanted.rule.info().id.as_str()));
    let named = rule.is_some();
    match plan.format {
        Format::Json => json(&told::document(pack.id(), &lines, named), out),
        Format::Text => {
            let blocks = lines.iter().map(|line| told::text(line, named, plan.lang));
            blocks.enumerate().try_for_each(|(at, lines)| paragraph(at, &lines, out))
        }
    }
}

/// Lines, with an empty one before all but the first paragraph.
fn paragraph(at: usize, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    if at > 0 {
        writeln!(out)?;
    }
    lines.iter().try_for_each(|line| writeln!(out, "{}", visible(line)))
}

fn json(document: &Value, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    writeln!(out)
}

fn unknown(rule: &str, near: &[String], plan: &Plan) -> String {
    let word = plan.lang.pick("错误: 没有名为", "error: there is no rule called");
    let help = match near.is_empty() {
        true => plan.lang.pick("；`gouji rules` 列出所有规则", "; `gouji rules` lists them").to_owned(),
        false => format!(
            "{} {}",
            plan.lang.pick("；是不是", "; did you mean"),
            near.join(plan.lang.pick("、", ", "))
        ),
    };
    let noun = plan.lang.pick(" 的规则", "");
    format!("{word} {rule}{noun}{help}{}", if near.is_empty() { "" } else { plan.lang.pick("？", "?") })
}
