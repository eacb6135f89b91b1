//! The walk through a page, element by element, into a draft.
//!
//! It keeps its own stack: the depth of a page is not a depth of calls. This module must not know encodings.

use std::collections::HashSet;

use super::dom::{Data, Dom};
use super::element::{Role, hides, role};
use super::grid::Grid;
use super::layout;
use crate::document::draft::{Draft, DraftCell, DraftTable};
use crate::document::raised::raised;
use crate::document::{BlockKind, Document, Limits, ReadError, Remark, breaks};

/// Reads the text of a page.
pub(super) fn read(dom: &Dom, limits: Limits) -> Result<Document, ReadError> {
    let walk = Walk {
        dom,
        layout: layout::tables(dom),
        draft: Draft::new(limits),
        text: String::new(),
        kinds: Vec::new(),
        table: None,
        articles: 0,
        lines: 0,
        hidden: 0,
        deleted: 0,
        inserted: 0,
    };
    walk.run()
}

/// A table while it is read.
#[derive(Debug, Default)]
struct Open {
    node: usize,
    grid: Grid,
    table: DraftTable,
    cell: Option<DraftCell>,
}

struct Walk<'d> {
    dom: &'d Dom,
    /// The tables that are read as flow.
    layout: HashSet<usize>,
    draft: Draft,
    /// The text of the block that is read, breaks as line feeds.
    text: String,
    /// What text is here: the innermost heading or item.
    kinds: Vec<BlockKind>,
    /// The table of data that is read.
    table: Option<Open>,
    /// Inside how many articles.
    articles: usize,
    /// Inside how many elements whose line ends count.
    lines: usize,
    hidden: usize,
    deleted: usize,
    inserted: usize,
}

/// A step of the walk.
enum Step {
    Enter(usize),
    Leave(usize),
}

