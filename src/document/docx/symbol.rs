//! Symbols that a Word document has by font and number (`w:sym`), as characters.
//!
//! This module must not know paragraphs.

use quick_xml::events::BytesStart;

use crate::document::xml::attribute;

/// Characters of the font Symbol that reports use.
const SYMBOLS: [(u32, &str); 24] = [
    (0x25, "%"),
    (0x2B, "+"),
    (0x2C, ","),
    (0x2D, "−"),
    (0x2E, "."),
    (0x30, "0"),
    (0x31, "1"),
    (0x32, "2"),
    (0x33, "3"),
    (0x34, "4"),
    (0x35, "5"),
    (0x36, "6"),
    (0x37, "7"),
    (0x38, "8"),
    (0x39, "9"),
    (0x3C, "<"),
    (0x3D, "="),
    (0x3E, ">"),
    (0xA3, "≤"),
    (0xB1, "±"),
    (0xB3, "≥"),
    (0xB4, "×"),
    (0xB8, "÷"),
    (0xBB, "≈"),
];

/// What a symbol stands for, if it is known: a sign of the font Symbol.
pub(super) fn text(start: &BytesStart<'_>) -> Option<&'static str> {
    let font = attribute(start, "font")?;
    let number = u32::from_str_radix(&attribute(start, "char")?, 16).ok()?;
    let code = if (0xF000..=0xF0FF).contains(&number) { number - 0xF000 } else { number };
    let known = SYMBOLS.iter().find(|(known, _)| *known == code && font.eq_ignore_ascii_case("symbol"));
    known.map(|(_, text)| *text)
}
