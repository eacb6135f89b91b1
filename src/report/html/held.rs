//! Held: a part of the page that was written before what stands above it is known.
//!
//! A little of it stays in memory, more goes to a temporary file without a name, which only this program can read and
//! which is gone with it. This module must not know what the part is.

use std::fmt;
use std::io::{self, Seek, Write};

use tempfile::{SpooledTempFile, spooled_tempfile};

use super::write::Html;

/// How many bytes of a part stay in memory.
const IN_MEMORY: usize = 1 << 18;

/// A part of the page, kept out of memory until its place comes.
pub(super) struct Held {
    written: SpooledTempFile,
    length: usize,
}

impl Held {
    /// How many bytes it has.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// Adds `piece` at the end.
    pub(super) fn add(&mut self, piece: &Html) -> io::Result<()> {
        self.length = self.length.saturating_add(piece.as_str().len());
        self.written.write_all(piece.as_str().as_bytes())
    }

    /// Writes all of it to `out`.
    pub(super) fn write(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.written.rewind()?;
        io::copy(&mut self.written, out)?;
        Ok(())
    }
}

impl Default for Held {
    fn default() -> Held {
        Held { written: spooled_tempfile(IN_MEMORY), length: 0 }
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Held({} bytes)", self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_longer_stays_in_memory_comes_out_the_same() {
        let (mut held, mut expected) = (Held::default(), String::new());
        for number in 0..5 {
            let mut html = Html::default();
            html.text(&number.to_string().repeat(IN_MEMORY / 3));
            expected.push_str(html.as_str());
            held.add(&html).unwrap();
            assert_eq!(held.written.is_rolled(), held.len() > IN_MEMORY, "{number}");
        }
        let mut out = Vec::new();
        held.write(&mut out).unwrap();
        assert!(out == expected.as_bytes() && held.len() == out.len());
    }
}
