//! Skeletons: a block rewritten with every mention as one placeholder character of its sort.
//!
//! Widths, capitals, spaces and punctuation are normalised once, here, and every byte of the skeleton leads back
//! to the block. A skeleton must not know patterns.

use std::ops::Range;

use crate::chars::char_at;
use crate::mention::{Kind, Mention, is_invisible};
use crate::rule::alphabet::{SENTENCE_END, fold, is_reserved, placeholder};
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
    /// Pairs of a byte of `text` and the byte of the block it stands for. Up to the next pair both run on alike.
    map: Vec<(usize, usize)>,
}

/// Of so many bytes about one is a mark at which a clause ends.
const MARKS: usize = 16;

impl Skeleton {
    /// Rewrites `text`; `spaces` says whether white space separates words.
    pub(crate) fn new(text: &str, mentions: &[Mention], spaces: bool) -> Skeleton {
        let mut skeleton = Skeleton::default();
        if mentions.is_empty() {
            return skeleton;
        }
        skeleton.text.reserve(text.len());
        skeleton.map.reserve(2 * mentions.len() + text.len() / MARKS);
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
        skeleton.leads(text.len());
        skeleton
    }

    fn place(&mut self, text: &str, mention: &Mention) {
        let sort = sort(mention, text.get(mention.start..mention.end).unwrap_or(""));
        self.leads(mention.start);
        self.at.push(self.text.len());
        self.sorts.push(sort);
        self.text.push(placeholder(sort));
    }

    /// Says that what is written next stands for a byte of the block.
    fn leads(&mut self, origin: usize) {
        let here = self.text.len();
        let runs_on = self.map.last().is_some_and(|(from, before)| before + (here - from) == origin);
        if !runs_on {
            self.map.push((here, origin));
        }
    }

    /// Writes a stretch of the block as it is.
    fn keep(&mut self, text: &str, range: Range<usize>) {
        if let Some(kept) = text.get(range.clone()).filter(|kept| !kept.is_empty()) {
            self.leads(range.start);
            self.text.push_str(kept);
        }
    }

    /// Rewrites a stretch of the block. What stays as it is is written in runs as long as possible.
    fn copy(&mut self, text: &str, range: Range<usize>, spaces: bool) {
        let Some(before) = text.get(..range.end) else { return };
        let (mut kept, mut at) = (range.start, range.start);
        loop {
            at = past_plain(before.as_bytes(), at);
            let Some((c, becomes)) = self.rewritten(text, at..range.end, kept, spaces) else { break };
            let place = self.text.len() + (at - kept);
            if let Some(mark) = becomes.filter(|c| Reach::over(*c).is_some()) {
                self.marks.push((place, mark));
            }
            let next = at + c.len_utf8();
            if becomes != Some(c) {
                self.keep(text, kept..at);
                if let Some(becomes) = becomes {
                    self.leads(at);
                    self.text.push(becomes);
                }
                kept = next;
            }
            at = next;
        }
        self.keep(text, kept..range.end);
    }

