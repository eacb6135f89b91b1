//! The list beside the text: every claim and every figure that no claim used, what matters most first, and what to
//! filter it by.
//!
//! This module must not know what a proof says.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::files::Files;
use super::item::{Item, Standing};
use super::words::{clipped, kind, one_line};
use super::write::Html;
use crate::ledger::Unclaimed;
use crate::report::held::Held;
use crate::report::{FileReport, Lang, equation, figures, words};

/// Rows by how they stand, and what there is to filter by.
#[derive(Debug, Default)]
pub(super) struct List {
    rows: BTreeMap<Standing, Rows>,
    verdicts: BTreeMap<&'static str, usize>,
    kinds: BTreeMap<String, usize>,
    rules: BTreeMap<String, Picked>,
}

/// A rule to filter by: its number in the list, its kind, and how many rows it has.
#[derive(Debug)]
struct Picked {
    number: usize,
    kind: String,
    count: usize,
}

/// The rows of one sort.
#[derive(Debug, Default)]
struct Rows {
    count: usize,
    held: Held,
}

impl List {
    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.values().map(|rows| rows.count).sum()
    }

    /// How many bytes the rows have.
    pub(super) fn bytes(&self) -> usize {
        self.rows.values().map(|rows| rows.held.len()).sum()
    }

    /// Adds the row of a claim.
    pub(super) fn claim(&mut self, item: &Item<'_>, lang: Lang) -> io::Result<()> {
        let (verdict, rule) = (item.verdict(lang), item.claim.rule.full_id());
        *self.verdicts.entry(verdict).or_default() += 1;
        *self.kinds.entry(item.claim.rule.kind.clone()).or_default() += 1;
        let (number, kind) = (self.rules.len() + 1, &item.claim.rule.kind);
        let picked =
            self.rules.entry(rule).or_insert_with(|| Picked { number, kind: kind.clone(), count: 0 });
        picked.count += 1;
        let mut html = Html::default();
        let class = format!("row {}", item.standing.class());
        let attrs = [
            ("class", class.as_str()),
            ("data-r", &picked.number.to_string()),
            ("data-f", &item.file_number.to_string()),
        ];
        html.open("li", &attrs);
        html.open("a", &[("href", &format!("#c{}", item.number))]);
        html.leaf("b", &[], &clipped(&item.subject(), 60));
        place(&item.file.path, &short_place(item, lang), &mut html);
        html.leaf("span", &[("class", "sum")], &sum(item, lang));
        html.leaf("span", &[("class", "vd")], verdict);
        html.close("a");
        html.close("li");
        self.rows.entry(item.standing).or_default().push(&html)
    }

    /// Adds the row of a figure that no claim used, which is called `number` on the page.
    pub(super) fn unclaimed(
        &mut self,
        figure: &Unclaimed,
        number: usize,
        file: &FileReport,
        file_number: usize,
        lang: Lang,
    ) -> io::Result<()> {
        let standing = Standing::Unclaimed;
        let mut html = Html::default();
        html.open("li", &[("class", "row unclaimed"), ("data-f", &file_number.to_string())]);
        html.open("a", &[("href", &format!("#u{number}"))]);
        html.leaf("b", &[], &one_line(&figure.text));
        let told =
            if file.has_lines { line(figure.line, lang) } else { words::location(&figure.place, lang) };
        place(&file.path, &told, &mut html);
        html.leaf("span", &[("class", "sum")], lang.pick("没有规则用到", "no rule used it"));
        html.close("a");
        html.close("li");
        self.rows.entry(standing).or_default().push(&html)
    }

    /// Filters, then rows under a heading for each standing.
    pub(super) fn write(
        &mut self,
        files: &mut Files,
        lang: Lang,
        html: &mut Html,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let class = if files.len() > 1 { "many" } else { "one" };
        let name = lang.pick("发现与说法", "Findings and claims");
        html.open("nav", &[("id", "side"), ("class", class), ("aria-label", name)]);
        html.open("div", &[("class", "filters js"), ("role", "search")]);
        self.search(lang, html);
        self.chips(lang, html);
        html.open("div", &[("class", "picks")]);
        self.picks(files, lang, html, out)?;
        html.close("div");
        let total = self.len().to_string();
        html.leaf("p", &[("id", "shown"), ("role", "status"), ("data-total", &total)], "");
        html.close("div");
        html.open("div", &[("id", "list")]);
        for (standing, rows) in &mut self.rows {
            group(*standing, rows, lang, html, out)?;
        }
        html.close("div");
        html.close("nav");
        Ok(())
    }

    fn search(&self, lang: Lang, html: &mut Html) {
        let hint = lang.pick("搜索原文、指标、规则（/）", "search text, indicator, rule (/)");
        html.open(
            "input",
            &[
                ("type", "search"),
                ("id", "q"),
                ("placeholder", hint),
                ("aria-label", hint),
                ("autocomplete", "off"),
                ("spellcheck", "false"),
            ],
        );
    }

    /// A button for each standing there is, with its count.
    fn chips(&self, lang: Lang, html: &mut Html) {
        let label = lang.pick("按级别", "by standing");
        html.open("div", &[("class", "chips"), ("role", "group"), ("aria-label", label)]);
        for (standing, rows) in &self.rows {
            let class = format!("chip {}", standing.class());
            let attrs = [
                ("type", "button"),
                ("class", class.as_str()),
                ("data-s", standing.class()),
                ("aria-pressed", "false"),
            ];
            html.open("button", &attrs);
            html.leaf("span", &[("class", "sign"), ("aria-hidden", "true")], standing.sign());
            html.text(standing.name(lang));
            html.leaf("span", &[("class", "n")], &rows.count.to_string());
            html.close("button");
        }
        html.close("div");
    }

    fn picks(&self, files: &mut Files, lang: Lang, html: &mut Html, out: &mut dyn Write) -> io::Result<()> {
        let all = |zh, en| lang.pick(zh, en);
        let verdicts =
            self.verdicts.iter().map(|(name, count)| ((*name).to_owned(), name.to_string(), *count));
        pick("pick-v", "v", all("所有结论", "all verdicts"), verdicts, html);
        let kinds = self.kinds.iter().map(|(id, count)| (id.clone(), kind(id, lang).to_owned(), *count));
        pick("pick-k", "k", all("所有类别", "all kinds"), kinds, html);
        begin_pick("pick-r", "r", all("所有规则", "all rules"), html);
        for (id, Picked { number, kind, count }) in &self.rules {
            let attrs = [("value", number.to_string()), ("data-k", kind.clone()), ("data-r", id.clone())];
            let attrs = attrs.each_ref().map(|(name, value)| (*name, value.as_str()));
            html.leaf("option", &attrs, &format!("{id} ({count})"));
        }
        html.close("select");
        if files.len() > 1 {
            begin_pick("pick-f", "f", all("所有文件", "all files"), html);
            html.pour(out)?;
            files.options(out)?;
            html.close("select");
        }
        Ok(())
    }
}

