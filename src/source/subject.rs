//! The words by which lines tell their subject, by number.

use super::{fnv::hash, phrases::SMALL};

/// All such words of a text, as hashes, sorted: a word's number is its place.
pub(super) struct Subjects(Vec<u64>);

impl Subjects {
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut all: Vec<u64> = Vec::new();
        for word in lines.flat_map(words) {
            // Most words come again and again: room is made by letting go of those, and only then taken.
            if all.len() == all.capacity() {
                all.sort_unstable();
                all.dedup();
                all.reserve(all.len().max(1_000));
            }
            all.push(word);
        }
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// The words of a line, or of some lines, sorted.
    pub(super) fn in_lines(&self, lines: &[&str]) -> Vec<u32> {
        let number = |it: u64| u32::try_from(self.0.binary_search(&it).ok()?).ok();
        let mut all: Vec<u32> = lines.iter().flat_map(|it| words(it)).filter_map(number).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The words of `line` that tell its subject, as hashes: long ones, without common endings.
fn words(line: &str) -> impl Iterator<Item = u64> {
    line.split(|it: char| !it.is_alphanumeric())
        .filter(|it| it.len() >= 4 || it.len() >= 2 && it.chars().all(char::is_uppercase))
        .map(str::to_lowercase)
        .filter(|it| !SMALL.contains(&it.as_str()))
        .map(|it| hash(it.trim_end_matches('s')))
}

/// A word that so many lines have is the thread's subject, and nobody's alone.
const MANY: u8 = 4;

/// Where above the line being read words stand.
pub(super) struct Above<'a> {
    pub subjects: &'a Subjects,
    /// For each word: how many lines have it, up to [`MANY`], and the last comment that does.
    words: Vec<(u8, u32)>,
    /// The comment being read, counted from 1.
    comment: u32,
}

impl<'a> Above<'a> {
    pub(super) fn new(subjects: &'a Subjects) -> Self {
        Self { subjects, words: vec![(0, 0); subjects.0.len()], comment: 1 }
    }

    /// Whether a word stands above, but in few lines, and not in the comment being read.
    pub(super) fn is_far(&self, word: u32) -> bool {
        let (lines, comment) = self.words[word as usize];
        comment != self.comment && (1..MANY).contains(&lines)
    }

    /// Counts the words of a line.
    pub(super) fn add(&mut self, words: &[u32]) {
        for &word in words {
            let (lines, comment) = &mut self.words[word as usize];
            (*lines, *comment) = ((*lines + 1).min(MANY), self.comment);
        }
    }

    /// Another comment starts.
    pub(super) fn turn(&mut self) {
        self.comment = self.comment.wrapping_add(1);
    }
}
