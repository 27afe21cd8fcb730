//! What views look up again and again: a pure function of the map, kept with its revision, never saved.

use crate::map::{CommentId, Item, Map, NodeId, NodeKind, ReviewState, Revision, SourceId, StatementId};
use std::collections::BTreeMap;

/// Derived tables of a map.
#[derive(Debug, Default)]
pub struct Index {
    of: Option<Revision>,
    /// The statements that express each node, in the order of the text.
    pub statements_of: BTreeMap<NodeId, Vec<StatementId>>,
    /// The statements of each source, in the order of the text.
    pub statements_in: BTreeMap<SourceId, Vec<StatementId>>,
    /// The comments of each source, in the order of the text.
    pub comments_in: BTreeMap<SourceId, Vec<CommentId>>,
    /// The nodes in reading order: by their first words in the thread, then those made by hand.
    pub order: Vec<NodeId>,
    /// The nodes of each kind: what a person let stand before what is proposed, the surer first.
    pub by_kind: BTreeMap<NodeKind, Vec<NodeId>>,
    /// How many items were proposed, and how many of them a person has decided on.
    pub reviewed: (usize, usize),
}

impl Index {
    /// The revision of the map they are of.
    pub fn revision(&self) -> Option<Revision> {
        self.of
    }

    /// Brings the tables in step with `map` at revision `now`. Returns whether they were not.
    pub fn update(&mut self, map: &Map, now: Revision) -> bool {
        if self.of == Some(now) {
            return false;
        }
        *self = Self { of: Some(now), ..Self::default() };
        let mut statements: Vec<_> = map.statements().map(|(id, it)| (it.span, id, it.node)).collect();
        statements.sort_unstable_by_key(|it| (it.0, it.1));
        for (span, id, node) in statements {
            self.statements_in.entry(span.source).or_default().push(id);
            if let Some(node) = node {
                let of_node = self.statements_of.entry(node).or_default();
                if of_node.is_empty() {
                    self.order.push(node);
                }
                of_node.push(id);
            }
        }
        let mut comments: Vec<_> = map.comments().map(|(id, it)| (it.span, id)).collect();
        comments.sort_unstable();
        for (span, id) in comments {
            self.comments_in.entry(span.source).or_default().push(id);
        }
        self.order.extend(map.nodes().map(|it| it.0).filter(|it| !self.statements_of.contains_key(it)));
        let mut ranked: Vec<_> = map.nodes().map(|(id, it)| (it.kind, rank(map, id), id)).collect();
        ranked.sort_by(|a, b| (a.0, a.1.0).cmp(&(b.0, b.1.0)).then(b.1.1.total_cmp(&a.1.1)).then(a.2.cmp(&b.2)));
        for (kind, _, id) in ranked {
            self.by_kind.entry(kind).or_default().push(id);
        }
        let done = map.reviews().filter(|(_, it)| it.state != ReviewState::Open).count();
        self.reviewed = (map.reviews().count(), done);
        true
    }

    /// The open proposal after (or before) `from` in reading order, going round. A link waits until its ends are decided
    /// on: it is shown with them, and falls or stands with most of them.
    pub fn next_proposal(&self, map: &Map, from: Option<Item>, backwards: bool) -> Option<Item> {
        let start = |item: Item| match item {
            Item::Node(id) => Some((id, None)),
            Item::Edge(id) => Some((map.edge(id)?.from, Some(id))),
        };
        let rank: BTreeMap<NodeId, usize> = self.order.iter().enumerate().map(|(at, &id)| (id, at)).collect();
        // Each node comes before the links that lead away from it.
        let place = |item| start(item).and_then(|(node, edge)| Some((*rank.get(&node)?, edge)));
        let due = map.reviews().map(|it| it.0).filter(|&it| is_due(map, it));
        let mut due: Vec<_> = due.filter_map(|it| Some((place(it)?, it))).collect();
        due.sort_unstable();
        let here = from.and_then(place);
        let (before, after): (Vec<_>, Vec<_>) = due.into_iter().partition(|it| here.is_some_and(|here| it.0 < here));
        // What one stands on comes last, whichever way one goes.
        let mut round = after.into_iter().chain(before).map(|it| it.1).filter(|&it| Some(it) != from);
        if backwards { round.next_back() } else { round.next() }.or(from.filter(|&it| is_due(map, it)))
    }
}

/// Whether a node is only proposed, and how sure that is.
fn rank(map: &Map, id: NodeId) -> (bool, f32) {
    map.review(id).map_or((false, 1.0), |it| (it.state == ReviewState::Open, it.confidence))
}

/// Whether a proposal is to be decided on next: a node at any time, a link when its ends are.
pub fn is_due(map: &Map, item: Item) -> bool {
    let open = |item: Item| map.is_open(item);
    open(item)
        && match item {
            Item::Node(_) => true,
            Item::Edge(id) => map.edge(id).is_some_and(|it| !open(it.from.into()) && !open(it.to)),
        }
}
