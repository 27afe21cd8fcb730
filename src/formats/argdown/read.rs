//! From a document to the records of a map.
//!
//! Statements and arguments become claims. An argument of which nothing is said but its premises becomes links that count
//! only together. What Cruxmap wrote into the data comes back as it was.

use super::{
    flow::collapsed,
    links::Links,
    model::{Class, Document, End, Looks, Member, Section},
    parse::parse,
    title,
};
use crate::{
    formats::{
        Imported, Told,
        build::Build,
        extra::{fits, mend, unite},
    },
    map::{Credence, CredenceId, EdgeKind, Foreign, Item, NodeId, NodeKind, Person, PersonId, Records},
    save,
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What the tables of a map are called in a node's data.
pub const IN_NODE: [(&str, &str); 3] =
    [("crux", "cruxes"), ("disagreement", "disagreements"), ("evidence", "evidence")];
/// The same for tables whose records have ids of their own.
pub const OF_NODE: [(&str, &str); 3] =
    [("credences", "credences"), ("conditionals", "conditionals"), ("quotes", "statements")];
/// What Cruxmap says of a node in its data beside that.
pub const SAID: [&str; 5] = ["id", "kind", "text", "label", "at"];

/// As many statements and arguments are taken from a text. Fewer than nodes of other formats, for each is kept with its
/// place, its words and its title until links are made.
fn most_members(text: &str) -> usize {
    700 + text.len() / 64
}

/// Reads a document.
///
/// # Errors
/// If there is nothing in it.
pub fn read(text: &str) -> Result<Imported, Told> {
    let (doc, problems) = parse(text, most_members(text));
    let mut build = Build::new("argdown");
    let mut places = Places { text, at: 0, line: 1, line_start: 0 };
    if doc.members.is_empty() && doc.sections.is_empty() {
        let (at, says) = problems.into_iter().next().unwrap_or_default();
        return Err(places.told(at, says));
    }
    for (at, says) in problems {
        let told = places.told(at, says);
        build.tell(|| told);
    }
    let mut reader = Reader {
        doc: &doc,
        build,
        tables: Map::new(),
        node_of: BTreeMap::new(),
        taken: BTreeSet::new(),
        again: BTreeMap::new(),
    };
    reader.nodes();
    reader.front();
    reader.headings();
    let Reader { build, node_of, tables, .. } = reader;
    let mut links = Links::new(&doc, text, build, node_of);
    links.all();
    let (mut build, more) = links.finish();
    let mut all = tables;
    for (table, records) in more {
        if let (Value::Object(to), Value::Object(from)) = (all.entry(table).or_insert_with(|| json!({})), records) {
            to.extend(from);
        }
    }
    take_in(all, &mut build);
    Ok(build.made)
}

/// Counts lines on the way through a file, for problems come in its order.
struct Places<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    line_start: usize,
}

impl Places<'_> {
    fn told(&mut self, at: usize, says: String) -> Told {
        let at = self.text.floor_char_boundary(at.max(self.at));
        let between = self.text.get(self.at..at).unwrap_or_default();
        self.line += between.matches('\n').count();
        self.line_start = between.rfind('\n').map_or(self.line_start, |it| self.at + it + 1);
        self.at = at;
        let column = self.text.get(self.line_start..at).unwrap_or_default().chars().count() + 1;
        Told { line: self.line, column, says }
    }
}

struct Reader<'a> {
    doc: &'a Document,
    build: Build,
    /// Records in the form of map files, by table and id.
    tables: Map<String, Value>,
    node_of: BTreeMap<End, NodeId>,
    taken: BTreeSet<NodeId>,
    /// How often the words of an id came again.
    again: BTreeMap<NodeId, u32>,
}

