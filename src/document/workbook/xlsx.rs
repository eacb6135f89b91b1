//! xlsx and xlsm: what each cell shows under the number format that it has.
//!
//! This module must not know which cells are a table.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use quick_xml::events::{BytesStart, Event};

use super::super::package::Package;
use super::super::{Limits, ReadError, Remark, address};
use super::builtin;
use super::number;
use super::sheet::Sheet;
use super::{Room, WHAT, Workbook};

/// The codes that the library gives for formats that depend on the place.
const PLACED: [&str; 3] = ["General", "mm-dd-yy", "m/d/yy h:mm"];

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The sheets of an xlsx file.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Workbook, ReadError> {
    honest_strings(bytes, limits)?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let epoch_1904 = book.has_1904_epoch();
    let mut workbook = Workbook::default();
    let mut room = Room::new(limits);
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let mut read = Sheet { name: sheet.name.clone(), ..Sheet::default() };
        if let Err(error) = cells(&mut book, &mut read, epoch_1904, &mut room)? {
            // A chart has a sheet of its own that says it is a worksheet.
            match error {
                XlsxError::NotAWorksheet(_) => continue,
                error => return Err(damaged(&error)),
            }
        }
        for Dimensions { start, end, .. } in
            book.merge_cells_by_sheet_name(&sheet.name).map_err(|error| damaged(&error))?
        {
            read.merge(wide(start), wide(end));
        }
        if sheet.visible != SheetVisible::Visible && !read.cells.is_empty() {
            workbook.remarks.push(Remark::HiddenSheet { sheet: sheet.name.clone() });
        }
        workbook.remarks.extend(formulas(&mut book, &sheet.name).map_err(|error| damaged(&error))?);
        workbook.sheets.push(read);
    }
    Ok(workbook)
}

/// That no table of strings says it holds more of them than it has bytes: the library makes room for as many as it
/// says, and where there is no such room the process ends.
fn honest_strings(bytes: &[u8], limits: Limits) -> Result<(), ReadError> {
    let mut package = Package::open(bytes, WHAT, limits)?;
    let tables: Vec<String> =
        package.names().filter(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml")).collect();
    for name in tables {
        let Some(table) = package.member(&name)? else { continue };
        let most = u64::try_from(table.len()).unwrap_or(u64::MAX);
        if strings_said(&table).is_some_and(|said| said.is_none_or(|said| said > most)) {
            let detail = "it says that it holds more strings than it has bytes".to_owned();
            return Err(ReadError::Damaged { what: WHAT, detail });
        }
    }
    Ok(())
}

/// How many strings a table of them says it holds, and `Some(None)` for more than can be counted.
fn strings_said(table: &[u8]) -> Option<Option<u64>> {
    let mut reader = quick_xml::Reader::from_reader(table);
    // As the library reads it, or it could be led to a table that was not seen here.
    reader.config_mut().check_end_names = false;
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) if is_table(&start) => {
                // Of an attribute that is none, nobody knows what the library makes.
                let Ok(count) = start.try_get_attribute("uniqueCount") else { return Some(None) };
                return count
                    .map(|count| String::from_utf8_lossy(count.value.as_bytes()).trim().parse().ok());
            }
            // What follows is not read either.
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

fn is_table(start: &BytesStart<'_>) -> bool {
    AsRef::<[u8]>::as_ref(start.local_name().as_ref()) == b"sst"
}

/// Reads what the cells of a sheet show.
fn cells(
    book: &mut Book<'_>,
    sheet: &mut Sheet,
    epoch_1904: bool,
    room: &mut Room,
) -> Result<Result<(), XlsxError>, ReadError> {
    let mut reader = match book.worksheet_cells_reader(&sheet.name) {
        Ok(reader) => reader,
        Err(error) => return Ok(Err(error)),
    };
    let codes: Vec<String> = reader.styles().iter().map(code).collect();
    loop {
        let (cell, style) = match reader.next_cell_with_style_id() {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(Ok(())),
            // An error value that the library does not know (#SPILL!): no figure.
            Err(XlsxError::CellError(_)) => continue,
            Err(error) => return Ok(Err(error)),
        };
        let code = codes.get(style).map_or("General", String::as_str);
        let text = shown(cell.get_value(), code, epoch_1904);
        room.take(&text)?;
        let (row, column) = wide(cell.get_position());
        sheet.put(row, column, &text);
    }
}

/// The code of a style's number format. Chinese Excel shows the formats that depend on the place in its own way.
fn code(style: &calamine::Style) -> String {
    let Some(format) = &style.number_format else { return "General".to_owned() };
    let local = format
        .format_id
        .filter(|_| PLACED.contains(&format.format_code.as_str()))
        .and_then(builtin::of_place);
    local.map_or_else(|| format.format_code.clone(), str::to_owned)
}

/// What a value shows under a number format.
fn shown(value: &DataRef<'_>, code: &str, epoch_1904: bool) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Float(number) => number::shown(*number, code, epoch_1904),
        DataRef::DateTime(days) => number::shown(days.as_f64(), code, epoch_1904),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        other => Data::from(other.clone()).to_string(),
    }
}

/// What to say of the formulas without results.
fn formulas(book: &mut Book<'_>, name: &str) -> Result<Option<Remark>, XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut without = BTreeMap::new();
    loop {
        match reader.next_cell_with_formula_metadata() {
            Ok(Some(cell)) if cell.formula.is_some() && cell.value == DataRef::Empty => {
                without.insert(cell.pos, ());
            }
            Ok(Some(_)) | Err(XlsxError::CellError(_)) => {}
            Ok(None) => break,
            Err(error) => return Err(error),
        }
    }
    let first = without.first_key_value().map(|(position, ())| wide(*position));
    Ok(first.map(|(row, column)| Remark::FormulaWithoutValue {
        cell: format!("{name}!{}", address(row, column)),
        places: without.len(),
    }))
}

fn wide((row, column): (u32, u32)) -> (usize, usize) {
    let wide = |n| usize::try_from(n).unwrap_or(usize::MAX);
    (wide(row), wide(column))
}

fn damaged(error: &XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Encrypted { what: WHAT },
        error => ReadError::Damaged { what: WHAT, detail: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::strings_said;

    #[test]
    fn what_a_table_says_it_holds_is_read_as_the_library_reads_it() {
        assert_eq!(strings_said(b"<sst uniqueCount=\"7\"><si/></sst>"), Some(Some(7)));
        assert_eq!(strings_said(b"<sst uniqueCount=\"7\"/>"), Some(Some(7)));
        assert_eq!(strings_said(b"<a></b><sst uniqueCount=\"7\">"), Some(Some(7)));
        assert_eq!(strings_said(b"<sst count=\"7\">"), None);
        assert_eq!(strings_said(b"<sst uniqueCount=\"many\">"), Some(None));
        assert_eq!(strings_said(b"<sst a uniqueCount=\"7\">"), Some(None));
    }
}
