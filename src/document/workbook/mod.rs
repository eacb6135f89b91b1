//! Workbooks: xlsx, xls and ods, each sheet as the tables and texts that a person sees.
//!
//! What a cell shows is its value under its number format: 0.9063 formatted as `0.0%` is read as 90.6%. This module must not
//! know what a header says.

mod code;
mod date;
mod decimal;
mod number;
mod sheet;
mod xlsx;

use std::time::Duration;

use super::draft::Draft;
use super::guard::{guarded, unpacks};
use super::{Document, Limits, ReadError, Remark};
use sheet::Sheet;

const WHAT: &str = "a workbook";
/// How long reading a workbook may take.
const TIME: Duration = Duration::from_secs(120);

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
    unpacks(bytes, WHAT, limits)?;
    let bytes = bytes.to_vec();
    let workbook = guarded(WHAT, TIME, move || xlsx::read(&bytes, limits))?;
    let mut draft = Draft::new(limits);
    workbook.remarks.into_iter().for_each(|remark| draft.remark(remark));
    workbook.sheets.iter().try_for_each(|sheet| sheet.draft(&mut draft, limits))?;
    Ok(draft.finish("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
}

/// The codes of the formats that are built in and depend on the place, as Chinese Excel shows them.
fn builtin(id: u32) -> Option<&'static str> {
    let code = match id {
        14 => "yyyy/m/d",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        _ => return None,
    };
    Some(code)
}
