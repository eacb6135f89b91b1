//! Where in a text a number might start: the one loop that looks at every character.
//! It must not know what starts there.

use super::hanzi;

/// The characters with which a numeral, or 半, may start, by bit; all of them are in the basic plane.
static STARTS: [u64; 1024] = starts_by_bit();

/// The same characters by the last two of their three bytes, the second above the first.
static ENDS: [u64; 1024] = ends_by_bit();

const fn starts_by_bit() -> [u64; 1024] {
    let mut bits = [0; 1024];
    let mut code = 0x80;
    while code < 0x1_0000u32 {
        if let Some(c) = char::from_u32(code)
            && (c == '半' || hanzi::starts(c))
        {
            bits[(code / 64) as usize] |= 1 << (code % 64);
        }
        code += 1;
    }
    bits
}

const fn ends_by_bit() -> [u64; 1024] {
    let mut bits = [0; 1024];
    let mut code = 0x800;
    while code < 0x1_0000usize {
        if STARTS[code / 64] >> (code % 64) & 1 != 0 {
            let end = (code >> 6 & 0x3F | 0x80) | (code & 0x3F | 0x80) << 8;
            bits[end / 64] |= 1 << (end % 64);
        }
        code += 1;
    }
    bits
}

/// The next place at or after `pos` where a number might start.
pub(super) fn candidate(s: &str, pos: usize) -> Option<usize> {
    let mut rest = s.as_bytes().get(pos..)?;
    loop {
        // A run of Chinese characters is most of a text, and each has three bytes.
        let (chars, _) = rest.as_chunks::<3>();
        let other = |[a, b, c]: &[u8; 3]| a & 0xF0 != 0xE0 || ends_start(*b, *c);
        let run = chars.iter().position(other).unwrap_or(chars.len());
        rest = rest.get(3 * run..)?;
        if let [a @ 0xE0..=0xEF, b, c, tail @ ..] = rest {
            if may_start([*a, *b, *c]) {
                return Some(s.len() - rest.len());
            }
            rest = tail;
            continue;
        }
        let length = match *rest.first()? {
            0x80..=0xDF => 2,
            0xF0..=0xFF => 4,
            byte if byte.is_ascii_alphanumeric() => return Some(s.len() - rest.len()),
            _ => 1,
        };
        rest = rest.get(length..)?;
    }
}

/// Whether the last two of three bytes are those of a character with which a numeral, or 半, may start; most are not.
#[inline]
fn ends_start(b: u8, c: u8) -> bool {
    let end = u16::from_le_bytes([b, c]);
    ENDS.get(usize::from(end / 64)).is_some_and(|word| word >> (end % 64) & 1 != 0)
}

/// Whether a numeral, or 半, may start with the character of these three bytes, as all those that are not ASCII have.
#[inline]
fn may_start([a, b, c]: [u8; 3]) -> bool {
    let word = usize::from(a & 0x0F) << 6 | usize::from(b & 0x3F);
    STARTS.get(word).is_some_and(|word| word >> (c & 0x3F) & 1 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_of_a_numeral_is_found_behind_anything() {
        for c in '\0'..=char::MAX {
            let starts = c.is_ascii_alphanumeric() || c == '半' || hanzi::starts(c);
            let text = format!("甲é。,𠮷{c}乙");
            let expected = starts.then(|| text.find(c)).flatten();
            assert_eq!(candidate(&text, 0), expected, "{c:?}");
        }
    }

    #[test]
    fn nothing_starts_where_the_text_ends() {
        for text in ["", "甲乙", "甲,", "é", "𠮷"] {
            assert_eq!(candidate(text, 0), None, "{text}");
        }
        assert_eq!(
            (candidate("甲3乙4", 0), candidate("甲3乙4", 4), candidate("甲3乙4", 8)),
            (Some(3), Some(7), None)
        );
    }
}
