//! All parts drawn and packed into a page.

use super::{
    Rect, Size, Spacing,
    frames::{Drawn, FEW_NODES, Frames},
    geometry::count,
    graph::{Arc, Graph, sorted_groups},
    pack,
    shape::Drawing,
};
use crate::{jobs::Progress, map::Point};
use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread,
};

/// So many parts are drawn at once. The result does not depend on it.
const THREADS: usize = 2;
/// With fewer nodes starting a thread takes longer than it saves.
const WORTH_IT: usize = 300;

/// Where each node stands and how each edge runs, by number. Edges between parts have no way yet.
pub(super) struct Whole {
    pub places: Vec<Rect>,
    pub routes: Vec<Option<Vec<Point>>>,
}

pub(super) fn run(graph: &Graph, progress: &Progress) -> Whole {
    let frames = Frames::new(graph);
    let parts = frames.by_part();
    let page = Page::new(graph, &frames);
    let mut best: Option<(f32, Vec<Option<Drawn>>)> = None;
    for (nth, &wish) in WISHES.iter().enumerate() {
        let mut drawn: Vec<Option<Drawn>> = (0..frames.tree.parent.len()).map(|_| None).collect();
        for drawings in draw(&frames, &parts, graph.ids.len(), wish, progress) {
            for (frame, drawing) in drawings {
                drawn[frame] = Some(drawing);
            }
        }
        page.choose(&mut drawn);
        let length = mean_length(graph, &frames, &page, &drawn);
        let cost = 1.5 * page.cost(&drawn) + 0.5 * page.tangle(&drawn) + length / 150.0;
        if best.as_ref().is_none_or(|it| cost < it.0) {
            best = Some((cost, drawn));
        }
        // In large maps only if that page has an odd shape, in small ones all.
        let size = best.as_ref().map(|it| page.pack(&it.1).0).unwrap_or_default();
        let nodes = graph.ids.len();
        let enough = nodes > VERY_FEW && nth >= 2 || nodes > FEW_NODES && off(size) == 0.0;
        if enough || progress.is_cancelled() {
            break;
        }
    }
    let drawn = best.map_or_else(Vec::new, |it| it.1);
    let mut corners = vec![Point { x: 0.0, y: 0.0 }; drawn.len()];
    for (frame, at) in page.pack(&drawn).1 {
        corners[frame] = at;
    }
    let places = frames.places(&drawn, &mut corners);
    let part = |it: &usize| drawn[*it].as_ref().map(|drawn| Rect::at(corners[*it], drawn.drawing.size));
    let parts: Vec<Rect> = frames.tree.parts.iter().filter_map(part).collect();
    let routes = (0..graph.edges.len()).map(|it| frames.way(it, &drawn, &corners, &parts)).collect();
    Whole { places, routes }
}

/// How long a link is from box to box, in px.
fn mean_length(graph: &Graph, frames: &Frames<'_>, page: &Page, drawn: &[Option<Drawn>]) -> f32 {
    let mut corners = vec![Point { x: 0.0, y: 0.0 }; drawn.len()];
    for (frame, at) in page.pack(drawn).1 {
        corners[frame] = at;
    }
    let places = frames.places(drawn, &mut corners);
    let length = |it: &Arc| {
        let (a, b) = (places[it.from].centre(), places[it.to].centre());
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).sqrt()
    };
    graph.edges.iter().map(length).sum::<f32>() / count(graph.edges.len().max(1))
}

