//! Who speaks, and which earlier statement quoted words come from.

use super::{moves::Move, segment::Segment, words::Words};
use crate::{
    map::{Cue, Speaker},
    source::{BlockKind, Comment, Thread},
};
use std::collections::{BTreeMap, HashMap};

/// Whose words a statement holds.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    pub speaker: Speaker,
    pub person: Option<String>,
    pub confidence: f32,
    pub quote_of: Option<usize>,
    pub cues: Vec<Cue>,
}

/// Finds earlier statements by runs of words they share with a quote.
pub(super) struct Resolver<'a> {
    thread: &'a Thread,
    /// Runs of four words (of all words, in a short statement), and the statements that hold them.
    runs: HashMap<u64, Vec<u32>>,
    /// The comment, the speaker's name and the count of words of each statement.
    known: Vec<(usize, Option<String>, usize)>,
    parents: Vec<Option<usize>>,
    last_by: BTreeMap<String, usize>,
}

/// How many words make a run.
const RUN: usize = 4;
/// A run that more statements share says nothing.
const SHARED: usize = 12;
/// A quote counts as found if so many of its runs are in one statement.
const COVERED: f32 = 0.5;

impl<'a> Resolver<'a> {
    pub(super) fn new(thread: &'a Thread) -> Self {
        let parents = Vec::with_capacity(thread.comments.len());
        Self { thread, runs: HashMap::new(), known: Vec::new(), parents, last_by: BTreeMap::new() }
    }

    /// The voices of a comment's statements; notes the comment's parent, told or found.
    pub(super) fn voices(&mut self, comment: &Comment, segments: &[Segment], words: &[Words]) -> Vec<Voice> {
        let mut voices: Vec<Voice> =
            segments.iter().zip(words).map(|(segment, words)| self.voice(comment, segment, words)).collect();
        let parent = comment.parent.or_else(|| self.parent(comment, &voices, words));
        let answered = parent.and_then(|it| self.thread.comments[it].author.clone());
        for voice in &mut voices {
            if voice.speaker == Speaker::Opponent && voice.person.is_none() {
                voice.person.clone_from(&answered);
            }
        }
        if let Some(author) = &comment.author {
            self.last_by.insert(author.to_lowercase(), self.parents.len());
        }
        self.parents.push(parent);
        voices
    }

    fn voice(&self, comment: &Comment, segment: &Segment, words: &Words) -> Voice {
        let own = |cues| Voice {
            speaker: Speaker::Author,
            person: comment.author.clone(),
            confidence: 0.95,
            quote_of: None,
            cues,
        };
        let text = &self.thread.text;
        let quote =
            comment.quotes.iter().find(|it| it.span.start <= segment.span.start && segment.span.end <= it.span.end);
        let (confidence, mut cues) = match quote {
            Some(quote) => (
                quote.certainty,
                quote.evidence.iter().map(|it| Cue { words: String::new(), says: (*it).to_owned() }).collect(),
            ),
            None if matches!(segment.kind, BlockKind::Quote(_) | BlockKind::Quoted) => (1.0, Vec::new()),
            None if segment.cited => {
                (0.9, vec![Cue { words: String::new(), says: "stands in quotation marks and is answered".to_owned() }])
            }
            None => match attribution(words) {
                Some(range) => {
                    let cue =
                        Cue { words: text[words.place(range)].to_owned(), says: "speaks for somebody else".to_owned() };
                    let person = None;
                    return Voice {
                        speaker: Speaker::Opponent,
                        person,
                        confidence: 0.7,
                        quote_of: None,
                        cues: vec![cue],
                    };
                }
                None => return own(Vec::new()),
            },
        };
        let found = self.resolve(words);
        if let Some((_, share)) = found {
            let says = format!("{:.0} % of it stands in an earlier statement", share * 100.0);
            cues.push(Cue { words: String::new(), says });
        } else if confidence < 0.8 {
            cues.push(Cue {
                words: String::new(),
                says: "may be the writer's own words: nothing marks them as quoted".to_owned(),
            });
        }
        let quote_of = found.map(|it| it.0);
        let person = quote_of.and_then(|it| self.known[it].1.clone());
        let confidence = if quote_of.is_some() { confidence.max(0.95) } else { confidence };
        Voice { speaker: Speaker::Opponent, person, confidence, quote_of, cues }
    }

