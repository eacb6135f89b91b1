//! The shapes of a pack's YAML, as serde reads them: nothing is checked here but keys and types.
//!
//! Parse, don't validate: `compile` turns these into what the engine runs. This module must not know patterns
//! or equations other than as text.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml::Spanned;

#[cfg(feature = "schema")]
use super::schema;
pub use super::table::{AddsUp, ColumnOptions, ColumnSpec, TableSpec, TablesSpec};
use crate::verdict::{Reason, Severity};

/// `pack.yaml`.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PackSpec {
    /// The pack's id: lower-case letters, digits and hyphens.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Id"))]
    pub id: Spanned<String>,
    /// Its version.
    pub version: String,
    /// The least version of gouji that can read it: `">=0.1"`.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<String>", regex(pattern = r"^\s*>=\s*[0-9]+(\.[0-9]+){0,2}\s*$"))
    )]
    pub gouji: Option<Spanned<String>>,
    /// The language of the reports it reads, as a code of two or three letters (`zh`, `en`).
    #[cfg_attr(feature = "schema", schemars(with = "schema::Language"))]
    pub language: Spanned<String>,
    /// What it is for.
    pub title: BTreeMap<String, String>,
    /// Whether white space separates words.
    #[serde(default)]
    pub spaces: bool,
    /// Words around claims.
    #[serde(default)]
    pub context: ContextSpec,
    /// Words by which tables are read.
    #[serde(default)]
    pub tables: TablesSpec,
}

/// `context:` in `pack.yaml`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ContextSpec {
    /// A pattern; a heading that matches it opens a section of plans.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub plan_heading: Option<Spanned<String>>,
    /// A pattern; a heading that matches it opens no section of plans, whatever else it says.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub report_heading: Option<Spanned<String>>,
    /// Words cut off the ends of an indicator's name.
    #[serde(default)]
    pub indicator_trim: Vec<String>,
    /// A pattern; a line that matches says that parts may miss their totals by rounding.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub rounding_note: Option<Spanned<String>>,
    /// A pattern; a line that matches says that all rates of growth are at constant prices.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub constant_prices: Option<Spanned<String>>,
    /// A pattern; a line that begins with it and goes on with nothing but a unit names that unit.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub unit_line: Option<Spanned<String>>,
    /// A pattern; a bare decimal after it is a percent, in a document that leaves the sign off throughout.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub bare_percent: Option<Spanned<String>>,
}

/// `vocabulary.yaml`: named lists of words, shared by the pack's files.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VocabularyFile {
    /// Name to words; a word may use the pattern language without slots.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, Vec<String>>"))]
    pub vocabulary: BTreeMap<String, Vec<Spanned<String>>>,
}

/// Any other file of a pack.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// The rules.
    #[serde(default)]
    pub rules: Vec<RuleSpec>,
}

/// One rule.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleSpec {
    /// Stable id that reads well after "allow".
    #[cfg_attr(feature = "schema", schemars(with = "schema::Id"))]
    pub id: Spanned<String>,
    /// The kind of claim.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Kind"))]
    pub kind: Spanned<String>,
    /// What is wrong when the figures do not agree.
    pub title: BTreeMap<String, String>,
    /// Why the rule exists.
    #[serde(default)]
    pub why: BTreeMap<String, String>,
    /// A sentence for a mismatch, instead of the engine's own.
    #[serde(default)]
    pub message: BTreeMap<String, String>,
    /// The severity of a mismatch, instead of the verdict's own.
    pub severity: Option<Severity>,
    /// `stable` unless said otherwise.
    #[serde(default)]
    pub status: Status,
    /// The first version of the pack that had the rule.
    pub since: Option<String>,
    /// Free words to find rules by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// A claim of a rule with a higher priority wins a figure that two rules want.
    #[serde(default)]
    pub priority: i32,
    /// The ways of writing the claim, tried in order; may be left out of a rule for tables.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<MatchSpec>", length(min = 1)))]
    #[serde(default)]
    pub r#match: Vec<Spanned<MatchSpec>>,
    /// How a table says the same.
    #[cfg_attr(feature = "schema", schemars(with = "Option<TableSpec>"))]
    pub table: Option<Spanned<TableSpec>>,
    /// The slots of the patterns and the equation.
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, SlotSpec>"))]
    pub slots: BTreeMap<String, Spanned<SlotSpec>>,
    /// What must hold; of several, each whose slots are all bound, and the worst verdict is reported.
    #[cfg_attr(feature = "schema", schemars(with = "OneOrMany"))]
    pub equation: Spanned<OneOrMany>,
    /// A weaker equation that is reported where the text does not insist on the first.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub or_else: Option<Spanned<String>>,
    /// The slot on which a match is anchored; `percent`, `points` or the first one unless said otherwise.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub anchor: Option<Spanned<String>>,
    /// What keeps a match from being a claim.
    #[serde(default)]
    pub unless: Vec<GuardSpec>,
    /// What keeps a claim from being judged.
    #[serde(default)]
    pub unchecked: Vec<UncheckedSpec>,
    /// Whether the rule also reads sections that lay out plans.
    #[serde(default)]
    pub in_plans: bool,
    /// Whether 100 % is a threshold that a percent must not cross by rounding.
    #[serde(default)]
    pub threshold: bool,
    /// Whether the unstated part cannot exceed its whole.
    #[serde(default)]
    pub at_most_whole: bool,
    /// The rule's own tests.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Example>", length(min = 1)))]
    pub examples: Vec<Spanned<Example>>,
}

