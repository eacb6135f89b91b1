//! Workbooks: xlsx, xls and ods, each sheet as the tables and texts that a person sees.
//!
//! What a cell shows is its value under its number format: 0.9063 formatted as `0.0%` is read as 90.6%. This module must not
//! know what a header says.

mod builtin;
mod code;
mod date;
mod decimal;
mod number;
mod ods;
mod sheet;
mod xls;
mod xlsx;

use std::io::Cursor;

use super::draft::Draft;
use super::guard::{guarded, unpacks};
use super::{Document, Foreign, Limits, ReadError, Remark};
use sheet::Sheet;

const WHAT: &str = "a workbook";

/// What a reader of a workbook's format finds.
#[derive(Debug, Default)]
struct Workbook {
    sheets: Vec<Sheet>,
    remarks: Vec<Remark>,
}

/// How much more may be read.
struct Room {
    limits: Limits,
    cells: usize,
    text: usize,
}

impl Room {
    fn new(limits: Limits) -> Room {
        Room { limits, cells: limits.cells, text: limits.text }
    }

    /// Takes the room that a cell with this text needs.
    fn take(&mut self, text: &str) -> Result<(), ReadError> {
        if text.is_empty() {
            return Ok(());
        }
        let limit = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let many = ReadError::TooMany { what: "cells", limit: limit(self.limits.cells) };
        self.cells = self.cells.checked_sub(1).ok_or(many)?;
        let much = ReadError::TooMuchText { limit: limit(self.limits.text) };
        self.text = self.text.checked_sub(text.len()).ok_or(much)?;
        Ok(())
    }
}

/// Reads a workbook.
///
/// # Errors
///
/// It is damaged, encrypted, or larger than the limits allow.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Document, ReadError> {
    let kind = Kind::of(bytes, limits)?;
    let bytes = bytes.to_vec();
    let workbook = guarded(WHAT, limits.deadline, move || match kind {
        Kind::Xlsx => xlsx::read(&bytes, limits),
        Kind::Ods => ods::read(&bytes, limits),
        Kind::Xls => xls::read(&bytes, limits),
    })?;
    let mut draft = Draft::new(limits);
    workbook.remarks.into_iter().for_each(|remark| draft.remark(remark));
    workbook.sheets.iter().try_for_each(|sheet| sheet.draft(&mut draft, limits))?;
    Ok(draft.finish(kind.media_type()))
}

/// The formats of workbooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Xlsx,
    Xls,
    Ods,
}

impl Kind {
    /// Which it is; a zip file is unpacked on the way, to see that it is no bomb.
    fn of(bytes: &[u8], limits: Limits) -> Result<Kind, ReadError> {
        if !bytes.starts_with(b"PK") {
            return Ok(Kind::Xls);
        }
        unpacks(bytes, WHAT, limits)?;
        let zip = zip::ZipArchive::new(Cursor::new(bytes));
        let zip = zip.map_err(|error| ReadError::Damaged { what: WHAT, detail: error.to_string() })?;
        if zip.index_for_name("content.xml").is_some() {
            return Ok(Kind::Ods);
        }
        if zip.index_for_name("xl/workbook.bin").is_some() {
            // Its number formats cannot be had, and without them 0.9063 is not 90.6%.
            return Err(ReadError::Foreign(Foreign::Xlsb));
        }
        Ok(Kind::Xlsx)
    }

    fn media_type(self) -> &'static str {
        match self {
            Kind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Kind::Xls => "application/vnd.ms-excel",
            Kind::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        }
    }
}
