//! The tables of a map, and the four shapes that follow from their list: map, diff, change and loose records.

use super::{
    Boundary, BoundaryId, Calculation, Comment, CommentId, Conditional, ConditionalId, Credence, CredenceId, Crux,
    Disagreement, Edge, EdgeId, Evidence, File, FileId, Foreign, ForeignId, Item, Linked, Node, NodeId, Outcome,
    Person, PersonId, Point, ResultId, Review, ReviewState, Source, SourceId, Statement, StatementId, StatementKind,
    Weight, incident::Incident,
};
use imbl::OrdMap;
use std::{
    collections::{BTreeMap, btree_map},
    sync::Arc,
};

/// What happened to one record: absent before means added, absent after means removed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<T> {
    /// The record as it was.
    pub before: Option<Arc<T>>,
    /// The record as it is to be.
    pub after: Option<Arc<T>>,
}

impl<T> Change<T> {
    /// A record that comes into being.
    pub fn added(record: T) -> Self {
        Self { before: None, after: Some(Arc::new(record)) }
    }

    fn flipped(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

/// A map being changed step by step while an edit is planned, and all that changed so far.
pub(super) struct Draft {
    pub map: Map,
    /// Empty if it is not kept.
    pub diff: Diff,
    pub keeps_diff: bool,
}

/// A record is not as the diff expects it: somebody else changed it first.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the map has changed since this edit was made")]
pub struct Conflict;

/// One line a table: its name, what its records are known by, what they are.
macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident: $key:ty => $record:ty,)*) => {
        /// The document: one persistent table a kind of record, sorted by id. Cloning is O(1), so jobs take a copy.
        /// Only [`Map::apply`] changes a map, and [`Map::problems`] is empty at all times.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Map {
            $(pub(super) $name: OrdMap<$key, Arc<$record>>,)*
            /// Derived: the edges that start or end at each item. Kept in step by [`Map::apply`].
            pub(super) incident: Incident,
        }

        /// A change to a map, and the only thing that may change it. It is at once the undo step, the journal line,
        /// the message to other people and the news of what to redraw.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Diff {
            $($(#[$doc])* pub $name: BTreeMap<$key, Change<$record>>,)*
        }

        /// Records on their own: found in a thread, or read from a file. Not checked yet.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Records {
            $($(#[$doc])* pub $name: BTreeMap<$key, $record>,)*
        }

        impl Diff {
            /// What leads from one map to another: a change for each record that is not the same in both.
            #[must_use]
            pub fn between(before: &Map, after: &Map) -> Self {
                Self { $($name: between(&before.$name, &after.$name),)* }
            }

            /// The diff that leads back.
            #[must_use]
            pub fn inverse(&self) -> Self {
                Self { $($name: self.$name.iter().map(|(&id, it)| (id, it.flipped())).collect(),)* }
            }

            /// Whether nothing changes.
            pub fn is_empty(&self) -> bool {
                $(self.$name.is_empty())&&*
            }

            /// Adds what `next`, planned on the map after this diff, changes further.
            pub fn then(&mut self, next: Self) {
                $(chain(&mut self.$name, next.$name);)*
            }
        }

        impl Draft {
            /// Takes in a diff that was planned elsewhere, all of it.
            pub(super) fn take(&mut self, diff: Diff) -> Result<(), Conflict> {
                self.map.apply(&diff)?;
                if self.keeps_diff {
                    self.diff.then(diff);
                }
                Ok(())
            }

            $(pub(super) fn $name(&mut self, id: $key, after: Option<$record>) {
                let before = self.map.$name.get(&id).cloned();
                if before.as_deref() != after.as_ref() {
                    let mut step = Diff::default();
                    step.$name.insert(id, Change { before, after: after.map(Arc::new) });
                    self.map.write(&step);
                    if self.keeps_diff {
                        self.diff.then(step);
                    }
                }
            })*
        }

        impl Map {
            /// Applies all of `diff`, or none of it.
            ///
            /// # Errors
            /// If a record is not as `diff` expects it.
            pub fn apply(&mut self, diff: &Diff) -> Result<(), Conflict> {
                if !($(fits(&self.$name, &diff.$name))&&*) {
                    return Err(Conflict);
                }
                self.write(diff);
                Ok(())
            }

            /// A map of these records.
            ///
            /// # Errors
            /// With what is wrong with them, if they do not make a map.
            pub fn from_records(records: Records) -> Result<Self, Vec<String>> {
                let mut map = Self::default();
                $(filling(records.$name, |id, it| drop(map.$name.insert(id, Arc::new(it))));)*
                for (&id, edge) in &map.edges {
                    map.incident.insert(edge.from.into(), id);
                    map.incident.insert(edge.to, id);
                }
                let problems = map.problems();
                if problems.is_empty() { Ok(map) } else { Err(problems) }
            }

            fn write(&mut self, diff: &Diff) {
                self.index(diff);
                $(put(&mut self.$name, &diff.$name);)*
            }

            $($(#[$doc])* pub fn $name(&self) -> impl DoubleEndedIterator<Item = ($key, &$record)> + Clone {
                self.$name.iter().map(|(&id, it)| (id, &**it))
            })*
        }

        impl Records {
            /// Without what has the same id in `other`.
            pub(super) fn without(mut self, other: &Self) -> Self {
                $(self.$name.retain(|id, _| !other.$name.contains_key(id));)*
                self
            }

            /// Whether there is nothing in it.
            pub fn is_empty(&self) -> bool {
                $(self.$name.is_empty())&&*
            }
        }
    };
}

