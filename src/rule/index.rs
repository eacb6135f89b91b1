//! The index of a pack's patterns: the texts that each cannot do without, all looked for at once, so that a sentence meets
//! only the patterns that have a chance.
//!
//! What is noted of a pattern is necessary and not sufficient: where one need is not met, it does not match. This
//! module must not know sentences.

use std::collections::HashMap;

use super::ends::{self, Edge};
use super::figures::{self, FigureNeed, Held};
use super::gate;
use super::pattern::{Node, Reach, SlotType};
use super::program::{Chars, flatten};
use super::sound::Scope;
use super::texts::Texts;
use super::{Guard, Pattern, Phrases, Rule};

/// Every pattern of a pack with what it needs.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// In the order of the rules and of their patterns.
    pub(crate) entries: Vec<Entry>,
    /// For each group of texts, the patterns whose best need it is.
    pub(crate) led_by: Vec<Vec<usize>>,
    /// For each rule, what the words of its guards need.
    pub(crate) guards: Vec<Vec<GuardNeeds>>,
    /// The patterns that need nothing.
    pub(crate) free: Vec<usize>,
    /// For each text, the groups that it is in.
    pub(crate) groups_of: Vec<Vec<usize>>,
    /// For each group, its texts as bits.
    texts_of: Vec<Vec<u64>>,
    /// Finds all texts.
    pub(crate) texts: Texts,
    /// The sorts of figure that any pattern may be anchored on.
    pub(crate) anchors: u16,
}

/// One pattern.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The rule's place in the pack.
    pub(crate) order: usize,
    /// The pattern's place in the rule.
    pub(crate) number: usize,
    /// The sorts of figure that it may be anchored on.
    pub(crate) sorts: u16,
    /// The best first; empty where there are none but that an enumeration needs its marks.
    pub(crate) needs: Vec<Need>,
    /// All that it cannot do without on the two sides of the anchor, in the order of its elements, the nearest first.
    pub(crate) row: Vec<Stand>,
    /// What may stand right before the anchor.
    pub(crate) before: Chars,
    /// What may stand right behind it.
    pub(crate) after: Chars,
}

/// What must be there for the words of a guard to be: for each way to say them, the groups of texts of each of which one is
/// needed.
#[derive(Debug, Default)]
pub(crate) struct GuardNeeds {
    pub(crate) words: Vec<Vec<usize>>,
    pub(crate) unless: Vec<Vec<usize>>,
}

/// A group of texts of which one must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    pub(crate) group: usize,
    pub(crate) side: Side,
    /// No mark that ends a stretch of this kind stands between the text and the anchor.
    pub(crate) within: Reach,
    /// The texts are the marks of an enumeration: a character that belongs to a word (涉及) is none.
    pub(crate) joins: bool,
}

/// Something that must stand beside the anchor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand {
    pub(crate) side: Side,
    /// How many elements away from the anchor the one is that needs it.
    pub(crate) step: usize,
    pub(crate) what: What,
}

/// What must stand there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum What {
    Text(Need),
    Figure(FigureNeed),
}

/// On which side of the anchor a text must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Before,
    After,
    Either,
}

impl Index {
    /// Whether a text is in a group.
    pub(crate) fn is_in(&self, text: usize, group: usize) -> bool {
        let words = self.texts_of.get(group);
        words.and_then(|words| words.get(text / 64)).is_some_and(|word| word & (1 << (text % 64)) != 0)
    }

    pub(crate) fn new(rules: &[Rule]) -> Index {
        let mut builder = Builder::default();
        for (order, rule) in rules.iter().enumerate() {
            for (number, pattern) in rule.patterns.iter().enumerate() {
                let list = counted_list(rule);
                let entry = |scope: &Scope<'_>| builder.entry(order, number, pattern, list, scope);
                let entry = pattern.with_scope(&rule.slots, entry);
                builder.entries.push(entry);
            }
            let guards = rule.guards.iter().map(|guard| builder.guard(guard)).collect();
            builder.guards.push(guards);
        }
        builder.finish()
    }
}

/// How a group of texts ranks as a need: the greater the more seldom it is met.
type Rank = (Option<usize>, std::cmp::Reverse<usize>);

