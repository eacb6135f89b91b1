//! Anchors: from a stretch of text to the places in the main part where the marks of a comment go.
//!
//! This module must not know how marks are written, nor what a comment says.

use std::ops::Range;

use super::outline::{Child, FlowRun, Outline};
use super::part::Note;
use crate::document::docx::{DocxRuns, DocxStretch};

/// What a comment is anchored on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchored {
    /// The very words.
    Words,
    /// Something that no mark may be put into, and that holds the words: a text box, a field, a bound control.
    Holder,
    /// The mark of the note that the words are in.
    NoteMark,
    /// As many of the words as are in the first paragraph of several.
    FirstPart,
    /// The beginning of the document: there are no words, or no way to them.
    Beginning,
}

/// Where a comment goes. Offsets are bytes of the text of the main part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocxAnchor {
    /// What it is anchored on.
    pub on: Anchored,
    pub(super) start: Spot,
    pub(super) end: Spot,
    /// Where the comment is referred to: outside whatever the words are in, so that it outlives it.
    pub(super) reference: Spot,
}

/// A place for a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) at: usize,
    /// The run that has to be parted there.
    pub(super) parts: Option<usize>,
}

/// One side of what holds the words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// What anchors are found with.
pub(super) struct Finder<'d> {
    pub(super) outline: &'d Outline,
    pub(super) runs: &'d DocxRuns,
    /// The notes of each part, in the order of `DocxRuns::notes`.
    pub(super) notes: &'d [Vec<Note>],
}

impl Finder<'_> {
    /// The anchor for the first of these stretches that has one.
    pub(super) fn find(&self, spans: &[Range<usize>]) -> Option<DocxAnchor> {
        let exact = spans.iter().find_map(|span| self.exact(span.clone()));
        exact
            .or_else(|| spans.iter().find_map(|span| self.note(span)))
            .or_else(|| spans.iter().find_map(|span| self.first_part(span)))
            .or_else(|| self.beginning())
    }

    /// An anchor on a stretch that is in one paragraph.
    fn exact(&self, span: Range<usize>) -> Option<DocxAnchor> {
        let (start, end) = self.runs.places(span)?;
        let last = end.xml.checked_sub(1)?;
        let (first, second) = (self.outline.run_at(start.xml)?, self.outline.run_at(last)?);
        let paragraph = |run: usize| self.outline.runs.get(run).map(|run| run.paragraph);
        if paragraph(first) != paragraph(second) {
            return None;
        }
        let (start, whole_start) = self.spot(first, start.xml, Side::Start)?;
        let (end, whole_end) = self.spot(second, end.xml, Side::End)?;
        let on = if whole_start && whole_end { Anchored::Words } else { Anchored::Holder };
        self.anchor(start, end, second, on)
    }

    /// An anchor on the run with the mark of the note that a stretch is in.
    fn note(&self, span: &Range<usize>) -> Option<DocxAnchor> {
        let note = self.runs.notes.iter().zip(self.notes).find_map(|(part, notes)| {
            let stretch = part.stretches.iter().find(|stretch| overlap(stretch, span))?;
            notes.iter().find(|note| note.element.contains(&stretch.xml.start))
        })?;
        let mark = self.outline.notes.iter().find(|mark| mark.kind == note.kind && mark.id == note.id)?;
        self.around(mark.run, Anchored::NoteMark)
    }

    /// An anchor on that part of a stretch which is in its first paragraph.
    fn first_part(&self, span: &Range<usize>) -> Option<DocxAnchor> {
        let run = |stretch: &DocxStretch| self.outline.runs.get(self.outline.run_at(stretch.xml.start)?);
        let mut held = self.runs.stretches.iter().filter(|stretch| overlap(stretch, span));
        let first = held.find(|stretch| run(stretch).is_some())?;
        let paragraph = run(first).map(|run| run.paragraph);
        let together = held.take_while(|stretch| run(stretch).map(|run| run.paragraph) == paragraph);
        let end = together.last().unwrap_or(first).text.end;
        let anchor = self.exact(first.text.start.max(span.start)..end.min(span.end))?;
        Some(DocxAnchor { on: Anchored::FirstPart, ..anchor })
    }

    /// An anchor on the first run with text.
    fn beginning(&self) -> Option<DocxAnchor> {
        let text = |run: &FlowRun| run.children.iter().any(|child| child.text.is_some());
        let first = self.outline.runs.iter().position(text).unwrap_or(0);
        self.around(first, Anchored::Beginning)
    }

    /// An anchor on a whole run.
    fn around(&self, run: usize, on: Anchored) -> Option<DocxAnchor> {
        let element = &self.outline.runs.get(run)?.element;
        let (start, _) = self.spot(run, element.start, Side::Start)?;
        let (end, _) = self.spot(run, element.end, Side::End)?;
        self.anchor(start, end, run, on)
    }

    fn anchor(&self, start: Spot, end: Spot, last: usize, on: Anchored) -> Option<DocxAnchor> {
        let run = self.outline.runs.get(last)?;
        let direct = run.child == run.element;
        let reference = if direct { end } else { Spot { at: run.child.end, parts: None } };
        Some(DocxAnchor { on, start, end, reference })
    }

    /// Where the mark at `at` goes, and whether it goes right there.
    fn spot(&self, number: usize, at: usize, side: Side) -> Option<(Spot, bool)> {
        let run = self.outline.runs.get(number)?;
        let edge = |range: &Range<usize>| match side {
            Side::Start => Spot { at: range.start, parts: None },
            Side::End => Spot { at: range.end, parts: None },
        };
        if let Some(kept) = &run.kept {
            return Some((edge(kept), false));
        }
        let Some(at) = cut(run, at) else { return Some((edge(&run.element), false)) };
        let first = run.children.first().is_none_or(|child| at <= child.element.start);
        let last = run.children.last().is_none_or(|child| at >= child.element.end);
        let spot = match (first, last) {
            (true, _) => Spot { at: run.element.start, parts: None },
            (_, true) => Spot { at: run.element.end, parts: None },
            _ => Spot { at, parts: Some(number) },
        };
        Some((spot, true))
    }
}

/// Where a run may be parted so that `at` is between its parts: in the text of a child, or between two of them.
fn cut(run: &FlowRun, at: usize) -> Option<usize> {
    let inside = |child: &&Child| child.element.start < at && at < child.element.end;
    let Some(child) = run.children.iter().find(inside) else { return Some(at) };
    let text = child.text.as_ref()?;
    match at {
        _ if at <= text.content.start => Some(child.element.start),
        _ if at >= text.content.end => Some(child.element.end),
        _ => Some(at),
    }
}

fn overlap(stretch: &DocxStretch, span: &Range<usize>) -> bool {
    stretch.text.start < span.end && span.start < stretch.text.end
}
