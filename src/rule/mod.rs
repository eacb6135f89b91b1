//! Rules: the YAML of a rule pack, and what it compiles to.
//!
//! A pack is a folder: `pack.yaml`, `lexicon.yaml`, `vocabulary.yaml` and any number of rule files. This room knows
//! vocabulary, patterns with typed slots, equations, messages and examples. It must not know any particular
//! report, nor how a sentence is matched.

mod ahead;
pub(crate) mod alphabet;
mod builtin;
mod compile;
pub(crate) mod dispatch;
mod ends;
mod equation;
mod error;
mod examples;
pub(crate) mod figures;
pub(crate) mod gate;
mod head;
pub(crate) mod index;
mod load;
mod merge;
mod named;
pub mod pattern;
pub(crate) mod program;
mod regexp;
mod requires;
#[cfg(feature = "schema")]
mod schema;
mod shipped;
pub(crate) mod sound;
pub mod spec;
mod table;
pub(crate) mod texts;
mod units;
pub(crate) mod vocabulary;
mod write;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use regex::Regex;

pub use crate::problem::Problem;
pub use builtin::builtin_packs;
#[cfg(feature = "cli")]
pub(crate) use builtin::{BuiltinFile, PACKS};
pub use error::PackError;
use index::Index;
#[cfg(feature = "cli")]
pub(crate) use load::builtin_language;
pub(crate) use named::Named;
pub use pattern::SlotType;
use pattern::{Node, Sorts};
use program::{Program, Sides};
use sound::Scope;
pub(crate) use table::{Column, TableRule, TableWords};
use vocabulary::Vocabulary;

#[cfg(feature = "cli")]
pub(crate) use crate::problem::nearest;

pub(crate) use units::Units;

use crate::ledger::{Localized, RuleInfo};
use crate::mention::{Lexicon, Reader};
use crate::verdict::{Equation, Reason, Severity};

/// A rule pack, compiled and ready to run.
#[derive(Debug)]
pub struct Pack {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) language: String,
    pub(crate) title: Localized,
    /// Whether white space in a sentence separates words (English) or means nothing (Chinese).
    pub(crate) spaces: bool,
    pub(crate) reader: Reader,
    pub(crate) rules: Vec<Rule>,
    /// What the patterns of the rules need, noted when it is first asked for.
    index: OnceLock<Index>,
    pub(crate) context: Context,
    /// The words by which tables are read.
    pub(crate) tables: TableWords,
    /// The folder it was read from; `None` for one that ships.
    pub(crate) folder: Option<PathBuf>,
    /// The words of the reader, those of a pack laid over others first.
    pub(crate) lexicons: Vec<Lexicon>,
}

/// What a pack says of the text around claims.
#[derive(Debug, Default)]
pub(crate) struct Context {
    /// A heading with one of these opens a section of plans, in which nothing is claimed.
    pub(crate) plan_heading: Option<Lazy>,
    /// A heading with one of these opens no such section, whatever else it says: it promises a report as well.
    pub(crate) report_heading: Option<Lazy>,
    /// Words cut off the ends of an indicator's name.
    pub(crate) indicator_trim: Vec<String>,
    /// The document says that parts may miss their totals by rounding.
    pub(crate) rounding_note: Option<Lazy>,
    /// The document says that its rates of growth are at constant prices.
    pub(crate) constant_prices: Option<Lazy>,
    /// What a line that names a unit for the figures below begins with.
    pub(crate) unit_line: Option<Lazy>,
    /// Phrases after which a bare decimal is a percent, in a document that leaves the sign off throughout.
    pub(crate) bare_percent: Option<Phrases>,
}

