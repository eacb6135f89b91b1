//! gouji (勾稽) reads a work report, finds every claim in it that arithmetic can check, and says exactly which
//! figures cannot all be true.
//!
#![doc = include_str!("../README.md")]

mod chars;
mod claim;
#[cfg(feature = "cli")]
pub mod cli;
pub mod document;
mod engine;
pub mod exact;
#[cfg(feature = "gate")]
pub mod gate;
pub mod ledger;
pub mod mention;
pub mod problem;
pub mod report;
pub mod rule;
#[cfg(feature = "schema")]
pub mod schema;
pub mod snapshots;
#[doc(hidden)]
pub mod stages;
pub mod verdict;
mod work;

pub use engine::{
    Advantage, ExampleFailure, Expectation, Gap, Mutation, Skip, Skipped, Stale, Survivor, Tried, check,
    check_document, check_with_packs, check_within, check_within_telling, explain, gaps, mutate,
    run_examples, try_examples,
};
pub use exact::Exact;
pub use ledger::Report;
pub use rule::{Pack, PackError};
pub use snapshots::snapshot;
pub use verdict::Verdict;
