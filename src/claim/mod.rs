//! Claims: compiled patterns matched in a sentence's skeleton, and mentions bound to their slots.
//!
//! This room knows sentences, windows, names of figures and guards. It must not know whether the figures agree:
//! where a pattern is too loose to accuse, it offers what the next pattern finds as well and lets the judge choose.

mod alone;
mod bare;
mod bind;
mod block;
mod guard;
mod list;
mod machine;
mod matcher;
mod names;
mod partial;
mod period;
mod row;
mod setting;
mod sieve;
mod skeleton;
mod table;
mod trace;
mod units;
mod window;

use std::ops::Range;

use crate::mention::{Mention, Reader};
use crate::rule::{Lazy, Pack, Rule};
use crate::verdict::Reason;

pub(crate) use bare::Survey;
pub(crate) use bind::only;
pub(crate) use block::{Block, blocks};
pub(crate) use guard::{CLAUSE, found};
pub(crate) use list::items;
pub(crate) use machine::Stretch;
pub(crate) use matcher::{is_anchor, is_heard, is_open};
pub(crate) use partial::{Heads, Partial};
pub(crate) use period::Period;
pub(crate) use setting::{Setting, opening_periods, periods, setting};
pub(crate) use skeleton::Skeleton;
pub(crate) use table::{Family, Line, NamedCell, Reading, is_appendix, is_elsewhere, read_table};
pub(crate) use trace::{Misfit, Stop, Stopped, Why};
pub(crate) use units::comparable;

/// What the whole document says of the figures in each block.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Told {
    /// Rates of growth are at constant prices.
    pub(crate) constant_prices: bool,
    /// Percents have no sign.
    pub(crate) bare_percents: bool,
    /// Tables have cells that the text may repeat by the name of their row.
    pub(crate) named_cells: bool,
    /// Every character is seen, so that a block need not be searched for others.
    pub(crate) all_seen: bool,
}

/// One block of a document, read: its mentions and its skeleton.
pub(crate) struct Page<'t> {
    pub(crate) block: Block<'t>,
    pub(crate) told: Told,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) skeleton: Skeleton,
    /// For a table, the block of the document that each mention stands in.
    pub(crate) cells: Vec<Option<usize>>,
    /// In a table, what each mention has for a unit that is printed elsewhere.
    given: Vec<Option<String>>,
}

/// What is bound to one slot: mentions by number, or a stretch of the skeleton for a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Binding {
    pub(crate) mentions: Vec<usize>,
    pub(crate) word: Option<Range<usize>>,
}

/// One way in which a rule reads a stretch of text.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// The place in the rule of the pattern that matched.
    pub(crate) pattern: usize,
    /// What is bound, slot by slot.
    pub(crate) slots: Vec<Binding>,
    /// What the claim takes up, in bytes of the block.
    pub(crate) span: Range<usize>,
    /// A reason not to judge it, found before any arithmetic.
    pub(crate) reason: Option<Reason>,
    /// Too loose to accuse.
    pub(crate) confirm_only: bool,
    /// Nothing in it was set: a whole target is as rounded as the actual beside it.
    pub(crate) measured: bool,
    /// What it is about.
    pub(crate) subject: Subject,
}

/// What a claim is about.
#[derive(Debug, Clone)]
pub(crate) enum Subject {
    /// The figure whose placeholder stands at this byte of the skeleton; its name is looked for when it is asked for.
    Figure(usize),
    /// What a table calls it.
    Named(String),
    /// Nothing that is known.
    Unknown,
}

impl Subject {
    /// The name of a figure, without the words of `trim`, which name nothing.
    pub(crate) fn name(&self, page: &Page<'_>, trim: &[String]) -> Option<String> {
        match self {
            Subject::Figure(at) => names::indicator(&page.skeleton, *at, trim),
            Subject::Named(name) => Some(name.clone()).filter(|name| !name.is_empty()),
            Subject::Unknown => None,
        }
    }
}

/// All that one rule offers for one anchor, in the order in which it is to be tried.
pub(crate) struct Offer<'p> {
    pub(crate) rule: &'p Rule,
    /// The rule's place in the pack.
    pub(crate) order: usize,
    /// The mention on which the match is anchored.
    pub(crate) anchor: usize,
    pub(crate) candidates: Vec<Candidate>,
}

/// Whether a pattern is there and matches somewhere in a text.
fn found_in(words: Option<&Lazy>, text: &str) -> bool {
    words.is_some_and(|words| words.is_match(text))
}

/// Reads one block: its mentions, and its skeleton if there are any.
pub(crate) fn read<'t>(block: Block<'t>, told: Told, pack: &Pack) -> Page<'t> {
    let read = if told.all_seen { Reader::read_visible } else { Reader::read };
    let mut mentions = read(&pack.reader, block.text);
    if told.bare_percents {
        bare::read_as_percents(block.text, &mut mentions, pack);
    }
    let skeleton = Skeleton::new(block.text, &mentions, pack.spaces);
    Page { block, told, mentions, skeleton, cells: Vec::new(), given: Vec::new() }
}

/// Everything that the rules of a pack offer for one block; whoever watches is told of every pattern that was stopped.
pub(crate) fn offers<'a>(
    page: &'a Page<'_>,
    pack: &'a Pack,
    watch: Option<&dyn Fn(Stopped)>,
) -> Vec<Offer<'a>> {
    matcher::offers(page, pack, watch)
}
