//! From a parsed pattern to a program: steps that a machine takes through a skeleton, with nothing written out twice.
//!
//! A program is made when its pack is loaded and costs little, so that a run does not pay for patterns that it never
//! meets. This module must not know rules, sentences, or how the steps are taken.

use super::alphabet::{ANCHOR, FIGURE_BITS, SENTENCE_END, is_reserved, placeholder};
use super::dispatch::Dispatch;
use super::ends;
use super::pattern::{Gap, Node, Over, Reach, SlotType, Sorts};
use super::sound::Scope;

/// A compiled pattern: steps, taken from the first until one says that all is matched.
#[derive(Debug, Default)]
pub(crate) struct Program {
    pub(crate) steps: Vec<Step>,
    /// The texts of all steps, one after the other.
    texts: String,
    /// The branches of every choice, one choice after the other.
    pub(crate) branches: Vec<Branch>,
    /// Tables of the branches of the greater choices.
    pub(crate) tables: Vec<Dispatch>,
    /// What a match may begin with, except at the ends of the stretch.
    pub(crate) first: Chars,
    /// How many steps may be come to in several ways: each of these is tried once at any place.
    pub(crate) joints: usize,
    /// Numbers of the slots that it binds, in the order of the pattern.
    slots: Vec<usize>,
    /// The slot that a repeated element binds, and the program of one repetition.
    pub(crate) repeat: Option<(usize, Box<Program>)>,
    /// Whether every match holds the anchor.
    pub(crate) anchored: bool,
    /// Whether its steps go from the end of what it matches to the beginning.
    pub(crate) backward: bool,
}

/// What stands on the two sides of a pattern's anchor, as programs that start there and note nothing: the pattern matches
/// where both do, and from where the one before the anchor ends.
#[derive(Debug)]
pub(crate) struct Sides {
    /// Goes backward.
    pub(crate) before: Program,
    pub(crate) after: Program,
}

/// One step.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// The text that is this stretch of the program's texts.
    Text(usize, usize),
    /// One character.
    One(Class),
    /// As few characters as will do.
    Few(Class, usize),
    /// The first branch that leads to a match, at a joint.
    Choose(Branches, usize),
    /// Goes on elsewhere.
    Jump(usize),
    /// Notes the place under a number.
    Mark(usize),
    /// The beginning of the stretch.
    Start,
    /// The end of the stretch.
    End,
    /// All is matched.
    Done,
}

/// Branches of a choice: from where to where, and what any of them may begin with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Branches {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) first: Chars,
    /// Which of the program's tables is theirs, if they have one.
    pub(crate) table: Option<u32>,
}

/// One branch: where it goes on, and what it may begin with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Branch {
    pub(crate) step: usize,
    pub(crate) first: Chars,
}

/// A set of characters that may hold a few more than were put in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Chars(u128);

impl Chars {
    pub(crate) const ALL: Chars = Chars(u128::MAX);

    /// How many bits a set has.
    pub(super) const BITS: usize = 128;

    /// The bit of a character.
    #[inline]
    pub(super) fn bit(c: char) -> usize {
        (u32::from(c).wrapping_mul(0x9E37_79B1) >> 25) as usize
    }

    /// The set of one character.
    #[inline]
    pub(crate) fn of(c: char) -> Chars {
        Chars(1 << Chars::bit(c))
    }

    /// The bits of the set, in order.
    pub(super) fn bits(self) -> impl Iterator<Item = usize> {
        bits(self.0).filter_map(|bit| usize::try_from(bit).ok())
    }

    /// Whether the character may be in the set.
    pub(crate) fn may_hold(self, c: char) -> bool {
        self.meets(Chars::of(c))
    }

    /// Whether the two sets may have a character in common.
    pub(crate) fn meets(self, other: Chars) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn or(self, other: Chars) -> Chars {
        Chars(self.0 | other.0)
    }

    /// Whether it tells nothing.
    pub(crate) fn is_all(self) -> bool {
        self == Chars::ALL
    }
}

