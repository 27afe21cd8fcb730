//! The open map compared with another one, or about to be merged with it. Nothing of the map changes before the person
//! says so; then it changes in one step.

pub mod panel;

use super::{App, action::Action, canvas::Look, context::Context, files, notices::Notice};
use crate::{
    compare::{About, Choices, Comparison, Conflict, Entry, Mark, Party, Point, compare, merge},
    jobs::Slot,
    map::{Diff, Edit, Item, Map, NodeId, Revision},
};
use egui::Ui;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

/// What another map is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// To tell how the open map differs from it.
    Compare,
    /// To merge it into the open map.
    Merge,
    /// As the map that both come from.
    Base,
}

impl Reads {
    /// What a dialog that asks for it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Compare => "Compare with a map",
            Self::Merge => "Merge with a map",
            Self::Base => "The map that both come from",
        }
    }

    /// The word on its button.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Compare => "Compare",
            Self::Merge => "Merge",
            Self::Base => "Choose",
        }
    }
}

/// Something a person wants of the comparison.
#[derive(Clone, Debug)]
pub enum Wish {
    /// Reads another map.
    Read(Reads, PathBuf),
    /// Asks for the map that both come from.
    AskBase,
    /// Goes to the next difference; or to the one before, if that is true.
    Step(bool),
    /// Goes to this difference, counted from 0.
    Go(usize),
    /// Takes the version of one of the two.
    Choose(Point, Party),
    /// Merges.
    Merge,
    /// Shows the map as usual again.
    End,
}

/// Another map beside the open one.
pub struct Compared {
    /// The name of its file.
    pub name: String,
    /// Whether it is to be merged into the open map.
    pub merges: bool,
    /// The name of the file of the map that both come from, if one was chosen.
    pub base: Option<String>,
    /// The difference one is at, counted from 0.
    pub at: Option<usize>,
    map: Map,
    base_map: Map,
    choices: Choices,
    /// Counts what else than the open map has changed.
    wishes: u64,
    asked: Option<(Revision, u64)>,
    known: Option<((Revision, u64), Result<Found, String>)>,
    slot: Slot<((Revision, u64), Result<Found, String>)>,
}

/// What came of it.
pub struct Found {
    /// What is different: in the open map against the other, or in the merged map against the open one.
    pub comparison: Comparison,
    /// The other map, or the merged one.
    pub other: Map,
    /// What does not go together.
    pub conflicts: Vec<Conflict>,
    /// Which entry is about which node or link.
    by_item: BTreeMap<Item, usize>,
    /// The nodes and links on which the two do not go together.
    disputed: BTreeSet<Item>,
    /// Both.
    marked: BTreeSet<Item>,
}

impl Found {
    fn of(map: &Map, other: &Map) -> Self {
        Self::new(compare(other, map), other.clone(), Vec::new())
    }

    fn merged(base: &Map, map: &Map, other: &Map, choices: &Choices) -> Result<Self, String> {
        let merged = merge(base, map, other, choices).map_err(|it| it.into_iter().next().unwrap_or_default())?;
        Ok(Self::new(compare(map, &merged.map), merged.map, merged.conflicts))
    }

    fn new(comparison: Comparison, other: Map, conflicts: Vec<Conflict>) -> Self {
        let items = comparison.entries.iter().enumerate().filter_map(|(n, it)| Some((it.about.item()?, n)));
        let by_item: BTreeMap<Item, usize> = items.collect();
        let disputed: BTreeSet<Item> = conflicts.iter().filter_map(|it| it.about.item()).collect();
        let marked = by_item.keys().chain(&disputed).copied().collect();
        Self { comparison, other, conflicts, by_item, disputed, marked }
    }

    /// The entries about nodes and links, by those.
    pub fn items(&self) -> impl Iterator<Item = (Item, &Entry)> {
        self.by_item.iter().filter_map(|(&item, &n)| Some((item, self.comparison.entries.get(n)?)))
    }

    /// What happened to an item, in words and as the sort that counts most; nothing if nothing did.
    pub fn told_of(&self, item: Item) -> Option<(String, Mark)> {
        let entry = self.number_of(item).and_then(|it| self.comparison.entries.get(it));
        let mark = entry.map(|it| it.marks().into_iter().next().unwrap_or(Mark::Changed));
        match (entry, self.disputed.contains(&item)) {
            (None, false) => None,
            (None, true) => Some(("conflict".to_owned(), Mark::Changed)),
            (Some(it), false) => Some((words_of(it), mark?)),
            (Some(it), true) => Some((format!("conflict, {}", words_of(it)), mark?)),
        }
    }

    /// All nodes and links of which there is something to tell.
    pub fn marked(&self) -> &BTreeSet<Item> {
        &self.marked
    }

    /// The number of the entry about an item.
    pub fn number_of(&self, item: Item) -> Option<usize> {
        self.by_item.get(&item).copied()
    }
}

