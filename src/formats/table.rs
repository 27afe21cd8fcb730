//! The one table of formats.

use super::{
    Imported, Part, Taken, Told, aif, argdown, canvas, csv, dot, graphml, html, kialo, mermaid, pictures, polis, tgf,
};
use crate::map::Map;

/// A format that maps come in or go out as.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What dialogs and docs call it.
    pub words: &'static str,
    /// The endings of file names, without the dot; the first is that of files written.
    pub endings: &'static [&'static str],
    /// Reads a file, if the format is read. An error is about the whole of a file: nothing of it can be read.
    pub read: Option<Reader>,
    /// Writes a map, if the format is written.
    pub write: Option<Writer>,
    /// What of a map it has room for; what it writes of this comes back where it is read, too.
    pub keeps: &'static [Part],
}

/// Writes a map, or says why it cannot.
pub type Writer = fn(&Taken<'_>) -> Result<Vec<u8>, String>;

/// How a format is read.
#[derive(Debug)]
pub struct Reader {
    /// Whether a text looks like it. No two formats may claim one text.
    pub recognise: fn(&str) -> bool,
    /// Reads it.
    pub read: fn(&str) -> Result<Imported, Told>,
}

/// All formats, in the order dialogs show them.
pub const FORMATS: &[&Format] = &[
    &pictures::SVG,
    &pictures::PNG,
    &pictures::PDF,
    &html::HTML,
    &argdown::ARGDOWN,
    &aif::AIF,
    &canvas::CANVAS,
    &dot::DOT,
    &graphml::GRAPHML,
    &mermaid::MERMAID,
    &csv::NODES,
    &csv::LINKS,
    &tgf::TGF,
    &polis::POLIS,
    &kialo::KIALO,
];

/// One of the table is known by its name.
impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

impl Format {
    /// What of `map` would be lost in it, in words; empty if nothing is.
    pub fn loses(&self, map: &Map) -> Vec<String> {
        counted(map, Part::ALL.into_iter().filter(|it| !self.keeps.contains(it)))
    }

    /// What of people's views in `map` goes along in it, in words; empty if nothing does.
    pub fn tells(&self, map: &Map) -> Vec<String> {
        counted(map, Part::PERSONAL.into_iter().filter(|it| self.keeps.contains(it)))
    }
}

fn counted(map: &Map, parts: impl Iterator<Item = Part>) -> Vec<String> {
    parts.map(|it| (it, it.count(map))).filter(|it| it.1 > 0).map(|(part, count)| part.counted(count)).collect()
}

/// The format called `name`.
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|it| it.name == name)
}

/// The formats that are written to files with this ending, in any case.
pub fn by_ending(ending: &str) -> Vec<&'static Format> {
    let fits = |it: &&Format| it.write.is_some() && it.endings.iter().any(|it| it.eq_ignore_ascii_case(ending));
    FORMATS.iter().copied().filter(fits).collect()
}

/// The format `text` looks like, whatever its file is called.
pub fn recognise(text: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|it| it.read.as_ref().is_some_and(|it| (it.recognise)(text)))
}
