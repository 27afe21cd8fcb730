//! What was found, as records of a map and as annotations.

use super::{
    annotations::{self, Annotations},
    credences::Belief,
    cruxes::{Hinge, Turn},
    disputes::Dispute,
    evidence::Piece,
    keys::{self, Keys, small},
    links::{Link, LinkKind, Other},
    moves::Moves,
    tidy,
    words::{Phrases, Words},
};
use crate::{
    map::{
        self, Alternative, Credence, CredenceOrigin, Crux, CruxStatus, Cue, Disagreement, Edge, EdgeId, EdgeKind,
        Evidence, Item, Node, NodeId, NodeKind, Person, PersonId, Records, Review, Side, Source, Speaker, Statement,
        StatementKind, Value, legal_edges, may_undercut,
    },
    source::Comment,
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
    ops::Range,
    sync::{Arc, LazyLock},
};

/// Everything found in a thread.
pub(super) struct Found<'a> {
    pub moves: Moves<'a>,
    pub links: Vec<Link>,
    pub likely: Vec<(usize, Box<[Other]>)>,
    pub cruxes: Vec<Turn>,
    pub hinges: Vec<Hinge>,
    pub evidence: Vec<Piece>,
    pub disputes: Vec<Dispute>,
    pub credences: Vec<Belief>,
}

/// The name of a speaker who is quoted and not known.
pub(crate) const UNKNOWN: &str = "Quoted opponent";

impl Found<'_> {
    /// Records that make a map of their own. What was found goes as they are made: a long thread needs the memory.
    pub(super) fn records(self) -> Records {
        // No record is made of targets that are only likely.
        let mut builder = Builder::new(Found { likely: Vec::new(), ..self });
        builder.source();
        builder.statements();
        builder.cruxes();
        builder.hinges();
        builder.evidence();
        builder.disagreements();
        builder.credences();
        builder.links();
        builder.records
    }

    /// The annotation form.
    pub(super) fn annotations(&self) -> Annotations {
        let thread = self.moves.thread;
        let range = |it: &Range<usize>| (it.start, it.end);
        let comments = thread.comments.iter().enumerate().map(|(at, it)| annotations::Comment {
            id: format!("c{}", at + 1),
            start: it.span.start,
            end: it.span.end,
            topic: self.moves.topics[at].clone(),
            footnote_spans: it.footnotes.iter().map(|it| range(&it.span)).collect(),
            author: it.author.clone(),
            parent: self.moves.parents[at].map(|it| format!("c{}", it + 1)),
            person: it.author.clone(),
        });
        let name = |at: usize| format!("s{}", at + 1);
        let mut credences: BTreeMap<usize, annotations::Credence> = self
            .credences
            .iter()
            .map(|it| {
                let origin = if it.said { "said" } else { "inferred" };
                let words = thread.text[it.words.clone()].to_owned();
                (it.at, annotations::Credence { value: it.value, origin: origin.into(), words })
            })
            .collect();
        let alternative = |it: &Other| annotations::Alternative {
            to: name(it.to),
            kind: it.kind.word().into(),
            confidence: it.confidence,
        };
        let targets = |it: &(usize, Box<[Other]>)| (it.0, it.1.iter().map(alternative).collect());
        let mut likely: BTreeMap<usize, Vec<annotations::Alternative>> = self.likely.iter().map(targets).collect();
        let statements = self.moves.all.iter().enumerate().map(|(at, it)| annotations::Statement {
            id: name(at),
            comment: format!("c{}", it.segment.comment + 1),
            start: it.segment.span.start,
            end: it.segment.span.end,
            speaker: if it.is_quoted() { "opponent" } else { "author" }.into(),
            kind: it.kind.word().into(),
            is_disagreement: it.disputed,
            gist: gist(self.moves.text(at)),
            person: it.person.as_deref().map(str::to_owned),
            quote_of: it.quote_of.map(name),
            confidence: it.confidence,
            credence: credences.remove(&at),
            targets: likely.remove(&at).unwrap_or_default(),
        });
        let relations = self.links.iter().map(|it| annotations::Relation {
            from: name(it.from),
            to: name(it.to),
            kind: it.kind.word().into(),
            confidence: it.confidence,
            alternatives: it.others.iter().map(alternative).collect(),
        });
        let announced = self.cruxes.iter().map(|it| annotations::Crux {
            id: String::new(),
            statement: name(it.at),
            between: vec![self.who(it.at), it.other.map_or_else(|| "opponent".to_owned(), |it| self.who(it))],
            question: it.question.clone(),
            would_change: it.would_change.clone(),
            duplicate_of: None,
            marker: None,
        });
        let unannounced = self.hinges.iter().map(|it| annotations::Crux {
            id: String::new(),
            statement: name(it.at),
            between: vec![self.who(it.at), self.who(it.against)],
            question: it.question.clone(),
            would_change: it.would_change(&self.moves),
            duplicate_of: None,
            marker: Some("implicit".into()),
        });
        let mut cruxes: Vec<annotations::Crux> = announced.chain(unannounced).collect();
        for (at, it) in cruxes.iter_mut().enumerate() {
            it.id = format!("k{}", at + 1);
        }
        let evidence = self.evidence.iter().enumerate().map(|(at, it)| annotations::Evidence {
            id: format!("e{}", at + 1),
            statement: name(it.at),
            kind: evidence_word(it.kind).into(),
            data: it.data.iter().map(|(name, value)| (name.clone(), json(value))).collect(),
            bears_on: it.bears_on.iter().map(|&it| name(it)).collect(),
            also: it.also.iter().map(|&it| name(it)).collect(),
        });
        Annotations {
            comments: comments.collect(),
            statements: statements.collect(),
            relations: relations.collect(),
            cruxes,
            evidence: evidence.collect(),
            chrome: thread.chrome.iter().map(range).collect(),
        }
    }

    /// Who says a statement, in words.
    fn who(&self, at: usize) -> String {
        let it = &self.moves.all[at];
        let unknown = if it.is_quoted() { "opponent" } else { "author" };
        it.person.as_deref().unwrap_or(unknown).to_owned()
    }
}