#[derive(Default)]
struct Builder {
    entries: Vec<Entry>,
    guards: Vec<Vec<GuardNeeds>>,
    /// The texts of each group.
    groups: Vec<(Vec<String>, Rank)>,
    known: HashMap<Vec<String>, usize>,
    /// What is known of a vocabulary's list, by the vocabulary's address and the list's name.
    lists: HashMap<(usize, String), List>,
}

#[derive(Clone, Copy)]
struct List {
    group: Option<usize>,
    crosses: Reach,
    figures: Held,
}

impl Builder {
    /// What a pattern needs; `list` is the slot whose items are counted whatever is judged.
    fn entry(
        &mut self,
        order: usize,
        number: usize,
        pattern: &Pattern,
        list: Option<&str>,
        scope: &Scope<'_>,
    ) -> Entry {
        let mut nodes = Vec::new();
        flatten(&pattern.node, &mut nodes);
        let at = nodes.iter().position(|node| ends::has_anchor(node, scope)).unwrap_or(nodes.len());
        let (head, rest) = nodes.split_at(at);
        let (anchor, tail) = rest.split_at(rest.len().min(1));
        let mut row = Vec::new();
        self.side(head.iter().rev(), Side::Before, list, scope, &mut row);
        self.side(tail.iter(), Side::After, list, scope, &mut row);
        self.figures(head, Side::Before, scope, &mut row);
        self.figures(tail, Side::After, scope, &mut row);
        row.sort_by_key(|stand: &Stand| (stand.side, stand.step));
        let text = |stand: &Stand| if let What::Text(need) = stand.what { Some(need) } else { None };
        let mut needs: Vec<Need> = row.iter().filter_map(text).collect();
        let (mut before, mut after) = (Chars::ALL, Chars::ALL);
        match anchor {
            [Node::Slot(..)] => {
                before = known(ends::row(head.iter().rev().copied(), scope, Edge::Last));
                after = known(ends::row(tail.iter().copied(), scope, Edge::First));
            }
            _ => {
                let group = anchor.first().and_then(|node| self.group(node, scope));
                let (side, within) = (Side::Either, Reach::Paragraph);
                needs.extend(group.map(|group| Need { group, side, within, joins: false }));
                row.clear();
            }
        }
        if !ends::is_anchored(&pattern.node, scope) {
            needs.iter_mut().for_each(|need| (need.side, need.within) = (Side::Either, Reach::Paragraph));
            row.clear();
            (before, after) = (Chars::ALL, Chars::ALL);
        }
        needs.sort_by_key(|need| std::cmp::Reverse(self.groups.get(need.group).map(|(_, rank)| *rank)));
        let sorts = match pattern.anchor {
            SlotType::Figure(sorts) => sorts.0,
            SlotType::Word | SlotType::List => 0,
        };
        Entry { order, number, sorts, needs, row, before, after }
    }

    fn guard(&mut self, guard: &Guard) -> GuardNeeds {
        let mut ways = |phrases: &Phrases| {
            let scope = Scope { vocabulary: &phrases.vocabulary, slot: &|_| None };
            let (mut plain, mut ways) = (Vec::new(), Vec::new());
            self.ways(&phrases.node, &scope, &mut plain, &mut ways);
            if !plain.is_empty() {
                plain.sort();
                plain.dedup();
                ways.push(vec![self.intern(plain)]);
            }
            ways
        };
        GuardNeeds { words: ways(&guard.words), unless: guard.unless.as_ref().map(ways).unwrap_or_default() }
    }

    /// The ways to say the words of a node: those that are plain texts, and what each of the others needs.
    fn ways(&mut self, node: &Node, scope: &Scope<'_>, plain: &mut Vec<String>, ways: &mut Vec<Vec<usize>>) {
        match node {
            Node::Choice(nodes) => nodes.iter().for_each(|node| self.ways(node, scope, plain, ways)),
            Node::Word(name, _) => {
                let words = scope.vocabulary.get(name).unwrap_or_default();
                words.iter().for_each(|node| self.ways(node, scope, plain, ways));
            }
            Node::Sequence(nodes) if nodes.len() == 1 => {
                nodes.iter().for_each(|node| self.ways(node, scope, plain, ways));
            }
            Node::Literal(_) => match gate::texts(node, scope) {
                Some(texts) => plain.extend(texts),
                None => ways.push(Vec::new()),
            },
            node => {
                let mut nodes = Vec::new();
                flatten(node, &mut nodes);
                let group = |node: &&Node| {
                    self.group(node, scope).or_else(|| gate::marks(node).map(|marks| self.intern(marks)))
                };
                let mut groups: Vec<usize> = nodes.iter().filter_map(group).collect();
                let rank = |group: &usize| std::cmp::Reverse(self.groups.get(*group).map(|(_, rank)| *rank));
                groups.sort_by_key(rank);
                groups.dedup();
                ways.push(groups);
            }
        }
    }

