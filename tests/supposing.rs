//! What a group holds, what argumentation semantics make of a map, and what moves while one drags, in the window.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::map::{EdgeKind, Edit, Ids, Map, NodeKind, Weight};
use driven::{id_of, window::Window};
use egui::{Key, Pos2, accesskit::Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TOP: &str = "Open on Sundays";
const PARTED: &str = "Many would come";
const SHARED: &str = "It is near";
const SEEN: &str = "Counted at the door";

/// Two people who part on one reason, certain of opposites, and agree on another; evidence that nobody has weighed.
fn map() -> Map {
    let (mut ids, mut map) = (Ids::seeded(9), Map::default());
    let mut edit = |edit: Edit| {
        let diff = edit.plan(&map, &mut ids).unwrap();
        map.apply(&diff).unwrap();
        diff.nodes.keys().next().copied()
    };
    let node = |kind, text: &str, link| Edit::AddNode { kind, text: text.to_owned(), at: None, link };
    let top = edit(node(NodeKind::Claim, TOP, None)).unwrap();
    let parted = edit(node(NodeKind::Claim, PARTED, Some((EdgeKind::Supports, top.into())))).unwrap();
    let shared = edit(node(NodeKind::Claim, SHARED, Some((EdgeKind::Attacks, top.into())))).unwrap();
    edit(node(NodeKind::Evidence, SEEN, Some((EdgeKind::BearsOn, top.into()))));
    for (by, on_parted) in [("Ann", 1.0), ("Ben", 0.0)] {
        edit(Edit::AddCredence { node: parted, by: by.to_owned(), value: on_parted });
        edit(Edit::AddCredence { node: shared, by: by.to_owned(), value: 0.5 });
    }
    edit(Edit::AddCredence { node: shared, by: "Cay".to_owned(), value: 0.2 });
    map
}

/// What is heard of a node on the canvas.
fn heard(window: &Window, words: &str) -> String {
    let all = window.heard(Role::ListItem);
    all.into_iter().find(|it| driven::own_words(it).is_some_and(|it| it.contains(words))).unwrap()
}

/// The middle of a number field.
fn field(window: &Window, name: &str) -> Pos2 {
    window
        .harness
        .get_all_by_label(name)
        .find(|it| it.accesskit_node().role() == Role::SpinButton)
        .unwrap()
        .rect()
        .center()
}

impl Window {
    fn press_at(&mut self, at: Pos2) {
        self.harness.drag_at(at);
        self.harness.run_steps(2);
    }

    fn drag_to(&mut self, at: Pos2) {
        self.harness.hover_at(at);
        self.harness.run_steps(3);
    }

    fn let_go(&mut self, at: Pos2) {
        self.harness.drop_at(at);
        driven::settle(&mut self.harness);
    }

    fn steps(&self) -> usize {
        self.harness.state().document().steps().count()
    }

    fn credence(&self, who: &str, node: &str) -> f32 {
        let map = self.map();
        let on = map.credences_on(id_of(map, node));
        let by = |it: Option<_>| it.and_then(|it| map.person(it)).is_some_and(|it| it.name == who);
        on.filter(|it| by(it.1.person)).map(|it| it.1.value).next().unwrap()
    }
}

#[test]
fn the_group_is_drawn_told_and_its_widest_spread_listed() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    assert!(window.tells("Where people are farthest apart"));
    assert!(window.tells("0.00 to 1.00, 2 people"), "{:?}", window.told());
    window.choose(SHARED);
    let ticks = window.heard(Role::ListItem);
    for tick in
        ["Ann: 0.50, stated", "Ben: 0.50, stated", "Cay: 0.20, stated", "together: 0.39", "together, extremised: 0.34"]
    {
        assert!(ticks.iter().any(|it| it == tick), "{tick} is not among {ticks:?}");
    }
    assert!(window.tells("From 0.20 (Cay) to 0.50 ("), "{:?}", window.told());
    // What follows is told apart from what was stated: odds 3 · 2/3 for Ann, 1 · 2/3 for Ben, 1 − 0.2 · 2/3 for Cay.
    window.choose(TOP);
    let ticks = window.heard(Role::ListItem);
    assert!(ticks.iter().any(|it| it == "Ann: 0.67, follows from their reasons"), "{ticks:?}");
    window.choose(PARTED);
    assert!(window.tells("Together nothing can be said"), "{:?}", window.told());
    assert!(window.tells("their odds have no mean"));
}

