//! xls (Excel 97 to 2003): what each cell shows under the number format that it has.
//!
//! The library reads the values; which format a cell has is read here, from the records that say it. This module must not
//! know which cells are a table.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::super::{Foreign, Limits, ReadError, Remark};
use super::builtin;
use super::number;
use super::sheet::Sheet;
use super::{Room, WHAT, Workbook};

/// The kinds of record that are looked at.
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const BOUNDSHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const FORMULA: u16 = 0x0006;
const MULRK: u16 = 0x00BD;
/// Records of other cells, which only show how far a sheet reaches: text, truth values, errors.
const OTHERS: [u16; 4] = [0x00FD, 0x0204, 0x00D6, 0x0205];
/// The library makes room for every cell between the first and the last of a sheet; this many of them at most.
const AREA: u64 = 20_000_000;

/// The sheets of an xls file.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Workbook, ReadError> {
    let stream = stream(bytes)?;
    let formats = Formats::of(&stream)?;
    let alone = alone(&stream)?;
    let mut book: Xls<Cursor<&[u8]>> =
        Xls::new(Cursor::new(alone.as_slice())).map_err(|error| failed(&error))?;
    let epoch_1904 = book.has_1904_epoch();
    let (mut workbook, mut room) = (Workbook::default(), Room::new(limits));
    for (index, sheet) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let mut read = Sheet { name: sheet.name.clone(), ..Sheet::default() };
        let range = book.worksheet_range(&sheet.name).map_err(|error| failed(&error))?;
        let origin = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let place = (wide(origin.0) + row, wide(origin.1) + column);
            let text = shown(value, formats.code(index, place), epoch_1904);
            room.take(&text)?;
            read.put(place.0, place.1, &text);
        }
        for area in book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default() {
            read.merge((wide(area.start.0), wide(area.start.1)), (wide(area.end.0), wide(area.end.1)));
        }
        if sheet.visible != SheetVisible::Visible && !read.cells.is_empty() {
            workbook.remarks.push(Remark::HiddenSheet { sheet: sheet.name.clone() });
        }
        workbook.sheets.push(read);
    }
    Ok(workbook)
}

/// What a value shows under a number format.
fn shown(value: &Data, code: &str, epoch_1904: bool) -> String {
    match value {
        Data::Int(number) => number
            .to_string()
            .parse()
            .map_or_else(|_| number.to_string(), |n| number::shown(n, code, epoch_1904)),
        Data::Float(number) => number::shown(*number, code, epoch_1904),
        Data::DateTime(days) => number::shown(days.as_f64(), code, epoch_1904),
        Data::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        other => other.to_string(),
    }
}

/// The records of the workbook.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let damaged = |error: std::io::Error| ReadError::Damaged { what: WHAT, detail: error.to_string() };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    // Excel 95 and before write another stream, with other records.
    let Ok(mut stream) = file.open_stream("Workbook") else {
        return Err(ReadError::Foreign(Foreign::OldOffice));
    };
    let mut records = Vec::new();
    stream.read_to_end(&mut records).map_err(damaged)?;
    Ok(records)
}

/// Which number format each cell with a number has.
#[derive(Debug, Default)]
struct Formats {
    /// The codes by their numbers.
    codes: HashMap<u16, String>,
    /// The number of the code of each style.
    styles: Vec<u16>,
    /// The style of the cells of each sheet.
    cells: Vec<HashMap<(usize, usize), u16>>,
}

impl Formats {
    /// Follows the stream in the way in which the library does, so that what is measured here is what it makes room for.
    fn of(stream: &[u8]) -> Result<Formats, ReadError> {
        let mut formats = Formats::default();
        let mut sheets = Vec::new();
        for (kind, data) in records(stream) {
            match kind {
                EOF => break,
                FORMAT => formats.codes.extend(format(data)),
                XF => formats.styles.extend(word(data, 2)),
                BOUNDSHEET => sheets.push(place(data, 0).unwrap_or(usize::MAX)),
                _ => {}
            }
        }
        let mut area = 0_u64;
        for start in sheets {
            let sheet = SheetRecords::of(stream.get(start..).unwrap_or_default());
            area = area.saturating_add(sheet.reach.0.saturating_mul(sheet.reach.1));
            if area.max(sheet.said) > AREA {
                return Err(ReadError::TooMany { what: "places for cells", limit: AREA });
            }
            formats.cells.push(sheet.styles);
        }
        Ok(formats)
    }

    /// The code of the number format of a cell.
    fn code(&self, sheet: usize, place: (usize, usize)) -> &str {
        let style = self.cells.get(sheet).and_then(|cells| cells.get(&place)).copied();
        let number = style.and_then(|style| self.styles.get(usize::from(style))).copied().unwrap_or(0);
        let given = self.codes.get(&number).map(String::as_str);
        builtin::of_place(number.into()).or(given).or(builtin::common(number.into())).unwrap_or("General")
    }
}

