//! Drives the real window without a screen, by role and label: once by mouse, once by keyboard alone.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may")]

mod driven;

use cruxmap::{
    map::{EdgeKind, Item, Map, NodeKind, ReviewState},
    sample, save,
    ui::{App, Start, home::Home},
};
use driven::{id_of, small_map};
use egui::{Key, Modifiers, accesskit::Role, pos2, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use std::path::PathBuf;

struct Window {
    harness: Harness<'static, App>,
    folder: tempfile::TempDir,
}

impl Window {
    /// A window on a file with this name and content, in a folder of its own.
    fn on(name: &str, content: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        Self::start(folder, Start::File(path))
    }

    /// A window on this map.
    fn on_map(map: &Map) -> Self {
        Self::on("debate.ron", save::to_text(map).as_bytes())
    }

    fn start(folder: tempfile::TempDir, start: Start) -> Self {
        let home = Home::at(folder.path().join("home"));
        let harness = driven::open(home, start, [1200.0, 800.0]);
        Self { harness, folder }
    }

    /// Runs frames until nothing goes on in the background.
    fn settle(&mut self) {
        driven::settle(&mut self.harness);
    }

    fn map(&self) -> &Map {
        self.harness.state().document().map()
    }

    fn texts(&self) -> Vec<String> {
        self.map().nodes().map(|it| it.1.text.to_string()).collect()
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(6);
    }

    fn keys(&mut self, keys: &[Key]) {
        for &key in keys {
            self.press(Modifiers::NONE, key);
        }
    }

    fn type_into(&mut self, label: &str, text: &str) {
        self.harness.get_by_role_and_label(Role::MultilineTextInput, label).type_text(text);
        self.harness.run_steps(6);
    }

    /// The place of the node on the canvas whose words start so.
    fn node_at(&self, words: &str) -> egui::Rect {
        driven::place_of(&self.harness, words).expect("the node is on the canvas")
    }

    fn click_at(&mut self, at: egui::Pos2) {
        driven::click(&mut self.harness, at);
    }

    fn click_node(&mut self, words: &str) {
        let at = self.node_at(words).center();
        self.click_at(at);
    }

    fn selected(&self) -> Vec<String> {
        let map = self.map();
        let selection = &self.harness.state().view().selection;
        selection.iter().filter_map(|it| map.node(it.node()?)).map(|it| it.text.to_string()).collect()
    }

    fn notices(&self) -> Vec<String> {
        self.harness.state().notices().iter().map(|it| it.message.clone()).collect()
    }
}

#[test]
fn by_mouse_one_accepts_rejects_rewords_and_undoes() {
    let mut window = Window::on_map(&small_map());
    let meters = id_of(window.map(), "Meters show the load");

    window.click_node("Meters show");
    assert_eq!(window.selected(), ["Meters show the load"]);
    window.harness.get_by_role_and_label(Role::Button, "Accept").click();
    window.harness.run_steps(8);
    assert_eq!(window.map().review(meters).unwrap().state, ReviewState::Accepted);

    // Accepting one goes on to the next proposal.
    assert_eq!(window.selected(), ["Would they let inspectors in?"]);
    window.harness.get_by_role_and_label(Role::Button, "Reject").click();
    window.harness.run_steps(8);
    assert_eq!(window.map().node_count(), 2);

    let at = window.node_at("A cap can").center();
    for _ in 0..2 {
        window.harness.drag_at(at);
        window.harness.drop_at(at);
    }
    window.harness.run_steps(8);
    window.press(Modifiers::COMMAND, Key::A);
    window.type_into("Words of the node", "A cap can be *verified*");
    window.keys(&[Key::Enter]);
    assert!(window.texts().contains(&"A cap can be *verified*".to_owned()), "{:?}", window.texts());

    for step in ["Undo reword", "Undo reject", "Undo accept"] {
        window.harness.get_by_label("Edit").click();
        window.harness.run_steps(6);
        window.harness.get_by_role_and_label(Role::Button, step).click();
        window.harness.run_steps(6);
    }
    assert_eq!(window.map(), &small_map());
}

#[test]
fn by_keyboard_alone_one_reviews_adds_links_and_finds_commands() {
    let mut window = Window::on_map(&small_map());
    window.keys(&[Key::F6, Key::Tab]);
    let first = window.selected();
    assert_eq!(first.len(), 1);
    window.keys(&[Key::A]);
    let second = window.selected();
    assert_ne!(first, second);
    window.keys(&[Key::X]);
    assert_eq!(window.map().reviews().filter(|it| it.1.state == ReviewState::Open).count(), 0);

    // A new claim, then a reason for it.
    window.keys(&[Key::Escape, Key::N]);
    window.type_into("Words of the node", "Nobody would sign");
    window.keys(&[Key::Enter]);
    assert_eq!(window.selected(), ["Nobody would sign"]);
    window.keys(&[Key::N]);
    window.type_into("Words of the node", "They refused eleven times");
    window.keys(&[Key::Enter]);
    let (why, what) = (id_of(window.map(), "They refused eleven times"), id_of(window.map(), "Nobody would sign"));
    let link = window.map().edges().find(|it| it.1.from == why).unwrap().1;
    assert_eq!((link.to, link.kind), (Item::Node(what), EdgeKind::Supports));

    // Also for evidence, a new claim is a reason for it unless one says otherwise.
    assert_eq!(cruxmap::map::legal_edges(NodeKind::Claim, NodeKind::Evidence)[0], EdgeKind::Supports);

    // A link by choosing from the list of what is legal.
    window.keys(&[Key::L]);
    window
        .harness
        .get_by_role_and_label(Role::TextInput, "Link “They refused eleven times” to")
        .type_text("attacks checked");
    window.harness.run_steps(6);
    window.keys(&[Key::Enter]);
    let cap = id_of(window.map(), "A cap can be checked");
    assert!(window.map().edges().any(|it| it.1.from == why && it.1.to == cap.into() && it.1.kind == EdgeKind::Attacks));

    // Evidence has other links than claims; changing the kind keeps the map legal.
    window.keys(&[Key::Num5]);
    assert_eq!(window.map().node(why).unwrap().kind, NodeKind::Evidence);
    assert_eq!(window.map().problems(), Vec::<String>::new());

    // The palette knows every command.
    let dark = window.harness.state().view().dark;
    window.press(Modifiers::COMMAND, Key::K);
    window.harness.get_by_role(Role::TextInput).type_text("switch theme");
    window.harness.run_steps(6);
    window.keys(&[Key::Enter]);
    assert_ne!(window.harness.state().view().dark, dark);

    // The next list is as long as it needs, though that one was a line in the end.
    window.press(Modifiers::COMMAND, Key::K);
    window.harness.get_by_role_and_label(Role::Button, "Paste a thread…").click();
    window.harness.run_steps(6);
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "Paste a thread");
    window.keys(&[Key::Escape]);

    window.press(Modifiers::COMMAND, Key::Z);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.map().node(why).unwrap().kind, NodeKind::Claim);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(window.map().edges().any(|it| it.1.from == why && it.1.kind == EdgeKind::Attacks));
}

