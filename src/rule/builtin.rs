//! The packs that ship, embedded in the binary.
//!
//! This module lists their files. It must not know what is in them.

/// One embedded pack: its folder's name, and its files by name.
pub(crate) type BuiltinPack = (&'static str, &'static [(&'static str, &'static str)]);

macro_rules! pack {
    ($name:literal: $($file:literal),+ $(,)?) => {
        ($name, &[$(($file, include_str!(concat!("../../rules/", $name, "/", $file)))),+])
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
            let mut embedded: Vec<String> = files.iter().map(|(file, _)| (*file).to_owned()).collect();
            on_disk.sort();
            embedded.sort();
            assert_eq!(embedded, on_disk, "{name}");
        }
    }
}
