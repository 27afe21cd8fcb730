//! The tour on the sample, taken by keys and by mouse; and controls that teach what they stand for.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may")]

mod driven;

use cruxmap::{
    map::{Map, ReviewState},
    sample, save,
    ui::{
        App, Start,
        action::Action,
        home::{Home, Settings},
    },
};
use egui::{Key, Modifiers, Rect, accesskit::Role, pos2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use std::path::Path;

struct Window {
    harness: Harness<'static, App>,
    folder: tempfile::TempDir,
}

impl Window {
    /// The first start of all.
    fn first() -> Self {
        Self::sized([1200.0, 800.0])
    }

    fn sized(size: [f32; 2]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { harness: driven::open(home(&folder), Start::Last, size), folder }
    }

    fn again(self) -> Self {
        drop(self.harness);
        let harness = driven::open(home(&self.folder), Start::Last, [1200.0, 800.0]);
        Self { harness, folder: self.folder }
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(3);
    }

    fn key(&mut self, key: Key) {
        self.press(Modifiers::NONE, key);
    }

    /// Lets a step that was done pass.
    fn wait(&mut self) {
        self.harness.run_steps(20);
    }

    fn click(&mut self, role: Role, label: &str) {
        self.harness.get_by_role_and_label(role, label).click();
        self.harness.run_steps(6);
    }

    /// The card, by what a screen reader calls it.
    fn card(&self) -> Option<String> {
        let mut all = self.harness.query_all_by_role(Role::Dialog);
        all.find_map(|it| it.accesskit_node().label().filter(|it| it.starts_with("Tour")))
    }

    fn is_at(&self, step: &str) {
        assert_eq!(self.card().as_deref(), Some(format!("Tour, step {step} of 8").as_str()), "{:?}", self.words());
    }

    /// All that is written in labels.
    fn words(&self) -> Vec<String> {
        let all = self.harness.query_all_by_role(Role::Label);
        all.filter_map(|it| it.accesskit_node().value().or(it.accesskit_node().label())).collect()
    }

    fn says(&self, words: &str) -> bool {
        self.words().iter().any(|it| it.contains(words))
    }

    fn map(&self) -> &Map {
        self.harness.state().document().map()
    }

    fn settings(&self) -> Settings {
        home(&self.folder).settings()
    }

    fn open_proposals(&self) -> usize {
        self.map().reviews().filter(|it| it.1.state == ReviewState::Open).count()
    }

    /// The first node in sight whose card is drawn so.
    fn node(&self, is: impl Fn(&Map, cruxmap::map::NodeId) -> bool) -> Rect {
        let card = self.harness.query_by_role(Role::Dialog).map(|it| it.rect());
        let free = |at: Rect| card.is_none_or(|card| !card.contains(at.center()));
        let words = self.map().nodes().filter(|it| is(self.map(), it.0)).map(|it| it.1.text.replace('*', ""));
        let mut places = words.filter_map(|it| driven::place_of(&self.harness, &it));
        places.find(|it| free(*it) && it.width() > 60.0 && it.height() > 30.0).expect("one is in sight")
    }
}

fn home(folder: &tempfile::TempDir) -> Home {
    Home::at(folder.path().join("home"))
}

#[test]
fn by_keys_one_takes_the_whole_tour() {
    let mut window = Window::first();
    assert_eq!(window.card().as_deref(), Some("Tour"));
    assert!(!window.settings().tour_offered);
    window.key(Key::F6);
    window.key(Key::F6);
    window.key(Key::Enter);
    window.is_at("1");
    assert!(window.settings().tour_offered, "never again");

    window.key(Key::ArrowDown);
    assert!(window.says("Done"), "the step stays for a moment");
    window.is_at("1");
    window.wait();
    window.is_at("2");
    // On a box that stands Tab would make a reason: the card says how to get on.
    assert!(window.says("Let go of the solid box with Escape, then press Tab"), "{:?}", window.words());
    window.key(Key::Escape);
    assert!(window.says("proposals. Press Tab"));
    window.key(Key::Tab);
    window.wait();
    window.is_at("3");

    let open = window.open_proposals();
    assert!(window.says("Press A to let it stand, or X"));
    window.key(Key::A);
    assert_eq!(window.open_proposals(), open - 1);
    window.wait();
    window.is_at("4");

    window.key(Key::Escape);
    window.key(Key::ArrowDown);
    assert!(window.says("Press Tab and type a reason"), "{:?}", window.words());
    let nodes = window.map().node_count();
    window.key(Key::Tab);
    assert!(window.says("Type a reason in a few words"));
    let field = window.harness.get_by_role_and_label(Role::MultilineTextInput, "Words of the node");
    field.type_text("It was tried before");
    window.harness.run_steps(3);
    window.key(Key::Enter);
    assert_eq!(window.map().node_count(), nodes + 1);
    window.wait();
    window.is_at("5");

    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.map().node_count(), nodes);
    window.wait();
    window.is_at("6");

    // Walks until a box is selected that others lead to.
    for _ in 0..12 {
        if window.says("folds away, and a count stays") {
            break;
        }
        window.key(Key::ArrowDown);
    }
    assert!(window.says("Press /: what only leads to this box folds away"), "{:?}", window.words());
    window.key(Key::Slash);
    assert!(!window.harness.state().view().showing.folded.is_empty());
    window.wait();
    window.is_at("7");

    assert!(window.says("Press Ctrl+F"));
    window.press(Modifiers::COMMAND, Key::F);
    assert!(window.says("Type a word"));
    window.harness.get_by_role_and_label(Role::TextInput, "Find").type_text("meter");
    window.harness.run_steps(3);
    driven::settle(&mut window.harness);
    window.is_at("7");
    window.key(Key::Enter);
    window.wait();
    window.is_at("8");

    window.press(Modifiers::COMMAND, Key::K);
    window.wait();
    window.is_at("8");
    window.key(Key::Escape);
    window.wait();
    assert_eq!(window.card().as_deref(), Some("Tour, the end"));
    // The list gave the keyboard back to the map: the card is the next panel.
    window.key(Key::F6);
    window.key(Key::Enter);
    assert_eq!(window.card(), None);
    assert_eq!(window.map().problems(), Vec::<String>::new());
}

