//! `gouji explain` and `gouji rules --docs`, with a pack of its own in which every way to be stopped can be had.

use std::fs;

use super::room::{Room, Run};

const PACK: &str = "id: mini\nversion: 1.2.0\nlanguage: zh\ntitle: {zh: 小规则包, en: A small pack}\n\
                    context: {plan-heading: 打算}\n";
const VOCABULARY: &str = "vocabulary:\n  of: [完成, 达到]\n  task: [目标, 任务]\n";
const RULES: &str = r#"
rules:
  - id: done-of-task
    kind: completion
    severity: warning
    title: {zh: 完成率不符, en: The percent does not follow}
    why: {zh: 完成率是实际与目标之比。, en: A completion percent is actual over target.}
    match:
      - "{actual}~,<task>{target},<of>年初<task>的?{percent}"
      - {pattern: "{actual}~,大约<task>{target},<of>(全部|一半)的{percent}", confirm-only: true}
    slots:
      actual: amount
      target: {type: amount, set: true, same-unit-as: actual}
      percent: percent
    equation: actual / target = percent
    unless:
      - {words: "力争|争取", within: subject, but-not: 已}
    unchecked:
      - {reason: plan, words: 预计, within: clause}
    examples:
      - text: 新栽520株,目标500株,完成年初任务的104%。
        expect: [{verdict: consistent, actual: 520株, target: 500株, percent: 104%}]
      - text: 新栽520株,目标500株,完成年初任务的105%。
        expect: [{verdict: consistent, actual: 520株, target: 500株, percent: 105%}]
      - text: 新栽520株。
        expect: []
  - id: settled-rate
    kind: rate
    priority: 1
    title: {zh: 办结率不符, en: The rate does not follow}
    match: ["受理{denominator},办结{numerator},办结率{percent}"]
    slots:
      denominator: {type: count, at-least: numerator}
      numerator: count
      percent: percent
    equation: numerator / denominator = percent
    examples: [{text: "受理8件,办结6件,办结率75%。", expect: [{verdict: consistent, denominator: 8件, numerator: 6件, percent: 75%}]}]
  - id: plain-rate
    kind: rate
    title: {zh: 比率不符, en: The rate does not follow}
    match: ["{denominator},办结{numerator},办结率{percent}"]
    slots: {denominator: count, numerator: count, percent: percent}
    equation: numerator / denominator = percent
    examples: [{text: "收8件,办结6件,办结率75%。", expect: [{verdict: consistent, denominator: 8件, numerator: 6件, percent: 75%}]}]
  - id: share-of-named
    kind: share
    title: {zh: 占比不符, en: The share does not follow}
    match: ["{whole}~,~{part},占{label}的{percent}"]
    slots:
      whole: {type: count, like: label, chars: 2}
      part: count
      label: word
      percent: percent
    equation: part / whole = percent
    examples: [{text: "新办企业8家,外资6家,占新办企业的75%。", expect: [{verdict: consistent, whole: 8家, part: 6家, percent: 75%}]}]
  - id: sum-of-parts
    kind: sum
    title: {zh: 合计不符, en: The parts do not add up}
    match: ["共{total},其中(~{part}[、,]?)+"]
    anchor: total
    slots:
      total: count
      part: {type: count, same-unit-as: total, min: 2}
    equation: total = sum(part)
    examples: [{text: "共8件,其中甲6件、乙2件。", expect: [{verdict: consistent, total: 8件, part: [6件, 2件]}]}]
  - id: in-step
    kind: completion
    title: {zh: 分别所列不符, en: Figures in step do not follow}
    match: ["分别办理[over figures, within clause]{actual},比例分别为[over percents, within clause]{percent}"]
    slots:
      actual: {type: count, in-step-with: percent}
      target: {type: count, same-unit-as: actual, unstated: true}
      percent: percent
    equation: actual / target = percent
    examples: [{text: "分别办理3件、4件,比例分别为75%、50%。", expect: []}]
"#;

fn room() -> Room {
    Room::new()
        .with("mini/pack.yaml", PACK)
        .with("mini/vocabulary.yaml", VOCABULARY)
        .with("mini/lexicon.yaml", include_str!("../../rules/zh-report/lexicon.yaml"))
        .with("mini/rules.yaml", RULES)
}

fn explain(args: &[&str]) -> Run {
    let mut all = vec!["explain", "--rules", "mini", "--pack", "mini"];
    all.extend(args);
    room().run(&all)
}

fn snapshot(name: &str, run: &Run) {
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(name, run.to_string());
    });
}

/// One test for each row: its name, which is that of its snapshot, and the arguments.
macro_rules! screens {
    ($($name:ident: $($arg:expr),+;)*) => {
        $(
            #[test]
            fn $name() {
                snapshot(stringify!($name), &explain(&[$($arg),+]));
            }
        )*
    };
}

