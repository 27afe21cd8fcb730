//! From the hierarchy to one drawing: each frame by itself, from the inside out, twice. The second time the links that
//! leave a frame know where they lead, so that they do so in the right order.

use super::{
    Rect, Size,
    graph::{Graph, upright},
    gutter::Gutters,
    shape::{Care, Cell, Drawing, LANE, Row, Sheet, Tie},
    tree::{Child, Tree},
};
use crate::{jobs::Progress, map::Point};
use std::collections::BTreeMap;

/// So many shapes of a frame are drawn out, of those that promise most; more of them if the map is small.
const TRIES: usize = 2;
const TRIES_IF_SMALL: usize = 10;
pub(super) const FEW_NODES: usize = 600;

/// The links of a frame, by number, each with what stands for it there: a port on an edge, or a tie. Sorted.
#[derive(Default)]
struct Passing {
    by_edge: Vec<(usize, usize)>,
    count: usize,
}

impl Passing {
    fn of(&self, edge: usize) -> Option<usize> {
        self.by_edge.binary_search_by_key(&edge, |it| it.0).ok().map(|it| self.by_edge[it].1)
    }

    /// Links with an end in common go the same way: all of a conclusion together, else all of a reason.
    fn new(edges: &[usize], ends: impl Fn(usize) -> (usize, usize)) -> Self {
        let mut counts: BTreeMap<(bool, usize), usize> = BTreeMap::new();
        for &edge in edges {
            let (low, high) = ends(edge);
            *counts.entry((false, low)).or_default() += 1;
            *counts.entry((true, high)).or_default() += 1;
        }
        let mut keys: BTreeMap<(bool, usize), usize> = BTreeMap::new();
        let by_edge = edges.iter().map(|&edge| {
            let (low, high) = ends(edge);
            let key = if counts[&(true, high)] >= counts[&(false, low)] { (true, high) } else { (false, low) };
            let next = keys.len();
            (edge, *keys.entry(key).or_insert(next))
        });
        let by_edge = by_edge.collect();
        Self { by_edge, count: keys.len() }
    }
}

/// What is drawn in a frame besides what it holds.
#[derive(Default)]
struct Inside {
    /// The links up that leave the frame, by port on its upper edge.
    tops: Passing,
    /// The links from below the frame, by port on its lower edge.
    bottoms: Passing,
    /// The links whose ends stand in different children, by number.
    edges: Vec<usize>,
}

/// How parts should look.
#[derive(Clone, Copy)]
pub(super) struct Aim {
    /// The frames in them are so many times as wide as usual.
    pub wide: f32,
    /// They are at least so many times as wide as high: narrow ones lean over.
    pub least: f32,
}

/// A frame drawn, and which of its ties each link through it follows.
#[derive(Default)]
pub(super) struct Drawn {
    pub drawing: Drawing,
    /// Other shapes it could have, for a part.
    pub others: Vec<Drawing>,
    ties: Vec<(usize, usize)>,
}

/// The frames, and what is between them.
pub(super) struct Frames<'a> {
    graph: &'a Graph,
    pub tree: Tree,
    inside: Vec<Inside>,
    /// Whether each link is drawn from its conclusion up to its reason, because others lead in a circle with it.
    flipped: Vec<bool>,
    /// The frame each link is drawn in, if its ends are in one part.
    within: Vec<Option<usize>>,
    /// Where each child stands among those of its frame: nodes, frames.
    nodes: Vec<usize>,
    nth: Vec<usize>,
}

