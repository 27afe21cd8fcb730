//! Settings come back, are never worth a failed start, and text as large as they go clips nothing.

use super::{
    driven::small_map,
    window::{Window, file_of},
};
use cruxmap::ui::{Start, home::Home};
use egui::{Key, Modifiers, Rect, accesskit::Role, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::fs;

#[test]
fn settings_are_changed_in_their_window_and_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, &small_map());
    let mut window = Window::on(&path);
    assert!(!window.app().view().dark);
    window.press(Modifiers::COMMAND, Key::Comma);
    window.harness.get_by_role_and_label(Role::RadioButton, "Dark").click();
    window.harness.run_steps(4);
    window.harness.get_by_role_and_label(Role::CheckBox, "Reduce motion").click();
    window.harness.run_steps(4);
    window.harness.get_by_role_and_label(Role::CheckBox, "Learn from corrections").click();
    window.harness.run_steps(4);
    window.click("Larger text");
    window.harness.get_by_label("110 %");
    assert!((window.harness.ctx.zoom_factor() - 1.1).abs() < 1e-3);
    window.click("Close");
    assert!(window.harness.query_by_label("Size of text").is_none());
    drop(window);

    let mut window = Window::on(&path);
    assert!(window.app().view().dark && window.app().view().still && !window.app().document().learns());
    assert!((window.harness.ctx.zoom_factor() - 1.1).abs() < 1e-3);
    window.press(Modifiers::COMMAND, Key::Comma);
    for _ in 0..7 {
        if window.harness.query_by_label("200 %").is_none() {
            window.click("Larger text");
        }
    }
    window.harness.get_by_label("200 %");
    let larger = window.harness.get_by_role_and_label(Role::Button, "Larger text");
    assert!(larger.accesskit_node().is_disabled(), "200 % is the most");
    window.harness.get_by_role_and_label(Role::RadioButton, "As the system").click();
    window.harness.run_steps(4);
    assert!(!window.app().view().dark);
    window.keys(&[Key::Escape]);
    assert!(window.harness.query_by_label("Size of text").is_none());
}

#[test]
fn unreadable_settings_are_kept_aside_and_told() {
    for broken in ["(dark: maybe", "\u{0}", "(text_size: -4)"] {
        let folder = tempfile::tempdir().unwrap();
        let path = file_of(&folder, &small_map());
        let home = folder.path().join("home");
        fs::create_dir_all(&home).unwrap();
        fs::write(home.join("settings.ron"), broken).unwrap();
        let window = Window::on(&path);
        assert_eq!(window.map().node_count(), 3);
        let notices = window.notices();
        assert!(notices.iter().any(|it| it.contains("settings could not be read")), "{notices:?}");
        assert_eq!(fs::read_to_string(home.join("settings.ron.aside-1")).unwrap(), broken);
        assert_eq!(Home::at(home).settings().last, Some(path), "new ones are written");
    }
    // A size that nobody can read is none.
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, &small_map());
    fs::create_dir_all(folder.path().join("home")).unwrap();
    fs::write(folder.path().join("home/settings.ron"), "(text_size: Some(9000))").unwrap();
    assert!((Window::on(&path).harness.ctx.zoom_factor() - 2.0).abs() < 1e-3);
}

#[test]
fn recent_maps_are_listed_and_one_that_is_gone_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, &small_map());
    let others: Vec<_> = (0..12).map(|n| folder.path().join(format!("other{n}.ron"))).collect();
    for other in &others {
        fs::copy(&path, other).unwrap();
        drop(Window::on(other));
    }
    let mut window = Window::on(&path);
    window.command("Open recent");
    assert!(window.harness.query_by_role_and_label(Role::Button, "other11").is_some());
    assert!(window.harness.query_by_role_and_label(Role::Button, "other3").is_some());
    assert!(window.harness.query_by_role_and_label(Role::Button, "other2").is_none(), "the last ten, this one too");
    assert!(window.harness.query_by_role_and_label(Role::Button, "debate").is_none(), "it is open");
    fs::remove_file(&others[11]).unwrap();
    window.click("other11");
    assert!(window.notices().iter().any(|it| it.contains("no longer there")), "{:?}", window.notices());
    window.command("Open recent");
    assert!(window.harness.query_by_role_and_label(Role::Button, "other11").is_none());
    window.click("other10");
    window.settle();
    assert_eq!(window.app().title(), "other10");
}

