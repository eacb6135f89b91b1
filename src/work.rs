//! Work, counted in steps by the loops that grow with a document, so that tests can tell what twice the text costs. Only
//! in tests: elsewhere nothing is counted.
//!
//! This module must not know what a step is.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// So many steps more.
#[inline(always)]
pub(crate) fn steps(_count: usize) {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + _count as u64));
}

/// How many steps `work` takes in this thread.
#[cfg(test)]
pub(crate) fn count(work: impl FnOnce()) -> u64 {
    let before = STEPS.with(std::cell::Cell::get);
    work();
    STEPS.with(std::cell::Cell::get) - before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Limits, read_within};
    use crate::engine::check_within;
    use crate::rule::Pack;

    const CLAIM: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%";

    /// What it costs to read and check a file.
    fn cost(text: &str, name: &str, pack: &Pack) -> u64 {
        let wide =
            Limits { line: usize::MAX, sentence: usize::MAX, figures: usize::MAX, ..Limits::default() };
        count(|| {
            // What is refused costs something, too.
            let Ok(document) = read_within(text.as_bytes(), name, wide) else { return };
            check_within(&document, &[pack], &wide).unwrap();
        })
    }

    /// A kind of file: its name, what repeats in it, how often to begin with.
    type Shape = (&'static str, &'static str, fn(usize) -> String, usize);

    /// Twice as much of anything costs about twice as much, and half as much again at most.
    fn hold(shapes: &[Shape], pack: &str) {
        let pack = Pack::builtin(pack).unwrap();
        for (what, name, make, size) in shapes {
            let costs = [1, 2, 4].map(|times| cost(&make(size * times), name, &pack));
            let [once, twice, four] = costs;
            assert!(once as usize >= size / 16, "{what}: nothing is counted: {costs:?}");
            assert!(twice * 2 <= once * 5 && four * 2 <= twice * 5, "{what}: {costs:?}");
        }
    }

    fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
        (0..count).map(line).collect()
    }

    #[test]
    fn one_line_costs_its_length() {
        let shapes: &[Shape] = &[
            ("figures and spaces", "a.txt", |n| numbered(n, |at| format!("{} ", at % 997)), 400),
            ("digits", "a.txt", |n| "9".repeat(n), 4000),
            ("digits and commas", "a.txt", |n| "9,".repeat(n), 1000),
            ("digits and points", "a.txt", |n| "9.".repeat(n), 1000),
            ("Chinese digits", "a.txt", |n| "一百".repeat(n), 1000),
            ("dashes", "a.txt", |n| "1-".repeat(n), 1000),
            ("years", "a.txt", |n| "2014年".repeat(n), 400),
            ("brackets", "a.txt", |n| format!("{}{CLAIM}{}", "（".repeat(n), "）".repeat(n)), 1000),
            ("figures in brackets", "a.txt", |n| "增长（5%）".repeat(n), 200),
            ("clauses", "a.txt", |n| format!("{CLAIM}，").repeat(n), 60),
            ("sentences", "a.txt", |n| format!("{CLAIM}。").repeat(n), 60),
            ("parts", "a.txt", |n| format!("投资100亿元，其中：{}", "甲3亿元、".repeat(n)), 200),
            ("parts of parts", "a.txt", |n| "投资9亿元，其中".repeat(n), 100),
        ];
        hold(shapes, "zh-report");
    }

    #[test]
    fn many_lines_cost_their_number() {
        let shapes: &[Shape] = &[
            ("lines", "a.txt", |n| numbered(n, |at| format!("第{at}项{CLAIM}。\n")), 60),
            ("copies", "a.txt", |n| format!("{CLAIM}，这一行一再重复出现。\n").repeat(n), 400),
            ("short lines beside a copy", "a.txt", copied, 200),
            (
                "headings",
                "a.md",
                |n| numbered(n, |at| format!("{} 第{at}节\n\n增长5%。\n\n", "#".repeat(1 + at % 6))),
                200,
            ),
            (
                "headings by their looks",
                "a.txt",
                |n| numbered(n, |at| format!("{at}、第{at}节\n增长5%。\n")),
                200,
            ),
            ("one thing said often", "a.txt", |n| numbered(n, |at| format!("固定资产投资{at}亿元。\n")), 100),
            ("bars", "a.txt", |n| "|1|2\n|1\n".repeat(n), 200),
        ];
        hold(shapes, "zh-report");
    }

    fn copied(count: usize) -> String {
        let half = format!("{}{}\n", "增长5%。\n".repeat(count), CLAIM.repeat(3));
        half.repeat(2)
    }

    #[test]
    fn tables_cost_their_cells() {
        let shapes: &[Shape] = &[
            ("rows", "a.csv", |n| format!("项目,计划,完成,完成率\n{}", "甲,10,9,90%\n".repeat(n)), 60),
            ("rows of many names", "a.csv", of_plans, 600),
            ("shares", "a.csv", of_shares, 600),
            ("totals", "a.csv", |n| numbered(n, |at| format!("甲{at},{at}\n合计{at},{at}\n")), 300),
            (
                "parts of rows",
                "a.csv",
                |n| numbered(n, |at| format!("甲{at},{at}\n其中：乙{at},{at}\n")),
                300,
            ),
            ("a table on its side", "a.csv", on_its_side, 300),
            ("columns", "a.csv", |n| numbered(6, |_| numbered(n, |at| format!("{at},")) + "1\n"), 60),
            (
                "tables",
                "a.md",
                |n| numbered(n, |at| format!("表{at}\n\n|甲|乙|丙|\n|-|-|-|\n|1|2|3|\n\n")),
                60,
            ),
            ("tables in text", "a.txt", |n| "甲\t乙\n1\t2\n3\t4\n\n".repeat(n), 60),
        ];
        hold(shapes, "zh-report");
    }

    fn of_plans(count: usize) -> String {
        let row = |at: usize| format!("甲{at}号,{},{},90%\n", at + 10, at + 9);
        format!("项目,计划,完成,完成率\n{}", numbered(count, row))
    }

    fn of_shares(count: usize) -> String {
        format!("项目,金额,占比\n合计,1000,100%\n{}", numbered(count, |at| format!("甲{at}号,10,1%\n")))
    }

    fn on_its_side(count: usize) -> String {
        format!("指标,数值\n{}", "全年目标(万元),50\n全年完成(万元),45\n完成率,90%\n".repeat(count))
    }

    #[test]
    fn nesting_costs_its_depth() {
        let shapes: &[Shape] = &[
            ("quotes", "a.md", |n| format!("{} {CLAIM}", ">".repeat(n)), 400),
            ("emphasis", "a.md", |n| "**1".repeat(n), 400),
            ("lists side by side", "a.md", |n| "- 增长5%\n\n  1. 增长6%\n".repeat(n), 100),
            (
                "elements side by side",
                "a.html",
                |n| format!("<!doctype html>{}", "<p>增长5%</p>".repeat(n)),
                200,
            ),
            (
                "elements within a line",
                "a.html",
                |n| format!("<!doctype html><p>{}", "<b>1</b>,".repeat(n)),
                400,
            ),
            (
                "text astray in a table",
                "a.html",
                |n| format!("<!doctype html><table>{}", "<b>1</b>,".repeat(n)),
                200,
            ),
            ("elements left open", "a.html", |n| format!("<!doctype html>{}", "<p><b>增长5%".repeat(n)), 60),
        ];
        hold(shapes, "zh-report");
    }

    #[test]
    fn english_costs_its_length() {
        let shapes: &[Shape] = &[
            ("clauses", "a.txt", |n| "The office visited 540 of 600 homes, or 95 per cent, ".repeat(n), 60),
            ("numbers in words", "a.txt", |n| "one hundred and ".repeat(n), 400),
            (
                "wrapped lines",
                "a.txt",
                |n| "The office visited 540 of 600 homes, or 95 per cent, and\n".repeat(n),
                100,
            ),
        ];
        hold(shapes, "en-report");
    }
}
