//! An AIF graph as a file says it, in any of its shapes: `AIFdb`'s, OVA2's, or wrapped by OVA3 and xAIF.

use crate::formats::{
    Told,
    build::Build,
    extra,
    json::{self, Raw},
};
use serde_json::value::RawValue;
use std::{borrow::Cow, collections::BTreeMap};

/// How long an id may be, in bytes: it is written wherever something refers to it.
const LONGEST_ID: usize = 64;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// I: a proposition.
    Proposition,
    /// L: somebody's words.
    Locution,
    /// RA: premises and a conclusion.
    Inference,
    /// CA: something speaks against something.
    Conflict,
    /// MA: something says the same as something.
    Rephrase,
    /// YA: what somebody does by their words.
    Illocution,
    /// TA: words that follow on words.
    Transition,
    /// PA, EN and whatever else there may be.
    Other,
}

impl Kind {
    fn of(word: &str) -> Self {
        match word {
            "I" => Self::Proposition,
            "L" => Self::Locution,
            "RA" => Self::Inference,
            "CA" => Self::Conflict,
            "MA" => Self::Rephrase,
            "YA" => Self::Illocution,
            "TA" => Self::Transition,
            _ => Self::Other,
        }
    }
}

/// A node.
pub struct Node<'a> {
    pub id: Cow<'a, str>,
    pub kind: Kind,
    pub words: Cow<'a, str>,
    /// The whole of it.
    pub raw: Raw<'a>,
    /// What this program added.
    pub extra: Option<Raw<'a>>,
}

/// An edge between two nodes, by their places in the list.
pub struct Edge<'a> {
    pub from: u32,
    pub to: u32,
    pub raw: Raw<'a>,
    pub extra: Option<Raw<'a>>,
}

/// Who said a locution, and when.
#[derive(Default)]
pub struct Said<'a> {
    pub person: Option<Cow<'a, str>>,
    pub time: Option<Cow<'a, str>>,
}

/// The graph.
#[derive(Default)]
pub struct Graph<'a> {
    /// The file.
    pub whole: &'a str,
    pub nodes: Vec<Node<'a>>,
    pub edges: Vec<Edge<'a>>,
    /// By the place of the locution.
    pub said: BTreeMap<u32, Said<'a>>,
    /// Names, by the ids of participants.
    pub people: BTreeMap<Cow<'a, str>, String>,
    /// The text that was analysed, with its marks.
    pub text: Option<Cow<'a, str>>,
    /// What this program added to the whole.
    pub extra: Option<Raw<'a>>,
    /// All other entries beside the nodes and edges, as an object that is not closed.
    pub beside: String,
    /// Those around the graph, if it is wrapped.
    pub around: Option<String>,
}

/// The lists that hold the graph, wherever they stand.
#[derive(Default)]
struct Lists<'a> {
    nodes: Option<Raw<'a>>,
    edges: Option<Raw<'a>>,
    locutions: Option<Raw<'a>>,
    participants: Option<Raw<'a>>,
}

/// Reads a file.
///
/// # Errors
/// If it is no JSON object.
pub fn read<'a>(text: &'a str, build: &mut Build) -> Result<Graph<'a>, Told> {
    let mut graph = Graph { whole: text, ..Graph::default() };
    let mut lists = Lists::default();
    let mut wrapped = None;
    let is_wrapped = is_wrapped(text)?;
    let mut outer = "{".to_owned();
    json::entries(text, |name, raw| match &*name {
        "AIF" if is_wrapped => wrapped = Some(raw),
        extra::KEY => graph.extra = Some(raw),
        "text" => {
            graph.text = text_in(raw);
            json::add(&mut outer, &name, raw.get());
        }
        "analysis" => {
            graph.text = graph.text.take().or(text_in(raw));
            json::add(&mut outer, &name, raw.get());
        }
        _ if is_wrapped || !lists.take(&name, raw) => json::add(&mut outer, &name, raw.get()),
        _ => keep_people(&mut outer, &name, raw),
    })
    .map_err(|it| json::told(&it))?;
    if let Some(raw) = wrapped {
        graph.around = Some(std::mem::replace(&mut outer, "{".to_owned()));
        let _ = json::entries(raw.get(), |name, raw| {
            if name == extra::KEY {
                graph.extra = Some(raw);
            } else if lists.take(&name, raw) {
                keep_people(&mut outer, &name, raw);
            } else {
                json::add(&mut outer, &name, raw.get());
            }
        });
    }
    graph.beside = outer;
    graph.fill(&lists, build);
    Ok(graph)
}

