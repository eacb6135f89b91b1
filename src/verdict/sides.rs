//! Both sides of an equation as sets, for whoever shows how a verdict came about.
//!
//! This module must not know verdicts; [`super::judge`] does not use it.

use super::evaluate::set_of;
use super::table::can_hold;
use super::{Equation, Interval};

impl Equation {
    /// The values that the left and the right side can have, where each slot stands for these sets (several for one
    /// that repeats). `None` where a figure is not stated, or too large or too fine.
    pub fn sides(&self, sets: &[Vec<Interval>]) -> Option<[Interval; 2]> {
        let sets = sets.to_vec();
        Some([set_of(&self.left, &sets).ok()?, set_of(&self.right, &sets).ok()?])
    }

    /// Whether the relation holds between some value of the left and some value of the right side.
    pub fn can_hold(&self, sets: &[Vec<Interval>]) -> Option<bool> {
        let [left, right] = self.sides(sets)?;
        can_hold(self.relation, &left, &right).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Expr, Relation};
    use super::*;
    use crate::Exact;

    #[test]
    fn a_sum_can_be_its_total_where_the_sets_meet() {
        let equation = Equation { left: Expr::Sum(0), relation: Relation::Equal, right: Expr::Slot(1) };
        let set = |low: i128, high: i128| Interval::closed(Exact::whole(low), Exact::whole(high));
        let sets = |total| vec![vec![set(1, 2), set(3, 5)], vec![total]];
        assert_eq!(equation.sides(&sets(set(9, 9))), Some([set(4, 7), set(9, 9)]));
        assert_eq!(equation.can_hold(&sets(set(9, 9))), Some(false));
        assert_eq!(equation.can_hold(&sets(set(7, 9))), Some(true));
        assert_eq!(equation.can_hold(&[vec![set(1, 2)]]), None, "the total is not stated");
    }
}