/// A pattern, or a pattern with options.
#[derive(Debug)]
pub enum MatchSpec {
    /// Just the pattern; its place is that of the list entry.
    Plain(String),
    /// A mapping.
    Options(MatchOptions),
}

/// The mapping form of a pattern.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MatchOptions {
    /// The pattern.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub pattern: Spanned<String>,
    /// Too loose to accuse: only a claim that holds counts.
    #[serde(default)]
    pub confirm_only: bool,
    /// Accuses only where the sentence has no other amount in a unit of the claim's own; elsewhere it only confirms.
    #[serde(default)]
    pub alone: bool,
    /// Begins as far from its anchor as it can, instead of as near: for lists that begin the pattern.
    #[serde(default)]
    pub longest: bool,
}

impl<'de> Deserialize<'de> for MatchSpec {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<MatchSpec, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = MatchSpec;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a pattern, or a mapping with `pattern`")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<MatchSpec, E> {
                Ok(MatchSpec::Plain(text.to_owned()))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<MatchSpec, A::Error> {
                let map = serde::de::value::MapAccessDeserializer::new(map);
                Ok(MatchSpec::Options(MatchOptions::deserialize(map)?))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A slot: the name of a type, or a mapping.
#[derive(Debug, Default, Clone)]
pub struct SlotSpec {
    /// The name of the type, with its options.
    pub options: SlotOptions,
}

/// The mapping form of a slot.
#[derive(Debug, Default, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SlotOptions {
    /// One of the slot types.
    #[cfg_attr(feature = "schema", schemars(with = "schema::SlotTypeName"))]
    pub r#type: String,
    /// The slot whose unit it must share.
    pub same_unit_as: Option<String>,
    /// Set rather than measured.
    #[serde(default)]
    pub set: bool,
    /// Rounded, whatever its unit.
    #[serde(default)]
    pub rounded: bool,
    /// Counts things even where no unit says so: a bare number printed to its last digit is exact.
    #[serde(default)]
    pub counted: bool,
    /// `before`: look back from the match for it.
    pub search: Option<Search>,
    /// A word slot or another slot whose name this one's must resemble.
    pub like: Option<String>,
    /// The reverse of `like`.
    pub unlike: Option<String>,
    /// How many consecutive characters count as resembling.
    pub chars: Option<usize>,
    /// A slot whose figure this one's must not be below.
    pub at_least: Option<String>,
    /// Never stated in this rule: solved for.
    #[serde(default)]
    pub unstated: bool,
    /// The role under which its operand is shown, when it is not the slot's name.
    pub role: Option<String>,
    /// A slot whose figure this one takes as well (发现并整改61处: both roles).
    pub copy_of: Option<String>,
    /// What a date or period stands for in the equation.
    pub r#as: Option<DateValue>,
    /// The figure at the same place in its row as that slot's figure in its own (A、B分别完成12件、30件).
    pub in_step_with: Option<String>,
    /// How many figures a slot that repeats must have at least.
    pub min: Option<usize>,
    /// The families of units that it takes, as `lexicon.yaml` names them; a figure without a unit is for `type` to refuse.
    #[cfg_attr(feature = "schema", schemars(with = "Option<OneOrMany>"))]
    pub family: Option<OneOrMany>,
    /// The units that it takes, as `lexicon.yaml` writes them.
    #[cfg_attr(feature = "schema", schemars(with = "Option<OneOrMany>"))]
    pub unit: Option<OneOrMany>,
    /// Parts of a sum: stop where they add up.
    #[serde(default)]
    pub prefix: bool,
}

/// What a date or period stands for in an equation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DateValue {
    /// The days from its first to its last, both ends counted or one.
    Days,
    /// The share of its year that is over when it ends, by months or by days.
    Pace,
}

