//! What all sheets have in common: a row of headings that stays in sight, filters, widths and how they print.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::super::super::Lang;
use super::cell::{Looks, Row};

/// A4, as the file format numbers papers.
const A4: u8 = 9;

/// The columns of a sheet: their headings in Chinese and English, and their widths.
pub(super) type Head = [(&'static str, &'static str, u16)];

/// A sheet that is being written from top to bottom: only the row at hand is in memory.
pub(super) struct Sheet {
    pub sheet: Worksheet,
    pub name: String,
    /// The number of the next row, from 0.
    pub next: u32,
    columns: usize,
}

impl Sheet {
    /// A sheet with the row of headings.
    pub(super) fn new(
        workbook: &mut Workbook,
        name: String,
        looks: &Looks,
        lang: Lang,
        head: &Head,
    ) -> Result<Sheet, XlsxError> {
        let mut sheet = workbook.new_worksheet_with_constant_memory()?;
        sheet.set_name(&name)?;
        for (column, (zh, en, width)) in (0u16..).zip(head) {
            sheet.write_string_with_format(0, column, lang.pick(zh, en), &looks.head)?;
            sheet.set_column_width(column, *width)?;
        }
        sheet.set_freeze_panes(1, 1)?;
        Ok(Sheet { sheet, name, next: 1, columns: head.len() })
    }

    /// Its name as formulas have it.
    pub(super) fn quoted(&self) -> String {
        format!("'{}'", self.name)
    }

    /// The next row, still empty.
    pub(super) fn row<'s>(&'s mut self, looks: &'s Looks) -> Row<'s> {
        let row = self.next;
        self.next = row.saturating_add(1);
        Row { sheet: &mut self.sheet, looks, row, column: 0 }
    }

    /// The whole sheet, with a filter over all rows.
    pub(super) fn finish(mut self, lang: Lang) -> Result<Worksheet, XlsxError> {
        let last = u16::try_from(self.columns.saturating_sub(1)).unwrap_or(0);
        self.sheet.autofilter(0, 0, self.next.saturating_sub(1).max(1), last)?;
        self.sheet.set_repeat_rows(0, 0)?;
        print(&mut self.sheet, lang);
        Ok(self.sheet)
    }
}

/// Across one page in width, numbered.
pub(super) fn print(sheet: &mut Worksheet, lang: Lang) {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_footer(lang.pick("&C第&P页，共&N页", "&Cpage &P of &N"));
}
