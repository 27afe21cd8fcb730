//! Who speaks, and which earlier statement quoted words come from.

use super::{
    moves::{Hint, Move},
    segment::Segment,
    words::{Phrases, Words},
};
use crate::{
    map::Speaker,
    source::{Comment, Quote, Thread},
};
use std::{
    collections::{BTreeMap, HashMap},
    ops::Bound::{Included, Unbounded},
    sync::{Arc, LazyLock},
};

/// Whose words a statement holds.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    pub speaker: Speaker,
    pub person: Option<Arc<str>>,
    pub confidence: f32,
    pub quote_of: Option<usize>,
    pub hints: Vec<Hint>,
}

/// Finds earlier statements by runs of words they share with a quote.
pub(super) struct Resolver<'a> {
    thread: &'a Thread,
    /// The runs of words that quotes hold, and the statements that hold them too.
    runs: HashMap<u64, Vec<u32>>,
    /// The comment, the speaker's name and the count of words of each statement.
    known: Vec<(usize, Option<Arc<str>>, usize)>,
    parents: Vec<Option<usize>>,
    /// The parts of authors' names in small letters, each with the name and the last comment of that author.
    last_by: BTreeMap<String, (Arc<str>, usize)>,
    /// One name for each author, shared by all he says.
    names: Vec<Option<Arc<str>>>,
}

/// How many words make a run.
const RUN: usize = 4;
/// A run that more statements share says nothing.
const SHARED: usize = 12;
/// A quote counts as found if so many of its runs are in one statement.
const COVERED: f32 = 0.5;

impl<'a> Resolver<'a> {
    pub(super) fn new(thread: &'a Thread, segments: &[Vec<Segment>]) -> Self {
        // Only what is quoted somewhere need be found again.
        let mut runs = HashMap::new();
        for (comment, segment) in
            thread.comments.iter().zip(segments).flat_map(|(it, all)| all.iter().map(move |one| (it, one)))
        {
            if is_quoted(comment, segment) {
                let words = Words::of(&thread.text, segment.span.clone());
                runs.extend(words.runs(RUN.min(words.len())).map(|run| (run, Vec::new())));
            }
        }
        let mut shared: BTreeMap<&str, Arc<str>> = BTreeMap::new();
        let name = |author: &'a str| shared.entry(author).or_insert_with(|| Arc::from(author)).clone();
        let names = thread.comments.iter().map(|it| it.author.as_deref()).map({
            let mut name = name;
            move |it| it.map(&mut name)
        });
        let names = names.collect();
        let parents = Vec::with_capacity(thread.comments.len());
        Self { thread, runs, known: Vec::new(), parents, last_by: BTreeMap::new(), names }
    }

    /// The voices of a comment's statements; notes the comment's parent, told or found.
    pub(super) fn voices(&mut self, comment: &Comment, segments: &[Segment], words: &[Words]) -> Vec<Voice> {
        let mut voices: Vec<Voice> =
            segments.iter().zip(words).map(|(segment, words)| self.voice(comment, segment, words)).collect();
        let parent = comment.parent.or_else(|| self.parent(comment, &voices, words));
        let answered = parent.and_then(|it| self.names[it].clone());
        for voice in &mut voices {
            if voice.speaker == Speaker::Opponent && voice.person.is_none() {
                voice.person.clone_from(&answered);
            }
        }
        if let Some(name) = self.names.get(self.parents.len()).cloned().flatten() {
            let parts = name.to_lowercase();
            for part in parts.split(|it: char| !it.is_alphanumeric()).filter(|it| it.len() >= 3) {
                self.last_by.insert(part.to_owned(), (name.clone(), self.parents.len()));
            }
        }
        self.parents.push(parent);
        voices
    }

