use super::*;
use crate::document::{BlockKind, Remark};

fn page(text: &str) -> Document {
    super::read(text.as_bytes(), Limits::default()).unwrap()
}

fn texts(text: &str) -> Vec<String> {
    let document = page(text);
    let text = |span: &std::ops::Range<usize>| document.text[span.clone()].to_owned();
    document.blocks.iter().map(|block| text(&block.span)).collect()
}

#[test]
fn blocks_are_what_stands_by_itself() {
    let text = "<html><head><title>页 1</title></head><body><nav>首页 2</nav><form><h1>公报<br>全文</h1>\
        全年<span>12</span><b>3</b>.5亿元，\n&nbsp;增长5.2%<sup>[1]</sup>。<p>第二段<p>第三段<ul><li>甲 3 项<li>乙</ul>\
        <input value=4><button>5</button></form><header>6</header><article><header>文 7</header></article></body></html>";
    use BlockKind::{Heading, Item, Paragraph};
    let document = page(text);
    let blocks: Vec<_> = document.blocks.iter().map(|b| (b.kind, &document.text[b.span.clone()])).collect();
    let expected = [
        (Heading(1), "公报 全文"),
        (Paragraph, "全年123.5亿元， \u{a0}增长5.2%。"),
        (Paragraph, "第二段"),
        (Paragraph, "第三段"),
        (Item, "甲 3 项"),
        (Item, "乙"),
        (Paragraph, "文 7"),
    ];
    assert_eq!(blocks, expected);
    assert_eq!((document.media_type, document.has_lines), ("text/html", false));
}

#[test]
fn what_is_hidden_or_taken_out_is_left_out_and_said() {
    let text = "甲1<!-- 2 --><script>3</script><style>4</style><p hidden>5</p><p style='display: none'>6<b>7</b></p>\
        <i aria-hidden=true>8</i><i aria-hidden=true></i><del>9</del><ins>10</ins>";
    assert_eq!(texts(text), ["甲110"]);
    let places = page(text).remarks;
    assert_eq!(
        places,
        [
            Remark::HiddenText { places: 3 },
            Remark::DeletedText { places: 1 },
            Remark::InsertedText { places: 1 }
        ]
    );
}

#[test]
fn powers_are_not_digits() {
    assert_eq!(
        texts("<p>5km<sup>2</sup>，10<sup>4</sup>吨，5%<sup><a href=#1>1</a></sup>，PM<sub>2.5</sub></p>"),
        ["5km²，10⁴吨，5%，PM2.5"]
    );
}

#[test]
fn a_break_parts_what_reads_as_paragraphs() {
    let text = "<div>完成3项，<br>增长5%。<br>　　二、下步打算<br>力争4项</div><pre>一。\n二</pre>";
    assert_eq!(texts(text), ["完成3项， 增长5%。", "二、下步打算", "力争4项", "一。", "二"]);
}

#[test]
fn a_table_of_data_has_a_grid() {
    let text = "<p>单位：万元<table><caption>表1</caption><tr><th rowspan=2>指标<th colspan=2>产量<tr><th>今年<th>去年\
        <tr><td>粮食<p>（万吨）</p><td>1,234.5<td>&nbsp;</table>";
    let document = page(text);
    let table = &document.tables[0];
    assert_eq!(&document.text[table.above.clone().unwrap()], "表1");
    let cells: Vec<_> = table
        .cells
        .iter()
        .map(|c| (&document.text[c.span.clone()], (c.row, c.column, c.rows, c.columns), c.header))
        .collect();
    let expected = [
        ("指标", (0, 0, 2, 1), true),
        ("产量", (0, 1, 1, 2), true),
        ("今年", (1, 1, 1, 1), true),
        ("去年", (1, 2, 1, 1), true),
        ("粮食 （万吨）", (2, 0, 1, 1), false),
        ("1,234.5", (2, 1, 1, 1), false),
        ("", (2, 2, 1, 1), false),
    ];
    assert_eq!(cells, expected);
}

#[test]
fn a_table_that_arranges_the_page_is_flow() {
    let long = "全年工作有序推进。".repeat(40);
    let nested = format!(
        "<table><tr><td>首页<td>位置<tr><td colspan=2><h2>总结</h2><p>{long}</p><table><tr><td>甲<td>1<tr><td>乙<td>2\
         </table></td></table>"
    );
    let document = page(&nested);
    assert_eq!(document.tables.len(), 1);
    assert_eq!(document.blocks[2].kind, BlockKind::Heading(2));
    assert_eq!(document.blocks.len(), 8);
    for flow in [
        "<table><tr><td>完成3项</table>".to_owned(),
        "<table><tr><td>甲<tr><td>乙</table>".to_owned(),
        format!("<table><tr><td>甲<td>{long}</table>"),
        "<table role=presentation><tr><td>甲<td>1</table>".to_owned(),
    ] {
        assert_eq!(page(&flow).tables, [], "{flow}");
    }
}

#[test]
fn a_page_that_shows_nothing_is_an_error() {
    assert_eq!(super::read(b"<html><script>load()</script>", Limits::default()), Err(ReadError::NoText));
}

#[test]
fn depth_is_bounded_and_costs_no_stack() {
    let deep = "<div>".repeat(100_000) + "3";
    assert_eq!(super::read(deep.as_bytes(), Limits::default()).unwrap_err().code(), "too-large");
    let some = "<div>".repeat(200) + "完成3项";
    assert_eq!(texts(&some), ["完成3项"]);
    let wide = "<table>".to_owned() + &"<b>3</b>".repeat(20_000);
    assert_eq!(texts(&wide).len(), 1);
    let unclosed = "<p><font size=3>3项。".repeat(3_000);
    assert_eq!(texts(&unclosed).len(), 3_000);
}
