//! From relations and the steps of arguments to links.

use super::{
    model::{Document, Does, End, Relation, Role},
    read::{edge_kind, keep},
};
use crate::{
    formats::{Told, build::Build},
    map::{Edge, EdgeId, EdgeKind, Item, Linked, NodeId},
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Records in the form of map files, by table.
type Tables = Map<String, Value>;

pub struct Links<'a> {
    doc: &'a Document,
    text: &'a str,
    build: Build,
    node_of: BTreeMap<End, NodeId>,
    /// The link that stands for each inference.
    inferred: BTreeMap<u32, EdgeId>,
    known: BTreeMap<(NodeId, Item, EdgeKind), EdgeId>,
    /// Links that count only together, by what their data calls the group.
    groups: BTreeMap<String, BTreeSet<EdgeId>>,
    tables: Tables,
}

impl<'a> Links<'a> {
    pub fn new(doc: &'a Document, text: &'a str, build: Build, node_of: BTreeMap<End, NodeId>) -> Self {
        Self {
            doc,
            text,
            build,
            node_of,
            inferred: BTreeMap::new(),
            known: BTreeMap::new(),
            groups: BTreeMap::new(),
            tables: Map::new(),
        }
    }

    pub fn all(&mut self) {
        for argument in 0..self.doc.arguments.len() {
            self.steps(argument);
        }
        let (undercuts, others): (Vec<&Relation>, Vec<&Relation>) =
            self.doc.relations.iter().partition(|it| it.does == Does::Undercuts);
        for it in others {
            self.relation(it);
        }
        for it in undercuts {
            self.undercut(it);
        }
    }

    /// The records, and what the tables of a map hold of links.
    pub fn finish(mut self) -> (Build, Tables) {
        for them in self.groups.into_values().filter(|it| it.len() > 1) {
            let first = them.first().copied();
            for (it, first) in them.iter().filter_map(|&it| Some((it, first?))) {
                self.build.made.records.linked.insert(it, Linked { first });
            }
        }
        (self.build, self.tables)
    }

    /// The steps of an argument: what each conclusion follows from.
    fn steps(&mut self, number: usize) {
        let doc = self.doc;
        let Some(argument) = doc.arguments.get(number) else { return };
        let own = u32::try_from(number).ok().and_then(|it| self.node_of.get(&End::Argument(it)).copied());
        let node = |this: &Self, member: u32| {
            let class = doc.class_of.get(doc.member(member).title.as_deref()?)?;
            this.node_of.get(&End::Class(*class)).copied()
        };
        // Each step starts from what stands before it, and from the conclusion of the step before.
        let mut from: Vec<u32> = Vec::new();
        for &step in &argument.steps {
            let member = doc.member(step);
            if let (Some(inference), Some(conclusion)) = (member.inference, node(self, step)) {
                let via = own.filter(|_| member.role == Role::Main);
                let used = self.used(inference, &argument.steps).unwrap_or_else(|| from.clone());
                let mut group = BTreeSet::new();
                for premise in used {
                    let data = doc.member(premise).data.as_deref();
                    let to = via.unwrap_or(conclusion);
                    let edge = node(self, premise)
                        .and_then(|it| self.edge(it, to.into(), EdgeKind::Supports, data, doc.member(premise).at));
                    group.extend(edge);
                }
                let last = via.and_then(|it| {
                    self.edge(it, conclusion.into(), EdgeKind::Supports, member.data.as_deref(), member.at)
                });
                let edge = last.or(group.first().copied());
                self.inference(inference, edge);
                if group.len() > 1 {
                    self.groups.insert(format!("step {inference}"), group);
                }
                from.clear();
            }
            from.push(step);
        }
    }

    /// What an inference says that it uses: the numbers of statements, counted from 1.
    fn used(&self, inference: u32, steps: &[u32]) -> Option<Vec<u32>> {
        let data = self.doc.inferences.get(inference as usize)?.data.as_ref()?;
        let numbers = data.get("uses")?.as_array()?.iter().filter_map(Value::as_u64);
        let used: Vec<u32> =
            numbers.filter_map(|it| steps.get(usize::try_from(it).ok()?.checked_sub(1)?).copied()).collect();
        (!used.is_empty()).then_some(used)
    }

