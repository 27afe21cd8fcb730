//! From a map to a canvas.

use super::{
    LINK, PLACED, colour,
    kept::{self, Kept},
    title,
};
use crate::{
    formats::{
        Taken,
        extra::{self, Extras},
        json::{self, Raw},
    },
    layout::Rect,
    map::{EdgeId, EdgeKind, Item, Map, Node, NodeId, NodeKind, Point},
};
use std::collections::{BTreeMap, BTreeSet};

/// How large the small cards are that links run through, in px.
const SMALL: [i64; 2] = [110, 40];

/// How much larger everything is than on the map: other programs write larger, and small cards need room between others.
const SCALE: f32 = 1.5;

/// The whole map.
pub fn write(taken: &Taken<'_>) -> String {
    let map = taken.map;
    let kept = Kept::of(map);
    // What another program placed stays as large as it was.
    let scale = if kept.cards.is_empty() { SCALE } else { 1.0 };
    let mut it = Writer {
        map,
        taken,
        scale,
        kept,
        extras: Extras::new(map, |it| !kept::is_kept(it)),
        ids: BTreeSet::new(),
        cards: BTreeMap::new(),
        places: BTreeMap::new(),
        points: BTreeMap::new(),
        written: Vec::new(),
        lines: Vec::new(),
    };
    it.groups();
    it.nodes();
    it.links();
    it.finished()
}

/// Where a card is, in px: left, top, width, height.
type Place = [i64; 4];

/// A canvas on its way out.
struct Writer<'a> {
    map: &'a Map,
    taken: &'a Taken<'a>,
    kept: Kept<'a>,
    extras: Extras<'a>,
    ids: BTreeSet<String>,
    /// The cards of the nodes.
    cards: BTreeMap<NodeId, String>,
    places: BTreeMap<String, Place>,
    /// The small cards that links run through.
    points: BTreeMap<EdgeId, String>,
    /// What was written, with where it comes in the order.
    written: Vec<(u64, String)>,
    lines: Vec<String>,
    /// How much larger everything is than on the map.
    scale: f32,
}

impl<'a> Writer<'a> {
    /// An id as it was, or where something has it already, `other`.
    fn id(&mut self, was: Option<&str>, other: &impl ToString) -> String {
        let id = was.filter(|it| !self.ids.contains(*it)).map_or_else(|| other.to_string(), str::to_owned);
        self.ids.insert(id.clone());
        id
    }

