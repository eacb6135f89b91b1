//! `markdown`: a comment for a merge request: what was found in a table, the proofs folded away below it.
//!
//! A comment may only be so long. What does not fit is left out, mildest first, and counted in a line that says so.
//! This module must not know whose comment it is.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::super::gate::GateFinding;
use super::super::terminal::{Options, place_of, summary_lines, visible};
use super::super::{FileReport, Lang, contract, message, words};
use super::escape::{markdown, markdown_code};
use super::kept::Kept;
use super::{End, Printer};
use crate::ledger::Claim;
use crate::verdict::Severity;

/// How many characters a comment may have; code hosts refuse more than 65,536.
const LONGEST: usize = 60_000;

/// What is left of that for files that could not be read, and for accepted findings, each.
const ASIDE: usize = 8_000;

/// How much of a quote or of a line is shown.
const QUOTE: usize = 160;

/// The first line, by which a comment is known as ours when the next run replaces it.
const MARK: &str = "<!-- gouji -->";

/// Keeps what a comment needs until it can be written, and no more than a comment can hold.
pub(super) struct Markdown {
    lang: Lang,
    findings: BTreeMap<Reverse<Severity>, Kept<Entry>>,
    accepted: Kept<String>,
    unreadable: Kept<String>,
}

/// A finding, as a row and as what is folded away.
struct Entry {
    row: String,
    detail: String,
}

impl Markdown {
    pub(super) fn new(options: Options) -> Markdown {
        Markdown {
            lang: options.lang,
            findings: BTreeMap::new(),
            accepted: Kept::new(ASIDE),
            unreadable: Kept::new(ASIDE),
        }
    }

    /// The findings that fit into `room` characters, worst first, and how many do not.
    fn fitting(&mut self, mut room: usize) -> (Vec<Entry>, usize) {
        let (mut findings, mut left_out) = (Vec::new(), 0);
        for kept in self.findings.values_mut() {
            // Nothing milder is shown where something worse had no room.
            let (fit, beyond, left) = kept.fitting(if left_out == 0 { room } else { 0 });
            findings.extend(fit);
            (left_out, room) = (left_out + beyond, left);
        }
        (findings, left_out)
    }

    fn heading(&self, end: &End<'_>) -> String {
        let lang = self.lang;
        let [files, findings, coverage] = summary_lines(end.summary, lang).map(|line| markdown(&line));
        let name = lang.pick("勾稽", "gouji");
        let short = end.shortfall.map(|told| format!("\n\n**{}**", markdown(told))).unwrap_or_default();
        format!("{MARK}\n### {name}\n\n**{findings}**\n\n{files}\n\n{coverage}{short}\n\n")
    }

    fn table(&self, entries: &[Entry]) -> String {
        if entries.is_empty() {
            return String::new();
        }
        let head = self.lang.pick(
            "| 级别 | 位置 | 规则 | 结论 | 原文 | 怎样才相符 |",
            "| severity | where | rule | verdict | quote | what would fit |",
        );
        let rows: String = entries.iter().map(|entry| entry.row.as_str()).collect();
        let details: String = entries.iter().map(|entry| entry.detail.as_str()).collect();
        format!("{head}\n| --- | --- | --- | --- | --- | --- |\n{rows}\n{details}")
    }

    /// A line on something that is wrong with the gate's own files.
    fn gate(&self, finding: &GateFinding) -> String {
        let at = markdown_code(&shortened(&format!("{}:{}", finding.path, finding.line)));
        let word = markdown(words::severity(finding.severity, self.lang));
        let rule = markdown_code(finding.rule);
        format!(
            "- {at} {word} {rule}{}{}\n",
            self.lang.pick("：", ": "),
            markdown(&shortened(&finding.message))
        )
    }
}

impl Printer for Markdown {
    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        let lang = self.lang;
        let colon = lang.pick("：", ": ");
        for problem in &file.errors {
            let told = markdown(&shortened(&words::problem(problem, lang)));
            self.unreadable
                .push(|| counted(format!("- {}{colon}{told}\n", markdown_code(&shortened(&file.path)))));
        }
        for claim in &file.report.claims {
            if let Some(severity) = file.severity(claim) {
                let kept = self.findings.entry(Reverse(severity)).or_insert_with(|| Kept::new(LONGEST));
                kept.push(|| entry(file, claim, severity, lang));
            } else if let Some(suppression) = file.suppression(claim) {
                let at = markdown_code(&shortened(&place_of(file, claim, lang)));
                let why = markdown(&shortened(&words::suppression(suppression, lang)));
                let rule = markdown_code(&claim.rule.full_id());
                self.accepted.push(|| counted(format!("- {at} {rule}{colon}{why}\n")));
            }
        }
        Ok(())
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let (lang, heading) = (self.lang, self.heading(end));
        let unreadable = lang.pick("无法读取，没有核对", "Could not be read: not checked");
        let unreadable = list(unreadable, &mut self.unreadable, lang);
        let accepted = lang.pick("已接受，不计", "Accepted, not counted");
        let accepted = list(accepted, &mut self.accepted, lang);
        let mut gate = Kept::new(ASIDE);
        end.gate.iter().for_each(|finding| gate.push(|| counted(self.gate(finding))));
        let gate = list(lang.pick("豁免本身的问题", "About the waivers"), &mut gate, lang);
        let used: usize =
            [&heading, &unreadable, &gate, &accepted].iter().map(|part| part.chars().count()).sum();
        let (entries, left_out) = self.fitting(LONGEST.saturating_sub(used));
        let comment =
            [heading, unreadable, gate, self.table(&entries), self::left_out(left_out, lang), accepted]
                .concat();
        writeln!(out, "{}", comment.trim_end())
    }
}

