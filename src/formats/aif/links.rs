//! Inferences, conflicts and rephrases as links of a map.

use super::{
    NAME,
    graph::{Graph, Kind},
    read::Reader,
};
use crate::{
    formats::{extra, json},
    map::{Edge, EdgeId, EdgeKind, Item, Linked, NodeId, NodeKind, Records, legal_edges, may_undercut},
};
use std::collections::{BTreeMap, BTreeSet};

/// Which edges of a graph lead to a node and from it.
pub struct Ends {
    start: Vec<u32>,
    edges: Vec<u32>,
}

impl Ends {
    pub fn new(graph: &Graph<'_>, end: impl Fn(&super::graph::Edge<'_>) -> u32) -> Self {
        let mut start = vec![0_u32; graph.nodes.len() + 1];
        for edge in &graph.edges {
            if let Some(it) = start.get_mut(end(edge) as usize + 1) {
                *it += 1;
            }
        }
        for at in 1..start.len() {
            start[at] += start[at - 1];
        }
        let mut edges: Vec<u32> = (0..u32::try_from(graph.edges.len()).unwrap_or(u32::MAX)).collect();
        edges.sort_by_key(|&it| end(&graph.edges[it as usize]));
        Self { start, edges }
    }

    /// The edges at a node, in the order of the file.
    pub fn at(&self, node: u32) -> &[u32] {
        let range = self.start.get(node as usize).zip(self.start.get(node as usize + 1));
        range.and_then(|(&from, &to)| self.edges.get(from as usize..to as usize)).unwrap_or_default()
    }
}

/// Which nodes and edges of a graph the links of the map stand for.
pub struct Links {
    pub into: Ends,
    pub out_of: Ends,
    /// The links of each node that is some, in the order of its premises.
    pub of: BTreeMap<u32, Vec<EdgeId>>,
    /// The edges that belong to links.
    pub used: BTreeSet<u32>,
    /// The links there are, so that none is there twice.
    there: BTreeSet<(NodeId, Item, EdgeKind)>,
}

impl Links {
    pub fn new(graph: &Graph<'_>) -> Self {
        let (into, out_of) = (Ends::new(graph, |it| it.to), Ends::new(graph, |it| it.from));
        Self { into, out_of, of: BTreeMap::new(), used: BTreeSet::new(), there: BTreeSet::new() }
    }

    /// Makes links of all nodes that can be some.
    pub fn read(&mut self, reader: &mut Reader<'_, '_>) {
        let hidden: Vec<_> = reader.out.edges.values().map(|it| (it.from, it.to, it.kind)).collect();
        self.there.extend(hidden);
        // First those between propositions, which others may speak against.
        for of_links in [false, true] {
            for (at, node) in (0..).zip(&reader.graph.nodes) {
                let kind = match node.kind {
                    Kind::Inference => EdgeKind::Supports,
                    Kind::Conflict => EdgeKind::Attacks,
                    Kind::Rephrase => EdgeKind::Restates,
                    _ => continue,
                };
                let Some((conclusion, to)) = self.target(reader, at, of_links) else { continue };
                let is_conflict = node.kind == Kind::Conflict;
                let kind = if to.edge().is_none() {
                    kind
                } else if is_conflict {
                    EdgeKind::Undercuts
                } else {
                    continue;
                };
                if !self.link(reader, at, conclusion, to, kind) {
                    reader.tell(node.raw, || {
                        format!("the {} {} is no link that a map can have; it was set aside", name(node.kind), node.id)
                    });
                }
            }
        }
    }

    /// Where a node leads, if that is one thing: a proposition, or with `to_link` the link that another node is.
    fn target(&self, reader: &Reader<'_, '_>, at: u32, to_link: bool) -> Option<(u32, Item)> {
        let &[out] = self.out_of.at(at) else { return None };
        let end = reader.graph.edges.get(out as usize)?.to;
        let to = match reader.nodes.get(&end) {
            Some(&node) if !to_link => Item::Node(node),
            None if to_link => {
                let &link = self.of.get(&end)?.first()?;
                reader.out.edges.get(&link)?.to.node()?;
                Item::Edge(link)
            }
            _ => return None,
        };
        Some((out, to))
    }

