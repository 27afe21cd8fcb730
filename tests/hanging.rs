//! What disagreements hang on, in the window: the ranking, what follows beside what was said, and what would follow.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::map::{EdgeKind, Edit, Ids, Map, NodeKind};
use driven::window::Window;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;

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

#[test]
fn the_ranking_names_the_question_and_why() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    // Ann says 0.9, and for Ben 0.5 follows: 0.4 apart. With yes 0.9 and 0.75, with no 0.75 and 0.5, as likely.
    assert!(window.tells("Ann 1.00") || window.tells("Ann holds it 1.00"), "{:?}", window.told());
    assert!(window.tells("bring them 0.20 nearer"), "{:?}", window.told());
    window.button("1. Many would come");
    driven::settle(&mut window.harness);
    assert_eq!(window.selected(), "Many would come");
    let heard = window.heard(Role::ListItem);
    assert!(heard.iter().any(|it| it.contains("crux 1 in the ranking")), "{heard:?}");
}

#[test]
fn what_reasons_give_stands_beside_what_was_said() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    window.choose("Open on Sundays");
    assert!(window.tells("reasons give 0.75"), "{:?}", window.told());
    assert!(window.tells("Ben: 0.50 follows"), "{:?}", window.told());
    // Removing all that Ann holds of reasons takes away what follows for her.
    window.choose("Many would come");
    assert!(!window.tells("reasons give"), "nothing leads to it: {:?}", window.told());
}

#[test]
fn any_reason_is_weighed_where_its_link_is_selected() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    window.choose("Many would come");
    window.key(Key::E);
    assert!(window.tells("No weight yet: it counts with a ratio of 3."), "{:?}", window.told());
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
    assert!(!window.tells("An answer would bring"));
}

#[test]
fn what_somebody_says_would_follow_is_entered_beside_the_question() {
    let mut window = Window::on(&map(), [1400.0, 1200.0]);
    window.choose("Many would come");
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
    assert!(window.tells("Ben, of: Open on Sundays"), "{:?}", window.told());
    window.press(Modifiers::COMMAND, Key::Z);
    driven::settle(&mut window.harness);
    assert_eq!(window.map().conditionals().count(), 0);
}

#[test]
fn reasons_that_are_selected_are_linked_and_parted_by_keys() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    window.press(Modifiers::COMMAND, Key::A);
    assert!(window.tells("3 claims selected"), "{:?}", window.told());
    window.press(Modifiers::COMMAND, Key::L);
    driven::settle(&mut window.harness);
    assert_eq!(window.map().linked().count(), 2, "both reasons for the same");
    window.choose("It is near");
    window.key(Key::E);
    assert!(window.tells("Counts only together with"), "{:?}", window.told());
    let heard = window.heard(Role::ListItem);
    assert!(heard.iter().any(|it| it.contains("counts only together with another reason")), "{heard:?}");
    window.button("Count it by itself");
    driven::settle(&mut window.harness);
    assert_eq!(window.map().linked().count(), 0, "one alone is no group");
}
