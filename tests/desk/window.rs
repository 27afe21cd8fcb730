//! The real window, driven without a screen.

use crate::driven;
use cruxmap::{
    map::Map,
    save,
    ui::{App, Start, home::Home},
};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{Harness, kittest::Queryable as _};
use std::path::{Path, PathBuf};

/// A window, with the program's folder in `home` below a folder of the test's own.
pub struct Window {
    pub harness: Harness<'static, App>,
}

impl Window {
    /// A window on the map in `path`; the program's folder is `home` beside it.
    pub fn on(path: &Path) -> Self {
        Self::sized(path, [1200.0, 800.0])
    }

    /// The same, of this size in points.
    pub fn sized(path: &Path, size: [f32; 2]) -> Self {
        Self::start(path.parent().unwrap(), Start::File(path.to_owned()), size)
    }

    /// A window on whatever `start` says.
    pub fn start(folder: &Path, start: Start, size: [f32; 2]) -> Self {
        let home = Home::at(folder.join("home"));
        Self { harness: driven::open(home, start, size) }
    }

    /// Runs frames until nothing goes on in the background.
    pub fn settle(&mut self) {
        driven::settle(&mut self.harness);
    }

    pub fn app(&self) -> &App {
        self.harness.state()
    }

    pub fn map(&self) -> &Map {
        self.app().document().map()
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(6);
    }

    pub fn keys(&mut self, keys: &[Key]) {
        for &key in keys {
            self.press(Modifiers::NONE, key);
        }
    }

    /// Adds a claim by keyboard.
    pub fn add(&mut self, words: &str) {
        self.keys(&[Key::N]);
        self.harness.get_by_role_and_label(Role::MultilineTextInput, "Words of the node").type_text(words);
        self.harness.run_steps(6);
        self.keys(&[Key::Enter]);
        self.settle();
    }

    pub fn click(&mut self, label: &str) {
        self.harness.get_by_role_and_label(Role::Button, label).click();
        self.harness.run_steps(8);
    }

    /// Finds a command in the palette, and does it.
    pub fn command(&mut self, words: &str) {
        self.press(Modifiers::COMMAND, Key::K);
        self.harness.get_by_role(Role::TextInput).type_text(words);
        self.harness.run_steps(4);
        self.keys(&[Key::Enter]);
    }

    pub fn selected(&self) -> Vec<String> {
        let map = self.map();
        let selection = &self.app().view().selection;
        selection.iter().filter_map(|it| map.node(it.node()?)).map(|it| it.text.to_string()).collect()
    }

    pub fn notices(&self) -> Vec<String> {
        self.app().notices().iter().map(|it| it.message.clone()).collect()
    }

    /// Asks the window to close, as the system does.
    pub fn close(&mut self) {
        let viewports = &mut self.harness.input_mut().viewports;
        viewports.entry(egui::ViewportId::ROOT).or_default().events.push(egui::ViewportEvent::Close);
        self.harness.step();
        self.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default().events.clear();
        self.harness.run_steps(6);
    }
}

/// A file with `map` in a folder of its own.
pub fn file_of(folder: &tempfile::TempDir, map: &Map) -> PathBuf {
    let path = folder.path().join("debate.ron");
    std::fs::write(&path, save::to_text(map)).unwrap();
    path
}
