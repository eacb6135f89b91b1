//! Skeletons: a block rewritten with every mention as one placeholder character of its sort.
//!
//! Widths, capitals, spaces and punctuation are normalised once, here, and every byte of the skeleton leads back
//! to the block. A skeleton must not know patterns.

use std::ops::Range;

use crate::mention::{Kind, Mention, is_invisible};
use crate::rule::alphabet::{SENTENCE_END, fold, is_reserved, placeholder, unchanged};
use crate::rule::pattern::{Reach, SORT_NAMES};

/// A block's skeleton.
#[derive(Debug, Default)]
pub(crate) struct Skeleton {
    /// The text that patterns see.
    pub(crate) text: String,
    /// For each mention, the byte of `text` at which its placeholder stands.
    pub(crate) at: Vec<usize>,
    /// For each mention, its sort as a bit number.
    pub(crate) sorts: Vec<u32>,
    /// The marks at which a clause or more ends, each with the byte of `text` at which it stands.
    pub(crate) marks: Vec<(usize, char)>,
    /// Pairs of a byte of `text` and the byte of the block it stands for. Between two pairs both run on alike, but for a
    /// character that was rewritten: it has a pair of its own.
    map: Vec<(usize, usize)>,
}

/// Of so many bytes about one is a mark at which a clause ends.
const MARKS: usize = 32;

impl Skeleton {
    /// Rewrites `text`; `spaces` says whether white space separates words.
    pub(crate) fn new(text: &str, mentions: &[Mention], spaces: bool) -> Skeleton {
        let mut skeleton = Skeleton::default();
        if mentions.is_empty() {
            return skeleton;
        }
        skeleton.text.reserve(text.len());
        skeleton.map.reserve(text.len() / 8);
        skeleton.marks.reserve(text.len() / MARKS);
        skeleton.at.reserve(mentions.len());
        skeleton.sorts.reserve(mentions.len());
        let mut from = 0;
        for mention in mentions {
            skeleton.copy(text, from..mention.start, spaces);
            skeleton.place(text, mention);
            from = mention.end;
        }
        skeleton.copy(text, from..text.len(), spaces);
        skeleton.map.push((skeleton.text.len(), text.len()));
        skeleton
    }

    fn place(&mut self, text: &str, mention: &Mention) {
        let sort = sort(mention, text.get(mention.start..mention.end).unwrap_or(""));
        self.map.push((self.text.len(), mention.start));
        self.at.push(self.text.len());
        self.sorts.push(sort);
        self.text.push(placeholder(sort));
    }

    fn copy(&mut self, text: &str, range: Range<usize>, spaces: bool) {
        let Some(part) = text.get(range.clone()) else { return };
        let mut at = range.start;
        let mut rest = part;
        while !rest.is_empty() {
            let (kept, behind) = unchanged(rest);
            if !kept.is_empty() {
                self.map.push((self.text.len(), at));
                self.text.push_str(kept);
                at += kept.len();
            }
            let mut chars = behind.chars();
            let Some(c) = chars.next() else { return };
            rest = chars.as_str();
            let after = || text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
            if let Some(c) = letter(c, after, spaces, &self.text) {
                self.map.push((self.text.len(), at));
                if Reach::over(c).is_some() {
                    self.marks.push((self.text.len(), c));
                }
                self.text.push(c);
            }
            at += c.len_utf8();
        }
    }

    /// The byte of the block that a byte of the skeleton stands for.
    pub(crate) fn origin(&self, at: usize) -> usize {
        let index = self.map.partition_point(|(from, _)| *from <= at);
        let pair = index.checked_sub(1).and_then(|i| self.map.get(i));
        pair.map_or(0, |(from, origin)| origin + (at - from))
    }

    /// A stretch of it for people: every placeholder as the name of its sort (`完成⟨money⟩`).
    pub(crate) fn readable(&self, range: Range<usize>) -> String {
        let mut shown = String::new();
        for (offset, c) in self.text.get(range.clone()).unwrap_or("").char_indices() {
            let sort = self.mention_at(range.start + offset).and_then(|mention| self.sorts.get(mention));
            match sort.and_then(|bit| SORT_NAMES.get(usize::try_from(*bit).ok()?)) {
                Some((name, _)) => shown.extend(["⟨", name, "⟩"]),
                None => shown.push(c),
            }
        }
        shown
    }

