//! What both sides did, each of which is sound, may not be sound together: a link that is of no use to a node whose kind
//! the other side changed, the same link drawn by both. Here it is made to fit, and what that costs is told.

use super::{About, Aspect, Party, Settled, merge::Merging, parts::Parts, together, words};
use crate::map::{
    Change, Comment, CommentId, Crux, Diff, Disagreement, Edge, EdgeId, Evidence, Item, Map, NodeId, NodeKind,
    PersonId, Review, ReviewState, Statement,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// `map`, which holds what both sides did, made sound.
pub fn mended(merging: &mut Merging<'_>, map: Map, diffs: &[Diff; 2]) -> Map {
    let mut mend = Mend { merging, map, instead: BTreeMap::new() };
    mend.details();
    for to_links in [false, true] {
        mend.links(to_links);
    }
    let linked = together::linked(mend.merging, &mend.map, diffs, &mend.instead);
    mend.make(&linked);
    mend.weights();
    mend.beliefs();
    mend.quotes();
    mend.files();
    mend.reviews();
    mend.foreign();
    mend.map
}

struct Mend<'a, 'b> {
    merging: &'a mut Merging<'b>,
    map: Map,
    /// Links that another one stands for, which says the same.
    instead: BTreeMap<EdgeId, EdgeId>,
}

/// Makes one record of the map another one, or none.
macro_rules! put {
    ($self:ident, $table:ident[$id:expr], $before:expr, $after:expr) => {{
        let change = change($before, $after);
        let mut diff = Diff::default();
        diff.$table.insert($id, change);
        $self.make(&diff);
    }};
}

fn change<T: Clone>(before: Option<&T>, after: Option<T>) -> Change<T> {
    Change { before: before.cloned().map(Arc::new), after: after.map(Arc::new) }
}

impl Mend<'_, '_> {
    fn make(&mut self, diff: &Diff) {
        let applied = self.map.apply(diff);
        debug_assert!(applied.is_ok(), "a change to a record as it is");
    }

    /// Ours, theirs and the map before, in the order in which what is missing is looked for.
    fn maps(&self) -> [&Map; 3] {
        [self.merging.sides[0], self.merging.sides[1], self.merging.base]
    }

    fn versions<T: Parts>(&self, of: impl Fn(&Map) -> Option<&T>) -> [Option<String>; 3] {
        let words = |map: &Map| {
            let record = of(map)?;
            let parts = T::PARTS.iter().map(|it| (it.words)(map, record)).filter(|it| !it.is_empty());
            Some(parts.collect::<Vec<_>>().join("; "))
        };
        [words(self.merging.base), words(self.merging.sides[0]), words(self.merging.sides[1])]
    }

    /// Tells that a record is left out or changed.
    fn tell<T: Parts>(&mut self, about: About, aspect: Aspect, of: impl Fn(&Map) -> Option<&T>, how: &str) {
        let versions = self.versions(of);
        self.merging.clash(about, aspect, versions, Settled::Mended(how.to_owned()));
    }

    /// Each node has the details that its kind needs, and no others.
    fn details(&mut self) {
        let holders: BTreeSet<NodeId> = self.map.nodes().map(|it| it.0).collect();
        let holders: BTreeSet<NodeId> = holders
            .into_iter()
            .chain(self.map.cruxes().map(|it| it.0))
            .chain(self.map.disagreements().map(|it| it.0))
            .chain(self.map.evidence().map(|it| it.0))
            .chain(self.map.calculations().map(|it| it.0))
            .chain(self.map.pins().map(|it| it.0))
            .collect();
        for id in holders {
            let kind = self.map.node(id).map(|it| it.kind);
            macro_rules! detail {
                ($table:ident, $get:ident, $kind:ident, $aspect:ident) => {
                    let wanted = kind == Some(NodeKind::$kind);
                    let there = self.map.$get(id).cloned();
                    if wanted && there.is_none() {
                        let known = self.maps().iter().find_map(|it| it.$get(id).cloned()).unwrap_or_default();
                        put!(self, $table[id], None::<&$kind>, Some(known));
                    } else if let Some(there) = there.filter(|_| !wanted) {
                        if kind.is_some() && there != $kind::default() {
                            let how = format!("left out, for it is no {} any more", NodeKind::$kind.word());
                            self.tell(About::Node(id), Aspect::$aspect, |map| map.$get(id), &how);
                        }
                        put!(self, $table[id], Some(&there), None::<$kind>);
                    }
                };
            }
            detail!(cruxes, crux, Crux, Sides);
            detail!(disagreements, disagreement, Disagreement, Subject);
            detail!(evidence, evidence_of, Evidence, Data);
            if kind != Some(NodeKind::Evidence)
                && let Some(there) = self.map.calculation(id).cloned()
            {
                if kind.is_some() {
                    let how = "left out, for it is no evidence any more";
                    self.tell(About::Node(id), Aspect::Calculation, |map| map.calculation(id), how);
                }
                put!(self, calculations[id], Some(&there), None);
            }
            if kind.is_none()
                && let Some(there) = self.map.pin(id)
            {
                put!(self, pins[id], Some(&there), None);
            }
        }
    }

    /// Each link has both its ends, is legal for them, and says what no other link says.
    fn links(&mut self, to_links: bool) {
        let all: Vec<(EdgeId, Edge)> = self.map.edges().map(|(id, it)| (id, *it)).collect();
        // What was there before stays where two say the same, else the one with the smaller id.
        let known = |id: EdgeId| (self.merging.base.edge(id).is_none(), id);
        let mut all: Vec<_> = all.into_iter().filter(|it| it.1.to.edge().is_some() == to_links).collect();
        all.sort_by_key(|it| known(it.0));
        let mut seen: BTreeMap<(NodeId, Item, crate::map::EdgeKind), EdgeId> = BTreeMap::new();
        for (id, edge) in all {
            let to = edge.to.edge().and_then(|it| self.instead.get(&it)).map_or(edge.to, |&it| it.into());
            let led = Edge { to, ..edge };
            let fits = |it: &Edge| self.map.legal_edges(it.from, it.to).contains(&it.kind);
            let versions = self.maps().map(|it| it.edge(id).copied());
            let usual = self.map.legal_edges(led.from, led.to).first().map(|&kind| Edge { kind, ..led });
            let after = [Some(led)].into_iter().chain(versions).chain([usual]).flatten().find(fits);
            let twin = after.and_then(|it| seen.get(&(it.from, it.to, it.kind)).copied());
            match (after, twin) {
                (None, _) => {
                    self.tell(
                        About::Edge(id),
                        Aspect::Kind,
                        |map| map.edge(id),
                        "left out, for it no longer fits its ends",
                    );
                    self.drop_link(id, edge);
                }
                (_, Some(twin)) => self.fold(id, edge, twin),
                (Some(after), None) => {
                    seen.insert((after.from, after.to, after.kind), id);
                    if after != edge {
                        if after != led {
                            let how = format!("it {} now, for that fits its ends", after.kind.words());
                            self.tell(About::Edge(id), Aspect::Kind, |map| map.edge(id), &how);
                        }
                        put!(self, edges[id], Some(&edge), Some(after));
                    }
                }
            }
        }
    }

    fn drop_link(&mut self, id: EdgeId, edge: Edge) {
        put!(self, edges[id], Some(&edge), None);
        if let Some(review) = self.map.review(id).cloned() {
            // Nobody has rejected it: when the thread is read again it may come back.
            put!(self, reviews[id.into()], Some(&review), None);
        }
    }

    /// Both sides drew the same link: `twin` stands for it, decided on and weighed if either was.
    fn fold(&mut self, id: EdgeId, edge: Edge, twin: EdgeId) {
        self.instead.insert(id, twin);
        let is_open = |map: &Map, it: EdgeId| map.is_open(it);
        if is_open(&self.map, twin)
            && !is_open(&self.map, id)
            && let Some(review) = self.map.review(twin).cloned()
        {
            put!(
                self,
                reviews[twin.into()],
                Some(&review),
                Some(Review { state: ReviewState::Accepted, ..review.clone() })
            );
        }
        if let Some(weight) = self.map.weight(id).cloned() {
            match self.map.weight(twin).cloned() {
                None => put!(self, weights[twin], None, Some(weight.clone())),
                Some(other) if other != weight => {
                    let how = format!("{} is kept, of the same link drawn twice", words::weight(&other));
                    let said = |map: &Map, it: EdgeId| map.weight(it).map(words::weight);
                    let [ours, theirs] = self.merging.sides.map(|it| said(it, twin).or_else(|| said(it, id)));
                    self.merging.clash(About::Edge(twin), Aspect::Weight, [None, ours, theirs], Settled::Mended(how));
                }
                Some(_) => {}
            }
            put!(self, weights[id], Some(&weight), None);
        }
        self.drop_link(id, edge);
    }

    fn weights(&mut self) {
        let lost: Vec<_> = self.map.weights().filter(|it| !self.map.may_weigh(it.0)).collect();
        for (id, weight) in lost.into_iter().map(|(id, it)| (id, it.clone())).collect::<Vec<_>>() {
            if self.map.edge(id).is_some() {
                let how = "left out, for nothing of this kind has a weight";
                self.tell(About::Edge(id), Aspect::Weight, |map| map.weight(id), how);
            }
            put!(self, weights[id], Some(&weight), None);
        }
    }

    /// Credences are of people and on nodes that are there.
    fn beliefs(&mut self) {
        for (id, mut it) in self.map.credences().map(|(id, it)| (id, it.clone())).collect::<Vec<_>>() {
            let before = it.clone();
            if self.map.node(it.node).is_none() {
                put!(self, credences[id], Some(&before), None);
                self.tell(About::Credence(id), Aspect::Credence, |map| map.credence(id), "left out with its node");
                continue;
            }
            self.need_person(it.person);
            if let Some(said) = it.statement
                && !self.need_statement(said)
            {
                it.statement = None;
                put!(self, credences[id], Some(&before), Some(it));
            }
        }
        for (id, it) in self.map.conditionals().map(|(id, it)| (id, it.clone())).collect::<Vec<_>>() {
            self.need_person(Some(it.person));
            if ![it.node, it.on].iter().all(|&it| self.map.is_either(it)) {
                let how = "left out, for one of the two can be neither true nor false";
                self.tell(About::Conditional(id), Aspect::Conditional, |map| map.conditional(id), how);
                put!(self, conditionals[id], Some(&it), None);
            }
        }
        let sides = self.map.cruxes().flat_map(|it| &it.1.sides);
        let sides = sides.chain(self.map.disagreements().flat_map(|it| &it.1.sides));
        for person in sides.filter_map(|it| it.person).collect::<BTreeSet<_>>() {
            self.need_person(Some(person));
        }
    }

    fn need_person(&mut self, id: Option<PersonId>) {
        let Some(id) = id.filter(|it| self.map.person(*it).is_none()) else { return };
        if let Some(it) = self.maps().iter().find_map(|it| it.person(id)).cloned() {
            put!(self, persons[id], None, Some(it));
        }
    }

    fn need_statement(&mut self, id: crate::map::StatementId) -> bool {
        if self.map.statement(id).is_none()
            && let Some(it) = self.maps().iter().find_map(|it| it.statement(id)).cloned()
        {
            self.tell(
                About::Statement(id),
                Aspect::Presence,
                |map| map.statement(id),
                "it stays, for something rests on it",
            );
            put!(self, statements[id], None, Some(it));
        }
        self.map.statement(id).is_some()
    }

    /// Words that are quoted stand in a comment, and comments in a thread.
    fn quotes(&mut self) {
        for (id, it) in self.map.statements().map(|(id, it)| (id, it.clone())).collect::<Vec<_>>() {
            self.need_person(it.person);
            self.need_comment(it.comment, it.span.source);
            if it.node.is_some_and(|it| self.map.node(it).is_none()) {
                put!(self, statements[id], Some(&it), Some(Statement { node: None, ..it.clone() }));
            }
        }
        let comments: Vec<CommentId> = self.map.comments().map(|it| it.0).collect();
        for id in comments {
            self.need_comments(id);
        }
        self.cut_rounds();
    }

    fn need_comment(&mut self, id: CommentId, source: crate::map::SourceId) {
        self.need_source(source);
        if self.map.comment(id).is_none()
            && let Some(it) = self.maps().iter().find_map(|it| it.comment(id)).cloned()
        {
            let how = "it stays, for something stands in it or replies to it";
            self.tell(About::Comment(id), Aspect::Presence, |map| map.comment(id), how);
            put!(self, comments[id], None, Some(it));
        }
    }

    /// What a comment needs, up the chain of what it replies to as far as something of that is missing.
    fn need_comments(&mut self, id: CommentId) {
        let mut at = Some(id);
        while let Some(it) = at.and_then(|it| self.map.comment(it)).cloned() {
            self.need_source(it.span.source);
            self.need_person(it.author);
            at = it.parent.filter(|it| self.map.comment(*it).is_none());
            if let Some((parent, known)) =
                at.and_then(|id| Some((id, self.maps().iter().find_map(|it| it.comment(id))?)))
            {
                let source = known.span.source;
                self.need_comment(parent, source);
            }
        }
    }

    fn need_source(&mut self, id: crate::map::SourceId) {
        if self.map.source(id).is_none()
            && let Some(it) = self.maps().iter().find_map(|it| it.source(id)).cloned()
        {
            put!(self, sources[id], None, Some(it));
        }
    }

    /// No comment is among its own replies: what both sides said of who replies to whom may make a round.
    fn cut_rounds(&mut self) {
        let mut ends: BTreeSet<CommentId> = BTreeSet::new();
        for id in self.map.comments().map(|it| it.0).collect::<Vec<_>>() {
            let (mut path, mut at) = (BTreeSet::new(), Some(id));
            while let Some(here) = at.filter(|it| !ends.contains(it)) {
                path.insert(here);
                let parent = self.map.comment(here).and_then(|it| it.parent);
                if let (Some(it), true) = (self.map.comment(here).cloned(), parent.is_some_and(|it| path.contains(&it)))
                {
                    self.tell(
                        About::Comment(here),
                        Aspect::ReplyTo,
                        |map| map.comment(here),
                        "it replies to nothing now, for it would reply to itself",
                    );
                    put!(self, comments[here], Some(&it), Some(Comment { parent: None, ..it.clone() }));
                    break;
                }
                at = parent;
            }
            ends.extend(path);
        }
    }

    /// Each file that something rests on is there, its bytes too where they are shown, and no other.
    fn files(&mut self) {
        let shown: BTreeSet<_> = self.map.evidence().flat_map(|it| it.1.attached.iter().copied()).collect();
        let mut used: BTreeSet<_> = self.map.calculations().flat_map(|it| it.1.files()).collect();
        used.extend(&shown);
        for &id in &used {
            let needs_bytes = shown.contains(&id);
            let there = self.map.file(id).cloned();
            if there.as_ref().is_none_or(|it| needs_bytes && it.bytes().is_none()) {
                let fits = |it: &&crate::map::File| !needs_bytes || it.bytes().is_some();
                if let Some(file) = self.maps().iter().find_map(|it| it.file(id).filter(fits)).cloned() {
                    put!(self, files[id], there.as_ref(), Some(file));
                }
            }
        }
        let lost = self.map.files().filter(|it| !used.contains(&it.0));
        for (id, it) in lost.map(|(id, it)| (id, it.clone())).collect::<Vec<_>>() {
            put!(self, files[id], Some(&it), None);
        }
    }

    /// What another tool says is of something that is there, or of the file as a whole.
    fn foreign(&mut self) {
        let lost = self.map.foreign().filter(|it| it.1.of.is_some_and(|it| !self.map.contains(it)));
        for (id, it) in lost.map(|(id, it)| (id, it.clone())).collect::<Vec<_>>() {
            put!(self, foreign[id], Some(&it), None);
        }
    }

    /// What is rejected is not there, and what is there is not rejected.
    fn reviews(&mut self) {
        for (item, it) in self.map.reviews().map(|(item, it)| (item, it.clone())).collect::<Vec<_>>() {
            let is_there = self.map.contains(item);
            let mut after = it.clone();
            if is_there && it.state == ReviewState::Rejected {
                after.state = ReviewState::Accepted;
            }
            after.alternatives = it.alternatives.iter().copied().filter(|it| self.map.node(it.to).is_some()).collect();
            if !is_there && it.state != ReviewState::Rejected {
                let rejected = Party::BOTH.iter().find_map(|&party| {
                    let there = self.merging.map(party).review(item);
                    there.filter(|it| it.state == ReviewState::Rejected)
                });
                let rejected = rejected.cloned();
                put!(self, reviews[item], Some(&it), rejected);
            } else if after != it {
                put!(self, reviews[item], Some(&it), Some(after));
            }
        }
    }
}
