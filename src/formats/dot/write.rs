//! From a map to DOT.

use crate::{
    formats::{
        Taken,
        graph::{lines, points},
    },
    picture::text,
};
use std::fmt::Write as _;

/// Labels are broken into lines of about so many characters.
const WIDE: usize = 32;

/// The map as a directed graph. Words to read stand in `label`, broken into lines; those to read back in `text`.
pub fn write(taken: &Taken<'_>) -> String {
    let (map, colours) = (taken.map, &taken.theme.colours);
    let mut out = String::from("digraph map {\n  rankdir=BT;\n  node [shape=box, style=rounded];\n");
    for (id, node) in map.nodes() {
        let label = wrapped(&text::plain(&node.text));
        let _ = write!(out, "  {id} [kind={}, label={}, text={}", node.kind.word(), quote(&label), quote(&node.text));
        if let Some(at) = map.pin(id) {
            // Graphviz counts upwards.
            let _ = write!(out, ", pos=\"{},{}!\"", at.x, -at.y);
        }
        out.push_str("];\n");
    }
    for id in points(map) {
        let _ = writeln!(out, "  {id} [kind=link, shape=point, label=\"\"];");
    }
    for line in lines(map) {
        let (from, to) = (line.from.name(), line.to.name());
        let _ = match line.kind {
            None => writeln!(out, "  {from} -> {to} [kind=half, dir=none];"),
            Some(kind) => {
                let (words, colour) = (quote(kind.words()), colours.links[kind].hex());
                writeln!(out, "  {from} -> {to} [id={}, kind={words}, label={words}, color=\"{colour}\"];", line.id)
            }
        };
    }
    out.push_str("}\n");
    out
}

/// A string of DOT that its labels show as `words`.
fn quote(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    out.push('"');
    for it in words.chars() {
        match it {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

fn wrapped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut length = 0;
    for word in words.split_whitespace() {
        let wide = word.chars().count();
        if length > 0 {
            out.push(if length + wide > WIDE { '\n' } else { ' ' });
            length = if length + wide > WIDE { 0 } else { length + 1 };
        }
        out.push_str(word);
        length += wide;
    }
    out
}
