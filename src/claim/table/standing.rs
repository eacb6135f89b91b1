//! Standings: what all rows of a table say together, found once: the names of a panel, the figures of a column.
//!
//! This module must not know rules.

use super::layout::{Layout, Name, Row, RowKind, Value};
use crate::claim::skeleton::sort;
use crate::work;

/// What the figures of one column are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Held {
    /// Their sorts, a bit each.
    pub(super) sorts: u16,
    /// Whether one of them is an amount: no percent, point or multiple.
    pub(super) amounts: bool,
}

impl Held {
    pub(super) fn of(layout: &Layout, column: usize) -> Held {
        let values = layout.rows.iter().filter_map(|row| row.values.get(column));
        let stated = values.filter_map(|value| match value {
            Value::Stated(number, _) => layout.mentions.get(*number),
            _ => None,
        });
        let mentions = stated.map(|placed| &placed.mention);
        mentions.fold(Held::default(), |held, mention| Held {
            sorts: held.sorts | 1 << sort(mention, "0"),
            amounts: held.amounts || !mention.kind.is_relative(),
        })
    }
}

/// What the rows of one panel have in common.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standing {
    /// The least level of any row, that of those which are part of no other; `None` where no row has a number.
    top: Option<u8>,
    /// The first row of the grid that is said to be part of another (其中).
    aside: Option<usize>,
    /// The place among the rows of the one that is the total of all others; `None` where there are several.
    pub(super) total: Option<usize>,
}

impl Standing {
    /// That of each panel.
    pub(super) fn of(rows: &[Row], panels: usize) -> Vec<Standing> {
        (0..panels).map(|panel| Standing::of_panel(rows, panel)).collect()
    }

    fn of_panel(rows: &[Row], panel: usize) -> Standing {
        let mut standing = Standing::default();
        let mut totals = 0;
        work::steps(rows.len());
        for (place, row) in rows.iter().enumerate() {
            let Some(name) = row.names.get(panel) else { continue };
            standing.top = standing.top.into_iter().chain(name.level).min();
            standing.aside = standing.aside.or_else(|| name.of_which.then_some(row.row));
            if matches!(name.kind, RowKind::Total | RowKind::Whole) {
                totals += 1;
                standing.total = Some(place).filter(|_| totals == 1);
            }
        }
        standing
    }

    /// Whether a row speaks of all that its name says: no total, no part of another row, nothing over it.
    pub(super) fn is_whole(&self, row: &Row, name: &Name) -> bool {
        name.kind == RowKind::Plain
            && !name.of_which
            && name.section.is_empty()
            && name.outer.is_none()
            && name.level == self.top
            && !(self.top.is_none() && self.aside.is_some_and(|aside| aside < row.row))
    }

    /// Whether a row may be part of another than the total: by its level, or as it stands behind 其中.
    pub(super) fn is_nested(&self, row: &Row, name: &Name) -> bool {
        let aside = || self.aside.is_some_and(|aside| aside <= row.row);
        name.kind == RowKind::Plain && (name.level != self.top || self.top.is_none() && aside())
    }
}