    /// The mention whose placeholder stands at a byte of the skeleton.
    pub(crate) fn mention_at(&self, at: usize) -> Option<usize> {
        self.at.binary_search(&at).ok()
    }
}

/// The character of the skeleton, which is `so_far`, for one of the text, and `after` says which one follows; `None` when
/// it leaves no trace.
fn letter(c: char, after: impl Fn() -> Option<char>, spaces: bool, so_far: &str) -> Option<char> {
    if c.is_ascii_graphic() && c != '.' {
        // Neither invisible nor reserved nor blank, and no end of a sentence.
        return Some(fold(c));
    }
    if is_invisible(c) {
        return None;
    }
    if is_reserved(c) {
        return Some(char::REPLACEMENT_CHARACTER);
    }
    let folded = fold(c);
    if folded == '.' && after().is_none_or(char::is_whitespace) {
        return Some(SENTENCE_END);
    }
    if folded == '\n' && !spaces {
        return Some(SENTENCE_END);
    }
    if folded.is_whitespace() {
        return (spaces && !so_far.ends_with(' ')).then_some(' ');
    }
    Some(folded)
}

/// The sort of a mention, as a bit number in the order of the slot types.
pub(super) fn sort(mention: &Mention, printed: &str) -> u32 {
    let vague = mention.figure.is_none();
    match mention.kind {
        Kind::Date => 11,
        Kind::DateRange => 12,
        Kind::Duration => 13,
        Kind::Ordinal => 14,
        _ if vague => 10,
        Kind::Range => 9,
        Kind::Percent => 6,
        Kind::Points => 7,
        Kind::Multiple if family(mention) == "doublings" => 15,
        Kind::Multiple => 8,
        Kind::Number | Kind::Count if is_tally(mention, printed) => 5,
        Kind::Number => 4,
        Kind::Count => {
            if family(mention) == "person-times" {
                3
            } else {
                2
            }
        }
        Kind::Quantity => {
            if family(mention).starts_with("money") {
                0
            } else {
                1
            }
        }
    }
}

fn family(mention: &Mention) -> &str {
    mention.unit.as_ref().map_or("", |unit| &unit.family)
}

/// A small number written out in words (两个, 三大), which prose uses without counting anything.
fn is_tally(mention: &Mention, printed: &str) -> bool {
    let words = printed.chars().next().is_some_and(|c| !c.is_ascii_digit() && !('０'..='９').contains(&c));
    let hundred = crate::exact::Exact::whole(100);
    let small = mention.figure.is_some_and(|f| f.value.compare(hundred) == Some(std::cmp::Ordering::Less));
    words
        && small
        && mention.hedge.is_none()
        && !printed.starts_with(['-', '+', '−', '－', '$', '￥', '¥', '('])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pack;

    fn skeleton(text: &str) -> Skeleton {
        let pack = Pack::builtin("zh-report").unwrap();
        Skeleton::new(text, &pack.reader().read(text), false)
    }

    #[test]
    fn a_mention_becomes_one_character_and_leads_back() {
        let text = "招商引资内资完成 67286.37万元，完成年初任务的112%";
        let skeleton = skeleton(text);
        let expected = format!("招商引资内资完成{},完成年初任务的{}", placeholder(0), placeholder(6));
        assert_eq!(skeleton.text, expected);
        assert_eq!(&text[skeleton.origin(skeleton.at[0])..][..8], "67286.37");
        assert_eq!(&text[skeleton.origin(skeleton.at[1])..], "112%");
        assert_eq!(skeleton.origin(skeleton.text.len()), text.len());
    }

    #[test]
    fn placeholders_in_the_text_are_not_taken_for_figures() {
        let text = format!("完成{}任务的112%", placeholder(0));
        assert!(!skeleton(&text).text.contains(placeholder(0)));
    }
}