/// The bits that are set, in order.
fn bits(mut left: u128) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = left.trailing_zeros();
        left &= left.wrapping_sub(1);
        (bit < u128::BITS).then_some(bit)
    })
}

/// A set of characters of a skeleton.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Class {
    /// The ASCII characters in it, by bit.
    ascii: u128,
    /// The reserved characters in it, by bit.
    reserved: u32,
    /// Whether the sentence end is in it.
    end: bool,
    /// Whether the opening and the closing quotation mark are in it.
    quotes: (bool, bool),
    /// Whether every other character is in it.
    others: bool,
}

impl Class {
    pub(crate) fn holds(&self, c: char) -> bool {
        let code = u32::from(c);
        match c {
            '\0'..='\x7F' => self.ascii & (1 << code) != 0,
            SENTENCE_END => self.end,
            '“' => self.quotes.0,
            '”' => self.quotes.1,
            c if is_reserved(c) => self.reserved & (1 << (code & 31)) != 0,
            _ => self.others,
        }
    }

    /// Figures of these sorts.
    pub(super) fn sorts(sorts: Sorts) -> Class {
        Class { ascii: 0, reserved: u32::from(sorts.0), end: false, quotes: (false, false), others: false }
    }

    /// The one figure on which a match is anchored.
    pub(super) fn anchor() -> Class {
        Class { reserved: 1 << (u32::from(ANCHOR) & 31), ..Class::sorts(Sorts(0)) }
    }

    /// The characters that a gap may take.
    pub(super) fn gap(gap: Gap) -> Class {
        let (marks, end) = match gap.within {
            Reach::Clause => ("\n,;:()!?", false),
            Reach::Part => ("\n;!?", false),
            Reach::Sentence => ("\n!?", false),
            Reach::Paragraph => ("\n", true),
        };
        let barred = u32::from(FIGURE_BITS & !crossed(gap.over)) | Class::anchor().reserved;
        let ascii = marks.bytes().fold(u128::MAX, |all, mark| all & !(1 << mark));
        Class { ascii, reserved: !barred, end, quotes: (true, true), others: true }
    }

    /// The characters of a word.
    pub(super) fn word() -> Class {
        Class::gap(Gap { over: Over::default(), within: Reach::Clause })
    }

    /// The characters of an enumeration: those of a word without quotation marks.
    pub(super) fn list() -> Class {
        let word = Class::word();
        Class { ascii: word.ascii & !(1 << b'"'), quotes: (false, false), ..word }
    }

    /// The marks at which a clause begins.
    pub(super) fn clause_marks() -> Class {
        let ascii = ",;:!?\n(".bytes().fold(0, |all, mark| all | 1 << mark);
        Class { ascii, reserved: 0, end: true, quotes: (true, false), others: false }
    }

    /// Every character.
    fn any() -> Class {
        Class { ascii: u128::MAX, reserved: u32::MAX, end: true, quotes: (true, true), others: true }
    }

    /// The set, as far as it can be told in short.
    pub(super) fn chars(&self) -> Chars {
        if self.others {
            return Chars::ALL;
        }
        let ascii = bits(self.ascii).filter_map(char::from_u32);
        let reserved = bits(u128::from(self.reserved)).map(placeholder);
        let end = self.end.then_some(SENTENCE_END);
        let quotes = [('“', self.quotes.0), ('”', self.quotes.1)];
        let quotes = quotes.into_iter().filter(|(_, held)| *held).map(|(quote, _)| quote);
        ascii.chain(reserved).chain(end).chain(quotes).fold(Chars::default(), |all, c| all.or(Chars::of(c)))
    }
}

fn crossed(over: Over) -> u16 {
    let mut bits = 0;
    for (said, crossed) in [
        (over.figures, 0b1000_0111_1111_1111),
        (over.percents, 0b1000_0001_1100_0000),
        (over.money, 0b1),
        (over.counts, 0b1100),
    ] {
        if said {
            bits |= crossed;
        }
    }
    bits
}

