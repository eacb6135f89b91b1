//! The JSON Schemas: current, right about the packs that ship, and right about what the command prints.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gouji::schema::Shape;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What is wrong with `instance` by the schema of `shape`, a line each.
fn complaints(shape: Shape, instance: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&shape.schema()).unwrap();
    validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The YAML files of the packs that ship.
fn pack_files() -> Vec<PathBuf> {
    let packs = fs::read_dir(root().join("rules")).unwrap().map(|entry| entry.unwrap().path());
    let packs = packs.filter(|pack| pack.is_dir());
    let files = packs.flat_map(|pack| fs::read_dir(pack).unwrap()).map(|entry| entry.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|extension| extension == "yaml")).collect()
}

fn shape_of(file: &Path) -> Shape {
    Shape::of_file(file.file_name().unwrap().to_str().unwrap())
}

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    for shape in Shape::ALL {
        let file = format!("docs/schema/{}.json", shape.name());
        let committed = fs::read_to_string(root().join(&file)).unwrap_or_default();
        let current = format!("{:#}\n", shape.schema());
        assert!(
            committed == current,
            "{file} is not current; refresh it with\n  cargo run -- schema {} --output {file}",
            shape.name()
        );
    }
}

#[test]
fn every_file_of_a_shipped_pack_is_valid() {
    for file in pack_files() {
        let text = fs::read_to_string(&file).unwrap();
        // As editors read it: in YAML 1.2 `no` is a word.
        let options = serde_yaml::options! { strict_booleans: true };
        let value: Value = serde_yaml::from_str_with_options(&text, options).unwrap();
        let wrong = complaints(shape_of(&file), &value);
        assert!(wrong.is_empty(), "{}:\n{}", file.display(), wrong.join("\n"));
    }
}

#[test]
fn every_file_of_a_shipped_pack_names_its_schema() {
    for file in pack_files() {
        let text = fs::read_to_string(&file).unwrap();
        let schema = format!("../../docs/schema/{}.json", shape_of(&file).name());
        let line = format!("# yaml-language-server: $schema={schema}");
        assert_eq!(text.lines().next(), Some(line.as_str()), "the first line of {}", file.display());
        assert!(file.parent().unwrap().join(schema).exists());
    }
}

#[test]
fn what_check_prints_is_valid() {
    let samples = fs::read_dir(root().join("examples")).unwrap().map(|entry| entry.unwrap().path());
    let samples: Vec<PathBuf> = samples.filter(|file| file.extension().is_some_and(|e| e == "txt")).collect();
    assert!(samples.len() >= 3);
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(["check", "--format", "json", "no-such-file"]).args(samples);
    let output = command.output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let claims = document["summary"]["claims"].as_u64();
    assert!(claims.is_some_and(|claims| claims > 20), "{claims:?} claims");
    let wrong = complaints(Shape::Output, &document);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_key_of_a_pack_is_described() {
    let mut bare = Vec::new();
    for shape in Shape::ALL.into_iter().filter(|shape| !matches!(shape, Shape::Output | Shape::Lines)) {
        collect_bare(&shape.schema(), shape.name(), &mut bare);
    }
    assert!(bare.is_empty(), "without a description: {}", bare.join(", "));
}

/// The properties below `schema` that no text describes.
fn collect_bare(schema: &Value, place: &str, bare: &mut Vec<String>) {
    let Some(map) = schema.as_object() else { return };
    for (key, value) in map {
        let place = format!("{place}.{key}");
        if key == "properties" && !place.contains("MatchSpec") {
            for (name, property) in value.as_object().into_iter().flatten() {
                let told = ["description", "$ref", "allOf", "anyOf", "oneOf"];
                if !told.iter().any(|way| property.get(way).is_some()) {
                    bare.push(format!("{place}.{name}"));
                }
            }
        }
        collect_bare(value, &place, bare);
    }
}