#[test]
fn escape_drops_what_is_being_typed() {
    let mut window = Window::on_map(&small_map());
    window.keys(&[Key::F6, Key::N]);
    window.type_into("Words of the node", "never mind");
    window.keys(&[Key::Escape]);
    assert_eq!(window.map(), &small_map());
    assert!(window.harness.state().view().draft.is_none());
}

#[test]
fn a_dragged_node_stays_where_it_was_put_and_undo_takes_it_back() {
    let mut window = Window::on_map(&small_map());
    let cap = id_of(window.map(), "A cap can be checked");
    let before = window.node_at("A cap can");
    let start = before.center();
    window.harness.drag_at(start);
    window.harness.step();
    for step in [vec2(20.0, 10.0), vec2(60.0, 30.0), vec2(90.0, 40.0)] {
        window.harness.hover_at(start + step);
        window.harness.step();
    }
    window.harness.drop_at(start + vec2(90.0, 40.0));
    window.harness.run_steps(8);
    assert!(window.map().pin(cap).is_some());
    let after = window.node_at("A cap can");
    assert!((after.center() - start - vec2(90.0, 40.0)).length() < 2.0, "{before:?} went to {after:?}");
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.map(), &small_map());
}

#[test]
fn the_wheel_pans_and_zooms_to_the_pointer() {
    let mut window = Window::on_map(&small_map());
    let before = window.node_at("A cap can");
    window.harness.hover_at(before.center());
    window.harness.step();
    window.harness.event(egui::Event::Zoom(1.5));
    window.harness.run_steps(8);
    let after = window.node_at("A cap can");
    assert!((after.width() / before.width() - 1.5).abs() < 0.05, "{before:?} became {after:?}");
    assert!((after.center() - before.center()).length() < 2.0, "the point under the pointer stays");
}

