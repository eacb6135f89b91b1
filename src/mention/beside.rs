//! What may stand right beside a number, told by one character: in which lists a word begins with it, or ends with it.
//! Most numerals of Chinese prose are part of some word (统一, 一心): nothing beside them could make a figure of them,
//! and this tells so before the numeral is read.
//! It must not know what the lists are for.

use super::text::fold;

/// Some of the lists, by bit.
pub(super) type Lists = u16;

/// For every character the lists that it belongs to, in pages of 64 characters; a page that is not there has none.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    pages: Vec<u16>,
    lists: Vec<[Lists; PAGE]>,
}

/// So many characters have a page in common.
const PAGE: usize = 64;

/// The characters of the basic plane that look like others, besides full-width ASCII.
const LOOK_ALIKES: [char; 5] = ['\u{3000}', '\u{A0}', '−', '﹣', '﹪'];

impl Beside {
    /// Adds to `lists` every one of `chars`, with all that is read like it.
    pub(super) fn add(&mut self, lists: Lists, chars: impl IntoIterator<Item = char>) {
        chars.into_iter().flat_map(alike).for_each(|c| self.add_one(lists, c));
    }

    fn add_one(&mut self, lists: Lists, c: char) {
        let Some((page, place)) = split(c) else { return };
        if self.pages.len() <= page {
            self.pages.resize(page + 1, 0);
        }
        let Some(index) = self.pages.get_mut(page) else { return };
        if *index == 0 {
            self.lists.push([0; PAGE]);
            *index = u16::try_from(self.lists.len()).unwrap_or_default();
        }
        let page = usize::from(*index).checked_sub(1).and_then(|index| self.lists.get_mut(index));
        if let Some(known) = page.and_then(|page| page.get_mut(place)) {
            *known |= lists;
        }
    }

    /// The lists that a character belongs to; one beyond the basic plane may belong to any.
    #[inline]
    pub(super) fn of(&self, c: char) -> Lists {
        let Some((page, place)) = split(c) else { return Lists::MAX };
        let index = self.pages.get(page).copied().unwrap_or_default();
        let page = usize::from(index).checked_sub(1).and_then(|index| self.lists.get(index));
        page.and_then(|page| page.get(place)).copied().unwrap_or_default()
    }
}

/// The page of a character of the basic plane, and its place there.
#[inline]
fn split(c: char) -> Option<(usize, usize)> {
    let code = usize::from(u16::try_from(u32::from(c)).ok()?);
    Some((code / PAGE, code % PAGE))
}

/// Every character that is read like this one, whatever its width and case.
fn alike(c: char) -> impl Iterator<Item = char> {
    let key = |c: char| fold(c).to_ascii_lowercase();
    let lower = key(c);
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
    let upper = lower.to_ascii_uppercase();
    let all = [lower, upper, wide(lower), wide(upper)].into_iter().chain(LOOK_ALIKES);
    all.filter(move |c| key(*c) == lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_in_the_lists_it_was_added_to() {
        let mut beside = Beside::default();
        beside.add(1, "个k%".chars());
        beside.add(4, ['个', '\u{9FFF}']);
        for (c, lists) in [('个', 5), ('K', 1), ('ｋ', 1), ('％', 1), ('﹪', 1), ('\u{9FFF}', 4), ('甲', 0)]
        {
            assert_eq!(beside.of(c), lists, "{c}");
        }
        assert_eq!(beside.of('𠮷'), Lists::MAX);
    }

    #[test]
    fn all_that_is_read_alike_is_added_together() {
        let key = |c: char| fold(c).to_ascii_lowercase();
        for c in "k% -个(".chars() {
            let mut beside = Beside::default();
            beside.add(1, [c]);
            for other in
                ('\0'..='\u{FFFF}').filter(|other| (beside.of(*other) == 1) != (key(*other) == key(c)))
            {
                panic!("{c:?} {other:?}");
            }
        }
    }
}
