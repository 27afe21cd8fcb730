//! A window without a screen, driven by keys, pointer, role and label.

use crate::driven;
use cruxmap::{
    map::{Edge, EdgeKind, Item, Map, NodeId},
    save,
    ui::{App, Start, home::Home},
};
use egui::{Key, Modifiers, Pos2, Rect, accesskit::Role};
use egui_kittest::{Harness, kittest::Queryable as _};

pub struct Window {
    pub harness: Harness<'static, App>,
    _folder: tempfile::TempDir,
}

impl Window {
    /// A window on a file with this name and content.
    pub fn on(name: &str, content: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let home = Home::at(folder.path().join("home"));
        let harness = driven::open(home, Start::File(path), [1200.0, 800.0]);
        Self { harness, _folder: folder }
    }

    pub fn on_map(map: &Map) -> Self {
        Self::on("debate.ron", save::to_text(map).as_bytes())
    }

    pub fn map(&self) -> &Map {
        self.harness.state().document().map()
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(5);
    }

    pub fn keys(&mut self, keys: &[Key]) {
        for &key in keys {
            self.press(Modifiers::NONE, key);
        }
    }

    pub fn undo(&mut self) {
        self.press(Modifiers::COMMAND, Key::Z);
    }

    /// Types into whatever has the keyboard.
    pub fn type_words(&mut self, words: &str) {
        self.harness.event(egui::Event::Text(words.to_owned()));
        self.harness.run_steps(4);
    }

    pub fn is_typing(&self) -> bool {
        self.harness.state().view().draft.is_some()
    }

    pub fn node(&self, text: &str) -> NodeId {
        driven::id_of(self.map(), text)
    }

    pub fn texts(&self) -> Vec<String> {
        self.map().nodes().map(|it| it.1.text.to_string()).collect()
    }

    /// The one link that leads away from a node: its kind, and the words of its end.
    pub fn link_of(&self, text: &str) -> Option<(EdgeKind, String)> {
        let map = self.map();
        let node = self.node(text);
        let links: Vec<&Edge> = map.edges_at(node).filter_map(|it| map.edge(it)).filter(|it| it.from == node).collect();
        assert!(links.len() <= 1, "{text}: {links:?}");
        links.first().map(|it| (it.kind, map.node(it.to.node().unwrap()).unwrap().text.to_string()))
    }

    pub fn selection(&self) -> Vec<Item> {
        self.harness.state().view().selection.iter().copied().collect()
    }

    /// The words of the one node that is selected.
    pub fn selected(&self) -> String {
        let [Item::Node(node)] = self.selection()[..] else { panic!("selected: {:?}", self.selection()) };
        self.map().node(node).unwrap().text.to_string()
    }

    /// The place of the node on the canvas whose words hold these, if it is in view.
    pub fn seen(&self, words: &str) -> Option<Rect> {
        driven::place_of(&self.harness, words)
    }

    pub fn place(&self, words: &str) -> Rect {
        self.seen(words).expect("the node is on the canvas")
    }

    pub fn click(&mut self, at: Pos2) {
        driven::click(&mut self.harness, at);
    }

    /// Drags from one point to another and holds there.
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.harness.drag_at(from);
        self.harness.step();
        for part in [0.1, 0.4, 0.7, 1.0, 1.0] {
            self.harness.hover_at(from + (to - from) * part);
            self.harness.step();
        }
    }

    pub fn drop(&mut self, at: Pos2) {
        self.harness.drop_at(at);
        self.harness.run_steps(8);
    }

    pub fn press_button(&mut self, label: &str) {
        self.harness.get_by_role_and_label(Role::Button, label).click();
        self.harness.run_steps(6);
    }

    pub fn shows(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }
}
