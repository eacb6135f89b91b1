//! Rows: figures that stand beside one another (12件、30件和5件, 56万人次、收入3.9亿元), as 分别 pairs them in order: all of
//! them quantities, or all of one sort.
//!
//! This module must not know rules.

use super::Page;
use crate::rule::pattern::is_quantity;

/// Between two figures of a row there may be this many bytes of text.
const BETWEEN: usize = 36;

/// The row that a figure stands in, in the order of the text.
pub(crate) fn around(page: &Page<'_>, mention: usize) -> Vec<usize> {
    let mut row = ending_at(page, mention);
    let mut last = mention;
    while joined(page, last, last + 1) {
        last += 1;
        row.push(last);
    }
    row
}

/// The row that ends at a figure.
pub(crate) fn ending_at(page: &Page<'_>, mention: usize) -> Vec<usize> {
    let mut first = mention;
    while first > 0 && joined(page, first - 1, first) {
        first -= 1;
    }
    (first..=mention).collect()
}

/// Whether two neighbouring figures are quantities or of one sort, with nothing between them but a joint and perhaps a name.
fn joined(page: &Page<'_>, left: usize, right: usize) -> bool {
    let skeleton = &page.skeleton;
    let (Some(a), Some(b)) = (skeleton.at.get(left), skeleton.at.get(right)) else { return false };
    let between = skeleton.text.get(*a..*b).unwrap_or("");
    let mut letters = between.chars();
    letters.next();
    let text = letters.as_str();
    let joint = text.starts_with(['、', '和', '及', '与']) || text.starts_with(',') && !text.contains("分别");
    let sort = |mention: usize| skeleton.sorts.get(mention).copied().unwrap_or(0);
    let alike = sort(left) == sort(right) || is_quantity(sort(left)) && is_quantity(sort(right));
    alike && joint && text.len() <= BETWEEN && !text.contains([';', '。', '!', '?', '(', ')', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pack;
    use crate::claim::{Told, blocks, read};

    #[test]
    fn a_row_is_what_joints_hold_together() {
        let pack = Pack::builtin("zh-report").unwrap();
        let text = "全年12场,甲、乙分别完成12件、30件和5件,完成率分别为80%、75%和50%。";
        let document = crate::document::Document::plain(text);
        let page = read(blocks(&document, &pack)[0], Told::default(), &pack);
        let printed = |row: Vec<usize>| -> Vec<&str> {
            row.into_iter().map(|m| &text[page.mentions[m].start..page.mentions[m].end]).collect()
        };
        let at =
            |figure: &str| page.mentions.iter().position(|m| text[m.start..].starts_with(figure)).unwrap();
        assert_eq!(printed(around(&page, at("75%"))), ["80%", "75%", "50%"]);
        assert_eq!(printed(ending_at(&page, at("30件"))), ["12件", "30件"]);
        assert_eq!(printed(around(&page, at("12场"))), ["12场"]);
    }
}
