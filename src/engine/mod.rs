//! The engine: takes one document through reading, matching, judging and the ledger.
//!
//! It calls the rooms in their one order and holds what joins them: from mentions to operands, from offers to one
//! claim each, from claims to a report. It must not know file formats or output formats.

mod build;
mod choose;
mod dates;
mod examples;
mod mutate;
mod operands;
mod resolve;

use std::collections::HashMap;

pub use examples::{ExampleFailure, Gap, gaps, run_examples};
pub use mutate::{Expectation, Mutation, Skip, Skipped, Stale, Survivor, mutate};

use crate::claim::{self, Page};
use crate::ledger::Report;
use crate::rule::Pack;

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
        let claims = judged(&page, pack);
        builder.add(&page, claims, copy_of.filter(|line| *line != block.line));
    }
    builder.finish()
}

/// A line this long or longer that comes again is a copy, not a coincidence.
const COPY_BYTES: usize = 60;

fn judged<'a>(page: &'a Page<'_>, pack: &'a Pack) -> Vec<choose::Judged<'a>> {
    resolve::resolve(claim::offers(page, pack).filter_map(|offer| choose::decide(page, offer)).collect())
}
