//! The outline of the main part: its runs, what each is made of and stands in, the marks of notes, and the comments there are.
//!
//! Only runs of the flow are in it: a text box or a ruby has runs inside a run, and counts as part of that run. This
//! module must not know text, nor what a comment says.

use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::events::BytesStart;

use super::names::Names;
use crate::document::docx::WHAT;
use crate::document::xml::{Node, Nodes, attribute};
use crate::document::{Limits, ReadError};

/// What there is in the main part. Offsets are bytes of the text without its byte order mark.
#[derive(Debug)]
pub(super) struct Outline {
    pub(super) names: Names,
    /// The runs of the flow, in order.
    pub(super) runs: Vec<FlowRun>,
    /// Where notes are referred to.
    pub(super) notes: Vec<NoteMark>,
    /// The numbers of comments that the part speaks of.
    pub(super) comments: BTreeSet<i64>,
}

/// A run of the flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FlowRun {
    pub(super) element: Range<usize>,
    /// Its start tag and its properties.
    pub(super) head: Range<usize>,
    /// What else is in it, in order.
    pub(super) children: Vec<Child>,
    /// The number of its paragraph.
    pub(super) paragraph: usize,
    /// What it stands in as a child of the paragraph; itself, as a rule.
    pub(super) child: Range<usize>,
    /// The outermost element around it that no mark may be put into.
    pub(super) kept: Option<Range<usize>>,
}

/// An element in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Child {
    pub(super) element: Range<usize>,
    pub(super) text: Option<Text>,
}

/// The text in an element `w:t`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    /// The start tag ends where the text begins.
    pub(super) content: Range<usize>,
    /// Whether the start tag says how blanks are to be taken.
    pub(super) says_space: bool,
}

/// The mark in the text that a note belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteMark {
    /// `footnote` or `endnote`.
    pub(super) kind: &'static str,
    pub(super) id: String,
    /// Which of the runs it is in.
    pub(super) run: usize,
}

/// An element that is open.
#[derive(Debug)]
struct Frame {
    kind: Kind,
    start: usize,
    /// How many runs there were before it.
    before: usize,
    /// Whether no mark may be put into it.
    kept: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Run,
    Text,
    Properties,
    Control,
    Other,
}

struct Scan {
    names: Option<Names>,
    frames: Vec<Frame>,
    /// Whether a run is open.
    inside: bool,
    paragraphs: usize,
    outline: Outline,
}

impl Outline {
    /// Reads the outline of `text`.
    pub(super) fn read(text: &str, limits: Limits) -> Result<Outline, ReadError> {
        let mut nodes = Nodes::new(text, WHAT, limits);
        let mut scan = Scan::new();
        while let Some((node, at)) = nodes.next()? {
            match node {
                Node::Start(start) => scan.start(&start, at),
                Node::End => scan.end(at),
                Node::Text(_) | Node::Char(_) => {}
            }
        }
        Ok(scan.outline)
    }

    /// The number of the run of the flow that a byte is in.
    pub(super) fn run_at(&self, at: usize) -> Option<usize> {
        let index = self.runs.partition_point(|run| run.element.end <= at);
        self.runs.get(index).filter(|run| run.element.contains(&at)).map(|_| index)
    }
}

impl Scan {
    fn new() -> Scan {
        let outline = Outline {
            names: Names::fresh(false),
            runs: Vec::new(),
            notes: Vec::new(),
            comments: BTreeSet::new(),
        };
        Scan { names: None, frames: Vec::new(), inside: false, paragraphs: 0, outline }
    }

    fn start(&mut self, start: &BytesStart<'_>, at: Range<usize>) {
        let names = self.names.get_or_insert_with(|| Names::of(start));
        if self.frames.is_empty() {
            self.outline.names = names.clone();
        }
        let name = start.name().0;
        let local = names.local(name).unwrap_or("").to_owned();
        self.note(&local, start);
        let (kind, kept) = self.kind(&local, name);
        let before = self.outline.runs.len();
        match kind {
            Kind::Run => self.begin_run(&at),
            Kind::Text => self.begin_text(start, &at),
            Kind::Paragraph => self.paragraphs += 1,
            Kind::Properties | Kind::Control | Kind::Other => {}
        }
        self.inside |= kind == Kind::Run;
        self.frames.push(Frame { kind, start: at.start, before, kept });
    }

