//! DOT, the language of Graphviz, both ways.

mod lex;
mod parse;
mod read;
mod write;

use super::{Format, Part, table::Reader};

pub const DOT: Format = Format {
    name: "dot",
    words: "Graphviz (DOT)",
    endings: &["dot", "gv"],
    read: Some(Reader { recognise: read::is_dot, read: read::read }),
    write: Some(|it| Ok(write::write(it).into_bytes())),
    keeps: &[Part::Texts, Part::Kinds, Part::Links, Part::LinkKinds, Part::Undercuts, Part::Places],
};
