//! The terminal: findings as a good compiler shows errors, then a summary that never lets silence pass for a pass.
//!
//! Everything that comes from a report, a file name or a pack goes through `visible`, so that the only escape
//! sequences are this program's own (and whoever owns the writer may strip those). This module must not know where
//! its output goes.

mod excerpt;
mod summary;
mod visible;

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::gate::GateFinding;
use super::{FileReport, Lang, Problem, message, notes, words};
use crate::document::LineIndex;
use crate::ledger::{Claim, Unclaimed};
use crate::verdict::Severity;
use excerpt::{Mark, Row};
pub(crate) use visible::visible;

pub use summary::{lines as summary_lines, write_summary};

/// How to show findings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The language of messages.
    pub lang: Lang,
    /// Whether to show claims without a severity, and figures that no claim used, as well.
    pub all: bool,
}

const BOLD: Style = Style::new().bold();
const GUTTER: Style = AnsiColor::Blue.on_default();

fn colour(severity: Option<Severity>) -> Style {
    match severity {
        Some(Severity::Error) => AnsiColor::Red.on_default().bold(),
        Some(Severity::Warning) => AnsiColor::Yellow.on_default().bold(),
        Some(Severity::Note) => AnsiColor::Cyan.on_default().bold(),
        None => AnsiColor::Green.on_default(),
    }
}

/// Writes what was found in one file, in the order of its text. Nothing for a file with nothing to show.
pub fn write_file(file: &FileReport, options: Options, out: &mut dyn Write) -> io::Result<()> {
    write_encoding(file, options.lang, out)?;
    write_notes(file, options.lang, out)?;
    let index = LineIndex::new(&file.text);
    let mut claims: Vec<&Claim> = file.report.claims.iter().collect();
    claims.sort_by_key(|claim| (claim.span.start, claim.span.end));
    for claim in claims {
        match file.severity(claim) {
            Some(severity) => write_finding(file, &index, claim, severity, options.lang, out)?,
            None if options.all || file.is_shown(claim) => write_claim(file, claim, options.lang, out)?,
            None => {}
        }
    }
    if options.all {
        file.report
            .unclaimed
            .iter()
            .try_for_each(|figure| write_unclaimed(file, figure, options.lang, out))?;
    }
    Ok(())
}

/// What is wrong with the gate's own files.
pub fn write_gate(findings: &[GateFinding], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        let style = colour(Some(finding.severity));
        let (word, colon) = (words::severity(finding.severity, lang), lang.pick("：", ": "));
        let (rule, message) = (finding.rule, visible(&finding.message));
        writeln!(out, "{style}{word}[{rule}]{style:#}{BOLD}{colon}{message}{BOLD:#}")?;
        let path = visible(&finding.path);
        writeln!(out, "  {GUTTER}┌─{GUTTER:#} {path}:{}:{}\n", finding.line, finding.column)?;
    }
    Ok(())
}

/// One line for a file that could not be read.
pub fn write_problem(path: &str, problem: &Problem, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let style = colour(Some(Severity::Error));
    let word = words::severity(Severity::Error, lang);
    writeln!(out, "{style}{word}{style:#}: {}: {}", visible(path), visible(&words::problem(problem, lang)))
}

/// Says so where the encoding was guessed: a wrong guess reads figures wrongly.
fn write_encoding(file: &FileReport, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let Some(encoding) = file.encoding.filter(|encoding| encoding.assumed) else { return Ok(()) };
    let style = colour(Some(Severity::Note));
    let word = words::severity(Severity::Note, lang);
    let (path, told) = (visible(&file.path), words::guessed(encoding.name, lang));
    writeln!(out, "{style}{word}{style:#}: {path}: {told}\n")
}

