//! The way back as a list: each step by its name and what it touched, to jump to.

use super::{
    command::Command,
    inspector::{one_line, short},
    picker::{Choice, Choose},
};
use crate::map::{Change, Diff, Document, Edge, Item, Map, Node, NodeId};
use std::{collections::BTreeMap, sync::Arc};

/// How much of a node's words stands in a step's name.
const WORDS: usize = 36;

/// The list of steps, the newest first, and the line of the one that was done last.
pub fn choose(document: &Document) -> (Choose, usize) {
    let steps: Vec<_> = document.steps().collect();
    let names = Names::new(document.map(), steps.iter().map(|it| it.1));
    let done = document.done();
    let opened = std::iter::once("As it was opened".to_owned());
    let words = opened.chain(steps.iter().map(|(label, diff)| describe(&names, label, diff)));
    let line = |(number, words)| {
        let remark = match number {
            n if n == done => "now",
            n if n > done => "undone",
            _ => "",
        };
        Choice { words, remark: remark.to_owned(), command: Command::Travel(number) }
    };
    let mut choices: Vec<_> = words.enumerate().map(line).collect();
    choices.reverse();
    (Choose { title: "History: go back or forth to".to_owned(), choices }, steps.len() - done)
}

/// The words of nodes, also of those that are no more.
struct Names<'a> {
    map: &'a Map,
    gone: BTreeMap<NodeId, &'a Arc<Node>>,
}

impl<'a> Names<'a> {
    fn new(map: &'a Map, diffs: impl Iterator<Item = &'a Diff>) -> Self {
        let nodes = diffs.flat_map(|it| &it.nodes);
        let gone = nodes.filter_map(|(&id, it)| Some((id, either(it)?))).filter(|it| map.node(it.0).is_none());
        Self { map, gone: gone.collect() }
    }

    fn of(&self, id: NodeId) -> String {
        let node = self.map.node(id).or_else(|| self.gone.get(&id).map(|it| &***it));
        quoted(node.map_or("", |it| &it.text))
    }
}

/// The record after a change, or before it if there is none after.
fn either<T>(change: &Change<T>) -> Option<&Arc<T>> {
    change.after.as_ref().or(change.before.as_ref())
}

fn quoted(text: &str) -> String {
    format!("“{}”", short(&one_line(text), WORDS))
}

/// A step in words: its name, and what it touched.
fn describe(names: &Names<'_>, label: &str, diff: &Diff) -> String {
    match label {
        "Add node" => one_or_count(diff.nodes.iter().map(|it| node_words(names, *it.0, it.1)), "Add", "nodes"),
        "Accept" | "Reject" => {
            // A link that was decided on along with its ends needs no mention.
            let nodes = diff.reviews.keys().filter_map(|it| it.node());
            let all: Vec<String> = nodes.map(|it| names.of(it)).collect();
            let links = diff.reviews.keys().filter_map(|it| it.edge());
            if all.is_empty() {
                return one_or_count(links.map(|it| link_words(names, diff, it)), label, "proposed links");
            }
            one_or_count(all.into_iter(), label, "proposals")
        }
        "Add thread" | "Merge map" | "Split comment" | "Join comments" | "Read with a model" => {
            match diff.nodes.len() {
                0 => label.to_owned(),
                1 => format!("{label} (1 node)"),
                n => format!("{label} ({n} nodes)"),
            }
        }
        "Change kind" if !diff.nodes.is_empty() => {
            one_or_count(diff.nodes.iter().map(|it| node_words(names, *it.0, it.1)), "Change kind of", "nodes")
        }
        _ if !diff.nodes.is_empty() => {
            one_or_count(diff.nodes.iter().map(|it| node_words(names, *it.0, it.1)), label, "nodes")
        }
        _ if !diff.pins.is_empty() => one_or_count(diff.pins.keys().map(|&it| names.of(it)), label, "nodes"),
        _ if !diff.edges.is_empty() => {
            let links = diff.edges.keys().map(|&it| link_words(names, diff, it));
            let verb = if label.ends_with("ink") { label.to_owned() } else { format!("{label} link") };
            one_or_count(links, &verb, "links")
        }
        _ => {
            let details = diff.cruxes.keys().chain(diff.disagreements.keys()).chain(diff.evidence.keys());
            let credences = diff.credences.values().filter_map(|it| either(it)).map(|it| it.node);
            let mut about: Vec<_> = details.copied().chain(credences).collect();
            about.extend(diff.reviews.keys().filter_map(|it| it.node()));
            about.sort_unstable();
            about.dedup();
            let on = if diff.credences.is_empty() { label.to_owned() } else { format!("{label} on") };
            one_or_count(about.into_iter().map(|it| names.of(it)), &on, "nodes")
        }
    }
}

fn node_words(names: &Names<'_>, id: NodeId, change: &Change<Node>) -> String {
    either(change).map_or_else(|| names.of(id), |it| quoted(&it.text))
}

fn link_words(names: &Names<'_>, diff: &Diff, id: crate::map::EdgeId) -> String {
    let changed = diff.edges.get(&id).and_then(either).map(|it| &**it);
    let Some(Edge { from, to, .. }) = changed.or(names.map.edge(id)) else { return "a link".to_owned() };
    let to = match to {
        Item::Node(to) => names.of(*to),
        Item::Edge(_) => "a link".to_owned(),
    };
    format!("{} to {to}", names.of(*from))
}

fn one_or_count(mut all: impl Iterator<Item = String>, verb: &str, noun: &str) -> String {
    match (all.next(), all.count()) {
        (None, _) => verb.to_owned(),
        (Some(one), 0) => format!("{verb} {one}"),
        (Some(_), more) => format!("{} {} {noun}", verb.trim_end_matches(" link"), more + 1),
    }
}
