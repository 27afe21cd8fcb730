//! Staying put: what stood somewhere stays there, what a person placed never moves, and the rest makes room.

use super::{
    Layout, Rect,
    blocks::{self, Whole},
    graph::Graph,
};
use crate::{jobs::Progress, map::Point};
use std::collections::BTreeMap;

/// The least distance between boxes, in px.
const GAP: f32 = 16.0;

/// Puts pinned nodes where they belong, moving the whole drawing towards them, and what is in their way downwards.
pub(super) fn settle_pins(graph: &Graph, whole: Whole) -> Layout {
    let Whole { mut places, mut routes } = whole;
    let fixed: Vec<bool> = graph.pins.iter().map(Option::is_some).collect();
    if fixed.contains(&true) {
        let shift = median_shift(graph.pins.iter().zip(&places).filter_map(|(pin, place)| {
            let (pin, at) = ((*pin)?, place.centre());
            Some(Point { x: pin.x - at.x, y: pin.y - at.y })
        }));
        let before: Vec<Rect> = places.iter().map(|it| it.moved(shift)).collect();
        places.clone_from(&before);
        for (place, pin) in places.iter_mut().zip(&graph.pins) {
            if let Some(pin) = pin {
                *place = Rect::around(*pin, place.size());
            }
        }
        make_room(&mut places, &fixed);
        for (edge, way) in graph.edges.iter().zip(&mut routes) {
            if [edge.from, edge.to].iter().any(|&it| places[it] != before[it]) {
                *way = None;
            }
            for point in way.iter_mut().flatten() {
                *point = Point { x: point.x + shift.x, y: point.y + shift.y };
            }
        }
    }
    Layout::new(graph, places, routes)
}

fn median_shift(shifts: impl Iterator<Item = Point>) -> Point {
    let shifts: Vec<Point> = shifts.collect();
    let middle = |of: fn(&Point) -> f32| {
        let mut all: Vec<f32> = shifts.iter().map(of).collect();
        all.sort_by(f32::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(0.0)
    };
    Point { x: middle(|it| it.x), y: middle(|it| it.y) }
}

/// The layout after an edit: whatever `previous` has stays. `None` if so much is new that it is better laid out afresh.
pub(super) fn run(graph: &Graph, previous: &Layout, progress: &Progress) -> Option<Layout> {
    let old: Vec<Option<Rect>> = graph.ids.iter().map(|it| previous.places.get(it).copied()).collect();
    let new = old.iter().filter(|it| it.is_none()).count();
    if new * 3 > graph.ids.len() {
        return None;
    }
    let mut places: Vec<Option<Rect>> =
        old.iter().zip(&graph.sizes).map(|(it, &size)| it.map(|it| Rect::at(it.min, size))).collect();
    for (node, at) in graph.pins.iter().enumerate() {
        if let Some(at) = at {
            places[node] = Some(Rect::around(*at, graph.sizes[node]));
        }
    }
    below(graph, &mut places, progress);
    beside_neighbours(graph, &mut places);
    let mut places: Vec<Rect> = places.into_iter().flatten().collect();
    make_room(&mut places, &graph.pins.iter().map(Option::is_some).collect::<Vec<_>>());
    let routes = graph.edges.iter().map(|edge| {
        let (from, to) = (places[edge.from], places[edge.to]);
        let stays = old[edge.from] == Some(from) && old[edge.to] == Some(to);
        // An edge may have got other ends under its old id.
        let fits = |it: &&Vec<Point>| {
            let ends = it.first().zip(it.last());
            ends.is_some_and(|(start, end)| from.grown(1.0).contains(*start) && to.grown(1.0).contains(*end))
        };
        previous.routes.get(&edge.id).filter(|_| stays).filter(fits).cloned()
    });
    let routes = routes.collect();
    Some(Layout::new(graph, places, routes))
}

/// Lays out the parts that are all new (no link joins them to anything that has a place) below everything.
fn below(graph: &Graph, places: &mut [Option<Rect>], progress: &Progress) {
    let parts: Vec<_> = graph.parts().into_iter().filter(|it| it.iter().all(|&it| places[it].is_none())).collect();
    let taken = places.iter().flatten().copied().reduce(Rect::union).unwrap_or_default();
    for (node, at) in blocks::page(graph, parts, progress).places {
        let at = Point { x: taken.min.x + at.x, y: taken.max.y + graph.style.parts + at.y };
        places[node] = Some(Rect::at(at, graph.sizes[node]));
    }
}

/// Places new nodes one after the other, each in the nearest free spot below what it is a reason for, or above what
/// is a reason for it.
fn beside_neighbours(graph: &Graph, places: &mut [Option<Rect>]) {
    let mut near = vec![Vec::new(); places.len()];
    for edge in &graph.edges {
        near[edge.low()].push((edge.high(), true));
        near[edge.high()].push((edge.low(), false));
    }
    let mut taken = Taken::default();
    places.iter().flatten().for_each(|&it| taken.insert(it));
    let mut waiting: Vec<usize> = (0..places.len()).filter(|&it| places[it].is_none()).collect();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|&node| {
            // Below a conclusion rather than above a reason.
            let anchors = near[node].iter().filter_map(|&(other, above)| Some((places[other]?, above)));
            let Some((anchor, above)) = anchors.reduce(|best, it| if it.1 && !best.1 { it } else { best }) else {
                return true;
            };
            let place = nearest_free(graph, node, anchor, above, &taken);
            taken.insert(place);
            places[node] = Some(place);
            false
        });
        if waiting.len() == before {
            break;
        }
    }
}

