//! Where numbers lie: how far the axes go, and over which part of the picture.

use super::{data::Data, range::Range, traces};
use crate::{
    evidence::{Axis, Measure, Plot, Trace},
    layout::Rect,
    map::Point,
};

/// Where numbers lie in the picture.
pub struct Space {
    /// Where series are drawn.
    pub area: Rect,
    pub x: Range,
    pub y: Range,
    /// Whether x goes down and y to the right.
    pub flipped: bool,
    /// Whether x has names.
    pub named: bool,
}

impl Space {
    /// All of `area`, for what is drawn of `plot`.
    pub fn plain(plot: &Plot, data: &Data, area: Rect) -> Self {
        Self { area, x: along(&plot.x, data), y: up(&plot.y, data), flipped: false, named: is_named(plot) }
    }

    /// Where a point lies.
    pub fn at(&self, [x, y]: [f64; 2]) -> Point {
        let (min, size) = (self.area.min, self.area.size());
        let (x, y) = (self.x.share(x), self.y.share(y));
        let (right, down) = if self.flipped { (y, x) } else { (x, 1.0 - y) };
        Point { x: min.x + right * size.width, y: min.y + down * size.height }
    }

    /// How many places with names there is room for along x.
    #[expect(clippy::cast_possible_truncation, reason = "far more than can be drawn is as good as infinite")]
    pub fn places(&self) -> f32 {
        self.x.length() as f32
    }

    /// How long the x axis is, in px.
    pub fn along(&self) -> f32 {
        if self.flipped { self.area.height() } else { self.area.width() }
    }
}

fn is_named(plot: &Plot) -> bool {
    !plot.x.names().is_empty()
}

/// How far x goes.
fn along(axis: &Axis, data: &Data) -> Range {
    let points = || data.series.iter().flat_map(|it| &it.points).map(|it| it[0]);
    let whole = axis.whole.into_iter().flat_map(|it| [it.0, it.1]).filter(|it| it.is_finite());
    #[expect(clippy::cast_precision_loss, reason = "few names")]
    let names = axis.names().len() as f64;
    let places = if names > 0.0 { vec![-0.5, names - 0.5] } else { Vec::new() };
    let (low, high) = Range::around(points().chain(whole).chain(places)).unwrap_or((0.0, 1.0));
    let range = match axis.measure {
        // Of one day, the days around it.
        Measure::Date if high - low < 2.0 && high.abs() < 1e9 => Range::new(low - 1.0, high + 1.0),
        _ => Range::new(low, high),
    };
    let bars = data.series.iter().filter(|it| it.trace == Trace::Bars).flat_map(|it| it.points.clone());
    let bars: Vec<[f64; 2]> = bars.collect();
    let lines = data.series.iter().all(|it| matches!(it.trace, Trace::Line | Trace::Way));
    match traces::gap(&bars) {
        _ if names > 0.0 => range,
        Some(gap) => range.wider(gap / 2.0 + range.length() * 0.02),
        None if axis.whole.is_some() || (lines && bars.is_empty()) => range,
        None => range.wider(range.length() * 0.04),
    }
}

/// How far y goes.
fn up(axis: &Axis, data: &Data) -> Range {
    let tall = data.series.iter().filter(|it| it.trace != Trace::Upright);
    let points = tall.clone().flat_map(|it| &it.points).map(|it| it[1]);
    let whole = axis.whole.into_iter().flat_map(|it| [it.0, it.1]).filter(|it| it.is_finite());
    let foot = tall.clone().any(|it| it.trace == Trace::Bars).then_some(0.0);
    let (low, high) = Range::around(points.chain(whole).chain(foot)).unwrap_or((0.0, 1.0));
    Range::new(low, high)
}
