//! What stands on pages.

use super::{tags::At, words::Ink};
use crate::picture::{Colour, Passage};
use std::ops::Range;

/// Something that stands on one page.
pub(super) struct Piece {
    /// Room above it, but at the top of a page, in pt.
    pub above: f32,
    pub height: f32,
    /// Whether the next piece has to be on the same page.
    pub keeps: bool,
    pub words: Vec<Words>,
    pub quotes: Vec<(At, f32)>,
    pub extra: Extra,
}

/// What there is besides words.
pub(super) enum Extra {
    None,
    /// A line across, so far below the top: where from and where to.
    Rule(f32, Range<f32>, Colour),
    /// A figure by its name, with its size in pt; on a page of its own or not; what it is a part of.
    Figure {
        name: String,
        width: f32,
        height: f32,
        alone: bool,
        at: At,
    },
    /// A row of a table with the number of the piece that is the table's head.
    Row {
        line: f32,
        from: Range<f32>,
        colour: Colour,
        head: Option<usize>,
    },
}

/// A line of words.
pub(super) struct Words {
    pub line: Passage,
    /// From the left edge of the text, and from the top of the piece to the baseline, in pt.
    pub x: f32,
    pub baseline: f32,
    /// The room it has, and how much of that is left of it, from 0 to 1.
    pub room: f32,
    pub aligned: f32,
    pub ink: Ink,
    /// Whether a space follows before the next line.
    pub spaced: bool,
    /// What it is a part of; nothing if it is there to be looked at only.
    pub at: Option<At>,
}

/// A heading, for the list of contents: its level, words and piece.
pub(super) struct Entry {
    pub level: u16,
    pub words: String,
    /// Its first piece, and the one after its last.
    pub piece: usize,
    pub ends: usize,
}
