//! AIF-JSON, the argument interchange format as `AIFdb`, OVA2, OVA3 and xAIF write it.
//!
//! A proposition is a claim. An inference, conflict or rephrase is one link for each premise; several premises of one count
//! only together. A conflict with one of those is an undercut. Locutions are comments, illocutions the statements in them,
//! transitions replies. Everything else, and how all of it was written, is kept as it was.

mod graph;
mod kept;
mod links;
mod marks;
mod read;
mod rest;
mod rest_out;
mod said;
mod talk;
mod write;

use super::{Format, Part, table::Reader};

/// The name, on the command line and of what is kept.
const NAME: &str = "aif";

pub const AIF: Format = Format {
    name: NAME,
    words: "AIF (JSON)",
    endings: &["json"],
    read: Some(Reader { recognise: graph::recognise, read: read::read }),
    write: Some(|it| Ok(write::write(it.map).into_bytes())),
    // Most of it stands where only this program looks.
    keeps: Part::STATED,
};
