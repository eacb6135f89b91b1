//! Malformed packs: the full text of every error, one snapshot a pack.
//!
//! Each case is a working pack with one thing wrong. The errors must name the file, the line and the column,
//! underline the YAML, and say what to do.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report, in its helpers too")]

use std::fs;
use std::path::Path;

use gouji::Pack;

const PACK: &str = "id: demo\nversion: \"1\"\nlanguage: zh\ntitle: {zh: 示例, en: Demo}\n";
const LEXICON: &str = "units:
  - {family: percent, base: \"%\", kind: percent, words: {\"%\": \"1\"}}
  - {family: money-cny, base: 元, words: {元: \"1\"}}
";
const VOCABULARY: &str = "vocabulary:\n  of: [完成, 占]\n  target: [任务, 目标]\n";
const RULE: &str = "rules:
  - id: completion
    kind: completion
    title: {zh: 完成率, en: Completion}
    match:
      - \"{actual},<of><target>的{percent}\"
    slots:
      actual: amount
      target: {type: amount, same-unit-as: actual, unstated: true}
      percent: percent
    equation: actual / target = percent
    examples:
      - text: 收入12万元,完成任务的60%。
        expect: [{verdict: implied, actual: 12万元, percent: 60%}]
      - text: 收入12万元。
        expect: []
";

/// What is wrong with a pack: a file of it, the text replaced there, and what stands instead.
struct Case {
    name: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
}

const fn case(name: &'static str, file: &'static str, from: &'static str, to: &'static str) -> Case {
    Case { name, file, from, to }
}

const CASES: &[Case] = &[
    case(
        "unknown-key-in-rule",
        "rules.yaml",
        "    kind: completion\n",
        "    kind: completion\n    severty: error\n",
    ),
    case("table-of-nothing", "rules.yaml", "    equation:", "    table: {confirm-only: true}\n    equation:"),
    case(
        "unknown-slot-in-table",
        "rules.yaml",
        "    equation:",
        "    table: {columns: {percent: 完成率, actul: 完成}}\n    equation:",
    ),
    case(
        "unknown-word-in-table",
        "rules.yaml",
        "    equation:",
        "    table: {columns: {percent: 完成率, target: <taget>}}\n    equation:",
    ),
    case(
        "column-that-says-nothing",
        "rules.yaml",
        "    equation:",
        "    table: {columns: {percent: 完成率, target: {year-before: actual}}}\n    equation:",
    ),
    case(
        "table-without-result",
        "rules.yaml",
        "    equation:",
        "    table: {columns: {actual: 完成}}\n    equation:",
    ),
    case(
        "row-of-another-kind",
        "rules.yaml",
        "    equation:",
        "    table: {row: actual, columns: {percent: 完成率}}\n    equation:",
    ),
    case(
        "row-that-no-pattern-names",
        "rules.yaml",
        "    kind: completion\n    title: {zh: 完成率, en: Completion}\n    match:\n      - \"{actual},<of><target>的{percent}\"\n",
        "    kind: repeat\n    title: {zh: 不一}\n    table: {row: name, columns: {actual: 完成}}\n",
    ),
    case(
        "row-with-two-columns",
        "rules.yaml",
        "    kind: completion\n",
        "    kind: repeat\n    table: {row: name, columns: {actual: 完成, percent: 完成率}}\n",
    ),
    case(
        "periods-without-row",
        "rules.yaml",
        "    equation:",
        "    table: {columns: {percent: 完成率}, periods: {when: 全年}}\n    equation:",
    ),
    case("sum-without-total", "rules.yaml", "    equation:", "    table: {adds-up: rows}\n    equation:"),
    case("unknown-key-in-tables", "pack.yaml", "language: zh", "language: zh\ntables: {totl: 合计}"),
    case("unknown-key-in-slot", "rules.yaml", "unstated: true", "unsaid: true"),
    case("unknown-key-in-pack", "pack.yaml", "language: zh", "language: zh\nlangauge: en"),
    case("unknown-key-in-context", "pack.yaml", "language: zh", "language: zh\ncontext: {plan: 下一步}"),
    case(
        "duplicate-key-in-rule",
        "rules.yaml",
        "    kind: completion\n",
        "    kind: completion\n    kind: share\n",
    ),
    case(
        "duplicate-slot",
        "rules.yaml",
        "      actual: amount\n",
        "      actual: amount\n      actual: money\n",
    ),
    case("duplicate-list", "vocabulary.yaml", "  of: [完成, 占]\n", "  of: [完成]\n  of: [占]\n"),
    case(
        "duplicate-rule-id",
        "rules.yaml",
        "rules:\n",
        "rules:\n  - {id: completion, kind: sum, title: {zh: 和}, match: [\"共{total}\"], slots: {total: amount}, equation: total = 1, examples: [{text: 无, expect: []}]}\n",
    ),
    case("missing-id", "rules.yaml", "  - id: completion\n    kind", "  - kind"),
    case("missing-equation", "rules.yaml", "    equation: actual / target = percent\n", ""),
    case("missing-title", "pack.yaml", "title: {zh: 示例, en: Demo}\n", ""),
    case("bad-id", "rules.yaml", "id: completion\n", "id: Completion_率\n"),
    case("unknown-kind", "rules.yaml", "kind: completion", "kind: completoin"),
    case("unknown-slot-in-pattern", "rules.yaml", "的{percent}", "的{precent}"),
    case("unknown-word-in-pattern", "rules.yaml", "<target>", "<tagret>"),
    case("unknown-slot-in-equation", "rules.yaml", "actual / target = percent", "actual / tagret = percent"),
    case("unknown-slot-in-option", "rules.yaml", "same-unit-as: actual", "same-unit-as: acutal"),
    case("unknown-slot-type", "rules.yaml", "percent: percent", "percent: procent"),
    case("unknown-function", "rules.yaml", "actual / target = percent", "total(actual) = percent"),
    case("equation-without-relation", "rules.yaml", "actual / target = percent", "actual / target"),
    case("equation-over-unbound-slot", "rules.yaml", ", unstated: true}", "}"),
    case("pattern-not-closed", "rules.yaml", "的{percent}", "的{percent"),
    case("group-not-closed", "rules.yaml", "<of><target>的", "(<of><target>的"),
    case("gap-that-cannot-be", "rules.yaml", "{actual},", "{actual}[over hills],"),
    case("quantifier-on-nothing", "rules.yaml", "{actual},", "?{actual},"),
    case("slot-twice-in-pattern", "rules.yaml", "{actual},", "{actual},{actual},"),
    case("pattern-without-figure", "rules.yaml", "{actual},<of><target>的{percent}", "<of><target>的"),
    case(
        "pattern-matching-everything",
        "rules.yaml",
        "{actual},<of><target>的{percent}",
        "{actual}~{percent}",
    ),
    case(
        "no-examples",
        "rules.yaml",
        "    examples:\n      - text: 收入12万元,完成任务的60%。\n        expect: [{verdict: implied, actual: 12万元, percent: 60%}]\n      - text: 收入12万元。\n        expect: []\n",
        "    examples: []\n",
    ),
    case("circular-vocabulary", "vocabulary.yaml", "of: [完成, 占]", "of: [完成, <target>]\n  x: [<x>]"),
    case("slot-in-vocabulary", "vocabulary.yaml", "of: [完成, 占]", "of: [完成, \"{actual}\"]"),
    case("wrong-type", "rules.yaml", "    match:\n", "    priority: high\n    match:\n"),
    case(
        "unknown-reason",
        "rules.yaml",
        "    examples:\n",
        "    unchecked: [{reason: no-idea, words: 约, within: clause}]\n    examples:\n",
    ),
    case(
        "unknown-stretch",
        "rules.yaml",
        "    examples:\n",
        "    unless: [{words: 约, within: page}]\n    examples:\n",
    ),
    case("two-repeats", "rules.yaml", "{actual},<of>", "({actual}、)+({target}、)+<of>"),
    case("tab-as-indentation", "rules.yaml", "    kind: completion\n", "\tkind: completion\n"),
    case(
        "alias-bomb",
        "rules.yaml",
        "rules:\n",
        "x: &a [1,1,1,1,1,1,1,1,1]\ny: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nz: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nw: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\nv: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nu: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\nrules:\n",
    ),
    case("unit-in-two-families", "lexicon.yaml", "words: {元: \"1\"}", "words: {元: \"1\", \"%\": \"1\"}"),
    case("code-with-words", "lexicon.yaml", "units:\n", "labels: {codes: [\"110\", \"Year 7\"]}\nunits:\n"),
    case("digit-in-pattern", "rules.yaml", "<of><target>的{percent}", "<of>第1个<target>的{percent}"),
    case(
        "slot-twice-in-equation",
        "rules.yaml",
        "actual / target = percent",
        "(actual - target) / target = percent",
    ),
    case("two-equals-signs", "rules.yaml", "actual / target = percent", "actual / target == percent"),
    case("language-in-words", "pack.yaml", "language: zh", "language: chinese"),
    case("pack-id-with-capitals", "pack.yaml", "id: demo", "id: My_Demo"),
    case("unknown-verdict", "rules.yaml", "verdict: implied", "verdict: ok"),
    case("unknown-role-in-example", "rules.yaml", "actual: 12万元, percent", "acutal: 12万元, percent"),
    case("figure-as-a-number", "rules.yaml", "percent: 60%}", "percent: 0.60}"),
    case("figure-cut-at-its-comma", "rules.yaml", "actual: 12万元,", "actual: 1,200元,"),
    case("title-without-a-language", "rules.yaml", "title: {zh: 完成率, en: Completion}", "title: 完成率"),
    case("unknown-family", "rules.yaml", "actual: amount", "actual: {type: amount, family: money-cyn}"),
    case("unknown-unit", "rules.yaml", "actual: amount", "actual: {type: amount, unit: [元, 美元]}"),
    case("not-yaml", "rules.yaml", "rules:\n", "rules: [\n"),
];

fn write_pack(folder: &Path, case: &Case) {
    for (file, text) in [
        ("pack.yaml", PACK),
        ("lexicon.yaml", LEXICON),
        ("vocabulary.yaml", VOCABULARY),
        ("rules.yaml", RULE),
    ] {
        let text = if file == case.file {
            assert!(text.contains(case.from), "{}: nothing to replace", case.name);
            text.replacen(case.from, case.to, 1)
        } else {
            text.to_owned()
        };
        fs::write(folder.join(file), text).unwrap();
    }
}

/// The errors of a pack, without the folder it stands in.
fn errors(folder: &Path) -> String {
    let error = Pack::load(folder).map(|pack| pack.id().to_owned()).unwrap_err();
    error.to_string().replace(&folder.display().to_string(), "PACK")
}

#[test]
fn every_malformed_pack_is_told_what_and_where() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("malformed");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for case in CASES {
        let folder = tempfile::tempdir().unwrap();
        write_pack(folder.path(), case);
        settings.bind(|| insta::assert_snapshot!(case.name, errors(folder.path())));
    }
}

#[test]
fn a_pack_file_has_four_mebibytes_at_most() {
    let folder = tempfile::tempdir().unwrap();
    write_pack(folder.path(), &case("", "rules.yaml", "", ""));
    let file = folder.path().join("rules.yaml");
    let padded = |bytes: usize| format!("{RULE}#{}\n", "a".repeat(bytes - RULE.len() - 2));
    fs::write(&file, padded(4 << 20)).unwrap();
    assert!(Pack::load(folder.path()).is_ok());
    fs::write(&file, padded((4 << 20) + 1)).unwrap();
    let told = errors(folder.path());
    assert!(told.contains("rules.yaml") && told.contains("4194305 bytes, more than the 4194304"), "{told}");
}

#[test]
fn a_pack_has_ten_thousand_rules_at_most() {
    let folder = tempfile::tempdir().unwrap();
    write_pack(folder.path(), &case("", "rules.yaml", "", ""));
    let rule = RULE.strip_prefix("rules:\n").unwrap();
    let named = |number: usize| rule.replacen("id: completion", &format!("id: completion-{number}"), 1);
    for file in 0..10 {
        let rules: String = (file * 1000..file * 1000 + 1000).map(named).collect();
        fs::write(folder.path().join(format!("rules-{file}.yaml")), format!("rules:\n{rules}")).unwrap();
    }
    let told = errors(folder.path());
    assert!(told.contains("a pack may hold 10000 rules at most"), "{told}");
    fs::remove_file(folder.path().join("rules.yaml")).unwrap();
    assert!(Pack::load(folder.path()).is_ok());
}

/// The cases that an editor can tell from the JSON Schema alone. The rest is for gouji: what another line says,
/// what a pattern or an equation means, and what is not YAML in the first place.
#[cfg(feature = "schema")]
const BY_SCHEMA: [&str; 21] = [
    "unknown-key-in-rule",
    "unknown-key-in-tables",
    "unknown-key-in-slot",
    "unknown-key-in-pack",
    "unknown-key-in-context",
    "missing-id",
    "missing-equation",
    "missing-title",
    "bad-id",
    "unknown-kind",
    "unknown-slot-type",
    "no-examples",
    "wrong-type",
    "unknown-reason",
    "unknown-stretch",
    "language-in-words",
    "pack-id-with-capitals",
    "unknown-verdict",
    "figure-as-a-number",
    "figure-cut-at-its-comma",
    "title-without-a-language",
];

#[cfg(feature = "schema")]
#[test]
fn what_a_schema_can_tell_it_tells() {
    let told = |case: &&Case| {
        let folder = tempfile::tempdir().unwrap();
        write_pack(folder.path(), case);
        let text = fs::read_to_string(folder.path().join(case.file)).unwrap();
        let Ok(value) = serde_yaml::from_str::<serde_json::Value>(&text) else { return false };
        let schema = gouji::schema::Shape::of_file(case.file).schema();
        !jsonschema::is_valid(&schema, &value)
    };
    let found: Vec<&str> = CASES.iter().filter(told).map(|case| case.name).collect();
    assert_eq!(found, BY_SCHEMA);
}

#[test]
fn the_pack_without_a_mistake_loads() {
    let folder = tempfile::tempdir().unwrap();
    write_pack(folder.path(), &case("none", "pack.yaml", "id: demo", "id: demo"));
    let pack = Pack::load(folder.path()).unwrap();
    assert!(gouji::run_examples(&pack).is_empty());
}

#[test]
fn several_mistakes_are_told_in_one_run() {
    let folder = tempfile::tempdir().unwrap();
    write_pack(folder.path(), &case("", "rules.yaml", "<of><target>的{percent}", "<fo><target>的{percent}"));
    let text = fs::read_to_string(folder.path().join("rules.yaml")).unwrap();
    fs::write(folder.path().join("rules.yaml"), text.replace("kind: completion", "kind: completoin"))
        .unwrap();
    let told = errors(folder.path());
    assert!(told.contains("`completoin`") && told.contains("`fo`"), "{told}");
}

#[test]
fn a_folder_that_is_no_pack_says_what_a_pack_is() {
    let folder = tempfile::tempdir().unwrap();
    let told = errors(folder.path());
    assert!(told.contains("pack.yaml"), "{told}");
    assert!(Pack::load(&folder.path().join("absent")).is_err());
}