/// What the records of one sheet say of its cells.
#[derive(Debug, Default)]
struct SheetRecords {
    /// The style of each cell with a number.
    styles: HashMap<(usize, usize), u16>,
    /// How many rows and columns the cells reach over.
    reach: (u64, u64),
    /// How many cells the sheet says it has room for.
    said: u64,
}

impl SheetRecords {
    /// Reads on from the beginning of a sheet to its end; charts inside have beginnings and ends of their own.
    fn of(stream: &[u8]) -> SheetRecords {
        let mut sheet = SheetRecords::default();
        let mut depth = 0_usize;
        for (kind, data) in records(stream) {
            match kind {
                BOF => depth += 1,
                EOF if depth < 2 => break,
                EOF => depth -= 1,
                _ if depth > 1 => {}
                DIMENSIONS => sheet.said = sheet.said.max(room_said(data)),
                _ => sheet.cell(kind, data),
            }
        }
        sheet
    }

    /// Takes the record of a cell, or of several in a row.
    fn cell(&mut self, kind: u16, data: &[u8]) {
        let (Some(row), Some(column)) = (word(data, 0), word(data, 2)) else { return };
        let several = data.len().saturating_sub(6) / 6;
        let styles: Vec<u16> = match kind {
            NUMBER | RK | FORMULA => word(data, 4).into_iter().collect(),
            MULRK => (0..several).filter_map(|index| word(data, 4 + index * 6)).collect(),
            _ if OTHERS.contains(&kind) => Vec::new(),
            _ => return,
        };
        self.reach.0 = self.reach.0.max(u64::from(row) + 1);
        self.reach.1 = self.reach.1.max(u64::from(column) + u64::try_from(styles.len()).unwrap_or(1).max(1));
        for (column, style) in (usize::from(column)..).zip(styles) {
            self.styles.insert((usize::from(row), column), style);
        }
    }
}

/// How many cells the library makes room for where a sheet says how far it reaches. A sheet that ends before it begins
/// reaches as far as can be.
fn room_said(data: &[u8]) -> u64 {
    let rows = match data.len() {
        10 => word(data, 0).zip(word(data, 2)).map(|(first, end)| (u64::from(first), u64::from(end))),
        _ => double(data, 0).zip(double(data, 4)).map(|(first, end)| (u64::from(first), u64::from(end))),
    };
    let columns = word(data, data.len().min(14).saturating_sub(4)).unwrap_or(0);
    let Some((first, end)) = rows else { return 0 };
    if end == 0 || columns == 0 {
        return 1;
    }
    end.checked_sub(first).unwrap_or(u64::MAX).saturating_mul(u64::from(columns))
}

/// A compound file with this stream of records and nothing else: what the library finds in it is what was measured.
fn alone(stream: &[u8]) -> Result<Vec<u8>, ReadError> {
    let damaged = |error: std::io::Error| ReadError::Damaged { what: WHAT, detail: error.to_string() };
    let inner = Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, inner).map_err(damaged)?;
    file.create_stream("Workbook").and_then(|mut own| own.write_all(stream)).map_err(damaged)?;
    file.flush().map_err(damaged)?;
    Ok(file.into_inner().into_inner())
}

/// The records of a stream: their kinds and contents.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (word(rest, 0)?, usize::from(word(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = rest.get(4 + length..)?;
        Some((kind, data))
    })
}

/// The number and the code of a number format.
fn format(data: &[u8]) -> Option<(u16, String)> {
    let (number, length, wide) = (word(data, 0)?, usize::from(word(data, 2)?), data.get(4)? & 1 == 1);
    let chars = data.get(5..)?;
    let code = if wide {
        let units: Vec<u16> = (0..length).filter_map(|index| word(chars, index * 2)).collect();
        String::from_utf16_lossy(&units)
    } else {
        chars.iter().take(length).copied().map(char::from).collect()
    };
    Some((number, code))
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]))
}

fn double(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(word(data, at)?) | u32::from(word(data, at + 2)?) << 16)
}

/// A place in the stream.
fn place(data: &[u8], at: usize) -> Option<usize> {
    usize::try_from(double(data, at)?).ok()
}

