//! Explanations for people and programs: what patterns see of a line, and what became of each rule.
//!
//! This module must not know how anything was matched.

use serde_json::{Value, json};

use super::card::claim_json;
use super::{Lang, contract, message, options, words};
use crate::engine::Advantage;
use crate::engine::explain::{Account, Fault, Figure, Gap, Line, Mismatch, Outcome, Trial};
use crate::ledger::Claim;
use crate::mention::{Mention, json as mention};

/// So many texts that would do are shown.
const TEXTS: usize = 8;

/// One line of a text, explained. `named` says whether a rule was asked for: then all of its patterns are told of.
pub fn text(line: &Line, named: bool, lang: Lang) -> Vec<String> {
    let mut lines = vec![line.text.trim().replace(['\r', '\n'], " ")];
    if line.mentions.is_empty() {
        lines.push(lang.pick("  没有数字，无可匹配", "  no figures: there is nothing to match").to_owned());
        return lines;
    }
    lines.push(lang.pick("  数字：", "  figures:").to_owned());
    lines.extend(line.mentions.iter().map(|mention| format!("    {}", figure_row(mention, line, lang))));
    lines.push(format!("  {}{}", lang.pick("规则所见：", "patterns see: "), line.seen));
    let (near, far): (Vec<&Account>, Vec<&Account>) =
        line.rules.iter().partition(|account| named || account.is_near());
    for account in near {
        lines.push(String::new());
        lines.extend(account_text(account, named, lang));
    }
    lines.extend(others(&far, lang));
    lines
}

/// The rules that are not told of one by one, counted.
fn others(far: &[&Account], lang: Lang) -> Vec<String> {
    let plans = far.iter().filter(|account| account.is_deaf()).count();
    let said = |count: usize, zh: &str, en: &str| {
        let line = || [String::new(), format!("  {}", lang.pick(zh, en).replace("{}", &count.to_string()))];
        (count > 0).then(line).into_iter().flatten()
    };
    let unrelated = said(
        far.len() - plans,
        "与此无关的规则：{}条（写明规则名可看详情）",
        "rules that have nothing to do with it: {} (name one to see why)",
    );
    let deaf = said(
        plans,
        "这是讲计划的章节，不读它的规则：{}条",
        "rules that do not read it, for it stands in a section of plans: {}",
    );
    unrelated.chain(deaf).collect()
}

/// `1442万美元  quantity = 14420000美元  [low, high]  hedge 约`
fn figure_row(mention: &Mention, line: &Line, lang: Lang) -> String {
    let row = mention::object(mention, line.number, &line.text);
    let text = |key: &str| row.get(key).and_then(Value::as_str);
    let value = text("value").map(|value| format!(" = {value}{}", text("unit").unwrap_or("")));
    let set = match (text("low"), text("high")) {
        (low, high) if low == high => String::new(),
        (low, high) => format!("  [{}, {}]", low.unwrap_or("-∞"), high.unwrap_or("∞")),
    };
    let hedge = text("hedge").map(|hedge| format!("  {} {hedge}", lang.pick("限定词", "hedge")));
    format!(
        "{}  {}{}{set}{}",
        text("text").unwrap_or(""),
        text("kind").unwrap_or(""),
        value.unwrap_or_default(),
        hedge.unwrap_or_default()
    )
}

fn account_text(account: &Account, named: bool, lang: Lang) -> Vec<String> {
    let claims = account.trials.iter().filter(|trial| matches!(trial.outcome, Outcome::Claim(_))).count();
    let said = match (claims, lang) {
        (0, Lang::Zh) => "没有说法".to_owned(),
        (0, Lang::En) => "no claim".to_owned(),
        (count, Lang::Zh) => format!("{count}处说法"),
        (1, Lang::En) => "1 claim".to_owned(),
        (count, Lang::En) => format!("{count} claims"),
    };
    let mut lines = vec![format!("  {}  {said}", account.rule.full_id())];
    let shown = if named { account.trials.len() } else { claims.max(1) };
    for trial in account.trials.iter().take(shown) {
        lines.extend(trial_text(trial, lang).into_iter().map(|line| format!("    {line}")));
    }
    lines
}

