//! What was found, in the annotation form.

use super::{
    annotations::{self, Annotations},
    links::Other,
    records::Found,
    tidy,
};
use crate::map::{self, Value};
use std::{collections::BTreeMap, ops::Range};

impl Found<'_> {
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
            would_change: it.would_change(|at| self.moves.text(at)),
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
