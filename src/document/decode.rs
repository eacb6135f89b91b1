//! Bytes to UTF-8: a byte order mark first, then strict UTF-8, then a guess.
//!
//! Nothing is ever replaced: bytes that are not valid in the encoding they have are an error, for a figure with a
//! replacement character in it would be another figure. This module must not know file formats.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use super::{Encoding, ReadError};

/// The text, how it was read, and how many bytes of the file stand before the text where offsets are the file's.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Encoding, usize), ReadError> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            let body = bytes.get(mark..).unwrap_or(b"");
            let offset = if encoding == UTF_8 { mark } else { 0 };
            let wide = encoding == UTF_16LE || encoding == UTF_16BE;
            if !wide {
                refuse_nul(body, offset)?;
            }
            Ok((strict(encoding, body)?, told(encoding, false), offset))
        }
        None => without_mark(bytes),
    }
}

fn without_mark(bytes: &[u8]) -> Result<(String, Encoding, usize), ReadError> {
    refuse_nul(bytes, 0)?;
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), told(UTF_8, false), 0)),
        Err(error) if plainly_utf8(bytes, error.valid_up_to()) => {
            Err(ReadError::Undecodable { encoding: UTF_8.name() })
        }
        Err(_) => {
            let encoding = guess(bytes);
            Ok((strict(encoding, bytes)?, told(encoding, true), 0))
        }
    }
}

/// How many characters of three bytes or more no other encoding has by chance before its first byte that is not
/// valid UTF-8. Two bytes are no sign: 联通 in GBK is famously valid.
const PLAINLY: usize = 4;

/// Whether the bytes are damaged UTF-8 rather than another encoding: guessing would read the figures wrongly.
fn plainly_utf8(bytes: &[u8], valid: usize) -> bool {
    let before = bytes.get(..valid).and_then(|part| std::str::from_utf8(part).ok());
    before.is_some_and(|text| text.chars().filter(|c| c.len_utf8() > 2).take(PLAINLY).count() == PLAINLY)
}

/// Whether the bytes are valid UTF-8 and cannot be anything else, whatever they say of themselves.
pub(super) fn is_plainly_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok() && plainly_utf8(bytes, bytes.len())
}

/// What bytes that are not UTF-8 seem to be.
fn guess(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

fn strict(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<String, ReadError> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.ok_or(ReadError::Undecodable { encoding: encoding.name() })?;
    match text.find('\0') {
        Some(at) => Err(ReadError::Binary { at }),
        None => Ok(text.into_owned()),
    }
}

fn refuse_nul(bytes: &[u8], offset: usize) -> Result<(), ReadError> {
    match memchr::memchr(0, bytes) {
        Some(at) => Err(ReadError::Binary { at: at + offset }),
        None => Ok(()),
    }
}

fn told(encoding: &'static encoding_rs::Encoding, assumed: bool) -> Encoding {
    Encoding { name: encoding.name(), assumed }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "全年引进内资1442万元,完成年初任务的120%,比上年增长5.2%。";

    fn decoded(bytes: &[u8]) -> (String, &'static str, bool, usize) {
        let (text, encoding, offset) = decode(bytes).unwrap();
        (text, encoding.name, encoding.assumed, offset)
    }

    #[test]
    fn utf8_with_and_without_its_mark() {
        assert_eq!(decoded(TEXT.as_bytes()), (TEXT.to_owned(), "UTF-8", false, 0));
        let marked = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
        assert_eq!(decoded(&marked), (TEXT.to_owned(), "UTF-8", false, 3));
    }

    #[test]
    fn utf16_by_its_mark() {
        let little: Vec<u8> =
            [0xFEFF].into_iter().chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&little), (TEXT.to_owned(), "UTF-16LE", false, 0));
        let big: Vec<u8> =
            [0xFEFF].into_iter().chain(TEXT.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&big), (TEXT.to_owned(), "UTF-16BE", false, 0));
    }

    #[test]
    fn legacy_encodings_are_guessed_and_said_to_be() {
        let (gbk, ..) = encoding_rs::GBK.encode(TEXT);
        let (text, name, assumed, _) = decoded(&gbk);
        assert_eq!((text.as_str(), assumed), (TEXT, true));
        assert!(name.eq_ignore_ascii_case("gbk") || name.eq_ignore_ascii_case("gb18030"), "{name}");
        let traditional = "全年引進內資1442萬元,完成年初任務的120%";
        let (big5, ..) = encoding_rs::BIG5.encode(traditional);
        assert_eq!(decoded(&big5), (traditional.to_owned(), "Big5", true, 0));
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert_eq!(decode(b"a\0b").unwrap_err(), ReadError::Binary { at: 1 });
        assert_eq!(decode(b"\xEF\xBB\xBFa\0").unwrap_err(), ReadError::Binary { at: 4 });
        assert!(matches!(decode(b"\xFF\xFEa").unwrap_err(), ReadError::Undecodable { encoding: "UTF-16LE" }));
        assert!(matches!(
            decode(b"\xEF\xBB\xBF\xFF").unwrap_err(),
            ReadError::Undecodable { encoding: "UTF-8" }
        ));
        let cut = &TEXT.as_bytes()[..TEXT.len() - 1];
        assert!(matches!(decode(cut).unwrap_err(), ReadError::Undecodable { encoding: "UTF-8" }));
    }
}
