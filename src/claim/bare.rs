//! Percents without their sign: 占年计划的58.2,同比增长17.8, in a document that does so throughout.
//!
//! The pack lists the phrases after which a bare decimal is a percent. A document counts only if it has several such
//! places and not one with a sign: 完成年计划的58.2% anywhere means that a bare number beside it is something else. This
//! module must not know rules.

use crate::mention::{Kind, Mention, Unit};
use crate::rule::alphabet::folded;
use crate::rule::{BarePercent, Pack};

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
    /// Counts one folded line.
    pub(crate) fn read(&mut self, line: usize, folded: &str, phrases: &BarePercent) {
        if self.signed || !folded.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        self.signed = phrases.signed.get().is_some_and(|words| words.is_match(folded));
        if self.signed {
            return;
        }
        let bare = phrases.bare.get().map_or(0, |words| words.find_iter(folded).count());
        if bare > 0 {
            self.first.get_or_insert(line);
        }
        self.bare += bare;
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

fn stands_after(phrases: &BarePercent, text: &str, at: usize, spaces: bool) -> bool {
    let head = text.get(..at).unwrap_or("");
    let from = head.char_indices().rev().nth(REACH - 1).map_or(0, |(from, _)| from);
    let before = folded(head.get(from..).unwrap_or(""), spaces);
    phrases.before.get().is_some_and(|words| words.is_match(&before))
}

/// Whether nothing that could be a unit follows.
fn ends_clause(text: &str, at: usize) -> bool {
    let after = folded(
        text.get(at..).unwrap_or("").split_inclusive(|c: char| !c.is_whitespace()).next().unwrap_or(""),
        false,
    );
    after.chars().next().is_none_or(|c| ",;。、:!?)".contains(c))
}
