//! A table of characters, looked up in a few steps: which lists a character belongs to, or where its words are.
//! It must not know what the numbers in it are for.

use super::text::fold;

/// A number for every character, zero for most, in pages of 64 characters; a page that is not there has none but zeros.
#[derive(Debug, Clone, Default)]
pub(super) struct Chars {
    pages: Vec<u16>,
    values: Vec<[u16; PAGE]>,
}

/// So many characters have a page in common.
const PAGE: usize = 64;

/// The characters that look like others, besides full-width ASCII.
const LOOK_ALIKES: [char; 5] = ['\u{3000}', '\u{A0}', '−', '﹣', '﹪'];

impl Chars {
    /// Adds these bits to every one of `chars`, and to all that is read like it.
    pub(super) fn add(&mut self, bits: u16, chars: impl IntoIterator<Item = char>) {
        chars.into_iter().flat_map(alike).for_each(|c| self.add_one(bits, c));
    }

    /// Adds these bits to this character alone.
    pub(super) fn add_one(&mut self, bits: u16, c: char) {
        let (page, place) = split(c);
        if self.pages.len() <= page {
            self.pages.resize(page + 1, 0);
        }
        let Some(number) = self.pages.get_mut(page) else { return };
        if *number == 0 {
            self.values.push([0; PAGE]);
            *number = u16::try_from(self.values.len()).unwrap_or_default();
        }
        let page = usize::from(*number).checked_sub(1).and_then(|index| self.values.get_mut(index));
        if let Some(known) = page.and_then(|page| page.get_mut(place)) {
            *known |= bits;
        }
    }

    /// The bits of a character.
    #[inline]
    pub(super) fn of(&self, c: char) -> u16 {
        let (page, place) = split(c);
        let number = self.pages.get(page).copied().unwrap_or_default();
        let page = usize::from(number).checked_sub(1).and_then(|index| self.values.get(index));
        page.and_then(|page| page.get(place)).copied().unwrap_or_default()
    }
}

/// The page of a character, and its place there.
#[inline]
fn split(c: char) -> (usize, usize) {
    let code = c as usize;
    (code / PAGE, code % PAGE)
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
    fn a_character_has_the_bits_that_were_added() {
        let mut table = Chars::default();
        table.add(1, "个k%".chars());
        table.add(4, ['个', '\u{9FFF}', '𠮷']);
        for (c, bits) in
            [('个', 5), ('K', 1), ('ｋ', 1), ('％', 1), ('﹪', 1), ('\u{9FFF}', 4), ('甲', 0), ('𠮷', 4)]
        {
            assert_eq!(table.of(c), bits, "{c}");
        }
    }

    #[test]
    fn all_that_is_read_alike_is_added_together() {
        let key = |c: char| fold(c).to_ascii_lowercase();
        for c in "k% -个(".chars() {
            let mut table = Chars::default();
            table.add(1, [c]);
            let read_alike = |other: &char| key(*other) == key(c);
            let wrong = ('\0'..='\u{FFFF}').filter(|other| (table.of(*other) == 1) != read_alike(other));
            assert_eq!(wrong.collect::<String>(), "", "{c:?}");
        }
    }
}
