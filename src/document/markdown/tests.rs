use super::*;

fn read(text: &str) -> Document {
    let document = super::read(text.as_bytes(), Limits::default()).unwrap();
    assert_eq!(document.text.len(), text.len());
    let ends = |text: &str| text.match_indices('\n').map(|(at, _)| at).collect::<Vec<_>>();
    assert_eq!(ends(&document.text), ends(text), "the lines are the file's");
    document
}

fn blocks(text: &str) -> Vec<(BlockKind, usize, String)> {
    let document = read(text);
    let words =
        |span: &Range<usize>| document.text[span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    document.blocks.iter().map(|block| (block.kind, block.line, words(&block.span))).collect()
}

fn texts(text: &str) -> Vec<String> {
    blocks(text).into_iter().map(|(_, _, text)| text).collect()
}

#[test]
fn headings_paragraphs_items_and_cells() {
    let text = "---\ntitle: 99%\n---\n# 公报\n\n全年**1442**万元，\n增长`5.2%`。\n\nWrapped at 12\nof 15 units.\n\n\
                - 甲 3 项\n- 乙\n\n  续\n\n| 指标 | 值 |\n|---|--:|\n| 粮食 | **1,2**34 |\n| 空 |\n\n[^1]: 注 3 项\n";
    use BlockKind::{Cell, Heading, Item, Line, Note, Paragraph};
    let cell = |cell| Cell { table: 0, cell };
    let expected = [
        (Heading(1), 4, "公报"),
        (Line, 6, "全年 1442万元 ，"),
        (Line, 7, "增长 5.2% 。"),
        (Paragraph, 9, "Wrapped at 12 of 15 units."),
        (Item, 12, "甲 3 项"),
        (Item, 13, "乙"),
        (Item, 15, "续"),
        (cell(0), 17, "指标"),
        (cell(1), 17, "值"),
        (cell(2), 19, "粮食"),
        (cell(3), 19, "1,234"),
        (cell(4), 20, "空"),
        (Note(1), 22, "注 3 项"),
    ];
    assert_eq!(blocks(text), expected.map(|(kind, line, text)| (kind, line, text.to_owned())));
}

#[test]
fn a_table_knows_its_grid_and_what_stands_over_it() {
    let text = "单位：万元\n\n| 指标 | 值 |\n|---|--:|\n| 粮食 | 12 |\n";
    let document = read(text);
    let table = &document.tables[0];
    assert_eq!((table.rows(), table.columns()), (2, 2));
    assert_eq!(&document.text[table.above.clone().unwrap()], "单位：万元");
    let grid: Vec<_> =
        table.cells.iter().map(|c| (&document.text[c.span.clone()], c.row, c.column, c.header)).collect();
    assert_eq!(grid, [("指标", 0, 0, true), ("值", 0, 1, true), ("粮食", 1, 0, false), ("12", 1, 1, false)]);
}

#[test]
fn what_is_not_text_is_left_out_and_what_is_taken_out_is_said() {
    let text = "甲 1\n\n```\n代码 99%\n```\n\n<!-- 注 98% -->\n\n乙[2](http://a.cn/3) ![图4](5.png) <http://6.cn> ~~97%~~ 7~8%，9~10%\n\n    丙 11\n\n<div>丁 12<br>\n\n</div>\n";
    assert_eq!(texts(text), ["甲 1", "乙 2 7~8%，9~10%", "丙 11", "丁 12"]);
    assert_eq!(read(text).remarks, [Remark::DeletedText { places: 1 }]);
    assert_eq!(texts("---\n全年 5%\n---\n"), ["全年 5%"], "a rule over text is no front matter");
}

#[test]
fn figures_survive_their_markup() {
    for (text, expected) in [
        ("完成5**%**的", "完成5%的"),
        ("增长**5.2%**的", "增长 5.2%的"),
        ("达**1**,**234**万元。", "达 1,234万元 。"),
        ("[1442](http://www.example.cn/a/b/c)万元，增", "1442万元 ，增"),
        ("宽3*5*8米", "宽3*5*8米"),
        ("约1&nbsp;442&#20803;", "约1 442元"),
        ("面积5km<sup>2</sup>，10<sup>4</sup>吨，5%<sup>[1]</sup>。", "面积5km² ，10⁴吨 ，5% 。"),
        ("引资1\\*2", "引资1*2"),
    ] {
        assert_eq!(texts(text), [expected], "{text}");
    }
}

#[test]
fn a_number_with_one_item_is_a_heading_and_sentences_over_dashes_are_not() {
    let text = "1. 工作情况\n\n完成3项。\n\n2. 下步打算\n\n力争4项。\n\n完成5项。\n---\n\n标题\n---\n";
    let kinds: Vec<_> = blocks(text).into_iter().map(|(kind, _, text)| (kind, text)).collect();
    use BlockKind::{Heading, Paragraph};
    let expected = [
        (Paragraph, "1. 工作情况"),
        (Paragraph, "完成3项。"),
        (Paragraph, "2. 下步打算"),
        (Paragraph, "力争4项。"),
        (Paragraph, "完成5项。"),
        (Heading(2), "标题"),
    ];
    assert_eq!(kinds, expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn a_number_kept_before_its_one_item_brings_no_markup_along() {
    assert_eq!(texts("1. **工作情况**\n"), ["1. 工作情况"]);
    assert_eq!(texts("2) `3`项\n"), ["2) 3项"]);
}

#[test]
fn limits_hold_and_nothing_nests_too_deep() {
    let limits = Limits { text: 3, ..Limits::default() };
    assert_eq!(super::read(b"1234", limits).unwrap_err().code(), "too-large");
    let limits = Limits { cells: 1, ..Limits::default() };
    assert_eq!(super::read(b"|a|b|\n|-|-|\n", limits).unwrap_err().code(), "too-large");
    for deep in
        [">".repeat(100_000) + "3", "[".repeat(100_000), "*a ".repeat(50_000), "- ".repeat(5_000) + "3"]
    {
        assert_eq!(read(&deep).text.len(), deep.len());
    }
}
