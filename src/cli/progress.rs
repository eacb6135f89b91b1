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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(progress: &Progress, names: &[&str]) -> String {
        let mut out = Vec::new();
        for (number, name) in names.iter().enumerate() {
            progress.show(number, name, &mut out).unwrap();
            progress.clear(&mut out).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_terminal_shows_each_file_on_one_line_and_then_nothing() {
        let names = ["年度/总结.docx", "表.xlsx", "a\u{1b}[2J.txt"];
        let out = shown(&Progress { total: names.len(), on: true }, &names);
        let lines: Vec<&str> = out.split('\r').map(str::trim_end).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines[..2], ["[1/3] 年度/总结.docx", "[2/3] 表.xlsx"]);
        assert!(lines[2].starts_with("[3/3] a") && !out.contains('\u{1b}') && !out.contains('\n'), "{out:?}");
        assert!(out.ends_with("\r"));
    }

    #[test]
    fn elsewhere_nothing_is_shown() {
        assert_eq!(shown(&Progress { total: 3, on: false }, &["a", "b", "c"]), "");
        assert!(!Progress::new(1).on);
    }
}
