//! The gate: what whoever runs the check has decided about it. Settings by file, findings that are known already, and
//! findings that somebody answers for until a date.
//!
//! It knows findings by their ids, rules by their names, and dates. It parses its own files from text, but must not know
//! where they come from, what formats reports have, the terminal or the command line. Nothing in a report can reach it.

pub mod baseline;
pub mod bound;
mod changes;
pub mod config;
pub mod coverage;
mod read;
mod scope;
pub mod settings;
pub mod waiver;
mod words;

pub use changes::{Change, RuleName, fail_on, severity};
pub use read::{At, Place};
pub use scope::{Glob, relative};
