//! Changes to many at once: each is one step for undo.

use super::{
    driven::id_of,
    window::{Window, debate},
};
use cruxmap::map::NodeKind;
use egui::{Event, Key, Modifiers, accesskit::Role, vec2};
use egui_kittest::kittest::Queryable as _;

#[test]
fn many_change_kind_and_go_in_one_step_each() {
    let mut window = Window::on(&debate());
    window.press(Modifiers::NONE, Key::F6);
    window.press(Modifiers::COMMAND, Key::A);
    window.press(Modifiers::NONE, Key::Num6);
    assert!(window.map().nodes().all(|it| it.1.kind == NodeKind::Note));
    window.undo();
    assert_eq!(window.map(), &debate());

    window.press(Modifiers::COMMAND, Key::A);
    window.harness.get_by_role_and_label(Role::Button, "Delete").click();
    window.harness.run_steps(6);
    assert_eq!(window.map().node_count(), 0);
    window.undo();
    assert_eq!(window.map(), &debate());
}

#[test]
fn dragging_one_of_many_moves_all_in_one_step() {
    let mut window = Window::on(&debate());
    window.click_node("Asked");
    window.harness.event(Event::ModifiersChanged(Modifiers::SHIFT));
    window.click_node("Noted");
    window.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    assert_eq!(window.selected(), ["Asked", "Noted"]);
    let before = ["Asked", "Noted"].map(|it| window.node_at(it).center());
    let by = vec2(40.0, 60.0);
    window.drag(Modifiers::NONE, before[0], before[0] + by, |_| {});
    for (words, before) in ["Asked", "Noted"].into_iter().zip(before) {
        let moved = window.node_at(words).center() - before;
        assert!((moved - by).length() < 2.0, "{words} moved by {moved}");
    }
    window.undo();
    assert_eq!(window.map(), &debate());
}

#[test]
fn arrows_with_shift_nudge_and_are_one_step_until_shift_is_let_go_of() {
    let mut window = Window::on(&debate());
    window.click_node("Noted");
    let id = id_of(window.map(), "Noted");
    let zoom = window.node_at("Noted");
    let hold = |window: &mut Window, key: Option<Key>| {
        for pressed in [true, false] {
            if let Some(key) = key {
                let event = Event::Key { key, pressed, modifiers: Modifiers::SHIFT, repeat: false, physical_key: None };
                window.harness.event(event);
            }
            window.harness.step();
        }
    };
    window.harness.event(Event::ModifiersChanged(Modifiers::SHIFT));
    for key in [Key::ArrowRight, Key::ArrowRight, Key::ArrowDown, Key::ArrowLeft, Key::ArrowRight] {
        hold(&mut window, Some(key));
    }
    assert_eq!(window.map(), &debate(), "the gesture goes on");
    let moved = window.node_at("Noted").center() - zoom.center();
    assert!((moved.x / moved.y - 2.0).abs() < 0.01, "16 px to the right and 8 px down, it is {moved}");
    window.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    window.harness.run_steps(6);
    assert!(window.map().pin(id).is_some());
    assert_eq!(window.selected(), ["Noted"], "the arrows with Shift do not walk");
    window.undo();
    assert_eq!(window.map(), &debate());

    // Escape leaves it where it was.
    window.click_node("Noted");
    window.harness.event(Event::ModifiersChanged(Modifiers::SHIFT));
    hold(&mut window, Some(Key::ArrowUp));
    hold(&mut window, Some(Key::Escape));
    window.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    window.harness.run_steps(6);
    assert_eq!(window.map(), &debate());
}

#[test]
fn nodes_line_up_and_spread_in_one_step() {
    let mut window = Window::on(&debate());
    window.press(Modifiers::NONE, Key::F6);
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.get_by_role_and_label(Role::Button, "Align left").click();
    window.harness.run_steps(6);
    let all = ["Main", "Reason", "Objection", "Deep", "Asked", "Noted"];
    window.press(Modifiers::NONE, Key::Home);
    let lefts = all.map(|it| window.node_at(it).min.x);
    assert!(lefts.iter().all(|it| (it - lefts[0]).abs() < 0.5), "{lefts:?}");
    assert_eq!(window.undo_label(), Some("Move"));
    window.harness.get_by_role_and_label(Role::Button, "Spread down").click();
    window.harness.run_steps(6);
    window.press(Modifiers::NONE, Key::Home);
    let mut boxes = all.map(|it| window.node_at(it));
    boxes.sort_by(|a, b| a.min.y.total_cmp(&b.min.y));
    let gaps: Vec<f32> = boxes.windows(2).map(|it| it[1].min.y - it[0].max.y).collect();
    assert!(gaps.iter().all(|it| (it - gaps[0]).abs() < 0.5), "{gaps:?}");
    window.undo();
    window.undo();
    assert_eq!(window.map(), &debate());
}
