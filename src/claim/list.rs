//! Lists: the items of an enumeration (甲、乙和丙), and how many there may be.
//!
//! A word such as 和 may join the last two items or stand inside one; both counts are given. This module must not
//! know what the list is checked against.

use std::ops::Range;

/// The items of an enumeration, as it can be read: split at its marks, and at the joints in its last item as well.
pub(crate) fn items(text: &str, range: Range<usize>) -> Vec<Vec<Range<usize>>> {
    let inside = text.get(range.clone()).unwrap_or("");
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
        let Some(at) = words.find(joint).filter(|at| *at > 0 && at + joint.len() < words.len()) else {
            continue;
        };
        let mut joined = head.to_vec();
        joined.push(last.start..last.start + at);
        joined.push(last.start + at + joint.len()..last.end);
        readings.push(joined);
    }
    readings
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
}
