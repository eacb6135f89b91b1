//! Verdicts: whether the figures of one claim can all be true, decided in exact interval arithmetic.
//!
//! This room knows intervals, readings of a rounded number, equations and how to solve them for one unknown. It
//! must not know text, files, languages, packs or how a claim was found.

mod case;
mod diagnose;
mod digits;
pub mod equation;
mod evaluate;
#[cfg(test)]
mod examples;
mod implied;
mod interval;
mod judge;
mod power;
pub mod readings;
#[cfg(test)]
mod robust;
mod sides;
mod solve;
mod table;

use crate::exact::Exact;
pub use crate::mention::HedgeKind;
pub use equation::{Equation, Expr, Relation};
pub use judge::judge;

/// How exactly a printed operand is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The printed value is the value: counts of things, targets that were set.
    Exact,
    /// The printed value was rounded to its last place.
    Rounded,
}

/// One printed operand, ready for arithmetic. A percent is given as a fraction (90.6 % is 0.906, place 0.001).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operand {
    /// The printed value.
    pub value: Exact,
    /// The place of the last printed digit.
    pub place: Exact,
    /// Exact or rounded.
    pub class: Class,
    /// A hedge and how far it reaches.
    pub hedge: Option<(HedgeKind, Exact)>,
    /// Whether it counts whole things.
    pub whole: bool,
    /// Whether whoever wrote it may have rounded it although it is a count (人次, a count ending in 00):
    /// one severity lower, and never `impossible`.
    pub soft: bool,
}

/// What is bound to a slot of the equation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// Not stated in the text: solved for.
    Missing,
    /// Stated; more than one operand only for a slot that repeats (the parts of a sum).
    Stated(Vec<Operand>),
}

/// What the caller may tell about a case beyond its figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The document cuts its percents off or rounds them otherwise, so that `truncated` is a warning.
    pub rounds: bool,
    /// The unknown must be a whole number (it counts things), so that `impossible` can be said.
    pub whole_unknown: bool,
    /// An unknown numerator cannot exceed its denominator (a rate of success), and so on: the unknown's known bounds.
    pub unknown_at_most: Option<Exact>,
    /// See `unknown_at_most`.
    pub unknown_at_least: Option<Exact>,
    /// 100 % is a threshold of the rule (完成年初任务的100%): a percent on one side of it while actual and target
    /// are on the other is flagged, although rounding explains it.
    pub crosses_target: bool,
    /// Only the verdict is wanted: what a mismatch's figures would have to be, and its slip, are left out.
    pub brief: bool,
    /// What the rule's ratio says, for the name of a slip.
    pub sense: Sense,
}

/// What a ratio speaks of: the same slip (the ratio for the ratio less one) has a different name in each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Sense {
    /// How much of a target: 完成 may have been meant for 超额完成.
    #[default]
    Completion,
    /// How much more or less than before: 增长 may have been meant for 增长到.
    Growth,
    /// How much above a base a price ended: the final price may have been given for the premium.
    Premium,
    /// Something else, in which nobody says one for the other.
    Other,
}

/// The verdict on a claim, in the order of the table in `docs/semantics.md` §5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The exact result of the printed values, rounded half up, is what is stated.
    Consistent,
    /// It is what is stated when rounded half to even (exact ties only).
    HalfEven,
    /// The operands were rounded or hedged, and some values they stand for give what is stated.
    WithinRounding,
    /// The stated result was cut off instead of rounded.
    Truncated,
    /// The stated result was rounded up where it should have been rounded down: it flatters.
    RoundedUp,
    /// The figures cannot all be true.
    Inconsistent,
    /// One operand is not stated; its interval is given.
    Implied,
    /// The unstated operand must be whole and no whole number is in its interval.
    Impossible,
    /// Recognised, not judged; the reason says why.
    Unchecked,
}

impl Verdict {
    /// Whether the figures agree, exactly or within rounding.
    pub(crate) fn holds(self) -> bool {
        matches!(self, Verdict::Consistent | Verdict::HalfEven | Verdict::WithinRounding)
    }

    /// Whether the stated result is off only because it was cut off, or rounded up, where it should have been rounded half up.
    pub(crate) fn is_misrounded(self) -> bool {
        matches!(self, Verdict::Truncated | Verdict::RoundedUp)
    }
}

