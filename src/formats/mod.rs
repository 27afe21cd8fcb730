//! Other tools' formats of maps: one table that the command line, the dialogs and docs/formats.md read.
//!
//! A format is a file or folder here. What is read becomes loose records, which go into a map as those of a thread do;
//! what cannot be read is told with its place. What a format has no room for is listed before anything is written.

mod aif;
mod argdown;
mod build;
mod canvas;
mod csv;
mod dot;
mod extra;
mod graph;
mod graphml;
mod html;
mod json;
mod kialo;
mod mermaid;
mod part;
mod pictures;
mod polis;
mod table;
mod taken;
mod tgf;

pub use part::Part;
pub use table::{FORMATS, Format, by_ending, by_name, recognise};
pub use taken::Taken;

use crate::map::Records;
use std::fmt;

/// What was read from a file.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// For a map, to be merged into one with [`crate::map::Edit::Merge`].
    pub records: Records,
    /// What was doubtful or left out, with its place.
    pub warnings: Vec<Told>,
}

/// Something about a place in a file: what was doubtful there, or why it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Told {
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// The character in the line, from 1; 0 for the line as a whole.
    pub column: usize,
    /// What, in a sentence without its full stop.
    pub says: String,
}

impl Told {
    /// Something about byte `at` of `text`.
    pub fn at(text: &str, at: usize, says: impl Into<String>) -> Self {
        let before = &text[..text.floor_char_boundary(at)];
        let start = before.rfind('\n').map_or(0, |it| it + 1);
        let line = before.bytes().filter(|&it| it == b'\n').count() + 1;
        Self { line, column: before[start..].chars().count() + 1, says: says.into() }
    }

    /// Something about a whole line, counted from 1.
    pub fn of_line(line: usize, says: impl Into<String>) -> Self {
        Self { line, column: 0, says: says.into() }
    }

    /// Something about the file as a whole.
    pub fn of_all(says: impl Into<String>) -> Self {
        Self { line: 0, column: 0, says: says.into() }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.says),
            (line, 0) => write!(f, "line {line}: {}", self.says),
            (line, column) => write!(f, "line {line}, column {column}: {}", self.says),
        }
    }
}
