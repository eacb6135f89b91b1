//! The walk from a mention outward: whether the texts and figures that a pattern needs stand in its order.
//!
//! At each step the nearest of what may be meant is taken, which leaves the most room for what comes behind it. This module
//! must not know how patterns are matched.

use std::ops::Range;

use super::Sieve;
use super::bounds::Here;
use super::memory::Place;
use crate::claim::list;
use crate::rule::alphabet::ANCHOR;
use crate::rule::figures::FigureNeed;
use crate::rule::index::{Entry, Need, Side, What};

impl Sieve<'_> {
    /// Whether everything that a pattern cannot do without stands around a mention, in its order.
    pub(super) fn may_stand(&self, entry: &Entry, here: &Here<'_>) -> bool {
        let loose = |need: &Need| need.side == Side::Either;
        let (low, high) = (here.at, here.behind);
        let mut walk = Walk { side: Side::Before, step: 0, limit: low, next: low };
        let in_order = entry.row.iter().all(|stand| {
            if stand.side != walk.side {
                walk = Walk { side: stand.side, step: stand.step, limit: high, next: high };
            }
            if stand.step != walk.step {
                (walk.step, walk.limit) = (stand.step, walk.next);
            }
            let found = match &stand.what {
                What::Text(need) => self.text(need, here, &walk),
                What::Figure(need) => self.figure(need, here, &walk),
            };
            found.map(|end| walk.pass(end)).is_some()
        });
        in_order
            && entry.needs.iter().filter(|need| loose(need)).all(|need| {
                let (low, high) = here.stretch(need.side, need.within);
                self.stands(need.group, low..high)
            })
    }

    /// Whether a text of a group stands within a stretch.
    pub(super) fn stands(&self, group: usize, within: Range<usize>) -> bool {
        let of = |places: &[Place]| nearest(places, Side::After, &within, |_| true);
        self.memory.of(self.index, group, of).is_some()
    }

    /// How far the nearest text reaches that a need may mean.
    fn text(&self, need: &Need, here: &Here<'_>, walk: &Walk) -> Option<usize> {
        let within = walk.within(here.stretch(need.side, need.within));
        let is_mark = |at: usize| !need.joins || list::may_join(&self.skeleton.text, at);
        self.memory.of(self.index, need.group, |places| nearest(places, need.side, &within, is_mark))
    }

    /// How far the nearest figure reaches that a need may mean.
    fn figure(&self, need: &FigureNeed, here: &Here<'_>, walk: &Walk) -> Option<usize> {
        let within = walk.within(here.stretch(need.side, need.within));
        let mention = if need.next {
            self.next_barred(need, here.anchor).filter(|mention| self.fits(need, *mention, &within))?
        } else {
            self.some_figure(need, here.anchor, &within)?
        };
        let at = *self.skeleton.at.get(mention)?;
        Some(if need.side == Side::Before { at } else { at + ANCHOR.len_utf8() })
    }

    /// The nearest figure of the right sort that is as many away from the anchor as a need says, or more.
    fn some_figure(&self, need: &FigureNeed, anchor: usize, within: &Range<usize>) -> Option<usize> {
        let is_one = |mention: &usize| self.is_of(need.sorts, *mention);
        let at = |mention: usize| self.skeleton.at.get(mention).copied();
        match need.side {
            Side::Before => {
                let mentions = (0..(anchor + 1).saturating_sub(need.nth)).rev();
                let near = mentions.take_while(|mention| at(*mention).is_some_and(|at| at >= within.start));
                near.filter(|mention| at(*mention).is_some_and(|at| at < within.end)).find(is_one)
            }
            _ => {
                let mentions = anchor + need.nth..self.skeleton.at.len();
                let near = mentions.take_while(|mention| at(*mention).is_some_and(|at| at < within.end));
                near.filter(|mention| at(*mention).is_some_and(|at| at >= within.start)).find(is_one)
            }
        }
    }

    /// The figure that is as many away from the anchor as a need says, of those that no plain gap crosses.
    fn next_barred(&self, need: &FigureNeed, anchor: usize) -> Option<usize> {
        let place = match need.side {
            Side::Before => self.barred.partition_point(|mention| *mention < anchor).checked_sub(need.nth)?,
            _ => self.barred.partition_point(|mention| *mention <= anchor) + need.nth - 1,
        };
        self.barred.get(place).copied()
    }

    fn is_of(&self, sorts: u16, mention: usize) -> bool {
        self.skeleton.sorts.get(mention).is_some_and(|sort| u32::from(sorts) & (1 << sort) != 0)
    }

    fn fits(&self, need: &FigureNeed, mention: usize, within: &Range<usize>) -> bool {
        let Some(at) = self.skeleton.at.get(mention).filter(|at| within.contains(at)) else { return false };
        let (before, after) = self.beside(*at);
        self.is_of(need.sorts, mention) && need.before.meets(before) && need.after.meets(after)
    }
}

/// How far a walk has come.
struct Walk {
    side: Side,
    /// The element that is being looked for.
    step: usize,
    /// Where the elements before it end at the nearest, outward from the anchor.
    limit: usize,
    /// Where this one ends.
    next: usize,
}

impl Walk {
    /// What is left of a stretch.
    fn within(&self, (low, high): (usize, usize)) -> Range<usize> {
        if self.side == Side::Before { low..self.limit } else { self.limit..high }
    }

    /// The element reaches as far as this.
    fn pass(&mut self, end: usize) {
        self.next = if self.side == Side::Before { self.next.min(end) } else { self.next.max(end) };
    }
}

/// How far the text reaches that stands within a stretch and is nearest to the anchor; places come in the order in which
/// they end.
fn nearest(
    places: &[Place],
    side: Side,
    within: &Range<usize>,
    will_do: impl Fn(usize) -> bool,
) -> Option<usize> {
    let is_in = |place: &&Place| within.start <= place.start && will_do(place.start);
    if side != Side::Before {
        let first = places.partition_point(|place| place.end <= within.start);
        let mut near = places.get(first..)?.iter().take_while(|place| place.end <= within.end);
        return near.find(is_in).map(|place| place.end);
    }
    let past = places.partition_point(|place| place.end <= within.end);
    let mut best: Option<usize> = None;
    for place in places.get(..past)?.iter().rev() {
        // A text that ends here cannot begin any nearer.
        if place.end <= best.unwrap_or(within.start) {
            break;
        }
        if is_in(&place) {
            best = best.max(Some(place.start));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_text_leaves_the_most_room() {
        // A long text that ends last begins first.
        let places = [(0, 3), (6, 9), (3, 12)].map(|(start, end)| Place { start, end });
        let of = |side, within| nearest(&places, side, &within, |_| true);
        assert_eq!(of(Side::Before, 0..12), Some(6));
        assert_eq!(of(Side::Before, 0..8), Some(0));
        assert_eq!(of(Side::Before, 1..8), None);
        assert_eq!(of(Side::After, 0..12), Some(3));
        assert_eq!(of(Side::After, 1..12), Some(9));
        assert_eq!(of(Side::After, 4..12), Some(9));
        assert_eq!(of(Side::After, 7..12), None);
        assert_eq!(nearest(&places, Side::Before, &(0..12), |at| at != 6), Some(3));
    }
}
