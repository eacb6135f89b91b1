//! Notes: what a reader should know once of a whole document, beside its claims.
//!
//! This module must not know how a note is worded.

use crate::document::Remark;

/// Something about a whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// These lines repeat earlier ones; their figures were judged once.
    Copy {
        /// The copy.
        lines: Lines,
        /// What it repeats.
        of: Lines,
    },
    /// The document says that parts may miss their totals by rounding.
    RoundingNote {
        /// Where it says so.
        line: usize,
    },
    /// The document says that its rates of growth are at constant prices.
    ConstantPrices {
        /// Where it says so.
        line: usize,
    },
    /// The document names a unit for the figures that follow, and no table took it. Nothing is done with it: which
    /// figures it speaks of is not known from text alone.
    Unit {
        /// Where it says so.
        line: usize,
        /// The unit as printed.
        unit: String,
    },
    /// The document cuts its percents off instead of rounding them.
    CutsOff {
        /// How many claims hold only as cut off.
        cut: usize,
        /// Of how many that tell.
        telling: usize,
    },
    /// The document rounds its percents, so that one that was cut off stands out.
    Rounds {
        /// How many claims hold only as rounded half up.
        rounded: usize,
        /// Of how many that tell.
        telling: usize,
    },
    /// Something in a line, or a table that begins on it, is more than claims are looked for in: its figures count as
    /// unclaimed.
    Unmatched {
        /// The line.
        line: usize,
        /// Of what there is too much.
        much: Much,
        /// How much there is.
        found: usize,
        /// How much there may be.
        limit: usize,
    },
    /// What the reader of the file's format had to say.
    Reading(Remark),
    /// The document leaves the percent sign off throughout; numbers in such places are read as percents.
    BarePercents {
        /// Where it does so first.
        line: usize,
        /// In how many places.
        places: usize,
    },
}

/// What there is too much of in a line, or in the table that begins on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Much {
    /// Bytes of the whole line.
    LineBytes,
    /// Bytes of one sentence.
    SentenceBytes,
    /// Figures of one sentence.
    SentenceFigures,
    /// Places of a table, rows times columns.
    TablePlaces,
    /// Columns of a table.
    TableColumns,
}

/// Lines of a document, counted from 1, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    /// The first.
    pub first: usize,
    /// The last.
    pub last: usize,
}

impl Note {
    /// A short name for machines, stable from the first release on.
    pub fn code(&self) -> &'static str {
        match self {
            Note::Copy { .. } => "copy",
            Note::RoundingNote { .. } => "rounding-note",
            Note::ConstantPrices { .. } => "constant-prices",
            Note::Unit { .. } => "unit",
            Note::CutsOff { .. } => "cuts-off",
            Note::Rounds { .. } => "rounds",
            Note::BarePercents { .. } => "bare-percents",
            Note::Unmatched { .. } => "unmatched",
            Note::Reading(remark) => remark.code(),
        }
    }

    /// The lines it speaks of; none for a note that speaks of the whole document.
    pub fn lines(&self) -> Option<Lines> {
        match self {
            Note::Copy { lines, .. } => Some(*lines),
            Note::RoundingNote { line }
            | Note::ConstantPrices { line }
            | Note::Unit { line, .. }
            | Note::Unmatched { line, .. }
            | Note::BarePercents { line, .. } => Some(Lines { first: *line, last: *line }),
            Note::CutsOff { .. } | Note::Rounds { .. } | Note::Reading(_) => None,
        }
    }
}
