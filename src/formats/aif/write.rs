//! From a map to an AIF graph.

use super::{
    graph::{self, Kind},
    kept::{self, Kept},
};
use crate::{
    formats::{
        extra::{self, Extras},
        json,
    },
    map::{Edge, EdgeId, EdgeKind, Item, Map, NodeId},
};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

/// The whole map.
pub fn write(map: &Map) -> String {
    let mut it = Writer::new(map);
    it.propositions();
    it.links();
    super::rest_out::write(&mut it);
    super::talk::write(&mut it);
    it.finished()
}

/// The order in which ids are written: numbers by size, then the others.
pub fn order(id: &str) -> (u64, &str) {
    (id.parse().unwrap_or(u64::MAX), id)
}

/// A graph on its way out.
pub struct Writer<'a> {
    pub map: &'a Map,
    pub kept: Kept<'a>,
    pub extras: Extras<'a>,
    /// The nodes written, by their ids: what they are, and all of each.
    pub nodes: BTreeMap<String, (Kind, String)>,
    pub edges: Vec<String>,
    next_edge: u64,
    /// The ids of propositions.
    pub claims: BTreeMap<NodeId, String>,
    /// The ids of the nodes that links are.
    schemes: BTreeMap<EdgeId, String>,
    /// The ids of locutions.
    pub locutions: BTreeMap<crate::map::CommentId, String>,
    /// Which locution does what: the pairs that an illocution or a transition joins.
    pub joined: BTreeSet<(String, String)>,
    /// The lists and other entries beside the graph, not closed.
    pub lists: BTreeMap<String, Vec<String>>,
    pub beside: String,
    /// What stands around the graph, if it is wrapped; not closed.
    pub around: Option<String>,
}

impl<'a> Writer<'a> {
    fn new(map: &'a Map) -> Self {
        let kept = Kept::of(map);
        let written = kept.links.values().flat_map(|it| it.edges).flatten();
        let all = written.chain(kept.rests.iter().flat_map(|it| it.edges.iter().map(|it| it.2)));
        let ids = all.filter_map(|it| json::name(json::get(it.get(), "edgeID")?)?.parse::<u64>().ok());
        let next_edge = ids.filter(|it| *it < 1 << 52).max().map_or(1, |it| it + 1);
        Self {
            map,
            kept,
            extras: Extras::new(map, |it| !kept::is_kept(it)),
            nodes: BTreeMap::new(),
            edges: Vec::new(),
            next_edge,
            claims: BTreeMap::new(),
            schemes: BTreeMap::new(),
            locutions: BTreeMap::new(),
            joined: BTreeSet::new(),
            lists: BTreeMap::new(),
            beside: "{".to_owned(),
            around: None,
        }
    }

    fn propositions(&mut self) {
        let mut hidden: BTreeMap<NodeId, Vec<EdgeId>> = BTreeMap::new();
        for (id, edge) in self.map.edges().filter(|it| !self.is_shown(it.1)) {
            hidden.entry(edge.from).or_default().push(id);
        }
        for (id, node) in self.map.nodes() {
            let written = self.kept.nodes.get(&id);
            let name = written.and_then(|it| self.kept.name(&it.file, &it.id)).map(str::to_owned);
            let raw = written.and_then(|it| it.node).filter(|_| name.is_some());
            let name = name.filter(|it| !self.nodes.contains_key(it)).unwrap_or_else(|| self.kept.new_name());
            let mut part = self.extras.of_node(id);
            for &edge in hidden.get(&id).into_iter().flatten() {
                extra::unite(&mut part, self.extras.of_edge(edge));
            }
            let text = json::quote(&node.text);
            let json = node_json(raw.map_or("{}", |it| it.get()), &name, &text, "I", extra::json(&part).as_deref());
            self.nodes.insert(name.clone(), (Kind::Proposition, json));
            self.claims.insert(id, name);
        }
    }

    /// Whether AIF can say what a link does.
    fn is_shown(&self, edge: &Edge) -> bool {
        match edge.to {
            Item::Node(_) => matches!(edge.kind, EdgeKind::Supports | EdgeKind::Attacks | EdgeKind::Restates),
            Item::Edge(to) => self.map.edge(to).is_some_and(|it| it.to.node().is_some() && self.is_shown(it)),
        }
    }

    /// Writes the links, those that count only together as one node.
    fn links(&mut self) {
        let first: BTreeMap<EdgeId, EdgeId> = self.map.linked().map(|(id, it)| (id, it.first)).collect();
        let mut groups: BTreeMap<(bool, Group), Vec<EdgeId>> = BTreeMap::new();
        for (id, edge) in self.map.edges().filter(|it| self.is_shown(it.1)) {
            let written = self.kept.links.get(&id);
            let group = match (first.get(&id), written) {
                (Some(&first), _) => Group::Together(first),
                // One rephrase or conflict of several things, as the file had it.
                (None, Some(it)) if matches!(edge.kind, EdgeKind::Restates | EdgeKind::Undercuts) => {
                    let to = match edge.to {
                        Item::Edge(to) => first.get(&to).copied().unwrap_or(to).into(),
                        Item::Node(_) => edge.to,
                    };
                    Group::Written(it.file.to_string(), it.id.to_string(), to, edge.kind)
                }
                _ => Group::Single(id),
            };
            groups.entry((edge.to.edge().is_some(), group)).or_default().push(id);
        }
        // Those that speak against links come last.
        for ids in groups.into_values() {
            self.scheme(&ids);
        }
    }

