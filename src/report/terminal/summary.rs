//! The summary under the findings: files, claims by verdict, findings by severity, and coverage.

use std::io::{self, Write};

use super::{BOLD, Lang, words};
use crate::report::Summary;

/// Writes the summary of a run.
pub fn write_summary(summary: &Summary, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let [files, findings, coverage] = lines(summary, lang);
    writeln!(out, "{BOLD}{files}{BOLD:#}\n{findings}\n{coverage}")
}

/// The summary of a run, a line each: files and claims, findings, coverage.
pub fn lines(summary: &Summary, lang: Lang) -> [String; 3] {
    let findings = [findings(summary, lang), suppressed(summary, lang), gate(summary, lang)].concat();
    [files(summary, lang), findings, coverage(summary, lang)]
}

fn suppressed(summary: &Summary, lang: Lang) -> String {
    let waived = summary.suppressed.saturating_sub(summary.known);
    let counts: Vec<String> = [(summary.known, ("已知", "known")), (waived, ("已豁免", "waived"))]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, (zh, en))| match lang {
            Lang::Zh => format!("{zh} {count}"),
            Lang::En => format!("{count} {en}"),
        })
        .collect();
    match (counts.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("（另有{}，不计）", counts.join("，")),
        (false, Lang::En) => format!(" (and {})", counts.join(", ")),
    }
}

/// What there is about the gate's own files, where there is any.
fn gate(summary: &Summary, lang: Lang) -> String {
    let found = summary.gate;
    match (found.total(), lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("；豁免：警告 {}，提示 {}", found.warning, found.note),
        (_, Lang::En) => format!(
            "; waivers: {}, {}",
            counted_word(found.warning, "warning"),
            counted_word(found.note, "note")
        ),
    }
}

fn files(summary: &Summary, lang: Lang) -> String {
    let counted = summary.verdicts.each().into_iter().filter(|(_, count)| *count > 0);
    let verdicts: Vec<String> = counted
        .map(|(verdict, count)| match lang {
            Lang::Zh => format!("{} {count}", words::verdict(verdict, lang)),
            Lang::En => format!("{count} {}", words::verdict(verdict, lang)),
        })
        .collect();
    let list = verdicts.join(lang.pick("，", ", "));
    let list = if list.is_empty() { list } else { format!("{}{list}", lang.pick("：", ": ")) };
    match lang {
        Lang::Zh => {
            format!("{}个文件，{}处说法{list}{}", summary.files, summary.claims, unreadable(summary, lang))
        }
        Lang::En => format!(
            "{}, {}{list}{}",
            counted_word(summary.files, "file"),
            counted_word(summary.claims, "claim"),
            unreadable(summary, lang)
        ),
    }
}

fn unreadable(summary: &Summary, lang: Lang) -> String {
    match (summary.unreadable, lang) {
        (0, _) => String::new(),
        (count, Lang::Zh) => format!("（{count}个文件无法读取）"),
        (count, Lang::En) => format!(" ({} could not be read)", counted_word(count, "file")),
    }
}

fn findings(summary: &Summary, lang: Lang) -> String {
    let found = summary.findings;
    match (lang, summary.claims, found.total()) {
        (Lang::Zh, 0, _) => "没有认出任何可以核算的说法：什么都没有核对".to_owned(),
        (Lang::En, 0, _) => "no claim was recognised: nothing was checked".to_owned(),
        (Lang::Zh, _, 0) => "没有发现问题".to_owned(),
        (Lang::En, _, 0) => "no findings".to_owned(),
        (Lang::Zh, ..) => format!("发现：错误 {}，警告 {}，提示 {}", found.error, found.warning, found.note),
        (Lang::En, ..) => format!(
            "findings: {}, {}, {}",
            counted_word(found.error, "error"),
            counted_word(found.warning, "warning"),
            counted_word(found.note, "note")
        ),
    }
}

fn coverage(summary: &Summary, lang: Lang) -> String {
    let seen = summary.coverage;
    let open = seen.unchecked + seen.unclaimed > 0;
    match lang {
        Lang::Zh => format!(
            "覆盖：百分数、倍数、百分点共{}个：已核 {}，未核 {}，未涉及 {}{}",
            seen.figures,
            seen.judged,
            seen.unchecked,
            seen.unclaimed,
            if open { "（未核和未涉及的没有验证，不等于正确）" } else { "" }
        ),
        Lang::En => format!(
            "coverage: percents, multiples and points seen {}: judged {}, unchecked {}, unclaimed {}{}",
            seen.figures,
            seen.judged,
            seen.unchecked,
            seen.unclaimed,
            if open { " (unchecked and unclaimed figures were not verified)" } else { "" }
        ),
    }
}

fn counted_word(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
