//! `gouji baseline`: writes down what is known, compares it with what is found, takes out what is over.
//!
//! This module must not know how a finding is known again.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::gate::{Known, Session, Step, say_left_out};
use super::output::replace;
use super::plan::{Format, Plan, Task};
use crate::gate::baseline::{Baseline, Entry};
use crate::report::terminal::{visible, write_problem};
use crate::report::{Lang, contract};

/// What became of one baseline.
#[derive(Serialize)]
struct Row<'k> {
    /// The baseline.
    file: &'k str,
    /// Findings that it did not have.
    new: Vec<&'k Entry>,
    /// Entries that no longer occur.
    stale: Vec<&'k Entry>,
    /// Findings that it had.
    known: usize,
    /// How many findings it has now.
    entries: usize,
}

#[derive(Serialize)]
struct Listing<'k> {
    schema: &'static str,
    baselines: Vec<Row<'k>>,
}

/// Checks the files of `session`, and does `task` with their baselines.
pub(super) fn run(
    plan: &Plan,
    task: Task,
    mut session: Session,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    say_left_out(session.left_out, plan.lang, errors)?;
    let all_read = check_all(plan, &mut session, errors)?;
    if !all_read && task != Task::Check {
        let nothing = plan.lang.pick("基线没有改动", "no baseline was changed");
        writeln!(errors, "{}{nothing}", plan.lang.pick("错误: ", "error: "))?;
        return Ok(Outcome::Failed);
    }
    let mut rows = Vec::new();
    for (file, known) in &session.accepted.baselines {
        rows.push(settle(task, file, known)?);
    }
    let has_new = rows.iter().any(|row| !row.new.is_empty());
    match plan.format {
        Format::Text => rows.iter().try_for_each(|row| write_row(row, task, plan.lang, out))?,
        Format::Json => {
            let listing = Listing { schema: contract::SCHEMA, baselines: rows };
            serde_json::to_writer_pretty(&mut *out, &listing)?;
            writeln!(out)?;
        }
    }
    Ok(match (all_read, task) {
        (false, _) => Outcome::Failed,
        (true, Task::Check) if has_new => Outcome::Found,
        (true, _) => Outcome::Fine,
    })
}

/// Checks every file; says whether all of them could be read.
pub(super) fn check_all(plan: &Plan, session: &mut Session, errors: &mut dyn Write) -> io::Result<bool> {
    let mut all_read = true;
    session.each(plan.threads, |step| {
        let Step::Has(_, file, _) = step else { return Ok(()) };
        all_read &= file.errors.is_empty();
        file.errors.iter().try_for_each(|problem| write_problem(&file.path, problem, plan.lang, errors))
    })?;
    Ok(all_read)
}

/// Does `task` with one baseline.
fn settle<'k>(task: Task, file: &Path, known: &'k Known) -> io::Result<Row<'k>> {
    let after = match task {
        Task::Check => known.stored.clone(),
        Task::Prune => pruned(known),
        Task::Write => written(known),
    };
    if task != Task::Check && (after != known.stored || !file.exists()) {
        replace(file, after.render())?;
    }
    let known_ones = known.standing.entries().filter(|entry| known.stored.knows(entry)).count();
    Ok(Row {
        file: &known.name,
        new: known.new_ones(),
        stale: known.stale(),
        known: known_ones,
        entries: after.entries().count(),
    })
}

fn pruned(known: &Known) -> Baseline {
    let mut after = known.stored.clone();
    known.stale().into_iter().for_each(|entry| after.remove(entry));
    after
}

/// What was found now, and what is kept of files that this run did not check.
fn written(known: &Known) -> Baseline {
    let mut after = pruned(known);
    let checked: Vec<Entry> =
        after.entries().filter(|entry| known.has_checked(&entry.path)).cloned().collect();
    checked.iter().for_each(|entry| after.remove(entry));
    known.standing.entries().cloned().for_each(|entry| after.add(entry));
    after
}

fn write_row(row: &Row<'_>, task: Task, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (new, stale) = match task {
        Task::Write => (lang.pick("记入", "added"), lang.pick("删去", "removed")),
        Task::Check => (lang.pick("新增", "new"), lang.pick("不再出现", "stale")),
        Task::Prune => (lang.pick("新增", "new"), lang.pick("删去", "removed")),
    };
    for (word, entries) in [(new, &row.new), (stale, &row.stale)] {
        for entry in entries {
            let Entry { path, rule, id, quote } = entry;
            writeln!(
                out,
                "{word}  {}  {}  {}  {}",
                visible(path),
                visible(rule),
                visible(id),
                visible(quote)
            )?;
        }
    }
    let name = visible(row.file);
    let (added, over) = (row.new.len(), row.stale.len());
    match lang {
        Lang::Zh => {
            writeln!(out, "{name}：{new} {added}，已知 {}，{stale} {over}；现有{}条", row.known, row.entries)
        }
        Lang::En => writeln!(
            out,
            "{name}: {added} {new}, {} known, {over} {stale}; entries now: {}",
            row.known, row.entries
        ),
    }
}
