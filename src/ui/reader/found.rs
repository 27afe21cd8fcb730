//! Outlines around the words of the thread that were looked for.

use super::{Block, Context, Part, words};
use crate::map::Span;
use egui::{Galley, Pos2, Rect, Stroke, StrokeKind, Ui, pos2};

/// Outlines the hits in a block that was laid out as `galley` at `origin`; thicker the one that one is at.
pub fn outline(ctx: &Context<'_>, ui: &Ui, block: &Block, galley: &Galley, origin: Pos2) {
    if ctx.find.query.is_none() || block.part != Part::Words {
        return;
    }
    let part = Span { source: block.source, start: block.range.start, end: block.range.end };
    let here = ctx.find.here().and_then(|it| it.words);
    let colour = super::super::theme::colour(ctx.theme.colours.warn);
    for hit in ctx.find.found.within(part) {
        let at = |byte: u32| words::cursor_at(ctx, block, byte.clamp(part.start, part.end));
        let (Some(from), Some(to)) = (at(hit.start), at(hit.end)) else { continue };
        let (from, to) = (galley.pos_from_cursor(from), galley.pos_from_cursor(to));
        let width = if here == Some(hit) { 2.5 } else { 1.0 };
        for row in &galley.rows {
            let row = row.rect();
            if row.max.y <= from.min.y + 1.0 || row.min.y >= to.max.y - 1.0 {
                continue;
            }
            let left =
                if row.min.y >= from.min.y - 1.0 && from.max.y >= row.max.y - 1.0 { from.min.x } else { row.min.x };
            let right = if to.max.y <= row.max.y + 1.0 && to.min.y >= row.min.y - 1.0 { to.min.x } else { row.max.x };
            let around = Rect::from_min_max(pos2(left, row.min.y), pos2(right.max(left + 1.0), row.max.y));
            let around = around.translate(origin.to_vec2()).expand(1.0);
            ui.painter().rect_stroke(around, 2.0, Stroke::new(width, colour), StrokeKind::Middle);
        }
    }
}
