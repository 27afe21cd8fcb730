//! Copy, cut, paste and duplicate: as an outline for other programs, and whole within this one.

use super::{App, command::Command, inspector::capital, notices::Notice};
use crate::{
    export::outline,
    map::{Edge, EdgeKind, Edit, Insert, Item, Map, NodeId, legal_edges},
};
use egui::{Event, Ui, ViewportCommand, text_selection::LabelSelectionState};
use std::collections::{BTreeMap, BTreeSet};

/// The system brings what was asked for within this time, in seconds, or not at all.
const SOON: f64 = 1.0;

/// What was copied last, with what its text leaves out.
#[derive(Debug, Default)]
pub struct Clipboard {
    /// The outline the system's clipboard was given.
    text: String,
    whole: Insert,
    /// What the nodes did to those they were linked to.
    does: BTreeMap<NodeId, EdgeKind>,
    /// When the text of the clipboard was asked for, to be read as an outline whatever it looks like.
    forced: Option<f64>,
}

impl Clipboard {
    /// The links by which what was copied bears on a node: as it did on what it was linked to, if that is legal.
    fn below(&self, map: &Map, to: NodeId) -> Vec<Edge> {
        let Some(end) = map.node(to) else { return Vec::new() };
        let nodes = &self.whole.records.nodes;
        let leading: BTreeSet<NodeId> = self.whole.records.edges.values().map(|it| it.from).collect();
        let ends = nodes.iter().filter(|it| !leading.contains(it.0));
        let link = |(&from, it): (&NodeId, &crate::map::Node)| {
            let legal = legal_edges(it.kind, end.kind);
            let kind = self.does.get(&from).filter(|it| legal.contains(it)).or(legal.first())?;
            Some(Edge { from, to: to.into(), kind: *kind })
        };
        ends.filter_map(link).collect()
    }
}

impl App {
    /// Does what the system's keys for the clipboard ask for, while no text is being typed or selected.
    pub(super) fn clipboard_keys(&mut self, ui: &Ui) {
        let selects_text = ui.with_plugin(|it: &mut LabelSelectionState| it.has_selection()).unwrap_or(false);
        let events = ui.input(|it| {
            let ours = |it: &&Event| match it {
                Event::Copy | Event::Cut => !selects_text,
                Event::Paste(_) => true,
                _ => false,
            };
            it.events.iter().filter(ours).cloned().collect::<Vec<_>>()
        });
        for event in events {
            match event {
                Event::Copy => self.copy(ui),
                Event::Cut => self.cut(ui),
                Event::Paste(text) => self.paste(&text, ui),
                _ => {}
            }
        }
    }

    /// Copies the selected nodes and the links among them.
    pub(super) fn copy(&mut self, ui: &Ui) {
        let nodes: BTreeSet<NodeId> = self.desk.view.nodes().collect();
        if nodes.is_empty() {
            return;
        }
        let map = self.desk.document.map();
        let whole = Insert::taken_from(map, &nodes);
        let places = &self.desk.places.layout().places;
        let place = |it: &NodeId| places.get(it).map_or((0.0, 0.0), |it| (it.min.y, it.min.x));
        let mut order: Vec<NodeId> = nodes.iter().copied().collect();
        order.sort_by(|a, b| {
            let (a, b) = (place(a), place(b));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        let text = outline::write(&whole.records, &order);
        let outwards = |node| {
            let mut links = map.edges_at(Item::Node(node)).filter_map(|it| map.edge(it));
            links.find(|it| it.from == node && it.to.node().is_some_and(|it| !nodes.contains(&it)))
        };
        let does = nodes.iter().filter_map(|&it| Some((it, outwards(it)?.kind))).collect();
        ui.copy_text(text.clone());
        self.clipboard = Clipboard { text, whole, does, forced: None };
    }

    /// Copies the selected nodes, and removes what is selected.
    pub(super) fn cut(&mut self, ui: &Ui) {
        if self.desk.view.nodes().next().is_some() {
            self.copy(ui);
            self.edit(Edit::Delete { items: self.desk.view.selection.clone() });
            self.desk.settle_selection();
        }
    }

    /// Asks the system for the text of the clipboard; `forced` says to read it as an outline whatever it looks like.
    pub(super) fn ask_to_paste(&mut self, forced: bool, ui: &Ui) {
        self.clipboard.forced = forced.then(|| ui.input(|it| it.time));
        ui.send_viewport_cmd(ViewportCommand::RequestPaste);
    }

    /// Brings text in: nodes below the selected one if it is an outline, else a thread to read.
    fn paste(&mut self, text: &str, ui: &Ui) {
        let now = ui.input(|it| it.time);
        let forced = self.clipboard.forced.take().is_some_and(|it| now - it <= SOON);
        let map = self.desk.document.map();
        let below = self.desk.view.single_node();
        let is_ours = !self.clipboard.text.is_empty() && text.trim_end() == self.clipboard.text.trim_end();
        let insert = if is_ours {
            let links = below.map(|it| self.clipboard.below(map, it)).unwrap_or_default();
            Insert { links, ..self.clipboard.whole.clone() }
        } else if forced || outline::is_outline(text) {
            match outline::read(text) {
                Ok(it) => {
                    let links = below.map(|node| it.below(map, node)).unwrap_or_default();
                    Insert { records: it.records, links, is_copy: false }
                }
                Err(error) => {
                    let message = format!("{}.", capital(&error.to_string()));
                    return self.notices.push(Notice::warning(message, "Paste a part of it."));
                }
            }
        } else {
            if text.len() > 1 {
                let bytes = text.as_bytes().to_vec();
                self.handle(Command::ReadThread { title: "Pasted thread".to_owned(), bytes }, ui);
            }
            return;
        };
        if insert.records.nodes.is_empty() {
            return self.notices.push(Notice::info("There are no words on the clipboard to make nodes of."));
        }
        self.handle(Command::EditAndSelect(Edit::Insert(Box::new(insert))), ui);
    }

    /// Adds copies of the selected nodes beside them.
    pub(super) fn duplicate(&mut self, ui: &Ui) {
        let nodes: BTreeSet<NodeId> = self.desk.view.nodes().collect();
        let copies = Insert::copies_of(self.desk.document.map(), &nodes);
        self.handle(Command::EditAndSelect(Edit::Insert(Box::new(copies))), ui);
    }
}