#[test]
fn by_mouse_one_takes_the_whole_tour() {
    let mut window = Window::first();
    window.click(Role::Button, "Start the tour");
    window.is_at("1");
    let box_ = window.node(|map, it| !map.is_open(it));
    window.harness.hover_at(box_.center());
    window.harness.run_steps(5);
    window.is_at("1");
    window.harness.run_steps(10);
    assert!(window.says("Done"));
    window.wait();
    window.is_at("2");

    window.click(Role::Button, "Review the next one");
    window.wait();
    window.is_at("3");
    let nodes = window.map().node_count();
    window.click(Role::Button, "Reject");
    assert_eq!(window.map().node_count(), nodes - 1);
    window.wait();
    window.is_at("4");

    let standing = window.node(|map, it| !map.is_open(it));
    driven::click(&mut window.harness, standing.center());
    window.click(Role::Button, "Edit");
    window.click(Role::Button, "Add reason");
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "Words of the node").type_text("Tried");
    window.harness.run_steps(3);
    // A click beside the field keeps the words.
    driven::click(&mut window.harness, pos2(600.0, 760.0));
    assert_eq!(window.map().node_count(), nodes);
    window.wait();
    window.is_at("5");

    window.click(Role::Button, "Edit");
    window.harness.get_by_role_and_label(Role::Button, "Undo add node").click();
    window.harness.run_steps(6);
    window.wait();
    window.is_at("6");

    let folds = |map: &Map, id| {
        let to = map.edges_at(id).filter_map(|it| map.edge(it)).filter(|it| it.to == cruxmap::map::Item::Node(id));
        to.into_iter().any(|it| map.edges_at(it.from).count() == 1)
    };
    let box_ = window.node(folds);
    driven::click(&mut window.harness, box_.center());
    window.click(Role::Button, "View");
    // The menu is longer than the window: what is clicked may be scrolled out of sight.
    window.harness.get_by_role_and_label(Role::Button, "Fold").click_accesskit();
    window.harness.run_steps(6);
    window.wait();
    window.is_at("7");

    window.click(Role::Button, "View");
    window.click(Role::Button, "Find…");
    window.harness.get_by_role_and_label(Role::TextInput, "Find").type_text("meter");
    window.harness.run_steps(3);
    driven::settle(&mut window.harness);
    window.click(Role::Button, "Find next");
    window.wait();
    window.is_at("8");
    window.click(Role::Button, "Help");
    window.click(Role::Button, "Find a command…");
    window.key(Key::Escape);
    window.wait();
    window.click(Role::Button, "Close the tour");
    assert_eq!(window.card(), None);
}

