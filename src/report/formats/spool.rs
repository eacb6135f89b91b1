//! A spool: the elements of a list in a JSON document, kept out of memory until the document around them is known.
//!
//! This module must not know what an element is.

use std::io::{self, Write};

use serde::Serialize;

use crate::report::held::Held;

/// How many bytes stay in memory.
const IN_MEMORY: usize = 4 << 20;

/// Elements, as they will stand in the indented document.
#[derive(Debug)]
pub(super) struct Spool {
    elements: Held,
    /// What stands before each line of an element.
    indent: &'static str,
    any: bool,
}

impl Spool {
    /// A spool for elements that stand `indent` deep.
    pub(super) fn new(indent: &'static str) -> Spool {
        Spool { elements: Held::keeping(IN_MEMORY), indent, any: false }
    }

    /// One more element.
    pub(super) fn push(&mut self, element: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_string_pretty(element)?;
        let mut parts: Vec<&str> = Vec::new();
        if self.any {
            parts.push(",");
        }
        // No string in JSON has a line feed in it, so each one is of the layout.
        for line in text.lines() {
            parts.extend(["\n", self.indent, line]);
        }
        self.any = true;
        self.elements.add(&parts.concat())
    }

    /// Writes `document`, indented JSON, with the elements in its empty list called `key`, which stands `outer` deep.
    pub(super) fn write(
        &mut self,
        document: &str,
        key: &str,
        outer: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let empty = format!("\n{outer}\"{key}\": []");
        let (before, after) = match document.split_once(&empty).filter(|_| self.any) {
            Some(parts) => parts,
            None => return out.write_all(document.as_bytes()),
        };
        write!(out, "{before}\n{outer}\"{key}\": [")?;
        self.elements.write(out)?;
        write!(out, "\n{outer}]{after}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn spooled(elements: &[Value]) -> String {
        let mut spool = Spool::new("    ");
        elements.iter().for_each(|element| spool.push(element).unwrap());
        let around = serde_json::to_string_pretty(&json!({"a": "\n  \"list\": []", "list": [], "b": 1}));
        let mut out = Vec::new();
        spool.write(&around.unwrap(), "list", "  ", &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_bytes_are_those_of_the_whole_document() {
        let element = json!({"text": "a\nb", "none": [], "deep": {"list": [1, {"x": null}]}});
        let large = json!("x".repeat(IN_MEMORY));
        for elements in [vec![], vec![element.clone()], vec![element.clone(), json!(7), large, element]] {
            let whole = json!({"a": "\n  \"list\": []", "list": elements, "b": 1});
            assert!(
                spooled(&elements) == serde_json::to_string_pretty(&whole).unwrap(),
                "{}",
                elements.len()
            );
        }
    }
}
