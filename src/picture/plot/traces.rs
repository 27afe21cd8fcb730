//! Series as shapes.

use super::{
    area::pieces,
    data::{Data, Drawn},
    sign::sign,
    space::Space,
};
use crate::{
    evidence::Trace,
    map::Point,
    picture::{Colour, Shape, Stroke, Theme},
};

/// The radius of signs; where there are many, they are smaller.
pub const RADIUS: f32 = 4.0;
/// How far the ends of intervals reach to either side.
pub const END: f32 = 3.5;
/// No bar is wider.
const WIDEST_BAR: f32 = 64.0;

/// All series, areas at the bottom, signs on top.
pub fn all(data: &Data, space: &Space, theme: &Theme) -> Vec<Shape> {
    let order = |it: &&Drawn| match it.trace {
        Trace::Area => 0,
        Trace::Bars => 1,
        Trace::Line | Trace::Way => 2,
        Trace::Upright => 3,
        Trace::Spans => 4,
        Trace::Points => 5,
    };
    let mut series: Vec<&Drawn> = data.series.iter().collect();
    series.sort_by_key(order);
    let bars: Vec<&Drawn> = series.iter().copied().filter(|it| it.trace == Trace::Bars).collect();
    let spans: Vec<&Drawn> = series.iter().copied().filter(|it| it.trace == Trace::Spans).collect();
    let on_bars = |of: &Drawn| of.belongs && bars.iter().any(|it| it.look == of.look);
    let mut shapes = Vec::new();
    for it in series {
        let points = || it.points.iter().map(|at| space.at(*at)).collect::<Vec<_>>();
        match it.trace {
            Trace::Area => shapes.extend(pieces(&points()).into_iter().map(|piece| {
                // Slices leave no seams.
                let edge = Stroke { width: 0.5, colour: tint(it, theme), dash: None };
                Shape::area(piece, tint(it, theme), Some(edge))
            })),
            Trace::Bars => {
                let nth = bars.iter().position(|bar| std::ptr::eq(*bar, it)).unwrap_or(0);
                shapes.extend(rows(it, nth, bars.len(), space).into_iter().map(|corners| bar(corners, it, theme)));
            }
            Trace::Line if it.points.len() == 1 => shapes.push(sign(space.at(it.points[0]), RADIUS, it.look, theme)),
            Trace::Line => shapes.push(Shape::line(points(), stroke(it, theme))),
            Trace::Way => shapes.extend(way(&points(), it, theme)),
            Trace::Upright => shapes.extend(it.points.iter().map(|at| {
                Shape::line([space.y.low, space.y.high].map(|y| space.at([at[0], y])).to_vec(), stroke(it, theme))
            })),
            Trace::Spans => {
                let colour = if on_bars(it) { theme.colours.text } else { it.look.colour };
                let aside = aside(&spans, it);
                let end = if space.named { (space.along() / 3.2 / space.places()).clamp(1.0, END) } else { END };
                shapes.extend(it.points.chunks_exact(2).flat_map(|pair| {
                    let [from, to] = [pair[0], pair[1]].map(|at| moved(space.at(at), aside, space));
                    whisker(from, to, if space.flipped { (0.0, end) } else { (end, 0.0) }, colour, theme)
                }));
            }
            Trace::Points => {
                let radius = if it.points.len() > 300 { RADIUS / 2.0 } else { RADIUS };
                shapes.extend(points().into_iter().map(|at| sign(at, radius, it.look, theme)));
            }
        }
    }
    shapes
}

/// How the line of a series is drawn.
pub fn stroke(of: &Drawn, theme: &Theme) -> Stroke {
    let width = if of.trace == Trace::Way { theme.sizes.thin } else { theme.sizes.line + 0.2 };
    Stroke { width, colour: of.look.colour, dash: of.look.dash }
}

/// What an area is filled with.
pub fn tint(of: &Drawn, theme: &Theme) -> Colour {
    of.look.colour.mixed(theme.colours.canvas, if theme.dark { 0.74 } else { 0.84 })
}

/// A bar with these corners: lighter than its edge, so that whiskers are seen on it.
pub fn bar(corners: Vec<Point>, of: &Drawn, theme: &Theme) -> Shape {
    let edge = Stroke { width: theme.sizes.thin, colour: of.look.colour, dash: None };
    Shape::area(corners, of.look.colour.mixed(theme.colours.canvas, 0.5), Some(edge))
}

