//! Traces: what stopped a pattern around a mention, for whoever asks why there is no claim.
//!
//! Matching says these things anyway, as the errors of its steps; a run that does not ask drops them unread. This
//! module must not know how anything is matched.

use std::ops::Range;

use super::guard::Place;

/// One pattern that was tried around one mention, and made no claim.
#[derive(Debug)]
pub(crate) struct Stopped {
    /// The rule's place in the pack.
    pub(crate) order: usize,
    /// The pattern's place in the rule.
    pub(crate) pattern: usize,
    /// The mention it was anchored on.
    pub(crate) anchor: usize,
    pub(crate) stop: Stop,
}

/// Where a pattern stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Its elements are not there one after the other.
    Unmatched,
    /// They are, nearest to the anchor in this stretch of skeleton, but a figure does not fit its slot.
    Misfit(Range<usize>, Misfit),
    /// The figures fit; the guard of this number keeps silent.
    Silenced(usize, Place),
}

/// A figure that does not fit its slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) slot: usize,
    pub(crate) mention: Option<usize>,
    pub(crate) why: Why,
    /// Where the figure or word that it was held against stands in the skeleton.
    pub(crate) against: Option<Range<usize>>,
}

/// Why a figure does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// Its unit cannot be compared with that of this slot's figure.
    Unit(usize),
    /// It has none of the units that its slot takes.
    OtherUnit,
    /// Its name and that of this slot do not share so many characters.
    Unlike(usize, usize),
    /// Its name and that of this slot share so many characters, which they must not.
    Alike(usize, usize),
    /// It is below the figure of this slot.
    Below(usize),
    /// A list has so few figures and needs so many.
    TooFew(usize, usize),
    /// Its row has so many figures, that of the slot it keeps step with so many others.
    OutOfStep {
        /// The slot it keeps step with.
        with: usize,
        /// Figures in its own row.
        own: usize,
        /// Figures in the other.
        other: usize,
    },
}

impl Why {
    /// The slot whose figure or word it was held against.
    pub(crate) fn against(self) -> Option<usize> {
        match self {
            Why::Unit(slot) | Why::Unlike(slot, _) | Why::Alike(slot, _) | Why::Below(slot) => Some(slot),
            Why::OutOfStep { with, .. } => Some(with),
            Why::TooFew(..) | Why::OtherUnit => None,
        }
    }
}
