//! Pictures of a map: they show it, and keep nothing that could be read again but its words.

use super::{Format, Part, Taken};
use crate::export::{self, pdf};

/// Dots a px in a picture in dots: sharp on a dense screen.
const DOTS_PER_PX: f32 = 2.0;

const SHOWN: &[Part] =
    &[Part::Texts, Part::Kinds, Part::Links, Part::LinkKinds, Part::Undercuts, Part::Linked, Part::Places];

pub const SVG: Format = Format {
    name: "svg",
    words: "Picture (SVG)",
    endings: &["svg"],
    read: None,
    write: Some(|it| Ok(svg(it).into_bytes())),
    keeps: SHOWN,
};

pub const PNG: Format =
    Format { name: "png", words: "Picture (PNG)", endings: &["png"], read: None, write: Some(png), keeps: SHOWN };

pub const PDF: Format =
    Format { name: "pdf", words: "Picture (PDF)", endings: &["pdf"], read: None, write: Some(pdf), keeps: SHOWN };

fn png(it: &Taken<'_>) -> Result<Vec<u8>, String> {
    export::map_png(it.map, it.layout(), it.theme, DOTS_PER_PX).map_err(|it| it.to_string())
}

fn pdf(taken: &Taken<'_>) -> Result<Vec<u8>, String> {
    let made = pdf::picture(&svg(taken)).map_err(|it| it.to_string())?;
    for note in made.notes {
        taken.note(note);
    }
    Ok(made.bytes)
}

fn svg(it: &Taken<'_>) -> String {
    export::svg(it.map, it.layout(), it.theme)
}