/// The first words of a statement.
fn gist(words: &str) -> String {
    let end = words.floor_char_boundary(64);
    let shown = tidy(&words[..end]);
    if end < words.len() { shown + "…" } else { shown }
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Number(it) => {
            serde_json::Number::from_f64(*it).map_or(serde_json::Value::Null, serde_json::Value::Number)
        }
        Value::Text(it) => it.clone().into(),
        Value::List(them) => them.iter().map(json).collect(),
        Value::Table(them) => them.iter().map(|(name, it)| (name.clone(), json(it))).collect(),
    }
}

pub(crate) fn evidence_word(kind: map::EvidenceKind) -> &'static str {
    use map::EvidenceKind::{Anecdote, Citation, CotFaithfulness, GameTheory, Sharpe, Statistic, ThoughtExperiment};
    match kind {
        CotFaithfulness => "cot_faithfulness",
        Sharpe => "sharpe",
        GameTheory => "game_theory",
        Citation => "citation",
        Statistic => "statistic",
        ThoughtExperiment => "thought_experiment",
        Anecdote => "anecdote",
    }
}

struct Builder<'a> {
    /// What no record was made of yet.
    found: Found<'a>,
    records: Records,
    keys: Keys<'a>,
    /// The node of each statement.
    nodes: Vec<Option<NodeId>>,
    /// What led to proposals: in a long thread the same leads to many.
    reasons: HashSet<Arc<[Cue]>>,
}

impl<'a> Builder<'a> {
    fn new(found: Found<'a>) -> Self {
        let keys = Keys::of(found.moves.thread);
        let nodes = vec![None; found.moves.all.len()];
        Self { found, records: Records::default(), keys, nodes, reasons: HashSet::new() }
    }

    /// The speaker of a statement: an unknown opponent is a person too, an unknown writer is not.
    fn speaker(&mut self, at: usize) -> Option<PersonId> {
        let it = &self.found.moves.all[at];
        let name = it.person.clone().or_else(|| (it.speaker == Speaker::Opponent).then(|| UNKNOWN.into()))?;
        Some(add_person(&mut self.records, &name))
    }

    fn source(&mut self) {
        let thread = self.found.moves.thread;
        let source = Source {
            title: thread.title.clone(),
            format: thread.format.name().to_owned(),
            text: thread.text.clone(),
            chrome: thread.chrome.iter().map(small).collect(),
        };
        self.records.sources.insert(self.keys.source(), source);
        for (at, it) in thread.comments.iter().enumerate() {
            let record = self.comment(at, it);
            self.records.comments.insert(self.keys.comment(at), record);
        }
    }

