//! The examples of the packs that ship, left aside until somebody asks for them: a check does not need them, and they are
//! a third of what there is to read.
//!
//! This module must not know what an example says.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::builtin::{self, BuiltinFile};
use super::spec::{Example, RuleFile};

/// Where the examples of a rule are.
#[derive(Debug, Clone)]
pub(crate) enum Examples {
    /// Here.
    Here(Vec<Example>),
    /// In a pack that ships.
    Shipped,
}

type ByRule = HashMap<(&'static str, String), Vec<Example>>;

/// The examples of a rule of a pack that ships.
pub(super) fn examples(pack: &str, rule: &str) -> &'static [Example] {
    static ALL: OnceLock<ByRule> = OnceLock::new();
    let all =
        ALL.get_or_init(|| builtin::PACKS.iter().flat_map(|(pack, files)| of_pack(pack, files)).collect());
    let Some((pack, _)) = builtin::PACKS.iter().find(|(known, _)| *known == pack) else { return &[] };
    all.get(&(*pack, rule.to_owned())).map_or(&[], Vec::as_slice)
}

fn of_pack(
    pack: &'static str,
    files: &'static [BuiltinFile],
) -> impl Iterator<Item = ((&'static str, String), Vec<Example>)> {
    let rules = files.iter().filter(|file| file.yaml.contains("examples:"));
    let parsed = rules.filter_map(|file| serde_yaml::from_str::<RuleFile>(file.yaml).ok());
    parsed.flat_map(|file| file.rules).map(move |rule| {
        let examples = rule.examples.into_iter().map(|example| example.value).collect();
        ((pack, rule.id.value), examples)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pack;

    #[test]
    fn every_rule_that_ships_keeps_all_its_examples() {
        for (name, files) in builtin::PACKS {
            let pack = Pack::builtin(name).unwrap();
            let kept: usize = pack.rules().iter().map(|rule| rule.examples().len()).sum();
            let rules = files.iter().filter_map(|file| serde_yaml::from_str::<RuleFile>(file.yaml).ok());
            let printed: usize = rules.flat_map(|file| file.rules).map(|rule| rule.examples.len()).sum();
            assert!(printed > 100 && kept == printed, "{name}: {kept} of {printed}");
            assert!(pack.rules().iter().all(|rule| !rule.examples().is_empty()));
        }
    }
}
