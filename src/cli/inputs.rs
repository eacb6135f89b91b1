//! From the paths that were named to the files to read, and from a file to its bytes as a document.
//!
//! Nothing is left out silently: a folder with nothing to read in it, or one that cannot be listed, is a problem.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use super::plan::Input;
use crate::document::{self, Document, Limits};
use crate::report::Problem;

/// What standard input is called.
const STDIN: &str = "<stdin>";

/// One thing to read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// As it is shown.
    pub name: String,
    from: From,
}

#[derive(Debug, PartialEq, Eq)]
enum From {
    Stdin,
    File(PathBuf),
    /// Already known not to be readable.
    Nowhere(Problem),
}

/// The sources that `inputs` name, in that order, the files of a folder by name.
pub(super) fn sources(inputs: &[Input]) -> Vec<Source> {
    chosen(inputs, &mut |_, known| known)
}

/// Says of a file in a folder whether to read it; it is told whether its format is known by its name.
type Chooser<'c> = dyn FnMut(&Path, bool) -> bool + 'c;

/// The sources that `inputs` name, of folders those that `wanted` chooses.
pub(super) fn chosen(inputs: &[Input], wanted: &mut Chooser<'_>) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for input in inputs {
        match input {
            Input::Stdin => sources.push(Source { name: STDIN.to_owned(), from: From::Stdin }),
            Input::Path(path) if path.is_dir() => sources.extend(folder(path, wanted)),
            Input::Path(path) => sources.push(Source::file(path.clone())),
        }
    }
    let mut seen = HashSet::new();
    sources.retain(|source| seen.insert(source.key()));
    sources
}

impl Source {
    fn file(path: PathBuf) -> Source {
        Source { name: path.display().to_string(), from: From::File(path) }
    }

    fn nowhere(path: &Path, problem: Problem) -> Source {
        Source { name: path.display().to_string(), from: From::Nowhere(problem) }
    }

    /// Its file, or the folder that has nothing to read; none for standard input.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.from {
            From::Stdin => None,
            From::File(path) => Some(path),
            From::Nowhere(_) => Some(Path::new(&self.name)),
        }
    }

    /// What it is known by: two names that differ in nothing but `./` are one file, two that merely look alike are
    /// not.
    fn key(&self) -> PathBuf {
        match &self.from {
            From::File(path) => path.components().filter(|part| *part != Component::CurDir).collect(),
            From::Stdin | From::Nowhere(_) => PathBuf::from(&self.name),
        }
    }

    /// What reading it may take of memory, in bytes, as far as its size tells; all there is for what has none.
    pub(super) fn weight(&self) -> u64 {
        match &self.from {
            From::Nowhere(_) => 0,
            From::Stdin => u64::MAX,
            From::File(path) => std::fs::metadata(path).map_or(0, |found| {
                let packed = has_extension(path, &PACKED);
                let size = if found.is_file() { found.len() } else { u64::MAX };
                if packed { size.saturating_mul(UNPACKED) } else { size }
            }),
        }
    }

    /// Reads it.
    pub(super) fn read(&self, limits: Limits) -> Result<Document, Problem> {
        self.understood(&self.bytes(limits)?, limits)
    }

    /// What its bytes say.
    pub(super) fn understood(&self, bytes: &[u8], limits: Limits) -> Result<Document, Problem> {
        document::read_within(bytes, &self.name, limits).map_err(Problem::Read)
    }

    /// Its bytes.
    pub(super) fn bytes(&self, limits: Limits) -> Result<Vec<u8>, Problem> {
        let bytes = match &self.from {
            From::Stdin => limited(&mut io::stdin().lock(), 0, limits.file),
            From::File(path) => {
                opened(path).and_then(|(mut file, size)| limited(&mut file, size, limits.file))
            }
            From::Nowhere(problem) => return Err(problem.clone()),
        };
        bytes.map_err(|error| Problem::system(&error))
    }
}

/// The file and its size as the system tells it, if it is one that ends: a device may go on for ever.
fn opened(path: &Path) -> io::Result<(File, u64)> {
    let found = std::fs::metadata(path)?;
    let kind = found.file_type();
    if !kind.is_file() && !is_pipe(kind) {
        return Err(io::Error::new(io::ErrorKind::Unsupported, "this is neither a file nor a pipe"));
    }
    Ok((File::open(path)?, found.len()))
}

#[cfg(unix)]
fn is_pipe(kind: std::fs::FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(not(unix))]
fn is_pipe(_: std::fs::FileType) -> bool {
    false
}

