//! Which files something holds for: patterns, and paths as they are written in a file that travels with a project.
//!
//! This module must not touch the disk: it compares paths that somebody else made whole.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

/// A pattern for paths. With a `/` in it, it is held against the path from its folder (`*` stays within one
/// folder, `**` does not); without one, against the name of the file alone.
#[derive(Debug, Clone)]
pub struct Glob {
    pattern: String,
    /// Whether it begins at the folder; else it is for names.
    from_folder: bool,
    folder: PathBuf,
    matcher: GlobMatcher,
}

impl Glob {
    /// Understands `pattern`; paths in it begin at `folder`.
    ///
    /// # Errors
    ///
    /// What is wrong with the pattern.
    pub fn new(pattern: &str, folder: &Path) -> Result<Glob, String> {
        let from_folder = pattern.contains('/');
        let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
        let built = GlobBuilder::new(pattern).literal_separator(true).build();
        let matcher = built.map_err(|error| error.kind().to_string())?.compile_matcher();
        if pattern.is_empty() || pattern.starts_with('/') {
            return Err("expected a pattern that begins at this file's folder, such as reports/**".to_owned());
        }
        Ok(Glob { from_folder, pattern: pattern.to_owned(), folder: folder.to_owned(), matcher })
    }

    /// Whether it is meant for the file at `path`, which is absolute.
    pub fn matches(&self, path: &Path) -> bool {
        if self.from_folder {
            self.matcher.is_match(relative(path, &self.folder))
        } else {
            path.file_name().is_some_and(|name| self.matcher.is_match(name))
        }
    }

    /// As it was written, without `./`.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// The pattern for one file, called from the folder.
    pub fn for_path(path: &str) -> String {
        let escaped = globset::escape(path);
        if escaped.contains('/') { escaped } else { format!("./{escaped}") }
    }

    /// The one path it is for, where it names one and is no pattern.
    pub fn one_path(&self) -> Option<PathBuf> {
        let plain = self.from_folder && !self.pattern.contains(['*', '?', '[', '{', '\\']);
        plain.then(|| self.folder.join(&self.pattern))
    }
}

/// `path` as it is called from `folder`, with `/` between names: `reports/a.txt`, `../a.txt`.
pub fn relative(path: &Path, folder: &Path) -> String {
    let path = pathdiff::diff_paths(path, folder).unwrap_or_else(|| path.to_owned());
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        Glob::new(pattern, Path::new("/gate")).unwrap().matches(Path::new(path))
    }

    #[test]
    fn a_pattern_with_a_slash_begins_at_its_folder() {
        assert!(matches("reports/*.txt", "/gate/reports/a.txt"));
        assert!(!matches("reports/*.txt", "/gate/reports/2024/a.txt"));
        assert!(matches("reports/**", "/gate/reports/2024/a.txt"));
        assert!(!matches("reports/**", "/other/reports/a.txt"));
        assert!(matches("./a.txt", "/gate/a.txt") && !matches("./a.txt", "/gate/x/a.txt"));
        assert!(matches("../other/**/*.md", "/other/x/y.md"));
    }

    #[test]
    fn a_pattern_without_one_is_for_names_anywhere() {
        assert!(matches("*-draft.txt", "/gate/reports/2024/a-draft.txt"));
        assert!(matches("a.txt", "/elsewhere/a.txt"));
        assert!(!matches("reports", "/gate/reports/a.txt"));
    }

    #[test]
    fn the_pattern_for_a_file_matches_it_alone() {
        for path in ["a.txt", "x/a[1]*.txt", "../年报{2024}.txt"] {
            let glob = Glob::new(&Glob::for_path(path), Path::new("/gate")).unwrap();
            let whole = Path::new("/gate").join(path);
            let whole = if path.starts_with("..") { PathBuf::from("/年报{2024}.txt") } else { whole };
            assert!(glob.matches(&whole), "{path}");
            assert!(!glob.matches(Path::new("/gate/x/a1*.txt")), "{path}");
        }
    }

    #[test]
    fn a_path_without_a_pattern_is_one_path() {
        let one = |pattern| Glob::new(pattern, Path::new("/gate")).unwrap().one_path();
        assert_eq!(one("reports/a.txt"), Some("/gate/reports/a.txt".into()));
        assert_eq!(one("a.txt"), None);
        assert_eq!(one("reports/*.txt"), None);
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for bad in ["", "/etc/**", "[", "{a"] {
            assert!(Glob::new(bad, Path::new("/gate")).is_err(), "{bad}");
        }
    }
}
