//! Percents without their sign: 占年计划的58.2,同比增长17.8, in a document that does so throughout.
//!
//! The pack lists the phrases after which a bare decimal is a percent. A document counts only if it has several such
//! places and not one with a sign: 完成年计划的58.2% anywhere means that a bare number beside it is something else. This
//! module must not know rules.

use std::ops::Range;

use super::machine::Stretch;
use crate::mention::{Kind, Mention, Unit};
use crate::rule::alphabet::folded;
use crate::rule::{Pack, Phrases};

/// So many bare places make a habit.
const ENOUGH: usize = 3;
/// A phrase is looked for in this many characters before a number.
const REACH: usize = 40;

/// A document's phrases that ask for a percent, as they are counted.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    first: Option<usize>,
    bare: usize,
    signed: bool,
}

impl Survey {
    /// Whether no further line can change what was found.
    pub(crate) fn is_settled(&self) -> bool {
        self.signed
    }

    /// Counts one folded line.
    pub(crate) fn read(&mut self, line: usize, folded: &str, phrases: &Phrases) {
        if self.signed {
            return;
        }
        for (at, number) in numbers(folded) {
            let signed = is_signed(folded, at);
            if (signed || is_bare(folded, number)) && ends_at(phrases, folded, at) {
                self.signed |= signed;
                self.first.get_or_insert(line);
                self.bare += 1;
            }
        }
    }

    /// The line of the first bare place and how many there are, if the document leaves the sign off throughout.
    pub(crate) fn found(&self) -> Option<(usize, usize)> {
        self.first.filter(|_| !self.signed && self.bare >= ENOUGH).map(|line| (line, self.bare))
    }
}

/// Takes the bare decimals of a block for the percents they are.
pub(crate) fn read_as_percents(text: &str, mentions: &mut [Mention], pack: &Pack) {
    let Some(phrases) = &pack.context.bare_percent else { return };
    let Some(percent) = percent_unit(pack) else { return };
    for mention in mentions.iter_mut().filter(|mention| is_bare_decimal(mention)) {
        if stands_after(phrases, text, mention.start, pack.spaces) && ends_clause(text, mention.end) {
            mention.kind = Kind::Percent;
            mention.unit = Some(percent.clone());
        }
    }
}

/// The unit that the pack's reader gives a percent.
fn percent_unit(pack: &Pack) -> Option<Unit> {
    pack.reader.read("1%").pop()?.unit
}

fn is_bare_decimal(mention: &Mention) -> bool {
    let decimal = mention.figure.is_some_and(|figure| figure.decimals > 0 && !figure.scaled);
    mention.kind == Kind::Number && decimal
}

fn stands_after(phrases: &Phrases, text: &str, at: usize, spaces: bool) -> bool {
    let head = text.get(..at).unwrap_or("");
    let from = head.char_indices().rev().nth(REACH - 1).map_or(0, |(from, _)| from);
    let before = folded(head.get(from..).unwrap_or(""), spaces);
    ends_at(phrases, &before, before.len())
}

/// Whether one of the phrases ends at a byte of a text.
fn ends_at(phrases: &Phrases, text: &str, at: usize) -> bool {
    Stretch { text, range: 0..at, anchor: None }.passes(phrases.backward(), at)
}

/// Every number of a folded line: where it begins, and its digits with a point between them or none.
fn numbers(line: &str) -> impl Iterator<Item = (usize, Range<usize>)> {
    let bytes = line.as_bytes();
    let digits = move |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(from..)?;
        let at = from + rest.iter().position(u8::is_ascii_digit)?;
        let whole = digits(at);
        let point = bytes.get(whole) == Some(&b'.');
        let end = if point { digits(whole + 1) } else { whole };
        from = end;
        Some((at, at..end))
    })
}

/// Whether the number at a byte of a line has a percent sign.
fn is_signed(line: &str, at: usize) -> bool {
    let tail = line.get(at..).unwrap_or_default();
    tail.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.')).starts_with(['%', '‰'])
}

/// Whether a number of a line is a decimal with nothing after it.
fn is_bare(line: &str, number: Range<usize>) -> bool {
    let text = line.get(number.clone()).unwrap_or_default();
    let decimal = text.split_once('.').is_some_and(|(_, decimals)| !decimals.is_empty());
    let after = line.get(number.end..).and_then(|tail| tail.chars().next());
    decimal && ends_figure(after)
}

/// Whether nothing that could be a unit follows.
fn ends_clause(text: &str, at: usize) -> bool {
    let after = folded(
        text.get(at..).unwrap_or("").split_inclusive(|c: char| !c.is_whitespace()).next().unwrap_or(""),
        false,
    );
    ends_figure(after.chars().next())
}

/// Whether what stands behind a number, folded, cannot be a unit.
fn ends_figure(after: Option<char>) -> bool {
    after.is_none_or(|c| ",;。、:!?)".contains(c))
}
