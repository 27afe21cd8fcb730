//! What a model found comes into a map that holds the thread already: in the place of what nobody has decided on.

use super::Reading;
use crate::{
    extract::Keys,
    map::{
        Alternative, CommentId, Credence, Edge, EdgeId, Edit, Item, Map, NodeId, Records, Reread, Review, ReviewState,
        Span, Statement, StatementId, Why,
    },
    source::Thread,
};
use std::collections::{BTreeMap, BTreeSet};

/// The edit that brings a map which holds `thread` in step with what a model found: what nobody has decided on in the
/// comments that it read makes room, whoever proposed it, and what a person decided stays.
pub fn edit(map: &Map, thread: &Thread, reading: Reading) -> Edit {
    let keys = Keys::of(thread);
    let names = Names::of(map, &keys, &reading);
    let comments: BTreeSet<CommentId> = reading.read.iter().map(|&it| names.comment(keys.comment(it))).collect();
    let (mut before, mut after) = (names.rename(map, reading.rules), names.rename(map, reading.records));
    before.comments.retain(|&id, _| map.comment(id).is_some());
    forgive(map, &keys, &comments, &mut before);
    adopt(map, &keys, &comments, &mut before);
    // A model reads no credences: those that stand on what a person keeps are not lost with the rules' proposal.
    for (&id, credence) in &before.credences {
        let kind = |of: &Records| of.nodes.get(&credence.node).map(|it| it.kind);
        if kind(&after).is_none_or(|it| Some(it) == kind(&before)) {
            after.credences.entry(id).or_insert_with(|| credence.clone());
        }
    }
    Edit::Reread(Box::new(Reread { before, after, boundaries: BTreeMap::new(), why: Why::Model }))
}

/// What things are called in a map that another reader made of the same text: they are known by where they stand.
struct Names {
    comments: BTreeMap<CommentId, CommentId>,
    statements: BTreeMap<StatementId, StatementId>,
    nodes: BTreeMap<NodeId, NodeId>,
}

impl Names {
    fn of(map: &Map, keys: &Keys<'_>, reading: &Reading) -> Self {
        let here = |it: &Span| it.source == keys.source();
        let comments: BTreeMap<u32, (u32, CommentId)> =
            map.comments().filter(|it| here(&it.1.span)).map(|(id, it)| (it.span.start, (it.span.end, id))).collect();
        let statements: BTreeMap<Span, StatementId> =
            map.statements().filter(|it| here(&it.1.span)).map(|(id, it)| (it.span, id)).collect();
        let mut names = Self { comments: BTreeMap::new(), statements: BTreeMap::new(), nodes: BTreeMap::new() };
        for (&id, comment) in reading.rules.comments.iter().filter(|it| map.comment(*it.0).is_none()) {
            let around = comments.range(..=comment.span.start).next_back().map(|it| *it.1);
            names.comments.extend(around.filter(|it| comment.span.start < it.0).map(|it| (id, it.1)));
        }
        for (&id, found) in reading.rules.statements.iter().chain(&reading.records.statements) {
            let Some(&known) = statements.get(&found.span).filter(|_| map.statement(id).is_none()) else { continue };
            names.statements.insert(id, known);
            let nodes = found.node.zip(map.statement(known).and_then(|it| it.node));
            if let Some((node, known)) = nodes.filter(|it| map.node(it.0).is_none()) {
                names.nodes.entry(node).or_insert(known);
            }
        }
        names
    }

    fn comment(&self, id: CommentId) -> CommentId {
        self.comments.get(&id).copied().unwrap_or(id)
    }

    fn statement(&self, id: StatementId) -> StatementId {
        self.statements.get(&id).copied().unwrap_or(id)
    }

    fn node(&self, id: NodeId) -> NodeId {
        self.nodes.get(&id).copied().unwrap_or(id)
    }

    fn item(&self, item: Item) -> Item {
        match item {
            Item::Node(id) => Item::Node(self.node(id)),
            Item::Edge(_) => item,
        }
    }

    /// What was found, by the names of the map. Its comments are as they are there.
    fn rename(&self, map: &Map, records: Records) -> Records {
        let comment = |(id, it)| {
            let id = self.comment(id);
            (id, map.comment(id).cloned().unwrap_or(it))
        };
        let statement = |(id, it): (_, Statement)| {
            let (comment, node) = (self.comment(it.comment), it.node.map(|it| self.node(it)));
            (self.statement(id), Statement { comment, node, ..it })
        };
        let edge = |(id, it): (_, Edge)| (id, Edge { from: self.node(it.from), to: self.item(it.to), ..it });
        let credence = |(id, it): (_, Credence)| {
            let statement = it.statement.map(|it| self.statement(it));
            (id, Credence { node: self.node(it.node), statement, ..it })
        };
        let review = |(item, it): (Item, Review)| {
            let other = |it: Alternative| Alternative { to: self.node(it.to), ..it };
            (self.item(item), Review { alternatives: it.alternatives.into_iter().map(other).collect(), ..it })
        };
        Records {
            comments: records.comments.into_iter().map(comment).collect(),
            statements: records.statements.into_iter().map(statement).collect(),
            nodes: records.nodes.into_iter().map(|(id, it)| (self.node(id), it)).collect(),
            edges: records.edges.into_iter().map(edge).collect(),
            cruxes: records.cruxes.into_iter().map(|(id, it)| (self.node(id), it)).collect(),
            disagreements: records.disagreements.into_iter().map(|(id, it)| (self.node(id), it)).collect(),
            evidence: records.evidence.into_iter().map(|(id, it)| (self.node(id), it)).collect(),
            credences: records.credences.into_iter().map(credence).collect(),
            reviews: records.reviews.into_iter().map(review).collect(),
            ..records
        }
    }
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
fn forgive(map: &Map, keys: &Keys<'_>, comments: &BTreeSet<CommentId>, before: &mut Records) {
    let found = nodes_of(keys, before.statements.values(), comments);
    let is_missing =
        |item: Item| !map.contains(item) && map.review(item).is_none_or(|it| it.state != ReviewState::Rejected);
    before.nodes.retain(|&id, _| !found.contains(&id) || !is_missing(id.into()));
    before.edges.retain(|&id, it| {
        let is_here = [Some(it.from), it.to.node()].into_iter().flatten().any(|it| found.contains(&it));
        !is_here || !is_missing(id.into())
    });
    before.statements.retain(|&id, it| !comments.contains(&it.comment) || map.statement(id).is_some());
}

/// Takes what stands in the read comments and no person has decided on as found before, as it is now: also what another
/// reader proposed, a model at another time, or what corrections of others have re-ranked.
fn adopt(map: &Map, keys: &Keys<'_>, comments: &BTreeSet<CommentId>, before: &mut Records) {
    let standing = nodes_of(keys, map.statements().map(|it| it.1), comments);
    // What no words express, as a disagreement by another reader, stands where all that it is linked to does.
    let said: BTreeSet<NodeId> = map.statements().filter_map(|it| it.1.node).collect();
    let hangs = |id: NodeId| {
        let ends = map.edges_at(id).filter_map(|it| map.edge(it));
        let mut others = ends.flat_map(|it| [Some(it.from), it.to.node()]).flatten().filter(|&it| it != id).peekable();
        others.peek().is_some() && others.all(|it| standing.contains(&it))
    };
    let hanging = map.nodes().map(|it| it.0).filter(|&it| !said.contains(&it) && hangs(it));
    let nodes: BTreeSet<NodeId> =
        standing.iter().copied().chain(hanging).filter(|&it| open(map, it.into()).is_some()).collect();
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
