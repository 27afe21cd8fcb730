//! Outlines around the words of the thread that were looked for.

use super::{Block, Context, Part, words::Laid};
use crate::map::Span;
use egui::{Pos2, Stroke, StrokeKind, Ui};

/// Outlines the hits in a block that was `laid` out at `origin`; thicker the one that one is at.
pub fn outline(ctx: &Context<'_>, ui: &Ui, block: &Block, laid: &Laid, origin: Pos2) {
    if ctx.find.query.is_none() || block.part != Part::Words {
        return;
    }
    let part = Span { source: block.source, start: block.range.start, end: block.range.end };
    let here = ctx.find.here().and_then(|it| it.words);
    let colour = super::super::theme::colour(ctx.theme.colours.warn);
    for hit in ctx.find.found.within(part) {
        let (from, to) = (laid.character(hit.start.max(part.start)), laid.character(hit.end.min(part.end)));
        let width = if here == Some(hit) { 2.5 } else { 1.0 };
        for around in laid.prose.rects(from..to) {
            let around = around.translate(origin.to_vec2()).expand(1.0);
            ui.painter().rect_stroke(around, 2.0, Stroke::new(width, colour), StrokeKind::Middle);
        }
    }
}
