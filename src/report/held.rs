//! Held: a part of an output that was written before what stands above it is known.
//!
//! A little of it stays in memory, more goes to a temporary file without a name, which only this program can read and
//! which is gone with it. This module must not know what the part is.

use std::fmt;
use std::io::{self, Seek, Write};

use tempfile::{SpooledTempFile, spooled_tempfile};

/// How many bytes of a part stay in memory.
const IN_MEMORY: usize = 1 << 18;

/// A part of an output, kept out of memory until its place comes.
pub(crate) struct Held {
    written: SpooledTempFile,
    length: usize,
}

impl Held {
    /// Nothing yet, of which so many bytes may stay in memory.
    pub(crate) fn keeping(bytes: usize) -> Held {
        Held { written: spooled_tempfile(bytes), length: 0 }
    }

    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// Adds `piece` at the end.
    pub(crate) fn add(&mut self, piece: &str) -> io::Result<()> {
        self.length = self.length.saturating_add(piece.len());
        self.written.write_all(piece.as_bytes())
    }

    /// Writes all of it to `out`.
    pub(crate) fn write(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.written.rewind()?;
        io::copy(&mut self.written, out)?;
        Ok(())
    }
}

impl Default for Held {
    fn default() -> Held {
        Held::keeping(IN_MEMORY)
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
            let piece = number.to_string().repeat(IN_MEMORY / 3);
            expected.push_str(&piece);
            held.add(&piece).unwrap();
            assert_eq!(held.written.is_rolled(), held.len() > IN_MEMORY, "{number}");
        }
        let mut out = Vec::new();
        held.write(&mut out).unwrap();
        assert!(out == expected.as_bytes() && held.len() == out.len());
    }
}
