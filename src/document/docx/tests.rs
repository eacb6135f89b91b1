use super::*;
use crate::document::BlockKind;
use crate::document::package::tests::package;

const HEAD: &str = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:m='m' xmlns:mc='c'><w:body>";

/// A Word document with this body.
fn docx(body: &str) -> Vec<u8> {
    let document = format!("{HEAD}{body}</w:body></w:document>");
    package(&[("word/document.xml", document.as_bytes())])
}

fn read_body(body: &str) -> Document {
    super::read(&docx(body), Limits::default()).unwrap()
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|block| (block.kind, &document.text[block.span.clone()])).collect()
}

fn texts(body: &str) -> Vec<String> {
    blocks(&read_body(body)).into_iter().map(|(_, text)| text.to_owned()).collect()
}

/// A paragraph of one run.
fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

#[test]
fn a_number_that_is_split_over_runs_is_one() {
    let body = format!(
        "<w:p>{}<w:r><w:rPr><w:b/></w:rPr><w:t>2</w:t></w:r><w:proofErr/><w:hyperlink>{}</w:hyperlink>\
         <w:sdt><w:sdtPr><w:t>0</w:t></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
        r("完成1"),
        r(".5"),
        r("亿元")
    );
    assert_eq!(texts(&body), ["完成12.5亿元"]);
}

#[test]
fn signs_that_are_elements_are_text() {
    let run = "<w:p><w:r><w:t>A</w:t><w:tab/><w:t>1</w:t><w:noBreakHyphen/><w:t>2&amp;&#x4E07;</w:t><w:softHyphen/>\
               <w:sym w:font='Symbol' w:char='F0B1'/><w:footnoteReference w:id='2'/><w:br/><w:t>完</w:t></w:r></w:p>";
    assert_eq!(texts(run), ["A 1-2&万± 完"]);
}

#[test]
fn fields_show_their_result_and_lines_of_contents_are_left_out() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let instruction = format!("<w:r><w:instrText> = 7 </w:instrText></w:r>{}", r("8"));
    let field = format!(
        "<w:p>{}{}{instruction}{}{}{}{}</w:p>",
        r("共"),
        mark("begin"),
        mark("separate"),
        r("15"),
        mark("end"),
        r("项")
    );
    assert_eq!(texts(&field), ["共15项"]);
    let broken = format!("<w:p>{}{}</w:p>{}", mark("begin"), r("丢"), p("下一段"));
    assert_eq!(texts(&broken), ["下一段"], "a field that never ends does not swallow the document");
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let body = format!(
        "<w:p>{}<w:del><w:r><w:delText>98%</w:delText></w:r></w:del><w:ins>{}</w:ins>\
         <w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>\
         </w:rPr><w:t>。</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}",
        r("达"),
        r("99%"),
        r("移"),
        r("移"),
        r("完成12"),
        p("万元")
    );
    let document = read_body(&body);
    let texts: Vec<&str> = blocks(&document).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["达99%移。", "完成12万元"]);
    assert_eq!(document.remarks, [Remark::DeletedText { places: 1 }, Remark::InsertedText { places: 1 }]);
}

#[test]
fn what_is_hidden_or_struck_is_left_out_and_powers_stay() {
    let with = |property: &str, text: &str| format!("<w:r><w:rPr>{property}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}{}{}{}</w:p>",
        r("5km"),
        with("<w:vertAlign w:val='superscript'/>", "2"),
        with("<w:vertAlign w:val='superscript'/>", "[1]"),
        with("<w:vanish/>", "6"),
        with("<w:vanish/>", "7"),
        with("<w:vanish w:val='false'/>", "8"),
        with("<w:strike/>", "9"),
    );
    let document = read_body(&body);
    assert_eq!(blocks(&document)[0].1, "5km²8");
    assert_eq!(document.remarks, [Remark::DeletedText { places: 1 }, Remark::HiddenText { places: 1 }]);
}