/// All that can be clicked, with its place.
fn buttons(window: &Window) -> Vec<(String, Rect)> {
    let roles = [Role::Button, Role::CheckBox, Role::RadioButton, Role::TextInput];
    let all = roles.into_iter().flat_map(|it| window.harness.query_all_by_role(it).collect::<Vec<_>>());
    all.map(|it| (it.accesskit_node().label().unwrap_or_default(), it.rect())).collect()
}

#[test]
fn with_text_at_200_percent_nothing_is_clipped_at_1024_by_768() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("debate.ron");
    fs::write(&path, include_str!("../../assets/sample.ron")).unwrap();
    let home = folder.path().join("home");
    fs::create_dir_all(&home).unwrap();
    fs::write(home.join("settings.ron"), "(text_size: Some(200))").unwrap();
    // In points of two pixels each.
    let mut window = Window::start(folder.path(), Start::File(path), [1024.0, 768.0]);
    assert!((window.harness.ctx.zoom_factor() - 2.0).abs() < 1e-3);
    let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(512.0, 384.0)).expand(0.5);
    let whole = |window: &Window, what: &str, among: &[&str]| {
        for (label, rect) in buttons(window) {
            if among.is_empty() || among.contains(&label.as_str()) {
                assert!(screen.contains_rect(rect), "{what}: “{label}” is at {rect:?}");
            }
        }
        for label in among {
            assert!(buttons(window).iter().any(|it| it.0 == *label), "{what} lacks “{label}”");
        }
    };
    let bar = ["File", "Edit", "Review", "View", "Help", "Zoom in", "Zoom out", "Zoom to fit"];
    whole(&window, "the window", &bar);
    assert!(window.harness.query_by_label("This map").is_some(), "the details are there");

    window.press(Modifiers::COMMAND, Key::Comma);
    let all = ["Close", "Keyboard shortcuts", "Smaller text", "As the system", "Light", "Dark", "Reduce motion"];
    whole(&window, "settings", &all);
    window.keys(&[Key::Escape, Key::Questionmark]);
    whole(&window, "shortcuts", &["Close"]);
    window.keys(&[Key::Escape]);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    whole(&window, "the path", &["Open by path", "Open", "Cancel"]);
    window.keys(&[Key::Escape]);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::V);
    whole(&window, "a thread to paste", &["Read it", "Cancel"]);
    window.keys(&[Key::Escape]);
    window.press(Modifiers::COMMAND, Key::K);
    whole(&window, "the palette", &["Find a command"]);
    window.keys(&[Key::Escape]);

    // A menu that is too long scrolls to its end.
    for (menu, last) in [("File", "Quit"), ("Edit", "Unpin"), ("View", "Next panel"), ("Help", "About Cruxmap")] {
        window.click(menu);
        let at = window.harness.get_by_role_and_label(Role::Button, menu).rect().center();
        window.harness.hover_at(at + vec2(20.0, 80.0));
        for _ in 0..4 {
            window.harness.event(egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: vec2(0.0, -400.0),
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Unknown,
                modifiers: Modifiers::NONE,
            });
            window.harness.run_steps(12);
        }
        whole(&window, menu, &[last]);
        window.keys(&[Key::Escape]);
    }
    // Closing asks, and its answers can be reached.
    window.keys(&[Key::F6]);
    window.add("Not saved");
    window.close();
    whole(&window, "closing", &["Save and close", "Close without saving", "Cancel"]);
}
