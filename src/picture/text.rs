//! Words: how wide they are (in the bundled font, or as a rule), where lines break, and Markdown without its marks.

use super::script;
use epaint_default_fonts::UBUNTU_LIGHT;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use skrifa::{FontRef, MetadataProvider, instance::LocationRef, prelude::Size};
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

/// How far the top of a line lies above its baseline in the bundled font, in font sizes.
pub const ASCENT: f32 = 0.932;

/// Longer texts are cut before anything else is done with them; no node shows as much.
const MOST_BYTES: usize = 4000;

/// How wide `text` is at this font size. What the bundled font lacks counts as wide as its script is as a rule, so that
/// cards are equally large on every computer; whoever draws it makes it fit.
pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(advance).sum::<f32>() * size
}

/// Lines no wider than `width`, at most `lines` of them; the last ends with an ellipsis if words are left out.
/// Lines break at spaces, after hyphens and slashes, and between CJK characters; longer words break anywhere.
pub fn wrap(text: &str, size: f32, width: f32, lines: usize) -> Vec<String> {
    let shown: String = head(text).chars().filter(|it| *it == '\n' || !it.is_control()).collect();
    let mut wrapped = Wrapped { size, width, most: lines.max(1), lines: Vec::new(), line: String::new(), used: 0.0 };
    let mut fits = text.len() <= MOST_BYTES;
    for paragraph in shown.split('\n') {
        fits &= wrapped.paragraph(paragraph);
    }
    if !fits && let Some(last) = wrapped.lines.last_mut() {
        *last = ellipsis(last, size, width);
    }
    wrapped.lines
}

struct Wrapped {
    size: f32,
    width: f32,
    most: usize,
    lines: Vec<String>,
    line: String,
    /// The width of `line`.
    used: f32,
}

impl Wrapped {
    /// Whether there was room for all of it.
    fn paragraph(&mut self, text: &str) -> bool {
        let fits = text.trim().is_empty() || (self.lines.len() < self.most && chunks(text).all(|it| self.add(it)));
        self.end_line();
        fits
    }

    fn add(&mut self, chunk: &str) -> bool {
        let bare = width(chunk.trim_end(), self.size);
        if self.used + bare > self.width && !self.line.is_empty() && !self.end_line() {
            return false;
        }
        if bare <= self.width {
            self.line.push_str(chunk);
            self.used += width(chunk, self.size);
            return true;
        }
        for piece in chunk.graphemes(true) {
            let wide = width(piece, self.size);
            if self.used + wide > self.width && !self.line.is_empty() && !self.end_line() {
                return false;
            }
            self.line.push_str(piece);
            self.used += wide;
        }
        true
    }

    /// Ends the line; false if that was the last one there is room for.
    fn end_line(&mut self) -> bool {
        let line = std::mem::take(&mut self.line);
        self.used = 0.0;
        if !line.trim().is_empty() {
            self.lines.push(line.trim().to_owned());
        }
        self.lines.len() < self.most
    }
}

/// `text` with an ellipsis at its end, shortened so that both fit.
fn ellipsis(text: &str, size: f32, wide: f32) -> String {
    let room = wide - width("…", size);
    let mut kept = String::new();
    let mut used = 0.0;
    for piece in text.graphemes(true) {
        used += width(piece, size);
        if used > room {
            break;
        }
        kept.push_str(piece);
    }
    format!("{}…", kept.trim_end_matches(|it: char| it.is_whitespace() || ",;:.".contains(it)))
}

/// `text` on one line, with an ellipsis if it does not fit.
pub fn fit(text: &str, size: f32, wide: f32) -> String {
    let text: String = head(text).chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    if width(&text, size) <= wide { text } else { ellipsis(&text, size, wide) }
}

/// The words of a Markdown text, without its marks: paragraphs and list items on lines of their own.
pub fn plain(markdown: &str) -> String {
    let mut out = String::new();
    let new_line = |out: &mut String| {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
    };
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES) {
        match event {
            Event::Text(it) | Event::Code(it) | Event::Html(it) | Event::InlineHtml(it) => {
                out.push_str(&it);
            }
            Event::SoftBreak => out.push(' '),
            Event::Start(Tag::Item) => {
                new_line(&mut out);
                out.push_str("• ");
            }
            Event::Start(Tag::TableCell) if !out.is_empty() && !out.ends_with('\n') => out.push_str(" · "),
            Event::HardBreak
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::CodeBlock,
            ) => new_line(&mut out),
            _ => {}
        }
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    out
}

/// The start of a text, longer than any node shows: the rest need not be looked at.
pub(crate) fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(MOST_BYTES)]
}

/// Pieces after each of which a line may end; spaces stay with the piece before them.
fn chunks(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let mut before: Option<char> = None;
    let mut at = text.char_indices();
    std::iter::from_fn(move || {
        for (place, it) in at.by_ref() {
            let last = before.replace(it);
            if last.is_some_and(|last| may_break(last, it)) {
                let chunk = &text[start..place];
                start = place;
                return Some(chunk);
            }
        }
        let rest = &text[start..];
        start = text.len();
        (!rest.is_empty()).then_some(rest)
    })
}

/// After UAX #14, much simplified: after spaces, after hyphens and slashes in a word, around wide characters.
fn may_break(before: char, after: char) -> bool {
    let space = |it: char| it.is_whitespace() && it != '\u{a0}' && it != '\u{202f}';
    if space(after) {
        return false;
    }
    space(before)
        || (matches!(before, '-' | '/' | '–' | '—' | '\u{ad}' | '\u{200b}') && after.is_alphanumeric())
        || ((is_wide(before) || is_wide(after)) && !CLOSING.contains(after) && !OPENING.contains(before))
}

/// Not at the start of a line.
const CLOSING: &str = "、。，．！？：；）」』】〉》”’…,.!?:;)]}\u{200d}\u{fe0f}";
/// Not at the end of a line.
const OPENING: &str = "（「『【〈《“‘([{\u{200d}";

/// Characters as wide as they are high: CJK and emoji.
fn is_wide(it: char) -> bool {
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
fn advance(it: char) -> f32 {
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
