//! Interruption: temporary files are taken along when somebody stops the program.
//!
//! What is said on Ctrl-C, or by a system that shuts down, ends the program as it would anyway; only the files that were
//! begun are removed first. This module must not know what is written into them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// The temporary files there are.
static TEMPORARY: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Makes a temporary file by `create`; from now on it does not outlive the program.
pub(super) fn temporary(path: &Path, create: impl FnOnce() -> io::Result<File>) -> io::Result<File> {
    static WATCH: Once = Once::new();
    WATCH.call_once(watch);
    // Held until the file is listed: none is made behind the back of whoever removes them.
    let mut all = all();
    let file = create()?;
    // Its name is meant from the folder of now, and that of the program may change.
    all.insert(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    Ok(file)
}

/// Forgets a temporary file after `remove`, or after it has got another name.
pub(super) fn gone(path: &Path, remove: impl FnOnce()) {
    let mut all = all();
    remove();
    all.remove(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
}

fn all() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has files removed when a signal ends the program. A file that grows past what the system allows is an error of
/// writing, and not the end.
#[cfg(unix)]
fn watch() {
    use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
    // Where signals cannot be watched, a file may be left behind, and nothing else is lost.
    let _ = signal_hook::flag::register(SIGXFSZ, std::sync::Arc::default());
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]) else { return };
    let _ = std::thread::Builder::new().name("gouji-signals".to_owned()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let all = all();
            all.iter().for_each(|path| {
                let _ = std::fs::remove_file(path);
            });
            // The lock is kept: whoever is about to make another file waits for the end.
            std::process::exit(signal + 128);
        }
    });
}

#[cfg(not(unix))]
fn watch() {}
