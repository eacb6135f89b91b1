//! The walk through a part of a Word document: from its elements to paragraphs, tables and notes.
//!
//! It keeps its own stack: the depth of a part is not a depth of calls. This module must not know drafts.

use std::ops::Range;

use quick_xml::events::BytesStart;

use super::line::Source;
use super::properties::Properties;
use super::rows::Rows;
use super::story::{Paragraph, Piece};
use super::styles::Styles;
use super::{DocxRun, WHAT, symbol};
use crate::document::raised::raised;
use crate::document::xml::{Node, Nodes, attribute, local};
use crate::document::{Limits, ReadError};

/// The names under which the main elements of a Word document are known, of both dialects.
pub(super) const NAMESPACES: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// What a part tells.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) pieces: Vec<Piece>,
    pub(super) runs: Vec<DocxRun>,
    /// How many places were tracked as deleted, tracked as inserted, hidden.
    pub(super) deleted: usize,
    pub(super) inserted: usize,
    pub(super) hidden: usize,
}

/// An element that is open.
#[derive(Debug)]
enum Open {
    Other,
    Paragraph,
    Run,
    Text,
    Formula,
    Table,
    Row,
    Cell,
    /// A text box, or a note at the foot of a page.
    Note,
    Inserted {
        before: usize,
    },
    /// Choices for programs of different age, and whether one was taken.
    Choices {
        taken: bool,
    },
}

/// What text goes into.
#[derive(Debug)]
enum Holder {
    Table(Rows),
    Note,
}

/// A run while it is read.
#[derive(Debug, Default, Clone, Copy)]
struct Run {
    number: usize,
    hidden: bool,
    struck: bool,
    raised: bool,
}

pub(super) struct Walk<'x> {
    nodes: Nodes<'x>,
    styles: &'x Styles,
    prefix: Option<String>,
    open: Vec<Open>,
    paragraphs: Vec<Paragraph>,
    holders: Vec<Holder>,
    /// Paragraphs whose end was deleted, so that the next one goes on with them, and in how many holders.
    carried: Option<(usize, Paragraph)>,
    /// For each field that is open, whether its instruction is being read.
    fields: Vec<bool>,
    /// The runs that are open: a text box in a run has runs of its own.
    open_runs: Vec<Run>,
    /// Whether the text before was hidden as well.
    hiding: bool,
    striking: bool,
    /// How much text there has been.
    read: usize,
    /// What comes after the table or paragraph that it stands in.
    after: Vec<Piece>,
    story: Story,
}

