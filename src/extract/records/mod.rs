//! What was found, as records of a map.

mod items;
mod links;
mod parts;
mod uttered;

pub(crate) use parts::{add_person, node_kind, node_text, review, said};
#[cfg(feature = "model")]
pub(crate) use parts::{contradicting, first_legal};

use super::{
    credences::Belief,
    cruxes::{Hinge, Turn},
    disputes::Dispute,
    evidence::Piece,
    keys::{Keys, small},
    links::{Link, Other},
    moves::Moves,
    tidy,
};
use crate::{
    map::{
        self, Credence, CredenceOrigin, Crux, CruxStatus, Cue, Disagreement, EdgeKind, Evidence, Node, NodeId,
        NodeKind, PersonId, Records, Side, Source, Statement, StatementId, StatementKind,
    },
    source::Comment,
};
use items::Items;
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};
use uttered::Uttered;

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
        let mut builder = Builder::new(self);
        builder.source();
        builder.statements();
        builder.cruxes();
        builder.hinges();
        builder.evidence();
        builder.disagreements();
        builder.credences();
        builder.links();
        builder.records.statements = std::mem::take(&mut builder.statements).into_iter().collect();
        builder.items.fill(&mut builder.records);
        builder.records
    }
}

struct Builder<'a> {
    /// What no record was made of yet, but for the statements.
    found: Found<'a>,
    uttered: Vec<Uttered>,
    /// All but the statements and items.
    records: Records,
    statements: Vec<(StatementId, Statement)>,
    items: Items,
    keys: Keys<'a>,
    /// The place among the items of each statement's node.
    places: Vec<Option<usize>>,
    /// What led to proposals: in a long thread the same leads to many.
    reasons: HashSet<Arc<[Cue]>>,
}

impl<'a> Builder<'a> {
    fn new(mut found: Found<'a>) -> Self {
        let keys = Keys::of(found.moves.thread);
        let uttered: Vec<Uttered> = std::mem::take(&mut found.moves.all).into_iter().map(Uttered::of).collect();
        let places = vec![None; uttered.len()];
        let statements = Vec::with_capacity(places.len());
        let (records, items) = (Records::default(), Items::default());
        Self { found, uttered, records, statements, items, keys, places, reasons: HashSet::new() }
    }

