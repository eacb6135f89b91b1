//! Several packs together: one laid over another, rules switched off or given another severity, packs that ask for
//! a newer gouji.

use gouji::Pack;
use serde_json::Value;

use super::room::{Room, Run};

const REPORT: &str = "年计划走访600人，实际走访540人，完成计划的94%。\n";
const WRONG: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。\n";

/// A pack `demo` of version 1, one laid over it as version 2 that changes its rule and adds another, and reports.
fn room() -> Room {
    let room = Room::new().with("report.txt", REPORT).with("wrong.txt", WRONG);
    assert_eq!(room.run(&["init", "pack", "demo", "base", "--lang", "zh"]).code, 0);
    let base = std::fs::read_to_string(room.path().join("base/completion.yaml")).unwrap();
    let changed = base.replace("kind: completion", "kind: completion\n    severity: note");
    let rules = changed.replace("rules:\n", "");
    let added = rules.replace("id: completion-of-target", "id: another").replace("年计划", "月计划");
    room.with("over/pack.yaml", "id: demo\nversion: \"2\"\nlanguage: zh\ntitle: {zh: 示例}\n")
        .with("over/rules.yaml", format!("{changed}{added}"))
        .with("over/vocabulary.yaml", "vocabulary: {of: [完成], target: [年计划, 月计划]}\n")
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn a_later_pack_replaces_rules_by_id_and_adds_its_own() {
    let room = room();
    let both = ["--rules", "base", "--rules", "over", "--pack", "demo", "--format", "json"];
    let listing = json(&room.run(&[&["rules"], both.as_slice()].concat()));
    let ids: Vec<&str> = listing["packs"][0]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|rule| rule["id"].as_str())
        .collect();
    assert_eq!(ids, ["completion-of-target", "another"]);
    let document = json(&room.run(&[&["check", "report.txt"], both.as_slice()].concat()));
    let claim = &document["files"][0]["claims"][0];
    assert_eq!(
        (&claim["pack_version"], &claim["severity"]),
        (&Value::from("2"), &Value::from("note")),
        "{claim}"
    );
}

#[test]
fn each_rule_keeps_the_version_of_its_pack() {
    let room = room();
    std::fs::write(room.path().join("over/rules.yaml"), "rules: []\n").unwrap();
    let args =
        ["check", "report.txt", "--rules", "base", "--rules", "over", "--pack", "demo", "--format=json"];
    let document = json(&room.run(&args));
    assert_eq!(document["files"][0]["claims"][0]["pack_version"], "1");
    let packs = document["tool"]["packs"].as_array().unwrap();
    let rows: Vec<(&Value, &Value)> = packs.iter().map(|pack| (&pack["version"], &pack["rules"])).collect();
    assert_eq!(rows, [(&Value::from("2"), &Value::from(0)), (&Value::from("1"), &Value::from(1))]);
}

#[test]
fn a_pack_is_laid_over_the_built_in_one_of_its_name() {
    let room = Room::new().with("wrong.txt", WRONG);
    let room = room
        .with("mine/pack.yaml", "id: zh-report\nversion: \"mine\"\nlanguage: zh\ntitle: {zh: 示例}\n")
        .with("mine/rules.yaml", "rules: []\n");
    let document = json(&room.run(&["check", "wrong.txt", "--rules", "mine", "--format", "json"]));
    let claim = &document["files"][0]["claims"][0];
    assert_eq!(claim["rule"], "zh-report/completion-of-task");
    assert_eq!(claim["pack_version"], Pack::builtin("zh-report").unwrap().version());
}

/// Two packs for English: one for growth on figures with a unit of its own, beside the one that ships.
fn two_packs() -> Room {
    let rule = "rules:
  - id: places
    kind: completion
    title: {en: Places}
    severity: note
    match: ['{actual} against a target of {target}~（{percent}）']
    slots: {actual: amount, target: {type: amount, set: true}, percent: percent}
    equation: actual / target = percent
    examples: [{text: a, expect: []}]
";
    let lexicon = "units:
  - {family: percent, base: '%', kind: percent, words: ['%']}
  - {family: places, base: places, kind: count, whole: true, words: [places]}
";
    Room::new()
        .with("mine/pack.yaml", "id: mine\nversion: \"1\"\nlanguage: en\nspaces: true\ntitle: {en: Mine}\n")
        .with("mine/lexicon.yaml", lexicon)
        .with("mine/rules.yaml", rule)
        .with(
            "both.txt",
            "We filled 540 places against a target of 600 (94%). Grants rose from 1,100 to 1,188, an increase of 9%.\n",
        )
}

