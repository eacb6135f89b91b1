//! The packs that ship, embedded in the binary.
//!
//! This module lists their files. It must not know what is in them.

/// One embedded pack: its folder's name, and its files.
pub(crate) type BuiltinPack = (&'static str, &'static [BuiltinFile]);

/// One file of an embedded pack.
pub(crate) struct BuiltinFile {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its YAML, as it is in the repository.
    pub(crate) yaml: &'static str,
    /// The same as JSON, without the examples of its rules.
    pub(crate) json: &'static str,
}

macro_rules! pack {
    ($name:literal: $($file:literal),+ $(,)?) => {
        ($name, &[$(BuiltinFile {
            name: $file,
            yaml: include_str!(concat!("../../rules/", $name, "/", $file)),
            json: include_str!(concat!(env!("OUT_DIR"), "/", $name, "/", $file, ".json")),
        }),+])
    };
}

/// Every pack that ships.
pub(crate) const PACKS: &[BuiltinPack] = &[
    pack!(
        "zh-report":
        "pack.yaml",
        "lexicon.yaml",
        "vocabulary.yaml",
        "completion.yaml",
        "completion-gap.yaml",
        "count.yaml",
        "growth.yaml",
        "growth-multiples.yaml",
        "growth-points.yaml",
        "in-step.yaml",
        "premium.yaml",
        "product.yaml",
        "progress.yaml",
        "rate.yaml",
        "repeat.yaml",
        "share.yaml",
        "span.yaml",
        "sum.yaml",
        "tables.yaml",
        "target.yaml",
        "verdict-words.yaml",
    ),
    pack!(
        "en-report":
        "pack.yaml",
        "lexicon.yaml",
        "vocabulary.yaml",
        "completion.yaml",
        "growth.yaml",
        "rate.yaml",
        "share.yaml",
        "sum.yaml",
        "tables.yaml",
        "target.yaml",
    ),
];

/// The names of the packs that ship.
pub fn builtin_packs() -> impl Iterator<Item = &'static str> {
    PACKS.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_a_shipped_pack_is_embedded() {
        for (name, files) in PACKS {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(name);
            let mut on_disk: Vec<String> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .filter(|file| file.ends_with(".yaml"))
                .collect();
            let mut embedded: Vec<String> = files.iter().map(|file| file.name.to_owned()).collect();
            on_disk.sort();
            embedded.sort();
            assert_eq!(embedded, on_disk, "{name}");
        }
    }
}
