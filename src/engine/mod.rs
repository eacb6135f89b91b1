//! The engine: takes one document through reading, matching, judging and the ledger.
//!
//! It calls the rooms in their one order and holds what joins them: from mentions to operands, from offers to one
//! claim each, from claims to a report. It must not know file formats or output formats.

mod bounds;
mod build;
mod capped;
mod cells;
mod choose;
mod contradiction;
mod cover;
mod dates;
mod declare;
mod examples;
pub mod explain;
mod fewer;
mod hints;
mod mutate;
mod operands;
mod parts;
mod repeat;
mod resolve;
mod several;
mod shown;
mod table;
mod whose;

pub use examples::{ExampleFailure, Gap, Tried, gaps, run_examples, try_examples};
pub use mutate::{Expectation, Mutation, Skip, Skipped, Stale, Survivor, mutate};
pub use resolve::Advantage;
pub use several::{check_with_packs, check_within, check_within_telling};

use crate::claim::{self, Offer, Page, Stopped, Told};
use crate::document::{BlockKind, Document, Limits};
use crate::ledger::{Copies, Detail, Habit, Note, OutOfTime, Report, Telling};
use crate::rule::Pack;
use crate::work;
use capped::is_capped;
use cells::Cells;
use choose::{Dropped, Judged};
use declare::Declared;
use repeat::Mentioned;
use table::Tables;

/// Checks a text against a rule pack.
///
/// Offsets in the report are bytes of `text`. The same text and pack always give the same report.
///
/// ```
/// let pack = gouji::Pack::builtin("zh-report")?;
/// let report = gouji::check("提供困难人员就业岗位540人,完成年计划的98.54%。", &pack);
/// assert_eq!(report.claims[0].judgement.verdict, gouji::Verdict::Implied);
/// # Ok::<(), gouji::PackError>(())
/// ```
pub fn check(text: &str, pack: &Pack) -> Report {
    check_document(&Document::plain(text), pack)
}

/// Checks a document of any format against a rule pack.
///
/// Offsets in the report are bytes of the document's text, lines and columns those of that text.
pub fn check_document(document: &Document, pack: &Pack) -> Report {
    // Without a deadline there is an end to every document.
    check_by_pack(document, pack, &Limits::default(), Detail::Everything).unwrap_or_default()
}

/// Checks a document against one rule pack, within limits.
fn check_by_pack(
    document: &Document,
    pack: &Pack,
    limits: &Limits,
    detail: Detail,
) -> Result<Report, OutOfTime> {
    let blocks = claim::blocks(document, pack);
    let in_time = |done: usize| match limits.deadline.over() {
        Some(time) => Err(OutOfTime { time, done, all: blocks.len() }),
        None => Ok(()),
    };
    in_time(0)?;
    let lines: Vec<&str> = blocks.iter().map(|block| block.text).collect();
    let copies = Copies::find(&lines);
    let declared = Declared::read(document, &blocks, &copies, pack);
    let mut builder = build::Builder::new(document, &blocks, pack).telling(detail);
    let mut tables = Tables::read(document, &blocks, declared.told(), pack, limits);
    let cells = Cells::of(&tables, pack, &builder);
    let told = Told { named_cells: !cells.is_empty(), ..declared.told() };
    let mut mentioned = Mentioned::beside(cells);
    let units = tables.unit_lines(&blocks);
    let mut unmatched = tables.notes();
    for (number, block) in blocks.iter().enumerate() {
        work::steps(1);
        in_time(number)?;
        if let Some(original) = copies.original(number) {
            builder.add_copy(original);
            continue;
        }
        if let Some(BlockKind::Cell { table, .. }) = document.blocks.get(block.source).map(|block| block.kind)
        {
            mentioned.meet(table);
        }
        if tables.takes(block.source) {
            builder.add_table(tables.beginning(block.source));
            continue;
        }
        let page = claim::read(*block, told, pack);
        if let Some(note) = bounds::unmatched(&page, limits) {
            builder.add(&page, Vec::new());
            unmatched.push(note);
            continue;
        }
        let (claims, repeats) = read(&page, pack, &Nobody);
        builder.add(&page, claims);
        mentioned.read(&page, repeats, &mut builder);
    }
    in_time(blocks.len())?;
    let notes = builder.copies(&copies, &blocks);
    let (mut report, telling) = builder.finish();
    report.notes = document.remarks.iter().cloned().map(Note::Reading).collect();
    report.notes.extend(unmatched);
    report.notes.extend(notes);
    report.claims.extend(mentioned.claims());
    report.claims.sort_by_key(|claim| claim.span.start);
    conclude(&mut report, telling, &declared, &units);
    Ok(report)
}

/// What only the whole document shows: declarations that make a finding milder, and the habit of rounding. `units` are
/// the lines whose unit a table took.
fn conclude(report: &mut Report, telling: Telling, declared: &Declared, units: &[usize]) {
    let taken = |note: &Note| matches!(note, Note::Unit { line, .. } if units.contains(line));
    report.notes.extend(declared.notes().into_iter().filter(|note| !taken(note)));
    declared.declarations.ease(&mut report.claims);
    if let Some(habit) = Habit::of(&report.claims, telling) {
        let changed = habit.apply(&mut report.claims);
        if changed || matches!(habit, Habit::CutsOff { .. }) {
            report.notes.push(habit.note());
        }
    }
}

/// Whether a rule holds two mentions of one indicator against each other.
fn is_repeat(offer: &Offer<'_>) -> bool {
    offer.rule.info.kind == repeat::KIND
}

/// The claims of a block that need no other block.
fn judged<'a>(page: &'a Page<'_>, pack: &'a Pack) -> Vec<Judged<'a>> {
    read(page, pack, &Nobody).0
}

/// Somebody who is told of everything that did not become a claim; says nothing to it by default.
trait Watch<'a> {
    /// Whether there is anybody: to tell takes time.
    fn is_there(&self) -> bool {
        false
    }
    fn stopped(&self, _: Stopped) {}
    fn dropped(&self, _: Dropped<'a>) {}
    fn lost(&self, _: Judged<'a>, _kept: &[Judged<'a>]) {}
}

struct Nobody;

impl Watch<'_> for Nobody {}

/// The claims of a block, and what is offered to be held against other blocks.
fn read<'a>(page: &'a Page<'_>, pack: &'a Pack, watch: &impl Watch<'a>) -> (Vec<Judged<'a>>, Vec<Offer<'a>>) {
    let (mut judged, mut repeats) = (Vec::new(), Vec::new());
    let stopped = |stopped| watch.stopped(stopped);
    let dropped = |dropped| watch.dropped(dropped);
    for offer in claim::offers(page, pack, watch.is_there().then_some(&stopped)) {
        if is_repeat(&offer) {
            repeats.push(offer);
        } else {
            let decided = choose::decide(page, offer, watch.is_there().then_some(&dropped));
            let told = |claim| match is_capped(page, &claim) {
                true => Err(Box::new(claim)),
                false => whose::settle(page, claim),
            };
            match decided.map(told) {
                Some(Ok(claim)) => judged.push(claim),
                Some(Err(claim)) => watch.dropped(Dropped::Unconfirmed(claim)),
                None => {}
            }
        }
    }
    (resolve::resolve(judged, &mut |claim, kept| watch.lost(claim, kept)), repeats)
}
