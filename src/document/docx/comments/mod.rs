//! Comments written into a Word document: everything else of it stays as it was, byte for byte.
//!
//! Of the main part nothing is changed but that marks are added; the members of the package that have no part in
//! comments are copied as they are packed. This module must not know what a comment says.

mod anchor;
mod insert;
mod names;
mod outline;
mod part;

use std::collections::BTreeSet;
use std::ops::Range;

pub use self::anchor::{Anchored, DocxAnchor};

use self::anchor::Finder;
use self::outline::Outline;
use self::part::Note;
use super::parts::Parts;
use super::{DocxRuns, WHAT, docx_runs};
use crate::document::package::{Package, Xml, damaged, rewritten};
use crate::document::{Limits, ReadError};

/// The member with the types of all others.
const TYPES: &str = "[Content_Types].xml";

/// The largest number that a comment can have.
const LARGEST: i64 = i32::MAX as i64;

/// What a comment says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocxComment {
    /// Who says it.
    pub author: String,
    /// The initials of that.
    pub initials: String,
    /// When, as XML has dates (`2026-03-31T00:00:00Z`); a comment may do without.
    pub date: Option<String>,
    /// What it says, a paragraph each; the first is its heading.
    pub lines: Vec<String>,
}

/// A Word document that is to get comments.
#[derive(Debug)]
pub struct DocxReview<'b> {
    bytes: &'b [u8],
    limits: Limits,
    parts: Parts,
    main: Xml,
    /// The part with the comments there are.
    comments: Option<Xml>,
    relations: Option<Xml>,
    types: Option<Xml>,
    /// The names of the members, without capitals.
    members: BTreeSet<String>,
    outline: Outline,
    runs: DocxRuns,
    notes: Vec<Vec<Note>>,
    added: Vec<(DocxAnchor, DocxComment)>,
}

