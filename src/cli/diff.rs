//! `cruxmap diff`: how two maps differ, record by record.

use super::{Failure, files, report::short};
use crate::map::{Edge, Item, Map, Node};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fmt::Display, path::Path};

/// What happened to one record: its id, and its words before and after.
struct Line {
    table: &'static str,
    id: String,
    before: Option<String>,
    after: Option<String>,
}

/// Prints the differences. Two equal maps print nothing.
pub fn run(before: &Path, after: &Path, json: bool) -> Result<(), Failure> {
    let lines = differences(&files::read_map(before)?, &files::read_map(after)?);
    files::print(&if json {
        let lines: Vec<Value> = lines
            .iter()
            .map(|it| json!({ "table": it.table, "id": it.id, "before": it.before, "after": it.after }))
            .collect();
        format!("{:#}\n", Value::from(lines))
    } else {
        lines.iter().map(in_words).collect()
    })
}

fn in_words(line: &Line) -> String {
    match (&line.before, &line.after) {
        (None, Some(after)) => format!("+ {after}\n"),
        (Some(before), None) => format!("- {before}\n"),
        (Some(before), Some(after)) if before != after => format!("~ {before}\n  -> {after}\n"),
        _ => format!("~ {} of {}\n", line.table, line.id),
    }
}

fn differences(before: &Map, after: &Map) -> Vec<Line> {
    let mut lines = Vec::new();
    macro_rules! compare {
        ($table:ident, $words:expr) => {
            compare(stringify!($table), before.$table(), after.$table(), $words, [before, after], &mut lines);
        };
    }
    compare!(sources, |_, _, it| format!("thread “{}”", it.title));
    compare!(comments, |map, _, it| format!("comment “{}”", short(map.quote(it.span).unwrap_or_default())));
    compare!(boundaries, |_, _, it| {
        let what = if it.starts { "a comment starts at" } else { "joined with what stands before:" };
        format!("decided: {what} “{}”", short(&it.after))
    });
    compare!(persons, |_, _, it| format!("person {}", it.name));
    compare!(statements, |map, _, it| format!("statement “{}”", short(map.quote(it.span).unwrap_or_default())));
    compare!(nodes, |_, _, it| node_words(it));
    compare!(edges, |map, _, it| edge_words(map, it));
    compare!(cruxes, |map, id, _| format!("sides and status of {}", item_words(map, id.into())));
    compare!(disagreements, |map, id, _| format!("kind and sides of {}", item_words(map, id.into())));
    compare!(evidence, |map, id, _| format!("data of {}", item_words(map, id.into())));
    compare!(calculations, |map, id, it| format!("calculation {} of {}", it.engine, item_words(map, id.into())));
    compare!(files, |_, _, it| format!("file {}", it.name));
    compare!(results, |map, _, it| format!("result of {}: {}", item_words(map, it.node.into()), short(&it.gist)));
    compare!(weights, |map, id, _| format!("weight of {}", item_words(map, id.into())));
    compare!(linked, |map, id, _| format!("linked premise: {}", item_words(map, id.into())));
    compare!(credences, |map, _, it| { format!("credence {} of {}", it.in_words(), item_words(map, it.node.into())) });
    compare!(conditionals, |map, _, it| {
        let [node, on] = [it.node, it.on].map(|it| item_words(map, it.into()));
        format!("{} if {on}, {} if not, of {node}", it.if_yes, it.if_no)
    });
    compare!(foreign, |map, _, it| {
        let of = it.of.map(|it| format!(" of {}", item_words(map, it))).unwrap_or_default();
        format!("what {} says under “{}”{of}: {}", it.format, it.key, short(&it.value))
    });
    compare!(pins, |map, id, _| format!("place of {}", item_words(map, id.into())));
    compare!(reviews, |map, item, it| format!("{:?} proposal: {}", it.state, item_words(map, item)).to_lowercase());
    lines
}

fn compare<'a, K: Ord + Copy + Display, T: PartialEq + 'a>(
    table: &'static str,
    before: impl Iterator<Item = (K, &'a T)>,
    after: impl Iterator<Item = (K, &'a T)>,
    words: impl Fn(&Map, K, &T) -> String,
    [map_before, map_after]: [&Map; 2],
    lines: &mut Vec<Line>,
) {
    let before: BTreeMap<K, &T> = before.collect();
    let mut after: BTreeMap<K, &T> = after.collect();
    for (id, old) in before {
        let new = after.remove(&id);
        if new != Some(old) {
            lines.push(Line {
                table,
                id: id.to_string(),
                before: Some(words(map_before, id, old)),
                after: new.map(|it| words(map_after, id, it)),
            });
        }
    }
    for (id, new) in after {
        lines.push(Line { table, id: id.to_string(), before: None, after: Some(words(map_after, id, new)) });
    }
}

fn node_words(node: &Node) -> String {
    format!("{} “{}”", node.kind.word(), short(&node.text))
}

fn edge_words(map: &Map, edge: &Edge) -> String {
    format!("{} {} {}", item_words(map, edge.from.into()), edge.kind.words(), item_words(map, edge.to))
}

fn item_words(map: &Map, item: Item) -> String {
    match item {
        Item::Node(id) => map.node(id).map_or_else(|| id.to_string(), node_words),
        Item::Edge(id) => match map.edge(id) {
            // A link to a link is told by its start alone, so that no chain of them runs on.
            Some(edge) => format!("a link from {}", item_words(map, edge.from.into())),
            None => id.to_string(),
        },
    }
}