impl Rows {
    fn push(&mut self, row: &Html) -> io::Result<()> {
        self.count += 1;
        self.held.add(row.as_str())
    }
}

/// A choice with `all` for no choice; each option is its value, its name and its count.
fn pick(
    id: &'static str,
    key: &'static str,
    all: &str,
    options: impl Iterator<Item = (String, String, usize)>,
    html: &mut Html,
) {
    begin_pick(id, key, all, html);
    for (value, name, count) in options {
        html.leaf("option", &[("value", &value)], &format!("{name} ({count})"));
    }
    html.close("select");
}

fn begin_pick(id: &'static str, key: &'static str, all: &str, html: &mut Html) {
    html.open("select", &[("id", id), ("data-key", key), ("aria-label", all)]);
    html.leaf("option", &[("value", "")], all);
}

fn group(
    standing: Standing,
    rows: &mut Rows,
    lang: Lang,
    html: &mut Html,
    out: &mut dyn Write,
) -> io::Result<()> {
    html.open("section", &[("class", "group"), ("data-s", standing.class())]);
    html.open("h2", &[]);
    html.text(standing.heading(lang));
    html.leaf("span", &[("class", "n")], &rows.count.to_string());
    html.close("h2");
    html.open("ol", &[]);
    html.pour(out)?;
    rows.held.write(out)?;
    html.close("ol");
    html.close("section");
    Ok(())
}

/// Where a row's claim stands; the name of the file is hidden where there is only one.
fn place(path: &str, place: &str, html: &mut Html) {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    html.open("span", &[("class", "where")]);
    html.leaf("i", &[], &format!("{name} "));
    html.text(place);
    html.close("span");
}

/// What the claim comes to, in a few characters: `120.17% ≠ 124%`.
fn sum(item: &Item<'_>, lang: Lang) -> String {
    let (Some(computed), Some(result)) = (equation::computed(item.claim), equation::result(item.claim))
    else {
        let stated = item.claim.operands.iter().filter_map(|operand| operand.text.as_deref());
        return clipped(&one_line(&stated.collect::<Vec<_>>().join(lang.pick("、", ", "))), 36);
    };
    let differs = item.standing.is_finding() || item.standing == Standing::Quiet;
    let sign = if differs { "≠" } else { "=" };
    let approximate = computed.starts_with('≈');
    let computed = computed.trim_start_matches(['=', '≈', ' ']);
    let stated = figures::operand(result, lang);
    match (differs, approximate) {
        (false, true) => format!("{computed} ≈ {stated}"),
        _ => format!("{computed} {sign} {stated}"),
    }
}

/// Where a claim stands within its file.
pub(super) fn short_place(item: &Item<'_>, lang: Lang) -> String {
    match item.file.has_lines {
        true => line(item.claim.line, lang),
        false => words::location(&item.claim.place, lang),
    }
}

fn line(line: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第{line}行"),
        Lang::En => format!("line {line}"),
    }
}
