//! The parts spread over a page, in that one of their shapes with which the page comes out best.

use super::{
    Size, Spacing,
    frames::{Drawn, Frames},
    geometry::count,
    graph::{Graph, sorted_groups},
    pack,
    shape::Drawing,
};
use crate::map::Point;

/// So many of the largest parts change their shapes one at a time, and two at a time.
const CHANGED: usize = 8;
const PAIRED: usize = 4;
/// With more parts than this each is drawn as looks best by itself: the page comes out well anyway.
pub(super) const CHOOSE: usize = 40;

/// So many times as wide as high a page may be before it gets much worse.
const WIDEST: f32 = 1.85;
pub(super) const NARROWEST: f32 = 0.64;

/// How far a page is from a shape that fits a screen; 0 if it does.
pub(super) fn off(size: Size) -> f32 {
    let shape = size.width / size.height.max(1.0);
    (shape / WIDEST).max(NARROWEST / shape.max(0.01)).max(1.0) - 1.0
}

/// The parts, by topic.
pub(super) struct Page {
    topics: Vec<Vec<usize>>,
    alone: Vec<bool>,
    style: Spacing,
    boxes: f32,
}

impl Page {
    pub fn new(graph: &Graph, frames: &Frames<'_>) -> Self {
        let mut topic = vec![0; frames.tree.parent.len()];
        for (node, &home) in frames.tree.home.iter().enumerate() {
            let mut frame = home;
            while let Some(parent) = frames.tree.parent[frame] {
                frame = parent;
            }
            topic[frame] = graph.topics[node];
        }
        // What only links to other topics lead to is no single box: they need room to get there.
        let mut alone: Vec<bool> = frames.tree.children.iter().map(|it| it.len() < 2).collect();
        for node in graph.edges.iter().flat_map(|it| [it.from, it.to]) {
            alone[frames.tree.home[node]] = false;
        }
        Self {
            topics: sorted_groups(frames.tree.parts.iter().map(|&it| (topic[it], it))),
            alone,
            style: graph.style,
            boxes: graph.sizes.iter().map(|it| it.width * it.height).sum(),
        }
    }

    /// Gives each part that one of its shapes with which the page comes out best.
    pub fn choose(&self, drawn: &mut [Option<Drawn>]) {
        let mut parts: Vec<usize> = self.topics.iter().flatten().copied().filter(|&it| !self.alone[it]).collect();
        if parts.len() > CHOOSE {
            return;
        }
        let area = |it: Size| it.width * it.height;
        let size = |drawn: &[Option<Drawn>], it: usize| drawn[it].as_ref().map_or(0.0, |it| area(it.drawing.size));
        parts.sort_by(|&a, &b| size(drawn, b).total_cmp(&size(drawn, a)).then(a.cmp(&b)));
        let mut best = self.looks(drawn);
        for _ in 0..2 {
            for &part in parts.iter().take(CHANGED) {
                self.improve(drawn, &[part], &mut best);
            }
        }
        // Where few large parts make the page, one alone cannot fit better.
        for (nth, &a) in parts.iter().enumerate().take(PAIRED) {
            for &b in &parts[..nth] {
                self.improve(drawn, &[a, b], &mut best);
            }
        }
    }

    /// Gives these parts other shapes, all at once, if the page looks better then than ever. Returns whether it does.
    fn improve(&self, drawn: &mut [Option<Drawn>], parts: &[usize], best: &mut f32) -> bool {
        let Some((&part, rest)) = parts.split_first() else {
            let now = self.looks(drawn);
            let better = now < *best;
            *best = best.min(now);
            return better;
        };
        let mut better = false;
        for other in 0..drawn[part].as_ref().map_or(0, |it| it.others.len()) {
            let exchange = |drawn: &mut [Option<Drawn>]| {
                if let Some(Drawn { drawing, others, .. }) = &mut drawn[part] {
                    std::mem::swap(drawing, &mut others[other]);
                }
            };
            exchange(drawn);
            if self.improve(drawn, rest, best) {
                better = true;
            } else {
                exchange(drawn);
            }
        }
        better
    }