impl Context {
    /// This with `later` laid over it: what `later` says counts, and what it leaves out stays.
    fn overlaid(self, later: Context) -> Context {
        let trims = !later.indicator_trim.is_empty();
        Context {
            plan_heading: later.plan_heading.or(self.plan_heading),
            report_heading: later.report_heading.or(self.report_heading),
            indicator_trim: if trims { later.indicator_trim } else { self.indicator_trim },
            rounding_note: later.rounding_note.or(self.rounding_note),
            constant_prices: later.constant_prices.or(self.constant_prices),
            unit_line: later.unit_line.or(self.unit_line),
            bare_percent: later.bare_percent.or(self.bare_percent),
        }
    }
}

/// One compiled rule.
#[derive(Debug)]
pub struct Rule {
    pub(crate) info: Arc<RuleInfo>,
    pub(crate) why: Localized,
    pub(crate) status: spec::Status,
    pub(crate) severity: Option<Severity>,
    /// What whoever runs the rule wants instead of `severity`.
    pub(crate) forced: Option<Severity>,
    pub(crate) priority: i32,
    pub(crate) slots: Vec<Slot>,
    pub(crate) patterns: Vec<Pattern>,
    /// How a table says the same.
    pub(crate) table: Option<TableRule>,
    pub(crate) equations: Vec<(String, Equation)>,
    pub(crate) or_else: Option<(String, Equation)>,
    pub(crate) guards: Vec<Guard>,
    pub(crate) examples: shipped::Examples,
    pub(crate) in_plans: bool,
    pub(crate) threshold: bool,
    pub(crate) at_most_whole: bool,
}

/// A slot of a rule: what may be bound to it.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) name: String,
    pub(crate) accepts: SlotType,
    pub(crate) same_unit_as: Option<usize>,
    /// Set rather than measured: exact when printed without decimals.
    pub(crate) set: bool,
    /// Always taken as rounded, whatever its unit.
    pub(crate) rounded: bool,
    /// Counts things even where no unit says so.
    pub(crate) counted: bool,
    /// Found by looking back from the match instead of by a pattern.
    pub(crate) search: bool,
    pub(crate) like: Option<Like>,
    /// A figure bound here must not be below the figure bound to this slot.
    pub(crate) at_least: Option<usize>,
    /// Parts of a sum: the list ends where the parts so far add up.
    pub(crate) prefix: bool,
    /// What a date or period stands for.
    pub(crate) value: Option<spec::DateValue>,
    /// Bound to the figure at the same place in its row as that slot's.
    pub(crate) in_step_with: Option<usize>,
    /// How many figures a slot that repeats must have.
    pub(crate) min: usize,
    /// Never stated: solved for.
    pub(crate) unstated: bool,
    /// The role under which its operand is shown.
    pub(crate) role: String,
    /// Takes the figure of this slot as well: one number in two roles.
    pub(crate) copy_of: Option<usize>,
    /// The only units that it takes.
    pub(crate) units: Option<Units>,
}

/// A demand that a figure's name resembles a word in the text, or another figure's name.
#[derive(Debug, Clone)]
pub(crate) struct Like {
    /// The slot whose text or name is compared.
    pub(crate) slot: usize,
    /// How many consecutive characters the two must share.
    pub(crate) chars: usize,
    /// The demand turned round: they must not.
    pub(crate) not: bool,
}

/// One way of writing a claim.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) source: String,
    pub(crate) anchor: SlotType,
    /// The slot on which a match is anchored.
    pub(crate) anchor_slot: usize,
    /// Begins as far from its anchor as it can.
    pub(crate) longest: bool,
    node: Node,
    vocabulary: Arc<Vocabulary>,
    made: Made,
    /// Slots that this pattern binds.
    pub(crate) binds: Vec<usize>,
    /// Too loose to accuse: only a claim that holds counts.
    pub(crate) confirm_only: bool,
    /// Accuses only where the sentence has no other amount in a unit of the claim's own.
    pub(crate) alone: bool,
}

/// What is made of a pattern when it is first asked for.
#[derive(Debug, Default)]
struct Made {
    program: OnceLock<Program>,
    sides: OnceLock<Option<Sides>>,
    /// What it begins with, if that is a figure.
    opening: OnceLock<Option<Sorts>>,
    /// Text of which at least one must be in the window for the pattern to have a chance.
    gate: OnceLock<Vec<String>>,
}

