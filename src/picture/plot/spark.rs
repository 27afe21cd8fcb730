//! The plot so small that there is no room for words.

use super::{bounded, data::Data, is_square, space::Space, traces};
use crate::{
    evidence::{Axis, Plot, Series, Spark, Trace},
    layout::{Rect, Size},
    map::Point,
    picture::{Colour, Path, Shape, Stroke, Theme},
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
    let size = bounded(size);
    let mut data = Data::of(plot, theme);
    let Some((words, trace)) = data.series.first().map(|it| (it.words.clone(), it.trace)) else { return Vec::new() };
    data.series.retain(|it| it.words == words && it.trace == trace);
    // Signs stick out.
    let thin = trace != Trace::Points && trace != Trace::Spans && data.series.iter().all(|it| it.points.len() > 1);
    let pad = if thin { 3.0 } else { 6.0 };
    if size.width < 4.0 * pad || size.height < 4.0 * pad {
        return Vec::new();
    }
    let square = is_square(plot);
    let (width, height) = (size.width - 2.0 * pad, size.height - 2.0 * pad);
    let size =
        if square { Size { width: width.min(height), height: width.min(height) } } else { Size { width, height } };
    let area = Rect::at(Point { x: pad, y: pad }, size);
    let space = Space::plain(plot, &data, area);
    let thin = |colour| Stroke { width: theme.sizes.thin, colour, dash: None };
    let mut shapes = traces::all(&data, &space, theme);
    shapes.retain_mut(|it| simple(it, trace, data.series[0].look.colour, theme));
    if square {
        let Rect { min, max } = area;
        let points = vec![min, Point { x: max.x, y: min.y }, max, Point { x: min.x, y: max.y }];
        shapes.push(Shape::Path(Path { points, closed: true, fill: None, stroke: Some(thin(theme.colours.line)) }));
    } else if space.y.low <= 0.0 && space.y.high >= 0.0 {
        let ends = [space.x.low, space.x.high].map(|x| space.at([x, 0.0])).to_vec();
        shapes.insert(0, Shape::line(ends, thin(theme.colours.line)));
    }
    shapes
}

/// Makes a shape simple enough for so little room; false if it is best left out.
fn simple(shape: &mut Shape, trace: Trace, colour: Colour, theme: &Theme) -> bool {
    let Shape::Path(path) = shape else { return false };
    match trace {
        // Heads of arrows would be all that is seen.
        Trace::Way if path.closed => return false,
        Trace::Bars => (path.fill, path.stroke) = (Some(colour), None),
        Trace::Area => {
            let fill = colour.mixed(theme.colours.canvas, 0.5);
            (path.fill, path.stroke) = (Some(fill), path.stroke.map(|it| Stroke { colour: fill, ..it }));
        }
        _ => {}
    }
    if let Some(stroke) = &mut path.stroke {
        stroke.width = stroke.width.min(theme.sizes.thin + 0.2);
    }
    true
}