fn trial_text(trial: &Trial, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some((number, source)) = &trial.pattern {
        let anchor = trial.anchor.as_ref().map(|anchor| match lang {
            Lang::Zh => format!("（锚定 {}）", place(anchor, lang)),
            Lang::En => format!(" (anchored on {})", place(anchor, lang)),
        });
        let word = lang.pick("说法", "pattern");
        lines.push(format!("{word} {}{}: {source}", number + 1, anchor.unwrap_or_default()));
    }
    let indent = if lines.is_empty() { "" } else { "  " };
    lines.extend(outcome(&trial.outcome, lang).into_iter().map(|line| format!("{indent}{line}")));
    lines
}

fn place(figure: &Figure, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第{}列 {}", figure.column, figure.text),
        Lang::En => format!("{} at column {}", figure.text, figure.column),
    }
}

/// What became of a pattern, in words.
fn outcome(outcome: &Outcome, lang: Lang) -> Vec<String> {
    match outcome {
        Outcome::Claim(claim) => claim_text(claim, lang),
        Outcome::Lost { claim, to, by } => {
            let mut lines = vec![match lang {
                Lang::Zh => format!("输给了 {}：{}", to.full_id(), advantage(*by, lang)),
                Lang::En => format!("lost to {}: {}", to.full_id(), advantage(*by, lang)),
            }];
            lines.extend(claim_text(claim, lang));
            lines
        }
        Outcome::Unconfirmed(claim) => {
            let said = "这个说法只用来证实，而各数对不上";
            let mut lines = vec![lang.pick(said, "only confirms, and the figures do not hold").to_owned()];
            lines.extend(claim_text(claim, lang));
            lines
        }
        Outcome::Noted => vec![
            lang.pick("匹配，与全文其他各处对照", "matched: held against the other places that speak of it")
                .to_owned(),
        ],
        Outcome::Unsolved { missing } => vec![match lang {
            Lang::Zh => format!("没有写明的太多，算式解不出：缺 {}", missing.join("、")),
            Lang::En => format!("too much is not stated to solve an equation: {}", missing.join(", ")),
        }],
        Outcome::Silenced { words, within, found } => vec![match lang {
            Lang::Zh => {
                let place = options::within(*within, lang);
                format!("例外：{place}有“{}”（第{}列，规则写作 {words}）", found.text, found.column)
            }
            Lang::En => {
                format!(
                    "silenced: {} stands {} ({words})",
                    place(found, lang),
                    options::within(*within, lang)
                )
            }
        }],
        Outcome::Misfit { matched, slot, figure, why } => misfit(matched, slot, figure.as_ref(), why, lang),
        Outcome::Unmatched(found) => gap(found, lang),
        Outcome::NoAnchor { slot, sorts } => vec![match lang {
            Lang::Zh => format!("没有可锚定的数：{{{slot}}} 要 {sorts}"),
            Lang::En => format!("no figure to anchor on: {{{slot}}} takes {sorts}"),
        }],
        Outcome::NoText { texts } => vec![missing(texts, lang)],
        Outcome::Plans => {
            vec![
                lang.pick(
                    "这是讲计划的章节，规则不读",
                    "in a section of plans, which the rule does not read",
                )
                .to_owned(),
            ]
        }
    }
}

fn gap(gap: &Gap, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if !gap.head.is_empty() {
        lines.push(match lang {
            Lang::Zh => format!("匹配到：{}  即“{}”", gap.head, gap.matched),
            Lang::En => format!("matched as far as: {}  on “{}”", gap.head, gap.matched),
        });
    }
    let instead = match (gap.head.is_empty(), gap.instead.is_empty(), lang) {
        (true, ..) => String::new(),
        (_, true, _) => lang.pick("，而文字到此为止", ", but the text ends there").to_owned(),
        (_, _, Lang::Zh) => format!("，而文字是“{}”", gap.instead),
        (_, _, Lang::En) => format!(", but the text goes on “{}”", gap.instead),
    };
    lines.push(format!("{}{}{instead}", lang.pick("接着要：", "then needs: "), gap.failed));
    // An element that is one text says itself what would do.
    let texts = gap.texts.iter().any(|text| *text != gap.failed);
    if texts {
        lines.push(format!(
            "{}{}",
            lang.pick("其中必有其一：", "which must hold one of: "),
            some(&gap.texts)
        ));
    }
    if !gap.missing.is_empty() && gap.missing != gap.texts {
        lines.push(missing(&gap.missing, lang));
    }
    lines
}

