//! From the YAML of one rule to a [`Rule`], with every mistake told at its place.
//!
//! Nothing downstream sees YAML. This module must not know how rules are matched.

use std::ops::Range;
use std::sync::Arc;

use serde_yaml::{Location, Spanned};

use super::gate;
use super::pattern::{self, SORT_NAMES, SlotType};
use super::shipped::Examples;
use super::sound::{self, Scope, Unknown};
use super::spec::{MatchOptions, MatchSpec, PackSpec, RuleSpec, Search, SlotOptions};
use super::table::{self, TableRule};
use super::units::Known;
use super::vocabulary::Vocabulary;
use super::{Guard, Like, Made, Pattern, Phrases, Rule, Slot, equation, examples, load};
use crate::ledger::{Localized, RuleInfo};
use crate::problem::{Problem, nearest};
use crate::verdict::Equation;

/// The kinds of claim that the output contract knows.
pub(crate) const KINDS: [&str; 12] = [
    "completion",
    "target",
    "growth",
    "share",
    "rate",
    "sum",
    "product",
    "span",
    "count",
    "premium",
    "progress",
    "repeat",
];

/// A file of a pack, to point into.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) file: String,
    pub(crate) text: Arc<str>,
    /// Whether the examples in it were left aside.
    pub(crate) lean: bool,
}

impl Source {
    /// The file's own name, without its folder.
    pub(crate) fn base(&self) -> &str {
        self.file.rsplit(['/', '\\']).next().unwrap_or("")
    }

    /// The bytes a YAML location stands for.
    pub(crate) fn span_of(&self, location: &Location) -> Range<usize> {
        let span = location.span();
        let start = span.byte_offset().unwrap_or(u64::MAX);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        if start > self.text.len() {
            return self.line_start(location.line(), location.column());
        }
        let length = span.byte_len().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        start..(start + length).min(self.text.len())
    }

    fn line_start(&self, line: u64, column: u64) -> Range<usize> {
        let line = usize::try_from(line).unwrap_or(1).saturating_sub(1);
        let before: usize = self.text.split_inclusive('\n').take(line).map(str::len).sum();
        let rest = self.text.get(before..).unwrap_or("");
        let column = usize::try_from(column).unwrap_or(1).saturating_sub(1);
        let inside = rest.char_indices().nth(column).map_or(0, |(at, _)| at);
        before + inside..before + inside
    }

    /// Where `word` stands first from a place on, which may be the beginning of a mapping: in `lead` before it, so
    /// that `verdict: ` tells a value from the same word elsewhere, and `tail` behind it.
    pub(crate) fn word(&self, place: &Range<usize>, lead: &str, word: &str, tail: &str) -> Range<usize> {
        let wanted = format!("{lead}{word}{tail}");
        let rest = self.text.get(place.start..).unwrap_or("");
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !"_-".contains(c));
        let mut found = rest.match_indices(&wanted).map(|(at, _)| at + lead.len());
        let found = found.find(|at| {
            let head = rest.get(..at - lead.len()).and_then(|head| head.chars().next_back());
            apart(head) && apart(rest.get(at + word.len()..).and_then(|tail| tail.chars().next()))
        });
        found.map_or_else(|| place.clone(), |at| place.start + at..place.start + at + word.len())
    }

    pub(crate) fn problem(
        &self,
        span: Option<Range<usize>>,
        message: String,
        help: Option<String>,
    ) -> Problem {
        Problem { file: self.file.clone(), source: self.text.clone(), span, message, help }
    }

    /// A problem at a place inside a YAML value: exact when the value stands in the file as it is, else the value.
    pub(crate) fn inside(
        &self,
        place: Range<usize>,
        value: &str,
        at: Option<usize>,
        message: String,
        help: Option<String>,
    ) -> Problem {
        let raw = self.text.get(place.clone()).unwrap_or("");
        let span = match (at, raw.find(value)) {
            (Some(at), Some(offset)) => {
                let start = place.start + offset + at.min(value.len());
                let rest = value.get(at..).unwrap_or("");
                let length = rest.find(['}', '>', ']', ' ', ')']).unwrap_or(rest.len()).max(1);
                start..(start + length).min(place.end.max(start + 1))
            }
            _ => place,
        };
        self.problem(Some(span), message, help)
    }
}