fn wide(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn failed(error: &XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Encrypted { what: WHAT },
        error => ReadError::Damaged { what: WHAT, detail: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, words: &[u16]) -> Vec<u8> {
        let length = u16::try_from(words.len() * 2).unwrap();
        [kind, length].iter().chain(words).flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn cells_have_the_formats_that_their_records_say() {
        let mut code = record(FORMAT, &[164, 4]);
        code.extend([0, b'0', b'.', b'0', b'%']);
        code[2] += 5;
        let formats = [code, record(XF, &[0, 0]), record(XF, &[0, 164]), record(XF, &[0, 10])].concat();
        let sheet = [
            record(BOF, &[0; 8]),
            record(NUMBER, &[3, 1, 1, 0, 0, 0, 0]),
            record(MULRK, &[4, 0, 2, 0, 0, 1, 0, 0, 1]),
            record(BOF, &[0; 8]),
            record(NUMBER, &[9, 9, 1, 0, 0, 0, 0]),
            record(EOF, &[]),
            record(EOF, &[]),
        ];
        let formats = Formats::of(&book(&formats, &[&sheet.concat()])).unwrap();
        let places = [(3, 1), (4, 0), (4, 1), (9, 9), (0, 0)];
        let codes = places.map(|place| formats.code(0, place));
        assert_eq!(codes, ["0.0%", "0.00%", "0.0%", "General", "General"]);
        assert_eq!(formats.code(1, (3, 1)), "General");
    }

    /// A stream with these records for all of it, and these sheets, the last of which stands first.
    fn book(globals: &[u8], sheets: &[&[u8]]) -> Vec<u8> {
        let head = [record(BOF, &[0; 8]), globals.to_vec()].concat();
        let mut place = head.len() + sheets.len() * 14 + 4;
        let mut entries = Vec::new();
        for sheet in sheets.iter().rev() {
            entries.push(record(BOUNDSHEET, &[u16::try_from(place).unwrap(), 0, 0, 0x0001, 0x0041]));
            place += sheet.len();
        }
        entries.reverse();
        let bodies: Vec<u8> = sheets.iter().rev().flat_map(|sheet| sheet.to_vec()).collect();
        [head, entries.concat(), record(EOF, &[]), bodies].concat()
    }

    #[test]
    fn sheets_are_told_by_where_they_begin() {
        let globals = [record(XF, &[0, 0]), record(XF, &[0, 10])].concat();
        let sheet =
            |style| [record(BOF, &[0; 8]), record(NUMBER, &[0, 0, style, 0, 0, 0, 0]), record(EOF, &[])];
        let formats = Formats::of(&book(&globals, &[&sheet(1).concat(), &sheet(0).concat()])).unwrap();
        assert_eq!((formats.code(0, (0, 0)), formats.code(1, (0, 0))), ("0.00%", "General"));
    }

    #[test]
    fn sheets_that_reach_too_far_are_refused() {
        let sheet = [
            record(BOF, &[0; 8]),
            record(NUMBER, &[0, 0, 0, 0, 0, 0, 0]),
            record(NUMBER, &[65_535, 255, 0, 0, 0, 0, 0]),
            record(EOF, &[]),
        ]
        .concat();
        let refused = |stream: &[u8]| {
            matches!(Formats::of(stream), Err(ReadError::TooMany { what: "places for cells", .. }))
        };
        assert!(!refused(&book(&[], &[&sheet])));
        assert!(refused(&book(&[], &[&sheet, &sheet])));
        let far = [record(BOF, &[0; 8]), record(NUMBER, &[65_535, 65_535, 0, 0, 0, 0, 0])].concat();
        assert!(refused(&book(&[], &[&far])), "it need not say where it ends");
        let open = book(&[], &[&far]).strip_suffix(&far[..]).unwrap().to_vec();
        let (head, end) = open.split_at(open.len() - 4);
        assert!(refused(&[head, &[9, 10, 0, 0], &far].concat()), "nor need all of it: {end:?}");
    }

    #[test]
    fn sheets_that_say_they_reach_too_far_are_refused() {
        let said = |words: &[u16]| {
            let sheet = [record(BOF, &[0; 8]), record(DIMENSIONS, words), record(EOF, &[])].concat();
            Formats::of(&book(&[], &[&sheet])).is_err()
        };
        assert!(!said(&[0, 0, 0, 1, 0, 256, 0]), "all that a sheet has room for");
        assert!(said(&[0, 0, 0, 1000, 0, 256, 0]));
        assert!(said(&[7, 0, 3, 0, 0, 256, 0]), "it ends before it begins");
        assert!(!said(&[0, 0, 0, 0, 0]), "an empty one");
        assert!(!said(&[0, 9, 0, 9, 0]), "one of an old form");
    }

    #[test]
    fn what_is_cut_off_ends() {
        assert_eq!(records(&[1, 2, 3]).count(), 0);
        assert_eq!(records(&[0x0A, 0, 9, 0, 1]).count(), 0);
        assert_eq!(format(&[1, 0, 200, 0, 1, b'0', 0]), Some((1, "0".to_owned())));
        assert_eq!(read(b"\xD0\xCF\x11\xE0", Limits::default()).unwrap_err().code(), "damaged");
    }
}
