//! Sizes and rectangles on the map's plane.

use crate::map::Point;

/// Width and height in px at zoom 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

/// An upright rectangle: `min` is its top left corner, `max` its bottom right one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// The top left corner.
    pub min: Point,
    /// The bottom right corner.
    pub max: Point,
}

impl Default for Rect {
    fn default() -> Self {
        Self::at(Point { x: 0.0, y: 0.0 }, Size::default())
    }
}

impl Rect {
    /// The rectangle of this size with its top left corner at `min`.
    pub fn at(min: Point, size: Size) -> Self {
        Self { min, max: Point { x: min.x + size.width, y: min.y + size.height } }
    }

    /// The rectangle of this size around `centre`.
    pub fn around(centre: Point, size: Size) -> Self {
        Self::at(Point { x: centre.x - size.width / 2.0, y: centre.y - size.height / 2.0 }, size)
    }

    /// From left to right.
    pub fn width(self) -> f32 {
        self.max.x - self.min.x
    }

    /// From top to bottom.
    pub fn height(self) -> f32 {
        self.max.y - self.min.y
    }

    /// Width and height.
    pub fn size(self) -> Size {
        Size { width: self.width(), height: self.height() }
    }

    /// The middle.
    pub fn centre(self) -> Point {
        Point { x: f32::midpoint(self.min.x, self.max.x), y: f32::midpoint(self.min.y, self.max.y) }
    }

    /// Whether `point` lies in it or on its border.
    pub fn contains(self, point: Point) -> bool {
        (self.min.x..=self.max.x).contains(&point.x) && (self.min.y..=self.max.y).contains(&point.y)
    }

    /// Whether the two share more than a border.
    pub fn overlaps(self, other: Self) -> bool {
        self.min.x < other.max.x && other.min.x < self.max.x && self.min.y < other.max.y && other.min.y < self.max.y
    }

    /// Grown by `margin` on every side.
    #[must_use]
    pub fn grown(self, margin: f32) -> Self {
        Self {
            min: Point { x: self.min.x - margin, y: self.min.y - margin },
            max: Point { x: self.max.x + margin, y: self.max.y + margin },
        }
    }

    /// Moved by this much.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        Self::at(Point { x: self.min.x + by.x, y: self.min.y + by.y }, self.size())
    }

    /// The smallest rectangle that holds all of `points`; nothing if there are none.
    pub fn holding(points: &[Point]) -> Option<Self> {
        points.iter().map(|&it| Self { min: it, max: it }).reduce(Self::union)
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            min: Point { x: self.min.x.min(other.min.x), y: self.min.y.min(other.min.y) },
            max: Point { x: self.max.x.max(other.max.x), y: self.max.y.max(other.max.y) },
        }
    }
}

/// A small count as a length.
#[expect(clippy::cast_precision_loss, reason = "counts of things on one page are far below 2^24")]
pub(super) fn count(n: usize) -> f32 {
    n as f32
}
