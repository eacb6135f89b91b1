//! A claim's equation with its figures in it, the way one would write it down to check it by hand.
//!
//! The rule's own text of the equation is what is shown, so that it can be found again in the pack. This module must
//! not know verdicts, nor evaluate anything: results come from the claim's proof.

use crate::ledger::{Claim, ClaimOperand};

use super::{Lang, figures, words};

/// Functions of a repeated slot that are written out with a sign between its figures.
const SPREAD: [(&str, &str); 2] = [("sum", " + "), ("product", " × ")];
/// Functions of a repeated slot that keep their name.
const NAMED: [&str; 3] = ["max", "min", "len"];
/// Relations as a rule writes them, longest first, and as they are shown.
const RELATIONS: [(&str, &str); 5] = [("<=", "≤"), (">=", "≥"), ("=", "="), ("<", "<"), (">", ">")];

/// The left side, the relation as it is shown, and the right side.
fn sides(equation: &str) -> (&str, &'static str, &str) {
    let found = RELATIONS.iter().find_map(|(written, shown)| {
        let (left, right) = equation.split_once(written)?;
        Some((left.trim(), *shown, right.trim()))
    });
    found.unwrap_or((equation, "", ""))
}

/// The whole equation with its figures; an operand that is not stated goes by its role.
pub(super) fn whole(claim: &Claim, lang: Lang) -> String {
    let (left, relation, right) = sides(&claim.equation);
    format!("{} {relation} {}", filled(left, claim, lang), filled(right, claim, lang))
}

/// The operand that states the result: alone on the right side of `=`, else alone on the left, as the judge has it.
pub(super) fn result(claim: &Claim) -> Option<&ClaimOperand> {
    let (left, relation, right) = sides(&claim.equation);
    if relation != "=" {
        return None;
    }
    only(right, claim).or_else(|| only(left, claim))
}

/// The one operand in a side that has no function of repeated slots.
fn only<'c>(side: &str, claim: &'c Claim) -> Option<&'c ClaimOperand> {
    let names: Vec<&str> = names(side).collect();
    let spread = SPREAD.iter().map(|(name, _)| name).chain(&NAMED).any(|function| names.contains(function));
    let mut bound = claim.operands.iter().filter(|operand| names.contains(&operand.role.as_str()));
    let first = bound.next().filter(|_| !spread)?;
    if bound.next().is_some() { None } else { Some(first) }
}

fn names(side: &str) -> impl Iterator<Item = &str> {
    side.split(|c: char| !is_name(c)).filter(|word| word.starts_with(char::is_alphabetic))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The equation worked out: what the figures come to. The whole equation where nothing was computed.
pub(super) fn worked(claim: &Claim, lang: Lang) -> String {
    match result(claim) {
        Some(result) => worked_result(claim, result, lang).unwrap_or_else(|| whole(claim, lang)),
        None => worked_left(claim, lang).unwrap_or_else(|| whole(claim, lang)),
    }
}

/// `= 120%` or `≈ 120.17%`, for the stated result.
pub(super) fn computed(claim: &Claim) -> Option<String> {
    let (value, _) = claim.judgement.computed?;
    let result = result(claim)?;
    figures::equals(figures::in_unit(value, result)?, result)
}

/// `1442万元 ÷ 1200万元 ≈ 120.17%`: the side without the result, solved for it where that is easy to see.
fn worked_result(claim: &Claim, result: &ClaimOperand, lang: Lang) -> Option<String> {
    let computed = computed(claim)?;
    let (left, _, right) = sides(&claim.equation);
    let (free, with) = if only(right, claim).is_some() { (left, right) } else { (right, left) };
    let figures = filled(free, claim, lang);
    let compact: String = with.chars().filter(|c| !c.is_whitespace()).collect();
    if compact == result.role {
        return Some(format!("{figures} {computed}"));
    }
    if compact == format!("1+{}", result.role) {
        return Some(format!("{figures} − 1 {computed}"));
    }
    if compact == format!("1-{}", result.role) && !free.contains(['+', '-']) {
        return Some(format!("1 − {figures} {computed}"));
    }
    let role = words::role(&result.role, lang);
    let named = filled_but(with, claim, lang, &result.role);
    Some(match lang {
        Lang::Zh => format!("由 {figures} = {named} 得{role} {computed}"),
        Lang::En => format!("from {figures} = {named}, {role} {computed}"),
    })
}

/// `29家 + 6家 = 35家 ≤ 320家`: a comparison whose left side has something to compute.
fn worked_left(claim: &Claim, lang: Lang) -> Option<String> {
    let (left, relation, right) = sides(&claim.equation);
    let (value, _) = claim.judgement.computed?;
    let mut bound = claim.operands.iter().filter(|operand| names(left).any(|name| name == operand.role));
    let like = bound.next()?;
    if bound.next().is_none() || left.contains(['/', '*']) {
        return None;
    }
    let computed = figures::equals(figures::in_unit(value, like)?, like)?;
    Some(format!("{} {computed} {relation} {}", filled(left, claim, lang), filled(right, claim, lang)))
}

/// One side of an equation with figures for slot names and signs as they are written by hand.
fn filled(side: &str, claim: &Claim, lang: Lang) -> String {
    filled_but(side, claim, lang, "")
}

/// The same with the figures of one role left out for its name.
fn filled_but(side: &str, claim: &Claim, lang: Lang, unknown: &str) -> String {
    let mut out = String::new();
    let mut rest = side;
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        if length == 0 {
            out.push(match first {
                '/' => '÷',
                '*' => '×',
                '-' => '−',
                other => other,
            });
            rest = rest.get(first.len_utf8()..).unwrap_or("");
            continue;
        }
        let (name, after) = rest.split_at(length);
        rest = after;
        if name == unknown {
            out.push_str(words::role(name, lang));
        } else {
            rest = term(name, after, claim, lang, &mut out);
        }
    }
    out
}

