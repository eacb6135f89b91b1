//! How long loading takes: every pack that ships, each of them, and a generated pack of 1,000 rules.
//!
//! `cargo bench --bench load` prints the best of several runs and fails past the limits: 10 ms for the packs that
//! ship, 100 ms for the 1,000 rules. Limits are wide enough for a busy machine.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a benchmark a panic is the report")]
#![allow(clippy::print_stdout, reason = "it is there to print")]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use gouji::Pack;
use gouji::rule::builtin_packs;

/// The best of twenty, which is what the program takes when nothing else runs.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let timed = |_| {
        let start = Instant::now();
        std::hint::black_box(run());
        start.elapsed()
    };
    (0..20).map(timed).min().unwrap()
}

fn report(what: &str, took: Duration, limit: Duration) {
    println!("{what:32} {took:>10.2?}  (limit {limit:?})");
    assert!(took < limit, "{what} takes {took:?}, more than {limit:?}");
}

/// A pack of `count` rules, each with two patterns, a guard, two examples and words of its own.
fn generate(folder: &Path, count: usize) {
    let lexicon = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/zh-report/lexicon.yaml"));
    fs::write(folder.join("lexicon.yaml"), lexicon.unwrap()).unwrap();
    fs::write(folder.join("pack.yaml"), "id: large\nversion: \"1\"\nlanguage: zh\ntitle: {zh: 大}\n")
        .unwrap();
    let mut words = "vocabulary:\n".to_owned();
    let mut rules = "rules:\n".to_owned();
    for number in 0..count {
        // No pattern has a digit in it.
        let name: String = number.to_string().chars().map(|c| char::from(b'a' + c as u8 - b'0')).collect();
        writeln!(words, "  of-{number}: [完成{name}, 占{name}, 达到{name}]").unwrap();
        write!(
            rules,
            "  - id: rule-{number}
    kind: completion
    title: {{zh: 第{number}条, en: Rule {number}}}
    match:
      - \"{{actual}},<of-{number}>任务{name}的?{{percent}}\"
      - \"任务{name}(为|是)?{{target}}~,{{actual}},<of-{number}>~{{percent}}\"
    slots:
      actual: amount
      target: {{type: amount, set: true, same-unit-as: actual}}
      percent: percent
    equation: actual / target = percent
    unless: [{{words: 不计<of-{number}>, within: clause}}]
    examples:
      - {{text: 甲, expect: []}}
      - {{text: 乙, expect: []}}
"
        )
        .unwrap();
    }
    fs::write(folder.join("vocabulary.yaml"), words).unwrap();
    fs::write(folder.join("rules.yaml"), rules).unwrap();
}

fn main() {
    let mut rules = 0;
    for name in builtin_packs() {
        rules += Pack::builtin(name).unwrap().rules().len();
        report(name, best(|| Pack::builtin(name)), Duration::from_millis(10));
    }
    let all = best(|| builtin_packs().map(|name| Pack::builtin(name).unwrap()).collect::<Vec<_>>());
    report(&format!("all that ship, {rules} rules"), all, Duration::from_millis(10));

    let folder = tempfile::tempdir().unwrap();
    generate(folder.path(), 1_000);
    assert_eq!(Pack::load(folder.path()).unwrap().rules().len(), 1_000);
    report("generated, 1000 rules", best(|| Pack::load(folder.path())), Duration::from_millis(100));
}