#[test]
fn a_thread_becomes_a_map_and_its_words_and_nodes_light_each_other() {
    let thread = "rowan  2h ago  [+3]\nMeters would show the load, so a cap can be checked. \
                  If somebody showed me that meters can be fooled, I'd drop this.\n\n\
                  linden  1h ago  [+1]\nreply to rowan\nI disagree. Meters can be fooled, because a battery hides the load.\n";
    let mut window = Window::on("cap.txt", thread.as_bytes());
    assert!(window.map().node_count() > 2, "{:?}", window.texts());
    assert_eq!(window.map().problems(), Vec::<String>::new());
    let open = window.map().reviews().filter(|it| it.1.state == ReviewState::Open).count();
    assert_eq!(open, window.map().reviews().count(), "everything found is a proposal");

    // Hovering a node marks it hovered for the thread, too.
    let (id, text) = window.map().nodes().next().map(|it| (it.0, it.1.text.to_string())).unwrap();
    let words: String = text.chars().take(20).collect();
    let at = window.node_at(&words).center();
    window.harness.hover_at(at);
    window.harness.run_steps(6);
    assert_eq!(window.harness.state().view().hovered, Some(Item::Node(id)));

    // Clicking words in the thread selects their node.
    let block = window.harness.get_all_by_role(Role::Label).find(|it| {
        egui_kittest::kittest::NodeT::accesskit_node(it).value().is_some_and(|it| it.starts_with("Meters would show"))
    });
    let block = block.expect("the comment is in the thread").rect();
    window.click_at(block.min + vec2(20.0, 8.0));
    let selected = window.selected();
    assert!(selected.len() == 1 && selected[0].starts_with("Meters would show"), "{selected:?}");
}

#[test]
fn pasted_text_is_read_into_the_open_map_and_can_be_undone() {
    let mut window = Window::on_map(&small_map());
    let text =
        "I think wind is cheaper, because the turbines are paid for. But storage is not, so the total is higher.";
    window.harness.event(egui::Event::Paste(text.to_owned()));
    window.settle();
    assert!(window.map().sources().count() == 1 && window.map().node_count() > 3, "{:?}", window.texts());
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.map(), &small_map());
}

#[test]
fn bad_files_are_told_and_left_alone() {
    let text = save::to_text(&small_map());
    let newer = text.replacen("version 1", "version 999", 1);
    assert_ne!(newer, text, "the first line names the version");
    for (name, content) in [("newer.ron", newer.as_str()), ("cut.ron", &text[..text.len() * 2 / 3])] {
        let window = Window::on(name, content.as_bytes());
        assert!(!window.notices().is_empty(), "{name}");
        assert_eq!(window.map().node_count(), 0);
        let path = window.folder.path().join(name);
        assert_eq!(std::fs::read_to_string(path).unwrap(), content, "{name} was touched");
    }
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nothing.ron");
    let window = Window::start(folder, Start::File(missing));
    assert!(window.notices().iter().any(|it| it.contains("nothing.ron")), "{:?}", window.notices());
}

