//! Old Excel workbooks (xls): arbitrary records in a stream that begins and ends as it should.

use std::io::{Cursor, Write};

use arbitrary::{Result, Unstructured};

/// Records of the workbook as a whole: strings, formats, styles, dates, code page, password.
const GLOBAL: [u16; 8] = [0xFC, 0x3C, 0x41E, 0xE0, 0x22, 0x42, 0x2F, 0x18];
/// Records of a sheet: labels, numbers, formulas, merged cells, blanks.
const SHEET: [u16; 14] =
    [0xFD, 0x203, 0x27E, 0xBD, 0xBE, 0x204, 0x06, 0x207, 0xE5, 0x200, 0x205, 0x208, 0x201, 0x3C];

/// A compound file with one workbook stream.
pub fn workbook(u: &mut Unstructured) -> Result<Vec<u8>> {
    let mut globals = record(0x809, &[0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    globals.extend(records(u, &GLOBAL)?);
    let mut sheet = record(0x809, &[0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    sheet.extend(records(u, &SHEET)?);
    sheet.extend(record(0x0A, &[]));
    // The sheet's entry has 4 + 10 bytes, the end of the globals 4 more.
    let offset = u32::try_from(globals.len() + 18).unwrap_or(0);
    let entry = [&offset.to_le_bytes()[..], &[0, 0, 2, 0, b'A', b'B']].concat();
    globals.extend(record(0x85, &entry));
    globals.extend(record(0x0A, &[]));
    globals.extend(sheet);
    Ok(compound(&globals))
}

fn records(u: &mut Unstructured, kinds: &[u16]) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    for _ in 0..u.int_in_range(0..=16)? {
        let kind = *u.choose(kinds)?;
        let length = u.int_in_range(0..=40)?;
        all.extend(record(kind, u.bytes(length.min(u.len()))?));
    }
    Ok(all)
}

fn record(kind: u16, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len()).unwrap_or(0);
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), payload].concat()
}

/// A compound file whose stream `Workbook` holds these bytes.
pub fn compound(stream: &[u8]) -> Vec<u8> {
    let inner = Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, inner).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}
