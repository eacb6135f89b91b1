//! Limits: how much of anything a file may make this program read. A file within its size may claim far more inside.
//!
//! This module must not know file formats.

/// What a document may have at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file: u64,
    /// Bytes of text taken out of it.
    pub text: usize,
    /// Pages.
    pub pages: u32,
    /// Cells of all tables.
    pub cells: usize,
    /// Elements inside one another.
    pub depth: usize,
    /// Bytes that one member of a zip file unpacks to.
    pub member: u64,
    /// How many times larger than its packed size a zip file may unpack to, in all.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file: super::SIZE_LIMIT,
            text: 1 << 30,
            pages: 20_000,
            cells: 5_000_000,
            depth: 512,
            member: 1 << 29,
            ratio: 200,
        }
    }
}
