//! A folder to run the command in, and what came of a run.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// A temporary folder with files in it.
pub(crate) struct Room(tempfile::TempDir);

/// What a run did.
pub(crate) struct Run {
    args: String,
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Room {
    pub(crate) fn new() -> Room {
        Room(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Room {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub(crate) fn with_folder(self, name: &str) -> Room {
        fs::create_dir_all(self.path().join(name)).unwrap();
        self
    }

    /// The command in this folder, with none of the surroundings that change what it prints.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(args).current_dir(self.path());
        for name in ["LC_ALL", "LC_MESSAGES", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
            command.env_remove(name);
        }
        command.env("LANG", "C.UTF-8").env("COLUMNS", "100");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, "")
    }

    /// Runs with `stdin` as standard input.
    pub(crate) fn run_with(&self, args: &[&str], stdin: impl AsRef<[u8]>) -> Run {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        // A command that reads no input may be gone before it is all written.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_ref());
        let output = child.wait_with_output().unwrap();
        Run {
            args: args.join(" "),
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "$ gouji {}\nexit {}", self.args, self.code)?;
        writeln!(f, "── stdout\n{}── stderr\n{}", self.stdout, self.stderr)
    }
}

/// Makes a pipe with a name in the room: whoever reads it waits for somebody to write.
#[cfg(unix)]
pub(crate) fn fifo(room: &Room, name: &str) {
    assert!(Command::new("mkfifo").arg(room.path().join(name)).status().unwrap().success());
}
