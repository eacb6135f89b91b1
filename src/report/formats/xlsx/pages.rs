//! The sheets about the run as a whole: its counts, and what was not checked.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::super::contract::{File, Tool};
use super::super::super::notes::Note;
use super::super::super::terminal::summary_lines;
use super::super::super::{FileReport, Lang, words};
use super::super::End;
use super::cell::{Looks, Row};
use super::sheet;
use crate::verdict::{Severity, Verdict};

/// The sheet with the counts of a run; `further` sheets go on where others are full.
pub(super) fn summary(
    sheet: &mut Worksheet,
    looks: &Looks,
    lang: Lang,
    end: &End<'_>,
    further: &[&str],
) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 34)?;
    sheet.set_column_width(1, 70)?;
    let title = lang.pick("勾稽核对底稿", "gouji working paper");
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    let mut next = 2;
    let goes_on = lang.pick("续表（一张工作表放不下）", "continued, as one sheet is full, on");
    let further = further.iter().map(|name| (goes_on.to_owned(), (*name).to_owned()));
    for (name, value) in rows(lang, end).into_iter().chain(further) {
        let mut row = Row { sheet, looks, row: next, column: 0 };
        row.text_as(&name, &looks.head)?;
        row.text(&value)?;
        next += 1;
    }
    for (name, count) in counts(lang, end) {
        let mut row = Row { sheet, looks, row: next, column: 0 };
        row.text_as(&name, &looks.head)?;
        row.count(count)?;
        next += 1;
    }
    sheet::print(sheet, lang);
    Ok(())
}

fn rows(lang: Lang, end: &End<'_>) -> Vec<(String, String)> {
    let tool = Tool::new(end.packs);
    let mut rows = vec![(lang.pick("程序", "program").to_owned(), format!("{} {}", tool.name, tool.version))];
    for pack in &tool.packs {
        let rules = match lang {
            Lang::Zh => format!("{} {}（{}条规则）", pack.id, pack.version, pack.rules),
            Lang::En => format!("{} {} ({} rules)", pack.id, pack.version, pack.rules),
        };
        rows.push((lang.pick("规则包", "rule pack").to_owned(), rules));
    }
    let named = match lang {
        Lang::Zh => ["文件", "结果", "覆盖"],
        Lang::En => ["files", "findings", "coverage"],
    };
    rows.extend(named.into_iter().map(str::to_owned).zip(summary_lines(end.summary, lang)));
    rows.push((lang.pick("退出码", "exit code").to_owned(), end.code.to_string()));
    if let Some(short) = end.shortfall {
        rows.push((lang.pick("未达要求", "falls short").to_owned(), short.to_owned()));
    }
    for finding in end.gate {
        let at = format!("{}:{} {}", finding.path, finding.line, finding.message);
        rows.push((lang.pick("豁免本身的问题", "about the waivers").to_owned(), at));
    }
    rows
}

fn counts(lang: Lang, end: &End<'_>) -> Vec<(String, usize)> {
    let (summary, verdicts, coverage) = (end.summary, &end.summary.verdicts, end.summary.coverage);
    let mut counts = vec![
        (lang.pick("文件数", "files").to_owned(), summary.files),
        (lang.pick("无法读取的文件", "files that could not be read").to_owned(), summary.unreadable),
        (lang.pick("核对项", "claims").to_owned(), summary.claims),
    ];
    for (verdict, count) in [
        (Verdict::Consistent, verdicts.consistent),
        (Verdict::HalfEven, verdicts.half_even),
        (Verdict::WithinRounding, verdicts.within_rounding),
        (Verdict::Truncated, verdicts.truncated),
        (Verdict::RoundedUp, verdicts.rounded_up),
        (Verdict::Inconsistent, verdicts.inconsistent),
        (Verdict::Implied, verdicts.implied),
        (Verdict::Impossible, verdicts.impossible),
        (Verdict::Unchecked, verdicts.unchecked),
    ] {
        let of = lang.pick("结论：", "verdict: ");
        counts.push((format!("{of}{}", words::verdict(verdict, lang)), count));
    }
    let found = summary.findings;
    for (severity, count) in
        [(Severity::Error, found.error), (Severity::Warning, found.warning), (Severity::Note, found.note)]
    {
        let of = lang.pick("问题：", "findings: ");
        counts.push((format!("{of}{}", words::severity(severity, lang)), count));
    }
    counts.push((lang.pick("已接受的问题", "findings that are accepted").to_owned(), summary.suppressed));
    counts.push((lang.pick("比率类数字", "figures to account for").to_owned(), coverage.figures));
    counts.push((lang.pick("其中已核", "of them judged").to_owned(), coverage.judged));
    counts.push((
        lang.pick("其中认出而未核", "of them recognised and not checked").to_owned(),
        coverage.unchecked,
    ));
    counts.push((lang.pick("其中没有规则用到", "of them used by no rule").to_owned(), coverage.unclaimed));
    counts
}

/// The columns of the sheet with what was not checked: figures that no rule used, files that could not be read, and notes.
pub(super) const COVERAGE: [(&str, &str, u16); 4] =
    [("文件", "file", 30), ("位置", "location", 20), ("情形", "what", 26), ("内容", "detail", 70)];

/// The rows of a file on that sheet.
pub(super) fn left_out(file: &FileReport, lang: Lang) -> Vec<[String; 4]> {
    let said = |at: String, what: &str, detail: String| [file.path.clone(), at, what.to_owned(), detail];
    let mut rows = Vec::new();
    for problem in &file.errors {
        let what = lang.pick("无法读取，没有核对", "could not be read: not checked");
        rows.push(said(String::new(), what, words::problem(problem, lang)));
    }
    if file.errors.is_empty() && file.report.claims.is_empty() {
        let what = lang.pick("没有认出可核对的说法", "no claim was recognised: nothing was checked");
        rows.push(said(String::new(), what, String::new()));
    }
    for figure in File::new(file, lang).unclaimed {
        let at = if file.has_lines { format!("{}:{}", figure.line, figure.column) } else { String::new() };
        let at = [figure.location, at].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        rows.push(said(at.join(" "), lang.pick("没有规则用到", "used by no rule"), figure.text));
    }
    for note in &file.report.notes {
        rows.push(said(String::new(), lang.pick("说明", "note"), Note::new(note, lang).message));
    }
    rows
}
