//! Staying put: what stood somewhere stays there, what a person placed never moves, and the rest makes room.
//!
//! A layout keeps the place each node was allotted. After an edit everything is where it was allotted, but for what
//! has to make room for boxes that have grown, are new or were placed by a person. So undoing an edit leads back
//! exactly, and a new link moves nothing.

use super::{
    Layout, NodeBox, Rect, Request,
    field::Field,
    graph::{self, Graph},
    grid::Grid,
    page::{self, Whole},
    reroute::Router,
    room::Room,
    route,
};
use crate::{
    jobs::Progress,
    map::{EdgeId, NodeId, Point},
};
use imbl::OrdMap;
use std::{collections::BTreeSet, sync::Arc};

/// What a layout keeps for the next one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The place each node was allotted, by id; also of nodes that are gone, should they come back.
    pub homes: Vec<(NodeId, Rect)>,
    /// The boxes that were laid out, by id.
    pub nodes: Vec<NodeBox>,
    /// The links that were laid out, by id.
    pub edges: Vec<(EdgeId, NodeId, NodeId)>,
}

/// Puts pinned nodes where they belong, moving the whole drawing towards them, and what is in their way downwards.
pub(super) fn settle_pins(request: &Request, graph: &Graph, whole: Whole) -> Layout {
    let Whole { mut places, mut routes } = whole;
    let pinned: Vec<usize> = (0..places.len()).filter(|&it| graph.pins[it].is_some()).collect();
    if !pinned.is_empty() {
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
        let grid = Grid::new(&before);
        Room { near: |it| grid.near(it).collect() }.make(&mut places, &pinned, &pinned);
        for (edge, way) in graph.edges.iter().zip(&mut routes) {
            if [edge.from, edge.to].iter().any(|&it| places[it] != before[it]) {
                *way = None;
            }
            for point in way.iter_mut().flatten() {
                *point = Point { x: point.x + shift.x, y: point.y + shift.y };
            }
        }
    }
    let kept = Kept {
        homes: (graph.ids.iter().zip(&graph.pins).zip(&places))
            .map(|((&id, pin), &place)| (id, if pin.is_some() { no_room(place) } else { place }))
            .collect(),
        nodes: sorted(&request.nodes, |it| it.id),
        edges: sorted(&request.edges, |it| it.0),
    };
    let mut layout =
        Layout { places: graph.ids.iter().copied().zip(places.iter().copied()).collect(), ..Layout::default() };
    for (edge, route) in graph.edges.iter().zip(routes) {
        let way = route.unwrap_or_else(|| route::direct(places[edge.from], places[edge.to]));
        layout.routes.insert(edge.id, way.into());
    }
    layout.kept = Arc::new(kept);
    layout.set_bounds();
    layout
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

/// What a person placed may be in the way of others, so it is allotted no room: it has to make some each time.
pub(super) fn no_room(place: Rect) -> Rect {
    Rect { min: place.min, max: place.min }
}

/// In the order of the ids, each once.
fn sorted<T: Copy, K: Ord>(all: &[T], key: impl Fn(&T) -> K) -> Vec<T> {
    let mut all = all.to_vec();
    if !all.is_sorted_by(|a, b| key(a) < key(b)) {
        all.sort_by_key(&key);
        all.dedup_by_key(|it| key(it));
    }
    all
}

/// The layout after an edit: whatever `previous` has stays. `None` if so much is new that it is better laid out afresh.
pub(super) fn run(request: &Request, previous: &Layout, progress: &Progress) -> Option<Layout> {
    let nodes = sorted(&request.nodes, |it| it.id);
    let edges = sorted(&request.edges, |it| it.0);
    let kept = &*previous.kept;
    if nodes == kept.nodes && edges == kept.edges {
        return Some(previous.clone());
    }
    let homes = Homes::new(&nodes, previous);
    let new: Vec<usize> = (0..nodes.len()).filter(|&it| homes.all[it].is_none()).collect();
    if new.len() * 3 > nodes.len() {
        return None;
    }
    let (found, all_free): (Vec<Rect>, bool) = if new.is_empty() {
        (homes.all.iter().flatten().copied().collect(), true)
    } else {
        super::spots::find(request, &nodes, &edges, &homes, &new, previous, progress)
    };
    let mut places: Vec<Rect> =
        found.iter().zip(&nodes).map(|(it, node)| Rect::at(it.min, graph::sound(node.size))).collect();
    // What may be in the way of others: what has grown out of its place, and what a person placed.
    let mut fixed = Vec::new();
    let mut dirty = Vec::new();
    for (number, node) in nodes.iter().enumerate() {
        if let Some(pin) = node.pin.filter(|it| it.x.is_finite() && it.y.is_finite()) {
            places[number] = Rect::around(pin, places[number].size());
            fixed.push(number);
        }
        let (home, place) = (found[number], places[number]);
        let within = place.min.x >= home.min.x && place.min.y >= home.min.y;
        if !(within && place.max.x <= home.max.x && place.max.y <= home.max.y) {
            dirty.push(number);
        }
    }
    if !dirty.is_empty() || !all_free {
        dirty.extend(&new);
        dirty.sort_unstable();
        dirty.dedup();
        let near = |place: Rect| {
            let mut near = homes.near(place);
            near.extend(new.iter().copied().filter(|&it| found[it].overlaps(place)));
            near
        };
        Room { near }.make(&mut places, &dirty, &fixed);
    }
    Some(follow(previous, homes.field.clone(), nodes.clone(), edges, &homes.before, (&found, &new), &places))
}

/// What is known of the places of some boxes.
pub(super) struct Homes<'a> {
    nodes: &'a [NodeBox],
    /// The home of each, if it has one, and where it stood in the last layout, if it did.
    pub all: Vec<Option<Rect>>,
    before: Vec<Option<Rect>>,
    /// Those that did not stand at home.
    away: Vec<usize>,
    pub field: Field,
}

