//! Tables: true ones stay silent, wrong ones are found in the very cell.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "in a test a panic is the report, in its helpers too"
)]

use gouji::document::{BlockKind, Document};
use gouji::{Pack, Report, check_document};

/// A document whose tables have merged cells: `<` belongs to the cell on its left, `^` to the one above it.
fn document(text: &str) -> Document {
    let mut document = Document::tabbed(text);
    for table in &mut document.tables {
        for index in 0..table.cells.len() {
            let mark = document.text[table.cells[index].span.clone()].to_owned();
            let (row, column) = (table.cells[index].row, table.cells[index].column);
            let covering = |row: usize, column: usize, cells: &[gouji::document::Cell]| {
                let covers = |cell: &gouji::document::Cell| {
                    (cell.row..cell.row + cell.rows).contains(&row)
                        && (cell.column..cell.column + cell.columns).contains(&column)
                        && cell.rows > 0
                };
                cells.iter().position(covers).unwrap()
            };
            let into = match mark.as_str() {
                "<" => covering(row, column - 1, &table.cells),
                "^" => covering(row - 1, column, &table.cells),
                _ => continue,
            };
            let owner = &mut table.cells[into];
            owner.columns = owner.columns.max(column + 1 - owner.column);
            owner.rows = owner.rows.max(row + 1 - owner.row);
            table.cells[index].span.end = table.cells[index].span.start;
            table.cells[index].rows = 0;
        }
    }
    let marks = |span: &std::ops::Range<usize>| matches!(&document.text[span.clone()], "<" | "^");
    document.blocks.retain(|block| !marks(&block.span));
    // A cell that was merged away is no cell.
    for (number, table) in document.tables.iter_mut().enumerate() {
        let kept: Vec<usize> = (0..table.cells.len()).filter(|cell| table.cells[*cell].rows > 0).collect();
        for block in &mut document.blocks {
            if let BlockKind::Cell { table, cell } = &mut block.kind
                && *table == number
            {
                *cell = kept.iter().position(|kept| kept == cell).unwrap();
            }
        }
        table.cells.retain(|cell| cell.rows > 0);
    }
    document
}

fn check(pack: &str, text: &str) -> Report {
    check_document(&document(text), &Pack::builtin(pack).unwrap())
}

/// Every finding as `rule row/column verdict`.
fn findings(report: &Report) -> Vec<String> {
    let found = report.findings().map(|claim| {
        let place = (claim.place.row.unwrap_or(0), claim.place.column.unwrap_or(0));
        format!("{} {}/{} {:?}", claim.rule.id, place.0, place.1, claim.judgement.verdict)
    });
    found.collect()
}

/// The tables of a file: the pack, what each shows, and the table.
fn cases(all: &str) -> Vec<(&'static str, String, String)> {
    let case = |case: &str| {
        let (head, text) = case.split_once('\n').unwrap();
        let (language, shows) = head.trim().split_once(' ').unwrap();
        let pack = if language == "en" { "en-report" } else { "zh-report" };
        (pack, shows.to_owned(), text.trim().replace('|', "\t"))
    };
    all.split("=== ").skip(1).map(case).collect()
}

/// The claims of a report by rule and verdict, counted.
fn counted(report: &Report) -> String {
    let mut counts = std::collections::BTreeMap::new();
    for claim in &report.claims {
        *counts.entry(format!("{} {:?}", claim.rule.id, claim.judgement.verdict)).or_insert(0) += 1;
    }
    counts.iter().map(|(what, count)| format!("  {count} {what}\n")).collect()
}

/// All of it is true, so nothing may be said against it; and what can be checked is.
#[test]
fn true_tables_stay_silent() {
    let mut told = String::new();
    for (pack, shows, text) in cases(include_str!("tables/true.txt")) {
        let report = check(pack, &text);
        assert!(report.findings().next().is_none(), "{shows}\n{text}\n{:?}", findings(&report));
        told.push_str(&format!("{shows}\n{}", counted(&report)));
    }
    insta::assert_snapshot!(told);
}

/// What is wrong in each, in the cell of the result and nowhere else.
#[test]
fn wrong_tables_are_found_in_the_cell() {
    for (pack, expected, text) in cases(include_str!("tables/wrong.txt")) {
        let report = check(pack, &text);
        assert_eq!(findings(&report).join(", "), expected, "{text}\n{}", counted(&report));
    }
}

