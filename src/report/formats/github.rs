//! `github`: workflow commands, which GitHub Actions shows as annotations in the lines they are about.
//!
//! Whatever comes from a document, a file name or a pack is escaped, so that it can neither end a command nor begin
//! another. This module must not know how many annotations are shown.

use std::io::{self, Write};

use super::super::terminal::{Options, summary_lines, visible};
use super::super::{FileReport, Lang, message, notes, words};
use super::place::Places;
use super::{End, Printer};
use crate::ledger::Claim;
use crate::verdict::Severity;

/// Writes a command for each finding.
pub(super) struct Github {
    lang: Lang,
}

/// One command.
struct Command<'a> {
    severity: Severity,
    path: Option<&'a str>,
    /// `line=…,endLine=…`, without a comma before.
    place: String,
    title: String,
    lines: Vec<String>,
}

impl Github {
    pub(super) fn new(options: Options) -> Github {
        Github { lang: options.lang }
    }

    fn finding<'a>(
        &self,
        file: &'a FileReport,
        claim: &Claim,
        severity: Severity,
        places: &Places,
    ) -> Command<'a> {
        // Where there is no line to stand in, the title says where to look.
        let named = Some(words::location(&claim.place, self.lang));
        let named = named.filter(|named| file.position(claim).is_none() && !named.is_empty());
        let named = named.map(|named| format!(" ({named})")).unwrap_or_default();
        let title = format!("{}: {}{named}", claim.rule.full_id(), message::title(claim, self.lang));
        let notes = message::notes(claim, self.lang).into_iter();
        Command {
            severity,
            path: Some(&file.path),
            place: place(claim, places),
            title,
            lines: notes.map(|note| format!("{}: {}", note.label, note.text)).collect(),
        }
    }

    /// What is to be known of the file as a whole.
    fn remarks<'a>(&self, file: &'a FileReport) -> Vec<Command<'a>> {
        let lang = self.lang;
        let remark = |severity, place: String, text: String| Command {
            severity,
            path: Some(file.path.as_str()),
            place,
            title: env!("CARGO_PKG_NAME").to_owned(),
            lines: vec![text],
        };
        let problems = file
            .errors
            .iter()
            .map(|problem| remark(Severity::Error, String::new(), words::problem(problem, lang)));
        let guessed = file
            .encoding
            .filter(|encoding| encoding.assumed)
            .map(|encoding| remark(Severity::Note, String::new(), words::guessed(encoding.name, lang)));
        let notes = file.report.notes.iter().map(|note| {
            let place = note
                .lines()
                .filter(|_| file.has_lines)
                .map(|lines| format!("line={},endLine={}", lines.first, lines.last));
            remark(Severity::Note, place.unwrap_or_default(), notes::sentence(note, lang))
        });
        problems.chain(guessed).chain(notes).collect()
    }
}

impl Printer for Github {
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        for command in self.remarks(file) {
            command.write(out)?;
        }
        let places = Places::new(file);
        for claim in &file.report.claims {
            if let Some(severity) = file.severity(claim) {
                self.finding(file, claim, severity, &places).write(out)?;
            } else if let Some(why) = file.suppression(claim).filter(|_| file.is_shown(claim)) {
                let told = words::suppression(why, self.lang);
                let finding = self.finding(file, claim, Severity::Note, &places);
                Command { lines: vec![told], ..finding }.write(out)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let alone = |severity, text: String| Command {
            severity,
            path: None,
            place: String::new(),
            title: env!("CARGO_PKG_NAME").to_owned(),
            lines: vec![text],
        };
        for finding in end.gate {
            let place = format!("line={},endLine={}", finding.line, finding.line);
            let command = alone(finding.severity, finding.message.clone());
            let title = finding.rule.to_owned();
            Command { path: Some(&finding.path), place, title, ..command }.write(out)?;
        }
        let [files, findings, coverage] = summary_lines(end.summary, self.lang);
        if let Some(told) = end.shortfall {
            alone(Severity::Error, told.to_owned()).write(out)?;
        }
        if end.summary.claims == 0 {
            alone(Severity::Warning, findings.clone()).write(out)?;
        }
        writeln!(out, "{files}\n{findings}\n{coverage}")
    }
}

/// Where the claim stands. A column range is only understood within one line.
fn place(claim: &Claim, places: &Places) -> String {
    let Some(at) = places.of(claim) else { return String::new() };
    let lines = format!("line={},endLine={}", at.start.line, at.end.line);
    if at.start.line == at.end.line {
        format!("{lines},col={},endColumn={}", at.start.column, at.end.column)
    } else {
        lines
    }
}

impl Command<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let name = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let file = self.path.map(|path| format!("file={}", property(path)));
        let place = Some(self.place.clone()).filter(|place| !place.is_empty());
        let title = Some(format!("title={}", property(&self.title)));
        let properties: Vec<String> = [file, place, title].into_iter().flatten().collect();
        let lines: Vec<String> = self.lines.iter().map(|line| data(line)).collect();
        writeln!(out, "::{name} {}::{}", properties.join(","), lines.join("%0A"))
    }
}

/// Text as the message of a command.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// Text as a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::tests::{printed, printed_of_nothing};
    use super::*;

    #[test]
    fn a_command_for_each_finding_and_each_file_that_could_not_be_read() {
        insta::assert_snapshot!(printed(Format::Github, Lang::En, false));
        let commands = printed(Format::Github, Lang::Zh, false);
        let begin = |start: &str| commands.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!([begin("::error "), begin("::warning "), begin("::notice ")], [6, 2, 4]);
        assert_eq!(commands.lines().filter(|line| line.contains("::")).count(), 12, "{commands}");
    }

    #[test]
    fn nothing_checked_is_a_warning() {
        let printed = printed_of_nothing(Format::Github, Lang::En);
        assert!(printed.starts_with("::warning title=gouji::no claim was recognised"), "{printed}");
    }

    #[test]
    fn nothing_ends_a_command_or_a_property() {
        assert_eq!(property("a:b,c%0A\r\nd\u{1b}"), "a%3Ab%2Cc%250A␍␊d␛");
        assert_eq!(data("100%::error::x\n::y"), "100%25::error::x␊::y");
    }
}
