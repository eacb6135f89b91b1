//! The built command, run as people run it: arguments, exit code and both streams in one reviewable block.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]

mod annotate;
mod coverage;
mod documents;
mod exit;
mod exit_table;
mod explain;
mod findings;
mod gate_baseline;
mod gate_config;
mod gate_exits;
mod gate_manual;
mod gate_waivers;
mod hostile;
mod interrupt;
mod limits;
mod output;
mod page;
mod receipt;
mod room;
mod screens;
mod starting;
mod testing;
mod threads;
mod together;
mod working_paper;
