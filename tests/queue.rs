//! The review by value, driven in the window by keys and by role and label.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::{
    map::{Edge, EdgeId, EdgeKind, Item, Map, Node, NodeId, NodeKind, Records, Review, ReviewState, StatementKind},
    save,
    ui::{App, Start, home::Home},
};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{Harness, kittest::Queryable as _};

fn node(n: u8) -> NodeId {
    NodeId::derived(&[&[n]])
}

/// Claims 1 to 3 support claim 0, which is doubtful; 4 is surer, 5 a guess on which nothing hangs. The link from 3 is a
/// proposal.
fn proposals() -> Map {
    let mut records = Records::default();
    for (n, confidence) in (0..).zip([0.41, 0.9, 0.8, 0.7, 0.95, 0.2]) {
        let kind = if n == 4 { NodeKind::Question } else { NodeKind::Claim };
        records.nodes.insert(node(n), Node { kind, text: format!("Mill {n} stands still.").into() });
        let runner_up = Some(StatementKind::Question);
        records.reviews.insert(node(n).into(), Review { confidence, runner_up, ..Review::default() });
    }
    for n in 1..=3 {
        let id = EdgeId::derived(&[&[n]]);
        records.edges.insert(id, Edge { from: node(n), to: node(0).into(), kind: EdgeKind::Supports });
    }
    let link = EdgeId::derived(&[&[3]]);
    records.reviews.insert(link.into(), Review { confidence: 0.5, ..Review::default() });
    Map::from_records(records).unwrap()
}

struct Window {
    harness: Harness<'static, App>,
    folder: tempfile::TempDir,
}

impl Window {
    fn within(folder: tempfile::TempDir) -> Self {
        let path = folder.path().join("mills.ron");
        std::fs::write(&path, save::to_text(&proposals())).unwrap();
        let home = Home::at(folder.path().join("home"));
        Self { harness: driven::open(home, Start::File(path), [1280.0, 800.0]), folder }
    }

    fn keys(&mut self, keys: &[Key]) {
        for &key in keys {
            self.harness.key_press_modifiers(Modifiers::NONE, key);
            self.harness.run_steps(6);
        }
    }

    fn selected(&self) -> Option<Item> {
        self.harness.state().view().single()
    }

    fn at(&self, n: u8) {
        assert_eq!(self.selected(), Some(node(n).into()), "at {n}");
    }

    fn state(&self, n: u8) -> ReviewState {
        self.harness.state().document().map().review(node(n)).unwrap().state
    }
}

#[test]
fn what_matters_most_comes_first_and_the_next_one_comes_by_itself() {
    let mut window = Window::within(tempfile::tempdir().unwrap());
    window.keys(&[Key::F6, Key::Tab]);
    window.at(0);
    window.harness.get_by_label("Proposal 1 of 7, by value");
    window.harness.get_by_label("3 reasons lead up to it");
    window.keys(&[Key::A]);
    assert_eq!(window.state(0), ReviewState::Accepted);
    window.at(5);
    window.harness.get_by_label("Proposal 2 of 7, by value");
    window.harness.get_by_label("Nothing else hangs on it");
    // A correction stays, so that one may go on choosing; then the next one comes.
    window.keys(&[Key::Num2]);
    window.at(5);
    assert_eq!(window.state(5), ReviewState::Accepted);
    assert_eq!(window.harness.state().document().map().node(node(5)).unwrap().kind, NodeKind::Question);
    window.keys(&[Key::Tab]);
    window.at(3);
    window.harness.get_by_label("Proposal 3 of 7, by value");
    window.keys(&[Key::X]);
    assert!(window.harness.state().document().map().node(node(3)).is_none(), "thrown out, with its link");
    window.at(2);
    // Taken back, it is where it was.
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.harness.run_steps(6);
    window.keys(&[Key::Escape, Key::Tab]);
    window.at(3);
    window.keys(&[Key::A, Key::A, Key::A, Key::A]);
    assert!(window.harness.state().document().map().reviews().all(|it| it.1.state != ReviewState::Open));
}

#[test]
fn back_and_round() {
    let mut window = Window::within(tempfile::tempdir().unwrap());
    window.keys(&[Key::F6]);
    for n in [0, 5, 3, 2, 1, 4, 0] {
        window.keys(&[Key::Tab]);
        window.at(n);
    }
    window.harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.harness.run_steps(6);
    window.at(4);
    window.harness.get_by_label("Proposal 7 of 7, by value");
}

#[test]
fn the_order_is_switched_in_the_menu_and_remembered() {
    let mut window = Window::within(tempfile::tempdir().unwrap());
    assert!(window.harness.state().view().by_value);
    window.harness.get_by_role_and_label(Role::Button, "Review").click();
    window.harness.run_steps(6);
    window.harness.get_by_role_and_label(Role::Button, "Review by value").click();
    window.harness.run_steps(6);
    let told: Vec<String> = window.harness.state().notices().iter().map(|it| it.message.clone()).collect();
    assert_eq!(told, ["The review goes in reading order."]);
    // Nothing of it stands in a thread, so the order is that of the records.
    let mut read = [0, 1, 2, 3, 4, 5].map(|it| Item::Node(node(it)));
    read.sort_unstable();
    window.keys(&[Key::F6]);
    for item in read {
        window.keys(&[Key::Tab]);
        assert_eq!(window.selected(), Some(item));
        assert!(window.harness.query_by_label_contains(", by value").is_none());
    }
    let Window { harness, folder } = window;
    drop(harness);
    let window = Window::within(folder);
    assert!(!window.harness.state().view().by_value);
}
