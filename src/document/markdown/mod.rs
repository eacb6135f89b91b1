//! Markdown: the file's own lines with the markup blanked, and its headings, paragraphs, items, notes and tables.
//!
//! What is not text is left out: fenced code, comments, front matter, targets of links, pictures. A paragraph of
//! Chinese is parted at each line's end, for Chinese is not wrapped and its lines are paragraphs, whatever CommonMark
//! says. This module must not know what a figure is, but for the gaps that markup leaves in one.

mod canvas;
mod rows;
mod tags;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use self::canvas::{Canvas, is_wide};
use self::rows::Rows;
use super::raised::raised;
use super::{Block, BlockKind, Document, Limits, LineIndex, ReadError, Remark, decode};
use crate::work;

/// Reads a Markdown file.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Document, ReadError> {
    let (source, encoding, offset) = decode::decode(bytes)?;
    if source.len() > limits.text {
        return Err(ReadError::TooMuchText { limit: u64::try_from(limits.text).unwrap_or(u64::MAX) });
    }
    let body = front_matter(&source);
    let mut reader = Reader::new(&source, limits);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let text = source.get(body..).unwrap_or("");
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        work::steps(1);
        limits.in_time()?;
        reader.take(event, range.start + body..range.end + body)?;
    }
    let document = reader.finish()?;
    Ok(Document { encoding: Some(encoding), offset, ..document })
}

/// Where the text begins: behind a block of settings at the head of the file.
fn front_matter(source: &str) -> usize {
    let mut lines = source.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return 0 };
    let mut end = first.len();
    for (number, line) in lines.enumerate() {
        if number == 0 && !line.contains(':') {
            return 0;
        }
        end += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return end;
        }
    }
    0
}

/// A block while it is read.
#[derive(Debug)]
struct Open {
    kind: BlockKind,
    start: Option<usize>,
    end: usize,
}

impl Open {
    fn grow(&mut self, placed: Range<usize>) {
        self.start = Some(self.start.map_or(placed.start, |start| start.min(placed.start)));
        self.end = self.end.max(placed.end);
    }
}

/// A list while it is read.
#[derive(Debug)]
struct List {
    ordered: bool,
    items: usize,
    /// Where its last item begins.
    item: usize,
    /// How many blocks there were before it.
    blocks: usize,
}

