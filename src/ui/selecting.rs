//! Ways to select many items at once, and how many of what are selected.

use super::{action::Action, context::View};
use crate::map::{Item, Map, NodeKind, ReviewState};
use std::collections::BTreeSet;

/// What `action` selects; nothing if it is no action that selects.
pub fn chosen(map: &Map, view: &View, action: Action) -> Option<BTreeSet<Item>> {
    Some(match action {
        Action::SelectAll => map.nodes().map(|it| it.0.into()).collect(),
        Action::Deselect => BTreeSet::new(),
        Action::SelectBranch => branch(map, &view.selection),
        Action::SelectKind => same_kind(map, &view.selection),
        Action::SelectProposals => proposals(map).collect(),
        Action::InvertSelection => {
            let nodes = map.nodes().map(|it| Item::Node(it.0));
            nodes.filter(|it| !view.selection.contains(it)).collect()
        }
        _ => return None,
    })
}

/// The open proposals.
pub fn proposals(map: &Map) -> impl Iterator<Item = Item> + '_ {
    map.reviews().filter(|(item, it)| it.state == ReviewState::Open && map.contains(*item)).map(|it| it.0)
}

/// `start` and all nodes from which links lead to it, through any number of nodes; also those that undercut a link on
/// the way. Each is met once, so circles end.
fn branch(map: &Map, start: &BTreeSet<Item>) -> BTreeSet<Item> {
    let mut found = start.clone();
    let (mut met, mut pile) = (start.clone(), start.iter().copied().collect::<Vec<_>>());
    while let Some(item) = pile.pop() {
        for id in map.edges_at(item) {
            let Some(edge) = map.edge(id).filter(|it| it.to == item) else { continue };
            let from = Item::Node(edge.from);
            found.insert(from);
            pile.extend([from, id.into()].into_iter().filter(|&it| met.insert(it)));
        }
    }
    found
}

/// All nodes and links of the kinds that are selected.
fn same_kind(map: &Map, selection: &BTreeSet<Item>) -> BTreeSet<Item> {
    let nodes: BTreeSet<_> = selection.iter().filter_map(|it| map.node(it.node()?)).map(|it| it.kind).collect();
    let links: BTreeSet<_> = selection.iter().filter_map(|it| map.edge(it.edge()?)).map(|it| it.kind).collect();
    let alike = map.nodes().filter(|it| nodes.contains(&it.1.kind)).map(|it| Item::Node(it.0));
    alike.chain(map.edges().filter(|it| links.contains(&it.1.kind)).map(|it| Item::Edge(it.0))).collect()
}

/// How many of what are selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Nodes of each kind, in the order of [`NodeKind::ALL`].
    nodes: [usize; NodeKind::ALL.len()],
    /// Links.
    links: usize,
    /// How many of all these are open proposals.
    pub open: usize,
}

impl Tally {
    /// Counts what is selected.
    pub fn of(map: &Map, selection: &BTreeSet<Item>) -> Self {
        let mut tally = Self::default();
        for &item in selection {
            match item {
                Item::Node(id) => {
                    let kind = map.node(id).and_then(|node| NodeKind::ALL.iter().position(|it| *it == node.kind));
                    if let Some(count) = kind.and_then(|it| tally.nodes.get_mut(it)) {
                        *count += 1;
                    }
                }
                Item::Edge(_) => tally.links += 1,
            }
            tally.open += usize::from(map.is_open(item));
        }
        tally
    }

    /// How many nodes are selected.
    pub fn node_count(&self) -> usize {
        self.nodes.iter().sum()
    }

    /// How many items are selected.
    pub fn count(&self) -> usize {
        self.node_count() + self.links
    }
}

/// “5 claims, 2 links”.
impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let nodes = NodeKind::ALL.into_iter().zip(self.nodes).filter(|it| it.1 > 0);
        let links =
            (self.links > 0).then(|| format!("{} {}", self.links, if self.links == 1 { "link" } else { "links" }));
        let parts: Vec<String> = nodes.map(|(kind, n)| format!("{n} {}", counted(kind, n))).chain(links).collect();
        f.write_str(&parts.join(", "))
    }
}

/// The word for `count` nodes of a kind.
pub fn counted(kind: NodeKind, count: usize) -> String {
    match (kind, count) {
        (NodeKind::Evidence, 1) => "piece of evidence".to_owned(),
        (NodeKind::Evidence, _) => "pieces of evidence".to_owned(),
        (NodeKind::Crux, 2..) => "cruxes".to_owned(),
        (kind, 1) => kind.word().to_owned(),
        (kind, _) => format!("{}s", kind.word()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Document, EdgeId, EdgeKind, Edit, Ids, NodeId};

    fn add(document: &mut Document, text: &str) -> NodeId {
        let edit = Edit::AddNode { kind: NodeKind::Claim, text: text.to_owned(), at: None, link: None };
        *document.edit(edit).unwrap().nodes.keys().next().unwrap()
    }

    fn link(document: &mut Document, from: NodeId, to: impl Into<Item>, kind: EdgeKind) -> EdgeId {
        *document.edit(Edit::Connect { from, to: to.into(), kind }).unwrap().edges.keys().next().unwrap()
    }

    #[test]
    fn a_branch_is_all_that_leads_to_it_once_whatever_the_circles() {
        let mut document = Document::new(Map::default(), Ids::seeded(1));
        let [top, reason, deeper, undercut, other] =
            ["top", "reason", "deeper", "undercut", "other"].map(|it| add(&mut document, it));
        link(&mut document, reason, top, EdgeKind::Supports);
        let held = link(&mut document, deeper, reason, EdgeKind::Supports);
        link(&mut document, undercut, held, EdgeKind::Undercuts);
        link(&mut document, top, other, EdgeKind::Supports);
        // A circle, and a second way to the same node.
        link(&mut document, reason, deeper, EdgeKind::Attacks);
        link(&mut document, deeper, top, EdgeKind::Supports);
        let all = |nodes: &[NodeId]| nodes.iter().map(|&it| Item::Node(it)).collect::<BTreeSet<_>>();
        assert_eq!(branch(document.map(), &all(&[top])), all(&[top, reason, deeper, undercut]));
        assert_eq!(branch(document.map(), &all(&[undercut])), all(&[undercut]));
        assert_eq!(branch(document.map(), &[held.into()].into()), [held.into(), undercut.into()].into());
    }

    #[test]
    fn a_branch_as_deep_as_a_map_is_long_needs_no_stack() {
        let mut document = Document::new(Map::default(), Ids::seeded(1));
        let first = add(&mut document, "0");
        let mut last = first;
        for n in 1..20_000 {
            let next = add(&mut document, &n.to_string());
            link(&mut document, next, last, EdgeKind::Supports);
            last = next;
        }
        assert_eq!(branch(document.map(), &[first.into()].into()).len(), 20_000);
    }
}
