//! Hints: where a text that is not folded yet may have one of some words, so that only the lines there need to be folded.
//!
//! A hint too many costs a little time; where there is none, the words cannot stand. This module must not know what the
//! words mean.

use std::ops::Range;

use memchr::memmem;

use crate::rule::alphabet::{fold, is_kept};

/// Where words may stand in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Hints {
    /// Nothing is known of the words that would tell.
    Anywhere,
    /// At these bytes, in order.
    At(Vec<usize>),
}

impl Hints {
    /// Where one of the texts of some gates may stand once `text` is folded; a gate without texts is always open.
    pub(super) fn of<'g>(text: &str, gates: impl Iterator<Item = &'g [String]>) -> Hints {
        let mut places = Vec::new();
        for gate in gates {
            if gate.is_empty() || !gate.iter().all(|wanted| look_for(wanted, text, &mut places)) {
                return Hints::Anywhere;
            }
        }
        places.sort_unstable();
        Hints::At(places)
    }

    /// Whether one stands in a stretch of the text.
    pub(super) fn stand_in(&self, stretch: Range<usize>) -> bool {
        let Hints::At(places) = self else { return true };
        let next = places.partition_point(|place| *place < stretch.start);
        places.get(next).is_some_and(|place| *place < stretch.end)
    }
}

/// Adds the places where a text may stand; `false` if it has no character that is written in one way only.
fn look_for(wanted: &str, text: &str, places: &mut Vec<usize>) -> bool {
    let Some(at) = wanted.find(is_kept) else { return false };
    let wanted = wanted.get(at..).unwrap_or(wanted);
    let mut utf8 = [0; 4];
    let first: &str = wanted.chars().next().map_or("", |c| c.encode_utf8(&mut utf8));
    let found = memmem::find_iter(text.as_bytes(), first);
    places.extend(found.filter(|at| text.get(*at..).is_some_and(|tail| begins(tail, wanted))));
    true
}

/// Whether a text, once folded, begins with another, white space aside.
fn begins(text: &str, wanted: &str) -> bool {
    let mut seen = text.chars().map(fold).filter(|c| !c.is_whitespace());
    wanted.chars().filter(|c| !c.is_whitespace()).all(|c| seen.next() == Some(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rule::alphabet::folded;

    fn hints(text: &str, gates: &[&[&str]]) -> Hints {
        let gates: Vec<Vec<String>> =
            gates.iter().map(|gate| gate.iter().map(|text| (*text).to_owned()).collect()).collect();
        Hints::of(text, gates.iter().map(Vec::as_slice))
    }

    #[test]
    fn words_are_found_however_they_are_spaced_and_spelled() {
        let text = "一\n单 位：万元\n各单位报送\n(金额单位:元)";
        let at = |wanted: &str, nth: usize| text.match_indices(wanted).nth(nth).unwrap().0;
        let expected = Hints::At(vec![at("单 位", 0), at("单位", 1)]);
        assert_eq!(hints(text, &[&["单位:"]]), expected);
        assert!(expected.stand_in(at("单 位", 0)..at("各", 0)));
        assert!(!expected.stand_in(0..at("单 位", 0)) && !expected.stand_in(at("各", 0)..at("(", 0)));
    }

    #[test]
    fn what_cannot_be_looked_for_may_stand_anywhere() {
        assert_eq!(hints("全年", &[&["误差"], &[]]), Hints::Anywhere);
        assert_eq!(hints("全年", &[&["误差", "rounding"]]), Hints::Anywhere);
        assert!(Hints::Anywhere.stand_in(0..1));
        assert_eq!(hints("全年", &[]), Hints::At(Vec::new()));
    }

    proptest! {
        /// No line that holds the words once it is folded is passed over.
        #[test]
        fn nothing_is_passed_over(lines in prop::collection::vec("[单位：: \u{3000}A(（误差]{0,8}", 0..6), spaces: bool) {
            let text = lines.join("\n");
            let found = hints(&text, &[&["单位:"], &["误差", "(单"]]);
            let mut start = 0;
            for line in &lines {
                let folded = folded(line, spaces);
                let holds = ["单位:", "误差", "(单"].iter().any(|wanted| folded.contains(wanted));
                prop_assert!(!holds || found.stand_in(start..start + line.len()), "{line:?}");
                start += line.len() + 1;
            }
        }
    }
}
