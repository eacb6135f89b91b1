//! Copies: lines that stand in a document a second time, because a passage or a whole report was pasted twice.
//!
//! A long line that comes again is a copy; short lines next to it belong to it as long as they repeat what stands
//! next to the original. This module compares lines. It must not know figures, claims or blank lines.

use std::ops::Range;

use crate::work;

use rustc_hash::FxHashMap;

/// A line this long or longer that comes again is a copy, not a coincidence.
const COPY_BYTES: usize = 60;

/// Which lines of a document repeat an earlier one.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    of: Vec<Option<usize>>,
}

impl Copies {
    /// Looks for copies among the lines of a document that are not blank.
    pub(crate) fn find(lines: &[&str]) -> Copies {
        let mut copies = Copies { of: vec![None; lines.len()] };
        let mut first: FxHashMap<&str, usize> = FxHashMap::default();
        for (number, line) in alike(lines) {
            let original = *first.entry(line).or_insert(number);
            if original != number {
                copies.set(number, original);
            }
        }
        let seeds: Vec<(usize, usize)> = copies.pairs().collect();
        for (copy, original) in seeds {
            copies.follow(lines, copy, original, |at| at.checked_add(1));
            copies.follow(lines, copy, original, |at| at.checked_sub(1));
        }
        copies
    }

    /// The line that a line repeats.
    pub(crate) fn original(&self, line: usize) -> Option<usize> {
        self.of.get(line).copied().flatten()
    }

    /// Stretches of copies with the stretches they repeat, as numbers of lines that are not blank.
    pub(crate) fn ranges(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let mut ranges: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for (copy, original) in self.pairs() {
            match ranges.last_mut() {
                Some((copies, originals)) if copies.end == copy && originals.end == original => {
                    copies.end += 1;
                    originals.end += 1;
                }
                _ => ranges.push((copy..copy + 1, original..original + 1)),
            }
        }
        ranges
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.of.iter().enumerate().filter_map(|(copy, of)| Some((copy, (*of)?)))
    }

    /// Takes short lines beside a copy along while they are those beside its original.
    fn follow(
        &mut self,
        lines: &[&str],
        copy: usize,
        original: usize,
        next: impl Fn(usize) -> Option<usize>,
    ) {
        let (mut copy, mut original) = (copy, original);
        while let (Some(beside), Some(before)) = (next(copy), next(original)) {
            let (Some(line), Some(same)) = (lines.get(beside), lines.get(before)) else { return };
            work::steps(1);
            let taken = self.original(beside).is_some() || self.original(before).is_some();
            if taken || is_long(line) || line.trim() != same.trim() {
                return;
            }
            self.set(beside, before);
            (copy, original) = (beside, before);
        }
    }

    fn set(&mut self, copy: usize, original: usize) {
        if let Some(of) = self.of.get_mut(copy) {
            *of = Some(original);
        }
    }
}

/// The long lines as long as some other, without the white space around them: no line is a copy of a longer one.
fn alike<'t>(lines: &[&'t str]) -> impl Iterator<Item = (usize, &'t str)> {
    let trimmed = lines.iter().map(|line| line.trim()).enumerate();
    let long: Vec<(usize, &str)> = trimmed.filter(|(_, line)| line.len() >= COPY_BYTES).collect();
    let mut lengths: FxHashMap<usize, bool> = FxHashMap::default();
    for (_, line) in &long {
        lengths.entry(line.len()).and_modify(|several| *several = true).or_insert(false);
    }
    long.into_iter().filter(move |(_, line)| lengths.get(&line.len()) == Some(&true))
}

fn is_long(line: &str) -> bool {
    line.trim().len() >= COPY_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "全年完成固定资产投资三亿元，各项工作有序推进，群众满意度进一步提升。";
    const OTHER: &str = "全年完成招商引资项目四十个，营商环境持续优化，企业获得感进一步增强。";

    fn ranges(lines: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
        Copies::find(lines).ranges()
    }

    #[test]
    fn a_report_pasted_twice_is_one_range_with_its_headings() {
        let report = ["工作总结", "一、经济", LONG, "二、招商", OTHER];
        assert_eq!(ranges(&[report, report].concat()), [(5..10, 0..5)]);
        assert_eq!(ranges(&[report, report, report].concat()), [(5..10, 0..5), (10..15, 0..5)]);
    }

    #[test]
    fn an_edited_line_parts_two_ranges() {
        let lines = ["一、经济", LONG, "二、招商", OTHER, "一、经济", LONG, "二、引资", OTHER];
        assert_eq!(ranges(&lines), [(4..6, 0..2), (7..8, 3..4)]);
    }

    #[test]
    fn short_lines_alone_are_no_copy_and_white_space_does_not_matter() {
        assert!(ranges(&["增长5%。", "增长5%。"]).is_empty());
        assert_eq!(ranges(&[LONG, "增长5%。", &format!("  {LONG} ")]), [(2..3, 0..1)]);
    }
}