fn rules_found(document: &Value) -> Vec<String> {
    let claims = document["files"][0]["claims"].as_array().unwrap();
    claims.iter().map(|claim| claim["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_pack_of_its_language_checks_a_document() {
    let room = two_packs();
    let json_of = |more: &[&str]| {
        json(&room.run(&[&["check", "both.txt", "--rules", "mine", "--format", "json"], more].concat()))
    };
    let both = json_of(&[]);
    // The claim that both make is the first pack's; the figures of both count once.
    assert_eq!(rules_found(&both), ["mine/places", "en-report/growth-from-to"]);
    let coverage = serde_json::json!({"figures": 2, "judged": 2, "unchecked": 0, "unclaimed": 0});
    assert_eq!(both["summary"]["coverage"], coverage);
    let used: Vec<&Value> =
        both["tool"]["packs"].as_array().unwrap().iter().map(|pack| &pack["id"]).collect();
    assert_eq!(used, ["mine", "en-report"]);
    let mine = json_of(&["--pack", "mine"]);
    assert_eq!(rules_found(&mine), ["mine/places"]);
    assert_eq!(mine["summary"]["coverage"]["unclaimed"], 1);
    let shipped = json_of(&["--pack", "en-report"]);
    assert_eq!(rules_found(&shipped), ["en-report/completion-of-target", "en-report/growth-from-to"]);
    assert_eq!(json_of(&["--pack", "mine", "--pack", "en-report"])["files"], both["files"]);
}

#[test]
fn a_pack_that_is_not_loaded_says_how_it_would_be() {
    let room = two_packs();
    let run = room.run(&["check", "both.txt", "--pack", "mine"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("a pack of your own is loaded with --rules FOLDER"), "{run}");
}

#[test]
fn a_lexicon_laid_over_another_adds_its_words_and_wins_where_both_have_one() {
    let head = "id: zh-report\nversion: \"mine\"\nlanguage: zh\ntitle: {zh: 示例}\n";
    let words = "units:
  - {family: seats, base: 学位, kind: count, whole: true, words: [学位]}
  - {family: money-cny, base: 元, words: {万元: \"1000\"}}
hedges: {not: [大约]}
";
    let room = Room::new().with("mine/pack.yaml", head).with("mine/lexicon.yaml", words);
    let read = |text: &str, rules: &[&str]| {
        let run = room.run_with(&[&["mentions", "-"], rules].concat(), text);
        assert_eq!(run.code, 0, "{run}");
        run.stdout
    };
    let mine = ["--rules", "mine"];
    // A word of the overlay, one of the shipped lexicon, one of both, and a hedge that the overlay takes back.
    let text = "新增540个，学位600学位，投资5亿美元，收入3万元，大约20家";
    let rows = "1:3  quantity  540个 = 540个
1:10  quantity  600学位 = 600学位
1:18  quantity  5亿美元 = 500000000美元 [450000000, 550000000]
1:25  quantity  3万元 = 3000元 [2500, 3500]
1:31  quantity  20家 = 20个
";
    assert_eq!(read(text, &mine), rows);
    let shipped = read(text, &[]);
    assert!(!shipped.contains("600学位") && shipped.contains("= 30000元") && shipped.contains("大约20家"));
    // What the shipped rules find stays.
    let room = room.with("wrong.txt", WRONG);
    let run = room.run(&["check", "wrong.txt", "--rules", "mine"]);
    assert!(run.code == 1 && run.stdout.contains("zh-report/completion-of-task"), "{run}");
}

#[test]
fn an_overlay_that_differs_in_spaces_is_told_the_key() {
    let head = "id: en-report\nversion: \"1\"\nlanguage: en\ntitle: {en: Mine}\n";
    let room = Room::new().with("a.txt", "a").with("mine/pack.yaml", head);
    let run = room.run(&["check", "a.txt", "--rules", "mine"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("`spaces: false` cannot be laid over one with `spaces: true`"), "{run}");
    assert!(run.stderr.contains("write `spaces: true` in its pack.yaml"), "{run}");
}

#[test]
fn packs_of_different_languages_are_not_laid_over_one_another() {
    let room = Room::new()
        .with("a.txt", "a")
        .with("mine/pack.yaml", "id: zh-report\nversion: \"1\"\nlanguage: en\ntitle: {en: Mine}\n");
    let run = room.run(&["check", "a.txt", "--rules", "mine"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("`zh-report` (en) cannot be laid over `zh-report` (zh)"), "{run}");
}

#[test]
fn a_rule_is_switched_off_or_made_less_bad() {
    let room = room();
    let rule = "zh-report/completion-of-task";
    assert_eq!(room.run(&["check", "wrong.txt"]).code, 1);
    let off = room.run(&["check", "wrong.txt", "--off", rule]);
    assert!(off.code == 0 && !off.stdout.contains(rule), "{off}");
    let note = room.run(&["check", "wrong.txt", "--lang", "en", "--severity", &format!("{rule}=note")]);
    assert!(note.code == 0 && note.stdout.contains(&format!("note[{rule}]")), "{note}");
    let soft = ["check", "report.txt", "--rules", "base", "--pack", "demo", "--lang", "en"];
    let raised = room.run(&[soft.as_slice(), &["--severity", "demo/completion-of-target=error"]].concat());
    assert!(raised.code == 1 && raised.stdout.contains("error[demo/"), "{raised}");
}

#[test]
fn a_change_to_what_is_not_there_is_an_error_with_a_suggestion() {
    let room = room();
    let run = room.run(&["check", "wrong.txt", "--off", "zh-report/completion-of-tsak"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("did you mean `zh-report/completion-of-task`?"), "{run}");
    let run = room.run(&["check", "wrong.txt", "--severity", "zh-reprot/x=note"]);
    assert!(run.code == 2 && run.stderr.contains("zh-report"), "{run}");
    let run = room.run(&["check", "wrong.txt", "--severity", "zh-report/sum-of-which=loud"]);
    assert!(run.code == 2 && run.stderr.contains("error, warning or note"), "{run}");
}

#[test]
fn a_pack_that_asks_for_a_newer_gouji_says_so_before_anything_else() {
    let room = room().with(
        "new/pack.yaml",
        "id: new\nversion: \"1\"\ngouji: \">=99.1\"\nlanguage: zh\ntitle: {zh: 新}\nkey-of-the-future: 1\n",
    );
    let run = room.run(&["check", "wrong.txt", "--rules", "new"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("the pack asks for gouji >=99.1, and this is"), "{run}");
    assert!(run.stderr.contains("pack.yaml:3:8") && !run.stderr.contains("key-of-the-future"), "{run}");
}