impl<'a> Frames<'a> {
    pub fn new(graph: &'a Graph) -> Self {
        let trunks = graph.trunks();
        let tree = Tree::new(graph, &trunks);
        let count = tree.parent.len();
        let mut frames = Self {
            graph,
            inside: (0..count).map(|_| Inside::default()).collect(),
            flipped: vec![false; graph.edges.len()],
            within: vec![None; graph.edges.len()],
            nodes: vec![0; graph.ids.len()],
            nth: vec![0; count],
            tree,
        };
        for children in &frames.tree.children {
            for (nth, child) in children.iter().enumerate() {
                match *child {
                    Child::Node(it) => frames.nodes[it] = nth,
                    Child::Frame(it) => frames.nth[it] = nth,
                }
            }
        }
        // Of each frame: the links in it by the children they join, and what each child hangs from.
        let mut arcs: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
        let mut hangs: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
        for (number, edge) in graph.edges.iter().enumerate() {
            let Some((frame, from, to)) = frames.meet(edge.from, edge.to) else { continue };
            frames.within[number] = Some(frame);
            frames.inside[frame].edges.push(number);
            arcs[frame].push((from, to));
            if trunks[edge.from] == Some(number) {
                hangs[frame].push((from, to));
            }
        }
        for frame in 0..count {
            let place = upright(frames.tree.children[frame].len(), &hangs[frame], &arcs[frame]);
            for (&number, &(from, to)) in frames.inside[frame].edges.iter().zip(&arcs[frame]) {
                frames.flipped[number] = place[from] < place[to];
            }
        }
        let mut passing: Vec<(Vec<usize>, Vec<usize>)> = vec![(Vec::new(), Vec::new()); count];
        for number in 0..graph.edges.len() {
            let within = frames.within[number].unwrap_or(usize::MAX);
            let (low, high) = frames.ends(number);
            frames.climb(low, within).for_each(|it| passing[it].0.push(number));
            frames.climb(high, within).for_each(|it| passing[it].1.push(number));
        }
        for (frame, (up, down)) in passing.into_iter().enumerate() {
            let (tops, bottoms) = (Passing::new(&up, |it| frames.ends(it)), Passing::new(&down, |it| frames.ends(it)));
            (frames.inside[frame].tops, frames.inside[frame].bottoms) = (tops, bottoms);
        }
        frames
    }

    /// The lower and the upper node of a link.
    pub fn ends(&self, number: usize) -> (usize, usize) {
        let edge = &self.graph.edges[number];
        if self.flipped[number] { (edge.to, edge.from) } else { (edge.from, edge.to) }
    }

    /// The frames from a node's own up to, but without, `end`; all if that is no frame.
    fn climb(&self, node: usize, end: usize) -> std::vec::IntoIter<usize> {
        let mut way = Vec::new();
        let mut frame = self.tree.home[node];
        while frame != end {
            way.push(frame);
            match self.tree.parent[frame] {
                Some(next) => frame = next,
                None => break,
            }
        }
        way.into_iter()
    }

    /// The innermost frame that holds both nodes, and in which of its children each is. `None` if in different parts.
    fn meet(&self, a: usize, b: usize) -> Option<(usize, usize, usize)> {
        let (mut a, mut b) = ((self.tree.home[a], self.nodes[a]), (self.tree.home[b], self.nodes[b]));
        while a.0 != b.0 {
            let deeper = if self.tree.depth[a.0] >= self.tree.depth[b.0] { &mut a } else { &mut b };
            *deeper = (self.tree.parent[deeper.0]?, self.nth[deeper.0]);
        }
        Some((a.0, a.1, b.1))
    }

    /// In which child of `frame` a node is.
    fn child(&self, node: usize, frame: usize) -> usize {
        match self.climb(node, frame).last() {
            Some(it) => self.nth[it],
            None => self.nodes[node],
        }
    }

    /// Draws the part with these frames, each after the one it is in; the part in at most so many shapes,
    /// the frames in it so many times as wide as usual.
    pub fn draw(&self, frames: &[usize], shapes: usize, aim: Aim, progress: &Progress) -> BTreeMap<usize, Drawn> {
        let mut drawn = BTreeMap::new();
        let mut hints = None;
        for _ in 0..2 {
            let mut now = BTreeMap::new();
            for &frame in frames.iter().rev() {
                let drawing = self.draw_one(frame, &now, hints.as_ref(), frames.len() == 1, shapes, aim);
                now.insert(frame, drawing);
            }
            drawn = now;
            if frames.len() == 1 || progress.is_cancelled() {
                break;
            }
            hints = Some(self.far(frames, &drawn));
        }
        drawn
    }