/// The options of a pattern.
#[derive(Clone, Copy, Default)]
struct How {
    confirm_only: bool,
    alone: bool,
    longest: bool,
}

/// What the parts of one rule are compiled against.
struct Builder<'a> {
    spec: &'a RuleSpec,
    source: &'a Source,
    spaces: bool,
    vocabulary: &'a Arc<Vocabulary>,
    slots: Vec<Slot>,
    problems: &'a mut Vec<Problem>,
}

/// Compiles one rule; `None` when it has problems, which are added to `problems`.
pub(crate) fn rule(
    spec: &RuleSpec,
    source: &Source,
    pack: &PackSpec,
    vocabulary: &Arc<Vocabulary>,
    units: &Known,
    problems: &mut Vec<Problem>,
) -> Option<Rule> {
    let before = problems.len();
    let slots = slots(spec, source, units, problems);
    if problems.len() > before {
        return None;
    }
    let mut builder = Builder { spec, source, spaces: pack.spaces, vocabulary, slots, problems };
    builder.check_head();
    let equations = builder.equations();
    let or_else = builder.or_else();
    let patterns = builder.patterns();
    let guards = builder.guards();
    let table = builder.table();
    builder.check_bound(&patterns, table.as_ref(), &equations);
    examples::check(&spec.examples, &builder.slots, source, builder.problems);
    let slots = builder.slots;
    if problems.len() > before {
        return None;
    }
    Some(Rule {
        info: Arc::new(RuleInfo {
            pack: pack.id.value.clone(),
            version: pack.version.clone(),
            id: spec.id.value.clone(),
            kind: spec.kind.value.clone(),
            title: Localized(spec.title.clone()),
            message: Localized(spec.message.clone()),
        }),
        why: Localized(spec.why.clone()),
        status: spec.status,
        severity: spec.severity,
        forced: None,
        priority: spec.priority,
        slots,
        patterns,
        table,
        equations,
        or_else,
        guards,
        examples: kept(spec, source),
        in_plans: spec.in_plans,
        threshold: spec.threshold,
        at_most_whole: spec.at_most_whole,
    })
}

fn kept(spec: &RuleSpec, source: &Source) -> Examples {
    if source.lean {
        return Examples::Shipped;
    }
    Examples::Here(spec.examples.iter().map(|example| example.value.clone()).collect())
}

