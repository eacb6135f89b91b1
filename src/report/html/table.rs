//! The table of all claims that the page shows: one row each, to be sorted by any column.
//!
//! This module must not know what a proof says.

use super::item::Item;
use super::list::short_place;
use super::words::{clipped, kind};
use super::write::Html;
use crate::report::{Lang, equation, figures};

/// The heading, and the start of the table.
pub(super) fn open(brief: bool, lang: Lang, html: &mut Html) {
    html.open("section", &[("id", "all"), ("aria-labelledby", "all-h")]);
    let name = match brief {
        true => lang.pick("全部发现的问题", "All findings"),
        false => lang.pick("全部说法", "All claims"),
    };
    html.leaf("h2", &[("id", "all-h")], name);
    html.open(
        "div",
        &[("class", "wide"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", "all-h")],
    );
    html.open("table", &[("class", "claims")]);
    html.open("thead", &[]);
    html.open("tr", &[]);
    for (class, name) in columns(lang) {
        html.leaf("th", &[("scope", "col"), ("class", class)], name);
    }
    html.close("tr");
    html.close("thead");
    html.open("tbody", &[]);
}

fn columns(lang: Lang) -> [(&'static str, &'static str); 9] {
    [
        ("num", "#"),
        ("", lang.pick("级别", "standing")),
        ("", lang.pick("结论", "verdict")),
        ("", lang.pick("类别", "kind")),
        ("", lang.pick("指标或原文", "indicator or text")),
        ("num", lang.pick("所述", "stated")),
        ("num", lang.pick("算得", "computed")),
        ("", lang.pick("文件", "file")),
        ("", lang.pick("位置", "place")),
    ]
}

/// The row of one claim.
pub(super) fn row(item: &Item<'_>, lang: Lang, html: &mut Html) {
    let number = item.number.to_string();
    let stated = equation::result(item.claim).map(|result| figures::operand(result, lang));
    let computed = equation::computed(item.claim);
    let computed = computed.as_deref().map_or("—", |text| text.trim_start_matches(['=', ' ']));
    html.open("tr", &[("class", item.standing.class())]);
    html.open("td", &[]);
    html.leaf("a", &[("href", &format!("#c{number}"))], &number);
    html.close("td");
    html.open("td", &[]);
    super::proof::badge(item, lang, html);
    html.close("td");
    html.leaf("td", &[], item.verdict(lang));
    html.leaf("td", &[], kind(&item.claim.rule.kind, lang));
    html.leaf("td", &[], &clipped(&item.subject(), 40));
    html.leaf("td", &[], stated.as_deref().unwrap_or("—"));
    html.leaf("td", &[], computed);
    html.leaf("td", &[], &item.file.path);
    html.leaf("td", &[], &short_place(item, lang));
    html.close("tr");
}

/// The end of the table.
pub(super) fn close(html: &mut Html) {
    html.close("tbody");
    html.close("table");
    html.close("div");
    html.close("section");
}