#[test]
fn the_first_start_shows_the_sample_and_the_next_one_the_same_map() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::start(folder, Start::Last);
    assert!(window.map().node_count() > 20);
    let count = window.map().node_count();
    window.keys(&[Key::F6, Key::N]);
    window.type_into("Words of the node", "What I add stays");
    window.keys(&[Key::Enter]);
    let Window { harness, folder } = window;
    // Not closed, not saved: the window is gone as if the power had failed.
    drop(harness);
    let window = Window::start(folder, Start::Last);
    assert_eq!(window.map().node_count(), count + 1);
    assert!(window.texts().contains(&"What I add stays".to_owned()));
}

#[test]
fn an_empty_map_offers_each_sample() {
    let offers = ["Open the sample", "Open the sample on returns", "Open the sample on reasoning"];
    for (sample, offer) in sample::ALL.iter().zip(offers) {
        let mut window = Window::on_map(&Map::default());
        window.harness.get_by_role_and_label(Role::Button, offer).click();
        window.settle();
        assert_eq!(&*window.map().sources().next().expect("a thread").1.text, sample.text, "{offer}");
        assert_eq!(window.notices(), Vec::<String>::new());
    }
}

#[test]
fn the_sample_quotes_its_thread_and_leaves_something_to_review() {
    let map = save::from_text(include_str!("../assets/sample.ron")).unwrap();
    let thread = include_str!("../assets/threads/would-restraint-be-matched.txt");
    assert_eq!(&*map.sources().next().unwrap().1.text, thread);
    assert!(map.statements().all(|it| map.quote(it.1.span).is_some_and(|it| !it.trim().is_empty())));
    assert!(map.nodes().filter(|it| it.1.kind == NodeKind::Crux).count() >= 5);
    let open = map.reviews().filter(|it| it.1.state == ReviewState::Open).count();
    assert!(open > 2 && open < 10, "{open} proposals are left");
}

