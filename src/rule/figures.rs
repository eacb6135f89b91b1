//! Which figures a pattern cannot do without, and where they must stand: what tells most patterns from a sentence before any
//! of their words is compared.
//!
//! What is noted is necessary and not sufficient. This module must not know sentences.

use super::alphabet::FIGURE_BITS;
use super::index::Side;
use super::pattern::{Node, Over, Reach, SlotType, Sorts};
use super::program::Chars;
use super::sound::Scope;

/// A figure beside the anchor that a pattern cannot do without.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FigureNeed {
    pub(crate) side: Side,
    /// It is at least this many figures away from the anchor; counted are those that no plain gap crosses, where `next`.
    pub(crate) nth: usize,
    /// It is exactly so many away.
    pub(crate) next: bool,
    /// Its sort, as a bit set.
    pub(crate) sorts: u16,
    /// No mark that ends a stretch of this kind stands between it and the anchor.
    pub(crate) within: Reach,
    /// What may stand right before it, where it is `next`.
    pub(crate) before: Chars,
    /// What may stand right behind it, where it is `next`.
    pub(crate) after: Chars,
}

/// How many figures an element holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Held {
    /// At least so many.
    pub(super) fewest: usize,
    /// Whether it may hold one that no plain gap crosses.
    pub(super) barred: bool,
}

impl Held {
    /// What the two hold together.
    pub(super) fn and(self, other: Held) -> Held {
        Held { fewest: self.fewest + other.fewest, barred: self.barred || other.barred }
    }

    /// What one of the two holds.
    pub(super) fn or(self, other: Held) -> Held {
        Held { fewest: self.fewest.min(other.fewest), barred: self.barred || other.barred }
    }

    /// What it holds that may be left out.
    pub(super) fn optional(self) -> Held {
        Held { fewest: 0, ..self }
    }

    /// What a gap holds.
    pub(super) fn gap(over: Over) -> Held {
        Held { fewest: 0, barred: over != Over::default() }
    }
}

/// The sorts of the one figure that an element is, if it is one.
pub(super) fn sorts(node: &Node, scope: &Scope<'_>) -> Option<u16> {
    match node {
        Node::Figure => Some(u16::MAX),
        Node::Slot(name, _) => match (scope.slot)(name) {
            Some((_, SlotType::Figure(sorts), false)) => Some(sorts.0),
            _ => None,
        },
        _ => None,
    }
}

/// The sorts of the figure that every match of a node begins with, if that is one by itself and not the anchor.
pub(super) fn first(node: &Node, scope: &Scope<'_>) -> Option<Sorts> {
    match node {
        Node::Sequence(nodes) => first(nodes.first()?, scope),
        node => sorts(node, scope).map(Sorts),
    }
}

/// Whether figures of these sorts are all such as no plain gap crosses.
pub(super) fn are_barred(sorts: u16) -> bool {
    sorts & !FIGURE_BITS == 0
}
