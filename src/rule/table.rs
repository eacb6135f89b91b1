//! Tables in a pack: which columns a rule binds its slots to, and the words by which any table is read.
//!
//! This module holds both the shapes of the YAML and what they compile to. It must not know how a table is laid out.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_yaml::Spanned;

use super::compile::Source;
use super::named::{self, Named};
use super::spec::{PackSpec, RuleSpec};
use super::vocabulary::Vocabulary;
use super::{Lazy, Slot, load};
use crate::problem::{Problem, nearest};

/// `table:` of a rule: how a table says what the rule is about.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct TableSpec {
    /// For each slot, the columns that its figures stand in.
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, ColumnSpec>"))]
    pub columns: BTreeMap<String, Spanned<ColumnSpec>>,
    /// Instead of `columns`: the slots `total` and `part` are a total and what adds up to it. With `rows`, `columns` may
    /// say of `total` which columns are meant; otherwise those of amounts are.
    pub adds_up: Option<AddsUp>,
    /// A pattern; a row whose name matches, under whatever heads, makes no claim.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub unless: Option<Spanned<String>>,
    /// A pattern; a row whose name matches can only confirm.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub doubtful: Option<Spanned<String>>,
    /// Never accuses.
    pub confirm_only: bool,
    /// Of a rule of kind `repeat`: a `word` slot of its patterns. The text repeats the cell of the one row whose whole name
    /// is what that slot took, in the column of the one slot under `columns`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub row: Option<Spanned<String>>,
    /// With `row`, for a `word` slot that says a time without a date (全年): the heads that say the same (本年实际).
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, String>"))]
    pub periods: BTreeMap<String, Spanned<String>>,
    /// With `row`, a pattern: what stands over a table, or a heading, that matches may speak of something else than the
    /// report does.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub elsewhere: Option<Spanned<String>>,
}

/// Which figures of a table add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AddsUp {
    /// Those of one column, to the one in the row of a total.
    Rows,
    /// Those of one row, to the one in the column of a total.
    Columns,
}

/// A column: a pattern that the whole of its head matches, or a mapping.
#[derive(Debug, Default, Clone)]
pub struct ColumnSpec {
    /// The mapping.
    pub options: ColumnOptions,
}

/// The mapping form of a column.
#[derive(Debug, Default, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct ColumnOptions {
    /// A pattern without slots, which the whole head of the column matches.
    pub head: Option<String>,
    /// A slot; a column headed like its column, for the year before, will do as well.
    pub year_before: Option<String>,
    /// A slot; a column of amounts to the left of its column. Of several, the table has to prove which.
    pub left_of: Option<String>,
    /// A slot; the figure of its column in the row of the total.
    pub total_of: Option<String>,
    /// A slot; a column of amounts named like its column, whose `ending` is taken off: 整改率, 完成整改. The table has to
    /// prove it.
    pub named_by: Option<String>,
    /// A pattern for the end of the head, which is not what other columns are named by: 率.
    pub ending: Option<String>,
    /// Any column that the slot takes; the table has to prove which.
    pub any: bool,
}

