//! The table: every node that is shown is a row, sorted by any column, walked by keys and in step with the map.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;
mod large_map;

use cruxmap::{
    map::{Map, NodeKind},
    save,
    ui::{
        App, Start,
        home::{Home, Settings},
    },
};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

/// A window with room for all columns.
const WIDE: f32 = 1700.0;

struct Window {
    harness: Harness<'static, App>,
    folder: tempfile::TempDir,
}

impl Window {
    fn on(map: &Map) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("town.ron"), save::to_text(map)).unwrap();
        let home = Home::at(folder.path().join("home"));
        home.remember(&Settings { reduce_motion: true, ..Settings::default() }).unwrap();
        let mut window = Self { harness: Self::at(&folder, WIDE), folder };
        window.press(Modifiers::SHIFT, Key::T);
        driven::settle(&mut window.harness);
        window
    }

    fn at(folder: &tempfile::TempDir, width: f32) -> Harness<'static, App> {
        let home = Home::at(folder.path().join("home"));
        driven::open(home, Start::File(folder.path().join("town.ron")), [width, 800.0])
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(3);
    }

    fn heard(&self, role: Role) -> Vec<String> {
        self.harness.query_all_by_role(role).filter_map(|it| it.accesskit_node().label()).collect()
    }

    fn click_head(&mut self, label: &str) {
        let at = self.harness.get_by_role_and_label(Role::ColumnHeader, label).rect().center();
        driven::click(&mut self.harness, at);
        driven::settle(&mut self.harness);
    }

    fn map(&self) -> &Map {
        self.harness.state().document().map()
    }

    fn selected(&self) -> String {
        let node = self.harness.state().view().single_node();
        node.and_then(|it| self.map().node(it)).map(|it| it.text.to_string()).unwrap_or_default()
    }
}

#[test]
fn a_row_tells_all_of_its_node_and_heads_sort_to_and_fro() {
    let mut window = Window::on(&driven::small_map());
    assert_eq!(window.heard(Role::Table), ["Table with 3 nodes, in reading order"]);
    let rows = window.heard(Role::Row);
    let cap = "claim: A cap can be checked; stands; supported by 1, attacked by 0".to_owned();
    let meters = "claim: Meters show the load; confidence 70 %; proposed; supported by 0, attacked by 0".to_owned();
    let crux = "crux: Would they let inspectors in?; confidence 70 %; proposed; supported by 0, attacked by 0";
    assert!(rows.contains(&cap) && rows.contains(&meters) && rows.iter().any(|it| it == crux), "{rows:?}");
    window.click_head("Words");
    assert_eq!(window.heard(Role::Row), [cap.as_str(), &meters, crux]);
    window.click_head("Words, lowest first");
    assert_eq!(window.heard(Role::Row), [crux, meters.as_str(), &cap]);
    window.click_head("Words, highest first");
    assert_eq!(window.heard(Role::Row), rows, "and back to reading order");
    // What has no value stands last both ways.
    window.click_head("Confidence");
    assert_eq!(window.heard(Role::Row).last(), Some(&cap));
    window.click_head("Confidence, lowest first");
    assert_eq!(window.heard(Role::Row).last(), Some(&cap));
    window.click_head("Supports");
    window.click_head("Supports, lowest first");
    assert_eq!(window.heard(Role::Row)[0], cap);
}

#[test]
fn keys_alone_reach_it_walk_sort_reveal_and_reword() {
    let mut window = Window::on(&large_map::map_of(60));
    window.press(Modifiers::NONE, Key::End);
    let last = window.selected();
    assert!(window.heard(Role::Row).iter().any(|it| it.contains(&last)), "it is scrolled to");
    window.press(Modifiers::NONE, Key::Home);
    let first = window.selected();
    assert!(first != last && window.heard(Role::Row)[0].contains(&first));
    window.press(Modifiers::NONE, Key::ArrowDown);
    let second = window.selected();
    assert!(window.heard(Role::Row)[1].contains(&second) && second != first);
    window.press(Modifiers::NONE, Key::PageDown);
    assert!(window.selected() != second);
    window.press(Modifiers::NONE, Key::PageUp);
    assert_eq!(window.selected(), second);
    window.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(window.selected(), first);
    // The first column to sort by is the kind; the row one is at stays so.
    window.press(Modifiers::NONE, Key::ArrowRight);
    driven::settle(&mut window.harness);
    assert_eq!(window.heard(Role::Table), ["Table with 60 nodes, by kind, lowest first"]);
    window.press(Modifiers::NONE, Key::Space);
    driven::settle(&mut window.harness);
    assert_eq!(window.heard(Role::Table), ["Table with 60 nodes, by kind, highest first"]);
    assert_eq!(window.selected(), first);
    window.press(Modifiers::NONE, Key::Home);
    let highest = window.map().nodes().map(|it| it.1.kind).max().unwrap();
    assert_eq!(window.map().node(driven::id_of(window.map(), &window.selected())).unwrap().kind, highest);
    let sight = window.harness.state().sight();
    window.press(Modifiers::NONE, Key::End);
    window.press(Modifiers::NONE, Key::Enter);
    window.harness.run_steps(10);
    assert_ne!(window.harness.state().sight(), sight, "the map shows it");
    window.press(Modifiers::NONE, Key::F2);
    assert!(window.harness.query_by_role_and_label(Role::MultilineTextInput, "Words of the node").is_some());
    window.press(Modifiers::NONE, Key::Escape);
    // From the canvas F6 leads there: an arrow then walks in the table.
    for _ in 0..4 {
        window.press(Modifiers::NONE, Key::F6);
        if window.harness.get_by_role(Role::Table).is_focused() {
            break;
        }
    }
    assert!(window.harness.get_by_role(Role::Table).is_focused());
}

