//! Trivial Graph Format, in only: an id a line with its label, `#`, then two ids a line with the label of the link. Tools
//! for abstract argumentation write it without labels, and mean that the first attacks the second.

use super::{
    Format, Imported, Told,
    build::{Build, room},
    graph::kind_of,
    table::Reader,
};
use crate::map::{EdgeKind, Item, NodeId, NodeKind};
use std::collections::BTreeMap;

pub const TGF: Format = Format {
    name: "tgf",
    words: "Trivial Graph Format",
    endings: &["tgf"],
    read: Some(Reader { recognise: is_tgf, read }),
    write: None,
    keeps: &[],
};

/// Whether there is one line with nothing but `#`, and each line after it names two ids of those before it.
fn is_tgf(text: &str) -> bool {
    let mut rest = text.lines().map(str::trim);
    let nodes: Vec<&str> =
        rest.by_ref().take_while(|it| *it != "#").filter_map(|it| it.split_whitespace().next()).take(1_000).collect();
    let mut links = rest.filter(|it| !it.is_empty()).take(20).peekable();
    !nodes.is_empty()
        && links.peek().is_some()
        && links.all(|it| {
            let mut ends = it.split_whitespace();
            matches!((ends.next(), ends.next()), (Some(from), Some(to)) if nodes.contains(&from) && nodes.contains(&to))
        })
}

fn read(text: &str) -> Result<Imported, Told> {
    let mut build = Build::new("tgf");
    let mut nodes: BTreeMap<&str, NodeId> = BTreeMap::new();
    let mut links = false;
    let mut room = room(text);
    for (nth, line) in text.lines().enumerate().map(|(nth, it)| (nth + 1, it.trim())) {
        if line.is_empty() {
            continue;
        }
        if line == "#" {
            links = true;
            continue;
        }
        if room == 0 {
            build.tell(|| Told::of_line(nth, "there is more than a file of this length holds; it was left out"));
            break;
        }
        room -= 1;
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if !links {
            let words = if rest.trim().is_empty() { first } else { rest.trim() };
            let id = build.node(first, NodeKind::Claim, words);
            if nodes.insert(first, id).is_some() {
                build.tell(|| Told::of_line(nth, format!("“{first}” is there twice")));
            }
            continue;
        }
        let (second, label) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
        let (Some(&from), Some(&to)) = (nodes.get(first), nodes.get(second)) else {
            build.tell(|| Told::of_line(nth, "a link to something that is not there was left out"));
            continue;
        };
        let kind = kind_of(label).unwrap_or(EdgeKind::Attacks);
        build.edge("", from, Item::Node(to), kind, || Told::of_line(nth, ""));
    }
    if nodes.is_empty() {
        return Err(Told::of_all("there is nothing in it"));
    }
    Ok(build.made)
}
