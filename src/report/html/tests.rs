//! The page as a whole: what is on it for a run with everything in it, and that nothing of a report gets out of its
//! place.

use super::*;
use crate::document::{Block, BlockKind, Cell, Table};
use crate::ledger::{Coverage, Unclaimed};
use crate::report::gate::GateFinding;
use crate::report::{Problem, Summary, SuppressedBy, Suppression, samples};

/// The page of a run over `files`, with style and script left out.
fn page(files: &[FileReport], lang: Lang) -> String {
    gated(files, &[], lang)
}

/// The same with what is wrong with the gate's own files.
fn gated(files: &[FileReport], gate: &[GateFinding], lang: Lang) -> String {
    written(Page::new(Options { lang, all: false }), files, gate)
}

/// A page that has no room for everything.
fn brief(files: &[FileReport], lang: Lang) -> String {
    written(Page { largest: 0, ..Page::new(Options { lang, all: false }) }, files, &[])
}

fn written(mut page: Page, files: &[FileReport], gate: &[GateFinding]) -> String {
    let (mut out, mut summary) = (Vec::new(), Summary::default());
    for file in files {
        summary.add(file);
        page.file(file, &mut out).unwrap();
    }
    let (packs, gate) = (samples::run().0, gate.to_vec());
    summary.add_gate(&gate);
    let end = End { summary: &summary, gate: &gate, packs: &packs, rules: &[], code: 1, shortfall: None };
    page.finish(&end, &mut out).unwrap();
    String::from_utf8(out)
        .unwrap()
        .replace(frame::STYLE, "[page.css]")
        .replace(frame::SCRIPT, "[page.js]")
        .replace(&frame::digest(frame::STYLE), "[digest]")
        .replace(&frame::digest(frame::SCRIPT), "[digest]")
        .replace(env!("CARGO_PKG_VERSION"), "[version]")
}

fn unreadable() -> FileReport {
    let words = "no such file".to_owned();
    let problem = Problem::System { kind: std::io::ErrorKind::NotFound, words };
    FileReport { path: "none.txt".into(), errors: vec![problem], ..FileReport::default() }
}

/// One finding that was accepted, in full-width text, with a claim that nests in another.
fn accepted() -> FileReport {
    let text =
        "内资（全口径）１４４２万美元，目标１２００万美元，完成年初任务的１２４％；走访540人，完成98.54%。\n";
    let mut first = samples::inconsistent();
    for (operand, wide) in first.operands.iter_mut().zip(["１４４２万美元", "１２００万美元", "１２４％"])
    {
        operand.text = Some(wide.to_owned());
    }
    let mut nested = first.clone();
    nested.severity = None;
    nested.judgement.verdict = crate::verdict::Verdict::Unchecked;
    nested.judgement.reason = Some(crate::verdict::Reason::Plan);
    let mut file = samples::file("报告（２）.txt", text, vec![first, samples::implied()]);
    nested.span = file.report.claims[0].operands[1].span.clone().unwrap();
    nested.operands.clear();
    (nested.line, nested.quote) = (1, "１２００万美元".to_owned());
    file.report.claims.insert(1, nested);
    for (claim, id) in file.report.claims.iter_mut().zip(["a1", "a2", "a3"]) {
        claim.id = id.to_owned();
    }
    let justification = Some("见附件二 <审计>".to_owned());
    file.suppressions
        .insert("a1".into(), Suppression { by: SuppressedBy::Waiver, justification, ..Suppression::known() });
    file.report.coverage = Coverage { figures: 3, judged: 2, unchecked: 1, unclaimed: 0 };
    file
}

/// A document with headings, pages and a table, whose claim runs through cells.
fn office() -> FileReport {
    let text = "第一章\n单位：万元\n指标\n完成\n引进内资\n1442万美元\n1200万美元\n124%\n注：初步数\n";
    let mut file = samples::file("report.docx", text, vec![samples::inconsistent()]);
    file.has_lines = false;
    let mut claim = file.report.claims.remove(0);
    claim.place =
        crate::document::Place { table: Some(1), row: Some(2), column: Some(4), ..Default::default() };
    file.report.claims.push(claim);
    let mut at = 0;
    let spans: Vec<_> = text.lines().map(|line| (at, at += line.len() + 1).0..at - 1).collect();
    let places = [(0, 0, 1), (0, 1, 3), (1, 0, 1), (1, 1, 1), (1, 2, 1), (1, 3, 1)];
    let cells = places.iter().zip(&spans[2..8]).map(|((row, column, columns), span)| Cell {
        span: span.clone(),
        row: *row,
        column: *column,
        rows: 1,
        columns: *columns,
        header: *row == 0,
    });
    file.tables =
        vec![Table { span: spans[2].start..spans[7].end, cells: cells.collect(), ..Table::default() }];
    let kinds = [BlockKind::Heading(1), BlockKind::Paragraph]
        .into_iter()
        .chain((0..6).map(|cell| BlockKind::Cell { table: 0, cell }))
        .chain([BlockKind::Note(1)]);
    let blocks = kinds.zip(&spans).enumerate();
    file.blocks = blocks
        .map(|(at, (kind, span))| Block { span: span.clone(), line: at + 1, kind, page: Some(1) })
        .collect();
    file
}