impl<'de> Deserialize<'de> for ColumnSpec {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<ColumnSpec, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = ColumnSpec;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a pattern for the head of a column, or a mapping with `head`")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<ColumnSpec, E> {
                let head = Some(text.to_owned());
                Ok(ColumnSpec { options: ColumnOptions { head, ..ColumnOptions::default() } })
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<ColumnSpec, A::Error> {
                let map = serde::de::value::MapAccessDeserializer::new(map);
                Ok(ColumnSpec { options: ColumnOptions::deserialize(map)? })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// `tables:` in `pack.yaml`: the words by which tables are read. Each is a pattern that a whole cell matches, with
/// its number and its unit taken off.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct TablesSpec {
    /// The head of the column that names the rows.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub name: Option<Spanned<String>>,
    /// The head of a column of units.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub unit: Option<Spanned<String>>,
    /// The head of a column whose numbers are no figures: serial numbers, ranks, years.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub number: Option<Spanned<String>>,
    /// The name of a row or column that is the total of the others.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub total: Option<Spanned<String>>,
    /// The name of one that is the total of some of the others.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub subtotal: Option<Spanned<String>>,
    /// The name of one that may be the total of the others, if the figures bear it out.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub whole: Option<Spanned<String>>,
    /// What the name of a row begins with that is part of the row above it.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub of_which: Option<Spanned<String>>,
    /// The name of a row or column that takes no part in sums: averages, rates, ranks.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub apart: Option<Spanned<String>>,
    /// The name of one that is of an earlier time: the others may add up, but not with it.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub earlier: Option<Spanned<String>>,
    /// A cell that states no figure.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub blank: Option<Spanned<String>>,
    /// What a heading or a line over a table begins with that belongs to the whole report, wherever it stands.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub appendix: Option<Spanned<String>>,
    /// What heads write for a scale behind a sign of currency, and the word that numbers are read with.
    pub scales: BTreeMap<String, String>,
}

/// How a rule reads tables.
#[derive(Debug)]
pub(crate) struct TableRule {
    /// Each slot that a column binds.
    pub(crate) columns: Vec<(usize, Column)>,
    pub(crate) adds_up: Option<AddsUp>,
    /// The slot that the others must agree with: the result of a row, or the total.
    pub(crate) result: usize,
    pub(crate) unless: Option<Lazy>,
    pub(crate) doubtful: Option<Lazy>,
    /// The two, as the rule writes them.
    pub(crate) unless_source: Option<String>,
    pub(crate) doubtful_source: Option<String>,
    pub(crate) confirm_only: bool,
    /// How the cell is found that a sentence repeats; such a rule claims nothing of the table alone.
    pub(crate) named: Option<Named>,
}

impl TableRule {
    /// Whether it looks for columns beside its result that no head tells for certain.
    pub(crate) fn seeks(&self) -> bool {
        self.columns.iter().any(|(_, column)| column.is_sought() || column.left_of.is_some())
    }

    /// Whether a table binds a slot.
    pub(super) fn binds(&self, slot: usize) -> bool {
        self.adds_up.is_some() || self.columns.iter().any(|(bound, _)| *bound == slot)
    }
}

/// Where the figures of one slot stand.
#[derive(Debug)]
pub(crate) struct Column {
    /// The head, as the rule writes it.
    pub(crate) source: String,
    pub(crate) head: Option<Lazy>,
    pub(crate) year_before: Option<usize>,
    pub(crate) left_of: Option<usize>,
    pub(crate) total_of: Option<usize>,
    pub(crate) named_by: Option<usize>,
    /// For the end of the head.
    pub(crate) ending: Option<Lazy>,
    pub(crate) any: bool,
}

impl Column {
    /// Whether it is looked for by more than its head, so that the table has to prove what was found.
    pub(crate) fn is_sought(&self) -> bool {
        self.any || self.named_by.is_some()
    }
}

/// The words by which any table is read, each for the whole of a cell.
#[derive(Debug, Default)]
pub(crate) struct TableWords {
    pub(crate) name: Option<Lazy>,
    pub(crate) unit: Option<Lazy>,
    pub(crate) number: Option<Lazy>,
    pub(crate) total: Option<Lazy>,
    pub(crate) subtotal: Option<Lazy>,
    pub(crate) whole: Option<Lazy>,
    /// For the beginning of a cell.
    pub(crate) of_which: Option<Lazy>,
    pub(crate) apart: Option<Lazy>,
    pub(crate) earlier: Option<Lazy>,
    pub(crate) blank: Option<Lazy>,
    /// For the beginning of a line.
    pub(crate) appendix: Option<Lazy>,
    /// What heads write for a scale, and the word for it.
    pub(crate) scales: BTreeMap<String, String>,
}

impl TableWords {
    /// This with `later` laid over it, key by key.
    pub(super) fn overlaid(self, later: TableWords) -> TableWords {
        TableWords {
            name: later.name.or(self.name),
            unit: later.unit.or(self.unit),
            number: later.number.or(self.number),
            total: later.total.or(self.total),
            subtotal: later.subtotal.or(self.subtotal),
            whole: later.whole.or(self.whole),
            of_which: later.of_which.or(self.of_which),
            apart: later.apart.or(self.apart),
            earlier: later.earlier.or(self.earlier),
            blank: later.blank.or(self.blank),
            appendix: later.appendix.or(self.appendix),
            scales: if later.scales.is_empty() { self.scales } else { later.scales },
        }
    }
}

/// What the words of a table are compiled against.
struct Words<'a> {
    source: &'a Source,
    spaces: bool,
    vocabulary: &'a Arc<Vocabulary>,
    problems: &'a mut Vec<Problem>,
}

