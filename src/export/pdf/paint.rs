//! Colours, lines and places, in the words of the library that writes PDF.

use crate::{map::Point, picture::Colour};
use krilla::{
    color::rgb,
    geom::{self, Path, PathBuilder, Rect},
    num::NormalizedF32,
    paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash},
};

pub(super) fn fill(colour: Colour) -> Fill {
    Fill { paint: rgb(colour).into(), opacity: opacity(colour.opacity()), rule: FillRule::NonZero }
}

/// A line with round ends, as in all pictures of the program.
pub(super) fn stroke(colour: Colour, width: f32, dash: Option<Vec<f32>>) -> Stroke {
    Stroke {
        paint: rgb(colour).into(),
        width,
        miter_limit: 4.0,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        opacity: opacity(colour.opacity()),
        dash: dash.map(|array| StrokeDash { array, offset: 0.0 }),
    }
}

fn rgb(colour: Colour) -> rgb::Color {
    rgb::Color::new(colour.0, colour.1, colour.2)
}

pub(super) fn opacity(value: f32) -> NormalizedF32 {
    NormalizedF32::new(value.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ONE)
}

pub(super) fn point(at: Point) -> geom::Point {
    geom::Point::from_xy(at.x, at.y)
}

pub(super) fn line(from: Point, to: Point) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from.x, from.y);
    path.line_to(to.x, to.y);
    path.finish()
}

pub(super) fn rectangle(at: Point, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(at.x, at.y, width, height)?);
    path.finish()
}
