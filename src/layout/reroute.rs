//! After an edit: which links need another way, and that way.

use super::{
    Layout, Rect, detour,
    geometry::count,
    route::{self, Pen},
};
use crate::map::{EdgeId, NodeId, Point};
use std::collections::{BTreeMap, BTreeSet};

/// How far round the boxes at its ends a way is looked for, in px; if there is none, farther.
const AREAS: [f32; 2] = [350.0, 1400.0];
/// For links between boxes farther apart than this, in px, no way is looked for in a map of more than so many links:
/// there is too much in between.
const LONG: f32 = 16_000.0;
const FEW: usize = 3000;
/// How far round a place where a link runs over a box a way is looked for, in px.
const PATCH: f32 = 200.0;
/// Links this near to a box run over it, in px.
const TOUCHES: f32 = -1.0;
/// With more pieces of links around, crossings are not counted again.
const MANY_LINES: usize = 3000;
/// So much better a way must be, in px, for a link to leave the one it has.
const GAIN: f32 = 120.0;
/// So many links that cross one led anew look for another way.
const EASED: usize = 24;

type Ends = (EdgeId, NodeId, NodeId);

/// Finds new ways in `layout`, whose boxes stand where they belong already, and whose field knows so.
pub(super) struct Router<'a> {
    pub layout: &'a mut Layout,
    /// All links, by id.
    pub edges: &'a [Ends],
    /// How long ways are looked for, in steps.
    pub work: usize,
}

