//! Several maps in one window.

use super::{
    driven::{id_of, small_map},
    window::Window,
};
use cruxmap::{map::Map, save, ui::Start};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::{Path, PathBuf};

const SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn three(folder: &Path) -> Vec<PathBuf> {
    let paths: Vec<_> = ["one.ron", "two.ron", "three.ron"].into_iter().map(|it| folder.join(it)).collect();
    for path in &paths {
        std::fs::write(path, save::to_text(&small_map())).unwrap();
    }
    paths
}

fn open(window: &mut Window, path: &Path) {
    window.press(SHIFT, Key::O);
    window.harness.get_by_role_and_label(Role::TextInput, "Open by path").type_text(path.to_str().unwrap());
    window.harness.run_steps(4);
    window.keys(&[Key::Enter]);
    window.settle();
}

/// The names of the tabs; the one in front in brackets.
fn tabs(window: &Window) -> Vec<String> {
    let all = window.harness.query_all_by_role(Role::Tab);
    let name = |it: egui_kittest::Node<'_>| {
        let node = it.accesskit_node();
        let label = node.label().unwrap_or_default();
        if node.is_selected() == Some(true) { format!("[{label}]") } else { label }
    };
    all.map(name).collect()
}

fn on_three(folder: &Path) -> (Window, Vec<PathBuf>) {
    let paths = three(folder);
    let mut window = Window::on(&paths[0]);
    assert!(tabs(&window).is_empty(), "one map needs no tabs");
    open(&mut window, &paths[1]);
    open(&mut window, &paths[2]);
    assert_eq!(tabs(&window), ["one", "two", "[three]"]);
    (window, paths)
}

#[test]
fn each_tab_has_its_own_map_view_and_undo() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, paths) = on_three(folder.path());
    window.keys(&[Key::F6]);
    window.add("Only in three");
    window.press(Modifiers::COMMAND, Key::Tab);
    assert_eq!(tabs(&window), ["[one]", "two", "three"]);
    assert_eq!(window.map(), &small_map());
    assert!(window.selected().is_empty());
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.map(), &small_map(), "there is nothing to undo here");
    window.add("Only in one");
    window.keys(&[Key::F10]);
    window.press(SHIFT, Key::Tab);
    assert_eq!(tabs(&window), ["one", "two", "[three]"]);
    assert_eq!(window.selected(), ["Only in three"]);
    assert!(window.app().view().inspector);
    window.press(Modifiers::COMMAND, Key::Z);
    window.settle();
    assert_eq!(window.map(), &small_map());
    for _ in 0..2 {
        window.press(SHIFT, Key::Tab);
    }
    assert_eq!(tabs(&window), ["[one]", "two", "three"]);
    assert!(!window.app().view().inspector);
    id_of(window.map(), "Only in one");

    // Opening a map that is open goes to its tab; so does a click.
    open(&mut window, &paths[1]);
    assert_eq!(tabs(&window), ["one", "[two]", "three"]);
    window.harness.get_by_role_and_label(Role::Tab, "three").click();
    window.harness.run_steps(6);
    assert_eq!(tabs(&window), ["one", "two", "[three]"]);

    // A new map stands in a tab of its own, and stays there when the next is opened: nobody has touched it, so that one
    // takes its place.
    window.press(Modifiers::COMMAND, Key::T);
    window.settle();
    assert_eq!(tabs(&window), ["one", "two", "three", "[New-map]"]);
    assert_eq!(window.map(), &Map::default());
}

#[test]
fn closing_a_tab_asks_for_what_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, paths) = on_three(folder.path());
    window.press(Modifiers::COMMAND, Key::W);
    window.settle();
    assert_eq!(tabs(&window), ["one", "[two]"], "saved: no question");
    window.keys(&[Key::F6]);
    window.add("Not saved");
    window.press(Modifiers::COMMAND, Key::W);
    window.harness.get_by_label("Save your changes?");
    window.click("Cancel");
    assert_eq!(tabs(&window), ["one", "[two]"]);
    window.click("Close tab two");
    window.click("Save and close");
    window.settle();
    assert!(tabs(&window).is_empty() && window.app().title() == "one");
    let saved = save::from_text(&std::fs::read_to_string(&paths[1]).unwrap()).unwrap();
    id_of(&saved, "Not saved");
    // Nothing holds it any more.
    assert!(save::open(&paths[1]).is_ok());
    open(&mut window, &paths[1]);
    assert_eq!(tabs(&window), ["one", "[two]"]);
    window.add("Let go");
    window.press(Modifiers::COMMAND, Key::W);
    window.click("Close without saving");
    window.settle();
    let opened = save::read(&paths[1]).unwrap();
    id_of(&opened.map, "Let go");
    assert_eq!(opened.recovered, 1, "it waits in the journal");
}

#[test]
fn quitting_asks_map_by_map_and_all_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, paths) = on_three(folder.path());
    window.keys(&[Key::F6]);
    window.add("In three");
    window.press(Modifiers::COMMAND, Key::Tab);
    window.add("In one");
    window.press(Modifiers::COMMAND, Key::Tab);
    window.close();
    assert_eq!(tabs(&window), ["[one]", "two", "three"], "the first that is not saved is in front");
    window.click("Save and close");
    window.settle();
    assert_eq!(tabs(&window), ["one", "two", "[three]"]);
    window.harness.get_by_label("Save your changes?");
    window.click("Cancel");
    // Asked again, it asks again.
    window.close();
    window.harness.get_by_label("Save your changes?");
    window.click("Close without saving");
    window.settle();
    assert!(window.harness.query_by_label("Save your changes?").is_none());
    drop(window);
    id_of(&save::from_text(&std::fs::read_to_string(&paths[0]).unwrap()).unwrap(), "In one");

    let window = Window::start(folder.path(), Start::Last, [1200.0, 800.0]);
    assert_eq!(tabs(&window), ["one", "two", "[three]"]);
    id_of(window.map(), "In three");
    assert_eq!(window.selected(), ["In three"], "as it was left");
}

#[test]
fn tabs_come_back_in_their_order_with_the_same_one_in_front() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, paths) = on_three(folder.path());
    window.press(Modifiers::COMMAND, Key::Tab);
    window.close();
    drop(window);
    let start = || Window::start(folder.path(), Start::Last, [1200.0, 800.0]);
    assert_eq!(tabs(&start()), ["[one]", "two", "three"]);
    std::fs::remove_file(&paths[0]).unwrap();
    assert_eq!(tabs(&start()), ["two", "[three]"], "one that is gone is no trouble");
}

#[test]
fn a_thread_is_read_into_the_map_it_was_pasted_into() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = on_three(folder.path());
    let text = "I think wind is cheaper, because the turbines are paid for. But storage is not, so it costs more.";
    window.harness.event(egui::Event::Paste(text.to_owned()));
    window.harness.step();
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Tab);
    window.settle();
    assert_eq!(tabs(&window), ["[one]", "two", "three"]);
    assert_eq!(window.map(), &small_map());
    window.press(SHIFT, Key::Tab);
    assert_eq!(window.map().sources().count(), 1);
}

#[test]
fn two_maps_of_one_name_are_told_apart_by_their_folders() {
    let folder = tempfile::tempdir().unwrap();
    let paths = three(folder.path());
    let other = folder.path().join("elsewhere/one.ron");
    std::fs::create_dir(other.parent().unwrap()).unwrap();
    std::fs::copy(&paths[0], &other).unwrap();
    let mut window = Window::on(&paths[0]);
    open(&mut window, &other);
    assert_eq!(tabs(&window)[1], "[one — elsewhere]");
}
