//! A thread read anew, after a person split or joined comments or by another reader: what the reading changes, the map
//! follows, and what a person has touched stays as it is.

use super::{
    Boundary, BoundaryId, Comment, CommentId, Credence, EdgeId, EditError, Item, Map, Node, NodeId, PersonId, Records,
    Review, ReviewState, Span, Statement, StatementId, plan::Draft,
};
use std::collections::{BTreeMap, BTreeSet};

/// Why a thread is read anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A person split a comment.
    Split,
    /// A person joined two comments.
    Joined,
    /// A language model reads it, or some of its comments.
    Model,
}

/// A thread read twice: before and after a decision on where comments start, or by two readers. Both readings are of
/// the same text, and what both find has the same id in both.
#[derive(Clone, Debug, PartialEq)]
pub struct Reread {
    /// What was found in it as it was read before.
    pub before: Records,
    /// What is found in it now.
    pub after: Records,
    /// The decisions to keep (or, `None`, to forget).
    pub boundaries: BTreeMap<BoundaryId, Option<Boundary>>,
    /// Why it is read anew.
    pub why: Why,
}

impl Draft {
    /// Brings the map from one reading to the other. A record that is not as the first reading found it is a person's
    /// (or another reader's), and stays; so does what hangs on it.
    pub fn reread(&mut self, reread: Reread) -> Result<(), EditError> {
        let Reread { before, after, boundaries, .. } = reread;
        for (id, boundary) in boundaries {
            self.boundaries(id, boundary);
        }
        // What a person has touched is told before anything changes.
        let mut touched: BTreeSet<NodeId> =
            before.nodes.keys().copied().filter(|&it| self.is_touched(it, &before)).collect();
        // So is what somebody has said how likely it is.
        let credences = self.map.credences().filter(|(id, it)| before.credences.get(id) != Some(*it));
        touched.extend(credences.map(|it| it.1.node));
        let known = self.map.clone();
        self.forget(&before, &after, &touched);
        let changed = self.change(&before, &after, &touched);
        let mut new = after.clone();
        // What was found before as well and is missing was thrown out by a person, or lost with an end that changed.
        new.edges.retain(|id, it| {
            let end = |it: Item| it.node().is_some_and(|it| changed.contains(&it));
            !before.edges.contains_key(id) || end(it.from.into()) || end(it.to)
        });
        let edges = std::mem::take(&mut new.edges);
        let mut new = new.without(&before);
        new.reviews.extend(edges.keys().filter_map(|&id| Some((id.into(), after.reviews.get(&id.into())?.clone()))));
        new.edges = edges;
        for (id, comment) in std::mem::take(&mut new.comments) {
            self.comments(id, Some(comment));
        }
        self.take_out_comments(&before, &after, &known, &touched);
        self.take_out_credences(&before, &after);
        self.take_out_persons(&before, &after);
        // Words that come back say what a person made of the node they stand for.
        for statement in new.statements.values_mut() {
            let corrected = |it: &NodeId| self.map.review(*it).is_some_and(|it| it.corrected_from.is_some());
            if let Some(said) = statement.node.filter(corrected).and_then(|it| self.map.move_of(it)) {
                statement.kind = said;
            }
        }
        self.merge(new)
    }

    /// Whether a person has made something of a proposal: reviewed, changed, placed or linked it.
    fn is_touched(&self, id: NodeId, before: &Records) -> bool {
        let map = &self.map;
        map.review(id).is_none_or(|it| it.state != ReviewState::Open)
            || map.pin(id).is_some()
            || map.node(id) != before.nodes.get(&id)
            || map.crux(id).is_some_and(|it| before.cruxes.get(&id).is_some_and(|of| of != it))
            || map.disagreement(id).is_some_and(|it| before.disagreements.get(&id).is_some_and(|of| of != it))
            || map.evidence_of(id).is_some_and(|it| before.evidence.get(&id).is_some_and(|of| of != it))
            || map.calculation(id).is_some()
            || map.edges_at(id).any(|it| self.is_touched_edge(it, before))
    }

    /// The same for a link, with what undercuts it.
    fn is_touched_edge(&self, id: EdgeId, before: &Records) -> bool {
        let own = |id: EdgeId| {
            self.map.review(id).is_none_or(|it| it.state != ReviewState::Open)
                || self.map.edge(id) != before.edges.get(&id)
        };
        own(id) || self.map.edges_at(id).any(own)
    }