/// A line for each note on the whole file.
fn write_notes(file: &FileReport, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let style = colour(Some(Severity::Note));
    let (word, path) = (words::severity(Severity::Note, lang), visible(&file.path));
    for note in &file.report.notes {
        writeln!(out, "{style}{word}{style:#}: {path}: {}", visible(&notes::sentence(note, lang)))?;
    }
    if file.report.notes.is_empty() { Ok(()) } else { writeln!(out) }
}

fn write_finding(
    file: &FileReport,
    index: &LineIndex<'_>,
    claim: &Claim,
    severity: Severity,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_heading(claim, words::severity(severity, lang), message::title(claim, lang), lang, out)?;
    let rows = excerpt::rows(&file.text, index, &marks(claim, lang));
    let widest = rows.iter().map(|row| row.line).max().unwrap_or(claim.line).to_string().len();
    let margin = " ".repeat(widest);
    writeln!(out, "{margin} {GUTTER}┌─{GUTTER:#} {}", place_of(file, claim, lang))?;
    writeln!(out, "{margin} {GUTTER}│{GUTTER:#}")?;
    let numbered = file.has_lines;
    rows.iter().try_for_each(|row| write_row(row, numbered, widest, colour(Some(severity)), out))?;
    if !rows.is_empty() {
        writeln!(out, "{margin} {GUTTER}│{GUTTER:#}")?;
    }
    for note in message::notes(claim, lang) {
        write_note(&margin, note.label, &note.text, lang, out)?;
    }
    if let Some(line) = claim.copy_of {
        let text = match lang {
            Lang::Zh => format!("与第{line}行的说法逐字相同"),
            Lang::En => format!("the same, word for word, as on line {line}"),
        };
        write_note(&margin, lang.pick("重复", "copy"), &text, lang, out)?;
    }
    writeln!(out)
}

fn write_heading(claim: &Claim, word: &str, title: &str, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let style = colour(claim.severity);
    let (id, colon) = (visible(&claim.rule.full_id()), lang.pick("：", ": "));
    writeln!(out, "{style}{word}[{id}]{style:#}{BOLD}{colon}{}{BOLD:#}", visible(title))
}

fn write_note(margin: &str, label: &str, text: &str, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let colon = lang.pick("：", ": ");
    writeln!(out, "{margin} {GUTTER}={GUTTER:#} {BOLD}{label}{BOLD:#}{colon}{}", visible(text))
}

/// A row with its line number, where the lines are those of the file.
fn write_row(row: &Row, numbered: bool, widest: usize, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let margin = " ".repeat(widest);
    let number = if numbered { row.line.to_string() } else { String::new() };
    writeln!(out, "{GUTTER}{number:>widest$} │{GUTTER:#} {}", row.text)?;
    for below in std::iter::once(&row.carets).chain(&row.labels) {
        writeln!(out, "{margin} {GUTTER}│{GUTTER:#} {style}{below}{style:#}")?;
    }
    Ok(())
}

/// The operands that stand in the text, called by their roles.
fn marks(claim: &Claim, lang: Lang) -> Vec<Mark> {
    let stated = claim.operands.iter().filter_map(|operand| Some((operand, operand.span.clone()?)));
    stated.map(|(operand, span)| Mark { span, label: visible(words::role(&operand.role, lang)) }).collect()
}

/// Two lines for a claim that is no finding, or that somebody has accepted.
fn write_claim(file: &FileReport, claim: &Claim, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let word = words::verdict(claim.judgement.verdict, lang);
    write_heading(claim, word, &message::sentence(claim, lang), lang, out)?;
    for flag in &claim.judgement.flags {
        write_note(" ", lang.pick("注意", "note"), &words::flag(flag, lang), lang, out)?;
    }
    if let Some(suppression) = file.suppression(claim) {
        let text = words::suppression(suppression, lang);
        write_note(" ", lang.pick("不计", "suppressed"), &text, lang, out)?;
    }
    writeln!(out, "  {GUTTER}┌─{GUTTER:#} {}\n", place_of(file, claim, lang))
}

