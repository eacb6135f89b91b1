//! Pages: what the library finds on one, as headings, paragraphs, items and tables.
//!
//! This module must not know other pages.

use unpdf::{Block, Page, Paragraph, Table};

use super::super::draft::{DraftCell, DraftTable};
use super::glyphs::{cleaned, closed, is_garbage, joined};

/// What is read of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct PageText {
    /// Its 1-based number in the file.
    pub(super) number: u32,
    /// What stands on it, in reading order.
    pub(super) pieces: Vec<Piece>,
    /// Whether there is something on it that could not be read.
    pub(super) unreadable: bool,
}

/// Something that stands on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A heading of a level.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// An item of a list.
    Item(String),
    /// A table.
    Table(DraftTable),
}

/// Fonts of ornaments: what they draw is not text, and missing it loses no figure.
const ORNAMENTS: [&str; 5] = ["symbol", "wingding", "webding", "dingbat", "marlett"];
/// A heading is shorter than this.
const HEADING_CHARS: usize = 40;
/// A cell with more characters than this is likely a part of a sentence.
const CELL_CHARS: usize = 25;
/// A page is a picture if it covers this share of it and the text beside it has fewer characters than `FEW`.
const PICTURE: f32 = 0.5;
const FEW: usize = 50;
/// As many filled shapes as a few lines of text make when it is drawn rather than written.
const SHAPES: u32 = 100;

impl PageText {
    pub(super) fn of(page: &Page) -> PageText {
        let ruled = usize::try_from(page.ruled_tables).unwrap_or(usize::MAX);
        let tables = page.elements.iter().filter(|block| block.is_table()).count();
        let pieces: Vec<Piece> =
            page.elements.iter().flat_map(|block| of_block(block, tables <= ruled)).collect();
        let text: String = pieces.iter().flat_map(Piece::texts).collect();
        let lost = is_lossy(page) || is_garbage(&text);
        let pieces = if lost { Vec::new() } else { pieces };
        let shown = text.chars().filter(|c| !c.is_whitespace()).count();
        let unreadable =
            lost || (shown == 0 && !is_blank(page)) || (page.image_coverage > PICTURE && shown < FEW);
        PageText { number: page.number, pieces, unreadable }
    }
}

/// Whether text on the page could not be decoded: what is left of it would read as other text.
fn is_lossy(page: &Page) -> bool {
    let ornament = |name: &str| {
        let name = name.to_ascii_lowercase();
        ORNAMENTS.iter().any(|known| name.contains(known))
    };
    let of_ornaments =
        page.unreadable_fonts.iter().filter(|font| ornament(&font.name)).map(|font| font.runs).sum();
    let runs = page.suppressed_text_runs.saturating_sub(of_ornaments);
    runs > 0
        || page.undecodable_content_streams > 0
        || page.undecoded_text_codes > 0
        || page.ocr_text_suppressed
}

/// Whether nothing is on the page at all.
fn is_blank(page: &Page) -> bool {
    page.image_op_count == 0 && page.text_op_count == 0 && page.fill_op_count < SHAPES
}

impl Piece {
    /// Its texts: one, or those of the cells.
    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Piece::Heading(_, text) | Piece::Paragraph(text) | Piece::Item(text) => vec![text],
            Piece::Table(table) => table.cells.iter().map(|cell| cell.text.as_str()).collect(),
        }
    }

    /// The same, to be changed.
    pub(super) fn texts_mut(&mut self) -> Vec<&mut String> {
        match self {
            Piece::Heading(_, text) | Piece::Paragraph(text) | Piece::Item(text) => vec![text],
            Piece::Table(table) => table.cells.iter_mut().map(|cell| &mut cell.text).collect(),
        }
    }
}

fn of_block(block: &Block, ruled: bool) -> Vec<Piece> {
    match block {
        Block::Paragraph(paragraph) => vec![of_paragraph(paragraph)],
        Block::Table(table) if ruled || !is_prose(table) => vec![Piece::Table(of_table(table))],
        Block::Table(table) => paragraphs(&rows(table)).into_iter().map(Piece::Paragraph).collect(),
        Block::Code { content } | Block::Raw { content } => {
            content.lines().map(|line| Piece::Paragraph(tidy(line))).collect()
        }
        _ => Vec::new(),
    }
}

fn tidy(text: &str) -> String {
    closed(&cleaned(&joined(text.lines())))
}

fn of_paragraph(paragraph: &Paragraph) -> Piece {
    let text = tidy(&paragraph.plain_text());
    let ends = text.ends_with(['。', '\u{ff0c}', '\u{ff1b}', '.', ',', ';']);
    match paragraph.heading_level() {
        Some(level) if !ends && text.chars().count() <= HEADING_CHARS => Piece::Heading(level, text),
        _ if paragraph.is_list_item() => Piece::Item(text),
        _ => Piece::Paragraph(text),
    }
}

