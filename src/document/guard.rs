//! Guards around libraries that read what anyone may have made: their panics and endless loops end here.
//!
//! This module must not know file formats.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread::Builder;
use std::time::Duration;

use super::{Deadline, Limits, ReadError, package};

/// The name of the threads in which libraries read.
const READER: &str = "gouji-reader";
/// Their stack in bytes: a library that follows nesting with calls goes deep, and a stack that overflows cannot be caught.
const STACK: usize = 256 << 20;

/// How long a library may take over a file that has no deadline.
const TIME: Duration = Duration::from_secs(120);

/// What `read` returns; that the file is damaged if it panics, that it is out of time if it is not done by then.
///
/// A reader that is not done is left behind in its thread: there is no way to stop one.
pub(super) fn guarded<T: Send + 'static>(
    what: &'static str,
    deadline: Deadline,
    read: impl FnOnce() -> Result<T, ReadError> + Send + 'static,
) -> Result<T, ReadError> {
    hush();
    let damaged = move |detail: &str| ReadError::Damaged { what, detail: detail.to_owned() };
    let (sender, receiver) = sync_channel(1);
    let work = move || {
        let result = catch_unwind(AssertUnwindSafe(read));
        // Nobody listens any more once the time is up.
        let _ = sender.send(result.unwrap_or_else(|_| Err(damaged("its reader gave up on it"))));
    };
    let thread = Builder::new().name(READER.to_owned()).stack_size(STACK).spawn(work);
    if thread.is_err() {
        return Err(damaged("there is no memory to read it"));
    }
    let time = deadline.left().unwrap_or(TIME);
    match receiver.recv_timeout(time) {
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => Err(ReadError::OutOfTime { time: deadline.over().unwrap_or(time) }),
        Err(RecvTimeoutError::Disconnected) => Err(damaged("its reader gave up on it")),
    }
}

/// Keeps panics of readers from writing to the standard error: they are told as errors.
fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().name() != Some(READER) {
                others(panic);
            }
        }));
    });
}

/// That a zip file unpacks to no more than the limits, by unpacking it: the sizes that it claims may be lies.
///
/// # Errors
///
/// It is no zip file, cannot be unpacked, or unpacks to too much.
pub(super) fn unpacks(bytes: &[u8], what: &'static str, limits: Limits) -> Result<(), ReadError> {
    let damaged = |error: &dyn std::fmt::Display| ReadError::Damaged { what, detail: error.to_string() };
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut room = package::room(bytes, limits);
    for index in 0..zip.len() {
        let member = zip.by_index(index).map_err(|error| damaged(&error))?;
        let most = room.min(limits.member);
        let read = std::io::copy(&mut member.take(most.saturating_add(1)), &mut std::io::sink());
        let read = read.map_err(|error| damaged(&error))?;
        if read > limits.member {
            return Err(ReadError::TooMany { what: "bytes in one member", limit: limits.member });
        }
        room = room.checked_sub(read).ok_or(ReadError::Bomb { ratio: limits.ratio })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_reader_that_panics_or_sleeps_is_an_error() {
        let time = Deadline::after(Duration::from_secs(20));
        assert_eq!(guarded("a PDF", time, || Ok(7)), Ok(7));
        let panicked = guarded::<()>("a PDF", time, || panic!("index out of bounds")).unwrap_err();
        assert_eq!(panicked.to_string(), "this is a PDF, and it is damaged: its reader gave up on it");
        let slow = || {
            std::thread::sleep(Duration::from_secs(2));
            Ok(())
        };
        let soon = Duration::from_millis(10);
        let slept = guarded("a PDF", Deadline::after(soon), slow).unwrap_err();
        assert_eq!(slept, ReadError::OutOfTime { time: soon });
    }

    fn zipped(members: &[&[u8]]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (number, member) in members.iter().enumerate() {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(number.to_string(), options).unwrap();
            writer.write_all(member).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_zip_file_is_measured_by_unpacking_it() {
        let zeros = vec![0; 20 << 20];
        let zip = zipped(&[b"a", &zeros]);
        let limits = Limits::default();
        assert_eq!(unpacks(&zip, "a workbook", limits), Err(ReadError::Bomb { ratio: 200 }));
        assert_eq!(unpacks(&zip, "a workbook", Limits { ratio: 5000, ..limits }), Ok(()));
        let member = Limits { member: 1 << 20, ..limits };
        assert_eq!(
            unpacks(&zip, "a workbook", member),
            Err(ReadError::TooMany { what: "bytes in one member", limit: 1 << 20 })
        );
        let cut = zip.get(..zip.len() / 2).unwrap();
        assert_eq!(unpacks(cut, "a workbook", limits).unwrap_err().code(), "damaged");
    }
}
