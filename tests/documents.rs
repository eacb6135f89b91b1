//! Whole documents in each format that is read: what a person sees in them is there, and nothing else.
#![allow(clippy::unwrap_used, reason = "a panic in a test is the report")]

use std::fs;
use std::path::Path;

use gouji::document::{BlockKind, Document, Remark, docx_runs, read};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new("tests/fixtures/documents").join(name)).unwrap()
}

fn document(name: &str) -> Document {
    read(&fixture(name), name).unwrap()
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|block| (block.kind, &document.text[block.span.clone()])).collect()
}

/// The rows of a table: its cells parted by bars, with what each covers if that is more than its own place.
fn rows(document: &Document, table: usize) -> Vec<String> {
    let table = &document.tables[table];
    let cell = |cell: &gouji::document::Cell| match (cell.rows, cell.columns) {
        (1, 1) => document.text[cell.span.clone()].to_owned(),
        (rows, columns) => format!("{}({rows}×{columns})", &document.text[cell.span.clone()]),
    };
    let row = |row| table.cells.iter().filter(|one| one.row == row).map(cell).collect::<Vec<_>>().join("|");
    (0..table.rows()).map(row).collect()
}

#[test]
fn a_word_document() {
    use BlockKind::{Heading, Item, Note, Paragraph};
    let document = document("report.docx");
    let flow: Vec<_> =
        blocks(&document).into_iter().filter(|(kind, _)| !matches!(kind, BlockKind::Cell { .. })).collect();
    let expected = [
        (Heading(1), "2025年某市国民经济和社会发展统计公报（样例）"),
        (Paragraph, "全年地区生产总值12345.67亿元，比上年增长5.2%。"),
        (Paragraph, "其中，第一产业增加值１２３４．５亿元，占比１０．０％；（全角数字）"),
        (Item, "完成整改问题１２项"),
        (Item, "新增就业人员8.5万人，完成年度目标的106.3%"),
        (Paragraph, "注释引用"),
        (Paragraph, "软换行前 软换行后 制表符后 3.14"),
        (Paragraph, "达标率由99.25%。"),
        (Paragraph, "内容控件内的数字 77.7 亿元"),
        (Note(1), "文本框 66.6 万人"),
        (Note(2), "脚注：口径调整后为 12,300.00 亿元。"),
    ];
    assert_eq!(flow, expected);
    let expected = [
        "指标|2025年|2024年|增长(%)",
        "粮食产量（万吨）|1,234.5|1,200.0|2.9",
        "其中：夏粮|345.6(1×2)|-1.2",
        "合计|1,580.1|1,545.6|2.2",
    ];
    assert_eq!(rows(&document, 0), expected);
    assert_eq!(
        document.tables[0].cells.iter().find(|cell| cell.row == 2 && cell.column == 3).unwrap().rows,
        1
    );
    assert_eq!(document.remarks, [Remark::DeletedText { places: 1 }, Remark::InsertedText { places: 1 }]);
    assert_eq!(read(&fixture("report.docx"), "report.txt").unwrap(), document, "the name does not matter");
}

#[test]
fn the_text_of_a_word_document_leads_back_to_its_xml() {
    let (bytes, document) = (fixture("report.docx"), document("report.docx"));
    let runs = docx_runs(&bytes).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let xml = std::io::read_to_string(archive.by_name(&runs.member).unwrap()).unwrap();
    let at = document.text.find("12345.67").unwrap();
    let (start, end) = runs.places(at..at + 8).unwrap();
    let stripped =
        xml[start.xml..end.xml].split('<').filter_map(|part| part.split('>').next_back()).collect::<String>();
    assert_eq!((stripped.as_str(), end.run - start.run), ("12345.67", 4));
    let missing = document.text.find("12,300").unwrap();
    assert_eq!(runs.places(missing..missing + 6), None, "a footnote is in another part");
    for (_, text) in blocks(&document).iter().take(4) {
        let at = document.text.find(text).unwrap();
        assert!(runs.places(at..at + text.len()).is_some(), "{text}");
    }
}

