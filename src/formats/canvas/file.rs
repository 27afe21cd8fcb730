//! A canvas as its file says it.

use super::PLACED;
use crate::formats::{
    Told,
    build::{Build, room},
    extra,
    json::{self, Raw},
};
use std::{borrow::Cow, collections::BTreeMap};

/// How long an id may be, in bytes: it is written wherever something refers to it.
const LONGEST_ID: usize = 256;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A card with words.
    Text,
    /// A file.
    File,
    /// A page.
    Link,
    /// A frame.
    Group,
}

/// A node.
pub struct Node<'a> {
    pub id: Cow<'a, str>,
    pub kind: Kind,
    /// Its words, path, address or label.
    pub words: Cow<'a, str>,
    /// Left, top, width and height.
    pub place: [f64; 4],
    pub colour: Option<Cow<'a, str>>,
    /// Where this program had put it.
    pub placed: Option<Raw<'a>>,
    pub extra: Option<Raw<'a>>,
    pub raw: Raw<'a>,
}

impl Node<'_> {
    /// Its middle.
    pub fn centre(&self) -> [f64; 2] {
        let [x, y, width, height] = self.place;
        [x + width / 2.0, y + height / 2.0]
    }
}

/// A line between two nodes, by their places in the list, with the arrow at `to`.
pub struct Edge<'a> {
    pub id: Cow<'a, str>,
    pub from: u32,
    pub to: u32,
    pub label: Cow<'a, str>,
    pub colour: Option<Cow<'a, str>>,
    pub extra: Option<Raw<'a>>,
    pub raw: Raw<'a>,
}

/// A canvas.
pub struct Canvas<'a> {
    /// The file.
    pub whole: &'a str,
    pub nodes: Vec<Node<'a>>,
    pub edges: Vec<Edge<'a>>,
    pub extra: Option<Raw<'a>>,
    /// All other entries, as an object that is not closed.
    pub beside: String,
}

impl Canvas<'_> {
    /// Whether this program added something.
    pub fn has_extras(&self) -> bool {
        let nodes = self.nodes.iter().any(|it| it.extra.is_some());
        nodes || self.extra.is_some() || self.edges.iter().any(|it| it.extra.is_some())
    }
}

/// Reads a file.
///
/// # Errors
/// If it is no JSON object.
pub fn read<'a>(text: &'a str, build: &mut Build) -> Result<Canvas<'a>, Told> {
    let mut it = Canvas { whole: text, nodes: Vec::new(), edges: Vec::new(), extra: None, beside: "{".to_owned() };
    let (mut nodes, mut edges) = ("[]", "[]");
    json::entries(text, |name, raw| match &*name {
        "nodes" => nodes = raw.get(),
        "edges" => edges = raw.get(),
        extra::KEY => it.extra = Some(raw),
        _ => json::add(&mut it.beside, &name, raw.get()),
    })
    .map_err(|it| json::told(&it))?;
    // A card says where it is and how large, too.
    let mut room = room(text) / 2;
    let mut fits = |build: &mut Build, raw: Raw<'_>| {
        room = room.saturating_sub(1);
        if room == 0 {
            build.tell(|| json::at(text, raw, "there is more than a file of this length holds; it was left out"));
        }
        room > 0
    };
    let mut places: BTreeMap<Cow<'a, str>, u32> = BTreeMap::new();
    it.nodes.reserve_exact(json::count(nodes));
    json::items(nodes, |raw| match node(raw) {
        None => build.tell(|| {
            json::at(text, raw, "a card without an id, or of a type that JSON Canvas does not have, was left out")
        }),
        Some(node) if places.contains_key(&node.id) => {
            build.tell(|| json::at(text, raw, "a card with an id that another has was left out"));
        }
        Some(node) => {
            if fits(build, raw) {
                places.insert(node.id.clone(), u32::try_from(it.nodes.len()).unwrap_or(u32::MAX));
                it.nodes.push(node);
            }
        }
    });
    it.nodes.shrink_to_fit();
    it.edges.reserve_exact(json::count(edges));
    json::items(edges, |raw| match edge(raw, &places) {
        None => build.tell(|| json::at(text, raw, "a line that lacks an end was left out")),
        Some(edge) => {
            if fits(build, raw) {
                it.edges.push(edge);
            }
        }
    });
    it.edges.shrink_to_fit();
    Ok(it)
}

