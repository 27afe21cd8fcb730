//! Where on the map's plane one looks, and how closely.

use crate::{layout, map::Point};
use egui::{Pos2, Rect, Vec2, vec2};

/// The smallest and the largest zoom.
const ZOOM: std::ops::RangeInclusive<f32> = 0.002..=4.0;

/// How long a move of the camera takes, in seconds.
pub const MOVE: f64 = 0.18;

/// A view of the plane: which point is in the middle of the canvas, and how many points on screen a px of the map is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// The middle, on the map.
    pub centre: Vec2,
    /// Points on screen per px of the map.
    pub zoom: f32,
}

/// A sight, and the way to the next one.
#[derive(Debug)]
pub struct Camera {
    sight: Sight,
    /// Where the camera came from, where it goes, and since when.
    moving: Option<(Sight, Sight, f64)>,
}

impl Default for Camera {
    fn default() -> Self {
        Self { sight: Sight { centre: Vec2::ZERO, zoom: 1.0 }, moving: None }
    }
}

impl Camera {
    /// What one sees now.
    pub fn sight(&self) -> Sight {
        self.sight
    }

    /// Where the camera is on its way to, or is.
    pub fn goal(&self) -> Sight {
        self.moving.map_or(self.sight, |it| it.1)
    }

    /// Moves to another sight within a moment.
    pub fn go(&mut self, to: Sight, now: f64) {
        let to = Sight { zoom: to.zoom.clamp(*ZOOM.start(), *ZOOM.end()), ..to };
        self.moving = Some((self.sight, to, now));
    }

    /// Is at another sight at once.
    pub fn jump(&mut self, to: Sight) {
        self.sight = Sight { zoom: to.zoom.clamp(*ZOOM.start(), *ZOOM.end()), ..to };
        self.moving = None;
    }

    /// Brings the camera to where it is at `now`, in seconds. Returns whether it is still moving.
    pub fn advance(&mut self, now: f64) -> bool {
        let Some((from, to, since)) = self.moving else { return false };
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
        let part = ((now - since) / MOVE).clamp(0.0, 1.0) as f32;
        let eased = part * part * (3.0 - 2.0 * part);
        self.sight = Sight {
            centre: from.centre + (to.centre - from.centre) * eased,
            zoom: from.zoom * (to.zoom / from.zoom).powf(eased),
        };
        if part >= 1.0 {
            self.moving = None;
        }
        self.moving.is_some()
    }

    /// Moves along with the pointer, by points on screen.
    pub fn pan(&mut self, by: Vec2) {
        self.moving = None;
        self.sight.centre -= by / self.sight.zoom;
    }

    /// The middle of the canvas is elsewhere on screen by so many points: all stays where it is seen.
    pub fn recentre(&mut self, by: Vec2) {
        self.sight.centre += by / self.sight.zoom;
        if let Some((from, to, _)) = &mut self.moving {
            from.centre += by / from.zoom;
            to.centre += by / to.zoom;
        }
    }

    /// Zooms by a factor so that the point of the map under `at` stays there.
    pub fn zoom_at(&mut self, at: Pos2, canvas: Rect, factor: f32) {
        self.moving = None;
        let zoom = (self.sight.zoom * factor).clamp(*ZOOM.start(), *ZOOM.end());
        let offset = at - canvas.center();
        self.sight.centre += offset / self.sight.zoom - offset / zoom;
        self.sight.zoom = zoom;
    }

    /// The place on screen of a point of the map.
    pub fn to_screen(&self, canvas: Rect, point: Point) -> Pos2 {
        canvas.center() + (vec2(point.x, point.y) - self.sight.centre) * self.sight.zoom
    }

    /// The point of the map at a place on screen.
    pub fn to_map(&self, canvas: Rect, at: Pos2) -> Point {
        let it = self.sight.centre + (at - canvas.center()) / self.sight.zoom;
        Point { x: it.x, y: it.y }
    }

    /// The place on screen of a box of the map.
    pub fn box_to_screen(&self, canvas: Rect, rect: layout::Rect) -> Rect {
        Rect::from_min_max(self.to_screen(canvas, rect.min), self.to_screen(canvas, rect.max))
    }

    /// The part of the map one sees, in px.
    pub fn seen(&self, canvas: Rect) -> layout::Rect {
        layout::Rect { min: self.to_map(canvas, canvas.min), max: self.to_map(canvas, canvas.max) }
    }

    /// The sight that shows all of `rect`, with a margin, at no more than `most` zoom.
    pub fn to_fit(canvas: Rect, rect: layout::Rect, most: f32) -> Sight {
        let size = vec2(rect.width(), rect.height()).max(Vec2::splat(1.0));
        let room = (canvas.size() - Vec2::splat(48.0)).max(Vec2::splat(16.0));
        let zoom = (room.x / size.x).min(room.y / size.y).clamp(*ZOOM.start(), most);
        let middle = rect.centre();
        Sight { centre: vec2(middle.x, middle.y), zoom }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let canvas = Rect::from_min_size(pos2(100.0, 50.0), vec2(800.0, 600.0));
        let mut camera = Camera::default();
        camera.pan(vec2(30.0, -70.0));
        for (at, factor) in [(pos2(120.0, 60.0), 1.7), (pos2(700.0, 400.0), 0.3), (pos2(500.0, 350.0), 1000.0)] {
            let before = camera.to_map(canvas, at);
            camera.zoom_at(at, canvas, factor);
            let after = camera.to_screen(canvas, before);
            assert!((after - at).length() < 0.05, "{at:?} moved to {after:?}");
        }
        assert!((camera.sight().zoom - ZOOM.end()).abs() < 1e-6, "the zoom is bounded");
    }

    #[test]
    fn a_move_ends_where_it_was_meant_to() {
        let mut camera = Camera::default();
        let goal = Sight { centre: vec2(500.0, 20.0), zoom: 0.25 };
        camera.go(goal, 10.0);
        assert!(camera.advance(10.05));
        assert!(camera.sight().zoom < 1.0 && camera.sight().zoom > 0.25);
        assert!(!camera.advance(11.0));
        assert_eq!(camera.sight(), goal);
    }
}
