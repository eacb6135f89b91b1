//! Rows: figures that stand beside one another (12件、30件和5件, 56万人次、收入3.9亿元), as 分别 pairs them in order: all of
//! them quantities, or all of one sort.
//!
//! This module must not know rules.

use super::Page;
use super::units::comparable;
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

/// Whether a figure ends a list of others in its unit, so that what is said of it may be said of all of them together
/// (甲12亿元、乙8亿元,比上年增长5%); figures that the claim itself `uses` are none of the list.
pub(crate) fn ends_a_list(page: &Page<'_>, mention: usize, uses: &[usize]) -> bool {
    let Some(before) = mention.checked_sub(1).filter(|before| !uses.contains(before)) else { return false };
    let alike =
        page.mentions.get(before).zip(page.mentions.get(mention)).is_some_and(|(a, b)| comparable(a, b));
    alike && between(page, before, mention).is_some_and(|text| text.starts_with(JOINTS))
}

/// What joins the figures of a row.
const JOINTS: [char; 4] = ['、', '和', '及', '与'];

/// Whether two neighbouring figures are quantities or of one sort, with nothing between them but a joint and perhaps a name.
fn joined(page: &Page<'_>, left: usize, right: usize) -> bool {
    let Some(text) = between(page, left, right) else { return false };
    let joint = text.starts_with(JOINTS) || text.starts_with(',') && !text.contains("分别");
    let sort = |mention: usize| page.skeleton.sorts.get(mention).copied().unwrap_or(0);
    let alike = sort(left) == sort(right) || is_quantity(sort(left)) && is_quantity(sort(right));
    alike && joint
}

/// The text between two neighbouring figures, if they can be of one row for all it says.
fn between<'p>(page: &'p Page<'_>, left: usize, right: usize) -> Option<&'p str> {
    let skeleton = &page.skeleton;
    let (a, b) = (skeleton.at.get(left)?, skeleton.at.get(right)?);
    let mut letters = skeleton.text.get(*a..*b)?.chars();
    letters.next();
    let text = letters.as_str();
    (text.len() <= BETWEEN && !text.contains([';', '。', '!', '?', '(', ')', ':'])).then_some(text)
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

    #[test]
    fn a_list_ends_in_a_figure_of_its_unit_that_the_claim_does_not_use() {
        let pack = Pack::builtin("zh-report").unwrap();
        let ends = |text: &str, uses: &[usize]| {
            let document = crate::document::Document::plain(text);
            let page = read(blocks(&document, &pack)[0], Told::default(), &pack);
            ends_a_list(&page, 1, uses)
        };
        assert!(ends("工业12亿元、商业8亿元,增长5%。", &[1]));
        assert!(ends("工业12亿元和商业8000万元,增长5%。", &[1]));
        assert!(!ends("任务12亿元、完成8亿元,完成率67%。", &[0, 1]));
        for apart in ["工业12亿元,商业8亿元。", "项目12个、投资8亿元。", "工业12亿元;和商业8亿元。"]
        {
            assert!(!ends(apart, &[1]), "{apart}");
        }
    }
}
