//! From a canvas to records of a map.

use super::{
    LINK, NAME,
    file::{self, Canvas, Kind, Node},
    groups, kept,
    lines::Lines,
    title,
};
use crate::{
    formats::{
        Imported, Told,
        build::Build,
        extra,
        graph::kind_of,
        json::{self, Raw},
    },
    map::{self, Evidence, EvidenceKind, Foreign, Item, NodeId, NodeKind, Point, Records},
};
use std::collections::{BTreeMap, BTreeSet};

/// Reads a file.
pub fn read(text: &str) -> Result<Imported, Told> {
    let mut build = Build::new(NAME);
    let canvas = file::read(text, &mut build)?;
    let mut read = Reader::read(&canvas, build, true);
    if canvas.has_extras() && !extra::fits(&read.records) {
        let told = Told::of_all("what Cruxmap had added to the file does not fit together and was left out");
        read.records = Reader::read(&canvas, Build::new(NAME), false).records;
        read.warnings.push(told);
    }
    read.warnings.sort_by_key(|it| (it.line == 0, it.line, it.column));
    Ok(read)
}

/// A canvas on its way into records.
pub struct Reader<'a, 'c> {
    pub canvas: &'c Canvas<'a>,
    /// The nodes of the map that cards are, by their places in the canvas.
    pub nodes: BTreeMap<u32, NodeId>,
    /// The small cards that are links.
    pub points: BTreeSet<u32>,
    /// Whether what this program added counts.
    pub extras: bool,
    pub out: Records,
    pub build: Build,
}

impl<'a, 'c> Reader<'a, 'c> {
    fn read(canvas: &'c Canvas<'a>, build: Build, extras: bool) -> Imported {
        let (nodes, out) = (BTreeMap::new(), Records::default());
        let mut it = Self { canvas, nodes, points: BTreeSet::new(), extras, out, build };
        if let Some(part) = canvas.extra.and_then(|raw| it.extra(raw)) {
            extra::unite(&mut it.out, part);
        }
        it.find_points();
        it.cards();
        let mut lines = Lines::default();
        lines.read(&mut it);
        groups::read(&mut it);
        kept::keep(&mut it, &lines);
        extra::mend(&mut it.out);
        Imported { records: it.out, warnings: it.build.made.warnings }
    }

    /// What this program added to something, if it counts and is understood.
    pub fn extra(&mut self, raw: Raw<'_>) -> Option<Records> {
        let part = self.extras.then(|| extra::read(raw.get()))?;
        part.map_err(|it| self.tell(raw, || format!("what Cruxmap had added was not understood: {it}"))).ok()
    }

    /// Tells of something doubtful.
    pub fn tell(&mut self, raw: Raw<'_>, says: impl FnOnce() -> String) {
        let whole = self.canvas.whole;
        self.build.tell(|| json::at(whole, raw, says()));
    }

    /// Keeps something as it was.
    pub fn keep(&mut self, of: Option<Item>, key: &str, value: String) {
        let it = Foreign { format: NAME.to_owned(), of, key: key.to_owned(), value: value.into() };
        self.out.foreign.insert(it.id(), it);
    }

    /// Finds the small cards that are links: marked as such, or with nothing but the words of a link in them, and one line
    /// away from them.
    fn find_points(&mut self) {
        let (mut into, mut out_of) = (BTreeSet::new(), BTreeMap::<u32, usize>::new());
        for edge in &self.canvas.edges {
            into.insert(edge.to);
            *out_of.entry(edge.from).or_default() += 1;
        }
        for (at, node) in (0..).zip(&self.canvas.nodes).filter(|it| it.1.kind == Kind::Text) {
            let marked = node.extra.is_some_and(|it| it.get() == LINK);
            let small = node.words.len() < 30 && kind_of(&node.words).is_some() && node.colour.as_deref() == Some("6");
            if (marked || small) && into.contains(&at) && out_of.get(&at) == Some(&1) {
                self.points.insert(at);
            }
        }
    }

    fn cards(&mut self) {
        let placed = self.canvas.nodes.iter().find_map(|it| it.placed);
        let scale = placed.map(numbers).and_then(|it| it.get(2).copied()).filter(|it| (0.01..100.0).contains(it));
        let scale = scale.unwrap_or(1.0);
        for (at, node) in (0..).zip(&self.canvas.nodes) {
            if node.kind == Kind::Group || self.points.contains(&at) {
                continue;
            }
            let part = node.extra.filter(|it| it.get() != LINK).and_then(|raw| self.extra(raw));
            let known = part.as_ref().and_then(|it| it.nodes.first_key_value()).map(|(&id, it)| (id, it.kind));
            // Two that claim to be one node: somebody copied the card.
            let known = known.filter(|it| !self.out.nodes.contains_key(&it.0));
            let (kind, words) = told(node, known.map(|it| it.1));
            let id = known.map_or_else(|| self.build.node_id(&node.id, words), |it| it.0);
            self.nodes.insert(at, id);
            self.out.nodes.insert(id, map::Node { kind, text: words.into() });
            if kind == NodeKind::Evidence && known.is_none() {
                let evidence = Evidence { kind: EvidenceKind::Citation, ..Evidence::default() };
                self.out.evidence.insert(id, evidence);
            }
            let stays = known.is_some() && node.placed.is_some_and(|it| stands(node, it));
            if let (Some(part), true) = (part, known.is_some()) {
                extra::unite(&mut self.out, part);
            }
            if !stays {
                #[expect(clippy::cast_possible_truncation, reason = "a place on the plane is as exact as a pixel")]
                let [x, y] =
                    node.centre().map(|it| (it / scale) as f32).map(|it| if it.is_finite() { it } else { 0.0 });
                self.out.pins.insert(id, Point { x, y });
            }
            kept::keep_card(self, id, at);
        }
    }
}

/// What a card is, and what it says without the line that tells. `known` is what it was on the map it comes from.
fn told<'n>(node: &'n Node<'_>, known: Option<NodeKind>) -> (NodeKind, &'n str) {
    let words: &str = &node.words;
    let titled = NodeKind::ALL.into_iter().find_map(|kind| Some((kind, words.strip_prefix(title(kind)?)?)));
    match (node.kind, known, titled) {
        (Kind::Text, Some(NodeKind::Claim), _) => (NodeKind::Claim, words),
        (Kind::Text, _, Some(it)) => it,
        (_, Some(known), _) => (known, words),
        (Kind::File | Kind::Link, ..) => (NodeKind::Evidence, words),
        _ if node.colour.as_deref() == Some("2") && words.trim_end().ends_with('?') => (NodeKind::Crux, words),
        _ => (NodeKind::Claim, words),
    }
}

/// Whether a card stands where this program had put it.
fn stands(node: &Node<'_>, placed: Raw<'_>) -> bool {
    numbers(placed).get(..2) == node.place.get(..2)
}

/// The first numbers of a list.
fn numbers(raw: Raw<'_>) -> Vec<f64> {
    let mut numbers = Vec::new();
    json::items(raw.get(), |it| {
        if numbers.len() < 3 {
            numbers.extend(json::number(it));
        }
    });
    numbers
}
