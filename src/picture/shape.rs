//! The simple shapes a picture is made of. Whoever can draw these can draw a map.

use super::{Colour, Passage};
use crate::map::Point;
use std::f32::consts::FRAC_1_SQRT_2 as DIAGONAL;

/// One thing to draw, in px at zoom 1, y down. Later shapes lie over earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A poly-line or polygon.
    Path(Path),
    /// One line of words.
    Text(Text),
}

/// A poly-line or polygon. Curves come as many short lines. What is filled is convex.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The corners in order.
    pub points: Vec<Point>,
    /// Whether the last corner is joined to the first.
    pub closed: bool,
    /// The filling.
    pub fill: Option<Colour>,
    /// The line.
    pub stroke: Option<Stroke>,
}

/// How a line is drawn. Ends and corners are round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// How wide it is.
    pub width: f32,
    /// Its colour.
    pub colour: Colour,
    /// How long the dashes and the gaps between them are, if it is not solid.
    pub dash: Option<(f32, f32)>,
}

/// One line of words in the bundled font.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The left end of its baseline; the line's top is `text::ASCENT` font sizes further up.
    pub at: Point,
    /// The words.
    pub words: Passage,
    /// The font size.
    pub size: f32,
    /// Its colour.
    pub colour: Colour,
}

impl Shape {
    /// A line.
    pub fn line(points: Vec<Point>, stroke: Stroke) -> Self {
        Self::Path(Path { points, closed: false, fill: None, stroke: Some(stroke) })
    }

    /// A convex polygon.
    pub fn area(points: Vec<Point>, fill: Colour, stroke: Option<Stroke>) -> Self {
        Self::Path(Path { points, closed: true, fill: Some(fill), stroke })
    }

    /// The same, moved by so much to the right and down.
    #[must_use]
    pub fn moved(mut self, by: Point) -> Self {
        let go = |it: &mut Point| *it = Point { x: it.x + by.x, y: it.y + by.y };
        match &mut self {
            Self::Path(path) => path.points.iter_mut().for_each(go),
            Self::Text(text) => go(&mut text.at),
        }
        self
    }

    /// Changes every colour in it.
    pub(super) fn recolour(&mut self, change: impl Fn(Colour) -> Colour) {
        match self {
            Self::Path(path) => {
                path.fill = path.fill.map(&change);
                if let Some(stroke) = &mut path.stroke {
                    stroke.colour = change(stroke.colour);
                }
            }
            Self::Text(text) => text.colour = change(text.colour),
        }
    }
}

/// Sixteen directions round the circle, clockwise from the right; written out, so that they are the same everywhere.
const ROUND: [(f32, f32); 16] = [
    (1.0, 0.0),
    (0.923_88, 0.382_68),
    (DIAGONAL, DIAGONAL),
    (0.382_68, 0.923_88),
    (0.0, 1.0),
    (-0.382_68, 0.923_88),
    (-DIAGONAL, DIAGONAL),
    (-0.923_88, 0.382_68),
    (-1.0, 0.0),
    (-0.923_88, -0.382_68),
    (-DIAGONAL, -DIAGONAL),
    (-0.382_68, -0.923_88),
    (0.0, -1.0),
    (0.382_68, -0.923_88),
    (DIAGONAL, -DIAGONAL),
    (0.923_88, -0.382_68),
];

/// The circle as a polygon.
pub(super) fn circle(centre: Point, radius: f32) -> Vec<Point> {
    arc(centre, radius, 0, 16).into_iter().take(16).collect()
}

/// `steps` sixteenths of a circle, clockwise from the direction number `first` (0 is right, 4 is down).
pub(super) fn arc(centre: Point, radius: f32, first: usize, steps: usize) -> Vec<Point> {
    let direction = |step: usize| ROUND[(first + step) % 16];
    (0..=steps).map(direction).map(|(x, y)| Point { x: centre.x + x * radius, y: centre.y + y * radius }).collect()
}
