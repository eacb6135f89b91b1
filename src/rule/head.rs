//! Heads of patterns: the first elements of one, compiled alone, to see how far it gets in a text it does not match.
//!
//! A head is compiled as the whole pattern is, with the anchor still to come. This module must not know sentences.

use regex::Regex;

use super::alphabet::ANCHOR;
use super::pattern::{self, Node};
use super::regexp::{self, Scope};
use super::{Pack, Pattern, Rule};

impl Pack {
    /// The elements of a pattern, one after the other.
    pub(crate) fn elements(&self, pattern: &Pattern) -> Vec<Node> {
        match pattern::parse(&pattern.source, self.spaces) {
            Ok(Node::Sequence(nodes)) => nodes,
            Ok(node) => vec![node],
            // It was parsed when the pack was loaded.
            Err(_) => Vec::new(),
        }
    }

    /// The expression for the first elements of a pattern, with the anchor at its place or somewhere behind.
    pub(crate) fn head(&self, rule: &Rule, pattern: &Pattern, nodes: &[Node]) -> Option<Regex> {
        let slot = |name: &str| {
            let number = rule.slots.iter().position(|slot| slot.name == name)?;
            Some((rule.slots.get(number)?.accepts, number == pattern.anchor_slot))
        };
        let scope = Scope { vocabulary: &self.vocabulary, slot: &slot, longest: pattern.longest };
        let compiled = regexp::compile(&Node::Sequence(nodes.to_vec()), &scope).ok()?;
        let anchor = rule.slots.get(pattern.anchor_slot)?;
        let rest = match compiled.slots.contains(&anchor.name) {
            true => String::new(),
            false => format!(r"[\s\S]*{ANCHOR}"),
        };
        Regex::new(&format!("{}{rest}", compiled.main)).ok()
    }

    /// Texts of which one would do for an element; none for a figure, a gap, or what may be left out.
    pub(crate) fn texts(&self, node: &Node) -> Vec<String> {
        regexp::gate(node, &[], &self.vocabulary).unwrap_or_default()
    }
}
