//! What the fuzz targets do with their bytes, and what must hold whatever the bytes are.
//!
//! The targets under `fuzz_targets/` only call these functions, and so does `tests/fuzz.rs`, which replays every seed
//! and every find with plain `cargo test`. A broken promise is a panic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a target reports what it found")]

mod archive;
mod biff;
mod document;
mod dressed;
mod matching;
mod numerals;
mod office;
mod pack;
mod page;
mod promises;
mod round_trip;
mod text;
mod truth;
mod words;
mod xml;

pub use document::{csv, docx, html, markdown, ods, pdf, xls, xlsx};
pub use matching::matching;
pub use numerals::numerals;
pub use pack::pack;
pub use round_trip::round_trip;
pub use text::text;
pub use truth::{numbered_truth, truth};

/// A target: what it does with arbitrary bytes.
pub type Target = fn(&[u8]);

/// Every target by its name, which is also that of its folder of seeds.
pub const TARGETS: [(&str, Target); 14] = [
    ("csv", csv),
    ("docx", docx),
    ("html", html),
    ("markdown", markdown),
    ("matching", matching),
    ("numerals", numerals),
    ("ods", ods),
    ("pack", pack),
    ("pdf", pdf),
    ("round_trip", round_trip),
    ("text", text),
    ("truth", truth),
    ("xls", xls),
    ("xlsx", xlsx),
];