    /// Takes out the proposals that are no longer found and that nobody has touched, as if they had never been made.
    fn forget(&mut self, before: &Records, after: &Records, touched: &BTreeSet<NodeId>) {
        let edges = before.edges.keys().filter(|&it| !after.edges.contains_key(it)).copied();
        for edge in edges.collect::<Vec<_>>() {
            if self.map.edge(edge).is_some() && !self.is_touched_edge(edge, before) {
                self.drop_item(edge.into());
            }
        }
        for &node in before.nodes.keys().filter(|&it| !after.nodes.contains_key(it) && !touched.contains(it)) {
            self.drop_item(node.into());
        }
        for (&id, found) in before.statements.iter().filter(|it| !after.statements.contains_key(it.0)) {
            let Some(statement) = self.map.statement(id) else { continue };
            // Words of something a person keeps, or of which a person has cut some off, stay with it.
            let is_cut = statement.span != found.span;
            let keeps = |node| is_cut || statement.node != found.node || !after.nodes.contains_key(&node);
            if !statement.node.is_some_and(keeps) {
                self.statements(id, None);
            }
        }
    }

    /// Removes an item without a trace: nobody has rejected it.
    fn drop_item(&mut self, item: Item) {
        let mut pile = vec![item];
        while let Some(at) = pile.pop() {
            if self.map.contains(at) {
                pile.extend(self.map.edges_at(at).map(Item::Edge));
                self.reviews(at, None);
            }
        }
        self.remove(item);
    }

    /// Changes the records that both readings found, where the map has them as the first did. Returns the nodes that
    /// are of another kind now, or were before.
    fn change(&mut self, before: &Records, after: &Records, touched: &BTreeSet<NodeId>) -> BTreeSet<NodeId> {
        let mut changed = BTreeSet::new();
        for (&id, source) in &after.sources {
            if self.map.source(id) == before.sources.get(&id) {
                self.sources(id, Some(source.clone()));
            }
        }
        for (&id, person) in after.persons.iter().filter(|it| !before.persons.contains_key(it.0)) {
            if self.map.person(id).is_none() {
                self.persons(id, Some(person.clone()));
            }
        }
        for (&id, node) in &after.nodes {
            if !before.nodes.contains_key(&id) || self.map.node(id).is_none() {
                continue;
            }
            if before.nodes.get(&id) != Some(node) {
                changed.insert(id);
            }
            if !touched.contains(&id) {
                self.change_node(id, node, after);
            }
        }
        for (item, review) in &after.reviews {
            let known = self.map.review(*item).zip(before.reviews.get(item)).is_some_and(|it| are_alike(it.0, it.1));
            if known && item.node().is_none_or(|it| !touched.contains(&it)) {
                self.reviews(*item, Some(review.clone()));
            }
        }
        changed
    }

    fn change_node(&mut self, id: NodeId, node: &Node, after: &Records) {
        self.give_detail(id, node.kind);
        self.nodes(id, Some(node.clone()));
        macro_rules! detail {
            ($table:ident) => {
                if let Some(it) = after.$table.get(&id) {
                    self.$table(id, Some(it.clone()));
                }
            };
        }
        detail!(cruxes);
        detail!(disagreements);
        detail!(evidence);
        let edges: Vec<EdgeId> = self.map.edges_at(id).collect();
        for edge in edges {
            let legal = self.map.edge(edge).is_none_or(|it| self.map.legal_edges(it.from, it.to).contains(&it.kind));
            if !legal {
                self.drop_item(edge.into());
            }
        }
    }

