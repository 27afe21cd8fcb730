//! Which nodes are hidden: a pure function of the map and of how much of it a person wants to see. Painting, pointing,
//! walking and the accessibility tree all go by it.

mod graph;

use crate::map::{EdgeKind, Item, Map, NodeId, NodeKind, PersonId, ReviewState};
use graph::Graph;
use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

/// How much of the map a person wants to see. Part of the view, never of the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Showing {
    /// Nodes whose reasons are hidden.
    pub folded: BTreeSet<NodeId>,
    /// If set, only what is near is shown.
    pub focus: Option<Focus>,
    /// Only what passes is shown.
    pub filter: Filter,
    /// What was gone to since, and is shown whatever focus and filter say.
    pub also: BTreeSet<NodeId>,
}

/// What is near some nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Focus {
    /// The nodes in the middle.
    pub middle: BTreeSet<NodeId>,
    /// How many links away from them is near.
    pub steps: u8,
}

/// What a node must be to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Kinds that are not shown.
    pub without: BTreeSet<NodeKind>,
    /// Only what this person says.
    pub person: Option<PersonId>,
    /// Proposals less sure than this are not shown, in percent. What stands always is.
    pub least: u8,
    /// Only open proposals, or only what is none.
    pub proposed: Option<bool>,
}

/// What a folded node hides, and what of that asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beneath {
    /// How many nodes.
    pub nodes: usize,
    /// How many of them nobody has decided on.
    pub proposals: usize,
    /// How many of them are cruxes.
    pub cruxes: usize,
    /// How many links among them and to the folded node attack or undercut.
    pub attacks: usize,
}

/// What is hidden, derived from the map and a [`Showing`].
#[derive(Debug, Default)]
pub struct Visible {
    /// The hidden nodes.
    pub hidden: BTreeSet<NodeId>,
    /// The visible folded nodes, with what each hides as soon as that was asked for.
    folded: BTreeMap<NodeId, OnceCell<Beneath>>,
    /// The nodes that folding hides.
    within: BTreeSet<NodeId>,
    graph: Graph,
}

impl Visible {
    /// What is hidden of `map`.
    pub fn new(map: &Map, showing: &Showing) -> Self {
        let mut visible = Self::default();
        if showing.is_all() {
            return visible;
        }
        visible.graph = Graph::new(map);
        let graph = &visible.graph;
        let folded = graph.numbers(&showing.folded);
        let under = if folded.is_empty() { vec![false; graph.ids.len()] } else { graph.folded(&folded) };
        let near = showing.focus.as_ref().map(|it| graph.near(&graph.numbers(&it.middle), it.steps, &under));
        let passes = showing.filter.tester(map);
        for (number, &id) in graph.ids.iter().enumerate() {
            let is_near = || near.as_ref().is_none_or(|it| it[number]);
            if under[number] {
                visible.within.insert(id);
                visible.hidden.insert(id);
            } else if !(showing.also.contains(&id) || is_near() && passes(id)) {
                visible.hidden.insert(id);
            }
        }
        let seen = showing.folded.iter().filter(|it| map.node(**it).is_some() && !visible.hidden.contains(it));
        visible.folded = seen.map(|&it| (it, OnceCell::new())).collect();
        visible
    }

    /// Whether nothing of this item can be seen: a link is hidden with either of its ends.
    pub fn hides(&self, map: &Map, item: impl Into<Item>) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let mut item = item.into();
        // Links to links end soon; a map that says otherwise must not hang the window.
        for _ in 0..16 {
            match item {
                Item::Node(id) => return self.hidden.contains(&id),
                Item::Edge(id) => match map.edge(id) {
                    Some(edge) if !self.hidden.contains(&edge.from) => item = edge.to,
                    Some(_) => return true,
                    None => return false,
                },
            }
        }
        false
    }

    /// What a folded node hides; nothing if it is not folded, or hides nothing.
    pub fn beneath(&self, map: &Map, id: NodeId) -> Option<Beneath> {
        let known = self.folded.get(&id)?.get_or_init(|| self.count(map, id));
        (known.nodes > 0).then_some(*known)
    }

    fn count(&self, map: &Map, id: NodeId) -> Beneath {
        let mut found = Beneath::default();
        for node in self.graph.beneath(id, |it| self.within.contains(&it)) {
            found.nodes += 1;
            found.proposals += usize::from(map.is_open(node));
            found.cruxes += usize::from(map.node(node).is_some_and(|it| it.kind == NodeKind::Crux));
            let against =
                |it: &&crate::map::Edge| it.from == node && matches!(it.kind, EdgeKind::Attacks | EdgeKind::Undercuts);
            found.attacks += map.edges_at(node).filter_map(|it| map.edge(it)).filter(against).count();
        }
        found
    }
}