fn draw(
    frames: &Frames<'_>,
    parts: &[Vec<usize>],
    nodes: usize,
    wish: f32,
    progress: &Progress,
) -> Vec<BTreeMap<usize, Drawn>> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let slots: Vec<Mutex<BTreeMap<usize, Drawn>>> = parts.iter().map(|_| Mutex::default()).collect();
    let shapes = if parts.len() > CHOOSE { 1 } else { SHAPES };
    let work = || {
        loop {
            let number = next.fetch_add(1, Relaxed);
            let (Some(part), Some(slot)) = (parts.get(number), slots.get(number)) else { break };
            let drawings = frames.draw(part, shapes, wish, progress);
            progress.set(done.fetch_add(1, Relaxed) + 1, parts.len());
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = drawings;
        }
    };
    if parts.len() > 1 && nodes > WORTH_IT {
        thread::scope(|scope| {
            for _ in 1..THREADS {
                scope.spawn(work);
            }
            work();
        });
    } else {
        work();
    }
    slots.into_iter().map(|it| it.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// In so many shapes a part is drawn at most, to be packed.
const SHAPES: usize = 6;
/// With more parts than this each is drawn as looks best by itself: the page comes out well anyway.
const CHOOSE: usize = 40;

/// So many times as wide as high a page may be before it gets much worse.
const WIDEST: f32 = 1.85;
const NARROWEST: f32 = 0.7;

/// How far a page is from a shape that fits a screen; 0 if it does.
fn off(size: Size) -> f32 {
    let shape = size.width / size.height.max(1.0);
    (shape / WIDEST).max(NARROWEST / shape.max(0.01)).max(1.0) - 1.0
}

/// The frames within a part are drawn so many times as wide, against their height, as usual.
const WISHES: [f32; 4] = [1.0, 2.2, 0.5, 1.5];
/// All of these are tried in maps of so many nodes.
pub(super) const VERY_FEW: usize = 260;

/// The parts, by topic.
struct Page {
    topics: Vec<Vec<usize>>,
    alone: Vec<bool>,
    style: Spacing,
    boxes: f32,
}

impl Page {
    fn new(graph: &Graph, frames: &Frames<'_>) -> Self {
        let mut topic = vec![0; frames.tree.parent.len()];
        for (node, &home) in frames.tree.home.iter().enumerate() {
            let mut frame = home;
            while let Some(parent) = frames.tree.parent[frame] {
                frame = parent;
            }
            topic[frame] = graph.topics[node];
        }
        Self {
            topics: sorted_groups(frames.tree.parts.iter().map(|&it| (topic[it], it))),
            alone: frames.tree.children.iter().map(|it| it.len() < 2).collect(),
            style: graph.style,
            boxes: graph.sizes.iter().map(|it| it.width * it.height).sum(),
        }
    }

    /// Gives each part that one of its shapes with which the page comes out best.
    fn choose(&self, drawn: &mut [Option<Drawn>]) {
        let mut parts: Vec<usize> = self.topics.iter().flatten().copied().filter(|&it| !self.alone[it]).collect();
        if parts.len() > CHOOSE {
            return;
        }
        let area = |it: Size| it.width * it.height;
        let size = |drawn: &[Option<Drawn>], it: usize| drawn[it].as_ref().map_or(0.0, |it| area(it.drawing.size));
        parts.sort_by(|&a, &b| size(drawn, b).total_cmp(&size(drawn, a)).then(a.cmp(&b)));
        let all: f32 = parts.iter().map(|&it| size(drawn, it)).sum::<f32>().max(1.0);
        let mut best = self.cost(drawn);
        for _ in 0..2 {
            for &part in parts.iter().take(8) {
                let share = size(drawn, part) / all;
                let others = drawn[part].as_ref().map_or(0, |it| it.others.len());
                for other in 0..others {
                    let Some(it) = &mut drawn[part] else { continue };
                    let before = it.drawing.tangle;
                    std::mem::swap(&mut it.drawing, &mut it.others[other]);
                    let worse = (it.drawing.tangle - before) * share;
                    let now = self.cost(drawn);
                    if now + worse < best {
                        best = now;
                    } else if let Some(it) = &mut drawn[part] {
                        std::mem::swap(&mut it.drawing, &mut it.others[other]);
                    }
                }
            }
        }
    }

    fn cost(&self, drawn: &[Option<Drawn>]) -> f32 {
        let size = self.pack(drawn).0;
        size.width * size.height / self.boxes.max(1.0) + 40.0 * off(size)
    }

    /// How bad the ways of the links are, on the whole.
    fn tangle(&self, drawn: &[Option<Drawn>]) -> f32 {
        let parts = self.topics.iter().flatten().filter_map(|&it| drawn[it].as_ref()).map(|it| &it.drawing);
        let area = |it: &Drawing| it.size.width * it.size.height;
        let all: f32 = parts.clone().map(area).sum();
        parts.map(|it| it.tangle * area(it) / all.max(1.0)).sum()
    }

    /// Finds a corner for each part: the parts of a topic side by side, then the topics.
    fn pack(&self, drawn: &[Option<Drawn>]) -> Boxed {
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

type Boxed = (Size, Vec<(usize, Point)>);

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