    /// The first character of a stretch and what becomes of it; from `kept` on, nothing before it is written yet.
    #[inline]
    fn rewritten(
        &self,
        text: &str,
        range: Range<usize>,
        kept: usize,
        spaces: bool,
    ) -> Option<(char, Option<char>)> {
        let rest = text.as_bytes().get(range.clone())?;
        if let Some((c, becomes)) = usual(rest) {
            return Some((c, Some(becomes)));
        }
        let c = char_at(text, range.start).filter(|_| !rest.is_empty())?;
        let after = || text.get(range.start + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let blank = || match text.get(kept..range.start) {
            Some(run) if !run.is_empty() => run.ends_with(' '),
            _ => self.text.ends_with(' '),
        };
        Some((c, letter(c, after, spaces, blank)))
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

/// How many bytes a character has that stays what it is and is no mark, by the first of them; 0 if that does not tell.
const PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = match byte as u8 {
            b'a'..=b'z' | b'0'..=b'9' | b'%' | b'/' => 1,
            // U+4000 to U+9FFF.
            0xE4..=0xE9 => 3,
            _ => 0,
        };
        byte += 1;
    }
    plain
};

/// The first byte from a place on at which a character begins that is not plain.
fn past_plain(bytes: &[u8], mut at: usize) -> usize {
    loop {
        // A run of Chinese characters is most of a text: how far to go is not read off a table for each of them.
        while let Some(0xE4..=0xE9) = bytes.get(at) {
            at += 3;
        }
        match bytes.get(at).and_then(|byte| PLAIN.get(usize::from(*byte))) {
            Some(width) if *width > 0 => at += usize::from(*width),
            _ => return at,
        }
    }
}

/// What a text begins with and what becomes of it, for the commonest marks; the others need a closer look.
#[inline]
fn usual(bytes: &[u8]) -> Option<(char, char)> {
    let (c, becomes) = match bytes {
        [mark @ (b',' | b':' | b'(' | b')' | b';' | b'!' | b'?'), ..] => {
            (char::from(*mark), char::from(*mark))
        }
        [0xE3, 0x80, 0x82, ..] => (SENTENCE_END, SENTENCE_END),
        [0xE3, 0x80, 0x81, ..] => ('、', '、'),
        [0xE2, 0x80, 0x9C, ..] => ('“', '“'),
        [0xE2, 0x80, 0x9D, ..] => ('”', '”'),
        [0xEF, 0xBC, 0x8C, ..] => ('，', ','),
        [0xEF, 0xBC, 0x9B, ..] => ('；', ';'),
        [0xEF, 0xBC, 0x9A, ..] => ('：', ':'),
        [0xEF, 0xBC, 0x88, ..] => ('（', '('),
        [0xEF, 0xBC, 0x89, ..] => ('）', ')'),
        _ => return None,
    };
    Some((c, becomes))
}

/// The character of the skeleton for one of the text; `after` says which one follows, and `blank` whether a blank was
/// written last. `None` when it leaves no trace.
fn letter(c: char, after: impl Fn() -> Option<char>, spaces: bool, blank: impl Fn() -> bool) -> Option<char> {
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
        return (spaces && !blank()).then_some(' ');
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
    use proptest::prelude::*;

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

    /// Rewrites a text character by character: what it is, its marks, and the byte of the text that each came from.
    fn slowly(text: &str, mentions: &[Mention], spaces: bool) -> (String, Vec<(usize, char)>, Vec<usize>) {
        let (mut out, mut marks, mut origins) = (String::new(), Vec::new(), Vec::new());
        for (at, c) in text.char_indices() {
            let after = || text[at + c.len_utf8()..].chars().next();
            let becomes = match mentions.iter().find(|mention| (mention.start..mention.end).contains(&at)) {
                Some(mention) if mention.start == at => {
                    Some(placeholder(sort(mention, &text[at..mention.end])))
                }
                Some(_) => None,
                None => letter(c, after, spaces, || out.ends_with(' ')),
            };
            let Some(becomes) = becomes else { continue };
            if Reach::over(becomes).is_some() {
                marks.push((out.len(), becomes));
            }
            out.push(becomes);
            origins.push(at);
        }
        origins.push(text.len());
        (out, marks, origins)
    }

    proptest! {
        #[test]
        fn runs_are_what_single_characters_are(
            text in "([a甲Zé，。、“”;；：（）.．~～ \u{3000}\u{200B}\u{E003}\n,!%/Ａ𠮷]|12|３％|12%|年底 前){0,24}",
            spaces: bool,
        ) {
            let mentions = Pack::builtin("zh-report").unwrap().reader().read(&text);
            let skeleton = Skeleton::new(&text, &mentions, spaces);
            let (out, marks, origins) = slowly(&text, &mentions, spaces);
            if mentions.is_empty() {
                return Ok(());
            }
            prop_assert_eq!(&skeleton.text, &out);
            prop_assert_eq!(&skeleton.marks, &marks);
            let places = out.char_indices().map(|(at, _)| at).chain([out.len()]);
            prop_assert_eq!(places.map(|at| skeleton.origin(at)).collect::<Vec<_>>(), origins);
        }
    }

    #[test]
    fn placeholders_in_the_text_are_not_taken_for_figures() {
        let text = format!("完成{}任务的112%", placeholder(0));
        assert!(!skeleton(&text).text.contains(placeholder(0)));
    }
}
