//! Going through proposals and doubtful starts, and deciding on them.

use super::{App, files, notices::Notice, review, seams};
use crate::map::{Edit, Item, Map, Span};
use std::collections::BTreeSet;

impl App {
    /// Decides on proposals; after deciding on one, goes to the next.
    pub(super) fn decide(&mut self, items: BTreeSet<Item>, accept: bool) {
        let map = self.desk.document.map();
        let is_open = |it: &Item| map.is_open(*it);
        let mut open: BTreeSet<Item> = items.into_iter().filter(is_open).collect();
        let single = open.first().copied().filter(|_| open.len() == 1);
        let next = single.and_then(|it| self.desk.next_proposal(Some(it), false)).filter(|&it| Some(it) != single);
        if accept {
            // A link whose two ends stand needs no second decision.
            let stands = |map: &Map, it: Item| open.contains(&it) || !is_open(&it) && map.contains(it);
            let links: Vec<Item> = open
                .iter()
                .flat_map(|&it| map.edges_at(it))
                .filter(|&it| map.edge(it).is_some_and(|edge| stands(map, edge.from.into()) && stands(map, edge.to)))
                .map(Item::Edge)
                .filter(is_open)
                .collect();
            open.extend(links);
            self.edit(Edit::Accept { items: open });
        } else {
            self.edit(Edit::Reject { items: open });
        }
        if let Some(next) = next {
            self.reveal(next);
        }
    }

    /// Makes of the selected proposal what it would have been otherwise.
    pub(super) fn take_runner_up(&mut self) {
        if let Some(edit) = self.desk.view.single().and_then(|it| review::runner_up(self.desk.document.map(), it)) {
            self.edit(edit);
        }
    }

    pub(super) fn go_to_link(&mut self) {
        if let Some(edge) = self.desk.view.single().and_then(|it| review::next_link(self.desk.document.map(), it)) {
            self.reveal(edge.into());
        }
    }

    pub(super) fn switch_learning(&mut self) {
        let on = !self.desk.document.learns();
        self.change_settings(|it| it.learn = Some(on));
    }

    pub(super) fn switch_order(&mut self) {
        let by_value = !self.desk.view.by_value;
        self.change_settings(|it| it.by_value = Some(by_value));
        // Whoever asks for it again wants it as things are now.
        self.desk.queue.forget();
        let order = if by_value { "by value: what would matter most if wrong first" } else { "in reading order" };
        self.notices.push(Notice::info(format!("The review goes {order}.")));
    }

    pub(super) fn go_to_proposal(&mut self, backwards: bool) {
        let from = self.desk.view.selection.first().copied();
        if let Some(next) = self.desk.next_proposal(from, backwards) {
            self.reveal(next);
        }
    }

    pub(super) fn go_to_doubt(&mut self) {
        self.desk.view.doubt = self.desk.seams.next(self.desk.view.doubt);
        match self.desk.view.doubt {
            Some((source, at)) => {
                self.desk.view.reader = true;
                self.desk.reader.scroll_to(Span { source, start: at, end: at + 1 });
            }
            None => self.notices.push(Notice::info("Where comments start is clear all through.")),
        }
    }

    /// Says whether a comment starts at a place; the thread is read anew in the background.
    pub(super) fn decide_start(&mut self, (source, at): seams::Place, starts: bool) {
        #[cfg(feature = "model")]
        if self.model.is_reading() && self.model.of == self.desk.number {
            // What it finds would have no comments to stand in.
            let message = "A model is reading these comments: they cannot be split or joined now.";
            self.notices.push(Notice::warning(message, "Wait for it, or stop it with Escape."));
            return;
        }
        self.desk.view.doubt = None;
        let map = self.desk.document.map().clone();
        self.desk.reading.request(move |progress| files::decide(&map, source, at, starts, progress));
    }
}
