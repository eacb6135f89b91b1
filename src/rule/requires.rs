//! Which gouji a pack asks for: `gouji: ">=0.1"` in `pack.yaml`, read before anything else, for a pack that is too
//! new may hold keys that this gouji has never heard of.
//!
//! This module must not know the rest of a pack.

use serde::Deserialize;
use serde_yaml::Spanned;

use super::compile::Source;
use crate::problem::Problem;

/// The one key of `pack.yaml` that is read first; the others are none of this module's business.
#[derive(Deserialize)]
struct Head {
    gouji: Option<Spanned<String>>,
}

/// A version in three numbers, those left out being 0.
type Version = [u64; 3];

/// Why the pack cannot be read by this gouji, if it says so.
pub(super) fn check(source: &Source) -> Option<Problem> {
    check_against(source, env!("CARGO_PKG_VERSION"))
}

fn check_against(source: &Source, this: &str) -> Option<Problem> {
    // What is not YAML is told where the whole file is read.
    let wanted = serde_yaml::from_str::<Head>(&source.text).ok()?.gouji?;
    let span = Some(source.span_of(&wanted.referenced));
    let Some(least) = wanted.value.trim().strip_prefix(">=").and_then(version) else {
        let message = format!("`{}` is not a version of gouji", wanted.value);
        let help = "write the least version that will do, such as \">=0.1\"".to_owned();
        return Some(source.problem(span, message, Some(help)));
    };
    if version(this).is_none_or(|this| this >= least) {
        return None;
    }
    let message = format!("the pack asks for gouji {}, and this is {this}", wanted.value);
    Some(source.problem(span, message, Some("use a newer gouji, or an older version of the pack".to_owned())))
}

/// Reads `1`, `1.2` or `1.2.3`; what follows a `-` does not count.
fn version(text: &str) -> Option<Version> {
    let text = text.trim().split('-').next()?;
    let mut version = [0; 3];
    let mut places = version.iter_mut();
    for part in text.split('.') {
        *places.next()? = part.parse().ok()?;
    }
    Some(version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn told(yaml: &str, this: &str) -> Option<String> {
        let source = Source { file: "pack.yaml".into(), text: Arc::from(yaml), lean: false };
        check_against(&source, this).map(|problem| problem.to_string())
    }

    #[test]
    fn a_pack_that_asks_for_no_more_than_this_is_read() {
        for yaml in ["id: a", "gouji: \">=0.1\"", "gouji: '>= 0.1.0'", "gouji: \">=0\"", "not: [yaml"] {
            assert_eq!(told(yaml, "0.1.0"), None, "{yaml}");
        }
        assert_eq!(told("gouji: \">=0.9\"", "0.10.0"), None);
        assert_eq!(told("gouji: \">=1.0\"", "1.0.0-rc.1"), None);
    }

    #[test]
    fn a_pack_that_asks_for_more_says_so_at_its_place() {
        let told = told("id: a\ngouji: \">=2.1\"\n", "2.0.9").unwrap();
        assert!(told.contains("asks for gouji >=2.1, and this is 2.0.9"), "{told}");
        assert!(told.contains("pack.yaml:2:8"), "{told}");
    }

    #[test]
    fn what_is_no_version_is_refused() {
        for yaml in
            ["gouji: \"0.1\"", "gouji: \">=a\"", "gouji: \">=1.2.3.4\"", "gouji: \"<2\"", "gouji: \"\""]
        {
            assert!(told(yaml, "0.1.0").unwrap().contains("is not a version"), "{yaml}");
        }
    }
}
