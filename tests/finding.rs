//! Words are found as one types, in nodes and in the thread, whatever the size of the map.

#![cfg(feature = "gui")]

mod driven;
mod large_map;

use driven::window::Window;
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

impl Window {
    fn find(&mut self, words: &str) {
        self.press(Modifiers::COMMAND, Key::F);
        self.harness.get_by_role_and_label(Role::TextInput, "Find").type_text(words);
        self.harness.run_steps(3);
        driven::settle(&mut self.harness);
    }

    fn says(&self, words: &str) -> bool {
        let all = self.harness.query_all_by_role(Role::Label);
        all.filter_map(|it| it.accesskit_node().value().or(it.accesskit_node().label())).any(|it| it == words)
    }
}

#[test]
fn enter_and_f3_step_through_the_hits_and_escape_gives_the_keyboard_back() {
    let mut window = Window::on(&large_map::map_of(60), [1200.0, 800.0]);
    let hits = window.map().nodes().filter(|it| it.1.text.to_lowercase().contains("harbour")).count();
    assert!(hits >= 3, "{hits}");
    window.find("HÁRBOUR");
    assert!(window.says(&format!("1 of {hits}")));
    let first = window.selected();
    assert!(first.contains("harbour"), "{first}");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.says(&format!("2 of {hits}")));
    let second = window.selected();
    assert!(second.contains("harbour") && second != first);
    window.press(Modifiers::SHIFT, Key::Enter);
    assert_eq!(window.selected(), first);
    window.press(Modifiers::SHIFT, Key::F3);
    assert!(window.says(&format!("{hits} of {hits}")), "it goes round");
    window.press(Modifiers::NONE, Key::F3);
    assert_eq!(window.selected(), first);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.harness.query_by_role_and_label(Role::TextInput, "Find").is_none());
    // An arrow walks on the map: the canvas has the keyboard.
    assert_eq!(window.selected(), first);
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.selected(), "");
}

#[test]
fn words_of_the_thread_that_no_node_has_are_found_too() {
    let mut window = Window::on(&large_map::map_of(12), [1200.0, 800.0]);
    // A node that was reworded is found by its old words in the thread.
    let (id, old) = window.map().nodes().map(|it| (it.0, it.1.text.to_string())).next().unwrap();
    window.find(&old);
    assert!(window.says("1 of 1") && window.selected() == old);
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::F2);
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "Words of the node").type_text("Something else");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(&*window.map().node(id).unwrap().text, "Something else");
    window.press(Modifiers::NONE, Key::Escape);
    window.find(&old);
    assert!(window.says("1 of 1"));
    assert_eq!(window.selected(), "Something else");
    window.harness.get_by_label("Close the search").click();
    window.harness.run_steps(3);
    window.find("xyzzy");
    assert!(window.says("Nothing found"));
}

#[test]
fn a_large_map_is_searched_in_the_background() {
    let mut window = Window::on(&large_map::map_of(4000), [1200.0, 800.0]);
    let hits = window.map().nodes().filter(|it| it.1.text.contains("(1234)")).count();
    assert_eq!(hits, 1);
    window.find("(1234)");
    assert!(window.says("1 of 1"));
    assert!(window.selected().ends_with("(1234)"));
}

#[test]
fn the_outline_is_walked_folded_and_reworded_by_keys() {
    let mut window = Window::on(&large_map::map_of(60), [1200.0, 800.0]);
    window.press(Modifiers::NONE, Key::O);
    let lines = |window: &Window| {
        let all = window.harness.query_all_by_role(Role::TreeItem);
        all.filter_map(|it| it.accesskit_node().label()).collect::<Vec<_>>()
    };
    let all = lines(&window);
    assert!(all.len() > 10 && all.len() < 60, "only what is in sight: {}", all.len());
    assert!(all.iter().any(|it| it.starts_with("supports claim: ")), "{all:?}");
    window.press(Modifiers::NONE, Key::ArrowDown);
    let first = window.selected();
    assert!(!first.is_empty() && all[0].contains(&first), "{first:?} in {all:?}");
    let tree = |window: &Window| {
        let mut all = window.harness.query_all_by_role(Role::Tree);
        all.find_map(|it| it.accesskit_node().label()).unwrap()
    };
    let (open, mut steps) = (tree(&window), 0);
    // Walk to a line with something under it, and fold that.
    while tree(&window) == open && steps < 20 {
        window.press(Modifiers::NONE, Key::ArrowDown);
        window.press(Modifiers::NONE, Key::ArrowLeft);
        window.press(Modifiers::NONE, Key::ArrowDown);
        steps += 1;
    }
    assert_ne!(tree(&window), open, "nothing folds");
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "Words of the node").type_text("Said anew");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.selected(), "Said anew");
    window.press(Modifiers::NONE, Key::O);
    assert!(lines(&window).is_empty());
}
