//! The proof of one claim: its figures, the equation with the figures in it, what comes out, and what would fit.
//!
//! Everything in it can be redone by hand. This module must not know where on the page it stands.

use super::item::Item;
use super::words::{grouped, kind};
use super::write::Html;
use super::{scale, words as page};
use crate::ledger::ClaimOperand;
use crate::report::contract::Operand;
use crate::report::{Lang, equation, message, words};

/// Writes the proof of a claim.
pub(super) fn write(item: &Item<'_>, lang: Lang, html: &mut Html) {
    let (id, class) = (format!("c{}", item.number), format!("proof {}", item.standing.class()));
    html.open("article", &[("id", &id), ("class", &class)]);
    head(item, lang, html);
    html.leaf("p", &[("class", "says")], &message::sentence(item.claim, lang));
    scale::write(item, lang, html);
    quote(item, html);
    operands(item, lang, html);
    html.open("dl", &[]);
    equations(item, lang, html);
    lines(item, lang, html);
    origin(item, lang, html);
    html.close("dl");
    html.close("article");
}

fn head(item: &Item<'_>, lang: Lang, html: &mut Html) {
    html.open("p", &[("class", "verdict")]);
    badge(item, lang, html);
    html.leaf("span", &[("class", "word")], item.verdict(lang));
    html.leaf("span", &[("class", "kind")], kind(&item.claim.rule.kind, lang));
    html.close("p");
    html.leaf("h3", &[], message::title(item.claim, lang));
    html.open("p", &[("class", "where")]);
    html.leaf("a", &[("href", &format!("#t{}", item.number))], &place(item, lang));
    html.close("p");
}

/// The name of how a claim stands; its sign is the style's.
pub(super) fn badge(item: &Item<'_>, lang: Lang, html: &mut Html) {
    html.leaf("span", &[("class", "badge")], item.standing.name(lang));
}

/// Where a claim stands: file, line and column, or what the format has instead.
pub(super) fn place(item: &Item<'_>, lang: Lang) -> String {
    if item.file.has_lines {
        return format!("{}:{}:{}", item.file.path, item.claim.line, item.claim.column);
    }
    let place = words::location(&item.claim.place, lang);
    format!("{}{}{place}", item.file.path, lang.pick("：", ": "))
}

/// The text of the claim with its operands underlined.
fn quote(item: &Item<'_>, html: &mut Html) {
    let (text, span) = (&item.file.text, &item.claim.span);
    let mut figures: Vec<_> = item.claim.operands.iter().filter_map(|operand| operand.span.clone()).collect();
    figures.sort_by_key(|span| (span.start, span.end));
    html.open("blockquote", &[("lang", page::text_lang(&item.claim.quote))]);
    let mut at = span.start;
    for figure in figures {
        if figure.start < at || figure.end > span.end {
            continue;
        }
        html.text(text.get(at..figure.start).unwrap_or(""));
        html.leaf("u", &[], text.get(figure.clone()).unwrap_or(""));
        at = figure.end;
    }
    html.text(text.get(at..span.end).unwrap_or(""));
    html.close("blockquote");
}

fn operands(item: &Item<'_>, lang: Lang, html: &mut Html) {
    html.open("table", &[("class", "ops")]);
    html.open("thead", &[]);
    html.open("tr", &[]);
    for name in [
        lang.pick("角色", "role"),
        lang.pick("原文", "printed"),
        lang.pick("准确值", "exact value"),
        lang.pick("可取的范围", "stands for"),
    ] {
        html.leaf("th", &[], name);
    }
    html.close("tr");
    html.close("thead");
    html.open("tbody", &[]);
    for (operand, told) in item.claim.operands.iter().zip(&item.told.operands) {
        let result = equation::result(item.claim).is_some_and(|result| std::ptr::eq(result, operand));
        self::operand(operand, told, result, lang, html);
    }
    html.close("tbody");
    html.close("table");
}

