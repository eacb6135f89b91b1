//! Limits: how much of anything a file may make this program read. A file within its size may claim far more inside.
//!
//! This module must not know file formats.

use super::{Deadline, ReadError};

/// What a document may have at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file: u64,
    /// Bytes of text taken out of it.
    pub text: usize,
    /// Pages.
    pub pages: u32,
    /// Cells of all tables.
    pub cells: usize,
    /// Elements inside one another.
    pub depth: usize,
    /// Bytes that one member of a zip file unpacks to.
    pub member: u64,
    /// How many times larger than its packed size a zip file may unpack to, in all.
    pub ratio: u64,
    /// Bytes of a line or paragraph in which claims are looked for.
    pub line: usize,
    /// Bytes of a sentence in which claims are looked for.
    pub sentence: usize,
    /// Figures of a sentence in which claims are looked for.
    pub figures: usize,
    /// Places, rows times columns, of a table that is read as one.
    pub places: usize,
    /// Columns of a table that is read as one.
    pub columns: usize,
    /// When reading and checking it is given up.
    pub deadline: Deadline,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file: super::SIZE_LIMIT,
            text: 1 << 30,
            pages: 20_000,
            cells: 5_000_000,
            depth: 512,
            member: 1 << 29,
            ratio: 200,
            line: 1 << 20,
            sentence: 1 << 16,
            figures: 2000,
            places: 400_000,
            columns: 512,
            deadline: Deadline::default(),
        }
    }
}

/// A limit that is a number, by the name under which it can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named for its field")]
pub enum Limit {
    File,
    Text,
    Pages,
    Cells,
    Depth,
    Member,
    Ratio,
    Line,
    Sentence,
    Figures,
    Places,
    Columns,
}

/// Nesting beyond this would be a depth of calls that no stack is sure to bear.
const DEEPEST: u64 = 2000;

impl Limit {
    /// All of them.
    pub const ALL: [Limit; 12] = [
        Limit::File,
        Limit::Text,
        Limit::Pages,
        Limit::Cells,
        Limit::Depth,
        Limit::Member,
        Limit::Ratio,
        Limit::Line,
        Limit::Sentence,
        Limit::Figures,
        Limit::Places,
        Limit::Columns,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Limit::File => "file",
            Limit::Text => "text",
            Limit::Pages => "pages",
            Limit::Cells => "cells",
            Limit::Depth => "depth",
            Limit::Member => "member",
            Limit::Ratio => "ratio",
            Limit::Line => "line",
            Limit::Sentence => "sentence",
            Limit::Figures => "figures",
            Limit::Places => "places",
            Limit::Columns => "columns",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Limit> {
        Limit::ALL.into_iter().find(|limit| limit.name() == name)
    }

    /// The most it can be set to.
    pub fn most(self) -> u64 {
        match self {
            Limit::Depth => DEEPEST,
            Limit::Pages => u32::MAX.into(),
            _ => u64::MAX,
        }
    }
}

impl Limits {
    /// That there is time left.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(super) fn in_time(&self) -> Result<(), ReadError> {
        self.deadline.over().map_or(Ok(()), |time| Err(ReadError::OutOfTime { time }))
    }

    /// What a limit is.
    pub fn get(&self, limit: Limit) -> u64 {
        let wide = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        match limit {
            Limit::File => self.file,
            Limit::Text => wide(self.text),
            Limit::Pages => self.pages.into(),
            Limit::Cells => wide(self.cells),
            Limit::Depth => wide(self.depth),
            Limit::Member => self.member,
            Limit::Ratio => self.ratio,
            Limit::Line => wide(self.line),
            Limit::Sentence => wide(self.sentence),
            Limit::Figures => wide(self.figures),
            Limit::Places => wide(self.places),
            Limit::Columns => wide(self.columns),
        }
    }

    /// Sets a limit, to no more than it can be.
    pub fn set(&mut self, limit: Limit, most: u64) {
        let most = most.min(limit.most());
        let narrow = usize::try_from(most).unwrap_or(usize::MAX);
        match limit {
            Limit::File => self.file = most,
            Limit::Text => self.text = narrow,
            Limit::Pages => self.pages = u32::try_from(most).unwrap_or(u32::MAX),
            Limit::Cells => self.cells = narrow,
            Limit::Depth => self.depth = narrow,
            Limit::Member => self.member = most,
            Limit::Ratio => self.ratio = most,
            Limit::Line => self.line = narrow,
            Limit::Sentence => self.sentence = narrow,
            Limit::Figures => self.figures = narrow,
            Limit::Places => self.places = narrow,
            Limit::Columns => self.columns = narrow,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_is_set_by_its_name_and_no_other() {
        for limit in Limit::ALL {
            assert_eq!(Limit::named(limit.name()), Some(limit));
            let (before, mut after) = (Limits::default(), Limits::default());
            after.set(limit, 7);
            let changed: Vec<Limit> =
                Limit::ALL.into_iter().filter(|one| before.get(*one) != after.get(*one)).collect();
            assert_eq!((changed, after.get(limit)), (vec![limit], 7));
            after.set(limit, u64::MAX);
            assert_eq!(after.get(limit), limit.most());
        }
        assert_eq!(Limit::named("time"), None);
    }
}