impl Words<'_> {
    fn anywhere(&mut self, text: &Spanned<String>) -> Option<Lazy> {
        load::words(text, self.source, self.spaces, self.vocabulary, self.problems)
    }

    fn whole(&mut self, text: &Option<Spanned<String>>) -> Option<Lazy> {
        self.anywhere(text.as_ref()?).map(|words| words.between(r"\A(?:", r")\z"))
    }

    fn end(&mut self, text: &Option<Spanned<String>>) -> Option<Lazy> {
        self.anywhere(text.as_ref()?).map(|words| words.between("(?:", r")\z"))
    }

    fn start(&mut self, text: &Option<Spanned<String>>) -> Option<Lazy> {
        self.anywhere(text.as_ref()?).map(|words| words.between(r"\A(?:", ")"))
    }
}

/// Compiles `tables:` of a pack.
pub(super) fn words(
    source: &Source,
    pack: &PackSpec,
    vocabulary: &Arc<Vocabulary>,
    problems: &mut Vec<Problem>,
) -> TableWords {
    let from = &pack.tables;
    let mut words = Words { source, spaces: pack.spaces, vocabulary, problems };
    TableWords {
        name: words.whole(&from.name),
        unit: words.whole(&from.unit),
        number: words.whole(&from.number),
        total: words.whole(&from.total),
        subtotal: words.whole(&from.subtotal),
        whole: words.whole(&from.whole),
        of_which: words.start(&from.of_which),
        apart: words.whole(&from.apart),
        earlier: words.whole(&from.earlier),
        blank: words.whole(&from.blank),
        appendix: words.start(&from.appendix),
        scales: from.scales.clone(),
    }
}

/// Compiles `table:` of a rule; `None` if it has none, or one with problems, which are added to `problems`.
pub(super) fn rule(
    spec: &RuleSpec,
    slots: &[Slot],
    source: &Source,
    spaces: bool,
    vocabulary: &Arc<Vocabulary>,
    problems: &mut Vec<Problem>,
) -> Option<TableRule> {
    let table = spec.table.as_ref()?;
    let place = source.span_of(&table.referenced);
    let table = &table.value;
    let only_total = table.adds_up == Some(AddsUp::Rows) && table.columns.keys().all(|name| name == "total");
    if table.columns.is_empty() == table.adds_up.is_none() && !only_total {
        let help = "write one of the two; beside `adds-up: rows`, `columns` may say which `total` is meant";
        let help = help.to_owned();
        let message = "a table needs either `columns` or `adds-up`".to_owned();
        problems.push(source.problem(Some(place), message, Some(help)));
        return None;
    }
    let mut words = Words { source, spaces, vocabulary, problems };
    let columns = table.columns.iter().filter_map(|(name, column)| words.column(name, column, slots));
    let columns: Vec<(usize, Column)> = columns.collect();
    let (unless, doubtful) = (words.optional(&table.unless), words.optional(&table.doubtful));
    let compile = |text: &Spanned<String>, whole: bool, problems: &mut Vec<Problem>| {
        let mut words = Words { source, spaces, vocabulary, problems };
        let text = Spanned { value: text.value.clone(), ..*text };
        if whole { words.whole(&Some(text)) } else { words.anywhere(&text) }
    };
    let named = named::named(spec, table, slots, source, words.problems, compile);
    let Some(result) = result(spec, table, slots) else {
        let message = match table.adds_up {
            Some(_) => "what adds up is bound to the slots `total` and `part`, and the rule has not both",
            None => "the table binds no result: no column for `percent`, `points` or the anchor",
        };
        problems.push(source.problem(Some(place), message.to_owned(), None));
        return None;
    };
    let source = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    Some(TableRule {
        columns,
        adds_up: table.adds_up,
        result,
        unless,
        doubtful,
        unless_source: source(&table.unless),
        doubtful_source: source(&table.doubtful),
        confirm_only: table.confirm_only,
        named,
    })
}

