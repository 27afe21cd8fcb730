//! Signs of a comment's start that a line shows beside the lines around it, wherever comments were found to start.

use super::{
    blocks::{bullet, is_note_mark, note_start, quote_marks, quoted_line},
    fnv::{START, step},
    phrases::{ANSWERS, NEWCOMERS, head, starts_with_any},
    signs::{Sign, Signs},
    voice::has_word,
};
use std::ops::Range;

/// What the signs of a line depend on, of all lines of a text.
pub(super) struct Usual {
    /// The fewest line ends between two lines.
    gap: usize,
    /// The mean length of a line, in bytes.
    bytes: usize,
    /// The runs of three words that stand there more than once, as hashes, sorted.
    repeated: Box<[u64]>,
}

impl Usual {
    pub(super) fn of(text: &str, lines: impl Iterator<Item = Range<usize>> + Clone) -> Self {
        let (mut count, mut bytes, mut gap, mut before) = (0, 0, None, None);
        for line in lines.clone() {
            count += 1;
            bytes += line.len();
            gap = before.map(|end| line_ends(text, end, line.start)).into_iter().chain(gap).min();
            before = Some(line.end);
        }
        let words = lines.clone().map(|it| words(&text[it]).count().saturating_sub(2)).sum();
        let mut all: Vec<u64> = Vec::with_capacity(words);
        all.extend(lines.flat_map(|it| runs(&text[it])));
        all.sort_unstable();
        let repeated = all.chunk_by(|a, b| a == b).filter(|it| it.len() > 1).map(|it| it[0]).collect();
        Self { gap: gap.unwrap_or(0), bytes: bytes / count.max(1), repeated }
    }
}

/// The line ends between a byte and another.
fn line_ends(text: &str, from: usize, to: usize) -> usize {
    text[from..to].bytes().filter(|&it| it == b'\n').count()
}

/// What stands above the next line.
pub(super) struct Neighbours<'a> {
    usual: &'a Usual,
    /// The line before, and its end.
    before: Seen,
    end: Option<usize>,
    /// It repeated something.
    repeats: bool,
    /// Which of the runs that are repeated stood above.
    above: Vec<bool>,
}

impl<'a> Neighbours<'a> {
    pub(super) fn new(usual: &'a Usual) -> Self {
        let above = vec![false; usual.repeated.len()];
        Self { usual, before: Seen::default(), end: None, repeats: false, above }
    }

    /// The signs of the next line.
    pub(super) fn signs(&mut self, text: &str, line: &Range<usize>) -> Signs {
        let words = &text[line.clone()];
        let seen = Seen::of(words);
        let mut signs = seen.beside(&self.before, self.usual.bytes);
        let repeats = self.repeats(words);
        // What is marked as quoted repeats something wherever it stands.
        let marked = quote_marks(words).is_some() || quoted_line(words).is_some();
        signs.add(Sign::Repeats, repeats && !marked);
        signs.add(Sign::AfterRepeat, self.repeats);
        signs.add(Sign::Gap, self.end.is_some_and(|it| line_ends(text, it, line.start) > self.usual.gap));
        (self.before, self.end, self.repeats) = (seen, Some(line.end), repeats);
        signs
    }

    /// Whether four in five runs of three words of `line` stood above. Its own stand above the next.
    fn repeats(&mut self, line: &str) -> bool {
        let (mut all, mut known) = (0_usize, 0_usize);
        let place = |run| self.usual.repeated.binary_search(&run).ok();
        for place in runs(line).map(place) {
            all += 1;
            known += usize::from(place.is_some_and(|it| self.above[it]));
        }
        for place in runs(line).filter_map(place) {
            self.above[place] = true;
        }
        all > 0 && known * 5 >= all * 4
    }
}

/// What is seen of a line alone.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a sign of its own")]
struct Seen {
    bytes: usize,
    note: bool,
    bullet: bool,
    /// It starts with a small letter, or with a large one.
    small: bool,
    large: bool,
    asks: bool,
    answers: bool,
    pronoun: bool,
    ordinal: bool,
    comes: bool,
    vocative: bool,
}

const PRONOUNS: &[&str] =
    &["it", "it's", "they", "they're", "that", "that's", "this", "these", "those", "he", "she", "his", "her", "their"];
const ORDINALS: &[&str] = &["second", "third", "fourth", "fifth", "last", "latter", "other"];

impl Seen {
    fn of(line: &str) -> Self {
        let start = head(line);
        let early = &start[..start.floor_char_boundary(40)];
        Self {
            bytes: line.len(),
            note: note_start(line).is_some() || is_note_mark(line),
            bullet: bullet(line).is_some(),
            small: line.starts_with(char::is_lowercase),
            large: line.starts_with(char::is_uppercase),
            asks: line.ends_with('?'),
            answers: starts_with_any(&start, ANSWERS),
            pronoun: starts_with_any(&start, PRONOUNS),
            ordinal: has_word(early, ORDINALS),
            comes: starts_with_any(&start, NEWCOMERS),
            vocative: line.starts_with('@'),
        }
    }

    /// The signs of this line after `before`, where lines have `usual` bytes.
    fn beside(&self, before: &Self, usual: usize) -> Signs {
        use Sign as S;
        let mut signs = Signs::default();
        signs.add(S::Note, self.note);
        signs.add(S::AfterNote, before.note);
        signs.add(S::AfterBullet, before.bullet);
        signs.add(S::TurnsSmall, self.small && before.large);
        signs.add(S::TurnsLarge, self.large && before.small);
        signs.add(S::Brief, self.bytes * 2 < usual);
        signs.add(S::Long, self.bytes > usual);
        signs.add(S::AfterShort, before.bytes * 4 < usual);
        signs.add(S::AfterBrief, before.bytes * 2 < usual);
        signs.add(S::AfterQuestion, before.asks);
        signs.add(S::Answers, self.answers);
        signs.add(S::Pronoun, self.pronoun);
        signs.add(S::Ordinal, self.ordinal);
        signs.add(S::Comes, self.comes);
        signs.add(S::Vocative, self.vocative);
        signs
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|it: char| !it.is_alphanumeric() && it != '\'' && it != '’').filter(|it| !it.is_empty())
}

/// The runs of three words of a line, as hashes.
fn runs(line: &str) -> impl Iterator<Item = u64> + '_ {
    let (mut one, mut two) = (0_u64, 0_u64);
    let hashes = words(line).map(|it| {
        let mut letter = [0; 4];
        let letters = it.chars().filter(|it| !matches!(it, '\'' | '’')).flat_map(char::to_lowercase);
        letters.fold(START, |known, it| it.encode_utf8(&mut letter).bytes().fold(known, step))
    });
    hashes.enumerate().filter_map(move |(at, three)| {
        let run = one ^ two.rotate_left(21) ^ three.rotate_left(42);
        (one, two) = (two, three);
        (at >= 2).then_some(run)
    })
}