impl Reader<'_> {
    fn nodes(&mut self) {
        let name = self.doc.front.as_ref().and_then(|it| it.get("title")).and_then(Value::as_str).unwrap_or_default();
        for (nth, class) in (0..).zip(&self.doc.classes) {
            self.node(End::Class(nth), class, name, false);
        }
        for (nth, it) in (0..).zip(&self.doc.arguments) {
            if it.untitled && !it.steps.is_empty() {
                continue;
            }
            let class = Class {
                title: it.title.clone(),
                untitled: false,
                members: it.members.clone(),
                tags: it.tags.clone(),
                data: it.data.clone(),
                section: it.section,
            };
            self.node(End::Argument(nth), &class, name, true);
        }
    }

    /// Makes a node of a class or an argument.
    fn node(&mut self, end: End, it: &Class, name: &str, is_argument: bool) {
        let data = it.data.as_ref().and_then(Value::as_object);
        let said = |key: &str| data.and_then(|it| it.get(key));
        let words = |key: &str| said(key).and_then(Value::as_str);
        let shown = self.doc.canonical(&it.members).map(marked).unwrap_or_default();
        let shown = collapsed(&shown);
        let text = match words("text").filter(|it| collapsed(it) == shown) {
            Some(exact) => exact.to_owned(),
            None => shown,
        };
        let is_label = it.untitled || said("label") == Some(&Value::Bool(true));
        let text = if is_label { text } else { title::joined(&it.title, &text) };
        let what = if is_argument { "argument" } else { "statement" };
        let key = if it.untitled { text.as_str() } else { &it.title };
        let derived = || NodeId::derived(&[b"argdown", name.as_bytes(), what.as_bytes(), key.as_bytes()]);
        let own = words("id").and_then(|it| it.parse().ok()).filter(|it| !self.taken.contains(it));
        let first = own.unwrap_or_else(derived);
        let mut id = first;
        while !self.taken.insert(id) {
            // Statements without a title may say the same.
            let nth = self.again.entry(first).or_insert(1);
            *nth += 1;
            id = NodeId::derived(&[b"argdown", name.as_bytes(), what.as_bytes(), key.as_bytes(), &nth.to_le_bytes()]);
        }
        let kind = words("kind").and_then(|word| NodeKind::ALL.into_iter().find(|it| it.word() == word));
        self.build.node(&id.to_string(), kind.unwrap_or(NodeKind::Claim), &text);
        self.node_of.insert(end, id);
        if own.is_none() {
            self.foreign(id, it, is_argument, data);
        }
        if let Some(data) = data {
            self.own(id, data);
        }
    }

    /// What a map has no place for.
    fn foreign(&mut self, id: NodeId, it: &Class, is_argument: bool, data: Option<&Map<String, Value>>) {
        let kept = |key: &str| !SAID.contains(&key) && !IN_NODE.iter().chain(&OF_NODE).any(|it| it.0 == key);
        let rest: Map<String, Value> = data
            .into_iter()
            .flatten()
            .filter(|it| kept(it.0) && it.0 != "credence")
            .map(|(key, it)| (key.clone(), it.clone()))
            .collect();
        let path = it.section.map(|it| self.doc.path(it)).filter(|it| !it.is_empty());
        let said = [
            ("argument", is_argument.then_some(Value::Bool(true))),
            ("tags", (!it.tags.is_empty()).then(|| json!(it.tags))),
            ("data", (!rest.is_empty()).then(|| json!(rest))),
            ("section", path.map(|it| json!(it))),
        ];
        for (key, value) in said {
            keep(&mut self.build.made.records, Some(id.into()), key, value);
        }
        for (name, value) in data.and_then(|it| it.get("credence")).and_then(Value::as_object).into_iter().flatten() {
            let Some(value) = value.as_f64().filter(|it| (0.0..=1.0).contains(it)) else { continue };
            let person = PersonId::derived(&[name.to_lowercase().as_bytes()]);
            let records = &mut self.build.made.records;
            records.persons.insert(person, Person { name: name.clone() });
            #[expect(clippy::cast_possible_truncation, reason = "a probability")]
            let credence = Credence::entered(person, id, value as f32);
            let key = CredenceId::derived(&[b"argdown", id.to_string().as_bytes(), name.as_bytes()]);
            records.credences.insert(key, credence);
        }
    }

    /// What Cruxmap wrote of a node.
    fn own(&mut self, id: NodeId, data: &Map<String, Value>) {
        let mut put = |table: &str, key: String, record: Value| {
            if let Value::Object(it) = self.tables.entry(table).or_insert_with(|| json!({})) {
                it.insert(key, record);
            }
        };
        for (key, table) in IN_NODE {
            if let Some(it) = data.get(key).filter(|it| it.is_object()) {
                put(table, id.to_string(), it.clone());
            }
        }
        if let Some([x, y]) = data.get("at").and_then(Value::as_array).map(Vec::as_slice) {
            put("pins", id.to_string(), json!({"x": x, "y": y}));
        }
        for (key, table) in OF_NODE {
            for (own, record) in data.get(key).and_then(Value::as_object).into_iter().flatten() {
                let mut record = record.clone();
                if let Some(it) = record.as_object_mut() {
                    it.insert("node".to_owned(), id.to_string().into());
                }
                put(table, own.clone(), record);
            }
        }
    }

    /// The settings of the file, and what Cruxmap wrote among them.
    fn front(&mut self) {
        let Some(front) = self.doc.front.as_ref().and_then(Value::as_object) else { return };
        for (table, records) in front.get("cruxmap").and_then(Value::as_object).into_iter().flatten() {
            if let (Value::Object(to), Value::Object(from)) =
                (self.tables.entry(table).or_insert_with(|| json!({})), records)
            {
                to.extend(from.iter().map(|(key, it)| (key.clone(), it.clone())));
            }
        }
        let rest: Map<String, Value> =
            front.iter().filter(|it| it.0 != "cruxmap").map(|(key, it)| (key.clone(), it.clone())).collect();
        let value = (!rest.is_empty()).then(|| json!(rest));
        keep(&mut self.build.made.records, None, "front", value);
    }

    /// Tags and data of headings; their titles are kept with what stands below them.
    fn headings(&mut self) {
        let more = |it: &&Section| !it.tags.is_empty() || it.data.is_some();
        let told = (0..).zip(self.doc.groups()).filter(|it| more(&it.1));
        let told: Vec<Value> =
            told.map(|(nth, it)| json!({"path": self.doc.path(nth), "tags": it.tags, "data": it.data})).collect();
        keep(&mut self.build.made.records, None, "headings", (!told.is_empty()).then_some(Value::Array(told)));
    }
}

