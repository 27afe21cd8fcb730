//! What views look up again and again: a pure function of the map, kept with its revision, never saved.

use crate::map::{CommentId, Item, Map, NodeId, ReviewState, Revision, SourceId, StatementId};
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
    /// How many items were proposed, and how many of them a person has decided on.
    pub reviewed: (usize, usize),
}

impl Index {
    /// Brings the tables in step with `map` at revision `now`.
    pub fn update(&mut self, map: &Map, now: Revision) {
        if self.of == Some(now) {
            return;
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
        let done = map.reviews().filter(|(_, it)| it.state != ReviewState::Open).count();
        self.reviewed = (map.reviews().count(), done);
    }

    /// The open proposal after (or before) `from` in reading order, going round. Nodes only: their links are shown
    /// with them.
    pub fn next_proposal(&self, map: &Map, from: Option<NodeId>, backwards: bool) -> Option<NodeId> {
        let open = |it: &&NodeId| map.review(Item::Node(**it)).is_some_and(|it| it.state == ReviewState::Open);
        let at = from.and_then(|from| self.order.iter().position(|&it| it == from));
        if backwards {
            let (before, after) = self.order.split_at(at.unwrap_or(0));
            before.iter().rev().chain(after.iter().rev()).find(open).copied()
        } else {
            let (before, after) = self.order.split_at(at.map_or(0, |it| it + 1));
            after.iter().chain(before).find(open).copied()
        }
    }
}
