//! The top of the page: what could not be read, what was found, and what nobody has checked.
//!
//! Coverage stands in the bar that stays in view. Silence is never shown as a pass. This module must not know claims.

use std::io::{self, Write};

use super::body::Body;
use super::files::Files;
use super::words::counted;
use super::write::Html;
use crate::ledger::Coverage;
use crate::report::formats::End;
use crate::report::gate::GateFinding;
use crate::report::{Lang, PackInfo, Summary, words};

/// The bar at the top: name, counts, coverage, and what one can press.
pub(super) fn bar(summary: &Summary, lang: Lang, html: &mut Html) {
    html.open("header", &[("id", "bar")]);
    html.with("p", &[("class", "brand")], |html| {
        html.leaf("b", &[], lang.pick("勾稽", "gouji"));
        html.leaf("span", &[], lang.pick("核算报告", "consistency report"));
    });
    html.open("ul", &[("class", "counts"), ("aria-label", lang.pick("发现", "Findings"))]);
    if summary.unreadable > 0 {
        count("unread", "✕", summary.unreadable, lang.pick("个文件无法读取", "unreadable"), html);
    }
    let found = summary.findings;
    count("error", "✕", found.error, plural(found.error, ["错误", "error", "errors"], lang), html);
    count("warning", "!", found.warning, plural(found.warning, ["警告", "warning", "warnings"], lang), html);
    count("note", "i", found.note, plural(found.note, ["提示", "note", "notes"], lang), html);
    if summary.suppressed > 0 {
        count("suppressed", "–", summary.suppressed, lang.pick("已接受", "accepted"), html);
    }
    html.close("ul");
    coverage(summary.coverage, lang, html);
    html.open("div", &[("class", "tools js")]);
    button("menu", "☰", lang.pick("发现与说法", "findings and claims"), html);
    button("theme", "◐", lang.pick("切换深浅色", "switch light and dark"), html);
    button("keys", "?", lang.pick("键盘操作（?）", "keyboard (?)"), html);
    html.close("div");
    html.close("header");
}