    fn comment(&mut self, at: usize, it: &Comment) -> map::Comment {
        map::Comment {
            span: self.keys.span(&it.span),
            author: it.author.as_deref().map(|it| add_person(&mut self.records, it)),
            parent: self.found.moves.parents[at].map(|it| self.keys.comment(it)),
            time: it.time.clone(),
            link: it.link.clone(),
            topic: self.found.moves.topics[at].clone(),
            footnotes: it
                .footnotes
                .iter()
                .map(|it| map::Footnote { mark: it.mark.as_ref().map(small), note: small(&it.note) })
                .collect(),
            certainty: it.certainty,
        }
    }

    /// The node made of a statement, as `what`.
    fn key(&self, at: usize, what: &str) -> NodeId {
        let it = &self.found.moves.all[at].segment;
        self.keys.node(&it.span, what)
    }

    fn node(
        &mut self,
        id: NodeId,
        kind: NodeKind,
        text: map::Text,
        confidence: f32,
        cues: Vec<Cue>,
        runner_up: Option<StatementKind>,
    ) {
        let cues = self.reason(cues);
        self.records.nodes.insert(id, Node { kind, text });
        self.records.reviews.insert(id.into(), review(confidence, cues, runner_up));
    }

    /// `words` of a statement: where it stands, or with its node, where either says just that.
    fn wording(&self, at: usize, words: String) -> map::Text {
        let text = &self.found.moves.thread.text;
        let here = map::Text::part(text, self.found.moves.all[at].segment.span.clone());
        let node = self.nodes[at].and_then(|it| self.records.nodes.get(&it)).map(|it| it.text.clone());
        here.into_iter().chain(node).find(|it| **it == *words).unwrap_or_else(|| words.into())
    }

    /// The same cues, shared with all that they led to.
    fn reason(&mut self, cues: Vec<Cue>) -> Arc<[Cue]> {
        if let Some(known) = self.reasons.get(&*cues) {
            return known.clone();
        }
        let cues: Arc<[Cue]> = cues.into();
        self.reasons.insert(cues.clone());
        cues
    }

    fn statements(&mut self) {
        // Further statements of a piece of evidence stand for its node.
        let mut joined: BTreeMap<usize, usize> = BTreeMap::new();
        for piece in &self.found.evidence {
            joined.extend(piece.also.iter().map(|&also| (also, piece.at)));
        }
        for at in 0..self.found.moves.all.len() {
            let hints = std::mem::take(&mut self.found.moves.all[at].hints);
            let it = self.found.moves.all[at].clone();
            // A crux that is only quoted is the crux quoted; what it is made of comes with the crux.
            let node = match it.quote_of.or(joined.get(&at).copied()) {
                Some(original) => self.nodes[original],
                None => node_kind(it.kind).map(|kind| {
                    let id = self.key(at, "statement");
                    let text = self.wording(at, node_text(self.found.moves.text(at)));
                    let cues = hints.iter().map(|it| it.cue(&self.found.moves.thread.text)).collect();
                    let runner_up = Some(it.runner_up);
                    let confidence = it.confidence * it.speaker_confidence;
                    self.node(id, kind, text, confidence, cues, runner_up);
                    if let Some(review) = self.records.reviews.get_mut(&id.into()) {
                        review.runner_up_confidence = Some(it.runner_up_confidence * it.speaker_confidence);
                    }
                    id
                }),
            };
            self.nodes[at] = node;
            let record = Statement {
                span: self.keys.span(&it.segment.span),
                comment: self.keys.comment(it.segment.comment),
                speaker: it.speaker,
                person: self.speaker(at),
                kind: it.kind,
                disputed: it.disputed,
                node,
            };
            let id = self.keys.statement(&it.segment.span);
            self.records.statements.insert(id, record);
        }
    }

    fn side(&mut self, at: usize) -> Side {
        let person = self.speaker(at);
        let it = &self.found.moves.all[at];
        let who = if it.is_quoted() { "a quoted opponent" } else { "the author" };
        let position = self.wording(at, tidy(self.found.moves.text(at)));
        Side { person, who: it.person.clone().unwrap_or_else(|| who.into()), position }
    }