/// The number under which a program notes where the matched text ends, and where what follows a repetition begins.
pub(crate) const CLAIM_END: usize = 0;
/// The numbers under which a program notes where a repeated element begins and ends.
pub(crate) const REPEAT: (usize, usize) = (1, 2);

impl Program {
    /// The text of a step.
    pub(crate) fn text(&self, from: usize, to: usize) -> &str {
        self.texts.get(from..to).unwrap_or_default()
    }

    /// Whether it is done where it begins.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self.steps.first(), None | Some(Step::Done))
    }

    /// How many places it may note.
    pub(crate) fn marks(&self) -> usize {
        self.slots.iter().max().map_or(REPEAT.1, |slot| marks(*slot).1) + 1
    }
}

/// The numbers under which a program notes where a slot begins and ends.
pub(crate) fn marks(slot: usize) -> (usize, usize) {
    (3 + 2 * slot, 4 + 2 * slot)
}

/// Compiles a pattern with slots.
pub(crate) fn compile(node: &Node, scope: &Scope<'_>) -> Program {
    let mut writer = Writer::new(scope);
    writer.node(node);
    writer.push(Step::Mark(CLAIM_END));
    writer.finish(node)
}

/// Compiles the two sides of a pattern's anchor; `None` where the anchor is not an element by itself.
pub(crate) fn compile_sides(node: &Node, scope: &Scope<'_>) -> Option<Sides> {
    let mut nodes = Vec::new();
    flatten(node, &mut nodes);
    let at = nodes.iter().position(|node| ends::has_anchor(node, scope))?;
    let (head, rest) = nodes.split_at(at);
    let (Node::Slot(..), tail) = rest.split_first()? else { return None };
    Some(Sides { before: compile_backward(head, scope), after: compile_silent(tail, scope, false) })
}

/// Compiles a row of elements so that a match starts where they end, and notes nothing.
pub(crate) fn compile_backward(nodes: &[&Node], scope: &Scope<'_>) -> Program {
    compile_silent(nodes, scope, true)
}

fn compile_silent(nodes: &[&Node], scope: &Scope<'_>, backward: bool) -> Program {
    let mut writer = Writer::new(scope);
    (writer.silent, writer.program.backward) = (true, backward);
    if backward {
        nodes.iter().rev().for_each(|node| writer.node(node));
    } else {
        nodes.iter().for_each(|node| writer.node(node));
    }
    let anchored = nodes.iter().any(|node| ends::is_anchored(node, scope));
    writer.done(anchored)
}

/// The elements of a pattern, those of its groups among them.
pub(super) fn flatten<'n>(node: &'n Node, out: &mut Vec<&'n Node>) {
    match node {
        Node::Sequence(nodes) => nodes.iter().for_each(|node| flatten(node, out)),
        node => out.push(node),
    }
}

/// Compiles the first elements of a pattern; the anchor is among them or somewhere behind.
pub(crate) fn compile_head(node: &Node, scope: &Scope<'_>, anchor: usize) -> Program {
    let mut writer = Writer::new(scope);
    writer.node(node);
    writer.push(Step::Mark(CLAIM_END));
    if !writer.program.slots.contains(&anchor) {
        let joint = writer.joint();
        writer.push(Step::Few(Class::any(), joint));
        writer.push(Step::One(Class::anchor()));
    }
    writer.finish(node)
}

struct Writer<'a> {
    scope: &'a Scope<'a>,
    program: Program,
    /// How many repetitions of a slot the node being written stands in.
    repeated: usize,
    /// Whether no places are to be noted.
    silent: bool,
}

