//! The reference for rule authors is true of the program: its packs load, its tables leave nothing out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]

use std::collections::BTreeMap;
use std::fs;

use gouji::Pack;
use gouji::rule::pattern::SORT_NAMES;

const PAGE: &str = include_str!("../docs/rule-format.md");
const LEXICON: &str = include_str!("../rules/zh-report/lexicon.yaml");
const PACK: &str = "id: shown\nversion: '1'\nlanguage: zh\ntitle: {zh: 示例}\n";

/// The files shown on the page, by pack.
fn packs() -> BTreeMap<String, Vec<(String, String)>> {
    let mut packs: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for block in PAGE.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
        let head = block.lines().next().unwrap();
        let path = head.strip_prefix("# pack: ").unwrap_or_else(|| panic!("no pack is named in\n{block}"));
        let (pack, file) = path.split_once('/').unwrap();
        packs.entry(pack.to_owned()).or_default().push((file.to_owned(), block.to_owned()));
    }
    packs
}

fn load(files: &[(String, String)]) -> Result<Pack, gouji::PackError> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pack.yaml"), PACK).unwrap();
    fs::write(folder.path().join("lexicon.yaml"), LEXICON).unwrap();
    for (file, text) in files {
        fs::write(folder.path().join(file), text).unwrap();
    }
    Pack::load(folder.path())
}

/// The first cells of the table behind a mark.
fn table(mark: &str) -> Vec<&'static str> {
    let rest = PAGE.split(&format!("<!-- {mark} -->")).nth(1).unwrap_or_else(|| panic!("no table {mark}"));
    let rows = rest.lines().skip_while(|line| !line.starts_with("| --")).skip(1);
    rows.take_while(|line| line.starts_with('|')).map(|row| row.split('`').nth(1).unwrap()).collect()
}

/// What a problem says, with one rule changed.
fn complaint(slot: &str, equation: &str) -> String {
    let rule = format!(
        "rules:\n  - id: a\n    kind: completion\n    title: {{zh: 甲}}\n    match: ['{{actual}},任务{{percent}}']\n    \
         slots: {{actual: {slot}, percent: percent}}\n    equation: {equation}\n    examples: [{{text: 甲, expect: []}}]\n"
    );
    load(&[("a.yaml".to_owned(), rule)]).unwrap_err().to_string()
}

#[test]
fn every_pack_shown_loads_and_its_examples_hold() {
    let packs = packs();
    assert!(packs.len() >= 3, "{:?}", packs.keys());
    for (name, files) in packs {
        let pack = load(&files).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!pack.rules().is_empty(), "{name}");
        let failures: Vec<String> = gouji::run_examples(&pack).iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{name}:\n{}", failures.join("\n"));
        for rule in pack.rules() {
            let silent = rule.examples().iter().filter(|example| example.expect.is_empty()).count();
            assert!(silent > 0 && silent < rule.examples().len(), "{name}/{}", rule.info().id);
        }
    }
}

#[test]
fn every_type_of_slot_is_listed() {
    let mut known: Vec<&str> = SORT_NAMES.iter().map(|(name, _)| *name).collect();
    known.extend(["word", "list"]);
    assert_eq!(table("types"), known);
}

#[test]
fn every_option_of_a_slot_is_listed() {
    let complaint = complaint("{type: amount, no-such-option: 1}", "actual = percent");
    let known = complaint.split("expected one of: ").nth(1).unwrap().lines().next().unwrap();
    let mut known: Vec<&str> = known.split(", ").collect();
    let mut listed = table("options");
    known.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, known);
}

#[test]
fn every_function_is_listed() {
    let complaint = complaint("amount", "nosuch(actual) = percent");
    let known = complaint.split("expected ").nth(1).unwrap().lines().next().unwrap();
    let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    let listed: Vec<&str> = table("functions").iter().map(|cell| cell.split('(').next().unwrap()).collect();
    assert_eq!(listed, known);
}

#[test]
fn every_key_of_a_rule_is_listed() {
    let rule = "rules:\n  - {no-such-key: 1}\n".to_owned();
    let complaint = load(&[("a.yaml".to_owned(), rule)]).unwrap_err().to_string();
    let known = complaint.split("expected one of: ").nth(1).unwrap().lines().next().unwrap();
    for key in known.split(", ") {
        assert!(PAGE.contains(&format!("`{key}`")), "`{key}` is not on the page");
    }
}

/// The page and the head of the module that reads patterns tell the same.
#[test]
fn every_element_of_a_pattern_is_listed() {
    let module = include_str!("../src/rule/pattern.rs");
    let rows = |text: &str, prefix: &str| {
        let row = |line: &&str| line.starts_with(&format!("{prefix}| `"));
        text.lines().filter(row).count()
    };
    // The page spells out what a gap may cross and how far it goes in a row each.
    assert_eq!(table("elements").len(), rows(module, "//! ") + 1);
}
