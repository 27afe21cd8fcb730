//! Words on a page.

use super::{fonts::Fonts, paint};
use crate::{
    export::words::{RULE, SLANT, STRONG, rules},
    map::Point,
    picture::{Colour, Look, text},
};
use krilla::{geom::Transform, surface::Surface};

/// How words are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    /// Font size.
    pub size: f32,
    pub colour: Colour,
    /// How much heavier all of them are, in font sizes.
    pub weight: f32,
}

/// Sets words of one look and direction with the left end of their baseline at a place; how wide they are. With `fit`,
/// as wide as that.
pub(super) fn set(
    surface: &mut Surface<'_>,
    fonts: &mut Fonts,
    words: &str,
    (look, rtl): (&Look, bool),
    at: Point,
    ink: Ink,
    fit: Option<f32>,
) -> f32 {
    let size = if look.code { ink.size * text::CODE } else { ink.size };
    let runs = fonts.shape(words, look.code, rtl);
    let natural: f32 = runs.iter().map(|it| it.width * size).sum();
    let stretch = fit.map_or(1.0, |fit| fit / natural);
    // A hundredth cannot be seen.
    let stretch = if stretch.is_finite() && stretch > 0.0 && (stretch - 1.0).abs() > 0.01 { stretch } else { 1.0 };
    let weight = if look.strong { ink.weight.max(STRONG) } else { ink.weight };
    surface.set_fill(Some(paint::fill(ink.colour)));
    surface.set_stroke((weight > 0.0).then(|| paint::stroke(ink.colour, size * weight, None)));
    #[expect(clippy::float_cmp, reason = "it was set to exactly this")]
    let moved = look.emphasis || stretch != 1.0;
    let start = if moved { Point { x: 0.0, y: 0.0 } } else { at };
    if moved {
        let slant = if look.emphasis { -SLANT } else { 0.0 };
        surface.push_transform(&Transform::from_row(stretch, 0.0, slant, 1.0, at.x, at.y));
    }
    let mut x = start.x;
    for run in runs {
        let font = fonts.face(run.face).font.clone();
        surface.draw_glyphs(paint::point(Point { x, ..start }), &run.glyphs, font, words, size, false);
        x += run.width * size;
    }
    if moved {
        surface.pop();
    }
    let width = natural * stretch;
    let blank = words.len() - words.trim_end_matches(' ').len();
    let bare = width - words.get(words.len() - blank..).map_or(0.0, |it| fonts.width(it, look.code)) * size * stretch;
    for below in rules(look) {
        let y = at.y + below * size;
        surface.set_fill(None);
        surface.set_stroke(Some(paint::stroke(ink.colour, size * RULE, None)));
        if let Some(line) = paint::line(Point { y, ..at }, Point { x: at.x + bare, y }) {
            surface.draw_path(&line);
        }
    }
    width
}
