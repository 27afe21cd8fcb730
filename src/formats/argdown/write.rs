//! From a map to a document: a block for each node with what leads to it, below headings where the map has groups.

use super::{
    flow::{self, collapsed},
    read::{IN_NODE, OF_NODE},
    steps::{Step, steps},
    title::{Titles, split},
};
use crate::{
    formats::Taken,
    map::{Edge, EdgeId, EdgeKind, Item, Map, Node, NodeId, NodeKind, Records},
    save,
};
use serde_json::{Map as Object, Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// Tables of which all stands in the front matter.
const IN_FRONT: [&str; 7] = ["sources", "comments", "boundaries", "persons", "statements", "reviews", "foreign"];

/// Writes a map.
///
/// # Errors
/// If a record has no form; none is known that has not.
pub fn write(taken: &Taken<'_>) -> Result<Vec<u8>, String> {
    let map = taken.map;
    let mut tables: Object<String, Value> =
        serde_json::from_str(&save::part_to_json(&kept(map))).map_err(|it| it.to_string())?;
    let data = node_data(&mut tables);
    let weights = tables.remove("weights");
    let (steps, in_steps) = steps(map);
    let mut writer = Writer {
        map,
        data,
        weights: weights.unwrap_or_default(),
        titles: BTreeMap::new(),
        steps,
        in_steps,
        out: String::new(),
    };
    writer.name_all();
    writer.front(tables);
    writer.blocks();
    Ok(writer.out.into_bytes())
}

/// What of a map stands in data and front matter.
fn kept(map: &Map) -> Records {
    macro_rules! tables {
        ($($table:ident)*) => {
            Records { $($table: map.$table().map(|(id, it)| (id, it.clone())).collect(),)* ..Records::default() }
        };
    }
    tables!(sources comments boundaries persons statements cruxes disagreements evidence weights pins credences
        conditionals foreign reviews)
}

/// Takes what is said of single nodes out of the tables.
fn node_data(tables: &mut Object<String, Value>) -> BTreeMap<String, Object<String, Value>> {
    let mut data: BTreeMap<String, Object<String, Value>> = BTreeMap::new();
    for (key, table) in IN_NODE {
        for (id, mut record) in tables.remove(table).and_then(as_object).into_iter().flatten() {
            if let Some(it) = record.as_object_mut() {
                // Files do not come along.
                it.remove("attached");
            }
            data.entry(id).or_default().insert(key.to_owned(), record);
        }
    }
    for (id, at) in tables.remove("pins").and_then(as_object).into_iter().flatten() {
        data.entry(id).or_default().insert("at".to_owned(), json!([at["x"], at["y"]]));
    }
    for (key, table) in OF_NODE {
        let mut others = Object::new();
        for (id, mut record) in tables.remove(table).and_then(as_object).into_iter().flatten() {
            let node = record.as_object_mut().and_then(|it| it.remove("node"));
            let Some(node) = node.as_ref().and_then(Value::as_str) else {
                others.insert(id, record);
                continue;
            };
            let all = data.entry(node.to_owned()).or_default().entry(key).or_insert_with(|| json!({}));
            if let Value::Object(all) = all {
                all.insert(id, record);
            }
        }
        if !others.is_empty() {
            tables.insert(table.to_owned(), others.into());
        }
    }
    data
}

fn as_object(value: Value) -> Option<Object<String, Value>> {
    match value {
        Value::Object(it) => Some(it),
        _ => None,
    }
}

/// What a file of Argdown said under `key`.
fn said(map: &Map, of: Option<Item>, key: &str) -> Option<Value> {
    serde_json::from_str(map.foreign_of("argdown", of, key)?).ok()
}

/// What a file of Argdown said of the heading at `path`.
fn more_of<'a>(headings: &'a Value, path: &[String]) -> Option<&'a Value> {
    headings.as_array()?.iter().find(|it| {
        let said = it.get("path").and_then(Value::as_array).map_or(&[][..], |it| it);
        said.len() == path.len() && said.iter().zip(path).all(|(a, b)| a == b)
    })
}

struct Writer<'a> {
    map: &'a Map,
    data: BTreeMap<String, Object<String, Value>>,
    weights: Value,
    /// What each node is called, with its signs.
    titles: BTreeMap<NodeId, String>,
    steps: Vec<Step>,
    /// The links that stand in one of them.
    in_steps: BTreeSet<EdgeId>,
    out: String,
}