    /// Writes the node that some links are, and the edges at it.
    fn scheme(&mut self, ids: &[EdgeId]) {
        let Some(edge) = ids.first().and_then(|&it| self.map.edge(it)) else { return };
        let (kind, word, text, scheme) = match edge.kind {
            EdgeKind::Supports => (Kind::Inference, "RA", "Default Inference", "72"),
            EdgeKind::Restates => (Kind::Rephrase, "MA", "Default Rephrase", "144"),
            _ => (Kind::Conflict, "CA", "Default Conflict", "71"),
        };
        let to = match edge.to {
            Item::Node(to) => self.claims.get(&to),
            Item::Edge(to) => self.schemes.get(&to),
        };
        let Some(to) = to.cloned() else { return };
        let written = ids.iter().filter_map(|it| self.kept.links.get(it));
        let written = written.max_by_key(|it| it.node.is_some());
        let raw = written.and_then(|it| it.node).filter(|it| graph::node(it).is_some_and(|it| it.kind == kind));
        let out = written.and_then(|it| it.edges[1]);
        let name = written.and_then(|it| self.kept.name(&it.file, &it.id)).filter(|it| !self.nodes.contains_key(*it));
        let is_known = name.is_some();
        let name = name.map(str::to_owned);
        let name = name.unwrap_or_else(|| self.kept.new_name());
        let json = match raw {
            Some(raw) => with_name(raw.get(), &name),
            None => node_json("{}", &name, &json::quote(text), word, None),
        };
        if !is_known || raw.is_none() {
            self.fulfil(&name, scheme);
        }
        self.nodes.insert(name.clone(), (kind, json));
        for &id in ids {
            let Some(from) = self.map.edge(id).and_then(|it| self.claims.get(&it.from)).cloned() else { continue };
            let raw = self.kept.links.get(&id).and_then(|it| it.edges[0]);
            let mut part = self.extras.of_edge(id);
            // The node says so.
            part.linked.clear();
            let part = extra::json(&part);
            self.edge(raw.map(RawValue::get), &from, &name, part.as_deref());
            self.schemes.insert(id, name.clone());
        }
        self.edge(out.map(RawValue::get), &name, &to, None);
    }

    /// Names the scheme of a node.
    pub fn fulfil(&mut self, node: &str, scheme: &str) {
        let it = json::object([("nodeID", json::quote(node)), ("schemeID", json::quote(scheme))]);
        self.lists.entry("schemefulfillments".to_owned()).or_default().push(it);
    }

    /// Writes an edge, as it was where `raw` says how that is.
    pub fn edge(&mut self, raw: Option<&str>, from: &str, to: &str, extra: Option<&str>) {
        let [from_json, to_json] = [from, to].map(json::quote);
        let json = if let Some(raw) = raw {
            let names = ["fromID", "toID"].map(|it| json::get(raw, it).and_then(json::name));
            let [from_json, to_json] = [(from, &names[0], &from_json), (to, &names[1], &to_json)]
                .map(|(name, was, json)| (was.as_deref() != Some(name)).then_some(json.as_str()));
            let mut values = vec![("from", None), ("to", None), (extra::KEY, extra)];
            values.extend(from_json.map(|it| ("fromID", Some(it))));
            values.extend(to_json.map(|it| ("toID", Some(it))));
            json::with(raw, &values)
        } else {
            let id = json::quote(&self.next_edge.to_string());
            self.next_edge += 1;
            let entries = [("edgeID", id), ("fromID", from_json), ("toID", to_json), ("formEdgeID", "null".to_owned())];
            json::object(entries.into_iter().chain(extra.map(|it| (extra::KEY, it.to_owned()))))
        };
        self.edges.push(json);
    }

    fn finished(mut self) -> String {
        let mut nodes: Vec<(&String, &(Kind, String))> = self.nodes.iter().collect();
        nodes.sort_by(|a, b| order(a.0).cmp(&order(b.0)));
        let lines = |them: &mut dyn Iterator<Item = &str>| {
            let all: Vec<&str> = them.collect();
            if all.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", all.join(",\n")) }
        };
        let mut out = "{".to_owned();
        json::add(&mut out, "nodes", &lines(&mut nodes.iter().map(|it| it.1.1.as_str())));
        json::add(&mut out, "edges", &lines(&mut self.edges.iter().map(String::as_str)));
        for (name, list) in &self.lists {
            json::add(&mut out, name, &lines(&mut list.iter().map(String::as_str)));
        }
        if let Some(rest) = self.beside.strip_prefix('{').filter(|it| !it.is_empty()) {
            out.push(',');
            out.push_str(rest);
        }
        if let Some(part) = extra::json(&self.extras.of_all(true)) {
            json::add(&mut out, extra::KEY, &part);
        }
        out.push_str("}\n");
        match self.around.take() {
            Some(around) => {
                let mut whole = "{".to_owned();
                json::add(&mut whole, "AIF", out.trim_end());
                if let Some(rest) = around.strip_prefix('{').filter(|it| !it.is_empty()) {
                    whole.push(',');
                    whole.push_str(rest);
                }
                whole + "}\n"
            }
            None => out,
        }
    }
}

/// What makes several links one node.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Together(EdgeId),
    Written(String, String, Item, EdgeKind),
    Single(EdgeId),
}

/// A node as it was, with these words.
pub fn node_json(raw: &str, name: &str, text: &str, word: &str, extra: Option<&str>) -> String {
    let word = json::quote(word);
    json::with(&with_name(raw, name), &[("text", Some(text)), ("type", Some(&word)), (extra::KEY, extra)])
}

/// A node as it was, by this id.
pub fn with_name(raw: &str, name: &str) -> String {
    let is_same = json::get(raw, "nodeID").and_then(json::name).is_some_and(|it| it == name);
    if is_same {
        return raw.to_owned();
    }
    let quoted = json::quote(name);
    json::with(raw, &[("nodeID", Some(&quoted)), ("id", None)])
}
