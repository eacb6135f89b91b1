//! Digits as they are set on a page that state no figure: groups parted by spaces, the marks of footnotes.
//! It must not know words.

use super::text::{at, before};

/// Where digits end that are parted by spaces (1 128 036): one number or several in a row, which nobody can tell. A
/// percent is left alone.
pub(super) fn spaced_groups(s: &str, i: usize) -> Option<usize> {
    let bytes = s.as_bytes();
    let digits =
        |from: usize| bytes.iter().skip(from).take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let first = digits(i);
    let mut end = i + first;
    while bytes.get(end) == Some(&b' ') && digits(end + 1) == 3 {
        end += 4;
    }
    let several = (1..=3).contains(&first) && end > i + first && bytes.get(i) != Some(&b'0');
    if let Some(decimals) = bytes.get(end).filter(|byte| **byte == b'.').map(|_| digits(end + 1)) {
        end += if decimals > 0 { decimals + 1 } else { 0 };
    }
    (several && !matches!(at(s, end), Some('%' | '％' | '‰'))).then_some(end)
}

/// Where the mark of a footnote ends: [2], a number alone in square brackets.
pub(super) fn footnote(s: &str, i: usize) -> Option<usize> {
    let digits = s.get(i..)?.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let end = i + digits;
    let alone = before(s, i) == Some('[') && at(s, end) == Some(']') && (1..=2).contains(&digits);
    alone.then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_parted_by_spaces_are_one_number_or_several() {
        assert_eq!(spaced_groups("14 119件", 0), Some(6));
        assert_eq!(spaced_groups("1 128 036.41万元", 0), Some(12));
        for whole in ["2019 450 people", "14 1190", "12 30", "119件", "0 450", "3 120%"] {
            assert_eq!(spaced_groups(whole, 0), None, "{whole}");
        }
    }

    #[test]
    fn a_number_alone_in_square_brackets_is_a_mark() {
        assert_eq!(footnote("500万元[2],", "500万元[".len()), Some("500万元[2".len()));
        assert_eq!(footnote("[2020]", 1), None);
        assert_eq!(footnote("[12件]", 1), None);
    }
}
