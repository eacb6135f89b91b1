//! The options of a rule in words: what its slots demand, where its guards look.
//!
//! This module must not know how either is carried out.

use super::{Lang, words};
use crate::rule::spec::{AddsUp, DateValue, Within};
use crate::rule::{Column, Guard, Like, Named, Rule, Slot};

/// The stretch of text that a guard looks at.
pub(super) fn within(within: Within, lang: Lang) -> &'static str {
    match within {
        Within::Match => lang.pick("匹配到的文字里", "in what was matched"),
        Within::Clause => lang.pick("锚定的数所在的分句里", "in the clause of the anchor"),
        Within::Subject => lang.pick("第一个数之前的名称里", "in the name before the first figure"),
        Within::Found => lang.pick(
            "往前找到的数所在分句及下一分句里",
            "in the clause of the figure found before the match, and the next",
        ),
        Within::Sentence => lang.pick("句子里", "in the sentence, up to the end of the anchor's clause"),
        Within::Paragraph => lang.pick("段落里", "in the paragraph, up to the end of the anchor's clause"),
        Within::Behind => {
            lang.pick("后面直到句末的文字里", "behind the match, up to the end of the sentence")
        }
    }
}

/// The word that the YAML uses for a stretch.
pub(super) fn within_code(within: Within) -> &'static str {
    match within {
        Within::Match => "match",
        Within::Clause => "clause",
        Within::Subject => "subject",
        Within::Found => "found",
        Within::Sentence => "sentence",
        Within::Paragraph => "paragraph",
        Within::Behind => "behind",
    }
}

/// What a guard does, and when.
pub(super) fn guard(guard: &Guard, lang: Lang) -> String {
    let place = within(guard.within, lang);
    let words = &guard.source;
    let but_not = guard.but_not.as_ref().map(|lifted| match lang {
        Lang::Zh => format!("，除非那里也有 {lifted}"),
        Lang::En => format!(", unless {lifted} stands there too"),
    });
    let said = match (guard.then, lang) {
        (None, Lang::Zh) => format!("{place}有 {words}：不算说法"),
        (None, Lang::En) => format!("no claim where {words} stands {place}"),
        (Some(reason), Lang::Zh) => format!("{place}有 {words}：不核（{}）", words::reason(reason, lang)),
        (Some(reason), Lang::En) => {
            format!("left unchecked ({}) where {words} stands {place}", words::reason(reason, lang))
        }
    };
    format!("{said}{}", but_not.unwrap_or_default())
}

