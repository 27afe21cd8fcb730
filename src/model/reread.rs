//! What a model found comes into a map that holds the thread already: in the place of what nobody has touched.

use super::{Reading, records::PROPOSED_BY};
use crate::{
    extract::Keys,
    map::{CommentId, EdgeId, Edit, Item, Map, NodeId, Records, Reread, Review, ReviewState, Statement, Why},
    source::Thread,
};
use std::collections::{BTreeMap, BTreeSet};

/// The edit that brings a map, which holds what the rules found in `thread`, in step with what a model found: what
/// nobody has touched in the comments that it read makes room, whether the rules proposed it or a model, and what a
/// person decided stays.
pub fn edit(map: &Map, thread: &Thread, reading: Reading) -> Edit {
    let Reading { rules: mut before, records: mut after, read, .. } = reading;
    let keys = Keys::of(thread);
    let comments: BTreeSet<CommentId> = read.iter().map(|&it| keys.comment(it)).collect();
    let found = nodes_of(&keys, before.statements.values(), &comments);
    forgive(map, &found, &comments, &mut before);
    let standing = nodes_of(&keys, map.statements().map(|it| it.1), &comments);
    adopt(map, &standing, &comments, &keys, &mut before);
    // A model reads no credences: those that stand on what a person keeps are not lost with the rules' proposal.
    for (&id, credence) in &before.credences {
        let kind = |of: &Records| of.nodes.get(&credence.node).map(|it| it.kind);
        if kind(&after).is_none_or(|it| Some(it) == kind(&before)) {
            after.credences.entry(id).or_insert_with(|| credence.clone());
        }
    }
    Edit::Reread(Box::new(Reread { before, after, boundaries: BTreeMap::new(), why: Why::Model }))
}

/// The nodes that statements of these comments may have become.
fn nodes_of<'a>(
    keys: &Keys<'_>,
    statements: impl Iterator<Item = &'a Statement>,
    comments: &BTreeSet<CommentId>,
) -> BTreeSet<NodeId> {
    let here = statements.filter(|it| it.span.source == keys.source() && comments.contains(&it.comment));
    let made = |it: &Statement| {
        let made = ["statement", "evidence", "disagreement"].map(|what| keys.node(&it.span.range(), what));
        made.into_iter().chain(it.node)
    };
    here.flat_map(made).collect()
}

/// Takes out of what was found before what is missing in the read comments and nobody has rejected: a model that read
/// them earlier has put its own in the place, and it may come back.
fn forgive(map: &Map, found: &BTreeSet<NodeId>, comments: &BTreeSet<CommentId>, before: &mut Records) {
    let is_missing =
        |item: Item| !map.contains(item) && map.review(item).is_none_or(|it| it.state != ReviewState::Rejected);
    let is_gone = |id: NodeId| found.contains(&id) && is_missing(id.into());
    before.nodes.retain(|&id, _| !is_gone(id));
    before.edges.retain(|&id, it| {
        let is_here = [Some(it.from), it.to.node()].into_iter().flatten().any(|it| found.contains(&it));
        !(is_here && is_missing(id.into()))
    });
    before.statements.retain(|&id, it| !comments.contains(&it.comment) || map.statement(id).is_some());
}

/// Takes what stands in the read comments and no person has decided on as found before, as it is now: what a model
/// proposed at another time, and what corrections of others have re-ranked.
fn adopt(
    map: &Map,
    standing: &BTreeSet<NodeId>,
    comments: &BTreeSet<CommentId>,
    keys: &Keys<'_>,
    before: &mut Records,
) {
    let is_ours = |it: &Review| it.lesson.is_some() || by_model(it);
    let nodes: BTreeSet<NodeId> =
        standing.iter().copied().filter(|&it| open(map, it.into()).is_some_and(is_ours)).collect();
    let here = map.statements().filter(|it| it.1.span.source == keys.source() && comments.contains(&it.1.comment));
    for (id, statement) in here {
        if statement.node.map_or_else(|| !before.statements.contains_key(&id), |it| nodes.contains(&it)) {
            before.statements.insert(id, statement.clone());
            before.persons.extend(statement.person.and_then(|it| Some((it, map.person(it)?.clone()))));
        }
    }
    for &id in &nodes {
        before.nodes.extend(map.node(id).map(|it| (id, it.clone())));
        before.cruxes.extend(map.crux(id).map(|it| (id, it.clone())));
        before.disagreements.extend(map.disagreement(id).map(|it| (id, it.clone())));
        before.evidence.extend(map.evidence_of(id).map(|it| (id, it.clone())));
        before.reviews.extend(map.review(id).map(|it| (id.into(), it.clone())));
    }
    let edges: BTreeSet<EdgeId> = nodes.iter().flat_map(|&it| map.edges_at(it)).collect();
    for id in edges {
        if let Some((edge, review)) = map.edge(id).zip(open(map, id.into())) {
            before.edges.insert(id, *edge);
            before.reviews.insert(id.into(), review.clone());
        }
    }
}

/// The review of a proposal that nobody has decided on.
fn open(map: &Map, item: Item) -> Option<&Review> {
    map.review(item).filter(|it| it.state == ReviewState::Open && map.contains(item))
}

fn by_model(review: &Review) -> bool {
    review.cues.first().is_some_and(|it| it.says.starts_with(PROPOSED_BY))
}