/// Why a claim was not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No target is stated and none can be solved for.
    NoTarget,
    /// The hedges leave room for both answers.
    Hedge,
    /// The operands' units cannot be brought together without a rate.
    UnitMismatch,
    /// Growth at constant prices.
    RealGrowth,
    /// Growth on a comparable basis that the text does not give.
    ComparableBasis,
    /// The base is zero or negative.
    NegativeBase,
    /// Less is better, and the rule has no equation for that.
    ReverseIndicator,
    /// The expected pace is not stated.
    PaceUndefined,
    /// An operand is a range.
    Range,
    /// A plan, not an achievement.
    Plan,
    /// A figure too large or too fine for exact comparison.
    OutOfRange,
    /// Recognised as a claim, but its figures could not be read.
    Unparsed,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Should be looked at; fails a run by default.
    Warning,
    /// Cannot be true.
    Error,
}

impl Severity {
    /// One level milder; `None` when there is none.
    pub fn lowered(self) -> Option<Severity> {
        match self {
            Severity::Error => Some(Severity::Warning),
            Severity::Warning => Some(Severity::Note),
            Severity::Note => None,
        }
    }
}

/// A rounding under which the stated figures hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// 四舍五入.
    HalfUp,
    /// GB/T 8170.
    HalfEven,
    /// 截尾.
    Truncated,
    /// 进一.
    RoundedUp,
}

/// Something worth knowing beside the verdict.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "flag", rename_all = "kebab-case")]
pub enum Flag {
    /// An operand carries a hedge.
    Hedged,
    /// Only closed ends of two intervals touch.
    Boundary,
    /// The percent says 100 or more while the actual is below the target, or the reverse.
    CrossesTarget,
    /// `k` different percents of as many decimals would have passed.
    LowPower {
        /// How many.
        k: u64,
    },
    /// More digits are stated than the operands can support (100 or more different results would have passed).
    ExcessDigits,
    /// Rounding twice gives the stated result.
    DoubleRounding,
}

/// One end of an interval; `None` is infinity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Where it ends.
    pub at: Exact,
    /// Whether the end itself is left out.
    pub open: bool,
}

/// A set of values between two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The lower end; `None` is minus infinity.
    pub low: Option<End>,
    /// The upper end; `None` is infinity.
    pub high: Option<End>,
}

/// A named slip that would make the claim consistent (semantics §6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// Which slip.
    pub slip: Slip,
    /// The slot that would change, when there is one.
    pub slot: Option<usize>,
    /// What that slot's value would be.
    pub value: Option<Exact>,
}

/// The closed list of slips that are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// A unit is off by this factor (10, 100, 10⁴ or 10⁸, or one over it).
    UnitSlip(Exact),
    /// Two neighbouring digits are swapped.
    DigitsSwapped,
    /// One digit is mistyped.
    DigitMistyped,
    /// 完成 is meant for 超额完成, or the reverse: the ratio against the ratio less one.
    RatioForExcess,
    /// 增长 is meant for 增长到, or the reverse.
    GrowthForLevel,
    /// Percent is meant for percentage points.
    PercentForPoints,
    /// Two operands are swapped.
    OperandsSwapped,
    /// Rounded twice.
    DoubleRounding,
    /// A total is given where a part was meant (溢价 is the final price).
    TotalForPart,
}

/// What the engine says of one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, for `Unchecked`.
    pub reason: Option<Reason>,
    /// How bad it is by the table of semantics §5, hedges and low power already taken into account.
    pub severity: Option<Severity>,
    /// Every rounding under which the claim holds.
    pub readings: Vec<Reading>,
    /// What to know beside the verdict.
    pub flags: Vec<Flag>,
    /// What the stated operands give, where all are stated: the exact result of the printed values, and the set of
    /// values they allow.
    pub computed: Option<(Exact, Interval)>,
    /// The set each operand stands for, slot by slot in the order given (a repeated slot has several).
    pub intervals: Vec<Vec<Interval>>,
    /// The slot that was not stated, and the set it must be in.
    pub implied: Option<(usize, Interval)>,
    /// A round number in the implied set, if there is one (1200万), or the only whole number in it.
    pub round_number: Option<Exact>,
    /// For `Impossible`: a whole number that would do if the percent had been cut off.
    pub truncation_would_allow: Option<Exact>,
    /// For a mismatch: for each slot, the set it would have to be in for the claim to hold.
    pub repairs: Vec<(usize, Interval)>,
    /// A named slip that explains a mismatch.
    pub diagnosis: Option<Diagnosis>,
}
