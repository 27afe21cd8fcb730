//! Words of a statement, in small letters, with their places: what cues and comparisons look at.

use super::lexicon;
use crate::source::fnv::{START, hash, step};
use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
    sync::LazyLock,
};

/// A table of ours that is looked up by words, once for each word of a thread, so that the hash must be quick. What a
/// text fills is no such table: the text could be made to collide.
pub(super) type Table<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// The same without values.
pub(super) type Set<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// [`hash`] as a hasher.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quick(u64);

impl Default for Quick {
    fn default() -> Self {
        Self(START)
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &it| step(hash, it));
    }

    /// Ends a word: one word is looked up at a time.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

/// The words of one stretch of text. A word is letters, digits and apostrophes; numbers keep their point; `%` and `?`
/// are words of their own.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    letters: String,
    tokens: Vec<Token>,
}

/// Counted in `u32`: no text of a map is longer.
#[derive(Clone, Copy, Debug)]
struct Token {
    /// In `letters`.
    at: u32,
    len: u32,
    /// In the source.
    place: u32,
    place_len: u32,
}

fn small(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}

impl Words {
    /// The words of `text[span]`.
    pub(super) fn of(text: &str, span: Range<usize>) -> Self {
        let mut words = Self::default();
        let slice = &text[span.clone()];
        words.letters.reserve(slice.len());
        words.tokens.reserve(slice.len() / 5 + 1);
        let mut chars = slice.char_indices().peekable();
        while let Some((start, first)) = chars.next() {
            let at = words.letters.len();
            let mut end = start + first.len_utf8();
            if matches!(first, '%' | '?') {
                words.letters.push(first);
            } else if first.is_alphanumeric() {
                words.push(first);
                while let Some(&(place, it)) = chars.peek() {
                    let rest = &slice[place + it.len_utf8()..];
                    let inner = match it {
                        '\'' | '’' => rest.starts_with(char::is_alphabetic),
                        '.' | ',' => {
                            slice[..place].ends_with(|it: char| it.is_ascii_digit())
                                && rest.starts_with(|it: char| it.is_ascii_digit())
                        }
                        _ => it.is_alphanumeric(),
                    };
                    if !inner {
                        break;
                    }
                    words.push(it);
                    end = place + it.len_utf8();
                    chars.next();
                }
            } else {
                continue;
            }
            words.tokens.push(Token {
                at: small(at),
                len: small(words.letters.len() - at),
                place: small(span.start + start),
                place_len: small(end - start),
            });
        }
        words
    }

    fn push(&mut self, it: char) {
        if it.is_ascii() {
            self.letters.push(it.to_ascii_lowercase());
        } else if it == '’' {
            self.letters.push('\'');
        } else {
            self.letters.extend(it.to_lowercase());
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn get(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |it| self.word(*it))
    }

    fn word(&self, it: Token) -> &str {
        &self.letters[it.at as usize..(it.at + it.len) as usize]
    }

    /// Where in the source the words `range` stand.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let last = range.end.clamp(1, self.tokens.len().max(1)) - 1;
        match (self.tokens.get(range.start), self.tokens.get(last)) {
            (Some(first), Some(last)) => first.place as usize..(last.place + last.place_len) as usize,
            _ => 0..0,
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.tokens.iter().map(|it| self.word(*it))
    }

    /// Whether the words stand in it in this order, one after the other.
    pub(super) fn has(&self, phrase: &str) -> bool {
        self.find(phrase).is_some()
    }

    /// The first place where the words of `phrase` stand.
    pub(super) fn find(&self, phrase: &str) -> Option<Range<usize>> {
        let first = phrase.split(' ').next().unwrap_or(phrase);
        let starts = self.iter().enumerate().filter(|it| lexicon::fits(it.1, first)).map(|it| it.0);
        starts.into_iter().find_map(|start| self.matches_at(start, phrase).map(|end| start..end))
    }

    /// Whether it starts with these words.
    pub(super) fn starts_with(&self, phrase: &str) -> bool {
        self.matches_at(0, phrase).is_some()
    }

    /// Where the words of `phrase` end if they stand at `index`; phrases are written as the lexicon says.
    pub(super) fn matches_at(&self, index: usize, phrase: &str) -> Option<usize> {
        self.follows(index, phrase.split(' '))
    }

    /// Where `parts` of a phrase end if they stand from `index` on.
    pub(super) fn follows<'p>(&self, index: usize, mut parts: impl Iterator<Item = &'p str>) -> Option<usize> {
        let mut at = index;
        while let Some(part) = parts.next() {
            if part == "*" {
                let next = parts.next()?;
                at = (at..(at + 6).min(self.len())).find(|&it| self.fits(it, next))?;
            } else if !self.fits(at, part) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    fn fits(&self, index: usize, part: &str) -> bool {
        index < self.len() && lexicon::fits(self.get(index), part)
    }

    /// The hashes of the words that tell the subject, without common endings; numbers are odd, words even.
    pub(super) fn content(&self) -> impl Iterator<Item = u64> + '_ {
        self.iter()
            .filter(|it| is_content(it))
            .map(|it| hash(stem(it)) & !1 | u64::from(it.starts_with(|it: char| it.is_ascii_digit())))
    }

    /// The same words with their hashes; no numbers.
    pub(super) fn subjects(&self) -> impl Iterator<Item = (u64, &str)> {
        self.iter()
            .filter(|it| is_content(it) && !it.starts_with(|it: char| it.is_ascii_digit()))
            .map(|it| (hash(stem(it)), it))
    }

    /// The hashes of all runs of `n` words.
    pub(super) fn runs(&self, n: usize) -> impl Iterator<Item = u64> + '_ {
        let hashes: Vec<u64> = self.iter().map(hash).collect();
        (0..(self.len() + 1).saturating_sub(n)).map(move |start| {
            let run = &hashes[start..start + n];
            run.iter().fold(0, |sum: u64, it| sum.rotate_left(17) ^ it.wrapping_mul(0x9E37_79B9_7F4A_7C15))
        })
    }
}