impl<'x> Walk<'x> {
    pub(super) fn new(text: &'x str, styles: &'x Styles, limits: Limits) -> Walk<'x> {
        Walk {
            nodes: Nodes::new(text, WHAT, limits),
            styles,
            prefix: None,
            open: Vec::new(),
            paragraphs: Vec::new(),
            holders: Vec::new(),
            carried: None,
            fields: Vec::new(),
            open_runs: Vec::new(),
            hiding: false,
            striking: false,
            read: 0,
            after: Vec::new(),
            story: Story::default(),
        }
    }

    /// Reads the part.
    pub(super) fn read(mut self) -> Result<Story, ReadError> {
        while let Some((node, at)) = self.nodes.next()? {
            match node {
                Node::Start(start) => {
                    let open = self.start(&start, at)?;
                    self.open.extend(open);
                }
                Node::End => self.end(at.end),
                Node::Text(text) => self.text(&text, at),
                Node::Char(c) => self.text(c.encode_utf8(&mut [0; 4]), at),
            }
        }
        self.end_carried(0);
        self.story.pieces.append(&mut self.after);
        Ok(self.story)
    }

    /// Begins an element; `None` if it was read to its end.
    fn start(&mut self, start: &BytesStart<'_>, at: Range<usize>) -> Result<Option<Open>, ReadError> {
        let name = local(start);
        if self.prefix.is_none() {
            self.prefix = Some(prefix(start));
        }
        match name {
            "AlternateContent" => return Ok(Some(Open::Choices { taken: false })),
            "Choice" | "Fallback" => return self.choice(),
            "t" if start.name().0 == "m:t" => return Ok(Some(Open::Formula)),
            _ if !self.is_word(start) => return Ok(Some(Open::Other)),
            _ => {}
        }
        if self.property(name, at.start)? {
            return Ok(None);
        }
        match name {
            "p" => Ok(Some(self.begin_paragraph())),
            "r" => Ok(Some(self.begin_run(at.start))),
            "t" => Ok(Some(Open::Text)),
            "tbl" => {
                self.holders.push(Holder::Table(Rows::default()));
                Ok(Some(Open::Table))
            }
            "tr" => {
                self.rows(Rows::begin_row);
                Ok(Some(Open::Row))
            }
            "tc" => {
                self.rows(Rows::begin_cell);
                Ok(Some(Open::Cell))
            }
            "txbxContent" => Ok(Some(self.begin_note())),
            "footnote" | "endnote" => self.begin_footnote(start),
            "ins" => Ok(Some(Open::Inserted { before: self.read })),
            "del" => {
                self.story.deleted += usize::from(self.nodes.skip()?);
                Ok(None)
            }
            _ => self.part_of_run(name, start, at),
        }
    }

    /// Reads properties, and what is no text of the document; whether the element was one of those.
    fn property(&mut self, name: &str, from: usize) -> Result<bool, ReadError> {
        match name {
            "pPr" => {
                let properties = Properties::read(&mut self.nodes)?;
                self.paragraph_properties(&properties);
            }
            "rPr" => {
                let properties = Properties::read(&mut self.nodes)?;
                self.run_properties(&properties, from);
            }
            "trPr" => {
                let properties = Properties::read(&mut self.nodes)?;
                self.rows(|rows| rows.row_properties(&properties));
            }
            "tcPr" => {
                let properties = Properties::read(&mut self.nodes)?;
                self.rows(|rows| rows.cell_properties(&properties));
            }
            "moveFrom" | "instrText" | "delText" | "delInstrText" | "tblPr" | "tblGrid" | "sectPr"
            | "sdtPr" | "sdtEndPr" | "rt" | "rubyPr" | "fldData" | "tblPrEx" => {
                self.nodes.skip()?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Elements of a run that stand for text.
    fn part_of_run(
        &mut self,
        name: &str,
        start: &BytesStart<'_>,
        at: Range<usize>,
    ) -> Result<Option<Open>, ReadError> {
        let text = match name {
            "tab" | "ptab" => " ",
            "br" | "cr" => "\n",
            "noBreakHyphen" => "-",
            "sym" => symbol::text(start).unwrap_or("□"),
            "fldChar" => {
                self.field(attribute(start, "fldCharType").as_deref());
                return Ok(Some(Open::Other));
            }
            _ => return Ok(Some(Open::Other)),
        };
        self.nodes.skip()?;
        self.push(text, at.start..self.nodes.position(), false);
        Ok(None)
    }

    fn is_word(&self, start: &BytesStart<'_>) -> bool {
        let name = start.name().0;
        let prefix = name.rsplit_once(':').map_or("", |(prefix, _)| prefix);
        self.prefix.as_deref() == Some(prefix)
    }

    /// One of several ways to show the same: the first is read.
    fn choice(&mut self) -> Result<Option<Open>, ReadError> {
        if let Some(Open::Choices { taken }) = self.open.last_mut()
            && std::mem::replace(taken, true)
        {
            self.nodes.skip()?;
            return Ok(None);
        }
        Ok(Some(Open::Other))
    }

    fn end(&mut self, at: usize) {
        match self.open.pop() {
            Some(Open::Paragraph) => self.end_paragraph(),
            Some(Open::Run) => self.end_run(at),
            Some(Open::Table) => self.end_table(),
            Some(Open::Row) => self.rows(Rows::end_row),
            Some(Open::Cell) => {
                self.end_carried(self.holders.len());
                self.rows(Rows::end_cell);
            }
            Some(Open::Note) => {
                self.end_carried(self.holders.len());
                self.holders.pop();
                self.settle();
            }
            Some(Open::Inserted { before }) => self.story.inserted += usize::from(self.read > before),
            _ => {}
        }
    }

    fn begin_paragraph(&mut self) -> Open {
        self.paragraphs.push(Paragraph::default());
        (self.hiding, self.striking) = (false, false);
        Open::Paragraph
    }

    fn paragraph_properties(&mut self, properties: &Properties) {
        let style = properties.value("pStyle").unwrap_or("").to_owned();
        let outline = properties.number("outlineLvl").and_then(|level| u8::try_from(level).ok());
        let own = outline.map(|level| (level < 9).then_some(level.saturating_add(1)));
        let level = own.unwrap_or_else(|| self.styles.level(&style));
        let number = properties.has("numPr").then(|| properties.value("numPr/numId") != Some("0"));
        let numbered = number.unwrap_or_else(|| self.styles.is_numbered(&style));
        let contents = self.styles.is_contents(&style);
        let carried = properties.has("rPr/del");
        if let Some(paragraph) = self.paragraphs.last_mut() {
            let line = std::mem::take(&mut paragraph.line);
            *paragraph = Paragraph { line, level, numbered, contents, joins: carried };
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        let holders = self.holders.len();
        if let Some((_, before)) = self.carried.take_if(|(level, _)| *level == holders) {
            let own = std::mem::replace(&mut paragraph.line, before.line);
            paragraph.line.append(&own, "");
        }
        if self.paragraphs.is_empty() {
            self.fields.retain(|instruction| !instruction);
        }
        if paragraph.joins {
            self.carried = Some((holders, paragraph));
        } else {
            self.hold(paragraph);
        }
    }

    /// A paragraph whose end was deleted, with nothing behind it to go on.
    fn end_carried(&mut self, holders: usize) {
        if let Some((_, paragraph)) = self.carried.take_if(|(level, _)| *level >= holders) {
            self.hold(paragraph);
        }
    }

    fn hold(&mut self, paragraph: Paragraph) {
        match self.holders.last_mut() {
            Some(Holder::Table(rows)) => rows.paragraph(paragraph),
            Some(Holder::Note) => self.put(Piece::Note(paragraph.line)),
            None => self.put(Piece::Paragraph(paragraph)),
        }
    }

    /// Puts a piece into the story, behind what it stands inside of.
    fn put(&mut self, piece: Piece) {
        if self.holders.is_empty() && self.paragraphs.is_empty() {
            self.story.pieces.push(piece);
        } else {
            self.after.push(piece);
        }
        self.settle();
    }

    /// What stood inside something that has ended comes after it.
    fn settle(&mut self) {
        if self.holders.is_empty() && self.paragraphs.is_empty() {
            self.story.pieces.append(&mut self.after);
        }
    }

    fn end_table(&mut self) {
        if let Some(Holder::Table(rows)) = self.holders.pop() {
            self.put(Piece::Table(rows.finish()));
        }
    }

    fn rows(&mut self, what: impl FnOnce(&mut Rows)) {
        if let Some(Holder::Table(rows)) = self.holders.last_mut() {
            what(rows);
        }
    }

    fn begin_note(&mut self) -> Open {
        self.holders.push(Holder::Note);
        Open::Note
    }

    /// A footnote or endnote; those that only draw a line have a type.
    fn begin_footnote(&mut self, start: &BytesStart<'_>) -> Result<Option<Open>, ReadError> {
        if attribute(start, "type").is_some_and(|kind| kind != "normal") {
            self.nodes.skip()?;
            return Ok(None);
        }
        self.holders.push(Holder::Note);
        Ok(Some(Open::Note))
    }

    fn begin_run(&mut self, start: usize) -> Open {
        self.open_runs.push(Run { number: self.story.runs.len(), ..Run::default() });
        self.story.runs.push(DocxRun { element: start..start, properties: None });
        Open::Run
    }

    fn run_properties(&mut self, properties: &Properties, from: usize) {
        let style = properties.value("rStyle").is_some_and(|style| self.styles.is_hidden(style));
        let to = self.nodes.position();
        let Some(run) = self.open_runs.last_mut() else { return };
        run.hidden = properties.is_on("vanish").unwrap_or(style);
        run.struck = properties.is_on("strike") == Some(true) || properties.is_on("dstrike") == Some(true);
        run.raised = properties.value("vertAlign") == Some("superscript");
        if let Some(run) = self.story.runs.get_mut(run.number) {
            run.properties = Some(from..to);
        }
    }

    fn end_run(&mut self, at: usize) {
        let run = self.open_runs.pop().and_then(|run| self.story.runs.get_mut(run.number));
        if let Some(run) = run {
            run.element.end = at;
        }
    }

    /// The marks of a field: it begins, its instruction ends and its result begins, it ends.
    fn field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => self.fields.push(true),
            Some("separate") => {
                if let Some(instruction) = self.fields.last_mut() {
                    *instruction = false;
                }
            }
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: Range<usize>) {
        let raised_run = self.open_runs.last().is_some_and(|run| run.raised);
        match self.open.last() {
            Some(Open::Text) if raised_run => {
                if let Some(raised) = raised(text) {
                    self.push(&raised, at, true);
                }
            }
            Some(Open::Text) => self.push(text, at, true),
            Some(Open::Formula) => self.formula(text),
            _ => {}
        }
    }

    /// A part of a formula; parted from the others, for a fraction is not one number.
    fn formula(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.line.text.push(' ');
            paragraph.line.text.push_str(text);
            paragraph.line.text.push(' ');
        }
    }

    /// Appends text that stands at `xml`: in a `w:t`, or as an element beside it.
    fn push(&mut self, text: &str, xml: Range<usize>, literal: bool) {
        let Some(run) = self.open_runs.last().copied() else { return };
        if self.fields.contains(&true) || self.is_left_out(run, text) {
            return;
        }
        self.read += usize::from(!text.trim().is_empty());
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let alike = literal && xml.len() == text.len();
        let source = Source { xml, run: run.number, literal };
        if alike {
            paragraph.line.push_alike(text, &source);
        } else {
            paragraph.line.push(text, &source);
        }
    }

    /// Whether text is hidden or struck through; each stretch of it is counted once.
    fn is_left_out(&mut self, run: Run, text: &str) -> bool {
        if !text.trim().is_empty() {
            self.story.hidden += usize::from(run.hidden && !self.hiding);
            self.story.deleted += usize::from(run.struck && !run.hidden && !self.striking);
            (self.hiding, self.striking) = (run.hidden, run.struck);
        }
        run.hidden || run.struck
    }
}

/// The prefix that the first element of a part binds to the names of Word.
fn prefix(start: &BytesStart<'_>) -> String {
    let bound = start.attributes().filter_map(Result::ok).find(|one| NAMESPACES.contains(&&*one.value));
    match bound.map(|one| one.key.0.to_owned()) {
        Some(key) => key.strip_prefix("xmlns:").unwrap_or("").to_owned(),
        None => "w".to_owned(),
    }
}