tables! {
    /// The frozen texts.
    sources: SourceId => Source,
    /// The posts in them.
    comments: CommentId => Comment,
    /// What people decided on where comments start.
    boundaries: BoundaryId => Boundary,
    /// The people.
    persons: PersonId => Person,
    /// The argumentative moves found in the comments.
    statements: StatementId => Statement,
    /// What stands on the map.
    nodes: NodeId => Node,
    /// The links.
    edges: EdgeId => Edge,
    /// What crux nodes need beyond their text.
    cruxes: NodeId => Crux,
    /// What disagreement nodes need beyond their text.
    disagreements: NodeId => Disagreement,
    /// What evidence nodes need beyond their text.
    evidence: NodeId => Evidence,
    /// What is calculated for evidence nodes, and with what.
    calculations: NodeId => Calculation,
    /// The files that evidence rests on. Each is in use.
    files: FileId => File,
    /// What calculations gave. Each fits the inputs it is named after for ever, so results are no part of undo.
    results: ResultId => Outcome,
    /// How much reasons weigh for what they are linked to.
    weights: EdgeId => Weight,
    /// Which reasons count only together with others.
    linked: EdgeId => Linked,
    /// Where a person has placed a node (its centre); the layout places the rest.
    pins: NodeId => Point,
    /// How likely people hold what nodes say to be.
    credences: CredenceId => Credence,
    /// What people say they would hold if a question were answered.
    conditionals: ConditionalId => Conditional,
    /// What other tools' files said that a map has no place for.
    foreign: ForeignId => Foreign,
    /// Which items were proposed, why, and what a person decided.
    reviews: Item => Review,
}

