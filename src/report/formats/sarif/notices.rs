//! What is to be told of a run beside its results: files that could not be read, and what only the whole shows.
//!
//! This module must not know results.

use super::super::super::terminal::summary_lines;
use super::super::super::{FileReport, Lang, Problem, notes, words};
use super::super::End;
use super::level;
use super::model::{
    ArtifactLocation, DescriptorReference, Location, Message, Notification, PhysicalLocation,
};
use crate::verdict::Severity;

/// Of one file: what whoever called the program has to set right, and what happened on the way.
pub(super) fn of_file(
    file: &FileReport,
    at: &ArtifactLocation,
    lang: Lang,
) -> (Vec<Notification>, Vec<Notification>) {
    let on_file = |id: String, severity, text: String| Notification {
        locations: vec![location(at)],
        ..notice(id, severity, &text)
    };
    let problem = |problem: &Problem| {
        on_file(format!("unreadable/{}", problem.code()), Severity::Error, words::problem(problem, lang))
    };
    let (asked, met): (Vec<&Problem>, Vec<&Problem>) = file.errors.iter().partition(|found| is_asked(found));
    let guessed = file.encoding.filter(|encoding| encoding.assumed).map(|encoding| {
        on_file("encoding-guessed".to_owned(), Severity::Note, words::guessed(encoding.name, lang))
    });
    let notes =
        file.report.notes.iter().map(|note| {
            on_file(format!("note/{}", note.code()), Severity::Note, notes::sentence(note, lang))
        });
    let execution = met.into_iter().map(problem).chain(guessed).chain(notes).collect();
    (asked.into_iter().map(problem).collect(), execution)
}

/// Whether somebody asked for what is not there.
fn is_asked(problem: &Problem) -> bool {
    matches!(problem, Problem::NothingToRead | Problem::System { kind: std::io::ErrorKind::NotFound, .. })
}

/// Of the run: too little judged, or nothing at all, and how much of it is left to read.
pub(super) fn of_run(end: &End<'_>, lang: Lang) -> Vec<Notification> {
    let [_, findings, coverage] = summary_lines(end.summary, lang);
    let nothing =
        (end.summary.claims == 0).then(|| notice("nothing-checked".to_owned(), Severity::Warning, &findings));
    let short = end.shortfall.map(|told| notice("too-little-judged".to_owned(), Severity::Error, told));
    let told = notice("coverage".to_owned(), Severity::Note, &coverage);
    let gate = end.gate.iter().map(|finding| {
        let text = format!("{}:{}: {}", finding.path, finding.line, finding.message);
        notice(finding.rule.to_owned(), finding.severity, &text)
    });
    nothing.into_iter().chain(short).chain(gate).chain(std::iter::once(told)).collect()
}

fn notice(id: String, severity: Severity, text: &str) -> Notification {
    Notification {
        descriptor: DescriptorReference { id },
        level: level(Some(severity)),
        message: Message::new(text),
        locations: Vec::new(),
    }
}

fn location(at: &ArtifactLocation) -> Location {
    Location {
        id: None,
        message: None,
        physical_location: PhysicalLocation { artifact_location: at.clone(), region: None },
        logical_locations: Vec::new(),
    }
}