/// Whether a file is AIF: it has nodes or edges as AIF has them, or is wrapped by a tool that writes AIF.
pub fn recognise(text: &str) -> bool {
    const STARTS: [&str; 8] = ["nodes", "edges", "AIF", "OVA", "text", "dialog", "locutions", "participants"];
    if !json::may_start(text, &STARTS) {
        return false;
    }
    let (mut sign, mut lists) = (false, Lists::default());
    let read = json::entries(text, |name, raw| match &*name {
        "AIF" | "OVA" => sign |= raw.get().starts_with('{'),
        "schemefulfillments" | "locutions" => sign = true,
        _ => drop(lists.take(&name, raw)),
    });
    if read.is_err() {
        return false;
    }
    let has = |list: Option<Raw<'_>>, names: &[&str]| {
        let mut found = false;
        let mut first = true;
        json::items(letters(list), |item| {
            if std::mem::take(&mut first) {
                let _ = json::entries(item.get(), |name, _| found |= names.contains(&&*name));
            }
        });
        found
    };
    let canvas = has(lists.edges, &["fromNode", "toNode"]) || has(lists.nodes, &["width", "height"]);
    sign || (!canvas && (has(lists.nodes, &["nodeID"]) || has(lists.edges, &["fromID", "toID", "from"])))
}

fn is_wrapped(text: &str) -> Result<bool, Told> {
    let mut wrapped = false;
    json::entries(text, |name, raw| wrapped |= name == "AIF" && raw.get().starts_with('{'))
        .map_err(|it| json::told(&it))?;
    Ok(wrapped)
}

/// Keeps who took part, which is both read and given back.
fn keep_people(into: &mut String, name: &str, raw: Raw<'_>) {
    if !matches!(name, "nodes" | "edges") {
        json::add(into, name, raw.get());
    }
}

/// The text of an analysis: itself, or under one of the names that tools give it.
fn text_in(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    let mut text = json::words(raw);
    if text.is_none() {
        let _ = json::entries(raw.get(), |name, raw| {
            if matches!(&*name, "txt" | "text") {
                text = text.take().or(json::words(raw));
            }
        });
    }
    text.filter(|it| !it.trim().is_empty())
}

impl<'a> Lists<'a> {
    fn take(&mut self, name: &str, raw: Raw<'a>) -> bool {
        let place = match name {
            "nodes" => &mut self.nodes,
            "edges" => &mut self.edges,
            "locutions" => &mut self.locutions,
            "participants" => &mut self.participants,
            _ => return false,
        };
        *place = Some(raw);
        true
    }
}

impl<'a> Graph<'a> {
    /// Whether this program added something.
    pub fn has_extras(&self) -> bool {
        let nodes = self.nodes.iter().any(|it| it.extra.is_some());
        nodes || self.extra.is_some() || self.edges.iter().any(|it| it.extra.is_some())
    }

