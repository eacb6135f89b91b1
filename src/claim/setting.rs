//! The setting of a figure: the periods its sentence names, and whether the sentence first turned to something else.
//!
//! This module must not know rules.

use super::Page;
use super::guard::last;
use super::period::Period;
use crate::mention::{DateSpan, Kind};
use crate::rule::alphabet::{folded, is_reserved};

const SENTENCE: &[char] = &['。', '!', '?', '\n'];
const CLAUSE: &[char] = &[',', ';', ':'];

/// The periods that a figure is said of: those its sentence names before it, else the last one named before that.
/// `None` where an earlier clause of the sentence holds no figure, for then the sentence may speak of something that
/// this clause does not name (高新区稳步发展,固定资产投资3亿元).
pub(crate) fn periods(page: &Page<'_>, mention: usize) -> Option<Vec<String>> {
    let (inside, before) = dated(page, mention)?;
    let named = if inside.is_empty() { before.last().copied().into_iter().collect() } else { inside };
    Some(named.into_iter().filter_map(|number| printed(page, number)).collect())
}

/// When a figure is said to be.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    /// The first mention of its sentence.
    pub(crate) first: usize,
    /// What its sentence says before it.
    pub(crate) own: Period,
    /// The dates of the block before that sentence.
    pub(crate) before: Vec<DateSpan>,
}

/// When a figure is said to be; `None` where its sentence names two times, and as for [`periods`].
pub(crate) fn setting(page: &Page<'_>, mention: usize) -> Option<Setting> {
    let (inside, before) = dated(page, mention)?;
    let start = sentence(page, mention)?;
    let first = page.skeleton.at.partition_point(|at| *at < start);
    let own = Period::of(dates(page, &inside))?;
    Some(Setting { first, own, before: dates(page, &before) })
}

/// The dates before a figure by number: those in its sentence, and those before that.
fn dated(page: &Page<'_>, mention: usize) -> Option<(Vec<usize>, Vec<usize>)> {
    let skeleton = &page.skeleton;
    let (start, at) = (sentence(page, mention)?, *skeleton.at.get(mention)?);
    let mut clauses = skeleton.text.get(start..at)?.split(CLAUSE);
    let _own = clauses.next_back();
    if clauses.any(|clause| !clause.contains(is_reserved)) {
        return None;
    }
    let within = |number: &usize| skeleton.at.get(*number).is_some_and(|at| *at >= start);
    Some((0..mention).filter(|number| is_dated(page, *number)).partition(within))
}

/// The byte of the skeleton at which the sentence of a mention begins.
fn sentence(page: &Page<'_>, mention: usize) -> Option<usize> {
    page.skeleton.at.get(mention).map(|at| last(&page.skeleton.text, *at, SENTENCE))
}

/// The periods that a block gives to what follows it, as printed and as dates: a heading or the words before a list, and
/// a paragraph that opens with a date.
pub(crate) fn opening_periods(page: &Page<'_>) -> Option<(Vec<String>, Vec<DateSpan>)> {
    let leads = page.block.heading || page.block.text.trim_end().ends_with(['：', ':']);
    let named: &[usize] = &if leads {
        (0..page.mentions.len()).filter(|number| is_dated(page, *number)).collect::<Vec<_>>()
    } else {
        opening(page).into_iter().collect()
    };
    let texts = || named.iter().filter_map(|number| printed(page, *number)).collect();
    (!named.is_empty()).then(|| (texts(), dates(page, named)))
}

/// The date that a paragraph opens with.
fn opening(page: &Page<'_>) -> Option<usize> {
    let early = page.skeleton.at.iter().take_while(|at| **at < OPENING).count();
    (0..early).find(|number| is_dated(page, *number))
}

fn dates(page: &Page<'_>, numbers: &[usize]) -> Vec<DateSpan> {
    numbers.iter().filter_map(|number| page.mentions.get(*number)?.dates).collect()
}

/// A date this many bytes into a paragraph still opens it.
const OPENING: usize = 24;

fn is_dated(page: &Page<'_>, number: usize) -> bool {
    page.mentions.get(number).is_some_and(|mention| matches!(mention.kind, Kind::Date | Kind::DateRange))
}

fn printed(page: &Page<'_>, number: usize) -> Option<String> {
    let mention = page.mentions.get(number)?;
    Some(folded(page.block.text.get(mention.start..mention.end)?, false))
}
