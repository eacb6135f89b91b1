//! `--also FORMAT=FILE`: one more format of the same run, in a file.
//!
//! This module must not know what any format looks like.

use std::path::PathBuf;

use crate::report::formats::Format;

/// One more output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extra {
    pub format: Format,
    pub file: PathBuf,
}

/// Reads `FORMAT=FILE`.
pub(super) fn extra(text: &str) -> Result<Extra, String> {
    let (name, file) = text.split_once('=').ok_or("expected FORMAT=FILE, such as json=findings.json")?;
    let format = Format::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        format!("there is no format `{name}`; there are: {}", names.join(", "))
    })?;
    match file {
        "" => Err(format!("expected the name of a file after `{name}=`")),
        "-" if format.is_binary() => {
            Err(format!("`-` is standard output, and {name} is no text: name a file"))
        }
        "-" => Err(format!("`-` is standard output, which `--format {name}` writes to")),
        file => Ok(Extra { format, file: PathBuf::from(file) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extra_output_is_a_format_and_a_file() {
        assert_eq!(extra("json=a=b.json"), Ok(Extra { format: Format::Json, file: "a=b.json".into() }));
        for (bad, told) in [
            ("json", "expected FORMAT=FILE"),
            ("xml=a.xml", "there is no format `xml`; there are: text, json"),
            ("json=", "after `json=`"),
            ("json=-", "`--format json`"),
        ] {
            assert!(extra(bad).unwrap_err().contains(told), "{bad}");
        }
    }
}