    /// Takes out the comments that are joined to others now, and brings the rest and all statements to their new places.
    /// `known` is the map as it was.
    fn take_out_comments(&mut self, before: &Records, after: &Records, known: &Map, touched: &BTreeSet<NodeId>) {
        for (&id, comment) in &after.comments {
            let is_news = before.comments.get(&id).is_some_and(|it| it != comment);
            if is_news && self.map.comment(id).is_some() {
                self.comments(id, Some(comment.clone()));
            }
        }
        for &id in before.comments.keys().filter(|&it| !after.comments.contains_key(it)) {
            self.comments(id, None);
        }
        let orphans: Vec<(CommentId, Comment)> = self
            .map
            .comments()
            .filter(|it| it.1.parent.is_some_and(|it| self.map.comment(it).is_none()))
            .map(|(id, it)| (id, Comment { parent: None, ..it.clone() }))
            .collect();
        for (id, comment) in orphans {
            self.comments(id, Some(comment));
        }
        for (&id, now) in &after.statements {
            let Some(there) = known.statement(id) else { continue };
            let moved = match before.statements.get(&id) {
                // A person who decided on the node decided on the move its words make.
                Some(was) if there.node.is_some_and(|it| touched.contains(&it)) => {
                    Statement { kind: there.kind, ..follow(there, was, now) }
                }
                Some(was) => follow(there, was, now),
                None => Statement { comment: now.comment, ..there.clone() },
            };
            // A node that is new is added later on.
            let is_new = |it| after.nodes.contains_key(&it) && !before.nodes.contains_key(&it);
            let stands = |&it: &NodeId| self.map.node(it).is_some() || is_new(it) && !self.is_rejected(it.into());
            let node = moved.node.filter(stands);
            self.statements(id, Some(Statement { node, ..moved }));
        }
        let homes: BTreeMap<Span, CommentId> = after.comments.iter().map(|(&id, it)| (it.span, id)).collect();
        let home = |it: Span| {
            let (span, &comment) = homes.range(..=Span { end: u32::MAX, ..it }).next_back()?;
            (span.source == it.source).then_some(comment)
        };
        // What a person made is in no reading: it stands where its words stand.
        let made = |id: StatementId| !after.statements.contains_key(&id);
        let homeless = self.map.statements().filter(|it| made(it.0) || self.map.comment(it.1.comment).is_none());
        let moved = homeless.filter_map(|(id, it)| {
            let comment = home(it.span).filter(|&home| home != it.comment)?;
            Some((id, Statement { comment, ..it.clone() }))
        });
        for (id, statement) in moved.collect::<Vec<_>>() {
            self.statements(id, Some(statement));
        }
    }

    /// Takes out the credences that are no longer read and that nobody has touched. One that a person keeps only loses
    /// the words it was read from, if those are gone.
    fn take_out_credences(&mut self, before: &Records, after: &Records) {
        for (&id, found) in before.credences.iter().filter(|it| !after.credences.contains_key(it.0)) {
            if self.map.credence(id) == Some(found) {
                self.credences(id, None);
            }
        }
        let gone = |it: &StatementId| self.map.statement(*it).is_none();
        let lost = self.map.credences().filter(|it| it.1.statement.as_ref().is_some_and(gone));
        for (id, credence) in lost.map(|(id, it)| (id, it.clone())).collect::<Vec<_>>() {
            self.credences(id, Some(Credence { statement: None, ..credence }));
        }
    }

    /// Takes out the people who were found before and of whom nothing is left.
    fn take_out_persons(&mut self, before: &Records, after: &Records) {
        let map = &self.map;
        let sides = map.cruxes().flat_map(|it| &it.1.sides).chain(map.disagreements().flat_map(|it| &it.1.sides));
        let named: BTreeSet<PersonId> = map
            .comments()
            .filter_map(|it| it.1.author)
            .chain(map.statements().filter_map(|it| it.1.person))
            .chain(sides.filter_map(|it| it.person))
            .chain(map.credences().filter_map(|it| it.1.person))
            .collect();
        let gone = before.persons.keys().filter(|&it| !after.persons.contains_key(it) && !named.contains(it));
        for id in gone.copied().collect::<Vec<_>>() {
            self.persons(id, None);
        }
    }
}

/// Whether two proposals are the same but for their other targets: of those the map keeps only what stands on it.
fn are_alike(a: &Review, b: &Review) -> bool {
    let bare = |it: &Review| Review { alternatives: Box::default(), ..it.clone() };
    bare(a) == bare(b)
}

/// A statement as it is on the map, with what the readings tell apart brought from `was` to `now`.
fn follow(there: &Statement, was: &Statement, now: &Statement) -> Statement {
    fn pick<T: PartialEq + Copy>(there: T, was: T, now: T) -> T {
        if there == was { now } else { there }
    }
    Statement {
        span: pick(there.span, was.span, now.span),
        comment: now.comment,
        speaker: pick(there.speaker, was.speaker, now.speaker),
        person: pick(there.person, was.person, now.person),
        kind: pick(there.kind, was.kind, now.kind),
        disputed: pick(there.disputed, was.disputed, now.disputed),
        node: pick(there.node, was.node, now.node),
    }
}
