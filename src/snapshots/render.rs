//! A snapshot's text: one claim after the other, a line a fact, so that a difference shows what changed.

use std::fmt::Write;

use serde::Serialize;

use crate::document::LineIndex;
use crate::report::contract::{Claim, File, Operand};
use crate::report::{FileReport, Lang};
use crate::rule::Pack;

/// Every claim that `pack` makes on `text`, in YAML that does not change unless the claims do.
///
/// ```
/// let pack = gouji::Pack::builtin("zh-report")?;
/// let text = gouji::snapshot(&pack, "提供困难人员就业岗位540人,完成年计划的98.54%。");
/// assert!(text.contains("verdict: implied"));
/// # Ok::<(), gouji::PackError>(())
/// ```
pub fn snapshot(pack: &Pack, text: &str) -> String {
    let report = crate::check(text, pack);
    let coverage = report.coverage;
    let file = File::new(&FileReport { report, ..FileReport::default() }, Lang::En);
    let lines = LineIndex::new(text);
    let mut out = format!(
        "pack: {}\nfigures: {{all: {}, judged: {}, unchecked: {}, unclaimed: {}}}\n",
        pack.id(),
        coverage.figures,
        coverage.judged,
        coverage.unchecked,
        coverage.unclaimed
    );
    out.push_str(if file.claims.is_empty() { "claims: []\n" } else { "claims:\n" });
    for claim in &file.claims {
        // Writing to a string cannot fail.
        let _ = write_claim(claim, &lines, &mut out);
    }
    out
}

fn write_claim(claim: &Claim, lines: &LineIndex<'_>, out: &mut String) -> std::fmt::Result {
    let rule = claim.rule.rsplit('/').next().unwrap_or(&claim.rule);
    writeln!(out, "  - rule: {rule}")?;
    writeln!(out, "    at: {}", place(claim.start, claim.end, lines))?;
    writeln!(out, "    quote: {}", quoted(&claim.quote))?;
    writeln!(out, "    verdict: {}", name(&claim.verdict))?;
    if let Some(reason) = &claim.reason {
        writeln!(out, "    reason: {}", name(reason))?;
    }
    if let Some(severity) = &claim.severity {
        writeln!(out, "    severity: {}", name(severity))?;
    }
    writeln!(out, "    operands:")?;
    for operand in &claim.operands {
        write_operand(operand, lines, out)?;
    }
    writeln!(out, "    message: {}", quoted(&claim.message))
}

fn write_operand(operand: &Operand, lines: &LineIndex<'_>, out: &mut String) -> std::fmt::Result {
    write!(out, "      - {}: {{", operand.role)?;
    let mut facts = Vec::new();
    facts.extend(operand.text.as_deref().map(|text| format!("text: {}", quoted(text))));
    facts.extend(operand.interval.as_deref().map(|interval| format!("in: {}", quoted(interval))));
    facts.extend(
        operand.start.zip(operand.end).map(|(start, end)| format!("at: {}", place(start, end, lines))),
    );
    writeln!(out, "{}}}", facts.join(", "))
}

/// `14:37-14:60`, in lines and characters from 1, the end one past the last.
fn place(start: usize, end: usize, lines: &LineIndex<'_>) -> String {
    let ((line, column), (end_line, end_column)) = (lines.position(start), lines.position(end));
    format!("{line}:{column}-{end_line}:{end_column}")
}

/// A text as YAML and JSON quote it, on one line.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The name that the output contract has for a value.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
