//! Markdown is shown formatted where it stands, links open on a click or by a key and nothing else does, and what is
//! typed is kept letter by letter.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::{
    export,
    jobs::Progress,
    layout,
    map::{Document, Edit, Ids, Item, Map, NodeKind, Span},
    picture, save,
    ui::{
        App, Start,
        home::{Home, Settings},
    },
};
use egui::{Key, Modifiers, OpenUrl, OutputCommand, Pos2, accesskit::Role, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

const CLAIM: &str = "The **cap** can be *checked*, see [the report](https://example.org/report) and `meters`";
const TWO: &str = "At https://example.org/one or [by letter](mailto:someone@example.org)";
const BAD: &str = "[run it](file:///bin/sh) or [this](javascript:alert(1))";

const THREAD: &str = "Ines:\nThe **cap can be checked**, because meters show the load.\n> I quote *that* word\n\
                      - see [the report](https://example.org/report) on it\n\nTomek:\nI disagree: meters lie.\n";

struct Window {
    harness: Harness<'static, App>,
    _folder: tempfile::TempDir,
}

fn map_of(texts: &[&str]) -> Map {
    let mut document = Document::new(Map::default(), Ids::seeded(9));
    for text in texts {
        let text = (*text).to_owned();
        document.edit(Edit::AddNode { kind: NodeKind::Claim, text, at: None, link: None }).unwrap();
    }
    document.map().clone()
}

impl Window {
    fn with(name: &str, content: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        std::fs::write(&file, content).unwrap();
        let home = Home::at(folder.path().join("home"));
        home.remember(&Settings { reduce_motion: true, ..Settings::default() }).unwrap();
        Self { harness: driven::open(home, Start::File(file), vec2(1300.0, 900.0)), _folder: folder }
    }

    fn of(texts: &[&str]) -> Self {
        Self::with("map.ron", &save::to_text(&map_of(texts)))
    }

    fn map(&self) -> &Map {
        self.harness.state().document().map()
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) -> Vec<String> {
        self.harness.event(egui::Event::ModifiersChanged(modifiers));
        self.harness.step();
        let event = |pressed| egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.harness.event(event(true));
        let opened = self.opened();
        self.harness.event(event(false));
        self.harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
        self.harness.run_steps(4);
        opened
    }

    /// Clicks, and says what was opened.
    fn click(&mut self, at: Pos2, modifiers: Modifiers) -> Vec<String> {
        let event =
            |pressed| egui::Event::PointerButton { pos: at, button: egui::PointerButton::Primary, pressed, modifiers };
        self.harness.event(egui::Event::ModifiersChanged(modifiers));
        self.harness.event(egui::Event::PointerMoved(at));
        self.harness.step();
        self.harness.event(event(true));
        self.harness.step();
        self.harness.event(event(false));
        let opened = self.opened();
        self.harness.event(egui::Event::ModifiersChanged(Modifiers::NONE));
        self.harness.run_steps(8);
        opened
    }

    /// What the next frames open.
    fn opened(&mut self) -> Vec<String> {
        let mut opened = Vec::new();
        for _ in 0..6 {
            self.harness.step();
            let commands = &self.harness.output().platform_output.commands;
            opened.extend(commands.iter().filter_map(|it| match it {
                OutputCommand::OpenUrl(OpenUrl { url, .. }) => Some(url.clone()),
                _ => None,
            }));
        }
        opened
    }

    fn select(&mut self, words: &str) {
        let at = driven::place_of(&self.harness, words).unwrap().center();
        assert!(self.click(at, Modifiers::NONE).is_empty(), "selecting opens nothing");
        assert_eq!(self.harness.state().view().selection.len(), 1);
    }

    /// The middle of these words on the card of the only node.
    fn on_card(&self, words: &str) -> Pos2 {
        let (id, card) = picture::cards(self.map()).into_iter().next().unwrap();
        let line = card.lines.iter().find(|it| it.words.text.contains(words)).unwrap();
        let before = line.words.text.find(words).unwrap();
        let x = line.at.x + line.words.width(0..before + words.len() / 2, line.size);
        let place = self.harness.state().layout().places[&id];
        let scale = self.harness.state().zoom();
        let on_screen = driven::place_of(&self.harness, "").unwrap();
        assert!((on_screen.width() - place.width() * scale).abs() < 1.0, "the card is in view as a whole");
        on_screen.min + vec2(x, line.at.y - line.size * 0.3) * scale
    }
}

#[test]
fn the_details_show_words_and_not_signs() {
    let mut window = Window::of(&[CLAIM]);
    window.select("cap");
    let shown = "The cap can be checked, see the report and meters";
    assert!(window.harness.query_by_role_and_label(Role::Label, shown).is_some());
    assert_eq!(window.map().nodes().next().unwrap().1.text, CLAIM, "and the map keeps them as they are");
    window.harness.key_press(Key::F2);
    window.harness.run_steps(4);
    let field = window.harness.get_by_label("Words of the node");
    assert_eq!(field.accesskit_node().value().unwrap(), CLAIM, "what is edited are the words with their signs");
}

#[test]
fn a_link_in_the_details_tells_its_address_and_opens() {
    let mut window = Window::of(&[CLAIM]);
    window.select("cap");
    let link = window.harness.get_by_role_and_label(Role::Link, "the report");
    let at = link.rect().center();
    window.harness.hover_at(at);
    window.harness.run_steps(40);
    assert!(
        window.harness.query_by_label_contains("https://example.org/report").is_some(),
        "the address is told before"
    );
    assert_eq!(window.click(at, Modifiers::NONE), ["https://example.org/report"]);
}

#[test]
fn on_the_canvas_a_link_opens_with_ctrl() {
    let mut window = Window::of(&[CLAIM]);
    let at = window.on_card("report");
    assert!(window.click(at, Modifiers::NONE).is_empty());
    assert_eq!(window.harness.state().view().selection.len(), 1, "a click alone selects");
    assert_eq!(window.click(at, Modifiers::COMMAND), ["https://example.org/report"]);
    assert_eq!(window.harness.state().view().selection.len(), 1, "and opening selects nothing else");
    let beside = window.on_card("checked");
    assert!(window.click(beside, Modifiers::COMMAND).is_empty());
    assert!(window.harness.state().view().selection.is_empty(), "beside a link Ctrl and a click take out, as ever");
}

#[test]
fn a_key_opens_the_link_or_asks_which() {
    let mut window = Window::of(&[CLAIM]);
    window.select("cap");
    assert_eq!(window.press(Modifiers::SHIFT, Key::L), ["https://example.org/report"]);
    let mut window = Window::of(&[TWO]);
    window.select("letter");
    assert!(window.press(Modifiers::SHIFT, Key::L).is_empty());
    let choice = window.harness.get_by_role_and_label(Role::Button, "mailto:someone@example.org");
    let at = choice.rect().center();
    assert_eq!(window.click(at, Modifiers::NONE), ["mailto:someone@example.org"]);
}

#[test]
fn nothing_else_is_ever_opened() {
    let mut window = Window::of(&[BAD]);
    window.select("run it");
    assert!(window.press(Modifiers::SHIFT, Key::L).is_empty());
    assert!(window.harness.state().notices().iter().any(|it| it.message.starts_with("No address")));
    assert!(window.harness.query_by_role(Role::Link).is_none());
    for words in ["run it", "this"] {
        let at = window.on_card(words);
        assert!(window.click(at, Modifiers::COMMAND).is_empty(), "{words}");
    }
}

#[test]
fn the_thread_is_formatted_and_its_words_keep_their_bytes() {
    let mut window = Window::with("thread.txt", THREAD);
    let line =
        window.harness.get_by_role_and_label(Role::Label, "The cap can be checked, because meters show the load.");
    let rect = line.rect();
    assert!(window.harness.query_by_role_and_label(Role::Label, "I quote that word").is_some());
    let item = window.harness.get_by_role_and_label(Role::Label, "• see the report on it").rect();
    // From the first letter of "cap" to the last one of "checked": the words are chosen, and none of the signs around.
    let text = window.map().sources().next().unwrap().1.text.clone();
    let width = |words: &str| picture::text::width(words, 14.0);
    let y = rect.min.y + 9.0;
    let (from, to) = (rect.min.x + width("The ") + 4.0, rect.min.x + width("The cap can be che"));
    window.harness.drag_at(Pos2::new(from, y));
    window.harness.step();
    window.harness.hover_at(Pos2::new(to, y));
    window.harness.run_steps(3);
    let chosen = window.harness.state().view().words.unwrap();
    window.harness.drop_at(Pos2::new(to, y));
    window.harness.run_steps(3);
    assert_eq!(&text[chosen.range()], "cap can be checked");
    // Words on the map are found under the pointer: by their bytes.
    let stated: Vec<Span> = window.map().statements().map(|it| it.1.span).collect();
    assert!(stated.iter().any(|it| text[it.range()].contains("meters show")), "{stated:?}");
    window.harness.hover_at(Pos2::new(rect.min.x + width("The cap can be checked, because met"), y));
    window.harness.run_steps(4);
    let hovered = window.harness.state().view().hovered.and_then(Item::node).unwrap();
    let quote = window.map().statements().find(|it| it.1.node == Some(hovered)).unwrap().1.span;
    assert!(text[quote.range()].contains("meters show"));
    // A link opens on a click.
    let address = Pos2::new(item.min.x + width("• see the re"), item.center().y);
    assert_eq!(window.click(address, Modifiers::NONE), ["https://example.org/report"]);
}

#[test]
fn finding_goes_by_the_words_that_are_seen() {
    let mut window = Window::of(&[CLAIM, "Another one"]);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.harness.run_steps(4);
    window.harness.event(egui::Event::Text("cap can be checked".to_owned()));
    driven::settle(&mut window.harness);
    window.harness.run_steps(20);
    driven::settle(&mut window.harness);
    assert!(window.harness.query_by_label_contains("1 of 1").is_some() || window.harness.query_by_label("1").is_some());
    assert!(window.harness.query_all_by_role(Role::ListItem).count() == 2);
}

#[test]
fn typed_words_are_kept_letter_by_letter() {
    let typed = "\"straight\" 'quotes' -- and --- dashes... (c) 1/2 -> teh i dont  two spaces";
    let mut window = Window::of(&["Before"]);
    window.select("Before");
    window.harness.key_press(Key::F2);
    window.harness.run_steps(4);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.run_steps(2);
    for letter in typed.chars() {
        window.harness.event(egui::Event::Text(letter.to_string()));
        window.harness.step();
    }
    window.harness.run_steps(2);
    window.harness.key_press(Key::Enter);
    window.harness.run_steps(6);
    let (_, node) = window.map().nodes().next().unwrap();
    assert_eq!(&*node.text, typed);
    let (_, card) = picture::cards(window.map()).into_iter().next().unwrap();
    let shown: Vec<&str> = card.lines.iter().skip(1).map(|it| it.words.text.as_str()).collect();
    assert_eq!(shown.join(" ").replace("  ", " "), typed.replace("  ", " "), "and shown so");
}

#[test]
fn pictures_are_formatted_like_the_canvas() {
    let map = map_of(&[CLAIM, "> הטענה **נכונה** (3)\n\nown"]);
    let layout = layout::run(&picture::request(&map), None, &Progress::default());
    let svg = export::svg(&map, &layout, picture::Theme::light());
    let part = |words: &str| {
        let all: Vec<&str> = svg.lines().filter(|it| it.starts_with("<text") && it.contains(words)).collect();
        assert_eq!(all.len(), 1, "{words}: {all:?}");
        all[0].to_owned()
    };
    assert!(part(">cap<").contains("stroke-width"));
    assert!(part(">checked<").contains("skewX"));
    assert!(part("report<").contains("underline"));
    assert!(part(">meters<").contains("Hack"));
    assert!(part(">\u{2067}נכונה\u{2069}<").contains("stroke-width"));
    assert!(!svg.contains("**") && export::png(&svg, 1.0).unwrap().len() > 1000);
}
