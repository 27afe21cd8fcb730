//! Signs for points, told apart by their shape.

use super::data::Look;
use crate::{
    map::Point,
    picture::{Shape, Stroke, Theme, shape::circle},
};

/// The sign of this look around a point.
pub fn sign(at: Point, radius: f32, look: Look, theme: &Theme) -> Shape {
    let r = radius;
    let corners = |all: &[(f32, f32)]| all.iter().map(|it| Point { x: at.x + it.0 * r, y: at.y + it.1 * r }).collect();
    let points = match look.sign {
        0 => circle(at, r),
        1 => corners(&[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)]),
        2 => corners(&[(0.0, -1.25), (1.2, 0.9), (-1.2, 0.9)]),
        3 => corners(&[(-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)]),
        _ => corners(&[(0.0, 1.25), (-1.2, -0.9), (1.2, -0.9)]),
    };
    // Signs over each other stay apart.
    let edge = Stroke { width: theme.sizes.thin, colour: theme.colours.canvas, dash: None };
    Shape::area(points, look.colour, Some(edge))
}
