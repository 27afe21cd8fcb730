//! The statements of a thread with all that was found out about them, in reading order.

use super::{
    kinds::{self, Score},
    quotes::{Resolver, Voice},
    segment::{Segment, is_spaced, segments},
    shape,
    words::Words,
};
use crate::{
    jobs::Progress,
    map::{Cue, Speaker, StatementKind},
    source::{Format, Thread},
};
use std::{collections::BTreeMap, ops::Range, sync::Arc};

/// A cue, before it is written out: where its words stand (nowhere, for one of structure), and what they say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hint {
    pub words: Range<usize>,
    pub says: &'static str,
}

impl Hint {
    /// A hint of structure.
    pub(super) fn plain(says: &'static str) -> Self {
        Self { words: 0..0, says }
    }

    /// Written out.
    pub(super) fn cue(&self, text: &str) -> Cue {
        Cue { words: text[self.words.clone()].to_owned(), says: self.says.into() }
    }
}

/// A statement and what is known of it.
#[expect(clippy::struct_excessive_bools, reason = "independent signs")]
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub segment: Segment,
    /// How many words it has.
    pub length: usize,
    pub speaker: Speaker,
    /// Who speaks, where a name is known.
    pub person: Option<Arc<str>>,
    /// How sure the speaker is, 0 to 1.
    pub speaker_confidence: f32,
    /// The earlier statement that this one quotes.
    pub quote_of: Option<usize>,
    pub kind: StatementKind,
    /// How sure the kind is, 0 to 1.
    pub confidence: f32,
    pub runner_up: StatementKind,
    /// How likely the runner-up is, 0 to 1.
    pub runner_up_confidence: f32,
    /// It starts as a conclusion.
    pub concludes: bool,
    /// It turns against what was said before.
    pub turns: bool,
    /// It denies something or judges it badly.
    pub opposes: bool,
    /// It speaks to the reader it answers.
    pub addresses: bool,
    /// It sets a condition.
    pub conditional: bool,
    pub hints: Vec<Hint>,
    /// The words that tell its subject: sorted hashes.
    pub subject: Vec<u64>,
    /// It takes part in a disagreement.
    pub disputed: bool,
    /// Its signs and the log odds of its cues, to fit the weights of signs on.
    #[cfg(test)]
    pub seen: (Vec<usize>, [f32; kinds::KINDS.len()]),
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
    /// What each comment is about, in a few words.
    pub topics: Vec<Option<String>>,
    /// More statements were there than were taken in.
    pub cut: bool,
}

impl Moves<'_> {
    pub(super) fn text(&self, index: usize) -> &str {
        &self.thread.text[self.all[index].segment.span.clone()]
    }

    /// The words of a statement, found again: they are not kept, for a long thread has many.
    pub(super) fn words(&self, index: usize) -> Words {
        Words::of(&self.thread.text, self.all[index].segment.span.clone())
    }

    /// The statement that `index` stands for: the one it quotes, or itself.
    pub(super) fn original(&self, index: usize) -> usize {
        self.all[index].quote_of.unwrap_or(index)
    }
}

/// However short a thread is, so many statements are taken in.
const MANY: usize = 1_000;
/// A longer thread may hold one statement for so many bytes.
const SHORT: usize = 40;

/// No proposal shows more cues than this.
const SHOWN: usize = 3;