#[test]
fn all_that_follows_moves_while_the_mouse_moves_and_becomes_one_edit() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    window.choose(PARTED);
    let before = window.steps();
    let at = field(&window, "Credence of Ann");
    assert!(!heard(&window, TOP).contains("would move"));
    window.press_at(at);
    window.drag_to(at - vec2(30.0, 0.0));
    let first = heard(&window, TOP);
    assert!(first.contains("would move from 0.67 to ") && first.contains("for Ann"), "{first}");
    assert!(window.tells(&format!(": {TOP}")), "the details list it, too: {:?}", window.told());
    window.drag_to(at - vec2(100.0, 0.0));
    assert!(heard(&window, TOP).contains("would move from 0.67 to 0.40"), "{}", heard(&window, TOP));
    assert!(window.heard(Role::ListItem).iter().any(|it| it.starts_with("Ann: 0.0")), "the strip follows");
    assert_eq!((window.steps(), window.credence("Ann", PARTED)), (before, 1.0), "it is a draft as long as it lasts");
    window.let_go(at - vec2(100.0, 0.0));
    assert_eq!(window.steps(), before + 1);
    assert!(window.credence("Ann", PARTED) < 0.05);
    assert!(!heard(&window, TOP).contains("would move"));
}

#[test]
fn escape_gives_back_what_is_dragged_and_keeps_the_selection() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    window.choose(PARTED);
    let before = window.steps();
    let at = field(&window, "Credence of Ann");
    window.press_at(at);
    window.drag_to(at - vec2(40.0, 0.0));
    assert!(heard(&window, TOP).contains("would move"));
    window.key(Key::Escape);
    assert_eq!(window.selected(), PARTED);
    assert!(!heard(&window, TOP).contains("would move"));
    // What the pointer still drags counts for nothing until it lets go.
    window.drag_to(at - vec2(60.0, 0.0));
    assert!(!heard(&window, TOP).contains("would move"));
    window.let_go(at - vec2(60.0, 0.0));
    assert_eq!((window.steps(), window.credence("Ann", PARTED)), (before, 1.0));
    window.press_at(at);
    window.drag_to(at - vec2(40.0, 0.0));
    assert!(heard(&window, TOP).contains("would move"), "the next drag is another");
    window.let_go(at - vec2(40.0, 0.0));
    assert_eq!(window.steps(), before + 1);
}

#[test]
fn keys_alone_suppose_keep_and_give_back() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    window.choose(PARTED);
    let before = window.steps();
    let focus = |window: &mut Window| {
        window.harness.get_by_role_and_label(Role::SpinButton, "Credence of Ben").focus();
        window.harness.run_steps(3);
    };
    focus(&mut window);
    for _ in 0..5 {
        window.key(Key::ArrowUp);
    }
    // Odds (1 + 0.05 · 2) 2/3.
    assert!(heard(&window, TOP).contains("would move from 0.40 to 0.42"), "{}", heard(&window, TOP));
    assert_eq!(window.steps(), before);
    window.key(Key::Escape);
    assert!(!heard(&window, TOP).contains("would move"));
    assert_eq!((window.steps(), window.credence("Ben", PARTED)), (before, 0.0));
    focus(&mut window);
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);
    window.key(Key::Enter);
    driven::settle(&mut window.harness);
    assert_eq!(window.steps(), before + 1);
    assert!((window.credence("Ben", PARTED) - 0.02).abs() < 1e-6);
}

#[test]
fn the_fields_are_reached_by_keys_alone() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    window.choose(PARTED);
    let focused = |window: &Window, role, name: &str| {
        window.harness.query_by_role_and_label(role, name).is_some_and(|it| it.accesskit_node().is_focused())
    };
    for _ in 0..4 {
        if !focused(&window, Role::Group, "Details") {
            window.key(Key::F6);
        }
    }
    assert!(focused(&window, Role::Group, "Details"));
    for _ in 0..12 {
        if !focused(&window, Role::SpinButton, "Credence of Ben") {
            window.key(Key::Tab);
        }
    }
    assert!(focused(&window, Role::SpinButton, "Credence of Ben"));
    assert_eq!(window.selected(), PARTED, "Tab went from field to field");
    for _ in 0..5 {
        window.key(Key::ArrowUp);
    }
    assert!(heard(&window, TOP).contains("would move from 0.40 to 0.42"), "{}", heard(&window, TOP));
    window.key(Key::Tab);
    driven::settle(&mut window.harness);
    assert!((window.credence("Ben", PARTED) - 0.05).abs() < 1e-6, "to leave the field is to keep it");
}