impl Compared {
    fn new(reads: Reads, name: String, map: Map, wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            name,
            merges: reads == Reads::Merge,
            base: None,
            at: None,
            map,
            base_map: Map::default(),
            choices: Choices::new(),
            wishes: 0,
            asked: None,
            known: None,
            slot: Slot::new("compare", wake),
        }
    }

    /// Brings it in step with the open map, in the background.
    pub fn update(&mut self, map: &Map, now: Revision) {
        if let Some(Ok(found)) = self.slot.poll() {
            let last = found.1.as_ref().map_or(0, |it| it.comparison.entries.len());
            self.at = self.at.filter(|&it| it < last);
            self.known = Some(found);
        }
        let wanted = (now, self.wishes);
        if self.asked == Some(wanted) {
            return;
        }
        self.asked = Some(wanted);
        let (map, other, base) = (map.clone(), self.map.clone(), self.base_map.clone());
        let (choices, merges) = (self.choices.clone(), self.merges);
        self.slot.request(move |_| {
            let found = if merges { Found::merged(&base, &map, &other, &choices) } else { Ok(Found::of(&map, &other)) };
            (wanted, found)
        });
    }

    /// What is known of it, also while it is being found anew.
    pub fn found(&self) -> Option<&Found> {
        self.known.as_ref()?.1.as_ref().ok()
    }

    /// Why there is nothing to show.
    pub fn failed(&self) -> Option<&str> {
        self.known.as_ref()?.1.as_ref().err().map(String::as_str)
    }

    /// Of which state of the map and of the wishes that is.
    pub fn state(&self) -> Option<(Revision, u64)> {
        self.known.as_ref().map(|it| it.0)
    }

    /// Whether what is known is of the map as it is.
    pub fn is_current(&self) -> bool {
        self.asked.is_some() && self.state() == self.asked
    }

    /// Whether it is being found.
    pub fn is_busy(&self) -> bool {
        self.slot.is_busy()
    }

    /// What happened to an item, in words.
    pub fn marks_of(&self, item: Item) -> Option<String> {
        self.found()?.told_of(item).map(|it| it.0)
    }
}

/// What happened to a thing, in words.
pub fn words_of(entry: &Entry) -> String {
    entry.marks().into_iter().map(Mark::word).collect::<Vec<_>>().join(", ")
}

/// Whether a node is only in the other map, so that it can be shown as a ghost alone.
pub fn is_ghost(ctx: &Context<'_>, found: &Found, id: NodeId) -> bool {
    ctx.map.node(id).is_none() && found.other.node(id).is_some()
}

impl App {
    /// Does what was asked for.
    pub(super) fn handle_compared(&mut self, wish: Wish, ui: &Ui) {
        match wish {
            Wish::Read(reads, path) => self.desk.reading.request(move |_| files::other(&path, reads)),
            Wish::AskBase => self.dialogs.other(Reads::Base),
            Wish::End => {
                self.desk.compared = None;
                ui.memory_mut(|it| it.request_focus(super::canvas::id()));
            }
            Wish::Merge => self.merge_compared(),
            Wish::Choose(point, party) => {
                if let Some(it) = &mut self.desk.compared {
                    it.choices.insert(point, party);
                    it.wishes += 1;
                }
            }
            Wish::Step(backwards) => {
                let Some(it) = &self.desk.compared else { return };
                let count = it.found().map_or(0, |it| it.comparison.entries.len());
                if count > 0 {
                    let next = match it.at {
                        None if backwards => count - 1,
                        None => 0,
                        Some(at) if backwards => (at + count - 1) % count,
                        Some(at) => (at + 1) % count,
                    };
                    self.go_to_difference(next);
                }
            }
            Wish::Go(at) => self.go_to_difference(at),
        }
    }

    /// Shows another map beside the open one.
    pub(super) fn compare_with(&mut self, reads: Reads, name: String, map: Map) {
        match (reads, &mut self.desk.compared) {
            (Reads::Base, Some(it)) => {
                it.base = Some(name);
                it.base_map = map;
                it.wishes += 1;
            }
            (Reads::Base, None) => {}
            _ => {
                let ctx = self.egui.clone();
                self.desk.compared = Some(Compared::new(reads, name, map, move || ctx.request_repaint()));
            }
        }
        self.desk.view.compared = self.desk.compared.is_some();
    }

    fn go_to_difference(&mut self, at: usize) {
        let Some(compared) = &mut self.desk.compared else { return };
        compared.at = Some(at);
        let Some(found) = compared.found() else { return };
        let Some(about) = found.comparison.entries.get(at).map(|it| it.about) else { return };
        let gone_from = |id| found.other.edge(id).map(|it| it.from);
        let map = self.desk.document.map();
        let item = about.item().filter(|it| map.contains(*it));
        // What is only in the other map cannot be selected; what was before must not look as if it were meant.
        let ghost = match about {
            About::Node(id) => Some(id),
            About::Edge(id) => gone_from(id),
            _ => None,
        };
        match (item, ghost, about) {
            (Some(item), ..) => self.reveal(item),
            (None, Some(id), _) => {
                let look = if map.node(id).is_some() { Look::At(id.into()) } else { Look::Ghost(id) };
                self.select(BTreeSet::new());
                self.desk.canvas.look(look);
            }
            (None, None, About::Source(id)) => {
                let first = map.comments().filter(|it| it.1.span.source == id).map(|it| it.1.span).min();
                if let Some(first) = first {
                    self.desk.reader.scroll_to(first);
                }
            }
            _ => {}
        }
    }

    /// Merges what is shown into the map, as one step.
    fn merge_compared(&mut self) {
        let Some(compared) = self.desk.compared.take_if(|it| it.merges && it.is_current() && it.found().is_some())
        else {
            return;
        };
        let Some(found) = compared.found() else { return };
        let diff = Diff::between(self.desk.document.map(), &found.other);
        let changes = found.comparison.entries.len();
        if diff.is_empty() {
            self.notices.push(Notice::info(format!("Nothing in {} is news.", compared.name)));
            return;
        }
        if let Some(diff) = self.edit(Edit::Combine(Box::new(diff))) {
            self.desk.view.changes.brought(&diff);
            let what = if changes == 1 { "1 change".to_owned() } else { format!("{changes} changes") };
            let message = format!("Merged {}: {what}.", compared.name);
            self.notices.push(Notice::info(message).with(Action::Undo));
        }
    }
}