/// Finds the statements of `thread`. Stops early when nobody waits any more.
pub(super) fn find<'a>(thread: &'a Thread, progress: &Progress) -> Moves<'a> {
    let comments = || thread.comments.iter().enumerate();
    let spaced = is_spaced(thread);
    // Nobody writes statements this short all through a thread: what is beyond is left as text.
    let mut left = MANY.max(thread.text.len() / SHORT);
    let found: Vec<Vec<Segment>> = comments()
        .map(|(index, comment)| {
            let found =
                if progress.is_cancelled() { Vec::new() } else { segments(thread, index, comment, spaced, left) };
            left -= found.len();
            found
        })
        .collect();
    let mut resolver = Resolver::new(thread, &found);
    let mut all = Vec::with_capacity(found.iter().map(Vec::len).sum());
    let mut of = Vec::with_capacity(found.len());
    let mut topics = Vec::with_capacity(found.len());
    for ((index, comment), found) in comments().zip(found) {
        if progress.is_cancelled() {
            break;
        }
        progress.set(index, thread.comments.len() * 2);
        let start = all.len();
        let words: Vec<Words> = found.iter().map(|it| Words::of(&thread.text, it.span.clone())).collect();
        let voices = resolver.voices(comment, &found, &words);
        let scored = found.iter().zip(&words).zip(&voices);
        let mut odds: Vec<Score> =
            scored.map(|((segment, words), voice)| kinds::score(&thread.text, segment, words, voice.speaker)).collect();
        kinds::ask_neighbours(&found, &mut odds);
        #[cfg(test)]
        let seen: Vec<_> =
            (0..found.len()).map(|at| (shape::signs(&thread.text, &found, &words, &odds, at), odds[at].odds)).collect();
        shape::weigh(&thread.text, &found, &words, &mut odds);
        // In a dump a long comment may be several that were taken for one.
        if thread.format != Format::Dump {
            kinds::argue_at_length(&found, &mut odds);
        }
        topics.push(topic(&words));
        for (((segment, words), voice), score) in found.into_iter().zip(&words).zip(voices).zip(&odds) {
            all.push(known(segment, words, voice, score));
        }
        #[cfg(test)]
        for (it, seen) in all[start..].iter_mut().zip(seen) {
            it.seen = seen;
        }
        of.push(start..all.len());
        resolver.remember(start, &all[start..], &words);
    }
    of.resize(thread.comments.len(), all.len()..all.len());
    topics.resize(thread.comments.len(), None);
    // A copy is of the kind of its original: both are one node.
    for at in 0..all.len() {
        if let Some(original) = all[at].quote_of {
            (all[at].kind, all[at].runner_up) = (all[original].kind, all[original].runner_up);
        }
    }
    let parents = resolver.into_parents();
    Moves { thread, all, of, parents, topics, cut: left == 0 }
}

/// What a comment is about: the two words it uses most, of those that may tell a subject.
fn topic(words: &[Words]) -> Option<String> {
    let mut times: BTreeMap<u64, (usize, usize, &str)> = BTreeMap::new();
    for (place, (hash, word)) in words.iter().flat_map(Words::subjects).enumerate() {
        times.entry(hash).or_insert((0, place, word)).0 += 1;
    }
    let mut best: Vec<(usize, usize, &str)> = times.into_values().collect();
    best.sort_by_key(|&(times, place, _)| (std::cmp::Reverse(times), place));
    let words: Vec<&str> = best.iter().take(2).map(|it| it.2).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// Brings together what was found out about a statement.
fn known(segment: Segment, words: &Words, voice: Voice, score: &Score) -> Move {
    let [(kind, confidence), (runner_up, runner_up_confidence)] = score.best();
    let mut speaking: Vec<(f32, &Hint)> = Vec::new();
    for (hint, weights) in &score.cues {
        let weight: f32 = weights.iter().filter(|it| it.0 == kind).map(|it| it.1).sum();
        if weight > 0.0 {
            speaking.push((weight, hint));
        }
    }
    speaking.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut hints = voice.hints;
    hints.extend(speaking.into_iter().take(SHOWN).map(|it| it.1.clone()));
    if hints.is_empty() {
        hints.push(Hint::plain("nothing in particular: most statements are of this kind"));
    }
    hints.shrink_to_fit();
    let mut subject: Vec<u64> = words.content().collect();
    subject.sort_unstable();
    subject.dedup();
    subject.shrink_to_fit();
    Move {
        segment,
        length: words.len(),
        speaker: voice.speaker,
        person: voice.person,
        speaker_confidence: voice.confidence,
        quote_of: voice.quote_of,
        kind,
        confidence,
        runner_up,
        runner_up_confidence,
        concludes: score.concludes,
        turns: score.turns || words.iter().any(|it| matches!(it, "still" | "though")),
        opposes: score.opposes,
        addresses: words.iter().any(|it| matches!(it, "you" | "your" | "you're")),
        conditional: words.starts_with("if") || words.starts_with("what"),
        hints,
        subject,
        disputed: false,
        #[cfg(test)]
        seen: Default::default(),
    }
}
