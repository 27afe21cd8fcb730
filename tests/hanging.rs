//! What disagreements hang on, in the window: the ranking, what follows beside what was said, and what would follow.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::map::{EdgeKind, Edit, Ids, Map, NodeKind};
use driven::window::Window;
use egui::{Key, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// Two people who part on one reason and agree on another.
fn map() -> Map {
    let (mut ids, mut map) = (Ids::seeded(9), Map::default());
    let mut edit = |edit: Edit| {
        let diff = edit.plan(&map, &mut ids).unwrap();
        map.apply(&diff).unwrap();
        diff.nodes.keys().next().copied()
    };
    let claim = |text: &str, link| Edit::AddNode { kind: NodeKind::Claim, text: text.to_owned(), at: None, link };
    let top = edit(claim("Open on Sundays", None)).unwrap();
    let reason = Some((EdgeKind::Supports, top.into()));
    let parted = edit(claim("Many would come", reason)).unwrap();
    let shared = edit(claim("It is near", reason)).unwrap();
    for (by, on_parted) in [("Ann", 1.0), ("Ben", 0.0)] {
        edit(Edit::AddCredence { node: parted, by: by.to_owned(), value: on_parted });
        edit(Edit::AddCredence { node: shared, by: by.to_owned(), value: 0.0 });
    }
    edit(Edit::AddCredence { node: top, by: "Ann".to_owned(), value: 0.3 });
    map
}

fn labels(window: &Window) -> Vec<String> {
    window.harness.query_all_by_role(Role::Label).filter_map(|it| it.accesskit_node().value()).collect()
}

fn says(window: &Window, words: &str) -> bool {
    labels(window).iter().any(|it| it.contains(words))
}

fn go_to(window: &mut Window, words: &str) {
    window.key(Key::G);
    window.harness.event(egui::Event::Text(words.to_owned()));
    window.harness.run_steps(6);
    window.key(Key::Enter);
    driven::settle(&mut window.harness);
}

#[test]
fn the_ranking_names_the_question_and_why() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    // Odds 3 for Ann, 1 for Ben.
    assert!(says(&window, "Ann 1.00") || says(&window, "Ann holds it 1.00"), "{:?}", labels(&window));
    assert!(says(&window, "bring them 0.25 nearer"), "{:?}", labels(&window));
    window.button("1. Many would come");
    driven::settle(&mut window.harness);
    assert_eq!(window.selected(), "Many would come");
    let heard = window.heard(Role::ListItem);
    assert!(heard.iter().any(|it| it.contains("crux 1 in the ranking")), "{heard:?}");
}

#[test]
fn what_reasons_give_stands_beside_what_was_said() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    go_to(&mut window, "Open on Sundays");
    assert!(says(&window, "reasons give 0.75"), "{:?}", labels(&window));
    assert!(says(&window, "Ben: 0.50 follows"), "{:?}", labels(&window));
    // Removing all that Ann holds of reasons takes away what follows for her.
    go_to(&mut window, "Many would come");
    assert!(!says(&window, "reasons give"), "nothing leads to it: {:?}", labels(&window));
}

#[test]
fn any_reason_is_weighed_where_its_link_is_selected() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    go_to(&mut window, "Many would come");
    window.key(Key::E);
    assert!(says(&window, "No weight yet."), "{:?}", labels(&window));
    let field = window.harness.get_by_role_and_label(Role::TextInput, "Why so much");
    field.focus();
    window.harness.run_steps(3);
    window.harness.event(egui::Event::Text("Asked at the door.".to_owned()));
    window.key(Key::Enter);
    driven::settle(&mut window.harness);
    let weights: Vec<_> = window.map().weights().collect();
    assert_eq!(weights.len(), 1);
    // A ratio of 1 says nothing: Ann and Ben no longer part on it.
    assert!(!says(&window, "An answer would bring"));
}
