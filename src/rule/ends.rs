//! What a pattern may begin and end with, and whether it holds the anchor.
//!
//! This module must not know how a pattern is matched.

use super::pattern::{Node, SlotType, Sorts};
use super::program::{Chars, Class};
use super::sound::Scope;

/// One of the two ends of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    First,
    Last,
}

/// The characters that a node may have at one of its ends, and whether it may be empty. The ends of the stretch that is
/// searched are no characters.
pub(super) fn edge(node: &Node, scope: &Scope<'_>, end: Edge) -> (Chars, bool) {
    match node {
        Node::Literal(text) => {
            let c = if end == Edge::First { text.chars().next() } else { text.chars().next_back() };
            c.map_or((Chars::default(), true), |c| (Chars::of(c), false))
        }
        Node::Figure => (Class::sorts(Sorts(u16::MAX)).chars(), false),
        Node::ClauseStart => (Class::clause_marks().chars(), false),
        // What stands behind the end of a stretch is not in it.
        Node::End | Node::Gap(_) => (Chars::ALL, true),
        Node::Word(name, _) => {
            let list = |words: &[Node]| any(words, scope, end);
            scope.vocabulary.edge(name, end, list)
        }
        Node::Slot(name, _) => (slot(name, scope), false),
        Node::Named(_, _, node) => edge(node, scope, end),
        Node::Sequence(nodes) => match end {
            Edge::First => row(nodes.iter(), scope, end),
            Edge::Last => row(nodes.iter().rev(), scope, end),
        },
        Node::Choice(nodes) => any(nodes, scope, end),
        Node::Repeat(node, none, _) => {
            let (chars, empty) = edge(node, scope, end);
            (chars, empty || *none)
        }
    }
}

fn any(nodes: &[Node], scope: &Scope<'_>, end: Edge) -> (Chars, bool) {
    let ends = nodes.iter().map(|node| edge(node, scope, end));
    ends.fold((Chars::default(), false), |all, one| (all.0.or(one.0), all.1 || one.1))
}

/// The characters at the end of a row of nodes, the first of which is the one at that end.
pub(super) fn row<'n>(nodes: impl Iterator<Item = &'n Node>, scope: &Scope<'_>, end: Edge) -> (Chars, bool) {
    let mut all = Chars::default();
    for node in nodes {
        let (chars, empty) = edge(node, scope, end);
        all = all.or(chars);
        if !empty {
            return (all, false);
        }
    }
    (all, true)
}

fn slot(name: &str, scope: &Scope<'_>) -> Chars {
    match (scope.slot)(name) {
        Some((_, SlotType::Figure(_), true)) => Class::anchor().chars(),
        Some((_, SlotType::Figure(sorts), false)) => Class::sorts(sorts).chars(),
        _ => Chars::ALL,
    }
}

/// Whether every match of a node holds the anchor.
pub(super) fn is_anchored(node: &Node, scope: &Scope<'_>) -> bool {
    match node {
        Node::Slot(name, _) => is_anchor(name, scope),
        Node::Sequence(nodes) => nodes.iter().any(|node| is_anchored(node, scope)),
        Node::Choice(nodes) => nodes.iter().all(|node| is_anchored(node, scope)),
        Node::Named(_, _, node) | Node::Repeat(node, false, _) => is_anchored(node, scope),
        _ => false,
    }
}

/// Whether the anchor stands anywhere in a node.
pub(super) fn has_anchor(node: &Node, scope: &Scope<'_>) -> bool {
    match node {
        Node::Slot(name, _) => is_anchor(name, scope),
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(|node| has_anchor(node, scope)),
        Node::Named(_, _, node) | Node::Repeat(node, ..) => has_anchor(node, scope),
        _ => false,
    }
}

fn is_anchor(name: &str, scope: &Scope<'_>) -> bool {
    matches!((scope.slot)(name), Some((_, SlotType::Figure(_), true)))
}
