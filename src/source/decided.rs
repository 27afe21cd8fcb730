//! What people decided on where comments start.

use super::{Comment, Found, Marks, blocks, lines::trim};
use std::{collections::BTreeMap, ops::Range};

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

/// `lines`, cut where a comment is to start within one.
pub(super) fn cut(text: &str, lines: &[Range<usize>], decided: &BTreeMap<usize, bool>) -> Vec<Range<usize>> {
    let mut pieces = Vec::with_capacity(lines.len());
    for line in lines {
        let mut start = line.start;
        let within = line.start..line.end;
        for (&at, _) in decided.range(within).filter(|it| *it.1 && *it.0 > line.start) {
            pieces.push(trim(text, start..at));
            start = at;
        }
        pieces.push(start..line.end);
    }
    pieces
}

impl Found {
    /// Splits and joins comments that the thread itself tells apart.
    pub(super) fn decide(&mut self, text: &str, decided: &BTreeMap<usize, bool>) {
        for (&at, &starts) in decided {
            let Some(index) = self.comments.partition_point(|it| it.span.start <= at).checked_sub(1) else { continue };
            let begins = self.comments[index].span.start == at;
            if starts && !begins && at < self.comments[index].span.end {
                self.split(text, index, at);
            } else if !starts && begins && index > 0 {
                self.join(text, index);
            }
        }
    }

    /// Cuts a comment in two. Nobody knows who wrote the second.
    fn split(&mut self, text: &str, index: usize, at: usize) {
        let whole = self.comments[index].span.clone();
        self.comments[index].fill(text, trim(text, whole.start..at));
        let mut second = Comment {
            span: at..whole.end,
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
        };
        second.fill(text, at..whole.end);
        for parent in self.comments.iter_mut().filter_map(|it| it.parent.as_mut()) {
            *parent += usize::from(*parent > index);
        }
        self.comments.insert(index + 1, second);
    }

    /// Adds a comment to the one before. The author line between them is words then.
    fn join(&mut self, text: &str, index: usize) {
        let second = self.comments.remove(index);
        let first = &mut self.comments[index - 1];
        let whole = first.span.start..second.span.end;
        first.fill(text, whole.clone());
        self.chrome.retain(|it| it.end <= whole.start || whole.end <= it.start);
        for comment in &mut self.comments {
            comment.parent = comment.parent.map(|it| it - usize::from(it >= index));
        }
    }
}

impl Comment {
    /// Lets it hold the words at `span`, and no others.
    fn fill(&mut self, text: &str, span: Range<usize>) {
        let parts = blocks::parts(text, &span);
        (self.footnotes, self.quotes, self.items) = (parts.footnotes, parts.quotes, parts.items);
        self.span = span;
    }
}