    /// The earlier statement that shares most runs with `words`, and the share.
    fn resolve(&self, words: &Words) -> Option<(usize, f32)> {
        let n = RUN.min(words.len());
        let (mut hits, mut all) = (BTreeMap::<u32, usize>::new(), 0_usize);
        for run in words.runs(n) {
            all += 1;
            for &at in self.runs.get(&run).into_iter().flatten() {
                *hits.entry(at).or_default() += 1;
            }
        }
        // Among equals the latest: people quote what they answer.
        let (at, found) = hits.into_iter().max_by_key(|&(at, found)| (found, at))?;
        #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
        let share = found as f32 / all as f32;
        let whole = words.len() >= RUN || self.known[at as usize].2 <= words.len() + 1;
        (share >= COVERED && whole).then_some((at as usize, share))
    }

    /// The comment that one without a told parent answers, in threads with named people: the quoted one, the last of
    /// the person spoken to, else the one before.
    fn parent(&self, comment: &Comment, voices: &[Voice], words: &[Words]) -> Option<usize> {
        comment.author.as_ref()?;
        let quoted = voices.iter().find_map(|it| it.quote_of).map(|it| self.known[it].0);
        let spoken_to = || {
            let own = comment.author.as_deref().map(str::to_lowercase);
            let named = |word: &str| {
                self.last_by
                    .iter()
                    .filter(|it| Some(it.0) != own.as_ref())
                    .find(|it| is_name(word, it.0))
                    .map(|it| *it.1)
            };
            words.iter().flat_map(|it| it.iter().take(12)).take(40).find_map(named)
        };
        quoted.or_else(spoken_to).or_else(|| self.parents.len().checked_sub(1))
    }

    /// Takes in the statements of a comment.
    pub(super) fn remember(&mut self, start: usize, moves: &[Move]) {
        for (at, it) in moves.iter().enumerate() {
            self.known.push((it.segment.comment, it.person.clone(), it.words.len()));
            if it.quote_of.is_some() {
                continue;
            }
            let Ok(at) = u32::try_from(start + at) else { continue };
            let n = RUN.min(it.words.len());
            for run in (1..=n)
                .rev()
                .take(if n < RUN { 1 } else { 1 + usize::from(it.words.len() < 2 * RUN) })
                .flat_map(|n| it.words.runs(n))
            {
                let holders = self.runs.entry(run).or_default();
                if holders.len() < SHARED {
                    holders.push(at);
                }
            }
        }
    }

    pub(super) fn into_parents(self) -> Vec<Option<usize>> {
        let mut parents = self.parents;
        parents.resize(self.thread.comments.len(), None);
        parents
    }
}

/// Whether a word of a comment names the person: the handle, or its first part.
fn is_name(word: &str, name: &str) -> bool {
    let word = word.strip_suffix("'s").unwrap_or(word);
    word.len() >= 3
        && name.split(|it: char| !it.is_alphanumeric()).any(|it| {
            it == word || word.len() >= 3 && it.len() > word.len() && it.starts_with(word) && it.len() <= word.len() + 5
        })
}

/// The words that say that the statement is somebody else's view.
fn attribution(words: &Words) -> Option<std::ops::Range<usize>> {
    const PHRASES: &[&str] = &[
        "the argument * goes",
        "the usual argument is",
        "the standard argument is",
        "the common argument is",
        "the usual objection is",
        "the standard objection is",
        "some people say",
        "some people think",
        "some say",
        "some argue",
        "some would say",
        "some would argue",
        "people say",
        "people will say",
        "people keep saying",
        "critics say",
        "critics argue",
        "proponents say",
        "proponents argue",
        "the claim i keep hearing is",
        "the line i keep hearing",
        "the story goes",
        "i keep hearing that",
        "we are told that",
        "we're told that",
        "you seem to think",
        "you seem to believe",
        "you seem to be saying",
        "you seem to say",
        "your view is that",
        "your claim is that",
        "your argument is that",
        "your position is that",
        "the way you are seeing",
        "the way you're seeing",
        "you say that",
        "you claim that",
        "you argue that",
        "you wrote that",
        "you said that",
    ];
    (0..words.len().min(8)).find_map(|at| PHRASES.iter().find_map(|it| words.matches_at(at, it)).map(|end| at..end))
}
