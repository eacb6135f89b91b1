//! Raised text: digits that are printed above the line are powers or marks, and must not run into the figure before them.
//!
//! This module must not know file formats.

/// Raised text in characters that are raised by themselves: 平方米 as `m²`, and 10 with a raised 4 as `10⁴`, not 104; the
/// ending of an ordinal (5th) as it is.
/// `None` for what is not a power but a mark (`[1]`, `①`, `*`, `注`), which leads to a note and is not text.
pub(super) fn raised(text: &str) -> Option<String> {
    let text = text.trim();
    let ordinal = text.len() == 2 && text.chars().all(|c| c.is_ascii_alphabetic());
    match text {
        "" => None,
        _ if ordinal => Some(text.to_owned()),
        _ => text.chars().map(raise).collect(),
    }
}

fn raise(c: char) -> Option<char> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match c {
        '-' | '−' => Some('⁻'),
        '+' => Some('⁺'),
        _ => DIGITS.get(usize::try_from(c.to_digit(10)?).ok()?).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_raised_and_marks_are_not_text() {
        assert_eq!(raised("2").as_deref(), Some("²"));
        assert_eq!(raised(" -10 ").as_deref(), Some("⁻¹⁰"));
        assert_eq!(raised("th").as_deref(), Some("th"));
        for mark in ["[1]", "①", "*", "注", ""] {
            assert_eq!(raised(mark), None, "{mark}");
        }
    }
}
