//! Lists: the items of an enumeration (甲、乙和丙), and how many there may be.
//!
//! A word such as 和 may join the last two items or stand inside one; both counts are given. This module must not
//! know what the list is checked against.

use std::ops::Range;

use crate::chars;
use crate::rule::gate::LIST_MARKS;

/// The items of an enumeration, as it can be read: split at its marks, and at the joints in its last item as well.
pub(crate) fn items(text: &str, range: Range<usize>) -> Vec<Vec<Range<usize>>> {
    let inside = text.get(range.clone()).unwrap_or("");
    if !inside.contains(LIST_MARKS) {
        return Vec::new();
    }
    let mark = if inside.contains('、') { '、' } else { '-' };
    let plain = split(inside, range.start, mark);
    let mut readings = Vec::new();
    if plain.len() > 1 {
        readings.push(plain.clone());
    }
    let (last, head) = match plain.split_last() {
        Some((last, head)) => (last.clone(), head),
        None => return readings,
    };
    for joint in ["以及", "和", "与", "及", "同"] {
        let words = text.get(last.clone()).unwrap_or("");
        let between = |at: &usize| *at > 0 && at + joint.len() < words.len();
        let Some(at) = words.find(joint).filter(between).filter(|at| !is_inside_word(words, *at)) else {
            continue;
        };
        let mut joined = head.to_vec();
        joined.push(last.start..last.start + at);
        joined.push(last.start + at + joint.len()..last.end);
        readings.push(joined);
    }
    readings
}

/// Words with the character of a joint in them, which then joins nothing.
const WORDS: [&str; 14] = [
    "同期", "同比", "同时", "同步", "共同", "合同", "及时", "普及", "涉及", "参与", "与会", "和谐", "和平",
    "共和",
];

/// Whether the character at `at` belongs to one of [`WORDS`], which all have two.
fn is_inside_word(text: &str, at: usize) -> bool {
    let Some(c) = chars::char_at(text, at) else { return false };
    let (from, to) = (chars::char_before(text, at), chars::char_at(text, at + c.len_utf8()));
    WORDS.iter().any(|word| {
        let (first, second) = (chars::char_at(word, 0), chars::char_before(word, word.len()));
        first == Some(c) && second == to || second == Some(c) && first == from
    })
}

/// Whether the mark of an enumeration at `at` may part two items: 及 in 涉及 does not.
pub(super) fn may_join(text: &str, at: usize) -> bool {
    !is_inside_word(text, at) || chars::char_before(text, at) == Some('以')
}

fn split(text: &str, start: usize, mark: char) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| *c == mark) {
        items.push(start + from..start + at);
        from = at + c.len_utf8();
    }
    items.push(start + from..start + text.len());
    items.retain(|item| !item.is_empty());
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(text: &str) -> Vec<usize> {
        items(text, 0..text.len()).iter().map(Vec::len).collect()
    }

    #[test]
    fn counts_items_with_and_without_the_joint() {
        assert_eq!(counts("门诊、接种点、档案室"), [3]);
        assert_eq!(counts("门诊、接种点和档案室"), [2, 3]);
        assert_eq!(counts("实地检查与数据审核"), [2]);
        assert_eq!(counts("街道-社区-网格"), [3]);
        assert_eq!(counts("街道"), Vec::<usize>::new());
    }

    #[test]
    fn a_joint_inside_a_word_joins_nothing() {
        for text in ["上年同期为", "居民参与活动", "上年同比多", "甲类合同文本"] {
            assert_eq!(counts(text), Vec::<usize>::new(), "{text}");
        }
        assert_eq!(counts("门诊、接种点、居民参与活动"), [3]);
        assert_eq!(counts("工会同妇联"), [2]);
    }
}
