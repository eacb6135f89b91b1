//! The ledger: what the engine found in one whole document, typed, before anyone shows it.
//!
//! Claims with their verdicts, figures that no claim used, and the count of both. This room must not know file
//! formats or output formats, and holds no sentence for people other than what a rule pack says.

mod copies;
mod declared;
mod habit;
mod note;
mod repeat;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::document::Place;
use crate::exact::Exact;
use crate::mention::{Hedge, Kind, Unit};
use crate::verdict::{Interval, Judgement, Severity, Verdict};
pub(crate) use copies::Copies;
pub(crate) use declared::{Declarations, Patterns, Words};
pub(crate) use habit::{Habit, Part, Telling, has_percent_result, may_be_raised};
pub use note::{Lines, Much, Note};
pub(crate) use repeat::{FirstMention, Repeats, Subject};

/// A text in several languages (`zh`, `en`, …), as a pack gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localized(pub BTreeMap<String, String>);

impl Localized {
    /// The text in `language`, else in English, else in whatever there is.
    pub fn get(&self, language: &str) -> &str {
        let found = self.0.get(language).or_else(|| self.0.get("en")).or_else(|| self.0.values().next());
        found.map_or("", String::as_str)
    }
}

/// The rule that made a claim, as findings name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleInfo {
    /// The pack's id (`zh-report`).
    pub pack: String,
    /// The pack's version.
    pub version: String,
    /// The rule's id within its pack (`completion-of-task`).
    pub id: String,
    /// The kind of claim (`completion`, `share`, …; see `docs/claims-json.md`).
    pub kind: String,
    /// What is wrong when the figures do not agree, in a few words.
    pub title: Localized,
    /// The rule's own sentence for a mismatch, if it has one.
    pub message: Localized,
}

impl RuleInfo {
    /// `pack/id`, as output and configuration spell it.
    pub fn full_id(&self) -> String {
        format!("{}/{}", self.pack, self.id)
    }
}

/// One operand of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimOperand {
    /// The slot's name (`actual`, `percent`, `part` …).
    pub role: String,
    /// The slot's number in the equation (`Judgement::implied`, `repairs` … use it).
    pub slot: usize,
    /// As printed; `None` when the text does not state it.
    pub text: Option<String>,
    /// Where it stands in the document's text, in bytes.
    pub span: Option<Range<usize>>,
    /// What sort of figure it is.
    pub kind: Kind,
    /// The stated value, in the unit's base unit; a percent in percent.
    pub value: Option<Exact>,
    /// The set it stands for (or must be in, when not stated), in the same unit as `value`.
    pub interval: Option<Interval>,
    /// Its unit; for an operand that is not stated, the unit it must have.
    pub unit: Option<Unit>,
    /// How many base units one printed unit with its scale word is (10000 for 万元), to print repairs alike.
    pub scale: Exact,
    /// The scale word and unit as printed (万元, %, 户), to print repairs alike.
    pub suffix: String,
    /// The decimals that were printed.
    pub decimals: u32,
    /// Whether it counts things although no unit says so: only whole numbers can stand in its place.
    pub counted: bool,
    /// Its hedge.
    pub hedge: Option<Hedge>,
    /// Equation values times this are in the unit of `value`: 100 for a percent, else 1.
    pub factor: Exact,
    /// Where it stands, for an operand of a claim that stands elsewhere.
    pub place: Option<Place>,
}