    fn fill(&mut self, lists: &Lists<'a>, build: &mut Build) {
        let whole = self.whole;
        let mut places: BTreeMap<Cow<'a, str>, u32> = BTreeMap::new();
        self.nodes.reserve_exact(json::count(letters(lists.nodes)));
        json::items(letters(lists.nodes), |raw| match node(raw) {
            None => build
                .tell(|| json::at(whole, raw, "a node without a type and an id (of 64 letters at most) was left out")),
            Some(it) if places.contains_key(&it.id) => {
                build.tell(|| json::at(whole, raw, format!("the node {} stands here a second time", it.id)));
            }
            Some(it) => {
                places.insert(it.id.clone(), u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
                self.nodes.push(it);
            }
        });
        self.nodes.shrink_to_fit();
        self.edges.reserve_exact(json::count(letters(lists.edges)));
        json::items(letters(lists.edges), |raw| {
            let (ends, extra) = ends(raw);
            match ends.each_ref().map(|it| it.as_deref().and_then(|it| places.get(it))) {
                [Some(&from), Some(&to)] => self.edges.push(Edge { from, to, raw, extra }),
                _ => {
                    build.tell(|| {
                        let [from, to] = ends.map(|it| it.map_or_else(|| "nowhere".to_owned(), |it| short(&it)));
                        json::at(whole, raw, format!("an edge from {from} to {to} lacks an end and was left out"))
                    });
                }
            }
        });
        self.forget_repeats(build);
        json::items(letters(lists.participants), |raw| {
            if let Some((id, name)) = participant(raw) {
                self.people.entry(id).or_insert(name);
            }
        });
        json::items(letters(lists.locutions), |raw| {
            let mut of = None;
            let mut said = Said::default();
            let _ = json::entries(raw.get(), |name, raw| match &*name {
                "nodeID" => of = json::name(raw).and_then(|it| places.get(&it).copied()),
                "personID" => said.person = json::name(raw),
                "timestamp" | "start" if said.time.is_none() => {
                    said.time = json::words(raw).filter(|it| !it.is_empty());
                }
                _ => {}
            });
            if let Some(of) = of {
                self.said.entry(of).or_insert(said);
            }
        });
    }

    /// Keeps one edge of those that join the same two nodes the same way.
    fn forget_repeats(&mut self, build: &mut Build) {
        let mut order: Vec<u32> = (0..u32::try_from(self.edges.len()).unwrap_or(u32::MAX)).collect();
        let ends = |edges: &[Edge<'a>], it: u32| edges.get(it as usize).map(|it| (it.from, it.to));
        order.sort_by_key(|&it| (ends(&self.edges, it), it));
        let mut repeats: Vec<u32> = order
            .windows(2)
            .filter(|it| ends(&self.edges, it[0]) == ends(&self.edges, it[1]))
            .map(|it| it[1])
            .collect();
        if repeats.is_empty() {
            return;
        }
        repeats.sort_unstable();
        let whole = self.whole;
        let mut at = 0;
        self.edges.retain(|edge| {
            let repeats = repeats.binary_search(&at).is_ok();
            at += 1;
            if repeats {
                build.tell(|| json::at(whole, edge.raw, "this edge stands here a second time"));
            }
            !repeats
        });
    }
}

/// Of an id as much as a message has room for.
fn short(id: &str) -> String {
    id.chars().take(40).collect()
}

/// The letters of a list; an empty one where there is none.
fn letters(list: Option<Raw<'_>>) -> &str {
    list.map_or("[]", RawValue::get)
}

/// A node, if it has an id and a type.
pub fn node(raw: Raw<'_>) -> Option<Node<'_>> {
    let (mut id, mut other_id, mut kind, mut words, mut extra) = (None, None, None, None, None);
    let _ = json::entries(raw.get(), |name, raw| match &*name {
        "nodeID" => id = json::name(raw),
        "id" => other_id = json::name(raw),
        "type" => kind = json::words(raw).map(|it| Kind::of(&it)),
        "text" => words = json::name(raw),
        extra::KEY => extra = Some(raw),
        _ => {}
    });
    let id = id.or(other_id).filter(|it| it.len() <= LONGEST_ID)?;
    Some(Node { id, kind: kind?, words: words.unwrap_or_default(), raw, extra })
}

/// Where an edge leads from and to, and what this program added.
pub fn ends(raw: Raw<'_>) -> ([Option<Cow<'_, str>>; 2], Option<Raw<'_>>) {
    let (mut ends, mut extra) = ([None, None], None);
    let _ = json::entries(raw.get(), |name, raw| match &*name {
        "fromID" => ends[0] = json::name(raw),
        "toID" => ends[1] = json::name(raw),
        "from" if ends[0].is_none() => ends[0] = end(raw),
        "to" if ends[1].is_none() => ends[1] = end(raw),
        extra::KEY => extra = Some(raw),
        _ => {}
    });
    (ends, extra)
}

/// An end as OVA2 has it: a name, or the node itself.
fn end(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    let mut id = json::name(raw);
    let _ = json::entries(raw.get(), |name, raw| {
        if matches!(&*name, "id" | "nodeID") {
            id = id.take().or(json::name(raw));
        }
    });
    id
}

fn participant(raw: Raw<'_>) -> Option<(Cow<'_, str>, String)> {
    let (mut id, mut first, mut last) = (None, Cow::default(), Cow::default());
    let _ = json::entries(raw.get(), |name, raw| match &*name {
        "participantID" | "id" => id = json::name(raw),
        "firstname" => first = json::words(raw).unwrap_or_default(),
        "surname" => last = json::words(raw).unwrap_or_default(),
        _ => {}
    });
    let name = format!("{} {}", first.trim(), last.trim()).trim().to_owned();
    Some((id?, name)).filter(|it| !it.1.is_empty())
}
