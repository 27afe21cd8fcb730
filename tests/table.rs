//! The table: every node that is shown is a row, sorted by any column, walked by keys and in step with the map.

#![cfg(feature = "gui")]

mod driven;
mod large_map;

use cruxmap::map::{Map, NodeKind};
use driven::window::Window;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// A window with room for all columns.
const WIDE: f32 = 1700.0;

/// A window with the table open.
fn with_table(map: &Map) -> Window {
    let mut window = Window::on(map, [WIDE, 800.0]);
    window.press(Modifiers::SHIFT, Key::T);
    driven::settle(&mut window.harness);
    window
}

impl Window {
    fn click_head(&mut self, label: &str) {
        let at = self.harness.get_by_role_and_label(Role::ColumnHeader, label).rect().center();
        driven::click(&mut self.harness, at);
        driven::settle(&mut self.harness);
    }
}

#[test]
fn a_row_tells_all_of_its_node_and_heads_sort_to_and_fro() {
    let mut window = with_table(&driven::small_map());
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
    let mut window = with_table(&large_map::map_of(60));
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
    let mut window = with_table(&large_map::map_of(4000));
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
    let mut window = with_table(&driven::small_map());
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
    window.press(Modifiers::COMMAND, Key::S);
    driven::settle(&mut window.harness);
    assert_eq!(window.again().heard(Role::Table).len(), 1);
}

#[test]
fn where_there_is_little_room_the_words_stay() {
    let window = with_table(&driven::small_map());
    assert_eq!(window.heard(Role::ColumnHeader).len(), 8);
    let narrow = window.again_sized([1000.0, 800.0]);
    let heads = narrow.heard(Role::ColumnHeader);
    assert!(heads.len() < 8 && heads.starts_with(&["Kind".to_owned(), "Words".to_owned()]), "{heads:?}");
    assert!(narrow.heard(Role::Row)[0].contains("supported by"), "a screen reader hears all");
}