    /// How bad the page is, and the ways of the links in its parts.
    fn looks(&self, drawn: &[Option<Drawn>]) -> f32 {
        self.cost(drawn) + 0.3 * self.tangle(drawn)
    }

    pub fn cost(&self, drawn: &[Option<Drawn>]) -> f32 {
        let size = self.pack(drawn).0;
        size.width * size.height / self.boxes.max(1.0) + 40.0 * off(size)
    }

    /// How bad the ways of the links are, on the whole.
    pub fn tangle(&self, drawn: &[Option<Drawn>]) -> f32 {
        let parts = self.topics.iter().flatten().filter_map(|&it| drawn[it].as_ref()).map(|it| &it.drawing);
        let area = |it: &Drawing| it.size.width * it.size.height;
        let all: f32 = parts.clone().map(area).sum();
        parts.map(|it| it.tangle * area(it) / all.max(1.0)).sum()
    }

    /// Finds a corner for each part: the parts of a topic side by side, then the topics.
    pub fn pack(&self, drawn: &[Option<Drawn>]) -> Boxed {
        let size = |frame: usize| drawn[frame].as_ref().map_or_else(Size::default, |it| it.drawing.size);
        let topics = self.topics.iter().map(|parts| {
            // What is not linked at all goes into a grid, after what is linked.
            let (single, mut linked): (Vec<usize>, Vec<usize>) = parts.iter().partition(|&&it| self.alone[it]);
            // The large parts first: they are what the thread is about, and small ones fill the gaps.
            linked.sort_by(|&a, &b| size(b).height.total_cmp(&size(a).height));
            let mut boxes: Vec<Boxed> =
                linked.iter().map(|&it| (size(it), vec![(it, Point { x: 0.0, y: 0.0 })])).collect();
            if !single.is_empty() {
                boxes.push(grid(&single, self.style.beside, size));
            }
            join(boxes, self.style.parts)
        });
        join(topics.collect(), self.style.parts)
    }
}

pub(super) type Boxed = (Size, Vec<(usize, Point)>);

/// Packs boxes, each with the frames in it, into one.
fn join(mut boxes: Vec<Boxed>, gap: f32) -> Boxed {
    if boxes.len() == 1 {
        return boxes.remove(0);
    }
    let sizes: Vec<Size> = boxes.iter().map(|it| it.0).collect();
    let (corners, size) = pack::page(&sizes, gap);
    let moved = boxes.into_iter().zip(corners).flat_map(|((_, frames), by)| {
        frames.into_iter().map(move |(frame, at)| (frame, Point { x: at.x + by.x, y: at.y + by.y }))
    });
    (size, moved.collect())
}

/// Frames in columns, each next one where there is most room.
fn grid(frames: &[usize], gap: f32, size: impl Fn(usize) -> Size) -> Boxed {
    let width = frames.iter().map(|&it| size(it).width).fold(0.0, f32::max);
    let height: f32 = frames.iter().map(|&it| size(it).height + gap).sum();
    let columns = (1..=frames.len())
        .find(|&it| count(it) * (width + gap) * count(it) >= 1.5 * height)
        .unwrap_or(frames.len())
        .max(1);
    let mut ends = vec![0.0_f32; columns];
    let mut placed = Vec::with_capacity(frames.len());
    for &frame in frames {
        let mut column = 0;
        for other in 1..columns {
            if ends[other] < ends[column] {
                column = other;
            }
        }
        placed.push((frame, Point { x: count(column) * (width + gap), y: ends[column] }));
        ends[column] += size(frame).height + gap;
    }
    let size = Size {
        width: count(columns.min(frames.len())) * (width + gap) - gap,
        height: ends.iter().copied().fold(0.0, f32::max) - gap,
    };
    (size, placed)
}