impl<'a> Homes<'a> {
    fn new(nodes: &'a [NodeBox], previous: &Layout) -> Self {
        let mut field = previous.field.clone();
        field.refresh(nodes.len());
        field.cells(&previous.places, &previous.routes);
        let mut homes = Self {
            nodes,
            all: Vec::with_capacity(nodes.len()),
            before: Vec::with_capacity(nodes.len()),
            away: Vec::new(),
            field,
        };
        let mut known = previous.kept.homes.iter().peekable();
        let mut stood = previous.places.iter().peekable();
        for (number, node) in nodes.iter().enumerate() {
            while known.next_if(|it| it.0 < node.id).is_some() {}
            while stood.next_if(|it| *it.0 < node.id).is_some() {}
            let home = known.next_if(|it| it.0 == node.id).map(|it| it.1);
            let before = stood.next_if(|it| *it.0 == node.id).map(|it| *it.1);
            if home.is_some() && home != before {
                homes.away.push(number);
            }
            homes.all.push(home);
            homes.before.push(before);
        }
        homes
    }

    /// The boxes, by number, whose homes reach into `place`.
    pub fn near(&self, place: Rect) -> Vec<usize> {
        let at_home = |(id, at): (NodeId, Rect)| {
            let number = self.nodes.binary_search_by_key(&id, |it| it.id).ok()?;
            (self.all[number] == Some(at)).then_some(number)
        };
        let mut near: Vec<usize> = self.field.boxes(place).into_iter().filter_map(at_home).collect();
        let away = |it: &usize| self.all[*it].is_some_and(|it| it.overlaps(place));
        near.extend(self.away.iter().copied().filter(away));
        near
    }
}

/// After an edit of a map of so many nodes, better ways are looked for so many steps long. Ten thousand take about a
/// thousandth of a second; in large maps an edit changes less of the whole.
fn work(nodes: usize) -> usize {
    // As the fourth power falls: 4 000 from 1 000 nodes on.
    (4_000_000_000_000_000 / nodes.saturating_pow(4).max(1)).clamp(4_000, 100_000)
}

