//! The plots of a report under each other, as one SVG file.

use super::svg::{MARGIN, group, head, number};
use crate::{
    evidence::Plot,
    layout::{Rect, Size},
    map::Point,
    picture::{self, Passage, Shape, Text, Theme, plot, text},
};
use std::fmt::Write as _;

/// Between two plots, in px.
const GAP: f32 = 24.0;
/// The font size of the heading, in those of words.
const HEADING: f32 = 1.3;

/// All plots below a heading, each as large as `size` says, usually as [`plot::usual_size`]. Words stay words, and each plot has a title that tells it in words.
pub fn plots_svg(heading: &str, plots: &[Plot], size: impl Fn(&Plot) -> Size, theme: &Theme) -> String {
    let sizes: Vec<Size> = plots.iter().map(size).collect();
    let width = sizes.iter().map(|it| it.width).fold(320.0, f32::max);
    let size = theme.sizes.text * HEADING;
    let lines = picture::wrap(&[Passage::plain(text::head(heading))], size, width, 3);
    let row = (size * theme.sizes.leading).ceil();
    let left = sizes.first().copied().map_or(0.0, plot::pad);
    let mut y = 0.0;
    let words = lines.into_iter().map(|words| {
        y += row;
        let at = Point { x: left, y: y - row + text::ASCENT * size };
        Shape::Text(Text { at, words, size, colour: theme.colours.text })
    });
    let words: Vec<Shape> = words.collect();
    let top = y + GAP / 2.0;
    let high = top + sizes.iter().map(|it| it.height + GAP).sum::<f32>() - GAP;
    let page = Rect::at(Point { x: 0.0, y: 0.0 }, Size { width, height: high.max(top) }).grown(MARGIN);
    let mut out = String::new();
    head(&mut out, page, heading, theme);
    group(&mut out, "", heading, &words);
    let mut y = top;
    for (it, size) in plots.iter().zip(sizes) {
        let _ = writeln!(out, "<g transform=\"translate(0 {})\">", number(y));
        group(&mut out, "", &plot::describe(it), &plot::draw(it, size, theme));
        out.push_str("</g>\n");
        y += size.height + GAP;
    }
    out.push_str("</svg>\n");
    out
}
