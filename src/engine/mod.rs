//! The engine: takes one document through reading, matching, judging and the ledger.
//!
//! It calls the rooms in their one order and holds what joins them: from mentions to operands, from offers to one
//! claim each, from claims to a report. It must not know file formats or output formats.

mod build;
mod choose;
mod dates;
mod examples;
pub mod explain;
mod operands;
mod resolve;

use std::collections::HashMap;

pub use examples::{ExampleFailure, Tried, run_examples, try_examples};
pub use resolve::Advantage;

use crate::claim::{self, Page, Stopped};
use crate::ledger::Report;
use crate::rule::Pack;
use choose::{Dropped, Judged};

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
    let mut builder = build::Builder::new(text);
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for block in claim::blocks(text, pack) {
        let copy_of = (block.text.len() >= COPY_BYTES).then(|| *seen.entry(block.text).or_insert(block.line));
        let page = claim::read(block, pack);
        let claims = judged(&page, pack, &mut Nobody);
        builder.add(&page, claims, copy_of.filter(|line| *line != block.line));
    }
    builder.finish()
}

/// A line this long or longer that comes again is a copy, not a coincidence.
const COPY_BYTES: usize = 60;

/// Somebody who is told of everything that did not become a claim; says nothing to it by default.
trait Watch<'p> {
    fn stopped(&mut self, _: Stopped) {}
    fn dropped(&mut self, _: Dropped<'p>) {}
    fn lost(&mut self, _: Judged<'p>, _kept: &[Judged<'p>]) {}
}

struct Nobody;

impl Watch<'_> for Nobody {}

/// The claims of a block.
fn judged<'p>(page: &Page<'_>, pack: &'p Pack, watch: &mut impl Watch<'p>) -> Vec<Judged<'p>> {
    let offers = claim::offers(page, pack, &mut |stopped| watch.stopped(stopped));
    let decide = |offer| choose::decide(page, offer, &mut |dropped| watch.dropped(dropped));
    let judged = offers.into_iter().filter_map(decide).collect();
    resolve::resolve(judged, &mut |claim, kept| watch.lost(claim, kept))
}
