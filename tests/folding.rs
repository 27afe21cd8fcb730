//! Only a part of the map is shown: folding, focus and filters. What is hidden is not on the canvas in any way, and comes
//! back when one goes to it.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::map::{Document, EdgeKind, Edit, Ids, Item, Map, NodeId, NodeKind};
use driven::window::Window;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// Root; Reason and Objection lead to it, Detail and Crux to Reason, Shared to Reason and to Elsewhere.
fn debate() -> Map {
    let mut document = Document::new(Map::default(), Ids::seeded(5));
    let mut add = |text: &str, kind, link| {
        let edit = Edit::AddNode { kind, text: text.to_owned(), at: None, link };
        *document.edit(edit).unwrap().nodes.keys().next().unwrap()
    };
    let root = add("Root", NodeKind::Claim, None);
    let elsewhere = add("Elsewhere", NodeKind::Claim, None);
    let to = |kind, node: NodeId| Some((kind, Item::Node(node)));
    let reason = add("Reason", NodeKind::Claim, to(EdgeKind::Supports, root));
    add("Objection", NodeKind::Claim, to(EdgeKind::Attacks, root));
    add("Detail", NodeKind::Claim, to(EdgeKind::Attacks, reason));
    add("Turning point", NodeKind::Crux, to(EdgeKind::CruxOf, reason));
    let shared = add("Shared", NodeKind::Claim, to(EdgeKind::Supports, reason));
    document.edit(Edit::Connect { from: shared, to: elsewhere.into(), kind: EdgeKind::Supports }).unwrap();
    document.map().clone()
}

impl Window {
    /// The middle of a node on the canvas.
    fn at(&self, words: &str) -> egui::Pos2 {
        let all = self.harness.query_all_by_role(Role::ListItem);
        let found = all.into_iter().find(|it| it.accesskit_node().label().is_some_and(|it| it.contains(words)));
        found.unwrap().rect().center()
    }

    fn click(&mut self, words: &str) {
        self.click_at(self.at(words));
    }

    fn click_at(&mut self, at: egui::Pos2) {
        self.harness.drag_at(at);
        self.harness.step();
        self.harness.drop_at(at);
        self.harness.run_steps(5);
    }

    fn says(&self, words: &str) -> bool {
        self.harness.query_by_label(words).is_some()
    }

    fn all_selected(&self) -> Vec<String> {
        let app = self.harness.state();
        let nodes = app.view().nodes().filter_map(|it| app.document().map().node(it));
        nodes.map(|it| it.text.to_string()).collect()
    }

    /// Goes to a node by the list of all.
    fn go_to(&mut self, words: &str) {
        self.key(Key::G);
        self.harness.get_by_role_and_label(Role::TextInput, "Go to").type_text(words);
        self.harness.run_steps(4);
        self.key(Key::Enter);
    }
}

const ALL: [&str; 7] = ["Detail", "Elsewhere", "Objection", "Reason", "Root", "Shared", "Turning point"];
const FOLDED: [&str; 5] = ["Elsewhere", "Objection", "Reason, folded, 2 hidden: 1 crux, 1 attack", "Root", "Shared"];

#[test]
fn folding_hides_what_only_leads_there_and_nothing_moves() {
    let mut window = Window::on(&debate(), [1300.0, 900.0]);
    assert_eq!(window.nodes(), ALL);
    let (places, before) = (window.harness.state().layout().places.clone(), window.harness.state().sight());
    let hidden = window.at("Detail");
    window.click("Reason");
    window.key(Key::Slash);
    assert_eq!(window.nodes(), FOLDED);
    assert_eq!(window.harness.state().layout().places, places);
    assert_eq!(window.harness.state().sight(), before);
    assert_eq!(window.harness.state().document().undo_label(), None, "folding is no change to the map");
    // A click where a hidden node stands hits nothing.
    window.click_at(hidden);
    assert!(window.all_selected().is_empty(), "{:?}", window.all_selected());
    // Nothing hidden is walked to or selected.
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowRight, Key::ArrowLeft, Key::ArrowDown] {
        window.key(key);
        assert!(window.all_selected().iter().all(|it| it != "Detail" && it != "Turning point"));
    }
    window.press(Modifiers::COMMAND, Key::A);
    assert_eq!(window.all_selected().len(), 5);
    window.button("Unfold 2 hidden: 1 crux, 1 attack");
    assert_eq!(window.nodes(), ALL);
    // A second time by keys alone, and off again with the same key.
    window.go_to("Reason");
    window.key(Key::Slash);
    assert_eq!(window.nodes(), FOLDED);
    window.key(Key::Slash);
    assert_eq!(window.nodes(), ALL);
}

