//! What of a graph a map has no place for, kept as it was.

use super::{
    graph::{self, Graph, Kind},
    links::Links,
    read::Reader,
    said::Comments,
};
use crate::{
    formats::{
        extra,
        json::{self, Raw},
    },
    map::{CommentId, ForeignId},
};
use std::{borrow::Cow, collections::BTreeMap};

/// The start of the key under which it is kept.
const KEY: &str = "graph ";

/// Keeps the nodes that are nothing on the map, the edges at them, and all that stands beside the graph.
pub fn keep(reader: &mut Reader<'_, '_>, links: &Links, comments: &Comments) {
    let graph = reader.graph;
    let [mut nodes, mut edges, mut said] = ["[", "[", "{"].map(str::to_owned);
    let push = |into: &mut String, raw: Raw<'_>, extra: bool| {
        if !into.ends_with('[') {
            into.push(',');
        }
        if extra { into.push_str(&json::with(raw.get(), &[(extra::KEY, None)])) } else { into.push_str(raw.get()) }
    };
    for (at, node) in (0..).zip(&graph.nodes) {
        if node.kind != Kind::Proposition && !links.of.contains_key(&at) {
            push(&mut nodes, node.raw, node.extra.is_some());
        }
        if let Some(it) = comments.get(&at) {
            json::add(&mut said, &node.id, &json::quote(&it.to_string()));
        }
    }
    for (at, edge) in (0..).zip(&graph.edges) {
        if links.used.contains(&at) {
            continue;
        }
        if [edge.from, edge.to].iter().all(|it| graph.nodes[*it as usize].kind == Kind::Proposition) {
            reader
                .tell(edge.raw, || "an edge that joins propositions says nothing of them; it was left out".to_owned());
        } else {
            push(&mut edges, edge.raw, edge.extra.is_some());
        }
    }
    if nodes == "[" && edges == "[" && is_plain(graph) {
        return;
    }
    let mut value = "{".to_owned();
    json::add(&mut value, "file", &json::quote(&reader.file));
    json::add(&mut value, "nodes", &(nodes + "]"));
    json::add(&mut value, "edges", &(edges + "]"));
    json::add(&mut value, "comments", &(said + "}"));
    json::add(&mut value, "beside", &format!("{}}}", graph.beside));
    if let Some(around) = &graph.around {
        json::add(&mut value, "around", &format!("{around}}}"));
    }
    value.push('}');
    let key = format!("{KEY}{} {}", reader.file, ForeignId::derived(&[value.as_bytes()]));
    reader.keep(None, &key, value);
}

fn is_plain(graph: &Graph<'_>) -> bool {
    graph.beside == "{" && graph.around.is_none()
}

/// What was kept of one file.
pub struct Rest<'a> {
    pub file: Cow<'a, str>,
    pub nodes: Vec<graph::Node<'a>>,
    /// From, to, and all of it.
    pub edges: Vec<(Cow<'a, str>, Cow<'a, str>, Raw<'a>)>,
    /// The comments that locutions are, by their ids.
    pub comments: BTreeMap<Cow<'a, str>, CommentId>,
    pub beside: Option<Raw<'a>>,
    pub around: Option<Raw<'a>>,
}

/// What was kept under `key`; `None` if it is something else.
pub fn read<'a>(key: &str, value: &'a str) -> Option<Rest<'a>> {
    key.strip_prefix(KEY)?;
    let mut file = None;
    let mut it = Rest {
        file: Cow::default(),
        nodes: Vec::new(),
        edges: Vec::new(),
        comments: BTreeMap::new(),
        beside: None,
        around: None,
    };
    let read = json::entries(value, |name, raw| match &*name {
        "file" => file = json::words(raw),
        "nodes" => json::items(raw.get(), |raw| it.nodes.extend(graph::node(raw))),
        "edges" => json::items(raw.get(), |raw| {
            if let ([Some(from), Some(to)], _) = graph::ends(raw) {
                it.edges.push((from, to, raw));
            }
        }),
        "comments" => {
            let _ = json::entries(raw.get(), |name, raw| {
                it.comments.extend(json::words(raw).and_then(|it| it.parse().ok()).map(|it| (name, it)));
            });
        }
        "beside" => it.beside = Some(raw),
        "around" => it.around = Some(raw),
        _ => {}
    });
    read.ok()?;
    it.file = file?;
    Some(it)
}
