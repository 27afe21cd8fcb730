//! The statements of a thread with all that was found out about them, in reading order.

use super::{
    kinds::{self, Score},
    quotes,
    segment::{Segment, segments},
    words::Words,
};
use crate::{
    jobs::Progress,
    map::{Cue, Speaker, StatementKind},
    source::Thread,
};
use std::ops::Range;

/// A statement and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub segment: Segment,
    pub words: Words,
    pub speaker: Speaker,
    /// Who speaks, where a name is known.
    pub person: Option<String>,
    /// How sure the speaker is, 0 to 1.
    pub speaker_confidence: f32,
    /// The earlier statement that this one quotes.
    pub quote_of: Option<usize>,
    pub kind: StatementKind,
    /// How sure the kind is, 0 to 1.
    pub confidence: f32,
    pub runner_up: StatementKind,
    /// It starts as a conclusion.
    pub concludes: bool,
    /// It turns against what was said before.
    pub turns: bool,
    pub cues: Vec<Cue>,
    /// It takes part in a disagreement.
    pub disputed: bool,
}

impl Move {
    /// Whether it is quoted: its words stand in somebody else's comment.
    pub(super) fn is_quoted(&self) -> bool {
        self.speaker == Speaker::Opponent
    }

    /// Whether something may be argued for or against it.
    pub(super) fn is_contestable(&self) -> bool {
        use StatementKind::{Claim, Concession, Crux, Definition, Evidence, Premise, Proposal};
        matches!(self.kind, Claim | Premise | Proposal | Crux | Definition | Evidence | Concession)
    }
}

/// All statements, the comments each belongs to, and the parents of comments (told or found).
pub(super) struct Moves<'a> {
    pub thread: &'a Thread,
    pub all: Vec<Move>,
    /// The statements of each comment.
    pub of: Vec<Range<usize>>,
    pub parents: Vec<Option<usize>>,
}

impl Moves<'_> {
    pub(super) fn text(&self, index: usize) -> &str {
        &self.thread.text[self.all[index].segment.span.clone()]
    }

    /// The statement that `index` stands for: the one it quotes, or itself.
    pub(super) fn original(&self, index: usize) -> usize {
        self.all[index].quote_of.unwrap_or(index)
    }
}

/// Finds the statements of `thread`. Stops early when nobody waits any more.
pub(super) fn find<'a>(thread: &'a Thread, progress: &Progress) -> Moves<'a> {
    let mut all = Vec::new();
    let mut of = Vec::with_capacity(thread.comments.len());
    let mut quoted = quotes::Resolver::new(thread);
    for (index, comment) in thread.comments.iter().enumerate() {
        if progress.is_cancelled() {
            break;
        }
        progress.set(index, thread.comments.len() * 2);
        let start = all.len();
        let found = segments(thread, index, comment);
        let words: Vec<Words> = found.iter().map(|it| Words::of(&thread.text, it.span.clone())).collect();
        let voices = quoted.voices(comment, &found, &words);
        let mut scores: Vec<Score> = found
            .iter()
            .zip(&words)
            .zip(&voices)
            .map(|((segment, words), voice)| kinds::score(&thread.text, segment, words, voice.speaker))
            .collect();
        kinds::ask_neighbours(&found, &mut scores);
        for (((segment, words), voice), score) in found.into_iter().zip(words).zip(voices).zip(scores) {
            let (kind, confidence, runner_up) = score.best();
            let speaks_for =
                |weights: &[(StatementKind, f32)]| weights.iter().any(|&(it, weight)| it == kind && weight > 0.0);
            let mut cues = voice.cues;
            cues.extend(score.cues.into_iter().filter(|it| speaks_for(it.1)).map(|it| it.0));
            all.push(Move {
                segment,
                words,
                speaker: voice.speaker,
                person: voice.person,
                speaker_confidence: voice.confidence,
                quote_of: voice.quote_of,
                kind,
                confidence,
                runner_up,
                concludes: score.concludes,
                turns: score.turns,
                cues,
                disputed: false,
            });
        }
        of.push(start..all.len());
        quoted.remember(start, &all[start..]);
    }
    of.resize(thread.comments.len(), all.len()..all.len());
    // A copy is of the kind of its original: both are one node.
    for at in 0..all.len() {
        if let Some(original) = all[at].quote_of {
            (all[at].kind, all[at].runner_up) = (all[original].kind, all[original].runner_up);
        }
    }
    let parents = quoted.into_parents();
    Moves { thread, all, of, parents }
}
