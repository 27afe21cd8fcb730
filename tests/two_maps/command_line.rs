//! `cruxmap diff` and `cruxmap merge` as scripts see them.

use cruxmap::save;
use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

pub fn claim(words: &str, reason: &str) -> String {
    format!(
        "// cruxmap map, version 1\n(nodes: {{\"n0000000000000001\": (kind: claim, text: \"{words}\"), \
         \"n0000000000000002\": (kind: claim, text: \"{reason}\")}})"
    )
}

fn run(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cruxmap"));
    command.args(arguments.split_whitespace()).current_dir(folder).output().unwrap()
}

fn folder() -> tempfile::TempDir {
    let it = tempfile::tempdir().unwrap();
    for (name, words, reason) in [
        ("base.ron", "It rains.", "The street is wet."),
        ("ours.ron", "It pours.", "The street is wet."),
        ("theirs.ron", "It rains.", "The roof is wet."),
        ("other.ron", "It drizzles.", "The roof is wet."),
    ] {
        fs::write(it.path().join(name), claim(words, reason)).unwrap();
    }
    it
}

fn texts(folder: &Path, name: &str) -> [String; 2] {
    let map = save::read(&folder.join(name)).unwrap().map;
    let mut texts = map.nodes().map(|it| it.1.text.to_string());
    [texts.next().unwrap(), texts.next().unwrap()]
}

fn code(output: &Output, expected: i32) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(expected), "{said}");
    said
}

#[test]
fn what_goes_together_is_merged_and_ends_with_0() {
    let it = folder();
    assert_eq!(code(&run(it.path(), "merge base.ron ours.ron theirs.ron -o new.ron"), 0), "");
    assert_eq!(texts(it.path(), "new.ron"), ["It pours.", "The roof is wet."]);
    // The output may be one of the inputs, and an empty file is an empty map.
    code(&run(it.path(), "merge base.ron ours.ron theirs.ron -o ours.ron"), 0);
    assert_eq!(texts(it.path(), "ours.ron"), ["It pours.", "The roof is wet."]);
    fs::write(it.path().join("empty.ron"), "").unwrap();
    code(&run(it.path(), "merge empty.ron ours.ron ours.ron -o ours.ron"), 0);
    let output = run(it.path(), "merge empty.ron empty.ron theirs.ron -o -");
    code(&output, 0);
    let map = save::from_text(&String::from_utf8(output.stdout).unwrap()).unwrap();
    assert_eq!(map, save::read(&it.path().join("theirs.ron")).unwrap().map);
    assert!(!it.path().join("ours.ron.journal").exists(), "nothing is left beside the map");
}

#[test]
fn what_does_not_go_together_is_told_and_ends_with_1() {
    let it = folder();
    let said = code(&run(it.path(), "merge base.ron ours.ron other.ron -o new.ron"), 1);
    assert!(said.contains("both changed: words; ours is kept; ours “It pours.”, theirs “It drizzles.”"), "{said}");
    assert_eq!(texts(it.path(), "new.ron"), ["It pours.", "The roof is wet."]);
    let output = run(it.path(), "merge base.ron ours.ron other.ron -o new.ron --json");
    code(&output, 1);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let conflict = &told["conflicts"][0];
    assert_eq!(
        (&conflict["ours"], &conflict["theirs"], &conflict["base"]),
        (&"It pours.".into(), &"It drizzles.".into(), &"It rains.".into())
    );
    code(&run(it.path(), "merge base.ron ours.ron other.ron -o new.ron --prefer theirs"), 0);
    assert_eq!(texts(it.path(), "new.ron"), ["It drizzles.", "The roof is wet."]);
}

#[test]
fn what_is_no_map_or_has_unsaved_edits_is_not_written_over() {
    let it = folder();
    fs::write(it.path().join("notes.txt"), "mine").unwrap();
    code(&run(it.path(), "merge base.ron ours.ron theirs.ron -o notes.txt"), 2);
    assert_eq!(fs::read_to_string(it.path().join("notes.txt")).unwrap(), "mine");
    code(&run(it.path(), "merge base.ron notes.txt theirs.ron -o new.ron"), 2);
    assert!(!it.path().join("new.ron").exists());
    // A window holds the map.
    let path = it.path().join("ours.ron");
    let held = save::open(&path).unwrap();
    let said = code(&run(it.path(), "merge base.ron ours.ron theirs.ron -o ours.ron"), 2);
    assert!(said.contains("ours.ron"), "{said}");
    assert_eq!(texts(it.path(), "ours.ron"), ["It pours.", "The street is wet."]);
    drop(held);
}

#[test]
fn edits_that_are_not_saved_yet_are_merged_and_then_saved() {
    use cruxmap::map::{Edit, Ids};
    let it = folder();
    let path = it.path().join("ours.ron");
    let mut held = save::open(&path).unwrap();
    let node = "n0000000000000001".parse().unwrap();
    let diff = Edit::SetText { node, text: "It hails.".to_owned() }.plan(&held.map, &mut Ids::seeded(1)).unwrap();
    held.journal.as_mut().unwrap().append(&diff).unwrap();
    drop(held);
    code(&run(it.path(), "merge base.ron theirs.ron base.ron -o new.ron"), 0);
    let said = code(&run(it.path(), "merge base.ron theirs.ron base.ron -o ours.ron"), 2);
    assert_eq!(texts(it.path(), "ours.ron")[0], "It hails.", "{said}");
    code(&run(it.path(), "merge base.ron ours.ron theirs.ron -o ours.ron"), 0);
    assert_eq!(texts(it.path(), "ours.ron"), ["It hails.", "The roof is wet."]);
    assert!(fs::read_to_string(&path).unwrap().contains("It hails."), "it is in the map file");
}
