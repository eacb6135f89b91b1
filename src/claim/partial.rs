//! Partial matches: how many elements of a pattern are there, where the whole is not.
//!
//! The elements are compiled one more at a time, by the compiler of whole patterns, until they no longer match the
//! window. This is slow and runs only for explanations. This module must not know why anyone asks.

use std::collections::HashMap;
use std::ops::Range;

use super::Page;
use super::window::Window;
use crate::rule::pattern::Node;
use crate::rule::program::Program;
use crate::rule::{Pattern, Rule};

/// How far a pattern got around one mention.
#[derive(Debug, Clone)]
pub(crate) struct Partial {
    /// The elements that are there, as a pattern.
    pub(crate) head: String,
    /// Where they stand in the skeleton.
    pub(crate) matched: Range<usize>,
    /// How many of them are words and not figures or gaps.
    pub(crate) words: usize,
    /// The element that is not there.
    pub(crate) failed: String,
    /// Texts of which one would have done in its place.
    pub(crate) texts: Vec<String>,
}

/// The compiled heads of patterns, kept while one text is explained.
#[derive(Default)]
pub(crate) struct Heads {
    known: HashMap<(String, usize, String), Program>,
}

/// One pattern around one mention.
struct Search<'a> {
    rule: &'a Rule,
    number: usize,
    pattern: &'a Pattern,
    window: Window<'a>,
}

/// Elements that are there, where, and the first one that is not.
struct Reached {
    head: Vec<Node>,
    matched: Range<usize>,
    failed: Option<Node>,
}

impl Heads {
    /// How far a pattern of a rule gets around a mention.
    pub(crate) fn furthest(
        &mut self,
        page: &Page<'_>,
        rule: &Rule,
        number: usize,
        anchor: usize,
    ) -> Option<Partial> {
        let pattern = rule.patterns.get(number)?;
        let window = Window::new(&page.skeleton, anchor);
        let search = Search { rule, number, pattern, window };
        let start = Reached { head: Vec::new(), matched: 0..0, failed: None };
        let reached = self.advance(&search, start, &pattern.elements());
        let failed = reached.failed?;
        let words = reached.head.iter().filter(|node| !pattern.texts(node).is_empty()).count();
        Some(Partial {
            head: Node::Sequence(reached.head).to_string(),
            matched: reached.matched,
            words,
            texts: pattern.texts(&failed),
            failed: failed.to_string(),
        })
    }

    /// Adds elements while they match; where one does not, looks inside it.
    fn advance(&mut self, search: &Search<'_>, mut so_far: Reached, rest: &[Node]) -> Reached {
        for node in rest {
            so_far.head.push(node.clone());
            match self.matched(search, &so_far.head) {
                Some(matched) => so_far.matched = matched,
                None => {
                    so_far.head.pop();
                    so_far.failed = Some(node.clone());
                    return self.inside(search, so_far, node);
                }
            }
        }
        so_far
    }

    /// How far the parts of an element get that does not match as a whole.
    fn inside(&mut self, search: &Search<'_>, so_far: Reached, node: &Node) -> Reached {
        let branches = match node {
            Node::Sequence(nodes) if nodes.len() == 1 => return self.inner(search, so_far, nodes),
            Node::Sequence(nodes) => return self.parts(search, so_far, nodes),
            Node::Repeat(inner, false, _) => return self.inside(search, so_far, inner),
            Node::Choice(branches) => branches,
            _ => return so_far,
        };
        let mut best = so_far;
        let (from, head, matched) = (best.head.len(), best.head.clone(), best.matched.clone());
        for branch in branches {
            let start = Reached { head: head.clone(), matched: matched.clone(), failed: None };
            let found = match branch {
                Node::Sequence(nodes) => self.parts(search, start, nodes),
                _ => continue,
            };
            if found.failed.is_some() && found.head.len() > best.head.len().max(from) {
                best = found;
            }
        }
        best
    }

    fn inner(&mut self, search: &Search<'_>, so_far: Reached, nodes: &[Node]) -> Reached {
        match nodes.first() {
            Some(node) => self.inside(search, so_far, node),
            None => so_far,
        }
    }

    /// The parts of a sequence; the sequence itself is what failed where not even its first part is there.
    fn parts(&mut self, search: &Search<'_>, so_far: Reached, nodes: &[Node]) -> Reached {
        let (from, failed) = (so_far.head.len(), so_far.failed.clone());
        let mut reached = self.advance(search, so_far, nodes);
        if reached.head.len() == from && failed.is_some() {
            reached.failed = failed;
        }
        reached
    }

    /// Where the elements of `head` stand in the window.
    fn matched(&mut self, search: &Search<'_>, head: &[Node]) -> Option<Range<usize>> {
        let key = (
            search.rule.info.id.clone(),
            search.number,
            head.iter().map(Node::to_string).collect::<String>(),
        );
        let program = self.known.entry(key).or_insert_with(|| search.pattern.head(search.rule, head));
        search.window.found(program, search.pattern.longest)
    }
}
