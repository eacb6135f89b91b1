//! The output contract `gouji/1`: the structure of `docs/claims-json.md`, ready to serialise.
//!
//! Keys are only ever added. Numbers are strings of exact decimals. This module must not know the terminal.

use serde::Serialize;

use super::gate::GateFinding;
use super::notes::Note;
use super::{FileReport, Lang, PackInfo, Problem, Summary, Suppression, equation, figures, message, words};
use crate::document::Place;
use crate::exact::Exact;
use crate::ledger;
use crate::mention::Kind;
use crate::verdict::{self, End, Flag, Interval, Reading, Reason, Severity, Verdict};

/// The contract's name and version.
pub const SCHEMA: &str = "gouji/1";

/// The whole document.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// The contract's name and version.
    #[cfg_attr(feature = "schema", schemars(extend("const" = SCHEMA)))]
    pub schema: &'static str,
    /// What made it.
    pub tool: Tool,
    /// The files, in the order they were read.
    pub files: Vec<File>,
    /// What is wrong with the gate's own files, such as a waiver that has expired.
    pub gate: Vec<GateFinding>,
    /// Counts over all files.
    pub summary: Summary,
}

/// The program and the packs it used.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tool {
    /// `gouji`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The packs that were loaded.
    pub packs: Vec<Pack>,
}

/// A pack that was loaded.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pack {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// How many rules it has.
    pub rules: usize,
}

/// One file.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct File {
    /// As the user named it.
    pub path: String,
    /// `null` when the file could not be read.
    pub media_type: Option<&'static str>,
    /// How the bytes became text; `null` when they did not, or the format settles it.
    pub encoding: Option<Encoding>,
    /// Every claim, in the order of the text.
    pub claims: Vec<Claim>,
    /// Figures that no claim used.
    pub unclaimed: Vec<Unclaimed>,
    /// What to know of the file as a whole.
    pub notes: Vec<Note>,
    /// What could not be read, and why.
    pub errors: Vec<Error>,
}

/// How the bytes of a file became text.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Encoding {
    /// Its name in the Encoding Standard.
    pub name: &'static str,
    /// Whether it was guessed.
    pub assumed: bool,
}

/// Why a file could not be read.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Error {
    /// A short name: `not-text`, `binary`, `undecodable`, `too-large`, `damaged`, `encrypted`, `no-text`, `bomb`,
    /// `system`, `nothing-to-read`.
    pub code: &'static str,
    /// One sentence, in the chosen language.
    pub message: String,
}

/// One claim.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// Stable under unrelated edits.
    pub id: String,
    /// `pack/rule`.
    pub rule: String,
    /// The version of the pack that the rule came from.
    pub pack_version: String,
    /// The kind of claim.
    pub kind: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, for `unchecked`.
    pub reason: Option<Reason>,
    /// How bad it is.
    pub severity: Option<Severity>,
    /// What the figures speak of.
    pub indicator: Option<String>,
    /// The equation as the rule writes it.
    pub equation: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in Unicode scalar values.
    pub column: usize,
    /// The place, for people, in the chosen language: `paragraph 14`, `table 2, row 3, column 4`, `Sheet1!B7`.
    pub location: String,
    /// The same place, for programs.
    pub place: Place,
    /// The text of the claim.
    pub quote: String,
    /// Its operands, the unstated one included.
    pub operands: Vec<Operand>,
    /// The result, where all operands are stated.
    pub computed: Option<Computed>,
    /// Every rounding under which the stated figures hold.
    pub readings: Vec<Reading>,
    /// What to know beside the verdict.
    pub flags: Vec<Flag>,
    /// A named slip that explains a mismatch.
    pub diagnosis: Option<Diagnosis>,
    /// One sentence, in the chosen language.
    pub message: String,
    /// What would fit, for a mismatch.
    pub suggestions: Vec<Suggestion>,
    /// The 1-based line of an equal claim earlier in the file; left out when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<usize>,
    /// Why the finding does not count, where somebody has accepted it; left out when nobody has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppression: Option<Suppression>,
}

/// One operand.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Operand {
    /// Its role.
    pub role: String,
    /// As printed; `null` when the text does not state it.
    pub text: Option<String>,
    /// The stated value in the base unit; a percent in percent.
    pub value: Option<String>,
    /// The lower end of the set it stands for; `null` is minus infinity, or no set at all.
    pub low: Option<String>,
    /// The upper end.
    pub high: Option<String>,
    /// The set, with the brackets that say which ends belong to it.
    pub interval: Option<String>,
    /// The base unit.
    pub unit: Option<String>,
    /// The word that loosens it.
    pub hedge: Option<String>,
    /// First byte; left out for an operand that is not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// One past the last byte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// The place, for people, of an operand that stands elsewhere than the claim; left out on the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The same place, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// `true` on the operand that is not stated; left out on the others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub implied: bool,
}

