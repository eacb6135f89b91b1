//! Heads of patterns: the first elements of one, compiled alone, to see how far it gets in a text it does not match.
//!
//! A head is compiled as the whole pattern is, with the anchor still to come. This module must not know sentences.

use super::pattern::Node;
use super::program::{self, Program};
use super::sound::Scope;
use super::{Pattern, Rule, gate};

impl Pattern {
    /// The elements of the pattern, one after the other.
    pub(crate) fn elements(&self) -> Vec<Node> {
        match &self.node {
            Node::Sequence(nodes) => nodes.clone(),
            node => vec![node.clone()],
        }
    }

    /// The program for the first elements of a pattern, with the anchor at its place or somewhere behind.
    pub(crate) fn head(&self, rule: &Rule, nodes: &[Node]) -> Program {
        let node = Node::Sequence(nodes.to_vec());
        self.with_scope(&rule.slots, |scope| program::compile_head(&node, scope, self.anchor_slot))
    }

    /// Texts of which one would do for an element; none for a figure, a gap, or what may be left out.
    pub(crate) fn texts(&self, node: &Node) -> Vec<String> {
        gate::texts(node, &Scope { vocabulary: &self.vocabulary, slot: &|_| None }).unwrap_or_default()
    }
}