/// One claim and what the engine says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Stable under unrelated edits: of rule, normalised quote and ordinal among equals.
    pub id: String,
    /// The rule that found it.
    pub rule: Arc<RuleInfo>,
    /// What the figures speak of, as far as the text says.
    pub indicator: Option<String>,
    /// The equation as the rule writes it.
    pub equation: String,
    /// Where the claim stands in the document's text, in bytes.
    pub span: Range<usize>,
    /// 1-based line of `span.start`; 0 for a claim on the document as a whole, which has no span either.
    pub line: usize,
    /// 1-based column of `span.start`, in Unicode scalar values; 0 as above.
    pub column: usize,
    /// The place, for people.
    pub place: Place,
    /// The text of `span`.
    pub quote: String,
    /// The operands in slot order, the unstated one included.
    pub operands: Vec<ClaimOperand>,
    /// The verdict and its proof. Intervals in it are in equation values (a percent as a fraction).
    pub judgement: Judgement,
    /// The severity after the rule's and the configuration's overrides.
    pub severity: Option<Severity>,
    /// Where an equal claim stood before, when the document repeats itself word for word.
    pub copy_of: Option<usize>,
}

/// A percent, multiple or percentage point that no claim used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclaimed {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in Unicode scalar values.
    pub column: usize,
    /// The place, for people.
    pub place: Place,
    /// As printed.
    pub text: String,
}

/// How many percents, multiples and percentage points were accounted for, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// All of them.
    pub figures: usize,
    /// Used by a claim that was judged.
    pub judged: usize,
    /// Used only by claims that were recognised and not judged.
    pub unchecked: usize,
    /// Used by none.
    pub unclaimed: usize,
}

impl Coverage {
    /// Counts another stretch of text as well.
    pub fn add(&mut self, other: Coverage) {
        self.figures += other.figures;
        self.judged += other.judged;
        self.unchecked += other.unchecked;
        self.unclaimed += other.unclaimed;
    }
}

/// What became of a percent, multiple or percentage point, from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// No claim used it.
    Unclaimed,
    /// Only claims that were recognised and not judged used it.
    Unchecked,
    /// A claim that was judged used it.
    Judged,
}

/// A percent, multiple or percentage point, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounted {
    /// Where it stands in the document's text, in bytes.
    pub span: Range<usize>,
    /// What became of it.
    pub used: Use,
}

impl Coverage {
    /// The count of these figures.
    pub fn of(figures: &[Accounted]) -> Coverage {
        let count = |used: Use| figures.iter().filter(|figure| figure.used == used).count();
        Coverage {
            figures: figures.len(),
            judged: count(Use::Judged),
            unchecked: count(Use::Unchecked),
            unclaimed: count(Use::Unclaimed),
        }
    }
}

/// A document was not checked to its end because its time was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("after {time:?}, {done} of {all} paragraphs had been checked")]
pub struct OutOfTime {
    /// How much time there was.
    pub time: std::time::Duration,
    /// How many paragraphs were done.
    pub done: usize,
    /// Of how many.
    pub all: usize,
}

/// How much of what was found a report tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Detail {
    /// Every claim, and every figure that no claim used.
    #[default]
    Everything,
    /// The findings; claims that are none, and figures that no claim used, may be counted only.
    Findings,
}

/// What the engine found in one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Claims in the order of the text; with [`Detail::Findings`] perhaps only those that are findings.
    pub claims: Vec<Claim>,
    /// How many claims got each verdict that are not among `claims`.
    pub untold: BTreeMap<Verdict, usize>,
    /// Figures that no claim used; those of a copied stretch are counted and not listed again. None with
    /// [`Detail::Findings`].
    pub unclaimed: Vec<Unclaimed>,
    /// Every percent, multiple and percentage point, in the order of the text, those of copied stretches included.
    pub figures: Vec<Accounted>,
    /// The count of `figures`.
    pub coverage: Coverage,
    /// What to know of the document as a whole.
    pub notes: Vec<Note>,
}

impl Report {
    /// The claims with a severity: what a reader should look at.
    pub fn findings(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(|claim| claim.severity.is_some())
    }

    /// How many claims got `verdict`, told or not.
    pub fn count(&self, verdict: Verdict) -> usize {
        let told = self.claims.iter().filter(|claim| claim.judgement.verdict == verdict).count();
        told + self.untold.get(&verdict).copied().unwrap_or_default()
    }
}