/// The layout with these places: what has changed is taken over, and the links concerned find a new way.
fn follow(
    previous: &Layout,
    field: Field,
    nodes: Vec<NodeBox>,
    edges: Vec<(EdgeId, NodeId, NodeId)>,
    before: &[Option<Rect>],
    (homes, new): (&[Rect], &[usize]),
    places: &[Rect],
) -> Layout {
    let mut layout = Layout { field, ..previous.clone() };
    let mut moved: BTreeSet<NodeId> = BTreeSet::new();
    for ((node, before), &place) in nodes.iter().zip(before).zip(places) {
        if *before != Some(place) {
            layout.places.insert(node.id, place);
            layout.field.set_box(node.id, Some(place));
            moved.insert(node.id);
        }
    }
    let mut left = nodes.iter().peekable();
    for node in &previous.kept.nodes {
        while left.next_if(|it| it.id < node.id).is_some() {}
        if left.next_if(|it| it.id == node.id).is_none() {
            layout.places.remove(&node.id);
            layout.field.set_box(node.id, None);
            moved.insert(node.id);
        }
    }
    let mut router = Router { layout: &mut layout, edges: &edges, work: work(nodes.len()) };
    // The links that need a new way, and those that run over a box now.
    let (mut lost, mut over): (BTreeSet<EdgeId>, BTreeSet<EdgeId>) = Default::default();
    let mut old = previous.kept.edges.iter().peekable();
    for edge in &edges {
        while let Some(before) = old.next_if(|it| it.0 < edge.0) {
            router.forget(before.0);
        }
        let known = old.next_if(|it| it.0 == edge.0) == Some(edge);
        if known && (moved.is_empty() || !(moved.contains(&edge.1) || moved.contains(&edge.2))) {
            continue;
        }
        let ends = |places: &OrdMap<NodeId, Rect>| places.get(&edge.1).copied().zip(places.get(&edge.2).copied());
        let (Some(now), true) = (ends(&router.layout.places), edge.1 != edge.2) else {
            router.forget(edge.0);
            continue;
        };
        let follows = ends(&previous.places)
            .filter(|_| known)
            .and_then(|before| route::following(previous.routes.get(&edge.0)?, (before.0, now.0), (before.1, now.1)));
        match follows {
            Some(way) => {
                if router.is_blocked(edge, &way) {
                    over.insert(edge.0);
                }
                router.set(edge.0, way);
            }
            None => _ = lost.insert(edge.0),
        }
    }
    for before in old {
        router.forget(before.0);
    }
    for id in &moved {
        if let Some(&place) = router.layout.places.get(id) {
            over.extend(router.hits(*id, place));
        }
    }
    for &id in over.difference(&lost.clone()) {
        if !router.patch(id) {
            lost.insert(id);
        }
    }
    router.lead(&lost);
    router.ease(&lost, &over);
    let mut kept = Kept { homes: previous.kept.homes.clone(), nodes, edges };
    if !new.is_empty() {
        kept.homes.extend(new.iter().map(|&it| (kept.nodes[it].id, homes[it])));
        kept.homes.sort_by_key(|it| it.0);
    }
    layout.kept = Arc::new(kept);
    layout.grow_bounds();
    layout
}

/// In a small map laid out afresh better ways are looked for so many steps long; most find none before.
const EASING: usize = 300_000;

/// Lays out all of `request` afresh.
pub(super) fn afresh(request: &Request, progress: &Progress) -> Layout {
    let graph = Graph::new(request);
    let whole = page::run(&graph, progress);
    let mut layout = settle_pins(request, &graph, whole);
    if graph.ids.len() <= page::VERY_FEW && !progress.is_cancelled() {
        layout.field.cells(&layout.places, &layout.routes);
        let kept = Arc::clone(&layout.kept);
        Router { layout: &mut layout, edges: &kept.edges, work: EASING }.ease_all();
        layout.set_bounds();
    }
    layout
}
