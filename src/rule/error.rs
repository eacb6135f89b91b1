//! All that is wrong with a pack.
//!
//! This module must not know what makes a pack wrong.

use std::fmt;
use std::sync::Arc;

use crate::problem::Problem;

/// All that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct PackError {
    /// Every problem found, in the order of files and lines.
    pub problems: Vec<Problem>,
}

impl PackError {
    /// A single problem without a place.
    pub(crate) fn general(file: &str, message: String, help: Option<String>) -> PackError {
        let problem = Problem { file: file.to_owned(), source: Arc::from(""), span: None, message, help };
        PackError { problems: vec![problem] }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}
