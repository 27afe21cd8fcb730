//! Packing finished parts into a page of a screen's shape.

use super::{Size, geometry::count};
use crate::map::Point;

/// Wider than high, as the space between two panels of a window is.
const WISH: f32 = 1.4;

/// With more boxes than this fewer widths are tried: then they matter less, and each takes long.
const MANY: usize = 500;

/// The top left corner of each box, in a page about 1.4 times as wide as high.
///
/// Boxes come in the order given, each as high up as it can, and there as far left, on a skyline of what is placed
/// (Chazelle 1983, "The bottom-left bin-packing heuristic", without the holes below the skyline).
pub(super) fn page(sizes: &[Size], gap: f32) -> (Vec<Point>, Size) {
    let area: f32 = sizes.iter().map(|it| (it.width + gap) * (it.height + gap)).sum();
    let widest = sizes.iter().map(|it| it.width).fold(0.0, f32::max);
    let root = (area * WISH).sqrt();
    (0..16)
        .step_by(if sizes.len() > MANY { 4 } else { 1 })
        .map(|step| (root * (0.8 + 0.06 * count(step))).max(widest))
        .map(|width| {
            let (places, size) = strip(sizes, gap, width);
            let shape = size.width / size.height.max(1.0);
            let off = (shape / WISH).max(WISH / shape.max(0.001));
            (size.width * size.height * off, places, size)
        })
        .reduce(|best, it| if it.0 < best.0 { it } else { best })
        .map_or_else(Default::default, |it| (it.1, it.2))
}

fn strip(sizes: &[Size], gap: f32, width: f32) -> (Vec<Point>, Size) {
    // Steps from left to right: where each starts and how far down it is taken.
    let mut skyline = vec![Point { x: 0.0, y: 0.0 }];
    let mut page = Size::default();
    let mut places = Vec::with_capacity(sizes.len());
    for size in sizes {
        let mut best: Option<Point> = None;
        for (step, at) in skyline.iter().enumerate() {
            let right = at.x + size.width;
            if step > 0 && right > width + 0.5 {
                break;
            }
            let y = skyline[step..].iter().take_while(|it| it.x < right + gap).map(|it| it.y).fold(0.0, f32::max);
            if best.is_none_or(|it| y < it.y - 0.5) {
                best = Some(Point { x: at.x, y });
            }
        }
        let at = best.unwrap_or(Point { x: 0.0, y: page.height + gap });
        raise(&mut skyline, at.x, at.x + size.width + gap, at.y + size.height + gap);
        page.width = page.width.max(at.x + size.width);
        page.height = page.height.max(at.y + size.height);
        places.push(at);
    }
    (places, page)
}

fn raise(skyline: &mut Vec<Point>, left: f32, right: f32, y: f32) {
    let after = skyline.iter().rev().find(|it| it.x <= right).map_or(0.0, |it| it.y);
    let mut next: Vec<Point> = skyline.iter().copied().filter(|it| it.x < left).collect();
    next.push(Point { x: left, y });
    next.push(Point { x: right, y: after });
    next.extend(skyline.iter().copied().filter(|it| it.x > right));
    *skyline = next;
}
