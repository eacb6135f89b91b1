//! Properties of a paragraph, a run, a row or a cell: the small elements in `w:pPr` and its like, read as a list.
//!
//! This module must not know what a property does.

use crate::document::ReadError;
use crate::document::xml::{Node, Nodes, attribute, local};

/// The properties in an element: each with the path of names that leads to it, and its value.
#[derive(Debug, Default)]
pub(super) struct Properties(Vec<(String, Option<String>)>);

impl Properties {
    /// Reads to the end of the element that has just begun. What was before a tracked change is left out.
    pub(super) fn read(nodes: &mut Nodes<'_>) -> Result<Properties, ReadError> {
        let outside = nodes.depth().saturating_sub(1);
        let mut path: Vec<String> = Vec::new();
        let mut found = Vec::new();
        while nodes.depth() > outside {
            match nodes.next()? {
                Some((Node::Start(start), _)) => {
                    let name = local(&start).to_owned();
                    if name.ends_with("Change") || name == "sectPr" {
                        nodes.skip()?;
                        continue;
                    }
                    let value = attribute(&start, "val");
                    path.push(name);
                    found.push((path.join("/"), value));
                }
                Some((Node::End, _)) => drop(path.pop()),
                Some(_) => {}
                None => break,
            }
        }
        Ok(Properties(found))
    }

    /// Whether a property is there.
    pub(super) fn has(&self, path: &str) -> bool {
        self.0.iter().any(|(known, _)| known == path)
    }

    /// The value of a property.
    pub(super) fn value(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == path).and_then(|(_, value)| value.as_deref())
    }

    /// Whether a property that is on or off is on; `None` if it is not there.
    pub(super) fn is_on(&self, path: &str) -> Option<bool> {
        let off = |value: &str| matches!(value, "0" | "false" | "off" | "none");
        self.has(path).then(|| !self.value(path).is_some_and(off))
    }

    /// The value of a property as a number.
    pub(super) fn number(&self, path: &str) -> Option<usize> {
        self.value(path)?.trim().parse().ok()
    }
}
