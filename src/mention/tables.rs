//! The lexicons compiled for look-up by place in a text.
//! It must not know the grammar of numerals.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::HedgeKind;
use super::charset::Chars;
use super::lexicon::{Lexicon, LexiconError, UnitFamily, UnitKind};
use super::not_numbers::NotNumbers;
use super::text::{Words, fold, is_digit};
use crate::exact::Exact;

/// A unit as the lexicon has it.
#[derive(Debug, Clone)]
pub(super) struct UnitEntry {
    pub(super) printed: Arc<str>,
    pub(super) base: Arc<str>,
    pub(super) family: Arc<str>,
    pub(super) kind: UnitKind,
    pub(super) whole: bool,
    pub(super) factor: Exact,
}

/// Every word list, compiled.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    pub(super) units: Words<Arc<UnitEntry>>,
    pub(super) chained: Words<Arc<UnitEntry>>,
    pub(super) not_units: Words<()>,
    pub(super) prefixes: Words<Arc<UnitEntry>>,
    pub(super) hedge_before: Words<Option<HedgeKind>>,
    pub(super) hedge_after: Words<Option<HedgeKind>>,
    /// Whether the word may also stand where no unit follows.
    pub(super) inside: Words<bool>,
    pub(super) vague: Words<()>,
    pub(super) not_numbers: NotNumbers,
    pub(super) label_after: Words<()>,
    pub(super) label_after_han: Words<()>,
    pub(super) label_after_unitless: Words<()>,
    pub(super) ordinal_before: Words<()>,
    /// With the digits that the number may have at most.
    pub(super) label_before: Words<Option<usize>>,
    pub(super) codes: HashSet<Box<str>>,
    pub(super) phrases: Words<()>,
    pub(super) marks: Words<()>,
    pub(super) free_before: Words<()>,
    pub(super) free_after: Words<()>,
    pub(super) year_cues: Words<()>,
    pub(super) not_before_one: Words<()>,
    pub(super) not_after_one: Words<()>,
    pub(super) changes: Words<()>,
    /// What a character right after a numeral could begin.
    pub(super) after: Chars,
    /// What every character could, and the end of the text.
    pub(super) every: u16,
    /// What a character right before a numeral could end.
    pub(super) before: Chars,
}

impl Tables {
    pub(super) fn new(lexicons: &[Lexicon]) -> Result<Tables, LexiconError> {
        let mut tables = Tables::default();
        for lexicon in lexicons {
            one_family_each(lexicon)?;
            for family in &lexicon.units {
                tables.add_family(family)?;
            }
            tables.add_hedges(lexicon)?;
            tables.add_labels(lexicon)?;
            forward(&mut tables.not_units, &lexicon.not_units, "not-units")?;
            backward(&mut tables.vague, &lexicon.vague, "vague")?;
            backward(&mut tables.free_before, &lexicon.free.before, "free")?;
            forward(&mut tables.free_after, &lexicon.free.after, "free")?;
            backward(&mut tables.year_cues, &lexicon.year_cues, "year-cues")?;
            backward(&mut tables.not_before_one, &lexicon.not_before_one, "not-before-one")?;
            forward(&mut tables.not_after_one, &lexicon.not_after_one, "not-after-one")?;
            backward(&mut tables.changes, &lexicon.changes, "changes")?;
            tables.not_numbers.add(&lexicon.not_numbers);
        }
        tables.note_neighbours();
        Ok(tables)
    }

    fn add_family(&mut self, family: &UnitFamily) -> Result<(), LexiconError> {
        let (base, name): (Arc<str>, Arc<str>) = (family.base.as_str().into(), family.family.as_str().into());
        let entry = |word: &str, factor: &str| {
            let bad = || LexiconError::Factor { word: word.to_owned(), factor: factor.to_owned() };
            let factor = parse_factor(factor).ok_or_else(bad)?;
            let printed: String = word.chars().map(fold).collect();
            Ok(Arc::new(UnitEntry {
                printed: printed.into(),
                base: base.clone(),
                family: name.clone(),
                kind: family.kind,
                whole: family.whole,
                factor,
            }))
        };
        for (word, factor) in family.words.each() {
            let word = checked(word, "units")?;
            self.units.add_forward(word, entry(word, factor)?);
        }
        for (word, factor) in &family.chained {
            let word = checked(word, "units")?;
            self.chained.add_forward(word, entry(word, factor)?);
        }
        for (word, factor) in &family.before {
            let word = checked(word, "units")?;
            self.prefixes.add_backward(word, entry(word, factor)?);
        }
        Ok(())
    }

