//! Keys can be changed in a file.

use super::{
    driven::{id_of, small_map},
    window::{Window, file_of},
};
use cruxmap::map::ReviewState;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;
use std::fs;

#[test]
fn keys_from_the_file_are_in_force_everywhere_and_wrong_lines_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, &small_map());
    let file = folder.path().join("home/keys.ron");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "{\n\"Accept\": \"Q\",\n\"Fly\": \"F\",\n\"Settings…\": \"Ctrl+Alt+S\"\n}\n").unwrap();
    let mut window = Window::on(&path);
    let told = window.notices().join("\n");
    assert!(told.contains("line 3: “Fly” is no command"), "{told}");
    window.keys(&[Key::F6, Key::Tab]);
    let first = id_of(window.map(), &window.selected()[0]);
    window.keys(&[Key::A]);
    assert_eq!(window.map().review(first).unwrap().state, ReviewState::Open, "A is no longer a key for it");
    window.keys(&[Key::Q]);
    assert_eq!(window.map().review(first).unwrap().state, ReviewState::Accepted);
    window.press(Modifiers::COMMAND | Modifiers::ALT, Key::S);
    window.harness.get_by_label("Size of text");
    window.keys(&[Key::Escape]);
    // The window, menus and buttons show the keys in force.
    window.keys(&[Key::Questionmark]);
    window.harness.get_by_label("Ctrl+Alt+S");
    assert!(window.harness.query_by_label("Ctrl+,").is_none());
}

#[test]
fn the_file_is_written_from_the_window_changed_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, &small_map());
    let mut window = Window::on(&path);
    let file = folder.path().join("home/keys.ron");
    assert!(!file.exists());
    window.keys(&[Key::Questionmark]);
    window.harness.get_by_label(&format!("Keys can be changed in {}.", file.display()));
    window.click("Write the file");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("\"Accept\": \"A\"") && text.contains("\"Redo\": \"Ctrl+Shift+Z or Ctrl+Y\""), "{text}");
    assert!(window.notices().iter().any(|it| it.contains(&file.display().to_string())), "{:?}", window.notices());

    fs::write(&file, text.replace("\"Switch theme\": \"D\"", "\"Switch theme\": \"F8\"")).unwrap();
    window.click("Read it again");
    window.harness.get_by_label("F8");
    window.keys(&[Key::Escape]);
    let dark = window.app().view().dark;
    window.keys(&[Key::F6, Key::D]);
    assert_eq!(window.app().view().dark, dark);
    window.press(Modifiers::NONE, Key::F8);
    assert_ne!(window.app().view().dark, dark);

    // Writing it again keeps what was there.
    window.keys(&[Key::Questionmark]);
    window.click("Write the file");
    assert!(fs::read_to_string(&file).unwrap().contains("\"F8\""));
    assert!(folder.path().join("home/keys.ron.aside-1").exists());
    assert!(window.harness.query_by_role_and_label(Role::Button, "Close").is_some());
}
