//! CSV: values parted by commas, tabs, semicolons or bars, as one table with what stands over and under it.
//!
//! This module must not know what a header says.

use csv::{ReaderBuilder, StringRecord};

use super::draft::{Draft, DraftCell, DraftTable};
use super::{Document, Limits, ReadError, decode};

/// What may part values, the likeliest first.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// How many rows decide which it is.
const LOOK: usize = 200;

/// A row: its number in the file and its values.
type Row = (usize, Vec<String>);

/// Reads values parted by whatever parts the most rows alike.
///
/// # Errors
///
/// It is no text, or larger than the limits allow.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Document, ReadError> {
    let (text, encoding, _) = decode::decode(bytes)?;
    let rows = rows(&text, separator(&text), limits)?;
    let mut draft = Draft::new(limits);
    let over = rows.iter().take_while(|row| filled(row) < 2).count();
    let (over, rest) = rows.split_at(over);
    let under = rest.iter().rposition(|row| filled(row) > 1).map_or(0, |last| last + 1);
    let (table, under) = rest.split_at(under);
    over.iter().try_for_each(|row| draft.paragraph(&words(row)))?;
    if !table.is_empty() {
        draft.table(of_rows(table))?;
    }
    under.iter().try_for_each(|row| draft.paragraph(&words(row)))?;
    Ok(Document { encoding: Some(encoding), ..draft.finish("text/csv") })
}

/// The rows of a text; those without values are left out, but count.
fn rows(text: &str, separator: u8, limits: Limits) -> Result<Vec<Row>, ReadError> {
    let mut rows = Vec::new();
    let (mut cells, mut inside) = (0_usize, 0_usize);
    for record in records(text, separator) {
        let number = line(text, &record).saturating_sub(inside);
        inside += record.iter().map(|value| value.matches('\n').count()).sum::<usize>();
        let values: Vec<String> = record.iter().map(|value| value.trim().to_owned()).collect();
        limits.in_time()?;
        cells = cells.saturating_add(values.len());
        if cells > limits.cells {
            return Err(ReadError::TooMany {
                what: "cells",
                limit: limits.cells.try_into().unwrap_or(u64::MAX),
            });
        }
        rows.push((number, values));
    }
    rows.retain(|row| filled(row) > 0);
    Ok(rows)
}

/// The 0-based line on which a record begins: it is said to begin with the empty lines before it.
fn line(text: &str, record: &StringRecord) -> usize {
    let Some(position) = record.position() else { return 0 };
    let start = usize::try_from(position.byte()).ok().and_then(|start| text.get(start..)).unwrap_or("");
    let empty = start.chars().take_while(|c| matches!(c, '\r' | '\n')).filter(|c| *c == '\n').count();
    usize::try_from(position.line()).unwrap_or(0).saturating_sub(1).saturating_add(empty)
}

/// The records of a text. Reading from memory cannot fail, and rows may differ in length.
fn records(text: &str, separator: u8) -> impl Iterator<Item = StringRecord> {
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    reader.into_records().map_while(Result::ok)
}

/// The separator with which the most rows have the same number of values, of two or more.
fn separator(text: &str) -> u8 {
    let score = |separator: u8| {
        let mut lengths: Vec<usize> =
            records(text, separator).take(LOOK).map(|record| record.len()).collect();
        lengths.sort_unstable();
        let alike =
            lengths.chunk_by(|a, b| a == b).filter(|run| run.first().is_some_and(|length| *length > 1));
        alike.map(|run| (run.len(), run.first().copied().unwrap_or(0))).max().unwrap_or((0, 0))
    };
    let scored = SEPARATORS.into_iter().rev().max_by_key(|separator| score(*separator));
    scored.unwrap_or(b',')
}

fn filled((_, values): &Row) -> usize {
    values.iter().filter(|value| !value.is_empty()).count()
}

fn words((_, values): &Row) -> String {
    values.iter().filter(|value| !value.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn of_rows(rows: &[Row]) -> DraftTable {
    let first = rows.first().map_or(0, |(number, _)| *number);
    let cells = rows.iter().flat_map(|(number, values)| {
        values.iter().enumerate().map(move |(column, text)| DraftCell {
            text: text.clone(),
            row: number - first,
            column,
            ..DraftCell::default()
        })
    });
    DraftTable { cells: cells.collect(), origin: (first, 0), ..DraftTable::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Document {
        read(text.as_bytes(), Limits::default()).unwrap()
    }

    #[test]
    fn a_title_and_a_note_stand_around_the_table() {
        let document = read_text(
            "青石县主要指标,,\n\n指标,目标,完成\n\"投资,工业\",\"1,200\",1300\n合计,1200,1300\n注:快报数,,\n",
        );
        assert_eq!(
            document.text,
            "青石县主要指标\n指标\t目标\t完成\n投资,工业\t1,200\t1300\n合计\t1200\t1300\n注:快报数\n"
        );
        let table = &document.tables[0];
        assert_eq!((table.rows(), table.columns(), table.origin), (3, 3, (2, 0)));
        assert_eq!(document.text.get(table.above.clone().unwrap()), Some("青石县主要指标"));
        let place = document.place(&document.blocks[1]);
        assert_eq!((place.table, place.row, place.column), (Some(1), Some(3), Some(1)));
    }

    #[test]
    fn the_separator_is_what_parts_rows_alike() {
        let rows = [
            ("甲\t乙\n1,2\t3,4,5\n", b'\t'),
            ("甲;乙\n1,2;3\n1,5;2\n", b';'),
            ("甲|乙\n1|2\n", b'|'),
            ("甲,乙\n1,2\n", b','),
            ("甲\n乙\n", b','),
            ("\"a;b\",c\n\"d;e;f\",g\n", b','),
        ];
        for (text, expected) in rows {
            assert_eq!(separator(text), expected, "{text}");
        }
    }

    #[test]
    fn rows_may_differ_in_length_and_values_may_break_lines() {
        let document = read_text("a,b,c\n1,2\n\"3\n4\",5,6,7\n");
        let table = &document.tables[0];
        assert_eq!((table.cells.len(), table.rows(), table.columns()), (9, 3, 4));
        let table = &read_text("a,\"b\n\n\"\r\n1,2\r\n\r\n3,4\r\n").tables[0];
        assert_eq!(table.cells.iter().map(|cell| cell.row).collect::<Vec<_>>(), [0, 0, 1, 1, 3, 3]);
        assert!(document.text.ends_with("3 4\t5\t6\t7\n"), "{}", document.text);
        assert_eq!(read_text("").text, "");
        assert_eq!(read_text("\"a,b\n").text, "a,b\n");
    }

    #[test]
    fn encodings_and_marks_are_those_of_text() {
        let (gbk, ..) = encoding_rs::GBK.encode("指标,完成\n工业投资,1200万元\n");
        let document = read(&gbk, Limits::default()).unwrap();
        assert!(document.text.starts_with("指标\t完成\n"));
        assert!(document.encoding.unwrap().assumed);
        assert_eq!(read_text("\u{feff}指标,完成\n投资,1").text, "指标\t完成\n投资\t1\n");
        assert!(read(b"a,\0", Limits::default()).is_err());
        let tight = Limits { cells: 3, ..Limits::default() };
        assert_eq!(read(b"1,2\n3,4", tight).unwrap_err().code(), "too-large");
    }
}