fn plural(count: usize, [zh, one, many]: [&'static str; 3], lang: Lang) -> &'static str {
    lang.pick(zh, if count == 1 { one } else { many })
}

fn count(class: &str, sign: &str, count: usize, name: &str, html: &mut Html) {
    let class = if count == 0 { format!("{class} none") } else { class.to_owned() };
    html.open("li", &[("class", &class)]);
    html.leaf("span", &[("class", "sign"), ("aria-hidden", "true")], sign);
    html.leaf("b", &[], &count.to_string());
    html.text(&format!(" {name}"));
    html.close("li");
}

fn button(id: &'static str, sign: &str, name: &str, html: &mut Html) {
    html.leaf("button", &[("type", "button"), ("id", id), ("title", name), ("aria-label", name)], sign);
}

/// How many figures were judged, not checked, and used by no rule, in numbers and as a bar.
pub(super) fn coverage(seen: Coverage, lang: Lang, html: &mut Html) {
    html.open(
        "div",
        &[("class", "coverage"), ("role", "group"), ("aria-label", lang.pick("覆盖", "Coverage"))],
    );
    let (length, total) = (seen.figures.max(1).to_string(), seen.figures);
    let view = format!("0 0 {length} 1");
    html.open("svg", &[("viewBox", &view), ("preserveAspectRatio", "none"), ("aria-hidden", "true")]);
    let mut from = 0;
    for (class, wide) in
        [("judged", seen.judged), ("unchecked", seen.unchecked), ("unclaimed", seen.unclaimed)]
    {
        let (x, width) = (from.to_string(), wide.to_string());
        html.leaf("rect", &[("class", class), ("x", &x), ("width", &width), ("height", "1")], "");
        from += wide;
    }
    html.close("svg");
    html.open("p", &[]);
    match lang {
        Lang::Zh => html.text(&format!("{total}个数：")),
        Lang::En => html.text(&format!("{}: ", counted(total, "figure"))),
    }
    part("judged", seen.judged, lang.pick("已核", "judged"), html);
    part("unchecked", seen.unchecked, lang.pick("未核", "not checked"), html);
    part("unclaimed", seen.unclaimed, lang.pick("未涉及", "unclaimed"), html);
    html.close("p");
    html.close("div");
}

fn part(class: &'static str, count: usize, name: &str, html: &mut Html) {
    html.open("span", &[("class", class)]);
    html.text(&format!("{name} "));
    html.leaf("b", &[], &count.to_string());
    html.close("span");
    html.raw(" ");
}

/// What was found, in a sentence or two, unreadable files before all else.
pub(super) fn write(
    end: &End<'_>,
    files: &mut Files,
    body: &mut Body,
    lang: Lang,
    html: &mut Html,
    out: &mut dyn Write,
) -> io::Result<()> {
    html.open("section", &[("id", "overview"), ("aria-labelledby", "overview-h")]);
    files.unreadable(lang, html, out)?;
    if let Some(shortfall) = end.shortfall {
        html.leaf("p", &[("class", "alert"), ("role", "alert")], shortfall);
    }
    gate(end.gate, lang, html);
    html.leaf("h1", &[("id", "overview-h")], &headline(end.summary, lang));
    html.leaf("p", &[("class", "caveat")], &caveat(end.summary, lang));
    if body.is_brief() {
        html.leaf("p", &[("class", "alert"), ("role", "alert")], left_out(lang));
    }
    if files.len() > 1 {
        html.open("details", &[("class", "files"), ("open", "")]);
        let told = match lang {
            Lang::Zh => format!("{}个文件", files.len()),
            Lang::En => counted(files.len(), "file"),
        };
        html.leaf("summary", &[], &told);
        html.open("ol", &[]);
        html.pour(out)?;
        body.lines(out)?;
        html.close("ol");
        html.close("details");
    }
    html.close("section");
    Ok(())
}

/// What a page says that has no room for everything.
fn left_out(lang: Lang) -> &'static str {
    lang.pick(
        "全部内容一页放不下：这里只详列发现的问题（已接受的也在内）和它们前后的文字，没有发现问题的文件只有一行。         没有列出不等于正确：每个文件有多少数未验证，见文件清单。要看全部，请分批核对，或者加 --all。",
        "All of it is too much for one page: in detail there are findings, accepted ones too, and the text around them; a \
         file without findings has one line. What is not shown is not therefore right: the list of files says how much of \
         each was not verified. To see everything, check fewer files at a time, or add --all.",
    )
}

/// What is wrong with the waivers themselves; it counts like any finding.
fn gate(findings: &[GateFinding], lang: Lang, html: &mut Html) {
    if findings.is_empty() {
        return;
    }
    html.open("div", &[("class", "alert"), ("role", "alert")]);
    html.leaf("h2", &[], lang.pick("豁免文件本身的问题：", "What is wrong with the waivers themselves:"));
    html.open("ul", &[]);
    for finding in findings {
        html.open("li", &[]);
        html.text(&format!("{} ", words::severity(finding.severity, lang)));
        html.leaf("code", &[], &format!("{}:{}:{}", finding.path, finding.line, finding.column));
        html.text(&format!(" {} {}", finding.rule, finding.message));
        html.close("li");
    }
    html.close("ul");
    html.close("div");
}

/// What was found. A run that found nothing says what that rests on.
fn headline(summary: &Summary, lang: Lang) -> String {
    let found = summary.findings;
    let judged = summary.coverage.judged;
    match (lang, summary.claims, found.total()) {
        (Lang::Zh, 0, _) => "没有认出任何可以核算的说法：什么都没有核对".to_owned(),
        (Lang::En, 0, _) => "No claim was recognised: nothing was checked".to_owned(),
        (Lang::Zh, claims, 0) => format!("{claims}处说法中没有发现问题，只就已核的{judged}个数而言"),
        (Lang::En, claims, 0) => {
            format!("No findings in {}, as far as {judged} judged figures go", counted(claims, "claim"))
        }
        (Lang::Zh, claims, _) => format!(
            "{claims}处说法中发现错误{}处、警告{}处、提示{}处",
            found.error, found.warning, found.note
        ),
        (Lang::En, claims, _) => format!(
            "{} in {}: {}, {}, {}",
            counted(found.total(), "finding"),
            counted(claims, "claim"),
            counted(found.error, "error"),
            counted(found.warning, "warning"),
            counted(found.note, "note"),
        ),
    }
}

/// What the findings do not say.
fn caveat(summary: &Summary, lang: Lang) -> String {
    let open = summary.coverage.unchecked + summary.coverage.unclaimed;
    match (lang, open) {
        (Lang::Zh, 0) => "所见的百分数、倍数、百分点都已核算；不带比率的数不在此列。".to_owned(),
        (Lang::En, 0) => {
            "Every percent, multiple and percentage point seen was judged; other figures are not counted."
                .to_owned()
        }
        (Lang::Zh, open) => {
            format!("另有{open}个百分数、倍数或百分点没有核对：未核和未涉及的，不等于正确，须另行查看。")
        }
        (Lang::En, open) => format!(
            "{open} of the figures {} not verified: unchecked or unclaimed does not mean right, read {} yourself.",
            if open == 1 { "was" } else { "were" },
            if open == 1 { "it" } else { "them" },
        ),
    }
}

/// What made the page: the program, the packs and their versions. There is no clock in it.
pub(super) fn tool(packs: &[PackInfo], lang: Lang, html: &mut Html) {
    let packs: Vec<String> = packs
        .iter()
        .map(|pack| match lang {
            Lang::Zh => format!("规则包 {} 版本 {}（{}条规则）", pack.id, pack.version, pack.rules),
            Lang::En => {
                format!("pack {} version {} ({})", pack.id, pack.version, counted(pack.rules, "rule"))
            }
        })
        .collect();
    let told = format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let told = std::iter::once(told).chain(packs).collect::<Vec<_>>().join(lang.pick("；", "; "));
    html.leaf("p", &[("class", "tool")], &told);
}