impl Map {
    /// The frozen text `id`.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(&id).map(|it| &**it)
    }

    /// The comment `id`.
    pub fn comment(&self, id: CommentId) -> Option<&Comment> {
        self.comments.get(&id).map(|it| &**it)
    }

    /// The decision `id` on where a comment starts.
    pub fn boundary(&self, id: BoundaryId) -> Option<&Boundary> {
        self.boundaries.get(&id).map(|it| &**it)
    }

    /// The person `id`.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.persons.get(&id).map(|it| &**it)
    }

    /// The statement `id`.
    pub fn statement(&self, id: StatementId) -> Option<&Statement> {
        self.statements.get(&id).map(|it| &**it)
    }

    /// The node `id`.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(&id).map(|it| &**it)
    }

    /// The edge `id`.
    pub fn edge(&self, id: EdgeId) -> Option<&Edge> {
        self.edges.get(&id).map(|it| &**it)
    }

    /// The crux of node `id`.
    pub fn crux(&self, id: NodeId) -> Option<&Crux> {
        self.cruxes.get(&id).map(|it| &**it)
    }

    /// The disagreement of node `id`.
    pub fn disagreement(&self, id: NodeId) -> Option<&Disagreement> {
        self.disagreements.get(&id).map(|it| &**it)
    }

    /// The evidence of node `id`.
    pub fn evidence_of(&self, id: NodeId) -> Option<&Evidence> {
        self.evidence.get(&id).map(|it| &**it)
    }

    /// The calculation of node `id`.
    pub fn calculation(&self, id: NodeId) -> Option<&Calculation> {
        self.calculations.get(&id).map(|it| &**it)
    }

    /// What another tool's file said, by `id`.
    pub fn foreign_by(&self, id: ForeignId) -> Option<&Foreign> {
        self.foreign.get(&id).map(|it| &**it)
    }

    /// The file `id`.
    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(&id).map(|it| &**it)
    }

    /// The result `id`.
    pub fn result(&self, id: ResultId) -> Option<&Outcome> {
        self.results.get(&id).map(|it| &**it)
    }

    /// How much edge `id` weighs, if somebody said.
    pub fn weight(&self, id: EdgeId) -> Option<&Weight> {
        self.weights.get(&id).map(|it| &**it)
    }

    /// The conditional credence `id`.
    pub fn conditional(&self, id: ConditionalId) -> Option<&Conditional> {
        self.conditionals.get(&id).map(|it| &**it)
    }

    /// Where a person placed node `id`.
    pub fn pin(&self, id: NodeId) -> Option<Point> {
        self.pins.get(&id).map(|it| **it)
    }

    /// The review of `item`, if it was proposed.
    pub fn review(&self, item: impl Into<Item>) -> Option<&Review> {
        self.reviews.get(&item.into()).map(|it| &**it)
    }

    /// Whether `item` is a proposal that nobody has decided on.
    pub fn is_open(&self, item: impl Into<Item>) -> bool {
        self.review(item).is_some_and(|it| it.state == ReviewState::Open)
    }

    /// Whether `item` is in the map.
    pub fn contains(&self, item: Item) -> bool {
        match item {
            Item::Node(id) => self.nodes.contains_key(&id),
            Item::Edge(id) => self.edges.contains_key(&id),
        }
    }

    /// The edges that start or end at `item`.
    pub fn edges_at(&self, item: impl Into<Item>) -> impl Iterator<Item = EdgeId> + '_ {
        self.incident.at(item.into())
    }

    /// The move that the words of node `id` make: that of the first statement that expresses it.
    pub fn move_of(&self, id: NodeId) -> Option<StatementKind> {
        self.statements().filter(|it| it.1.node == Some(id)).map(|it| (it.1.span, it.1.kind)).min().map(|it| it.1)
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// How many links there are.
    pub fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// The words at `span`; `None` if it does not fit its source.
    pub fn quote(&self, span: super::Span) -> Option<&str> {
        self.source(span.source)?.text.get(span.range())
    }

    fn index(&mut self, diff: &Diff) {
        for (&id, change) in &diff.edges {
            for end in change.before.iter().flat_map(|it| [Item::Node(it.from), it.to]) {
                self.incident.remove(end, id);
            }
            for end in change.after.iter().flat_map(|it| [Item::Node(it.from), it.to]) {
                self.incident.insert(end, id);
            }
        }
    }
}

fn fits<K: Ord + Clone, T: PartialEq>(table: &OrdMap<K, Arc<T>>, changes: &BTreeMap<K, Change<T>>) -> bool {
    changes.iter().all(|(id, it)| match (table.get(id), &it.before) {
        (Some(there), Some(before)) => Arc::ptr_eq(there, before) || there == before,
        (there, before) => there.is_none() && before.is_none(),
    })
}

/// Gives all records to `take` in an order in which a tree that they are put into has full leaves in the end: every other
/// one, then those between. In order, each leaf would be split when it is full, and its first half stay half empty.
pub(super) fn filling<K: Ord, T>(mut records: BTreeMap<K, T>, mut take: impl FnMut(K, T)) {
    let mut odd = false;
    let others = records.extract_if(.., |_, _| {
        odd = !odd;
        odd
    });
    for (id, it) in others {
        take(id, it);
    }
    for (id, it) in records {
        take(id, it);
    }
}

fn between<K: Ord + Copy, T: PartialEq>(
    before: &OrdMap<K, Arc<T>>,
    after: &OrdMap<K, Arc<T>>,
) -> BTreeMap<K, Change<T>> {
    let mut changes = BTreeMap::new();
    for (&id, old) in before {
        let new = after.get(&id);
        if new.is_none_or(|new| !Arc::ptr_eq(old, new) && old != new) {
            changes.insert(id, Change { before: Some(old.clone()), after: new.cloned() });
        }
    }
    for (&id, new) in after.iter().filter(|it| !before.contains_key(it.0)) {
        changes.insert(id, Change { before: None, after: Some(new.clone()) });
    }
    changes
}

fn put<K: Ord + Copy, T>(table: &mut OrdMap<K, Arc<T>>, changes: &BTreeMap<K, Change<T>>) {
    for (&id, change) in changes {
        match &change.after {
            Some(record) => table.insert(id, record.clone()),
            None => table.remove(&id),
        };
    }
}

fn chain<K: Ord, T: PartialEq>(first: &mut BTreeMap<K, Change<T>>, next: BTreeMap<K, Change<T>>) {
    for (id, change) in next {
        match first.entry(id) {
            btree_map::Entry::Vacant(place) => {
                place.insert(change);
            }
            btree_map::Entry::Occupied(mut place) => {
                place.get_mut().after = change.after;
                if place.get().before == place.get().after {
                    place.remove();
                }
            }
        }
    }
}
