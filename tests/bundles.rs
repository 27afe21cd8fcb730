//! From far away the links between two frames are one bundle, which tells how many of them support and attack.

#![cfg(feature = "gui")]

mod driven;
mod large_map;

use cruxmap::{
    map::EdgeKind,
    picture::{Grouping, Groups},
};
use driven::window::Window;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;

/// Presses keys and waits for the layout.
fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.press(modifiers, key);
    driven::settle(&mut window.harness);
}

/// What is told of bundles.
fn bundles(window: &Window) -> Vec<String> {
    window.heard(Role::Link).into_iter().filter(|it| it.contains(" between ")).collect()
}

/// The numbers in a text, in order.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|it: char| !it.is_ascii_digit()).filter_map(|it| it.parse().ok()).collect()
}

#[test]
fn bundles_count_what_leads_from_frame_to_frame() {
    let map = large_map::map_of(700);
    let mut window = Window::on(&map, [1600.0, 1000.0]);
    assert!(bundles(&window).is_empty(), "near by, each link is drawn by itself");
    press(&mut window, Modifiers::SHIFT, Key::G);
    window.harness.get_by_role_and_label(Role::TextInput, "Group by").type_text("topic");
    window.harness.run_steps(4);
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Home);
    let zoom = window.harness.state().zoom();
    assert!(zoom < 0.13, "{zoom}: the whole map is seen from far away");
    let told = bundles(&window);
    assert!(!told.is_empty());
    // Every bundle says how many there are, and no more than lead from one topic to another.
    let topics = Groups::new(&map, Grouping::Topic);
    let across = |kinds: &[EdgeKind]| {
        let of = |it| topics.of(it);
        let apart = map
            .edges()
            .filter(|(_, it)| kinds.contains(&it.kind) && it.to.node().is_some_and(|to| of(it.from) != of(to)));
        u32::try_from(apart.count()).unwrap()
    };
    let (mut supports, mut attacks) = (0, 0);
    for words in &told {
        let (links, rest) = words.split_once(" between ").unwrap();
        let counts = numbers(rest.rsplit_once(": ").unwrap().1);
        let [for_it, against] = counts[..] else { panic!("{words}") };
        assert!(numbers(links)[0] >= for_it + against && numbers(links)[0] > 0, "{words}");
        assert_eq!(links.ends_with(" link"), numbers(links)[0] == 1, "{words}");
        supports += for_it;
        attacks += against;
    }
    assert!(supports <= across(&[EdgeKind::Supports]) && attacks <= across(&[EdgeKind::Attacks, EdgeKind::Undercuts]));
    assert!(supports + attacks > 0);
    // Without groups there are no frames to lead from and to while single links can be seen.
    press(&mut window, Modifiers::SHIFT, Key::G);
    window.harness.get_by_role_and_label(Role::TextInput, "Group by").type_text("none");
    window.harness.run_steps(4);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(window.harness.state().zoom() < 0.05 || bundles(&window).is_empty());
}