    /// What an element is to the outline, and whether it has to stay whole.
    fn kind(&mut self, local: &str, name: &str) -> (Kind, bool) {
        let parent = self.frames.last().map(|frame| frame.kind);
        let in_paragraph = self.frames.iter().any(|frame| frame.kind == Kind::Paragraph);
        match local {
            "t" if parent == Some(Kind::Run) => (Kind::Text, false),
            "rPr" if parent == Some(Kind::Run) => (Kind::Properties, false),
            _ if self.inside => (Kind::Other, false),
            "p" => (Kind::Paragraph, false),
            "r" => (Kind::Run, false),
            "sdt" => (Kind::Control, false),
            "fldSimple" => (Kind::Other, true),
            _ if name.ends_with(":AlternateContent") && in_paragraph => (Kind::Other, true),
            _ => {
                self.bind(name);
                (Kind::Other, false)
            }
        }
    }

    /// A content control of plain text, or one whose text comes from elsewhere, stays whole.
    fn bind(&mut self, name: &str) {
        let local = name.rsplit(':').next().unwrap_or(name);
        let control = self.frames.len().checked_sub(2).and_then(|at| self.frames.get_mut(at));
        if let Some(control) = control.filter(|frame| frame.kind == Kind::Control) {
            control.kept |= matches!(local, "dataBinding" | "text");
        }
    }

    /// What is to be known of an element wherever it stands.
    fn note(&mut self, local: &str, start: &BytesStart<'_>) {
        let kind = match local {
            "commentReference" | "commentRangeStart" | "commentRangeEnd" => {
                let id = attribute(start, "id").and_then(|id| id.trim().parse::<i64>().ok());
                self.outline.comments.extend(id);
                return;
            }
            "footnoteReference" => "footnote",
            "endnoteReference" => "endnote",
            _ => return,
        };
        if let (Some(id), Some(run)) = (attribute(start, "id"), self.outline.runs.len().checked_sub(1)) {
            self.outline.notes.push(NoteMark { kind, id, run });
        }
    }

    fn begin_run(&mut self, at: &Range<usize>) {
        self.outline.runs.push(FlowRun {
            element: at.clone(),
            head: at.clone(),
            children: Vec::new(),
            paragraph: self.paragraphs,
            child: at.clone(),
            kept: None,
        });
    }

    fn begin_text(&mut self, start: &BytesStart<'_>, at: &Range<usize>) {
        let says_space = attribute(start, "space").is_some();
        let text = Text { content: at.end..at.end, says_space };
        if let Some(run) = self.outline.runs.last_mut() {
            run.children.push(Child { element: at.clone(), text: Some(text) });
        }
    }

    fn end(&mut self, at: Range<usize>) {
        let Some(frame) = self.frames.pop() else { return };
        self.inside &= frame.kind != Kind::Run;
        let parent = self.frames.last().map(|frame| frame.kind);
        let whole = frame.start..at.end;
        if parent == Some(Kind::Run) {
            self.end_child(&frame, whole, at);
            return;
        }
        if self.inside {
            return;
        }
        let in_paragraph = self.frames.iter().any(|frame| frame.kind == Kind::Paragraph);
        let ours = self.outline.runs.get_mut(frame.before..).unwrap_or(&mut []);
        if frame.kind == Kind::Run
            && let Some(run) = ours.last_mut()
        {
            run.element = whole.clone();
        }
        for run in ours {
            if parent == Some(Kind::Paragraph) {
                run.child = whole.clone();
            }
            if frame.kept && in_paragraph {
                run.kept = Some(whole.clone());
            }
        }
    }

    fn end_child(&mut self, frame: &Frame, element: Range<usize>, at: Range<usize>) {
        let Some(run) = self.outline.runs.last_mut() else { return };
        match frame.kind {
            Kind::Properties => run.head.end = at.end,
            Kind::Text => {
                if let Some(child) = run.children.last_mut() {
                    child.element = element;
                    child.text.iter_mut().for_each(|text| text.content.end = at.start);
                }
            }
            _ => run.children.push(Child { element, text: None }),
        }
    }
}
