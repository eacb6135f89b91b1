//! Formulas: an equation over the cells of its figures, as a spreadsheet computes it.
//!
//! Every end of an interval becomes a formula of the ends it comes from, so that whoever corrects a figure in the
//! workbook sees the verdict follow. This module must not know claims, sheets or how a cell is written.

use crate::verdict::Expr;

/// Where the figures of one slot stand: rows from `first` to `last`, 1-based, of the sheet of operands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub first: u32,
    pub last: u32,
    /// How many of the cells' units one unit of the equation is, as plain digits: 100 for a percent.
    pub factor: String,
    /// Whether no value it stands for is below zero.
    pub positive: bool,
}

/// The cells of every slot of an equation.
pub(super) struct Cells<'c> {
    /// The sheet of operands, quoted as formulas have it.
    pub sheet: &'c str,
    pub slots: &'c [Option<Slot>],
}

/// The columns of the sheet of operands that formulas speak of.
pub(super) mod column {
    pub(in super::super) const VALUE: char = 'D';
    pub(in super::super) const LOW: char = 'F';
    pub(in super::super) const LOW_OPEN: char = 'G';
    pub(in super::super) const HIGH: char = 'H';
    pub(in super::super) const HIGH_OPEN: char = 'I';
}

/// Stands for infinity: larger than any figure that is judged, and small enough to compute with.
pub(super) const INFINITE: &str = "1E+100";

/// What a set of values is, as four formulas. An end that is open has a 1, one that belongs to the set a 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bounds {
    pub low: String,
    pub low_open: String,
    pub high: String,
    pub high_open: String,
}

