//! From an AIF graph to records of a map.

use super::{
    NAME,
    graph::{self, Graph, Kind},
    links::Links,
    rest, said,
};
use crate::{
    formats::{
        Imported, Told,
        build::Build,
        extra,
        json::{self, Raw},
    },
    map::{Foreign, Item, Node, NodeId, NodeKind, Records},
};
use std::collections::BTreeMap;

/// Reads a file.
pub fn read(text: &str) -> Result<Imported, Told> {
    let mut build = Build::new(NAME);
    let graph = graph::read(text, &mut build)?;
    let mut read = Reader::read(&graph, build, true);
    if graph.has_extras() && !extra::fits(&read.records) {
        let told = Told::of_all("what Cruxmap had added to the file does not fit together and was left out");
        read.records = Reader::read(&graph, Build::new(NAME), false).records;
        read.warnings.push(told);
    }
    read.warnings.sort_by_key(|it| (it.line == 0, it.line, it.column));
    Ok(read)
}

/// A graph on its way into records.
pub struct Reader<'a, 'g> {
    pub graph: &'g Graph<'a>,
    /// What tells this file's ids from those of other files.
    pub file: String,
    /// The nodes of the map that propositions are, by their places in the graph.
    pub nodes: BTreeMap<u32, NodeId>,
    /// Whether what this program added counts.
    pub extras: bool,
    pub out: Records,
    build: Build,
}

impl<'a, 'g> Reader<'a, 'g> {
    fn read(graph: &'g Graph<'a>, build: Build, extras: bool) -> Imported {
        let (nodes, out) = (BTreeMap::new(), Records::default());
        let mut it = Self { graph, file: file_key(graph), nodes, extras, out, build };
        if let Some(part) = graph.extra.and_then(|raw| it.extra(raw)) {
            extra::unite(&mut it.out, part);
        }
        it.propositions();
        let mut links = Links::new(graph);
        links.read(&mut it);
        let comments = said::read(&mut it);
        rest::keep(&mut it, &links, &comments);
        extra::mend(&mut it.out);
        Imported { records: it.out, warnings: it.build.made.warnings }
    }

    /// What this program added to something, if it counts and is understood.
    fn extra(&mut self, raw: Raw<'_>) -> Option<Records> {
        let part = self.extras.then(|| extra::read(raw.get()))?;
        part.map_err(|it| self.tell(raw, || format!("what Cruxmap had added was not understood: {it}"))).ok()
    }

    /// Tells of something doubtful.
    pub fn tell(&mut self, raw: Raw<'_>, says: impl FnOnce() -> String) {
        let whole = self.graph.whole;
        self.build.tell(|| json::at(whole, raw, says()));
    }

    fn propositions(&mut self) {
        for (at, node) in (0..).zip(&self.graph.nodes).filter(|it| it.1.kind == Kind::Proposition) {
            let part = node.extra.and_then(|raw| self.extra(raw));
            let known = part.as_ref().and_then(|it| it.nodes.first_key_value()).map(|(&id, it)| (id, it.kind));
            // Two that claim to be one node: somebody copied it.
            let known = known.filter(|it| !self.out.nodes.contains_key(&it.0));
            if known.is_some() {
                extra::unite(&mut self.out, part.unwrap_or_default());
            }
            let (id, kind) = known.unwrap_or_else(|| (self.build.node_id(&node.id, &node.words), NodeKind::Claim));
            self.nodes.insert(at, id);
            self.out.nodes.insert(id, Node { kind, text: (*node.words).into() });
            let own = json::with(node.raw.get(), &[("text", None), (extra::KEY, None)]);
            self.keep(Some(id.into()), "node", json::object([("file", json::quote(&self.file)), ("node", own)]));
        }
    }

    /// Keeps something as it was.
    pub fn keep(&mut self, of: Option<Item>, key: &str, value: String) {
        let it = Foreign { format: NAME.to_owned(), of, key: key.to_owned(), value: value.into() };
        self.out.foreign.insert(it.id(), it);
    }
}

/// What tells the ids of one file from those of others, which all may count from 1: its node with the lowest id, which stays
/// the same while an analysis grows.
fn file_key(graph: &Graph<'_>) -> String {
    let said = graph.nodes.iter().filter(|it| matches!(it.kind, Kind::Proposition | Kind::Locution));
    let first = said.min_by_key(|it| super::write::order(&it.id));
    let id = first.map(|it| NodeId::derived(&[NAME.as_bytes(), it.id.as_bytes(), it.words.as_bytes()]));
    id.map_or(0, NodeId::bits).to_string()
}
