//! Maps and threads come into the window and go to the disk.

use super::{
    App,
    action::Action,
    canvas::Look,
    context::View,
    desk::Desk,
    files::{self, Loaded},
    incoming::Incoming,
    inspector, keys,
    notices::Notice,
    store::Store,
};
use crate::{
    map::{Edit, Ids, Map, Records},
    sample::{self, Sample},
    save,
};
use std::{
    hash::{BuildHasher, Hasher},
    path::PathBuf,
};

impl App {
    /// Opens a file in the background.
    pub(super) fn open(&mut self, path: PathBuf) {
        if self.show_open(&path) {
            return;
        }
        let home = self.home.clone();
        self.loading.request(move |progress| files::load(&path, &home, progress));
    }

    /// Opens what was open at the end; the sample if nothing was.
    pub(super) fn open_as_left(&mut self) {
        let last = self.settings.last.clone().filter(|it| it.exists());
        let open = self.settings.open.iter().filter(|it| it.exists()).cloned();
        // To open what is open brings it to the front.
        self.to_open = open.chain(last).collect();
        match self.to_open.pop_front() {
            Some(first) => self.open(first),
            None => self.open_sample(&sample::FIRST),
        }
    }

    /// Opens an empty map.
    pub(super) fn new_map(&mut self) {
        let desk = self.new_desk("New map", Map::default());
        self.show_desk(desk, false);
    }

    /// Opens a fresh copy of a sample map.
    pub(super) fn open_sample(&mut self, sample: &Sample) {
        match save::from_text(sample.map) {
            Ok(map) => self.start_map(sample.title, map),
            Err(error) => self.notices.push(Notice::error(error.to_string(), "Please report this.")),
        }
    }

    /// Opens a new map, in a file of the program's own folder until it is saved elsewhere.
    fn start_map(&mut self, title: &str, map: Map) {
        let desk = self.new_desk(title, map);
        self.show_desk(desk, true);
    }

    fn new_desk(&mut self, title: &str, map: Map) -> Desk {
        let path = self.home.new_map(title).map_err(save::SaveError::from);
        let store = path.and_then(|path| Store::create(path, &map)).unwrap_or_else(|error| {
            self.notices.push(Notice::error(error.to_string(), "Until then the map lives in this window alone."));
            Store::nowhere(PathBuf::from(format!("{title}.ron")))
        });
        self.desk_with(map, store)
    }

    /// A desk with a map, that looks like the one in front.
    fn desk_with(&self, map: Map, store: Store) -> Desk {
        let view = View {
            reader: self.desk.view.reader,
            inspector: self.desk.view.inspector,
            chrome: self.desk.view.chrome,
            reader_width: self.desk.view.reader_width,
            inspector_width: self.desk.view.inspector_width,
            dark: self.desk.view.dark,
            still: self.desk.view.still,
            by_value: self.desk.view.by_value,
            minimap: self.desk.view.minimap,
            beside: self.desk.view.beside,
            semantics: self.desk.view.semantics,
            ..View::default()
        };
        let mut desk = Desk::new(map, store, view, &self.egui);
        desk.document.set_learning(self.settings.learn != Some(false));
        desk.canvas.look(Look::WholeAtOnce);
        desk
    }

    /// Shows a desk, in a tab of its own unless it may stand in the place of an untouched one.
    fn show_desk(&mut self, desk: Desk, over_blank: bool) {
        self.add_tab(desk, over_blank);
        self.remember_map();
    }

    pub(super) fn remember(&mut self) {
        if let Err(error) = self.home.remember(&self.settings) {
            tracing::warn!(%error, "cannot remember the settings");
        }
    }

    /// Writes the map to its file; returns whether that worked.
    pub(super) fn save(&mut self) -> bool {
        match self.desk.store.save(self.desk.document.map()) {
            Ok(()) => {
                self.notices.push(Notice::info(format!("Saved {}.", self.desk.store.path.display())));
                true
            }
            Err(error) => {
                let keys = keys::hint(&self.egui, Action::SaveAs);
                let hint =
                    format!("Nothing on the disk has changed. Save as{keys} saves elsewhere, or over this file.");
                self.notices.push(Notice::error(error.to_string(), hint));
                false
            }
        }
    }

    /// Writes the map to another file, and goes on with that one.
    pub(super) fn save_as(&mut self, path: PathBuf) {
        let path = if path.extension().is_some() { path } else { path.with_extension("ron") };
        if self.desk.store.is_at(&path) {
            self.saved_over();
            return;
        }
        match Store::create(path, self.desk.document.map()) {
            Ok(store) => {
                self.notices.push(Notice::info(format!("Saved {}.", store.path.display())));
                self.desk.store = store;
                self.remember_map();
            }
            Err(error) => {
                self.notices.push(Notice::error(error.to_string(), "Nothing on the disk has changed."));
            }
        }
    }

