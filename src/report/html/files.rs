//! The files of a run: a line for each with its counts, those that could not be read, and all to choose from.
//!
//! This module must not know claims.

use std::io::{self, Write};

use super::words::counted;
use super::write::Html;
use crate::report::held::Held;
use crate::report::{FileReport, Lang, Summary, words};

/// What the page says of files in places of its own.
#[derive(Debug, Default)]
pub(super) struct Files {
    count: usize,
    /// How many could not be read.
    broken: usize,
    problems: Held,
    /// The same files as what there is to choose from.
    options: Held,
}

impl Files {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Adds a file, whose number on the page is that of the files then.
    pub(super) fn add(&mut self, file: &FileReport, lang: Lang) -> io::Result<()> {
        self.count += 1;
        self.broken += usize::from(!file.errors.is_empty());
        self.problems.add(problems(file, lang).as_str())?;
        let mut option = Html::default();
        option.leaf("option", &[("value", &self.count.to_string())], &file.path);
        self.options.add(option.as_str())
    }

    /// Which files could not be read, and why.
    pub(super) fn unreadable(&mut self, lang: Lang, html: &mut Html, out: &mut dyn Write) -> io::Result<()> {
        if self.broken == 0 {
            return Ok(());
        }
        html.open("div", &[("class", "alert"), ("role", "alert")]);
        let told = match lang {
            Lang::Zh => format!("{}个文件没有读成，其中的数一个也没有核对：", self.broken),
            Lang::En => {
                format!("{} could not be read: no figure there was checked", counted(self.broken, "file"))
            }
        };
        html.leaf("h2", &[], &told);
        html.open("ul", &[]);
        html.pour(out)?;
        self.problems.write(out)?;
        html.close("ul");
        html.close("div");
        Ok(())
    }

    /// The files as what a reader can choose from.
    pub(super) fn options(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.options.write(out)
    }
}

fn problems(file: &FileReport, lang: Lang) -> Html {
    let mut html = Html::default();
    for problem in &file.errors {
        html.open("li", &[]);
        html.leaf("code", &[], &file.path);
        html.text(lang.pick("：", ": "));
        html.text(&words::problem(problem, lang));
        html.close("li");
    }
    html
}

/// A file with its counts; a link where there is a section about it.
pub(super) fn line(file: &FileReport, number: usize, section: bool, lang: Lang) -> Html {
    let mut summary = Summary::default();
    summary.add(file);
    let bad = summary.findings.error > 0 || !file.errors.is_empty();
    let mut html = Html::default();
    html.open("li", &[("class", if bad { "bad" } else { "" })]);
    let href = format!("#f{number}");
    let attrs = [("href", href.as_str()), ("class", "path")];
    html.leaf("a", if section { &attrs } else { &attrs[1..] }, &file.path);
    html.leaf("span", &[], &counts(file, &summary, lang));
    html.close("li");
    html
}

/// A file's counts. What was not verified stands beside what was found.
fn counts(file: &FileReport, summary: &Summary, lang: Lang) -> String {
    if !file.errors.is_empty() {
        return lang.pick("无法读取", "unreadable").to_owned();
    }
    let (found, seen, claims) = (summary.findings, summary.coverage, summary.claims);
    let open = seen.unchecked + seen.unclaimed;
    match lang {
        Lang::Zh => format!(
            "错误 {}，警告 {}，提示 {}；说法 {claims}；{}个数中未验证 {open}",
            found.error, found.warning, found.note, seen.figures
        ),
        Lang::En => format!(
            "{}, {}, {}; {}; {open} of {} not verified",
            counted(found.error, "error"),
            counted(found.warning, "warning"),
            counted(found.note, "note"),
            counted(claims, "claim"),
            counted(seen.figures, "figure")
        ),
    }
}
