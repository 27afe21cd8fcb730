//! Showing only a part of the map: folding, focus, and what the window keeps of them.

use super::{
    App,
    canvas::Scene,
    context::View,
    notices::Notice,
    places::Places,
    visible::{Filter, Focus, Showing, Visible},
};
use crate::map::{Item, Map, NodeId, Revision};
use std::{collections::BTreeSet, sync::Arc};

/// A focus reaches at most so many links.
pub const MOST_STEPS: u8 = 20;

/// So many earlier focuses are remembered.
const LONGEST: usize = 50;

/// What is hidden at the moment, and what the canvas looks up of the rest.
#[derive(Debug, Default)]
pub struct Shown {
    /// What is hidden.
    pub visible: Visible,
    /// The scene without it, if anything is hidden.
    scene: Option<Arc<Scene>>,
    of: Option<(Revision, Arc<Scene>, Showing)>,
}

/// What was in focus before, and after.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trail {
    earlier: Vec<Focus>,
    later: Vec<Focus>,
}

impl Shown {
    /// What the canvas looks up.
    pub fn scene<'a>(&'a self, places: &'a Places) -> &'a Arc<Scene> {
        self.scene.as_ref().unwrap_or(places.scene())
    }

    /// Brings it in step with the map, its layout and the view. What is selected is shown.
    pub fn update(&mut self, map: &Map, now: Revision, places: &Places, view: &mut View) {
        let showing = &mut view.showing;
        let same = |it: &(Revision, Arc<Scene>, Showing)| {
            it.0 == now && Arc::ptr_eq(&it.1, places.scene()) && it.2 == *showing
        };
        if self.of.as_ref().is_some_and(same) {
            return;
        }
        showing.forget(map);
        showing.reveal(map, view.selection.iter().copied());
        self.visible = Visible::new(map, showing);
        let all = self.visible.hidden.is_empty();
        self.scene = (!all).then(|| Arc::new(Scene::visible(map, places.layout(), &self.visible, places.grouping())));
        self.of = Some((now, places.scene().clone(), showing.clone()));
    }
}

impl Trail {
    /// Whether there is an earlier focus.
    pub fn has_earlier(&self) -> bool {
        !self.earlier.is_empty()
    }

    /// Whether there is a later focus.
    pub fn has_later(&self) -> bool {
        !self.later.is_empty()
    }

    fn remember(&mut self, focus: Option<Focus>) {
        self.earlier.extend(focus);
        if self.earlier.len() > LONGEST {
            self.earlier.remove(0);
        }
    }
}

/// Whether something leads to a node.
pub fn has_reasons(map: &Map, node: NodeId) -> bool {
    map.edges_at(node).filter_map(|it| map.edge(it)).any(|it| it.to == Item::Node(node))
}

impl App {
    /// Shows these items if they are hidden.
    pub(super) fn show_hidden(&mut self, items: &BTreeSet<Item>) {
        self.desk.view.showing.reveal(self.desk.document.map(), items.iter().copied());
    }

    /// What is hidden now is no longer selected.
    fn deselect_hidden(&mut self) {
        let map = self.desk.document.map();
        let visible = Visible::new(map, &self.desk.view.showing);
        self.desk.view.selection.retain(|&it| !visible.hides(map, it));
    }

    /// Folds the selected nodes; unfolds them if all that can be are.
    pub(super) fn fold(&mut self) {
        let map = self.desk.document.map();
        let nodes: BTreeSet<NodeId> = self.desk.view.nodes().filter(|&it| has_reasons(map, it)).collect();
        let showing = &mut self.desk.view.showing;
        if nodes.is_subset(&showing.folded) {
            let selected: Vec<NodeId> = self.desk.view.selection.iter().filter_map(|it| it.node()).collect();
            for it in &selected {
                showing.folded.remove(it);
            }
            return;
        }
        let before = showing.clone();
        showing.folded.extend(nodes);
        if Visible::new(map, showing).hidden == Visible::new(map, &before).hidden {
            *showing = before;
            self.notices.push(Notice::info("All that leads there also leads elsewhere: folding would hide nothing."));
        }
        self.deselect_hidden();
    }

    pub(super) fn fold_below(&mut self) {
        let top = self.desk.view.nodes().collect();
        self.desk.view.showing.fold_below(self.desk.document.map(), &top);
        self.deselect_hidden();
    }

    pub(super) fn unfold(&mut self, node: NodeId) {
        self.desk.view.showing.folded.remove(&node);
    }

    /// Shows only what is near the selection, or all again.
    pub(super) fn focus(&mut self) {
        let map = self.desk.document.map();
        let ends = |it: &Item| match *it {
            Item::Node(id) => vec![id],
            Item::Edge(id) => {
                map.edge(id).map_or_else(Vec::new, |it| [Some(it.from), it.to.node()].into_iter().flatten().collect())
            }
        };
        let middle: BTreeSet<NodeId> = self.desk.view.selection.iter().flat_map(ends).collect();
        let now = self.desk.view.showing.focus.as_ref();
        if middle.is_empty() || now.is_some_and(|it| it.middle == middle) {
            self.leave_focus();
            return;
        }
        let steps = now.map_or(1, |it| it.steps);
        let before = self.desk.view.showing.focus.replace(Focus { middle, steps });
        self.desk.view.trail.remember(before);
        self.desk.view.trail.later.clear();
        self.refocused();
        // The bar takes up some room that it may have stood in.
        if let Some(&item) = self.desk.view.selection.first() {
            self.desk.canvas.look(super::canvas::Look::Beside(item));
        }
    }

    pub(super) fn leave_focus(&mut self) {
        let before = self.desk.view.showing.focus.take();
        self.desk.view.trail.remember(before);
        self.desk.view.showing.also.clear();
    }

    /// Lets the focus reach one link more, or less.
    pub(super) fn widen_focus(&mut self, by: i8) {
        if let Some(focus) = &mut self.desk.view.showing.focus {
            focus.steps = focus.steps.saturating_add_signed(by).clamp(1, MOST_STEPS);
        }
        self.refocused();
    }

    /// Goes back, or forward again, to another focus.
    pub(super) fn walk_trail(&mut self, back: bool) {
        let map = self.desk.document.map();
        let trail = &mut self.desk.view.trail;
        let (from, to) =
            if back { (&mut trail.earlier, &mut trail.later) } else { (&mut trail.later, &mut trail.earlier) };
        let Some(next) = from.pop() else { return };
        let middle: BTreeSet<Item> =
            next.middle.iter().map(|&it| Item::Node(it)).filter(|&it| map.contains(it)).collect();
        to.extend(self.desk.view.showing.focus.replace(next));
        self.refocused();
        if let Some(&first) = middle.first() {
            self.desk.canvas.look(super::canvas::Look::At(first));
            self.desk.view.selection = middle;
        }
    }

    fn refocused(&mut self) {
        self.desk.view.showing.also.clear();
        self.deselect_hidden();
    }

    /// Shows only what passes.
    pub(super) fn set_filter(&mut self, filter: Filter) {
        self.desk.view.showing.filter = filter;
        self.refocused();
    }
}
