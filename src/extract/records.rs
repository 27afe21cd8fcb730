//! What was found, as records of a map and as annotations.

use super::{
    annotations::{self, Annotations},
    cruxes::Turn,
    disputes::Dispute,
    evidence::Piece,
    kinds,
    links::{Link, LinkKind},
    moves::Moves,
    tidy,
};
use crate::{
    map::{
        self, CommentId, Crux, CruxStatus, Cue, Disagreement, Edge, EdgeId, EdgeKind, Evidence, Node, NodeId, NodeKind,
        Person, PersonId, Records, Review, ReviewState, Side, Source, SourceId, Span, Speaker, Statement, StatementId,
        StatementKind, Value, legal_edges,
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
const UNKNOWN: &str = "Quoted opponent";

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

fn evidence_word(kind: map::EvidenceKind) -> &'static str {
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
    source: SourceId,
    records: Records,
    comments: Vec<CommentId>,
    /// For each comment: what it and all in it is known by, the same in every thread that holds it.
    keys: Vec<Vec<u8>>,
    /// The node of each statement.
    nodes: Vec<Option<NodeId>>,
}

impl<'a> Builder<'a> {
    fn new(found: &'a Found<'a>) -> Self {
        let thread = found.moves.thread;
        let source = SourceId::of(&thread.text);
        // What is found is known by its comment's words and the place in it, so that a thread which has grown finds it
        // again.
        let mut times: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        let keys = thread.comments.iter().map(|it| {
            let words = &thread.text[it.span.clone()];
            let author = it.author.as_deref().unwrap_or("");
            let times = times.entry((author, words)).or_default();
            *times += 1;
            NodeId::derived(&[author.as_bytes(), words.as_bytes(), &times.to_le_bytes()]).to_string().into_bytes()
        });
        let keys: Vec<Vec<u8>> = keys.collect();
        let comments = keys.iter().map(|it| CommentId::derived(&[it])).collect();
        Self { found, source, records: Records::default(), comments, keys, nodes: vec![None; found.moves.all.len()] }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let range = small(range);
        Span { source: self.source, start: range.start, end: range.end }
    }

    fn person(&mut self, name: &str) -> PersonId {
        let id = PersonId::derived(&[name.to_lowercase().as_bytes()]);
        self.records.persons.entry(id).or_insert_with(|| Person { name: name.to_owned() });
        id
    }

    /// The speaker of a statement: an unknown opponent is a person too, an unknown writer is not.
    fn speaker(&mut self, at: usize) -> Option<PersonId> {
        let it = &self.found.moves.all[at];
        let name = it.person.clone().or_else(|| (it.speaker == Speaker::Opponent).then(|| UNKNOWN.into()))?;
        Some(self.person(&name))
    }

    fn source(&mut self) {
        let thread = self.found.moves.thread;
        let source = Source {
            title: thread.title.clone(),
            format: thread.format.name().to_owned(),
            text: thread.text.clone(),
            chrome: thread.chrome.iter().map(small).collect(),
        };
        self.records.sources.insert(self.source, source);
        for (at, it) in thread.comments.iter().enumerate() {
            let record = self.comment(at, it);
            self.records.comments.insert(self.comments[at], record);
        }
    }

    fn comment(&mut self, at: usize, it: &Comment) -> map::Comment {
        map::Comment {
            span: self.span(&it.span),
            author: it.author.as_deref().map(|it| self.person(it)),
            parent: self.found.moves.parents[at].map(|it| self.comments[it]),
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

    /// The key of what is made of a statement: its comment's and its place in it.
    fn key(&self, at: usize, what: &str) -> NodeId {
        let (comment, place) = self.place_in_comment(at);
        NodeId::derived(&[what.as_bytes(), comment, &place])
    }

    /// The key of a statement's comment, and its place in that.
    fn place_in_comment(&self, at: usize) -> (&[u8], [u8; 16]) {
        let it = &self.found.moves.all[at].segment;
        let start = self.found.moves.thread.comments[it.comment].span.start;
        (&self.keys[it.comment], place(&(it.span.start - start..it.span.end - start)))
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
                span: self.span(&it.segment.span),
                comment: self.comments[it.segment.comment],
                speaker: it.speaker,
                person: self.speaker(at),
                kind: it.kind,
                disputed: it.disputed,
                node,
            };
            let (comment, place) = self.place_in_comment(at);
            let id = StatementId::derived(&[comment, &place]);
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
            self.edge(id, claim, EdgeKind::BearsOn, it.confidence * 0.8, cue);
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
                self.edge(end, id, EdgeKind::SideOf, dispute.confidence, cue);
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
            let kind = |id| self.records.nodes.get(&id).map(|it| it.kind);
            let (Some(a), Some(b)) = (kind(from), kind(to)) else { continue };
            let legal = legal_edges(a, b);
            if let Some(&kind) = wanted.iter().find(|it| legal.contains(it)) {
                self.edge(from, to, kind, link.confidence, said(link.says));
            }
        }
    }

    fn edge(&mut self, from: NodeId, to: NodeId, kind: EdgeKind, confidence: f32, cue: Cue) {
        let id = EdgeId::derived(&[from.to_string().as_bytes(), to.to_string().as_bytes(), kind.words().as_bytes()]);
        // A link against and one for the same end would contradict each other: the first found stands.
        let opposed = |kind| {
            self.records.edges.contains_key(&EdgeId::derived(&[
                from.to_string().as_bytes(),
                to.to_string().as_bytes(),
                EdgeKind::words(kind).as_bytes(),
            ]))
        };
        let contradicts = match kind {
            EdgeKind::Supports => opposed(EdgeKind::Attacks),
            EdgeKind::Attacks => opposed(EdgeKind::Supports),
            _ => false,
        };
        if from != to && !contradicts && !self.records.edges.contains_key(&id) {
            self.records.edges.insert(id, Edge { from, to: to.into(), kind });
            self.records.reviews.insert(id.into(), review(confidence, vec![cue], None));
        }
    }
}

/// A cue of structure.
fn said(says: &str) -> Cue {
    Cue { words: String::new(), says: says.to_owned() }
}

fn review(confidence: f32, cues: Vec<Cue>, runner_up: Option<String>) -> Review {
    Review { state: ReviewState::Open, confidence: confidence.clamp(0.0, 1.0), cues, runner_up }
}

/// What a statement of this kind is on the map.
fn node_kind(kind: StatementKind) -> Option<NodeKind> {
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
fn node_text(words: &str) -> String {
    if words.starts_with('|') { words.to_owned() } else { tidy(words) }
}

/// A range in the numbers of the map. Texts too long for them are refused before.
fn small(range: &Range<usize>) -> Range<u32> {
    let number = |it| u32::try_from(it).unwrap_or(u32::MAX);
    number(range.start)..number(range.end)
}

fn place(range: &Range<usize>) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&(range.start as u64).to_le_bytes());
    bytes[8..].copy_from_slice(&(range.end as u64).to_le_bytes());
    bytes
}