/// The slot that a table's other figures must agree with.
fn result(spec: &RuleSpec, table: &TableSpec, slots: &[Slot]) -> Option<usize> {
    let number = |name: &str| slots.iter().position(|slot| slot.name == name);
    if table.adds_up.is_some() {
        number("part")?;
        return number("total");
    }
    if table.row.is_some() {
        return table.columns.keys().next().and_then(|name| number(name));
    }
    let anchor = spec.anchor.as_ref().map(|anchor| anchor.value.as_str());
    let names = anchor.into_iter().chain(["percent", "points"]);
    names.filter(|name| table.columns.contains_key(*name)).find_map(number)
}

impl Words<'_> {
    fn optional(&mut self, text: &Option<Spanned<String>>) -> Option<Lazy> {
        self.anywhere(text.as_ref()?)
    }

    fn column(
        &mut self,
        name: &str,
        column: &Spanned<ColumnSpec>,
        slots: &[Slot],
    ) -> Option<(usize, Column)> {
        let options = &column.value.options;
        let mut slot = |name: &str| {
            let found = slots.iter().position(|slot| slot.name == name);
            if found.is_none() {
                let near = nearest(name, slots.iter().map(|slot| slot.name.as_str()));
                let help = near.map(|near| format!("did you mean `{near}`?"));
                let span = self.source.span_of(&column.referenced);
                let message = format!("the rule has no slot `{name}`");
                self.problems.push(self.source.problem(Some(span), message, help));
            }
            found
        };
        let number = slot(name);
        let mut refer = |other: &Option<String>| other.as_deref().and_then(&mut slot);
        let (year_before, left_of) = (refer(&options.year_before), refer(&options.left_of));
        let (total_of, named_by) = (refer(&options.total_of), refer(&options.named_by));
        let sought = options.any || [left_of, total_of, named_by].iter().any(Option::is_some);
        if options.head.is_none() && !sought {
            let span = self.source.span_of(&column.referenced);
            let message = format!("nothing says which column `{name}` is");
            let help = "write its `head`, `left-of`, `total-of`, `named-by` or `any: true`".to_owned();
            self.problems.push(self.source.problem(Some(span), message, Some(help)));
        }
        let head = options.head.clone().map(|value| Spanned { value, ..placed(column) });
        let source = head.as_ref().map_or(String::new(), |head| head.value.clone());
        let head = self.whole(&head);
        let ending = options.ending.clone().map(|value| Spanned { value, ..placed(column) });
        let ending = self.end(&ending);
        let any = options.any;
        Some((number?, Column { source, head, year_before, left_of, total_of, named_by, ending, any }))
    }
}

/// An empty text at the place of a column, to tell of mistakes in its head there.
fn placed(column: &Spanned<ColumnSpec>) -> Spanned<String> {
    Spanned { value: String::new(), referenced: column.referenced, defined: column.defined }
}
