//! The book that is being written: sheets that go to temporary files row by row, and further ones where one is full.
//!
//! A sheet can have 1,048,576 rows, and a formula speaks of cells by their rows, so the three sheets about the same claims
//! end together. This module must not know what a row says.

use std::fs::File;
use std::io::BufWriter;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::super::super::{FileReport, Lang};
use super::super::End;
use super::cell::Looks;
use super::formula::Cells;
use super::sheet::Sheet;
use super::{Item, claims, operands, pages, working};

/// How many rows a sheet can have.
const ROWS: u32 = 1_048_576;

/// A workbook, sheet by sheet.
pub(super) struct Book {
    workbook: Workbook,
    looks: Looks,
    lang: Lang,
    rows: u32,
    parts: Vec<Part>,
    coverage: Vec<Sheet>,
}

/// The sheets about some of the claims.
struct Part {
    claims: Sheet,
    operands: Sheet,
    working: Sheet,
}

/// The names of the sheets on claims, operands, workings, the run and what was not checked.
fn names(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::Zh => ["核对清单", "数据", "验算", "汇总", "未核部分"],
        Lang::En => ["claims", "operands", "working", "summary", "coverage"],
    }
}

/// The name of a sheet of which there are `before` already.
fn numbered(name: &str, before: usize) -> String {
    if before == 0 { name.to_owned() } else { format!("{name} {}", before + 1) }
}

impl Book {
    /// A book without a claim.
    pub(super) fn new(lang: Lang) -> Result<Book, XlsxError> {
        Book::with_rows(lang, ROWS)
    }

    fn with_rows(lang: Lang, rows: u32) -> Result<Book, XlsxError> {
        let mut workbook = Workbook::new();
        // The same files give the same bytes, whatever the day.
        let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
        workbook.set_properties(&properties);
        let (parts, coverage) = (Vec::new(), Vec::new());
        let mut book = Book { workbook, looks: Looks::new(), lang, rows, parts, coverage };
        book.begin_part()?;
        book.begin_coverage()?;
        Ok(book)
    }

    fn begin_part(&mut self) -> Result<(), XlsxError> {
        let [claims, operands, working, ..] = names(self.lang).map(|name| numbered(name, self.parts.len()));
        let (book, looks, lang) = (&mut self.workbook, &self.looks, self.lang);
        self.parts.push(Part {
            claims: Sheet::new(book, claims, looks, lang, &claims::HEAD)?,
            operands: Sheet::new(book, operands, looks, lang, &operands::HEAD)?,
            working: Sheet::new(book, working, looks, lang, &working::HEAD)?,
        });
        Ok(())
    }

    fn begin_coverage(&mut self) -> Result<(), XlsxError> {
        let name = numbered(names(self.lang)[4], self.coverage.len());
        let sheet = Sheet::new(&mut self.workbook, name, &self.looks, self.lang, &pages::COVERAGE)?;
        self.coverage.push(sheet);
        Ok(())
    }

    /// Writes a claim on its three sheets.
    pub(super) fn claim(&mut self, item: &Item<'_>) -> Result<(), XlsxError> {
        let needed = operands::rows(item);
        let full = |part: &Part| {
            part.operands.next.saturating_add(needed) > self.rows || part.claims.next >= self.rows
        };
        if self.parts.last().is_none_or(full) {
            self.begin_part()?;
        }
        let (looks, lang) = (&self.looks, self.lang);
        let Some(part) = self.parts.last_mut() else { return Ok(()) };
        let slots = operands::claim(&mut part.operands, looks, lang, item)?;
        let cells = Cells { sheet: &part.operands.quoted(), slots: &slots };
        let said = working::claim(&mut part.working, looks, lang, item, &cells)?;
        let working = said.then(|| part.working.quoted());
        claims::claim(&mut part.claims, looks, lang, item, &cells, working.as_deref())
    }

    /// Writes what was not checked of a file.
    pub(super) fn left_out(&mut self, file: &FileReport) -> Result<(), XlsxError> {
        for cells in pages::left_out(file, self.lang) {
            if self.coverage.last().is_none_or(|sheet| sheet.next >= self.rows) {
                self.begin_coverage()?;
            }
            let Some(sheet) = self.coverage.last_mut() else { return Ok(()) };
            let mut row = sheet.row(&self.looks);
            cells.iter().try_for_each(|cell| row.text(cell))?;
        }
        Ok(())
    }

