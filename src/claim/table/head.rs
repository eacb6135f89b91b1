//! Heads: which rows of a table are its header, and what stands over each column.
//!
//! This module must not know rules.

use std::ops::Range;

use super::cell::{self, Content};
use super::grid::Grid;
use super::seen;
use super::unit::{self, Said, Unit};
use crate::claim::found_in;
use crate::mention::DateSpan;
use crate::rule::Pack;
use crate::rule::alphabet::{is_reserved, placeholder};

/// A table has this many rows of header at most.
const HEADER_ROWS: usize = 4;
/// And this many rows of titles over them.
const TITLE_ROWS: usize = 4;

/// The sort of a date, as a bit number.
const DATE: u32 = 11;

/// What stands over one column.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// The cells over it as patterns see them, the outermost first, without units; whether one says only a date.
    cells: Vec<(String, bool)>,
    /// What stands between two of them where they are read as one.
    joint: &'static str,
    /// The unit it gives its figures.
    pub(super) unit: Option<Unit>,
    /// The dates in it, as printed.
    pub(super) dates: Vec<DateSpan>,
    /// As printed.
    pub(super) shown: String,
    /// Whether it says that its figures are of an earlier time.
    pub(super) earlier: bool,
}

/// The rows over the body of a table.
#[derive(Debug, Clone)]
pub(super) struct Top {
    pub(super) header: Range<usize>,
    /// The first row of the body.
    pub(super) body: usize,
    /// What a title row says of units, and where, in bytes.
    pub(super) said: Option<(Said, usize)>,
    /// What the title rows say.
    pub(super) titles: String,
}

/// Finds the header of a table; `None` if it has none.
pub(super) fn top(grid: &Grid, contents: &[Content], pack: &Pack) -> Option<Top> {
    let mut said = None;
    let mut titles = String::new();
    let mut start = 0;
    while start < grid.rows.min(TITLE_ROWS) && is_title(grid, start, contents, pack) {
        for cell in grid.row(start) {
            said = said.or_else(|| Some((Said::by(&cell.text, pack)?, cell.span.start)));
            titles.push_str(&cell.text);
            titles.push(' ');
        }
        start += 1;
    }
    let limit = grid.rows.min(start + HEADER_ROWS);
    let mut end = start;
    while end < limit && is_header(grid, start, end, contents) {
        end += 1;
    }
    if end == start {
        return None;
    }
    let body = if is_numbering(grid, end, contents) { end + 1 } else { end };
    (body < grid.rows).then_some(Top { header: start..end, body, said, titles })
}

/// A row that says one thing of the whole table: its title, or its unit.
fn is_title(grid: &Grid, row: usize, contents: &[Content], pack: &Pack) -> bool {
    let cells = grid.row(row);
    let wordy = figures(grid, row, contents) == 0;
    let unit = cells.iter().any(|cell| Said::by(&cell.text, pack).is_some());
    wordy && (cells.len() <= 1 || unit && cells.len() <= 3)
}

fn figures(grid: &Grid, row: usize, contents: &[Content]) -> usize {
    let numbers = (0..grid.columns).filter_map(|column| contents.get(grid.at(row, column)?));
    numbers.filter(|content| matches!(content, Content::Figure(_))).count()
}

/// Whether a row goes on with the header that begins at `start`.
fn is_header(grid: &Grid, start: usize, row: usize, contents: &[Content]) -> bool {
    let cells = grid.row(row);
    if figures(grid, row, contents) > 0 || cells.len() < 2 {
        return false;
    }
    if row == start || cells.iter().all(|cell| cell.header) {
        return true;
    }
    let places = || (0..grid.columns).map(|column| (grid.at(row - 1, column), grid.at(row, column)));
    let blank = |number: Option<usize>| {
        number.and_then(|number| grid.cells.get(number)).is_none_or(|cell| cell.text.is_empty())
    };
    // A cell from above reaches down here, or one above is parted here.
    let reaches = places().any(|(above, here)| above.is_some() && above == here && !blank(above));
    let parted = cells.iter().any(|cell| {
        grid.cell(row - 1, cell.columns.start).is_some_and(|above| above.columns.len() > cell.columns.len())
    });
    let gaps = places().filter(|(above, here)| blank(*above) && !blank(*here)).count() > 0;
    let dashes = cells.iter().any(|cell| is_dash(&cell.text));
    let first = blank(grid.at(row, 0)) || grid.at(row - 1, 0) == grid.at(row, 0);
    !dashes && (reaches || (parted || gaps) && first)
}

fn is_dash(text: &str) -> bool {
    matches!(text.trim(), "-" | "—" | "–" | "--" | "——" | "/" | "…")
}

