//! How the looks of Markdown are drawn.

use super::strengthen;
use crate::picture::{Look, Passage, text::CODE};
use egui::{
    Color32, FontFamily, FontId, Stroke,
    text::{LayoutJob, TextFormat},
};

/// `plain` with the looks of words; links and lines are drawn in its colour.
pub fn looking(look: &Look, plain: &TextFormat) -> TextFormat {
    let mut format = plain.clone();
    if look.strong {
        strengthen(&mut format);
    }
    format.italics |= look.emphasis;
    if look.code {
        format.font_id = FontId::new(plain.font_id.size * CODE, FontFamily::Monospace);
    }
    let line = Stroke::new((plain.font_id.size / 14.0).max(0.5), plain.color);
    if look.struck {
        format.strikethrough = line;
    }
    if look.link.is_some() {
        format.underline = line;
    }
    format
}

/// A passage to be laid out on lines of `width` points; links are of this colour, if of another.
pub fn job(passage: &Passage, plain: &TextFormat, link: Option<Color32>, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let linked = TextFormat { color: link.unwrap_or(plain.color), ..plain.clone() };
    for (range, look) in passage.parts(0..passage.text.len()) {
        let format = match look {
            None => plain.clone(),
            Some(look) => looking(look, if look.link.is_some() { &linked } else { plain }),
        };
        job.append(&passage.text[range], 0.0, format);
    }
    job
}
