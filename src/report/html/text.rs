//! The text of a file with its marks: by lines where a file has them, else by paragraphs, with tables as tables.
//!
//! A mark is a link to the proof of the claim that matters most there, and names all that overlap. This module must
//! not know what a proof says.

use std::collections::BTreeSet;
use std::ops::Range;

use super::body::Detail;
use super::item::{Item, Standing};
use super::marks::{Cover, Piece, pieces};
use super::words::{counted, page_lang};
use super::write::Html;
use crate::document::{Block, BlockKind, Cell, LineIndex, Table};
use crate::report::{FileReport, Lang, words};

/// From so many bytes on, a browser may leave out of its layout what is not in view.
const LONG: usize = 200_000;

/// A line of words with so many characters was wrapped, and goes on in the next.
const WRAPPED: usize = 70;

/// How many lines or paragraphs are shown on either side of a finding where not all are.
const AROUND: usize = 2;

/// Writes the text of one file.
pub(super) struct Text<'p, 'f> {
    file: &'f FileReport,
    items: &'p [Item<'f>],
    pieces: Vec<Piece>,
    /// The number on the page of the file's first unclaimed figure.
    first_unclaimed: usize,
    lang: Lang,
    /// Whether only what is near a mark is shown.
    brief: bool,
    /// Claims and figures that have a place to jump to already.
    anchored: BTreeSet<Cover>,
}