#[test]
fn a_figure_of_a_table_is_counted_once() {
    let report =
        check("zh-report", "指标\t目标\t完成\t完成率\n甲项(个)\t40\t38\t95%\n乙项(个)\t30\t\t增长5%");
    assert_eq!((report.coverage.figures, report.coverage.judged, report.coverage.unclaimed), (2, 1, 1));
    assert_eq!(report.unclaimed[0].place.row, Some(3));
}

#[test]
fn rows_with_nothing_in_them_are_lines_too() {
    let html = "<p>概况</p><table><tr><td></td><td></td></tr><tr><td>指标</td><td>目标</td><td>完成</td><td>完成率</td></tr>\
        <tr><td>甲项</td><td>40万元</td><td>38万元</td><td>85%</td></tr></table>";
    let document = gouji::document::read(html.as_bytes(), "a.html").unwrap();
    let report = gouji::check_document(&document, &Pack::builtin("zh-report").unwrap());
    let claim = report.findings().next().unwrap();
    assert_eq!((claim.line, claim.column, claim.place.row), (4, 1, Some(3)));
}

#[test]
fn a_claim_of_a_row_has_its_quote_its_name_and_the_place_of_its_result() {
    let text =
        "概况\n\n单位:亿元\n指标\t目标\t完成\t完成率\n甲项\t40.5\t38.2\t94.3%\n乙项\t30.5\t33.5\t119.8%";
    let report = check("zh-report", text);
    let claim = report.findings().next().unwrap();
    assert_eq!(claim.quote, "乙项\t30.5\t33.5\t119.8%");
    assert_eq!(claim.indicator.as_deref(), Some("乙项"));
    assert_eq!((claim.line, claim.column), (6, 1));
    assert_eq!((claim.place.table, claim.place.row, claim.place.column), (Some(1), Some(3), Some(4)));
    assert_eq!(text.get(claim.span.clone()), Some(claim.quote.as_str()));
    let total = check("zh-report", "乡镇\t户数(户)\n甲\t10\n乙\t20\n丙\t25\n合计\t54");
    let claim = total.findings().next().unwrap();
    assert_eq!(claim.indicator.as_deref(), Some("合计 户数(户)"));
    assert_eq!(claim.quote, "合计\t54");
}

#[test]
fn a_table_pasted_twice_is_judged_once() {
    let long = "全年完成固定资产投资三亿元，各项工作有序推进，群众满意度进一步提升，营商环境持续优化。";
    let table = "指标\t目标\t完成\t完成率\n甲项\t40.5\t38.2\t90.3%";
    let once = check("zh-report", &format!("{long}\n{table}"));
    let twice = check("zh-report", &format!("{long}\n{table}\n\n{long}\n{table}"));
    assert_eq!((findings(&once).len(), findings(&twice).len()), (1, 1));
    assert_eq!((once.coverage.figures, twice.coverage.figures), (1, 2));
}

#[test]
fn a_table_of_plans_claims_nothing() {
    let table = "指标\t目标\t完成\t完成率\n甲项\t40.5\t38.2\t90.3%";
    assert_eq!(findings(&check("zh-report", &format!("一、主要工作\n\n{table}"))).len(), 1);
    assert_eq!(findings(&check("zh-report", &format!("二、下一步工作打算\n\n{table}"))).len(), 0);
}

#[test]
fn a_unit_that_a_table_took_is_in_the_message_and_in_no_note() {
    let rows = "指标\t目标\t完成\t完成率\n甲项\t24000\t25200\t105.0%";
    let notes = |text: &str| {
        let report = check("zh-report", text);
        let unit = |note: &&gouji::ledger::Note| note.code() == "unit";
        (report.notes.iter().filter(unit).count(), report)
    };
    for over in ["单位:万元", "(单位:万元)", "表1 主要指标完成情况(单位:万元)", "表1 主要指标 单位:万元"]
    {
        let (noted, report) = notes(&format!("{over}\n{rows}"));
        let operands: Vec<_> = report.claims[0].operands.iter().map(|o| (&*o.suffix, o.value)).collect();
        assert_eq!(noted, 0, "{over}");
        assert!(operands.contains(&("万元", gouji::Exact::parse("252000000"))), "{over} {operands:?}");
    }
    // No table takes it: two units, or none below.
    assert_eq!(notes(&format!("单位:万元、人\n{rows}")).1.claims[0].operands[0].suffix, "");
    assert_eq!(notes(&format!("单位:万元\n\n全年投资按计划推进。\n\n{rows}")).0, 1);
}

