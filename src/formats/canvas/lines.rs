//! The lines of a canvas as links of a map.

use super::{file::Edge, kind_of_colour, read::Reader};
use crate::{
    formats::{
        extra,
        graph::kind_of,
        json::{self, Raw},
    },
    map::{self, EdgeId, EdgeKind, Item, Linked, NodeId, NodeKind, legal_edges},
};
use std::collections::{BTreeMap, BTreeSet};

/// Which lines and small cards are links.
#[derive(Default)]
pub struct Lines {
    /// The links of each small card.
    pub of: BTreeMap<u32, Vec<EdgeId>>,
    /// The lines that are links or belong to some.
    pub used: BTreeSet<u32>,
    there: BTreeSet<(NodeId, Item, EdgeKind)>,
}

/// A line that may become a link, with the small card that it runs through, and the line away from that.
struct Way {
    line: u32,
    from: NodeId,
    to: Item,
    through: Option<(u32, u32)>,
    kind: EdgeKind,
}

impl Lines {
    /// Makes links of all lines that can be some.
    pub fn read(&mut self, reader: &mut Reader<'_, '_>) {
        let canvas = reader.canvas;
        let away: BTreeMap<u32, u32> =
            (0..).zip(&canvas.edges).map(|(at, it)| (it.from, at)).filter(|it| reader.points.contains(&it.0)).collect();
        let mut doubts: Vec<Way> = Vec::new();
        for (at, edge) in (0..).zip(&canvas.edges) {
            let Some(&from) = reader.nodes.get(&edge.from) else { continue };
            if let Some(&to) = reader.nodes.get(&edge.to) {
                let kind = Self::kind(reader, edge, [from, to], edge.label.is_empty() && edge.colour.is_none());
                self.link(reader, &Way { line: at, from, to: to.into(), through: None, kind });
            } else if let Some((&out, &to)) =
                away.get(&edge.to).and_then(|out| Some((out, reader.nodes.get(&canvas.edges[*out as usize].to)?)))
            {
                if says(edge) == Some(EdgeKind::Undercuts) {
                    // To a link that may come further below.
                    let to = Item::Node(to);
                    doubts.push(Way { line: at, from, to, through: Some((edge.to, out)), kind: EdgeKind::Undercuts });
                    continue;
                }
                let words = &canvas.nodes[edge.to as usize].words;
                let kind = says(&canvas.edges[out as usize]).or_else(|| kind_of(words)).unwrap_or(EdgeKind::Supports);
                let kind = legal(reader, [from, to], kind).unwrap_or(kind);
                self.link(reader, &Way { line: at, from, to: to.into(), through: Some((edge.to, out)), kind });
            }
        }
        self.count_together(reader);
        for way in doubts {
            let first = way.through.and_then(|it| self.of.get(&it.0)).and_then(|it| it.first());
            if let Some(&first) = first {
                self.link(reader, &Way { to: Item::Edge(first), through: None, ..way });
            }
        }
    }

    /// What a line says that it does, or else what usually joins two such things.
    fn kind(reader: &mut Reader<'_, '_>, edge: &Edge<'_>, ends: [NodeId; 2], silent: bool) -> EdgeKind {
        let said = says(edge);
        let kind = said.and_then(|it| legal(reader, ends, it).filter(|usual| *usual == it));
        kind.unwrap_or_else(|| {
            let usual = usual(reader, ends).unwrap_or(EdgeKind::Supports);
            reader.tell(edge.raw, || match (said, silent) {
                (Some(it), _) => format!("“{}” cannot join these two; taken for “{}”", it.words(), usual.words()),
                (None, true) => format!("the line does not say what it means; taken for “{}”", usual.words()),
                (None, false) => format!("what the line says is not known; taken for “{}”", usual.words()),
            });
            usual
        })
    }

