//! What was verified, as records of a map, in the place of what the rules found in the same comments.

use super::{
    Rules,
    form::RELATIONS,
    links::{add_edge, add_link},
    verify::{Found, Gathered, statement_at, statements_in},
};
use crate::{
    extract::{Keys, UNKNOWN, add_person, node_kind, node_text, review, said, tidy},
    map::{
        Alternative, Crux, CruxStatus, Cue, Disagreement, Edge, EdgeId, EdgeKind, Evidence, EvidenceKind, Item, Node,
        NodeId, NodeKind, PersonId, Records, Review, Side, Speaker, Statement, StatementKind, legal_edges,
    },
    source::Thread,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

/// How sure a proposal of a model is at most: nobody has measured how often this one is right.
pub(super) const STATEMENT: f32 = 0.6;
/// The same for its links, cruxes and disagreements, which no quote can verify.
pub(super) const LINK: f32 = 0.5;

/// What each word for a relation may become on the map, the first that is legal.
fn edge_kinds(relation: &str) -> &'static [EdgeKind] {
    use EdgeKind::{Answers, Attacks, BearsOn, Concedes, CruxOf, Qualifies, Restates, SideOf, Supports};
    const KINDS: [&[EdgeKind]; RELATIONS.len()] = [
        &[Supports, SideOf, BearsOn, Answers],
        &[Attacks, SideOf, CruxOf],
        &[Concedes, SideOf],
        &[Qualifies, SideOf],
        &[Answers],
        // A quote and its answer are linked by what the answer does.
        &[],
        &[CruxOf],
        &[Supports, BearsOn],
        &[Restates],
        &[Supports, BearsOn],
    ];
    RELATIONS.iter().zip(KINDS).find(|it| *it.0 == relation).map_or(&[], |it| it.1)
}

/// All records of the thread: the rules' of the comments that no model read, the model's of the others.
pub(super) fn records(thread: &Thread, rules: &Rules, gathered: &Gathered<'_>, model: &str) -> Records {
    let mut builder = Builder {
        thread,
        rules,
        gathered,
        model,
        keys: Keys::of(thread),
        records: rules.records.clone(),
        nodes: Vec::with_capacity(gathered.statements.len()),
    };
    let loose = builder.take_out_rules();
    builder.statements();
    builder.cruxes();
    builder.evidence();
    builder.disagreements();
    builder.links();
    builder.put_back(loose);
    builder.drop_credences();
    builder.records
}

struct Builder<'a> {
    thread: &'a Thread,
    rules: &'a Rules,
    gathered: &'a Gathered<'a>,
    model: &'a str,
    keys: Keys<'a>,
    records: Records,
    /// The node of each statement.
    nodes: Vec<Option<NodeId>>,
}

/// Links that lost an end, with their reviews.
type Loose = Vec<(EdgeId, Edge, Option<Review>)>;

