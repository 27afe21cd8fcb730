//! A line of words cut into parts of one look and one direction: how files show them, whatever fonts who reads them has.

use crate::{
    map::Point,
    picture::{Look, Text, direction, text},
};

/// How much heavier strong words are, in font sizes: the bundled font has one weight.
pub(super) const STRONG: f32 = 0.04;
/// The tangent of the angle by which emphasis is slanted, 12 degrees: the bundled font has one style.
pub(super) const SLANT: f32 = 0.2126;
/// How wide a line under or through words is, in font sizes.
pub(super) const RULE: f32 = 0.045;

/// The lines that a look draws with its words: how far each lies below the baseline, in font sizes.
pub(super) fn rules(look: &Look) -> impl Iterator<Item = f32> {
    [(look.link.is_some(), 0.14), (look.struck, -0.27)].into_iter().filter(|it| it.0).map(|it| it.1)
}

/// Words of one look and direction, without white space around them.
pub(super) struct Words<'a> {
    pub text: &'a str,
    /// The left end of their baseline.
    pub at: Point,
    pub look: Look,
    /// Whether they are written from right to left.
    pub rtl: bool,
    /// Font size.
    pub size: f32,
    /// How wide they are made.
    pub width: f32,
}

impl Words<'_> {
    /// How far a letter moves on, in px.
    pub fn advance(&self, it: char) -> f32 {
        let mut bytes = [0; 4];
        let letter = it.encode_utf8(&mut bytes);
        // Code is made smaller there, and `size` is so already.
        if self.look.code {
            text::width_of_code(letter, self.size / text::CODE)
        } else {
            text::width(letter, self.size)
        }
    }
}

/// The parts of a line, from left to right.
pub(super) fn words(line: &Text) -> Vec<Words<'_>> {
    let mut all = Vec::new();
    let mut x = line.at.x;
    for run in direction::runs(&line.words.text, line.words.rtl) {
        let mut parts = line.words.parts(run.range);
        if run.rtl {
            parts.reverse();
        }
        for (range, look) in parts {
            let text = &line.words.text[range.clone()];
            let start = range.start + text.len() - text.trim_start().len();
            let bare = start..start + text.trim().len();
            // White space at the ends of an element is not kept.
            let lead = if run.rtl { bare.end..range.end } else { range.start..bare.start };
            if !bare.is_empty() {
                let at = Point { x: x + line.words.width(lead, line.size), y: line.at.y };
                let look = look.cloned().unwrap_or_default();
                let size = if look.code { line.size * text::CODE } else { line.size };
                let width = line.words.width(bare.clone(), line.size);
                let text = &line.words.text[bare.clone()];
                all.push(Words { text, at, look, rtl: run.rtl, size, width });
            }
            x += line.words.width(range, line.size);
        }
    }
    all
}