    /// For each port on an upper (true) or lower edge of a frame: the middle of where its links lead to.
    fn far(&self, frames: &[usize], drawn: &BTreeMap<usize, Drawn>) -> BTreeMap<(usize, bool, usize), f32> {
        let mut x = BTreeMap::new();
        let mut corners: BTreeMap<usize, f32> = BTreeMap::new();
        for &frame in frames {
            let corner = corners.get(&frame).copied().unwrap_or(0.0);
            for (child, at) in self.tree.children[frame].iter().zip(&drawn[&frame].drawing.at) {
                match *child {
                    Child::Node(it) => _ = x.insert(it, corner + at.x + self.graph.sizes[it].width / 2.0),
                    Child::Frame(it) => _ = corners.insert(it, corner + at.x),
                }
            }
        }
        let mut hints = BTreeMap::new();
        for &frame in frames {
            for (passing, up) in [(&self.inside[frame].tops, true), (&self.inside[frame].bottoms, false)] {
                let mut sums = vec![(0.0, 0.0); passing.count];
                for &(edge, port) in &passing.by_edge {
                    let (low, high) = self.ends(edge);
                    let (own, other) = if up { (low, high) } else { (high, low) };
                    // What leads to another part goes straight out.
                    let far = x.get(&other).or(x.get(&own)).copied().unwrap_or(0.0);
                    sums[port] = (sums[port].0 + far, sums[port].1 + 1.0);
                }
                hints.extend(sums.iter().enumerate().map(|(port, it)| ((frame, up, port), it.0 / it.1)));
            }
        }
        hints
    }

    fn draw_one(
        &self,
        frame: usize,
        drawn: &BTreeMap<usize, Drawn>,
        hints: Option<&BTreeMap<(usize, bool, usize), f32>>,
        alone: bool,
        shapes: usize,
        aim: Aim,
    ) -> Drawn {
        let inside = &self.inside[frame];
        let children = &self.tree.children[frame];
        let mut cells: Vec<Cell> = Vec::with_capacity(children.len() + inside.tops.count + inside.bottoms.count);
        for child in children {
            let size = match *child {
                Child::Node(it) => self.graph.sizes[it],
                Child::Frame(it) => drawn.get(&it).map_or_else(Size::default, |it| it.drawing.size),
            };
            cells.push(Cell { size, row: Row::Free, hint: None });
        }
        let edge = Size { width: LANE, height: 0.0 };
        for (passing, row) in [(&inside.tops, Row::Top), (&inside.bottoms, Row::Bottom)] {
            cells.extend((0..passing.count).map(|port| {
                let hint = hints.and_then(|it| it.get(&(frame, row == Row::Top, port)).copied());
                Cell { size: edge, row, hint }
            }));
        }
        // Links that meet the same cells at the same ports are one tie.
        let mut known: BTreeMap<[usize; 4], usize> = BTreeMap::new();
        let mut ties: Vec<Tie> = Vec::new();
        let mut follows = Vec::new();
        let mut tie = |number: usize, low: End, high: End| {
            let tie = *known.entry([low.cell, low.key, high.cell, high.key]).or_insert_with(|| {
                ties.push(Tie { low: low.cell, high: high.cell, foot: low.at, head: high.at, weight: 0 });
                ties.len() - 1
            });
            ties[tie].weight += 1;
            follows.push((number, tie));
        };
        let port = |cell: usize| End { cell, key: 0, at: Some(LANE / 2.0) };
        for &(number, to) in &inside.tops.by_edge {
            let low = self.end(frame, self.ends(number).0, number, true, drawn);
            tie(number, low, port(children.len() + to));
        }
        for &(number, from) in &inside.bottoms.by_edge {
            let high = self.end(frame, self.ends(number).1, number, false, drawn);
            tie(number, port(children.len() + inside.tops.count + from), high);
        }
        for &number in &inside.edges {
            let (low, high) = self.ends(number);
            tie(number, self.end(frame, low, number, true, drawn), self.end(frame, high, number, false, drawn));
        }
        follows.sort_unstable();
        let thorough = self.graph.ids.len() <= FEW_NODES;
        // What is in no frame is as wide as the page wants.
        let (wish, least) = if self.tree.parent[frame].is_none() { (1.0, aim.least) } else { (aim.wide, 0.0) };
        let many = if thorough { TRIES_IF_SMALL } else { TRIES };
        // The first time round only tells where links lead.
        let first = hints.is_none() && !alone;
        let (drawn_out, most) = match (self.tree.parent[frame].is_none(), first) {
            (_, true) => (if thorough { 4 } else { 1 }, 1),
            (true, false) => (many.max(shapes), shapes),
            (false, false) => (many, 1),
        };
        let care = match (thorough, first) {
            (true, _) => Care::Thorough,
            (false, true) => Care::Rough,
            (false, false) => Care::Usual,
        };
        let mut shapes = Sheet { cells: &cells, ties: &ties, style: self.graph.style, care, wish, least }
            .draw(drawn_out, most)
            .into_iter();
        Drawn { drawing: shapes.next().unwrap_or_default(), others: shapes.collect(), ties: follows }
    }