    /// The words of a statement.
    fn words(&self, at: usize) -> &'a str {
        &self.found.moves.thread.text[self.uttered[at].span()]
    }

    /// The node of a statement.
    fn node_of(&self, at: usize) -> Option<NodeId> {
        self.places[at].map(|it| self.items.nodes[it].0)
    }

    /// The speaker of a statement: an unknown opponent is a person too, an unknown writer is not.
    fn speaker(&mut self, at: usize) -> Option<PersonId> {
        let it = &self.uttered[at];
        let name = it.person.clone().or_else(|| it.is_quoted().then(|| UNKNOWN.into()))?;
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
        let all = thread.comments.iter().enumerate().map(|(at, it)| (self.keys.comment(at), self.comment(at, it)));
        let all: Vec<_> = all.collect();
        self.records.comments = all.into_iter().collect();
    }

    fn comment(&mut self, at: usize, it: &Comment) -> map::Comment {
        map::Comment {
            span: self.keys.span(&it.span),
            author: it.author.as_deref().map(|it| add_person(&mut self.records, it)),
            parent: self.found.moves.parents[at].map(|it| self.keys.comment(it)),
            time: it.time.clone(),
            link: it.link.clone(),
            marks: map::Marks {
                score: it.marks.score,
                edited: it.marks.edited,
                retracted: it.marks.retracted,
                deleted: it.marks.deleted,
            },
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
        self.keys.node(&self.uttered[at].span(), what)
    }

    fn node(
        &mut self,
        id: NodeId,
        kind: NodeKind,
        text: map::Text,
        confidence: f32,
        cues: Vec<Cue>,
        runner_up: Option<(StatementKind, f32)>,
    ) -> usize {
        let cues = self.reason(cues);
        let mut review = review(confidence, cues, runner_up.map(|it| it.0));
        review.runner_up_confidence = runner_up.map(|it| it.1);
        self.items.add_node(id, Node { kind, text }, review)
    }

    /// `words` of a statement: where it stands, or with its node, where either says just that.
    fn wording(&self, at: usize, words: String) -> map::Text {
        let text = &self.found.moves.thread.text;
        let here = map::Text::part(text, self.uttered[at].span());
        let node = self.places[at].map(|it| self.items.nodes[it].1.text.clone());
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
        for at in 0..self.uttered.len() {
            let it = &mut self.uttered[at];
            let hints = std::mem::take(&mut it.hints);
            let (span, comment, quote_of, kind) = (it.span(), it.comment, it.quote_of, it.kind);
            let (speaker, disputed, runner_up) = (it.speaker, it.disputed, it.runner_up);
            let confidence = it.confidence * it.speaker_confidence;
            let runner_up_confidence = it.runner_up_confidence * it.speaker_confidence;
            // A crux that is only quoted is the crux quoted; what it is made of comes with the crux.
            let place = match quote_of.or(joined.get(&at).copied()) {
                Some(original) => self.places[original],
                None => node_kind(kind).map(|kind| {
                    let id = self.key(at, "statement");
                    let text = self.wording(at, node_text(self.words(at)));
                    let cues = hints.iter().map(|it| it.cue(&self.found.moves.thread.text)).collect();
                    self.node(id, kind, text, confidence, cues, Some((runner_up, runner_up_confidence)))
                }),
            };
            self.places[at] = place;
            let record = Statement {
                span: self.keys.span(&span),
                comment: self.keys.comment(comment),
                speaker,
                person: self.speaker(at),
                kind,
                disputed,
                node: self.node_of(at),
            };
            self.statements.push((self.keys.statement(&span), record));
        }
    }

    fn side(&mut self, at: usize) -> Side {
        let person = self.speaker(at);
        let it = &self.uttered[at];
        let who = if it.is_quoted() { Side::OPPONENT } else { "the author" };
        let position = self.wording(at, tidy(self.words(at)));
        Side { person, who: it.person.clone().unwrap_or_else(|| who.into()), position }
    }

    fn cruxes(&mut self) {
        for turn in std::mem::take(&mut self.found.cruxes) {
            let Some(place) = self.places[turn.at] else { continue };
            let sides = [Some(turn.at), turn.other].into_iter().flatten().map(|it| self.side(it)).collect();
            let (id, node) = &mut self.items.nodes[place];
            node.text = turn.question.into();
            let id = *id;
            self.records.cruxes.insert(id, Crux { sides, would_change: turn.would_change, status: CruxStatus::Open });
        }
    }

    /// Cruxes that nobody announces: nodes of their own, beside the claims that they ask about.
    fn hinges(&mut self) {
        for hinge in std::mem::take(&mut self.found.hinges) {
            let Some(about) = self.node_of(hinge.at) else { continue };
            let ends: Vec<NodeId> = hinge.conclusions.iter().filter_map(|&it| self.node_of(it)).collect();
            if ends.len() < 2 || ends.contains(&about) {
                continue;
            }
            let id = self.key(hinge.at, "crux");
            let would_change = hinge.would_change(|at| self.words(at));
            let cues = vec![said("both sides rest something on it, and one denies it; nobody calls it a crux")];
            self.node(id, NodeKind::Crux, hinge.question.into(), hinge.confidence, cues, None);
            let sides = [hinge.at, hinge.against].map(|it| self.side(it)).into();
            self.records.cruxes.insert(id, Crux { sides, would_change, status: CruxStatus::Open });
            for end in ends {
                let cues = self.reason(vec![said("rests on one answer or the other")]);
                self.items.add_edge(id, end.into(), EdgeKind::CruxOf, hinge.confidence, cues);
            }
        }
    }

    fn evidence(&mut self) {
        for piece in std::mem::take(&mut self.found.evidence) {
            let it = &self.uttered[piece.at];
            let (kind, confidence) = (it.kind, it.confidence * 0.8);
            let record = Evidence { kind: piece.kind, data: piece.data.into_iter().collect(), ..Evidence::default() };
            if kind == StatementKind::Evidence {
                if let Some(id) = self.node_of(piece.at) {
                    self.records.evidence.insert(id, record);
                }
                continue;
            }
            // Numbers within a claim: evidence beside it, from the same words.
            let Some(claim) = self.node_of(piece.at) else { continue };
            let id = self.key(piece.at, "evidence");
            let cues = vec![said("holds numbers that can be checked")];
            let text = self.wording(piece.at, node_text(self.words(piece.at)));
            self.node(id, NodeKind::Evidence, text, confidence, cues, None);
            self.records.evidence.insert(id, record);
            let cues = self.reason(vec![said("the numbers stand in the claim itself")]);
            self.items.add_edge(id, claim.into(), EdgeKind::BearsOn, confidence, cues);
        }
    }

    fn disagreements(&mut self) {
        for dispute in std::mem::take(&mut self.found.disputes) {
            let Some(about) = self.node_of(dispute.about) else { continue };
            let id = self.key(dispute.about, "disagreement");
            let text = self.wording(dispute.about, node_text(self.words(dispute.about)));
            let cues = dispute.hints.iter().map(|it| it.cue(&self.found.moves.thread.text)).collect();
            self.node(id, NodeKind::Disagreement, text, dispute.confidence, cues, None);
            let sides = [dispute.about].iter().chain(&dispute.against).map(|&it| self.side(it)).collect();
            self.records.disagreements.insert(id, Disagreement { kind: dispute.kind, sides });
            let ends = [about]
                .into_iter()
                .chain(dispute.against.iter().filter_map(|&it| self.node_of(it)))
                .collect::<Vec<_>>();
            for end in ends {
                let cues = self.reason(vec![said("a position on it")]);
                self.items.add_edge(end, id.into(), EdgeKind::SideOf, dispute.confidence, cues);
            }
        }
    }

    fn credences(&mut self) {
        for belief in std::mem::take(&mut self.found.credences) {
            let Some(node) = self.node_of(belief.at) else { continue };
            let person = self.speaker(belief.at);
            let (span, comment) = (self.uttered[belief.at].span(), self.uttered[belief.at].comment);
            let record = Credence {
                person,
                node,
                value: belief.value,
                origin: if belief.said { CredenceOrigin::Said } else { CredenceOrigin::Inferred },
                words: tidy(&self.found.moves.thread.text[belief.words.clone()]),
                statement: Some(self.keys.statement(&span)),
                time: self.found.moves.thread.comments[comment].time.clone(),
                round: None,
                removed: false,
            };
            self.records.credences.insert(self.keys.credence(&span), record);
        }
    }
}
