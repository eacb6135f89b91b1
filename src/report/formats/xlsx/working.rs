//! The sheet that works out whether the figures can agree: the set of values of either side of each equation, and
//! whether the two meet.
//!
//! The verdict of a row depends on nothing but cells, so that it can be followed, and follows when one is corrected. This
//! module must not know what the figures are.

use rust_xlsxwriter::XlsxError;

use super::super::super::Lang;
use super::cell::{Looks, Row};
use super::formula::{Bounds, Cells, INFINITE};
use super::sheet::Sheet;
use super::{Item, holds};
use crate::exact::Exact;
use crate::verdict::{End, Equation, Relation};

/// Its columns.
pub(super) const HEAD: [(&str, &str, u16); 12] = [
    ("序号", "no.", 6),
    ("等式", "equation", 30),
    ("左边下限", "left low", 20),
    ("不含", "open", 7),
    ("左边上限", "left high", 20),
    ("不含", "open", 7),
    ("右边下限", "right low", 20),
    ("不含", "open", 7),
    ("右边上限", "right high", 20),
    ("不含", "open", 7),
    ("比较时的量级", "size", 14),
    ("成立", "holds", 10),
];

/// A formula may have so many characters.
const LONGEST: usize = 8_000;

/// Two numbers are one where they differ by less than this part of their size: more than a spreadsheet's own
/// rounding comes to, less than two figures that differ can differ by.
const ALIKE: &str = "1E-13";

/// Writes the row of a claim; gives back whether it says that the claim holds or that it does not.
pub(super) fn claim(
    sheet: &mut Sheet,
    looks: &Looks,
    lang: Lang,
    item: &Item<'_>,
    cells: &Cells<'_>,
) -> Result<bool, XlsxError> {
    let mut row = sheet.row(looks);
    row.count(item.number)?;
    row.text(&item.claim.equation)?;
    write_row(&mut row, lang, item, cells)
}

fn write_row(row: &mut Row<'_>, lang: Lang, item: &Item<'_>, cells: &Cells<'_>) -> Result<bool, XlsxError> {
    let (Some(equation), Some(expected)) = (item.equation, holds(item.claim)) else {
        return nothing(row, lang);
    };
    let intervals = &item.claim.judgement.intervals;
    // Hedges can make the exact verdict hang on more than the two sets; then no formula speaks in its place.
    let known = equation.sides(intervals).filter(|_| equation.can_hold(intervals) == Some(expected));
    let (Some((sides, sizes)), Some(known)) = (sides(equation, cells), known) else {
        return nothing(row, lang);
    };
    for (side, known) in sides.iter().zip(known) {
        end(row, &side.low, &side.low_open, known.low, "-")?;
        end(row, &side.high, &side.high_open, known.high, "")?;
    }
    row.computes(&format!("=MAX({})", sizes.join(",")), Some(Exact::ONE))?;
    let said = relation(equation.relation, row.row + 1);
    row.formula(&format!("=IF({said},\"✓\",\"✗\")"), if expected { "✓" } else { "✗" })?;
    Ok(true)
}

/// One end of a side, and whether it is open, with what they come to.
fn end(row: &mut Row<'_>, at: &str, open: &str, known: Option<End>, sign: &str) -> Result<(), XlsxError> {
    match known {
        Some(known) => row.computes(&format!("={at}"), Some(known.at))?,
        None => row.formula(&format!("={at}"), &format!("{sign}{INFINITE}"))?,
    }
    let flag = if known.is_none_or(|known| known.open) { Exact::ONE } else { Exact::ZERO };
    row.computes(&format!("={open}"), Some(flag))
}

fn nothing(row: &mut Row<'_>, lang: Lang) -> Result<bool, XlsxError> {
    for _ in 2..HEAD.len() {
        row.text(lang.pick("不适用", "n/a"))?;
    }
    Ok(false)
}

/// Both sides and what says how large they are; nothing where a formula would be too long for a cell.
fn sides(equation: &Equation, cells: &Cells<'_>) -> Option<([Bounds; 2], Vec<String>)> {
    let sides = [cells.bounds(&equation.left)?, cells.bounds(&equation.right)?];
    let sizes = [cells.sizes(&equation.left)?, cells.sizes(&equation.right)?].concat();
    let formulas = sides.iter().flat_map(|side| [&side.low, &side.low_open, &side.high, &side.high_open]);
    let fit = formulas.chain([&sizes.join(",")]).all(|formula| formula.len() <= LONGEST);
    fit.then_some((sides, sizes))
}

/// Whether the relation holds between some value of the left side and some value of the right side of a row.
fn relation(relation: Relation, row: u32) -> String {
    let (left, right) = (["C", "D"], ["I", "J"]);
    let (from, to) = (["G", "H"], ["E", "F"]);
    match relation {
        Relation::Equal => format!("AND({},{})", at_most(left, right, row), at_most(from, to, row)),
        Relation::Less => below(left[0], right[0], row),
        Relation::LessOrEqual => at_most(left, right, row),
        Relation::Greater => below(from[0], to[0], row),
        Relation::GreaterOrEqual => at_most(from, to, row),
    }
}

fn below(low: &str, high: &str, row: u32) -> String {
    format!("{high}{row}-{low}{row}>{ALIKE}*K{row}")
}

/// Below, or equal where both ends belong to their sets.
fn at_most([low, low_open]: [&str; 2], [high, high_open]: [&str; 2], row: u32) -> String {
    let close = format!("ABS({high}{row}-{low}{row})<={ALIKE}*K{row}");
    format!("OR({},AND({close},{low_open}{row}=0,{high_open}{row}=0))", below(low, high, row))
}
