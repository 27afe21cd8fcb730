//! Words with their looks, as they are shown: a paragraph, or a line of one.

use super::{direction, text};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// A paragraph, or a line of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The words, without line breaks and control characters.
    pub text: String,
    /// Whether the paragraph is written from right to left.
    pub rtl: bool,
}

impl Passage {
    /// Plain words. Of control characters, line breaks become spaces and the rest is left out.
    pub fn plain(words: &str) -> Self {
        let blank = |it: char| it.is_control() && it.is_whitespace();
        let shown = words.chars().map(|it| if blank(it) { ' ' } else { it }).filter(|it| !it.is_control());
        let text: String = shown.collect();
        Self { rtl: direction::is_rtl(&text), text }
    }

    /// Plain words with line breaks.
    pub fn lines(words: &str) -> Vec<Self> {
        words.split('\n').map(Self::plain).collect()
    }

    /// How wide it is at this font size.
    pub fn wide(&self, size: f32) -> f32 {
        self.width(0..self.text.len(), size)
    }

    /// How wide a part of it is at this font size.
    pub fn width(&self, part: Range<usize>, size: f32) -> f32 {
        self.text.get(part).map_or(0.0, |it| text::width(it, size))
    }

    /// A part of it, without white space around it.
    pub fn part(&self, part: Range<usize>) -> Self {
        let words = self.text.get(part.clone()).unwrap_or_default();
        let start = part.start + words.len() - words.trim_start().len();
        let part = start..start + words.trim().len();
        Self { text: self.text[part].to_owned(), rtl: self.rtl }
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
        self.text.truncate(kept);
        self.text.push('…');
    }
}
