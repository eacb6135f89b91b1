//! Styles: which of them make a paragraph a heading, an item or a line of the table of contents, and which hide text.
//!
//! This module must not know the text.

use std::collections::HashMap;

use super::WHAT;
use super::properties::Properties;
use crate::document::xml::{Node, Nodes, attribute, local};
use crate::document::{Limits, ReadError};

/// How far a style is followed to those it is based on.
const CHAIN: usize = 32;

/// The styles of a document, by their id.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

/// What a style says itself.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Style {
    based_on: Option<String>,
    level: Option<u8>,
    numbered: Option<bool>,
    contents: bool,
    hidden: Option<bool>,
}

impl Styles {
    /// Reads the styles part.
    pub(super) fn read(text: &str, limits: Limits) -> Result<Styles, ReadError> {
        let mut nodes = Nodes::new(text, WHAT, limits);
        let mut styles = HashMap::new();
        while let Some((node, _)) = nodes.next()? {
            let Node::Start(start) = node else { continue };
            if local(&start) == "style" {
                let id = attribute(&start, "styleId").unwrap_or_default();
                let properties = Properties::read(&mut nodes)?;
                styles.insert(id, Style::new(&properties));
            }
        }
        Ok(Styles(styles))
    }

    /// The level of heading that a style makes: 0 for the title.
    pub(super) fn level(&self, id: &str) -> Option<u8> {
        self.find(id, |style| style.level).filter(|level| *level <= 9)
    }

    /// Whether a style numbers its paragraphs.
    pub(super) fn is_numbered(&self, id: &str) -> bool {
        self.find(id, |style| style.numbered).unwrap_or(false)
    }

    /// Whether a style is that of a line in the table of contents.
    pub(super) fn is_contents(&self, id: &str) -> bool {
        self.find(id, |style| style.contents.then_some(())).is_some()
    }

    /// Whether a style hides its text.
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.find(id, |style| style.hidden).unwrap_or(false)
    }

    /// What a style, or the nearest of those it is based on, says.
    fn find<T>(&self, id: &str, says: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let first = self.0.get(id);
        let based = |style: &&Style| style.based_on.as_ref().and_then(|id| self.0.get(id));
        std::iter::successors(first, based).take(CHAIN).find_map(says)
    }
}

impl Style {
    fn new(properties: &Properties) -> Style {
        let name = properties.value("name").unwrap_or("").to_lowercase();
        let outline = properties.number("pPr/outlineLvl").and_then(|level| u8::try_from(level).ok());
        Style {
            based_on: properties.value("basedOn").map(str::to_owned),
            level: named(&name).or(outline.map(|level| level.saturating_add(1).min(10))),
            numbered: properties.has("pPr/numPr").then(|| properties.value("pPr/numPr/numId") != Some("0")),
            contents: name.starts_with("toc ") && name != "toc heading",
            hidden: properties.is_on("rPr/vanish"),
        }
    }
}

/// The level that the name of a built-in style says, in English or Chinese.
fn named(name: &str) -> Option<u8> {
    if matches!(name, "title" | "标题") {
        return Some(0);
    }
    let number = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    number.trim().parse().ok().filter(|level| (1..=9).contains(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_say_what_their_bases_say() {
        let text = "<w:styles>\
            <w:style w:styleId='1'><w:name w:val='heading 1'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>\
            <w:style w:styleId='a'><w:basedOn w:val='b'/></w:style>\
            <w:style w:styleId='b'><w:basedOn w:val='a'/><w:pPr><w:outlineLvl w:val='2'/><w:numPr/></w:pPr></w:style>\
            <w:style w:styleId='c'><w:name w:val='标题 2'/><w:basedOn w:val='1'/></w:style>\
            <w:style w:styleId='d'><w:name w:val='Title'/></w:style>\
            <w:style w:styleId='e'><w:name w:val='toc 1'/><w:rPr><w:vanish/></w:rPr></w:style>\
            <w:style w:styleId='f'><w:basedOn w:val='1'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>\
            <w:style w:styleId='g'><w:basedOn w:val='e'/><w:rPr><w:vanish w:val='0'/></w:rPr></w:style></w:styles>";
        let styles = Styles::read(text, Limits::default()).unwrap();
        let levels = ["1", "a", "b", "c", "d", "e", "f", "none"].map(|id| styles.level(id));
        assert_eq!(levels, [Some(1), Some(3), Some(3), Some(2), Some(0), None, None, None]);
        assert_eq!(["a", "1"].map(|id| styles.is_numbered(id)), [true, false]);
        assert!(styles.is_contents("g") && styles.is_hidden("e") && !styles.is_hidden("g"));
    }
}
