//! A window on a map in a folder of its own, in which nothing glides. Test files add what they need.

use super::{close, open, own_words, settle};
use cruxmap::{
    map::Map,
    save,
    ui::{
        App, Start,
        home::{Home, Settings},
    },
};
use egui::{Key, Modifiers, Vec2, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

/// The window, and the folder its map and the program's folder are in.
pub struct Window {
    pub harness: Harness<'static, App>,
    pub folder: tempfile::TempDir,
    pub size: Vec2,
}

impl Window {
    /// A window of this size on this map, as at the first start.
    pub fn on(map: &Map, size: impl Into<Vec2>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("map.ron"), save::to_text(map)).unwrap();
        let home = Home::at(folder.path().join("home"));
        home.remember(&Settings { reduce_motion: true, ..Settings::default() }).unwrap();
        Self::within(folder, size.into())
    }

    pub fn within(folder: tempfile::TempDir, size: Vec2) -> Self {
        let home = Home::at(folder.path().join("home"));
        let harness = open(home, Start::File(folder.path().join("map.ron")), size);
        assert!(harness.state().shows_map());
        Self { harness, folder, size }
    }

    /// Closes the window and opens the map again.
    pub fn again(self) -> Self {
        let size = self.size;
        self.again_sized(size)
    }

    /// The same, in another size.
    pub fn again_sized(self, size: impl Into<Vec2>) -> Self {
        let Self { harness, folder, .. } = self;
        close(harness);
        Self::within(folder, size.into())
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(6);
    }

    pub fn key(&mut self, key: Key) {
        self.press(Modifiers::NONE, key);
    }

    pub fn button(&mut self, name: &str) {
        self.harness.get_by_role_and_label(Role::Button, name).click();
        self.harness.run_steps(6);
    }

    pub fn map(&self) -> &Map {
        self.harness.state().document().map()
    }

    /// The words of the one node that is selected; empty if there is none.
    pub fn selected(&self) -> String {
        let node = self.harness.state().view().single_node();
        node.and_then(|it| self.map().node(it)).map(|it| it.text.to_string()).unwrap_or_default()
    }

    /// What is heard of all that has this role.
    pub fn heard(&self, role: Role) -> Vec<String> {
        self.harness.query_all_by_role(role).filter_map(|it| it.accesskit_node().label()).collect()
    }

    /// What stands in labels.
    pub fn told(&self) -> Vec<String> {
        self.harness.query_all_by_role(Role::Label).filter_map(|it| it.accesskit_node().value()).collect()
    }

    /// Whether a label holds these words.
    pub fn tells(&self, words: &str) -> bool {
        self.told().iter().any(|it| it.contains(words))
    }

    /// Selects the node that the list of places finds by these words.
    pub fn choose(&mut self, words: &str) {
        self.key(Key::G);
        self.harness.event(egui::Event::Text(words.to_owned()));
        self.harness.run_steps(6);
        self.key(Key::Enter);
        settle(&mut self.harness);
    }

    /// Types into a field, also one that is scrolled out of sight, in place of what stands there.
    pub fn retype(&mut self, field: &str, text: &str) {
        let is_field = |it: &egui_kittest::Node<'_>| it.accesskit_node().is_text_input();
        self.harness.get_all_by_label(field).find(is_field).unwrap().focus();
        self.harness.run_steps(3);
        self.press(Modifiers::COMMAND, Key::A);
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run_steps(4);
    }

    /// What stands on the canvas: the words of the nodes, sorted.
    pub fn nodes(&self) -> Vec<String> {
        let all = self.heard(Role::ListItem);
        let mut words: Vec<String> = all.iter().filter_map(|it| Some(own_words(it)?.to_owned())).collect();
        words.sort();
        words
    }
}
