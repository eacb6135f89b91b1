//! `jsonl`: one JSON object a line, written as the files are read.
//!
//! This module must not keep anything of a file once the next one comes.

use std::io::{self, Write};

use super::super::contract::{Claim, Encoding, Error, SCHEMA, Tool, Unclaimed};
use super::super::notes::Note;
use super::super::records::{ClaimRecord, ErrorRecord, FileRecord, Record, SummaryRecord, UnclaimedRecord};
use super::super::terminal::Options;
use super::super::{FileReport, Summary};
use super::{End, Printer};

/// Writes records, each through one buffer.
pub(super) struct Jsonl {
    options: Options,
    line: Vec<u8>,
}

impl Jsonl {
    pub(super) fn new(options: Options) -> Jsonl {
        Jsonl { options, line: Vec::new() }
    }

    fn write(&mut self, record: &Record<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, record)?;
        self.line.push(b'\n');
        out.write_all(&self.line)
    }

    fn file_record<'a>(&self, file: &'a FileReport) -> Record<'a> {
        let mut counts = Summary::default();
        counts.add(file);
        Record::File(FileRecord {
            path: &file.path,
            media_type: file.media_type,
            encoding: file.encoding.map(Encoding::from),
            claims: counts.claims,
            findings: counts.findings,
            suppressed: counts.suppressed,
            coverage: counts.coverage,
            notes: file.report.notes.iter().map(|note| Note::new(note, self.options.lang)).collect(),
        })
    }
}

impl Printer for Jsonl {
    fn file(&mut self, file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
        let Options { lang, all } = self.options;
        let path = file.path.as_str();
        for problem in &file.errors {
            let error = Error::new(problem, lang);
            self.write(&Record::Error(ErrorRecord { path, error }), out)?;
        }
        if !file.errors.is_empty() {
            return Ok(());
        }
        let record = self.file_record(file);
        self.write(&record, out)?;
        for claim in file.report.claims.iter().filter(|claim| all || file.is_shown(claim)) {
            let claim = Claim::new(claim, file, lang);
            self.write(&Record::Claim(Box::new(ClaimRecord { path, claim })), out)?;
        }
        for figure in file.report.unclaimed.iter().filter(|_| all) {
            let figure = Unclaimed::new(figure, file.offset, lang);
            self.write(&Record::Unclaimed(UnclaimedRecord { path, figure }), out)?;
        }
        Ok(())
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in end.gate {
            self.write(&Record::Gate(finding), out)?;
        }
        let tool = Tool::new(end.packs);
        let record = SummaryRecord { schema: SCHEMA, tool, exit_code: end.code, summary: end.summary };
        self.write(&Record::Summary(record), out)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::super::Lang;
    use super::super::Format;
    use super::super::tests::{printed, printed_of_nothing};

    fn records(all: bool) -> Vec<Value> {
        let printed = printed(Format::Jsonl, Lang::En, all);
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn findings_alone_then_with_everything_else() {
        insta::assert_snapshot!(printed(Format::Jsonl, Lang::En, false));
        let of = |all: bool, what: &str| records(all).iter().filter(|record| record["type"] == what).count();
        assert_eq!(
            ["file", "claim", "unclaimed", "error", "summary"].map(|what| of(false, what)),
            [5, 7, 0, 2, 1]
        );
        assert_eq!(
            ["file", "claim", "unclaimed", "error", "summary"].map(|what| of(true, what)),
            [5, 9, 1, 2, 1]
        );
    }

    #[test]
    fn a_run_in_which_nothing_was_checked_says_so_in_numbers() {
        let printed = printed_of_nothing(Format::Jsonl, Lang::Zh);
        let last: Value = serde_json::from_str(printed.lines().last().unwrap()).unwrap();
        assert_eq!((&last["type"], &last["summary"]["claims"]), (&"summary".into(), &0.into()));
    }

    #[test]
    fn every_record_is_what_the_schema_says() {
        let validator = jsonschema::validator_for(&crate::schema::Shape::Lines.schema()).unwrap();
        for record in records(true) {
            let wrong: Vec<String> = validator.iter_errors(&record).map(|error| error.to_string()).collect();
            assert!(wrong.is_empty(), "{record}: {wrong:?}");
        }
        assert!(!validator.is_valid(&serde_json::json!({ "type": "file" })));
        assert!(!validator.is_valid(&serde_json::json!({ "type": "other", "path": "a" })));
    }
}