    /// Where a link meets the child of `frame` that one of its ends is in: from below if it comes `up` out of it.
    fn end(&self, frame: usize, node: usize, number: usize, up: bool, drawn: &BTreeMap<usize, Drawn>) -> End {
        let cell = self.child(node, frame);
        let Child::Frame(child) = self.tree.children[frame][cell] else {
            return End { cell, key: usize::MAX - number, at: None };
        };
        let inside = &self.inside[child];
        let passing = if up { &inside.tops } else { &inside.bottoms };
        let first = self.tree.children[child].len() + if up { 0 } else { inside.tops.count };
        let port = passing.of(number).unwrap_or(0);
        let at = drawn.get(&child).and_then(|it| it.drawing.at.get(first + port)).map(|it| it.x + LANE / 2.0);
        End { cell, key: port, at }
    }

    /// The way of a link, put together from its pieces in all frames it passes through, and along the gaps between parts.
    pub fn way(
        &self,
        number: usize,
        drawn: &[Option<Drawn>],
        corners: &[Point],
        gutters: Option<&mut Gutters>,
    ) -> Option<Vec<Point>> {
        let within = self.within[number];
        let (low, high) = self.ends(number);
        let join = |frames: &mut dyn Iterator<Item = usize>| {
            let mut way: Vec<Point> = Vec::new();
            for frame in frames {
                let drawn = drawn[frame].as_ref()?;
                let passes = drawn.ties.partition_point(|it| it.0 < number);
                let piece = drawn.drawing.ways.get(drawn.ties.get(passes)?.1)?;
                let from = usize::from(!way.is_empty());
                let corner = corners[frame];
                way.extend(piece.iter().skip(from).map(|it| Point { x: it.x + corner.x, y: it.y + corner.y }));
            }
            Some(way)
        };
        let up = self.climb(low, within.unwrap_or(usize::MAX));
        let down = self.climb(high, within.unwrap_or(usize::MAX)).rev();
        let mut way = if let Some(within) = within {
            join(&mut up.chain([within]).chain(down))?
        } else {
            let part = |frame: Option<usize>| self.tree.parts.binary_search(&frame?).ok();
            let (low, high) = (part(up.clone().last())?, part(down.clone().next())?);
            let (mut up, down) = (join(&mut up.into_iter())?, join(&mut down.into_iter())?);
            let between = gutters?.way((low, *up.last()?), (high, *down.first()?), number)?;
            up.extend(between.into_iter().skip(1).chain(down.into_iter().skip(1)));
            up
        };
        if self.flipped[number] {
            way.reverse();
        }
        Some(way)
    }

    /// The frames of each part, each after the one it is in.
    pub fn by_part(&self) -> Vec<Vec<usize>> {
        let mut root: Vec<usize> = (0..self.tree.parent.len()).collect();
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for frame in 0..root.len() {
            if let Some(parent) = self.tree.parent[frame] {
                root[frame] = root[parent];
            }
            parts.entry(root[frame]).or_default().push(frame);
        }
        self.tree.parts.iter().filter_map(|it| parts.remove(it)).collect()
    }

    /// Where all nodes stand and all frames begin, with the parts' corners given.
    pub fn places(&self, drawn: &[Option<Drawn>], corners: &mut [Point]) -> Vec<Rect> {
        let mut places: Vec<Rect> = self.graph.sizes.iter().map(|&it| Rect::at(Point { x: 0.0, y: 0.0 }, it)).collect();
        for frame in 0..self.tree.parent.len() {
            let Some(drawing) = &drawn[frame] else { continue };
            for (child, at) in self.tree.children[frame].iter().zip(&drawing.drawing.at) {
                let at = Point { x: corners[frame].x + at.x, y: corners[frame].y + at.y };
                match *child {
                    Child::Node(it) => places[it] = Rect::at(at, self.graph.sizes[it]),
                    Child::Frame(it) => corners[it] = at,
                }
            }
        }
        places
    }
}

/// Where a link meets a cell: links with the same key meet it at the same place.
struct End {
    cell: usize,
    key: usize,
    at: Option<f32>,
}
