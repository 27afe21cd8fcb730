//! Words: how wide they are (in the bundled font, or as a rule), and Markdown without its marks.

use super::{Passage, rich::passages, script};
use epaint_default_fonts::UBUNTU_LIGHT;
use skrifa::{FontRef, MetadataProvider, instance::LocationRef, prelude::Size};
use std::sync::LazyLock;

/// How far the top of a line lies above its baseline in the bundled font, in font sizes.
pub const ASCENT: f32 = 0.932;

/// How large code is beside words: its letters look larger than they are.
pub const CODE: f32 = 0.92;

/// Longer texts are cut before anything else is done with them; no node shows as much.
const MOST_BYTES: usize = 4000;

/// How wide `text` is at this font size. What the bundled font lacks counts as wide as its script is as a rule, so that
/// cards are equally large on every computer; whoever draws it makes it fit.
pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(advance).sum::<f32>() * size
}

/// How wide `text` is as code: in letters of one width, a little smaller than words.
pub fn width_of_code(text: &str, size: f32) -> f32 {
    let advance = |it: char| match it {
        it if script::is_mark(it) => 0.0,
        // Of the bundled font for code.
        it if it < '\u{530}' => 0.602,
        it => advance(it),
    };
    text.chars().map(advance).sum::<f32>() * size * CODE
}

/// `text` on one line, with an ellipsis if it does not fit.
pub fn fit(text: &str, size: f32, wide: f32) -> String {
    let mut line = Passage::plain(head(text));
    if width(&line.text, size) > wide {
        line.end_with_ellipsis(size, wide);
    }
    line.text
}

/// The words of a Markdown text, without its marks: paragraphs and list items on lines of their own.
pub fn plain(markdown: &str) -> String {
    let lines: Vec<String> = passages(markdown).into_iter().map(|it| it.text).collect();
    lines.join("\n")
}

/// The start of a text, longer than any node shows: the rest need not be looked at.
pub(crate) fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(MOST_BYTES)]
}

/// Characters as wide as they are high: CJK and emoji.
pub(super) fn is_wide(it: char) -> bool {
    matches!(u32::from(it), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe4f
        | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

struct Font {
    font: Option<FontRef<'static>>,
    ascii: [f32; 128],
}

static FONT: LazyLock<Font> = LazyLock::new(|| {
    let font = FontRef::new(UBUNTU_LIGHT).ok();
    let mut ascii = [0.0; 128];
    for (byte, advance) in (0_u8..128).zip(&mut ascii) {
        *advance = look_up(font.as_ref(), char::from(byte));
    }
    Font { font, ascii }
});

/// How far a character moves on, in font sizes.
pub(super) fn advance(it: char) -> f32 {
    let font = &*FONT;
    usize::try_from(u32::from(it))
        .ok()
        .and_then(|it| font.ascii.get(it))
        .copied()
        .unwrap_or_else(|| if script::is_mark(it) { 0.0 } else { look_up(font.font.as_ref(), it) })
}

fn look_up(font: Option<&FontRef<'_>>, it: char) -> f32 {
    let metrics = font.and_then(|font| {
        let glyph = font.charmap().map(it)?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        Some(metrics.advance_width(glyph)? / f32::from(units.max(1)))
    });
    metrics.unwrap_or_else(|| match it {
        it if it.is_control() => 0.0,
        it if is_wide(it) => 1.0,
        it => script::of(it).map_or(0.6, |it| it.advance),
    })
}
