//! `junit`: a test suite for each file and a test for each claim, as servers that run tests display them.
//!
//! The shape is that of Ant's JUnit task, which is what they agree on: a suite needs a time and a host, which are
//! fixed here so that the same files give the same bytes. This module must not know a server.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::super::gate::GateFinding;
use super::super::terminal::{Options, place_of, summary_lines, visible};
use super::super::{FileReport, Lang, message, notes, words};
use super::{End, Printer};
use crate::ledger::Claim;
use crate::verdict::{Severity, Verdict};

/// The time that a suite has to have. Output does not depend on the clock.
const TIME: &str = "1970-01-01T00:00:00";

/// Writes a suite as each file comes.
pub(super) struct Junit {
    lang: Lang,
    suites: usize,
}

/// How a test came out.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    Passed,
    /// Not judged, or accepted; with the reason.
    Skipped(String),
    /// A finding of warning or above: its verdict, its sentence and all that is to be said of it.
    Failed(&'static str, String, String),
    /// The file could not be read: a code and a sentence.
    Broken(&'static str, String),
}

/// One test.
struct Test {
    name: String,
    outcome: Outcome,
}

impl Junit {
    pub(super) fn new(options: Options) -> Junit {
        Junit { lang: options.lang, suites: 0 }
    }

    fn tests(&self, file: &FileReport) -> Vec<Test> {
        let broken = file.errors.iter().map(|problem| Test {
            name: self.lang.pick("读取", "read").to_owned(),
            outcome: Outcome::Broken(problem.code(), words::problem(problem, self.lang)),
        });
        let tests: Vec<Test> =
            broken.chain(file.report.claims.iter().map(|claim| self.test(file, claim))).collect();
        if tests.is_empty() { vec![self.nothing()] } else { tests }
    }

    /// A suite without a test looks like one that passed.
    fn nothing(&self) -> Test {
        let name = self.lang.pick("说法", "claims").to_owned();
        let told = self
            .lang
            .pick("没有认出可以核算的说法：什么都没有核对", "no claim was recognised: nothing was checked");
        Test { name, outcome: Outcome::Skipped(told.to_owned()) }
    }

    fn test(&self, file: &FileReport, claim: &Claim) -> Test {
        let rule = claim.rule.full_id();
        let place = match file.position(claim) {
            Some((line, column)) => format!("{line}:{column}"),
            None => words::location(&claim.place, self.lang),
        };
        Test { name: format!("{rule} {place}").trim_end().to_owned(), outcome: self.outcome(file, claim) }
    }

    fn outcome(&self, file: &FileReport, claim: &Claim) -> Outcome {
        let lang = self.lang;
        if let Some(suppression) = file.suppression(claim) {
            return Outcome::Skipped(words::suppression(suppression, lang));
        }
        match claim.severity {
            Some(Severity::Error | Severity::Warning) => Outcome::Failed(
                words::verdict_code(claim.judgement.verdict),
                message::sentence(claim, lang),
                detail(file, claim, lang),
            ),
            _ if claim.judgement.verdict == Verdict::Unchecked => {
                Outcome::Skipped(message::sentence(claim, lang))
            }
            _ => Outcome::Passed,
        }
    }

    /// Too little coverage, as a suite of the run with one test that fails.
    fn write_shortfall(&mut self, told: &str, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut run = FileReport { path: env!("CARGO_PKG_NAME").to_owned(), ..FileReport::default() };
        run.report.coverage = end.summary.coverage;
        let outcome = Outcome::Failed("coverage", told.to_owned(), visible(told));
        let tests = vec![Test { name: self.lang.pick("覆盖率", "coverage").to_owned(), outcome }];
        self.write_suite(&run, tests, String::new(), out)
    }

    /// What is wrong with the gate's own files, as a suite each with one test.
    fn write_gate(&mut self, finding: &GateFinding, out: &mut dyn Write) -> io::Result<()> {
        let run = FileReport { path: finding.path.clone(), ..FileReport::default() };
        let told = visible(&finding.message);
        let outcome = match finding.severity {
            Severity::Note => Outcome::Skipped(told),
            _ => Outcome::Failed("waiver", finding.message.clone(), told),
        };
        let name = format!("{} {}:{}", finding.rule, finding.line, finding.column);
        self.write_suite(&run, vec![Test { name, outcome }], String::new(), out)
    }

    fn write_suite(
        &mut self,
        file: &FileReport,
        tests: Vec<Test>,
        remarks: String,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let suite = Suite { file, id: self.suites, tests, remarks };
        self.suites += 1;
        suite.write(&mut Writer::new_with_indent(&mut *out, b' ', 2))?;
        out.write_all(b"\n")
    }

    /// What no test can say: notes on findings that do not fail, on the file, and figures nobody looked at.
    fn remarks(&self, file: &FileReport) -> String {
        let lang = self.lang;
        let guessed = file.encoding.filter(|encoding| encoding.assumed);
        let guessed = guessed.map(|encoding| words::guessed(encoding.name, lang));
        let notes = file.report.notes.iter().map(|note| notes::sentence(note, lang));
        let mild = file.report.claims.iter().filter(|claim| file.severity(claim) == Some(Severity::Note));
        let mild = mild.map(|claim| detail(file, claim, lang));
        let unclaimed = file.report.unclaimed.iter().map(|figure| {
            let place = match file.has_lines {
                true => format!("{}:{}", figure.line, figure.column),
                false => words::location(&figure.place, lang),
            };
            format!("{place}: {} {}", lang.pick("未涉及", "unclaimed"), figure.text)
        });
        let all: Vec<String> = guessed.into_iter().chain(notes).chain(mild).chain(unclaimed).collect();
        all.iter().flat_map(|text| text.lines()).map(|line| format!("{}\n", visible(line))).collect()
    }
}

/// Where a finding stands, what it is about and its proof, a line each.
fn detail(file: &FileReport, claim: &Claim, lang: Lang) -> String {
    let notes = message::notes(claim, lang).into_iter();
    let notes = notes.map(|note| visible(&format!("{}: {}", note.label, note.text)));
    let head = [place_of(file, claim, lang), visible(&claim.quote)];
    head.into_iter().filter(|line| !line.is_empty()).chain(notes).collect::<Vec<_>>().join("\n")
}

impl Printer for Junit {
    fn start(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n")
    }

    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let (tests, remarks) = (self.tests(file), self.remarks(file));
        self.write_suite(file, tests, remarks, out)
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        end.gate.iter().try_for_each(|finding| self.write_gate(finding, out))?;
        if let Some(told) = end.shortfall {
            self.write_shortfall(told, end, out)?;
        }
        let told = summary_lines(end.summary, self.lang);
        // Two hyphens would end a comment.
        writeln!(out, "<!--\n{}\n-->\n</testsuites>", told.join("\n").replace("--", "‐‐"))
    }
}

