//! Receipts: what was checked, with what and with which outcome, as a file that can be checked again.
//!
//! A receipt has no time, no language and no path that was not given, and its keys are sorted: the same check gives the
//! same bytes. This module must not know how files are found or checked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{FileReport, Lang, SuppressedBy, contract};
use crate::ledger::{self, Coverage};
use crate::verdict::{Reason, Severity, Verdict};

/// The name and version of a receipt's shape.
pub const SCHEMA: &str = "gouji-receipt/1";

/// What was checked and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// `gouji-receipt/1`.
    pub schema: String,
    /// The SHA-256 of the receipt itself without this key, as compact JSON with sorted keys.
    pub digest: String,
    /// The version of gouji.
    pub version: String,
    /// The files and folders that were named, as they were named.
    pub inputs: Vec<String>,
    /// What was asked for, where it bears on the outcome.
    pub options: Options,
    /// Configurations, baselines and waivers that were read, with the SHA-256 of each.
    pub gate: BTreeMap<String, String>,
    /// The rule packs that were used.
    pub packs: Vec<Pack>,
    /// The reports, in the order they were read.
    pub files: Vec<File>,
    /// The coverage over all reports.
    pub coverage: Coverage,
}

/// What was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Options {
    /// `--rules`
    pub rules: Vec<String>,
    /// `--pack`
    pub pack: Vec<String>,
    /// `--off`
    pub off: Vec<String>,
    /// `--severity`
    pub severity: Vec<String>,
    /// `--config`
    pub config: Option<String>,
    /// `--isolated`
    pub isolated: bool,
    /// `--baseline`
    pub baseline: Option<String>,
    /// `--waivers`
    pub waivers: Option<String>,
    /// The day on which waivers had to hold; `null` where none were read.
    pub today: Option<String>,
    /// `--limit`
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<String>,
}

/// A rule pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pack {
    /// The id of a pack that ships, or the folder of another.
    pub name: String,
    /// Whether it ships with gouji.
    pub builtin: bool,
    /// Its files, with the SHA-256 of each.
    pub files: BTreeMap<String, String>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct File {
    /// As it was named.
    pub path: String,
    /// The SHA-256 of its bytes; `null` where they could not be had.
    pub sha256: Option<String>,
    /// Why it could not be read, as in the output contract; empty where it could.
    pub errors: Vec<String>,
    /// How many figures were accounted for, and how.
    pub coverage: Coverage,
    /// Every claim with its derivation, in the order of the text.
    pub claims: Vec<Derivation>,
}

/// How a verdict came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Derivation {
    /// The claim's id.
    pub id: String,
    /// `pack/rule`.
    pub rule: String,
    /// 1-based line; 0 where the claim has none.
    pub line: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, for `unchecked`.
    pub reason: Option<Reason>,
    /// How bad it is.
    pub severity: Option<Severity>,
    /// `waiver` or `baseline`, where somebody has accepted the finding.
    pub accepted: Option<String>,
    /// The equation as the rule writes it.
    pub equation: String,
    /// Its figures.
    pub operands: Vec<Operand>,
    /// What the stated figures give: the exact value, and the ends of the set they allow.
    pub computed: Option<[Option<String>; 3]>,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Operand {
    /// Its role.
    pub role: String,
    /// As printed; `null` where it is not stated.
    pub text: Option<String>,
    /// Its exact value.
    pub value: Option<String>,
    /// The set it stands for.
    pub interval: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
}

/// Why a text is no receipt to rely on.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// It does not have the shape of one.
    #[error("{0}")]
    Shape(String),
    /// It was changed after it was written.
    #[error("its digest is {found}, and it says {stated}: it was changed after it was written")]
    Digest {
        /// What it says.
        stated: String,
        /// What it comes to.
        found: String,
    },
}