impl<'p, 'f> Text<'p, 'f> {
    /// The text of `file`, whose claims are `items`; of that, as much as `detail` says.
    pub(super) fn new(
        file: &'f FileReport,
        items: &'p [Item<'f>],
        first_unclaimed: usize,
        detail: Detail,
        lang: Lang,
    ) -> Text<'p, 'f> {
        let brief = detail == Detail::Findings;
        let pieces = pieces(&file.report, |cover| match cover {
            Cover::Claim(number) => items.get(number).is_some_and(|item| detail.shows(item)),
            _ => !brief,
        });
        Text { file, items, pieces, first_unclaimed, lang, brief, anchored: BTreeSet::new() }
    }

    /// All of it.
    pub(super) fn write(mut self, html: &mut Html) {
        let long = if self.file.text.len() > LONG { "text long" } else { "text" };
        let class = if self.file.has_lines { "lines" } else { "blocks" };
        let lang = super::words::text_lang(&self.file.text);
        html.open("div", &[("class", &format!("{long} {class}")), ("lang", lang)]);
        if self.file.has_lines || self.file.blocks.is_empty() {
            self.lines(html);
        } else {
            self.blocks(html);
        }
        html.close("div");
    }

    fn lines(&mut self, html: &mut Html) {
        let file = self.file;
        let index = LineIndex::new(&file.text);
        let words = super::words::text_lang(&file.text) == "en";
        let (mut gap, mut open, mut left_out) = (false, false, 0);
        let near = self.near((1..=index.count()).map(|line| index.span(line)));
        let goes_on = |text: &str| text.starts_with(|c: char| c.is_alphanumeric() || "($“\"'".contains(c));
        for line in 1..=index.count() {
            let span = index.span(line);
            let text = file.text.get(span.clone()).unwrap_or("");
            if text.trim().is_empty() {
                self.end(&mut open, html);
                gap = true;
                continue;
            }
            if !near.get(line - 1).is_none_or(|near| *near) {
                self.end(&mut open, html);
                left_out += 1;
                continue;
            }
            self.cut(&mut left_out, html);
            if !goes_on(text) {
                self.end(&mut open, html);
            }
            self.start(line, std::mem::take(&mut gap), &mut open, html);
            self.range(span, html);
            if !(words && text.chars().count() >= WRAPPED) {
                self.end(&mut open, html);
            }
        }
        self.end(&mut open, html);
        self.cut(&mut left_out, html);
    }

    /// Which stretches are shown: all, or those with a mark and their neighbours.
    fn near(&self, stretches: impl Iterator<Item = Range<usize>>) -> Vec<bool> {
        let marked: Vec<bool> = stretches.map(|span| !self.brief || self.is_marked(&span)).collect();
        let last = marked.len();
        let around = |at: usize| marked.get(at.saturating_sub(AROUND)..(at + AROUND + 1).min(last));
        (0..last).map(|at| around(at).is_some_and(|near| near.contains(&true))).collect()
    }

    fn is_marked(&self, span: &Range<usize>) -> bool {
        let first = self.pieces.partition_point(|piece| piece.span.end <= span.start);
        self.pieces.get(first).is_some_and(|piece| piece.span.start < span.end)
    }

    /// Says how many lines or paragraphs were left out before this place.
    fn cut(&self, left_out: &mut usize, html: &mut Html) {
        let count = std::mem::take(left_out);
        if count == 0 {
            return;
        }
        let told = match (self.lang, self.file.has_lines) {
            (Lang::Zh, true) => format!("……略去{count}行"),
            (Lang::Zh, false) => format!("……略去{count}段"),
            (Lang::En, true) => format!("… {} left out", counted(count, "line")),
            (Lang::En, false) => format!("… {} left out", counted(count, "paragraph")),
        };
        html.leaf("p", &[("class", "cut"), ("lang", page_lang(self.lang))], &told);
    }

    /// Starts a line: a paragraph of its own, or one that goes on where the line before was wrapped.
    fn start(&self, line: usize, gap: bool, open: &mut bool, html: &mut Html) {
        let number = line.to_string();
        if std::mem::replace(open, true) {
            html.text("\n");
            html.leaf("span", &[("class", "ln"), ("data-n", &number)], "");
        } else {
            html.open("p", &[("class", if gap { "l gap" } else { "l" }), ("data-n", &number)]);
        }
    }

    fn end(&self, open: &mut bool, html: &mut Html) {
        if std::mem::take(open) {
            html.close("p");
        }
    }

    fn blocks(&mut self, html: &mut Html) {
        let file = self.file;
        let (mut page, mut shown, mut passed, mut left_out) = (None, BTreeSet::new(), BTreeSet::new(), 0);
        let near = self.near(file.blocks.iter().map(|block| block.span.clone()));
        for (block, near) in file.blocks.iter().zip(near) {
            if !near {
                // A table counts once, and not at all where some of it is shown.
                left_out += match block.kind {
                    BlockKind::Cell { table, .. } => {
                        usize::from(!shown.contains(&table) && passed.insert(table))
                    }
                    _ => 1,
                };
                continue;
            }
            self.cut(&mut left_out, html);
            if block.page != page {
                page = block.page;
                self.page(page, html);
            }
            match block.kind {
                BlockKind::Cell { table, .. } if file.tables.get(table).is_some() => {
                    if shown.insert(table) {
                        self.table(table, html);
                    }
                }
                _ => self.block(block, html),
            }
        }
        self.cut(&mut left_out, html);
    }

    fn page(&self, page: Option<u32>, html: &mut Html) {
        let Some(page) = page else { return };
        let told = match self.lang {
            Lang::Zh => format!("第{page}页"),
            Lang::En => format!("page {page}"),
        };
        html.leaf("p", &[("class", "page"), ("lang", page_lang(self.lang))], &told);
    }

    fn block(&mut self, block: &Block, html: &mut Html) {
        let level = match block.kind {
            BlockKind::Heading(level) => (level.saturating_add(3).min(6)).to_string(),
            _ => String::new(),
        };
        match block.kind {
            BlockKind::Heading(_) => {
                html.open("p", &[("class", "b head"), ("role", "heading"), ("aria-level", &level)]);
            }
            BlockKind::Item => html.open("p", &[("class", "b item")]),
            BlockKind::Note(_) => html.open("p", &[("class", "b foot")]),
            _ => html.open("p", &[("class", "b")]),
        }
        self.range(block.span.clone(), html);
        html.close("p");
    }

    fn table(&mut self, number: usize, html: &mut Html) {
        let Some(table) = self.file.tables.get(number) else { return };
        html.open("div", &[("class", "wide"), ("tabindex", "0"), ("role", "region")]);
        html.open("table", &[("class", "grid")]);
        let name = match (&table.sheet, self.lang) {
            (Some(sheet), _) => sheet.to_string(),
            (None, Lang::Zh) => format!("表{}", number + 1),
            (None, Lang::En) => format!("table {}", number + 1),
        };
        html.leaf("caption", &[], &name);
        html.open("tbody", &[]);
        let (rows, mut left_out) = (rows(table), 0);
        let span = |row: &Vec<&Cell>| {
            row.first().map_or(0, |cell| cell.span.start)..row.last().map_or(0, |cell| cell.span.end)
        };
        let near = self.near(rows.iter().map(span));
        for (row, near) in rows.into_iter().zip(near) {
            if !near && !row.iter().any(|cell| cell.header) {
                left_out += 1;
                continue;
            }
            self.cut_rows(&mut left_out, html);
            html.open("tr", &[]);
            for cell in row {
                self.cell(cell, html);
            }
            html.close("tr");
        }
        self.cut_rows(&mut left_out, html);
        html.close("tbody");
        html.close("table");
        html.close("div");
    }

    /// Says how many rows were left out before this place.
    fn cut_rows(&self, left_out: &mut usize, html: &mut Html) {
        let count = std::mem::take(left_out);
        if count == 0 {
            return;
        }
        let told = match self.lang {
            Lang::Zh => format!("……略去{count}行"),
            Lang::En => format!("… {} left out", counted(count, "row")),
        };
        html.open("tr", &[]);
        html.leaf("td", &[("class", "cut"), ("colspan", "99"), ("lang", page_lang(self.lang))], &told);
        html.close("tr");
    }

    fn cell(&mut self, cell: &Cell, html: &mut Html) {
        let tag = if cell.header { "th" } else { "td" };
        let (rows, columns) = (cell.rows.to_string(), cell.columns.to_string());
        match (cell.rows, cell.columns) {
            (0 | 1, 0 | 1) => html.open(tag, &[]),
            _ => html.open(tag, &[("rowspan", &rows), ("colspan", &columns)]),
        }
        self.range(cell.span.clone(), html);
        html.close(tag);
    }

    /// A stretch of text with its marks.
    fn range(&mut self, range: Range<usize>, html: &mut Html) {
        let file = self.file;
        let plain = |html: &mut Html, span: Range<usize>| html.text(file.text.get(span).unwrap_or(""));
        let first = self.pieces.partition_point(|piece| piece.span.end <= range.start);
        let mut at = range.start;
        for number in first..self.pieces.len() {
            let Some(piece) = self.pieces.get(number) else { break };
            if piece.span.start >= range.end {
                break;
            }
            let (start, end) = (piece.span.start.max(at), piece.span.end.min(range.end));
            let covers = piece.covers.clone();
            plain(html, at..start);
            self.mark(&covers, file.text.get(start..end).unwrap_or(""), html);
            at = end;
        }
        plain(html, at..range.end);
    }

    fn mark(&mut self, covers: &[Cover], text: &str, html: &mut Html) {
        let id = self.anchors(covers, html);
        let items = self.items;
        let mut claims: Vec<&Item<'_>> = covers
            .iter()
            .filter_map(|cover| match cover {
                Cover::Claim(number) => items.get(*number),
                _ => None,
            })
            .collect();
        let operands: Vec<(&Item<'_>, usize)> = covers
            .iter()
            .filter_map(|cover| match cover {
                Cover::Operand(number, at) => Some((items.get(*number)?, *at)),
                _ => None,
            })
            .collect();
        if claims.is_empty() {
            // A figure that stands elsewhere than its claim is used all the same.
            claims.extend(operands.iter().map(|(item, _)| *item));
        }
        claims.sort_by_key(|item| (item.standing, item.claim.span.len(), item.number));
        claims.dedup_by_key(|item| item.number);
        let Some(first) = claims.first() else { return self.unclaimed(id.as_deref(), text, html) };
        let class = format!("m {}{}", first.standing.class(), if operands.is_empty() { "" } else { " o" });
        let numbers: Vec<String> = claims.iter().map(|item| item.number.to_string()).collect();
        let href = format!("#c{}", first.number);
        let roles: Vec<String> = operands.iter().map(|(item, at)| format!("{}.{at}", item.number)).collect();
        let title = self.title(first, &operands);
        let numbers = numbers.join(" ");
        let roles = roles.join(" ");
        let mut attrs = vec![("class", class.as_str()), ("href", &href)];
        attrs.extend(id.as_deref().map(|id| ("id", id)));
        // One claim alone is named by the link.
        if claims.len() > 1 {
            attrs.push(("data-c", &numbers));
        }
        if !operands.is_empty() {
            attrs.extend([("title", title.as_str()), ("data-o", &roles)]);
        }
        html.leaf("a", &attrs, text);
    }

    /// What an operand is called: its role in the claim that matters most, then in the others.
    fn title(&self, first: &Item<'_>, operands: &[(&Item<'_>, usize)]) -> String {
        let mut ordered: Vec<_> = operands.to_vec();
        ordered.sort_by_key(|(item, _)| (item.number != first.number, item.standing));
        let mut names: Vec<&str> = Vec::new();
        for (item, at) in ordered {
            let Some(operand) = item.claim.operands.get(at) else { continue };
            let name = words::role(&operand.role, self.lang);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(self.lang.pick("、", ", "))
    }

    fn unclaimed(&self, id: Option<&str>, text: &str, html: &mut Html) {
        let title = self.lang.pick("未涉及：没有规则用到这个数", "unclaimed: no rule used this figure");
        let class = format!("u {}", Standing::Unclaimed.class());
        let mut attrs = vec![("class", class.as_str()), ("title", title)];
        attrs.extend(id.map(|id| ("id", id)));
        html.leaf("span", &attrs, text);
    }

    /// A place to jump to at the first mark of each claim and figure: the mark itself for the last of them, whose name is
    /// given back, and one before it for each of the others.
    fn anchors(&mut self, covers: &[Cover], html: &mut Html) -> Option<String> {
        let mut own: Option<String> = None;
        for cover in covers {
            let id = match cover {
                Cover::Claim(number) => self.items.get(*number).map(|item| format!("t{}", item.number)),
                Cover::Unclaimed(number) => Some(format!("u{}", self.first_unclaimed + number)),
                Cover::Operand(..) => None,
            };
            if let Some(id) = id
                && self.anchored.insert(*cover)
                && let Some(before) = own.replace(id)
            {
                html.leaf("span", &[("id", &before), ("class", "at")], "");
            }
        }
        own
    }
}

/// The cells of a table, row by row, each row from the left.
fn rows(table: &Table) -> Vec<Vec<&Cell>> {
    let mut rows: Vec<Vec<&Cell>> = vec![Vec::new(); table.rows()];
    for cell in &table.cells {
        if let Some(row) = rows.get_mut(cell.row) {
            row.push(cell);
        }
    }
    for row in &mut rows {
        row.sort_by_key(|cell| cell.column);
    }
    rows
}