impl Walk<'_> {
    fn run(mut self) -> Result<Document, ReadError> {
        let mut steps = vec![Step::Enter(Dom::ROOT)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node) if self.enter(node)? => {
                    steps.push(Step::Leave(node));
                    steps.extend(self.dom.children(node).iter().rev().map(|child| Step::Enter(*child)));
                }
                Step::Enter(_) => {}
                Step::Leave(node) => self.leave(node)?,
            }
        }
        self.flush()?;
        self.remarks();
        Ok(self.draft.finish("text/html"))
    }

    fn remarks(&mut self) {
        let (hidden, deleted, inserted) = (self.hidden, self.deleted, self.inserted);
        let remarks = [
            (hidden, Remark::HiddenText { places: hidden }),
            (deleted, Remark::DeletedText { places: deleted }),
            (inserted, Remark::InsertedText { places: inserted }),
        ];
        for (_, remark) in remarks.into_iter().filter(|(places, _)| *places > 0) {
            self.draft.remark(remark);
        }
    }

    /// Begins a node; whether what is in it is read.
    fn enter(&mut self, node: usize) -> Result<bool, ReadError> {
        match self.dom.data(node) {
            Data::Text(text) => self.push(text),
            Data::Other => return Ok(node == Dom::ROOT),
            Data::Element { .. } => return self.element(node),
        }
        Ok(false)
    }

    fn element(&mut self, node: usize) -> Result<bool, ReadError> {
        let name = self.dom.name(node);
        let role = role(name);
        if self.is_hidden(node) && role != Role::Silent {
            self.hidden += usize::from(self.has_text(node));
            return Ok(false);
        }
        match role {
            Role::Silent => return Ok(false),
            Role::Margin if self.articles == 0 => return Ok(false),
            Role::Deleted => {
                self.deleted += usize::from(self.has_text(node));
                return Ok(false);
            }
            Role::Inserted => self.inserted += usize::from(self.has_text(node)),
            Role::Raised => {
                self.raise(node);
                return Ok(false);
            }
            Role::Break => self.text.push('\n'),
            Role::Inline => {}
            Role::Table => self.begin_table(node)?,
            Role::Block | Role::Margin | Role::Lines | Role::Heading(_) | Role::Item => {
                self.block(name, node, role)?
            }
        }
        Ok(true)
    }

    fn block(&mut self, name: &str, node: usize, role: Role) -> Result<(), ReadError> {
        if self.table.is_some() {
            return self.part_of_table(name, node);
        }
        self.flush()?;
        match role {
            Role::Heading(level) => self.kinds.push(BlockKind::Heading(level)),
            Role::Item => self.kinds.push(BlockKind::Item),
            Role::Lines => self.lines += 1,
            _ => {}
        }
        self.articles += usize::from(matches!(name, "article" | "main"));
        Ok(())
    }

    fn leave(&mut self, node: usize) -> Result<(), ReadError> {
        let name = self.dom.name(node);
        let role = role(name);
        if let Some(open) = &self.table {
            if open.node == node {
                return self.end_table();
            }
            if role != Role::Inline && role != Role::Break && role != Role::Inserted {
                self.end_part(name);
            }
            return Ok(());
        }
        match role {
            Role::Inline | Role::Break | Role::Inserted => return Ok(()),
            Role::Heading(_) | Role::Item => {
                self.flush()?;
                self.kinds.pop();
            }
            Role::Lines => {
                self.flush()?;
                self.lines = self.lines.saturating_sub(1);
            }
            _ => self.flush()?,
        }
        self.articles = self.articles.saturating_sub(usize::from(matches!(name, "article" | "main")));
        Ok(())
    }

    fn is_hidden(&self, node: usize) -> bool {
        self.dom.attribute(node, "hidden").is_some()
            || self.dom.attribute(node, "aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
            || self.dom.attribute(node, "style").is_some_and(hides)
    }

    fn has_text(&self, node: usize) -> bool {
        !self.text_of(node).trim().is_empty()
    }

    /// All text in a node, as it is.
    fn text_of(&self, node: usize) -> String {
        let mut text = String::new();
        let mut nodes = vec![node];
        while let Some(node) = nodes.pop() {
            match self.dom.data(node) {
                Data::Text(part) => text.push_str(part),
                _ if role(self.dom.name(node)) == Role::Silent => {}
                _ => nodes.extend(self.dom.children(node).iter().rev()),
            }
        }
        text
    }

    /// Powers stay, marks that lead to a note do not.
    fn raise(&mut self, node: usize) {
        let links = self.dom.children(node).iter().any(|child| self.dom.name(*child) == "a");
        if let Some(text) = raised(&self.text_of(node)).filter(|_| !links) {
            self.text.push_str(&text);
        }
    }

    /// Appends text as a browser shows it: stretches of blanks as one, and what has no width not at all.
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.lines > 0 => self.text.push('\n'),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !self.text.ends_with([' ', '\n']) {
                        self.text.push(' ');
                    }
                }
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
                _ => self.text.push(c),
            }
        }
    }

    /// The block that is read ends here.
    fn flush(&mut self) -> Result<(), ReadError> {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return Ok(());
        }
        match self.kinds.last() {
            Some(BlockKind::Heading(level)) => self.draft.heading(*level, &text),
            Some(BlockKind::Item) => {
                breaks::paragraphs(&text).iter().try_for_each(|text| self.draft.item(text))
            }
            _ => breaks::paragraphs(&text).iter().try_for_each(|text| self.draft.paragraph(text)),
        }
    }

    fn begin_table(&mut self, node: usize) -> Result<(), ReadError> {
        self.flush()?;
        if self.table.is_none() && !self.layout.contains(&node) {
            self.table = Some(Open { node, ..Open::default() });
        }
        Ok(())
    }

    /// A block within a table: a row, a cell, or a paragraph in one.
    fn part_of_table(&mut self, name: &str, node: usize) -> Result<(), ReadError> {
        let span = |key: &str| {
            self.dom.attribute(node, key).and_then(|value| value.trim().parse().ok()).unwrap_or(1)
        };
        let (rows, columns): (usize, usize) = (span("rowspan"), span("colspan"));
        let Some(open) = &mut self.table else { return Ok(()) };
        match name {
            "tr" => open.grid.row(),
            "td" | "th" => {
                let spot = open.grid.cell(rows, columns);
                self.text.clear();
                open.cell = Some(DraftCell {
                    text: String::new(),
                    row: spot.row,
                    column: spot.column,
                    rows: spot.rows,
                    columns: spot.columns,
                    header: name == "th",
                });
            }
            "caption" => self.text.clear(),
            _ => self.text.push(' '),
        }
        Ok(())
    }

    fn end_part(&mut self, name: &str) {
        let Some(open) = &mut self.table else { return };
        match name {
            "td" | "th" => {
                let text = std::mem::take(&mut self.text);
                open.table.cells.extend(open.cell.take().map(|cell| DraftCell { text, ..cell }));
            }
            "caption" => open.table.caption = Some(std::mem::take(&mut self.text)),
            _ => self.text.push(' '),
        }
    }

    fn end_table(&mut self) -> Result<(), ReadError> {
        self.text.clear();
        let Some(open) = self.table.take() else { return Ok(()) };
        let caption = open.table.caption.filter(|caption| !caption.trim().is_empty());
        self.draft.table(DraftTable { caption, ..open.table })
    }
}
