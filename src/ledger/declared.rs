//! Declarations: what a document says of all its figures at once, and what follows from it for its findings.
//!
//! The wording is the pack's: this module only asks its patterns. It must not know a language.

use super::{Claim, Note};

/// Words that a pack looks for in folded text.
pub(crate) trait Words {
    /// Whether they stand in a line.
    fn are_in(&self, line: &str) -> bool;
    /// Where they end, if the line begins with them.
    fn begin(&self, line: &str) -> Option<usize>;
}

/// How a pack recognises declarations.
pub(crate) struct Patterns<'p> {
    /// Parts may miss their totals by rounding.
    pub(crate) rounding: Option<&'p dyn Words>,
    /// Rates of growth are at constant prices.
    pub(crate) constant_prices: Option<&'p dyn Words>,
    /// What a line that names a unit begins with.
    pub(crate) unit: Option<&'p dyn Words>,
}

/// What a document declares, each with its line.
#[derive(Debug, Default)]
pub(crate) struct Declarations {
    rounding: Option<usize>,
    constant_prices: Option<usize>,
    units: Vec<(usize, String)>,
}

impl Declarations {
    /// Reads one folded line. `is_unit` says whether a text is a unit.
    pub(crate) fn read(
        &mut self,
        line: usize,
        folded: &str,
        patterns: &Patterns<'_>,
        is_unit: &dyn Fn(&str) -> bool,
    ) {
        let says = |words: Option<&dyn Words>| words.is_some_and(|words| words.are_in(folded));
        if self.rounding.is_none() && says(patterns.rounding) {
            self.rounding = Some(line);
        }
        if self.constant_prices.is_none() && says(patterns.constant_prices) {
            self.constant_prices = Some(line);
        }
        if let Some(unit) = patterns.unit.and_then(|words| unit(folded, words)).filter(|unit| is_unit(unit)) {
            self.units.push((line, unit.to_owned()));
        }
    }

    /// Whether rates of growth are at constant prices.
    pub(crate) fn constant_prices(&self) -> bool {
        self.constant_prices.is_some()
    }

    /// What to say of it.
    pub(crate) fn notes(&self) -> Vec<Note> {
        let mut notes: Vec<Note> = Vec::new();
        notes.extend(self.rounding.map(|line| Note::RoundingNote { line }));
        notes.extend(self.constant_prices.map(|line| Note::ConstantPrices { line }));
        notes.extend(self.units.iter().map(|(line, unit)| Note::Unit { line: *line, unit: unit.clone() }));
        notes
    }

    /// Where the document says that totals were rounded, a total that was cut off or rounded up is one level milder.
    pub(crate) fn ease(&self, claims: &mut [Claim]) {
        if self.rounding.is_none() {
            return;
        }
        for claim in claims.iter_mut().filter(|claim| claim.rule.kind == "sum") {
            if claim.judgement.verdict.is_misrounded() {
                claim.severity = claim.severity.and_then(crate::verdict::Severity::lowered);
            }
        }
    }
}

/// A line that names a unit and nothing else has at most this many bytes.
const UNIT_LINE: usize = 150;

/// The unit on a line that holds nothing else, perhaps in brackets.
fn unit<'l>(folded: &'l str, words: &dyn Words) -> Option<&'l str> {
    if folded.len() > UNIT_LINE {
        return None;
    }
    let line = folded.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '。'));
    let unit = line.get(words.begin(line)?..)?.trim();
    (!unit.is_empty()).then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(&'static [&'static str]);

    impl Words for Fixed {
        fn are_in(&self, line: &str) -> bool {
            self.0.iter().any(|text| line.contains(text))
        }

        fn begin(&self, line: &str) -> Option<usize> {
            self.0.iter().find(|text| line.starts_with(**text)).map(|text| text.len())
        }
    }

    fn read(lines: &[&str]) -> Declarations {
        let rounding = Fixed(&["因四舍五入"]);
        let unit = Fixed(&["计量单位:", "单位:"]);
        let patterns = Patterns { rounding: Some(&rounding), constant_prices: None, unit: Some(&unit) };
        let mut declared = Declarations::default();
        for (number, line) in lines.iter().enumerate() {
            declared.read(number + 1, line, &patterns, &|unit| unit.ends_with('元'));
        }
        declared
    }

    #[test]
    fn a_unit_stands_on_a_line_of_its_own() {
        let lines = ["(单位:万元)", "计量单位:亿元", "单位:教育局", "共建单位:12家", "报送单位:元"];
        let expected = [(1, "万元"), (2, "亿元")].map(|(line, unit)| Note::Unit { line, unit: unit.into() });
        assert_eq!(read(&lines).notes(), expected);
    }

    #[test]
    fn a_declaration_is_noted_once_where_it_stands_first() {
        let lines = ["总结", "部分数据因四舍五入,存在合计不等的情况", "因四舍五入"];
        assert_eq!(read(&lines).notes(), [Note::RoundingNote { line: 2 }]);
    }
}
