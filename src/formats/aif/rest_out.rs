//! What was kept of a graph, written again as far as what it is about is still there.

use super::{
    graph::Kind,
    write::{Writer, with_name},
};
use crate::{
    formats::{
        extra,
        json::{self, Raw},
    },
    map::CommentId,
};
use std::collections::{BTreeMap, BTreeSet};

/// A node that was kept.
struct Resting {
    kind: Kind,
    json: String,
    /// The comment that a locution is.
    comment: Option<CommentId>,
    there: bool,
}

/// Writes what was kept.
pub fn write(writer: &mut Writer<'_>) {
    let (mut nodes, edges) = collected(writer);
    prune(writer, &mut nodes, &edges);
    let is_there =
        |writer: &Writer<'_>, name: &str| writer.nodes.contains_key(name) || nodes.get(name).is_some_and(|it| it.there);
    let edges: Vec<&Joins> = edges.iter().filter(|it| is_there(writer, &it.from) && is_there(writer, &it.to)).collect();
    for (name, it) in nodes.into_iter().filter(|it| it.1.there) {
        writer.locutions.extend(it.comment.map(|it| (it, name.clone())));
        writer.nodes.insert(name, (it.kind, it.json));
    }
    note_joins(writer, &edges);
    for it in edges {
        writer.edge(Some(&it.json), &it.from, &it.to, None);
    }
    beside(writer);
}

/// An edge that was kept.
struct Joins {
    from: String,
    to: String,
    json: String,
}

fn collected(writer: &Writer<'_>) -> (BTreeMap<String, Resting>, Vec<Joins>) {
    let (mut nodes, mut edges, mut seen) = (BTreeMap::new(), Vec::new(), BTreeSet::new());
    for rest in &writer.kept.rests {
        for node in &rest.nodes {
            let Some(name) = writer.kept.name(&rest.file, &node.id).filter(|it| !writer.nodes.contains_key(*it)) else {
                continue;
            };
            let comment = rest.comments.get(&node.id).copied();
            let there = comment.is_none_or(|it| writer.map.comment(it).is_some());
            let mut json = with_name(node.raw.get(), name);
            if let Some(comment) = comment {
                json = json::with(&json, &[(extra::KEY, Some(&json::quote(&comment.to_string())))]);
            }
            nodes.entry(name.to_owned()).or_insert(Resting { kind: node.kind, json, comment, there });
        }
        for (from, to, raw) in &rest.edges {
            let ends = [from, to].map(|it| writer.kept.name(&rest.file, it).map(str::to_owned));
            // An end without a name was not kept, and is not there.
            let [from, to] = ends.map(Option::unwrap_or_default);
            if seen.insert((from.clone(), to.clone())) {
                edges.push(Joins { from, to, json: raw.get().to_owned() });
            }
        }
    }
    (nodes, edges)
}

/// Takes out the nodes that have lost something they were joined to: half an inference says something else. A locution that
/// is a comment stands for itself.
fn prune(writer: &Writer<'_>, nodes: &mut BTreeMap<String, Resting>, edges: &[Joins]) {
    let mut at: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut lost: BTreeSet<&str> = BTreeSet::new();
    for it in edges {
        at.entry(&it.from).or_default().push(&it.to);
        at.entry(&it.to).or_default().push(&it.from);
        for end in [&it.from, &it.to] {
            if !writer.nodes.contains_key(end) && nodes.get(end).is_none_or(|it| !it.there) {
                lost.insert(end);
            }
        }
    }
    let mut pile: Vec<&str> = lost.into_iter().collect();
    while let Some(gone) = pile.pop() {
        let was = nodes.get(gone).map(|it| it.kind);
        for &other in at.get(gone).into_iter().flatten() {
            let Some(it) = nodes.get_mut(other).filter(|it| it.there && it.comment.is_none()) else { continue };
            // A reply is one, whatever else it did.
            if (was, it.kind) != (Some(Kind::Illocution), Kind::Transition) {
                it.there = false;
                pile.push(other);
            }
        }
    }
}

/// Notes which locutions are joined with what by illocutions and transitions, so that nothing is said twice.
fn note_joins(writer: &mut Writer<'_>, edges: &[&Joins]) {
    let kind = |name: &str| writer.nodes.get(name).map(|it| it.0);
    let mut ends: BTreeMap<&str, [Option<&str>; 2]> = BTreeMap::new();
    for it in edges {
        if matches!(kind(&it.to), Some(Kind::Illocution | Kind::Transition)) && kind(&it.from) == Some(Kind::Locution) {
            ends.entry(&it.to).or_default()[0].get_or_insert(&it.from);
        }
        let wanted = match kind(&it.from) {
            Some(Kind::Illocution) => Kind::Proposition,
            Some(Kind::Transition) => Kind::Locution,
            _ => continue,
        };
        if kind(&it.to) == Some(wanted) {
            ends.entry(&it.from).or_default()[1].get_or_insert(&it.to);
        }
    }
    let joined = ends.into_values().filter_map(|it| Some((it[0]?.to_owned(), it[1]?.to_owned())));
    writer.joined.extend(joined.collect::<Vec<_>>());
}

/// Writes what stood beside and around the graph: of lists about nodes what is about nodes that are there.
fn beside(writer: &mut Writer<'_>) {
    let rests = std::mem::take(&mut writer.kept.rests);
    let (mut seen, mut names) = (BTreeSet::new(), BTreeSet::new());
    for (nth, rest) in rests.iter().enumerate() {
        let Some(raw) = rest.beside else { continue };
        let _ = json::entries(raw.get(), |name, raw| match &*name {
            // Who took part is told anew where several files count their people from 1.
            "locutions" | "participants" if nth > 0 => {}
            name if name.ends_with("fulfillments") || name == "locutions" => {
                json::items(raw.get(), |it| {
                    if let Some(it) = renamed(writer, &rest.file, it).filter(|it| seen.insert(it.clone())) {
                        writer.lists.entry(name.to_owned()).or_default().push(it);
                    }
                });
            }
            "participants" => json::items(raw.get(), |it| {
                writer.lists.entry("participants".to_owned()).or_default().push(it.get().to_owned());
            }),
            _ => {
                if names.insert(name.to_string()) {
                    json::add(&mut writer.beside, &name, raw.get());
                }
            }
        });
        if let Some(around) = rest.around.filter(|_| writer.around.is_none()) {
            writer.around = Some(around.get().strip_suffix('}').unwrap_or("{").to_owned());
        }
    }
    writer.kept.rests = rests;
}

/// An entry of a list about nodes, by the id that its node goes out with; nothing if that is gone.
fn renamed(writer: &Writer<'_>, file: &str, it: Raw<'_>) -> Option<String> {
    let id = json::name(json::get(it.get(), "nodeID")?)?;
    let name = writer.kept.name(file, &id).filter(|it| writer.nodes.contains_key(*it))?;
    Some(if id == name { it.get().to_owned() } else { json::with(it.get(), &[("nodeID", Some(&json::quote(name)))]) })
}