/// The corners of bars that are `nth` of `all` side by side.
fn rows(of: &Drawn, nth: usize, all: usize, space: &Space) -> Vec<Vec<Point>> {
    let half = half_bar(&of.points, space);
    #[expect(clippy::cast_precision_loss, reason = "few series")]
    let (nth, all) = (nth as f64, all.max(1) as f64);
    let foot = 0.0_f64.clamp(space.y.low, space.y.high);
    let corners = |it: &[f64; 2]| {
        let (left, right) = (it[0] - half + 2.0 * half * nth / all, it[0] - half + 2.0 * half * (nth + 1.0) / all);
        [[left, foot], [left, it[1]], [right, it[1]], [right, foot]].map(|at| space.at(at)).to_vec()
    };
    of.points.iter().map(corners).collect()
}

/// Half of the width of bars: most of what lies between them, as numbers along the axis.
fn half_bar(points: &[[f64; 2]], space: &Space) -> f64 {
    let share = if space.named { 0.31 } else { 0.5 };
    let gap = if space.named { 1.0 } else { gap(points).unwrap_or(space.x.length() / 10.0) };
    let widest = space.x.length() * f64::from(WIDEST_BAR / 2.0 / space.along().max(1.0));
    // Bars of numbers touch: they may be as wide as their classes.
    if space.named { (gap * share).min(widest) } else { gap * share }
}

/// The smallest distance of places along x.
pub fn gap(points: &[[f64; 2]]) -> Option<f64> {
    let mut places: Vec<f64> = points.iter().map(|it| it[0]).collect();
    places.sort_unstable_by(f64::total_cmp);
    places.windows(2).map(|it| it[1] - it[0]).filter(|it| *it > 0.0).min_by(f64::total_cmp)
}

/// How far intervals of several series are moved aside, in px, so that none covers another.
fn aside(spans: &[&Drawn], it: &Drawn) -> f32 {
    let nth = spans.iter().position(|span| std::ptr::eq(*span, it)).unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "few series")]
    let (nth, all) = (nth as f32, spans.len() as f32);
    (nth - (all - 1.0) / 2.0) * (12.0 / all).min(3.0)
}

/// A point moved along x.
fn moved(at: Point, by: f32, space: &Space) -> Point {
    if space.flipped { Point { y: at.y + by, ..at } } else { Point { x: at.x + by, ..at } }
}

/// An interval between two points, with ends that reach so far.
pub fn whisker(from: Point, to: Point, (dx, dy): (f32, f32), colour: Colour, theme: &Theme) -> Vec<Shape> {
    let stroke = Stroke { width: theme.sizes.line, colour, dash: None };
    let end = |at: Point| {
        let ends = vec![Point { x: at.x - dx, y: at.y - dy }, Point { x: at.x + dx, y: at.y + dy }];
        Shape::line(ends, stroke)
    };
    vec![Shape::line(vec![from, to], stroke), end(from), end(to)]
}

/// A line with an arrow halfway.
fn way(points: &[Point], of: &Drawn, theme: &Theme) -> Vec<Shape> {
    let long = |pair: &[Point]| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
    let all: f32 = points.windows(2).map(long).sum();
    let mut shapes = vec![Shape::line(points.to_vec(), stroke(of, theme))];
    if all < 16.0 {
        return shapes;
    }
    let mut gone = 0.0;
    let middle = points.windows(2).find(|pair| {
        gone += long(pair);
        gone >= all * 0.5
    });
    shapes.extend(middle.and_then(|it| head(it[0], it[1], of.look.colour)));
    shapes
}

/// The head of an arrow that comes `from` somewhere and ends at `to`.
pub fn head(from: Point, to: Point, colour: Colour) -> Option<Shape> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let long = dx.hypot(dy);
    let (dx, dy) = (dx / long, dy / long);
    let corner = |back: f32, aside: f32| Point { x: to.x - back * dx - aside * dy, y: to.y - back * dy + aside * dx };
    let head = vec![to, corner(6.0, 3.0), corner(6.0, -3.0)];
    head.iter().all(|it| it.x.is_finite() && it.y.is_finite()).then(|| Shape::area(head, colour, None))
}