fn slots(spec: &RuleSpec, source: &Source, units: &Known, problems: &mut Vec<Problem>) -> Vec<Slot> {
    let names: Vec<&str> = spec.slots.keys().map(String::as_str).collect();
    let mut slots = Vec::new();
    for (name, slot) in &spec.slots {
        let place = source.span_of(&slot.referenced);
        let options = &slot.value.options;
        let mut refer = |other: &Option<String>| -> Option<usize> {
            let other = other.as_ref()?;
            let found = names.iter().position(|known| known == other);
            if found.is_none() {
                let help =
                    nearest(other, names.iter().copied()).map(|near| format!("did you mean `{near}`?"));
                problems.push(source.problem(
                    Some(source.word(&place, "", other, "")),
                    format!("the rule has no slot `{other}`"),
                    help,
                ));
            }
            found
        };
        let (same_unit_as, at_least) = (refer(&options.same_unit_as), refer(&options.at_least));
        let copy_of = refer(&options.copy_of);
        let in_step_with = refer(&options.in_step_with);
        let like = like(options, &mut refer);
        let units = units.wanted(options, source, &place, problems);
        let Some(accepts) = SlotType::parse(&options.r#type) else {
            let known: Vec<&str> = SORT_NAMES.iter().map(|(name, _)| *name).collect();
            let help = format!("expected `word`, `list` or some of: {}", known.join(", "));
            let message = format!("`{}` is not a type of slot", options.r#type);
            problems.push(source.problem(Some(place), message, Some(help)));
            return Vec::new();
        };
        slots.push(Slot {
            name: name.clone(),
            accepts,
            same_unit_as,
            set: options.set,
            rounded: options.rounded,
            counted: options.counted,
            search: options.search == Some(Search::Before),
            like,
            at_least,
            prefix: options.prefix,
            copy_of,
            value: options.r#as,
            in_step_with,
            min: options.min.unwrap_or(1),
            unstated: options.unstated,
            role: options.role.clone().unwrap_or_else(|| name.clone()),
            units,
        });
    }
    slots
}

fn like(options: &SlotOptions, refer: &mut dyn FnMut(&Option<String>) -> Option<usize>) -> Option<Like> {
    let chars = options.chars.unwrap_or(2).max(1);
    if let Some(slot) = refer(&options.like) {
        return Some(Like { slot, chars, not: false });
    }
    refer(&options.unlike).map(|slot| Like { slot, chars, not: true })
}

/// Why a text cannot be the id of a pack or a rule, if so.
pub(super) fn not_an_id(id: &str) -> Option<String> {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let wrong = id.is_empty() || !id.chars().all(fine);
    wrong.then(|| format!("`{id}` is not an id: expected lower-case letters, digits and hyphens"))
}

/// The first digit in the text of a pattern, names in it left out.
fn digit(pattern: &str) -> Option<usize> {
    let mut close: Option<&str> = None;
    pattern.char_indices().find_map(|(at, c)| {
        match (close, c) {
            (Some(marks), c) => close = Some(marks).filter(|marks| !marks.contains(c)),
            (None, '<') => close = Some(">"),
            (None, '{') => close = Some("}="),
            (None, c) => return super::alphabet::fold(c).is_ascii_digit().then_some(at),
        }
        None
    })
}

impl Builder<'_> {
    fn at(&mut self, place: &Location, message: String, help: Option<String>) {
        let span = self.source.span_of(place);
        self.problems.push(self.source.problem(Some(span), message, help));
    }

    fn check_head(&mut self) {
        let (id, kind) = (&self.spec.id, &self.spec.kind);
        if let Some(message) = not_an_id(&id.value) {
            self.at(&id.referenced, message, None);
        }
        if !KINDS.contains(&kind.value.as_str()) {
            let near = nearest(&kind.value, KINDS.into_iter()).map(|near| format!("did you mean `{near}`?"));
            let help = near.or_else(|| Some(format!("the kinds are {}", KINDS.join(", "))));
            self.at(&kind.referenced, format!("no kind of claim is called `{}`", kind.value), help);
        }
        if self.spec.examples.is_empty() && !self.source.lean {
            let help =
                "add `examples:` with at least one text that makes a claim and one near miss".to_owned();
            self.at(&id.referenced, format!("the rule `{}` has no examples", id.value), Some(help));
        }
        if self.spec.r#match.is_empty() && self.spec.table.is_none() {
            self.at(&id.referenced, format!("the rule `{}` has no pattern", id.value), None);
        }
    }

    fn slot_number(&self, name: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.name == name)
    }

    fn equations(&mut self) -> Vec<(String, Equation)> {
        let spec = self.spec;
        let place = spec.equation.referenced;
        spec.equation.value.0.iter().filter_map(|text| self.equation(text, &place)).collect()
    }

    fn or_else(&mut self) -> Option<(String, Equation)> {
        let spec = self.spec;
        let text = spec.or_else.as_ref()?;
        self.equation(&text.value, &text.referenced)
    }

    fn equation(&mut self, text: &str, place: &Location) -> Option<(String, Equation)> {
        match equation::parse(text, &|name| self.slot_number(name)) {
            Ok(equation) => Some((text.to_owned(), equation)),
            Err(error) => {
                let names = self.slots.iter().map(|slot| slot.name.as_str());
                let near = error.unknown.as_deref().and_then(|name| nearest(name, names));
                let help = near.map(|near| format!("did you mean `{near}`?"));
                let help = help.or_else(|| equation_help(&error.message));
                let span = self.source.span_of(place);
                let problem = self.source.inside(span, text, Some(error.at), error.message, help);
                self.problems.push(problem);
                None
            }
        }
    }

    /// The slot on which matches are anchored: the one named, else `percent` or `points`, else the pattern's first.
    fn anchor(&self, bound: &[String]) -> Option<String> {
        if let Some(anchor) = &self.spec.anchor {
            return Some(anchor.value.clone());
        }
        let usual = ["percent", "points"].into_iter().find(|name| bound.iter().any(|b| b == name));
        let figures = |name: &&String| {
            let slot = self.slots.iter().find(|slot| slot.name == **name);
            slot.is_some_and(|slot| matches!(slot.accepts, SlotType::Figure(_)))
        };
        usual.map(str::to_owned).or_else(|| bound.iter().find(figures).cloned())
    }

    fn patterns(&mut self) -> Vec<Pattern> {
        let spec = self.spec;
        let mut patterns = Vec::new();
        for entry in &spec.r#match {
            let (text, place, how) = match &entry.value {
                MatchSpec::Plain(text) => (text, entry.referenced, How::default()),
                MatchSpec::Options(options) => {
                    let MatchOptions { confirm_only, alone, longest, .. } = *options;
                    let how = How { confirm_only, alone, longest };
                    (&options.pattern.value, options.pattern.referenced, how)
                }
            };
            patterns.extend(self.pattern(text, &place, how));
        }
        patterns
    }

    fn pattern(&mut self, text: &str, place: &Location, how: How) -> Option<Pattern> {
        let span = self.source.span_of(place);
        let node = match pattern::parse(text, self.spaces) {
            Ok(node) => node,
            Err(error) => {
                self.problems.push(self.source.inside(span, text, Some(error.at), error.message, None));
                return None;
            }
        };
        if let Some(at) = digit(text) {
            let message = "a digit can never match: patterns see every figure as one character".to_owned();
            let help = "bind the figure to a slot (`{base}`, with `set: true` where somebody set it), or write `#` for any figure";
            self.problems.push(self.source.inside(span, text, Some(at), message, Some(help.to_owned())));
            return None;
        }
        let mut bound = Vec::new();
        slots_of(&node, &mut bound);
        let anchor = self.anchor(&bound);
        let accepts = |name: &str| {
            let number = self.slots.iter().position(|slot| slot.name == name)?;
            Some((number, self.slots.get(number)?.accepts, anchor.as_deref() == Some(name)))
        };
        let scope = Scope { vocabulary: self.vocabulary, slot: &accepts };
        let checked = sound::check(&node, &scope);
        let is_gated = gate::is_there(&node, &scope) || self.names_row();
        let binds = match checked {
            Ok(binds) => binds,
            Err(error) => {
                let help = self.help(error.unknown.as_ref());
                self.problems.push(self.source.inside(span, text, error.at, error.message, help));
                return None;
            }
        };
        let anchor = anchor.and_then(|name| self.slot_number(&name));
        let Some((anchor_slot, anchor)) = anchor.and_then(|at| Some((at, self.slots.get(at)?))) else {
            let message = "the pattern has no anchor: it binds no figure".to_owned();
            self.problems.push(self.source.problem(
                Some(span),
                message,
                Some("bind a slot, such as `{percent}`".into()),
            ));
            return None;
        };
        if !is_gated {
            let message = "the pattern would match everywhere: no text in it must be there".to_owned();
            let help = "add a word that the claim cannot do without".to_owned();
            self.problems.push(self.source.problem(Some(span), message, Some(help)));
        }
        Some(Pattern {
            source: text.to_owned(),
            anchor: anchor.accepts,
            anchor_slot,
            longest: how.longest,
            binds,
            node,
            vocabulary: Arc::clone(self.vocabulary),
            confirm_only: how.confirm_only,
            alone: how.alone,
            made: Made::default(),
        })
    }

    /// Whether the name of a row of some table must be there: it is not tried where a document has none.
    fn names_row(&self) -> bool {
        self.spec.table.as_ref().is_some_and(|table| table.value.row.is_some())
    }

    fn help(&self, unknown: Option<&Unknown>) -> Option<String> {
        match unknown? {
            Unknown::Slot(name) => {
                let near = nearest(name, self.slots.iter().map(|slot| slot.name.as_str()))?;
                Some(format!("did you mean `{{{near}}}`?"))
            }
            Unknown::Word(name) => {
                Some(format!("did you mean `<{}>`?", nearest(name, self.vocabulary.names())?))
            }
        }
    }

    fn guards(&mut self) -> Vec<Guard> {
        let spec = self.spec;
        let silent = spec.unless.iter().map(|g| (&g.words, g.within, &g.but_not, None));
        let unchecked = spec.unchecked.iter().map(|g| (&g.words, g.within, &g.but_not, Some(g.reason)));
        let mut guards = Vec::new();
        for (text, within, but_not, then) in silent.chain(unchecked).collect::<Vec<_>>() {
            let words = self.words(text);
            let unless = but_not.as_ref().and_then(|text| self.words(text));
            let (source, but_not) = (text.value.clone(), but_not.as_ref().map(|text| text.value.clone()));
            guards.extend(words.map(|words| Guard { source, but_not, within, words, unless, then }));
        }
        guards
    }

    fn table(&mut self) -> Option<TableRule> {
        table::rule(self.spec, &self.slots, self.source, self.spaces, self.vocabulary, self.problems)
    }

    fn words(&mut self, text: &Spanned<String>) -> Option<Phrases> {
        load::phrases(text, self.source, self.spaces, self.vocabulary, self.problems)
    }

    /// Every slot of an equation must be bound by some pattern or be looked for.
    fn check_bound(
        &mut self,
        patterns: &[Pattern],
        table: Option<&TableRule>,
        equations: &[(String, Equation)],
    ) {
        let mut missing = Vec::new();
        for (text, equation) in equations {
            for number in equation.slots() {
                let Some(slot) = self.slots.get(number) else { continue };
                let bound = slot.search
                    || slot.unstated
                    || slot.copy_of.is_some()
                    || patterns.iter().any(|pattern| pattern.binds.contains(&number))
                    || table.is_some_and(|table| table.binds(number));
                if !bound {
                    missing
                        .push(format!("the equation `{text}` needs `{}`, which no pattern binds", slot.name));
                }
            }
        }
        if self.problems.is_empty() {
            let place = self.spec.equation.referenced;
            for message in missing {
                self.at(&place, message, Some("bind it in a pattern, or take it out of the equation".into()));
            }
        }
    }
}

fn equation_help(message: &str) -> Option<String> {
    let help = "undo the repetition: `actual / base = 1 + percent` says what `(actual - base) / base = percent` does";
    message.contains("stands twice").then(|| help.to_owned())
}

fn slots_of(node: &pattern::Node, slots: &mut Vec<String>) {
    match node {
        pattern::Node::Slot(name, _) | pattern::Node::Named(name, ..) => slots.push(name.clone()),
        pattern::Node::Sequence(nodes) | pattern::Node::Choice(nodes) => {
            nodes.iter().for_each(|node| slots_of(node, slots));
        }
        pattern::Node::Repeat(node, ..) => slots_of(node, slots),
        _ => {}
    }
}
