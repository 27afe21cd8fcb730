//! Words with their looks, as they are shown: a paragraph, or a line of one.

use super::{direction, text};
use std::{ops::Range, sync::Arc};
use unicode_segmentation::UnicodeSegmentation as _;

/// How words look beyond plain ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "marks that are independent of each other")]
pub struct Look {
    /// Heavier.
    pub strong: bool,
    /// Slanted.
    pub emphasis: bool,
    /// In letters of one width.
    pub code: bool,
    /// With a line through them.
    pub struck: bool,
    /// Underlined, with this address behind them, which may be opened.
    pub link: Option<Arc<str>>,
}

/// A paragraph, or a line of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The words, without line breaks and control characters.
    pub text: String,
    /// The bytes of words that are not plain, in order, and how they look.
    pub looks: Vec<(Range<usize>, Look)>,
    /// Whether the paragraph is written from right to left.
    pub rtl: bool,
    /// Whether it is a quote.
    pub quote: bool,
    /// How many steps it is moved in.
    pub indent: u8,
}

impl Passage {
    /// Plain words. Of control characters, those that are white space become spaces and the rest is left out.
    pub fn plain(words: &str) -> Self {
        let mut it = Self::default();
        it.push(words, &Look::default());
        it.rtl = direction::is_rtl(&it.text);
        it
    }

    /// Plain words with line breaks.
    pub fn lines(words: &str) -> Vec<Self> {
        words.split('\n').map(Self::plain).collect()
    }

    /// Adds words at its end.
    pub(super) fn push(&mut self, words: &str, look: &Look) {
        let start = self.text.len();
        let blank = |it: char| it.is_control() && it.is_whitespace();
        let shown = words.chars().map(|it| if blank(it) { ' ' } else { it }).filter(|it| !it.is_control());
        self.text.extend(shown);
        if *look == Look::default() || self.text.len() == start {
            return;
        }
        match self.looks.last_mut().filter(|it| it.0.end == start && it.1 == *look) {
            Some(last) => last.0.end = self.text.len(),
            None => self.looks.push((start..self.text.len(), look.clone())),
        }
    }

    /// Leaves out all from this byte on.
    pub(super) fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        self.looks = within(&self.looks, 0..length);
    }

    /// How far it is moved in at this font size.
    pub fn moved_in(&self, size: f32) -> f32 {
        f32::from(self.indent) * size * 0.8
    }

    /// How wide it is at this font size.
    pub fn wide(&self, size: f32) -> f32 {
        self.width(0..self.text.len(), size)
    }

    /// How wide a part of it is at this font size.
    pub fn width(&self, part: Range<usize>, size: f32) -> f32 {
        if !self.looks.iter().any(|it| it.1.code) {
            return self.text.get(part).map_or(0.0, |it| text::width(it, size));
        }
        let parts = self.parts(part).into_iter().filter_map(|(range, look)| {
            let words = self.text.get(range)?;
            Some(if look.is_some_and(|it| it.code) {
                text::width_of_code(words, size)
            } else {
                text::width(words, size)
            })
        });
        parts.sum()
    }

    /// A range of its bytes cut into parts of one look each; no look if they are plain.
    pub fn parts(&self, range: Range<usize>) -> Vec<(Range<usize>, Option<&Look>)> {
        let mut parts = Vec::new();
        let mut from = range.start;
        for (looks, look) in overlapping(&self.looks, &range) {
            let (start, end) = (looks.start.max(from), looks.end.min(range.end));
            if from < start {
                parts.push((from..start, None));
            }
            parts.push((start..end, Some(look)));
            from = end;
        }
        if from < range.end {
            parts.push((from..range.end, None));
        }
        parts
    }

    /// A part of it, without white space around it.
    #[must_use]
    pub fn part(&self, part: Range<usize>) -> Self {
        let words = self.text.get(part.clone()).unwrap_or_default();
        let start = part.start + words.len() - words.trim_start().len();
        let part = start..start + words.trim().len();
        Self {
            text: self.text[part.clone()].to_owned(),
            looks: within(&self.looks, part),
            rtl: self.rtl,
            quote: self.quote,
            indent: self.indent,
        }
    }

    /// Ends it with an ellipsis, shortened so that both fit into `wide`.
    pub(super) fn end_with_ellipsis(&mut self, size: f32, wide: f32) {
        let room = wide - text::width("…", size);
        let mut used = 0.0;
        let mut kept = 0;
        for (at, piece) in self.text.grapheme_indices(true) {
            used += self.width(at..at + piece.len(), size);
            if used > room {
                break;
            }
            kept = at + piece.len();
        }
        let kept = self.text[..kept].trim_end_matches(|it: char| it.is_whitespace() || ",;:.".contains(it)).len();
        self.truncate(kept);
        self.text.push('…');
    }
}

/// The looks within a range, counted from its start.
fn within(looks: &[(Range<usize>, Look)], range: Range<usize>) -> Vec<(Range<usize>, Look)> {
    let cut = |it: &(Range<usize>, Look)| {
        let (start, end) = (it.0.start.max(range.start), it.0.end.min(range.end));
        (start - range.start..end - range.start, it.1.clone())
    };
    overlapping(looks, &range).iter().map(cut).collect()
}

/// Those of the looks that have a byte in the range.
fn overlapping<'a>(looks: &'a [(Range<usize>, Look)], range: &Range<usize>) -> &'a [(Range<usize>, Look)] {
    if range.is_empty() {
        return &[];
    }
    let first = looks.partition_point(|it| it.0.end <= range.start);
    let rest = looks.get(first..).unwrap_or_default();
    &rest[..rest.partition_point(|it| it.0.start < range.end)]
}
