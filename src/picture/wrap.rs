//! Where lines break.

use super::{passage::Passage, text::is_wide};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// Lines no wider than `width`, at most `lines` of them; the last ends with an ellipsis if words are left out.
/// Lines break at spaces, after hyphens and slashes, and between CJK characters; longer words break anywhere.
pub fn wrap(passages: &[Passage], size: f32, width: f32, lines: usize) -> Vec<Passage> {
    let mut wrapped = Wrapped { size, all: width, width, most: lines.max(1), lines: Vec::new(), line: 0..0, used: 0.0 };
    let mut fits = true;
    for passage in passages {
        fits &= wrapped.passage(passage);
    }
    if !fits && let Some(last) = wrapped.lines.last_mut() {
        last.end_with_ellipsis(size, width - last.moved_in(size));
    }
    wrapped.lines
}

struct Wrapped {
    size: f32,
    /// How wide a line may be, and one of the passage at hand.
    all: f32,
    width: f32,
    most: usize,
    lines: Vec<Passage>,
    /// The bytes of the passage that stand on the line being filled.
    line: Range<usize>,
    /// How wide they are.
    used: f32,
}

impl Wrapped {
    /// Whether there was room for all of it.
    fn passage(&mut self, it: &Passage) -> bool {
        self.line = 0..0;
        self.width = self.all - it.moved_in(self.size);
        let blank = it.text.trim().is_empty();
        let fits = blank || (self.lines.len() < self.most && chunks(&it.text).all(|chunk| self.add(it, chunk)));
        self.end_line(it);
        fits
    }

    fn add(&mut self, passage: &Passage, chunk: Range<usize>) -> bool {
        let text = &passage.text[chunk.clone()];
        let bare = passage.width(chunk.start..chunk.start + text.trim_end().len(), self.size);
        if self.used + bare > self.width && !self.line.is_empty() && !self.end_line(passage) {
            return false;
        }
        if bare <= self.width {
            self.line.end = chunk.end;
            self.used += passage.width(chunk, self.size);
            return true;
        }
        for (at, piece) in text.grapheme_indices(true) {
            let piece = chunk.start + at..chunk.start + at + piece.len();
            let wide = passage.width(piece.clone(), self.size);
            if self.used + wide > self.width && !self.line.is_empty() && !self.end_line(passage) {
                return false;
            }
            self.line.end = piece.end;
            self.used += wide;
        }
        true
    }

    /// Ends the line; false if that was the last one there is room for.
    fn end_line(&mut self, passage: &Passage) -> bool {
        let line = passage.part(self.line.clone());
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