fn missing(texts: &[String], lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("缺必不可少的字，有其一即可：{}", some(texts)),
        Lang::En => format!("a text it cannot do without is missing; any of these would do: {}", some(texts)),
    }
}

fn some(texts: &[String]) -> String {
    let shown: Vec<&str> = texts.iter().take(TEXTS).map(String::as_str).collect();
    let more = if texts.len() > TEXTS { " …" } else { "" };
    format!("{}{more}", shown.join(" | "))
}

fn misfit(matched: &str, slot: &str, figure: Option<&Figure>, why: &Mismatch, lang: Lang) -> Vec<String> {
    let figure = figure.map_or(String::new(), |figure| format!(" {}", place(figure, lang)));
    vec![
        format!("{}“{matched}”", lang.pick("匹配到：", "matched: ")),
        match lang {
            Lang::Zh => format!("但 {{{slot}}}{figure} 不合：{}", fault(why, lang)),
            Lang::En => format!("but {{{slot}}}{figure} does not fit: {}", fault(why, lang)),
        },
    ]
}

fn fault(why: &Mismatch, lang: Lang) -> String {
    let bound = why.bound.as_ref().map(|bound| format!(" ({})", bound.text));
    let other = why.other.as_deref().map(|other| format!("{{{other}}}{}", bound.unwrap_or_default()));
    let other = other.unwrap_or_default();
    match (why.fault, lang) {
        (Fault::Unit, Lang::Zh) => format!("单位与 {other} 不能相比"),
        (Fault::Unit, Lang::En) => format!("its unit cannot be compared with {other}"),
        (Fault::OtherUnit, Lang::Zh) => "单位不是这个槽要的".to_owned(),
        (Fault::OtherUnit, Lang::En) => "the slot takes other units".to_owned(),
        (Fault::Unlike(chars), Lang::Zh) => format!("名称与 {other} 没有连续{chars}个字相同"),
        (Fault::Unlike(chars), Lang::En) => {
            format!("its name does not share {chars} characters in a row with {other}")
        }
        (Fault::Alike(chars), Lang::Zh) => format!("名称与 {other} 有连续{chars}个字相同，而它不该有"),
        (Fault::Alike(chars), Lang::En) => {
            format!("its name shares {chars} characters in a row with {other}, which it must not")
        }
        (Fault::Below, Lang::Zh) => format!("小于 {other}"),
        (Fault::Below, Lang::En) => format!("it is below {other}"),
        (Fault::TooFew(found, needed), Lang::Zh) => format!("可用的数有{found}个，至少要{needed}个"),
        (Fault::TooFew(found, needed), Lang::En) => {
            format!("figures that will do: {found}, needed: {needed}")
        }
        (Fault::OutOfStep(own, row), Lang::Zh) => format!("自己那一排有{own}个数，{other} 那一排有{row}个"),
        (Fault::OutOfStep(own, row), Lang::En) => {
            format!("its row has {own} figures, that of {other} has {row}")
        }
    }
}

fn claim_text(claim: &Claim, lang: Lang) -> Vec<String> {
    let stated = claim.operands.iter().filter_map(|operand| {
        Some(format!("{} {}", words::role(&operand.role, lang), operand.text.as_ref()?))
    });
    let figures: Vec<String> = stated.collect();
    vec![
        format!(
            "{}{}{}",
            words::verdict(claim.judgement.verdict, lang),
            lang.pick("：", ": "),
            figures.join(lang.pick("，", ", "))
        ),
        message::sentence(claim, lang),
    ]
}

