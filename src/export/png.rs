//! A picture in dots, from its SVG.

use epaint_default_fonts::UBUNTU_LIGHT;
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};
use std::sync::Arc;

/// The most dots on a side. A larger picture is scaled down to it.
const MOST: f32 = 12_000.0;
/// The most dots in all: 100 million take 400 MB.
const MOST_IN_ALL: f32 = 100e6;

/// Why there is no picture in dots.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// The SVG cannot be read.
    #[error("the picture cannot be drawn: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// There is not enough memory, or the picture has no size.
    #[error("the picture has no size or does not fit into memory")]
    Size,
    /// The file cannot be written.
    #[error("the picture cannot be written as PNG: {0}")]
    Encode(String),
}

/// The bytes of a PNG file that shows `svg`, with `scale` dots to a px; fewer if a side would be over 12 000 dots.
/// Words are drawn in the bundled font; what it lacks, in a font of the system that has it.
///
/// # Errors
/// If `svg` is not an SVG file, or has no size.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    let mut fonts = Database::new();
    fonts.load_font_data(UBUNTU_LIGHT.to_vec());
    // Looking for the system's fonts takes a while, so only if the bundled one lacks something.
    if svg.chars().any(|it| u32::from(it) > 0x17f && !"–—‘’“”…•·".contains(it)) {
        fonts.load_system_fonts();
    }
    let options = Options { font_family: "Ubuntu".to_owned(), fontdb: Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let wanted = if scale.is_finite() && scale > 0.0 { scale } else { 1.0 };
    let scale = wanted.min(MOST / width.max(height)).min((MOST_IN_ALL / (width * height)).sqrt());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive and at most 12 000")]
    let dots = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let mut dots = Pixmap::new(dots(width), dots(height)).ok_or(PngError::Size)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut dots.as_mut());
    dots.encode_png().map_err(|it| PngError::Encode(it.to_string()))
}