impl Beneath {
    /// It in words: "12 hidden: 3 proposals, 1 crux".
    pub fn words(&self) -> String {
        let of = [(self.proposals, "proposal", "s"), (self.cruxes, "crux", "es"), (self.attacks, "attack", "s")];
        let parts = of.iter().filter(|it| it.0 > 0).map(|&(count, one, more)| {
            let ending = if count == 1 { "" } else { more };
            format!("{count} {one}{ending}")
        });
        let parts = parts.collect::<Vec<_>>().join(", ");
        let colon = if parts.is_empty() { "" } else { ": " };
        format!("{} hidden{colon}{parts}", self.nodes)
    }
}

impl Showing {
    /// Whether all is shown.
    pub fn is_all(&self) -> bool {
        self.folded.is_empty() && !self.is_part()
    }

    /// Whether a focus or a filter leaves something out.
    pub fn is_part(&self) -> bool {
        self.focus.is_some() || self.filter.is_on()
    }

    /// Changes as little as possible so that these items can be seen. Returns whether anything had to.
    pub fn reveal(&mut self, map: &Map, items: impl IntoIterator<Item = Item>) -> bool {
        if self.is_all() {
            return false;
        }
        let before = self.clone();
        let mut seen = Visible::new(map, self);
        for node in items.into_iter().flat_map(|it| ends(map, it)) {
            // Each round unfolds something; in a circle what was unfolded may be hidden by the next.
            while seen.within.contains(&node) {
                let folded = self.folded.len();
                for id in seen.graph.way_up(node, |it| seen.within.contains(&it)) {
                    self.folded.remove(&id);
                }
                if self.folded.len() == folded {
                    self.folded.clear();
                }
                seen = Visible::new(map, self);
            }
            if seen.hidden.contains(&node) {
                self.also.insert(node);
            }
        }
        *self != before
    }

    /// Folds all nodes from which something leads to `top`, and `top`; all there are if there is no `top`.
    pub fn fold_below(&mut self, map: &Map, top: &BTreeSet<NodeId>) {
        self.folded.extend(Graph::new(map).with_reasons(top));
    }

    /// Forgets what is no longer in the map.
    pub fn forget(&mut self, map: &Map) {
        self.folded.retain(|&it| map.node(it).is_some());
        self.also.retain(|&it| map.node(it).is_some());
        if let Some(focus) = &mut self.focus {
            focus.middle.retain(|&it| map.node(it).is_some());
            if focus.middle.is_empty() {
                self.focus = None;
            }
        }
        if self.filter.person.is_some_and(|it| map.person(it).is_none()) {
            self.filter.person = None;
        }
    }
}

impl Filter {
    /// Whether it leaves anything out.
    pub fn is_on(&self) -> bool {
        *self != Self::default()
    }

    /// Whether a node passes.
    fn tester(&self, map: &Map) -> impl Fn(NodeId) -> bool {
        let said: Option<BTreeSet<NodeId>> = self.person.map(|person| {
            let theirs = map.statements().filter(|(_, it)| it.person == Some(person));
            theirs.filter_map(|(_, it)| it.node).collect()
        });
        move |id| {
            let sure = map.review(id).filter(|it| it.state == ReviewState::Open).map(|it| it.confidence);
            said.as_ref().is_none_or(|it| it.contains(&id))
                && map.node(id).is_some_and(|it| !self.without.contains(&it.kind))
                && self.proposed.is_none_or(|it| it == sure.is_some())
                && sure.is_none_or(|it| it * 100.0 + 0.001 >= f32::from(self.least))
        }
    }
}

/// The nodes that must be seen for an item to be.
fn ends(map: &Map, item: Item) -> BTreeSet<NodeId> {
    let mut found = BTreeSet::new();
    let mut next = Some(item);
    for _ in 0..16 {
        next = match next {
            Some(Item::Node(id)) => {
                found.insert(id);
                None
            }
            Some(Item::Edge(id)) => map.edge(id).map(|it| {
                found.insert(it.from);
                it.to
            }),
            None => break,
        };
    }
    found
}

#[cfg(test)]
mod tests;
