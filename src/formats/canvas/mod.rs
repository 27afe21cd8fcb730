//! JSON Canvas 1.0, as Obsidian and others write it.
//!
//! A card is a claim, or what its bold first line says; a card with a file or a page is evidence. A line is a link, by its
//! label, else by its colour. A link that others speak against, and premises that count only together, run through a small
//! card between. What a group frames is a topic. Everything else, and how all of it was written, is kept as it was.

mod file;
mod groups;
mod kept;
mod lines;
mod read;
mod write;

use super::{Format, Part, table::Reader};
use crate::map::{EdgeKind, NodeKind};

/// The name, on the command line and of what is kept.
const NAME: &str = "canvas";

/// The key of where this program had put a card, and how much larger than on the map: it tells whether somebody has moved
/// it, and where to.
const PLACED: &str = "x-crux-at";

/// What stands under [`super::extra::KEY`] of a small card that is a link.
const LINK: &str = "\"link\"";

pub const CANVAS: Format = Format {
    name: NAME,
    words: "JSON Canvas",
    endings: &["canvas"],
    read: Some(Reader { recognise: file::recognise, read: read::read }),
    write: Some(|it| Ok(write::write(it).into_bytes())),
    keeps: KEEPS,
};

/// All but the threads, and what is calculated. Most of it stands where only this program looks.
const KEEPS: &[Part] = &[
    Part::Texts,
    Part::Kinds,
    Part::Links,
    Part::LinkKinds,
    Part::Undercuts,
    Part::Linked,
    Part::Weights,
    Part::Places,
    Part::People,
    Part::Credences,
    Part::Conditionals,
    Part::Sides,
    Part::Evidence,
    Part::Reviews,
    Part::Foreign,
];

/// The preset colour of a link.
fn colour(kind: EdgeKind) -> Option<&'static str> {
    match kind {
        EdgeKind::Supports => Some("4"),
        EdgeKind::Attacks => Some("1"),
        EdgeKind::Undercuts => Some("6"),
        EdgeKind::CruxOf => Some("2"),
        EdgeKind::BearsOn => Some("5"),
        _ => None,
    }
}

/// What a colour says of a link: a preset, or whether it is rather green or rather red.
fn kind_of_colour(colour: &str) -> Option<EdgeKind> {
    let presets = [EdgeKind::Supports, EdgeKind::Attacks, EdgeKind::Undercuts, EdgeKind::CruxOf, EdgeKind::BearsOn];
    let preset = presets.into_iter().find(|&it| self::colour(it) == Some(colour));
    let part = |at: usize| u8::from_str_radix(colour.strip_prefix('#')?.get(at..at + 2)?, 16).ok();
    preset.or_else(|| {
        let [red, green, blue] = [part(0)?, part(2)?, part(4)?].map(i32::from);
        let clear = |it: i32, others: [i32; 2]| others.into_iter().all(|other| it > other + 48);
        match () {
            () if clear(green, [red, blue]) => Some(EdgeKind::Supports),
            () if clear(red, [green, blue]) => Some(EdgeKind::Attacks),
            () => None,
        }
    })
}

/// The bold first line that says what a card is; none for a claim.
fn title(kind: NodeKind) -> Option<&'static str> {
    match kind {
        NodeKind::Claim => None,
        NodeKind::Question => Some("**Question**\n\n"),
        NodeKind::Crux => Some("**Crux**\n\n"),
        NodeKind::Disagreement => Some("**Disagreement**\n\n"),
        NodeKind::Evidence => Some("**Evidence**\n\n"),
        NodeKind::Note => Some("**Note**\n\n"),
    }
}
