//! Where output goes: standard output, or a file that is replaced only when all of it is written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};

use super::interrupt;
use super::plan::{Format, Plan};

/// A writer for all output of a run.
pub(super) enum Sink {
    Screen(BufWriter<AutoStream<StdoutLock<'static>>>),
    File(BufWriter<AutoStream<File>>, Pending),
}

/// A file that is being written beside the one it is to replace; removed again unless it gets there.
pub(super) struct Pending {
    temporary: PathBuf,
    wanted: PathBuf,
}

impl Sink {
    /// Opens what the plan says for the one output of a command.
    pub(super) fn open(plan: &Plan) -> io::Result<Sink> {
        Sink::at(plan.output.as_deref(), plan.colours(plan.format == Format::Json))
    }

    /// Opens standard output, or a file that is to be written.
    pub(super) fn at(file: Option<&Path>, choice: ColorChoice) -> io::Result<Sink> {
        match file {
            None => Ok(Sink::Screen(BufWriter::new(AutoStream::new(io::stdout().lock(), choice)))),
            Some(wanted) => {
                let (file, pending) = Pending::create(wanted).map_err(|error| named(wanted, &error))?;
                Ok(Sink::File(BufWriter::new(AutoStream::new(file, choice)), pending))
            }
        }
    }

    /// Shows what is held back to a reader of standard output, who may wait for it; a file is not read before it is whole.
    pub(super) fn pass_on(&mut self) -> io::Result<()> {
        match self {
            Sink::Screen(writer) => writer.flush(),
            Sink::File(..) => Ok(()),
        }
    }

    /// Forgets what is held back; a file is not put in its place.
    pub(super) fn abandon(self) {
        if let Sink::Screen(writer) = self {
            let _ = writer.into_parts();
        }
    }

    /// Writes out what is held back, and puts a file in its place.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        match self {
            Sink::Screen(_) => Ok(()),
            Sink::File(writer, pending) => {
                drop(writer);
                pending.arrive()
            }
        }
    }
}

/// Puts `content` in place of a file, whole or not at all.
pub(super) fn replace(wanted: &Path, content: impl AsRef<[u8]>) -> io::Result<()> {
    let written = Pending::create(wanted).and_then(|(mut file, pending)| {
        file.write_all(content.as_ref())?;
        drop(file);
        fs::rename(&pending.temporary, &pending.wanted)
    });
    written.map_err(|error| named(wanted, &error))
}

/// An error that says which file it is about.
pub(super) fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

impl Pending {
    fn create(wanted: &Path) -> io::Result<(File, Pending)> {
        let name = wanted.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        if wanted.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // A device, a pipe or a link would be replaced by the rename instead of written to.
        if std::fs::symlink_metadata(wanted).is_ok_and(|found| !found.is_file()) {
            return Err(io::Error::other("it is not a regular file"));
        }
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.tmp", std::process::id()));
        let temporary = wanted.with_file_name(hidden);
        let file = interrupt::temporary(&temporary, || {
            OpenOptions::new().write(true).create_new(true).open(&temporary)
        })?;
        Ok((file, Pending { temporary, wanted: wanted.to_owned() }))
    }

    /// Puts the file in its place.
    fn arrive(self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.wanted).map_err(|error| named(&self.wanted, &error))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        // After a rename it is no longer there, which is fine.
        interrupt::gone(&self.temporary, || {
            let _ = fs::remove_file(&self.temporary);
        });
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Screen(writer) => writer.write(bytes),
            Sink::File(writer, _) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Screen(writer) => writer.flush(),
            Sink::File(writer, _) => writer.flush(),
        }
    }
}