impl<'a> Router<'a> {
    fn edge(&self, id: EdgeId) -> Option<&'a Ends> {
        self.edges.binary_search_by_key(&id, |it| it.0).ok().map(|it| &self.edges[it])
    }

    /// The links that run over `place`, the box of `own`.
    pub fn hits(&self, own: NodeId, place: Rect) -> BTreeSet<EdgeId> {
        let narrow = place.grown(TOUCHES);
        let mut hits = self.layout.field.ways(place);
        hits.retain(|&id| {
            let Some(edge) = self.edge(id) else { return false };
            let way = self.layout.routes.get(&id).filter(|_| !self.is_long(edge));
            edge.1 != own && edge.2 != own && way.is_some_and(|it| runs_through(it, narrow))
        });
        hits
    }

    /// Whether a link leads so far that it goes straight, over whatever is in between.
    fn is_long(&self, edge: &Ends) -> bool {
        let [a, b] = [edge.1, edge.2].map(|it| self.layout.places.get(&it).copied().unwrap_or_default().centre());
        self.edges.len() > FEW && (a.x - b.x).abs() + (a.y - b.y).abs() > LONG
    }

    /// Whether a way runs over a box at neither of its ends.
    pub fn is_blocked(&self, edge: &Ends, way: &[Point]) -> bool {
        !self.is_long(edge)
            && curves(way).any(|curve| {
                let bounds = Rect::holding(curve).unwrap_or_default().grown(1.0);
                let boxes = self.layout.field.boxes(bounds);
                let mut boxes = boxes.iter().filter(|it| *it.0 != edge.1 && *it.0 != edge.2);
                boxes.any(|it| runs_through(curve, it.1.grown(TOUCHES)))
            })
    }

    /// Has a link run there.
    pub fn set(&mut self, id: EdgeId, way: Vec<Point>) {
        self.layout.field.set_way(id, Some(&way));
        self.layout.routes.insert(id, way.into());
    }

    /// Takes a link out.
    pub fn forget(&mut self, id: EdgeId) {
        self.layout.routes.remove(&id);
        self.layout.field.set_way(id, None);
    }

    /// Leads a link round boxes it runs over, and leaves the rest of its way. Returns whether that could be done.
    pub fn patch(&mut self, id: EdgeId) -> bool {
        let Some((edge, way)) = self.edge(id).copied().zip(self.layout.routes.get(&id).cloned()) else { return false };
        let curves = way.len() / 3;
        let over = |curve: usize| self.is_blocked(&edge, &way[3 * curve..3 * curve + 4]);
        let Some(first) = (0..curves).find(|&it| over(it)) else { return true };
        let Some(last) = (first..curves).rev().find(|&it| over(it)) else { return true };
        // The ends of curves next to it that are no corner cut short by a box.
        let clear = |at: Point| self.layout.field.boxes(Rect { min: at, max: at }.grown(5.0)).is_empty();
        let (Some(start), Some(end)) =
            ((1..=first).rev().find(|&it| clear(way[3 * it])), (last + 1..curves).find(|&it| clear(way[3 * it])))
        else {
            return false;
        };
        let (a, b) = (way[3 * start], way[3 * end]);
        if self.is_long(&edge) {
            return false;
        }
        let upright = |a: Point, b: Point| (a.x - b.x).abs() < (a.y - b.y).abs();
        let ends = [(a, upright(way[3 * start - 1], a)), (b, upright(b, way[3 * end + 1]))];
        let hit = Rect::holding(&way[3 * first..=3 * last + 3]);
        let area = span(a, b).union(hit.unwrap_or_default()).grown(PATCH);
        let (Some(&from), Some(&to)) = (self.layout.places.get(&edge.1), self.layout.places.get(&edge.2)) else {
            return false;
        };
        let around = self.around(&edge, area, from, to);
        let mut work = usize::MAX;
        let limits = detour::Limits { most: f32::INFINITY, stub: detour::STUB, work: &mut work };
        let found = detour::between(ends, area, &around, lane(&edge), limits);
        self.work = self.work.saturating_sub(usize::MAX - work);
        let Some(points) = found else { return false };
        let mut patched = way[..3 * start].to_vec();
        patched.extend(Pen::along(&points));
        patched.extend(&way[3 * end + 1..]);
        self.set(id, patched);
        true
    }

    /// Leads these links anew, the short ones first: they have the least choice.
    pub fn lead(&mut self, links: &BTreeSet<EdgeId>) {
        let mut order: Vec<(f32, Ends)> = Vec::new();
        for edge in links.iter().filter_map(|&it| self.edge(it)) {
            if let (Some(from), Some(to)) = (self.layout.places.get(&edge.1), self.layout.places.get(&edge.2)) {
                let (a, b) = (from.centre(), to.centre());
                order.push(((a.x - b.x).abs() + (a.y - b.y).abs(), *edge));
            }
        }
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.0.cmp(&b.1.0)));
        for &id in links {
            self.forget(id);
        }
        for (_, edge) in order {
            let (Some(&from), Some(&to)) = (self.layout.places.get(&edge.1), self.layout.places.get(&edge.2)) else {
                continue;
            };
            let way = self.find(&edge, from, to).unwrap_or_else(|| route::direct(from, to));
            self.set(edge.0, way);
        }
    }

    /// Has links look for a way across fewer others: the `patched` ones, then those that cross any of these or of the
    /// `new` ones.
    pub fn ease(&mut self, new: &BTreeSet<EdgeId>, patched: &BTreeSet<EdgeId>) {
        let links: BTreeSet<EdgeId> = new.union(patched).copied().collect();
        let mut crossed: BTreeMap<EdgeId, usize> = BTreeMap::new();
        for &id in &links {
            if self.work == 0 {
                break;
            }
            for (other, crossings) in self.crossed(id) {
                if !links.contains(&other) {
                    *crossed.entry(other).or_default() += crossings;
                }
            }
        }
        let mut order: Vec<(usize, EdgeId)> = crossed.into_iter().map(|it| (it.1, it.0)).collect();
        order.extend(patched.difference(new).map(|&it| (usize::MAX, it)));
        order.extend(new.iter().map(|&it| (0, it)));
        order.sort_by_key(|it| std::cmp::Reverse(it.0));
        for &(_, id) in order.iter().take(EASED) {
            if self.work == 0 {
                break;
            }
            self.improve(id);
        }
    }

    /// The links that cross this one and share no end with it, and how often.
    fn crossed(&mut self, id: EdgeId) -> Vec<(EdgeId, usize)> {
        let (Some(edge), Some(way)) = (self.edge(id), self.layout.routes.get(&id)) else { return Vec::new() };
        let own: Vec<_> = pieces(way).collect();
        let near: BTreeSet<EdgeId> = own.iter().flat_map(|it| self.layout.field.ways(span(it.0, it.1))).collect();
        let (mut looked, mut crossed) = (0, Vec::new());
        for id in near {
            let (Some(other), Some(way)) = (self.edge(id), self.layout.routes.get(&id)) else { continue };
            if !shares(edge, other) {
                let crossings: usize = pieces(way).map(|it| crossings(&[it], &own)).sum();
                if crossings > 0 {
                    // What only might have crossed is not counted: that depends on when the field was made.
                    looked += way.len() / 3 * (own.len() + 8);
                    crossed.push((id, crossings));
                }
            }
        }
        self.work = self.work.saturating_sub(looked / 8);
        crossed
    }

    /// Has all links look for a way across fewer others, as long as there is work left, those that cross most first.
    pub fn ease_all(&mut self) {
        let edges = self.edges;
        let mut count = |id: EdgeId| self.crossed(id).iter().map(|it| it.1).sum();
        let mut order: Vec<(usize, EdgeId)> = edges.iter().map(|it| (count(it.0), it.0)).collect();
        order.sort_by_key(|it| std::cmp::Reverse(it.0));
        for (_, id) in order.into_iter().take_while(|it| it.0 > 1) {
            if self.work == 0 {
                break;
            }
            self.improve(id);
        }
    }

    /// Leads a link anew if it crosses fewer others then.
    fn improve(&mut self, id: EdgeId) {
        let Some(edge) = self.edge(id).copied() else { return };
        let (Some(&from), Some(&to)) = (self.layout.places.get(&edge.1), self.layout.places.get(&edge.2)) else {
            return;
        };
        if self.is_long(&edge) {
            return;
        }
        let Some(way) = self.layout.routes.get(&id) else { return };
        let area = from.union(to).grown(AREAS[0]);
        let around = self.around(&edge, area, from, to);
        let own: Vec<_> = pieces(way).collect();
        let now = crossings(&own, &around.lines);
        self.work = self.work.saturating_sub(around.lines.len() * (16 + own.len()) / 64);
        if now == 0 {
            return;
        }
        let most = detour::CROSSING * count(now) + length(way) - GAIN;
        let limits = detour::Limits { most, stub: detour::STUB, work: &mut self.work };
        let found = detour::find([from, to], area, &around, lane(&edge), limits);
        let Some(way) = found else { return };
        // The search knows what it crosses but nearly; to look again takes too long where much is near.
        let fewer = || crossings(&pieces(&way).collect::<Vec<_>>(), &around.lines) < now;
        if around.lines.len() > MANY_LINES || fewer() {
            self.set(id, way);
        }
    }

    /// The best way of a link between boxes that stand there.
    fn find(&mut self, edge: &Ends, from: Rect, to: Rect) -> Option<Vec<Point>> {
        if self.is_long(edge) {
            return None;
        }
        AREAS.iter().zip([detour::STUB, detour::SHORT_STUB]).find_map(|(&round, stub)| {
            let area = from.union(to).grown(round);
            let around = self.around(edge, area, from, to);
            let mut work = usize::MAX;
            let limits = detour::Limits { most: f32::INFINITY, stub, work: &mut work };
            let found = detour::find([from, to], area, &around, lane(edge), limits);
            self.work = self.work.saturating_sub(usize::MAX - work);
            found
        })
    }

    /// Which of some places for the box at one end of `edge` has the best way to `other`.
    pub fn choose(&mut self, edge: &Ends, places: &[(f32, Rect)], other: Rect, up: bool) -> Option<usize> {
        let all = places.iter().map(|it| it.1).fold(other, Rect::union).grown(AREAS[0] / 2.0);
        let around = self.around(edge, all, other, other);
        let limits = detour::Limits { most: f32::INFINITY, stub: detour::STUB, work: &mut self.work };
        detour::choose(places, other, up, all, &around, limits)
    }

    fn around(&self, edge: &Ends, area: Rect, from: Rect, to: Rect) -> detour::Surroundings {
        let boxes = self.layout.field.boxes(area);
        let boxes = boxes.into_iter().filter(|it| it.0 != edge.1 && it.0 != edge.2).map(|it| it.1);
        let mut around =
            detour::Surroundings { boxes: boxes.chain([from, to]).collect(), lines: Vec::new(), ports: Vec::new() };
        for id in self.layout.field.ways(area) {
            let (Some(other), Some(way)) = (self.edge(id), self.layout.routes.get(&id)) else { continue };
            if other.0 == edge.0 {
                continue;
            }
            if shares(edge, other) {
                around.ports.extend([way.first(), way.last()].into_iter().flatten());
            } else {
                let near = |(a, b): &(Point, Point)| span(*a, *b).overlaps(area);
                around.lines.extend(curves_near(way, area).flat_map(pieces).filter(near));
            }
        }
        around
    }
}

