//! The log against the standard's own schema, and what the schema cannot say.

use serde_json::Value;

use super::super::super::{Summary, samples};
use super::super::tests::{printed, printed_of_nothing, run};
use super::super::{End, Format};
use super::*;
use crate::rule::Pack;

/// What the standard's schema says against a log.
fn complaints(log: &Value) -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/sarif-2.1.0-rtm.5.json");
    let mut schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    // Its expression for a language is no valid one.
    for place in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][place]["properties"]["language"];
        language["pattern"] = "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$".into();
    }
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    validator.iter_errors(log).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn log(lang: Lang, all: bool) -> Value {
    serde_json::from_str(&printed(Format::Sarif, lang, all)).unwrap()
}

#[test]
fn the_sample_of_everything_is_what_the_standard_says() {
    insta::assert_snapshot!(printed(Format::Sarif, Lang::En, false));
    for (lang, all, results) in [(Lang::En, false, 7), (Lang::Zh, true, 9)] {
        let log = log(lang, all);
        assert_eq!(complaints(&log), Vec::<String>::new());
        assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), results);
    }
    let mut wrong = log(Lang::En, false);
    wrong["runs"][0]["results"][0]["level"] = "loud".into();
    assert_eq!(complaints(&wrong).len(), 1);
}

#[test]
fn a_run_in_which_nothing_was_checked_says_so() {
    let log: Value = serde_json::from_str(&printed_of_nothing(Format::Sarif, Lang::En)).unwrap();
    assert_eq!(complaints(&log), Vec::<String>::new());
    let told = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!((&told["descriptor"]["id"], &told["level"]), (&"nothing-checked".into(), &"warning".into()));
}

#[test]
fn every_rule_in_use_is_described() {
    let pack = Pack::builtin("en-report").unwrap();
    let rules: Vec<&crate::rule::Rule> = pack.rules().iter().collect();
    let (mut printer, mut out) = (Sarif::new(Options { lang: Lang::En, all: false }), Vec::new());
    let (summary, text) = (Summary::default(), "Crews laid 48 km of pipe, or 90% of the target of 50 km.");
    let report = crate::check(text, &pack);
    assert_eq!(report.findings().count(), 1, "{report:?}");
    let file = FileReport { path: "a.txt".into(), text: text.into(), report, ..FileReport::default() };
    printer.file(&file, &mut out).unwrap();
    let end = End { summary: &summary, gate: &[], packs: &[], rules: &rules, code: 1, shortfall: None };
    printer.finish(&end, &mut out).unwrap();
    let log: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(complaints(&log), Vec::<String>::new());
    let described = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(described.len(), rules.len());
    let result = &log["runs"][0]["results"][0];
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(described[index]["id"], result["ruleId"]);
    assert!(described[index]["help"]["text"].as_str().unwrap().contains("Equation: "));
}

/// The one fingerprint of a text with one finding.
fn fingerprint(text: &str) -> String {
    let pack = Pack::builtin("zh-report").unwrap();
    let report = crate::check(text, &pack);
    let file = FileReport { path: "a.txt".into(), text: text.into(), report, ..FileReport::default() };
    let log: Value =
        serde_json::from_str(&run(Format::Sarif, Options { lang: Lang::En, all: false }, &[], &[file]))
            .unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 1, "{text}");
    results[0]["partialFingerprints"][FINGERPRINT].as_str().unwrap().to_owned()
}

#[test]
fn a_fingerprint_outlives_edits_elsewhere_line_ends_and_normal_forms() {
    use unicode_normalization::UnicodeNormalization;
    let text = "开头一段。\n年初Été引进内资1442万美元，目标1200万美元，完成年初任务的124%。\n";
    let before = fingerprint(text);
    assert_eq!(fingerprint(&text.replace('\n', "\r\n")), before);
    assert_eq!(fingerprint(&text.nfd().collect::<String>()), before);
    assert_eq!(fingerprint(&format!("另有一段。\n\n{text}\n又有一段。\n")), before);
    assert_ne!(fingerprint(&text.replace("124%", "125%")), before);
}

#[test]
fn regions_count_in_characters_and_in_bytes_of_the_file() {
    let mut file = samples::run().1;
    file.encoding = Some(crate::document::Encoding { name: "UTF-8", assumed: false });
    file.offset = 3;
    let text = run(Format::Sarif, Options { lang: Lang::Zh, all: false }, &[], &[file]);
    let log: Value = serde_json::from_str(&text).unwrap();
    let region = &log["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"];
    let of = |key: &str| region[key].as_u64().unwrap();
    assert_eq!(["startLine", "startColumn", "endLine", "endColumn"].map(of), [3, 3, 3, 22]);
    assert_eq!(["charOffset", "charLength", "byteOffset", "byteLength"].map(of), [60, 19, 137, 35]);
    assert_eq!(region["snippet"]["text"], "2661户，完成任务数的110.18%");
}

#[test]
fn a_message_has_no_links() {
    assert_eq!(plain("[1](https://x)\u{202e}"), "[1] (https://x)�");
}
