//! Plots of evidence as simple shapes, the same for the window and for files.
//!
//! In reading order: `data` takes what can be drawn of a plot; `range`, `ticks` (with `dates`) and `space` scale its axes;
//! `frame` parts the picture (`axes` draws its marks and words), with `legend` and `names` asking for their room; `traces` (with `area` and `sign`) and
//! `labels` fill it. `spark` is the tiny one, `describe` the one in words.

mod area;
mod axes;
mod data;
mod dates;
mod describe;
mod frame;
mod labels;
mod legend;
mod names;
mod range;
mod sign;
mod space;
mod spark;
mod ticks;
mod traces;

pub use describe::describe;
pub use frame::pad;
pub use spark::{spark, spark_of};

use super::{Passage, Shape, Text, Theme, text};
use crate::{
    evidence::{Measure, Plot},
    layout::Size,
    map::Point,
};
use data::Data;
use frame::Frame;

/// Smaller pictures have no room for words.
const LEAST: Size = Size { width: 160.0, height: 110.0 };

/// The plot in a rectangle of this size in px, from (0, 0); its ground is not painted. What has no room for words is
/// drawn without them, and what is not finite is left out.
pub fn draw(plot: &Plot, size: Size, theme: &Theme) -> Vec<Shape> {
    let size = bounded(size);
    if size.width < LEAST.width || size.height < LEAST.height {
        return spark(plot, size, theme);
    }
    let data = Data::of(plot, theme);
    // Points that find no room for a name beside them are told in the legend, which takes room in turn.
    let mut told = data.named_points();
    loop {
        let frame = Frame::new(plot, &data, &told, size, theme);
        let names = labels::beside(&data, &told, &frame.space, theme);
        if names.left_out.is_empty() {
            let mut shapes = frame.ground;
            shapes.extend(traces::all(&data, &frame.space, theme));
            shapes.extend(frame.words);
            shapes.extend(names.shapes);
            return shapes;
        }
        told.retain(|it| !names.left_out.contains(it));
    }
}

/// How large a picture of the plot is as a rule: a square of chances is a square, and all names are read.
pub fn usual_size(plot: &Plot, theme: &Theme) -> Size {
    const WIDE: f32 = 720.0;
    let (names, small) = (plot.x.names(), theme.sizes.small);
    let count = f32::from(u16::try_from(names.len()).unwrap_or(u16::MAX));
    let height = if is_square(plot) {
        460.0
    } else if names::below(names, small, (WIDE - 80.0) / count.max(1.0)).is_some() {
        340.0
    } else {
        // Rows that a line of words fits into, and what is above and below them.
        (count * small * names::LEADING + 130.0).clamp(340.0, 1200.0)
    };
    Size { width: WIDE, height }
}

/// Whether both axes are numbers that always go as far: two chances, two shares of players.
fn is_square(plot: &Plot) -> bool {
    let numbers = [&plot.x, &plot.y].iter().all(|it| it.measure == Measure::Number);
    numbers && plot.x.whole.is_some() && plot.x.whole == plot.y.whole
}

/// No larger than anybody can look at.
fn bounded(size: Size) -> Size {
    let bounded = |it: f32| if it.is_nan() { 1.0 } else { it.clamp(1.0, 16_000.0) };
    Size { width: bounded(size.width), height: bounded(size.height) }
}

/// One line of words with its left end here.
fn line(at: Point, words: Passage, size: f32, colour: super::Colour) -> Shape {
    Shape::Text(Text { at, words, size, colour })
}

/// Words on one line, no wider than this.
fn fitted(words: &str, size: f32, wide: f32) -> Passage {
    let plain = Passage::plain(text::head(words));
    if plain.wide(size) <= wide { plain } else { Passage::plain(&text::fit(&plain.text, size, wide)) }
}
