//! Where the selected link may lead instead: faint dotted lines, numbered in the order in which one key takes them.

use super::paint::Brush;
use crate::{
    layout::{Layout, Rect as MapRect},
    map::{EdgeId, Item, Point},
    picture::{self, Shape, Stroke, Text},
    ui::context::Context,
};

/// The radius of a number's disc, in px at zoom 1.
const DISC: f32 = 9.0;

/// Draws the other targets of the selected link.
pub fn paint(ctx: &Context<'_>, layout: &Layout, brush: &Brush<'_>) {
    if let Some(edge) = ctx.view.single().and_then(Item::edge) {
        brush.draw(shapes(ctx, layout, edge));
    }
}

fn shapes(ctx: &Context<'_>, layout: &Layout, edge: EdgeId) -> Vec<Shape> {
    let (Some(it), Some(review)) = (ctx.map.edge(edge), ctx.map.review(edge)) else { return Vec::new() };
    let Some(&start) = layout.places.get(&it.from) else { return Vec::new() };
    let sizes = &ctx.theme.sizes;
    let mut shapes = Vec::new();
    for (number, other) in (2_u8..).zip(&review.alternatives) {
        let step = f32::from(number - 1);
        let Some(&end) = layout.places.get(&other.to) else { continue };
        let colour = ctx.theme.colours.selection;
        let (a, b) = (border(start, end.centre()), border(end, start.centre()));
        let dash = Some((sizes.line, sizes.line * 3.0));
        let faint = colour.mixed(ctx.theme.colours.canvas, 0.35);
        shapes.push(Shape::line(vec![a, b], Stroke { width: sizes.line, colour: faint, dash }));
        // Near its start, which is in view; a step further for each, so that no number lies on another.
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let share = (DISC * 2.6 * step / dx.hypot(dy).max(1.0)).min(0.5);
        let at = Point { x: a.x + dx * share, y: a.y + dy * share };
        let ring = Stroke { width: sizes.thin, colour, dash: None };
        shapes.push(Shape::area(picture::circle(at, DISC), ctx.theme.colours.card, Some(ring)));
        let text = number.to_string();
        let half = picture::text::width(&text, sizes.small) / 2.0;
        let at = Point { x: at.x - half, y: at.y + sizes.small * 0.36 };
        shapes.push(Shape::Text(Text { at, text, size: sizes.small, colour }));
    }
    shapes
}

/// Where the way from the middle of a box to `towards` leaves the box.
fn border(from: MapRect, towards: Point) -> Point {
    let centre = from.centre();
    let (dx, dy) = (towards.x - centre.x, towards.y - centre.y);
    let (half_width, half_height) = ((from.max.x - from.min.x) / 2.0, (from.max.y - from.min.y) / 2.0);
    let share = (half_width / dx.abs().max(0.001)).min(half_height / dy.abs().max(0.001)).min(1.0);
    Point { x: centre.x + dx * share, y: centre.y + dy * share }
}
