//! `gouji rules`: what is looked for.

use std::io::{self, Write};

use serde::Serialize;

use super::Outcome;
use super::engine::{PackRow, Packs};
use super::plan::{Format, Plan};
use crate::report::terminal::visible;
use crate::report::{contract, words};

#[derive(Serialize)]
struct Listing {
    schema: &'static str,
    packs: Vec<PackRow>,
}

/// Lists packs and their rules.
pub(super) fn run(plan: &Plan, packs: &Packs, out: &mut dyn Write) -> io::Result<Outcome> {
    let rows = packs.rows(plan.lang)?;
    match plan.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &Listing { schema: contract::SCHEMA, packs: rows })?;
            writeln!(out)?;
        }
        Format::Text => rows.iter().try_for_each(|pack| write_pack(pack, plan, out))?,
    }
    Ok(Outcome::Fine)
}

fn write_pack(pack: &PackRow, plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let counted = match plan.lang {
        crate::report::Lang::Zh => format!("{}条规则", pack.rules.len()),
        crate::report::Lang::En => format!("rules: {}", pack.rules.len()),
    };
    writeln!(
        out,
        "{} {} ({}, {counted})",
        visible(&pack.id),
        visible(&pack.version),
        visible(&pack.language)
    )?;
    let widest = |column: fn(&super::engine::RuleRow) -> &str| {
        pack.rules.iter().map(|rule| column(rule).chars().count()).max().unwrap_or(0)
    };
    let (ids, kinds) = (widest(|rule| &rule.id), widest(|rule| &rule.kind));
    for rule in &pack.rules {
        let severity = rule.severity.map(|severity| format!(" [{}]", words::severity(severity, plan.lang)));
        let (id, kind, status) = (visible(&rule.id), visible(&rule.kind), visible(&rule.status));
        let title = visible(&rule.title);
        writeln!(out, "  {id:ids$}  {kind:kinds$}  {status:12}  {title}{}", severity.unwrap_or_default())?;
    }
    Ok(())
}