fn operand(bound: &ClaimOperand, told: &Operand, result: bool, lang: Lang, html: &mut Html) {
    let unit = told.unit.as_deref().unwrap_or("");
    html.open("tr", if result { &[("class", "result")] } else { &[] });
    html.leaf("th", &[], words::role(&bound.role, lang));
    html.open("td", &[]);
    match &told.text {
        Some(text) => html.leaf("b", &[], &page::one_line(text)),
        None => html.leaf("i", &[], lang.pick("未写明", "not stated")),
    }
    if let Some(hedge) = &told.hedge {
        html.leaf("span", &[("class", "hedge")], &format!("{}{hedge}", lang.pick("措辞：", "hedge: ")));
    }
    html.close("td");
    let value = told.value.as_ref().map(|value| format!("{}{}", grouped(value), unit_behind(unit)));
    html.leaf("td", &[], value.as_deref().unwrap_or("—"));
    let exact = told.low.is_some() && told.low == told.high;
    let set = told.interval.as_ref().map(|set| match exact {
        true => lang.pick("准数", "exact").to_owned(),
        false => grouped(set),
    });
    html.leaf("td", &[], set.as_deref().unwrap_or("—"));
    html.close("tr");
}

/// A unit as it stands behind a number.
fn unit_behind(unit: &str) -> String {
    if unit.starts_with(|c: char| c.is_ascii_alphabetic()) { format!(" {unit}") } else { unit.to_owned() }
}

fn equations(item: &Item<'_>, lang: Lang, html: &mut Html) {
    html.leaf("dt", &[], lang.pick("算式", "equation"));
    html.with("dd", &[], |html| html.leaf("code", &[], &item.claim.equation));
    html.leaf("dt", &[], lang.pick("所述即", "as stated"));
    html.leaf("dd", &[], &equation::whole(item.claim, lang));
    if let Some(computed) = &item.told.computed {
        let result = equation::result(item.claim);
        let at = result.and_then(|one| item.claim.operands.iter().position(|o| std::ptr::eq(o, one)));
        let unit = at.and_then(|at| item.told.operands.get(at)?.unit.clone()).unwrap_or_default();
        let value = format!("{}{}", grouped(&computed.value), unit_behind(&unit));
        html.leaf("dt", &[], lang.pick("算得", "computed"));
        html.leaf("dd", &[], &value);
        readings(item, lang, html);
    }
}

/// Under which roundings the stated result holds.
fn readings(item: &Item<'_>, lang: Lang, html: &mut Html) {
    let names: Vec<&str> = item.told.readings.iter().map(|reading| words::reading(*reading, lang)).collect();
    let told = match names.is_empty() {
        true => {
            lang.pick("没有一种修约方法能得出所述结果", "no way of rounding gives what is stated").to_owned()
        }
        false => names.join(lang.pick("、", ", ")),
    };
    html.leaf("dt", &[], lang.pick("修约", "rounding"));
    html.leaf("dd", &[], &told);
}

/// What the report says under a finding, but for its sentence: range, what would fit, diagnosis, flags.
fn lines(item: &Item<'_>, lang: Lang, html: &mut Html) {
    if let Some(reason) = item.told.reason {
        html.leaf("dt", &[], lang.pick("未核", "not checked"));
        html.leaf("dd", &[], words::reason(reason, lang));
    }
    for note in message::notes(item.claim, lang).into_iter().skip(1) {
        html.leaf("dt", &[], note.label);
        html.leaf("dd", &[], &note.text);
    }
    if let Some(line) = item.claim.copy_of {
        let told = match lang {
            Lang::Zh => format!("与第{line}行的说法逐字相同"),
            Lang::En => format!("the same, word for word, as on line {line}"),
        };
        html.leaf("dt", &[], lang.pick("重复", "copy"));
        html.leaf("dd", &[], &told);
    }
    if let Some(suppression) = &item.told.suppression {
        html.leaf("dt", &[], lang.pick("不计", "suppressed"));
        html.leaf("dd", &[("class", "accepted")], &words::suppression(suppression, lang));
    }
}

/// Which rule says so, and how the claim is named.
fn origin(item: &Item<'_>, lang: Lang, html: &mut Html) {
    let rule = item.claim.rule.full_id();
    html.leaf("dt", &[], lang.pick("规则", "rule"));
    html.with("dd", &[("class", "rule")], |html| {
        html.leaf("a", &[("href", &format!("#r-{rule}"))], &rule);
        html.text(&format!("{}{}", lang.pick("，版本", ", version "), item.claim.rule.version));
    });
    html.leaf("dt", &[], lang.pick("编号", "id"));
    html.with("dd", &[("class", "id")], |html| html.leaf("code", &[], &item.claim.id));
}
