//! What the journal brought back, in words.

use super::inspector::{one_line, short};
use crate::map::Map;
use std::collections::BTreeMap;

/// So many nodes are named; of more only the number is told.
const NAMED: usize = 3;

/// How the map `after` differs from `before`, in words: `2 nodes added (“…”, “…”), 1 link changed`. Empty if not at all,
/// or only in what is not told.
pub fn in_words(before: &Map, after: &Map) -> String {
    let words = |map: &Map, id| map.node(id).map_or_else(String::new, |it| short(&one_line(&it.text), 40));
    let nodes = changes(before.nodes(), after.nodes());
    let mut parts = Vec::new();
    for (ids, done, map) in [(nodes.0, "added", after), (nodes.1, "changed", after), (nodes.2, "removed", before)] {
        if !ids.is_empty() {
            let names: Vec<String> = ids.iter().map(|&it| format!("“{}”", words(map, it))).collect();
            let names = if names.len() <= NAMED { format!(" ({})", names.join(", ")) } else { String::new() };
            parts.push(format!("{} {done}{names}", count(ids.len(), "node")));
        }
    }
    let links = changes(before.edges(), after.edges());
    for (ids, done) in [(links.0, "added"), (links.1, "changed"), (links.2, "removed")] {
        if !ids.is_empty() {
            parts.push(format!("{} {done}", count(ids.len(), "link")));
        }
    }
    let reviews = changes(before.reviews(), after.reviews());
    let decided = reviews.1.len();
    if decided > 0 {
        parts.push(format!("{} decided on", count(decided, "proposal")));
    }
    let pins = changes(before.pins(), after.pins());
    let placed = pins.0.len() + pins.1.len() + pins.2.len();
    if placed > 0 {
        parts.push(format!("{} moved", count(placed, "box")));
    }
    parts.join(", ")
}

/// `1 node`, `2 nodes`, `2 boxes`.
pub fn count(n: usize, noun: &str) -> String {
    let ending = match n {
        1 => "",
        _ if noun.ends_with('x') => "es",
        _ => "s",
    };
    format!("{n} {noun}{ending}")
}

/// The keys of what is new, other, and gone.
fn changes<'a, K: Ord + Copy, T: PartialEq + 'a>(
    before: impl Iterator<Item = (K, &'a T)>,
    after: impl Iterator<Item = (K, &'a T)>,
) -> (Vec<K>, Vec<K>, Vec<K>) {
    let mut old: BTreeMap<K, &T> = before.collect();
    let (mut new, mut other) = (Vec::new(), Vec::new());
    for (id, record) in after {
        match old.remove(&id) {
            None => new.push(id),
            Some(before) if before != record => other.push(id),
            Some(_) => {}
        }
    }
    (new, other, old.into_keys().collect())
}
