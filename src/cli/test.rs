//! `gouji test`: runs the examples of rule packs, and shows what came out otherwise than a rule says.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Outcome;
use super::engine::Packs;
use super::plan::{Format, Plan};
use super::typed::Also;
use crate::report::terminal::visible;
use crate::report::{Lang, contract};
use crate::rule::Pack;
use crate::snapshots::{Folders, SnapshotProblem, compare, update};
use crate::{ExampleFailure, Expectation, Gap, Mutation, Skip, Survivor, gaps, mutate, run_examples};

/// What came of testing one pack.
struct Tested<'p> {
    pack: &'p Pack,
    failures: Vec<ExampleFailure>,
    gaps: Vec<Gap>,
    snapshots: Vec<SnapshotProblem>,
    mutation: Option<Mutation>,
}

/// Tests every pack.
pub(super) fn run(plan: &Plan, packs: &Packs, also: Also, out: &mut dyn Write) -> io::Result<Outcome> {
    let mut all = Vec::new();
    for pack in packs.all()? {
        let folders = pack.folder().map(Folders::of_pack);
        let written = match &folders {
            Some(folders) if also.update => update(pack, folders)?,
            _ => Vec::new(),
        };
        let snapshots = folders.map(|folders| compare(pack, &folders)).unwrap_or_default();
        let mutation = also.mutate.then(|| mutate(pack));
        let tested = Tested { pack, failures: run_examples(pack), gaps: gaps(pack), snapshots, mutation };
        if plan.format == Format::Text {
            for file in written {
                let file = visible(&file.display().to_string());
                writeln!(out, "{}: {file}", plan.lang.pick("已写入", "written"))?;
            }
            tested.write(plan.lang, out)?;
        }
        all.push(tested);
    }
    match plan.format {
        Format::Text => write_total(&all, plan.lang, out)?,
        Format::Json => {
            let rows: Vec<Value> = all.iter().map(Tested::json).collect();
            let document = json!({"schema": contract::SCHEMA, "packs": rows});
            serde_json::to_writer_pretty(&mut *out, &document)?;
            writeln!(out)?;
        }
    }
    Ok(if all.iter().all(Tested::passes) { Outcome::Fine } else { Outcome::Found })
}

/// How many rules and examples there are, and what is wrong with them.
#[derive(Default)]
struct Counts {
    rules: usize,
    examples: usize,
    failed: usize,
    gaps: usize,
    snapshots: usize,
    survived: usize,
    stale: usize,
}

impl Tested<'_> {
    fn passes(&self) -> bool {
        let told = |mutation: &Mutation| mutation.unexplained().next().is_none() && mutation.stale.is_empty();
        let plain = self.failures.is_empty() && self.gaps.is_empty() && self.snapshots.is_empty();
        plain && self.mutation.as_ref().is_none_or(told)
    }

    fn counts(&self) -> Counts {
        Counts {
            rules: self.pack.rules().len(),
            examples: self.pack.rules().iter().map(|rule| rule.examples().len()).sum(),
            failed: self.failures.len(),
            gaps: self.gaps.len(),
            snapshots: self.snapshots.len(),
            survived: self.mutation.as_ref().map_or(0, |mutation| mutation.unexplained().count()),
            stale: self.mutation.as_ref().map_or(0, |mutation| mutation.stale.len()),
        }
    }

    fn write(&self, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
        let id = visible(self.pack.id());
        for failure in &self.failures {
            write_failure(self.pack, failure, lang, out)?;
        }
        for gap in &self.gaps {
            writeln!(out, "{}", gap_line(&id, gap, lang))?;
        }
        for problem in &self.snapshots {
            problem.told(lang).lines().try_for_each(|line| writeln!(out, "{}", visible(line)))?;
        }
        if let Some(mutation) = &self.mutation {
            write_mutation(&id, mutation, lang, out)?;
        }
        writeln!(out, "{id}: {}", self.counts().line(lang))
    }

    fn json(&self) -> Value {
        let counts = self.counts();
        json!({
            "id": self.pack.id(),
            "version": self.pack.version(),
            "rules": counts.rules,
            "examples": counts.examples,
            "failures": self.failures.iter().map(failure_json).collect::<Vec<_>>(),
            "gaps": self.gaps.iter().map(gap_json).collect::<Vec<_>>(),
            "snapshots": self.snapshots.iter().map(snapshot_json).collect::<Vec<_>>(),
            "mutation": self.mutation.as_ref().map(mutation_json),
        })
    }
}

