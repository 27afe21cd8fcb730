//! Where lines break.

use super::{passage::Passage, text::is_wide};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// Lines no wider than `width`, at most `lines` of them; the last ends with an ellipsis if words are left out.
/// Lines break at spaces, after hyphens and slashes, and between CJK characters; longer words break anywhere.
pub fn wrap(passages: &[Passage], size: f32, width: f32, lines: usize) -> Vec<Passage> {
    let mut wrapped = Vec::new();
    let mut fits = true;
    for passage in passages {
        let width = width - passage.moved_in(size);
        fits &= break_up(&mut wrapped, passage, width, lines.max(1), &mut |part| passage.width(part, size));
    }
    if !fits && let Some(last) = wrapped.last_mut() {
        last.end_with_ellipsis(size, width - last.moved_in(size));
    }
    wrapped
}

/// Adds the lines of a passage, as long as there are fewer than `most`; whether all of it has room. `measure` says how
/// wide a part of the passage is, given its bytes.
pub(crate) fn break_up(
    lines: &mut Vec<Passage>,
    passage: &Passage,
    width: f32,
    most: usize,
    measure: &mut dyn FnMut(Range<usize>) -> f32,
) -> bool {
    let mut wrapped = Wrapped { passage, width, most, measure, lines, line: 0..0, used: 0.0 };
    let blank = passage.text.trim().is_empty();
    let fits = blank || (wrapped.lines.len() < most && chunks(&passage.text).all(|chunk| wrapped.add(chunk)));
    wrapped.end_line();
    fits
}

struct Wrapped<'a> {
    passage: &'a Passage,
    /// How wide a line may be.
    width: f32,
    most: usize,
    measure: &'a mut dyn FnMut(Range<usize>) -> f32,
    lines: &'a mut Vec<Passage>,
    /// The bytes of the passage that stand on the line being filled.
    line: Range<usize>,
    /// How wide they are.
    used: f32,
}

impl Wrapped<'_> {
    /// Whether there was room for it.
    fn add(&mut self, chunk: Range<usize>) -> bool {
        let text = &self.passage.text[chunk.clone()];
        let bare = (self.measure)(chunk.start..chunk.start + text.trim_end().len());
        if self.used + bare > self.width && !self.line.is_empty() && !self.end_line() {
            return false;
        }
        if bare <= self.width {
            self.line.end = chunk.end;
            self.used += (self.measure)(chunk);
            return true;
        }
        for (at, piece) in text.grapheme_indices(true) {
            let piece = chunk.start + at..chunk.start + at + piece.len();
            let wide = (self.measure)(piece.clone());
            if self.used + wide > self.width && !self.line.is_empty() && !self.end_line() {
                return false;
            }
            self.line.end = piece.end;
            self.used += wide;
        }
        true
    }

    /// Ends the line; false if that was the last one there is room for.
    fn end_line(&mut self) -> bool {
        let line = self.passage.part(self.line.clone());
        self.line.start = self.line.end;
        self.used = 0.0;
        if !line.text.is_empty() {
            self.lines.push(line);
        }
        self.lines.len() < self.most
    }
}

/// Pieces after each of which a line may end; spaces stay with the piece before them.
fn chunks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut before: Option<char> = None;
    let mut at = text.char_indices();
    std::iter::from_fn(move || {
        for (place, it) in at.by_ref() {
            let last = before.replace(it);
            if last.is_some_and(|last| may_break(last, it)) {
                let chunk = start..place;
                start = place;
                return Some(chunk);
            }
        }
        let rest = start..text.len();
        start = text.len();
        (!rest.is_empty()).then_some(rest)
    })
}

/// After UAX #14, much simplified: after spaces, after hyphens and slashes in a word, around wide characters.
fn may_break(before: char, after: char) -> bool {
    let space = |it: char| it.is_whitespace() && it != '\u{a0}' && it != '\u{202f}';
    if space(after) {
        return false;
    }
    space(before)
        || (matches!(before, '-' | '/' | '–' | '—' | '\u{ad}' | '\u{200b}') && after.is_alphanumeric())
        || ((is_wide(before) || is_wide(after)) && !CLOSING.contains(after) && !OPENING.contains(before))
}

/// Not at the start of a line.
const CLOSING: &str = "、。，．！？：；）」』】〉》”’…,.!?:;)]}\u{200d}\u{fe0f}";
/// Not at the end of a line.
const OPENING: &str = "（「『【〈《“‘([{\u{200d}";
