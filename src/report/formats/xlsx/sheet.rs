//! What all sheets have in common: a row of headings that stays in sight, filters, widths and how they print.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::super::Lang;
use super::cell::Looks;

/// A4, as the file format numbers papers.
const A4: u8 = 9;

/// The row of headings, each with its width.
pub(super) fn head(
    sheet: &mut Worksheet,
    looks: &Looks,
    lang: Lang,
    columns: &[(&str, &str, u16)],
) -> Result<(), XlsxError> {
    for (column, (zh, en, width)) in (0u16..).zip(columns) {
        sheet.write_string_with_format(0, column, lang.pick(zh, en), &looks.head)?;
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// A filter over all rows, and how the sheet prints; `next` is the row after the last.
pub(super) fn finish(sheet: &mut Worksheet, lang: Lang, columns: usize, next: u32) -> Result<(), XlsxError> {
    let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(0, 0, next.saturating_sub(1).max(1), last)?;
    sheet.set_repeat_rows(0, 0)?;
    print(sheet, lang);
    Ok(())
}

/// Across one page in width, numbered.
pub(super) fn print(sheet: &mut Worksheet, lang: Lang) {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_footer(lang.pick("&C第&P页，共&N页", "&Cpage &P of &N"));
}