#[test]
fn steps_are_skipped_gone_back_to_and_left() {
    let mut window = Window::first();
    window.click(Role::Button, "Start the tour");
    let before = save::to_text(window.map());
    for step in 1..=8 {
        window.is_at(&step.to_string());
        assert!(window.harness.query_by_role_and_label(Role::Button, "Back a step").is_some() == (step > 1));
        window.click(Role::Button, "Next step");
    }
    assert_eq!(window.card().as_deref(), Some("Tour, the end"));
    window.click(Role::Button, "Back a step");
    window.is_at("8");
    window.click(Role::Button, "Back a step");
    window.is_at("7");
    // By keys: the second button of the card, and back to the map without closing anything.
    window.key(Key::F6);
    window.key(Key::Escape);
    window.is_at("7");
    window.key(Key::F6);
    window.key(Key::Tab);
    window.key(Key::Enter);
    assert_eq!(window.card(), None, "Tab walks from Next to Close and does nothing else");
    assert!(window.harness.state().view().selection.is_empty());
    assert_eq!(save::to_text(window.map()), before, "the tour itself changes nothing");
}

#[test]
fn it_is_offered_once_and_never_with_a_file_or_old_settings() {
    for answer in ["Start the tour", "Not now"] {
        let mut window = Window::first();
        window.click(Role::Button, answer);
        assert_eq!(window.card().is_none(), answer == "Not now");
        assert_eq!(window.again().card(), None);
    }
    // Nobody answered: that was the first start all the same.
    assert_eq!(Window::first().again().card(), None);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("debate.ron");
    std::fs::write(&path, sample::FIRST.map).unwrap();
    let harness = driven::open(home(&folder), Start::File(path), [1200.0, 800.0]);
    assert_eq!(Window { harness, folder }.card(), None);

    let folder = tempfile::tempdir().unwrap();
    write_settings(folder.path(), "(dark: Some(true), reduce_motion: true)");
    let window = Window { harness: driven::open(home(&folder), Start::Last, [1200.0, 800.0]), folder };
    assert!(window.harness.state().view().dark && window.harness.state().view().still, "the old file was read");
    assert_eq!(window.harness.state().title(), "Would-restraint-be-matched");
    assert_eq!(window.card(), None);
}

fn write_settings(folder: &Path, text: &str) {
    std::fs::create_dir_all(folder.join("home")).unwrap();
    std::fs::write(folder.join("home/settings.ron"), text).unwrap();
}

#[test]
fn from_the_help_menu_it_opens_a_fresh_sample_and_waits_for_its_tab() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("debate.ron");
    std::fs::write(&path, save::to_text(&driven::small_map())).unwrap();
    let harness = driven::open(home(&folder), Start::File(path), [1200.0, 800.0]);
    let mut window = Window { harness, folder };
    let own = save::to_text(window.map());
    window.click(Role::Button, "Help");
    window.click(Role::Button, "Tour");
    driven::settle(&mut window.harness);
    window.is_at("1");
    assert_eq!(window.harness.state().open_tabs(), (2, 1));
    assert_eq!(window.harness.state().title(), "Would-restraint-be-matched");

    window.press(Modifiers::COMMAND, Key::Tab);
    assert_eq!(window.card().as_deref(), Some("Tour"));
    // What is done here is no step of the tour.
    window.key(Key::Tab);
    window.wait();
    window.click(Role::Button, "Go there");
    window.is_at("1");
    assert_eq!(window.harness.state().open_tabs(), (2, 1));
    // With the sample in front no other is opened.
    window.click(Role::Button, "Help");
    window.click(Role::Button, "Tour");
    assert_eq!(window.harness.state().open_tabs(), (2, 1));
    window.press(Modifiers::COMMAND, Key::W);
    assert_eq!(window.harness.state().open_tabs().0, 1);
    assert_eq!(window.card(), None, "without its map it ends");
    assert_eq!(save::to_text(window.map()), own);
}