/// A report, a pack and a file name that want out.
fn hostile() -> FileReport {
    let text = "</script><script>alert(1)</script>\u{202e}1442万美元，\u{0}目标1200万美元\u{1b}[31m，\"124%' onclick=x 80%\n";
    let mut claim = samples::inconsistent();
    claim.indicator = Some("\"><img src=x onerror=alert(2)>".into());
    claim.equation = "actual / target = percent <!--".into();
    let mut rule = (*claim.rule).clone();
    rule.title = samples::localized("</style><b>题", "</style><b>title");
    rule.kind = "\"kind".into();
    claim.rule = rule.into();
    let mut file = samples::file("<b onmouseover=\"x\">\u{202e}'&.txt", text, vec![claim]);
    let start = text.find("80%").unwrap();
    let place = crate::document::Place::default();
    file.report.unclaimed =
        vec![Unclaimed { span: start..start + 3, line: 1, column: 60, place, text: "80%".into() }];
    file
}

#[test]
fn the_page_of_a_run_with_everything_in_it() {
    let (_, first) = samples::run();
    insta::assert_snapshot!(page(&[first, accepted(), office(), unreadable()], Lang::Zh));
}

#[test]
fn the_page_in_english() {
    insta::assert_snapshot!(page(&[samples::run().1], Lang::En));
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let files = [accepted(), hostile(), office()];
    assert_eq!(page(&files, Lang::Zh), page(&files, Lang::Zh));
}

