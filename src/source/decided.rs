//! What people decided on where comments start.

use super::{Comment, Found, Marks, lines::trim};
use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
    ops::Range,
};

/// The evidence for a comment that starts where somebody said so.
pub(super) const DECIDED: &str = "somebody decided so";

/// Says that a comment starts at a place, or that what stands there goes on with what stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The first byte of the words there.
    pub at: usize,
    /// Whether a comment starts there.
    pub starts: bool,
}

/// The first byte of the words at or after a byte of `text`, whatever byte that is. Nothing if no words follow.
pub fn words_at(text: &str, at: usize) -> Option<usize> {
    let words = trim(text, text.floor_char_boundary(at)..text.len());
    (at < text.len() && !words.is_empty()).then_some(words.start)
}

/// The decisions by the first byte of the words they are about. Of two about the same words the later one counts.
pub(super) fn by_place(text: &str, decisions: &[Decision]) -> BTreeMap<usize, bool> {
    decisions.iter().filter_map(|it| Some((words_at(text, it.at)?, it.starts))).collect()
}

/// The pieces of a line of which each starts where a comment is to start.
pub(super) fn cut<'a>(
    text: &'a str,
    line: Range<usize>,
    decided: &'a BTreeMap<usize, bool>,
) -> impl Iterator<Item = Range<usize>> + Clone + 'a {
    let mut starts = decided.range(line.start + 1..line.end.max(line.start + 1)).filter(|it| *it.1).map(|it| *it.0);
    let mut start = Some(line.start);
    iter::from_fn(move || {
        let from = start?;
        start = starts.next();
        Some(start.map_or(from..line.end, |at| trim(text, from..at)))
    })
}

impl Found {
    /// Splits and joins comments that the thread itself tells apart.
    pub(super) fn decide(&mut self, text: &str, decided: &BTreeMap<usize, bool>) {
        if decided.is_empty() {
            return;
        }
        // Until all are in their places, a parent is known by its first byte: whichever comment holds that.
        for index in 0..self.comments.len() {
            self.comments[index].parent = self.comments[index].parent.map(|it| self.comments[it].span.start);
        }
        let splits = decided
            .iter()
            .filter(|it| *it.1)
            .map(|it| *it.0)
            .filter(|&at| self.holder(at).is_some_and(|it| (it.span.start + 1..it.span.end).contains(&at)));
        let splits: Vec<usize> = splits.collect();
        let mut changed = BTreeSet::new();
        self.comments.dedup_by(|second, first| {
            let joins = decided.get(&second.span.start) == Some(&false);
            if joins {
                first.span.end = second.span.end;
                changed.insert(first.span.start);
            }
            joins
        });
        let mut seconds = Vec::with_capacity(splits.len());
        for &at in splits.iter().rev() {
            let Some(first) = self.holder_index(at).map(|it| &mut self.comments[it]) else { continue };
            seconds.push(unknown(at..first.span.end));
            first.span = trim(text, first.span.start..at);
            changed.extend([first.span.start, at]);
        }
        self.comments.extend(seconds);
        self.comments.sort_unstable_by_key(|it| it.span.start);
        for index in 0..self.comments.len() {
            self.comments[index].parent = self.comments[index].parent.and_then(|it| self.holder_index(it));
        }
        for at in changed {
            if let Some(index) = self.holder_index(at) {
                self.fill(text, index);
            }
        }
        // The author line between two comments that were joined is words now.
        let mut chrome = std::mem::take(&mut self.chrome);
        chrome.retain(|it| self.holder(it.end - 1).is_none_or(|comment| comment.span.end <= it.start));
        self.chrome = chrome;
    }

    /// The last comment that starts at or before a byte.
    fn holder_index(&self, at: usize) -> Option<usize> {
        self.comments.partition_point(|it| it.span.start <= at).checked_sub(1)
    }

    fn holder(&self, at: usize) -> Option<&Comment> {
        self.holder_index(at).map(|it| &self.comments[it])
    }

    /// Finds the parts of a comment anew.
    fn fill(&mut self, text: &str, index: usize) {
        let comment = &mut self.comments[index];
        self.parts -= comment.footnotes.len() + comment.quotes.len() + comment.items.len();
        let span = comment.span.clone();
        let parts = self.parts(text, &span);
        let comment = &mut self.comments[index];
        (comment.footnotes, comment.quotes, comment.items) = (parts.footnotes, parts.quotes, parts.items);
    }
}

/// A comment of which nobody knows who wrote it.
fn unknown(span: Range<usize>) -> Comment {
    Comment {
        span,
        author: None,
        parent: None,
        time: None,
        link: None,
        marks: Marks::default(),
        footnotes: Vec::new(),
        quotes: Vec::new(),
        items: Vec::new(),
        certainty: 1.0,
        evidence: vec![DECIDED],
    }
}