/// Words without slots, to be searched for in a stretch of skeleton.
#[derive(Debug)]
pub(crate) struct Phrases {
    node: Node,
    vocabulary: Arc<Vocabulary>,
    program: OnceLock<Program>,
    backward: OnceLock<Program>,
}

impl Phrases {
    fn new(node: Node, vocabulary: &Arc<Vocabulary>) -> Phrases {
        let (program, backward) = (OnceLock::new(), OnceLock::new());
        Phrases { node, vocabulary: Arc::clone(vocabulary), program, backward }
    }

    fn scope(&self) -> Scope<'_> {
        Scope { vocabulary: &self.vocabulary, slot: &|_| None }
    }

    /// The words as a program, made when it is first asked for.
    pub(crate) fn program(&self) -> &Program {
        self.program.get_or_init(|| program::compile(&self.node, &self.scope()))
    }

    /// The words as a program that starts where they end, made when it is first asked for.
    pub(crate) fn backward(&self) -> &Program {
        self.backward.get_or_init(|| program::compile_backward(&[&self.node], &self.scope()))
    }
}

/// Something that keeps a match from being a claim, or from being judged.
#[derive(Debug)]
pub(crate) struct Guard {
    /// The words, as the rule writes them.
    pub(crate) source: String,
    /// What lifts it, as the rule writes it.
    pub(crate) but_not: Option<String>,
    pub(crate) within: spec::Within,
    pub(crate) words: Phrases,
    pub(crate) unless: Option<Phrases>,
    pub(crate) then: Option<Reason>,
}

/// Words to be looked for in lines of text, as a regular expression made when a line first has one of the texts that they
/// cannot do without: a run pays only for what it meets.
#[derive(Debug)]
pub(crate) struct Lazy {
    node: Node,
    vocabulary: Arc<Vocabulary>,
    /// What stands before and after the words in the expression.
    around: (&'static str, &'static str),
    gate: OnceLock<Vec<String>>,
    cell: OnceLock<Option<Regex>>,
}

impl Lazy {
    fn new(node: Node, vocabulary: &Arc<Vocabulary>) -> Lazy {
        let (gate, cell) = (OnceLock::new(), OnceLock::new());
        Lazy { node, vocabulary: Arc::clone(vocabulary), around: ("", ""), gate, cell }
    }

    /// The same words between two other expressions.
    fn between(self, before: &'static str, after: &'static str) -> Lazy {
        Lazy { around: (before, after), ..self }
    }

    /// The compiled expression; `None` only if it is larger than the regex engine allows.
    pub(crate) fn get(&self) -> Option<&Regex> {
        let make = || {
            let words = regexp::words(&self.node, &self.vocabulary);
            Regex::new(&format!("{}{words}{}", self.around.0, self.around.1)).ok()
        };
        self.cell.get_or_init(make).as_ref()
    }

    /// Texts of which a line that has the words has at least one; none where nothing is known of them.
    pub(crate) fn gate(&self) -> &[String] {
        let scope = Scope { vocabulary: &self.vocabulary, slot: &|_| None };
        self.gate.get_or_init(|| gate::texts(&self.node, &scope).unwrap_or_default())
    }

    /// Whether a line may have the words at all.
    fn may_match(&self, line: &str) -> bool {
        let gate = self.gate();
        gate.is_empty() || gate.iter().any(|text| line.contains(text.as_str()))
    }

    /// Whether a line has the words.
    pub(crate) fn is_match(&self, line: &str) -> bool {
        self.may_match(line) && self.get().is_some_and(|words| words.is_match(line))
    }

    /// Where the words first stand in a line.
    pub(crate) fn find(&self, line: &str) -> Option<std::ops::Range<usize>> {
        if !self.may_match(line) {
            return None;
        }
        self.get()?.find(line).map(|found| found.range())
    }
}

