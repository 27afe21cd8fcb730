//! One sees where changes are safe, and after a crash what came back.

use super::{
    driven::small_map,
    window::{Window, file_of},
};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use std::fs;

#[test]
fn the_status_line_says_where_changes_are_safe() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, &small_map());
    let mut window = Window::on(&path);
    window.harness.get_by_label("Saved");
    window.keys(&[Key::F6]);
    window.add("One more");
    window.harness.get_by_label("Kept in the journal");
    window.press(Modifiers::COMMAND, Key::S);
    window.harness.get_by_label("Saved");
    // A map without a file of its own needs no saving.
    window.press(Modifiers::COMMAND, Key::N);
    window.settle();
    window.harness.get_by_label("Kept in the program's folder");
}

#[test]
fn where_no_journal_can_be_written_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, &small_map());
    // What is there cannot be opened as a journal, whoever one is.
    fs::create_dir(folder.path().join("debate.ron.journal")).unwrap();
    let mut window = Window::on(&path);
    assert_eq!(window.map().node_count(), 3);
    window.keys(&[Key::F6]);
    window.add("One more");
    window.harness.get_by_label_contains("Not kept: ");
}

#[test]
fn after_a_crash_one_is_told_what_came_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, &small_map());
    let mut window = Window::on(&path);
    window.keys(&[Key::F6, Key::Tab, Key::A, Key::Escape]);
    window.add("Written before the power failed");
    // Gone, without a word.
    drop(window);
    let window = Window::on(&path);
    let told = window.notices().join("\n");
    assert!(told.contains("1 node added (“Written before the power failed”)"), "{told}");
    assert!(told.contains("decided on"), "{told}");
    window.harness.get_by_label("Kept in the journal");
}
