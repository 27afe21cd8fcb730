//! The plot so small that there is no room for words.

use super::{bounded, data::Data, frame, is_square, traces};
use crate::{
    evidence::{Axis, Plot, Series, Spark, Trace},
    layout::{Rect, Size},
    map::Point,
    picture::{Path, Shape, Stroke, Theme},
};

/// What was kept of a plot, in a rectangle of this size in px, from (0, 0).
pub fn spark_of(it: &Spark, size: Size, theme: &Theme) -> Vec<Shape> {
    let points = it.points.iter().map(|it| it.map(f64::from)).collect();
    let axis = || if it.unit { Axis::default().unit() } else { Axis::default() };
    let series = vec![Series::new("", it.trace, points)];
    spark(&Plot { x: axis(), y: axis(), series, ..Plot::default() }, size, theme)
}

/// The main series alone, without words, in a rectangle of this size in px, from (0, 0).
pub fn spark(plot: &Plot, size: Size, theme: &Theme) -> Vec<Shape> {
    const PAD: f32 = 3.0;
    let size = bounded(size);
    let mut data = Data::of(plot, theme);
    let Some((words, trace)) = data.series.first().map(|it| (it.words.clone(), it.trace)) else { return Vec::new() };
    if size.width < 4.0 * PAD || size.height < 4.0 * PAD {
        return Vec::new();
    }
    data.series.retain(|it| it.words == words && it.trace == trace);
    let area = Rect { min: Point { x: PAD, y: PAD }, max: Point { x: size.width - PAD, y: size.height - PAD } };
    let space = frame::Space::plain(plot, &data, area);
    let thin = |colour| Stroke { width: theme.sizes.thin, colour, dash: None };
    let mut shapes = Vec::new();
    if is_square(plot) {
        let Rect { min, max } = area;
        let corners = vec![min, Point { x: max.x, y: min.y }, max, Point { x: min.x, y: max.y }];
        shapes.push(Shape::Path(Path {
            points: corners,
            closed: true,
            fill: None,
            stroke: Some(thin(theme.colours.line)),
        }));
    } else if space.y.low <= 0.0 && space.y.high >= 0.0 {
        let ends = [space.x.low, space.x.high].map(|x| space.at([x, 0.0])).to_vec();
        shapes.push(Shape::line(ends, thin(theme.colours.line)));
    }
    shapes.extend(traces::all(&data, &space, theme));
    // In so little room a line is enough.
    for shape in &mut shapes {
        if let Shape::Path(Path { stroke: Some(stroke), .. }) = shape
            && trace != Trace::Area
        {
            stroke.width = stroke.width.min(theme.sizes.line);
        }
    }
    shapes
}