    fn cruxes(&mut self) {
        for turn in std::mem::take(&mut self.found.cruxes) {
            let Some(id) = self.nodes[turn.at] else { continue };
            let sides = [Some(turn.at), turn.other].into_iter().flatten().map(|it| self.side(it)).collect();
            if let Some(node) = self.records.nodes.get_mut(&id) {
                node.text = turn.question.into();
            }
            self.records.cruxes.insert(id, Crux { sides, would_change: turn.would_change, status: CruxStatus::Open });
        }
    }

    /// Cruxes that nobody announces: nodes of their own, beside the claims that they ask about.
    fn hinges(&mut self) {
        for hinge in std::mem::take(&mut self.found.hinges) {
            let Some(about) = self.nodes[hinge.at] else { continue };
            let ends: Vec<NodeId> = hinge.conclusions.iter().filter_map(|&it| self.nodes[it]).collect();
            if ends.len() < 2 || ends.contains(&about) {
                continue;
            }
            let id = self.key(hinge.at, "crux");
            let would_change = hinge.would_change(&self.found.moves);
            let cues = vec![said("both sides rest something on it, and one denies it; nobody calls it a crux")];
            self.node(id, NodeKind::Crux, hinge.question.into(), hinge.confidence, cues, None);
            let sides = [hinge.at, hinge.against].map(|it| self.side(it)).into();
            self.records.cruxes.insert(id, Crux { sides, would_change, status: CruxStatus::Open });
            for end in ends {
                let cues = self.reason(vec![said("rests on one answer or the other")]);
                add_edge(&mut self.records, id, end.into(), EdgeKind::CruxOf, hinge.confidence, cues);
            }
        }
    }

    fn evidence(&mut self) {
        for piece in std::mem::take(&mut self.found.evidence) {
            let it = &self.found.moves.all[piece.at];
            let (kind, confidence) = (it.kind, it.confidence * 0.8);
            let record = Evidence { kind: piece.kind, data: piece.data.into_iter().collect() };
            if kind == StatementKind::Evidence {
                if let Some(id) = self.nodes[piece.at] {
                    self.records.evidence.insert(id, record);
                }
                continue;
            }
            // Numbers within a claim: evidence beside it, from the same words.
            let Some(claim) = self.nodes[piece.at] else { continue };
            let id = self.key(piece.at, "evidence");
            let cues = vec![said("holds numbers that can be checked")];
            let text = self.wording(piece.at, node_text(self.found.moves.text(piece.at)));
            self.node(id, NodeKind::Evidence, text, confidence, cues, None);
            self.records.evidence.insert(id, record);
            let cues = self.reason(vec![said("the numbers stand in the claim itself")]);
            add_edge(&mut self.records, id, claim.into(), EdgeKind::BearsOn, confidence, cues);
        }
    }

    fn disagreements(&mut self) {
        for dispute in std::mem::take(&mut self.found.disputes) {
            let Some(about) = self.nodes[dispute.about] else { continue };
            let id = self.key(dispute.about, "disagreement");
            let text = self.wording(dispute.about, node_text(self.found.moves.text(dispute.about)));
            let cues = dispute.hints.iter().map(|it| it.cue(&self.found.moves.thread.text)).collect();
            self.node(id, NodeKind::Disagreement, text, dispute.confidence, cues, None);
            let sides = [dispute.about].iter().chain(&dispute.against).map(|&it| self.side(it)).collect();
            self.records.disagreements.insert(id, Disagreement { kind: dispute.kind, sides });
            let ends =
                [about].into_iter().chain(dispute.against.iter().filter_map(|&it| self.nodes[it])).collect::<Vec<_>>();
            for end in ends {
                let cues = self.reason(vec![said("a position on it")]);
                add_edge(&mut self.records, end, id.into(), EdgeKind::SideOf, dispute.confidence, cues);
            }
        }
    }

    fn credences(&mut self) {
        for belief in std::mem::take(&mut self.found.credences) {
            let Some(node) = self.nodes[belief.at] else { continue };
            let person = self.speaker(belief.at);
            let segment = &self.found.moves.all[belief.at].segment;
            let record = Credence {
                person,
                node,
                value: belief.value,
                origin: if belief.said { CredenceOrigin::Said } else { CredenceOrigin::Inferred },
                words: tidy(&self.found.moves.thread.text[belief.words.clone()]),
                statement: Some(self.keys.statement(&segment.span)),
                time: self.found.moves.thread.comments[segment.comment].time.clone(),
                round: None,
                removed: false,
            };
            self.records.credences.insert(self.keys.credence(&segment.span), record);
        }
    }

