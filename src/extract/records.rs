//! What was found, as records of a map and as annotations.

use super::{
    annotations::{self, Annotations},
    cruxes::Turn,
    disputes::Dispute,
    evidence::Piece,
    keys::{self, Keys, small},
    kinds,
    links::{Link, LinkKind},
    moves::Moves,
    tidy,
};
use crate::{
    map::{
        self, Crux, CruxStatus, Cue, Disagreement, Edge, EdgeKind, Evidence, Node, NodeId, NodeKind, Person, PersonId,
        Records, Review, ReviewState, Side, Source, Speaker, Statement, StatementKind, Value, legal_edges,
    },
    source::Comment,
};
use std::collections::BTreeMap;
use std::ops::Range;

/// Everything found in a thread.
pub(super) struct Found<'a> {
    pub moves: &'a Moves<'a>,
    pub links: &'a [Link],
    pub cruxes: &'a [Turn],
    pub evidence: &'a [Piece],
    pub disputes: &'a [Dispute],
}

/// The name of a speaker who is quoted and not known.
pub(crate) const UNKNOWN: &str = "Quoted opponent";

impl Found<'_> {
    /// Records that make a map of their own.
    pub(super) fn records(&self) -> Records {
        let mut builder = Builder::new(self);
        builder.source();
        builder.statements();
        builder.cruxes();
        builder.evidence();
        builder.disagreements();
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
            topic: topic(self.moves, at),
            footnote_spans: it.footnotes.iter().map(|it| range(&it.span)).collect(),
            author: it.author.clone(),
            parent: self.moves.parents[at].map(|it| format!("c{}", it + 1)),
            person: it.author.clone(),
        });
        let name = |at: usize| format!("s{}", at + 1);
        let statements = self.moves.all.iter().enumerate().map(|(at, it)| annotations::Statement {
            id: name(at),
            comment: format!("c{}", it.segment.comment + 1),
            start: it.segment.span.start,
            end: it.segment.span.end,
            speaker: if it.is_quoted() { "opponent" } else { "author" }.to_owned(),
            kind: kinds::word(it.kind).to_owned(),
            is_disagreement: it.disputed,
            gist: tidy(self.moves.text(at)),
            person: it.person.as_deref().map(str::to_owned),
            quote_of: it.quote_of.map(name),
            confidence: it.confidence,
        });
        let relations = self.links.iter().map(|it| annotations::Relation {
            from: name(it.from),
            to: name(it.to),
            kind: it.kind.word().to_owned(),
            confidence: it.confidence,
        });
        let cruxes = self.cruxes.iter().enumerate().map(|(at, it)| annotations::Crux {
            id: format!("k{}", at + 1),
            statement: name(it.at),
            between: vec![self.who(it.at), it.other.map_or_else(|| "opponent".to_owned(), |it| self.who(it))],
            question: it.question.clone(),
            would_change: it.would_change.clone(),
            duplicate_of: None,
        });
        let evidence = self.evidence.iter().enumerate().map(|(at, it)| annotations::Evidence {
            id: format!("e{}", at + 1),
            statement: name(it.at),
            kind: evidence_word(it.kind).to_owned(),
            data: it.data.iter().map(|(name, value)| (name.clone(), json(value))).collect(),
            bears_on: it.bears_on.iter().map(|&it| name(it)).collect(),
            also: it.also.iter().map(|&it| name(it)).collect(),
        });
        Annotations {
            comments: comments.collect(),
            statements: statements.collect(),
            relations: relations.collect(),
            cruxes: cruxes.collect(),
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

/// What a comment is about: the two words it uses most, of those that may tell a subject.
fn topic(moves: &Moves<'_>, comment: usize) -> Option<String> {
    let mut times: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    for at in moves.of[comment].clone() {
        let words = &moves.all[at].words;
        for (hash, word) in words.subjects() {
            let entry = times.entry(hash).or_insert_with(|| {
                names.push(word.to_owned());
                (0, names.len() - 1)
            });
            entry.0 += 1;
        }
    }
    let mut best: Vec<(usize, usize)> = times.into_values().collect();
    best.sort_by_key(|&(times, place)| (std::cmp::Reverse(times), place));
    let words: Vec<&str> = best.iter().take(2).map(|it| names[it.1].as_str()).collect();
    (!words.is_empty()).then(|| words.join(", "))
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
    found: &'a Found<'a>,
    records: Records,
    keys: Keys<'a>,
    /// The node of each statement.
    nodes: Vec<Option<NodeId>>,
}

impl<'a> Builder<'a> {
    fn new(found: &'a Found<'a>) -> Self {
        let keys = Keys::of(found.moves.thread);
        Self { found, records: Records::default(), keys, nodes: vec![None; found.moves.all.len()] }
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
            topic: topic(self.found.moves, at),
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
        self.keys.node(it.comment, &it.span, what)
    }

    fn node(
        &mut self,
        id: NodeId,
        kind: NodeKind,
        text: String,
        confidence: f32,
        cues: Vec<Cue>,
        runner_up: Option<String>,
    ) {
        self.records.nodes.insert(id, Node { kind, text });
        self.records.reviews.insert(id.into(), review(confidence, cues, runner_up));
    }

    fn statements(&mut self) {
        // Further statements of a piece of evidence stand for its node.
        let also = |it: &'a Piece| it.also.iter().map(|&also| (also, it.at));
        let joined: BTreeMap<usize, usize> = self.found.evidence.iter().flat_map(also).collect();
        for at in 0..self.found.moves.all.len() {
            let it = &self.found.moves.all[at];
            // A crux that is only quoted is the crux quoted; what it is made of comes with the crux.
            let node = match it.quote_of.or(joined.get(&at).copied()) {
                Some(original) => self.nodes[original],
                None => node_kind(it.kind).map(|kind| {
                    let id = self.key(at, "statement");
                    let text = node_text(self.found.moves.text(at));
                    let cues = it.hints.iter().map(|it| it.cue(&self.found.moves.thread.text)).collect();
                    let runner_up = Some(kinds::word(it.runner_up).to_owned());
                    let confidence = it.confidence * it.speaker_confidence;
                    self.node(id, kind, text, confidence, cues, runner_up);
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
            let id = self.keys.statement(it.segment.comment, &it.segment.span);
            self.records.statements.insert(id, record);
        }
    }

    fn side(&mut self, at: usize) -> Side {
        let it = &self.found.moves.all[at];
        let who = if it.is_quoted() { "a quoted opponent" } else { "the author" };
        Side {
            person: self.speaker(at),
            who: it.person.as_deref().unwrap_or(who).to_owned(),
            position: tidy(self.found.moves.text(at)),
        }
    }

    fn cruxes(&mut self) {
        for turn in self.found.cruxes {
            let Some(id) = self.nodes[turn.at] else { continue };
            let sides = [Some(turn.at), turn.other].into_iter().flatten().map(|it| self.side(it)).collect();
            if let Some(node) = self.records.nodes.get_mut(&id) {
                node.text.clone_from(&turn.question);
            }
            self.records
                .cruxes
                .insert(id, Crux { sides, would_change: turn.would_change.clone(), status: CruxStatus::Open });
        }
    }

    fn evidence(&mut self) {
        for piece in self.found.evidence {
            let it = &self.found.moves.all[piece.at];
            let record = Evidence { kind: piece.kind, data: piece.data.clone() };
            if it.kind == StatementKind::Evidence {
                if let Some(id) = self.nodes[piece.at] {
                    self.records.evidence.insert(id, record);
                }
                continue;
            }
            // Numbers within a claim: evidence beside it, from the same words.
            let Some(claim) = self.nodes[piece.at] else { continue };
            let id = self.key(piece.at, "evidence");
            let cues = vec![said("holds numbers that can be checked")];
            self.node(
                id,
                NodeKind::Evidence,
                node_text(self.found.moves.text(piece.at)),
                it.confidence * 0.8,
                cues,
                None,
            );
            self.records.evidence.insert(id, record);
            let cue = said("the numbers stand in the claim itself");
            add_edge(&mut self.records, id, claim, EdgeKind::BearsOn, it.confidence * 0.8, cue);
        }
    }

    fn disagreements(&mut self) {
        for dispute in self.found.disputes {
            let Some(about) = self.nodes[dispute.about] else { continue };
            let id = self.key(dispute.about, "disagreement");
            let text = node_text(self.found.moves.text(dispute.about));
            let cues = dispute.hints.iter().map(|it| it.cue(&self.found.moves.thread.text)).collect();
            self.node(id, NodeKind::Disagreement, text, dispute.confidence, cues, None);
            let sides = [dispute.about].iter().chain(&dispute.against).map(|&it| self.side(it)).collect();
            self.records.disagreements.insert(id, Disagreement { kind: dispute.kind, sides });
            let ends =
                [about].into_iter().chain(dispute.against.iter().filter_map(|&it| self.nodes[it])).collect::<Vec<_>>();
            for end in ends {
                let cue = said("a position on it");
                add_edge(&mut self.records, end, id, EdgeKind::SideOf, dispute.confidence, cue);
            }
        }
    }

    fn links(&mut self) {
        for link in self.found.links {
            let (Some(from), Some(to)) = (self.nodes[link.from], self.nodes[link.to]) else { continue };
            let wanted: &[EdgeKind] = match link.kind {
                LinkKind::Supports => &[EdgeKind::Supports, EdgeKind::SideOf, EdgeKind::BearsOn, EdgeKind::Answers],
                LinkKind::EvidenceFor => &[EdgeKind::Supports, EdgeKind::BearsOn],
                LinkKind::Attacks => &[EdgeKind::Attacks, EdgeKind::SideOf, EdgeKind::CruxOf],
                LinkKind::Concedes => &[EdgeKind::Concedes, EdgeKind::SideOf],
                LinkKind::Answers => &[EdgeKind::Answers],
                LinkKind::CruxFor => &[EdgeKind::CruxOf],
                LinkKind::Restates => &[EdgeKind::Restates],
                // A quote and its answer are linked by what the answer does.
                LinkKind::QuotesReply => &[],
            };
            add_link(&mut self.records, from, to, wanted, link.confidence, said(link.says));
        }
    }
}

/// The person of this name, with a record.
pub(crate) fn add_person(records: &mut Records, name: &str) -> PersonId {
    let id = PersonId::derived(&[name.to_lowercase().as_bytes()]);
    records.persons.entry(id).or_insert_with(|| Person { name: name.to_owned() });
    id
}

/// Links two nodes by the first of the kinds wanted that is legal between them.
pub(crate) fn add_link(
    records: &mut Records,
    from: NodeId,
    to: NodeId,
    wanted: &[EdgeKind],
    confidence: f32,
    cue: Cue,
) {
    let kind = |id| records.nodes.get(&id).map(|it| it.kind);
    let (Some(a), Some(b)) = (kind(from), kind(to)) else { return };
    let legal = legal_edges(a, b);
    if let Some(&kind) = wanted.iter().find(|it| legal.contains(it)) {
        add_edge(records, from, to, kind, confidence, cue);
    }
}

/// Links two nodes, unless they are linked so already.
pub(crate) fn add_edge(records: &mut Records, from: NodeId, to: NodeId, kind: EdgeKind, confidence: f32, cue: Cue) {
    let id = keys::edge(from, to, kind);
    // A link against and one for the same end would contradict each other: the first found stands.
    let contradicts = match kind {
        EdgeKind::Supports => records.edges.contains_key(&keys::edge(from, to, EdgeKind::Attacks)),
        EdgeKind::Attacks => records.edges.contains_key(&keys::edge(from, to, EdgeKind::Supports)),
        _ => false,
    };
    if from != to && !contradicts && !records.edges.contains_key(&id) {
        records.edges.insert(id, Edge { from, to: to.into(), kind });
        records.reviews.insert(id.into(), review(confidence, vec![cue], None));
    }
}

/// A cue of structure.
pub(crate) fn said(says: &str) -> Cue {
    Cue { words: String::new(), says: says.to_owned() }
}

/// A proposal that nobody has decided on yet.
pub(crate) fn review(confidence: f32, cues: Vec<Cue>, runner_up: Option<String>) -> Review {
    Review { state: ReviewState::Open, confidence: confidence.clamp(0.0, 1.0), cues, runner_up }
}

/// What a statement of this kind is on the map.
pub(crate) fn node_kind(kind: StatementKind) -> Option<NodeKind> {
    match kind {
        StatementKind::Claim
        | StatementKind::Premise
        | StatementKind::Concession
        | StatementKind::Definition
        | StatementKind::Proposal => Some(NodeKind::Claim),
        StatementKind::Question => Some(NodeKind::Question),
        StatementKind::Crux => Some(NodeKind::Crux),
        StatementKind::Evidence => Some(NodeKind::Evidence),
        StatementKind::Meta | StatementKind::Smalltalk => None,
    }
}

/// A node's text: the statement's words on one line; a table keeps its lines.
pub(crate) fn node_text(words: &str) -> String {
    if words.starts_with('|') { words.to_owned() } else { tidy(words) }
}
