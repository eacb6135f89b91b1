//! `gouji test`: packs that pass, packs that do not, and packs that leave something untested.

use super::room::{Room, Run};

const PACK: &str = "{id: own, version: '1', language: zh, title: {en: own}}";
const LEXICON: &str = include_str!("../../rules/zh-report/lexicon.yaml");

/// A folder `own` with a pack of these rules.
fn room(rules: &str) -> Room {
    Room::new().with("own/pack.yaml", PACK).with("own/lexicon.yaml", LEXICON).with("own/rules.yaml", rules)
}

fn share(examples: &str) -> String {
    format!(
        "rules:
  - id: share
    kind: share
    title: {{en: Share does not follow}}
    match: ['{{whole}},{{part}},占{{percent}}']
    slots: {{whole: {{type: amount, at-least: part}}, part: amount, percent: percent}}
    equation: part / whole = percent
    examples:
{examples}"
    )
}

const GOOD: &str = "
      - {text: '50个,40个,占80%', expect: [{whole: 50个, part: 40个, percent: 80%}]}
      - {text: '50个,占80%', expect: []}
";

const BAD: &str = "
      - {text: '50个,40个,占80%', expect: [{whole: 50个, part: 40个, percent: 80%}]}
      - {text: '50个,40个,占81%', expect: [{verdict: consistent, whole: 50个, part: 40个, percent: 81%}]}
      - {text: '9个,8个,占比80%', expect: [{whole: 9个}]}
";

const LOOSE: &str = "
      - text: 9个,9个,占100%
        expect: [{whole: 9个, part: 9个, percent: 100%}]
        survives:
          - {operand: whole, to: 8个, why: {zh: 配错, en: A wrong pair}}
          - {operand: percent, why: {zh: 无, en: Nothing}}
      - {text: '约9个,9个,占100%', expect: [{whole: 约9个, part: 9个, percent: 100%}]}
      - {text: '50个,占80%', expect: []}
";

fn snapshot(name: &str, run: &Run) {
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, run.to_string()); });
}

#[test]
fn a_pack_that_passes() {
    snapshot("test-good", &room(&share(GOOD)).run(&["test", "own", "--mutate"]));
}

#[test]
fn examples_that_fail_and_a_rule_without_a_near_miss() {
    let room = room(&share(BAD));
    snapshot("test-bad-en", &room.run(&["test", "own"]));
    snapshot("test-bad-zh", &room.run(&["test", "own", "--lang", "zh"]));
}

#[test]
fn changes_that_go_unnoticed() {
    let room = room(&share(LOOSE));
    snapshot("test-loose-en", &room.run(&["test", "own", "--mutate"]));
    snapshot("test-loose-zh", &room.run(&["test", "own", "--mutate", "--lang", "zh"]));
    snapshot("test-loose-json", &room.run(&["test", "own", "--mutate", "--format", "json"]));
}

#[test]
fn a_pack_without_rules_and_a_rule_that_never_fires() {
    let never = share("\n      - {text: '50个,占80%', expect: []}\n");
    let room = room(&never).with("none/pack.yaml", PACK.replace("own", "none"));
    snapshot("test-untested", &room.run(&["test", "own", "none"]));
}

#[test]
fn a_pack_that_does_not_load() {
    let room = room("rules: [{id: x}]");
    let run = room.run(&["test", "zh-report", "own"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run}");
    assert!(run.stderr.contains("own/rules.yaml:1"), "{run}");
    assert_eq!(room.run(&["test", "nobody"]).code, 2);
}

#[test]
fn a_built_in_pack_passes_by_name() {
    let run = Room::new().run(&["test", "zh-report"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run}");
    assert!(run.stdout.ends_with(" 0 failed\n"), "{run}");
}

#[test]
fn a_folder_of_rules_is_tested_beside_the_built_in_packs_or_alone() {
    let room = room(&share(GOOD));
    let beside = room.run(&["test", "--rules", "own"]);
    assert!(beside.stdout.starts_with("own: 1 rule,") && beside.stdout.contains("zh-report: "), "{beside}");
    let alone = room.run(&["test", "--rules", "own", "--pack", "own"]);
    assert_eq!((alone.code, alone.stdout.as_str()), (0, "own: 1 rule, 2 examples, 0 failed\n"), "{alone}");
}

#[test]
fn help() {
    snapshot("help-test", &Room::new().run(&["test", "-h"]));
    snapshot("help-test-zh", &Room::new().run(&["test", "-h", "--lang", "zh"]));
}
