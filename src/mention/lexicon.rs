//! The words of one language, as a pack's `lexicon.yaml` has them: units, hedges, labels, words that only look
//! like numbers. It must not know how they are found in a text.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::HedgeKind;

/// The words of one language that numbers come with. Every list may be left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Lexicon {
    /// Units of measure, classifiers, percent signs.
    pub units: Vec<UnitFamily>,
    /// Words that start like a unit and are none (年代, 个性).
    pub not_units: Vec<String>,
    /// Words that loosen a number.
    pub hedges: Hedges,
    /// Words before a scale or a unit that make a number vague (数十, 几百).
    pub vague: Vec<String>,
    /// Words that hold a numeral character and state no number (统一, 万一); `?` stands for any character.
    pub not_numbers: Vec<String>,
    /// What makes a number a label.
    pub labels: Labels,
    /// Where a lone Chinese numeral stands free.
    pub free: Free,
    /// Words that say the four-digit number after them is a year (in, since).
    pub year_cues: Vec<String>,
    /// Words that say that no number follows (each one, this one).
    pub not_before_one: Vec<String>,
    /// Words after "one" that say it is no number (one another).
    pub not_after_one: Vec<String>,
    /// Words of a range that stand before its lower end, and make 到 or "to" after it a change instead (从, 由).
    pub changes: Vec<String>,
}

/// Units that can be compared with one another.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnitFamily {
    /// The family's name.
    pub family: String,
    /// The unit that values are given in.
    pub base: String,
    /// What sort of mention the units make.
    #[serde(default)]
    pub kind: UnitKind,
    /// Whether they count whole things.
    #[serde(default)]
    pub whole: bool,
    /// Each word and how many base units it is: `"10000"`, `"2000/3"`.
    pub words: Words,
    /// Words that stand before the number ($, 人民币).
    #[serde(default)]
    pub before: BTreeMap<String, String>,
    /// Words that are of this family only right after a larger unit of it (分 after 角).
    #[serde(default)]
    pub chained: BTreeMap<String, String>,
}

/// Words with a factor each, or a plain list where each is one base unit.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Words {
    /// One base unit each.
    List(Vec<String>),
    /// Each with its factor.
    Factors(BTreeMap<String, String>),
}

/// What sort of mention a unit makes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// It measures.
    #[default]
    Quantity,
    /// It counts.
    Count,
    /// A length of time.
    Duration,
    /// A percent.
    Percent,
    /// Percentage points.
    Points,
    /// 倍, 番.
    Multiple,
}

/// Words that loosen a number.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Hedges {
    /// Before the number.
    pub before: HedgeWords,
    /// After the number or its unit.
    pub after: HedgeWords,
    /// Between the number and its unit (余, 多): above, by less than one place.
    pub inside: Vec<String>,
    /// The same, but only where a scale or a unit follows (来, 几).
    pub inside_before_unit: Vec<String>,
    /// Words that end like one before the number (签约, 最近) or start like one after it (余额).
    pub not: Vec<String>,
}

/// Hedge words by what they say.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct HedgeWords {
    /// Either side.
    pub about: Vec<String>,
    /// A little below.
    pub nearly: Vec<String>,
    /// Above.
    pub over: Vec<String>,
    /// At or above.
    pub over_inclusive: Vec<String>,
    /// Above, by less than one place.
    pub more: Vec<String>,
    /// At or above, without an upper end.
    pub at_least: Vec<String>,
    /// At or below, without a lower end.
    pub at_most: Vec<String>,
}

/// What makes a number a label.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Labels {
    /// Words right after any plain number (号楼, 热线).
    pub after: Vec<String>,
    /// Words right after a numeral in Chinese characters (期, 级).
    pub after_han: Vec<String>,
    /// Words right after an Arabic number that no unit comes with (模式, 工程).
    pub after_unitless: Vec<String>,
    /// Words before any number, with a unit or without, that make it an ordinal (第).
    pub ordinal_before: Vec<String>,
    /// Words before a plain number that make it a name (编号, No.); `Year ##` does so for two digits at most.
    pub before: Vec<String>,
    /// Numbers that are names wherever no unit follows (12345).
    pub codes: Vec<String>,
    /// Phrases that are one label (十四五, 二十大).
    pub phrases: Vec<String>,
    /// Words after a numeral at the start of a clause that make it a list mark (是).
    pub marks: Vec<String>,
}

