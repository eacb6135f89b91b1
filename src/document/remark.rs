//! Remarks: what a reader of a format has to say about a file that it could read, so that nothing is left out in silence.
//!
//! This module must not know how a remark is worded.

/// Something to know about how a file was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A page without text: a scan, or fonts that do not tell their characters. Its figures were not checked.
    PageWithoutText {
        /// The 1-based page.
        page: u32,
    },
    /// Text that was tracked as deleted was left out, in so many places.
    DeletedText {
        /// How many.
        places: usize,
    },
    /// Text that was tracked as inserted was read as text, in so many places.
    InsertedText {
        /// How many.
        places: usize,
    },
    /// A sheet that is hidden was read like the others.
    HiddenSheet {
        /// Its name.
        sheet: String,
    },
    /// Formulas of a sheet whose results are not stored in the file: their cells were read as empty.
    FormulaWithoutValue {
        /// Where the first of them is (`Sheet1!B7`).
        cell: String,
        /// How many there are.
        places: usize,
    },
    /// Text that the page hides was left out, in so many places.
    HiddenText {
        /// How many.
        places: usize,
    },
}

impl Remark {
    /// A short name for machines, stable from the first release on.
    pub fn code(&self) -> &'static str {
        match self {
            Remark::PageWithoutText { .. } => "page-without-text",
            Remark::DeletedText { .. } => "deleted-text",
            Remark::InsertedText { .. } => "inserted-text",
            Remark::HiddenSheet { .. } => "hidden-sheet",
            Remark::FormulaWithoutValue { .. } => "formula-without-value",
            Remark::HiddenText { .. } => "hidden-text",
        }
    }
}
