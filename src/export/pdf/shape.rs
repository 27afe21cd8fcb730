//! From words to the glyphs of a font.

use super::fonts::{CODE, Face, Fonts, SIGNS};
use crate::picture::{direction, script};
use harfrust::{Direction, ShapeOptions, ShapePlan, UnicodeBuffer};
use krilla::text::{GlyphId, KrillaGlyph};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// More widths are not kept.
const MOST_WIDTHS: usize = 60_000;

/// Words in one font.
pub(super) struct Run {
    /// Which font.
    pub face: usize,
    /// Its glyphs from left to right; their bytes are those of the whole text.
    pub glyphs: Vec<KrillaGlyph>,
    /// In font sizes.
    pub width: f32,
}

impl Fonts {
    /// How wide words are, in font sizes.
    pub fn width(&mut self, text: &str, code: bool) -> f32 {
        let kept = usize::from(code);
        if let Some(&width) = self.widths[kept].get(text) {
            return width;
        }
        let width = self.shape(text, code, direction::has_rtl(text)).iter().map(|it| it.width).sum();
        if self.widths[kept].len() >= MOST_WIDTHS {
            self.widths[kept].clear();
        }
        self.widths[kept].insert(text.to_owned(), width);
        width
    }

    /// The glyphs of words in one direction, from left to right.
    pub fn shape(&mut self, text: &str, code: bool, rtl: bool) -> Vec<Run> {
        let mut runs = Vec::new();
        for (face, range) in self.by_face(text, code) {
            let run = match face {
                Some(face) => self.run(text, range, face, rtl),
                None => self.boxes(text, range, rtl),
            };
            runs.extend(run);
        }
        if rtl {
            runs.reverse();
        }
        runs
    }

    /// Parts of a text that one font has, or none.
    fn by_face(&mut self, text: &str, code: bool) -> Vec<(Option<usize>, Range<usize>)> {
        if text.is_ascii() {
            let face = self.choose(' ', code);
            return if text.is_empty() { Vec::new() } else { vec![(face, 0..text.len())] };
        }
        let mut parts: Vec<(Option<usize>, Range<usize>)> = Vec::new();
        for (at, cluster) in text.grapheme_indices(true) {
            let range = at..at + cluster.len();
            let leads = |it: &char| !script::is_mark(*it);
            let same = parts.last().map(|it| it.0);
            let face = match (cluster.chars().find(leads), same) {
                // A space, or a mark alone, is no reason to take another font; but those of signs are wide.
                (None | Some(' '), Some(face @ Some(at))) if at != SIGNS => face,
                (lead, _) => self.choose(lead.unwrap_or(' '), code),
            };
            match parts.last_mut().filter(|it| it.0 == face) {
                Some(last) => last.1.end = range.end,
                None => parts.push((face, range)),
            }
        }
        parts
    }

    fn run(&mut self, text: &str, range: Range<usize>, at: usize, rtl: bool) -> Option<Run> {
        let words = text.get(range.clone())?;
        let face = self.face(at);
        let (bytes, nth) = face.source();
        let font = Face::read(&bytes, nth)?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(words);
        buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        let shaper = face.shaping.shaper(&font).build();
        let (direction, script) = (buffer.direction(), buffer.script());
        let plan = face.plans.iter().position(|it| it.direction() == direction && it.script() == Some(script));
        let plan = plan.unwrap_or_else(|| {
            face.plans.push(ShapePlan::new(&shaper, direction, Some(script), None, &[]));
            face.plans.len() - 1
        });
        let set = shaper.shape(buffer, ShapeOptions::new().plan(face.plans.get(plan)));
        #[expect(clippy::cast_precision_loss, reason = "units of a font")]
        let scale = |it: i32| it as f32 / shaper.units_per_em().max(1) as f32;
        let mut starts: Vec<usize> = set.glyph_infos().iter().map(|it| it.cluster as usize).collect();
        starts.sort_unstable();
        let (mut width, mut lacks) = (0.0, false);
        let glyphs = set.glyph_infos().iter().zip(set.glyph_positions()).map(|(info, position)| {
            let start = info.cluster as usize;
            let end = starts.get(starts.partition_point(|it| *it <= start)).map_or(words.len(), |it| *it);
            lacks |= info.glyph_id == 0;
            // The glyph for what is missing may not stand in a document that says it can be read aloud.
            let id = if info.glyph_id == 0 { face.missing.unwrap_or(0) } else { info.glyph_id };
            let advance = scale(position.x_advance);
            width += advance;
            KrillaGlyph::new(
                GlyphId::new(id),
                advance,
                scale(position.x_offset),
                scale(position.y_offset),
                0.0,
                range.start + start..range.start + end,
                None,
            )
        });
        let glyphs = glyphs.collect();
        if lacks {
            let lacking: Vec<char> = words.chars().filter(|it| self.choose(*it, false).is_none()).collect();
            self.missing.extend(lacking);
        }
        Some(Run { face: at, glyphs, width })
    }

    /// Boxes for what no font has: they stand for its characters when the text is copied or read aloud.
    fn boxes(&mut self, text: &str, range: Range<usize>, rtl: bool) -> Option<Run> {
        let words = text.get(range.clone())?;
        let clusters: Vec<(usize, &str)> = words.grapheme_indices(true).collect();
        self.missing.extend(words.chars().filter(|it| !script::is_mark(*it)));
        let glyph = GlyphId::new(self.face(CODE).missing?);
        let advance = self.width("\u{25a1}", true);
        let mut glyphs: Vec<KrillaGlyph> = clusters
            .iter()
            .map(|(at, it)| {
                let start = range.start + at;
                KrillaGlyph::new(glyph, advance, 0.0, 0.0, 0.0, start..start + it.len(), None)
            })
            .collect();
        if rtl {
            glyphs.reverse();
        }
        #[expect(clippy::cast_precision_loss, reason = "a line has few")]
        let width = advance * glyphs.len() as f32;
        Some(Run { face: CODE, glyphs, width })
    }
}
