//! What changed in a map while it was closed is marked until it is looked at.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::{
    map::{Edit, Ids},
    save,
    ui::{App, Start, home::Home},
};
use driven::close;
use egui::{Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use std::{fs, path::Path};

fn open(folder: &Path) -> Harness<'static, App> {
    let file = Start::File(folder.join("map.ron"));
    driven::open(Home::at(folder.join("home")), file, vec2(1300.0, 900.0))
}

/// Rewords a node of the file as another program would.
fn reword(folder: &Path) {
    let file = folder.join("map.ron");
    let mut map = save::from_text(&fs::read_to_string(&file).unwrap()).unwrap();
    let node = map.nodes().next().unwrap().0;
    let edit = Edit::SetText { node, text: "Said elsewhere".to_owned() };
    let diff = edit.plan(&map, &mut Ids::seeded(5)).unwrap();
    map.apply(&diff).unwrap();
    fs::write(&file, save::to_text(&map)).unwrap();
}

const COUNT: &str = "1 changed since you last looked";

#[test]
fn an_outside_edit_is_marked_until_it_is_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("map.ron"), save::to_text(&driven::small_map())).unwrap();
    let window = open(folder.path());
    assert!(window.query_by_label(COUNT).is_none(), "never opened before");
    close(window);
    reword(folder.path());
    let window = open(folder.path());
    assert!(window.query_by_label(COUNT).is_some());
    // It stays through a closing in which nobody looked.
    close(window);
    let mut window = open(folder.path());
    window.get_by_role_and_label(Role::Button, COUNT).click();
    window.run_steps(6);
    assert!(window.query_by_label(COUNT).is_none());
    close(window);
    assert!(open(folder.path()).query_by_label(COUNT).is_none());
}

#[test]
fn keys_go_from_mark_to_mark_and_what_one_changes_oneself_has_none() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("map.ron"), save::to_text(&driven::small_map())).unwrap();
    let mut window = open(folder.path());
    // What was selected when one left is no longer what one looked at.
    let first = window.state().document().map().nodes().next().unwrap().1.text.to_string();
    let at = driven::place_of(&window, &first).unwrap().center();
    driven::click(&mut window, at);
    close(window);
    reword(folder.path());
    let mut window = open(folder.path());
    assert!(window.query_by_label(COUNT).is_some());
    let heard: Vec<String> =
        window.query_all_by_role(Role::ListItem).filter_map(|it| it.accesskit_node().label()).collect();
    assert_eq!(heard.iter().filter(|it| it.contains("changed since you last looked")).count(), 1, "{heard:?}");
    window.key_press_modifiers(Modifiers::NONE, Key::F6);
    window.run_steps(3);
    window.key_press_modifiers(Modifiers::SHIFT, Key::N);
    window.run_steps(6);
    assert!(window.query_by_label(COUNT).is_none());
    let node = window.state().view().single_node().unwrap();
    assert_eq!(&*window.state().document().map().node(node).unwrap().text, "Said elsewhere");
    window.key_press_modifiers(Modifiers::NONE, Key::Num2);
    window.run_steps(6);
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    driven::settle(&mut window);
    close(window);
    assert!(open(folder.path()).query_by_label(COUNT).is_none(), "one's own change");
}

#[test]
fn what_a_thread_brings_into_an_open_map_is_marked_until_all_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("map.ron"), save::to_text(&driven::small_map())).unwrap();
    let mut window = open(folder.path());
    let text =
        "Ann:\nThe bridge should be closed, because its piers are cracked.\n\nBen:\nI disagree. It carries the bus.\n";
    window.event(egui::Event::Paste(text.to_owned()));
    driven::settle(&mut window);
    let marked = |window: &Harness<'static, App>| {
        window
            .query_all_by_role(Role::Button)
            .filter_map(|it| it.accesskit_node().label())
            .any(|it| it.ends_with("changed since you last looked"))
    };
    assert!(window.state().document().map().node_count() > 3 && marked(&window));
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_steps(3);
    window.get_by_role(Role::TextInput).type_text("Mark all changes");
    window.run_steps(3);
    window.key_press_modifiers(Modifiers::NONE, Key::Enter);
    driven::settle(&mut window);
    assert!(!marked(&window));
}
