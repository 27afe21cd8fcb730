//! How a canvas was written, for the way back.

use super::{NAME, PLACED, file::Kind, lines::Lines, read::Reader};
use crate::{
    formats::{
        extra,
        json::{self, Raw},
    },
    map::{EdgeId, Foreign, ForeignId, Item, Map, NodeId},
};
use std::{borrow::Cow, collections::BTreeMap};

/// Keeps how a card was written, but for the words of text, and where in the order.
pub fn keep_card(reader: &mut Reader<'_, '_>, id: NodeId, at: u32) {
    let node = &reader.canvas.nodes[at as usize];
    // A path or address stays, to tell whether it is still what the node says.
    let words = if node.kind == Kind::Text { "text" } else { "" };
    let own = json::with(node.raw.get(), &[(words, None), (extra::KEY, None), (PLACED, None)]);
    reader.keep(Some(id.into()), "card", json::object([("at", at.to_string()), ("card", own)]));
}

/// Keeps how a line was written, and for the first of those through a small card that one and the line away from it.
pub fn keep_line(reader: &mut Reader<'_, '_>, id: EdgeId, line: u32, through: Option<u32>, first: Option<(u32, u32)>) {
    let canvas = reader.canvas;
    let bare = |it: Raw<'_>| json::with(it.get(), &[(extra::KEY, None)]);
    let mut entries = vec![("line", bare(canvas.edges[line as usize].raw))];
    entries.extend(through.map(|it| ("through", json::quote(&canvas.nodes[it as usize].id))));
    if let Some((point, out)) = first {
        entries.push(("at", point.to_string()));
        entries.push(("card", bare(canvas.nodes[point as usize].raw)));
        entries.push(("out", bare(canvas.edges[out as usize].raw)));
    }
    reader.keep(Some(id.into()), "line", json::object(entries));
}

/// Keeps groups, lines that are no links, and what stands beside them.
pub fn keep(reader: &mut Reader<'_, '_>, lines: &Lines) {
    let canvas = reader.canvas;
    let bare = |it: Raw<'_>| json::with(it.get(), &[(extra::KEY, None)]);
    let [mut cards, mut others] = ["{", "["].map(str::to_owned);
    for (at, node) in (0..).zip(&canvas.nodes) {
        if !reader.nodes.contains_key(&at) && !lines.of.contains_key(&at) {
            json::add(&mut cards, &at.to_string(), &bare(node.raw));
        }
    }
    for (_, edge) in (0..).zip(&canvas.edges).filter(|it| !lines.used.contains(&it.0)) {
        if !others.ends_with('[') {
            others.push(',');
        }
        others.push_str(&bare(edge.raw));
    }
    if cards == "{" && others == "[" && canvas.beside == "{" {
        return;
    }
    let beside = format!("{}}}", canvas.beside);
    let value = json::object([("cards", cards + "}"), ("lines", others + "]"), ("beside", beside)]);
    let key = format!("canvas {}", ForeignId::derived(&[value.as_bytes()]));
    reader.keep(None, &key, value);
}

/// How a card was written.
pub struct Card<'a> {
    pub at: u64,
    pub id: Cow<'a, str>,
    pub raw: Raw<'a>,
}

/// How a link was written.
pub struct Line<'a> {
    pub raw: Raw<'a>,
    /// The id of the small card that it ran through.
    pub through: Option<Cow<'a, str>>,
    /// That card, and the line away from it.
    pub card: Option<Card<'a>>,
    pub out: Option<Raw<'a>>,
}

/// What else there was.
#[derive(Default)]
pub struct Rest<'a> {
    pub cards: Vec<Card<'a>>,
    /// From, to and all of it.
    pub lines: Vec<(Cow<'a, str>, Cow<'a, str>, Raw<'a>)>,
    pub beside: Option<Raw<'a>>,
}

/// All that was kept with a map.
#[derive(Default)]
pub struct Kept<'a> {
    pub cards: BTreeMap<NodeId, Card<'a>>,
    pub lines: BTreeMap<EdgeId, Line<'a>>,
    pub rests: Vec<Rest<'a>>,
}

impl<'a> Kept<'a> {
    /// Of `map`.
    pub fn of(map: &'a Map) -> Self {
        let mut it = Self::default();
        for (_, foreign) in map.foreign().filter(|it| it.1.format == NAME) {
            match foreign.of {
                Some(Item::Node(id)) => it.cards.extend(card(foreign).map(|it| (id, it))),
                Some(Item::Edge(id)) => it.lines.extend(line(foreign).map(|it| (id, it))),
                None => it.rests.extend(rest(foreign)),
            }
        }
        it
    }
}

/// Whether `it` was kept by the reader of this format and is understood.
pub fn is_kept(it: &Foreign) -> bool {
    it.format == NAME
        && match it.of {
            Some(Item::Node(_)) => card(it).is_some(),
            Some(Item::Edge(_)) => line(it).is_some(),
            None => rest(it).is_some(),
        }
}

fn card(it: &Foreign) -> Option<Card<'_>> {
    if it.key != "card" {
        return None;
    }
    let (at, raw) = (json::get(&it.value, "at")?, json::get(&it.value, "card")?);
    card_of(at.get(), raw)
}

fn card_of<'a>(at: &str, raw: Raw<'a>) -> Option<Card<'a>> {
    Some(Card { at: at.parse().ok()?, id: json::get(raw.get(), "id").and_then(json::name)?, raw })
}

fn line(it: &Foreign) -> Option<Line<'_>> {
    if it.key != "line" {
        return None;
    }
    let (mut raw, mut through, mut at, mut card, mut out) = (None, None, None, None, None);
    let read = json::entries(&it.value, |name, value| match &*name {
        "line" => raw = Some(value),
        "through" => through = json::words(value),
        "at" => at = Some(value),
        "card" => card = Some(value),
        "out" => out = Some(value),
        _ => {}
    });
    read.ok()?;
    Some(Line { raw: raw?, through, card: at.zip(card).and_then(|it| card_of(it.0.get(), it.1)), out })
}

fn rest(it: &Foreign) -> Option<Rest<'_>> {
    it.key.strip_prefix("canvas ")?;
    let mut rest = Rest::default();
    let read = json::entries(&it.value, |name, raw| match &*name {
        "cards" => {
            let _ = json::entries(raw.get(), |at, raw| rest.cards.extend(card_of(&at, raw)));
        }
        "lines" => json::items(raw.get(), |raw| {
            let end = |name| json::get(raw.get(), name).and_then(json::name);
            rest.lines.extend(end("fromNode").zip(end("toNode")).map(|it| (it.0, it.1, raw)));
        }),
        "beside" => rest.beside = Some(raw),
        _ => {}
    });
    read.ok()?;
    Some(rest)
}