#[test]
fn a_page_in_two_encodings() {
    use BlockKind::{Cell, Heading, Paragraph};
    let page = document("report.html");
    let flow: Vec<_> = blocks(&page).into_iter().filter(|(kind, _)| !matches!(kind, Cell { .. })).collect();
    let long = "这是一段足够长的正文，用于让可读性算法把它识别为正文内容。全市完成整改问题一千二百三十四项，占比百分之十二点五，同比增长三点二个百分点，其中甲类六百项，乙类四百项。";
    let expected = [
        (Heading(1), "2025年统计公报"),
        (Paragraph, "全年生产总值12345.67亿元，\u{a0}比上年增长5.2%。"),
        (Paragraph, "第二行"),
        (Paragraph, long),
        (Paragraph, "表1 主要指标"),
    ];
    assert_eq!(flow, expected);
    let expected =
        ["指标(2×1)|产量(1×2)", "2025年|2024年", "粮食（万吨）|1,234.5|1,200.0", "合 计|1,580.1|1,545.6"];
    assert_eq!(rows(&page, 0), expected);
    assert_eq!(page.remarks, [Remark::HiddenText { places: 1 }]);
    let legacy = document("report-gb2312.html");
    assert_eq!(
        (&legacy.text, legacy.encoding.unwrap().name, legacy.encoding.unwrap().assumed),
        (&page.text, "GBK", false)
    );
}

#[test]
fn a_markdown_file_keeps_its_lines() {
    use BlockKind::{Cell, Heading, Note, Paragraph};
    let (bytes, document) = (fixture("report.md"), document("report.md"));
    assert_eq!((document.text.len(), document.has_lines), (bytes.len(), true));
    let cell = |cell| Cell { table: 0, cell };
    let expected = [
        (Heading(1), "公报"),
        (Paragraph, "全年生产总值  12345.67亿元  ，增长 5.2% 。"),
        (cell(0), "指标"),
        (cell(1), "2025年"),
        (cell(2), "粮食"),
        (cell(3), "1,234.5"),
        (Note(1), "脚注 3 项"),
    ];
    assert_eq!(blocks(&document), expected);
    let source = String::from_utf8(bytes).unwrap();
    assert_eq!(source.find("12345.67"), document.text.find("12345.67"));
}

#[test]
fn a_claim_behind_a_mark_of_the_format_stands_in_the_column_of_its_line() {
    let pack = gouji::Pack::builtin("zh-report").unwrap();
    let text = "# 甲\n\n- **共7个**,其中一类3个,二类4个。\n- 二\n  - 共7户,其中一类3户,二类4户,增长9%。\n";
    let document = read(text.as_bytes(), "a.md").unwrap();
    let report = gouji::check_document(&document, &pack);
    let places: Vec<_> = report.claims.iter().map(|claim| (claim.line, claim.column)).collect();
    assert_eq!(places, [(3, 5), (5, 5)]);
    let unclaimed: Vec<_> = report.unclaimed.iter().map(|figure| (figure.line, figure.column)).collect();
    assert_eq!(unclaimed, [(5, 23)]);
}

/// Heads in two rows over merged columns, percents by their display format, a row of totals.
#[test]
fn a_workbook_with_merged_heads_percents_and_totals() {
    let document = document("indicators.xlsx");
    let expected = [
        "指标(2×1)|2024年(1×2)|2023年(1×2)|占比(2×1)",
        "目标|完成|目标|完成",
        "工业投资|1,200.0|1,234.5|1,000.0|1,012.3|60.4%",
        "农业投资|300.4|310.3|280.0|275.5|15.2%",
        "服务业投资|500.0|498.0|450.0|461.5|24.4%",
        "合计|2,000.4|2,042.8|1,730.0|1,749.3|100.0%",
    ];
    let all = rows(&document, 0);
    let from = all.iter().position(|row| row.starts_with("指标")).unwrap();
    assert_eq!(all[from..from + expected.len()], expected);
    let report = gouji::check_document(&document, &gouji::Pack::builtin("zh-report").unwrap());
    let told: Vec<_> = report.claims.iter().map(|claim| (claim.rule.kind.as_str(), claim.severity)).collect();
    assert_eq!(told.iter().filter(|(kind, _)| *kind == "share").count(), 4, "{told:?}");
    assert_eq!(told.iter().filter(|(kind, _)| *kind == "sum").count(), 5, "{told:?}");
    assert!(told.iter().all(|(_, severity)| severity.is_none()), "{told:?}");
}

/// The bytes are GB18030 and nothing says so: the encoding is found out, told as assumed, and every character is there.
#[test]
fn a_text_in_gb18030() {
    let read_in =
        |name: &str| read(&fs::read(Path::new("tests/fixtures/formats").join(name)).unwrap(), name).unwrap();
    let (document, utf8) = (read_in("report-gb18030.txt"), read_in("report.txt"));
    let encoding = document.encoding.unwrap();
    assert!(["GBK", "gb18030"].contains(&encoding.name) && encoding.assumed, "{encoding:?}");
    assert_eq!(document.text, utf8.text);
    assert!(document.text.contains("完成年初任务的120.2%") && !document.text.contains('\u{FFFD}'));
}