fn length(way: &[Point]) -> f32 {
    pieces(way).map(|(a, b)| (a.x - b.x).abs() + (a.y - b.y).abs()).sum()
}

fn lane(edge: &Ends) -> u8 {
    u8::try_from(edge.0.bits() % 8).unwrap_or(0)
}

fn shares(a: &Ends, b: &Ends) -> bool {
    [a.1, a.2].iter().any(|it| *it == b.1 || *it == b.2)
}

/// How many pairs of pieces cross.
fn crossings(own: &[(Point, Point)], others: &[(Point, Point)]) -> usize {
    let side = |(a, b): (Point, Point), at: Point| {
        let side = f64::from(b.x - a.x) * f64::from(at.y - a.y) - f64::from(b.y - a.y) * f64::from(at.x - a.x);
        if side > 0.0 { 1_i8 } else { -i8::from(side < 0.0) }
    };
    let of = |&a: &(Point, Point)| {
        let near = span(a.0, a.1);
        let far = |b: &(Point, Point)| {
            b.0.x.max(b.1.x) < near.min.x
                || b.0.x.min(b.1.x) > near.max.x
                || b.0.y.max(b.1.y) < near.min.y
                || b.0.y.min(b.1.y) > near.max.y
        };
        let cross =
            |b: &&(Point, Point)| !far(b) && side(a, b.0) * side(a, b.1) < 0 && side(**b, a.0) * side(**b, a.1) < 0;
        others.iter().filter(cross).count()
    };
    own.iter().map(of).sum()
}