/// Whether a word may tell the subject.
fn is_content(word: &str) -> bool {
    let number = word.starts_with(|it: char| it.is_ascii_digit());
    number && word.len() >= 2 || !number && word.len() >= 3 && !EMPTY.contains(word)
}

/// A word without the endings of number and tense, roughly.
fn stem(word: &str) -> &str {
    for ending in ["ing", "ies", "ed", "es", "s", "y", "e"] {
        if let Some(it) = word.strip_suffix(ending).filter(|it| it.len() >= 3) {
            return it;
        }
    }
    word
}

/// [`SMALL`], to search in.
static EMPTY: LazyLock<Set<&str>> = LazyLock::new(|| SMALL.iter().copied().collect());

/// Words that say nothing of the subject.
const SMALL: &[&str] = &[
    "all",
    "and",
    "any",
    "are",
    "ask",
    "bad",
    "big",
    "bit",
    "but",
    "can",
    "did",
    "etc",
    "few",
    "for",
    "get",
    "got",
    "had",
    "has",
    "her",
    "him",
    "his",
    "how",
    "i'd",
    "i'm",
    "its",
    "let",
    "lot",
    "may",
    "new",
    "nor",
    "not",
    "now",
    "off",
    "old",
    "one",
    "our",
    "out",
    "own",
    "per",
    "put",
    "say",
    "see",
    "she",
    "six",
    "ten",
    "the",
    "too",
    "two",
    "use",
    "was",
    "way",
    "who",
    "why",
    "yes",
    "yet",
    "you",
    "month",
    "months",
    "day",
    "days",
    "week",
    "weeks",
    "time",
    "times",
    "two",
    "three",
    "four",
    "five",
    "half",
    "number",
    "example",
    "case",
    "right",
    "wrong",
    "true",
    "first",
    "last",
    "about",
    "after",
    "again",
    "against",
    "also",
    "although",
    "always",
    "another",
    "anyone",
    "anything",
    "anyway",
    "around",
    "away",
    "back",
    "because",
    "been",
    "before",
    "being",
    "both",
    "came",
    "cannot",
    "come",
    "comes",
    "could",
    "didn't",
    "does",
    "doesn't",
    "doing",
    "don't",
    "done",
    "down",
    "each",
    "either",
    "else",
    "even",
    "ever",
    "every",
    "everything",
    "exactly",
    "from",
    "further",
    "getting",
    "give",
    "gives",
    "going",
    "good",
    "have",
    "having",
    "here",
    "i'll",
    "i've",
    "into",
    "isn't",
    "it'll",
    "it's",
    "just",
    "know",
    "least",
    "less",
    "like",
    "likely",
    "look",
    "lots",
    "made",
    "make",
    "makes",
    "many",
    "maybe",
    "might",
    "more",
    "most",
    "mostly",
    "much",
    "must",
    "need",
    "needs",
    "never",
    "nobody",
    "nothing",
    "once",
    "only",
    "other",
    "over",
    "people",
    "point",
    "quite",
    "rather",
    "really",
    "same",
    "says",
    "seem",
    "seems",
    "should",
    "since",
    "some",
    "somebody",
    "someone",
    "something",
    "still",
    "such",
    "sure",
    "take",
    "takes",
    "than",
    "that",
    "that's",
    "their",
    "them",
    "then",
    "there",
    "there's",
    "these",
    "they",
    "they're",
    "thing",
    "things",
    "think",
    "this",
    "those",
    "though",
    "through",
    "under",
    "until",
    "very",
    "want",
    "wasn't",
    "we're",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "will",
    "with",
    "without",
    "won't",
    "would",
    "wouldn't",
    "year",
    "years",
    "your",
    "you're",
    "you've",
];

/// A list of phrases, to be looked for all at once.
pub(super) struct Phrases {
    /// The further words of each, by the first.
    rests: Table<&'static str, Vec<Vec<&'static str>>>,
    /// The lengths of the first words, as bits: most words are none by that alone.
    lengths: u32,
}

impl Phrases {
    /// The phrases of `list`, with `; ` between them, written as the lexicon says; none starts with a class.
    pub(super) fn of(list: &'static str) -> Self {
        let mut phrases = Self { rests: Table::default(), lengths: 0 };
        for phrase in list.split("; ") {
            let mut parts = phrase.split(' ');
            let first = parts.next().unwrap_or(phrase);
            phrases.rests.entry(first).or_default().push(parts.collect());
            phrases.lengths |= length(first);
        }
        phrases
    }

    /// Where those phrases end that start at word `at`.
    pub(super) fn ends<'a>(&'a self, words: &'a Words, at: usize) -> impl Iterator<Item = usize> + 'a {
        let word = words.get(at);
        let rests = if self.lengths & length(word) == 0 { None } else { self.rests.get(word) };
        rests.into_iter().flatten().filter_map(move |rest| words.follows(at + 1, rest.iter().copied()))
    }

    /// The places where phrases start in the first `reach` words, and where they end.
    pub(super) fn places<'a>(&'a self, words: &'a Words, reach: usize) -> impl Iterator<Item = Range<usize>> + 'a {
        (0..reach.min(words.len())).flat_map(move |start| self.ends(words, start).map(move |end| start..end))
    }

    /// Whether one of them is there.
    pub(super) fn any(&self, words: &Words) -> bool {
        (0..words.len()).any(|at| self.ends(words, at).next().is_some())
    }
}

/// The length of a word as a bit.
fn length(word: &str) -> u32 {
    1 << word.len().min(31)
}