impl Counts {
    fn line(&self, lang: Lang) -> String {
        let Counts { rules, examples, failed, .. } = self;
        let tested = match lang {
            Lang::Zh => format!("{rules}条规则，{examples}个例句，{failed}个不一致"),
            Lang::En => format!(
                "{}, {}, {failed} failed",
                counted(*rules, "rule", "rules"),
                counted(*examples, "example", "examples")
            ),
        };
        let more = self.more(lang).into_iter().map(|words| format!("{}{words}", lang.pick("，", ", ")));
        tested + &more.collect::<String>()
    }

    /// What else fails the run.
    fn more(&self, lang: Lang) -> Vec<String> {
        let rows = [
            (self.gaps, "处缺例句", "gap", "gaps"),
            (self.snapshots, "个快照有问题", "snapshot problem", "snapshot problems"),
            (self.survived, "处改动反应不对", "change survived", "changes survived"),
            (self.stale, "处多余的说明", "explanation of nothing", "explanations of nothing"),
        ];
        let words = |(number, zh, one, several): (usize, &str, &str, &str)| match lang {
            Lang::Zh => format!("{number}{zh}"),
            Lang::En => counted(number, one, several),
        };
        rows.into_iter().filter(|row| row.0 > 0).map(words).collect()
    }
}

/// The sum over several packs.
fn write_total(all: &[Tested<'_>], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if all.len() < 2 {
        return Ok(());
    }
    let mut total = Counts::default();
    for counts in all.iter().map(Tested::counts) {
        total.rules += counts.rules;
        total.examples += counts.examples;
        total.failed += counts.failed;
        total.gaps += counts.gaps;
        total.snapshots += counts.snapshots;
        total.survived += counts.survived;
        total.stale += counts.stale;
    }
    writeln!(out, "{}", total.line(lang))
}

fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// The claims of an example, a line each, and how to ask why there is none.
fn write_failure(pack: &Pack, failure: &ExampleFailure, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let id = visible(pack.id());
    let lines = |claims: &[String]| match claims {
        [] => lang.pick("没有说法", "no claim").to_owned(),
        claims => claims.iter().map(|claim| visible(claim)).collect::<Vec<_>>().join("\n            "),
    };
    let word = lang.pick("不一致", "failed");
    writeln!(out, "{word}[{id}/{}]: {}", visible(&failure.rule), visible(&failure.text))?;
    writeln!(out, "  {}{}", lang.pick("应为:     ", "expected: "), lines(&failure.expected))?;
    writeln!(out, "  {}{}", lang.pick("实为:     ", "found:    "), lines(&failure.found))?;
    if !failure.found.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {}{}", lang.pick("为什么:   ", "why:      "), visible(&question(pack, failure)))
}

/// The command that tells why a rule made no claim.
fn question(pack: &Pack, failure: &ExampleFailure) -> String {
    let loaded = pack
        .folder()
        .map(|folder| format!(" --rules {} --pack {}", quoted(&folder.display().to_string()), pack.id()));
    let (loaded, rule, text) = (loaded.unwrap_or_default(), &failure.rule, quoted(&failure.text));
    format!("gouji explain{loaded} {}/{rule} --text {text}", pack.id())
}

/// A word of a command line, in quotes where a shell would take it apart.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    match word.contains(['"', '$', '`', '\\', '!']) {
        true => format!("'{}'", word.replace('\'', "'\\''")),
        false => format!("\"{word}\""),
    }
}