/// Where a claim stands: what an editor can jump to, else what a person can find, else the file.
pub(super) fn place_of(file: &FileReport, claim: &Claim, lang: Lang) -> String {
    if let Some((line, column)) = file.position(claim) {
        return format!("{}:{line}:{column}", visible(&file.path));
    }
    match words::location(&claim.place, lang) {
        place if place.is_empty() => visible(&file.path),
        place => visible(&format!("{}{}{place}", file.path, lang.pick("：", ": "))),
    }
}

fn write_unclaimed(file: &FileReport, figure: &Unclaimed, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let text = visible(&figure.text);
    match lang {
        Lang::Zh => writeln!(out, "{BOLD}未涉及{BOLD:#}：没有规则用到{text}")?,
        Lang::En => writeln!(out, "{BOLD}unclaimed{BOLD:#}: no rule used {text}")?,
    }
    let path = visible(&file.path);
    if file.has_lines {
        writeln!(out, "  {GUTTER}┌─{GUTTER:#} {path}:{}:{}\n", figure.line, figure.column)
    } else {
        let place = visible(&words::location(&figure.place, lang));
        writeln!(out, "  {GUTTER}┌─{GUTTER:#} {path}{}{place}\n", lang.pick("：", ": "))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Summary, SuppressedBy, Suppression, samples};
    use super::*;

    fn shown(file: &FileReport, lang: Lang, all: bool) -> String {
        let mut out = Vec::new();
        write_file(file, Options { lang, all }, &mut out).unwrap();
        let mut summary = Summary::default();
        summary.add(file);
        write_summary(&summary, lang, &mut out).unwrap();
        anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string()
    }

    #[test]
    fn findings_in_chinese() {
        insta::assert_snapshot!(shown(&samples::run().1, Lang::Zh, false));
    }

    #[test]
    fn every_claim_in_english() {
        insta::assert_snapshot!(shown(&samples::run().1, Lang::En, true));
    }

    #[test]
    fn a_known_finding_is_counted_and_shown_on_request_a_waived_one_always() {
        let mut file = samples::run().1;
        file.report.claims[2].id = "other".into();
        let mut accepted = |by, justification: Option<&str>, all| {
            let justification = justification.map(str::to_owned);
            let why = Suppression { by, justification, ..Suppression::known() };
            file.suppressions.insert(file.report.claims[0].id.clone(), why);
            shown(&file, Lang::Zh, all)
        };
        let known = accepted(SuppressedBy::Baseline, None, false);
        assert!(!known.contains("124%"), "{known}");
        assert!(known.contains("错误 0，警告 1，提示 0（另有已知 1，不计）"), "{known}");
        assert!(accepted(SuppressedBy::Baseline, None, true).contains("不计：基线中已有"));
        let waived = accepted(SuppressedBy::Waiver, Some("见附件二"), false);
        assert!(waived.contains("124%") && waived.contains("不计：已豁免：见附件二"), "{waived}");
        assert!(waived.contains("（另有已豁免 1，不计）"), "{waived}");
    }

    #[test]
    fn nothing_recognised_is_said_to_be_nothing_checked() {
        let file = samples::file("a.txt", "无", Vec::new());
        insta::assert_snapshot!(shown(&file, Lang::Zh, false));
    }

    #[test]
    fn a_hostile_file_name_indicator_and_text_stay_on_the_page() {
        let mut claim = samples::inconsistent();
        claim.indicator = Some("内资\x1b]0;own\x07\u{202e}".into());
        let text = "\x1b[2J内资1442万美元\r，目标1200万美元\u{9b}H，完成124%\x08";
        let file = samples::file("a\x1b[31m\n.txt", text, vec![claim]);
        let mut out = Vec::new();
        write_file(&file, Options { lang: Lang::Zh, all: true }, &mut out).unwrap();
        let out = anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string();
        assert!(!out.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{out}");
        assert!(out.contains("a␛[31m␊.txt:1:"), "{out}");
    }
}
