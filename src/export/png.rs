//! A picture in dots, from its SVG, and how large such pictures are.

use crate::picture::script;
use epaint_default_fonts::{HACK_REGULAR, UBUNTU_LIGHT};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{
        FontResolver, Options, Tree,
        fontdb::{Database, FaceInfo, ID, Style},
    },
};
use skrifa::{FontRef, MetadataProvider as _};
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
    Encode(#[from] png::EncodingError),
}

/// The bytes of a PNG file that shows `svg`, with `scale` dots to a px; fewer if a side would be over 12 000 dots, or all
/// were more than 100 million. Words are drawn in the bundled font; what it lacks, in a font of the system that has it.
///
/// # Errors
/// If `svg` is not an SVG file, or has no size.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    let tree = Tree::from_str(svg, &options(svg))?;
    let room = Room::new(tree.size().width(), tree.size().height(), scale);
    let mut dots = Pixmap::new(room.width, room.height).ok_or(PngError::Size)?;
    resvg::render(&tree, Transform::from_scale(room.scale, room.scale), &mut dots.as_mut());
    Ok(dots.encode_png()?)
}

/// How large a picture in dots is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// In dots.
    pub width: u32,
    pub height: u32,
    /// Dots to a px.
    pub scale: f32,
}

impl Room {
    /// For so many px, with so many dots to each if that is not too large.
    pub fn new(width: f32, height: f32, scale: f32) -> Self {
        let wanted = if scale.is_finite() && scale > 0.0 { scale } else { 1.0 };
        let scale = wanted.min(MOST / width.max(height)).min((MOST_IN_ALL / (width * height)).sqrt());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive and at most 12 000")]
        let dots = |length: f32| (length * scale).ceil().max(1.0) as u32;
        Self { width: dots(width), height: dots(height), scale }
    }
}

/// How an SVG with these words is drawn: in the bundled font, and what that lacks in one of the system that has it.
pub(super) fn options(svg: &str) -> Options<'static> {
    let mut fonts = bundled();
    // Looking for the system's fonts takes a while, so only if the bundled one lacks something.
    if lacks(svg) {
        fonts.load_system_fonts();
    }
    options_with(Arc::new(fonts))
}

/// The bundled fonts.
pub(super) fn bundled() -> Database {
    let mut fonts = Database::new();
    fonts.load_font_data(UBUNTU_LIGHT.to_vec());
    fonts.load_font_data(HACK_REGULAR.to_vec());
    fonts
}

/// Whether the bundled font may lack letters of a text.
pub(super) fn lacks(text: &str) -> bool {
    text.chars().any(|it| u32::from(it) > 0x17f && !"–—‘’“”…•·−".contains(it))
}

/// How an SVG is drawn with these fonts.
pub(super) fn options_with(fonts: Arc<Database>) -> Options<'static> {
    let select_fallback = Box::new(|it: char, tried: &[ID], fonts: &mut Arc<Database>| fallback(it, tried, fonts));
    let font_resolver = FontResolver { select_fallback, ..FontResolver::default() };
    let family = "Ubuntu".to_owned();
    Options { font_family: family, fontdb: fonts, font_resolver, ..Options::default() }
}

/// The face for a character that the bundled font lacks: of those that have it one that is made for its script, else an
/// upright one of usual weight and with letters as wide as they need to be, not just the first one found.
pub(super) fn fallback(it: char, tried: &[ID], fonts: &Database) -> Option<ID> {
    let script = script::of(it);
    // The same signs have other forms in Japan, Korea and China; there is a font for each.
    let region = script.map(|it| match it.name {
        "Japanese" => "JP",
        "Korean" => "KR",
        _ => "SC",
    });
    let mut faces: Vec<&FaceInfo> = fonts.faces().filter(|it| !tried.contains(&it.id)).collect();
    let order = |it: &FaceInfo| {
        let made = script.is_some_and(|script| it.families.iter().any(|it| it.0.starts_with(script.font)));
        let local = region.is_some_and(|region| it.families.iter().any(|it| it.0.ends_with(region)));
        (!made, !local, it.style != Style::Normal, it.monospaced, it.weight.0.abs_diff(400))
    };
    // Equal ones by name: in which order the system lists its files is chance.
    faces.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.post_script_name.cmp(&b.post_script_name)));
    let has = |face: &&FaceInfo| {
        let found = fonts.with_face_data(face.id, |data, nth| {
            FontRef::from_index(data, nth).ok().and_then(|font| font.charmap().map(it)).is_some()
        });
        found == Some(true)
    };
    faces.into_iter().find(has).map(|it| it.id)
}