#[test]
fn the_card_shows_the_keys_in_force_and_keeps_off_what_it_speaks_of() {
    for size in [[1200.0, 800.0], [800.0, 600.0], [400.0, 300.0]] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("home")).unwrap();
        std::fs::write(home(&folder).keys_path(), "\"Next proposal\": \"Ctrl+J\",\n\"Accept\": \"\"").unwrap();
        let mut window = Window { harness: driven::open(home(&folder), Start::Last, size), folder };
        window.click(Role::Button, "Start the tour");
        let window_rect = Rect::from_min_size(pos2(0.0, 0.0), size.into());
        for step in 1..=8 {
            window.is_at(&step.to_string());
            let card = window.harness.get_by_role(Role::Dialog).rect();
            assert!(window_rect.contains_rect(card), "{size:?}, step {step}: {card:?}");
            let words = window.words().join("\n");
            match step {
                2 => assert!(words.contains("Press Ctrl+J"), "{words}"),
                3 => assert!(words.contains("then Review > Accept lets it stand"), "{words}"),
                _ => {}
            }
            window.click(Role::Button, "Next step");
        }
    }
}

#[test]
fn every_control_that_stands_for_an_action_teaches_its_name_and_keys() {
    let mut window = Window::first();
    window.click(Role::Button, "Not now");
    let mut taught = std::collections::BTreeSet::new();
    let mut look = |window: &Window| {
        for role in [Role::Button, Role::CheckBox] {
            for it in window.harness.query_all_by_role(role) {
                let node = it.accesskit_node();
                let Some(label) = node.label() else { continue };
                let Some(action) = Action::ALL.iter().find(|it| it.about().words == label) else { continue };
                // Titles of menus and a panel may be called the same.
                let about = action.about();
                let says = node.data().description().unwrap_or_default().to_owned();
                assert!(says.starts_with(about.words.trim_end_matches('…')), "{label}: {says:?}");
                assert!(says.len() > about.words.len() + 2, "{label}: {says:?}");
                let keys = node.data().keyboard_shortcut();
                assert_eq!(keys.is_some(), about.shortcut.is_some(), "{label}: {keys:?}");
                taught.insert(label);
            }
        }
    };
    look(&window);
    for menu in ["File", "Edit", "Selection", "Review", "View", "Help"] {
        window.click(Role::Button, menu);
        look(&window);
        window.key(Key::Escape);
    }
    let menus = taught_in_menus();
    assert!(taught.len() >= menus, "{} of {menus}", taught.len());
}

/// How many actions stand in menus under their plain names: undo and redo say what they are about.
fn taught_in_menus() -> usize {
    Action::ALL.len() - 2
}

#[test]
fn the_pointer_that_rests_on_a_control_is_told_name_sentence_and_keys() {
    let mut window = Window::first();
    window.click(Role::Button, "Not now");
    window.click(Role::Button, "Review the next one");
    for (label, action) in [("Accept", Action::Accept), ("Zoom to fit", Action::ZoomFit), ("Reword", Action::Reword)] {
        let at = window.harness.get_by_role_and_label(Role::Button, label).rect().center();
        window.harness.hover_at(at);
        window.harness.run_steps(30);
        let words = window.words();
        let about = action.about();
        assert!(words.iter().any(|it| it == about.words) && words.iter().any(|it| it == about.hint), "{words:?}");
        let keys = about.shortcut.map(|it| it.logical_key.name()).unwrap();
        assert!(words.iter().any(|it| it == keys), "{label}: {words:?}");
        window.harness.hover_at(pos2(600.0, 500.0));
        window.harness.run_steps(10);
    }
}
