//! The thread cut into blocks short enough to lay out one by one, so that only what is on screen is.

use super::{super::context::Context, words};
use crate::{
    map::{CommentId, SourceId, Span},
    source::Doubt,
};
use egui::Ui;
use std::ops::Range;

/// What a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The title of a source.
    Title,
    /// Who wrote a comment, when, and to whom.
    Head,
    /// Words of a comment.
    Words,
    /// What was set aside.
    Chrome,
    /// A doubtful place: whether a comment was taken to start there.
    Seam(bool),
}

/// A paragraph of a source, or the line above a comment.
#[derive(Clone, Debug)]
pub struct Block {
    /// Which text.
    pub source: SourceId,
    /// The comment it belongs to.
    pub comment: Option<CommentId>,
    /// What it holds.
    pub part: Part,
    /// Its bytes; empty for a title and a head, which are made from records.
    pub range: Range<u32>,
    /// How deep the comment is in its thread of replies, as drawn.
    depth: u8,
}

impl Block {
    /// How far it is moved to the right, in points.
    pub fn indent(&self) -> f32 {
        4.0 + f32::from(self.depth) * 10.0
    }

    /// The space above its words, in points.
    pub fn space_above(&self) -> f32 {
        match self.part {
            Part::Title => 8.0,
            Part::Head => 18.0,
            Part::Words | Part::Chrome | Part::Seam(_) => 2.0,
        }
    }

    /// The space below its words, in points.
    pub fn space_below(&self) -> f32 {
        if self.part == Part::Head { 3.0 } else { 4.0 }
    }

    /// A guess at its height before it has been laid out.
    fn likely_height(&self, width: f32) -> f32 {
        let lines = (f64::from(self.range.end - self.range.start) * 6.4 / f64::from(width.max(40.0))).ceil().max(1.0);
        #[expect(clippy::cast_possible_truncation, reason = "an estimate")]
        let text = (lines * 18.0) as f32;
        text + self.space_above() + self.space_below()
    }
}

/// Longer paragraphs are cut here, in bytes: a text of one line must not be laid out whole.
const LONGEST: usize = 4000;

/// Replies are moved to the right no further than this many steps.
const DEEPEST: u8 = 6;

/// All blocks of a map's sources, with their heights.
#[derive(Debug, Default)]
pub struct Blocks {
    made_of: Option<((u64, usize), Option<SourceId>, bool)>,
    width: f32,
    all: Vec<Block>,
    heights: Vec<f32>,
    /// The top of each block, and one more for the end. Brought up to date by `update`.
    tops: Vec<f32>,
    dirty: bool,
}

impl Blocks {
    /// Brings the blocks in step with the map and the width of the panel.
    pub fn update(&mut self, ctx: &Context<'_>, width: f32) {
        let map = ctx.map;
        let of = (ctx.seams.stamp(), map.sources().next().map(|it| it.0), ctx.view.chrome);
        if self.made_of != Some(of) {
            self.made_of = Some(of);
            self.all = cut(ctx);
            self.width = f32::NAN;
        }
        #[expect(clippy::float_cmp, reason = "the same panel gives the same width")]
        if self.width != width {
            self.width = width;
            self.heights = self.all.iter().map(|it| it.likely_height(width)).collect();
            self.dirty = true;
        }
        if self.dirty {
            self.dirty = false;
            self.tops.clear();
            let mut top = 0.0;
            for height in &self.heights {
                self.tops.push(top);
                top += height;
            }
            self.tops.push(top);
        }
    }

    /// The height of everything, in points.
    pub fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// The first block that reaches below `y`.
    pub fn first_at(&self, y: f32) -> usize {
        self.tops.partition_point(|&top| top <= y).saturating_sub(1)
    }

    /// A block and its top.
    pub fn get(&self, at: usize) -> Option<(&Block, f32)> {
        Some((self.all.get(at)?, *self.tops.get(at)?))
    }

    /// The first block of words from block number `at` on, and its top.
    pub fn words_from(&self, at: usize) -> Option<(&Block, f32)> {
        let more = self.all.get(at..)?.iter().position(|it| it.part == Part::Words)?;
        self.get(at + more)
    }

    /// The top of the block of words that starts with this byte, in points.
    pub fn top_of(&self, source: SourceId, byte: u32) -> Option<f32> {
        let at =
            self.all.iter().position(|it| it.part == Part::Words && it.source == source && it.range.start == byte)?;
        self.tops.get(at).copied()
    }

