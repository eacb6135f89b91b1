//! The built command, run as people run it: arguments, exit code and both streams in one reviewable block.
#![cfg(feature = "cli")]

mod exit;
mod findings;
mod hostile;
mod output;
mod room;
mod screens;
