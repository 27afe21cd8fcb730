//! What changed in a map while it was closed is marked until it is looked at.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::{
    map::{Edit, Ids},
    save,
    ui::{App, Start, home::Home},
};
use egui::{accesskit::Role, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};
use std::{fs, path::Path};

fn open(folder: &Path) -> Harness<'static, App> {
    let file = Start::File(folder.join("map.ron"));
    driven::open(Home::at(folder.join("home")), file, vec2(1300.0, 900.0))
}

fn close(mut harness: Harness<'static, App>) {
    let viewports = &mut harness.input_mut().viewports;
    viewports.entry(egui::ViewportId::ROOT).or_default().events.push(egui::ViewportEvent::Close);
    harness.step();
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