#[test]
fn a_text_box_is_read_once_and_as_a_note() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("框 6"));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice>{content}</mc:Choice><mc:Fallback>{content}</mc:Fallback>\
         </mc:AlternateContent><w:t>后</w:t></w:r></w:p>{}",
        r("前"),
        p("下")
    );
    let document = read_body(&body);
    use BlockKind::{Note, Paragraph};
    assert_eq!(blocks(&document), [(Paragraph, "前后"), (Note(1), "框 6"), (Paragraph, "下")]);
}

#[test]
fn headings_and_lists_are_told_by_style_outline_and_number() {
    let styles = "<w:styles><w:style w:styleId='H'><w:name w:val='heading 2'/></w:style>\
                  <w:style w:styleId='L'><w:pPr><w:numPr/></w:pPr></w:style>\
                  <w:style w:styleId='T'><w:name w:val='toc 1'/></w:style></w:styles>";
    let relations = "<R><Relationship Type='x/styles' Target='styles.xml'/></R>";
    let styled = |property: &str, text: &str| format!("<w:p><w:pPr>{property}</w:pPr>{}</w:p>", r(text));
    let body = [
        styled("<w:pStyle w:val='T'/>", "一、工作 3"),
        styled("<w:pStyle w:val='H'/>", "节"),
        styled("<w:outlineLvl w:val='0'/>", "章"),
        styled("<w:pStyle w:val='H'/><w:outlineLvl w:val='9'/>", "文"),
        styled("<w:pStyle w:val='L'/>", "甲"),
        styled("<w:numPr><w:numId w:val='4'/></w:numPr>", "乙"),
        styled("<w:pStyle w:val='L'/><w:numPr><w:numId w:val='0'/></w:numPr>", "丙"),
        styled("<w:pStyle w:val='L'/>", "下步打算"),
        p("尾"),
    ];
    let document = format!("{HEAD}{}</w:body></w:document>", body.concat());
    let bytes = package(&[
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ]);
    let document = super::read(&bytes, Limits::default()).unwrap();
    use BlockKind::{Heading, Item, Paragraph};
    let expected = [
        (Heading(2), "节"),
        (Heading(1), "章"),
        (Paragraph, "文"),
        (Item, "甲"),
        (Item, "乙"),
        (Paragraph, "丙"),
        (Paragraph, "下步打算"),
        (Paragraph, "尾"),
    ];
    assert_eq!(blocks(&document), expected);
}

fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

#[test]
fn a_table_has_its_grid_and_one_inside_comes_after_it() {
    let row = |properties: &str, cells: &[String]| {
        format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat())
    };
    let restart = "<w:vMerge w:val='restart'/>";
    let inner = format!("<w:tbl>{}</w:tbl>", row("", &[cell("", &p("内1")), cell("", &p("内2"))]));
    let body = [
        p("单位：万元"),
        "<w:tbl>".to_owned(),
        row("<w:tblHeader/>", &[cell(restart, &p("指标")), cell("<w:gridSpan w:val='2'/>", &p("产量"))]),
        row(
            "",
            &[cell("<w:vMerge/>", &p("")), cell("", &p("今年")), cell("", &(p("去") + &p("年") + &inner))],
        ),
        row("<w:gridBefore w:val='1'/>", &[cell("", &p("3")), cell("", &p("4"))]),
        "</w:tbl>".to_owned(),
        p("尾"),
    ];
    let document = read_body(&body.concat());
    let grid = |table: usize| -> Vec<_> {
        let cells = document.tables[table].cells.iter();
        cells
            .map(|c| (&document.text[c.span.clone()], (c.row, c.column, c.rows, c.columns), c.header))
            .collect()
    };
    let expected = [
        ("指标", (0, 0, 2, 1), true),
        ("产量", (0, 1, 1, 2), true),
        ("今年", (1, 1, 1, 1), false),
        ("去 年", (1, 2, 1, 1), false),
        ("3", (2, 1, 1, 1), false),
        ("4", (2, 2, 1, 1), false),
    ];
    assert_eq!(grid(0), expected);
    assert_eq!(grid(1), [("内1", (0, 0, 1, 1), false), ("内2", (0, 1, 1, 1), false)]);
    assert_eq!(&document.text[document.tables[0].above.clone().unwrap()], "单位：万元");
    assert_eq!(blocks(&document).last(), Some(&(BlockKind::Paragraph, "尾")));
}

