//! The words of accepted proposals as a source, so that on the map they have an author and a quote.

use super::Entry;
use crate::{
    evidence::dates,
    map::{
        Comment, CommentId, Marks, NodeId, NodeKind, Records, Source, SourceId, Span, Speaker, Statement, StatementId,
        StatementKind,
    },
    session::{Names, Outcome, ProposalId, ProposedKind, Session, Would, state::Crux},
};
use std::{fmt::Write as _, ops::Range};

/// Where in the text a proposal stands.
struct Place {
    proposal: ProposalId,
    node: NodeId,
    /// The line that says whose it is.
    head: Range<u32>,
    /// What it says, and with it the quote.
    words: Range<u32>,
    whole: Range<u32>,
}

impl Entry<'_> {
    /// All records, with the source of what was said.
    pub(super) fn finished(mut self) -> Records {
        self.said.sort_unstable();
        self.said.dedup_by_key(|it| it.0);
        let (text, places) = self.written();
        if places.is_empty() {
            return self.out;
        }
        let source = SourceId::of(&text);
        let span = |it: &Range<u32>| Span { source, start: it.start, end: it.end };
        for it in &places {
            let Some(proposal) = self.session.proposals.get(&it.proposal) else { continue };
            let anonymous = self.session.settings.names == Names::Anonymous;
            let author = (!anonymous).then(|| self.person(proposal.by));
            let parts = self.id_parts("proposal", &[it.proposal.0]);
            let comment = CommentId::derived(&[&parts]);
            let record = Comment {
                span: span(&it.whole),
                author,
                parent: None,
                time: Some(self.day.clone()),
                link: None,
                marks: Marks::default(),
                topic: None,
                footnotes: Vec::new(),
                certainty: 1.0,
            };
            self.out.comments.insert(comment, record);
            let statement = Statement {
                span: span(&it.words),
                comment,
                speaker: Speaker::Author,
                person: author,
                kind: match proposal.what.kind {
                    ProposedKind::Claim => StatementKind::Claim,
                    ProposedKind::Evidence => StatementKind::Evidence,
                    ProposedKind::Crux => StatementKind::Crux,
                },
                disputed: false,
                node: Some(it.node),
            };
            self.out.statements.insert(StatementId::derived(&[&parts]), statement);
        }
        let title = format!("{}, {}", self.session.title, self.day);
        let chrome = places.into_iter().map(|it| it.head).collect();
        self.out.sources.insert(source, Source { title, format: "session".to_owned(), text: text.into(), chrome });
        self.out
    }

    /// The text: for each proposal who and when, what, and the quote.
    fn written(&self) -> (String, Vec<Place>) {
        let (mut text, mut places) = (String::new(), Vec::new());
        let at = |text: &String| u32::try_from(text.len()).unwrap_or(u32::MAX);
        for &(id, node) in &self.said {
            let Some(it) = self.session.proposals.get(&id) else { continue };
            let head = at(&text);
            let anonymous = self.session.settings.names == Names::Anonymous;
            let name = if anonymous { "Somebody".to_owned() } else { self.session.name(it.by) };
            let _ = write!(text, "{name}, {}", dates::words(it.at.seconds()));
            let head = head..at(&text);
            text.push('\n');
            let start = at(&text);
            text.push_str(&it.what.text);
            let words = start..at(&text);
            if !it.what.quote.is_empty() {
                let _ = write!(text, "\n“{}”", it.what.quote);
            }
            // Evidence is what it cites, too.
            let words = if self.kind(node) == Some(NodeKind::Evidence) { start..at(&text) } else { words };
            places.push(Place { proposal: id, node, head, words, whole: start..at(&text) });
            text.push_str("\n\n");
        }
        (text, places)
    }

    fn kind(&self, node: NodeId) -> Option<NodeKind> {
        self.out.nodes.get(&node).or_else(|| self.map.node(node)).map(|it| it.kind)
    }
}

impl Session {
    /// What a crux of this session would change, with the votes: for the summary of the map.
    pub(super) fn told_vote(&self, crux: &Crux, day: &str) -> String {
        let claim = self.items.get(&crux.item).map(|it| it.text.as_str()).unwrap_or_default();
        let counts = |would: [usize; 4]| {
            let all = Would::ALL.into_iter().zip(would).filter(|it| it.1 > 0);
            all.map(|(it, n)| format!("{n} {}", it.word())).collect::<Vec<_>>().join(", ")
        };
        match self.outcome(crux) {
            Some(Outcome::Found(it)) => {
                let closes = it.closes.map(|it| format!(", expected to close {it} %")).unwrap_or_default();
                format!("“{claim}” A double crux on {day}{closes}; would it change your mind: {}.", counts(it.would))
            }
            Some(Outcome::NotFound { why, would }) => {
                format!(
                    "“{claim}” No double crux on {day}: {} Would it change your mind: {}.",
                    why.words(),
                    counts(would)
                )
            }
            Some(Outcome::TooFew { .. }) | None => format!("“{claim}”"),
        }
    }
}
