//! ods: what each cell shows, which the file says in words.
//!
//! This module must not know which cells are a table.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::super::{Limits, ReadError, Remark, address};
use super::number;
use super::sheet::Sheet;
use super::{Room, WHAT, Workbook};

/// Elements whose text is no part of the cell that they stand in: comments, pictures, phonetic aids.
const BESIDE: [&str; 6] = ["annotation", "frame", "shapes", "ruby-text", "custom-shape", "text-box"];

/// The sheets of an ods file.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Workbook, ReadError> {
    let content = content(bytes)?;
    let mut parser = Parser { room: Room::new(limits), ..Parser::new(limits) };
    let mut reader = Reader::from_str(&content);
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(start) => parser.start(&start)?,
            Event::Empty(start) => {
                parser.start(&start)?;
                parser.end(start.local_name().as_ref())?;
            }
            Event::End(end) => parser.end(end.local_name().as_ref())?,
            Event::Text(text) => parser.text(&text.xml10_content()),
            Event::CData(text) => parser.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let char = reference.resolve_char_ref().ok().flatten().map(String::from);
                let named = resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned);
                parser.text(&char.or(named).unwrap_or_default());
            }
            Event::Eof => return Ok(parser.workbook),
            _ => {}
        }
    }
}

/// The member with the cells, encrypted or not.
fn content(bytes: &[u8]) -> Result<String, ReadError> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut member = |name: &str| {
        let mut content = Vec::new();
        zip.by_name(name)
            .map_err(|error| damaged(&error))?
            .read_to_end(&mut content)
            .map_err(|error| damaged(&error))?;
        Ok(content)
    };
    let manifest = member("META-INF/manifest.xml").unwrap_or_default();
    if manifest.windows(15).any(|window| window == b"encryption-data") {
        return Err(ReadError::Encrypted { what: WHAT });
    }
    String::from_utf8(member("content.xml")?).map_err(|error| damaged(&error))
}

fn damaged(error: &dyn std::fmt::Display) -> ReadError {
    ReadError::Damaged { what: WHAT, detail: error.to_string() }
}

/// A cell while it is read.
#[derive(Debug, Default)]
struct Open {
    text: String,
    value: Option<String>,
    percent: bool,
    formula: bool,
    columns: usize,
    rows: usize,
    repeated: usize,
}

struct Parser {
    workbook: Workbook,
    room: Room,
    limits: Limits,
    /// Styles of tables that are not shown, and the style that is being read.
    hidden: HashSet<String>,
    style: String,
    sheet: Option<Sheet>,
    row: usize,
    /// The cells of the row, with their columns; they are put when it is known how often it stands.
    cells: Vec<(usize, Open)>,
    column: usize,
    rows: usize,
    open: Option<Open>,
    /// How deep inside an element that is not read.
    beside: usize,
    without: Vec<(usize, usize)>,
}

