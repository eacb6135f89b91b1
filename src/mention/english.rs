//! Numbers in English words.
//! It must not know Chinese.

use super::reader::{Found, Place};

impl Place<'_> {
    /// The number that starts with the word at byte `i`.
    pub(super) fn english(&self, i: usize) -> Found {
        Found::Nothing(self.past_letters(i))
    }
}
