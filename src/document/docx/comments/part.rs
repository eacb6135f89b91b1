//! The part with the comments, and what makes it known: a relation of the document, and a type among the package's.
//!
//! This module must not know where comments are anchored.

use std::collections::BTreeSet;
use std::ops::Range;

use super::DocxComment;
use super::names::Names;
use crate::document::docx::WHAT;
use crate::document::package::{Xml, damaged};
use crate::document::xml::{Node, Nodes, attribute, local};
use crate::document::{Limits, ReadError};

/// What the package calls such a part.
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// What relations to such a part are called, in each dialect.
const RELATIONS: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
];

/// A list in XML: its names, the values of an attribute of its elements, and where its end tag is.
struct List {
    names: Names,
    values: BTreeSet<String>,
    /// The name of the root, as it is written.
    root: String,
    /// Where the end tag begins; behind the root's only tag, if it has but one.
    end: usize,
    alone: bool,
}

impl List {
    /// Reads a list, and the values of `name` in it.
    fn read(text: &str, name: &str, limits: Limits) -> Result<List, ReadError> {
        let mut nodes = Nodes::new(text, WHAT, limits);
        let mut list: Option<List> = None;
        while let Some((node, at)) = nodes.next()? {
            match (node, &mut list) {
                (Node::Start(start), None) => {
                    let (names, root) = (Names::of(&start), start.name().0.to_owned());
                    list = Some(List { names, values: BTreeSet::new(), root, end: 0, alone: false });
                }
                (Node::Start(start), Some(list)) if nodes.depth() == 2 => {
                    list.values.extend(attribute(&start, name));
                }
                (Node::End, Some(list)) if nodes.depth() == 0 => {
                    (list.end, list.alone) = (at.start, at.is_empty())
                }
                _ => {}
            }
        }
        list.ok_or_else(|| damaged(WHAT, &"a part of it has no element"))
    }

    /// The list with `content` at its end.
    fn with(&self, text: &str, content: &str) -> Result<String, ReadError> {
        let (before, after) =
            text.split_at_checked(self.end).ok_or_else(|| damaged(WHAT, &"a part of it does not end"))?;
        if !self.alone {
            return Ok(format!("{before}{content}{after}"));
        }
        let open = before.strip_suffix("/>").ok_or_else(|| damaged(WHAT, &"a part of it does not end"))?;
        Ok(format!("{open}>{content}</{}>{after}", self.root))
    }

    /// The prefix of the root, with its colon.
    fn prefix(&self) -> &str {
        self.root.rfind(':').and_then(|at| self.root.get(..=at)).unwrap_or("")
    }
}

/// The numbers that comments of this part have.
pub(super) fn numbers(text: &str, limits: Limits) -> Result<BTreeSet<i64>, ReadError> {
    let list = List::read(text, "id", limits)?;
    Ok(list.values.iter().filter_map(|id| id.trim().parse().ok()).collect())
}

/// The part `text` with more comments; a new one, where there is none yet.
pub(super) fn with_comments(
    text: Option<&str>,
    comments: &[(i64, &DocxComment)],
    strict: bool,
    limits: Limits,
) -> Result<String, ReadError> {
    let elements =
        |names: &Names| comments.iter().map(|(id, one)| element(*id, one, names)).collect::<String>();
    let Some(text) = text else {
        let names = Names::fresh(strict);
        let held = Names { declared: String::new(), ..names.clone() };
        return Ok(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments{}>{}</w:comments>",
            names.declared,
            elements(&held)
        ));
    };
    let list = List::read(text, "id", limits)?;
    list.with(text, &elements(&list.names))
}

/// One comment: a paragraph a line, the first in bold.
fn element(id: i64, comment: &DocxComment, names: &Names) -> String {
    let (p, declared) = (&names.new, &names.declared);
    let date = comment.date.as_ref().map(|date| format!(" {p}date=\"{}\"", escaped(date)));
    let paragraphs = comment.lines.iter().enumerate().map(|(at, line)| {
        let (mark, bold) = if at == 0 {
            let mark = format!(
                "<{p}r><{p}rPr><{p}rStyle {p}val=\"CommentReference\"/></{p}rPr><{p}annotationRef/></{p}r>"
            );
            (mark, format!("<{p}rPr><{p}b/></{p}rPr>"))
        } else {
            (String::new(), String::new())
        };
        format!(
            "<{p}p><{p}pPr><{p}pStyle {p}val=\"CommentText\"/></{p}pPr>{mark}\
             <{p}r>{bold}<{p}t xml:space=\"preserve\">{}</{p}t></{p}r></{p}p>",
            escaped(line)
        )
    });
    format!(
        "<{p}comment{declared} {p}id=\"{id}\" {p}author=\"{}\" {p}initials=\"{}\"{}>{}</{p}comment>",
        escaped(&comment.author),
        escaped(&comment.initials),
        date.unwrap_or_default(),
        paragraphs.collect::<String>()
    )
}

/// The relations `text` with one to `target`.
pub(super) fn with_relation(
    text: Option<&str>,
    target: &str,
    strict: bool,
    limits: Limits,
) -> Result<String, ReadError> {
    const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
        <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";
    let text = text.unwrap_or(EMPTY);
    let list = List::read(text, "Id", limits)?;
    let id = (1..).map(|n: u32| format!("rIdComments{n}")).find(|id| !list.values.contains(id));
    let [usual, other] = RELATIONS;
    let kind = if strict { other } else { usual };
    let relation = format!(
        "<{}Relationship Id=\"{}\" Type=\"{kind}\" Target=\"{}\"/>",
        list.prefix(),
        id.unwrap_or_default(),
        escaped(target)
    );
    list.with(text, &relation)
}

/// The package's types `text` with that of the part `member`, unless it has one.
pub(super) fn with_type(text: &str, member: &str, limits: Limits) -> Result<String, ReadError> {
    let list = List::read(text, "PartName", limits)?;
    let name = format!("/{member}");
    if list.values.contains(&name) {
        return Ok(text.to_owned());
    }
    let entry =
        format!("<{}Override PartName=\"{}\" ContentType=\"{TYPE}\"/>", list.prefix(), escaped(&name));
    list.with(text, &entry)
}

/// A note in the part with the notes of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    /// Where it stands, in bytes of the member.
    pub(super) element: Range<usize>,
    /// `footnote` or `endnote`.
    pub(super) kind: &'static str,
    pub(super) id: String,
}

/// The notes of a part.
pub(super) fn notes(xml: &Xml, limits: Limits) -> Result<Vec<Note>, ReadError> {
    let (mut nodes, by) = (Nodes::new(&xml.text, WHAT, limits), xml.offset.unwrap_or(0));
    let (mut found, mut open) = (Vec::new(), None);
    while let Some((node, at)) = nodes.next()? {
        match node {
            Node::Start(start) if nodes.depth() == 2 => {
                let kind = match local(&start) {
                    "footnote" => Some("footnote"),
                    "endnote" => Some("endnote"),
                    _ => None,
                };
                open = kind.zip(attribute(&start, "id")).map(|(kind, id)| (at.start, kind, id));
            }
            Node::End if nodes.depth() == 1 => {
                let note = |(start, kind, id)| Note { element: start + by..at.end + by, kind, id };
                found.extend(open.take().map(note));
            }
            _ => {}
        }
    }
    Ok(found)
}

/// A text as XML has it; a character that XML has no way to write is shown as `U+FFFD`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(c),
        }
    }
    out
}
