//! One line on the terminal that says which file is being read, while there are several.

use std::io::{self, IsTerminal, Write};

use crate::report::terminal::visible;

/// How many characters of a file's name are shown.
const NAME: usize = 60;

/// Progress over a number of files; silent unless standard error is a terminal.
pub(super) struct Progress {
    total: usize,
    on: bool,
}

impl Progress {
    pub(super) fn new(total: usize) -> Progress {
        Progress { total, on: total > 1 && io::stderr().is_terminal() }
    }

    /// Shows that the file with this 0-based number is being read.
    pub(super) fn show(&self, number: usize, name: &str, errors: &mut dyn Write) -> io::Result<()> {
        if !self.on {
            return Ok(());
        }
        let name: String = visible(name).chars().take(NAME).collect();
        write!(errors, "\r[{}/{}] {name}", number + 1, self.total)?;
        errors.flush()
    }

    /// Takes the line away again.
    pub(super) fn clear(&self, errors: &mut dyn Write) -> io::Result<()> {
        if !self.on {
            return Ok(());
        }
        write!(errors, "\r{}\r", " ".repeat(2 * NAME + 16).get(..78).unwrap_or(""))?;
        errors.flush()
    }
}
