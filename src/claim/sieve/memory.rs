//! What a sieve knows of the texts that patterns need: which are there, and where the texts of a group stand.
//!
//! This module must not know what the texts are needed for.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use crate::rule::index::Index;
use crate::rule::texts::Found;

/// What a sieve knows of the texts. The next one on the same thread goes on with its memory, for there are many more groups
/// than a block has texts.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// In the order in which they begin.
    pub(super) found: Vec<Found>,
    /// The stretches of text in which texts were looked for.
    pub(super) seen: Vec<Range<usize>>,
    /// For each text, whether it was found. Between two sieves none is.
    texts: Vec<bool>,
    /// For each group, what is known of it. Between two sieves none is there.
    groups: Vec<Group>,
    /// The groups that have any text.
    pub(super) there: Vec<usize>,
    places: RefCell<Places>,
}

/// Whether a group has a text in the block, and under which number its places are kept.
#[derive(Debug, Clone, Default)]
struct Group {
    there: bool,
    places: Cell<Option<u32>>,
}

/// Where the texts of the groups that were asked for stand, in the order in which they end.
#[derive(Debug, Default)]
struct Places {
    all: Vec<Place>,
    /// Where the places of each group begin and end.
    groups: Vec<Range<usize>>,
}

impl Memory {
    pub(super) fn clear(&mut self) {
        for group in self.there.drain(..) {
            if let Some(group) = self.groups.get_mut(group) {
                *group = Group::default();
            }
        }
        for one in self.found.drain(..) {
            if let Some(text) = self.texts.get_mut(one.text) {
                *text = false;
            }
        }
        self.seen.clear();
        let places = self.places.get_mut();
        places.all.clear();
        places.groups.clear();
    }

    /// Whether a group has a text in the block.
    pub(super) fn has(&self, group: usize) -> bool {
        self.groups.get(group).is_some_and(|group| group.there)
    }

    /// Looks for all texts once, and notes which groups are there.
    pub(super) fn find(&mut self, index: &Index, text: &str) {
        self.groups.resize(self.groups.len().max(index.led_by.len()), Group::default());
        self.texts.resize(self.texts.len().max(index.groups_of.len()), false);
        for range in &self.seen {
            index.texts.find(text, range.clone(), |one| self.found.push(one));
        }
        for one in &self.found {
            let Some(known) = self.texts.get_mut(one.text).filter(|known| !**known) else { continue };
            *known = true;
            for number in index.groups_of.get(one.text).into_iter().flatten() {
                let Some(group) = self.groups.get_mut(*number).filter(|group| !group.there) else { continue };
                group.there = true;
                self.there.push(*number);
            }
        }
    }

    /// What is said of the places of a group, which come in the order in which they end; nothing where it has none.
    pub(super) fn of<T>(
        &self,
        index: &Index,
        group: usize,
        say: impl FnOnce(&[Place]) -> Option<T>,
    ) -> Option<T> {
        let known = self.groups.get(group).filter(|group| group.there)?;
        let mut places = self.places.borrow_mut();
        let number = known.places.get().unwrap_or_else(|| {
            let number = places.add(self.found.iter().filter(|one| index.is_in(one.text, group)));
            known.places.set(Some(number));
            number
        });
        say(places.of(number))
    }
}

impl Places {
    /// Keeps where the texts of one more group stand, and says under which number.
    fn add<'f>(&mut self, found: impl Iterator<Item = &'f Found>) -> u32 {
        let from = self.all.len();
        self.all.extend(found.map(|one| Place { start: one.start, end: one.end }));
        let own = self.all.get_mut(from..).unwrap_or_default();
        // A long text may begin before a short one of its group and end behind it.
        if !own.is_sorted_by_key(|place| place.end) {
            own.sort_unstable_by_key(|place| place.end);
        }
        self.groups.push(from..self.all.len());
        u32::try_from(self.groups.len() - 1).unwrap_or(u32::MAX)
    }

    fn of(&self, number: u32) -> &[Place] {
        let range = usize::try_from(number).ok().and_then(|number| self.groups.get(number)).cloned();
        range.and_then(|range| self.all.get(range)).unwrap_or_default()
    }
}

/// Where a text begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
}