fn nearest_free(graph: &Graph, node: usize, anchor: Rect, under: bool, taken: &Taken) -> Rect {
    let size = graph.sizes[node];
    let start = Point {
        x: anchor.centre().x - size.width / 2.0,
        y: if under { anchor.max.y + graph.style.ranks } else { anchor.min.y - graph.style.ranks - size.height },
    };
    let (across, away) = (size.width / 4.0 + 4.0, if under { 36.0 } else { -36.0 });
    // Rings of the same distance; sideways costs as much as away.
    for ring in 0..60_i16 {
        for row in 0..=ring {
            for side in if ring == row { [1_i16, 0] } else { [1, -1] } {
                if side == 0 {
                    continue;
                }
                let dx = across * f32::from(side * (ring - row));
                let place = Rect::at(Point { x: start.x + dx, y: start.y + away * f32::from(row) }, size);
                if taken.blocker(place).is_none() {
                    return place;
                }
            }
        }
    }
    Rect::at(start, size)
}

/// Moves boxes that are too near a fixed one or one further up downwards, until they are free. Others stay.
fn make_room(places: &mut [Rect], fixed: &[bool]) {
    let mut taken = Taken::default();
    for (&place, _) in places.iter().zip(fixed).filter(|it| *it.1) {
        taken.insert(place);
    }
    let mut order: Vec<usize> = (0..places.len()).filter(|&it| !fixed[it]).collect();
    order.sort_by(|&a, &b| {
        places[a].min.y.total_cmp(&places[b].min.y).then(places[a].min.x.total_cmp(&places[b].min.x)).then(a.cmp(&b))
    });
    for node in order {
        while let Some(bottom) = taken.blocker(places[node]) {
            let by = bottom + GAP - places[node].min.y;
            let moved = places[node].moved(Point { x: 0.0, y: by });
            if moved.min.y <= places[node].min.y {
                break;
            }
            places[node] = moved;
        }
        taken.insert(places[node]);
    }
}

/// Boxes by the cells of a grid they reach into.
#[derive(Default)]
struct Taken(BTreeMap<(i32, i32), Vec<Rect>>);

impl Taken {
    fn cells(place: Rect) -> impl Iterator<Item = (i32, i32)> {
        #[expect(clippy::cast_possible_truncation, reason = "casts saturate, far out all is one cell")]
        let cell = |at: f32| (at / 320.0).floor() as i32;
        let (left, right, top, bottom) = (cell(place.min.x), cell(place.max.x), cell(place.min.y), cell(place.max.y));
        (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
    }

    fn insert(&mut self, place: Rect) {
        for cell in Self::cells(place) {
            self.0.entry(cell).or_default().push(place);
        }
    }

    /// The bottom of the first box that is nearer than the gap.
    fn blocker(&self, place: Rect) -> Option<f32> {
        // A little less, so that boxes exactly that far apart are left alone despite rounding.
        let wide = place.grown(GAP - 0.5);
        let mut near = Self::cells(wide).filter_map(|it| self.0.get(&it)).flatten();
        near.find(|it| it.overlaps(wide)).map(|it| it.max.y)
    }
}
