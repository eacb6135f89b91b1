//! Alone: whether a claim's amounts are the only ones of their unit in their sentence, so that no other can be meant.
//!
//! This module must not know rules, nor what the figures are.

use std::ops::RangeInclusive;

use super::Page;
use super::units::comparable;
use crate::mention::{Kind, Mention};

/// What ends a sentence in a skeleton.
const ENDS: [char; 5] = ['。', ';', '!', '?', '\n'];

/// Whether no other amount of the sentence could stand for one of these, and these count in one word: dates, percents and amounts of
/// other units may be there.
pub(super) fn are_alone(page: &Page<'_>, figures: &[usize]) -> bool {
    let own: Vec<usize> = figures.iter().copied().filter(|mention| is_amount(page, *mention)).collect();
    let Some((first, last)) = own.iter().min().zip(own.iter().max()) else { return false };
    if !own.iter().all(|mention| is_counted_like(page, *first, *mention)) {
        return false;
    }
    let mut others = sentence(page, *first, *last).filter(|mention| !own.contains(mention));
    !others.any(|other| is_amount(page, other) && own.iter().any(|mention| alike(page, *mention, other)))
}

/// The mentions of the sentence that these two stand in.
fn sentence(page: &Page<'_>, first: usize, last: usize) -> RangeInclusive<usize> {
    let mut stretch = first..=last;
    while stretch.start().checked_sub(1).is_some_and(|before| !is_apart(page, before)) {
        stretch = stretch.start() - 1..=last;
    }
    while !is_apart(page, *stretch.end()) {
        stretch = *stretch.start()..=stretch.end() + 1;
    }
    stretch
}

/// Whether a mention is the last of its sentence.
fn is_apart(page: &Page<'_>, mention: usize) -> bool {
    let at = &page.skeleton.at;
    let between = at.get(mention).zip(at.get(mention + 1)).and_then(|(a, b)| page.skeleton.text.get(*a..*b));
    between.is_none_or(|between| between.contains(ENDS))
}

fn is_amount(page: &Page<'_>, mention: usize) -> bool {
    let kind = page.mentions.get(mention).map(|found| found.kind);
    matches!(kind, Some(Kind::Count | Kind::Quantity | Kind::Number))
}

/// Whether one amount may be meant where the other is printed: they can be compared, and count in the same word unless the word
/// counts anything (个).
fn alike(page: &Page<'_>, own: usize, other: usize) -> bool {
    let mentions = page.mentions.get(own).zip(page.mentions.get(other));
    let anything = |mention: &Mention| mention.unit.as_ref().is_some_and(|unit| unit.printed == unit.base);
    mentions.is_some_and(|(a, b)| comparable(a, b) && (anything(b) || is_counted_like(page, own, other)))
}

/// Whether two counts are printed with the same word; what is no count, or has no word, may count anything.
fn is_counted_like(page: &Page<'_>, one: usize, other: usize) -> bool {
    let word = |mention: usize| {
        let mention = page.mentions.get(mention).filter(|mention| mention.kind == Kind::Count)?;
        mention.unit.as_ref().map(|unit| &unit.printed)
    };
    word(one).zip(word(other)).is_none_or(|(a, b)| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pack;
    use crate::claim::{Told, blocks, read};

    /// Whether the figures printed so are alone in their sentence.
    fn alone(text: &str, printed: &[&str]) -> bool {
        let pack = Pack::builtin("zh-report").unwrap();
        let document = crate::document::Document::plain(text);
        let page = read(blocks(&document, &pack)[0], Told::default(), &pack);
        let at = |figure: &&str| page.mentions.iter().position(|m| text[m.start..m.end] == **figure).unwrap();
        are_alone(&page, &printed.iter().map(at).collect::<Vec<_>>())
    }

    #[test]
    fn what_counts_other_things_may_stand_beside_them() {
        let own = ["150处", "135处"];
        for beside in [
            "隐患150处,整改135处",
            "7月检查企业98家,隐患150处,整改135处,罚款3万元",
            "隐患150处,整改135处,占90%",
            "重大隐患20处。隐患150处,整改135处;新增8处",
        ] {
            assert!(alone(beside, &own), "{beside}");
        }
    }

    #[test]
    fn another_amount_of_the_unit_in_the_sentence_may_be_meant() {
        let own = ["150处", "135处"];
        for beside in [
            "重大隐患20处,隐患150处,整改135处",
            "隐患150处,重大20处,整改135处",
            "隐患150处,整改135处,挂牌8处",
            "问题98个,隐患150处,整改135处",
            "隐患150处,整改135处,另有98",
        ] {
            assert!(!alone(beside, &own), "{beside}");
        }
    }

    #[test]
    fn two_counts_of_different_things_are_no_pair() {
        assert!(!alone("接听热线150个,办结135件", &["150个", "135件"]));
    }

    #[test]
    fn a_claim_without_an_amount_is_not_alone() {
        assert!(!alone("隐患150处,占90%", &["90%"]));
    }
}
