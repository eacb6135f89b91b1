//! Something wrong in a file that a person wrote for gouji (a rule pack, a configuration, a list of waivers), said as a
//! compiler says it: file, line, column, the text underlined, what was expected and what to do.
//!
//! This module must not know what makes a file wrong, only how to show it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

/// One problem and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as it was named.
    pub file: String,
    /// The text of the file, to show the line; empty when it could not be read.
    pub source: Arc<str>,
    /// The bytes to underline; `None` when the problem has no place in the text.
    pub span: Option<Range<usize>>,
    /// What was found and what was expected.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.message)?;
        match self.place() {
            Some(place) => place.show(&self.file, f)?,
            None => writeln!(f, "  --> {}", self.file)?,
        }
        if let Some(help) = &self.help {
            writeln!(f, "  = help: {help}")?;
        }
        Ok(())
    }
}

/// A stretch of one line.
struct Place<'a> {
    line: usize,
    column: usize,
    text: &'a str,
    before: &'a str,
    under: &'a str,
}

impl Problem {
    fn place(&self) -> Option<Place<'_>> {
        let span = self.span.clone()?;
        let head = self.source.get(..span.start)?;
        let line_start = head.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.source.get(line_start..)?;
        let text = rest.lines().next().unwrap_or("");
        let before = head.get(line_start..)?;
        let under_end = span.end.min(line_start + text.len()).max(span.start);
        Some(Place {
            line: head.matches('\n').count() + 1,
            column: before.chars().count() + 1,
            text,
            before,
            under: self.source.get(span.start..under_end)?,
        })
    }
}

impl Place<'_> {
    fn show(&self, file: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        writeln!(f, "{margin}--> {file}:{}:{}", self.line, self.column)?;
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {}", self.text)?;
        let indent = " ".repeat(self.before.width());
        writeln!(f, "{margin} | {indent}{}", "^".repeat(self.under.width().max(1)))
    }
}

/// The known name nearest to `name`, when one is near enough to be meant.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    known
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(d, _)| *d <= limit)
        .min()
        .map(|(_, c)| c)
}

/// How many single-character edits lie between two names.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut previous = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let substituted = previous + usize::from(x != *y);
            previous = *cell;
            left = substituted.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn underlines_the_place_under_full_width_text() {
        let source: Arc<str> = Arc::from("rules:\n  - id: 完成 <acheive>的\n");
        let start = source.find("<ach").unwrap();
        let problem = Problem {
            file: "rules/x.yaml".into(),
            source: source.clone(),
            span: Some(start..start + "<acheive>".len()),
            message: "unknown word `acheive`".into(),
            help: Some("did you mean `achieve`?".into()),
        };
        assert_eq!(
            problem.to_string(),
            "error: unknown word `acheive`\n --> rules/x.yaml:2:12\n  |\n2 |   - id: 完成 <acheive>的\n  |              ^^^^^^^^^\n  = help: did you mean `achieve`?\n"
        );
    }

    #[test]
    fn names_the_nearest_known_word() {
        assert_eq!(nearest("acheive", ["achieve", "task"].into_iter()), Some("achieve"));
        assert_eq!(nearest("zebra", ["achieve", "task"].into_iter()), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
