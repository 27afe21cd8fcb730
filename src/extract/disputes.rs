//! Disagreements: points on which two people hold positions that exclude each other.

use super::{
    links::{Link, LinkKind},
    moves::{Hint, Moves},
    words::{Phrases, Words},
};
use crate::map::{
    DisagreementKind::{self, Definition, Fact, Method, Prediction, Value},
    StatementKind,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::LazyLock,
};

/// A disputed statement and those that attack it.
#[derive(Clone, Debug)]
pub(super) struct Dispute {
    /// The statement attacked.
    pub about: usize,
    /// The statements of others that attack it.
    pub against: Vec<usize>,
    pub kind: DisagreementKind,
    pub confidence: f32,
    pub hints: Vec<Hint>,
}

/// Marks the statements that take part in a disagreement.
pub(super) fn mark(moves: &mut Moves<'_>, links: &[Link]) {
    for link in links.iter().filter(|it| it.kind == LinkKind::Attacks) {
        for end in [link.from, link.to, moves.original(link.to)] {
            moves.all[end].disputed = true;
        }
    }
    for at in 0..moves.all.len() {
        if moves.all[moves.original(at)].disputed {
            moves.all[at].disputed = true;
        }
    }
}

/// The disagreements: one for each claim that somebody else attacks.
pub(super) fn find(moves: &Moves<'_>, links: &[Link]) -> Vec<Dispute> {
    let claims = [
        StatementKind::Claim,
        StatementKind::Premise,
        StatementKind::Concession,
        StatementKind::Definition,
        StatementKind::Proposal,
    ];
    let mut by_target: BTreeMap<usize, (BTreeSet<usize>, f32)> = BTreeMap::new();
    for link in links.iter().filter(|it| it.kind == LinkKind::Attacks) {
        let (from, to) = (moves.original(link.from), moves.original(link.to));
        if claims.contains(&moves.all[from].kind) && claims.contains(&moves.all[to].kind) && from != to {
            let entry = by_target.entry(to).or_default();
            entry.0.insert(from);
            entry.1 = entry.1.max(link.confidence);
        }
    }
    by_target
        .into_iter()
        .map(|(about, (against, confidence))| {
            let against: Vec<usize> = against.into_iter().collect();
            let (kind, hint) = kind_of(moves, about, &against);
            let mut hints = vec![Hint::plain("somebody answers with a claim against it")];
            hints.extend(hint);
            Dispute { about, against, kind, confidence: confidence * 0.9, hints }
        })
        .collect()
}

/// What a disagreement is about, by the words of both sides. Facts where nothing speaks for another kind.
fn kind_of(moves: &Moves<'_>, about: usize, against: &[usize]) -> (DisagreementKind, Option<Hint>) {
    let all: Vec<Words> = [about].iter().chain(against.iter().take(3)).map(|&at| moves.words(at)).collect();
    match sign(&all) {
        Some((kind, words, says)) => (kind, Some(Hint { words, says })),
        None => (Fact, None),
    }
}

/// What these words of both sides turn on: facts where nothing speaks for another kind.
pub fn turns_on(texts: &[String]) -> DisagreementKind {
    let all: Vec<Words> = texts.iter().map(|it| Words::of(it, 0..it.len())).collect();
    sign(&all).map_or(Fact, |it| it.0)
}

/// The kind that two or more words speak for, and the first of them.
fn sign(all: &[Words]) -> Option<(DisagreementKind, Range<usize>, &'static str)> {
    let (mut best, mut most) = (None, 1);
    for (kind, phrases, says) in &*SIGNS {
        let mut places = all.iter().flat_map(|it| phrases.places(it, usize::MAX).map(|place| it.place(place)));
        let Some(first) = places.next() else { continue };
        let hits = 1 + places.count();
        if hits > most {
            (best, most) = (Some((*kind, first, *says)), hits);
        }
    }
    best
}

/// Words that tell what a disagreement is about.
static SIGNS: LazyLock<[(DisagreementKind, Phrases, &str); 4]> = LazyLock::new(|| {
    [
        (
            Definition,
            Phrases::of(
                "means; mean by; definition; defined; the word; the term; counts as; what * is; is not; in the sense",
            ),
            "turns on what a word means",
        ),
        (
            Method,
            Phrases::of(
                "measure; measured; measuring; benchmark; compare; comparison; test; tests; sample; standard error; \
                 methodology; experiment; control; protocol; regress; backtest; metric",
            ),
            "turns on how to find out",
        ),
        (
            Value,
            Phrases::of(
                "should; shouldn't; ought; better; worse; fair; unfair; right to; wrong to; deserve; moral; \
                 priority; prefer; acceptable; worth; care about",
            ),
            "turns on what matters",
        ),
        (
            Prediction,
            Phrases::of(
                "will; won't; would be; going to; would; soon; by #; within a year; eventually; future; \
                 in the long run; expect",
            ),
            "turns on what will happen",
        ),
    ]
});