screens! {
    a_rule: "done-of-task";
    a_rule_in_chinese: "mini/done-of-task", "--lang", "zh";
    a_rule_as_json: "sum-of-parts", "--format", "json";
    an_unknown_rule: "don-of-task";
    an_unknown_rule_by_a_part_of_its_name: "mini/rate";
    an_unknown_rule_with_nothing_near: "呵呵", "--lang", "zh";
    a_text_that_matches: "--text", "新栽520株,目标500株,完成年初任务的105%。共8件,其中甲6件、乙2件。";
    a_text_without_figures: "--text", "全面推进各项工作。";
    a_text_as_json: "--text", "新栽约520株,目标500株,完成年末任务的104%。", "--format", "json";
    stopped_by_a_missing_text: "done-of-task", "--text", "新栽520株,增长4%。";
    stopped_without_an_anchor: "done-of-task", "--text", "新栽520株,目标500株,完成年初任务的大半。";
    stopped_in_the_middle_of_a_pattern: "done-of-task", "--text", "新栽520株,目标500株,完成年末任务的104%。";
    stopped_inside_a_group: "done-of-task", "--text", "新栽520株,大约目标500株,完成三成的104%。";
    stopped_at_the_end_of_a_pattern: "done-of-task", "--text", "新栽520株,目标500株,完成年初任务的整整104%。";
    stopped_behind_a_word_that_is_there: "--text", "新栽520株,目标500株,完成年末任务的104%。";
    stopped_by_a_unit: "done-of-task", "--text", "新栽520株,目标500万元,完成年初任务的104%。";
    stopped_by_a_name: "share-of-named", "--text", "新办企业8家,外资6家,占住宅小区的75%。";
    stopped_by_a_smaller_figure: "settled-rate", "--text", "受理6件,办结8件,办结率75%。";
    stopped_by_a_list_too_short: "sum-of-parts", "--text", "共8件,其中甲6件、乙2万元。";
    stopped_out_of_step: "in-step", "--text", "分别办理3件、4件、5件,比例分别为75%、50%。";
    stopped_by_a_guard: "done-of-task", "--text", "力争新栽520株,目标500株,完成年初任务的104%。";
    stopped_by_a_guard_in_chinese: "done-of-task", "--lang", "zh", "--text", "力争新栽520株,目标500株,完成年初任务的104%。";
    not_confirmed: "done-of-task", "--text", "新栽520株,大约目标500株,完成全部的120%。";
    lost_to_another_rule: "plain-rate", "--text", "受理8件,办结6件,办结率75%。";
    stopped_in_a_section_of_plans: "done-of-task", "--text", "一、下步打算\n新栽520株,目标500株,完成年初任务的104%。";
    a_section_of_plans: "--lang", "zh", "--text", "一、下步打算\n新栽520株,目标500株,完成年初任务的104%。";
    help: "--help";
    help_in_chinese: "--lang", "zh", "-h";
    left_unchecked: "done-of-task", "--text", "新栽520株,目标500株,完成年初任务的104%（预计）。";
}

#[test]
fn standard_input_is_explained_line_by_line() {
    let run = room().run_with(
        &["explain", "--rules", "mini", "--pack", "mini", "--text", "-", "--lang", "zh"],
        "新栽520株,目标500株,完成年初任务的104%。\n\n完成投资3亿元。\n",
    );
    snapshot("standard_input", &run);
}

#[test]
fn standard_input_is_decoded_like_a_file() {
    let (gbk, ..) = encoding_rs::GBK.encode("新栽520株,目标500株,完成年初任务的104%。\n");
    let args = ["explain", "--rules", "mini", "--pack", "mini", "--text", "-"];
    let run = room().run_with(&args, gbk);
    assert!(run.code == 0 && run.stdout.contains("新栽⟨count⟩"), "{run}");
    assert_eq!(room().run_with(&args, b"\0").code, 2);
}

#[test]
fn what_a_text_or_a_pack_holds_cannot_touch_the_terminal() {
    let run = explain(&["--text", "\u{1b}[31m新栽520株\u{e000}"]);
    assert!(!run.stdout.contains(['\u{1b}', '\u{e000}']), "{run}");
    let run = explain(&["\u{1b}[31m"]);
    assert!(run.code == 2 && !run.stderr.contains('\u{1b}'), "{run}");
}

#[test]
fn pages_are_written_and_stale_ones_are_told_of() {
    let room = room().with("out/mini/own.md", "# By hand\n");
    let args = ["rules", "--rules", "mini", "--pack", "mini", "--docs", "out"];
    let first = room.run(&args);
    assert_eq!(
        first.stdout,
        "pages: 7, written: 7\nout/mini/own.md: no such rule, but not ours: left as it is\n"
    );
    let page = fs::read_to_string(room.path().join("out/mini/done-of-task.md")).unwrap();
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!("page", page) });
    fs::rename(room.path().join("out/mini/in-step.md"), room.path().join("out/mini/gone.md")).unwrap();
    let again = room.run(&args);
    assert!(again.stdout.starts_with("pages: 7, written: 1\n"), "{again}");
    assert!(again.stdout.contains("out/mini/gone.md: removed, its rule is gone\n"), "{again}");
    assert!(!room.path().join("out/mini/gone.md").exists());
    assert!(room.path().join("out/mini/own.md").exists());
    let left: Vec<_> = fs::read_dir(room.path().join("out/mini")).unwrap().collect();
    assert_eq!(left.len(), 7);
}