    fn voice(&self, comment: &Comment, segment: &Segment, words: &Words) -> Voice {
        let name = || self.names.get(self.parents.len()).cloned().flatten();
        let said = |speaker, person, confidence, hints| Voice { speaker, person, confidence, quote_of: None, hints };
        let quote = quote_of(comment, segment);
        let (confidence, mut hints): (f32, Vec<Hint>) = match quote {
            Some(quote) => (quote.certainty, quote.evidence.iter().map(|it| Hint::plain(it)).collect()),
            None if segment.is_quoted_line() => (1.0, Vec::new()),
            None if segment.cited => (0.9, vec![Hint::plain("stands in quotation marks and is answered")]),
            None => match attribution(words) {
                Some(range) => {
                    let hint = Hint { words: words.place(range), says: "speaks for somebody else" };
                    return said(Speaker::Opponent, None, 0.7, vec![hint]);
                }
                None => return said(Speaker::Author, name(), 0.97, Vec::new()),
            },
        };
        if confidence < 0.5 {
            hints.push(Hint::plain("may be somebody else's words, quoted without a mark"));
            return said(Speaker::Author, name(), 1.0 - confidence, hints);
        }
        let found = self.resolve(words);
        if found.is_some() {
            hints.push(Hint::plain("stands in an earlier statement"));
        } else if confidence < 0.8 {
            hints.push(Hint::plain("may be the writer's own words: nothing marks them as quoted"));
        }
        let person = found.and_then(|it| self.known[it.0].1.clone());
        let confidence = if found.is_some() { confidence.max(0.95) } else { confidence };
        Voice { quote_of: found.map(|it| it.0), ..said(Speaker::Opponent, person, confidence, hints) }
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
        let named = |word: &str| {
            let word = word.strip_suffix("'s").unwrap_or(word);
            // A handle or a part of it, or its beginning: "wren" for "wren_of_york".
            let (part, (name, last)) = self.last_by.range::<str, _>((Included(word), Unbounded)).next()?;
            let meant = part.starts_with(word) && part.len() <= word.len() + 5 && word.len() >= 3;
            (meant && Some(&**name) != comment.author.as_deref()).then_some(*last)
        };
        let spoken_to = || words.iter().flat_map(|it| it.iter().take(12)).take(40).find_map(named);
        quoted.or_else(spoken_to).or_else(|| self.parents.len().checked_sub(1))
    }

    /// Takes in the statements of a comment.
    pub(super) fn remember(&mut self, start: usize, moves: &[Move], words: &[Words]) {
        for (at, (it, words)) in moves.iter().zip(words).enumerate() {
            self.known.push((it.segment.comment, it.person.clone(), words.len()));
            if it.quote_of.is_some() || self.runs.is_empty() {
                continue;
            }
            let Ok(at) = u32::try_from(start + at) else { continue };
            let longest = RUN.min(words.len());
            // A short quote may be a part of a longer statement.
            let shortest = if words.len() < 2 * RUN { 1 } else { longest };
            for run in (shortest..=longest).flat_map(|n| words.runs(n)) {
                if let Some(holders) = self.runs.get_mut(&run).filter(|it| it.len() < SHARED) {
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

/// The quote of the comment that holds a statement.
fn quote_of<'a>(comment: &'a Comment, segment: &Segment) -> Option<&'a Quote> {
    let after = comment.quotes.partition_point(|it| it.span.start <= segment.span.start);
    let quote = comment.quotes.get(after.checked_sub(1)?)?;
    (segment.span.end <= quote.span.end).then_some(quote)
}

/// Whether a statement is quoted, as far as marks and the reader tell.
fn is_quoted(comment: &Comment, segment: &Segment) -> bool {
    segment.cited || segment.is_quoted_line() || quote_of(comment, segment).is_some()
}

/// Words that say that what follows is somebody else's view.
static ATTRIBUTIONS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "the argument * goes; the usual argument is; the standard argument is; the common argument is; \
         the usual objection is; the standard objection is; some people say; some people think; some say; \
         some argue; some would say; some would argue; people say; people will say; people keep saying; \
         critics say; critics argue; proponents say; proponents argue; the claim i keep hearing is; \
         the line i keep hearing; the story goes; i keep hearing that; i keep reading that; i often hear that; i often read that; it is often said that; it's often said that; we are told that; we're told that; \
         you seem to think; you seem to believe; you seem to be saying; you seem to say; your view is that; \
         your claim is that; your argument is that; your position is that; \
         the way you're seeing; you say that; you claim that; you argue that; you wrote that; you said that",
    )
});

/// The words that say that the statement is somebody else's view.
fn attribution(words: &Words) -> Option<std::ops::Range<usize>> {
    ATTRIBUTIONS.places(words, 8).next()
}
