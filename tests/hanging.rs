//! What disagreements hang on, in the window: the ranking, what follows beside what was said, and what would follow.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::map::{EdgeKind, Edit, Ids, Map, NodeKind};
use driven::window::Window;
use egui::{Key, Modifiers, accesskit::Role};
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
    edit(Edit::AddCredence { node: top, by: "Ann".to_owned(), value: 0.9 });
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
    // Ann says 0.9, and for Ben 0.5 follows: 0.4 apart. With yes 0.9 and 0.75, with no 0.75 and 0.5, as likely.
    assert!(says(&window, "Ann 1.00") || says(&window, "Ann holds it 1.00"), "{:?}", labels(&window));
    assert!(says(&window, "bring them 0.20 nearer"), "{:?}", labels(&window));
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
    assert!(says(&window, "No weight yet: it counts with a ratio of 3."), "{:?}", labels(&window));
    let words = [(Role::SpinButton, "Likelihood ratio", "1"), (Role::TextInput, "Why so much", "Asked at the door.")];
    for (role, field, text) in words {
        window.harness.get_by_role_and_label(role, field).focus();
        window.harness.run_steps(3);
        window.harness.event(egui::Event::Text(text.to_owned()));
    }
    window.key(Key::Enter);
    driven::settle(&mut window.harness);
    let weights: Vec<_> = window.map().weights().collect();
    assert_eq!(weights.len(), 1);
    // A ratio of 1 says nothing: Ann and Ben no longer part on it.
    assert!(!says(&window, "An answer would bring"));
}

#[test]
fn what_somebody_says_would_follow_is_entered_beside_the_question() {
    let mut window = Window::on(&map(), [1400.0, 1200.0]);
    go_to(&mut window, "Many would come");
    window.harness.get_by_label("If it were answered").click();
    window.harness.run_steps(6);
    window.harness.get_by_role_and_label(Role::TextInput, "Who would hold it").focus();
    window.harness.run_steps(3);
    window.harness.event(egui::Event::Text("Ben".to_owned()));
    window.harness.run_steps(3);
    window.button("Add what would follow");
    driven::settle(&mut window.harness);
    let stated: Vec<_> = window.map().conditionals().map(|it| (it.1.if_yes, it.1.if_no)).collect();
    assert_eq!(stated, [(0.5, 0.5)]);
    assert!(says(&window, "Ben, of: Open on Sundays"), "{:?}", labels(&window));
    window.press(Modifiers::COMMAND, Key::Z);
    driven::settle(&mut window.harness);
    assert_eq!(window.map().conditionals().count(), 0);
}

#[test]
fn reasons_that_are_selected_are_linked_and_parted_by_keys() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    window.press(Modifiers::COMMAND, Key::A);
    assert!(says(&window, "3 claims selected"), "{:?}", labels(&window));
    window.press(Modifiers::COMMAND, Key::L);
    driven::settle(&mut window.harness);
    assert_eq!(window.map().linked().count(), 2, "both reasons for the same");
    go_to(&mut window, "It is near");
    window.key(Key::E);
    assert!(says(&window, "Counts only together with"), "{:?}", labels(&window));
    let heard = window.heard(Role::ListItem);
    assert!(heard.iter().any(|it| it.contains("counts only together with another reason")), "{heard:?}");
    window.button("Count it by itself");
    driven::settle(&mut window.harness);
    assert_eq!(window.map().linked().count(), 0, "one alone is no group");
}
