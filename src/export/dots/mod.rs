//! The picture of a map in dots, drawn strip by strip: neither all of its dots nor a copy of it as SVG are ever held.

mod glyphs;
mod parts;
mod strip;

use super::{
    png::{PngError, Room},
    svg::MARGIN,
};
use crate::{
    layout::Layout,
    map::Map,
    picture::{self, Theme},
};
use glyphs::Glyphs;
use parts::Parts;
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Pixmap, Transform};
use std::io::Write as _;
use strip::Strip;

/// Rows of dots that are drawn at a time: at most 12 MB of them.
const ROWS: u32 = 256;
/// Packing more dots than these tightly would take seconds; packed loosely, a file is up to twice as large.
const TIGHT: u64 = 16_000_000;

/// The bytes of a PNG file that shows the map, with `scale` dots to a px; fewer if a side would be over 12 000 dots, or
/// all were more than 100 million. Words are drawn in the bundled fonts; what these lack, in a font of the system.
///
/// # Errors
/// If the picture does not fit into memory.
pub fn map_png(map: &Map, layout: &Layout, theme: &Theme, scale: f32) -> Result<Vec<u8>, PngError> {
    let page = layout.bounds.grown(MARGIN);
    let room = Room::new(page.width(), page.height(), scale);
    let shapes = picture::whole(map, layout, theme);
    let mut glyphs = Glyphs::new().ok_or(PngError::Size)?;
    let parts = Parts::new(&shapes, page, &glyphs)?;
    let mut bytes = Vec::new();
    let mut writer = encoder(&mut bytes, room).write_header()?;
    let mut file = writer.stream_writer()?;
    let mut row = Vec::with_capacity(room.width as usize * 3);
    let ground = strip::colour(theme.colours.canvas);
    let mut strip = Strip::new(Pixmap::new(room.width, ROWS.min(room.height)).ok_or(PngError::Size)?);
    #[expect(clippy::cast_precision_loss, reason = "at most 12 000 rows")]
    let rows = |it: u32| it as f32;
    let strips = parts.by_strip(room.height.div_ceil(ROWS), |y| (y - page.min.y) * room.scale / rows(ROWS));
    for (top, drawn) in (0..room.height).step_by(ROWS as usize).zip(strips) {
        let (x, y) = (-page.min.x * room.scale, -page.min.y * room.scale - rows(top));
        strip.place = Transform::from_row(room.scale, 0.0, 0.0, room.scale, x, y);
        strip.dots.fill(ground);
        parts.draw(&drawn, &mut strip, &mut glyphs);
        for dots in strip.dots.data().chunks_exact(room.width as usize * 4).take((room.height - top) as usize) {
            row.clear();
            row.extend(dots.chunks_exact(4).flat_map(|it| [it[0], it[1], it[2]]));
            file.write_all(&row).map_err(EncodingError::from)?;
        }
    }
    file.finish()?;
    writer.finish()?;
    Ok(bytes)
}

/// Writes a file without alpha, since no dot shines through.
fn encoder(bytes: &mut Vec<u8>, room: Room) -> Encoder<'_, &mut Vec<u8>> {
    let mut encoder = Encoder::new(bytes, room.width, room.height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let tight = u64::from(room.width) * u64::from(room.height) <= TIGHT;
    encoder.set_compression(if tight { Compression::Balanced } else { Compression::Fast });
    encoder.set_filter(if tight { Filter::Adaptive } else { Filter::Sub });
    encoder
}
