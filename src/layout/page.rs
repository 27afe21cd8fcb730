//! All parts drawn, as looks best on a page.

use super::{
    Rect, Size,
    frames::{Aim, Drawn, FEW_NODES, Frames},
    geometry::count,
    graph::{Arc, Graph},
    gutter::Gutters,
    spread::{CHOOSE, NARROWEST, Page, off},
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

/// In so many shapes a part is drawn at most, to be packed; in fewer if the map is large and parts fit anyway.
const SHAPES: usize = 6;
const SHAPES_IF_LARGE: usize = 4;
const LARGE: usize = 2000;
/// So many parts are looked at when pages are mixed.
const MIXED: usize = 12;
/// Links this long on the mean, in px, are as bad as room for as many boxes again.
const LONG: f32 = 42.0;
/// The looks that are tried. The last ones only if the others came out too narrow, as long chains of comments do.
const AIMS: [Aim; 6] = [
    Aim { wide: 1.0, least: 0.0 },
    Aim { wide: 2.2, least: 0.0 },
    Aim { wide: 0.5, least: 0.0 },
    Aim { wide: 1.5, least: 0.0 },
    Aim { wide: 4.0, least: 0.63 },
    Aim { wide: 1.5, least: 0.63 },
];
const UPRIGHT: usize = 4;
/// All of these are tried in maps of so many nodes.
pub(super) const VERY_FEW: usize = 260;

/// Where each node stands and how each edge runs, by number. Edges between parts have no way yet.
pub(super) struct Whole {
    pub places: Vec<Rect>,
    pub routes: Vec<Option<Vec<Point>>>,
}

pub(super) fn run(graph: &Graph, progress: &Progress) -> Whole {
    let frames = Frames::new(graph);
    let parts = frames.by_part();
    let page = Page::new(graph, &frames);
    let mut narrow = true;
    let mut pages: Vec<(f32, Vec<Option<Drawn>>)> = Vec::new();
    for (nth, &aim) in AIMS.iter().enumerate() {
        let mut drawn: Vec<Option<Drawn>> = (0..frames.tree.parent.len()).map(|_| None).collect();
        for drawings in draw(&frames, &parts, graph.ids.len(), aim, progress) {
            for (frame, drawing) in drawings {
                drawn[frame] = Some(drawing);
            }
        }
        page.choose(&mut drawn);
        let size = page.pack(&drawn).0;
        narrow &= size.width < NARROWEST * size.height;
        pages.push((cost(graph, &frames, &page, &drawn), drawn));
        // In large maps only if that page has an odd shape, in small ones all.
        let nodes = graph.ids.len();
        let enough = nodes > VERY_FEW && nth >= 2 || nodes > FEW_NODES && off(size) < 0.1 || nth + 1 == UPRIGHT;
        if enough && !narrow || progress.is_cancelled() {
            break;
        }
    }
    let drawn = mixed(pages, &parts, |drawn| cost(graph, &frames, &page, drawn));
    let mut corners = vec![Point { x: 0.0, y: 0.0 }; drawn.len()];
    for (frame, at) in page.pack(&drawn).1 {
        corners[frame] = at;
    }
    let places = frames.places(&drawn, &mut corners);
    let size = |it: usize| drawn[it].as_ref().map_or_else(Size::default, |it| it.drawing.size);
    let parts: Vec<Rect> = frames.tree.parts.iter().map(|&it| Rect::at(corners[it], size(it))).collect();
    let mut gutters = Gutters::new(&parts, graph.style.parts);
    let routes = (0..graph.edges.len()).map(|it| frames.way(it, &drawn, &corners, gutters.as_mut())).collect();
    Whole { places, routes }
}

/// The best of some pages, and in it each part as in that one of them with which it comes out best.
fn mixed(
    mut pages: Vec<(f32, Vec<Option<Drawn>>)>,
    parts: &[Vec<usize>],
    cost: impl Fn(&[Option<Drawn>]) -> f32,
) -> Vec<Option<Drawn>> {
    pages.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut pages = pages.into_iter();
    let Some((mut best, mut drawn)) = pages.next() else { return Vec::new() };
    for (_, mut other) in pages.filter(|_| parts.len() > 1) {
        for part in parts.iter().filter(|it| it.len() > 1).take(MIXED) {
            let exchange = |drawn: &mut [Option<Drawn>], other: &mut [Option<Drawn>]| {
                for &frame in part {
                    std::mem::swap(&mut drawn[frame], &mut other[frame]);
                }
            };
            exchange(&mut drawn, &mut other);
            let now = cost(&drawn);
            if now < best {
                best = now;
            } else {
                exchange(&mut drawn, &mut other);
            }
        }
    }
    drawn
}

/// How bad a page is, and the links on it.
fn cost(graph: &Graph, frames: &Frames<'_>, page: &Page, drawn: &[Option<Drawn>]) -> f32 {
    let length = mean_length(graph, frames, page, drawn);
    1.6 * page.cost(drawn) + 0.5 * page.tangle(drawn) + length / LONG
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
    aim: Aim,
    progress: &Progress,
) -> Vec<BTreeMap<usize, Drawn>> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let slots: Vec<Mutex<BTreeMap<usize, Drawn>>> = parts.iter().map(|_| Mutex::default()).collect();
    let shapes = match nodes {
        _ if parts.len() > CHOOSE => 1,
        LARGE.. => SHAPES_IF_LARGE,
        _ => SHAPES,
    };
    let work = || {
        loop {
            let number = next.fetch_add(1, Relaxed);
            let (Some(part), Some(slot)) = (parts.get(number), slots.get(number)) else { break };
            let drawings = frames.draw(part, shapes, aim, progress);
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