impl Writer<'_> {
    /// Gives each node its title. What a node says in bold is its own; the others get a label.
    fn name_all(&mut self) {
        let mut titles = Titles::default();
        let mut named: BTreeMap<NodeId, (String, bool)> = BTreeMap::new();
        for (id, node) in self.map.nodes() {
            if let Some((title, _)) = split(&node.text).filter(|it| titles.take(it.0)) {
                named.insert(id, (title.to_owned(), false));
            }
        }
        for (id, node) in self.map.nodes() {
            let (title, is_label) = named.remove(&id).unwrap_or_else(|| (titles.label(&node.text), true));
            let data = self.data.entry(id.to_string()).or_default();
            data.insert("id".to_owned(), id.to_string().into());
            if node.kind != NodeKind::Claim {
                data.insert("kind".to_owned(), node.kind.word().into());
            }
            let mut text = &*node.text;
            if is_label {
                data.insert("label".to_owned(), true.into());
            } else {
                text = split(text).map_or(text, |it| it.1);
            }
            if collapsed(text) != text {
                data.insert("text".to_owned(), text.into());
            }
            let is_argument = said(self.map, Some(id.into()), "argument") == Some(Value::Bool(true));
            let [open, close] = if is_argument { ['<', '>'] } else { ['[', ']'] };
            self.titles.insert(id, format!("{open}{title}{close}"));
        }
    }

    /// The settings, and what of the map stands in no block.
    fn front(&mut self, mut tables: Object<String, Value>) {
        tables.retain(|it, _| IN_FRONT.contains(&it.as_str()));
        let settings = said(self.map, None, "front").and_then(as_object);
        // The key stands there even if there is nothing to say: it tells whose file it is.
        let own = ("cruxmap".to_owned(), Value::Object(tables));
        self.out.push_str("===\n");
        for (key, it) in settings.into_iter().flatten().filter(|it| it.0 != own.0).chain([own.clone()]) {
            flow::key(&key, &mut self.out);
            self.out.push_str(": ");
            flow::value(&it, &mut self.out);
            self.out.push('\n');
        }
        self.out.push_str("===\n\n");
    }

    /// All nodes, those without a group first.
    fn blocks(&mut self) {
        let mut by_path: BTreeMap<Vec<String>, Vec<(NodeId, &Node)>> = BTreeMap::new();
        for (id, node) in self.map.nodes() {
            let path = said(self.map, Some(id.into()), "section").and_then(|it| serde_json::from_value(it).ok());
            let path: Vec<String> = path.unwrap_or_default();
            by_path.entry(path.into_iter().take(6).collect()).or_default().push((id, node));
        }
        let headings = said(self.map, None, "headings");
        let mut last: Vec<String> = Vec::new();
        for (path, nodes) in by_path {
            let same = path.iter().zip(&last).take_while(|(a, b)| a == b).count();
            for (level, title) in path.iter().enumerate().skip(same) {
                let shown = if collapsed(title).is_empty() { "–" } else { title };
                self.out.push_str(&"#".repeat(level + 1));
                self.out.push(' ');
                flow::text(shown, &mut self.out);
                if let Some(more) = headings.as_ref().and_then(|it| more_of(it, path.get(..=level)?)) {
                    self.tags(more.get("tags"));
                    if let Some(data) = more.get("data").filter(|it| it.is_object()) {
                        self.out.push(' ');
                        flow::value(data, &mut self.out);
                    }
                }
                self.out.push_str("\n\n");
            }
            last = path;
            for (id, node) in nodes {
                self.block(id, node);
            }
        }
        for step in std::mem::take(&mut self.steps) {
            self.step(&step);
        }
        if self.out.ends_with("\n\n") {
            self.out.pop();
        }
    }

    fn block(&mut self, id: NodeId, node: &Node) {
        let Some(title) = self.titles.get(&id) else { return };
        self.out.push_str(title);
        let data = self.data.remove(&id.to_string()).unwrap_or_default();
        let text = if data.contains_key("label") { &*node.text } else { split(&node.text).map_or("", |it| it.1) };
        if !collapsed(text).is_empty() {
            self.out.push_str(": ");
            flow::text(text, &mut self.out);
        }
        for tag in said(self.map, Some(id.into()), "tags").iter().flat_map(|it| it.as_array().into_iter().flatten()) {
            let Some(tag) = tag.as_str().filter(|it| !it.is_empty() && !it.contains([')', '\n', '\r'])) else {
                continue;
            };
            let is_plain = tag.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
            let _ = if is_plain { write!(self.out, " #{tag}") } else { write!(self.out, " #({tag})") };
        }
        let mut all = said(self.map, Some(id.into()), "data").and_then(as_object).unwrap_or_default();
        all.extend(data);
        self.out.push(' ');
        flow::value(&all.into(), &mut self.out);
        self.out.push('\n');
        let leading: BTreeSet<EdgeId> = self.map.edges_at(id).filter(|it| !self.in_steps.contains(it)).collect();
        for (edge, it) in leading.into_iter().filter_map(|id| Some((id, self.map.edge(id)?))) {
            if it.to == Item::Node(id) {
                self.line(edge, it, "  ");
                self.undercuts(edge, "    ");
            }
        }
        self.out.push('\n');
    }

    fn tags(&mut self, tags: Option<&Value>) {
        for tag in tags.and_then(Value::as_array).into_iter().flatten() {
            let Some(tag) = tag.as_str().filter(|it| !it.is_empty() && !it.contains([')', '\n', '\r'])) else {
                continue;
            };
            let is_plain = tag.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
            let _ = if is_plain { write!(self.out, " #{tag}") } else { write!(self.out, " #({tag})") };
        }
    }

    /// What undercuts a link, below it.
    fn undercuts(&mut self, edge: EdgeId, indent: &str) {
        let them: BTreeSet<EdgeId> = self.map.edges_at(edge).collect();
        for (id, it) in them.into_iter().filter_map(|id| Some((id, self.map.edge(id)?))) {
            if it.to == Item::Edge(edge) {
                self.line(id, it, indent);
            }
        }
    }

    /// A link as a relation.
    fn line(&mut self, id: EdgeId, it: &Edge, indent: &str) {
        let sign = match it.kind {
            EdgeKind::Attacks | EdgeKind::Qualifies => '-',
            EdgeKind::Undercuts => '_',
            _ => '+',
        };
        let mut data = self.edge_data(id, it);
        if let Item::Edge(edge) = it.to {
            data.insert("undercuts".to_owned(), edge.to_string().into());
        }
        if let Some(first) = self.map.linked_with(id).first() {
            data.insert("linked".to_owned(), first.to_string().into());
        }
        let title = self.title(it.from);
        let _ = write!(self.out, "{indent}{sign} {title} ");
        flow::value(&data.into(), &mut self.out);
        self.out.push('\n');
    }

    fn edge_data(&self, id: EdgeId, it: &Edge) -> Object<String, Value> {
        let mut data = Object::from_iter([("edge".to_owned(), Value::from(id.to_string()))]);
        if !matches!(it.kind, EdgeKind::Supports | EdgeKind::Attacks | EdgeKind::Undercuts) {
            data.insert("does".to_owned(), it.kind.words().into());
        }
        if let Some(weight) = self.weights.get(id.to_string()) {
            data.insert("weight".to_owned(), weight.clone());
        }
        data
    }

    fn title(&self, id: NodeId) -> String {
        self.titles.get(&id).cloned().unwrap_or_default()
    }

    /// Premises that count only together, and what follows from them.
    fn step(&mut self, step: &Step) {
        if let Some(argument) = step.argument {
            let title = self.title(argument);
            let _ = write!(self.out, "{title}\n\n");
        }
        let mut number = 0;
        for &id in &step.premises {
            let Some(it) = self.map.edge(id) else { continue };
            number += 1;
            let title = self.title(it.from);
            let _ = write!(self.out, "({number}) {title} ");
            let data = self.edge_data(id, it);
            flow::value(&data.into(), &mut self.out);
            self.out.push('\n');
        }
        let inferred = step.edge.or(step.premises.first().copied());
        let kept = inferred.and_then(|it| said(self.map, Some(it.into()), "inference"));
        self.rules(kept.as_ref());
        for &id in step.premises.iter().chain(&step.edge) {
            self.undercuts(id, "  ");
        }
        let title = self.title(step.conclusion);
        let _ = write!(self.out, "({}) {title}", number + 1);
        if let Some((id, it)) = step.edge.and_then(|id| Some((id, self.map.edge(id)?))) {
            self.out.push(' ');
            let data = self.edge_data(id, it);
            flow::value(&data.into(), &mut self.out);
        }
        self.out.push_str("\n\n");
    }

    /// The line between premises and conclusion.
    fn rules(&mut self, kept: Option<&Value>) {
        let rules = kept.and_then(|it| it.get("rules")?.as_array()).into_iter().flatten().filter_map(Value::as_str);
        let rules: Vec<String> = rules.map(plain_rule).filter(|it| !it.is_empty()).collect();
        // Which premises it uses is said by the links, and their numbers are others now.
        let data = kept.and_then(|it| it.get("data")?.as_object().cloned());
        let data = data.map(|mut it| {
            it.remove("uses");
            it
        });
        let data = data.filter(|it| !it.is_empty());
        if rules.is_empty() && data.is_none() {
            self.out.push_str("----\n");
            return;
        }
        let _ = write!(self.out, "-- {}", rules.join(", "));
        if let Some(data) = data {
            self.out.push(' ');
            flow::value(&data.into(), &mut self.out);
        }
        self.out.push_str(" --\n");
    }
}

/// The name of a rule without what would end it.
fn plain_rule(rule: &str) -> String {
    let safe: String = rule.chars().map(|it| if r",\{}<>/-.:".contains(it) { ' ' } else { it }).collect();
    collapsed(&safe)
}