fn gap_line(pack: &str, gap: &Gap, lang: Lang) -> String {
    let word = lang.pick("缺例句", "gap");
    match gap {
        Gap::NoRules => {
            format!("{word}[{pack}]: {}", lang.pick("规则包里没有规则", "the pack has no rules"))
        }
        Gap::NeverFires(rule) => format!(
            "{word}[{pack}/{}]: {}",
            visible(rule),
            lang.pick("没有能命中这条规则的例句", "no example makes this rule fire")
        ),
        Gap::NoNearMiss(rule) => format!(
            "{word}[{pack}/{}]: {}",
            visible(rule),
            lang.pick("没有反例（expect: []）", "no near miss (an example with expect: [])")
        ),
    }
}

/// What survived, which explanations explain nothing, and the score.
fn write_mutation(pack: &str, mutation: &Mutation, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for survivor in &mutation.survivors {
        write_survivor(pack, survivor, lang, out)?;
    }
    for stale in &mutation.stale {
        let (rule, text) = (visible(&stale.rule), visible(&stale.text));
        let operand = visible(&changed(&stale.operand, None, stale.to.as_deref()));
        writeln!(out, "{}[{pack}/{rule}]: {text}", lang.pick("多余的说明", "explains nothing"))?;
        writeln!(out, "  survives: {operand}")?;
    }
    writeln!(out, "{pack}: {}", score(mutation, lang))
}

fn write_survivor(pack: &str, survivor: &Survivor, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let Survivor { rule, text, operand, from, to, expected, found, why } = survivor;
    let word = match why {
        None => lang.pick("反应不对", "survived"),
        Some(_) => lang.pick("已有说明", "explained"),
    };
    let anything = lang.pick("任意值", "anything");
    let change = changed(operand, Some(from), Some(to.as_deref().unwrap_or(anything)));
    let expected = match expected {
        Expectation::Turn => lang.pick("不再相符", "the claim turns"),
        Expectation::Hold => lang.pick("仍然相符", "the claim holds"),
    };
    let found = match (found, to) {
        (Some(found), _) => found.as_str(),
        (None, Some(_)) => lang.pick("不再有此说法", "no claim any more"),
        (None, None) => lang.pick("怎样改都相符", "it holds whatever the figure is"),
    };
    writeln!(out, "{word}[{pack}/{}]: {}", visible(rule), visible(text))?;
    writeln!(out, "  {}{}", lang.pick("改动:     ", "changed:  "), visible(&change))?;
    writeln!(out, "  {}{expected}", lang.pick("应为:     ", "expected: "))?;
    writeln!(out, "  {}{}", lang.pick("实为:     ", "found:    "), visible(found))?;
    match why {
        Some(why) => {
            writeln!(out, "  {}{}", lang.pick("说明:     ", "why:      "), visible(why.get(lang.code())))
        }
        None => Ok(()),
    }
}

/// `part 7家 → 8家`
fn changed(operand: &str, from: Option<&str>, to: Option<&str>) -> String {
    let from = from.map(|from| format!(" {from}")).unwrap_or_default();
    let to = to.map(|to| format!(" → {to}")).unwrap_or_default();
    format!("{operand}{from}{to}")
}

/// `162 of 166 changes came out right (97.59%), 4 explained; not changed: 3 hedged, 1 date`
fn score(mutation: &Mutation, lang: Lang) -> String {
    let Mutation { tried, killed, survivors, .. } = mutation;
    let explained = survivors.len() - mutation.unexplained().count();
    let percent = percent(*killed, *tried);
    let mut text = match lang {
        Lang::Zh => format!("改动{tried}处，{killed}处反应正确（{percent}）"),
        Lang::En => {
            format!("{killed} of {} came out right ({percent})", counted(*tried, "change", "changes"))
        }
    };
    if explained > 0 {
        text.push_str(&match lang {
            Lang::Zh => format!("，{explained}处有说明"),
            Lang::En => format!(", {explained} explained"),
        });
    }
    let skipped = skipped(mutation, lang);
    if !skipped.is_empty() {
        text.push_str(lang.pick("；未改动的数：", "; not changed: "));
        text.push_str(&skipped.join(lang.pick("、", ", ")));
    }
    text
}

