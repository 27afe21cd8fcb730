//! Lines of words on a page.

use super::{
    flow::SIZE,
    page::{FIGURE_SIDE, Paper, SIDE},
    piece::Words,
    sheet::{Link, Sheet},
    tags::At,
    words::{self, Ink},
};
use crate::{
    map::Point,
    picture::{Look, Theme, direction, text},
};
use krilla::{
    geom::Rect,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag},
};

impl Sheet<'_, '_> {
    /// Lines of words of a piece at this height; if they are not `real`, they only repeat what stands elsewhere.
    pub fn words(&mut self, all: &[Words], y: f32, real: bool) {
        for words in all {
            self.line(words, y, words.at.filter(|_| real));
        }
    }

    fn line(&mut self, words: &Words, y: f32, part: Option<At>) {
        let mut line = words.line.clone();
        let wide = if words.aligned > 0.0 { self.wide(words) } else { 0.0 };
        if words.spaced && !line.rtl {
            line.text.push(' ');
            // A link that a line break cuts stays one.
            let end = line.text.len();
            if let Some(last) = line.looks.last_mut().filter(|it| it.0.end + 1 == end) {
                last.0.end = end;
            }
        }
        let mut at = Point { x: SIDE + words.x + (words.room - wide) * words.aligned, y: y + words.baseline };
        let plain = Look::default();
        let mut contents = Vec::new();
        if part.is_none() {
            self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        }
        for run in direction::runs(&line.text, line.rtl) {
            let mut parts = line.parts(run.range);
            if run.rtl {
                parts.reverse();
            }
            for (range, look) in parts {
                let look = look.unwrap_or(&plain);
                let Some(text) = line.text.get(range.clone()) else { continue };
                let id = part.map(|_| self.surface.start_tagged(ContentTag::Span(SpanTag::empty())));
                let ink = if look.link.is_some() { link_ink(words.ink) } else { words.ink };
                let width = words::set(&mut self.surface, self.fonts, text, (look, run.rtl), at, ink, None);
                if let Some(id) = id {
                    self.surface.end_tagged();
                    let size = words.ink.size;
                    let place = Rect::from_xywh(at.x, at.y - size, width.max(0.1), size * 1.3);
                    contents.push((range.start, id, look.link.clone(), place));
                }
                at.x += width;
            }
        }
        let Some(part) = part else {
            self.surface.end_tagged();
            return;
        };
        // Read aloud, words come in the order in which they were written.
        contents.sort_by_key(|it| it.0);
        for (_, id, link, place) in contents {
            let at = link.as_ref().map_or(part, |it| self.tags.link(part, it));
            self.tags.add(at, id);
            if let (Some(address), Some(place)) = (link, place) {
                self.links.push(Link { place, address, at });
            }
        }
    }

    /// How wide a line is, in pt.
    fn wide(&mut self, words: &Words) -> f32 {
        let line = &words.line;
        let parts = line.parts(0..line.text.len()).into_iter();
        let width = parts.map(|(range, look)| {
            let code = look.is_some_and(|it| it.code);
            let factor = if code { text::CODE } else { 1.0 };
            line.text.get(range).map_or(0.0, |it| self.fonts.width(it, code) * factor)
        });
        width.sum::<f32>() * words.ink.size
    }

    /// What stands below every page: the title, and its number.
    pub fn foot(&mut self, paper: Paper, wide: bool, title: &str, number: &str) {
        let (width, height) = paper.size(wide);
        let ink = Ink { size: SIZE * 0.78, colour: Theme::light().colours.weak, weight: 0.0 };
        let side = if wide { FIGURE_SIDE } else { SIDE };
        let y = height - 44.0;
        let look = Look::default();
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        let taken = self.fonts.width(number, false) * ink.size;
        let at = Point { x: width - side - taken, y };
        words::set(&mut self.surface, self.fonts, number, (&look, false), at, ink, None);
        let title = text::fit(title, ink.size, (width - 2.0 * side - taken).min(paper.text_width()) - 20.0);
        let mut at = Point { x: side, y };
        for run in direction::runs(&title, direction::is_rtl(&title)) {
            let words = title.get(run.range).unwrap_or_default();
            at.x += words::set(&mut self.surface, self.fonts, words, (&look, run.rtl), at, ink, None);
        }
        self.surface.end_tagged();
    }
}

fn link_ink(ink: Ink) -> Ink {
    Ink { colour: Theme::light().colours.selection, ..ink }
}
