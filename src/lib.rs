//! gouji (勾稽) reads a work report, finds every claim in it that arithmetic can check, and says exactly which
//! figures cannot all be true.

#[cfg(feature = "cli")]
pub mod cli;
pub mod document;
pub mod exact;
pub mod ledger;
pub mod mention;
pub mod report;
pub mod verdict;

pub use exact::Exact;
