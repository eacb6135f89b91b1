//! XML as readers of packages need it: elements and text in order with their place, and nothing from outside.
//!
//! A document type is refused, for all it is good for here is harm; depth is bounded; a file that ends inside an element
//! is damaged. This module must not know what an element means.

use std::ops::Range;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{Limit, Limits, ReadError};

/// The nodes of a text of XML.
pub(super) struct Nodes<'x> {
    reader: Reader<&'x [u8]>,
    what: &'static str,
    limits: Limits,
    depth: usize,
}

/// A node.
#[derive(Debug)]
pub(super) enum Node<'x> {
    /// An element begins; an empty one ends right after.
    Start(BytesStart<'x>),
    /// An element ends.
    End,
    /// Text, as it stands in the file.
    Text(String),
    /// A character that the file has as a reference.
    Char(char),
}

impl<'x> Nodes<'x> {
    /// The nodes of `text`, of a file that errors call `what`.
    pub(super) fn new(text: &'x str, what: &'static str, limits: Limits) -> Nodes<'x> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Nodes { reader, what, limits, depth: 0 }
    }

    /// The next node and where it stands, in bytes; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<(Node<'x>, Range<usize>)>, ReadError> {
        loop {
            let from = self.position();
            let event = self.reader.read_event().map_err(|error| self.damaged(&error))?;
            let node = match event {
                Event::Start(start) => {
                    self.deeper()?;
                    Node::Start(start)
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::End
                }
                Event::Text(text) => Node::Text(text.to_string()),
                Event::CData(text) => Node::Text(text.to_string()),
                Event::GeneralRef(reference) => Node::Char(self.character(&reference)?),
                Event::DocType(_) => return Err(self.damaged(&"it has a document type declaration")),
                Event::Eof if self.depth > 0 => return Err(self.damaged(&"it ends inside an element")),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            return Ok(Some((node, from..self.position())));
        }
    }

    /// Past the end of the element that has just begun; whether there was text in it.
    pub(super) fn skip(&mut self) -> Result<bool, ReadError> {
        let outside = self.depth.saturating_sub(1);
        let mut text = false;
        while self.depth > outside {
            match self.next()? {
                Some((Node::Text(found), _)) => text |= !found.trim().is_empty(),
                Some((Node::Char(_), _)) => text = true,
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Where the next node begins.
    pub(super) fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn deeper(&mut self) -> Result<(), ReadError> {
        self.depth += 1;
        self.limits.in_time()?;
        if self.depth > self.limits.depth {
            let limit = self.limits.get(Limit::Depth);
            return Err(ReadError::TooMany { what: "elements inside one another", limit });
        }
        Ok(())
    }

    /// One of XML's five entities, or a character by its number. No other reference is ever expanded.
    fn character(&self, reference: &BytesRef<'_>) -> Result<char, ReadError> {
        let found = match &**reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        found.ok_or_else(|| self.damaged(&format!("unknown reference &{};", &**reference)))
    }

    fn damaged(&self, detail: &dyn std::fmt::Display) -> ReadError {
        ReadError::Damaged { what: self.what, detail: detail.to_string() }
    }
}

/// The name of an element without its prefix.
pub(super) fn local<'s>(start: &'s BytesStart<'_>) -> &'s str {
    without_prefix(start.name().0)
}

fn without_prefix(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The value of an attribute, by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes().filter_map(Result::ok);
    let found = attributes.find(|attribute| without_prefix(attribute.key.0) == name)?;
    Some(
        found
            .normalized_value(XmlVersion::Implicit1_0)
            .map_or_else(|_| found.value.to_string(), |value| value.into_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, limits: Limits) -> Result<Vec<(String, Range<usize>)>, ReadError> {
        let mut nodes = Nodes::new(text, "a test", limits);
        let mut seen = Vec::new();
        while let Some((node, range)) = nodes.next()? {
            let shown = match node {
                Node::Start(start) => format!("<{}", local(&start)),
                Node::End => ">".to_owned(),
                Node::Text(text) => text,
                Node::Char(c) => format!("&{c}"),
            };
            seen.push((shown, range));
        }
        Ok(seen)
    }

    #[test]
    fn nodes_come_with_their_place() {
        let nodes =
            all("<?xml version='1.0'?><w:a><b/>1&lt;&#x33;<!--4--></w:a>", Limits::default()).unwrap();
        let shown: Vec<&str> = nodes.iter().map(|(shown, _)| shown.as_str()).collect();
        assert_eq!(shown, ["<a", "<b", ">", "1", "&<", "&3", ">"]);
        assert_eq!((nodes[0].1.clone(), nodes[3].1.clone(), nodes[4].1.clone()), (21..26, 30..31, 31..35));
    }

    #[test]
    fn what_reaches_outside_or_too_deep_or_breaks_off_is_refused() {
        let entity = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>";
        for text in [entity, "<a>&x;</a>", "<a>", "<a></b>", "<a"] {
            assert_eq!(all(text, Limits::default()).unwrap_err().code(), "damaged", "{text}");
        }
        let deep = "<a>".repeat(100_000);
        assert_eq!(all(&deep, Limits::default()).unwrap_err().code(), "too-large");
    }
}