/// One suite, ready to be written.
struct Suite<'f> {
    file: &'f FileReport,
    id: usize,
    tests: Vec<Test>,
    remarks: String,
}

type Out<'w> = Writer<&'w mut dyn Write>;

impl Suite<'_> {
    fn write(&self, xml: &mut Out<'_>) -> io::Result<()> {
        let path = visible(&self.file.path);
        let count =
            |of: fn(&Outcome) -> bool| self.tests.iter().filter(|test| of(&test.outcome)).count().to_string();
        let suite = xml.create_element("testsuite").with_attributes([
            ("package", env!("CARGO_PKG_NAME")),
            ("id", &self.id.to_string()),
            ("name", &path),
            ("timestamp", TIME),
            ("hostname", "localhost"),
            ("tests", &self.tests.len().to_string()),
            ("failures", &count(|outcome| matches!(outcome, Outcome::Failed(..)))),
            ("errors", &count(|outcome| matches!(outcome, Outcome::Broken(..)))),
            ("skipped", &count(|outcome| matches!(outcome, Outcome::Skipped(_)))),
            ("time", "0"),
        ]);
        suite.write_inner_content(|xml| {
            self.write_coverage(xml)?;
            self.tests.iter().try_for_each(|test| test.write(&path, xml))?;
            xml.create_element("system-out").write_text_content(BytesText::new(&self.remarks))?;
            xml.create_element("system-err").write_empty().map(|_| ())
        })?;
        Ok(())
    }

    fn write_coverage(&self, xml: &mut Out<'_>) -> io::Result<()> {
        let seen = self.file.report.coverage;
        let counts = [
            ("figures", seen.figures),
            ("judged", seen.judged),
            ("unchecked", seen.unchecked),
            ("unclaimed", seen.unclaimed),
        ];
        xml.create_element("properties").write_inner_content(|xml| {
            for (name, count) in counts {
                let (name, count) = (format!("coverage.{name}"), count.to_string());
                let property = xml.create_element("property");
                property.with_attributes([("name", name.as_str()), ("value", &count)]).write_empty()?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

impl Test {
    fn write(&self, path: &str, xml: &mut Out<'_>) -> io::Result<()> {
        let name = visible(&self.name);
        let test = xml.create_element("testcase");
        let test = test.with_attributes([("classname", path), ("name", &name), ("time", "0")]);
        match &self.outcome {
            Outcome::Passed => test.write_empty()?,
            outcome => test.write_inner_content(|xml| outcome.write(xml))?,
        };
        Ok(())
    }
}

impl Outcome {
    fn write(&self, xml: &mut Out<'_>) -> io::Result<()> {
        match self {
            Outcome::Passed => {}
            Outcome::Skipped(why) => {
                let why = visible(why);
                xml.create_element("skipped").with_attribute(("message", why.as_str())).write_empty()?;
            }
            Outcome::Failed(kind, told, detail) => {
                let told = visible(told);
                let failure = xml.create_element("failure");
                let failure = failure.with_attributes([("message", told.as_str()), ("type", *kind)]);
                failure.write_text_content(BytesText::new(detail))?;
            }
            Outcome::Broken(code, told) => {
                let told = visible(told);
                let error = xml.create_element("error");
                error.with_attributes([("message", told.as_str()), ("type", *code)]).write_empty()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