#[test]
fn nothing_of_a_report_becomes_markup() {
    let html = page(&[hostile()], Lang::En);
    assert_eq!(html.matches("<script>").count(), 1, "only the page's own");
    assert_eq!(html.matches("<style>").count(), 1);
    for bad in ["<img", "<b onmouseover", "<b>title", "<!--", "\u{202e}", "\u{1b}", "\0", "'x"] {
        assert!(!html.contains(bad), "{bad:?} came through");
    }
    assert!(html.contains("&lt;b onmouseover=&quot;x&quot;&gt;\u{fffd}&#39;&amp;.txt"));
    assert!(html.contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(html.contains("&quot;&gt;&lt;img src=x onerror=alert(2)&gt;"));
}

#[test]
fn what_could_not_be_read_stands_before_all_else() {
    let html = page(&[samples::run().1, unreadable()], Lang::En);
    let at = |text: &str| html.find(text).unwrap_or(usize::MAX);
    let alert = at("1 file could not be read: no figure there was checked");
    assert!(alert < at("<h1") && at("none.txt</code>: there is no such file") < at("<h1"));
}

#[test]
fn what_is_wrong_with_the_waivers_is_shown_above_what_they_accept() {
    let gate = samples::gate_findings();
    let html = gated(&[accepted()], &gate, Lang::Zh);
    assert!(!gate.is_empty());
    for finding in &gate {
        let at = html.find(finding.rule).unwrap();
        assert!(at < html.find("<h1").unwrap(), "{}", finding.rule);
    }
}

#[test]
fn a_run_that_recognised_nothing_does_not_read_as_a_pass() {
    for (lang, told) in [(Lang::Zh, "什么都没有核对"), (Lang::En, "nothing was checked")] {
        let html = page(&[samples::file("a.txt", "全面推进各项工作。", Vec::new())], lang);
        let heading = html.split("<h1").nth(1).unwrap().split("</h1>").next().unwrap();
        assert!(heading.contains(told), "{heading}");
        assert!(!html.contains("没有发现问题") && !html.contains("No findings"));
    }
}

#[test]
fn every_claim_and_every_figure_has_its_row_its_mark_and_its_proof() {
    let html = page(&[samples::run().1, accepted(), office()], Lang::Zh);
    for number in 1..=7 {
        for part in [
            format!("<article id=\"c{number}\""),
            format!(" id=\"t{number}\""),
            format!("<a href=\"#c{number}\">{number}</a>"),
        ] {
            assert!(html.contains(&part), "{part}");
        }
    }
    assert_eq!(html.matches("<li class=\"row ").count(), 8, "seven claims and one figure");
    assert!(html.contains(" id=\"u1\"") && html.contains("href=\"#u1\""));
    assert!(html.contains("data-c=\"5 4\"") || html.contains("data-c=\"4 5\""), "nested claims share a mark");
    assert!(
        html.contains("<td rowspan=\"1\" colspan=\"3\">")
            || html.contains("<th rowspan=\"1\" colspan=\"3\">")
    );
    assert!(html.contains("已豁免：见附件二 &lt;审计&gt;"));
}

/// A long report: a finding, a claim that holds, another finding, each far from the next, and a figure no rule used.
fn long() -> FileReport {
    let wrong = |what: &str| format!("{what}1442万美元，目标1200万美元，完成年初任务的124%。\n");
    let filler: String = (1..=20).map(|number| format!("第{number}项工作按计划推进。\n")).collect();
    let right = "走访540人，完成年计划600人的90%。\n";
    let text = format!("{}{filler}{right}{filler}{}覆盖率80%。\n", wrong("引进外资"), wrong("引进内资"));
    let report = crate::check(&text, &crate::rule::Pack::builtin("zh-report").unwrap());
    assert_eq!((report.claims.len(), report.findings().count(), report.unclaimed.len()), (3, 2, 1));
    FileReport { path: "long.txt".into(), text, has_lines: true, report, ..FileReport::default() }
}

/// The links on a page that lead nowhere.
fn dead(html: &str) -> Vec<&str> {
    let ends = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
    ends.filter(|end| !html.contains(&format!("id=\"{end}\""))).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let files = [samples::run().1, accepted(), office(), long(), unreadable()];
    for html in [page(&files, Lang::Zh), brief(&files, Lang::Zh)] {
        assert_eq!(dead(&html), Vec::<&str>::new());
    }
}

#[test]
fn a_page_without_room_has_all_findings_and_the_text_around_them() {
    let html = brief(&[long()], Lang::Zh);
    let count = |part: &str| html.matches(part).count();
    assert_eq!([count("class=\"proof error"), count("<li class=\"row error")], [2, 2]);
    assert_eq!([count("<li class=\"row "), count("class=\"u ")], [2, 0]);
    for (line, times) in [("第2项", 1), ("第3项", 0), ("走访540人", 0), ("第18项", 0), ("第19项", 1)]
    {
        assert_eq!(count(line), times, "{line}");
    }
    assert!(html.contains("<p class=\"cut\" lang=\"zh-Hans\">……略去37行</p>"));
    assert!(count("覆盖率80%") == 1, "what stands beside a finding is shown");
}

#[test]
fn a_page_without_room_says_so_and_passes_nothing() {
    let mut right =
        samples::file("right.txt", "走访群众540人，完成任务数的98.54%。\n", vec![samples::implied()]);
    right.report.coverage = Coverage { figures: 7, judged: 1, unchecked: 4, unclaimed: 2 };
    let files = [long(), right, unreadable(), samples::file("none.md", "无。", Vec::new())];
    for (lang, told, open, nothing) in [
        (Lang::Zh, "没有列出不等于正确", "7个数中未验证 6", "什么都没有核对"),
        (Lang::En, "not therefore right", "6 of 7 figures not verified", "nothing was checked"),
    ] {
        let html = brief(&files, lang);
        assert!(html.find(told).unwrap() < html.find("<div id=\"work\"").unwrap() && html.contains("--all"));
        assert!(html.contains("<a class=\"path\">right.txt</a>") && html.contains(open), "{lang:?}");
        assert!(!html.contains("id=\"f2\"") && html.contains("id=\"f4\"") && html.contains(nothing));
        assert!(!page(&files, lang).contains(told), "{lang:?}");
    }
}

#[test]
fn only_what_has_room_is_whole_unless_everything_is_asked_for() {
    let size = |all: bool, copies: usize| {
        let mut page = Page { largest: 100_000, ..Page::new(Options { lang: Lang::Zh, all: false }) };
        if all {
            page = Page::new(Options { lang: Lang::Zh, all: true });
            assert!(page.brief.is_none());
        }
        (0..copies).for_each(|_| page.file(&long(), &mut Vec::new()).unwrap());
        (page.whole.is_some(), page.whole.as_ref().map_or(0, Body::len))
    };
    let (fits, one) = size(false, 1);
    let copies = 100_000 / one;
    assert!(fits && size(false, copies).0 && !size(false, copies + 1).0, "{one} bytes each");
    assert!(size(true, copies + 1).0);
}

#[test]
fn a_figure_that_stands_elsewhere_than_its_claim_is_not_called_unused() {
    let mut file = samples::run().1;
    file.report.unclaimed.clear();
    let claim = &mut file.report.claims[0];
    claim.span.start = claim.operands[0].span.clone().unwrap().end;
    let claims = vec![file.report.claims.remove(0)];
    file.report.claims = claims;
    for html in [page(&[file.clone()], Lang::Zh), brief(&[file.clone()], Lang::Zh)] {
        assert!(
            html.contains("<a class=\"m error o\" href=\"#c1\" title=\"实际\" data-o=\"1.0\">1442万美元</a>")
        );
        assert!(!html.contains("class=\"u "));
    }
}
