//! How nodes and links were written in the files they come from, for the way back.

use super::{
    NAME, graph,
    rest::{self, Rest},
};
use crate::{
    formats::json::{self, Raw},
    map::{EdgeId, Foreign, Item, Map, NodeId},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// How a node or link was written.
pub struct Written<'a> {
    pub file: Cow<'a, str>,
    /// The id of the node, or of the node that the link was.
    pub id: Cow<'a, str>,
    pub node: Option<Raw<'a>>,
    /// The edges from the premise and to the conclusion.
    pub edges: [Option<Raw<'a>>; 2],
}

/// All that was kept with a map, and the ids it goes out with.
#[derive(Default)]
pub struct Kept<'a> {
    pub nodes: BTreeMap<NodeId, Written<'a>>,
    pub links: BTreeMap<EdgeId, Written<'a>>,
    pub rests: Vec<Rest<'a>>,
    /// By file and id there.
    names: BTreeMap<Cow<'a, str>, BTreeMap<Cow<'a, str>, String>>,
    next: u64,
}

/// Whether `it` was kept by the reader of this format and is understood.
pub fn is_kept(it: &Foreign) -> bool {
    it.format == NAME
        && match it.of {
            Some(_) => written(it).is_some(),
            None => rest::read(&it.key, &it.value).is_some(),
        }
}

fn written(it: &Foreign) -> Option<Written<'_>> {
    let wanted = if it.of?.node().is_some() { "node" } else { "scheme" };
    let (mut file, mut id, mut node, mut edges) = (None, None, None, [None, None]);
    let read = json::entries(&it.value, |name, raw| match &*name {
        "file" => file = json::words(raw),
        "id" => id = json::words(raw),
        "node" => node = Some(raw),
        "in" => edges[0] = Some(raw),
        "out" => edges[1] = Some(raw),
        _ => {}
    });
    read.ok().filter(|()| it.key == wanted)?;
    let own = node.and_then(graph::node).map(|it| it.id);
    Some(Written { file: file?, id: id.or(own)?, node, edges })
}

impl<'a> Kept<'a> {
    /// Of `map`.
    pub fn of(map: &'a Map) -> Self {
        let mut it = Self::default();
        for (_, foreign) in map.foreign().filter(|it| it.1.format == NAME) {
            match foreign.of {
                Some(Item::Node(id)) => it.nodes.extend(written(foreign).map(|it| (id, it))),
                Some(Item::Edge(id)) => it.links.extend(written(foreign).map(|it| (id, it))),
                None => it.rests.extend(rest::read(&foreign.key, &foreign.value)),
            }
        }
        it.name_all();
        it
    }

    /// Gives each thing that was kept the id it had, or a new one where another file had the same.
    fn name_all(&mut self) {
        let written = self.nodes.values().chain(self.links.values()).map(|it| (it.file.clone(), it.id.clone()));
        let resting = self.rests.iter().flat_map(|it| it.nodes.iter().map(|node| (it.file.clone(), node.id.clone())));
        let all: BTreeSet<_> = written.chain(resting).collect();
        let numbers = all.iter().filter_map(|it| it.1.parse::<u64>().ok()).filter(|it| *it < 1 << 52);
        self.next = numbers.max().map_or(1, |it| it + 1);
        let mut taken = BTreeSet::new();
        for (file, id) in all {
            let name = if taken.insert(id.clone()) { id.clone().into_owned() } else { self.new_name() };
            self.names.entry(file).or_default().insert(id, name);
        }
    }

    /// An id that nothing has.
    pub fn new_name(&mut self) -> String {
        self.next += 1;
        (self.next - 1).to_string()
    }

    /// The id that what `file` calls `id` goes out with.
    pub fn name(&self, file: &str, id: &str) -> Option<&str> {
        self.names.get(file)?.get(id).map(String::as_str)
    }
}