/// At most one byte more than a document may have: enough to see that it is too large. Room is made for `size` bytes at
/// once, as far as there is room.
fn limited(from: &mut dyn Read, size: u64, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let room = usize::try_from(size.min(limit).saturating_add(1)).unwrap_or(0);
    let _made = bytes.try_reserve_exact(room.min(MOST_AT_ONCE));
    from.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// No more bytes than this are set aside before any is read.
const MOST_AT_ONCE: usize = 1 << 24;

/// The documents below a folder. Files that version control ignores are read like any other.
fn folder(path: &Path, wanted: &mut Chooser<'_>) -> Vec<Source> {
    let walk = WalkBuilder::new(path)
        .standard_filters(false)
        .hidden(true)
        .sort_by_file_path(|a, b| a.cmp(b))
        .build();
    let mut sources = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) if !entry.path().is_file() => {}
            Ok(entry) if wanted(entry.path(), is_document(entry.path())) => {
                sources.push(Source::file(entry.into_path()));
            }
            Ok(_) => {}
            Err(error) => sources.push(unlisted(path, error)),
        }
    }
    if sources.is_empty() {
        sources.push(Source::nowhere(path, Problem::NothingToRead));
    }
    sources
}

fn unlisted(folder: &Path, error: ignore::Error) -> Source {
    let path = match &error {
        ignore::Error::WithPath { path, .. } => path.clone(),
        _ => folder.to_owned(),
    };
    let words = error.to_string();
    let error = error.into_io_error().unwrap_or_else(|| io::Error::other(words));
    Source::nowhere(&path, Problem::system(&error))
}

/// Extensions of the files that are read in a folder.
const EXTENSIONS: [&str; 13] =
    ["txt", "md", "markdown", "html", "htm", "docx", "pdf", "xlsx", "xlsm", "xls", "ods", "csv", "tsv"];

/// Extensions of reports that cannot be read: in a folder they are an error that says how to convert them, for one that
/// is passed over would read as passed. What stands in them may be readable all the same: bytes decide.
const REFUSED: [&str; 9] = ["doc", "wps", "rtf", "odt", "ppt", "pptx", "et", "dps", "xlsb"];

/// Extensions of files whose text is packed in them, and how many times larger it usually is.
const PACKED: [&str; 5] = ["docx", "xlsx", "xlsm", "ods", "pdf"];
const UNPACKED: u64 = 8;

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let own = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    extensions.iter().any(|known| own.eq_ignore_ascii_case(known))
}

/// Whether a file in a folder is read. The files that office programs lay beside an open document are not.
fn is_document(path: &Path) -> bool {
    let lock = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"~$"));
    let known = has_extension(path, &EXTENSIONS) || has_extension(path, &REFUSED);
    !lock && known && path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(inputs: &[Input], root: &Path) -> Vec<String> {
        let prefix = format!("{}/", root.display());
        sources(inputs).into_iter().map(|source| source.name.replace(&prefix, "")).collect()
    }

    #[test]
    fn a_folder_is_its_documents_in_order_without_hidden_ones() {
        let root = tempfile::tempdir().unwrap();
        for name in [
            "b.txt",
            "a/z.MD",
            "a/.hidden.txt",
            ".git/x.txt",
            "c.docx",
            "~$c.docx",
            "d.zip",
            "e.Doc",
            "ignored.txt",
            "a/y.Xlsx",
        ] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        fs::write(root.path().join(".gitignore"), "ignored.txt").unwrap();
        let input = Input::Path(root.path().to_owned());
        assert_eq!(
            names(&[input], root.path()),
            ["a/y.Xlsx", "a/z.MD", "b.txt", "c.docx", "e.Doc", "ignored.txt"]
        );
    }

    #[test]
    fn a_file_is_read_whatever_its_name_and_once() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("年报"), "完成").unwrap();
        let file = Input::Path(root.path().join("年报"));
        let found = sources(&[file.clone(), Input::Stdin, file]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].read(Limits::default()).unwrap().text, "完成");
    }

    #[test]
    fn names_that_mean_one_file_are_read_once_and_those_that_look_alike_twice() {
        let paths = ["a.txt", "./a.txt", "b/./a.txt", "b/a.txt"];
        let inputs: Vec<Input> = paths.iter().map(|path| Input::Path(PathBuf::from(path))).collect();
        assert_eq!(sources(&inputs).len(), 2);
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            let odd = |byte: u8| Input::Path(std::ffi::OsStr::from_bytes(&[byte, b'.', b't']).into());
            assert_eq!(sources(&[odd(0xFE), odd(0xFF)]).len(), 2);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_not_read() {
        let found = sources(&[Input::Path(PathBuf::from("/dev/zero"))]);
        assert!(matches!(
            found[0].read(Limits::default()),
            Err(Problem::System { kind: io::ErrorKind::Unsupported, .. })
        ));
    }

    #[test]
    fn a_folder_with_nothing_to_read_is_a_problem() {
        let root = tempfile::tempdir().unwrap();
        let found = sources(&[Input::Path(root.path().to_owned())]);
        assert_eq!(found[0].read(Limits::default()), Err(Problem::NothingToRead));
        let missing = sources(&[Input::Path(root.path().join("none.txt"))]);
        assert!(matches!(
            missing[0].read(Limits::default()),
            Err(Problem::System { kind: io::ErrorKind::NotFound, .. })
        ));
    }
}
