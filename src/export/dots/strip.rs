//! A strip of a picture, drawn in dots.

use super::glyphs::{Glyphs, Style};
use crate::{
    export::words::{RULE, Words, rules},
    map::Point,
    picture::{Colour, Path, Stroke},
};
use resvg::{
    tiny_skia::{
        self, Color, FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, PremultipliedColorU8, StrokeDash,
        Transform,
    },
    usvg::Node,
};

/// So many rows of dots, as wide as the picture.
pub(super) struct Strip {
    /// None of them shines through.
    pub dots: Pixmap,
    /// From px of the map to dots of the strip.
    pub place: Transform,
}

impl Strip {
    pub fn new(dots: Pixmap) -> Self {
        Self { dots, place: Transform::identity() }
    }

    /// A polygon or line.
    pub fn path(&mut self, path: &Path) {
        let Some(way) = way(&path.points, path.closed) else { return };
        if let Some(fill) = path.fill {
            self.dots.fill_path(&way, &paint(fill), FillRule::Winding, self.place, None);
        }
        if let Some(it) = path.stroke {
            self.dots.stroke_path(&way, &paint(it.colour), &stroke(it), self.place, None);
        }
    }

    /// Words from left to right whose letters the bundled fonts have.
    pub fn words(&mut self, words: &Words<'_>, colour: Colour, glyphs: &mut Glyphs) {
        let Transform { sx: scale, tx, ty, .. } = self.place;
        let style = Style::new(&words.look, words.size * scale);
        let mut x = words.at.x;
        for it in words.text.chars() {
            let (column, row, stamp) = glyphs.stamp(it, style, (x * scale + tx, words.at.y * scale + ty));
            if stamp.width > 0 {
                for (cover, below) in stamp.cover.chunks_exact(stamp.width).zip(row + stamp.top..) {
                    self.cover(column + stamp.left, below, cover, colour);
                }
            }
            x += words.advance(it);
        }
        for below in rules(&words.look) {
            let y = words.at.y + below * words.size;
            let points = vec![Point { y, ..words.at }, Point { x: words.at.x + words.width, y }];
            let line = Stroke { width: words.size * RULE, colour, dash: None };
            self.path(&Path { points, closed: false, fill: None, stroke: Some(line) });
        }
    }

    /// A part of a picture whose left upper corner lies at a place of the map, if any of it lies in the strip.
    pub fn node(&mut self, node: &Node, corner: Point) {
        let Some(bounds) = node.abs_layer_bounding_box() else { return };
        let place = self.place.pre_translate(corner.x + bounds.x(), corner.y + bounds.y());
        // Strokes and marks may stick out of what words are said to take.
        let slack = bounds.height() * place.sy;
        #[expect(clippy::cast_precision_loss, reason = "at most 256 rows")]
        let below = place.ty - slack > self.dots.height() as f32;
        if !below && place.ty + 2.0 * slack > 0.0 {
            resvg::render_node(node, place, &mut self.dots.as_mut());
        }
    }

    /// Lays a colour over dots of a row, from `left` on, as much as each is covered.
    fn cover(&mut self, left: i32, row: i32, cover: &[u8], colour: Colour) {
        let (width, Ok(row)) = (self.dots.width() as usize, usize::try_from(row)) else { return };
        let skipped = usize::try_from(-left).unwrap_or(0);
        let left = usize::try_from(left).unwrap_or(0);
        let Some(dots) = self.dots.pixels_mut().get_mut(row * width..(row + 1) * width) else { return };
        for (dot, &cover) in dots.iter_mut().skip(left).zip(cover.iter().skip(skipped)).filter(|it| *it.1 > 0) {
            *dot = mixed(*dot, colour, u32::from(cover) * u32::from(colour.3) / 255);
        }
    }
}

/// A colour laid over an opaque dot, as much as `part` of 255.
fn mixed(dot: PremultipliedColorU8, over: Colour, part: u32) -> PremultipliedColorU8 {
    let mix = |there: u8, over: u8| {
        let sum = u32::from(there) * (255 - part) + u32::from(over) * part;
        u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
    };
    let (red, green, blue) = (mix(dot.red(), over.0), mix(dot.green(), over.1), mix(dot.blue(), over.2));
    PremultipliedColorU8::from_rgba(red, green, blue, u8::MAX).unwrap_or(dot)
}

fn way(points: &[Point], closed: bool) -> Option<tiny_skia::Path> {
    let (first, rest) = points.split_first()?;
    let mut way = PathBuilder::with_capacity(points.len() + 1, points.len());
    way.move_to(first.x, first.y);
    for point in rest {
        way.line_to(point.x, point.y);
    }
    if closed {
        way.close();
    }
    way.finish()
}

pub(super) fn colour(it: Colour) -> Color {
    Color::from_rgba8(it.0, it.1, it.2, it.3)
}

fn paint(it: Colour) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(colour(it));
    paint
}

fn stroke(it: Stroke) -> tiny_skia::Stroke {
    tiny_skia::Stroke {
        width: it.width,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        dash: it.dash.and_then(|(on, off)| StrokeDash::new(vec![on, off], 0.0)),
        ..tiny_skia::Stroke::default()
    }
}
