//! Packages: the members of a zip file, unpacked within limits.
//!
//! This module must not know what is in a member.

use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Limits, ReadError};

/// How many members a package may have.
const MEMBERS: usize = 65_536;

/// What a package may unpack to however small it is.
const ALWAYS: u64 = 16 << 20;

/// How much a package of these bytes may unpack to in all.
pub(super) fn room(bytes: &[u8], limits: Limits) -> u64 {
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    packed.saturating_mul(limits.ratio).max(ALWAYS)
}

/// A zip file.
#[derive(Debug)]
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    what: &'static str,
    limits: Limits,
    /// How much may still be unpacked.
    room: u64,
}

impl<'b> Package<'b> {
    /// Opens the bytes of a package, which errors call `what` (in English, with its article).
    pub(super) fn open(
        bytes: &'b [u8],
        what: &'static str,
        limits: Limits,
    ) -> Result<Package<'b>, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(what, &error))?;
        if archive.len() > MEMBERS {
            return Err(ReadError::TooMany { what: "members", limit: MEMBERS as u64 });
        }
        Ok(Package { archive, what, limits, room: room(bytes, limits) })
    }

    /// The bytes of a member; `None` if there is none of this name, capitals not counted.
    pub(super) fn member(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let what = self.what;
        let file = match self.archive.by_index(index) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ReadError::Encrypted { what });
            }
            Err(error) => return Err(damaged(what, &error)),
        };
        let limit = self.limits.member.min(self.room);
        let mut bytes = Vec::new();
        let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| damaged(what, &error))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > limit {
            return Err(self.too_large());
        }
        self.room -= size;
        Ok(Some(bytes))
    }

    /// The text of a member that is XML, and how many bytes of the member stand before it.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Xml>, ReadError> {
        let Some(bytes) = self.member(name)? else { return Ok(None) };
        let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
        let (text, offset) = if wide {
            let (text, ..) = super::decode::decode(&bytes)?;
            (text, None)
        } else {
            let text = String::from_utf8(bytes).map_err(|error| damaged(self.what, &error))?;
            match text.strip_prefix('\u{feff}') {
                Some(text) => (text.to_owned(), Some(3)),
                None => (text, Some(0)),
            }
        };
        Ok(Some(Xml { text, offset }))
    }

    /// The names of all members.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned())
    }

    fn index(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        self.archive.index_for_name(name).or_else(|| {
            let same = |index: &usize| {
                self.archive
                    .name_for_index(*index)
                    .is_some_and(|known| known.is_ok_and(|known| known.eq_ignore_ascii_case(name)))
            };
            (0..self.archive.len()).find(same)
        })
    }

    fn too_large(&self) -> ReadError {
        if self.room < self.limits.member {
            ReadError::Bomb { ratio: self.limits.ratio }
        } else {
            ReadError::TooMany { what: "bytes in one member", limit: self.limits.member }
        }
    }
}

/// The package `bytes` with some members changed or added: of all others the packed bytes are copied as they are, in
/// their order.
///
/// # Errors
///
/// `Damaged` where a member cannot be copied.
pub(super) fn rewritten(
    bytes: &[u8],
    what: &'static str,
    members: &[(String, Vec<u8>)],
) -> Result<Vec<u8>, ReadError> {
    copied(bytes, members).map_err(|error| damaged(what, &error))
}

fn copied(bytes: &[u8], members: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    writer.set_raw_comment(archive.comment().into())?;
    let mut written = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index)?;
        let known = |(name, _): &&(String, Vec<u8>)| file.name_raw().eq_ignore_ascii_case(name.as_bytes());
        let Some((name, content)) = members.iter().find(known) else {
            writer.raw_copy_file(file)?;
            continue;
        };
        writer.start_file(file.name()?, file.options())?;
        writer.write_all(content)?;
        written.push(name);
    }
    for (name, content) in members.iter().filter(|(name, _)| !written.contains(&name)) {
        writer.start_file(name.as_str(), SimpleFileOptions::default())?;
        writer.write_all(content)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A member that is XML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Xml {
    /// Its text, without a byte order mark.
    pub(super) text: String,
    /// What to add to an offset in the text to get the one in the member; `None` if it is not in UTF-8.
    pub(super) offset: Option<usize>,
}

/// The error of a file that is broken.
pub(super) fn damaged(what: &'static str, error: &dyn std::fmt::Display) -> ReadError {
    ReadError::Damaged { what, detail: error.to_string() }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    /// A package of these members.
    pub(in crate::document) fn package(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn open(bytes: &[u8], limits: Limits) -> Result<Package<'_>, ReadError> {
        Package::open(bytes, "a test", limits)
    }

    #[test]
    fn members_are_found_and_missing_ones_are_none() {
        let bytes = package(&[("Word/a.xml", b"\xEF\xBB\xBF<a/>")]);
        let mut package = open(&bytes, Limits::default()).unwrap();
        assert_eq!(package.member("b.xml").unwrap(), None);
        let expected = Xml { text: "<a/>".to_owned(), offset: Some(3) };
        assert_eq!(package.xml("/word/a.xml").unwrap(), Some(expected));
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let bytes = package(&[("a", &[b'x'; 5000]), ("b", &[0; 17 << 20])]);
        let small = Limits { member: 4999, ..Limits::default() };
        let error = open(&bytes, small).unwrap().member("a").unwrap_err();
        assert_eq!(error, ReadError::TooMany { what: "bytes in one member", limit: 4999 });
        let tight = Limits { ratio: 2, ..Limits::default() };
        assert_eq!(open(&bytes, tight).unwrap().member("b").unwrap_err(), ReadError::Bomb { ratio: 2 });
    }

    #[test]
    fn too_many_members_are_refused() {
        let names: Vec<String> = (0..=MEMBERS).map(|number| number.to_string()).collect();
        let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        let refused = open(&package(&members), Limits::default()).unwrap_err();
        assert_eq!(refused, ReadError::TooMany { what: "members", limit: 65_536 });
        assert!(open(&package(&members[1..]), Limits::default()).is_ok());
    }

    #[test]
    fn a_cut_package_is_damaged() {
        let bytes = package(&[("a", &[b'x'; 500])]);
        for length in [10, bytes.len() / 2, bytes.len() - 10] {
            assert_eq!(open(&bytes[..length], Limits::default()).unwrap_err().code(), "damaged", "{length}");
        }
    }
}