/// How many figures were not changed, by reason.
fn skipped(mutation: &Mutation, lang: Lang) -> Vec<String> {
    let row = |why: Skip, zh: &str, one: &str, several: &str| {
        let number = mutation.skipped.iter().filter(|skipped| skipped.why == why).count();
        let words = match lang {
            Lang::Zh => format!("{zh}{number}个"),
            Lang::En => counted(number, one, several),
        };
        (number > 0).then_some(words)
    };
    let rows = [
        row(Skip::Hedged, "带约、超等词的", "hedged", "hedged"),
        row(Skip::NotDigits, "不是阿拉伯数字的", "not in digits", "not in digits"),
        row(Skip::Date, "日期", "date", "dates"),
    ];
    rows.into_iter().flatten().collect()
}

/// A percent to two decimals, cut off: 100% is said only of all.
fn percent(part: usize, whole: usize) -> String {
    if part == whole {
        return "100%".to_owned();
    }
    let hundredths = part * 10_000 / whole.max(1);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn failure_json(failure: &ExampleFailure) -> Value {
    let ExampleFailure { rule, text, expected, found } = failure;
    json!({"rule": rule, "text": text, "expected": expected, "found": found})
}

fn gap_json(gap: &Gap) -> Value {
    match gap {
        Gap::NoRules => json!({"gap": "no-rules", "rule": null}),
        Gap::NeverFires(rule) => json!({"gap": "never-fires", "rule": rule}),
        Gap::NoNearMiss(rule) => json!({"gap": "no-near-miss", "rule": rule}),
    }
}

fn snapshot_json(problem: &SnapshotProblem) -> Value {
    match problem {
        SnapshotProblem::Missing { sample } => json!({"problem": "missing", "file": sample}),
        SnapshotProblem::Different { snapshot, diff } => {
            json!({"problem": "different", "file": snapshot, "diff": diff})
        }
        SnapshotProblem::Orphaned { snapshot } => json!({"problem": "orphaned", "file": snapshot}),
        SnapshotProblem::Unreadable { path, why } => {
            json!({"problem": "unreadable", "file": path, "why": why})
        }
    }
}

fn mutation_json(mutation: &Mutation) -> Value {
    let survivor = |s: &Survivor| {
        let expected = match s.expected {
            Expectation::Turn => "turn",
            Expectation::Hold => "hold",
        };
        json!({
            "rule": s.rule, "text": s.text, "operand": s.operand, "from": s.from, "to": s.to,
            "expected": expected, "found": s.found, "why": s.why.as_ref().map(|why| &why.0),
        })
    };
    json!({
        "tried": mutation.tried,
        "killed": mutation.killed,
        "survivors": mutation.survivors.iter().map(survivor).collect::<Vec<_>>(),
        "skipped": mutation.skipped.iter().map(|s| {
            let why = match s.why { Skip::Hedged => "hedged", Skip::NotDigits => "not-digits", Skip::Date => "date" };
            json!({"rule": s.rule, "text": s.text, "operand": s.operand, "printed": s.printed, "why": why})
        }).collect::<Vec<_>>(),
        "stale": mutation.stale.iter().map(|s| {
            json!({"rule": s.rule, "text": s.text, "operand": s.operand, "to": s.to})
        }).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_so_that_a_shell_leaves_it_whole() {
        for (word, expected) in [
            ("my-pack/a", "my-pack/a"),
            ("It has 5%", "\"It has 5%\""),
            ("it cost $5", "'it cost $5'"),
            ("it's $5", "'it'\\''s $5'"),
            ("", "\"\""),
        ] {
            assert_eq!(quoted(word), expected);
        }
    }

    #[test]
    fn only_all_is_a_hundred_percent() {
        for (part, whole, expected) in [
            (0, 0, "100%"),
            (2, 2, "100%"),
            (99_999, 100_000, "99.99%"),
            (162, 166, "97.59%"),
            (0, 3, "0.00%"),
        ] {
            assert_eq!(percent(part, whole), expected, "{part} of {whole}");
        }
    }
}
