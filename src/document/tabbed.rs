//! Tabbed text: plain text whose lines with tabs are the rows of tables, as a spreadsheet puts them on the clipboard.
//!
//! The text is kept as it is, so that offsets, lines and columns are its own. This module must not know what a table
//! says.

use std::ops::Range;

use super::{Block, BlockKind, Cell, Document, Table};

impl Document {
    /// Plain text in which lines that stand together and hold tabs are the rows of one table. The line right over
    /// a table belongs to it.
    ///
    /// ```
    /// let document = gouji::document::Document::tabbed("单位:万元\n指标\t完成\n税收\t120");
    /// assert_eq!((document.tables[0].rows(), document.tables[0].columns()), (2, 2));
    /// ```
    pub fn tabbed(text: &str) -> Document {
        let mut document = Document::plain(text);
        let lines = std::mem::take(&mut document.blocks);
        let mut open = None;
        for line in lines {
            let row = text.get(line.span.clone()).is_some_and(|line| line.contains('\t'));
            if !row {
                document.blocks.push(line);
                continue;
            }
            let next = open.is_some_and(|last| line.line == last + 1);
            open = Some(line.line);
            if !next {
                let above = document.blocks.last().filter(|before| before.line + 1 == line.line);
                let above = above.map(|before| before.span.clone());
                document.tables.push(Table { span: line.span.clone(), above, ..Table::default() });
            }
            document.row(line);
        }
        document
    }

    /// Adds a line to the last table.
    fn row(&mut self, line: Block) {
        let Some(number) = self.tables.len().checked_sub(1) else { return };
        let Some(table) = self.tables.get_mut(number) else { return };
        let row = table.cells.last().map_or(0, |last| last.row + 1);
        table.span.end = line.span.end;
        for (column, span) in cells(&self.text, line.span.clone()).into_iter().enumerate() {
            if !span.is_empty() {
                let kind = BlockKind::Cell { table: number, cell: table.cells.len() };
                self.blocks.push(Block { span: span.clone(), kind, ..line.clone() });
            }
            table.cells.push(Cell { span, row, column, rows: 1, columns: 1, header: false });
        }
    }
}

/// The stretches between the tabs of a line, without the white space around them.
fn cells(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut start = line.start;
    let mut cells = Vec::new();
    for part in text.get(line).unwrap_or("").split('\t') {
        let lead = part.len() - part.trim_start().len();
        cells.push(start + lead..start + lead + part.trim().len());
        start += part.len() + 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_tabs_are_rows_and_keep_their_places() {
        let text = "概况\n单位:万元\n指标\t 完成 \n税收\t\n\n甲\t1\n说明";
        let document = Document::tabbed(text);
        assert_eq!(document.text, text);
        let [first, second] = &document.tables[..] else { panic!("{:?}", document.tables) };
        assert_eq!(text.get(first.above.clone().unwrap()), Some("单位:万元"));
        assert_eq!(text.get(first.cells[1].span.clone()), Some("完成"));
        assert_eq!((first.rows(), first.columns(), first.cells[3].span.len()), (2, 2, 0));
        assert_eq!((second.above.clone(), second.rows()), (None, 1));
        let seen: Vec<_> = document.blocks.iter().map(|b| (&text[b.span.clone()], b.line)).collect();
        let cells = [("指标", 3), ("完成", 3), ("税收", 4), ("甲", 6), ("1", 6)];
        assert_eq!(seen[2..7], cells);
        assert_eq!((seen.len(), seen[7]), (8, ("说明", 7)));
    }
}