fn advantage(by: Advantage, lang: Lang) -> &'static str {
    match by {
        Advantage::Priority => lang.pick("它的优先级更高", "its priority is higher"),
        Advantage::StatedOperands => lang.pick("它写明的数更多", "it states more operands"),
        Advantage::Length => lang.pick("它更短", "it is shorter"),
        Advantage::Order => lang.pick("它在规则包里排得更前", "it comes earlier in the pack"),
    }
}

/// The JSON document of an explanation.
pub fn document(pack: &str, lines: &[Line], named: bool) -> Value {
    let lines: Vec<Value> = lines.iter().map(|line| line_json(line, named)).collect();
    json!({ "schema": contract::SCHEMA, "pack": pack, "lines": lines })
}

fn line_json(line: &Line, named: bool) -> Value {
    let (near, far): (Vec<&Account>, Vec<&Account>) =
        line.rules.iter().partition(|account| named || account.is_near());
    let mentions = line.mentions.iter().map(|m| mention::object(m, line.number, &line.text));
    json!({
        "line": line.number,
        "text": line.text,
        "seen": line.seen,
        "mentions": mentions.collect::<Vec<_>>(),
        "rules": near.into_iter().map(account_json).collect::<Vec<_>>(),
        "unrelated": far.iter().map(|account| account.rule.full_id()).collect::<Vec<_>>(),
    })
}

fn account_json(account: &Account) -> Value {
    let trials = account.trials.iter().map(|trial| {
        json!({
            "pattern": trial.pattern.as_ref().map(|(number, _)| number + 1),
            "source": trial.pattern.as_ref().map(|(_, source)| source),
            "anchor": trial.anchor.as_ref().map(figure_json),
            "outcome": outcome_json(&trial.outcome),
        })
    });
    json!({ "rule": account.rule.full_id(), "trials": trials.collect::<Vec<_>>() })
}

fn figure_json(figure: &Figure) -> Value {
    json!({ "text": figure.text, "column": figure.column })
}

fn outcome_json(outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Claim(claim) => json!({ "is": "claim", "claim": claim_json(claim) }),
        Outcome::Lost { claim, to, by } => {
            json!({ "is": "lost", "to": to.full_id(), "by": by, "claim": claim_json(claim) })
        }
        Outcome::Unconfirmed(claim) => json!({ "is": "unconfirmed", "claim": claim_json(claim) }),
        Outcome::Noted => json!({ "is": "noted" }),
        Outcome::Unsolved { missing } => json!({ "is": "unsolved", "missing": missing }),
        Outcome::Silenced { words, within, found } => json!({
            "is": "silenced",
            "words": words,
            "within": options::within_code(*within),
            "found": figure_json(found),
        }),
        Outcome::Misfit { matched, slot, figure, why } => json!({
            "is": "misfit",
            "matched": matched,
            "slot": slot,
            "figure": figure.as_ref().map(figure_json),
            "fault": fault_json(why.fault),
            "other": why.other,
            "other_figure": why.bound.as_ref().map(figure_json),
        }),
        Outcome::Unmatched(gap) => json!({
            "is": "unmatched",
            "head": gap.head,
            "matched": gap.matched,
            "failed": gap.failed,
            "instead": gap.instead,
            "would_do": gap.texts,
            "missing": gap.missing,
        }),
        Outcome::NoAnchor { slot, sorts } => json!({ "is": "no-anchor", "slot": slot, "type": sorts }),
        Outcome::NoText { texts } => json!({ "is": "no-text", "would_do": texts }),
        Outcome::Plans => json!({ "is": "plans" }),
    }
}

fn fault_json(fault: Fault) -> Value {
    match fault {
        Fault::Unit => json!({ "is": "unit" }),
        Fault::OtherUnit => json!({ "is": "other-unit" }),
        Fault::Unlike(chars) => json!({ "is": "unlike", "chars": chars }),
        Fault::Alike(chars) => json!({ "is": "alike", "chars": chars }),
        Fault::Below => json!({ "is": "below" }),
        Fault::TooFew(found, needed) => json!({ "is": "too-few", "found": found, "needed": needed }),
        Fault::OutOfStep(own, other) => json!({ "is": "out-of-step", "own": own, "other": other }),
    }
}
