//! Comparing and merging in the window, by role and label.

use crate::driven::{self, small_map, window::Window};
use cruxmap::{
    map::{Document, EdgeKind, Edit, Ids, Map, NodeKind},
    save,
};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;

const CAP: &str = "A cap can be checked";
const METERS: &str = "Meters show the load";

fn after(map: &Map, seed: u64, edits: Vec<Edit>) -> Map {
    let mut document = Document::new(map.clone(), Ids::seeded(seed));
    document.set_learning(false);
    for edit in edits {
        document.edit(edit).unwrap();
    }
    document.map().clone()
}

fn reword(map: &Map, from: &str, to: &str) -> Edit {
    Edit::SetText { node: driven::id_of(map, from), text: to.to_owned() }
}

/// Finds a command in the palette, and answers the question for a path with the name of a file beside the map.
fn with_file(window: &mut Window, command: &str, file: &str) {
    window.press(Modifiers::COMMAND, Key::K);
    window.harness.get_by_role(Role::TextInput).type_text(command);
    window.harness.run_steps(4);
    window.key(Key::Enter);
    answer(window, file);
}

/// No dialog can be shown without a screen: the window asks for the path itself.
fn answer(window: &mut Window, file: &str) {
    let path = window.folder.path().join(file);
    for _ in 0..200 {
        driven::settle(&mut window.harness);
        if window.harness.query_by_role(Role::TextInput).is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    window.harness.get_by_role(Role::TextInput).type_text(path.to_str().unwrap());
    window.harness.run_steps(4);
    window.key(Key::Enter);
    driven::settle(&mut window.harness);
}

fn write(window: &Window, name: &str, map: &Map) {
    std::fs::write(window.folder.path().join(name), save::to_text(map)).unwrap();
}

fn hears(window: &Window, role: Role, words: &str) -> bool {
    window.heard(role).iter().any(|it| it.contains(words))
}

#[test]
fn differences_stand_on_the_map_and_in_a_list_that_keys_walk() {
    let base = small_map();
    let gone = Edit::AddNode {
        kind: NodeKind::Claim,
        text: "Nobody reads meters".to_owned(),
        at: None,
        link: Some((EdgeKind::Attacks, driven::id_of(&base, METERS).into())),
    };
    let old = after(&base, 3, vec![reword(&base, CAP, "A cap can be seen"), gone]);
    let mut window = Window::on(&base, [1200.0, 800.0]);
    write(&window, "old.ron", &old);
    with_file(&mut window, "Compare with", "old.ron");
    // The words, the node that went, and its link.
    assert!(window.tells("3 differences."), "{:?}", window.told());
    let heard = window.heard(Role::ListItem);
    let reworded = |it: &String| it.starts_with("claim, ") && it.contains(CAP) && it.contains(", reworded");
    assert!(heard.iter().any(reworded), "the node on the map says so: {heard:?}");
    assert!(hears(&window, Role::ListItem, "removed: claim Nobody reads meters"), "a ghost stands on the map");
    let mut seen = Vec::new();
    for _ in 0..4 {
        window.key(Key::F7);
        seen.push(window.selected());
        if window.tells("A cap can be seen") {
            assert!(window.tells("A cap can be checked"), "both versions are told");
            seen.push("both".to_owned());
        }
    }
    assert!(seen.contains(&CAP.to_owned()) && seen.contains(&"both".to_owned()), "{seen:?}");
    window.press(Modifiers::SHIFT, Key::F7);
    assert_eq!(window.map(), &base, "nothing has changed");
    window.press(Modifiers::COMMAND, Key::F7);
    assert!(!window.tells("differences.") && !hears(&window, Role::ListItem, "removed: claim Nobody"));
}

#[test]
fn a_merge_shows_conflicts_takes_what_is_chosen_and_is_one_step() {
    let base = small_map();
    let mine = after(&base, 3, vec![reword(&base, CAP, "A cap can be watched")]);
    let both = vec![reword(&base, CAP, "A cap cannot be checked"), reword(&base, METERS, "Meters tell the load")];
    let theirs = after(&base, 4, both);
    let mut window = Window::on(&mine, [1200.0, 800.0]);
    write(&window, "theirs.ron", &theirs);
    write(&window, "base.ron", &base);
    with_file(&mut window, "Merge with", "theirs.ron");
    assert!(window.tells("conflict"), "{:?}", window.told());
    window.button("Choose the map both come from…");
    answer(&mut window, "base.ron");
    assert!(window.tells("Both come from base.ron.") && window.tells("1 conflict"), "{:?}", window.told());
    assert_eq!(window.map(), &mine, "nothing has changed yet");
    let theirs_button = "Theirs: A cap cannot be checked";
    assert!(window.harness.query_by_role_and_label(Role::RadioButton, "Mine: A cap can be watched").is_some());
    window.harness.get_by_role_and_label(Role::RadioButton, theirs_button).click();
    driven::settle(&mut window.harness);
    window.button("Merge into this map");
    driven::settle(&mut window.harness);
    let texts: Vec<String> = window.map().nodes().map(|it| it.1.text.to_string()).collect();
    assert!(texts.contains(&"A cap cannot be checked".to_owned()), "{texts:?}");
    assert!(texts.contains(&"Meters tell the load".to_owned()), "{texts:?}");
    assert_eq!(window.map().problems(), Vec::<String>::new());
    assert!(!window.tells("Merge with"), "the panel is gone");
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.map(), &mine, "one step takes all of it back");
}

#[test]
fn what_is_no_map_is_told() {
    let mut window = Window::on(&small_map(), [800.0, 600.0]);
    std::fs::write(window.folder.path().join("notes.txt"), "mine").unwrap();
    with_file(&mut window, "Compare with", "notes.txt");
    assert!(window.tells("Cannot read"), "{:?}", window.told());
    assert!(!window.tells("Compared with"));
}

#[test]
fn the_panel_fits_a_small_window_and_takes_the_keyboard() {
    let base = small_map();
    let mut window = Window::on(&base, [800.0, 600.0]);
    write(&window, "new.ron", &after(&base, 3, vec![reword(&base, CAP, "A cap can be seen")]));
    with_file(&mut window, "Compare with", "new.ron");
    let close = window.harness.get_by_role_and_label(Role::Button, "Close").rect();
    assert!(close.max.x < 400.0 && close.min.x > 0.0, "{close:?}");
    for _ in 0..6 {
        window.key(Key::F6);
        window.key(Key::ArrowDown);
        if window.tells("1 of ") {
            break;
        }
    }
    assert!(window.tells("1 of "), "the list can be reached by keys: {:?}", window.told());
}
