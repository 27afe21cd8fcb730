//! The records that all proposals are made of.

use crate::{
    extract::{keys, tidy},
    map::{
        Cue, EdgeId, EdgeKind, Item, NodeId, NodeKind, Person, PersonId, Records, Review, StatementKind, legal_edges,
    },
};
use std::{borrow::Cow, sync::Arc};

/// The person of this name, with a record.
pub(crate) fn add_person(records: &mut Records, name: &str) -> PersonId {
    let id = PersonId::derived(&[name.to_lowercase().as_bytes()]);
    records.persons.entry(id).or_insert_with(|| Person { name: name.to_owned() });
    id
}

/// The first of the kinds wanted that is legal between nodes of these kinds.
pub(crate) fn first_legal(from: NodeKind, to: NodeKind, wanted: &[EdgeKind]) -> Option<EdgeKind> {
    let legal = legal_edges(from, to);
    wanted.iter().find(|it| legal.contains(it)).copied()
}

/// The link that one would contradict: against the same end, or for it. The first found stands.
pub(crate) fn contradicting(from: NodeId, to: Item, kind: EdgeKind) -> Option<EdgeId> {
    match kind {
        EdgeKind::Supports => Some(keys::edge(from, to, EdgeKind::Attacks)),
        EdgeKind::Attacks => Some(keys::edge(from, to, EdgeKind::Supports)),
        _ => None,
    }
}

/// A cue of structure.
pub(crate) fn said(says: impl Into<Cow<'static, str>>) -> Cue {
    Cue { words: String::new(), says: says.into() }
}

/// A proposal that nobody has decided on yet.
pub(crate) fn review(confidence: f32, cues: impl Into<Arc<[Cue]>>, runner_up: Option<StatementKind>) -> Review {
    Review { confidence: confidence.clamp(0.0, 1.0), cues: cues.into(), runner_up, ..Review::default() }
}

/// What is proposed for the map where a statement of this kind is found; nothing if it makes no argument.
pub(crate) fn node_kind(kind: StatementKind) -> Option<NodeKind> {
    Some(kind.on_map()).filter(|&it| it != NodeKind::Note)
}

/// A node's text: the statement's words on one line; a table keeps its lines.
pub(crate) fn node_text(words: &str) -> String {
    if words.starts_with('|') { words.to_owned() } else { tidy(words) }
}