    /// Makes a link of a line, if it can be one.
    fn link(&mut self, reader: &mut Reader<'_, '_>, way: &Way) {
        let canvas = reader.canvas;
        let edge = &canvas.edges[way.line as usize];
        let mut part = edge.extra.and_then(|raw| reader.extra(raw)).unwrap_or_default();
        let known = part.edges.first_key_value().map(|(&id, it)| (id, *it)).filter(|it| it.1.from == way.from);
        // Of several links that count together this may doubt another than the first.
        let same = |it: &Item| way.to.edge().zip(it.edge()).is_some_and(|it| is_of_same(reader, it.0, it.1));
        let to = known.map(|it| it.1.to).filter(same).unwrap_or(way.to);
        let ends_fit = match to {
            Item::Node(to) => legal(reader, [way.from, to], way.kind) == Some(way.kind) && to != way.from,
            Item::Edge(to) => {
                let may = reader.out.nodes.get(&way.from).is_some_and(|it| map::may_undercut(it.kind));
                may && reader.out.edges.get(&to).is_some_and(|it| it.from != way.from)
            }
        };
        if !ends_fit || self.there.contains(&(way.from, to, way.kind)) {
            reader.tell(edge.raw, || "a map can have no such link; the line was set aside".to_owned());
            return;
        }
        let derived = || {
            EdgeId::derived(&[
                super::NAME.as_bytes(),
                edge.id.as_bytes(),
                &Item::from(way.from).letters(),
                &to.letters(),
            ])
        };
        let id = known.map(|it| it.0).filter(|it| !reader.out.edges.contains_key(it)).unwrap_or_else(derived);
        part.edges.clear();
        part.linked.clear();
        extra::unite(&mut reader.out, part);
        reader.out.edges.insert(id, map::Edge { from: way.from, to, kind: way.kind });
        self.there.insert((way.from, to, way.kind));
        self.used.insert(way.line);
        let first = way.through.filter(|it| !self.of.contains_key(&it.0));
        super::kept::keep_line(reader, id, way.line, way.through.map(|it| it.0), first);
        if let Some((point, out)) = way.through {
            self.used.insert(out);
            self.of.entry(point).or_default().push(id);
        }
    }

    /// What runs through one small card counts only together, where it is of one kind.
    fn count_together(&self, reader: &mut Reader<'_, '_>) {
        for ids in self.of.values().filter(|it| it.len() > 1) {
            let ends = |id: &EdgeId| reader.out.edges.get(id).map(|it| (it.to, it.kind));
            let reason = |it: &EdgeId| {
                ends(it).is_some_and(|it| matches!(it.1, EdgeKind::Supports | EdgeKind::Attacks | EdgeKind::BearsOn))
            };
            if ids.iter().all(|it| ends(it) == ends(&ids[0]) && reason(it)) {
                let first = ids.iter().copied().min().unwrap_or(ids[0]);
                reader.out.linked.extend(ids.iter().map(|&it| (it, Linked { first })));
            }
        }
    }
}

fn is_of_same(reader: &Reader<'_, '_>, first: EdgeId, link: EdgeId) -> bool {
    let group = |it| reader.out.linked.get(&it);
    link == first || (group(link).is_some() && group(link) == group(first))
}

/// What a line says by its label, else by its colour.
fn says(edge: &Edge<'_>) -> Option<EdgeKind> {
    kind_of(&edge.label).or_else(|| kind_of_colour(edge.colour.as_deref()?))
}

/// What usually joins these two; nothing if nothing may.
fn usual(reader: &Reader<'_, '_>, ends: [NodeId; 2]) -> Option<EdgeKind> {
    let [from, to] = ends.map(|it| reader.out.nodes.get(&it).map_or(NodeKind::Note, |it| it.kind));
    legal_edges(from, to).first().copied()
}

/// What a line says, as it was written.
pub fn says_of(raw: Raw<'_>) -> Option<EdgeKind> {
    let [label, colour] = ["label", "color"].map(|it| json::get(raw.get(), it).and_then(json::words));
    label.and_then(|it| kind_of(&it)).or_else(|| kind_of_colour(&colour?))
}

/// `kind`, if it may join these two, else what usually does; nothing if nothing may.
fn legal(reader: &Reader<'_, '_>, ends: [NodeId; 2], kind: EdgeKind) -> Option<EdgeKind> {
    let [from, to] = ends.map(|it| reader.out.nodes.get(&it).map_or(NodeKind::Note, |it| it.kind));
    let legal = legal_edges(from, to);
    legal.iter().copied().find(|&it| it == kind).or(legal.first().copied())
}
