//! Focus and filter come back with the map, and the bar that tells of them covers nothing of it.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::map::{Document, EdgeKind, Edit, Ids, Item, Map, NodeId, NodeKind};
use driven::window::Window;
use egui::{Key, Modifiers, Rect, accesskit::Role};
use egui_kittest::kittest::Queryable as _;

/// A row of twelve reasons for one claim, and what one of them rests on.
fn debate() -> Map {
    let mut document = Document::new(Map::default(), Ids::seeded(9));
    let mut add = |text: &str, kind, link: Option<(EdgeKind, NodeId)>| {
        let link = link.map(|it| (it.0, Item::Node(it.1)));
        let edit = Edit::AddNode { kind, text: text.to_owned(), at: None, link };
        *document.edit(edit).unwrap().nodes.keys().next().unwrap()
    };
    let root = add("Root", NodeKind::Claim, None);
    let mut last = root;
    for nth in 1..=12 {
        last = add(&format!("Reason {nth}"), NodeKind::Claim, Some((EdgeKind::Supports, root)));
    }
    add("Figures", NodeKind::Evidence, Some((EdgeKind::Supports, last)));
    add("Apart", NodeKind::Claim, None);
    document.map().clone()
}

impl Window {
    fn go_to(&mut self, words: &str) {
        self.key(Key::G);
        self.harness.get_by_role_and_label(Role::TextInput, "Go to").type_text(words);
        self.harness.run_steps(4);
        self.key(Key::Enter);
    }

    fn says(&self, words: &str) -> bool {
        self.harness.query_by_label(words).is_some()
    }

    fn canvas(&self) -> Rect {
        self.harness.get_by_role(Role::Canvas).rect()
    }

    fn place(&self, words: &str) -> Rect {
        driven::place_of(&self.harness, words).unwrap()
    }
}

#[test]
fn a_focus_and_what_was_gone_to_since_come_back() {
    let mut window = Window::on(&debate(), [1300.0, 900.0]);
    window.go_to("Figures");
    window.key(Key::F);
    window.key(Key::CloseBracket);
    assert_eq!(window.nodes(), ["Figures", "Reason 12", "Root"]);
    window.go_to("Apart");
    window.key(Key::Home);
    assert_eq!(window.nodes(), ["Apart", "Figures", "Reason 12", "Root"]);
    let sight = window.harness.state().sight();
    let mut window = window.again();
    assert_eq!(window.nodes(), ["Apart", "Figures", "Reason 12", "Root"]);
    assert!(window.says("Focus: 2 steps") && window.says("Showing 4 of 15"));
    assert_eq!(window.harness.state().sight(), sight);
    // It is left as before, and stays left.
    window.key(Key::Escape);
    assert!(!window.says("Focus: 2 steps"));
    let window = window.again();
    assert!(!window.says("Focus: 2 steps") && !window.says("Showing 4 of 15"));
}

#[test]
fn a_filter_comes_back() {
    let mut window = Window::on(&debate(), [1300.0, 900.0]);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.harness.get_by_role_and_label(Role::CheckBox, "Claim (14)").click();
    window.harness.run_steps(5);
    window.button("Close");
    assert!(window.says("Showing 1 of 15"));
    let mut window = window.again();
    assert!(window.says("Showing 1 of 15"));
    assert_eq!(window.harness.state().view().showing.filter.without, [NodeKind::Claim].into());
    window.button("Show all");
    assert!(!window.says("Showing 1 of 15"));
    let window = window.again();
    assert!(!window.harness.state().view().showing.is_part());
}

#[test]
fn the_bar_covers_no_node_and_nothing_moves_for_it() {
    for size in [[1300.0, 900.0], [800.0, 600.0]] {
        let mut window = Window::on(&debate(), size);
        // The conclusion stands at the very top of the canvas.
        window.go_to("Root");
        window.key(Key::Z);
        let top = window.canvas().min.y;
        let centre = window.canvas().center();
        let up = window.place("Root").min.y - top - 6.0;
        window.harness.event(egui::Event::PointerMoved(centre));
        window.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -up),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
            source: egui::MouseWheelSource::Unknown,
        });
        window.harness.run_steps(30);
        let before = window.place("Root");
        assert!(before.min.y < top + 26.0 && before.max.y > top, "{before:?} {top}");
        window.key(Key::F);
        let canvas = window.canvas();
        assert!(canvas.min.y > top + 20.0, "the bar is above the canvas");
        let (bar, root) = (window.harness.get_by_label("Focus: 1 step").rect(), window.place("Root"));
        assert!(bar.max.y <= canvas.min.y && root.min.y >= canvas.min.y, "{bar:?} {root:?}");
        // What stood clear of the bar does not move when it goes.
        let held = window.place("Root");
        window.key(Key::Escape);
        assert!(window.canvas().min.y <= top + 0.5);
        assert!((window.place("Root").min - held.min).length() < 1.0);
    }
}