impl Builder<'_> {
    /// Takes out what the rules made of the comments that a model read. Returns the links from other comments to them.
    fn take_out_rules(&mut self) -> Loose {
        let read: BTreeSet<_> = self.gathered.read.iter().map(|&it| self.keys.comment(it)).collect();
        let mut gone = BTreeSet::new();
        for &comment in &self.gathered.read {
            for note in statements_in(self.rules, &self.thread.comments[comment].span) {
                let span = note.start..note.end;
                gone.extend(["statement", "evidence", "disagreement"].map(|it| self.keys.node(&span, it)));
            }
        }
        let records = &mut self.records;
        records.statements.retain(|_, it| !read.contains(&it.comment));
        records.nodes.retain(|id, _| !gone.contains(id));
        records.cruxes.retain(|id, _| !gone.contains(id));
        records.disagreements.retain(|id, _| !gone.contains(id));
        records.evidence.retain(|id, _| !gone.contains(id));
        let mut loose = Vec::new();
        records.edges.retain(|&id, edge| {
            let stays = !gone.contains(&edge.from) && edge.to.node().is_none_or(|it| !gone.contains(&it));
            if !stays && !gone.contains(&edge.from) {
                loose.push((id, *edge, records.reviews.get(&id.into()).cloned()));
            }
            stays
        });
        // What undercuts a link goes with it.
        let links: BTreeSet<EdgeId> = records.edges.keys().copied().collect();
        records.edges.retain(|_, edge| edge.to.edge().is_none_or(|it| links.contains(&it)));
        let Records { nodes, edges, reviews, .. } = records;
        reviews.retain(|item, _| match item {
            Item::Node(id) => nodes.contains_key(id),
            Item::Edge(id) => edges.contains_key(id),
        });
        loose
    }

    /// Puts back links whose lost end the model found as well, unless it links the two itself. What still expresses a
    /// node that is gone, expresses none; what might lead to it, does not.
    fn put_back(&mut self, loose: Loose) {
        let records = &mut self.records;
        for (id, edge, review) in loose {
            let kind = |id: NodeId| records.nodes.get(&id).map(|it| it.kind);
            let ends = kind(edge.from).zip(edge.to.node().and_then(kind));
            if ends.is_some_and(|(from, to)| legal_edges(from, to).contains(&edge.kind))
                && !records.edges.values().any(|it| it.from == edge.from && it.to == edge.to)
            {
                records.edges.insert(id, edge);
                records.reviews.extend(review.map(|it| (id.into(), it)));
            }
        }
        for statement in records.statements.values_mut() {
            statement.node = statement.node.filter(|it| records.nodes.contains_key(it));
        }
        let Records { nodes, reviews, .. } = records;
        for review in reviews.values_mut() {
            let stays = |it: &Alternative| nodes.contains_key(&it.to);
            review.alternatives = review.alternatives.iter().copied().filter(stays).collect();
        }
    }

    /// Keeps the credences that the rules read in words which are a claim to both.
    fn drop_credences(&mut self) {
        let Records { credences, nodes, statements, .. } = &mut self.records;
        let kind = |all: &BTreeMap<NodeId, Node>, id| all.get(&id).map(|it| it.kind);
        credences.retain(|_, it| {
            kind(nodes, it.node).is_some_and(|now| kind(&self.rules.records.nodes, it.node) == Some(now))
                && it.statement.is_none_or(|it| statements.contains_key(&it))
        });
    }

    fn text(&self, span: &Range<usize>) -> &str {
        &self.thread.text[span.clone()]
    }

    /// The cue that tells where a proposal comes from.
    fn origin(&self, words: &str) -> Cue {
        Cue { words: words.to_owned(), says: format!("proposed by {}", self.model).into() }
    }

    fn node(&mut self, id: NodeId, kind: NodeKind, text: String, review: Review) {
        self.records.nodes.insert(id, Node { kind, text: text.into() });
        self.records.reviews.insert(id.into(), review);
    }

    fn statements(&mut self) {
        // Words of an opponent that stand in an earlier statement are that statement.
        let mut originals: BTreeMap<String, NodeId> = BTreeMap::new();
        let mut order: Vec<usize> = (0..self.gathered.statements.len()).collect();
        order.sort_by_key(|&it| self.gathered.statements[it].span.start);
        self.nodes = vec![None; order.len()];
        for at in order {
            let found = &self.gathered.statements[at];
            let words = tidy(self.text(&found.span));
            let id = self.keys.statement(&found.span);
            if found.of_rules.is_some() {
                let node = self.records.statements.get(&id).and_then(|it| it.node);
                // It may quote what the rules found in a comment that the model read otherwise.
                self.nodes[at] = node.filter(|it| self.records.nodes.contains_key(it));
                continue;
            }
            let quoted = originals.get(&words).copied().filter(|_| found.speaker == Speaker::Opponent);
            let node = quoted.or_else(|| {
                let kind = node_kind(found.kind)?;
                let id = self.keys.node(&found.span, "statement");
                self.node(id, kind, node_text(self.text(&found.span)), self.review(found));
                match kind {
                    NodeKind::Crux => drop(self.records.cruxes.insert(id, Crux::default())),
                    NodeKind::Evidence => drop(self.records.evidence.insert(id, self.evidence_of(found, None))),
                    _ => {}
                }
                Some(id)
            });
            self.nodes[at] = node;
            if let Some(node) = node {
                originals.entry(words).or_insert(node);
            }
            let record = Statement {
                span: self.keys.span(&found.span),
                comment: self.keys.comment(found.comment),
                speaker: found.speaker,
                person: self.person(found),
                kind: found.kind,
                disputed: found.disputed,
                node,
            };
            self.records.statements.insert(id, record);
        }
    }

    /// Why it is proposed; the runner-up is what the rules take the same words for.
    fn review(&self, found: &Found) -> Review {
        let mut cues = vec![self.origin(self.text(&found.span))];
        if !found.gist.is_empty() {
            cues.push(said(format!("in other words: {}", found.gist)));
        }
        let kind = found.kind.word();
        let other = statement_at(self.rules, &found.span).map(|it| it.kind.as_ref()).filter(|&it| it != kind);
        review(STATEMENT, cues, other.and_then(StatementKind::of_word))
    }

    /// Whose words they are: an unknown opponent is a person too, an unknown writer is not.
    fn person(&mut self, found: &Found) -> Option<PersonId> {
        let author = self.thread.comments[found.comment].author.as_deref();
        let name = match found.speaker {
            Speaker::Author => author?,
            Speaker::Opponent => found.person.as_deref().unwrap_or(UNKNOWN),
        };
        Some(add_person(&mut self.records, name))
    }

    fn side(&mut self, at: usize) -> Side {
        let found = &self.gathered.statements[at];
        let author = self.thread.comments[found.comment].author.as_deref();
        let who = match found.speaker {
            Speaker::Author => author.unwrap_or("the author"),
            Speaker::Opponent => found.person.as_deref().unwrap_or(Side::OPPONENT),
        };
        Side { person: self.person(found), who: who.into(), position: tidy(self.text(&found.span)).into() }
    }

    /// Whether two statements are of different people, as far as is known.
    fn are_of_different_people(&self, a: usize, b: usize) -> bool {
        let who = |at: usize| {
            let it = &self.gathered.statements[at];
            let author = self.thread.comments[it.comment].author.as_deref();
            match it.speaker {
                Speaker::Author => author.map_or((Some(it.comment), None), |it| (None, Some(it))),
                Speaker::Opponent => (Some(usize::MAX), it.person.as_deref()),
            }
        };
        who(a) != who(b)
    }

    fn attacks(&self) -> impl Iterator<Item = (usize, usize)> {
        let attacks = self.gathered.relations.iter().filter(|it| it.2 == "attacks");
        attacks.map(|it| (it.0, it.1)).filter(|it| self.are_of_different_people(it.0, it.1))
    }

    fn cruxes(&mut self) {
        for crux in &self.gathered.cruxes {
            let Some(id) = self.nodes[crux.at].filter(|it| self.records.cruxes.contains_key(it)) else { continue };
            let other = self.attacks().find_map(|(from, to)| match crux.at {
                at if at == from => Some(to),
                at if at == to => Some(from),
                _ => None,
            });
            let sides = [Some(crux.at), other].into_iter().flatten().map(|it| self.side(it)).collect();
            if crux.question.ends_with('?')
                && let Some(node) = self.records.nodes.get_mut(&id)
            {
                node.text = crux.question.as_str().into();
            }
            let record = Crux { sides, would_change: crux.would_change.clone(), status: CruxStatus::Open };
            self.records.cruxes.insert(id, record);
        }
    }

    /// Evidence in these words: the numbers are those that the rules read there, never the model's.
    fn evidence_of(&self, found: &Found, kind: Option<EvidenceKind>) -> Evidence {
        let nodes = ["statement", "evidence"].map(|it| self.keys.node(&found.span, it));
        let by_rules = nodes.iter().find_map(|it| self.rules.records.evidence.get(it));
        let Some(by_rules) = by_rules else {
            return Evidence { kind: kind.unwrap_or_default(), ..Evidence::default() };
        };
        Evidence { kind: kind.unwrap_or(by_rules.kind), data: by_rules.data.clone(), ..Evidence::default() }
    }

    fn evidence(&mut self) {
        for piece in &self.gathered.evidence {
            let found = &self.gathered.statements[piece.at];
            let Some(node) = self.nodes[piece.at] else { continue };
            let record = self.evidence_of(found, Some(piece.kind));
            let is_evidence = self.records.nodes.get(&node).is_some_and(|it| it.kind == NodeKind::Evidence);
            let id = if is_evidence {
                node
            } else {
                // Numbers within a claim: evidence beside it, from the same words.
                let id = self.keys.node(&found.span, "evidence");
                let words = self.text(&found.span);
                let review = review(LINK, vec![self.origin(words)], None);
                self.node(id, NodeKind::Evidence, node_text(words), review);
                id
            };
            self.records.evidence.insert(id, record);
            let cues: Arc<[Cue]> = [self.origin("")].into();
            if id != node {
                add_link(&mut self.records, id, node, &[EdgeKind::BearsOn], LINK, cues.clone());
            }
            for to in piece.bears_on.iter().filter_map(|&it| self.nodes[it]) {
                add_link(&mut self.records, id, to, &[EdgeKind::BearsOn], LINK, cues.clone());
            }
        }
    }

    /// One disagreement for each claim that somebody else attacks, if the model takes it for contested.
    fn disagreements(&mut self) {
        let mut against: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let claims = |at: usize| node_kind(self.gathered.statements[at].kind) == Some(NodeKind::Claim);
        for (from, to) in self.attacks() {
            let found = &self.gathered.statements;
            if (found[from].disputed || found[to].disputed)
                && claims(from)
                && claims(to)
                && self.nodes[from] != self.nodes[to]
                && found[to].of_rules.is_none()
            {
                against.entry(to).or_default().insert(from);
            }
        }
        for (about, against) in against {
            let found = &self.gathered.statements[about];
            let id = self.keys.node(&found.span, "disagreement");
            let words = self.text(&found.span);
            let review = review(LINK, vec![self.origin(words)], None);
            self.node(id, NodeKind::Disagreement, node_text(words), review);
            let kind = self.rules.records.disagreements.get(&id).map(|it| it.kind).unwrap_or_default();
            let ends = || std::iter::once(about).chain(against.iter().copied());
            let sides = ends().map(|it| self.side(it)).collect();
            self.records.disagreements.insert(id, Disagreement { kind, sides });
            for end in ends().filter_map(|it| self.nodes[it]).collect::<Vec<_>>() {
                let cues: Arc<[Cue]> = [self.origin("")].into();
                add_edge(&mut self.records, end, id.into(), EdgeKind::SideOf, LINK, cues);
            }
        }
    }

    fn links(&mut self) {
        for &(from, to, word) in &self.gathered.relations {
            if let (Some(from), Some(to)) = (self.nodes[from], self.nodes[to]) {
                let cues: Arc<[Cue]> = [self.origin("")].into();
                add_link(&mut self.records, from, to, edge_kinds(word), LINK, cues);
            }
        }
    }
}
