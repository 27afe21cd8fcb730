//! A link can be doubted: by drawing one onto it, and by keys alone; before that, words and the link itself tell which.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::{
    map::{EdgeId, EdgeKind, Item, Map},
    picture, save,
    ui::{App, Start, home::Home},
};
use egui::{Key, Modifiers, Pos2, accesskit::Role, pos2};
use egui_kittest::{Harness, kittest::Queryable as _};

/// "Meters show the load" supports "A cap can be checked"; a crux of the latter; and a claim by itself.
fn window(folder: &tempfile::TempDir) -> Harness<'static, App> {
    let path = folder.path().join("debate.ron");
    std::fs::write(&path, save::to_text(&driven::small_map())).unwrap();
    let mut window = driven::open(Home::at(folder.path().join("home")), Start::File(path), [1200.0, 800.0]);
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::N);
    let words = "A meter can be fooled";
    window.get_by_role_and_label(Role::MultilineTextInput, "Words of the node").type_text(words);
    window.run_steps(4);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window
}

fn press(window: &mut Harness<'static, App>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(6);
    driven::settle(window);
}

fn map<'a>(window: &'a Harness<'static, App>) -> &'a Map {
    window.state().document().map()
}

/// The link that is to be doubted.
fn support(window: &Harness<'static, App>) -> EdgeId {
    map(window).edges().find(|it| it.1.kind == EdgeKind::Supports).unwrap().0
}

/// The middle of a link on screen.
fn middle_of(window: &Harness<'static, App>, link: EdgeId) -> Pos2 {
    let way = picture::way(map(window), link, window.state().layout()).unwrap();
    let at = way[way.len() / 2];
    let (sight, canvas) = (window.state().sight(), window.get_by_role(Role::Canvas).rect().center());
    pos2(canvas.x + (at.x - sight.centre.x) * sight.zoom, canvas.y + (at.y - sight.centre.y) * sight.zoom)
}

fn assert_doubted(window: &Harness<'static, App>, link: EdgeId) {
    let map = map(window);
    let doubt = driven::id_of(map, "A meter can be fooled");
    let found: Vec<_> = map.edges().filter(|it| it.1.from == doubt).map(|it| (it.1.kind, it.1.to)).collect();
    assert_eq!(found, [(EdgeKind::Undercuts, Item::Edge(link))]);
    assert_eq!(map.problems(), Vec::<String>::new());
}

const PROMISE: &str = "Undercuts: “Meters show the load” supports “A cap can be checked”";

#[test]
fn a_link_drawn_onto_a_link_undercuts_it_and_says_so_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(&folder);
    let link = support(&window);
    let node = driven::place_of(&window, "A meter can be fooled").unwrap();
    driven::click(&mut window, node.center());
    let (handle, goal) = (node.center_bottom(), middle_of(&window, link));
    let before = map(&window).clone();
    let pull = |window: &mut Harness<'static, App>| {
        window.drag_at(handle);
        window.step();
        for part in [0.1, 0.5, 0.9, 1.0, 1.0] {
            window.hover_at(handle + (goal - handle) * part);
            window.step();
        }
        assert!(window.query_by_label(PROMISE).is_some(), "{handle:?} {goal:?}");
    };
    // Escape gives it back.
    pull(&mut window);
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.drop_at(goal);
    window.run_steps(6);
    assert_eq!(map(&window), &before);
    pull(&mut window);
    window.drop_at(goal);
    window.run_steps(6);
    assert_doubted(&window, link);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(map(&window), &before, "one step");
}

#[test]
fn by_keys_a_link_is_chosen_from_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(&folder);
    let link = support(&window);
    press(&mut window, Modifiers::NONE, Key::L);
    window
        .get_by_role_and_label(Role::TextInput, "Link “A meter can be fooled” to")
        .type_text("undercuts meters supports");
    window.run_steps(6);
    assert!(window.query_by_role_and_label(Role::Button, PROMISE).is_some());
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_doubted(&window, link);
}