/// The SHA-256 of `bytes` in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Receipt {
    /// The same with the digest that it must have.
    ///
    /// # Errors
    ///
    /// Where it cannot be written as JSON.
    pub fn sealed(mut self) -> serde_json::Result<Receipt> {
        self.digest = self.own_digest()?;
        Ok(self)
    }

    fn own_digest(&self) -> serde_json::Result<String> {
        let mut value = sorted(self)?;
        if let Value::Object(keys) = &mut value {
            keys.shift_remove("digest");
        }
        Ok(sha256(serde_json::to_string(&value)?.as_bytes()))
    }

    /// Its text: indented, keys sorted.
    ///
    /// # Errors
    ///
    /// Where it cannot be written as JSON.
    pub fn render(&self) -> serde_json::Result<String> {
        Ok(format!("{:#}\n", sorted(self)?))
    }

    /// Reads the text of a receipt.
    ///
    /// # Errors
    ///
    /// What is wrong with it; also where it was changed after it was written.
    pub fn parse(text: &str) -> Result<Receipt, ReceiptError> {
        let shape = |error: serde_json::Error| ReceiptError::Shape(error.to_string());
        let receipt: Receipt = serde_json::from_str(text).map_err(shape)?;
        if receipt.schema != SCHEMA {
            let found = &receipt.schema;
            return Err(ReceiptError::Shape(format!("the schema is `{found}`, expected `{SCHEMA}`")));
        }
        let found = receipt.own_digest().map_err(shape)?;
        if found == receipt.digest {
            Ok(receipt)
        } else {
            Err(ReceiptError::Digest { stated: receipt.digest, found })
        }
    }
}

fn sorted(receipt: &Receipt) -> serde_json::Result<Value> {
    let mut value = serde_json::to_value(receipt)?;
    value.sort_all_objects();
    Ok(value)
}

impl File {
    /// What a receipt has of a file whose bytes have this digest.
    pub fn new(file: &FileReport, sha256: Option<String>) -> File {
        File {
            path: file.path.clone(),
            sha256,
            errors: file.errors.iter().map(|problem| problem.code().to_owned()).collect(),
            coverage: file.report.coverage,
            claims: file.report.claims.iter().map(|claim| Derivation::new(claim, file)).collect(),
        }
    }
}

impl Derivation {
    fn new(claim: &ledger::Claim, file: &FileReport) -> Derivation {
        let accepted = file.suppression(claim).map(|why| match why.by {
            SuppressedBy::Waiver => "waiver".to_owned(),
            SuppressedBy::Baseline => "baseline".to_owned(),
        });
        // Nothing of what follows is in any language.
        let shown = contract::Claim::new(claim, file, Lang::En);
        let operand = |operand: contract::Operand| Operand {
            role: operand.role,
            text: operand.text,
            value: operand.value,
            interval: operand.interval,
            unit: operand.unit,
        };
        Derivation {
            id: shown.id,
            rule: shown.rule,
            line: shown.line,
            verdict: shown.verdict,
            reason: shown.reason,
            severity: shown.severity,
            accepted,
            equation: shown.equation,
            operands: shown.operands.into_iter().map(operand).collect(),
            computed: shown.computed.map(|computed| [Some(computed.value), computed.low, computed.high]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn receipt() -> Receipt {
        let (_, file) = samples::run();
        let receipt = Receipt {
            schema: SCHEMA.into(),
            digest: String::new(),
            version: "0".into(),
            inputs: vec!["a.txt".into()],
            options: Options::default(),
            gate: BTreeMap::new(),
            packs: Vec::new(),
            coverage: file.report.coverage,
            files: vec![File::new(&file, Some(sha256(b"")))],
        };
        receipt.sealed().unwrap()
    }

    #[test]
    fn a_receipt_is_read_as_it_was_written() {
        let text = receipt().render().unwrap();
        assert_eq!(Receipt::parse(&text).unwrap(), receipt());
        assert!(text.contains("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        let keys = text.lines().filter(|line| line.starts_with("  \"")).collect::<Vec<_>>();
        assert!(keys.len() > 5 && keys.is_sorted(), "{keys:?}");
    }

    #[test]
    fn one_changed_character_is_noticed() {
        let text = receipt().render().unwrap();
        let changed = text.replacen("inconsistent", "consistent", 1);
        assert_ne!(changed, text);
        assert!(matches!(Receipt::parse(&changed), Err(ReceiptError::Digest { .. })));
        let other = text.replacen("gouji-receipt/1", "gouji-receipt/9", 1);
        assert!(Receipt::parse(&other).unwrap_err().to_string().contains("expected `gouji-receipt/1`"));
        assert!(matches!(Receipt::parse("{}"), Err(ReceiptError::Shape(_))));
    }
}