/// What the stated operands give.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Computed {
    /// The exact result of the printed values.
    pub value: String,
    /// The lower end of the results the operands allow.
    pub low: Option<String>,
    /// The upper end.
    pub high: Option<String>,
}

/// A named slip.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnosis {
    /// Which.
    pub code: &'static str,
    /// By how much, for a unit slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factor: Option<String>,
    /// The operand that would change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What it would be, printed like the operand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What one operand would have to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Suggestion {
    /// The operand.
    pub role: String,
    /// A value, or an interval such as `[1482万元, 1494万元]`.
    pub text: String,
}

/// A figure that no claim used.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unclaimed {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in Unicode scalar values.
    pub column: usize,
    /// The place, for people, as in a claim.
    pub location: String,
    /// As printed.
    pub text: String,
}

impl Document {
    /// The document of a run over `files` with `packs`.
    pub fn new(packs: &[PackInfo], files: Vec<File>, gate: Vec<GateFinding>, summary: Summary) -> Document {
        Document { schema: SCHEMA, tool: Tool::new(packs), files, gate, summary }
    }
}

impl Tool {
    /// This program, with the packs it used.
    pub(super) fn new(packs: &[PackInfo]) -> Tool {
        let packs = packs.iter().map(Pack::from).collect();
        Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), packs }
    }
}

impl From<crate::document::Encoding> for Encoding {
    fn from(found: crate::document::Encoding) -> Encoding {
        Encoding { name: found.name, assumed: found.assumed }
    }
}

impl From<&PackInfo> for Pack {
    fn from(pack: &PackInfo) -> Pack {
        Pack { id: pack.id.clone(), version: pack.version.clone(), rules: pack.rules }
    }
}

impl File {
    /// The part of the document for one file, with messages in `lang`.
    pub fn new(file: &FileReport, lang: Lang) -> File {
        let offset = file.offset;
        File {
            path: file.path.clone(),
            media_type: Some(file.media_type).filter(|name| !name.is_empty()),
            encoding: file.encoding.map(Encoding::from),
            claims: file.report.claims.iter().map(|claim| Claim::new(claim, file, lang)).collect(),
            unclaimed: file
                .report
                .unclaimed
                .iter()
                .map(|figure| Unclaimed::new(figure, offset, lang))
                .collect(),
            notes: file.report.notes.iter().map(|note| Note::new(note, lang)).collect(),
            errors: file.errors.iter().map(|problem| Error::new(problem, lang)).collect(),
        }
    }
}

impl Error {
    /// What kept a file from being read, in `lang`.
    pub(super) fn new(problem: &Problem, lang: Lang) -> Error {
        Error { code: problem.code(), message: words::problem(problem, lang) }
    }
}

impl Unclaimed {
    /// A figure of a text that begins at `offset`.
    pub(super) fn new(figure: &ledger::Unclaimed, offset: usize, lang: Lang) -> Unclaimed {
        let (start, end) = (figure.span.start + offset, figure.span.end + offset);
        Unclaimed {
            start,
            end,
            line: figure.line,
            column: figure.column,
            location: words::location(&figure.place, lang),
            text: figure.text.clone(),
        }
    }
}

impl Claim {
    /// A claim of `file`, with its message in `lang`.
    pub(super) fn new(claim: &ledger::Claim, file: &FileReport, lang: Lang) -> Claim {
        let offset = file.offset;
        let judgement = &claim.judgement;
        Claim {
            id: claim.id.clone(),
            rule: claim.rule.full_id(),
            pack_version: claim.rule.version.clone(),
            kind: claim.rule.kind.clone(),
            verdict: judgement.verdict,
            reason: judgement.reason,
            severity: claim.severity,
            indicator: claim.indicator.clone(),
            equation: claim.equation.clone(),
            start: claim.span.start + offset,
            end: claim.span.end + offset,
            line: claim.line,
            column: claim.column,
            location: words::location(&claim.place, lang),
            place: claim.place.clone(),
            quote: claim.quote.clone(),
            operands: claim.operands.iter().map(|operand| Operand::new(operand, offset, lang)).collect(),
            computed: Computed::new(claim),
            readings: judgement.readings.clone(),
            flags: judgement.flags.clone(),
            diagnosis: judgement.diagnosis.as_ref().map(|found| Diagnosis::new(claim, found)),
            message: message::sentence(claim, lang),
            suggestions: suggestions(claim),
            copy_of: claim.copy_of,
            suppression: file.suppression(claim).cloned(),
        }
    }
}

