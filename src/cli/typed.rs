//! What was typed, as data, where more than the plan needs it.
//!
//! This module must not know what becomes of it.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::gate::settings::Flags;

/// Where configuration comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Mode {
    /// The nearest `gouji.toml`, from each file upwards.
    #[default]
    Search,
    /// This file, for every report.
    File(PathBuf),
    /// Nowhere.
    Isolated,
}

/// What was typed about the gate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Typed {
    pub mode: Mode,
    pub flags: Flags,
    pub today: Option<Date>,
}

/// What to do beside running examples.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Also {
    /// Change figures and see whether the rules notice.
    pub mutate: bool,
    /// Accept what the packs say of their sample reports now.
    pub update: bool,
}
