//! Letters of the bundled fonts as stamps of dots: each is drawn once at each size, and then put where it comes again.

use crate::{
    export::words::{SLANT, STRONG},
    picture::{Look, script},
};
use epaint_default_fonts::{HACK_REGULAR, UBUNTU_LIGHT};
use resvg::tiny_skia::{FillRule, Mask, Path, PathBuilder, Stroke, Transform};
use skrifa::{
    FontRef, GlyphId, MetadataProvider as _,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
};
use std::collections::HashMap;

/// A letter stands in one of so many places within a dot, across and down.
const STEPS: f32 = 4.0;

/// How much of each dot a letter covers, 0 to 255.
pub(super) struct Stamp {
    /// The left upper dot, from the one that its baseline starts in.
    pub left: i32,
    pub top: i32,
    pub width: usize,
    pub cover: Vec<u8>,
}

/// How letters of a word are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Style {
    code: bool,
    strong: bool,
    slanted: bool,
    /// The bits of its size in dots.
    size: u32,
}

impl Style {
    /// That of a look at a size in dots.
    pub fn new(look: &Look, size: f32) -> Self {
        Self { code: look.code, strong: look.strong, slanted: look.emphasis, size: size.to_bits() }
    }
}

/// The letters drawn so far.
pub(super) struct Glyphs {
    words: FontRef<'static>,
    code: FontRef<'static>,
    stamps: HashMap<(Style, char, [u8; 2]), Stamp>,
}

impl Glyphs {
    /// None drawn yet; nothing if the bundled fonts cannot be read.
    pub fn new() -> Option<Self> {
        let read = |bytes| FontRef::new(bytes).ok();
        Some(Self { words: read(UBUNTU_LIGHT)?, code: read(HACK_REGULAR)?, stamps: HashMap::new() })
    }

    /// Whether the font of a look has a letter, and it stands by itself.
    pub fn has(&self, it: char, look: &Look) -> bool {
        !script::is_mark(it) && self.font(look.code).charmap().map(it).is_some()
    }

    /// A letter whose baseline starts at (`x`, `y`): the dot in which that is, and the stamp from there.
    pub fn stamp(&mut self, it: char, style: Style, (x, y): (f32, f32)) -> (i32, i32, &Stamp) {
        let (column, right) = place(x);
        let (row, down) = place(y);
        let key = (style, it, [right, down]);
        if !self.stamps.contains_key(&key) {
            let shift = [f32::from(right) / STEPS, f32::from(down) / STEPS];
            if let Some(stamp) = self.outline(it, style).and_then(|it| filled(&it, shift)) {
                self.stamps.insert(key, stamp);
            }
        }
        (column, row, self.stamps.get(&key).unwrap_or(&NOTHING))
    }

    fn font(&self, code: bool) -> &FontRef<'static> {
        if code { &self.code } else { &self.words }
    }

    /// What is filled, in dots from the start of the baseline, y down.
    fn outline(&self, it: char, style: Style) -> Option<Vec<Path>> {
        let size = f32::from_bits(style.size);
        let font = self.font(style.code);
        let glyph: GlyphId = font.charmap().map(it)?;
        let mut pen = Pen { path: PathBuilder::new(), slant: if style.slanted { SLANT } else { 0.0 } };
        let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
        font.outline_glyphs().get(glyph)?.draw(settings, &mut pen).ok()?;
        let path = pen.path.finish()?;
        let heavier = Stroke { width: size * STRONG, ..Stroke::default() };
        let around = style.strong.then(|| path.stroke(&heavier, 1.0)).flatten();
        Some(around.into_iter().chain([path]).collect())
    }
}

static NOTHING: Stamp = Stamp { left: 0, top: 0, width: 0, cover: Vec::new() };

/// The dot that a place is in, and which step within it.
fn place(at: f32) -> (i32, u8) {
    let steps = (at * STEPS).round();
    let dot = (steps / STEPS).floor();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within a picture; one of a few steps")]
    let both = (dot as i32, (steps - dot * STEPS) as u8);
    both
}

/// The dots that paths cover when they are moved by so much.
fn filled(paths: &[Path], [right, down]: [f32; 2]) -> Option<Stamp> {
    let bounds = paths.first()?.bounds();
    let (left, top) = ((bounds.left() + right).floor(), (bounds.top() + down).floor());
    let (width, height) = ((bounds.right() + right).ceil() - left, (bounds.bottom() + down).ceil() - top);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "as large as a letter")]
    let (left_dot, top_dot, width, height) = (left as i32, top as i32, width as u32, height as u32);
    let mut mask = Mask::new(width, height)?;
    for path in paths {
        mask.fill_path(path, FillRule::Winding, true, Transform::from_translate(right - left, down - top));
    }
    Some(Stamp { left: left_dot, top: top_dot, width: width as usize, cover: mask.take() })
}

/// Turns an outline upside down, since dots count downwards, and slants it.
struct Pen {
    path: PathBuilder,
    slant: f32,
}

impl Pen {
    fn x(&self, x: f32, y: f32) -> f32 {
        x + self.slant * y
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x(x, y), -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x(x, y), -y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.x(cx, cy), -cy, self.x(x, y), -y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.path.cubic_to(self.x(cx0, cy0), -cy0, self.x(cx1, cy1), -cy1, self.x(x, y), -y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
