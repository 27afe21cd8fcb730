//! From far away the links between two frames are one bundle, which tells how many of them support and attack.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;
mod large_map;

use cruxmap::{
    map::{EdgeKind, Map},
    picture::{Grouping, Groups},
    save,
    ui::{
        App, Start,
        home::{Home, Settings},
    },
};
use egui::{Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

fn window(map: &Map, folder: &tempfile::TempDir) -> Harness<'static, App> {
    let path = folder.path().join("large.ron");
    std::fs::write(&path, save::to_text(map)).unwrap();
    let home = Home::at(folder.path().join("home"));
    home.remember(&Settings { reduce_motion: true, ..Settings::default() }).unwrap();
    driven::open(home, Start::File(path), vec2(1600.0, 1000.0))
}

fn press(window: &mut Harness<'static, App>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
    driven::settle(window);
}

/// What is told of bundles.
fn bundles(window: &Harness<'static, App>) -> Vec<String> {
    let all = window.query_all_by_role(Role::Link).filter_map(|it| it.accesskit_node().label());
    all.filter(|it| it.contains(" between ")).collect()
}

/// The numbers in a text, in order.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|it: char| !it.is_ascii_digit()).filter_map(|it| it.parse().ok()).collect()
}

#[test]
fn bundles_count_what_leads_from_frame_to_frame() {
    let map = large_map::map_of(700);
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(&map, &folder);
    assert!(bundles(&window).is_empty(), "near by, each link is drawn by itself");
    press(&mut window, Modifiers::SHIFT, Key::G);
    window.get_by_role_and_label(Role::TextInput, "Group by").type_text("topic");
    window.run_steps(4);
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Home);
    let zoom = window.state().zoom();
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
    window.get_by_role_and_label(Role::TextInput, "Group by").type_text("none");
    window.run_steps(4);
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert!(window.state().zoom() < 0.05 || bundles(&window).is_empty());
}
