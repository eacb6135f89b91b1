//! Snapshots: every claim a pack makes on whole sample reports, kept as text and reviewed like code.
//!
//! An example shows that a rule fires on its own sentence; a snapshot shows what the whole pack makes of a report.
//! A pack's folder holds the reports under `samples/` and what is expected of them under `snapshots/`. This room
//! calls the engine and writes down what it says; it must not know how a claim is found or judged.

mod folder;
mod render;

pub use folder::{Folders, SnapshotProblem, compare, update};
pub use render::snapshot;
