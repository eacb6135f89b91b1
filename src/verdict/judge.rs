//! Judging one claim: from its figures to the verdict, its severity and all that proves it.
//!
//! This module only brings the parts together. It never fails: what cannot be judged is `Unchecked` with a reason.

use super::case::{Case, known_sets};
use super::diagnose::diagnose;
use super::evaluate::{Checked, fits};
use super::implied::solve_for;
use super::power::flags;
use super::solve::{Unknown, solve};
use super::table::look_up;
use super::{Bound, Equation, Flag, Interval, Judgement, Options, Reason, Severity, Verdict};

/// Judges one claim.
///
/// `slots[n]` is what is bound to slot `n` of the equation. A percent is given as a fraction.
///
/// ```
/// use gouji::Exact;
/// use gouji::verdict::{Bound, Class, Equation, Expr, Operand, Options, Relation, Verdict, judge};
///
/// let figure = |text: &str, place: &str, class| {
///     let (value, place) = (Exact::parse(text)?, Exact::parse(place)?);
///     Some(Bound::Stated(vec![Operand { value, place, class, hedge: None, whole: false, soft: false }]))
/// };
/// // 1442万 of 1200万 is said to be 124 %.
/// let slots: Option<Vec<Bound>> = [
///     figure("14420000", "10000", Class::Rounded),
///     figure("12000000", "10000", Class::Exact),
///     figure("1.24", "0.01", Class::Rounded),
/// ]
/// .into_iter()
/// .collect();
/// let ratio = Expr::Div(Box::new(Expr::Slot(0)), Box::new(Expr::Slot(1)));
/// let equation = Equation { left: ratio, relation: Relation::Equal, right: Expr::Slot(2) };
/// let judgement = judge(&equation, &slots.unwrap_or_default(), &Options::default());
/// assert_eq!(judgement.verdict, Verdict::Inconsistent);
/// ```
pub fn judge(equation: &Equation, slots: &[Bound], options: &Options) -> Judgement {
    attempt(equation, slots, options).unwrap_or_else(|reason| Judgement {
        intervals: known_sets(equation, slots),
        ..Judgement::unchecked(reason)
    })
}

impl Judgement {
    /// A judgement that says nothing but the verdict.
    pub(super) fn bare(verdict: Verdict) -> Judgement {
        Judgement {
            verdict,
            reason: None,
            severity: None,
            readings: Vec::new(),
            flags: Vec::new(),
            computed: None,
            intervals: Vec::new(),
            implied: None,
            round_number: None,
            truncation_would_allow: None,
            repairs: Vec::new(),
            diagnosis: None,
        }
    }

    /// A claim that is recognised and not judged.
    pub fn unchecked(reason: Reason) -> Judgement {
        Judgement { reason: Some(reason), ..Judgement::bare(Verdict::Unchecked) }
    }
}

fn attempt(equation: &Equation, slots: &[Bound], options: &Options) -> Checked<Judgement> {
    let case = Case::new(equation, slots)?;
    let mut missing = case.missing();
    let mut judgement = match (missing.next(), missing.next()) {
        (None, _) => tested(&case, options)?,
        (Some(only), None) => solve_for(&case, options, only)?,
        _ => return Err(Reason::NoTarget),
    };
    drop(missing);
    judgement.severity = severity(&judgement, options, case.soft());
    judgement.intervals = case.confirm;
    Ok(judgement)
}

/// A claim all of whose operands are stated.
fn tested(case: &Case<'_>, options: &Options) -> Checked<Judgement> {
    let outcome = look_up(case)?;
    let flags = flags(case, options, &outcome)?;
    let mismatch = !options.brief
        && matches!(outcome.verdict, Verdict::Truncated | Verdict::RoundedUp | Verdict::Inconsistent);
    let repairs = if mismatch { repairs(case, outcome.computed.1)? } else { Vec::new() };
    let diagnosis = if mismatch { diagnose(case, options, &outcome, &flags) } else { None };
    Ok(Judgement {
        reason: outcome.reason,
        readings: outcome.readings,
        flags,
        computed: Some(outcome.computed),
        repairs,
        diagnosis,
        ..Judgement::bare(outcome.verdict)
    })
}

/// For each slot with one figure, the set it would have to be in for the claim to hold.
fn repairs(case: &Case<'_>, computed: Interval) -> Checked<Vec<(usize, Interval)>> {
    let mut repairs = Vec::new();
    for slot in case.equation.slots() {
        let needed = match case.result {
            Some(result) if result == slot => Ok(computed),
            _ if !case.equation.solves_for(slot) => continue,
            _ => solve(case.equation, &case.confirm, Unknown::only(slot)),
        };
        // A figure that cannot be solved for has no repair to offer.
        if let Ok(needed) = needed
            && !fits(needed.is_empty())?
        {
            repairs.push((slot, needed));
        }
    }
    Ok(repairs)
}

/// The table of severities: one level lower where hedged, soft or of low power.
fn severity(judgement: &Judgement, options: &Options, soft: bool) -> Option<Severity> {
    let by_verdict = match judgement.verdict {
        Verdict::Inconsistent => Some(Severity::Error),
        Verdict::Impossible | Verdict::RoundedUp => Some(Severity::Warning),
        Verdict::Truncated if options.rounds => Some(Severity::Warning),
        Verdict::Truncated => Some(Severity::Note),
        _ => None,
    };
    let crossed = judgement.flags.contains(&Flag::CrossesTarget).then_some(Severity::Warning);
    let weak = judgement.flags.iter().any(|flag| matches!(flag, Flag::Hedged | Flag::LowPower { .. }));
    let severity = by_verdict.max(crossed);
    if weak || soft { severity.and_then(Severity::lowered) } else { severity }
}
