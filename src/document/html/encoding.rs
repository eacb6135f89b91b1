//! The encoding of a page: a byte order mark, text that can only be UTF-8, then what the page says, then a guess.
//!
//! This module must not know any other part of HTML.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use crate::document::{Encoding, ReadError, decode};

/// How far into a page its encoding is looked for.
const LOOK: usize = 4096;

/// The text of a page, and how its bytes became it.
pub(super) fn decoded(bytes: &[u8]) -> Result<(String, Encoding), ReadError> {
    if encoding_rs::Encoding::for_bom(bytes).is_none()
        && !decode::is_plainly_utf8(bytes)
        && let Some(encoding) = declared(bytes)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
        && !text.contains('\0')
    {
        return Ok((text.into_owned(), Encoding { name: encoding.name(), assumed: false }));
    }
    let (text, encoding, _) = decode::decode(bytes)?;
    Ok((text, encoding))
}

/// The encoding that the head of a page names. A page that says UTF-16 in ASCII is not.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..LOOK).unwrap_or(bytes)).to_ascii_lowercase();
    let mut found = head.match_indices("charset=").chain(head.match_indices("encoding="));
    let (at, key) = found.next()?;
    let value = head.get(at + key.len()..)?.trim_start_matches(['"', '\'', ' ']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).unwrap_or(value.len());
    let encoding = encoding_rs::Encoding::for_label(value.get(..end)?.as_bytes())?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(label: &str, encoding: &'static encoding_rs::Encoding) -> (String, &'static str, bool) {
        let text = format!("<html><meta charset='{label}'><p>完成投资3亿元</p>");
        let (bytes, ..) = encoding.encode(&text);
        let (read, encoding) = decoded(&bytes).unwrap();
        assert_eq!(read, text);
        (encoding.name.to_owned(), if encoding.assumed { "assumed" } else { "told" }, encoding.assumed)
    }

    #[test]
    fn a_page_says_its_encoding_and_is_not_believed_against_its_bytes() {
        assert_eq!(page("gb2312", encoding_rs::GBK).0, "GBK");
        assert_eq!(page("GB2312", encoding_rs::GBK).1, "told");
        assert_eq!(page("utf-8", encoding_rs::UTF_8).0, "UTF-8");
        assert_eq!(page("gb2312", encoding_rs::UTF_8).0, "UTF-8");
        assert!(page("utf-8", encoding_rs::GBK).2, "a guess is said to be one");
        assert_eq!(page("utf-16", encoding_rs::UTF_8).0, "UTF-8");
    }
}