#[test]
fn folds_come_back_and_going_to_what_is_hidden_unfolds_it() {
    let mut window = Window::on(&debate(), [1300.0, 900.0]);
    window.key(Key::Escape);
    window.press(Modifiers::COMMAND, Key::Slash);
    assert_eq!(window.nodes(), ["Elsewhere, folded, 1 hidden", "Root, folded, 5 hidden: 1 crux, 2 attacks"]);
    let mut window = window.again();
    assert_eq!(window.nodes().len(), 2, "folds are kept with the view");
    window.go_to("Detail");
    assert_eq!(window.all_selected(), ["Detail"]);
    assert!(window.nodes().contains(&"Detail".to_owned()));
    assert!(
        window.nodes().contains(&"Elsewhere, folded, 1 hidden".to_owned())
            || window.nodes().contains(&"Shared".to_owned())
    );
    // Undo shows what it changed.
    window.key(Key::Delete);
    window.press(Modifiers::ALT, Key::Slash);
    window.go_to("Reason");
    window.key(Key::Slash);
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.nodes().contains(&"Detail".to_owned()), "{:?}", window.nodes());
}

#[test]
fn focus_shows_what_is_near_and_leads_back_and_forth() {
    let mut window = Window::on(&debate(), [1300.0, 900.0]);
    window.click("Objection");
    window.key(Key::F);
    assert_eq!(window.nodes(), ["Objection", "Root"]);
    assert!(window.says("Focus: 1 step") && window.says("Showing 2 of 7"));
    window.button("Widen focus");
    assert_eq!(window.nodes(), ["Objection", "Reason", "Root"]);
    window.key(Key::CloseBracket);
    assert_eq!(window.nodes().len(), 6, "three steps lead everywhere but to what stands elsewhere");
    window.key(Key::OpenBracket);
    window.key(Key::OpenBracket);
    assert_eq!(window.nodes(), ["Objection", "Root"]);
    // Onwards from another node, back, and forth.
    window.click("Root");
    window.key(Key::F);
    assert_eq!(window.nodes(), ["Objection", "Reason", "Root"]);
    window.press(Modifiers::ALT, Key::OpenBracket);
    assert_eq!(window.nodes(), ["Objection", "Root"]);
    window.press(Modifiers::ALT, Key::CloseBracket);
    assert_eq!(window.nodes(), ["Objection", "Reason", "Root"]);
    // What one goes to is shown, too.
    window.go_to("Elsewhere");
    assert_eq!(window.nodes(), ["Elsewhere", "Objection", "Reason", "Root"]);
    window.key(Key::Escape);
    assert_eq!(window.nodes(), ALL);
    assert!(!window.says("Focus: 1 step"));
    window.key(Key::F);
    assert_eq!(window.nodes(), ["Elsewhere", "Shared"]);
    window.key(Key::F);
    assert_eq!(window.nodes(), ALL);
}

#[test]
fn a_filter_says_that_it_is_on_and_is_taken_off_with_one_click() {
    let mut window = Window::on(&debate(), [1300.0, 900.0]);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.harness.get_by_role_and_label(Role::CheckBox, "Claim (6)").click();
    window.harness.run_steps(5);
    window.button("Close");
    assert_eq!(window.nodes(), ["Turning point"]);
    assert!(window.says("Showing 1 of 7"));
    window.go_to("Detail");
    assert_eq!(window.nodes(), ["Detail", "Turning point"]);
    window.button("Show all");
    assert_eq!(window.nodes(), ALL);
    assert!(!window.says("Showing 1 of 7"));
}
