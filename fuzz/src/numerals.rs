//! `numerals`: arbitrary text, read by the lexicons of the packs that ship.

use arbitrary::Unstructured;
use gouji::Pack;
use gouji::mention::{Kind, Mention};

use super::promises::packs;
use super::words::sewn;

/// Mentions stand in the text, in order and apart; a value printed plainly is read as the same value.
pub fn numerals(data: &[u8]) {
    let text = match data.strip_prefix(b"!") {
        Some(rest) => sewn(&mut Unstructured::new(rest)).unwrap_or_default(),
        None => String::from_utf8_lossy(data).into_owned(),
    };
    for pack in packs() {
        let mentions = pack.reader().read(&text);
        in_order(&text, &mentions);
        mentions.iter().for_each(|mention| read_back(pack, mention));
    }
}

fn in_order(text: &str, mentions: &[Mention]) {
    let mut end = 0;
    for mention in mentions {
        assert!(end <= mention.start && mention.start < mention.end, "{mention:?} begins before {end}");
        assert!(text.get(mention.start..mention.end).is_some(), "{mention:?} is no place in the text");
        end = mention.end;
        if let Some(figure) = mention.figure {
            assert!(!figure.place.is_negative() && !figure.place.is_zero(), "{mention:?}");
            assert!(!figure.significant.is_negative() && !figure.significant.is_zero(), "{mention:?}");
        }
    }
}

/// A percent or an amount of a known unit, printed as a decimal with the base unit, is read as the same value.
fn read_back(pack: &Pack, mention: &Mention) {
    let Some(printed) = plainly(mention, pack.language() == "zh") else { return };
    let again = pack.reader().read(&printed);
    let same = |found: &Mention| {
        found.figure.map(|figure| figure.value) == mention.figure.map(|figure| figure.value)
            && found.start == 0
            && found.end == printed.len()
    };
    assert!(matches!(&again[..], [only] if same(only)), "{mention:?}\nprinted {printed}\nread as {again:?}");
}

/// The value as a plain decimal with its unit; `None` where a reader would not take it for the same sort of figure.
/// Amounts in Chinese are printed with the base unit; in English that may be one no amount is printed with (pound
/// sterling), or one of Chinese (元, so that yuan in both languages are of one family).
fn plainly(mention: &Mention, chinese: bool) -> Option<String> {
    let value = mention.figure?.value;
    if mention.upper.is_some() || value.is_negative() {
        return None;
    }
    let decimal = value.to_decimal()?.normalize().to_string();
    match (mention.kind, &mention.unit) {
        (Kind::Percent, _) => Some(format!("{decimal}%")),
        (Kind::Quantity, Some(unit)) if unit.family.starts_with("money") && chinese => {
            Some(format!("{decimal}{}", unit.base))
        }
        _ => None,
    }
}
