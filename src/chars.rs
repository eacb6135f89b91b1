//! One character of a text by its place in bytes, either way, as fast as can be: what every reader of sentences does most.
//!
//! This module must not know what any character means.

/// The character that begins at a byte of a text; nothing inside a character.
#[inline]
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at..)? {
        [byte, ..] if byte.is_ascii() => Some(char::from(*byte)),
        [a @ 0xE0..=0xEF, b, c, ..] => three_bytes(*a, *b, *c),
        _ => text.get(at..)?.chars().next(),
    }
}

/// The character that ends at a byte of a text.
#[inline]
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(..at)? {
        [.., byte] if byte.is_ascii() => Some(char::from(*byte)),
        [.., a @ 0xE0..=0xEF, b, c] => three_bytes(*a, *b, *c),
        _ => text.get(..at)?.chars().next_back(),
    }
}

/// Whether a text begins with a short one, byte by byte: most differ within their first bytes, which is not worth a call.
#[inline]
pub(crate) fn begins(text: &[u8], with: &[u8]) -> bool {
    text.get(..with.len()).is_some_and(|head| head.iter().eq(with))
}

/// Whether a text ends with a short one, byte by byte, the last ones first.
#[inline]
pub(crate) fn ends(text: &[u8], with: &[u8]) -> bool {
    let from = text.len().checked_sub(with.len());
    from.and_then(|from| text.get(from..)).is_some_and(|tail| tail.iter().rev().eq(with.iter().rev()))
}

/// The character of these bytes in UTF-8.
fn three_bytes(a: u8, b: u8, c: u8) -> Option<char> {
    char::from_u32(u32::from(a & 0x0F) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_by_their_bytes() {
        let text = "a甲é𠮷，。z";
        for (at, c) in text.char_indices() {
            assert_eq!((char_at(text, at), char_before(text, at + c.len_utf8())), (Some(c), Some(c)));
        }
        assert_eq!((char_at(text, text.len()), char_before(text, 0), char_at(text, 99)), (None, None, None));
    }

    #[test]
    fn inside_a_character_there_is_none() {
        for text in ["甲乙", "é", "𠮷"] {
            let inside = (1..text.len()).filter(|at| !text.is_char_boundary(*at));
            for at in inside {
                assert_eq!((char_at(text, at), char_before(text, at)), (None, None), "{text} {at}");
            }
        }
    }
}