impl<'a> Writer<'a> {
    fn new(scope: &'a Scope<'a>) -> Writer<'a> {
        Writer { scope, program: Program::default(), repeated: 0, silent: false }
    }

    fn finish(self, node: &Node) -> Program {
        let anchored = ends::is_anchored(node, self.scope);
        self.done(anchored)
    }

    fn done(mut self, anchored: bool) -> Program {
        self.push(Step::Done);
        self.program.anchored = anchored;
        self.program.look_ahead();
        self.program
    }

    fn push(&mut self, step: Step) -> usize {
        self.program.steps.push(step);
        self.program.steps.len() - 1
    }

    fn joint(&mut self) -> usize {
        self.program.joints += 1;
        self.program.joints - 1
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Literal(text) => {
                let from = self.program.texts.len();
                self.program.texts.push_str(text);
                self.push(Step::Text(from, self.program.texts.len()));
            }
            Node::Figure => {
                self.push(Step::One(Class::sorts(Sorts(u16::MAX))));
            }
            Node::ClauseStart => self.clause_start(),
            Node::End => {
                self.push(Step::End);
            }
            Node::Gap(gap) => self.few(Class::gap(*gap)),
            Node::Word(name, _) => self.word(name),
            Node::Slot(name, _) => self.slot(name),
            Node::Named(name, _, node) => self.named(name, node),
            Node::Sequence(nodes) if self.program.backward => {
                nodes.iter().rev().for_each(|node| self.node(node))
            }
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.node(node)),
            Node::Choice(nodes) => self.choice(nodes),
            Node::Repeat(node, none, several) => self.repeat(node, *none, *several),
        }
    }

    fn few(&mut self, class: Class) {
        let joint = self.joint();
        self.push(Step::Few(class, joint));
    }

    fn clause_start(&mut self) {
        let branch = self.choose(2);
        self.enter(branch);
        self.push(Step::Start);
        let jump = self.push(Step::Jump(0));
        self.enter(branch + 1);
        self.push(Step::One(Class::clause_marks()));
        self.land(jump);
    }

    fn word(&mut self, name: &str) {
        let words = self.scope.vocabulary.get(name).unwrap_or_default();
        self.choice(words);
    }

    /// A slot inside a repetition is bound by the program of one repetition, not by that of the whole.
    fn mark(&mut self, number: usize) {
        if self.repeated == 0 && !self.silent {
            self.push(Step::Mark(number));
        }
    }

    fn slot(&mut self, name: &str) {
        let Some((number, accepts, anchor)) = (self.scope.slot)(name) else { return };
        self.program.slots.push(number);
        let (from, to) = marks(number);
        self.mark(from);
        match accepts {
            SlotType::Word | SlotType::List => {
                let class = if accepts == SlotType::List { Class::list() } else { Class::word() };
                self.push(Step::One(class));
                self.few(class);
            }
            SlotType::Figure(_) if anchor => {
                self.push(Step::One(Class::anchor()));
            }
            SlotType::Figure(sorts) => {
                self.push(Step::One(Class::sorts(sorts)));
            }
        }
        self.mark(to);
    }

    fn named(&mut self, name: &str, node: &Node) {
        let Some((number, ..)) = (self.scope.slot)(name) else { return };
        self.program.slots.push(number);
        let (from, to) = marks(number);
        self.mark(from);
        self.node(node);
        self.mark(to);
    }

    /// A choice of so many branches, to be entered one by one: the first of them.
    fn choose(&mut self, count: usize) -> usize {
        let from = self.program.branches.len();
        self.program.branches.resize(from + count, Branch { step: 0, first: Chars::ALL });
        let joint = self.joint();
        let branches = Branches { from, to: from + count, first: Chars::ALL, table: None };
        self.push(Step::Choose(branches, joint));
        from
    }

    /// The next step is where a branch goes on.
    fn enter(&mut self, branch: usize) {
        let step = self.program.steps.len();
        if let Some(branch) = self.program.branches.get_mut(branch) {
            branch.step = step;
        }
    }

    /// The next step is where a jump leads.
    fn land(&mut self, jump: usize) {
        let next = self.program.steps.len();
        if let Some(Step::Jump(to)) = self.program.steps.get_mut(jump) {
            *to = next;
        }
    }

    fn choice(&mut self, nodes: &[Node]) {
        let rows: Vec<&[Node]> = nodes.iter().map(row).collect();
        self.rows(&rows);
    }

    /// A choice of rows of elements. Those that follow one another and begin alike go on from one beginning.
    fn rows(&mut self, rows: &[&[Node]]) {
        let backward = self.program.backward;
        let alike = |a: &&[Node], b: &&[Node]| {
            head(a, backward)
                .is_some_and(|(first, _)| is_fixed(first) && head(b, backward).map(|b| b.0) == Some(first))
        };
        let groups: Vec<&[&[Node]]> = rows.chunk_by(alike).collect();
        if let [only] = groups.as_slice() {
            return self.alike(only);
        }
        let branch = self.choose(groups.len());
        let mut jumps = Vec::with_capacity(groups.len());
        for (number, group) in groups.iter().enumerate() {
            self.enter(branch + number);
            self.alike(group);
            jumps.push(self.push(Step::Jump(0)));
        }
        jumps.into_iter().for_each(|jump| self.land(jump));
    }

    /// One row, or several that begin alike.
    fn alike(&mut self, rows: &[&[Node]]) {
        let backward = self.program.backward;
        match rows {
            [only] if backward => only.iter().rev().for_each(|node| self.node(node)),
            [only] => only.iter().for_each(|node| self.node(node)),
            rows => {
                let heads: Vec<_> = rows.iter().filter_map(|row| head(row, backward)).collect();
                if let Some((first, _)) = heads.first() {
                    self.node(first);
                }
                let tails: Vec<&[Node]> = heads.into_iter().map(|(_, tail)| tail).collect();
                self.rows(&tails);
            }
        }
    }

    fn repeat(&mut self, node: &Node, none: bool, several: bool) {
        let before = self.program.slots.len();
        let skip = none.then(|| self.choose(2));
        if let Some(branch) = skip {
            self.enter(branch);
        }
        let binds = binds_slot(node) && !self.silent;
        if several && binds {
            self.push(Step::Mark(REPEAT.0));
            self.repeated += 1;
        }
        self.once_or_more(node, several);
        if several && binds {
            self.repeated -= 1;
            self.push(Step::Mark(REPEAT.1));
            self.repetition(node, before);
        }
        if let Some(branch) = skip {
            self.enter(branch + 1);
        }
    }

    fn once_or_more(&mut self, node: &Node, several: bool) {
        let body = self.program.steps.len();
        self.node(node);
        if several {
            let branch = self.choose(2);
            if let Some(again) = self.program.branches.get_mut(branch) {
                again.step = body;
            }
            self.enter(branch + 1);
        }
    }

    /// Compiles one repetition of an element that repeats a slot.
    fn repetition(&mut self, node: &Node, before: usize) {
        if let Some(slot) = self.program.slots.get(before).copied() {
            self.program.repeat = Some((slot, Box::new(compile(node, self.scope))));
        }
    }
}

/// The elements of a branch.
fn row(node: &Node) -> &[Node] {
    match node {
        Node::Sequence(nodes) => nodes,
        node => std::slice::from_ref(node),
    }
}

/// The element that a program comes to first in a row, and the others.
fn head(row: &[Node], backward: bool) -> Option<(&Node, &[Node])> {
    if backward { row.split_last() } else { row.split_first() }
}

/// Whether there is one way at most in which an element can match at a place.
fn is_fixed(node: &Node) -> bool {
    let is_char = |node: &Node| matches!(node, Node::Literal(text) if text.chars().nth(1).is_none());
    match node {
        Node::Literal(_) => true,
        Node::Choice(nodes) => nodes.iter().all(is_char),
        _ => false,
    }
}

/// Whether a node binds a slot.
fn binds_slot(node: &Node) -> bool {
    match node {
        Node::Slot(..) | Node::Named(..) => true,
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(binds_slot),
        Node::Repeat(node, ..) => binds_slot(node),
        _ => false,
    }
}