    fn add_hedges(&mut self, lexicon: &Lexicon) -> Result<(), LexiconError> {
        let hedges = &lexicon.hedges;
        for (word, kind) in hedges.before.each() {
            let word = checked(word, "hedges")?;
            self.hedge_before.add_backward(word, Some(kind));
        }
        for (word, kind) in hedges.after.each() {
            let word = checked(word, "hedges")?;
            self.hedge_after.add_forward(word, Some(kind));
        }
        for word in &hedges.inside {
            let word = checked(word, "hedges")?;
            self.inside.add_forward(word, true);
        }
        for word in &hedges.inside_before_unit {
            let word = checked(word, "hedges")?;
            self.inside.add_forward(word, false);
        }
        for word in &hedges.not {
            let word = checked(word, "hedges")?;
            self.hedge_before.add_backward(word, None);
            self.hedge_after.add_forward(word, None);
        }
        Ok(())
    }

    fn add_labels(&mut self, lexicon: &Lexicon) -> Result<(), LexiconError> {
        let labels = &lexicon.labels;
        forward(&mut self.label_after, &labels.after, "labels")?;
        forward(&mut self.label_after_han, &labels.after_han, "labels")?;
        forward(&mut self.label_after_unitless, &labels.after_unitless, "labels")?;
        backward(&mut self.ordinal_before, &labels.ordinal_before, "labels")?;
        for word in &labels.before {
            let name = word.trim_end().trim_end_matches('#');
            let digits = word.trim_end().len() - name.len();
            self.label_before.add_backward(checked(name, "labels")?, (digits > 0).then_some(digits));
        }
        forward(&mut self.phrases, &labels.phrases, "labels")?;
        forward(&mut self.marks, &labels.marks, "labels")?;
        for code in &labels.codes {
            if code.is_empty() || !code.chars().all(is_digit) {
                return Err(LexiconError::Code { code: code.clone() });
            }
            self.codes.insert(code.as_str().into());
        }
        Ok(())
    }

    /// The unit at byte `i`, unless a longer word stands there that is none.
    pub(super) fn unit(&self, s: &str, i: usize) -> Option<(usize, &Arc<UnitEntry>)> {
        let (end, unit) = self.units.longest(s, i)?;
        let other = self.not_units.longest(s, i).map_or(0, |(end, ())| end);
        (other <= end).then_some((end, unit))
    }
}

/// A word without the white space around it: what stands between a word and its number is looked past anyway.
fn checked<'w>(word: &'w str, list: &'static str) -> Result<&'w str, LexiconError> {
    let word = word.trim();
    if word.is_empty() { Err(LexiconError::Empty { list }) } else { Ok(word) }
}

/// No unit of a lexicon may stand in two of its families: the figures would be of either.
fn one_family_each(lexicon: &Lexicon) -> Result<(), LexiconError> {
    let mut known: HashMap<String, &str> = HashMap::new();
    for family in &lexicon.units {
        for (word, _) in family.words.each() {
            // A single letter keeps its case: g is a gram, G is not.
            let key = if word.len() == 1 { word.to_owned() } else { word.to_lowercase() };
            match known.insert(key, &family.family).filter(|first| *first != family.family) {
                None => {}
                Some(first) => {
                    let (first, second) = (first.to_owned(), family.family.clone());
                    return Err(LexiconError::TwoFamilies { word: word.to_owned(), first, second });
                }
            }
        }
    }
    Ok(())
}

fn forward(words: &mut Words<()>, list: &[String], name: &'static str) -> Result<(), LexiconError> {
    list.iter().try_for_each(|word| checked(word, name).map(|word| words.add_forward(word, ())))
}

fn backward(words: &mut Words<()>, list: &[String], name: &'static str) -> Result<(), LexiconError> {
    list.iter().try_for_each(|word| checked(word, name).map(|word| words.add_backward(word, ())))
}

fn parse_factor(text: &str) -> Option<Exact> {
    let (num, den) = text.split_once('/').unwrap_or((text, "1"));
    let factor = Exact::parse(num)?.div(Exact::parse(den)?)?;
    (!factor.is_negative() && !factor.is_zero()).then_some(factor)
}
