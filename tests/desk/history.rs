//! The way back as a list one can jump in.

use super::{
    driven::{id_of, small_map},
    window::{Window, file_of},
};
use cruxmap::map::{Map, NodeKind};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// The lines of the open list, with their remarks.
fn lines(window: &Window) -> Vec<String> {
    let buttons = window.harness.get_all_by_role(Role::Button);
    let labels = buttons.filter_map(|it| it.accesskit_node().label());
    labels.skip_while(|it| it != "Help").skip(1).take_while(|it| it != "Fit").collect()
}

fn jump(window: &mut Window, words: &str) {
    window.press(Modifiers::COMMAND, Key::H);
    window.click(words);
    window.settle();
}

#[test]
fn every_step_is_named_and_one_jumps_to_any_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, &small_map());
    let mut window = Window::on(&path);
    let mut states: Vec<Map> = vec![window.map().clone()];
    window.keys(&[Key::F6, Key::Tab]);
    window.press(Modifiers::COMMAND, Key::A);
    for action in [Key::A, Key::Num2, Key::Delete] {
        if action == Key::Num2 {
            window.keys(&[Key::Escape, Key::G]);
            window.harness.get_by_role(Role::TextInput).type_text("Meters");
            window.harness.run_steps(4);
            window.keys(&[Key::Enter]);
            assert_eq!(window.selected(), ["Meters show the load"]);
        }
        window.keys(&[action]);
        window.settle();
        states.push(window.map().clone());
    }
    window.keys(&[Key::Escape]);
    window.add("A claim of mine");
    states.push(window.map().clone());
    let names = [
        "As it was opened",
        "Accept 2 proposals",
        "Change kind of “Meters show the load”",
        "Delete “Meters show the load”",
        "Add “A claim of mine”",
    ];
    window.press(Modifiers::COMMAND, Key::H);
    let mut newest_first = names.to_vec();
    newest_first.reverse();
    let shown: Vec<String> = lines(&window).into_iter().filter(|it| names.contains(&it.as_str())).collect();
    assert_eq!(shown, newest_first);
    window.keys(&[Key::Escape]);

    // There and back, in any order, and each time the map is what it was then, and is kept so.
    for step in [1, 4, 0, 3, 2, 4] {
        jump(&mut window, names[step]);
        assert_eq!(window.map(), &states[step], "{}", names[step]);
        let opened = cruxmap::save::read(&path).unwrap();
        assert_eq!(opened.map, states[step], "the journal follows: {}", names[step]);
    }

    // What changed is selected and shown.
    jump(&mut window, names[3]);
    jump(&mut window, names[1]);
    let back = id_of(window.map(), "Meters show the load");
    assert!(window.app().view().selection.contains(&back.into()));
    assert_eq!(window.map().node(back).unwrap().kind, NodeKind::Claim);

    // The keyboard starts at the present step: one up is the next one, undone.
    window.press(Modifiers::COMMAND, Key::H);
    window.keys(&[Key::ArrowUp, Key::Enter]);
    window.settle();
    assert_eq!(window.map(), &states[2]);

    // Undo and redo say what they are about.
    window.click("Edit");
    window.harness.get_by_role_and_label(Role::Button, "Undo change kind");
    window.harness.get_by_role_and_label(Role::Button, "Redo delete");
}