struct Reader<'s> {
    source: &'s str,
    canvas: Canvas<'s>,
    open: Option<Open>,
    blocks: Vec<Block>,
    rows: Rows,
    lists: Vec<List>,
    /// Inside how many items.
    items: usize,
    /// The footnote that is read.
    note: Option<usize>,
    notes: usize,
    /// Inside how many things that are not text.
    skip: usize,
    /// Inside indented code, which is read as text.
    indented: bool,
    within: tags::Within,
    /// Inside raised text.
    raised: bool,
    deleted: usize,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, limits: Limits) -> Reader<'s> {
        Reader {
            source,
            canvas: Canvas::new(source),
            open: None,
            blocks: Vec::new(),
            rows: Rows::new(limits),
            lists: Vec::new(),
            items: 0,
            note: None,
            notes: 0,
            skip: 0,
            indented: false,
            within: tags::Within::Text,
            raised: false,
            deleted: 0,
        }
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), ReadError> {
        match event {
            Event::Start(tag) => return self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(_) => self.code(range),
            Event::SoftBreak | Event::HardBreak => self.line_break(range.end),
            Event::Html(_) => self.html_block(range),
            Event::InlineHtml(_) => self.inline_html(range),
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) -> Result<(), ReadError> {
        match tag {
            Tag::Paragraph => self.begin(self.flow()),
            Tag::Heading { level, .. } => {
                let kind =
                    if self.is_sentence(&range) { self.flow() } else { BlockKind::Heading(number(level)) };
                self.begin(kind);
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.close();
                self.indented = true;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.close();
                self.skip += 1;
            }
            Tag::Image { .. } => self.skip += 1,
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => self.skip += 1,
            Tag::Strikethrough => self.strike(&range, true),
            Tag::Emphasis => self.keep_product(&range),
            Tag::List(first) => {
                self.close();
                let list = List { ordered: first.is_some(), items: 0, item: 0, blocks: self.blocks.len() };
                self.lists.push(list);
            }
            Tag::Item => self.item(range.start),
            Tag::FootnoteDefinition(_) => {
                self.close();
                self.notes += 1;
                self.note = Some(self.notes);
            }
            Tag::Table(_) => self.table(range),
            Tag::TableHead => self.rows.row(true),
            Tag::TableRow => self.rows.row(false),
            Tag::TableCell => return self.cell(),
            Tag::HtmlBlock | Tag::BlockQuote(_) => self.close(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::HtmlBlock | TagEnd::BlockQuote(_) => {
                self.close()
            }
            TagEnd::CodeBlock if self.indented => {
                self.close();
                self.indented = false;
            }
            TagEnd::CodeBlock | TagEnd::Image => self.skip = self.skip.saturating_sub(1),
            TagEnd::Link if self.is_autolink(&range) => self.skip = self.skip.saturating_sub(1),
            TagEnd::Strikethrough => self.strike(&range, false),
            TagEnd::Emphasis => self.keep_product_end(&range),
            TagEnd::List(_) => self.end_list(),
            TagEnd::Item => {
                self.close();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.note = None;
            }
            TagEnd::TableCell => self.end_cell(range),
            TagEnd::Table => self.canvas.part(),
            _ => {}
        }
    }

    /// What a paragraph is here.
    fn flow(&self) -> BlockKind {
        match self.note {
            Some(note) => BlockKind::Note(note),
            None if self.items > 0 => BlockKind::Item,
            None => BlockKind::Paragraph,
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some(Open { kind, start: None, end: 0 });
    }

    /// A paragraph that a line of dashes under it makes a heading, though it is sentences.
    fn is_sentence(&self, range: &Range<usize>) -> bool {
        let text = self.source.get(range.clone()).unwrap_or("");
        let mut lines = text.trim().lines();
        let (first, second) = (lines.next().unwrap_or(""), lines.next());
        !text.starts_with('#')
            && second.is_some()
            && (lines.next().is_some() || first.trim_end().ends_with(['。', '；', '.', ';', '，', ',']))
    }

    /// The block that is read ends here.
    fn close(&mut self) {
        self.canvas.part();
        let Some(Open { kind, start: Some(start), end }) = self.open.take() else { return };
        self.blocks.push(Block { span: start..end, line: 0, kind, page: None });
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.skip > 0 {
            return;
        }
        if self.raised {
            return self.raised_text(text, range);
        }
        if self.indented {
            return self.indented_code(range);
        }
        if self.source.get(range.clone()) != Some(text) {
            return self.put(range, text);
        }
        for part in without_stars(self.source, range) {
            self.keep(part);
        }
    }

    /// Paragraphs that are indented far are code to CommonMark, and text to whoever wrote a report.
    fn indented_code(&mut self, range: Range<usize>) {
        let mut at = range.start;
        for line in self.source.get(range).unwrap_or("").split_inclusive('\n') {
            let blank = line.len() - line.trim_start().len();
            self.keep(at + blank..at + line.trim_end().len().max(blank));
            self.close();
            at += line.len();
        }
    }

    /// A raised digit takes the room of its tag as well, for it is longer than a digit.
    fn raised_text(&mut self, text: &str, range: Range<usize>) {
        let first = self.source.get(..range.start).is_some_and(|before| before.ends_with('>'));
        if let Some(text) = raised(text).filter(|_| first) {
            self.put(range.start.saturating_sub("<sup>".len())..range.end, &text);
        }
    }

    /// The lines of a block of HTML, tags left out.
    fn html_block(&mut self, range: Range<usize>) {
        let line = self.source.get(range.clone()).unwrap_or("");
        for text in tags::texts(line, &mut self.within) {
            self.canvas.part();
            let open = self.open.get_or_insert(Open { kind: BlockKind::Line, start: None, end: 0 });
            let placed = self.canvas.keep(range.start + text.start..range.start + text.end);
            open.grow(placed);
        }
        self.close();
    }

    /// A tag within a line.
    fn inline_html(&mut self, range: Range<usize>) {
        let tag = self.source.get(range).unwrap_or("");
        match tags::name(tag).to_ascii_lowercase().as_str() {
            "sup" => self.raised = !tag.starts_with("</"),
            "br" => self.canvas.part(),
            _ => {}
        }
    }

    fn put(&mut self, range: Range<usize>, text: &str) {
        let placed = self.canvas.put(range, text);
        self.grow(placed);
    }

    fn keep(&mut self, range: Range<usize>) {
        let placed = self.canvas.keep(range);
        self.grow(placed);
    }

    /// What was put on the canvas belongs to the block that is read, or begins one.
    fn grow(&mut self, placed: Range<usize>) {
        let kind = if self.indented { BlockKind::Line } else { self.flow() };
        self.open.get_or_insert(Open { kind, start: None, end: 0 }).grow(placed);
    }

    /// Code within a line is text, without its backticks.
    fn code(&mut self, range: Range<usize>) {
        let text = self.source.get(range.clone()).unwrap_or("");
        let ticks = text.len() - text.trim_start_matches('`').len();
        let inner = text.trim_matches('`');
        let mut at = range.start + ticks;
        for line in inner.split_inclusive('\n') {
            if self.skip == 0 {
                self.keep(at..at + line.trim_end().len());
            }
            at += line.len();
        }
    }

    /// A line ends inside a block: where the text is Chinese, the block ends as well.
    fn line_break(&mut self, next: usize) {
        let marks = |c: char| c.is_whitespace() || matches!(c, '>' | '*' | '_' | '`' | '[');
        let rest = self.source.get(next..).unwrap_or("").trim_start_matches(marks);
        let chinese = self.canvas.last_char().is_some_and(is_wide) || rest.starts_with(is_wide);
        self.canvas.part();
        let Some(open) = self.open.as_mut().filter(|_| chinese) else { return };
        let kind = match open.kind {
            BlockKind::Paragraph | BlockKind::Line => BlockKind::Line,
            BlockKind::Item => BlockKind::Item,
            BlockKind::Note(note) => BlockKind::Note(note),
            BlockKind::Heading(_) | BlockKind::Cell { .. } => return,
        };
        open.kind = kind;
        self.begin(kind);
    }

    /// Text that is struck through was taken out; a single tilde is the sign of a range (3~5).
    fn strike(&mut self, range: &Range<usize>, opens: bool) {
        let text = self.source.get(range.clone()).unwrap_or("");
        if text.starts_with("~~") {
            self.deleted += usize::from(opens);
            self.skip = if opens { self.skip + 1 } else { self.skip.saturating_sub(1) };
        } else if self.skip == 0 && !range.is_empty() {
            let at = if opens { range.start } else { range.end - 1 };
            self.keep(at..at + 1);
        }
    }

    /// An asterisk between two digits is a product (3*5*8), not emphasis.
    fn keep_product(&mut self, range: &Range<usize>) {
        if self.is_product(range) {
            self.keep(range.start..range.start + 1);
        }
    }

    fn keep_product_end(&mut self, range: &Range<usize>) {
        if self.is_product(range) {
            self.keep(range.end - 1..range.end);
        }
    }

    fn is_product(&self, range: &Range<usize>) -> bool {
        let before = self.source.get(..range.start).unwrap_or("");
        let after = self.source.get(range.start + 1..).unwrap_or("");
        let digit = |c: char| c.is_ascii_digit();
        self.skip == 0 && !range.is_empty() && before.ends_with(digit) && after.starts_with(digit)
    }

    fn is_autolink(&self, range: &Range<usize>) -> bool {
        self.source.get(range.clone()).is_some_and(|text| text.starts_with('<'))
    }

    fn item(&mut self, start: usize) {
        self.close();
        self.items += 1;
        if let Some(list) = self.lists.last_mut() {
            list.items += 1;
            list.item = start;
        }
    }

    /// A numbered list of one item is a line that begins with a number: a heading, as a rule.
    fn end_list(&mut self) {
        self.close();
        let Some(list) = self.lists.pop() else { return };
        let alone = list.ordered && list.items == 1 && self.blocks.len() == list.blocks + 1;
        let Some(block) = self.blocks.last_mut().filter(|block| alone && block.kind == BlockKind::Item)
        else {
            return;
        };
        block.kind = BlockKind::Paragraph;
        let marker = self.source.get(list.item..block.span.start).unwrap_or("");
        let number = marker.split_whitespace().next().map_or(0, str::len);
        block.span.start = list.item;
        self.canvas.keep(list.item..list.item + number);
        self.canvas.part();
    }

    fn table(&mut self, range: Range<usize>) {
        self.close();
        let before = self.blocks.last().filter(|block| !matches!(block.kind, BlockKind::Cell { .. }));
        self.rows.table(range, before.map(|block| block.span.clone()));
    }

    fn cell(&mut self) -> Result<(), ReadError> {
        let kind = self.rows.cell()?;
        self.begin(kind);
        Ok(())
    }

    fn end_cell(&mut self, range: Range<usize>) {
        let known = self.blocks.len();
        self.close();
        let block = self.blocks.get(known);
        self.rows.end_cell(block.map_or(range.start..range.start, |block| block.span.clone()));
    }

    fn finish(mut self) -> Result<Document, ReadError> {
        self.close();
        let text = self.canvas.finish().map_err(|_| ReadError::Undecodable { encoding: "UTF-8" })?;
        let index = LineIndex::new(&text);
        let mut blocks: Vec<Block> =
            self.blocks.into_iter().filter_map(|block| settled(block, &index, &text)).collect();
        blocks.sort_by_key(|block| block.span.start);
        let mut tables = self.rows.finish();
        for block in &blocks {
            if let BlockKind::Cell { table, cell } = block.kind
                && let Some(cell) = tables.get_mut(table).and_then(|table| table.cells.get_mut(cell))
            {
                cell.span = block.span.clone();
            }
        }
        let deleted = Remark::DeletedText { places: self.deleted };
        let remarks = if self.deleted > 0 { vec![deleted] } else { Vec::new() };
        let media_type = "text/markdown";
        Ok(Document { media_type, encoding: None, text, offset: 0, has_lines: true, blocks, tables, remarks })
    }
}

/// A block without blanks at its ends, and its line; `None` for a blank one.
fn settled(block: Block, index: &LineIndex<'_>, text: &str) -> Option<Block> {
    let content = text.get(block.span.clone())?;
    let start = block.span.start + content.len() - content.trim_start().len();
    let end = start + content.trim().len();
    (start < end).then(|| Block { span: start..end, line: index.line(start), ..block })
}

/// The parts of a stretch of text between runs of asterisks: emphasis that CommonMark does not see beside Chinese
/// (5**%**). They come one by one, so what counts is their neighbours in the source.
fn without_stars(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let bytes = source.as_bytes();
    let star = |at: Option<usize>| at.and_then(|at| bytes.get(at)) == Some(&b'*');
    let marks = |at: usize| star(Some(at)) && (star(at.checked_sub(1)) || star(at.checked_add(1)));
    let mut parts = Vec::new();
    let mut start = range.start;
    for at in range.clone().filter(|at| marks(*at)) {
        parts.push(start..at);
        start = at + 1;
    }
    parts.push(start..range.end);
    parts.retain(|part| !part.is_empty());
    parts
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests;
