//! Samples and snapshots on disk: what is missing, what differs, what belongs to nothing, and writing them anew.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use similar::TextDiff;

use super::snapshot;
use crate::document;
use crate::report::Lang;
use crate::rule::Pack;

/// Where the sample reports of a pack are, and where their snapshots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// The reports, `.txt` and `.md`.
    pub samples: PathBuf,
    /// The snapshots, `NAME.snap` for the report `NAME`.
    pub snapshots: PathBuf,
}

/// A snapshot that does not say what the pack says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SnapshotProblem {
    /// A sample report without a snapshot.
    Missing {
        /// The report.
        sample: PathBuf,
    },
    /// The pack says something else now.
    Different {
        /// The snapshot.
        snapshot: PathBuf,
        /// What changed, as a unified difference.
        diff: String,
    },
    /// A snapshot without a sample report.
    Orphaned {
        /// The snapshot.
        snapshot: PathBuf,
    },
    /// A file or folder that cannot be read.
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why, in the words of whoever refused it.
        why: String,
    },
}

impl Folders {
    /// Those of the pack in `folder`.
    pub fn of_pack(folder: &Path) -> Folders {
        Folders { samples: folder.join("samples"), snapshots: folder.join("snapshots") }
    }

    fn snapshot_of(&self, sample: &Path) -> PathBuf {
        let mut name = sample.file_name().map(OsString::from).unwrap_or_default();
        name.push(".snap");
        self.snapshots.join(name)
    }
}

/// Whatever is wrong with the snapshots of `pack`, in the order of the files' names. A pack without samples and
/// without snapshots has none.
pub fn compare(pack: &Pack, folders: &Folders) -> Vec<SnapshotProblem> {
    let mut problems = Vec::new();
    let samples = listed(&folders.samples, &["txt", "md"], &mut problems);
    let mut orphans: BTreeSet<PathBuf> =
        listed(&folders.snapshots, &["snap"], &mut problems).into_iter().collect();
    for sample in samples {
        let snapshot = folders.snapshot_of(&sample);
        orphans.remove(&snapshot);
        match difference(pack, &sample, &snapshot) {
            Ok(found) => problems.extend(found),
            Err((path, why)) => problems.push(SnapshotProblem::Unreadable { path, why }),
        }
    }
    problems.extend(orphans.into_iter().map(|snapshot| SnapshotProblem::Orphaned { snapshot }));
    problems
}

/// Writes the snapshots that are missing or different, each put in place when all of it is written; which they
/// were. An orphan is left alone: whether to rename or remove it is for people to say.
///
/// # Errors
/// When a sample cannot be read or a snapshot cannot be written; the error names it.
pub fn update(pack: &Pack, folders: &Folders) -> io::Result<Vec<PathBuf>> {
    let mut problems = Vec::new();
    let samples = listed(&folders.samples, &["txt", "md"], &mut problems);
    if let Some(SnapshotProblem::Unreadable { path, why }) = problems.pop() {
        return Err(io::Error::other(format!("{}: {why}", path.display())));
    }
    let mut written = Vec::new();
    for sample in samples {
        let file = folders.snapshot_of(&sample);
        let text = read(&sample).map_err(|why| io::Error::other(format!("{}: {why}", sample.display())))?;
        let wanted = snapshot(pack, &text);
        if fs::read_to_string(&file).is_ok_and(|present| present == wanted) {
            continue;
        }
        write(&file, &wanted)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display())))?;
        written.push(file);
    }
    Ok(written)
}

/// The files in `folder` that end so, in order; a folder that is not there has none.
fn listed(folder: &Path, extensions: &[&str], problems: &mut Vec<SnapshotProblem>) -> Vec<PathBuf> {
    let wanted = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| extensions.contains(&extension)) && path.is_file()
    };
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    match entries {
        Ok(entries) => {
            let mut files: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).filter(wanted).collect();
            files.sort();
            files
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            problems.push(SnapshotProblem::Unreadable { path: folder.to_owned(), why: error.to_string() });
            Vec::new()
        }
    }
}

fn difference(pack: &Pack, sample: &Path, file: &Path) -> Result<Option<SnapshotProblem>, (PathBuf, String)> {
    let present = match fs::read_to_string(file) {
        Ok(present) => present,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Some(SnapshotProblem::Missing { sample: sample.to_owned() }));
        }
        Err(error) => return Err((file.to_owned(), error.to_string())),
    };
    let now = snapshot(pack, &read(sample).map_err(|why| (sample.to_owned(), why))?);
    // A checkout may have ended the lines its own way.
    let present = present.replace("\r\n", "\n");
    Ok((present != now).then(|| {
        let diff = TextDiff::from_lines(&present, &now);
        let diff = diff.unified_diff().context_radius(3).header("snapshot", "now").to_string();
        SnapshotProblem::Different { snapshot: file.to_owned(), diff }
    }))
}

fn read(sample: &Path) -> Result<String, String> {
    let bytes = fs::read(sample).map_err(|error| error.to_string())?;
    document::read(&bytes, &sample.to_string_lossy()).map(|read| read.text).map_err(|error| error.to_string())
}

fn write(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = folder.join(name);
    let written = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, file));
    if written.is_err() {
        // What is half written helps nobody; the first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written
}

impl SnapshotProblem {
    /// What is wrong and what to do, in a sentence; a difference follows on lines of its own.
    pub fn told(&self, lang: Lang) -> String {
        match self {
            SnapshotProblem::Missing { sample } => {
                let sample = sample.display();
                match lang {
                    Lang::Zh => format!("{sample}：还没有快照；核对后用 --update 写入"),
                    Lang::En => format!("{sample}: has no snapshot yet; --update writes it"),
                }
            }
            SnapshotProblem::Different { snapshot, diff } => {
                let snapshot = snapshot.display();
                match lang {
                    Lang::Zh => format!("{snapshot}：结果与快照不同；若改得对，用 --update 更新\n{diff}"),
                    Lang::En => {
                        format!(
                            "{snapshot}: the claims have changed; if they are right, --update accepts them\n{diff}"
                        )
                    }
                }
            }
            SnapshotProblem::Orphaned { snapshot } => {
                let snapshot = snapshot.display();
                match lang {
                    Lang::Zh => format!("{snapshot}：没有对应的样例报告；请改名或删除"),
                    Lang::En => format!("{snapshot}: belongs to no sample report; rename or remove it"),
                }
            }
            SnapshotProblem::Unreadable { path, why } => format!("{}: {why}", path.display()),
        }
    }
}
