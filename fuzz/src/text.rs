//! `text`: plain text in any encoding. What a byte order mark settles is read back letter by letter.

use gouji::document::read as read_document;

use super::document::read;

/// The first byte says how the rest, as UTF-8, is written down: plainly, with a mark, in UTF-16, in an encoding of
/// East Asia, or not at all.
pub fn text(data: &[u8]) {
    let [how, rest @ ..] = data else { return };
    let text = String::from_utf8_lossy(rest);
    match how % 8 {
        0 => same_again(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), &text),
        1 => same_again(&utf16(&text, u16::to_le_bytes), &text),
        2 => same_again(&utf16(&text, u16::to_be_bytes), &text),
        3 => read(&encoding_rs::GB18030.encode(&text).0, "a.txt"),
        4 => read(&encoding_rs::BIG5.encode(&text).0, "a.txt"),
        5 => read(&encoding_rs::GBK.encode(&text).0, "a.txt"),
        _ => read(rest, "a.txt"),
    }
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

/// The text comes back as it was, or the file is refused.
fn same_again(bytes: &[u8], text: &str) {
    read(bytes, "a.txt");
    let Ok(document) = read_document(bytes, "a.txt") else { return };
    if document.media_type == "text/plain" {
        assert_eq!(document.text, text);
    }
}