    fn links(&mut self) {
        let links = std::mem::take(&mut self.found.links);
        // Here the most memory is needed: what is complete is brought closer together.
        let Records { statements, nodes, .. } = &mut self.records;
        *statements = std::mem::take(statements).into_iter().collect();
        *nodes = std::mem::take(nodes).into_iter().collect();
        let moves = std::mem::take(&mut self.found.moves.all);
        let spans: Vec<Range<usize>> = moves.iter().map(|it| it.segment.span.clone()).collect();
        drop(moves);
        let ends = |it: &Link| Some((self.nodes[it.from]?, self.nodes[it.to]?));
        let reasons = links.iter().filter(|it| matches!(it.kind, LinkKind::Supports | LinkKind::EvidenceFor));
        let mut steps: Vec<(NodeId, NodeId)> = reasons.filter_map(ends).collect();
        // Those of one reason stay in the order in which they were found.
        steps.sort_by_key(|it| it.0);
        // What undercuts a reason comes after the reasons.
        let attacks = |it: &&Link| it.kind == LinkKind::Attacks;
        let mut drawn: Vec<(EdgeId, &Link)> =
            Vec::with_capacity(links.iter().filter(|it| !it.others.is_empty()).count());
        for link in links.iter().filter(|it| !attacks(it)).chain(links.iter().filter(attacks)) {
            let (Some(from), Some(to)) = (self.nodes[link.from], self.nodes[link.to]) else { continue };
            if link.kind == LinkKind::Attacks && from != to {
                let first = steps.partition_point(|it| it.0 < to);
                let ends = steps[first..].iter().take_while(|it| it.0 == to).map(|it| it.1);
                if self.undercuts(link, &spans[link.from], from, to, ends) {
                    continue;
                }
            }
            let cues = self.reason(vec![said(link.says)]);
            let edge = add_link(&mut self.records, from, to, wanted(link.kind), link.confidence, cues);
            drawn.extend(edge.filter(|_| !link.others.is_empty()).map(|edge| (edge, link)));
        }
        drop(steps);
        // Only when all links are drawn is it known which targets are left.
        let linked = self.records.edges.values().filter_map(|it| Some((it.from, it.to.node()?)));
        let mut linked: Vec<(NodeId, NodeId)> = linked.collect();
        linked.sort_unstable();
        for (edge, link) in drawn {
            let Some(from) = self.records.edges.get(&edge).map(|it| it.from) else { continue };
            self.offer(edge.into(), from, &link.others, &linked);
        }
        for (at, others) in std::mem::take(&mut self.found.likely) {
            if let Some(node) = self.nodes[at] {
                self.offer(node.into(), node, &others, &linked);
            }
        }
    }

    /// Keeps with `item`, a node or a link from it, what the node may bear on besides.
    fn offer(&mut self, item: Item, from: NodeId, others: &[Other], linked: &[(NodeId, NodeId)]) {
        let alternatives = self.alternatives(from, others, linked);
        if let Some(review) = self.records.reviews.get_mut(&item) {
            review.alternatives = alternatives.as_slice().into();
        }
    }

    /// What a node may bear on besides: what it is not linked to yet, where that is legal. `linked` is sorted.
    fn alternatives(&self, from: NodeId, others: &[Other], linked: &[(NodeId, NodeId)]) -> Vec<Alternative> {
        let kind = |id| self.records.nodes.get(&id).map(|it: &Node| it.kind);
        let mut found: Vec<Alternative> = Vec::new();
        for other in others {
            let Some(to) = self.nodes[other.to].filter(|&it| it != from) else { continue };
            let (Some(a), Some(b)) = (kind(from), kind(to)) else { continue };
            let legal = legal_edges(a, b);
            let Some(&kind) = wanted(other.kind).iter().find(|it| legal.contains(it)) else { continue };
            let is_linked = [(from, to), (to, from)].iter().any(|it| linked.binary_search(it).is_ok());
            if !is_linked && found.iter().all(|it| it.to != to) {
                found.push(Alternative { to, kind, confidence: other.confidence.clamp(0.0, 1.0) });
            }
        }
        found
    }