    /// The needs on one side of the anchor, whose elements come nearest first.
    fn side<'n>(
        &mut self,
        nodes: impl Iterator<Item = &'n &'n Node>,
        side: Side,
        list: Option<&str>,
        scope: &Scope<'_>,
        row: &mut Vec<Stand>,
    ) {
        let mut within = Reach::Clause;
        for (step, node) in nodes.enumerate() {
            let crosses = self.crosses(node, scope);
            let joins = matches!(node, Node::Slot(name, _) if list == Some(name));
            let marks = joins.then(|| self.intern(gate::LIST_MARKS.map(String::from).to_vec()));
            if let Some(group) = marks.or_else(|| self.group(node, scope)) {
                let need = Need { group, side, within: within.max(crosses), joins };
                row.push(Stand { side, step, what: What::Text(need) });
            }
            within = within.max(crosses);
        }
    }

    /// The figures that are needed on one side of the anchor, in whose order the elements come.
    fn figures(&mut self, nodes: &[&Node], side: Side, scope: &Scope<'_>, row: &mut Vec<Stand>) {
        let (mut within, mut nth, mut next) = (Reach::Clause, 0, true);
        for step in 0..nodes.len() {
            let at = if side == Side::Before { nodes.len() - 1 - step } else { step };
            let Some(node) = nodes.get(at) else { return };
            let held = self.held(node, scope);
            nth += held.fewest;
            let sorts = figures::sorts(node, scope);
            next &=
                sorts.is_some_and(figures::are_barred) || sorts.is_none() && !held.barred && held.fewest == 0;
            if held.fewest > 0 {
                let (mut before, mut after) = (Chars::ALL, Chars::ALL);
                if next {
                    let (head, tail) = nodes.split_at(at);
                    before = known(ends::row(head.iter().rev().copied(), scope, Edge::Last));
                    after = known(ends::row(tail.iter().skip(1).copied(), scope, Edge::First));
                }
                // In an element of several parts the figure may stand behind others of them.
                let within = if sorts.is_some() { within } else { within.max(self.crosses(node, scope)) };
                let sorts = sorts.unwrap_or(u16::MAX);
                let need = FigureNeed { side, nth, next, sorts, within, before, after };
                row.push(Stand { side, step, what: What::Figure(need) });
            }
            within = within.max(self.crosses(node, scope));
        }
    }

    /// How many figures an element holds.
    fn held(&mut self, node: &Node, scope: &Scope<'_>) -> Held {
        match node {
            Node::Literal(_) | Node::ClauseStart | Node::End => Held::default(),
            Node::Figure => Held { fewest: 1, barred: true },
            Node::Slot(name, _) => match (scope.slot)(name) {
                Some((_, SlotType::Figure(_), _)) => Held { fewest: 1, barred: true },
                _ => Held::default(),
            },
            Node::Gap(gap) => Held::gap(gap.over),
            Node::Word(name, _) => self.list(name, scope).figures,
            Node::Named(_, _, node) | Node::Repeat(node, false, _) => self.held(node, scope),
            Node::Repeat(node, true, _) => self.held(node, scope).optional(),
            Node::Sequence(nodes) => {
                nodes.iter().fold(Held::default(), |all, node| all.and(self.held(node, scope)))
            }
            Node::Choice(nodes) => self.any_of(nodes, scope),
        }
    }

    fn any_of(&mut self, nodes: &[Node], scope: &Scope<'_>) -> Held {
        let mut all: Option<Held> = None;
        for node in nodes {
            let held = self.held(node, scope);
            all = Some(all.map_or(held, |all| all.or(held)));
        }
        all.unwrap_or_default()
    }

    /// The group of the texts that an element needs.
    fn group(&mut self, node: &Node, scope: &Scope<'_>) -> Option<usize> {
        match node {
            Node::Word(name, _) => self.list(name, scope).group,
            // A list slot also takes what is no enumeration, where nothing counts it.
            node => gate::texts(node, &Scope { slot: &|_| None, ..*scope }).map(|texts| self.intern(texts)),
        }
    }

    fn intern(&mut self, texts: Vec<String>) -> usize {
        if let Some(group) = self.known.get(&texts) {
            return *group;
        }
        let group = self.groups.len();
        self.groups.push((shortest(&texts), gate::rank(&texts)));
        self.known.insert(texts, group);
        group
    }

    fn list(&mut self, name: &str, scope: &Scope<'_>) -> List {
        let key = (std::ptr::from_ref(scope.vocabulary).addr(), name.to_owned());
        if let Some(list) = self.lists.get(&key) {
            return *list;
        }
        let words = scope.vocabulary.get(name).unwrap_or_default();
        let crosses = words.iter().map(|word| self.crosses(word, scope)).max().unwrap_or(Reach::Clause);
        let texts = gate::texts(&Node::Word(name.to_owned(), 0), scope);
        let figures = self.any_of(words, scope);
        let list = List { group: texts.map(|texts| self.intern(texts)), crosses, figures };
        self.lists.insert(key, list);
        list
    }

    /// The greatest stretch whose end an element may pass over.
    fn crosses(&mut self, node: &Node, scope: &Scope<'_>) -> Reach {
        match node {
            Node::Literal(text) => text.chars().map(Reach::over).max().flatten().unwrap_or(Reach::Clause),
            Node::Figure | Node::End | Node::Slot(..) => Reach::Clause,
            Node::ClauseStart => Reach::Paragraph,
            Node::Gap(gap) => gap.within,
            Node::Word(name, _) => self.list(name, scope).crosses,
            Node::Named(_, _, node) | Node::Repeat(node, ..) => self.crosses(node, scope),
            Node::Sequence(nodes) | Node::Choice(nodes) => {
                nodes.iter().map(|node| self.crosses(node, scope)).max().unwrap_or(Reach::Clause)
            }
        }
    }

    fn finish(self) -> Index {
        let (mut led_by, mut free) = (vec![Vec::new(); self.groups.len()], Vec::new());
        for (number, entry) in self.entries.iter().enumerate() {
            match entry.needs.first().and_then(|need| led_by.get_mut(need.group)) {
                Some(led) => led.push(number),
                None => free.push(number),
            }
        }
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let (mut texts, mut groups_of) = (Vec::new(), Vec::<Vec<usize>>::new());
        for (group, (own, _)) in self.groups.into_iter().enumerate() {
            for text in own {
                let number = *numbers.entry(text).or_insert_with_key(|text| {
                    texts.push(text.clone());
                    groups_of.push(Vec::new());
                    texts.len() - 1
                });
                groups_of.get_mut(number).into_iter().for_each(|groups| groups.push(group));
            }
        }
        let mut texts_of = vec![vec![0; texts.len().div_ceil(64)]; led_by.len()];
        for (text, groups) in groups_of.iter().enumerate() {
            for group in groups {
                let word = texts_of.get_mut(*group).and_then(|words: &mut Vec<u64>| words.get_mut(text / 64));
                word.into_iter().for_each(|word| *word |= 1 << (text % 64));
            }
        }
        let texts = Texts::new(texts);
        let anchors = self.entries.iter().fold(0, |all, entry| all | entry.sorts);
        Index {
            entries: self.entries,
            guards: self.guards,
            led_by,
            free,
            groups_of,
            texts_of,
            texts,
            anchors,
        }
    }
}

/// The list without which none of a rule's equations can be judged.
fn counted_list(rule: &Rule) -> Option<&str> {
    let (number, slot) = rule.slots.iter().enumerate().find(|(_, slot)| slot.accepts == SlotType::List)?;
    let mut equations = rule.equations.iter().chain(&rule.or_else);
    equations.all(|(_, equation)| equation.slots().contains(&number)).then_some(slot.name.as_str())
}

fn known((chars, empty): (Chars, bool)) -> Chars {
    if empty { Chars::ALL } else { chars }
}

/// The texts that hold no other of them.
fn shortest(texts: &[String]) -> Vec<String> {
    let mut by_length: Vec<&String> = texts.iter().collect();
    by_length.sort_by_key(|text| text.len());
    let mut kept: Vec<String> = Vec::new();
    for text in by_length {
        if !kept.iter().any(|other| text.contains(other.as_str())) {
            kept.push(text.clone());
        }
    }
    kept
}
