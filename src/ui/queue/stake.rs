//! How much hangs on a node or a link: how many others it reaches, up to conclusions and down to reasons.

use crate::map::{Item, Map, NodeId, NodeKind};

/// So many nodes are followed each way: more make no difference to what comes first, and time on a large map.
pub const MOST: usize = 100;

/// A crux or a disagreement weighs as much as so many other nodes: it is what the map is made for.
const WEIGHT: f32 = 3.0;

/// What hangs on a node or a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stake {
    /// The nodes above it, that rest on it; at most [`MOST`].
    pub above: usize,
    /// The nodes below it, that lead up to it; at most [`MOST`].
    pub below: usize,
    /// How many of all these, and of itself, are cruxes or disagreements.
    pub points: usize,
}

impl Stake {
    /// How much a proposal with this stake matters if it is wrong, times how likely that is: from 0 up.
    ///
    /// `(1 − confidence) × (1 + above + below + 2 × points)`. A proposal on which nothing hangs is worth a look in
    /// proportion to its doubt; a sure one is not, whatever hangs on it.
    pub fn value(self, confidence: f32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "at most a few hundred")]
        let [nodes, points] = [1 + self.above + self.below, self.points].map(|it| it as f32);
        let doubt = if confidence.is_finite() { 1.0 - confidence.clamp(0.0, 1.0) } else { 1.0 };
        doubt * (nodes + (WEIGHT - 1.0) * points)
    }

    /// What hangs on it, in words; nothing if nothing does.
    pub fn words(self) -> Option<String> {
        let count = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            MOST.. => Some(format!("{MOST} or more {many}")),
            n => Some(format!("{n} {many}")),
        };
        let parts = [
            count(self.above, "conclusion rests on it", "conclusions rest on it"),
            count(self.below, "reason leads up to it", "reasons lead up to it"),
            count(self.points, "crux or disagreement is among them", "cruxes or disagreements are among them"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (self.above + self.below > 0).then(|| parts.join(", "))
    }
}

/// The links of a map by number, to walk many times.
pub struct Graph {
    ids: Vec<NodeId>,
    is_point: Vec<bool>,
    up: Vec<Vec<usize>>,
    down: Vec<Vec<usize>>,
    /// In which walk each node was seen last.
    seen: Vec<usize>,
    walk: usize,
}

impl Graph {
    /// All links of `map`. One that leads to a link counts as one to where that leads.
    pub fn new(map: &Map) -> Self {
        let (ids, is_point): (Vec<_>, Vec<_>) =
            map.nodes().map(|(id, it)| (id, matches!(it.kind, NodeKind::Crux | NodeKind::Disagreement))).unzip();
        let none = || vec![Vec::new(); ids.len()];
        let (mut up, mut down) = (none(), none());
        let number = |id: NodeId| ids.binary_search(&id).ok();
        for (_, edge) in map.edges() {
            if let (Some(from), Some(to)) = (number(edge.from), end(map, edge.to).and_then(number)) {
                up[from].push(to);
                down[to].push(from);
            }
        }
        let seen = vec![0; ids.len()];
        Self { ids, is_point, up, down, seen, walk: 0 }
    }

    /// What hangs on `item`: of a link what hangs on its start below it, and on its end above it, those two included.
    pub fn stake(&mut self, map: &Map, item: Item) -> Stake {
        let number = |of: &Self, id: NodeId| of.ids.binary_search(&id).ok();
        self.walk += 1;
        let (above, below) = match item {
            Item::Node(id) => {
                let Some(at) = number(self, id) else { return Stake::default() };
                let own = usize::from(self.is_point[at]);
                self.seen[at] = self.walk;
                let (above, below) = (self.reach(at, true), self.reach(at, false));
                return Stake { above: above.0, below: below.0, points: own + above.1 + below.1 };
            }
            Item::Edge(id) => {
                let Some(edge) = map.edge(id) else { return Stake::default() };
                (end(map, edge.to).and_then(|it| number(self, it)), number(self, edge.from))
            }
        };
        let ends = [(above, true), (below, false)].map(|(at, up)| {
            let Some(at) = at.filter(|&it| self.seen[it] != self.walk) else { return (0, 0) };
            self.seen[at] = self.walk;
            let (nodes, points) = self.reach(at, up);
            ((nodes + 1).min(MOST), points + usize::from(self.is_point[at]))
        });
        Stake { above: ends[0].0, below: ends[1].0, points: ends[0].1 + ends[1].1 }
    }

    /// How many nodes are reached from `at` that this walk has not seen, and how many of them are points; the nearest
    /// first, so that what is left out beyond [`MOST`] is what is far.
    fn reach(&mut self, at: usize, up: bool) -> (usize, usize) {
        let links = if up { &self.up } else { &self.down };
        let mut found = vec![at];
        let mut next = 0;
        while let Some(&here) = found.get(next) {
            next += 1;
            for &to in &links[here] {
                if found.len() <= MOST && self.seen[to] != self.walk {
                    self.seen[to] = self.walk;
                    found.push(to);
                }
            }
            if found.len() > MOST {
                break;
            }
        }
        (found.len() - 1, found[1..].iter().filter(|&&it| self.is_point[it]).count())
    }
}

/// The node that a link to `item` reaches in the end.
fn end(map: &Map, mut item: Item) -> Option<NodeId> {
    // The map knows no links that go round, but this ends in any case.
    for _ in 0..16 {
        match item {
            Item::Node(id) => return Some(id),
            Item::Edge(id) => item = map.edge(id)?.to,
        }
    }
    None
}