    /// Makes the links of one node, of those premises from which there can be one. Says whether there is any.
    fn link(&mut self, reader: &mut Reader<'_, '_>, at: u32, out: u32, to: Item, kind: EdgeKind) -> bool {
        let mut premises = self.premises(reader, at, to);
        let all = premises.len();
        premises.retain(|it| self.is_legal(reader, it.from, it.to, kind));
        if premises.is_empty() {
            return false;
        }
        if premises.len() < all {
            let node = &reader.graph.nodes[at as usize];
            reader.tell(node.raw, || {
                let what = name(node.kind);
                format!("a premise of the {what} {} is linked to the same already; here it was set aside", node.id)
            });
        }
        let mut ids: Vec<EdgeId> = Vec::new();
        for it in premises {
            let key = reader.graph.nodes[at as usize].id.as_bytes();
            let derived = || EdgeId::derived(&[NAME.as_bytes(), key, &Item::from(it.from).letters(), &to.letters()]);
            let id = it.known.filter(|it| !reader.out.edges.contains_key(it)).unwrap_or_else(derived);
            if let Some(part) = it.part {
                extra::unite(&mut reader.out, *part);
            }
            reader.out.edges.insert(id, Edge { from: it.from, to: it.to, kind });
            self.there.insert((it.from, it.to, kind));
            self.used.insert(it.edge);
            keep(reader, id, ids.is_empty(), at, it.edge, out);
            ids.push(id);
        }
        if ids.len() > 1 && matches!(kind, EdgeKind::Supports | EdgeKind::Attacks) {
            let first = ids.iter().copied().min().unwrap_or(ids[0]);
            reader.out.linked.extend(ids.iter().map(|&it| (it, Linked { first })));
        }
        self.used.insert(out);
        self.of.insert(at, ids);
        true
    }

    /// The premises of a node, with what this program added to them.
    fn premises(&self, reader: &Reader<'_, '_>, at: u32, to: Item) -> Vec<Premise> {
        let graph = reader.graph;
        let own = self.into.at(at).iter().filter_map(|&it| Some((it, graph.edges.get(it as usize)?)));
        let own = own.filter_map(|(at, edge)| Some((at, edge, *reader.nodes.get(&edge.from)?)));
        let read = own.map(|(edge, it, from)| {
            let raw = it.extra.filter(|_| reader.extras);
            let mut part = raw.and_then(|it| extra::read(it.get()).ok()).map(Box::new);
            let known = part.as_mut().and_then(|it| it.edges.pop_first()).filter(|it| it.1.from == from);
            // Of several links that count together this may doubt another than the first.
            let same = |it: &Item| to.edge().zip(it.edge()).is_some_and(|it| Self::is_of_same(reader, it.0, it.1));
            let to = known.map(|it| it.1.to).filter(same).unwrap_or(to);
            if let Some(part) = &mut part {
                part.edges.clear();
                part.linked.clear();
            }
            Premise { edge, from, to, known: known.map(|it| it.0), part }
        });
        read.collect()
    }

    /// Whether `link` counts only together with `first`, or is it.
    fn is_of_same(reader: &Reader<'_, '_>, first: EdgeId, link: EdgeId) -> bool {
        let group = |it| reader.out.linked.get(&it);
        link == first || (group(link).is_some() && group(link) == group(first))
    }

    fn is_legal(&self, reader: &Reader<'_, '_>, from: NodeId, to: Item, kind: EdgeKind) -> bool {
        let kind_of = |it| reader.out.nodes.get(&it).map_or(NodeKind::Note, |it| it.kind);
        let fits = match to {
            Item::Node(to) => from != to && legal_edges(kind_of(from), kind_of(to)).contains(&kind),
            Item::Edge(to) => {
                may_undercut(kind_of(from)) && reader.out.edges.get(&to).is_some_and(|it| it.from != from)
            }
        };
        fits && !self.there.contains(&(from, to, kind))
    }
}

/// A premise of a node, which becomes a link.
struct Premise {
    /// The edge that leads from it.
    edge: u32,
    from: NodeId,
    to: Item,
    /// The link it was on the map that the file comes from.
    known: Option<EdgeId>,
    /// In a box: there may be many, and most have none.
    part: Option<Box<Records>>,
}

/// Keeps how a link was written. Only the first link of a node keeps the node: it may be long, and have many premises.
fn keep(reader: &mut Reader<'_, '_>, id: EdgeId, first: bool, at: u32, premise: u32, out: u32) {
    let bare = |it: &str| json::with(it, &[(extra::KEY, None)]);
    let node = &reader.graph.nodes[at as usize];
    let mut entries = vec![
        ("file", json::quote(&reader.file)),
        ("id", json::quote(&node.id)),
        ("in", bare(reader.graph.edges[premise as usize].raw.get())),
    ];
    if first {
        entries.push(("node", bare(node.raw.get())));
        entries.push(("out", bare(reader.graph.edges[out as usize].raw.get())));
    }
    let value = json::object(entries);
    reader.keep(Some(id.into()), "scheme", value);
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Inference => "inference",
        Kind::Conflict => "conflict",
        _ => "rephrase",
    }
}
