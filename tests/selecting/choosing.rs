//! The rubber band, and the commands that select.

use super::{
    driven::id_of,
    window::{Window, debate},
};
use egui::{Key, Modifiers, Pos2, accesskit::Role, vec2};
use egui_kittest::kittest::Queryable as _;

/// From above and left of all nodes with these words to below and right of them.
fn around(window: &Window, words: &[&str]) -> (Pos2, Pos2) {
    let all = words.iter().map(|it| window.node_at(it)).reduce(egui::Rect::union).unwrap().expand(6.0);
    (all.min, all.max)
}

#[test]
fn a_band_selects_what_it_is_drawn_round_and_adds_to_what_is_selected() {
    let mut window = Window::on(&debate());
    window.click_node("Asked");
    let (from, to) = around(&window, &["Reason", "Deep"]);
    window.drag(Modifiers::SHIFT, from, to, |_| {});
    assert_eq!(window.selected(), ["Asked", "Deep", "Reason"]);
    // The link between the two lies in the band whole.
    assert_eq!(window.selection().len(), 4);
    assert_eq!(
        window.labels("1 claim, 1 question, 1 piece of evidence, 1 link selected"),
        2,
        "in the details and in the line at the bottom"
    );
    assert_eq!(window.map(), &debate(), "selecting changes nothing");
}

#[test]
fn escape_gives_back_what_was_selected_before_a_band_and_where_a_node_was() {
    let mut window = Window::on(&debate());
    window.click_node("Asked");
    let (from, to) = around(&window, &["Main", "Reason", "Objection"]);
    window.drag(Modifiers::SHIFT, from, to, |window| {
        assert!(window.selected().len() >= 4, "the band selects while it is drawn: {:?}", window.selected());
        window.press(Modifiers::NONE, Key::Escape);
    });
    assert_eq!(window.selected(), ["Asked"]);

    let at = window.node_at("Asked").center();
    window.drag(Modifiers::NONE, at, at + vec2(90.0, 40.0), |window| window.press(Modifiers::NONE, Key::Escape));
    assert_eq!(window.map(), &debate());
    assert_eq!(window.selected(), ["Asked"]);
}

#[test]
fn a_plain_drag_moves_the_map_unless_set_to_select() {
    let mut window = Window::on(&debate());
    let (from, to) = around(&window, &["Reason", "Deep"]);
    window.drag(Modifiers::NONE, from, to, |_| {});
    assert_eq!(window.selected(), [""; 0]);
    let moved = window.node_at("Reason").min - from;
    assert!(moved.length() > 20.0, "the map has moved by {moved}");
    window.press(Modifiers::NONE, Key::Home);
    window.settle();

    // The menu is longer than this window: the list of commands has it, too.
    window.press(Modifiers::COMMAND, Key::K);
    window.send(egui::Event::Text("Dragging selects".to_owned()));
    window.press(Modifiers::NONE, Key::Enter);
    window.settle();
    assert!(window.harness.state().view().drag_selects);
    let (from, to) = around(&window, &["Reason", "Deep"]);
    window.drag(Modifiers::NONE, from, to, |_| {});
    assert_eq!(window.selected(), ["Deep", "Reason"]);
    // Without Shift it starts anew.
    let (from, to) = around(&window, &["Noted"]);
    window.drag(Modifiers::NONE, from, to, |_| {});
    assert_eq!(window.selected(), ["Noted"]);
}

#[test]
fn commands_select_a_branch_a_kind_the_proposals_and_the_rest() {
    let mut window = Window::on(&debate());
    window.click_node("Reason");
    window.press(Modifiers::COMMAND, Key::B);
    assert_eq!(window.selected(), ["Deep", "Reason"]);
    window.press(Modifiers::COMMAND, Key::I);
    assert_eq!(window.selected(), ["Asked", "Main", "Noted", "Objection"]);
    window.click_node("Objection");
    window.press(Modifiers::SHIFT, Key::K);
    assert_eq!(window.selected(), ["Main", "Objection", "Reason"]);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    assert_eq!(window.selected(), ["Asked"]);
    // By mouse: from the details.
    window.press(Modifiers::COMMAND, Key::A);
    assert_eq!(
        window.labels("3 claims, 1 question, 1 piece of evidence, 1 note selected"),
        2,
        "in the details and in the line at the bottom"
    );
    window.harness.get_by_role_and_label(Role::Button, "Deselect").click();
    window.harness.run_steps(6);
    assert!(window.selection().is_empty());
    assert_eq!(window.map().node(id_of(window.map(), "Main")).unwrap().text, "Main");
}
