//! A map as text: the first line says what the file is, then come the tables, one record a line.

use super::{OpenError, v1};
use crate::map::{FileId, Map, SourceId};
use ron::{Options, error::Position, extensions::Extensions, ser::PrettyConfig};
use serde::Serialize;
use std::{fmt, io};

/// The version of the file form that is written, and the newest that is read.
pub const VERSION: u32 = 1;

const HEADER: &str = "// cruxmap map, version ";

/// The text of a map file. The same map gives the same bytes on every machine.
///
/// # Panics
/// Never: memory takes all that is written, and all of it is text.
#[expect(clippy::expect_used, reason = "a Vec takes all writes, and all that is written is text")]
pub fn to_text(map: &Map) -> String {
    let mut out = Vec::new();
    write_text(map, &mut out).expect("a Vec takes all writes");
    String::from_utf8(out).expect("a map file is text")
}

/// Writes the text of a map file record by record, for the whole may be many times as large as the thread.
///
/// # Errors
/// If `out` fails.
pub fn write_text(map: &Map, mut out: impl io::Write) -> io::Result<()> {
    // The attribute makes the file plain RON for other programs too: `Some(x)` is written as `x`.
    writeln!(out, "{HEADER}{VERSION}\n#![enable(implicit_some)]")?;
    v1::write(map, &mut out)
}

/// The map in the text of a map file of any version.
///
/// # Errors
/// If the text is no map, is of a newer version, is damaged, or its records contradict each other.
pub fn from_text(text: &str) -> Result<Map, OpenError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let version = first.strip_prefix(HEADER).ok_or(OpenError::NotAMap)?;
    let records = match version.trim_end().parse() {
        Ok(1) => v1::read(text),
        Ok(found) if found > VERSION => return Err(OpenError::TooNew { found, supported: VERSION }),
        _ => return Err(OpenError::NotAMap),
    };
    let records = records.map_err(|error| damaged(text, offset_of(text, error.span.start), error.code.to_string()))?;
    let changed = records.sources.iter().filter(|(id, it)| **id != SourceId::of(&it.text));
    let mut changed: Vec<_> =
        changed.map(|it| format!("the text of {} is not the text it was named after", it.0)).collect();
    let kept = records.files.iter().filter_map(|(id, it)| Some((id, it.bytes()?)));
    let renamed = kept.filter(|(id, it)| **id != FileId::of(it));
    changed.extend(renamed.map(|it| format!("the content of {} is not what it was named after", it.0)));
    if changed.is_empty() { Map::from_records(records) } else { Err(changed) }.map_err(OpenError::Contradictory)
}

/// The map in the bytes of a map file.
pub(super) fn from_bytes(bytes: &[u8]) -> Result<Map, OpenError> {
    match str::from_utf8(bytes) {
        Ok(text) => from_text(text),
        Err(_) if !bytes.starts_with(HEADER.as_bytes()) => Err(OpenError::NotAMap),
        Err(error) => {
            let text = String::from_utf8_lossy(bytes);
            Err(damaged(&text, error.valid_up_to(), "these bytes are no text".to_owned()))
        }
    }
}

/// What is wrong at byte `at` of `text`, with the place as people count it.
fn damaged(text: &str, at: usize, what: String) -> OpenError {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&it| it != '\n').count() + 1;
    OpenError::Damaged { line, column, what }
}

/// The byte at `place`, or behind the white space there: the reader names the place before it.
fn offset_of(text: &str, place: Position) -> usize {
    let line = text.split_inclusive('\n').take(place.line - 1).map(str::len).sum::<usize>();
    let rest = text.get(line..).unwrap_or_default();
    let at = line + rest.char_indices().nth(place.col - 1).map_or(rest.len(), |it| it.0);
    at + text.get(at..).map_or(0, |it| it.len() - it.trim_start().len())
}

/// How RON is read and written here: `Some` is not spelled out, and no file can exhaust the stack.
pub(super) fn ron_options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// `record` as RON on one line.
#[expect(clippy::expect_used, reason = "a Vec takes all writes, and RON is text")]
pub(super) fn line<T: Serialize>(record: &T) -> String {
    let mut out = Vec::new();
    write_line(record, &mut out).expect("a Vec takes all writes");
    String::from_utf8(out).expect("RON is text")
}

/// Writes `record` as RON on one line.
pub(super) fn write_line<T: Serialize>(record: &T, out: &mut impl io::Write) -> io::Result<()> {
    let config = PrettyConfig::new().compact_structs(true).compact_maps(true).compact_arrays(true);
    // What is in memory is written however deep it nests: refusing here would lose work.
    let options = ron_options().without_recursion_limit();
    let mut plain = Plain { out, piece: String::with_capacity(256), failed: None };
    let written = options.to_writer_pretty(&mut plain, record, config);
    if let Some(error) = plain.failed {
        return Err(error);
    }
    written.map_err(io::Error::other)?;
    plain.out.write_all(plain.piece.as_bytes())
}

/// Passes RON on in pieces, for a source is as long as its thread. The writer escapes each apostrophe, which no RON
/// string needs; they stand only in strings.
struct Plain<'a, W> {
    out: &'a mut W,
    piece: String,
    failed: Option<io::Error>,
}

impl<W: io::Write> fmt::Write for Plain<'_, W> {
    fn write_str(&mut self, words: &str) -> fmt::Result {
        if words.contains('\'') {
            return words.chars().try_for_each(|it| self.write_char(it));
        }
        self.piece.push_str(words);
        self.pass_on()
    }

    /// Words of a string come letter by letter.
    fn write_char(&mut self, letter: char) -> fmt::Result {
        if letter == '\'' && self.piece.ends_with('\\') {
            self.piece.pop();
        }
        self.piece.push(letter);
        self.pass_on()
    }
}

impl<W: io::Write> Plain<'_, W> {
    fn pass_on(&mut self) -> fmt::Result {
        const PIECE: usize = 1 << 16;
        if self.piece.len() > PIECE && !self.piece.ends_with('\\') {
            self.out.write_all(self.piece.as_bytes()).map_err(|it| {
                self.failed = Some(it);
                fmt::Error
            })?;
            self.piece.clear();
        }
        Ok(())
    }
}