/// Writes what a name stands for; gives back what is left to read. `sum(part)` becomes its parts with plus signs.
fn term<'e>(name: &str, after: &'e str, claim: &Claim, lang: Lang, out: &mut String) -> &'e str {
    let sign = SPREAD.iter().find(|(function, _)| *function == name).map(|(_, sign)| *sign);
    let inside = after.strip_prefix('(').and_then(|after| after.split_once(')'));
    if let (Some(sign), Some((role, behind))) = (sign, inside)
        && let Some(figures) = slot(role.trim(), claim, lang, sign)
    {
        out.push_str(&figures);
        return behind;
    }
    if let (true, Some((role, behind))) = (["max", "min"].contains(&name), inside)
        && let [one] = bound(role.trim(), claim)[..]
    {
        out.push_str(&figures::operand(one, lang));
        return behind;
    }
    match slot(name, claim, lang, ", ") {
        Some(figures) => out.push_str(&figures),
        None => out.push_str(function(name, lang)),
    }
    after
}

fn function(name: &str, lang: Lang) -> &str {
    match name {
        "pow2" => "2^",
        "len" => lang.pick("个数", "count"),
        "max" => lang.pick("最大", "max"),
        "min" => lang.pick("最小", "min"),
        other => other,
    }
}

/// The figures bound to a name of the equation.
fn slot(name: &str, claim: &Claim, lang: Lang, between: &str) -> Option<String> {
    let texts: Vec<String> =
        bound(name, claim).into_iter().map(|bound| figures::operand(bound, lang)).collect();
    if texts.is_empty() { None } else { Some(texts.join(between)) }
}

/// The operands that a name of the equation stands for. Usually they have it for their role; where two slots share a
/// role (the parts of a sum, and the last part by another name), it is the slot that repeats, and a name that is
/// nobody's role stands for the other.
fn bound<'c>(name: &str, claim: &'c Claim) -> Vec<&'c ClaimOperand> {
    let own: Vec<&ClaimOperand> = claim.operands.iter().filter(|operand| operand.role == name).collect();
    if own.is_empty() {
        return if is_function(name) { own } else { aliased(claim) };
    }
    let (left, _, right) = sides(&claim.equation);
    let alias = |name: &str| !is_function(name) && claim.operands.iter().all(|operand| operand.role != name);
    if names(left).chain(names(right)).any(alias) {
        let main = repeating_slot(&own);
        return own.into_iter().filter(|operand| Some(operand.slot) == main).collect();
    }
    own
}

