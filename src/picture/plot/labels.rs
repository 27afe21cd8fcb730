//! Names beside points.

use super::{data::Data, fitted, line, space::Space, traces::RADIUS};
use crate::{
    evidence::Trace,
    layout::{Rect, Size},
    map::Point,
    picture::{Passage, Shape, Theme, text},
};

/// From the middle of a point to its name.
const AWAY: f32 = RADIUS + 5.0;

/// Names that found room, and the numbers of series whose names did not.
pub struct Beside {
    pub shapes: Vec<Shape>,
    pub left_out: Vec<usize>,
}

/// Puts the names of these series beside their points, where they cover no point, no line and no other name.
pub fn beside(data: &Data, told: &[usize], space: &Space, theme: &Theme) -> Beside {
    let size = theme.sizes.small;
    let points = data.series.iter().filter(|it| it.trace == Trace::Points).flat_map(|it| &it.points);
    let square = Size { width: 2.0 * RADIUS + 2.0, height: 2.0 * RADIUS + 2.0 };
    let mut taken: Vec<Rect> = points.map(|it| Rect::around(space.at(*it), square)).collect();
    let lines = data.series.iter().filter(|it| matches!(it.trace, Trace::Line | Trace::Way) && it.points.len() < 100);
    let lines: Vec<Vec<Point>> = lines.map(|it| it.points.iter().map(|at| space.at(*at)).collect()).collect();
    let (mut shapes, mut left_out) = (Vec::new(), Vec::new());
    for &nth in told {
        let it = &data.series[nth];
        let words = fitted(&it.words, size, space.area.width().max(160.0) * 0.4);
        let at = space.at(it.points[0]);
        let (wide, high) = (words.wide(size), size * 1.17);
        if words.text != Passage::plain(text::head(&it.words)).text {
            // Cut names are better told whole.
            left_out.push(nth);
            continue;
        }
        let free = |place: &Rect| {
            space.area.contains(place.min)
                && space.area.contains(place.max)
                && !taken.iter().any(|it| it.overlaps(*place))
        };
        let clear = |place: &Rect| free(place) && !lines.iter().any(|line| crosses(line, *place));
        let Some(place) = places(at, wide, high).into_iter().find(clear) else {
            left_out.push(nth);
            continue;
        };
        taken.push(place);
        let left = Point { x: place.min.x, y: place.min.y + text::ASCENT * size };
        shapes.push(line(left, words, size, theme.colours.text));
    }
    Beside { shapes, left_out }
}

/// Where a name may stand, the best first.
fn places(at: Point, wide: f32, high: f32) -> Vec<Rect> {
    let near = AWAY * 0.6;
    let tops = [
        (AWAY, -high / 2.0),
        (-AWAY - wide, -high / 2.0),
        (-wide / 2.0, -AWAY - high),
        (-wide / 2.0, AWAY),
        (near, -near - high),
        (near, near),
        (-near - wide, -near - high),
        (-near - wide, near),
    ];
    let size = Size { width: wide, height: high };
    tops.map(|(x, y)| Rect::at(Point { x: at.x + x, y: at.y + y }, size)).to_vec()
}

/// Whether a line goes through a rectangle: looked at every few px.
fn crosses(line: &[Point], place: Rect) -> bool {
    line.windows(2).any(|pair| {
        let (dx, dy) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length in px")]
        let steps = (dx.hypot(dy) / 3.0).ceil().clamp(1.0, 1e4) as u16;
        (0..=steps).any(|nth| {
            let share = f32::from(nth) / f32::from(steps);
            place.contains(Point { x: pair[0].x + share * dx, y: pair[0].y + share * dy })
        })
    })
}