/// What a slot demands beside its type.
pub(super) fn slot(rule: &Rule, slot: &Slot, lang: Lang) -> Vec<String> {
    let name = |other: usize| rule.slots.get(other).map_or("", |slot| slot.name.as_str());
    let flag = |on: bool, zh: &str, en: &str| on.then(|| lang.pick(zh, en).to_owned());
    let other = |other: Option<usize>, zh: &str, en: &str| {
        other.map(|other| lang.pick(zh, en).replace("{}", name(other)))
    };
    let value = slot.value.map(|value| match value {
        DateValue::Days => lang.pick("取其天数", "stands for its days"),
        DateValue::Pace => {
            lang.pick("取到期末为止过了一年的几成", "stands for the share of its year that is over")
        }
    });
    let min = (slot.min > 1).then(|| match lang {
        Lang::Zh => format!("至少{}个", slot.min),
        Lang::En => format!("at least {} of them", slot.min),
    });
    let role = (slot.role != slot.name).then(|| match lang {
        Lang::Zh => format!("显示为{}", words::role(&slot.role, lang)),
        Lang::En => format!("shown as {}", slot.role),
    });
    [
        flag(
            slot.set,
            "定下的数，不是量出来的：没有小数时是准数",
            "set, not measured: exact without decimals",
        ),
        flag(slot.rounded, "总当作修约过的", "always taken as rounded"),
        slot.units.as_ref().map(|units| {
            let names: Vec<&str> = units.names().collect();
            format!("{} {}", lang.pick("只取单位", "only with the unit"), names.join(lang.pick("、", ", ")))
        }),
        other(slot.same_unit_as, "与 {} 同单位", "same unit as {}"),
        other(slot.at_least, "不小于 {}", "not below {}"),
        slot.like.as_ref().map(|like| self::like(like, name(like.slot), lang)),
        flag(slot.search, "匹配不到时向前文找，由近及远", "looked for before the match, nearest first"),
        other(
            slot.in_step_with,
            "取自己那一排里与 {} 同位的一个",
            "the one at the place in its row that {} has in its own",
        ),
        other(slot.copy_of, "与 {} 是同一个数", "the same figure as {}"),
        min,
        flag(slot.prefix, "列到加起来等于合计为止", "the list ends where its parts add up"),
        value.map(str::to_owned),
        flag(slot.unstated, "文中不写，由算式推出", "never stated: solved for"),
        role,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How a rule reads tables: a line for each column it binds, and what keeps it from claiming or accusing.
pub(super) fn table(rule: &Rule, lang: Lang) -> Vec<String> {
    let Some(table) = &rule.table else { return Vec::new() };
    let mut lines: Vec<String> =
        table.columns.iter().map(|(slot, bound)| column(rule, *slot, bound, lang)).collect();
    lines.extend(table.named.iter().flat_map(|named| named_row(rule, named, lang)));
    lines.extend(table.adds_up.map(|direction| match direction {
        AddsUp::Rows => {
            lang.pick("合计行等于各行之和", "the row of totals is the sum of its rows").to_owned()
        }
        AddsUp::Columns => {
            lang.pick("合计列等于各列之和", "the column of totals is the sum of its columns").to_owned()
        }
    }));
    let words = |text: &Option<String>, zh: &str, en: &str| {
        text.as_ref().map(|text| lang.pick(zh, en).replace("{}", text))
    };
    lines.extend(words(
        &table.unless_source,
        "行名有 {}：不算说法",
        "no claim where {} stands in the name of the row",
    ));
    lines.extend(words(
        &table.doubtful_source,
        "行名有 {}：只用来证实",
        "only confirms where {} stands in the name of the row",
    ));
    lines.extend(table.confirm_only.then(|| lang.pick("只用来证实", "only confirms").to_owned()));
    lines
}

/// Which row the text names, and which heads say when.
fn named_row(rule: &Rule, named: &Named, lang: Lang) -> Vec<String> {
    let name = |slot: usize| rule.slots.get(slot).map_or("", |slot| slot.name.as_str());
    let row = lang.pick("行名与 {} 一字不差的唯一一行", "the one row whose whole name is {}");
    let period = lang.pick("列名为 [] 的，时间同 {}", "a column headed [] is of the time of {}");
    let filled = |text: &str, slot: usize| text.replace("{}", name(slot));
    let periods = named.periods.iter().map(|words| filled(period, words.slot).replace("[]", &words.source));
    let elsewhere = lang.pick(
        "表上方或标题（总标题除外）有 []：不比",
        "nothing where [] stands over the table, or in a heading other than the title",
    );
    let elsewhere = named.elsewhere_source.iter().map(|words| elsewhere.replace("[]", words));
    [filled(row, named.row)].into_iter().chain(periods).chain(elsewhere).collect()
}

fn column(rule: &Rule, slot: usize, column: &Column, lang: Lang) -> String {
    let name = |slot: usize| rule.slots.get(slot).map_or("", |slot| slot.name.as_str());
    let other = |other: Option<usize>, zh: &str, en: &str| {
        other.map(|other| lang.pick(zh, en).replace("{}", name(other)))
    };
    let head = (!column.source.is_empty()).then(|| column.source.clone());
    let parts = [
        head,
        other(
            column.year_before,
            "或与 {} 同名而早一年的列",
            "or a column headed like {} for the year before",
        ),
        other(column.left_of, "{} 左边的一列数额", "a column of amounts left of {}"),
        other(column.total_of, "{} 那一列在合计行里的数", "the figure of {} in the row of totals"),
        other(column.named_by, "名称取自 {} 的一列数额", "a column of amounts with the name of {}"),
        column
            .any
            .then(|| lang.pick("任一列，由表内各行证实", "any column that the rows bear out").to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}: {}", name(slot), parts.join(lang.pick("；", "; ")))
}

fn like(like: &Like, other: &str, lang: Lang) -> String {
    let chars = like.chars;
    match (lang, like.not) {
        (Lang::Zh, false) => format!("名称与 {other} 有连续{chars}个字相同"),
        (Lang::Zh, true) => format!("名称与 {other} 没有连续{chars}个字相同"),
        (Lang::En, false) => format!("its name shares {chars} characters in a row with {other}"),
        (Lang::En, true) => format!("its name does not share {chars} characters in a row with {other}"),
    }
}
