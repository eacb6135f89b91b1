//! Places: where a block stands, in words that lead a person to it in the program that shows the file.
//!
//! This module must not know languages: a place is numbers and names, others word it.

/// Where something stands. What a format does not have is `None`: plain text has no pages, a workbook no paragraphs.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// 1-based page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The headings it stands under, the outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<String>,
    /// 1-based number among the paragraphs, headings and list items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<usize>,
    /// 1-based number among the notes (footnotes, endnotes, comments, text boxes).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<usize>,
    /// 1-based number of the table in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<usize>,
    /// 1-based row in that table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// 1-based column in that table, merged cells counted for all they cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The address of the cell in its sheet (`B7`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

/// The address of a cell as spreadsheets write it: column 0 of row 6 is `A7`.
pub fn address(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(u8::try_from(rest % 26).map_or('?', |n| char::from(b'A' + n)));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => break,
        }
    }
    letters.iter().rev().collect::<String>() + &row.saturating_add(1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_spreadsheets() {
        let rows = [((6, 1), "B7"), ((0, 0), "A1"), ((0, 25), "Z1"), ((9, 26), "AA10"), ((0, 701), "ZZ1")];
        for ((row, column), expected) in rows.into_iter().chain([((0, 702), "AAA1"), ((0, 16383), "XFD1")]) {
            assert_eq!(address(row, column), expected);
        }
    }
}