/// The operands that share a role with another slot and are not in the one that repeats.
fn aliased(claim: &Claim) -> Vec<&ClaimOperand> {
    let beside = |operand: &&ClaimOperand| {
        let alike: Vec<&ClaimOperand> =
            claim.operands.iter().filter(|other| other.role == operand.role).collect();
        repeating_slot(&alike) != Some(operand.slot)
    };
    claim.operands.iter().filter(beside).collect()
}

/// The slot with the most operands.
fn repeating_slot(operands: &[&ClaimOperand]) -> Option<usize> {
    let count = |slot: usize| operands.iter().filter(|operand| operand.slot == slot).count();
    operands.iter().map(|operand| operand.slot).max_by_key(|slot| (count(*slot), *slot))
}

fn is_function(name: &str) -> bool {
    name == "pow2" || NAMED.contains(&name) || SPREAD.iter().any(|(function, _)| *function == name)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, exact, interval};
    use super::*;

    /// 1442万美元, 1200万美元 and 124% under another equation, which comes to `value`.
    fn with(equation: &str, value: &str) -> Claim {
        let mut claim = samples::inconsistent();
        claim.equation = equation.to_owned();
        claim.judgement.computed = Some((exact(value), interval("[0, 0]")));
        claim
    }

    #[test]
    fn an_equation_is_solved_for_its_result_where_that_is_easy_to_see() {
        let rows = [
            ("actual / target = percent", "1442/1200", "1442万美元 ÷ 1200万美元 ≈ 120.17%"),
            ("percent = actual / target", "1442/1200", "1442万美元 ÷ 1200万美元 ≈ 120.17%"),
            ("actual / target = 1 + percent", "242/1200", "1442万美元 ÷ 1200万美元 − 1 ≈ 20.17%"),
            ("target / actual = 1 - percent", "242/1442", "1 − 1200万美元 ÷ 1442万美元 ≈ 16.78%"),
            (
                "actual / target = 1 + 1 / percent",
                "1200/242",
                "由 1442万美元 ÷ 1200万美元 = 1 + 1 ÷ 比率 得比率 ≈ 495.87%",
            ),
            ("actual / target = pow2(percent)", "1/4", "由 1442万美元 ÷ 1200万美元 = 2^(比率) 得比率 = 25%"),
        ];
        for (equation, value, expected) in rows {
            let claim = with(equation, value);
            assert_eq!(result(&claim).map(|operand| operand.role.as_str()), Some("percent"), "{equation}");
            assert_eq!(worked(&claim, Lang::Zh), expected);
        }
    }

    #[test]
    fn a_comparison_has_no_result() {
        let claim = with("actual > target", "14420000");
        assert!(result(&claim).is_none());
        assert_eq!(worked(&claim, Lang::En), "1442万美元 > 1200万美元");
        let mut sum = samples::sum();
        sum.equation = "sum(part) <= total".to_owned();
        assert_eq!(worked(&sum, Lang::En), "33.3亿元 + 33.3亿元 + 33.3亿元 = 99.9亿元 ≤ 100.0亿元");
    }

    #[test]
    fn a_name_that_is_nobodys_role_is_the_other_slot_of_a_shared_one() {
        let mut claim = samples::sum();
        claim.operands[2].slot = 7;
        claim.operands[2].text = Some("33.4亿元".to_owned());
        claim.equation = "sum(part) + last = total".to_owned();
        assert_eq!(worked(&claim, Lang::En), "33.3亿元 + 33.3亿元 + 33.4亿元 = 99.9亿元");
    }

    #[test]
    fn the_largest_of_one_figure_is_that_figure() {
        let mut claim = samples::no_result();
        claim.equation = "max(actual) <= target".to_owned();
        assert_eq!(worked(&claim, Lang::Zh), "3人 ≤ 4人");
    }

    #[test]
    fn a_sum_on_the_left_leaves_the_total_as_the_result() {
        let sum = samples::sum();
        assert_eq!(result(&sum).unwrap().role, "total");
        let mut turned = samples::sum();
        turned.equation = "total = sum(part)".to_owned();
        assert_eq!(result(&turned).unwrap().role, "total");
        assert_eq!(worked(&turned, Lang::En), worked(&sum, Lang::En));
    }
}
