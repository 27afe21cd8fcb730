//! A map as a plain graph, for formats whose links join nodes only: a link that others land on is a point with two halves.

use crate::map::{EdgeId, EdgeKind, Item, Map, NodeId, NodeKind};

/// An end of a link in a plain graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A node of the map.
    Node(NodeId),
    /// The point on a link.
    Point(EdgeId),
}

/// A line of a plain graph.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The link it is, or the first half of.
    pub id: EdgeId,
    /// Where it starts.
    pub from: End,
    /// Where it ends.
    pub to: End,
    /// What it does; nothing for the first half of a link, which leads to its point.
    pub kind: Option<EdgeKind>,
}

impl End {
    /// Its name in a file.
    pub fn name(self) -> String {
        match self {
            Self::Node(id) => id.to_string(),
            Self::Point(id) => id.to_string(),
        }
    }
}

/// The links that others land on, by id.
pub fn points(map: &Map) -> impl Iterator<Item = EdgeId> + '_ {
    map.edges().map(|it| it.0).filter(|&it| has_point(map, it))
}

/// The lines of a map, by the id of their links.
pub fn lines(map: &Map) -> impl Iterator<Item = Line> + '_ {
    map.edges().flat_map(|(id, edge)| {
        let from = End::Node(edge.from);
        let to = match edge.to {
            Item::Node(to) => End::Node(to),
            Item::Edge(to) => End::Point(to),
        };
        let point = has_point(map, id);
        let first = point.then_some(Line { id, from, to: End::Point(id), kind: None });
        let rest = Line { id, from: if point { End::Point(id) } else { from }, to, kind: Some(edge.kind) };
        first.into_iter().chain([rest])
    })
}

fn has_point(map: &Map, id: EdgeId) -> bool {
    map.edges_at(id).next().is_some()
}

/// What a link does by the words or signs that other tools put on it.
pub fn kind_of(words: &str) -> Option<EdgeKind> {
    let words = words.trim().to_lowercase();
    let known = EdgeKind::ALL.into_iter().find(|it| it.words() == words);
    known.or(match words.as_str() {
        "+" | "pro" | "support" | "supports" | "supported by" | "for" => Some(EdgeKind::Supports),
        "-" | "con" | "attack" | "against" | "opposes" | "refutes" | "contradicts" => Some(EdgeKind::Attacks),
        "undercut" => Some(EdgeKind::Undercuts),
        "qualify" => Some(EdgeKind::Qualifies),
        "answer" => Some(EdgeKind::Answers),
        "restate" | "rephrases" => Some(EdgeKind::Restates),
        _ => None,
    })
}

/// The kind of node with this word.
pub fn node_kind(word: &str) -> Option<NodeKind> {
    NodeKind::ALL.into_iter().find(|it| it.word().eq_ignore_ascii_case(word.trim()))
}