/// A finding and its length in characters.
fn entry(file: &FileReport, claim: &Claim, severity: Severity, lang: Lang) -> (usize, Entry) {
    let fit = contract::suggestions(claim).into_iter();
    let fit = fit.map(|one| format!("{} {}", words::role(&one.role, lang), one.text)).collect::<Vec<_>>();
    let cells = [
        markdown(words::severity(severity, lang)),
        markdown_code(&shortened(&place_of(file, claim, lang))),
        markdown_code(&shortened(&claim.rule.full_id())),
        markdown(words::verdict(claim.judgement.verdict, lang)),
        code_or_nothing(&claim.quote),
        code_or_nothing(&fit.join(lang.pick("，或 ", ", or "))),
    ];
    let entry = Entry { row: format!("| {} |\n", cells.join(" | ")), detail: detail(file, claim, lang) };
    (entry.row.chars().count() + entry.detail.chars().count(), entry)
}

/// The proof, as a block of code in which nothing is markup, under a line that opens it.
fn detail(file: &FileReport, claim: &Claim, lang: Lang) -> String {
    let notes = message::notes(claim, lang).into_iter();
    let notes = notes.map(|note| format!("{}{}{}", note.label, lang.pick("：", ": "), note.text));
    let lines: Vec<String> = std::iter::once(claim.quote.clone())
        .filter(|quote| !quote.is_empty())
        .chain(notes)
        .map(|line| visible(&line).chars().take(4 * QUOTE).collect())
        .collect();
    let fence = fence(&lines);
    let head = markdown_code(&shortened(&place_of(file, claim, lang)));
    let title = markdown(message::title(claim, lang));
    format!(
        "<details><summary>{head} {title}</summary>\n\n{fence}text\n{}\n{fence}\n\n</details>\n\n",
        lines.join("\n")
    )
}

/// A list under its heading, cut where it gets too long.
fn list(title: &str, lines: &mut Kept<String>, lang: Lang) -> String {
    let (fit, beyond, _) = lines.fitting(ASIDE);
    if fit.is_empty() && beyond == 0 {
        return String::new();
    }
    format!("#### {title}\n\n{}\n{}", fit.concat(), left_out(beyond, lang))
}

/// How many things had no room.
fn left_out(count: usize, lang: Lang) -> String {
    match (count, lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => {
            format!("**还有{count}处没有列出**：一条评论放不下；完整的结果见 `--format text` 或 `json`。\n\n")
        }
        (_, Lang::En) => format!(
            "**{count} more left out**: a comment holds no more; `--format text` or `json` shows everything.\n\n"
        ),
    }
}

/// A line and its length in characters.
fn counted(line: String) -> (usize, String) {
    (line.chars().count(), line)
}

fn code_or_nothing(text: &str) -> String {
    if text.is_empty() { String::new() } else { markdown_code(&shortened(text)) }
}

fn shortened(text: &str) -> String {
    let shown = visible(text);
    match shown.char_indices().nth(QUOTE) {
        Some((cut, _)) => format!("{}…", shown.get(..cut).unwrap_or("")),
        None => shown,
    }
}

/// More backticks than there are in a row anywhere in `lines`.
fn fence(lines: &[String]) -> String {
    let runs = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len);
    "`".repeat(runs.max().unwrap_or(0).max(2) + 1)
}

#[cfg(test)]
mod tests {
    use super::super::super::{Problem, samples};
    use super::super::Format;
    use super::super::tests::{printed, printed_of_nothing, run};
    use super::*;

    #[test]
    fn a_comment_with_every_finding_and_its_proof() {
        let comment = printed(Format::Markdown, Lang::En, false);
        insta::assert_snapshot!(comment);
        let rows: Vec<&str> = comment.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(rows.len(), 2 + 6);
        assert!(rows.iter().all(|row| row.matches('|').count() == 7), "{rows:?}");
        let tags = |tag: &str| comment.matches(tag).count();
        assert_eq!([tags("<details>"), tags("</details>"), tags("<img")], [6, 6, 1]);
        assert!(!comment.contains("`@all` ```\n") && !comment.contains("<x>@y"));
    }

    #[test]
    fn nothing_checked_is_said_first() {
        let comment = printed_of_nothing(Format::Markdown, Lang::En);
        assert!(comment.contains("**no claim was recognised&#58; nothing was checked**"), "{comment}");
    }

    #[test]
    fn a_block_of_code_cannot_be_closed_from_within() {
        assert_eq!(fence(&["a ``` b".into(), "`````".into()]), "``````");
        assert_eq!(fence(&[]), "```");
    }

    #[test]
    fn what_does_not_fit_is_counted_and_the_worst_is_kept() {
        let (_, file) = samples::run();
        let files: Vec<FileReport> = (0..500)
            .map(|number| FileReport { path: format!("{number}.txt"), ..file.clone() })
            .chain((0..500).map(|number| FileReport {
                path: format!("{number}.pdf"),
                errors: vec![Problem::NothingToRead],
                ..FileReport::default()
            }))
            .collect();
        let comment = run(Format::Markdown, Options { lang: Lang::En, all: false }, &[], &files);
        assert!((50_000..65_000).contains(&comment.chars().count()), "{}", comment.chars().count());
        let rows = comment.lines().filter(|line| line.starts_with("| error")).count();
        assert!(!comment.contains("\n| warning"), "the mildest go first");
        assert!(comment.contains(&format!("**{} more left out**", 1000 - rows)), "{rows}");
        let unreadable = comment.lines().filter(|line| line.starts_with("- <code>")).count();
        assert!(comment.contains(&format!("**{} more left out**", 500 - unreadable)), "{unreadable}");
    }
}