    /// Lets a statement which says that a conclusion does not follow attack the step from the reason `to` to one of the
    /// `ends` it is given for. Says whether there is such a statement and such a step.
    fn undercuts(
        &mut self,
        link: &Link,
        said: &Range<usize>,
        from: NodeId,
        to: NodeId,
        ends: impl Iterator<Item = NodeId>,
    ) -> bool {
        let text = &self.found.moves.thread.text;
        let words = Words::of(text, said.clone());
        let Some(range) = NOT_FOLLOWING.places(&words, usize::MAX).next() else { return false };
        if !self.records.nodes.get(&from).is_some_and(|it| may_undercut(it.kind)) {
            return false;
        }
        let mut steps = ends.filter(|&it| it != from).map(|it| keys::edge(to, it.into(), EdgeKind::Supports));
        let step = steps.find(|it| self.records.edges.contains_key(it));
        let Some(step) = step else { return false };
        let place = words.place(range);
        let cue = Cue { words: text[place].to_owned(), says: "says that it does not follow".into() };
        let cues = self.reason(vec![cue]);
        add_edge(&mut self.records, from, Item::Edge(step), EdgeKind::Undercuts, link.confidence * 0.8, cues);
        true
    }
}

/// The person of this name, with a record.
pub(crate) fn add_person(records: &mut Records, name: &str) -> PersonId {
    let id = PersonId::derived(&[name.to_lowercase().as_bytes()]);
    records.persons.entry(id).or_insert_with(|| Person { name: name.to_owned() });
    id
}

/// What a link of this kind may be on the map, the first that is legal.
fn wanted(kind: LinkKind) -> &'static [EdgeKind] {
    match kind {
        LinkKind::Supports => &[EdgeKind::Supports, EdgeKind::SideOf, EdgeKind::BearsOn, EdgeKind::Answers],
        LinkKind::EvidenceFor => &[EdgeKind::Supports, EdgeKind::BearsOn],
        LinkKind::Attacks => &[EdgeKind::Attacks, EdgeKind::SideOf, EdgeKind::CruxOf],
        LinkKind::Concedes => &[EdgeKind::Concedes, EdgeKind::SideOf],
        LinkKind::Answers => &[EdgeKind::Answers],
        LinkKind::CruxFor => &[EdgeKind::CruxOf],
        LinkKind::Restates => &[EdgeKind::Restates],
        // A quote and its answer are linked by what the answer does.
        LinkKind::QuotesReply => &[],
    }
}

/// Links two nodes by the first of the kinds wanted that is legal between them. Returns the link, if there is a new one.
pub(crate) fn add_link(
    records: &mut Records,
    from: NodeId,
    to: NodeId,
    wanted: &[EdgeKind],
    confidence: f32,
    cues: Arc<[Cue]>,
) -> Option<EdgeId> {
    let kind = |id| records.nodes.get(&id).map(|it| it.kind);
    let legal = legal_edges(kind(from)?, kind(to)?);
    let &kind = wanted.iter().find(|it| legal.contains(it))?;
    add_edge(records, from, to.into(), kind, confidence, cues)
}

/// Links two nodes, unless they are linked so already. Returns the link, if there is a new one.
pub(crate) fn add_edge(
    records: &mut Records,
    from: NodeId,
    to: Item,
    kind: EdgeKind,
    confidence: f32,
    cues: Arc<[Cue]>,
) -> Option<EdgeId> {
    let id = keys::edge(from, to, kind);
    // A link against and one for the same end would contradict each other: the first found stands.
    let contradicts = match kind {
        EdgeKind::Supports => records.edges.contains_key(&keys::edge(from, to, EdgeKind::Attacks)),
        EdgeKind::Attacks => records.edges.contains_key(&keys::edge(from, to, EdgeKind::Supports)),
        _ => false,
    };
    let is_new = Item::Node(from) != to && !contradicts && !records.edges.contains_key(&id);
    is_new.then(|| {
        records.edges.insert(id, Edge { from, to, kind });
        records.reviews.insert(id.into(), review(confidence, cues, None));
        id
    })
}

/// Words which say that a conclusion does not follow from a reason.
static NOT_FOLLOWING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "doesn't follow; does not follow; non sequitur; doesn't mean that; doesn't mean the; does not mean that; doesn't show that; \
         doesn't prove; does not prove; proves nothing; says nothing about; tells us nothing about; tell us nothing about; \
         doesn't tell us; isn't evidence for; is not evidence for; isn't evidence that; is not evidence that; no evidence for that",
    )
});

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