#[test]
fn a_weight_moves_everybody_while_it_is_dragged() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    window.choose(PARTED);
    window.key(Key::E);
    assert!(window.tells("it counts with a ratio of 3"), "{:?}", window.told());
    let before = window.steps();
    let at = field(&window, "Likelihood ratio");
    window.press_at(at);
    window.drag_to(at + vec2(100.0, 0.0));
    // Ann holds the reason for certain: odds 5 · 2/3, about. For Ben, who holds it to be false, nothing moves.
    let moved = heard(&window, TOP);
    assert!(moved.contains("would move from 0.67 to 0.7") && moved.contains("for Ann"), "{moved}");
    assert!(!window.tells("more)"), "{:?}", window.told());
    assert_eq!(window.map().weights().count(), 0);
    window.key(Key::Escape);
    window.drag_to(at + vec2(120.0, 0.0));
    window.let_go(at + vec2(120.0, 0.0));
    assert_eq!((window.steps(), window.map().weights().count()), (before, 0));
    assert_eq!(window.selected(), "", "the link is selected as before");
    window.press_at(at);
    window.drag_to(at + vec2(100.0, 0.0));
    window.let_go(at + vec2(100.0, 0.0));
    assert_eq!(window.steps(), before + 1);
    let ratio = window.map().weights().next().map(|it| it.1.clone());
    assert!(matches!(ratio, Some(Weight::Judged { ratio, .. }) if ratio > 3.5), "{ratio:?}");
}

#[test]
fn evidence_that_nobody_weighed_moves_what_it_bears_on_as_soon_as_it_weighs() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    window.choose(SEEN);
    window.key(Key::E);
    assert!(window.tells("No weight yet."), "{:?}", window.told());
    window.harness.get_by_role_and_label(Role::SpinButton, "Likelihood ratio").focus();
    window.harness.run_steps(3);
    window.harness.event(egui::Event::Text("11".to_owned()));
    window.harness.run_steps(3);
    // Odds 2 · (1 + 0.9 · 10) for Ann, 2/3 of ten for Ben, who moves farther.
    let moved = heard(&window, TOP);
    assert!(moved.contains("would move from 0.40 to 0.87 for Ben"), "{moved}");
    assert!(window.tells("(and 2 more)"), "{:?}", window.told());
    window.key(Key::Enter);
    driven::settle(&mut window.harness);
    assert_eq!(window.map().weights().count(), 1);
}

#[test]
fn semantics_are_folded_until_asked_for_remembered_and_written_beside_nodes() {
    let mut window = Window::on(&map(), [1400.0, 900.0]);
    window.choose(TOP);
    assert!(!window.tells("Quadratic energy:"));
    let header = |window: &mut Window| {
        window.harness.get_by_label("Argumentation semantics").click_accesskit();
        driven::settle(&mut window.harness);
    };
    header(&mut window);
    // A half for the parted reason, since opposites have no pool; 0.387 pooled for the shared one: 0.5 + 0.5 · 0.113.
    assert!(window.tells("0.56") && window.tells("a half: nobody stated anything"), "{:?}", window.told());
    assert!(window.tells("Many weak attackers bring any claim near 0"), "where it misleads is said beside it");
    assert!(window.tells("Grounded:") && window.tells("out"));
    let mut window = window.again();
    window.choose(SHARED);
    assert!(window.tells("pooled of what 3 people stated"), "open as it was left: {:?}", window.told());
    window.key(Key::Escape);
    assert!(!heard(&window, SHARED).contains("Grounded label"));
    let kinds = ["Write beside nodes", "Grounded label"];
    window.press(egui::Modifiers::COMMAND, Key::K);
    for words in kinds {
        window.harness.event(egui::Event::Text(words.to_owned()));
        window.harness.run_steps(6);
        window.key(Key::Enter);
    }
    driven::settle(&mut window.harness);
    assert!(heard(&window, SHARED).contains("Grounded label: in"), "{}", heard(&window, SHARED));
    assert!(heard(&window, TOP).contains("Grounded label: out"));
    let window = window.again();
    assert!(heard(&window, TOP).contains("Grounded label: out"), "remembered");
}