    /// Says how high a block turned out to be.
    pub fn measured(&mut self, at: usize, height: f32) {
        if let Some(known) = self.heights.get_mut(at)
            && (*known - height).abs() > 0.1
        {
            *known = height;
            self.dirty = true;
        }
    }

    /// Where the first of these words stands, in points from the top.
    pub fn find(&self, ctx: &Context<'_>, ui: &Ui, span: Span) -> Option<f32> {
        let holds = |it: &Block| it.part == Part::Words && it.source == span.source && it.range.contains(&span.start);
        let at = self.all.iter().position(holds)?;
        let block = &self.all[at];
        let laid = words::lay_out(ctx, ui, block, self.width);
        let row = laid.prose.place_of(laid.character(span.start)).min.y;
        Some(self.tops[at] + block.space_above() + row)
    }
}

fn cut(ctx: &Context<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (source, text) in ctx.map.sources() {
        blocks.push(Block { source, comment: None, part: Part::Title, range: 0..0, depth: 0 });
        let comments = ctx.index.comments_in.get(&source).map_or(&[][..], Vec::as_slice);
        let mut chrome = text.chrome.iter().peekable();
        let mut depths = std::collections::BTreeMap::new();
        for &id in comments {
            let Some(comment) = ctx.map.comment(id) else { continue };
            while let Some(range) = chrome.next_if(|it| it.start < comment.span.start) {
                if ctx.view.chrome {
                    paragraphs(&text.text, range.clone(), Part::Chrome, (source, None, 0), &mut blocks);
                }
            }
            let depth = comment.parent.and_then(|it| depths.get(&it)).map_or(0, |it: &u8| (it + 1).min(DEEPEST));
            depths.insert(id, depth);
            let range = comment.span.start..comment.span.end;
            let doubts = ctx.seams.in_source(source).iter().filter(|it| span_holds(&range, it.at));
            let seam = |it: &Doubt| {
                let at = u32::try_from(it.at).unwrap_or(u32::MAX);
                Block { source, comment: Some(id), part: Part::Seam(it.starts), range: at..at, depth }
            };
            let (starts, within): (Vec<&Doubt>, Vec<&Doubt>) = doubts.partition(|it| it.starts);
            blocks.extend(starts.into_iter().map(seam));
            blocks.push(Block { source, comment: Some(id), part: Part::Head, range: 0..0, depth });
            let mut start = range.start;
            for doubt in within.into_iter().map(seam) {
                let stop = doubt.range.start;
                paragraphs(&text.text, start..stop, Part::Words, (source, Some(id), depth), &mut blocks);
                blocks.push(doubt);
                start = stop;
            }
            paragraphs(&text.text, start..range.end, Part::Words, (source, Some(id), depth), &mut blocks);
        }
        for range in chrome.filter(|_| ctx.view.chrome) {
            paragraphs(&text.text, range.clone(), Part::Chrome, (source, None, 0), &mut blocks);
        }
    }
    blocks
}

/// Whether a byte of a source stands in a range.
fn span_holds(range: &Range<u32>, at: usize) -> bool {
    (range.start as usize..range.end as usize).contains(&at)
}

fn paragraphs(
    text: &str,
    range: Range<u32>,
    part: Part,
    (source, comment, depth): (SourceId, Option<CommentId>, u8),
    blocks: &mut Vec<Block>,
) {
    let mut start = range.start as usize;
    let end = range.end as usize;
    while start < end {
        let line = text[start..end].find('\n').map_or(end, |it| start + it + 1);
        let stop = if line - start <= LONGEST { line } else { break_before(text, start + LONGEST, start) };
        let words = text[start..stop].trim_end_matches(['\r', '\n']);
        if !words.trim().is_empty() {
            #[expect(clippy::cast_possible_truncation, reason = "the range came from u32")]
            let range = start as u32..(start + words.len()) as u32;
            blocks.push(Block { source, comment, part, range, depth });
        }
        start = stop;
    }
}

/// The last place at or before `at` where the text may be cut: behind a space, else at a character's border.
fn break_before(text: &str, at: usize, start: usize) -> usize {
    let border = (start + 1..=at).rev().find(|&it| text.is_char_boundary(it)).unwrap_or(text.len());
    text[start..border].rfind(' ').map_or(border, |it| start + it + 1)
}