fn of_table(table: &Table) -> DraftTable {
    let mut cells = Vec::new();
    for (number, (row, columns)) in table.rows.iter().zip(table.cell_columns()).enumerate() {
        for (cell, column) in row.cells.iter().zip(columns) {
            let text = tidy(&cell.plain_text());
            let (rows, columns) = (usize::from(cell.rowspan), usize::from(cell.colspan));
            cells.push(DraftCell { text, row: number, column, rows, columns, header: false });
        }
    }
    DraftTable { cells, caption: table.caption.as_deref().map(tidy), ..DraftTable::default() }
}

/// Whether a table without rules is text in which spaces happened to stand under one another.
fn is_prose(table: &Table) -> bool {
    let texts = table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.plain_text()));
    let lengths: Vec<usize> = texts.map(|text| text.chars().count()).filter(|length| *length > 0).collect();
    let long = lengths.iter().filter(|length| **length > CELL_CHARS).count();
    long * 4 >= lengths.len()
}

fn rows(table: &Table) -> Vec<String> {
    let row = |row: &unpdf::TableRow| {
        let cells: Vec<String> = row.cells.iter().map(|cell| tidy(&cell.plain_text())).collect();
        joined(cells.iter().map(String::as_str))
    };
    table.rows.iter().map(row).collect()
}

/// Lines as paragraphs: one ends where its last line ends a sentence, or is plainly shorter than the others.
fn paragraphs(lines: &[String]) -> Vec<String> {
    let length = |line: &String| line.chars().count();
    let full = lines.iter().map(length).max().unwrap_or(0) * 4 / 5;
    let mut paragraphs = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for line in lines {
        open.push(line);
        if line.ends_with(['。', '\u{ff1a}', ':', '\u{ff1b}', '.']) || length(line) < full {
            paragraphs.push(joined(std::mem::take(&mut open)));
        }
    }
    paragraphs.push(joined(open));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;
    use unpdf::{TableCell, TableRow};

    fn table(rows: &[&[&str]]) -> Table {
        let mut table = Table::new();
        for row in rows {
            table.add_row(TableRow::new(row.iter().map(|text| TableCell::text(*text)).collect()));
        }
        table
    }

    #[test]
    fn prose_that_looks_like_a_table_is_prose_again() {
        let mut page = Page::a4(1);
        page.add_table(table(&[
            &["全年新建改建农村公路121公里,完成投资2021万元,占计划的", "101%,群众出行条件进一步"],
            &["改善,农村客运通达率达到百分之百。", ""],
            &["二、下一步工作", ""],
        ]));
        let read = PageText::of(&page);
        let texts: Vec<&str> = read.pieces.iter().flat_map(Piece::texts).collect();
        let first = "全年新建改建农村公路121公里,完成投资2021万元,占计划的101%,群众出行条件进一步改善,农村客运通达率达到百分之百。";
        assert_eq!(texts, [first, "二、下一步工作"]);
    }

    #[test]
    fn a_ruled_table_may_hold_sentences() {
        let mut page = Page::a4(1);
        let long = "新建改建农村公路一百二十一公里,完成投资两千零二十一万元";
        page.add_table(table(&[&["项目", "内容"], &["公路", long]]));
        page.ruled_tables = 1;
        assert!(
            matches!(PageText::of(&page).pieces.as_slice(), [Piece::Table(table)] if table.cells.len() == 4)
        );
    }

    #[test]
    fn a_page_that_lost_text_is_not_read() {
        let mut page = Page::a4(3);
        page.add_paragraph(Paragraph::with_text("完成投资12亿元"));
        assert!(!PageText::of(&page).unreadable);
        page.suppressed_text_runs = 1;
        page.unreadable_fonts = vec![unpdf::UnreadableFont {
            name: "ABCDEF+Wingdings".to_owned(),
            reason: unpdf::parser::backend::TextSuppression::CompositeUnresolved,
            runs: 1,
        }];
        assert!(!PageText::of(&page).unreadable);
        page.suppressed_text_runs = 2;
        let read = PageText::of(&page);
        assert!(read.unreadable && read.pieces.is_empty());
    }

    #[test]
    fn pictures_and_drawn_text_are_said_and_blank_pages_are_not() {
        let mut page = Page::a4(1);
        assert!(!PageText::of(&page).unreadable);
        page.fill_op_count = 500;
        assert!(PageText::of(&page).unreadable);
        let mut page = Page::a4(1);
        page.add_paragraph(Paragraph::with_text("青石县人民政府文件"));
        page.image_coverage = 0.9;
        let read = PageText::of(&page);
        assert!(read.unreadable && read.pieces.len() == 1);
    }

    #[test]
    fn what_ends_a_sentence_is_no_heading() {
        let mut page = Page::a4(1);
        page.add_paragraph(Paragraph::heading("一、经济运行", 2));
        page.add_paragraph(Paragraph::heading("完成投资12亿元。", 2));
        let pieces = PageText::of(&page).pieces;
        assert_eq!(
            pieces,
            [Piece::Heading(2, "一、经济运行".into()), Piece::Paragraph("完成投资12亿元。".into())]
        );
    }
}
