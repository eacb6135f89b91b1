//! Which tables of a page arrange it instead of holding data.
//!
//! This module must not know what is done with either.

use std::collections::HashSet;

use super::dom::{Data, Dom};

/// A cell with more characters than this holds text, not data.
const LONG: usize = 300;

/// A cell with more characters than this and several paragraphs holds text as well.
const LONG_PARTED: usize = 100;

/// What is seen of a table while the page is looked through.
#[derive(Debug, Default)]
struct Seen {
    node: usize,
    rows: usize,
    cells: usize,
    /// Characters and paragraphs in the cell that is read.
    characters: usize,
    paragraphs: usize,
    layout: bool,
}

impl Seen {
    fn end_cell(&mut self) {
        let parted = self.characters > LONG_PARTED && self.paragraphs > 1;
        self.layout |= self.characters > LONG || parted;
        (self.characters, self.paragraphs) = (0, 0);
    }

    /// One cell, or one in each of several rows, is no table; nor is one that says so of itself.
    fn arranges(&self) -> bool {
        self.layout || self.cells <= self.rows.max(1)
    }
}

/// The tables that hold another table, or text, or nothing side by side.
pub(super) fn tables(dom: &Dom) -> HashSet<usize> {
    let mut found = HashSet::new();
    let mut open: Vec<Seen> = Vec::new();
    let mut stack = vec![(Dom::ROOT, true)];
    while let Some((node, enters)) = stack.pop() {
        if enters {
            enter(dom, node, &mut open);
            stack.push((node, false));
            stack.extend(dom.children(node).iter().rev().map(|child| (*child, true)));
        } else if let Some(table) = leave(dom, node, &mut open)
            && table.arranges()
        {
            found.insert(table.node);
        }
    }
    found
}

fn enter(dom: &Dom, node: usize, open: &mut Vec<Seen>) {
    if dom.name(node) == "table" {
        let role = dom.attribute(node, "role").unwrap_or("");
        if let Some(outer) = open.last_mut() {
            outer.layout = true;
        }
        let layout = matches!(role, "presentation" | "none");
        return open.push(Seen { node, layout, ..Seen::default() });
    }
    let Some(table) = open.last_mut() else { return };
    match dom.data(node) {
        Data::Text(text) => table.characters += text.chars().filter(|c| !c.is_whitespace()).count(),
        _ => match dom.name(node) {
            "tr" => table.rows += 1,
            "td" | "th" => table.cells += 1,
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" => table.paragraphs += 1,
            _ => {}
        },
    }
}

fn leave(dom: &Dom, node: usize, open: &mut Vec<Seen>) -> Option<Seen> {
    match dom.name(node) {
        "table" => return open.pop(),
        "td" | "th" | "caption" => open.last_mut().map(Seen::end_cell),
        _ => None,
    };
    None
}
