//! `gouji annotate`: a copy of a Word document with the findings as comments on the words they are about.
//!
//! The file that was handed in is never written to. This module must not know how a comment is written into a file,
//! nor what it says.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::check::{has_failing, outcome};
use super::gate::{Floors, Session};
use super::output::{Sink, replace};
use super::plan::{Input, Plan, Remarks};
use super::{Outcome, progress::Progress};
use crate::document::{DOCX, DocxComment, DocxReview, ReadError};
use crate::report::terminal::{visible, write_gate, write_problem, write_summary};
use crate::report::{FailOn, FileReport, Lang, Problem, Summary, annotate, words};

/// What is to be written.
pub(super) struct Wanted<'p> {
    pub input: &'p Input,
    pub output: &'p Path,
    pub remarks: &'p Remarks,
    /// Which findings about the gate's own files fail the run.
    pub fail_on: FailOn,
}

/// Checks the one file of `session` and writes a copy of it with comments.
pub(super) fn run(
    plan: &Plan,
    wanted: &Wanted<'_>,
    mut session: Session,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    if let Some(refusal) = refused(wanted, plan.lang) {
        return fail(&refusal, plan.lang, errors);
    }
    let progress = Progress::new(session.tasks.len());
    progress.show(0, &wanted.output.display().to_string(), errors)?;
    let (file, bytes) = session.check_keeping(0)?;
    progress.clear(errors)?;
    let Some(bytes) = bytes.filter(|_| file.errors.is_empty()) else {
        file.errors.iter().try_for_each(|problem| write_problem(&file.path, problem, plan.lang, errors))?;
        return Ok(Outcome::Failed);
    };
    if file.media_type != DOCX {
        return fail(&no_word_document(&file, plan.lang), plan.lang, errors);
    }
    match commented(&file, &bytes, wanted.remarks, plan.lang) {
        Ok((content, count)) => {
            replace(wanted.output, content)?;
            conclude(plan, wanted, &session, &file, count, errors)
        }
        Err(error) => {
            write_problem(&file.path, &Problem::Read(error), plan.lang, errors)?;
            Ok(Outcome::Failed)
        }
    }
}

/// Says what was written and what was found, and how the run ends.
fn conclude(
    plan: &Plan,
    wanted: &Wanted<'_>,
    session: &Session,
    file: &FileReport,
    count: usize,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    let Some(settings) = session.tasks.first().map(|task| task.settings.clone()) else {
        return Ok(Outcome::Failed);
    };
    let (mut floors, mut summary) = (Floors::default(), Summary::default());
    let gate = session.accepted.findings();
    floors.add(&settings, file);
    summary.add(file);
    summary.add_gate(&gate);
    let mut out = Sink::at(None, plan.colours(false))?;
    write_gate(&gate, plan.lang, &mut out)?;
    writeln!(out, "{}", written(wanted.output, count, plan.lang))?;
    write_summary(&summary, plan.lang, &mut out)?;
    out.finish()?;
    floors.messages(plan.lang).iter().try_for_each(|message| writeln!(errors, "{message}"))?;
    session.accepted.say_stale(plan.lang, errors)?;
    let fails = has_failing(file, settings.fails_on())
        || gate.iter().any(|finding| wanted.fail_on.fails(finding.severity))
        || !floors.are_met();
    Ok(outcome(&summary, fails))
}

/// The document with its comments, and how many there are.
fn commented(
    file: &FileReport,
    bytes: &[u8],
    remarks: &Remarks,
    lang: Lang,
) -> Result<(Vec<u8>, usize), ReadError> {
    let claims = annotate::claims(file, remarks.all);
    if claims.is_empty() {
        return Ok((bytes.to_vec(), 0));
    }
    let mut review = DocxReview::open(bytes)?;
    for claim in &claims {
        let anchor = review.anchor(&annotate::spans(claim)).ok_or(ReadError::NoText)?;
        let lines = annotate::lines(file, claim, anchor.on, lang);
        review.add(anchor, signed(remarks, lines));
    }
    Ok((review.finish()?, claims.len()))
}

fn signed(remarks: &Remarks, lines: Vec<String>) -> DocxComment {
    let author = visible(&remarks.author);
    let initials = author
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .take(INITIALS)
        .collect();
    let date = remarks.date.map(|date| format!("{date}T00:00:00Z"));
    DocxComment { author, initials, date, lines }
}

/// How many initials a name has at most.
const INITIALS: usize = 3;

/// Why nothing is to be written, if so: the input is a folder, or the output is the input.
fn refused(wanted: &Wanted<'_>, lang: Lang) -> Option<String> {
    let Input::Path(input) = wanted.input else { return None };
    let shown = visible(&input.display().to_string());
    if input.is_dir() {
        return Some(match lang {
            Lang::Zh => format!("{shown}是文件夹；请指定一个 Word 文档（docx）"),
            Lang::En => format!("{shown} is a folder; name one Word document (docx)"),
        });
    }
    let same = resolved(input).is_some_and(|input| resolved(wanted.output) == Some(input));
    same.then(|| match lang {
        Lang::Zh => format!("{shown}是交来的文件，不会改写；请用 -o 写到另一个文件"),
        Lang::En => {
            format!("{shown} is the file that was handed in and is never written to; name another with -o")
        }
    })
}

/// Where a file is in the end, links followed; `None` if it is not there.
fn resolved(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path).ok()
}

fn no_word_document(file: &FileReport, lang: Lang) -> String {
    let shown = visible(&file.path);
    match lang {
        Lang::Zh => format!(
            "{shown}不是 Word 文档（docx），不能加批注；可用 gouji check {shown} --format html -o FILE 写成网页"
        ),
        Lang::En => format!(
            "{shown} is no Word document (docx), and only one can be commented on; \
             gouji check {shown} --format html -o FILE writes a page instead"
        ),
    }
}

fn fail(message: &str, lang: Lang, errors: &mut dyn Write) -> io::Result<Outcome> {
    let word = words::severity(crate::verdict::Severity::Error, lang);
    writeln!(errors, "{word}: {message}")?;
    Ok(Outcome::Failed)
}

/// What was written.
fn written(output: &Path, count: usize, lang: Lang) -> String {
    let shown = visible(&output.display().to_string());
    match (count, lang) {
        (0, Lang::Zh) => format!("{shown}：没有可批注的，照原样写出"),
        (0, Lang::En) => format!("{shown}: nothing to comment on; written as it was"),
        (_, Lang::Zh) => format!("{shown}：写入批注 {count} 条"),
        (1, Lang::En) => format!("{shown}: 1 comment"),
        (_, Lang::En) => format!("{shown}: {count} comments"),
    }
}
