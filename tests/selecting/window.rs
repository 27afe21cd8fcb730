//! The window without a screen, driven by role and label, and a map with several of each.

use crate::driven;
use cruxmap::{
    map::{Document, EdgeKind, Edit, Ids, Item, Map, NodeKind, Records, Review},
    save,
    ui::{App, Start, home::Home},
};
use egui::{Event, Key, Modifiers, Pos2, accesskit::Role};
use egui_kittest::{Harness, kittest::Queryable as _};

pub struct Window {
    pub harness: Harness<'static, App>,
    _folder: tempfile::TempDir,
}

impl Window {
    pub fn on(map: &Map) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("debate.ron");
        std::fs::write(&path, save::to_text(map)).unwrap();
        let home = Home::at(folder.path().join("home"));
        let harness = driven::open(home, Start::File(path), [1200.0, 800.0]);
        Self { harness, _folder: folder }
    }

    /// Runs frames until nothing goes on in the background.
    pub fn settle(&mut self) {
        driven::settle(&mut self.harness);
    }

    pub fn map(&self) -> &Map {
        self.harness.state().document().map()
    }

    pub fn undo_label(&self) -> Option<&'static str> {
        self.harness.state().document().undo_label()
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(6);
    }

    pub fn send(&mut self, event: Event) {
        self.harness.event(event);
        self.harness.run_steps(6);
    }

    /// How many labels say this.
    pub fn labels(&self, words: &str) -> usize {
        self.harness.query_all_by_label(words).count()
    }

    pub fn undo(&mut self) {
        self.press(Modifiers::COMMAND, Key::Z);
    }

    /// Does what a menu offers.
    pub fn choose(&mut self, menu: &str, item: &str) {
        self.harness.get_by_role_and_label(Role::Button, menu).click();
        self.harness.run_steps(6);
        self.harness.get_by_role_and_label(Role::Button, item).click();
        self.harness.run_steps(8);
    }

    /// The place of the node on the canvas whose words hold these.
    pub fn node_at(&self, words: &str) -> egui::Rect {
        driven::place_of(&self.harness, words).expect("the node is on the canvas")
    }

    pub fn click_node(&mut self, words: &str) {
        let at = self.node_at(words).center();
        driven::click(&mut self.harness, at);
    }

    /// Drags from one place to another with these keys held, and lets `midway` look before the button is let go of.
    pub fn drag(&mut self, held: Modifiers, from: Pos2, to: Pos2, midway: impl FnOnce(&mut Self)) {
        self.harness.event(Event::ModifiersChanged(held));
        self.harness.drag_at(from);
        self.harness.step();
        for part in [0.2, 0.6, 1.0] {
            self.harness.hover_at(from.lerp(to, part));
            self.harness.step();
        }
        self.harness.step();
        midway(self);
        self.harness.drop_at(to);
        self.harness.step();
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.harness.run_steps(8);
    }

    pub fn selection(&self) -> std::collections::BTreeSet<Item> {
        self.harness.state().view().selection.clone()
    }

    /// The words of the selected nodes, sorted.
    pub fn selected(&self) -> Vec<String> {
        let map = self.map();
        let selection = &self.harness.state().view().selection;
        let nodes = selection.iter().filter_map(|it| map.node(it.node()?));
        let mut words: Vec<String> = nodes.map(|it| it.text.to_string()).collect();
        words.sort();
        words
    }
}

/// A claim with two reasons, one of which has a reason of its own; a question, which is proposed; a note.
pub fn debate() -> Map {
    let mut document = Document::new(Map::default(), Ids::seeded(5));
    let mut add = |kind, text: &str, link| {
        let diff = document.edit(Edit::AddNode { kind, text: text.to_owned(), at: None, link }).unwrap();
        *diff.nodes.keys().next().unwrap()
    };
    let top = add(NodeKind::Claim, "Main", None);
    let left = add(NodeKind::Claim, "Reason", Some((EdgeKind::Supports, top.into())));
    add(NodeKind::Claim, "Objection", Some((EdgeKind::Attacks, top.into())));
    add(NodeKind::Evidence, "Deep", Some((EdgeKind::BearsOn, left.into())));
    let asked = add(NodeKind::Question, "Asked", None);
    add(NodeKind::Note, "Noted", None);
    let mut records = Records::default();
    records.reviews.insert(asked.into(), Review { confidence: 0.7, ..Review::default() });
    document.edit(Edit::Merge(Box::new(records))).unwrap();
    document.map().clone()
}
