//! Signs of a comment's start that a line shows beside the lines around it, wherever comments were found to start.

use super::{
    blocks::{bullet, is_note_mark, note_start, quote_marks, quoted_line},
    fnv::{START, step},
    phrases::{ANSWERS, NEWCOMERS, head, starts_with_any},
    signs::{Sign, Signs},
    voice::has_word,
};
use std::{collections::HashSet, ops::Range};

/// For each of `lines`, its signs.
pub(super) fn signs(text: &str, lines: &[Range<usize>]) -> Vec<Signs> {
    let seen: Vec<Seen> = lines.iter().map(|it| Seen::of(&text[it.clone()])).collect();
    let gaps: Vec<usize> = (0..lines.len()).map(|it| gap(text, lines, it)).collect();
    let usual = gaps.iter().skip(1).min().copied().unwrap_or(0);
    let mean = seen.iter().map(|it| it.bytes).sum::<usize>() / seen.len().max(1);
    let mut above = Above::default();
    let mut found: Vec<Signs> = Vec::with_capacity(lines.len());
    let mut before = Seen::default();
    let mut repeated = false;
    for (index, (span, line)) in lines.iter().zip(&seen).enumerate() {
        let words = &text[span.clone()];
        let mut signs = line.beside(&before, mean);
        let repeats = above.repeats(words);
        // What is marked as quoted repeats something wherever it stands.
        let marked = quote_marks(words).is_some() || quoted_line(words).is_some();
        signs.add(Sign::Repeats, repeats && !marked);
        signs.add(Sign::AfterRepeat, repeated);
        signs.add(Sign::Gap, index > 0 && gaps[index] > usual);
        above.add(words);
        found.push(signs);
        (before, repeated) = (line.clone(), repeats);
    }
    found
}

/// The line ends between a line and the one before.
fn gap(text: &str, lines: &[Range<usize>], index: usize) -> usize {
    let Some(before) = index.checked_sub(1) else { return 0 };
    text[lines[before].end..lines[index].start].bytes().filter(|&it| it == b'\n').count()
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

    /// The signs of this line after `before`.
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

/// What stands above a line.
#[derive(Debug, Default)]
struct Above {
    /// The runs of three words.
    runs: HashSet<u64>,
}

impl Above {
    /// Whether four in five runs of three words of `line` stood above.
    fn repeats(&self, line: &str) -> bool {
        let (mut all, mut known) = (0_usize, 0_usize);
        for run in runs(line) {
            all += 1;
            known += usize::from(self.runs.contains(&run));
        }
        all > 0 && known * 5 >= all * 4
    }

    fn add(&mut self, line: &str) {
        self.runs.extend(runs(line));
    }
}

/// The runs of three words of a line, as hashes.
fn runs(line: &str) -> impl Iterator<Item = u64> + '_ {
    let (mut one, mut two) = (0_u64, 0_u64);
    let words = line.split(|it: char| !it.is_alphanumeric() && it != '\'' && it != '’').filter(|it| !it.is_empty());
    let hashes = words.map(|it| {
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