fn span(a: Point, b: Point) -> Rect {
    Rect { min: a, max: a }.union(Rect { min: b, max: b }).grown(0.5)
}

/// The curves of a way, each by its control points.
fn curves(way: &[Point]) -> impl Iterator<Item = &[Point]> {
    (0..way.len().saturating_sub(1)).step_by(3).filter_map(|it| way.get(it..it + 4))
}

/// Those of them that may reach into `place`. Most are nowhere near, which their control points tell at once.
fn curves_near(way: &[Point], place: Rect) -> impl Iterator<Item = &[Point]> {
    curves(way).filter(move |it| Rect::holding(it).is_some_and(|it| it.grown(1.0).overlaps(place)))
}

/// Whether a way runs through `place`.
fn runs_through(way: &[Point], place: Rect) -> bool {
    curves_near(way, place).flat_map(pieces).any(|(a, b)| meets(place, a, b))
}

/// A way as straight pieces, some for each curve.
fn pieces(way: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    curves(way).flat_map(|it| {
        let steps: u8 = if route::is_straight(it) { 1 } else { 6 };
        let at = move |step: u8| route::bezier(it[0], it[1], it[2], it[3], f32::from(step) / f32::from(steps));
        (0..steps).map(move |step| (at(step), at(step + 1)))
    })
}

/// Whether a straight piece runs through `place` (Liang and Barsky 1984).
fn meets(place: Rect, a: Point, b: Point) -> bool {
    let (mut first, mut last) = (0.0_f32, 1.0_f32);
    for (from, to, min, max) in [(a.x, b.x, place.min.x, place.max.x), (a.y, b.y, place.min.y, place.max.y)] {
        if (to - from).abs() < 1e-6 {
            if from <= min || from >= max {
                return false;
            }
        } else {
            let (one, two) = ((min - from) / (to - from), (max - from) / (to - from));
            (first, last) = (first.max(one.min(two)), last.min(one.max(two)));
        }
    }
    first < last
}
