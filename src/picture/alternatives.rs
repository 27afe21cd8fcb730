//! Where a link may lead instead, as shapes.

use super::{Passage, Shape, Stroke, Text, Theme, shape::circle, text};
use crate::{
    layout::{Layout, Rect},
    map::{EdgeId, Map, NodeId, Point},
};

/// The radius of a number's disc.
const DISC: f32 = 9.0;

/// Where link `id` may lead instead: faint dotted lines to its other targets, numbered from 2 on in the order in which
/// they would be taken. What is not `shown` is left out, and keeps its number.
pub fn alternatives(
    map: &Map,
    id: EdgeId,
    layout: &Layout,
    theme: &Theme,
    shown: impl Fn(NodeId) -> bool,
) -> Vec<Shape> {
    let (Some(edge), Some(review)) = (map.edge(id), map.review(id)) else { return Vec::new() };
    let Some(&start) = layout.places.get(&edge.from) else { return Vec::new() };
    let (sizes, colour) = (&theme.sizes, theme.colours.selection);
    let mut shapes = Vec::new();
    for (number, other) in (2_u8..).zip(&review.alternatives).filter(|it| shown(it.1.to)) {
        let Some(&end) = layout.places.get(&other.to) else { continue };
        let (a, b) = (border(start, end.centre()), border(end, start.centre()));
        let faint = colour.mixed(theme.colours.canvas, 0.35);
        let dash = Some((sizes.line, sizes.line * 3.0));
        shapes.push(Shape::line(vec![a, b], Stroke { width: sizes.line, colour: faint, dash }));
        // Near its start, which is in view; a step further for each, so that no number lies on another.
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        let share = (DISC * 2.6 * f32::from(number - 1) / length).min(0.5);
        let at = Point { x: a.x + dx * share, y: a.y + dy * share };
        let ring = Stroke { width: sizes.thin, colour, dash: None };
        shapes.push(Shape::area(circle(at, DISC), theme.colours.card, Some(ring)));
        let words = number.to_string();
        let half = text::width(&words, sizes.small) / 2.0;
        let at = Point { x: at.x - half, y: at.y + sizes.small * 0.36 };
        shapes.push(Shape::Text(Text { at, words: Passage::plain(&words), size: sizes.small, colour }));
    }
    shapes
}

/// Where the way from the middle of a box to `towards` leaves the box.
fn border(from: Rect, towards: Point) -> Point {
    let centre = from.centre();
    let (dx, dy) = (towards.x - centre.x, towards.y - centre.y);
    let (half_width, half_height) = ((from.max.x - from.min.x) / 2.0, (from.max.y - from.min.y) / 2.0);
    let share = (half_width / dx.abs().max(0.001)).min(half_height / dy.abs().max(0.001)).min(1.0);
    Point { x: centre.x + dx * share, y: centre.y + dy * share }
}