    /// Keeps the rules and data of an inference with the link that stands for it.
    fn inference(&mut self, number: u32, edge: Option<EdgeId>) {
        let (Some(it), Some(edge)) = (self.doc.inferences.get(number as usize), edge) else { return };
        self.inferred.insert(number, edge);
        let rules: Vec<&String> = it.rules.iter().filter(|it| !it.is_empty()).collect();
        let value = json!({"rules": rules, "data": it.data});
        let of = Some(edge.into());
        keep(&mut self.build.made.records, of, "inference", (!rules.is_empty() || it.data.is_some()).then_some(value));
    }

    fn relation(&mut self, it: &Relation) {
        let [Some(&from), Some(&to)] = [it.from, it.to].map(|it| self.node_of.get(&it)) else {
            self.lost(it);
            return;
        };
        let member = self.doc.member(it.member);
        let kind = match it.does {
            Does::Supports | Does::Entails => EdgeKind::Supports,
            _ => EdgeKind::Attacks,
        };
        let edge = self.edge(from, to.into(), kind, member.data.as_deref(), member.at);
        if let (Does::Contradicts, Some(edge)) = (it.does, edge) {
            let back = self.edge(to, from.into(), kind, None, member.at);
            keep(&mut self.build.made.records, Some(edge.into()), "contradicts", back.map(|it| json!(it.to_string())));
        }
    }

    fn undercut(&mut self, it: &Relation) {
        let Some(&from) = self.node_of.get(&it.from) else { return self.lost(it) };
        let member = self.doc.member(it.member);
        let data = member.data.as_deref();
        let named = data.and_then(|it| it.get("undercuts")?.as_str()?.parse::<EdgeId>().ok());
        let named = named.filter(|it| self.build.made.records.edges.contains_key(it));
        let links: Vec<EdgeId> = match (named, it.to) {
            (Some(edge), _) => vec![edge],
            (None, End::Inference(it)) => self.inferred.get(&it).copied().into_iter().collect(),
            (None, end) => {
                let node = self.node_of.get(&end);
                let leading = self.known.iter().filter(|it| Some(&it.0.0) == node && matches!(end, End::Argument(_)));
                leading.filter(|it| it.0.2 != EdgeKind::Undercuts).map(|it| *it.1).take(1_000).collect()
            }
        };
        if links.is_empty() {
            // A statement, or an argument for nothing: there is no link to undercut.
            let Some(&to) = self.node_of.get(&it.to) else { return self.lost(it) };
            let edge = self.edge(from, to.into(), EdgeKind::Attacks, data, member.at);
            keep(&mut self.build.made.records, edge.map(Into::into), "undercuts", Some(json!(true)));
        }
        for (nth, link) in links.into_iter().enumerate() {
            self.edge(from, link.into(), EdgeKind::Undercuts, data.filter(|_| nth == 0), member.at);
        }
    }

    fn lost(&mut self, it: &Relation) {
        let at = self.doc.member(it.member).at;
        let text = self.text;
        self.build.tell(|| Told::at(text, at, "this relation leads to nothing that a map can show; it was left out"));
    }

    /// Adds a link, with what Cruxmap wrote of it in `data`. The same link twice is one.
    fn edge(&mut self, from: NodeId, to: Item, kind: EdgeKind, data: Option<&Value>, at: usize) -> Option<EdgeId> {
        let said = |key: &str| data.and_then(|it| it.get(key));
        let kind = said("does").and_then(Value::as_str).and_then(edge_kind).unwrap_or(kind);
        if let Some(&known) = self.known.get(&(from, to, kind)) {
            return Some(known);
        }
        let edges = &self.build.made.records.edges;
        let own = said("edge").and_then(Value::as_str).and_then(|it| it.parse::<EdgeId>().ok());
        let own = own.filter(|it| !edges.contains_key(it)).map(|it| it.to_string());
        let text = self.text;
        let key = own.unwrap_or_else(|| kind.words().to_owned());
        let id = self.build.edge(&key, from, to, kind, || Told::at(text, at, ""))?;
        let made: Edge = *self.build.made.records.edges.get(&id)?;
        if let Some(&known) = self.known.get(&(made.from, made.to, made.kind)) {
            // It was taken for what is there already.
            if known != id {
                self.build.made.records.edges.remove(&id);
            }
            return Some(known);
        }
        self.known.insert((made.from, made.to, made.kind), id);
        if let Some(group) = said("linked").and_then(Value::as_str) {
            self.groups.entry(group.to_owned()).or_default().insert(id);
        }
        if let (Some(weight), Value::Object(to)) =
            (said("weight"), self.tables.entry("weights").or_insert_with(|| json!({})))
        {
            to.insert(id.to_string(), weight.clone());
        }
        Some(id)
    }
}