impl Cells<'_> {
    fn slot(&self, slot: usize) -> Option<&Slot> {
        self.slots.get(slot)?.as_ref()
    }

    fn range(&self, slot: &Slot, column: char) -> String {
        let Slot { first, last, .. } = slot;
        match first == last {
            true => format!("{}!{column}{first}", self.sheet),
            false => format!("{}!{column}{first}:{column}{last}", self.sheet),
        }
    }

    /// A cell, or what a function makes of several, in the unit of the equation.
    fn scaled(&self, slot: usize, column: char, function: &str) -> Option<String> {
        let slot = self.slot(slot)?;
        let range = self.range(slot, column);
        let whole = if function.is_empty() { range } else { format!("{function}({range})") };
        Some(if slot.factor == "1" { whole } else { format!("({whole}/{})", slot.factor) })
    }

    /// Whether any of a slot's ends in `column` is open.
    fn any(&self, slot: usize, column: char) -> Option<String> {
        Some(format!("MAX({})", self.range(self.slot(slot)?, column)))
    }

    /// The exact result of what is printed.
    pub(super) fn printed(&self, expr: &Expr) -> Option<String> {
        let value = column::VALUE;
        Some(match expr {
            Expr::Slot(slot) => self.single(*slot, value)?,
            Expr::Constant(number) => number.to_string(),
            Expr::Add(a, b) => format!("({}+{})", self.printed(a)?, self.printed(b)?),
            Expr::Sub(a, b) => format!("({}-{})", self.printed(a)?, self.printed(b)?),
            Expr::Mul(a, b) => format!("({}*{})", self.printed(a)?, self.printed(b)?),
            Expr::Div(a, b) => format!("({}/{})", self.printed(a)?, self.printed(b)?),
            Expr::Sum(slot) => self.scaled(*slot, value, "SUM")?,
            Expr::Max(slot) => self.scaled(*slot, value, "MAX")?,
            Expr::Min(slot) => self.scaled(*slot, value, "MIN")?,
            Expr::Product(slot) => self.product(*slot, value)?,
            Expr::Len(slot) => self.count(*slot)?,
            Expr::PowerOfTwo(a) => format!("(2^{})", self.printed(a)?),
        })
    }

    fn single(&self, slot: usize, column: char) -> Option<String> {
        let cells = self.slot(slot)?;
        if cells.first == cells.last { self.scaled(slot, column, "") } else { None }
    }

    fn product(&self, slot: usize, column: char) -> Option<String> {
        let cells = self.slot(slot).filter(|cells| cells.factor == "1")?;
        Some(format!("PRODUCT({})", self.range(cells, column)))
    }

    fn count(&self, slot: usize) -> Option<String> {
        Some(format!("ROWS({})", self.range(self.slot(slot)?, column::VALUE)))
    }

    /// `known = with`, where `with` mentions the wanted slot once: what the slot comes to.
    pub(super) fn solved(&self, with: &Expr, wanted: usize, known: String) -> Option<String> {
        match with {
            Expr::Slot(slot) => (*slot == wanted).then_some(known),
            Expr::Add(a, b) if a.mentions(wanted) => {
                self.solved(a, wanted, format!("({known}-{})", self.printed(b)?))
            }
            Expr::Add(a, b) => self.solved(b, wanted, format!("({known}-{})", self.printed(a)?)),
            Expr::Sub(a, b) if a.mentions(wanted) => {
                self.solved(a, wanted, format!("({known}+{})", self.printed(b)?))
            }
            Expr::Sub(a, b) => self.solved(b, wanted, format!("({}-{known})", self.printed(a)?)),
            Expr::Mul(a, b) if a.mentions(wanted) => {
                self.solved(a, wanted, format!("({known}/{})", self.printed(b)?))
            }
            Expr::Mul(a, b) => self.solved(b, wanted, format!("({known}/{})", self.printed(a)?)),
            Expr::Div(a, b) if a.mentions(wanted) => {
                self.solved(a, wanted, format!("({known}*{})", self.printed(b)?))
            }
            Expr::Div(a, b) => self.solved(b, wanted, format!("({}/{known})", self.printed(a)?)),
            Expr::PowerOfTwo(a) => self.solved(a, wanted, format!("LOG({known},2)")),
            _ => None,
        }
    }

    /// The set of all results the figures allow.
    pub(super) fn bounds(&self, expr: &Expr) -> Option<Bounds> {
        match expr {
            Expr::Slot(slot) => self.of(*slot, &|column| self.single(*slot, column)),
            Expr::Sum(slot) => self.of(*slot, &|column| self.scaled(*slot, column, "SUM")),
            Expr::Product(slot) if self.slot(*slot)?.positive => {
                self.of(*slot, &|column| self.product(*slot, column))
            }
            Expr::Product(_) => None,
            Expr::Max(slot) => self.extreme(*slot, "MAX"),
            Expr::Min(slot) => self.extreme(*slot, "MIN"),
            Expr::Constant(number) => Some(Bounds::point(number.to_string())),
            Expr::Len(slot) => Some(Bounds::point(self.count(*slot)?)),
            Expr::Add(a, b) => Some(self.bounds(a)?.plus(&self.bounds(b)?)),
            Expr::Sub(a, b) => Some(self.bounds(a)?.plus(&self.bounds(b)?.negative())),
            Expr::Mul(a, b) if self.positive(a) && self.positive(b) => {
                Some(self.bounds(a)?.times(&self.bounds(b)?))
            }
            Expr::Mul(..) => None,
            Expr::Div(a, b) => Some(self.bounds(a)?.over(&self.bounds(b)?)),
            Expr::PowerOfTwo(a) => Some(self.bounds(a)?.doubled()),
        }
    }

    fn of(&self, slot: usize, cell: &dyn Fn(char) -> Option<String>) -> Option<Bounds> {
        Some(Bounds {
            low: cell(column::LOW)?,
            low_open: self.any(slot, column::LOW_OPEN)?,
            high: cell(column::HIGH)?,
            high_open: self.any(slot, column::HIGH_OPEN)?,
        })
    }

    /// Of several largest ends, one that belongs to its set makes an upper end closed, one that does not a lower end
    /// open; for the smallest it is the reverse.
    fn extreme(&self, slot: usize, function: &str) -> Option<Bounds> {
        let cells = self.slot(slot)?;
        let flag = |ends: char, open: char, any: bool| {
            let (ends, open) = (self.range(cells, ends), self.range(cells, open));
            let at = format!("({ends}={function}({ends}))");
            match any {
                true => format!("IF(SUMPRODUCT({at}*{open})>0,1,0)"),
                false => format!("IF(SUMPRODUCT({at}*(1-{open}))=0,1,0)"),
            }
        };
        let largest = function == "MAX";
        Some(Bounds {
            low: self.scaled(slot, column::LOW, function)?,
            low_open: flag(column::LOW, column::LOW_OPEN, largest),
            high: self.scaled(slot, column::HIGH, function)?,
            high_open: flag(column::HIGH, column::HIGH_OPEN, !largest),
        })
    }

    /// Whether nothing in an expression can be below zero, as far as that is easy to see.
    fn positive(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Sub(..) => false,
            Expr::Constant(number) => !number.is_negative(),
            Expr::Add(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => self.positive(a) && self.positive(b),
            Expr::PowerOfTwo(_) | Expr::Len(_) => true,
            Expr::Slot(slot) | Expr::Sum(slot) | Expr::Product(slot) | Expr::Max(slot) | Expr::Min(slot) => {
                self.slot(*slot).is_some_and(|slot| slot.positive)
            }
        }
    }

    /// Formulas whose largest value says how far a comparison of sums and differences can be off in a computer's numbers.
    pub(super) fn sizes(&self, expr: &Expr) -> Option<Vec<String>> {
        if let Expr::Add(a, b) | Expr::Sub(a, b) = expr {
            return Some([self.sizes(a)?, self.sizes(b)?].concat());
        }
        let Bounds { low, high, .. } = self.bounds(expr)?;
        let size = |end: String| format!("IF(ABS({end})<1E+90,ABS({end}),0)");
        Some(vec![size(low), size(high)])
    }
}

impl Bounds {
    fn point(at: String) -> Bounds {
        Bounds { low: at.clone(), low_open: "0".into(), high: at, high_open: "0".into() }
    }