#[test]
fn saving_writes_what_is_on_the_screen() {
    let mut window = Window::on_map(&small_map());
    window.keys(&[Key::F6, Key::N]);
    window.type_into("Words of the node", "Saved words");
    window.keys(&[Key::Enter]);
    window.press(Modifiers::COMMAND, Key::S);
    let path: PathBuf = window.folder.path().join("debate.ron");
    let saved = save::from_text(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(&saved, window.map());
}

#[test]
fn closing_with_unsaved_changes_asks_first() {
    let mut window = Window::on_map(&small_map());
    window.keys(&[Key::F6, Key::N]);
    window.type_into("Words of the node", "Not saved yet");
    window.keys(&[Key::Enter]);
    let path = window.folder.path().join("debate.ron");
    let on_disk = || save::from_text(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let close = |window: &mut Window| {
        let viewports = &mut window.harness.input_mut().viewports;
        viewports.entry(egui::ViewportId::ROOT).or_default().events.push(egui::ViewportEvent::Close);
        window.harness.step();
        window.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default().events.clear();
        window.harness.run_steps(6);
    };
    close(&mut window);
    window.harness.get_by_label("Save your changes?");
    window.harness.get_by_label("Cancel").click();
    window.harness.run_steps(6);
    assert!(window.harness.query_by_label("Save your changes?").is_none());
    assert_eq!(on_disk(), small_map());

    close(&mut window);
    window.harness.get_by_label("Save and close").click();
    window.harness.run_steps(6);
    assert_eq!(&on_disk(), window.map());
}

#[test]
fn every_menu_opens_and_the_help_lists_keys() {
    let mut window = Window::on_map(&small_map());
    for menu in ["File", "Edit", "Review", "View", "Help"] {
        window.harness.get_by_role_and_label(Role::Button, menu).click();
        window.harness.run_steps(6);
        window.keys(&[Key::Escape]);
    }
    window.keys(&[Key::Questionmark]);
    window.harness.get_by_label_contains("Arrows walk over the map");
    window.harness.get_by_label("Close").click();
    window.harness.run_steps(6);
    assert!(window.harness.query_by_label_contains("Arrows walk over the map").is_none());
    // A small window still has the map in it.
    window.harness.set_size(vec2(500.0, 380.0));
    window.harness.run_steps(8);
    assert!(window.node_at("A cap can").intersects(egui::Rect::from_min_size(pos2(0.0, 0.0), vec2(500.0, 380.0))));
}

#[test]
fn credences_are_added_changed_and_removed() {
    let mut window = Window::on_map(&small_map());
    let cap = id_of(window.map(), "A cap can be checked");
    window.click_node("A cap can");
    window.harness.get_by_role_and_label(Role::TextInput, "Whose credence").focus();
    window.harness.run_steps(4);
    window.harness.get_by_role_and_label(Role::TextInput, "Whose credence").type_text("Ines");
    window.keys(&[Key::Enter]);
    let values = |window: &Window| window.map().credences_on(cap).map(|it| it.1.value).collect::<Vec<_>>();
    assert_eq!(values(&window), [0.5]);
    window.harness.get_by_label("0.5, entered by hand");

    // By keyboard: to the number, and another one typed.
    window.harness.get_by_role_and_label(Role::SpinButton, "Credence of Ines").focus();
    window.harness.run_steps(4);
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text("0.8".to_owned()));
    window.harness.run_steps(4);
    window.keys(&[Key::Enter]);
    assert_eq!(values(&window), [0.8]);

    window.harness.get_by_role_and_label(Role::Button, "Remove").click();
    window.harness.run_steps(6);
    assert!(values(&window).is_empty());
}

/// The list of formats, with the words of the one chosen.
fn read_as(window: &Window) -> (egui_kittest::Node<'_>, String) {
    let list = window.harness.get_by_role_and_label(Role::ComboBox, "Read as");
    let chosen = list.accesskit_node().value().unwrap_or_default();
    (list, chosen)
}

#[test]
fn a_thread_of_another_site_is_shown_before_it_is_read() {
    let page =
        std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/importing/files/reddit.html")).unwrap();
    let mut window = Window::on("notes.txt", &page);
    assert!(window.harness.query_by_label("Read “Should the library open on Sundays?”").is_some());
    assert_eq!(read_as(&window).1, "Reddit, saved page");
    for words in ["4 comments:", "ben", "2024-03-01T11:00:00.000000+0000 · to ann · score -3", "I saw that."] {
        assert!(window.harness.query_all_by_label(words).next().is_some(), "{words} is not shown");
    }

    // Read as something else, the same page is other comments.
    read_as(&window).0.click();
    window.harness.run_steps(6);
    window.harness.get_by_role_and_label(Role::Button, "Any other saved page").click();
    driven::settle(&mut window.harness);
    assert_eq!(read_as(&window).1, "Any other saved page");
    assert!(window.harness.query_by_label("4 comments:").is_none());
    assert!(window.harness.query_by_label_contains("of no site that is known").is_some());

    read_as(&window).0.click();
    window.harness.run_steps(6);
    window.harness.get_by_role_and_label(Role::Button, "Reddit, saved page").click();
    driven::settle(&mut window.harness);
    window.harness.get_by_role_and_label(Role::Button, "Read it").click();
    driven::settle(&mut window.harness);
    assert!(window.harness.query_by_label("4 comments:").is_none());
    assert_eq!(window.map().comments().count(), 4);
    let scores: Vec<_> = window.map().comments().filter_map(|it| it.1.marks.score).collect();
    assert_eq!(scores.iter().sum::<i32>(), 12 - 3 + 1 + 2);
}

#[test]
fn a_thread_of_another_site_can_be_left_alone() {
    let page =
        std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/importing/files/mail.mbox")).unwrap();
    let mut window = Window::on("mail", &page);
    assert_eq!(read_as(&window).1, "Mail: mbox or messages with headers");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.harness.query_by_label("Read it").is_none());
    assert_eq!(window.map().comments().count(), 0);
}