/// Whether a file is a canvas: its first node or edge has what those of a canvas have, or it has nothing at all in it.
pub fn recognise(text: &str) -> bool {
    if !json::may_start(text, &["nodes", "edges", "metadata", extra::KEY]) {
        return false;
    }
    let (mut found, mut empty, mut other) = (false, true, false);
    let read = json::entries(text, |name, raw| {
        let wanted: &[&str] = match &*name {
            "nodes" => &["width", "height"],
            "edges" => &["fromNode", "toNode"],
            extra::KEY => return,
            _ => return other = true,
        };
        let mut nth = 0;
        json::items(raw.get(), |item| {
            nth += 1;
            empty = false;
            if nth < 20 {
                let _ = json::entries(item.get(), |name, _| found |= wanted.contains(&&*name));
            }
        });
    });
    read.is_ok() && (found || (empty && !other))
}

fn node(raw: Raw<'_>) -> Option<Node<'_>> {
    let (mut id, mut kind, mut colour, mut placed, mut extra) = (None, None, None, None, None);
    let (mut words, mut place) = ([None, None, None, None], [0.0; 4]);
    let _ = json::entries(raw.get(), |name, raw| match &*name {
        "id" => id = json::name(raw),
        "type" => kind = json::words(raw),
        "text" => words[0] = json::words(raw),
        "file" => words[1] = json::words(raw),
        "url" => words[2] = json::words(raw),
        "label" => words[3] = json::words(raw),
        "x" => place[0] = json::number(raw).unwrap_or_default(),
        "y" => place[1] = json::number(raw).unwrap_or_default(),
        "width" => place[2] = json::number(raw).unwrap_or_default(),
        "height" => place[3] = json::number(raw).unwrap_or_default(),
        "color" => colour = json::words(raw),
        PLACED => placed = Some(raw),
        extra::KEY => extra = Some(raw),
        _ => {}
    });
    let (kind, at) = match kind.as_deref()? {
        "text" => (Kind::Text, 0),
        "file" => (Kind::File, 1),
        "link" => (Kind::Link, 2),
        "group" => (Kind::Group, 3),
        _ => return None,
    };
    let id = id.filter(|it| it.len() <= LONGEST_ID)?;
    Some(Node { id, kind, words: words[at].take().unwrap_or_default(), place, colour, placed, extra, raw })
}

fn edge<'a>(raw: Raw<'a>, places: &BTreeMap<Cow<'a, str>, u32>) -> Option<Edge<'a>> {
    let (mut id, mut label, mut colour, mut extra) = (None, None, None, None);
    let (mut ends, mut arrows) = ([None, None], [false, true]);
    let _ = json::entries(raw.get(), |name, raw| match &*name {
        "id" => id = json::name(raw),
        "fromNode" => ends[0] = json::name(raw),
        "toNode" => ends[1] = json::name(raw),
        "fromEnd" => arrows[0] = raw.get() == "\"arrow\"",
        "toEnd" => arrows[1] = raw.get() != "\"none\"",
        "label" => label = json::words(raw),
        "color" => colour = json::words(raw),
        extra::KEY => extra = Some(raw),
        _ => {}
    });
    let [from, to] = ends.map(|it| it.and_then(|it| places.get(&it).copied()));
    let (mut from, mut to) = (from?, to?);
    if arrows == [true, false] {
        std::mem::swap(&mut from, &mut to);
    }
    let id = id.unwrap_or_default();
    Some(Edge { id, from, to, label: label.unwrap_or_default(), colour, extra, raw })
        .filter(|it| it.id.len() <= LONGEST_ID)
}