/// Where a lone Chinese numeral character stands free of other words.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Free {
    /// What may be before it.
    pub before: Vec<String>,
    /// What may be after it.
    pub after: Vec<String>,
}

impl HedgeWords {
    /// Every word with what it says.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, HedgeKind)> {
        let lists = [
            (&self.about, HedgeKind::About),
            (&self.nearly, HedgeKind::Nearly),
            (&self.over, HedgeKind::Over),
            (&self.over_inclusive, HedgeKind::OverInclusive),
            (&self.more, HedgeKind::More),
            (&self.at_least, HedgeKind::AtLeast),
            (&self.at_most, HedgeKind::AtMost),
        ];
        lists.into_iter().flat_map(|(words, kind)| words.iter().map(move |word| (word.as_str(), kind)))
    }
}

impl UnitFamily {
    /// Every word of the family, those that stand before the number or after a larger unit among them.
    pub(crate) fn unit_words(&self) -> impl Iterator<Item = &str> {
        let own = self.words.each().into_iter().map(|(word, _)| word);
        own.chain(self.before.keys().chain(self.chained.keys()).map(String::as_str))
    }
}

impl Words {
    /// Every word with its factor.
    pub(super) fn each(&self) -> Vec<(&str, &str)> {
        match self {
            Words::List(words) => words.iter().map(|word| (word.as_str(), "1")).collect(),
            Words::Factors(words) => {
                words.iter().map(|(word, factor)| (word.as_str(), factor.as_str())).collect()
            }
        }
    }
}

impl Lexicon {
    /// Reads a lexicon from YAML.
    ///
    /// ```
    /// let yaml = "units: [{family: count, base: 个, kind: count, whole: true, words: [个, 家]}]";
    /// assert!(gouji::mention::Lexicon::from_yaml(yaml).is_ok());
    /// assert!(gouji::mention::Lexicon::from_yaml("unit: []").is_err());
    /// ```
    pub fn from_yaml(yaml: &str) -> Result<Lexicon, LexiconError> {
        serde_yaml::from_str(yaml).map_err(|error| LexiconError::Yaml(error.to_string()))
    }
}

impl LexiconError {
    /// The word it is about.
    pub(crate) fn word(&self) -> Option<&str> {
        match self {
            LexiconError::Factor { word, .. } | LexiconError::TwoFamilies { word, .. } => Some(word),
            LexiconError::Code { code } => Some(code),
            LexiconError::Yaml(_) | LexiconError::Empty { .. } => None,
        }
    }

    /// What to do.
    pub(crate) fn help(&self) -> Option<&'static str> {
        match self {
            LexiconError::TwoFamilies { .. } => {
                Some("keep it in one of them; figures of two families are never compared")
            }
            LexiconError::Code { .. } => Some(
                "a name with words in it (Year 7) goes under `phrases`, a word before numbers (Year) under `before`",
            ),
            _ => None,
        }
    }
}

/// Why a lexicon cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// It is not the YAML of a lexicon.
    #[error("{0}")]
    Yaml(String),
    /// A factor is not a positive number or fraction.
    #[error("unit {word}: the factor {factor:?} is neither a positive number nor a fraction such as 2000/3")]
    Factor {
        /// The unit's word.
        word: String,
        /// What stands there.
        factor: String,
    },
    /// A word stands in two families of units.
    #[error("the unit {word:?} stands in two families, `{first}` and `{second}`")]
    TwoFamilies {
        /// The unit's word.
        word: String,
        /// The family it stands in first.
        first: String,
        /// The other one.
        second: String,
    },
    /// A code that is no number.
    #[error("{code:?} is not a code that a text can hold: a code is a number, in digits alone")]
    Code {
        /// What stands there.
        code: String,
    },
    /// A word is empty.
    #[error("{list}: a word is empty")]
    Empty {
        /// The list it is in.
        list: &'static str,
    },
}
