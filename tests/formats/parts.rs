//! A part of a map in a form that two maps can be compared in.

use cruxmap::{
    formats::Part,
    map::{Credence, EdgeId, Item, Map, NodeId},
};
use std::fmt::Debug;

/// All that a map has of `part`, sorted. Links are told by their ends, since formats name them as they like.
pub fn of(map: &Map, part: Part) -> Vec<String> {
    let mut found: Vec<String> = match part {
        Part::Texts => map.nodes().map(|(id, it)| told(&(id, &*it.text))).collect(),
        Part::Kinds => map.nodes().map(|(id, it)| told(&(id, it.kind))).collect(),
        Part::Links => to_nodes(map).map(|it| told(&ends(map, it))).collect(),
        Part::LinkKinds => to_nodes(map).map(|it| told(&(ends(map, it), map.edge(it).map(|it| it.kind)))).collect(),
        Part::Undercuts => {
            let to_links = map.edges().filter(|it| it.1.to.edge().is_some());
            to_links.map(|it| told(&(it.1.from, chain(map, it.0)))).collect()
        }
        Part::Linked => map
            .linked()
            .map(|(id, _)| told(&map.linked_with(id).into_iter().map(|it| ends(map, it)).collect::<Vec<_>>()))
            .collect(),
        Part::Weights => map.weights().map(|(id, it)| told(&(ends(map, id), it))).collect(),
        Part::Places => map.pins().map(|it| told(&it)).collect(),
        Part::Threads => map
            .sources()
            .map(|it| told(&it))
            .chain(map.comments().map(|it| told(&it)))
            .chain(map.boundaries().map(|it| told(&it)))
            .collect(),
        Part::Quotes => map.statements().map(|it| told(&it)).collect(),
        Part::People => map.persons().map(|it| told(&it)).collect(),
        Part::Credences => {
            // The words it was read from are a quote.
            let bare = |it: &Credence| Credence { words: String::new(), statement: None, ..it.clone() };
            map.credences().map(|(id, it)| told(&(id, bare(it)))).collect()
        }
        Part::Conditionals => map.conditionals().map(|it| told(&it)).collect(),
        Part::Sides => map.cruxes().map(|it| told(&it)).chain(map.disagreements().map(|it| told(&it))).collect(),
        Part::Evidence => map.evidence().map(|(id, it)| told(&(id, it.kind, &it.data))).collect(),
        Part::Calculations => map
            .calculations()
            .map(|it| told(&it))
            .chain(map.files().map(|it| told(&it)))
            .chain(map.results().map(|it| told(&it)))
            .collect(),
        Part::Reviews => map.reviews().map(|it| told(&it)).collect(),
        Part::Foreign => map.foreign().map(|it| told(&it.1.value)).collect(),
    };
    found.sort();
    found
}

fn told(it: &impl Debug) -> String {
    format!("{it:?}")
}

fn to_nodes(map: &Map) -> impl Iterator<Item = EdgeId> + '_ {
    map.edges().filter(|it| it.1.to.node().is_some()).map(|it| it.0)
}

fn ends(map: &Map, id: EdgeId) -> Option<(NodeId, Item)> {
    map.edge(id).map(|it| (it.from, it.to))
}

/// The nodes that the links start at which a link lands on, one after the other, and the node at the end.
fn chain(map: &Map, mut id: EdgeId) -> Vec<NodeId> {
    let mut nodes = Vec::new();
    while let Some(edge) = map.edge(id) {
        nodes.push(edge.from);
        match edge.to {
            Item::Edge(next) => id = next,
            Item::Node(node) => {
                nodes.push(node);
                break;
            }
        }
    }
    nodes
}
