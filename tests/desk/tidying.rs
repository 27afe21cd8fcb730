//! Tidying up glides, leaves what was placed by hand, and can be taken back.

use super::{
    driven::{id_of, place_of},
    window::Window,
};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;
use std::path::Path;

/// The sample, with claims added that no fresh layout would put where they stand.
fn untidy(path: &Path) -> Window {
    std::fs::write(path, include_str!("../../assets/sample.ron")).unwrap();
    let mut window = Window::on(path);
    window.keys(&[Key::F6]);
    for words in ["One remark more, long enough for some lines of its own in the box", "And another one", "And a third"]
    {
        window.keys(&[Key::Escape, Key::Tab]);
        window.add(words);
    }
    window.keys(&[Key::Escape]);
    window
}

#[test]
fn boxes_glide_within_a_moment_and_undo_puts_them_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = untidy(&folder.path().join("debate.ron"));
    let before = window.app().layout().clone();
    let map = window.map().clone();
    window.keys(&[Key::Home]);
    let node = |window: &Window| {
        let mut all = window.harness.get_all_by_role(Role::ListItem);
        all.find(|it| {
            egui_kittest::kittest::NodeT::accesskit_node(it).label().is_some_and(|it| it.contains("And a third"))
        })
        .unwrap()
        .rect()
    };
    let start = node(&window);
    window.harness.key_press(Key::T);
    window.harness.step();
    let mut ways = Vec::new();
    for _ in 0..8 {
        window.harness.step();
        ways.push(node(&window).center());
    }
    window.settle();
    let after = window.app().layout().clone();
    assert_ne!(after.places, before.places);
    let end = node(&window).center();
    let between = ways.iter().filter(|it| it.distance(start.center()) > 1.0 && it.distance(end) > 1.0).count();
    // 0.06 s a frame.
    assert!((1..=3).contains(&between), "{between} frames on the way of {ways:?} to {end:?}");
    assert_eq!(window.map(), &map, "the map itself has not changed");

    window.click("Edit");
    window.click("Undo tidy up");
    window.settle();
    assert_eq!(window.app().layout(), &before, "to the bit");
    // The undo before that is the one before.
    window.press(Modifiers::COMMAND, Key::Z);
    window.settle();
    assert!(!window.map().nodes().any(|it| it.1.text == "And a third"));
}

#[test]
fn what_was_placed_by_hand_stays_and_with_reduced_motion_all_jumps() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = untidy(&folder.path().join("debate.ron"));
    window.command("Reduce motion");
    window.keys(&[Key::G]);
    window.harness.get_by_role(Role::TextInput).type_text("And a third");
    window.harness.run_steps(4);
    window.keys(&[Key::Enter]);
    window.settle();
    let id = id_of(window.map(), "And a third");
    let at = window.app().layout().places[&id].centre();
    let start = place_of(&window.harness, "And a third").unwrap().center();
    window.harness.drag_at(start);
    window.harness.step();
    for part in 1..=4_u8 {
        window.harness.hover_at(start + egui::vec2(60.0, 40.0) * f32::from(part));
        window.harness.step();
    }
    window.harness.drop_at(start + egui::vec2(240.0, 160.0));
    window.settle();
    let pinned = window.app().layout().places[&id].centre();
    assert_ne!(pinned, at);
    window.harness.key_press(Key::T);
    window.harness.run_steps(3);
    let first = place_of(&window.harness, "And a third").unwrap();
    window.settle();
    assert_eq!(window.app().layout().places[&id].centre(), pinned);
    assert_eq!(place_of(&window.harness, "And a third").unwrap(), first, "nothing glides");
    // On a tidy map there is nothing to take back.
    window.keys(&[Key::T]);
    window.settle();
    assert!(window.notices().iter().any(|it| it == "Everything is tidy."), "{:?}", window.notices());
}