impl<'b> DocxReview<'b> {
    /// Opens the bytes of a Word document.
    ///
    /// # Errors
    ///
    /// Those of reading it, and `Damaged` where a part that comments need is not in UTF-8.
    pub fn open(bytes: &'b [u8]) -> Result<DocxReview<'b>, ReadError> {
        let limits = Limits::default();
        let runs = docx_runs(bytes)?;
        let mut package = Package::open(bytes, WHAT, limits)?;
        let parts = Parts::find(&mut package, limits)?;
        let main = needed(&mut package, &parts.document)?;
        let runs = based(runs, main.offset.unwrap_or(0));
        let mut notes = Vec::new();
        for part in &runs.notes {
            let xml = needed(&mut package, &part.member)?;
            notes.push(part::notes(&xml, limits)?);
        }
        let comments = match &parts.comments {
            Some(name) => Some(needed(&mut package, name)?),
            None => None,
        };
        let outline = Outline::read(&main.text, limits)?;
        let (relations, types) = (package.xml(&parts.relations)?, package.xml(TYPES)?);
        let members = package.names().map(|name| name.to_ascii_lowercase()).collect();
        let added = Vec::new();
        Ok(DocxReview {
            bytes,
            limits,
            parts,
            main,
            comments,
            relations,
            types,
            members,
            outline,
            runs,
            notes,
            added,
        })
    }

    /// Where a comment on the first of these stretches of the document's text goes that has a place for one: on the words
    /// themselves, else on what is nearest to them. `None` for a document without a run.
    pub fn anchor(&self, spans: &[Range<usize>]) -> Option<DocxAnchor> {
        Finder { outline: &self.outline, runs: &self.runs, notes: &self.notes }.find(spans)
    }

    /// Adds a comment.
    pub fn add(&mut self, anchor: DocxAnchor, comment: DocxComment) {
        self.added.push((anchor, comment));
    }

    /// The document with its comments; the very bytes it was opened with, if there are none.
    ///
    /// # Errors
    ///
    /// `Damaged` where a part that has to be changed cannot be read, or a member cannot be copied.
    pub fn finish(self) -> Result<Vec<u8>, ReadError> {
        if self.added.is_empty() {
            return Ok(self.bytes.to_vec());
        }
        let ids = self.numbers()?;
        let numbered = || ids.iter().copied().zip(&self.added);
        let anchors: Vec<_> = numbered().map(|(id, (anchor, _))| (id, anchor)).collect();
        let comments: Vec<_> = numbered().map(|(id, (_, comment))| (id, comment)).collect();
        let marked = insert::marked(&self.main.text, &self.outline, &anchors);
        let mut members = vec![(self.parts.document.clone(), encoded(&self.main, &marked))];
        let strict = self.outline.names.strict;
        let old = self.comments.as_ref();
        let text = part::with_comments(old.map(|xml| xml.text.as_str()), &comments, strict, self.limits)?;
        let bytes = old.map_or_else(|| text.clone().into_bytes(), |xml| encoded(xml, &text));
        let name = self.parts.comments.clone().unwrap_or_else(|| self.free_name());
        if old.is_none() {
            self.make_known(&name, strict, &mut members)?;
        }
        members.push((name, bytes));
        rewritten(self.bytes, WHAT, &members)
    }

    /// Makes a new part with comments known to the package.
    fn make_known(
        &self,
        name: &str,
        strict: bool,
        members: &mut Vec<(String, Vec<u8>)>,
    ) -> Result<(), ReadError> {
        let target = name.rsplit('/').next().unwrap_or(name);
        let old = utf8(self.relations.as_ref(), &self.parts.relations)?;
        let text = part::with_relation(old.map(|xml| xml.text.as_str()), target, strict, self.limits)?;
        let bytes = old.map_or_else(|| text.clone().into_bytes(), |xml| encoded(xml, &text));
        members.push((self.parts.relations.clone(), bytes));
        if let Some(old) = utf8(self.types.as_ref(), TYPES)? {
            members.push((TYPES.to_owned(), encoded(old, &part::with_type(&old.text, name, self.limits)?)));
        }
        Ok(())
    }

    /// Numbers that no comment has yet, above all of them as long as there are any.
    fn numbers(&self) -> Result<Vec<i64>, ReadError> {
        let mut taken = self.outline.comments.clone();
        if let Some(xml) = &self.comments {
            taken.extend(part::numbers(&xml.text, self.limits)?);
        }
        let next = taken.last().map_or(0, |last| last.saturating_add(1).max(0));
        let free = (next..=LARGEST).chain(0..next.min(LARGEST)).filter(|id| !taken.contains(id));
        Ok(free.take(self.added.len()).collect())
    }

    /// A name for a part with comments, in the folder of the document.
    fn free_name(&self) -> String {
        let folder =
            self.parts.document.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let names = (0..).map(|n: u32| match n {
            0 => format!("{folder}comments.xml"),
            n => format!("{folder}comments{n}.xml"),
        });
        let mut free = names.filter(|name| !self.members.contains(&name.to_ascii_lowercase()));
        free.next().unwrap_or_default()
    }
}

/// A part that must be there, in UTF-8.
fn needed(package: &mut Package<'_>, name: &str) -> Result<Xml, ReadError> {
    let xml = package.xml(name)?.ok_or_else(|| damaged(WHAT, &format!("{name} is missing")))?;
    utf8(Some(&xml), name)?;
    Ok(xml)
}

/// A part, if it is in UTF-8.
fn utf8<'x>(xml: Option<&'x Xml>, name: &str) -> Result<Option<&'x Xml>, ReadError> {
    match xml {
        Some(xml) if xml.offset.is_none() => Err(damaged(WHAT, &format!("{name} is not in UTF-8"))),
        found => Ok(found),
    }
}

/// New text for a part, with the byte order mark that it had.
fn encoded(old: &Xml, text: &str) -> Vec<u8> {
    let mark: &[u8] = if old.offset == Some(3) { b"\xEF\xBB\xBF" } else { b"" };
    [mark, text.as_bytes()].concat()
}

/// The ways back to the main part, as offsets in its text without what stands before it.
fn based(mut runs: DocxRuns, by: usize) -> DocxRuns {
    for stretch in &mut runs.stretches {
        stretch.xml = stretch.xml.start.saturating_sub(by)..stretch.xml.end.saturating_sub(by);
    }
    runs
}

#[cfg(test)]
mod tests;