    /// Writes all of it to `file`.
    pub(super) fn save(mut self, end: &End<'_>, file: &mut File) -> Result<(), XlsxError> {
        let parts = self.parts.iter().skip(1).flat_map(|part| [&part.claims, &part.operands, &part.working]);
        let further: Vec<&str> =
            parts.chain(self.coverage.iter().skip(1)).map(|sheet| sheet.name.as_str()).collect();
        let mut summary = Worksheet::new();
        summary.set_name(names(self.lang)[3])?;
        pages::summary(&mut summary, &self.looks, self.lang, end, &further)?;
        let mut summary = Some(summary);
        let (mut parts, mut coverage) = (self.parts.into_iter(), self.coverage.into_iter());
        loop {
            let (part, coverage) = (parts.next(), coverage.next());
            if part.is_none() && coverage.is_none() {
                break;
            }
            if let Some(Part { claims, operands, working }) = part {
                self.workbook.push_worksheet(claims::finish(claims, self.lang)?);
                self.workbook.push_worksheet(operands.finish(self.lang)?);
                self.workbook.push_worksheet(working.finish(self.lang)?);
            }
            summary.take().into_iter().for_each(|sheet| self.workbook.push_worksheet(sheet));
            if let Some(sheet) = coverage {
                self.workbook.push_worksheet(sheet.finish(self.lang)?);
            }
        }
        let mut writer = BufWriter::new(file);
        self.workbook.save_to_writer(&mut writer)?;
        std::io::Write::flush(&mut writer).map_err(XlsxError::from)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader, Xlsx as Read};

    use super::super::{Known, Printer, Xlsx};
    use super::*;
    use crate::report::Summary;
    use crate::rule::Pack;

    /// A book of sheets with six rows at most, for a report with so many claims and figures that no rule uses.
    fn book(claims: usize, unused: usize) -> Read<Cursor<Vec<u8>>> {
        let pack = Pack::builtin("zh-report").unwrap();
        let said = |number| {
            format!("第{number}街道引进外资144{number}万美元，目标1200万美元，完成年初任务的124%。\n")
        };
        let text: String = (0..claims).map(said).collect();
        let text = text + &"覆盖率80%。\n".repeat(unused);
        let report = crate::check(&text, &pack);
        assert_eq!((report.claims.len(), report.unclaimed.len()), (claims, unused));
        let file = FileReport { path: "a.txt".into(), text, report, ..FileReport::default() };
        let mut printer = Xlsx {
            lang: Lang::En,
            rules: pack.rules().iter().map(|rule| (rule.info.full_id(), Known::new(rule))).collect(),
            book: Some(Book::with_rows(Lang::En, 6).unwrap()),
            claims: 0,
        };
        let (mut out, summary) = (Vec::new(), Summary::default());
        printer.file(&file, &mut out).unwrap();
        assert!(out.is_empty());
        let end = End { summary: &summary, gate: &[], packs: &[], rules: &[], code: 1, shortfall: None };
        printer.finish(&end, &mut out).unwrap();
        Read::new(Cursor::new(out)).unwrap()
    }

    #[test]
    fn a_full_sheet_goes_on_in_another_and_no_row_is_lost() {
        let mut book = book(3, 7);
        let first = ["claims", "operands", "working", "summary", "coverage"];
        let further =
            ["claims 2", "operands 2", "working 2", "coverage 2", "claims 3", "operands 3", "working 3"];
        assert_eq!(book.sheet_names(), [&first[..], &further[..]].concat());
        let mut rows = |name: &str| book.worksheet_range(name).unwrap().rows().count() - 1;
        assert_eq!(["claims", "claims 2", "claims 3"].map(&mut rows), [1, 1, 1]);
        assert_eq!(["operands", "operands 2", "operands 3"].map(&mut rows), [3, 3, 3]);
        assert_eq!(["coverage", "coverage 2"].map(&mut rows), [5, 2]);
        let formulas = book.worksheet_formula("claims 3").unwrap();
        assert_eq!(formulas.get_value((1, 12)).unwrap(), "('operands 3'!D2/'operands 3'!D4)*100");
        assert_eq!(formulas.get_value((1, 14)).unwrap(), "'working 3'!L2");
        let summary = book.worksheet_range("summary").unwrap();
        let told: Vec<String> = summary
            .rows()
            .filter(|row| row[0].to_string().starts_with("continued"))
            .map(|row| row[1].to_string())
            .collect();
        assert_eq!(
            told,
            ["claims 2", "operands 2", "working 2", "claims 3", "operands 3", "working 3", "coverage 2"]
        );
    }

    #[test]
    fn sheets_with_room_are_not_continued() {
        assert_eq!(book(1, 5).sheet_names().len(), 5);
    }
}