    /// Groups, and whatever else was no card.
    fn groups(&mut self) {
        let cards: Vec<(u64, String, Raw<'a>)> = self
            .kept
            .rests
            .iter()
            .flat_map(|it| it.cards.iter().map(|it| (it.at, it.id.clone().into_owned(), it.raw)))
            .collect();
        for (at, id, raw) in cards {
            if self.ids.insert(id.clone()) {
                self.places.insert(id, place_of(raw));
                self.written.push((at, raw.get().to_owned()));
            }
        }
    }

    fn nodes(&mut self) {
        for (id, node) in self.map.nodes() {
            let kept = self.kept.cards.get(&id).map(|it| (it.at, it.id.clone().into_owned(), it.raw));
            let name = self.id(kept.as_ref().map(|it| it.1.as_str()), &id);
            let raw = kept.as_ref().map(|it| it.2);
            let place = self.place(id, raw);
            let card = self.card(id, node, &name, place, raw);
            self.written.push((kept.map_or(u64::MAX, |it| it.0), card));
            self.places.insert(name.clone(), place);
            self.cards.insert(id, name);
        }
    }

    /// Where a node goes: where it was, if nobody has moved it since.
    fn place(&self, id: NodeId, raw: Option<Raw<'_>>) -> Place {
        let laid_out = self.taken.layout().places.get(&id).copied().unwrap_or_default();
        let Some(raw) = raw else { return rounded(laid_out, self.scale) };
        let [x, y, width, height] = place_of(raw);
        let was = centre([x, y, width, height]);
        let is = self.map.pin(id).unwrap_or_else(|| middle(laid_out));
        let stands = (is.x - was.x).abs() < 1.0 && (is.y - was.y).abs() < 1.0;
        if stands { [x, y, width, height] } else { [whole(is.x) - width / 2, whole(is.y) - height / 2, width, height] }
    }

    fn card(&self, id: NodeId, node: &Node, name: &str, place: Place, raw: Option<Raw<'_>>) -> String {
        let is_still =
            |key| raw.and_then(|it| json::get(it.get(), key)).and_then(json::words).is_some_and(|it| node.text == *it);
        let evidence = node.kind == NodeKind::Evidence;
        let (kind, key) = match () {
            () if evidence && is_still("file") => ("file", "file"),
            () if evidence && (is_still("url") || is_address(&node.text)) => ("link", "url"),
            () => ("text", "text"),
        };
        let head = if kind == "text" { title(node.kind).unwrap_or_default() } else { "" };
        let words = json::quote(&format!("{head}{}", &*node.text));
        let [x, y, width, height] = place.map(|it| it.to_string());
        let at = format!("[{x},{y},{}]", self.scale);
        let part = extra::json(&self.extras.of_node(id));
        let [name, kind] = [name, kind].map(json::quote);
        let is_other = |it: &&str| *it != key && (*it, key) != ("subpath", "file");
        let others = ["text", "file", "subpath", "url"].into_iter().filter(is_other).map(|it| (it, None));
        let mut values: Vec<(&str, Option<&str>)> =
            vec![("id", Some(&name)), ("type", Some(&kind)), (key, Some(&words))];
        values.extend(others);
        values.extend(
            [("x", &x), ("y", &y), ("width", &width), ("height", &height)].map(|it| (it.0, Some(it.1.as_str()))),
        );
        if raw.is_none() && node.kind == NodeKind::Crux {
            values.push(("color", Some("\"2\"")));
        }
        values.extend([(PLACED, Some(&*at)), (extra::KEY, part.as_deref())]);
        json::with(raw.map_or("{}", |it| it.get()), &values)
    }

    /// Writes the links, and the small cards between.
    fn links(&mut self) {
        let linked: BTreeMap<EdgeId, EdgeId> = self.map.linked().map(|(id, it)| (id, it.first)).collect();
        let doubted = |id: EdgeId| self.map.edges_at(id).next().is_some();
        let mut groups: BTreeMap<EdgeId, Vec<EdgeId>> = BTreeMap::new();
        for (id, edge) in self.map.edges() {
            let was = self.kept.lines.get(&id).is_some_and(|it| it.card.is_some() && it.through.is_some());
            if edge.to.node().is_some() && (linked.contains_key(&id) || doubted(id) || was) {
                groups.entry(linked.get(&id).copied().unwrap_or(id)).or_default().push(id);
            }
        }
        for ids in groups.into_values() {
            self.point(&ids);
        }
        for (id, edge) in self.map.edges() {
            let to = self.points.get(&id).or_else(|| match edge.to {
                Item::Node(to) => self.cards.get(&to),
                Item::Edge(to) => self.points.get(&to),
            });
            let (Some(from), Some(to)) = (self.cards.get(&edge.from), to) else { continue };
            let (from, to) = (from.clone(), to.clone());
            let through = self.points.contains_key(&id);
            self.line(id, &from, &to, edge.kind, through);
        }
        self.other_lines();
    }

    /// Writes a small card that some links run through, and the line away from it.
    fn point(&mut self, ids: &[EdgeId]) {
        let Some((&first, edge)) = ids.first().and_then(|it| Some((it, self.map.edge(*it)?))) else { return };
        let Some(to) = edge.to.node().and_then(|it| self.cards.get(&it)).cloned() else { return };
        let kept = ids.iter().filter_map(|it| self.kept.lines.get(it)).find_map(|it| Some((it.card.as_ref()?, it.out)));
        let kept = kept.map(|(card, out)| (card.at, card.id.clone().into_owned(), card.raw, out));
        let name = self.id(kept.as_ref().map(|it| it.1.as_str()), &first);
        let new = self.between(ids, &to);
        let place = kept.as_ref().map_or(new, |it| place_of(it.2));
        let [x, y, width, height] = place.map(|it| it.to_string());
        let [quoted, words] = [name.as_str(), edge.kind.words()].map(json::quote);
        let raw = kept.as_ref().map_or("{}", |it| it.2.get());
        let mut values = vec![("id", Some(&*quoted)), ("type", Some("\"text\"")), ("text", Some(&*words))];
        values.extend(
            [("x", &x), ("y", &y), ("width", &width), ("height", &height)].map(|it| (it.0, Some(it.1.as_str()))),
        );
        if kept.is_none() {
            values.push(("color", Some("\"6\"")));
        }
        values.push((extra::KEY, Some(LINK)));
        self.written.push((kept.as_ref().map_or(u64::MAX, |it| it.0), json::with(raw, &values)));
        self.places.insert(name.clone(), place);
        self.points.extend(ids.iter().map(|&it| (it, name.clone())));
        let out = kept.and_then(|it| it.3);
        let id = out.and_then(|it| json::get(it.get(), "id")).and_then(json::name);
        let id = self.id(id.as_deref(), &format!("{first}-out"));
        let line = self.line_json(&id, &name, &to, Some(edge.kind), out, None);
        self.lines.push(line);
    }

    /// Where a small card goes: between the premises and the conclusion.
    fn between(&self, ids: &[EdgeId], to: &str) -> Place {
        let premises = ids.iter().filter_map(|it| self.cards.get(&self.map.edge(*it)?.from));
        let premises: Vec<Place> = premises.filter_map(|it| self.places.get(it)).copied().collect();
        let end = self.places.get(to).copied().unwrap_or_default();
        let count = i64::try_from(premises.len()).unwrap_or(i64::MAX).max(1);
        let middle = |it: Place| [it[0] + it[2] / 2, it[1] + it[3] / 2];
        let mean = |at: usize| premises.iter().map(|it| middle(*it)[at] / count).sum::<i64>();
        let x = i64::midpoint(mean(0), middle(end)[0]);
        let (top, bottom) = (premises.iter().map(|it| it[1]).min(), end[1] + end[3]);
        // In the gap, where the conclusion stands above all premises.
        let gap = top.filter(|it| *it >= bottom).map(|it| i64::midpoint(it, bottom));
        let y = gap.unwrap_or_else(|| i64::midpoint(mean(1), middle(end)[1]));
        let [width, height] = SMALL;
        [x - width / 2, y - height / 2, width, height]
    }

    fn line(&mut self, id: EdgeId, from: &str, to: &str, kind: EdgeKind, through: bool) {
        let raw = self.kept.lines.get(&id).map(|it| it.raw);
        let was = raw.and_then(|it| json::get(it.get(), "id")).and_then(json::name);
        // The small card may be called after the link already.
        let other = if through { format!("{id}-in") } else { id.to_string() };
        let name = self.id(was.as_deref(), &other);
        let mut part = self.extras.of_edge(id);
        // The small card says so.
        part.linked.clear();
        let part = extra::json(&part);
        let line = self.line_json(&name, from, to, (!through).then_some(kind), raw, part.as_deref());
        self.lines.push(line);
    }

    /// A line; `kind` is nothing for one that leads to a small card.
    fn line_json(
        &self,
        id: &str,
        from: &str,
        to: &str,
        kind: Option<EdgeKind>,
        raw: Option<Raw<'_>>,
        part: Option<&str>,
    ) -> String {
        let said = raw.and_then(super::lines::says_of);
        let [id, from_json, to_json] = [id, from, to].map(json::quote);
        let words = kind.map(|it| json::quote(it.words()));
        let colour = kind.and_then(colour).map(json::quote);
        let mut values: Vec<(&str, Option<&str>)> = vec![("id", Some(&id))];
        let same = raw.is_some_and(|it| leads(it, from, to));
        if !same {
            let sides = self.sides(from, to);
            values.extend([
                ("fromNode", Some(from_json.as_str())),
                ("fromSide", Some(sides[0])),
                ("toNode", Some(&to_json)),
            ]);
            values.extend([("toSide", Some(sides[1])), ("fromEnd", None)]);
            values.push(("toEnd", if kind.is_none() { Some("\"none\"") } else { None }));
        }
        // What somebody wrote on a line stays as long as it means the same.
        if raw.is_none() || (kind.is_some() && said.is_some() && said != kind) {
            values.extend([("color", colour.as_deref()), ("label", words.as_deref())]);
        }
        values.push((extra::KEY, part));
        json::with(raw.map_or("{}", |it| it.get()), &values)
    }

    /// The sides at which a line leaves and arrives.
    fn sides(&self, from: &str, to: &str) -> [&'static str; 2] {
        let [from, to] = [from, to].map(|it| self.places.get(it).copied().map_or(Point { x: 0.0, y: 0.0 }, centre));
        let (right, down) = (to.x - from.x, to.y - from.y);
        match (right.abs() > down.abs() * 2.0, right > 0.0, down > 0.0) {
            (true, true, _) => ["\"right\"", "\"left\""],
            (true, false, _) => ["\"left\"", "\"right\""],
            (false, _, true) => ["\"bottom\"", "\"top\""],
            (false, _, false) => ["\"top\"", "\"bottom\""],
        }
    }

    /// Lines that are no links, between what is still there.
    fn other_lines(&mut self) {
        for (from, to, raw) in self.kept.rests.iter().flat_map(|it| &it.lines) {
            if [from, to].iter().all(|it| self.ids.contains(&***it)) {
                self.lines.push(raw.get().to_owned());
            }
        }
    }

    fn finished(mut self) -> String {
        self.written.sort_by_key(|it| it.0);
        let cards: Vec<&str> = self.written.iter().map(|it| it.1.as_str()).collect();
        let lines = |them: &[&str]| {
            if them.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", them.join(",\n")) }
        };
        let mut out = "{".to_owned();
        json::add(&mut out, "nodes", &lines(&cards));
        json::add(&mut out, "edges", &lines(&self.lines.iter().map(String::as_str).collect::<Vec<_>>()));
        let mut names = BTreeSet::new();
        for raw in self.kept.rests.iter().filter_map(|it| it.beside) {
            let _ = json::entries(raw.get(), |name, raw| {
                if names.insert(name.to_string()) {
                    json::add(&mut out, &name, raw.get());
                }
            });
        }
        if let Some(part) = extra::json(&self.extras.of_all(false)) {
            json::add(&mut out, extra::KEY, &part);
        }
        out + "}\n"
    }
}

/// Whether a line leads from the one card to the other.
fn leads(raw: Raw<'_>, from: &str, to: &str) -> bool {
    let end = |name| json::get(raw.get(), name).and_then(json::name);
    let (start, end) = (end("fromNode"), end("toNode"));
    let is = |a: &Option<std::borrow::Cow<'_, str>>, b: &str| a.as_deref() == Some(b);
    (is(&start, from) && is(&end, to)) || (is(&start, to) && is(&end, from))
}

/// Whether a text is an address and nothing else.
fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a canvas counts in whole px, and too far away is as far as there is"
)]
fn whole(it: f32) -> i64 {
    // Far enough for everybody, and no sum of two leaves the range.
    it.round().clamp(-1e15, 1e15) as i64
}

fn rounded(it: Rect, scale: f32) -> Place {
    let size = it.size();
    let px = |it: f32| whole(it * scale);
    [px(it.min.x), px(it.min.y), px(size.width).max(1), px(size.height).max(1)]
}

fn middle(it: Rect) -> Point {
    let size = it.size();
    Point { x: it.min.x + size.width / 2.0, y: it.min.y + size.height / 2.0 }
}

#[expect(clippy::cast_precision_loss, reason = "a place on the plane is as exact as a pixel")]
fn centre(it: Place) -> Point {
    Point { x: it[0] as f32 + it[2] as f32 / 2.0, y: it[1] as f32 + it[3] as f32 / 2.0 }
}

/// Where a card says it is.
fn place_of(raw: Raw<'_>) -> Place {
    #[expect(clippy::cast_possible_truncation, reason = "clamped to what a canvas may have")]
    let number =
        |name| json::get(raw.get(), name).and_then(json::number).unwrap_or_default().round().clamp(-1e15, 1e15) as i64;
    ["x", "y", "width", "height"].map(number)
}