impl Pattern {
    /// What its names stand for, given the slots of its rule.
    fn with_scope<T>(&self, slots: &[Slot], then: impl FnOnce(&Scope<'_>) -> T) -> T {
        let slot = |name: &str| {
            let number = slots.iter().position(|slot| slot.name == name)?;
            Some((number, slots.get(number)?.accepts, number == self.anchor_slot))
        };
        then(&Scope { vocabulary: &self.vocabulary, slot: &slot })
    }

    /// The pattern as a program, made when it is first asked for; `slots` are those of its rule.
    pub(crate) fn program(&self, slots: &[Slot]) -> &Program {
        self.made.program.get_or_init(|| self.with_scope(slots, |scope| program::compile(&self.node, scope)))
    }

    /// The two sides of its anchor as programs, where the anchor is an element by itself; `slots` are those of its rule.
    pub(crate) fn sides(&self, slots: &[Slot]) -> Option<&Sides> {
        let make = || self.with_scope(slots, |scope| program::compile_sides(&self.node, scope));
        self.made.sides.get_or_init(make).as_ref()
    }

    /// The sorts of the figure that every match begins with, where that is the pattern's first element and not the anchor;
    /// `slots` are those of its rule.
    pub(crate) fn opening(&self, slots: &[Slot]) -> Option<Sorts> {
        let first = || self.with_scope(slots, |scope| figures::first(&self.node, scope));
        *self.made.opening.get_or_init(first)
    }

    /// Texts of which at least one must be in the window for the pattern to have a chance; `slots` are those of its rule.
    pub(crate) fn gate(&self, slots: &[Slot]) -> &[String] {
        let gate = || self.with_scope(slots, |scope| gate::texts(&self.node, scope).unwrap_or_default());
        self.made.gate.get_or_init(gate)
    }
}

impl Pack {
    /// The pack's id (`zh-report`).
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The pack's version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The language of the reports it reads, as a two-letter code.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// What the pack is for.
    pub fn title(&self) -> &Localized {
        &self.title
    }

    /// The folder it was read from; `None` for a pack that ships.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Its rules, in the order in which they are tried.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rules that make claims of a table's rows and sums, each with its place in the pack.
    pub(crate) fn table_rules(&self) -> impl Iterator<Item = (usize, &Rule, &TableRule)> {
        let rules = self.rules.iter().enumerate();
        let tables = rules.filter_map(|(order, rule)| Some((order, rule, rule.table.as_ref()?)));
        tables.filter(|(_, _, table)| table.named.is_none())
    }

    /// What its patterns need.
    pub(crate) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.rules))
    }

    /// The reader of its numerals and units.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }
}

impl Rule {
    /// Id, kind, title: what a finding names.
    pub fn info(&self) -> &Arc<RuleInfo> {
        &self.info
    }

    /// Whether it holds the text against the cells of tables.
    pub(crate) fn names_cells(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.named.is_some())
    }

    /// Why the rule exists.
    pub fn why(&self) -> &Localized {
        &self.why
    }

    /// Whether it is experimental or stable.
    pub fn status(&self) -> spec::Status {
        self.status
    }

    /// The severity the rule demands for a mismatch, if it overrides the verdict's own.
    pub fn severity(&self) -> Option<Severity> {
        self.forced.or(self.severity)
    }

    /// The rule's own tests.
    pub fn examples(&self) -> &[spec::Example] {
        match &self.examples {
            shipped::Examples::Here(examples) => examples,
            shipped::Examples::Shipped => shipped::examples(&self.info.pack, &self.info.id),
        }
    }

    /// The equations, as the rule writes them.
    pub fn equations(&self) -> impl Iterator<Item = &str> {
        self.equations.iter().map(|(text, _)| text.as_str())
    }

    /// The patterns, as the rule writes them.
    pub fn patterns(&self) -> impl Iterator<Item = &str> {
        self.patterns.iter().map(|pattern| pattern.source.as_str())
    }
}