    /// Writes the map to its file even if another program has changed that.
    fn saved_over(&mut self) {
        match self.desk.store.save_over(self.desk.document.map()) {
            Ok(()) => self.notices.push(Notice::info(format!("Saved {}.", self.desk.store.path.display()))),
            Err(error) => self.notices.push(Notice::error(error.to_string(), "Nothing on the disk has changed.")),
        }
    }

    pub(super) fn loaded(&mut self, loaded: Loaded) {
        match loaded {
            Loaded::Map { path, opened, recovered: brought, kept, unfinished } => {
                let save::Opened { map, journal, recovered, warnings } = *opened;
                if recovered > 0 {
                    let what = if brought.is_empty() { String::new() } else { format!(": {brought}") };
                    let edits = if recovered == 1 { "the edit that had" } else { "edits that had" };
                    let message = format!("Brought back {edits} not been saved{what}.");
                    self.notices.push(Notice::warning(
                        message,
                        format!("Save{} to write them to the file.", keys::hint(&self.egui, Action::Save)),
                    ));
                }
                for warning in warnings {
                    self.notices.push(Notice::warning(warning, "The map is as it was last saved."));
                }
                let mut desk = self.desk_with(map, Store::opened(path, journal, recovered));
                if let Some(kept) = kept {
                    desk.restore(*kept);
                }
                match unfinished {
                    Ok(it) => desk.session.unfinished = it,
                    Err(why) => self.notices.push(Notice::warning(why, "The map is not touched by that.")),
                }
                self.show_desk(desk, true);
            }
            Loaded::Other { reads, name, map } => self.compare_with(reads, name, *map),
            Loaded::Decided { edit, starts } => {
                let before = self.desk.document.map().comments().count();
                if self.edit(*edit).is_some() {
                    let comments = self.desk.document.map().comments().count();
                    let what = if starts { "Split the comment" } else { "Joined the comments" };
                    let message = format!("{what}: {before} comments are {comments} now. The map follows.");
                    self.notices.push(Notice::info(message).with(Action::Undo));
                }
            }
            Loaded::Incoming(it) => self.incoming.push_back(Incoming { desk: self.desk.number, ..*it }),
            Loaded::Thread { title, records, warnings, into_open } => {
                let found = records.nodes.len();
                if !self.take_in(&title, records, into_open) {
                    return;
                }
                let [next, accept, reject] =
                    [Action::NextProposal, Action::Accept, Action::Reject].map(|it| keys::hint(&self.egui, it));
                let message = format!(
                    "Read “{title}”: {found} proposals. Go through them{next}, accept{accept} or reject{reject}."
                );
                self.tell_read(message, &warnings);
            }
            Loaded::Imported { title, format, records, warnings, into_open } => {
                let found = records.nodes.len();
                if self.take_in(&title, records, into_open) {
                    let points = if found == 1 { "1 point".to_owned() } else { format!("{found} points") };
                    self.tell_read(format!("Read “{title}” as {format}: {points}."), &warnings);
                }
            }
        }
    }

    /// Takes what was read into the open map, or opens a new one with it. Says whether that could be done.
    fn take_in(&mut self, title: &str, records: Box<Records>, into_open: bool) -> bool {
        if into_open {
            if let Some(diff) = self.edit(Edit::Merge(records)) {
                self.desk.view.changes.brought(&diff);
            }
            self.desk.canvas.look(Look::Whole);
            return true;
        }
        match Edit::Merge(records).make(Map::default(), &mut Ids::seeded(random_seed())) {
            Ok(map) => self.start_map(title, map),
            Err(problem) => {
                let message = format!("“{title}” makes no map: {problem}.");
                self.notices.push(Notice::error(message, "Please report this."));
                return false;
            }
        }
        true
    }

    /// Tells what was read, and the first thing that was doubtful.
    fn tell_read(&mut self, message: String, warnings: &[String]) {
        self.notices.push(match warnings.first() {
            None => Notice::info(message),
            Some(first) => {
                let places = if warnings.len() == 1 { "One place is" } else { "Some places are" };
                Notice::warning(message, format!("{places} doubtful. {}.", inspector::capital(first)))
            }
        });
    }
}

/// A seed that differs from start to start, so that two windows mint different ids.
pub(super) fn random_seed() -> u64 {
    std::hash::RandomState::new().build_hasher().finish()
}