impl Operand {
    fn new(operand: &ledger::ClaimOperand, offset: usize, lang: Lang) -> Operand {
        let interval = operand.interval;
        Operand {
            role: operand.role.clone(),
            text: operand.text.clone(),
            value: operand.value.map(|value| value.to_string()),
            low: interval.and_then(|interval| end(interval.low)),
            high: interval.and_then(|interval| end(interval.high)),
            interval: interval.map(brackets),
            unit: unit(operand),
            hedge: operand.hedge.as_ref().map(|hedge| hedge.word.to_string()),
            start: operand.span.as_ref().map(|span| span.start + offset),
            end: operand.span.as_ref().map(|span| span.end + offset),
            location: operand.place.as_ref().map(|place| words::location(place, lang)),
            place: operand.place.clone(),
            implied: operand.text.is_none(),
        }
    }
}

fn unit(operand: &ledger::ClaimOperand) -> Option<String> {
    match (&operand.unit, operand.kind) {
        (Some(unit), _) => Some(unit.base.to_string()),
        (None, Kind::Percent) => Some("%".to_owned()),
        (None, _) => None,
    }
}

fn end(end: Option<End>) -> Option<String> {
    end.map(|end| end.at.to_string())
}

/// `[low, high)` with every digit that the contract prints.
fn brackets(interval: Interval) -> String {
    let low = interval
        .low
        .map_or("(-∞".to_owned(), |end| format!("{}{}", if end.open { '(' } else { '[' }, end.at));
    let high = interval
        .high
        .map_or("∞)".to_owned(), |end| format!("{}{}", end.at, if end.open { ')' } else { ']' }));
    format!("{low}, {high}")
}

impl Computed {
    fn new(claim: &ledger::Claim) -> Option<Computed> {
        let (value, allowed) = claim.judgement.computed?;
        let factor = equation::result(claim).map_or(Exact::ONE, |operand| operand.factor);
        let end = |end: Option<End>| end.and_then(|end| end.at.mul(factor)).map(|at| at.to_string());
        Some(Computed {
            value: value.mul(factor)?.to_string(),
            low: end(allowed.low),
            high: end(allowed.high),
        })
    }
}

impl Diagnosis {
    fn new(claim: &ledger::Claim, found: &verdict::Diagnosis) -> Diagnosis {
        let operand = message::diagnosed(claim, found);
        let factor = match found.slip {
            verdict::Slip::UnitSlip(factor) => Some(factor.to_string()),
            _ => None,
        };
        Diagnosis {
            code: words::slip_code(&found.slip),
            factor,
            role: operand.as_ref().map(|(operand, _)| operand.role.clone()),
            text: operand.map(|(_, text)| text),
        }
    }
}

/// What each operand would have to be for the claim to hold, the stated result first.
pub fn suggestions(claim: &ledger::Claim) -> Vec<Suggestion> {
    let result = equation::result(claim);
    let mut found: Vec<(bool, Suggestion)> = claim
        .judgement
        .repairs
        .iter()
        .filter_map(|(slot, interval)| {
            let operand = only_operand(claim, *slot)?;
            let is_result = result.is_some_and(|result| result.slot == *slot);
            let text = if is_result { result_repair(claim, operand) } else { None };
            let text = text.or_else(|| repair(*interval, operand))?;
            Some((!is_result, Suggestion { role: operand.role.clone(), text }))
        })
        .collect();
    found.sort_by_key(|(after, _)| *after);
    found.into_iter().map(|(_, suggestion)| suggestion).collect()
}

/// An interval to choose a figure from; none where a figure that was not negative would have to be.
fn repair(interval: Interval, operand: &ledger::ClaimOperand) -> Option<String> {
    let negative = interval.high.is_some_and(|high| high.at.is_negative());
    if negative && operand.value.is_some_and(|stated| !stated.is_negative()) {
        return None;
    }
    figures::interval(figures::interval_in_unit(interval, operand)?, operand)
}

/// The operand of a slot that does not repeat: no single part of a sum is the one to change.
fn only_operand(claim: &ledger::Claim, slot: usize) -> Option<&ledger::ClaimOperand> {
    let mut bound = claim.operands.iter().filter(|operand| operand.slot == slot);
    let first = bound.next()?;
    if bound.next().is_some() { None } else { Some(first) }
}

/// The computed value, rounded the way the stated result is.
fn result_repair(claim: &ledger::Claim, operand: &ledger::ClaimOperand) -> Option<String> {
    let (value, _) = claim.judgement.computed?;
    figures::as_stated(figures::in_unit(value, operand)?, operand)
}