/// Where to look for a slot that no pattern binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Search {
    /// Before the match, nearest first.
    Before,
}

impl<'de> Deserialize<'de> for SlotSpec {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<SlotSpec, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = SlotSpec;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a slot type such as `amount`, or a mapping with `type`")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<SlotSpec, E> {
                Ok(SlotSpec { options: SlotOptions { r#type: text.to_owned(), ..SlotOptions::default() } })
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<SlotSpec, A::Error> {
                let map = serde::de::value::MapAccessDeserializer::new(map);
                Ok(SlotSpec { options: SlotOptions::deserialize(map)? })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// One equation or several.
#[derive(Debug, Clone)]
pub struct OneOrMany(pub Vec<String>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<OneOrMany, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = OneOrMany;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text or a list of texts")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<OneOrMany, E> {
                Ok(OneOrMany(vec![text.to_owned()]))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<OneOrMany, A::Error> {
                let mut all = Vec::new();
                while let Some(text) = seq.next_element::<String>()? {
                    all.push(text);
                }
                Ok(OneOrMany(all))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// What keeps a match from being a claim.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GuardSpec {
    /// A pattern without slots.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub words: Spanned<String>,
    /// Where it is looked for.
    pub within: Within,
    /// A pattern that lifts the guard, there or in the clause of the anchor.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub but_not: Option<Spanned<String>>,
}

/// What keeps a claim from being judged.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct UncheckedSpec {
    /// The reason given.
    pub reason: Reason,
    /// A pattern without slots.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub words: Spanned<String>,
    /// Where it is looked for.
    pub within: Within,
    /// A pattern that lifts the guard.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub but_not: Option<Spanned<String>>,
}

/// The stretch of text a guard looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// What the pattern matched.
    Match,
    /// The clause of the anchor.
    Clause,
    /// The name of the first figure: its clause up to it, and the clause before where that one names nothing.
    Subject,
    /// The clause of a figure that was searched for before the match, and the one after it, up to the match.
    Found,
    /// The sentence of the anchor up to the anchor's clause end.
    Sentence,
    /// The whole paragraph up to the end of the anchor's clause.
    Paragraph,
    /// What follows the match, up to the end of the sentence.
    Behind,
}

/// How settled a rule is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// May change or go.
    Experimental,
    /// Kept.
    #[default]
    Stable,
    /// Replaced; kept for a while.
    Deprecated,
}

impl Status {
    /// The word the YAML uses.
    pub fn name(self) -> &'static str {
        match self {
            Status::Experimental => "experimental",
            Status::Stable => "stable",
            Status::Deprecated => "deprecated",
        }
    }
}

/// One of a rule's own tests.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// A text of our own; for an example with a table, what stands over it.
    #[serde(default)]
    pub text: String,
    /// A table of our own, row by row.
    #[serde(default)]
    pub table: Vec<Vec<String>>,
    /// The claims of this rule in it, in order: `verdict`, `reason`, and operands by role (a list for several);
    /// empty for a near miss.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<schema::Expected>"))]
    pub expect: Vec<BTreeMap<String, Texts>>,
    /// Changes of a figure that this rule cannot tell, and why that is right.
    #[serde(default)]
    pub survives: Vec<Survives>,
}

impl Example {
    /// The whole example as one text: a table's cells are parted by tabs.
    pub fn source(&self) -> String {
        let rows = self.table.iter().map(|row| row.join("\t"));
        let above = (!self.text.is_empty() || self.table.is_empty()).then(|| self.text.clone());
        above.into_iter().chain(rows).collect::<Vec<_>>().join("\n")
    }
}

/// A change of a figure that leaves a rule's answer as it should not be, explained.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Survives {
    /// The role of the figure that is changed.
    pub operand: String,
    /// What it is changed to, as printed; every change of the figure when it is not said.
    pub to: Option<String>,
    /// Why the rule is right all the same.
    pub why: BTreeMap<String, String>,
}

/// One text or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts(pub Vec<String>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Texts, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Texts;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(AS_PRINTED)
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Texts, E> {
                Ok(Texts(vec![text.to_owned()]))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Texts, A::Error> {
                let mut all = Vec::new();
                while let Some(Texts(more)) = seq.next_element::<Texts>()? {
                    all.extend(more);
                }
                Ok(Texts(all))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// What stands for a figure in `expect`.
pub(super) const AS_PRINTED: &str = "a figure as it is printed, in quotes";