#[test]
fn a_click_selects_and_what_is_selected_elsewhere_is_scrolled_to() {
    let mut window = Window::on(&large_map::map_of(4000));
    let rows = window.harness.query_all_by_role(Role::Row).count();
    assert!(rows > 4 && rows < 60, "only what is in sight: {rows}");
    let (at, heard) = {
        let row = window.harness.query_all_by_role(Role::Row).nth(2).unwrap();
        (row.rect().center(), row.accesskit_node().label().unwrap())
    };
    driven::click(&mut window.harness, at);
    assert!(heard.contains(&window.selected()) && !window.selected().is_empty());
    window.press(Modifiers::COMMAND, Key::F);
    window.harness.get_by_role_and_label(Role::TextInput, "Find").type_text("(3456)");
    window.harness.run_steps(3);
    driven::settle(&mut window.harness);
    assert!(window.selected().ends_with("(3456)"));
    let chosen: Vec<_> = window
        .harness
        .query_all_by_role(Role::Row)
        .filter(|it| it.accesskit_node().is_selected() == Some(true))
        .filter_map(|it| it.accesskit_node().label())
        .collect();
    assert!(chosen.len() == 1 && chosen[0].contains("(3456)"), "{chosen:?}");
}

#[test]
fn what_is_hidden_on_the_map_is_no_row_and_the_table_is_kept_with_the_view() {
    let mut window = Window::on(&driven::small_map());
    let cap = driven::id_of(window.map(), "A cap can be checked");
    let at = driven::place_of(&window.harness, "A cap can be checked").unwrap().center();
    driven::click(&mut window.harness, at);
    assert_eq!(window.harness.state().view().single_node(), Some(cap));
    window.press(Modifiers::NONE, Key::Slash);
    driven::settle(&mut window.harness);
    assert_eq!(window.heard(Role::Row).len(), 1, "{:?}", window.heard(Role::Row));
    assert_eq!(window.heard(Role::Table), ["Table with 1 node, in reading order, 2 hidden"]);
    window.press(Modifiers::NONE, Key::Slash);
    driven::settle(&mut window.harness);
    assert_eq!(window.heard(Role::Row).len(), 3);
    // A kind that changes changes its row.
    window.press(Modifiers::NONE, Key::Num2);
    assert_eq!(window.map().node(cap).unwrap().kind, NodeKind::Question);
    assert!(window.heard(Role::Row).iter().any(|it| it.starts_with("question: A cap")));
    // Kept some seconds after the last change.
    for _ in 0..60 {
        std::thread::sleep(std::time::Duration::from_millis(100));
        window.harness.step();
    }
    let Window { harness, folder } = window;
    drop(harness);
    let again = Window { harness: Window::at(&folder, WIDE), folder };
    assert_eq!(again.heard(Role::Table).len(), 1);
}

#[test]
fn where_there_is_little_room_the_words_stay() {
    let window = Window::on(&driven::small_map());
    assert_eq!(window.heard(Role::ColumnHeader).len(), 8);
    let Window { harness, folder } = window;
    drop(harness);
    let mut narrow = Window { harness: Window::at(&folder, 1000.0), folder };
    narrow.press(Modifiers::SHIFT, Key::T);
    driven::settle(&mut narrow.harness);
    let heads = narrow.heard(Role::ColumnHeader);
    assert!(heads.len() < 8 && heads.starts_with(&["Kind".to_owned(), "Words".to_owned()]), "{heads:?}");
    assert!(narrow.heard(Role::Row)[0].contains("supported by"), "a screen reader hears all");
}
