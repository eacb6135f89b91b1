//! `gouji init` and `gouji schema`: what they write works at once, and nothing is overwritten.

use std::fs;
use std::path::Path;

use gouji::Pack;
use gouji::snapshots::{Folders, compare};

use super::room::Room;

/// What is wrong with the pack in `folder`, by its examples, its snapshots and the schemas.
fn wrong(folder: &Path) -> Vec<String> {
    let pack = Pack::load(folder).unwrap();
    let examples = gouji::run_examples(&pack).into_iter().map(|failure| failure.to_string());
    let snapshots =
        compare(&pack, &Folders::of_pack(folder)).into_iter().map(|problem| format!("{problem:?}"));
    let mut wrong: Vec<String> = examples.chain(snapshots).collect();
    for file in ["pack.yaml", "lexicon.yaml", "vocabulary.yaml", "completion.yaml"] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let value: serde_json::Value = serde_yaml::from_str(&text).unwrap();
        if !jsonschema::is_valid(&gouji::schema::Shape::of_file(file).schema(), &value) {
            wrong.push(format!("{file} is not what its schema says"));
        }
    }
    wrong
}

#[test]
fn a_new_pack_is_green_at_once() {
    for lang in ["en", "zh"] {
        let room = Room::new();
        let run = room.run(&["init", "pack", "my-pack", "--lang", lang]);
        assert_eq!(run.code, 0, "{run}");
        assert!(run.stdout.contains("gouji test my-pack"), "{run}");
        let folder = room.path().join("my-pack");
        assert_eq!(wrong(&folder), Vec::<String>::new());
        let pack = Pack::load(&folder).unwrap();
        assert_eq!((pack.id(), pack.language()), ("my-pack", lang));
        let sample = "my-pack/samples/report.txt";
        let run = room.run(&["check", "--rules", "my-pack", "--pack", "my-pack", sample, "--lang", lang]);
        assert_eq!(run.code, 1, "the sample has one slip: {run}");
    }
}

#[test]
fn a_new_pack_overwrites_nothing() {
    let room = Room::new().with("full/mine.txt", "mine").with_folder("empty");
    let run = room.run(&["init", "pack", "demo", "full"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("full is not an empty folder; nothing was written"), "{run}");
    assert_eq!(fs::read_dir(room.path().join("full")).unwrap().count(), 1);
    assert_eq!(room.run(&["init", "pack", "demo", "empty"]).code, 0);
    assert_eq!(room.run(&["init", "pack", "demo", "empty"]).code, 2);
}

#[test]
fn a_name_that_cannot_be_an_id_is_refused() {
    let room = Room::new();
    let run = room.run(&["init", "pack", "My Pack"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("lower-case letters, digits and hyphens"), "{run}");
    assert_eq!(fs::read_dir(room.path()).unwrap().count(), 0);
}

#[test]
fn schemas_are_listed_and_printed() {
    let room = Room::new();
    let listed = room.run(&["schema"]).stdout;
    assert_eq!(listed.lines().count(), 7, "{listed}");
    for name in listed.lines().filter_map(|line| line.split_whitespace().next()) {
        let run = room.run(&["schema", name]);
        let schema: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(schema["title"], format!("gouji {name}"));
    }
}

#[test]
fn a_changed_sample_fails_until_it_is_accepted() {
    let room = Room::new();
    assert_eq!(room.run(&["init", "pack", "demo"]).code, 0);
    assert_eq!(room.run(&["test", "demo"]).code, 0);
    let sample = room.path().join("demo/samples/report.txt");
    let text = fs::read_to_string(&sample).unwrap();
    fs::write(&sample, text.replace("106%", "104%")).unwrap();
    let changed = room.run(&["test", "demo"]);
    assert_eq!(changed.code, 1, "{changed}");
    assert!(changed.stdout.contains("+    verdict: consistent"), "{changed}");
    let json: serde_json::Value =
        serde_json::from_str(&room.run(&["test", "demo", "--format", "json"]).stdout).unwrap();
    assert_eq!(json["packs"][0]["snapshots"][0]["problem"], "different");
    let accepted = room.run(&["test", "demo", "--update"]);
    assert!(accepted.code == 0 && accepted.stdout.contains("report.txt.snap"), "{accepted}");
    fs::remove_file(&sample).unwrap();
    let orphaned = room.run(&["test", "demo"]);
    assert!(orphaned.code == 1 && orphaned.stdout.contains("belongs to no sample report"), "{orphaned}");
}