    fn negative(&self) -> Bounds {
        Bounds {
            low: format!("(-{})", self.high),
            low_open: self.high_open.clone(),
            high: format!("(-{})", self.low),
            high_open: self.low_open.clone(),
        }
    }

    fn plus(&self, other: &Bounds) -> Bounds {
        self.joined(other, '+')
    }

    /// For sets without a value below zero.
    fn times(&self, other: &Bounds) -> Bounds {
        self.joined(other, '*')
    }

    fn joined(&self, other: &Bounds, sign: char) -> Bounds {
        Bounds {
            low: format!("({}{sign}{})", self.low, other.low),
            low_open: either(&self.low_open, &other.low_open),
            high: format!("({}{sign}{})", self.high, other.high),
            high_open: either(&self.high_open, &other.high_open),
        }
    }

    /// Divided by what is above zero.
    fn over(&self, divisor: &Bounds) -> Bounds {
        let Bounds { low, low_open, high, high_open } = self;
        let Bounds { low: least, low_open: least_open, high: most, high_open: most_open } = divisor;
        let far = |end: &str, sign: &str| format!("IF({least}<=0,{sign}{INFINITE},{end}/{least})");
        let open = |end: &str, own: &str, away: &str, near: &str, far: &str| {
            let [away, towards] = [either(own, near), either(own, far)].map(|both| (away.to_owned(), both));
            format!("IF(AND({end}=0,{own}=0),0,IF({end}{}0,{},{}))", away.0, away.1, towards.1)
        };
        let least_open = format!("IF({least}<=0,1,{least_open})");
        Bounds {
            low: format!("IF({low}<0,{},{low}/{most})", far(low, "-")),
            low_open: open(low, low_open, "<", &least_open, most_open),
            high: format!("IF({high}<0,{high}/{most},{})", far(high, "")),
            high_open: open(high, high_open, "<", most_open, &least_open),
        }
    }

    fn doubled(&self) -> Bounds {
        let power = |end: &str| format!("(2^{end})");
        Bounds { low: power(&self.low), high: power(&self.high), ..self.clone() }
    }
}

fn either(a: &str, b: &str) -> String {
    match (a, b) {
        ("0", other) | (other, "0") => other.to_owned(),
        _ => format!("MAX({a},{b})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Exact;

    fn slot(number: usize) -> Box<Expr> {
        Box::new(Expr::Slot(number))
    }

    fn cell(row: u32, factor: &str) -> Option<Slot> {
        Some(Slot { first: row, last: row, factor: factor.into(), positive: true })
    }

    #[test]
    fn a_result_is_solved_for_from_the_cells_of_the_others() {
        let slots = [cell(2, "1"), cell(3, "1"), cell(4, "100")];
        let cells = Cells { sheet: "'s'", slots: &slots };
        let ratio = cells.printed(&Expr::Div(slot(0), slot(1))).unwrap();
        assert_eq!(ratio, "('s'!D2/'s'!D3)");
        let one = || Box::new(Expr::Constant(Exact::ONE));
        let solved = |with: Expr| cells.solved(&with, 2, "x".into());
        assert_eq!(solved(Expr::Slot(2)).unwrap(), "x");
        assert_eq!(solved(Expr::Add(one(), slot(2))).unwrap(), "(x-1)");
        assert_eq!(solved(Expr::Sub(one(), slot(2))).unwrap(), "(1-x)");
        assert_eq!(solved(Expr::PowerOfTwo(slot(2))).unwrap(), "LOG(x,2)");
        assert_eq!(solved(Expr::Div(slot(0), slot(2))).unwrap(), "('s'!D2/x)");
        assert_eq!(solved(Expr::Sum(2)), None);
        assert_eq!(cells.printed(&Expr::Slot(2)).unwrap(), "('s'!D4/100)");
    }

    #[test]
    fn the_ends_of_a_sum_are_those_of_its_parts() {
        let slots = [Some(Slot { first: 2, last: 4, factor: "1".into(), positive: true })];
        let cells = Cells { sheet: "'s'", slots: &slots };
        let bounds = cells.bounds(&Expr::Sum(0)).unwrap();
        assert_eq!([bounds.low, bounds.low_open], ["SUM('s'!F2:F4)", "MAX('s'!G2:G4)"]);
        assert_eq!([bounds.high, bounds.high_open], ["SUM('s'!H2:H4)", "MAX('s'!I2:I4)"]);
        assert_eq!(cells.printed(&Expr::Slot(0)), None, "several figures are not one");
        assert_eq!(cells.printed(&Expr::Len(0)).unwrap(), "ROWS('s'!D2:D4)");
    }

    #[test]
    fn a_product_with_what_may_be_below_zero_is_left_alone() {
        let below = Some(Slot { first: 2, last: 2, factor: "1".into(), positive: false });
        let slots = [below, cell(3, "1")];
        let cells = Cells { sheet: "'s'", slots: &slots };
        assert_eq!(cells.bounds(&Expr::Mul(slot(0), slot(1))), None);
        assert!(cells.bounds(&Expr::Mul(slot(1), slot(1))).is_some());
    }
}