impl Parser {
    fn new(limits: Limits) -> Parser {
        Parser {
            workbook: Workbook::default(),
            room: Room::new(limits),
            limits,
            hidden: HashSet::new(),
            style: String::new(),
            sheet: None,
            row: 0,
            cells: Vec::new(),
            column: 0,
            rows: 1,
            open: None,
            beside: 0,
            without: Vec::new(),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = start.local_name();
        let name = name.as_ref();
        if self.beside > 0 || BESIDE.contains(&name) {
            self.beside += 1;
            return Ok(());
        }
        match name {
            "style" => self.style = attribute(start, "style:name").unwrap_or_default(),
            "table-properties" if attribute(start, "table:display").as_deref() == Some("false") => {
                self.hidden.insert(std::mem::take(&mut self.style));
            }
            "table" => self.start_sheet(start),
            "table-row" => {
                self.rows = count(start, "table:number-rows-repeated");
                (self.column, self.cells) = (0, Vec::new());
            }
            "table-cell" | "covered-table-cell" => self.open = Some(Open::of(start)),
            "p" if self.open.as_ref().is_some_and(|open| !open.text.is_empty()) => self.text("\n"),
            "s" => self.text(&" ".repeat(count(start, "text:c").min(self.limits.depth))),
            "tab" | "line-break" => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn start_sheet(&mut self, start: &BytesStart<'_>) {
        let name = attribute(start, "table:name").unwrap_or_default();
        if attribute(start, "table:style-name").is_some_and(|style| self.hidden.contains(&style)) {
            self.workbook.remarks.push(Remark::HiddenSheet { sheet: name.clone() });
        }
        self.row = 0;
        self.sheet = Some(Sheet { name, ..Sheet::default() });
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if self.beside > 0 {
            self.beside -= 1;
            return Ok(());
        }
        match name {
            "table" => self.end_sheet(),
            "table-row" => self.end_row()?,
            "table-cell" | "covered-table-cell" => {
                if let Some(open) = self.open.take() {
                    let next = self.column.saturating_add(open.repeated);
                    self.cells.push((self.column, open));
                    self.column = next;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.as_mut().filter(|_| self.beside == 0) {
            open.text.push_str(text);
        }
    }

    fn end_row(&mut self) -> Result<(), ReadError> {
        let cells = std::mem::take(&mut self.cells);
        let Some(sheet) = self.sheet.as_mut() else { return Ok(()) };
        for (column, open) in &cells {
            let shown = open.shown();
            if shown.is_empty() {
                if open.formula && open.value.is_none() {
                    self.without.push((self.row, *column));
                }
                continue;
            }
            for row in self.row..self.row.saturating_add(self.rows) {
                for column in *column..column.saturating_add(open.repeated) {
                    self.room.take(&shown)?;
                    sheet.put(row, column, &shown);
                    if let Some(filled) = sheet.cells.get_mut(&(row, column)) {
                        (filled.rows, filled.columns) = (open.rows, open.columns);
                    }
                }
            }
        }
        self.row = self.row.saturating_add(self.rows);
        Ok(())
    }

    fn end_sheet(&mut self) {
        let Some(mut sheet) = self.sheet.take() else { return };
        // What covers others reaches no further than where anything is shown.
        let last = sheet.cells.keys().next_back().map_or(0, |(row, _)| *row);
        for ((row, _), cell) in &mut sheet.cells {
            cell.rows = cell.rows.min(last - row + 1);
        }
        let without = std::mem::take(&mut self.without);
        if let Some((row, column)) = without.first() {
            let cell = format!("{}!{}", sheet.name, address(*row, *column));
            self.workbook.remarks.push(Remark::FormulaWithoutValue { cell, places: without.len() });
        }
        self.workbook.sheets.push(sheet);
    }
}

impl Open {
    fn of(start: &BytesStart<'_>) -> Open {
        Open {
            text: String::new(),
            value: attribute(start, "office:value"),
            percent: attribute(start, "office:value-type").as_deref() == Some("percentage"),
            formula: attribute(start, "table:formula").is_some(),
            columns: count(start, "table:number-columns-spanned"),
            rows: count(start, "table:number-rows-spanned"),
            repeated: count(start, "table:number-columns-repeated"),
        }
    }

    /// What is shown: the text, or the value where there is none. A number below zero has its sign, even where only
    /// brackets or a colour tell it.
    fn shown(&self) -> String {
        let text = self.text.trim();
        let value: Option<f64> = self.value.as_deref().and_then(|value| value.parse().ok());
        match value {
            Some(value) if text.is_empty() || is_power(text) => {
                number::shown(value, if self.percent { "0.########%" } else { "General" }, false)
            }
            Some(value) => number::with_sign(text, value.is_sign_negative()),
            None => text.to_owned(),
        }
    }
}

/// Whether a number is shown as a power of ten (1.2E+020), which is no figure that a report has.
fn is_power(text: &str) -> bool {
    text.contains(['E', 'e']) && text.chars().all(|c| c.is_ascii_digit() || "Ee+-.,".contains(c))
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// A count that an attribute gives, 1 without it.
fn count(start: &BytesStart<'_>, name: &str) -> usize {
    attribute(start, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn ods(body: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let styles =
            "<style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>";
        write!(zip, "<office:document-content>{styles}<office:spreadsheet>{body}</office:spreadsheet></office:document-content>").unwrap();
        zip.finish().unwrap().into_inner()
    }

    fn shown(body: &str) -> Vec<((usize, usize), String)> {
        let workbook = read(&ods(body), Limits::default()).unwrap();
        let sheet = &workbook.sheets[0];
        sheet.cells.iter().map(|(place, cell)| (*place, cell.text.clone())).collect()
    }

    #[test]
    fn cells_show_what_the_file_says_they_do() {
        let body = "<table:table table:name=\"表\"><table:table-row><table:table-cell/>\
            <table:table-cell office:value-type=\"percentage\" office:value=\"0.9063\"><text:p>90.6%</text:p></table:table-cell>\
            <table:table-cell office:value-type=\"percentage\" office:value=\"0.9063\"/>\
            <table:table-cell office:value=\"-5.25\"><text:p>(5.25)</text:p></table:table-cell>\
            <table:table-cell><office:annotation><text:p>99</text:p></office:annotation><text:p>甲<text:s text:c=\"2\"/>&lt;乙&#19968;</text:p><text:p>丙</text:p></table:table-cell>\
            </table:table-row></table:table>";
        let expected = [((0, 1), "90.6%"), ((0, 2), "90.63%"), ((0, 3), "-5.25"), ((0, 4), "甲  <乙一\n丙")];
        assert_eq!(shown(body), expected.map(|(place, text)| (place, text.to_owned())));
    }

    #[test]
    fn rows_and_columns_repeat_where_they_show_something() {
        let body = "<table:table table:name=\"表\"><table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
            <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\"><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
        let places: Vec<_> = shown(body).into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, [(1_000_000, 0), (1_000_000, 1), (1_000_001, 0), (1_000_001, 1)]);
        let many = body.replace("repeated=\"2\"", "repeated=\"900000\"");
        let refused = read(&ods(&many), Limits { cells: 1000, ..Limits::default() }).unwrap_err();
        assert_eq!(refused.code(), "too-large");
    }

    #[test]
    fn hidden_sheets_and_formulas_without_results_are_said() {
        let body = "<table:table table:name=\"底稿\" table:style-name=\"ta2\"><table:table-row><table:table-cell table:formula=\"of:=1+1\"/></table:table-row></table:table>";
        let workbook = read(&ods(body), Limits::default()).unwrap();
        let hidden = Remark::HiddenSheet { sheet: "底稿".into() };
        assert_eq!(
            workbook.remarks,
            [hidden, Remark::FormulaWithoutValue { cell: "底稿!A1".into(), places: 1 }]
        );
    }

    #[test]
    fn what_is_broken_is_an_error() {
        assert_eq!(read(&ods("<table:table></table:row>"), Limits::default()).unwrap_err().code(), "damaged");
        assert_eq!(read(b"PK", Limits::default()).unwrap_err().code(), "damaged");
    }
}