/// Whether a row only numbers the columns (1 2 3, 甲 1 2).
fn is_numbering(grid: &Grid, row: usize, contents: &[Content]) -> bool {
    let texts: Vec<&str> = (0..grid.columns).map(|column| grid.text(row, column).trim()).collect();
    let numbers: Vec<usize> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    let in_order = numbers.iter().zip(numbers.iter().skip(1)).all(|(a, b)| *b == a + 1);
    let mut others = texts.iter().filter(|text| text.parse::<usize>().is_err());
    let numbered = others.all(|text| may_number(text));
    // 甲 over 乙 names a row.
    let named =
        matches!((texts.first(), grid.text(row + 1, 0).trim()), (Some(&"甲"), "乙") | (Some(&"A"), "B"));
    numbers.first().is_some_and(|first| *first <= 2)
        && numbers.len() >= 2
        && in_order
        && numbered
        && !named
        && figures(grid, row, contents) >= 2
        && row + 1 < grid.rows
}

/// Whether a text may stand among the numbers of columns: nothing, a letter, how one column follows from others.
fn may_number(text: &str) -> bool {
    text.chars().count() <= 1
        || text.contains('=')
        || matches!(text, "栏次" | "行次" | "列次" | "栏目" | "序号" | "--" | "——")
}

/// What stands over each column.
pub(super) fn heads(grid: &Grid, header: &Range<usize>, pack: &Pack) -> Vec<Head> {
    (0..grid.columns).map(|column| head(grid, header, column, pack)).collect()
}

fn head(grid: &Grid, header: &Range<usize>, column: usize, pack: &Pack) -> Head {
    let mut head = Head { joint: if pack.spaces { " " } else { "" }, ..Head::default() };
    let mut last = None;
    for row in header.clone() {
        let number = over(grid, header, row, column);
        if number.is_none() || number == last {
            continue;
        }
        last = number;
        let text = number.and_then(|number| grid.cells.get(number)).map_or("", |cell| &cell.text);
        head.take(text, pack);
    }
    head.earlier = found_in(pack.tables.earlier.as_ref(), head.last());
    head
}

/// The cell over a column in a row of the header. Where nothing is merged, an empty cell belongs to the one on its left
/// if both are parted below.
fn over(grid: &Grid, header: &Range<usize>, row: usize, column: usize) -> Option<usize> {
    let empty = |column: usize| grid.text(row, column).is_empty();
    if !empty(column) || row + 1 >= header.end {
        return grid.at(row, column);
    }
    let below = |column: usize| !grid.text(row + 1, column).is_empty();
    let left = (0..column).rev().find(|left| !empty(*left))?;
    let parted =
        (left..=column).all(|column| below(column) && grid.at(row, column) != grid.at(row + 1, column));
    if parted { grid.at(row, left) } else { None }
}

impl Head {
    fn take(&mut self, text: &str, pack: &Pack) {
        let (core, unit) = unit::split(text, pack);
        self.unit = unit.or(self.unit.take());
        self.dates.extend(pack.reader.read(core).iter().filter_map(|mention| mention.dates));
        self.dates.extend(cell::is_bare_year(core).then(|| bare_year(core)).flatten());
        if !self.shown.is_empty() && !text.is_empty() {
            self.shown.push(' ');
        }
        self.shown.push_str(text);
        let core = match cell::is_bare_year(core) {
            true => placeholder(DATE).to_string(),
            false => seen(core, pack),
        };
        if core.is_empty() {
            return;
        }
        let only_date = core.chars().all(|c| is_reserved(c) || c.is_whitespace());
        self.cells.push((core, only_date));
    }

    /// The cells over it that are no mere dates, the outermost first.
    pub(super) fn path(&self) -> Vec<&str> {
        self.cells.iter().filter(|(_, date)| !date).map(|(text, _)| text.as_str()).collect()
    }

    /// All of it as one text.
    pub(super) fn text(&self) -> String {
        self.name(0)
    }

    fn name(&self, from: usize) -> String {
        let cells = self.cells.get(from..).unwrap_or_default().iter().map(|(text, _)| text.as_str());
        cells.collect::<Vec<_>>().join(self.joint)
    }

    /// Every way to take the last cells as what the column is, with the cells over them: 完成数 under 上半年, or both as one.
    pub(super) fn names(&self) -> Vec<(String, Vec<&str>)> {
        let outer = |from: usize| {
            let cells = self.cells.get(..from).unwrap_or_default().iter();
            cells.filter(|(_, date)| !date).map(|(text, _)| text.as_str()).collect()
        };
        (0..self.cells.len()).rev().map(|from| (self.name(from), outer(from))).collect()
    }

    /// What the column is called, without the cells over it.
    pub(super) fn last(&self) -> &str {
        self.cells.last().map_or("", |(text, _)| text)
    }
}

fn bare_year(text: &str) -> Option<DateSpan> {
    let day = crate::mention::Day { year: text.parse().ok(), month: None, day: None };
    day.year.map(|_| DateSpan { first: day, last: day })
}
