//! Turns the packs that ship from YAML to JSON, which is read ten times as fast, and leaves their examples out: a check needs
//! neither where a rule stands in its file nor how it is tested. Whoever asks for an example gets it from the YAML.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=rules");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for pack in fs::read_dir("rules")? {
        let pack = pack?;
        if !pack.file_type()?.is_dir() {
            continue;
        }
        let target = out.join(pack.file_name());
        fs::create_dir_all(&target)?;
        for file in fs::read_dir(pack.path())? {
            let path = file?.path();
            if path.extension().is_some_and(|extension| extension == "yaml") {
                fs::write(target.join(json_name(&path)), lean(&path)?)?;
            }
        }
    }
    Ok(())
}

fn json_name(path: &Path) -> String {
    format!("{}.json", path.file_name().unwrap_or_default().to_string_lossy())
}

/// A file of a pack as JSON, without the examples of its rules.
fn lean(path: &Path) -> Result<String, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    // Where a text is expected, `on` and `no` are texts; here nothing is known to be expected.
    let options = serde_yaml::options! { strict_booleans: true };
    let mut value: Value = serde_yaml::from_str_with_options(&text, options)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let rules = value.get_mut("rules").and_then(Value::as_array_mut);
    for rule in rules.into_iter().flatten().filter_map(Value::as_object_mut) {
        if rule.contains_key("examples") {
            rule.insert("examples".to_owned(), Value::Array(Vec::new()));
        }
    }
    Ok(serde_json::to_string(&value)?)
}
