//! The packs that ship can tell: every change of a figure that matters is noticed, and no other is. And a pack that
//! cannot tell is found out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]

use gouji::{Expectation, Mutation, Pack, Skip, Survivor};

fn line(survivor: &Survivor) -> String {
    let Survivor { rule, text, operand, from, to, expected, found, .. } = survivor;
    let to = to.as_deref().unwrap_or("anything");
    let found = found.as_deref().unwrap_or("no claim any more");
    format!("{rule}: {text}\n  {operand} {from} -> {to}\n  expected {expected:?}, found {found}")
}

#[test]
fn every_survivor_in_a_shipped_pack_is_explained() {
    for name in gouji::rule::builtin_packs() {
        let mutation = gouji::mutate(&Pack::builtin(name).unwrap());
        let lines: Vec<String> = mutation.unexplained().map(line).collect();
        assert!(lines.is_empty(), "{} survivors in {name}:\n{}", lines.len(), lines.join("\n"));
        assert_eq!(mutation.stale, [], "explanations of nothing in {name}");
    }
}

/// Mutates a pack of one rule.
fn mutated(rule: &str) -> Mutation {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("pack.yaml", "{id: own, version: '1', language: zh, title: {en: own}}");
    write("lexicon.yaml", include_str!("../rules/zh-report/lexicon.yaml"));
    write("rule.yaml", &format!("rules:\n  - {{id: own, kind: sum, title: {{en: own}},\n{rule}}}\n"));
    let pack = Pack::load(folder.path()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(gouji::run_examples(&pack), []);
    gouji::mutate(&pack)
}

/// What each survivor was: what was changed to what, what should have happened, what was found.
fn survivors(mutation: &Mutation) -> Vec<(&str, Option<&str>, Expectation, Option<&str>)> {
    let all = mutation.survivors.iter();
    all.map(|s| (s.operand.as_str(), s.to.as_deref(), s.expected, s.found.as_deref())).collect()
}

const SUM: &str = "slots: {total: amount, part: {type: amount, same-unit-as: total, min: 2}}, anchor: total,
    equation: sum(part) = total";

#[test]
fn figures_at_either_side_of_an_edge_are_tried() {
    let mutation = mutated(
        "    match: ['{actual},目标{target},完成{percent}'],
    slots: {actual: amount, target: {type: amount, set: true}, percent: percent},
    equation: actual / target = percent,
    examples: [{text: '1,442万元,目标1200万元,完成120%', expect: [{actual: '1,442万元', target: 1200万元, percent: 120%}]}]",
    );
    // Ten values: 1433 and 1434, 1446 and 1447, 1197 and 1198, 1206 and 1207, 119 and 121.
    assert_eq!((mutation.tried, mutation.killed), (10, 10), "{mutation:?}");
    assert_eq!(mutation.skipped, []);
}

#[test]
fn a_rule_that_accuses_of_nothing_survives() {
    let mutation = mutated(&format!(
        "    match: ['共{{total}},其中(~{{part}}(~[,、])?)+'], {SUM}, or-else: max(part) <= total,
    examples: [{{text: '共9个,其中甲5个,乙4个', expect: [{{total: 9个, part: [5个, 4个]}}]}}]"
    ));
    let found = survivors(&mutation);
    let weaker = Some("part: 6个 + 4个, total: 9个, verdict: consistent");
    assert!(found.contains(&("part", Some("6个"), Expectation::Turn, weaker)), "{found:?}");
}

#[test]
fn a_loose_rule_objects_by_confirming_no_more() {
    let mutation = mutated(&format!(
        "    match: [{{pattern: '共{{total}},其中(~{{part}}(~[,、])?)+', confirm-only: true}}], {SUM},
    or-else: max(part) <= total,
    examples: [{{text: '共9个,其中甲5个,乙4个', expect: [{{total: 9个, part: [5个, 4个]}}]}}]"
    ));
    assert_eq!((mutation.tried, mutation.killed), (6, 6), "{mutation:?}");
}

#[test]
fn a_figure_that_does_not_matter_survives_whatever_it_is() {
    let mutation = mutated(
        "    match: ['{actual},目标{target}'], slots: {actual: amount, target: amount}, anchor: target,
    equation: actual + target > 1,
    examples: [{text: '50个,目标40个', expect: [{actual: 50个, target: 40个}]}]",
    );
    let found = survivors(&mutation);
    assert_eq!(found[0], ("actual", None, Expectation::Turn, None), "{found:?}");
    assert_eq!(found.len(), 2);
}

#[test]
fn what_is_not_changed_is_said() {
    let rule = |text: &str, actual: &str| {
        mutated(&format!(
            "    match: ['{{actual}},目标{{target}}'], slots: {{actual: amount, target: amount}}, anchor: target,
    equation: actual >= target,
    examples: [{{text: '{text}', expect: [{{actual: {actual}, target: 400个}}]}}]"
        ))
    };
    let words = rule("五百个,目标400个", "五百个");
    assert_eq!(
        words.skipped.iter().map(|s| (s.printed.as_str(), s.why)).collect::<Vec<_>>(),
        [("五百个", Skip::NotDigits)]
    );
    assert_eq!(words.tried, 2);
    let hedged = rule("约500个,目标400个", "约500个");
    assert_eq!((hedged.tried, hedged.skipped.len()), (0, 2), "{hedged:?}");
    assert_eq!(hedged.skipped[0].why, Skip::Hedged);
}

#[test]
fn an_explanation_needs_a_survivor() {
    let rule = |survives: &str| {
        mutated(&format!(
            "    match: ['{{whole}},{{part}},占{{percent}}'],
    slots: {{whole: {{type: amount, at-least: part}}, part: amount, percent: percent}},
    equation: part / whole = percent,
    examples: [{{text: '9个,9个,占100%', expect: [{{whole: 9个, part: 9个, percent: 100%}}], survives: [{survives}]}}]"
        ))
    };
    let silent = rule("");
    assert_eq!(silent.unexplained().count(), 2, "{silent:?}");
    let told = rule("{operand: whole, to: 8个, why: {en: no pair}}, {operand: part, why: {en: no pair}}");
    assert_eq!((told.survivors.len(), told.unexplained().count(), told.stale.len()), (2, 0, 0), "{told:?}");
    let stale = rule("{operand: whole, to: 7个, why: {en: no pair}}");
    assert_eq!((stale.unexplained().count(), stale.stale[0].to.as_deref()), (2, Some("7个")), "{stale:?}");
}