/// Keeps what a map has no place for.
pub fn keep(records: &mut Records, of: Option<Item>, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        let it = Foreign { format: "argdown".to_owned(), of, key: key.to_owned(), value: value.to_string().into() };
        records.foreign.insert(it.id(), it);
    }
}

/// Adds records in the form of map files. Of a table in which one is damaged each is read by itself.
fn take_in(tables: Map<String, Value>, build: &mut Build) {
    const KNOWN: [&str; 15] = [
        "sources",
        "comments",
        "boundaries",
        "persons",
        "statements",
        "cruxes",
        "disagreements",
        "evidence",
        "weights",
        "linked",
        "pins",
        "credences",
        "conditionals",
        "foreign",
        "reviews",
    ];
    let is_own = !tables.is_empty();
    for (table, records) in tables.into_iter().filter(|it| KNOWN.contains(&it.0.as_str())) {
        let part = |them: &Value| save::part_from_json(&json!({"version": 1, &table: them}).to_string());
        match part(&records) {
            Ok(it) => unite(&mut build.made.records, it),
            Err(_) => {
                for (id, record) in records.as_object().into_iter().flatten() {
                    match part(&json!({ id: record })) {
                        Ok(it) => unite(&mut build.made.records, it),
                        Err(error) => build.tell(|| Told::of_all(format!("{id} in its {table} is left out: {error}"))),
                    }
                }
            }
        }
    }
    fit(&mut build.made.records);
    if is_own {
        check(build);
    }
}

/// A file may have been edited by hand, or broken: what was written beside nodes and links may not fit them any more.
fn check(build: &mut Build) {
    let records = &mut build.made.records;
    mend(records);
    if fits(records) {
        return;
    }
    let Records { nodes, edges, .. } = std::mem::take(records);
    *records = Records { nodes, edges, ..Records::default() };
    build.tell(|| Told::of_all("only nodes and links are read, for the rest does not fit them"));
}

/// Lets go of what is about nothing: a file may have been edited by hand, and lost what its data speaks of.
fn fit(records: &mut Records) {
    let nodes = &records.nodes;
    let kind = |it: &NodeId| nodes.get(it).map(|it| it.kind);
    records.cruxes.retain(|it, _| kind(it) == Some(NodeKind::Crux));
    records.disagreements.retain(|it, _| kind(it) == Some(NodeKind::Disagreement));
    records.evidence.retain(|it, _| kind(it) == Some(NodeKind::Evidence));
    records.pins.retain(|it, at| kind(it).is_some() && at.x.is_finite() && at.y.is_finite());
    records.credences.retain(|_, it| kind(&it.node).is_some() && (0.0..=1.0).contains(&it.value));
}

/// A text with its looks as Markdown, without the tags at its end.
fn marked(member: &Member) -> String {
    let text = &member.text;
    let mut end = text.trim_end().len();
    for it in member.ranges.iter().rev() {
        let is_last = matches!(it.what, Looks::Tag(_)) && text.get(it.end..).is_some_and(|it| it.trim().is_empty());
        if is_last || matches!(it.what, Looks::Tag(_)) && it.end >= end {
            end = text.get(..it.start).unwrap_or_default().trim_end().len();
        }
    }
    // What ends at a place stands before what starts there, and what opens last closes first.
    let mut signs: Vec<(usize, bool, usize, String)> = Vec::new();
    for (nth, it) in member.ranges.iter().enumerate().filter(|it| it.1.start < end && it.1.start < it.1.end) {
        let (open, close) = match &it.what {
            Looks::Bold => ("**".to_owned(), "**".to_owned()),
            Looks::Italic => ("*".to_owned(), "*".to_owned()),
            Looks::Link(address) => ("[".to_owned(), format!("]({address})")),
            _ => continue,
        };
        signs.push((it.start, true, nth, open));
        signs.push((it.end.min(end), false, usize::MAX - nth, close));
    }
    signs.sort();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, _, _, sign) in signs {
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push_str(&sign);
        done = at.max(done);
    }
    out.push_str(text.get(done..end).unwrap_or_default());
    out
}

/// The kind of link called `words`.
pub fn edge_kind(words: &str) -> Option<EdgeKind> {
    EdgeKind::ALL.into_iter().find(|it| it.words() == words)
}
