//! Bounds on one block: which lines, sentences and tables are too much to look for claims in.
//!
//! No report that people write comes near them. Their figures are read and counted as unclaimed, and a note says so:
//! what was not looked at must not pass. This module must not know patterns.

use crate::claim::Page;
use crate::document::{Limits, Table};
use crate::ledger::{Much, Note};

/// A note on a block in which no claim is to be looked for, because something in it is past a limit.
pub(crate) fn unmatched(page: &Page<'_>, limits: &Limits) -> Option<Note> {
    let note = |much, found, limit| Note::Unmatched { line: page.block.line, much, found, limit };
    let text = page.block.text;
    if text.len() > limits.line {
        return Some(note(Much::LineBytes, text.len(), limits.line));
    }
    if text.len() <= limits.sentence && page.mentions.len() <= limits.figures {
        return None;
    }
    let (bytes, figures) = longest(page);
    if bytes > limits.sentence {
        return Some(note(Much::SentenceBytes, bytes, limits.sentence));
    }
    (figures > limits.figures).then(|| note(Much::SentenceFigures, figures, limits.figures))
}

/// A note on a table, beginning on a line, that is not to be read as one because it is past a limit.
pub(crate) fn oversize(table: &Table, line: usize, limits: &Limits) -> Option<Note> {
    let note = |much, found, limit| Note::Unmatched { line, much, found, limit };
    let columns = table.columns();
    let places = table.rows().saturating_mul(columns);
    if columns > limits.columns {
        return Some(note(Much::TableColumns, columns, limits.columns));
    }
    (places > limits.places).then(|| note(Much::TablePlaces, places, limits.places))
}

/// The most bytes and the most figures that a sentence of a block has.
fn longest(page: &Page<'_>) -> (usize, usize) {
    let (mut bytes, mut figures, mut start) = (0, 0, 0);
    let mut mentions = page.mentions.iter().map(|mention| mention.start).peekable();
    for end in ends(page.block.text).chain([page.block.text.len()]) {
        let mut here = 0;
        while mentions.next_if(|at| *at < end).is_some() {
            here += 1;
        }
        (bytes, figures) = (bytes.max(end - start), figures.max(here));
        start = end;
    }
    (bytes, figures)
}

/// Where sentences end: behind their marks, and behind a full stop with white space after it.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while let Some((at, c)) = chars.next() {
            let mut apart = || chars.peek().is_some_and(|(_, next)| next.is_whitespace());
            if matches!(c, '。' | '！' | '？' | '!' | '?') || c == '.' && apart() {
                return Some(at + c.len_utf8());
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Limits};
    use crate::engine::check_within;
    use crate::ledger::{Much, Note};
    use crate::rule::Pack;

    const CLAIM: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%";

    fn told(text: &str, limits: Limits) -> (usize, usize, Vec<Note>) {
        let pack = Pack::builtin("zh-report").unwrap();
        let report = check_within(&Document::plain(text), &[&pack], &limits).unwrap();
        (report.claims.len(), report.coverage.unclaimed, report.notes)
    }

    #[test]
    fn what_is_past_a_limit_is_noted_and_its_figures_are_unclaimed() {
        let text = format!("全年增长有力。{CLAIM}。\n{CLAIM}，另有一项重点工作。\n");
        let first = text.lines().next().unwrap().len();
        let sentence = first - "全年增长有力。".len();
        let rows: [(Limits, Much, usize, usize); 3] = [
            (Limits { line: first - 1, ..Limits::default() }, Much::LineBytes, first, first - 1),
            (Limits { sentence: 10, ..Limits::default() }, Much::SentenceBytes, sentence, 10),
            (Limits { figures: 2, ..Limits::default() }, Much::SentenceFigures, 3, 2),
        ];
        assert_eq!((told(&text, Limits::default()).0, told(&text, Limits::default()).2.len()), (2, 0));
        for (limits, much, found, limit) in rows {
            let (claims, unclaimed, notes) = told(&text, limits);
            assert_eq!((claims, unclaimed), (0, 2), "{much:?}");
            assert_eq!(notes[0], Note::Unmatched { line: 1, much, found, limit });
            assert!(matches!(notes[1], Note::Unmatched { line: 2, .. }));
        }
    }

    #[test]
    fn what_is_at_a_limit_is_checked_and_so_is_all_the_rest() {
        let line = format!("{CLAIM}。");
        let limits = Limits { line: line.len(), sentence: line.len(), figures: 3, ..Limits::default() };
        let text = format!("{line}\n{line}加一句。\n");
        let (claims, unclaimed, notes) = told(&text, limits);
        assert_eq!((claims, unclaimed, notes.len()), (1, 1, 1));
        assert_eq!(notes[0].lines().map(|lines| lines.first), Some(2));
    }

    #[test]
    fn sentences_are_measured_one_by_one() {
        let many = format!("{CLAIM}。").repeat(3);
        let limits = Limits { sentence: many.len() / 2, figures: 3, ..Limits::default() };
        assert_eq!(told(&many, limits).2, []);
    }
}
