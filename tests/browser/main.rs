//! The page of `gouji check --format html` in a browser: what a reader can do with it, and how it looks.
//!
//! Skipped, and said so, where Chromium and chromedriver are not installed.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "in a test a panic is the report, in its helpers too"
)]

mod driver;
mod page;
mod pictures;
