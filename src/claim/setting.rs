//! The setting of a figure: the periods its sentence names, and whether the sentence first turned to something else.
//!
//! This module must not know rules.

use super::Page;
use super::guard::last;
use crate::mention::Kind;
use crate::rule::alphabet::{folded, is_reserved};

const SENTENCE: &[char] = &['。', '!', '?', '\n'];
const CLAUSE: &[char] = &[',', ';', ':'];

/// The periods that a figure is said of: those its sentence names before it, else the last one named before that.
/// `None` where an earlier clause of the sentence holds no figure, for then the sentence may speak of something that
/// this clause does not name (高新区稳步发展,固定资产投资3亿元).
pub(crate) fn periods(page: &Page<'_>, mention: usize) -> Option<Vec<String>> {
    let skeleton = &page.skeleton;
    let at = *skeleton.at.get(mention)?;
    let start = last(&skeleton.text, at, SENTENCE);
    let mut clauses = skeleton.text.get(start..at)?.split(CLAUSE);
    let _own = clauses.next_back();
    if clauses.any(|clause| !clause.contains(is_reserved)) {
        return None;
    }
    let dated = |number: &usize| is_dated(page, *number);
    let within = |number: &usize| skeleton.at.get(*number).is_some_and(|at| *at >= start);
    let (inside, before): (Vec<usize>, Vec<usize>) = (0..mention).filter(dated).partition(within);
    let named = if inside.is_empty() { before.last().copied().into_iter().collect() } else { inside };
    Some(named.into_iter().filter_map(|number| printed(page, number)).collect())
}

/// The periods that a block gives to what follows it: a heading or the words before a list, and a paragraph that opens with
/// a date.
pub(crate) fn opening_periods(page: &Page<'_>) -> Option<Vec<String>> {
    let dated: Vec<usize> = (0..page.mentions.len()).filter(|number| is_dated(page, *number)).collect();
    let opens =
        dated.first().and_then(|number| page.skeleton.at.get(*number)).is_some_and(|at| *at < OPENING);
    let leads = page.block.heading || page.block.text.trim_end().ends_with(['：', ':']);
    let named = match (leads, opens) {
        (true, _) => &dated[..],
        (false, true) => dated.get(..1)?,
        (false, false) => return None,
    };
    (!named.is_empty()).then(|| named.iter().filter_map(|number| printed(page, *number)).collect())
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