#[test]
fn a_table_that_only_arranges_is_flow() {
    let long = "全年工作有序推进。".repeat(20);
    let one = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", &(p("一、工作") + &p(&long))));
    let two =
        format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", &p("甲")), cell("", &(p(&long) + &p(&long))));
    for (body, count) in [(one, 2), (two, 3)] {
        let document = read_body(&body);
        assert_eq!((document.tables.len(), document.blocks.len()), (0, count));
    }
}

#[test]
fn notes_at_the_foot_are_notes_and_their_marks_are_no_digits() {
    let relations = "<R><Relationship Type='x/footnotes' Target='footnotes.xml'/></R>";
    let notes = format!(
        "<w:footnotes xmlns:w='{}'><w:footnote w:type='separator'>{}</w:footnote><w:footnote w:id='2'>{}</w:footnote></w:footnotes>",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        p("线"),
        p("口径 3 项")
    );
    let document = format!(
        "{HEAD}<w:p>{}<w:r><w:footnoteReference w:id='2'/></w:r></w:p></w:body></w:document>",
        r("文")
    );
    let bytes = package(&[
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
    ]);
    let document = super::read(&bytes, Limits::default()).unwrap();
    assert_eq!(blocks(&document), [(BlockKind::Paragraph, "文"), (BlockKind::Note(1), "口径 3 项")]);
}

#[test]
fn every_stretch_of_text_leads_back_to_its_xml() {
    let body = [
        p("  完成1&amp;2"),
        format!(
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>增长5.2%。</w:t><w:br/><w:t>第二段</w:t><w:tab/></w:r>{}</w:p>",
            r("续12")
        ),
        format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", &p("指标")), cell("", &(p("1") + &p("2")))),
    ];
    let document = format!("{HEAD}{}</w:body></w:document>", body.concat());
    let bytes = package(&[("word/document.xml", document.as_bytes())]);
    let text = super::read(&bytes, Limits::default()).unwrap().text;
    let runs = docx_runs(&bytes).unwrap();
    assert_eq!(runs.member, "word/document.xml");
    let found = |needle: &str| {
        let at = text.find(needle).unwrap();
        let (start, end) = runs.places(at..at + needle.len()).unwrap();
        &document[start.xml..end.xml]
    };
    for needle in ["完成", "5.2%", "第二段", "续1", "指标", "12"] {
        assert_eq!(found(needle), needle, "{text}");
    }
    assert_eq!(found("&2"), "&amp;2");
    assert_eq!(found("段 续"), "段</w:t><w:tab/></w:r><w:r><w:t>续");
    let stretch = runs.stretches.iter().find(|stretch| &text[stretch.text.clone()] == "增长5.2%。").unwrap();
    let run = &runs.runs[stretch.run];
    assert!(
        document[run.element.clone()].starts_with("<w:r><w:rPr>")
            && document[run.element.clone()].ends_with("</w:r>")
    );
    assert_eq!(&document[run.properties.clone().unwrap()], "<w:rPr><w:b/></w:rPr>");
    for stretch in
        runs.stretches.iter().filter(|stretch| stretch.text.len() == stretch.xml.len() && stretch.literal)
    {
        assert_eq!(text[stretch.text.clone()], document[stretch.xml.clone()]);
    }
}

#[test]
fn what_is_broken_or_empty_is_an_error() {
    let code = |bytes: &[u8]| super::read(bytes, Limits::default()).unwrap_err().code();
    assert_eq!(code(&docx("<w:p/>")), "no-text");
    assert_eq!(code(&docx("<w:p>")), "damaged");
    assert_eq!(code(&package(&[("word/styles.xml", b"<a/>")])), "damaged");
    assert_eq!(code(&docx(&"<w:sdt>".repeat(100_000))), "too-large");
    let whole = docx(&p("完成3项"));
    assert_eq!(code(&whole[..whole.len() - 30]), "damaged");
}
