//! Claims in tables: what the rules of a pack offer for a grid of cells.
//!
//! A table is read in four steps: the grid (which cell covers which place), the layout (heads, names, units,
//! figures), the columns that a rule binds its slots to, and the sums that rows and columns make. What comes out are
//! families of candidates, each a reading of the structure; which of them the table bears out is for the judge. This
//! room must not know whether any figures agree.

mod bind;
mod cell;
mod grid;
mod head;
mod layout;
mod named;
mod rows;
mod standing;
mod sums;
mod unit;

pub(crate) use layout::Layout;
use layout::Placed;
pub(crate) use named::{NamedCell, is_appendix, is_elsewhere};

use super::{Block, Candidate, Page, Skeleton, Told};
use crate::document::{BlockKind, Document};
use crate::rule::alphabet::folded;
use crate::rule::{Pack, Rule};
use crate::work;

/// A table that was read: its page, and what the rules offer for it.
pub(crate) struct Read<'t> {
    /// The table as one page: a mention for each figure in a cell of its own.
    pub(crate) page: Page<'t>,
    layout: Layout,
}

/// What one rule makes of a table, in every way in which the table can be read.
pub(crate) struct Family<'p> {
    pub(crate) rule: &'p Rule,
    /// The rule's place in the pack.
    pub(crate) order: usize,
    /// The ways, the likeliest first.
    pub(crate) readings: Vec<Reading>,
}

/// One way to read a table.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// Whether the table leaves no doubt that this is what it means.
    pub(crate) certain: bool,
    /// One claim for each row or column that it is said of.
    pub(crate) lines: Vec<Line>,
}

/// A claim that one row or column makes under a reading.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The mention in the cell of the result.
    pub(crate) anchor: usize,
    pub(crate) candidate: Candidate,
    /// Whether it says anything for the reading that it holds: not where all but one of its figures are 0.
    pub(crate) telling: bool,
}

/// Reads a table of a document; `None` if nothing in it can be a claim. `under` is a block of the flow it stands in; a
/// table of more rows than `columns` does not lie on its side.
pub(crate) fn read_table<'t>(
    document: &'t Document,
    number: usize,
    under: Block<'t>,
    told: Told,
    pack: &Pack,
    columns: usize,
) -> Option<Read<'t>> {
    let table = document.tables.get(number)?;
    let upright = grid::Grid::of(document, number)?;
    let above = table.above.clone().and_then(|above| document.text.get(above)).unwrap_or("");
    let turned = (upright.rows <= columns).then(|| upright.transposed());
    let above = (above, table.above.as_ref().map_or(0, |above| above.start));
    let layouts =
        [Some(upright), turned].into_iter().flatten().filter_map(|grid| Layout::of(grid, above, pack));
    // A table that lies on its side has its heads in its first column.
    let mut layout = layouts.max_by_key(|layout| (bind::slots(layout, pack), !layout.turned))?;
    let sources = sources(document, number);
    let placed = std::mem::take(&mut layout.mentions);
    let (mut cells, mut given) = (Vec::with_capacity(placed.len()), Vec::with_capacity(placed.len()));
    let mut mentions = Vec::with_capacity(placed.len());
    for Placed { mut mention, cell, given: unit } in placed {
        mention.start = mention.start.checked_sub(table.span.start)?;
        mention.end = mention.end.checked_sub(table.span.start)?;
        mentions.push(mention);
        cells.push(sources.get(cell).copied().flatten());
        given.push(unit);
    }
    let text = document.text.get(table.span.clone())?;
    // The first cell with anything in it may stand in a later row.
    let empty = document.text.get(table.span.start..under.start).unwrap_or("").matches('\n').count();
    let line = under.line.saturating_sub(empty);
    let block = Block { text, start: table.span.start, line, heading: false, title: None, ..under };
    let page = Page { block, told, mentions, skeleton: Skeleton::default(), cells, given };
    Some(Read { page, layout })
}

/// For each cell of a table, the block of the document that it is.
fn sources(document: &Document, number: usize) -> Vec<Option<usize>> {
    let Some(whole) = document.tables.get(number) else { return Vec::new() };
    let mut sources = vec![None; whole.cells.len()];
    // Only the blocks that stand where the table does: there may be as many tables as blocks.
    let first = document.blocks.partition_point(|block| block.span.end < whole.span.start);
    let blocks = document.blocks.iter().enumerate().skip(first);
    for (source, block) in blocks.take_while(|(_, block)| block.span.start <= whole.span.end) {
        work::steps(1);
        if let BlockKind::Cell { table, cell } = block.kind
            && table == number
            && let Some(entry) = sources.get_mut(cell)
        {
            *entry = Some(source);
        }
    }
    sources
}

impl Read<'_> {
    /// Where the unit is named that the table took for its figures, in bytes of the document, if one line says it for all.
    pub(crate) fn unit_at(&self) -> Option<usize> {
        self.layout.unit_at
    }

    /// What the rules of a pack offer, made rule by rule: a large table's claims take room.
    pub(crate) fn families<'p>(&self, pack: &'p Pack) -> impl Iterator<Item = Family<'p>> {
        pack.table_rules().flat_map(move |(order, rule, table)| {
            let found = match table.adds_up {
                Some(direction) => {
                    sums::families(&self.layout, &self.page, rule, table, &pack.tables, direction)
                }
                None => rows::families(&self.layout, &self.page, rule, table),
            };
            found.into_iter().map(move |readings| Family { rule, order, readings })
        })
    }
}

impl Page<'_> {
    /// The block of the document that a mention stands in.
    pub(crate) fn source(&self, mention: usize) -> usize {
        self.cells.get(mention).copied().flatten().unwrap_or(self.block.source)
    }

    /// What a head or a line over the table gives a figure that is printed without a unit, as if it stood behind it.
    pub(crate) fn given(&self, mention: usize) -> Option<&str> {
        self.given.get(mention)?.as_deref()
    }
}

/// A cell's text as patterns see it: figures and dates as one character each.
fn seen(text: &str, pack: &Pack) -> String {
    let mentions = pack.reader.read(text);
    let seen = match mentions.is_empty() {
        true => folded(text, pack.spaces),
        false => Skeleton::new(text, &mentions, pack.spaces).text,
    };
    seen.trim().trim_end_matches(['。', ':']).to_owned()
}
