//! [Argdown](https://argdown.org), in and out.
//!
//! 1. `lex` takes a text apart, by the rules of `pattern`; `parse` and `argued` put blocks together, `content` texts.
//! 2. `build` makes classes, arguments, relations and sections of them, `settle` and `groups` put these in order: this is
//!    the model of the reference parser, to which `golden` compares it.
//! 3. `read` and `links` make records of the model; `write` and `steps` make a document of a map.

mod argued;
mod build;
mod content;
mod find;
mod flow;
mod groups;
mod lex;
mod links;
mod model;
mod parse;
mod pattern;
mod read;
mod settle;
mod shortcodes;
mod steps;
mod title;
mod token;
mod write;
mod yaml;

#[cfg(test)]
mod golden;

use super::{Format, Part, table::Reader};

pub const ARGDOWN: Format = Format {
    name: "argdown",
    words: "Argdown",
    endings: &["argdown", "ad"],
    read: Some(Reader { recognise: is_argdown, read: read::read }),
    write: Some(write::write),
    keeps: Part::STATED,
};

/// Whether the first lines have a title with its colon, premises and a conclusion, or a relation below a title.
fn is_argdown(text: &str) -> bool {
    let mut below_title = false;
    let mut numbered = false;
    let lines = text.lines().map(|it| (it, it.trim_start())).take(400);
    let mut lines = lines.peekable();
    if lines.peek().is_some_and(|it| it.0.starts_with("===")) {
        lines.next();
        if lines.by_ref().any(|it| it.0.starts_with("===")) {
            return true;
        }
    }
    for (line, bare) in lines {
        let is_indented = bare.len() < line.len();
        let unsigned = bare.trim_start_matches(['+', '-', '<', '>', '_']).trim_start();
        let is_relation = is_indented && unsigned.len() < bare.len();
        let is_title = title_end(unsigned).is_some_and(|it| it.is_empty() || it.starts_with([':', ' ', '{']));
        if is_title && (is_relation || title_end(bare).is_some_and(|it| it.starts_with(": "))) {
            return true;
        }
        if below_title && is_relation || numbered && bare.starts_with("--") {
            return true;
        }
        below_title = is_title && !is_relation;
        numbered =
            bare.starts_with('(') && bare[1..].trim_start_matches(|it: char| it.is_ascii_digit()).starts_with(')');
    }
    false
}

/// What follows the title that `line` starts with, with its colon.
fn title_end(line: &str) -> Option<&str> {
    let (close, rest) = match line.as_bytes().first()? {
        b'[' => (']', &line[1..]),
        b'<' => ('>', &line[1..]),
        _ => return None,
    };
    let end = rest.find(close).filter(|&it| it > 0)?;
    rest.get(end + 1..)
}
