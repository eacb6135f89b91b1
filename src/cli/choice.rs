//! Changes to rules as the command line writes them.
//!
//! This module must not know how a change is made.

use crate::gate::{Change, RuleName, severity as read_severity};

/// Reads `pack/rule`.
pub(super) fn off(text: &str) -> Result<Change, String> {
    RuleName::parse(text).map(Change::off)
}

/// Reads `pack/rule=severity`.
pub(super) fn severity(text: &str) -> Result<Change, String> {
    let expected = "expected PACK/RULE=SEVERITY, the severity being error, warning or note";
    let (name, word) = text.split_once('=').ok_or(expected)?;
    let severity = read_severity(word).map_err(|_| expected)?;
    Ok(Change { severity: Some(severity), ..off(name)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Severity;

    #[test]
    fn a_change_names_pack_rule_and_severity() {
        let change = severity("zh-report/sum-of-which=note").unwrap();
        assert_eq!((change.name.pack.as_str(), change.name.rule.as_str()), ("zh-report", "sum-of-which"));
        assert_eq!(change.severity, Some(Severity::Note));
        assert_eq!(off("a/b").unwrap().severity, None);
        for bad in ["", "a", "/b", "a/", "a/b", "a/b=", "a/b=loud", "a=note"] {
            assert!(severity(bad).is_err(), "{bad}");
        }
        assert!(off("rule").is_err());
    }
}