#[test]
fn a_rate_is_of_columns_that_the_rows_bear_out() {
    let table = "乡镇\t排查(处)\t应整改(处)\t已整改(处)\t整改率\n甲\t240\t220\t209\t95.0%\n乙\t180\t175\t168\t96.0%\n丙\t150\t140\t126\t91.0%";
    let report = check("zh-report", table);
    let claim = report.findings().next().unwrap();
    let operands: Vec<_> = claim.operands.iter().map(|o| (&*o.role, o.text.as_deref().unwrap())).collect();
    assert_eq!(operands, [("denominator", "140"), ("numerator", "126"), ("percent", "91.0%")]);
    // With one row for it and one against it, nothing is accused.
    let open = table.replace("96.0%", "94.0%");
    assert_eq!(findings(&check("zh-report", &open)), Vec::<String>::new());
}

/// The cells that the text contradicts, as `row/column`.
fn contradicted(pack: &Pack, document: &Document) -> String {
    let (report, text) = (check_document(document, pack), &document.text);
    let claims = report.claims.iter().filter(|claim| claim.rule.id == "repeat-of-table");
    let cell = |claim: &gouji::ledger::Claim| {
        let cell = claim.operands.iter().find(|operand| operand.role == "cell").unwrap();
        let place = cell.place.clone().unwrap();
        assert_eq!(&text[cell.span.clone().unwrap()], cell.text.as_deref().unwrap());
        assert_eq!(
            (claim.severity, place.table),
            (Some(gouji::verdict::Severity::Warning), Some(1)),
            "{text}"
        );
        assert!(claim.place.paragraph.is_some() && claim.place.table.is_none(), "{text}");
        format!("{}/{}", place.row.unwrap(), place.column.unwrap())
    };
    claims.map(cell).collect::<Vec<_>>().join(" ")
}

/// Every `[[this => that]]` of a text as this, and as that.
fn chosen(text: &str) -> (String, String) {
    let (mut this, mut that) = (String::new(), String::new());
    for (number, part) in text.split("[[").enumerate() {
        let (choice, rest) = if number == 0 { ("", part) } else { part.split_once("]]").unwrap() };
        let (first, second) = choice.split_once("=>").unwrap_or_default();
        this.push_str(&(first.trim().to_owned() + rest));
        that.push_str(&(second.trim().to_owned() + rest));
    }
    (this, that)
}

/// A text that contradicts a table is told with the cell; the one next to it, which does not, is left alone.
#[test]
fn what_the_text_says_is_held_against_the_row_of_that_name() {
    let (all, pack) = (include_str!("tables/repeat.txt"), Pack::builtin("zh-report").unwrap());
    let mut wrong = Vec::new();
    for case in all.split("=== ").skip(1) {
        let (head, text) = case.split_once('\n').unwrap();
        let (name, cell) = head.split_once(": ").unwrap();
        let (this, that) = chosen(&text.trim().replace('|', "\t"));
        let found = (contradicted(&pack, &document(&this)), contradicted(&pack, &document(&that)));
        if found != (cell.to_owned(), String::new()) {
            wrong.push(format!("{name}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(all.matches("=== ").count() >= 40);
}

#[test]
fn text_and_table_may_be_of_any_format() {
    let pack = Pack::builtin("zh-report").unwrap();
    let markdown = "# 某地2024年工作总结\n\n全年实现财政总收入23.6亿元。\n\n| 指标 | 本年实际（万元） |\n|---|---|\n| 财政总收入 | 235,000 |\n";
    let page = "<!doctype html><meta charset=utf-8><h1>某地2024年工作总结</h1><p>全年实现财政总收入23.6亿元。</p>\
        <table><tr><th>指标<th>本年实际（万元）<tr><td>财政总收入<td>235,000</table>";
    for (text, name) in [(markdown, "a.md"), (page, "a.html")] {
        let document = gouji::document::read(text.as_bytes(), name).unwrap();
        assert_eq!(contradicted(&pack, &document), "2/2", "{name}");
    }
}
